"""What programs write for programs: lists in brackets, days as milliseconds, boards whose sub-items have a header."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from adapters.documents.read import read_document
from domain.importing import DraftPlan, read_plan


def _draft(*rows: tuple[str, ...]) -> DraftPlan:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return read_plan(read_document(text.getvalue().encode(), "board.csv"), plan_code="QB")


def _brief(draft: DraftPlan) -> list[tuple[str, list[str], date | None]]:
    return [(one.text, [lead.name for lead in one.leads], one.due.latest) for one in draft.actions]


CLICKED = (
    ("Task ID", "Task Name", "Task Content", "Status", "Due Date", "Due Date Text", "Assignees", "Tags", "List Name"),
    ("1a", "Scrape the keel", "", "to do", "1796356800000", "12/4/2026, 4:00:00 AM", "[Una Reef]", "[]", "Hull"),
    ("1b", "Sew the sails", "In canvas", "complete", "1806015600000", "3/26/2027", "[Una Reef,Col Spar]", "[]", "Rig"),
    ("1c", "Count the oars", "", "to do", "null", "", "[]", "[]", "Hull"),
)


def test_lists_in_brackets_are_people_and_milliseconds_are_days() -> None:
    draft = _draft(*CLICKED)
    assert _brief(draft) == [
        ("Scrape the keel", ["Una Reef"], date(2026, 12, 4)),
        ("Sew the sails", ["Una Reef", "Col Spar"], date(2027, 3, 25)),
        ("Count the oars", [], None),
    ]
    assert [one.section for one in draft.recommendations] == ["Hull", "Rig", "Hull"]
    assert any("milliseconds" in note for note in draft.notes)


@pytest.mark.parametrize("above", [(), (("Quay board",), ("Exported",))])
def test_sub_items_of_a_board_stand_below_their_item(above: tuple[tuple[str, ...], ...]) -> None:
    head = ("Name", "Subitems", "Owner", "Status", "Due date", "RAG")
    draft = _draft(
        *above,
        ("Moorings",),
        head,
        ("Dredge the basin", "Hire a barge, Sound it", "Ada Prone", "Working on it", "2027-01-29", "Amber"),
        ("Subitems", "Name", "Owner", "Date", "Cost"),
        ("", "Hire a barge", "Ada Prone", "2026-11-13", "£400"),
        ("", "Sound it", "Cy Nod", "2027-01-15", ""),
        ("Paint the bollards", "", "Cy Nod", "Done", "2026-12-11", "Red"),
        ("Sheds",),
        head,
        ("Mend the roof", "", "Bo Hale", "Done", "2026-10-30", "Green"),
    )
    assert _brief(draft) == [
        ("Dredge the basin", ["Ada Prone"], date(2027, 1, 29)),
        ("Hire a barge", ["Ada Prone"], date(2026, 11, 13)),
        ("Sound it", ["Cy Nod"], date(2027, 1, 15)),
        ("Paint the bollards", ["Cy Nod"], date(2026, 12, 11)),
        ("Mend the roof", ["Bo Hale"], date(2026, 10, 30)),
    ]
    assert [one.section for one in draft.recommendations] == ["Moorings", "Moorings", "Sheds"]
    assert draft.recommendations[0].text == "Dredge the basin"
    assert "£400" in str(draft)


def test_brackets_and_long_numbers_of_people_stay_as_they_are() -> None:
    draft = _draft(
        ("Ref", "Action", "Lead", "Due date", "Account"),
        ("1", "Pay the [new] pilot", "Ada Prone", "1 May 2027", "1796356800000"),
        ("2", "Ring the bell", "Cy Nod", "2 May 2027", "1796356800001"),
    )
    assert [one.text for one in draft.actions] == ["Pay the [new] pilot", "Ring the bell"]
    assert "1796356800000" in str(draft.actions[0].other)
