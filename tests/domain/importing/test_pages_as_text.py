"""Plans as they come out of a PDF as text: feet between the rows, cells cut by a page, tables beside each other."""

from __future__ import annotations

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan


def draft(*lines: str) -> DraftPlan:
    text = "\n".join(line.replace(" ¦ ", "\t").replace("¦", "\t") for line in lines)
    return read_plan(read_document(text.encode(), "plan.txt"), plan_code="ABC")


HEADER = "Need ¦ Action ¦ Lead ¦ Timescale ¦ RAG ¦ Progress"
FIRST = "Hear people ¦ Set up a group of people who use services ¦ Board Manager ¦ 31/03/2016 ¦ Green ¦ Begun"
SECOND = "Act sooner ¦ Brief all provider managers on the protocol ¦ Contracts Team ¦ 30/06/2016 ¦ Red ¦"


def test_signs_whose_meaning_is_no_colour_are_asked_about_once_for_each() -> None:
    rows = [FIRST.replace("Green", sign) for sign in "JKLJ"]
    plan = draft("Key: J = on target K = some slippage L = not on target", "", HEADER, *rows)
    asked = [(one.text, one.suggestion) for one in plan.questions if one.field == "rag"]
    assert asked == [("J", "green"), ("K", "amber"), ("L", "red")]


def test_rows_between_pipes_go_on_on_the_next_page_without_a_rule() -> None:
    rows = ["No | Action | Lead | When |", "--- | --- | --- | --- |", "1 | Open the hub | Jo Marsh | Ongoing |"]
    plan = draft(*rows, "", "|", "", rows[0], "2 | Hire a van | Ed Ray | May 2016 |")
    assert [(one.text, one.leads[0].name) for one in plan.actions][1:] == [("Hire a van", "Ed Ray")]


def test_a_title_above_headings_that_stand_below_each_other_is_no_heading() -> None:
    cells = ["1", "Refresh the agreement", "Jo Marsh", "Nov 2013", "", "2", "Set up a pilot", "Ed Ray", "Feb 2014"]
    plan = draft("MASH Improvement Actions", "", "No", "Action", "Lead", "When", "", *cells)
    assert plan.columns == ("No", "Action", "Lead", "When")
    assert [one.text for one in plan.actions] == ["Refresh the agreement", "Set up a pilot"]
