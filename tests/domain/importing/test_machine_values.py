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


def test_names_that_were_looked_up_come_without_their_numbers() -> None:
    draft = _draft(
        ("Ref", "Action", "Lead", "Due date"),
        ("1", "Scrape the keel", "Una Reef;#41", "30 June 2031"),
        ("2", "Sew the sails", "Una Reef;#41;#Col Spar;#7", "30 June 2031"),
        ("3", "Count the oars", "7;#Col Spar", "30 June 2031"),
    )
    assert [[lead.name for lead in one.leads] for one in draft.actions] == [
        ["Una Reef"],
        ["Una Reef", "Col Spar"],
        ["Col Spar"],
    ]
    assert not [one for one in draft.questions if "lead" in one.message]


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


def test_headings_of_a_database_are_words() -> None:
    draft = _draft(
        ("ActionTitle", "DirectorateName", "OwnerDisplayName", "TargetDate", "RevisedTargetDate", "RAGStatus"),
        ("Close two floors", "Resources", "Kofi Dunn", "2026-12-24", "2027-03-31", "Red"),
        ("Let the contract", "Resources", "Ada Brook", "2026-10-30", "", "Amber"),
    )
    assert _brief(draft) == [
        ("Close two floors", ["Kofi Dunn"], date(2027, 3, 31)),
        ("Let the contract", ["Ada Brook"], date(2026, 10, 30)),
    ]
    assert [one.rag.value for one in draft.actions] == ["red", "amber"]


def test_tickets_of_a_help_desk() -> None:
    draft = _draft(
        ("number", "parent", "short_description", "assigned_to", "state", "due_date", "closed_at"),
        (
            "PTASK0010412",
            "PRJ0004410",
            "Replace the server",
            "Nadir Shaw",
            "Work in Progress",
            "2026-12-31 17:00:00",
            "",
        ),
        ("PTASK0010413", "PRJ0004410", "Retire the database", "", "Closed Skipped", "", "2026-09-01 10:00:00"),
        ("PTASK0010414", "PRJ0004410", "Turn on tokens", "Greta Holm", "Closed Complete", "2026-06-30 17:00:00", ""),
    )
    assert _brief(draft) == [
        ("Replace the server", ["Nadir Shaw"], date(2026, 12, 31)),
        ("Retire the database", [], None),
        ("Turn on tokens", ["Greta Holm"], date(2026, 6, 30)),
    ]
    assert [one.status for one in draft.actions] == ["open", "withdrawn", "complete"]
    assert [one.ref for one in draft.actions] == ["PTASK0010412", "PTASK0010413", "PTASK0010414"]


def test_summary_tasks_are_above_their_own_and_one_is_all_of_it() -> None:
    head = ("Task number", "Outline number", "Name", "Assigned to", "Start", "Finish", "% complete", "Depends on")
    draft = _draft(
        ("Project name", "Readiness"),
        ("Project manager", "Tam Orde"),
        head,
        ("1", "1", "Waiting lists", "", "05/01/2026", "18/12/2026", "0.5", ""),
        ("2", "1.1", "Triage in 48 hours", "Bea Lomax", "05/01/2026", "30/09/2026", "1", ""),
        ("3", "1.2", "Ring everyone", "Bea Lomax", "01/10/2026", "18/12/2026", "0.25", "2FS"),
    )
    assert [one.text for one in draft.actions] == ["Triage in 48 hours", "Ring everyone"]
    assert {one.text for one in draft.recommendations} == {"Waiting lists"}
    assert [one.status for one in draft.actions] == ["complete", "open"]
    assert not draft.questions


def test_records_below_each_other_with_the_same_labels() -> None:
    rows = [
        (
            ("Action Code", f"IA 25/26 {number}", "Title", title),
            ("Description", "Four months were missing"),
            ("Assigned To", lead, "Due Date", due),
            ("Progress Bar", "40%", "Status", "In Progress"),
            ("Latest Note", "Report set up"),
        )
        for number, title, lead, due in (
            ("014.1", "Reconcile the rents account monthly", "Priya Lall", "30/09/2026"),
            ("014.2", "Remove leavers within 5 days", "Payroll Manager", "31/01/2027"),
        )
    ]
    draft = _draft(*(row for record in rows for row in record))
    assert _brief(draft) == [
        ("Reconcile the rents account monthly", ["Priya Lall"], date(2026, 9, 30)),
        ("Remove leavers within 5 days", ["Payroll Manager"], date(2027, 1, 31)),
    ]
    assert not draft.leftover


def test_who_is_missing_below_the_same_commitment_is_not_taken_from_above() -> None:
    draft = _draft(
        ("Action", "Commitment", "Lead", "Lead organisation", "Deadline", "Done?"),
        ("Open a warm room", "2. Staying well", "Moira Tench", "County Libraries", "01/12/2026", "checked"),
        ("Train ten walk leaders", "2. Staying well", "", "Active Partnership", "31/03/2027", ""),
    )
    assert [[lead.name for lead in one.leads] for one in draft.actions] == [["Moira Tench"], []]
    assert [one.status for one in draft.actions] == ["complete", "open"]
    assert any(one.field == "leads" and "No lead" in one.message for one in draft.questions)


def test_a_column_of_states_beside_the_colours_says_how_far_the_work_is_whatever_its_heading() -> None:
    draft = _draft(
        ("Action name", "Owner", "Responsible agency", "Target completion", "Stage reached", "RAG rating"),
        ("Share the briefing", "Beth Orme", "Health", "31/01/2027", "In Progress", "Amber"),
        ("Rewrite the protocol", "Tom Ivory", "Fire and Rescue", "30/06/2026", "Completed", "Green"),
        ("Ask the coroner", "Gita Rao", "Adult Social Care", "30/11/2026", "Cancelled", ""),
    )
    assert [one.status for one in draft.actions] == ["open", "complete", "withdrawn"]
    assert [one.rag.value for one in draft.actions] == ["amber", "green", "none"]
    assert [one.leads[0].name for one in draft.actions] == ["Beth Orme", "Tom Ivory", "Gita Rao"]
    assert {len(one.leads) for one in draft.actions} == {1}  # an employer is asked about, and leads nothing
    assert [one.text for one in draft.questions] == ["Responsible agency"]


def test_a_heading_over_nothing_takes_no_role_from_words() -> None:
    draft = _draft(
        ("Parent task", "Name of item", "Lead", "Due date"),
        ("", "Open twelve crash pads", "Jo Teal", "27/11/2026"),
        ("", "Sign a protocol with hospitals", "Rae Lunt", "29/05/2027"),
    )
    assert [one.text for one in draft.actions] == ["Open twelve crash pads", "Sign a protocol with hospitals"]


def test_lines_over_the_tasks_of_an_export_and_counts_below_them_are_no_actions() -> None:
    draft = _draft(
        ("Done", "Task", "Owner", "Finish", "Progress %"),
        ("", "Getting ready for winter", "", "", ""),
        ("true", "Agree surge beds", "Lena Frost", "30/09/2026", "100"),
        ("", "Getting people home", "", "", ""),
        ("false", "Cut waits for a package", "Bryn Hale", "31/01/2027", "35"),
        ("Complete", "1", "", "", ""),
    )
    assert [(one.section, one.text) for one in draft.recommendations] == [
        ("Getting ready for winter", "Agree surge beds"),
        ("Getting people home", "Cut waits for a package"),
    ]
    assert [one.status for one in draft.actions] == ["complete", "open"]
    assert not draft.questions


def test_initials_of_states_are_read_and_what_closes_is_asked_once() -> None:
    draft = _draft(
        ("Ref", "Task", "Lead", "Due", "Status"),
        ("1", "Offer panels weekly", "Ada Brook", "30/06/2026", "C"),
        ("2", "Publish a leaflet", "Ben Carr", "31/03/2027", "NS"),
        ("3", "Place a worker in custody", "Ada Brook", "31/12/2026", "IP"),
    )
    assert [one.status for one in draft.actions] == ["complete", "open", "open"]
    assert [(one.field, one.text) for one in draft.questions] == [("status", "C")]
