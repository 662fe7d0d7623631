"""Plans as they come out of a PDF as text: feet between the rows, cells cut by a page, tables beside each other."""

from __future__ import annotations

from datetime import date

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable


def draft(*lines: str) -> DraftPlan:
    text = "\n".join(line.replace(" ¦ ", "\t").replace("¦", "\t") for line in lines)
    return read_plan(read_document(text.encode(), "plan.txt"), plan_code="ABC")


HEADER = "Need ¦ Action ¦ Lead ¦ Timescale ¦ RAG ¦ Progress"
FIRST = "Hear people ¦ Set up a group of people who use services ¦ Board Manager ¦ 31/03/2016 ¦ Green ¦ Begun"
SECOND = "Act sooner ¦ Brief all provider managers on the protocol ¦ Contracts Team ¦ 30/06/2016 ¦ Red ¦"


def test_a_table_goes_on_below_a_foot_of_several_cells() -> None:
    for foot in ("Version 0.6¦¦Owner: Crime", "Printed 17/05/2016¦Page 1"):
        plan = draft("Plan", "", HEADER, FIRST, "", foot, "", SECOND)
        assert [one.text for one in plan.actions] == [row.split(" ¦ ")[1] for row in (FIRST, SECOND)]
        assert plan.actions[1].rag.value == "red"
        assert plan.columns == tuple(HEADER.split(" ¦ "))
        assert any("0.6" in text or "17/05/2016" in text for text in plan.leftover)


def test_an_action_is_whole_that_a_foot_has_cut() -> None:
    head = "Hear people ¦ Set up a group of people ¦ Board Manager ¦ 31/03/2016 ¦ Green ¦ Begun"
    plan = draft("Plan", "", HEADER, head, "", "Version 0.6¦¦Owner: Crime", "", "¦ who use services¦¦¦¦", SECOND)
    assert [one.text for one in plan.actions] == [row.split(" ¦ ")[1] for row in (FIRST, SECOND)]


def test_a_lead_cut_by_a_page_is_one_name_if_the_plan_has_it_and_asked_about_else() -> None:
    cut = (
        "Act sooner ¦ Offer visits and ¦ Fire Service ¦ 30/06/2016 ¦ Red ¦",
        "",
        "¦ record them ¦ Prevention Manager¦¦¦",
    )
    known = SECOND.replace("Contracts Team", "Fire Service Prevention Manager")
    plan = draft("Plan", "", HEADER, FIRST, *cut, known)
    assert [lead.name for lead in plan.actions[1].leads] == ["Fire Service Prevention Manager"]
    plan = draft("Plan", "", HEADER, FIRST, *cut)
    asked = [one.suggestion for one in plan.questions if one.field == "leads"]
    assert asked == ["Fire Service Prevention Manager"]
    people = [line.replace("Fire Service", "Jo Marsh").replace("Prevention Manager", "Ed Ray") for line in cut]
    assert [lead.name for lead in draft("Plan", "", HEADER, FIRST, *people).actions[1].leads] == ["Jo Marsh", "Ed Ray"]


def test_tables_beside_each_other_under_the_same_headings_are_read_one_after_the_other() -> None:
    plan = draft(
        "PREVENT ¦¦¦¦ PURSUE ¦¦",
        "Action ¦ Lead ¦ By ¦¦ Action ¦ Lead ¦ By",
        "Agree a plan ¦ Comms Manager ¦ June 2015 ¦¦ Build a problem profile ¦ Police Analyst ¦ July 2015",
        "Train hotel staff ¦ Safety Officer ¦ Sept 2015 ¦¦ Hold a weekly meeting ¦ CSE Team ¦ Aug 2015",
    )
    assert [(one.text, one.leads[0].name, one.due.text) for one in plan.actions][2:] == [
        ("Build a problem profile", "Police Analyst", "July 2015"),
        ("Hold a weekly meeting", "CSE Team", "Aug 2015"),
    ]
    assert [len(one.leads) for one in plan.actions] == [1, 1, 1, 1]


def test_columns_that_go_on_below_by_number_are_put_beside_each_other_and_asked_about() -> None:
    left = ("No ¦ Action", "1 ¦ Extend the audit", "2 ¦ Follow up the returns")
    right = ("No ¦ Lead ¦ Due ¦ RAG", "1 ¦ Jo Marsh ¦ Mar 2019 ¦ A", "2 ¦ Ed Ray ¦ May 2019 ¦ R")
    plan = draft("Plan", "", *left, "", "Page 1", "", *right)
    assert [(one.text, one.leads[0].name, one.due.text, one.rag.text) for one in plan.actions] == [
        ("Extend the audit", "Jo Marsh", "Mar 2019", "A"),
        ("Follow up the returns", "Ed Ray", "May 2019", "R"),
    ]
    assert any("line 3 and line 9" in one.message for one in plan.questions)
    other = (right[0], *reversed(right[1:]))
    assert not [one for one in draft("Plan", "", *left, "", "Page 1", "", *other).actions if one.leads]


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


def test_a_row_that_lost_a_blank_cell_is_put_right_and_asked_about_with_all_such_rows() -> None:
    header = "No ¦ Need ¦ Action ¦ Owner ¦ By ¦ RAG"
    rows = [f"{n} ¦ Act sooner ¦ Do thing {n} ¦ Control Manager ¦ May 2016 ¦ Green" for n in range(1, 5)]
    lost = "¦ Listen to calls each month ¦ Training School ¦ Dec 2016 ¦ Red"
    plan = draft("Plan", "", header, *rows, lost)
    last = plan.actions[-1]
    assert (last.text, last.leads[0].name, last.due.text) == (lost[2:28], "Training School", "Dec 2016")
    assert last.rag.value == "red"
    asked = [one for one in plan.questions if last.key in one.keys]
    assert len(asked) == 1
    assert "Row 8 has a cell fewer than the others. I moved “Listen to calls each month”" in asked[0].message
    blank = "¦ ¦ Listen to calls each month ¦ Training School ¦ Dec 2016"
    assert not [one for one in draft("Plan", "", header, *rows, blank).questions if "cell fewer" in one.message]


def test_who_leads_is_read_in_brackets_behind_the_action_where_no_column_says_so() -> None:
    header = "Need ¦ Action ¦ By ¦ Progress"
    above = [
        f"Act sooner ¦ {text} ¦ May 2016 ¦" for text in ("Open hub (Lead: Jo Marsh)", "Rent (a) van (Lead: Ed Ray)")
    ]
    below = [one.replace("Act", "Be") for one in above]
    plan = draft("Plan", "", header, *above, "", "Page 1", "", *below)
    assert [(one.text, one.leads_text) for one in plan.actions] == [
        ("Open hub", "Jo Marsh"),
        ("Rent (a) van", "Ed Ray"),
    ] * 2


def test_a_header_of_two_rows_is_one_on_every_page_and_words_among_the_numbers_are_themes() -> None:
    header = ("Ref ¦ Action ¦ Lead ¦ Target ¦ Progress", "¦¦ Officer ¦ Date ¦ at May 2014")
    plan = draft(
        *("Plan", "", *header, "Prevention¦¦¦¦"),
        *("P1 ¦ Fit alarms ¦ Jo Marsh ¦ June 2014 ¦ 410", "P2 ¦ Send people to ¦ Vulnerable Persons ¦ May 2015 ¦"),
        *("", "Page 1", "", *header, "¦ Adult Care ¦ Officer ¦¦"),
        *("Response¦¦¦¦", "R1 ¦ Review crews ¦ Ed Ray ¦ May 2015 ¦ Begun"),
    )
    assert [(one.ref, one.text, *(lead.name for lead in one.leads)) for one in plan.actions] == [
        ("P1", "Fit alarms", "Jo Marsh"),
        ("P2", "Send people to Adult Care", "Vulnerable Persons Officer"),
        ("R1", "Review crews", "Ed Ray"),
    ]
    assert [one.section for one in plan.recommendations] == ["Prevention", "Prevention", "Response"]


def test_texts_under_lead_are_progress_where_names_stand_under_another_heading() -> None:
    rows = [
        f"Do thing {n} ¦ {who} ¦ {n} May 2018 ¦ {said}"
        for n, who, said in (
            (1, "Karen Ostler", "Seven of ten schools came"),
            (2, "Dev Malhotra", "First panel sat on 9 May"),
            (3, "Ruth Sandiford", "Guide on the intranet"),
        )
    ]
    plan = draft("Plan", "", "Action ¦ Milestones ¦ Deadline ¦ Lead", *rows)
    assert [(one.leads_text, one.progress) for one in plan.actions][1] == ("Dev Malhotra", "First panel sat on 9 May")
    assert len([one for one in plan.questions if "“Lead”" in one.message]) == 1


def test_no_cell_is_lost_where_each_has_a_place_of_its_own() -> None:
    rows = [
        ("No.", "What we will do", "Officer", "Cllr lead", "Target", "Revised target", "Position"),
        (
            "1",
            "Publish the list of what we ask for",
            "Meera Holt",
            "Cllr Ash",
            "18/12/2026",
            "",
            "Draft is with members",
        ),
        ("2", "Train the technical team", "Jas Virk", "Cllr Ash", "29/01/2027", "31/03/2027", "Dates are agreed"),
        ("3", "Clear the backlog", "Sian Orme", "Cllr Brand", "30/10/2027", "", "164 cases at the end of October"),
        ("4", "Hold two sessions for members", "Jo Pike (Democratic Services)", "Cllr Brand", "Q4 26/27", ""),
    ]
    table = RawTable(
        tuple(
            RawRow(tuple(RawCell.of(text, column) for column, text in enumerate(row)), number)
            for number, row in enumerate(rows, 1)
        ),
        "Tracker",
    )
    plan = read_plan(RawDocument("tracker.xlsx", (table,)), plan_code="PLN")
    last = plan.actions[-1]
    assert [lead.name for lead in last.leads] == ["Jo Pike", "Cllr Brand"]
    assert last.due.latest == date(2027, 3, 31)
    assert not [one for one in plan.questions if "cell fewer" in one.message]


def test_ditto_stands_for_the_recommendation_above_and_not_below_another_number() -> None:
    for mark in ("Ditto", '"'):
        head = "No ¦ Recommendation ¦ Action ¦ Lead ¦ Timescale"
        first, second = "1 ¦ Hear people ¦ Set up a group ¦ Ann Hall", f"1 ¦ {mark} ¦ Print a leaflet ¦ Jo Marsh"
        rows = (f"{first} ¦ May 2016", f"{second} ¦ June 2016", f"2 ¦ {mark} ¦ Brief all homes ¦ Ed Ray ¦ July 2016")
        plan = draft("Plan", "", head, *rows)
        assert [one.key for one in plan.actions] == ["ABC-1.u1", "ABC-1.u2", "ABC-2"]
        assert [one.text for one in plan.recommendations] == ["Hear people", mark]


def test_a_number_and_a_few_words_above_what_they_number_are_a_section() -> None:
    head = "Recommendation ¦ Milestones ¦ Responsible ¦ Target date"
    rows = (
        "1a) Plan the money ¦ 1) Publish a strategy 2) Find savings 3) Set fees ¦ 1) SB 2) and 3) HL ¦ 1) May 2018",
    )
    more = (
        "4. Customers¦¦¦",
        "4a) Put people first ¦ Write a char-<br>ter with short-<br>and long-term aims ¦ AD ¦ May 2019",
    )
    plan = draft("Plan", "", head, *rows, *more)
    assert [one.title for one in plan.sections] == ["4. Customers"]
    assert [[lead.name for lead in one.leads] for one in plan.actions] == [["SB"], ["HL"], ["HL"], ["AD"]]
    assert plan.actions[-1].text == "Write a char-ter with short- and long-term aims"
