"""Trackers that live for years, and plans of several agencies: sheets that end otherwise, keys and sums among the rows,
colours before words under quarters, shares of completion, lists below one number, and who stands beside whom."""

from __future__ import annotations

import pytest

from domain.importing import DraftPlan, read_plan
from domain.importing.draft import DraftStatus
from domain.importing.rags import read_rag
from domain.importing.raw import PieceKind, RawCell, RawDocument, RawParagraph, RawPiece, RawRow, RawTable
from domain.importing.row_kinds import is_total
from domain.rag import RagValue
from tests.domain.importing.test_second_year import asked, led
from tests.domain.importing.test_small_dirt import table


def sheet(name: str, *rows: str, start: int = 1) -> RawTable:
    """A table of a sheet: ` | ` between cells, `//` between the lines of one."""
    made = []
    for number, row in enumerate(rows, start):
        cells = [cell.strip() for cell in f" {row} ".split(" | ")]
        made.append(RawRow(tuple(_cell(text, place) for place, text in enumerate(cells)), number))
    return RawTable(tuple(made), name)


def _cell(text: str, place: int) -> RawCell:
    lines = [line.strip() for line in text.split("//") if line.strip()]
    return RawCell(tuple(RawPiece(line, PieceKind.PARAGRAPH) for line in lines), place)


def plan_of(*blocks: RawTable | RawParagraph) -> DraftPlan:
    return read_plan(RawDocument("xlsx", blocks), plan_code="ABC")


def colours(plan: DraftPlan) -> list[str]:
    return [one.rag.value.value for one in plan.actions]


def test_a_later_sheet_with_a_date_closed_where_the_first_has_its_status_is_read_by_its_own_headings() -> None:
    plan = plan_of(
        sheet("Live", "Ref | Action | Lead | Due | Status", "1 | Write the guide | Jo Marsh | 31/03/2026 | Open"),
        sheet(
            "Closed",
            "Ref | Action | Lead | Due | Date closed",
            "2 | Print the guide | Ed Ray | 31/01/2026 | 12/01/2026",
        ),
    )
    closed = plan.actions[1]
    assert (closed.status, str(closed.completed_on)) == (DraftStatus.COMPLETE, "2026-01-12")
    assert closed.rag.value is RagValue.NONE


def test_a_key_along_the_last_row_is_no_action_and_is_used() -> None:
    plan = table(
        "Ref | Action | Lead | Due | RAG",
        "1 | Write the guide | Jo Marsh | 31/03/2026 | C",
        "2 | Print the guide | Ed Ray | 30/06/2026 | A",
        "3 | Send the guide | Ed Ray | 30/06/2026 | R",
        "Key: | C = closed | R = off track | A = at risk | G = on track",
    )
    assert [one.text for one in plan.actions] == ["Write the guide", "Print the guide", "Send the guide"]
    assert plan.actions[0].status is DraftStatus.COMPLETE
    assert not plan.questions


@pytest.mark.parametrize("last", ["Overall |  |  | 64% | Amber", "Total open |  |  | 2 | "])
def test_what_sums_up_the_rows_is_no_action_and_changes_none(last: str) -> None:
    plan = table(
        "Ref | Action | Lead | Due | RAG",
        "1 | Write the guide | Jo Marsh | 31/03/2026 | Green",
        "2 | Print the guide | Ed Ray | 30/06/2026 | Red",
        last,
    )
    assert colours(plan) == ["green", "red"]
    assert not plan.questions
    assert any(word.strip() in plan.leftover for word in last.split("|") if word.strip())


def test_counts_of_colours_below_their_columns_are_a_sum() -> None:
    assert is_total(["1 G", "1 A", "2 R"])
    assert not is_total(["1.1", "Amber", "Green"])


def test_letters_before_the_words_of_each_quarter_are_colours_of_which_the_newest_holds() -> None:
    plan = table(
        "Ref | Action | Lead | Due | Q1 Apr–Jun | Q2 Jul–Sep | Q3 Oct–Dec",
        "1 | Accredit 25 venues | Jo Marsh | 31/03/2027 | G: six venues signed | A: still only nine venues | ",
        "2 | Open a safe space | Ed Ray | 30/11/2026 | A: no premises found yet | R: lease fell through again | ",
        "3 | Train drivers | Ed Ray | 28/02/2027 | Not due | G: pilot with one firm | ",
    )
    assert colours(plan) == ["amber", "red", "green"]
    assert plan.actions[0].progress == "still only nine venues"


def test_a_colour_before_the_words_under_a_status_with_a_day_in_its_heading_is_the_colour() -> None:
    plan = table(
        "Ref | Action | Lead | Due | Status at 08.09.26",
        "1 | Write the guide | Jo Marsh | 31/03/2027 | GREEN – signed off by the sub-group, goes to the Board",
        "2 | Print the guide | Ed Ray | 30/11/2026 | RED – the printer left in June, a new one is sought",
        "3 | Send the guide | Ed Ray | 30/06/2026 | COMPLETE – closed by Board 11/06/26",
    )
    assert colours(plan)[:2] == ["green", "red"]
    assert (plan.actions[2].status, str(plan.actions[2].completed_on)) == (DraftStatus.COMPLETE, "2026-06-11")


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("Closed by Board 12/5", DraftStatus.COMPLETE),
        ("Completed – agreed at Executive 6 October 2026", DraftStatus.COMPLETE),
        ("Complete by end March 2027", None),
        ("Closed by Christmas", None),
        ("Complete – awaiting Board", None),
    ],
)
def test_a_decision_closes_and_a_deadline_does_not(printed: str, status: DraftStatus | None) -> None:
    assert read_rag(printed).status is status


def test_of_was_red_now_amber_amber_holds() -> None:
    assert read_rag("was R now A").rag.value is RagValue.AMBER
    assert read_rag("was Amber, now Green").rag.value is RagValue.GREEN


def test_the_agency_beside_a_named_officer_is_kept_and_asked_about_once() -> None:
    plan = table(
        "Ref | Action | Agency responsible | Named officer | Due | RAG",
        "1 | Write the guide | Police | DI Jo Marsh | 31/03/2026 | Green",
        "2 | Print the guide | Housing Service | Ed Ray | 30/06/2026 | Red",
        "3 | Send the guide | Council | Ann Lowe | 30/06/2026 | Red",
    )
    assert [led(one) for one in plan.actions] == [["DI Jo Marsh"], ["Ed Ray"], ["Ann Lowe"]]
    assert dict(plan.actions[1].other)["Agency responsible"] == "Housing Service"
    assert [one.field for one in plan.questions] == ["columns"]


def test_the_next_step_right_of_who_and_when_is_not_the_action() -> None:
    plan = table(
        "Ref | Action | Due | Lead | RAG | Next step",
        "1 | Write the guide | 31/03/2026 | Jo Marsh | Green | Send the draft to partners",
        "2 | Print the guide | 30/06/2026 | Ed Ray | Red | Find a printer",
    )
    assert [one.text for one in plan.actions] == ["Write the guide", "Print the guide"]


def test_a_fraction_under_a_share_of_completion_is_no_question() -> None:
    plan = table(
        "Ref | Action | Lead | Target date | % complete",
        "1 | Write the guide | Jo Marsh | 31/03/2026 | 1.00",
        "2 | Print the guide | Ed Ray | 30/06/2026 | 0.85",
        "3 | Send the guide | Ed Ray | 30/06/2026 | 0",
    )
    assert [one.status for one in plan.actions] == [DraftStatus.COMPLETE, DraftStatus.OPEN, DraftStatus.OPEN]
    assert not plan.questions


def test_the_last_of_numbered_revisions_holds_and_a_change_of_lead_is_no_lead() -> None:
    plan = table(
        "Ref | Action | Lead | Lead changed? | Target date | Rev 1 | Rev 2",
        "1 | Write the guide | Jo Marsh | No | 31/03/2025 | 30/06/2025 | 31/10/2026",
        "2 | Print the guide | Ed Ray | Yes – from Ian Tebb | 30/06/2025 | 30/09/2026 | ",
        "3 | Send the guide | Ed Ray | No | 30/11/2026 |  | ",
    )
    assert [str(one.due.latest) for one in plan.actions] == ["2026-10-31", "2026-09-30", "2026-11-30"]
    assert [led(one) for one in plan.actions] == [["Jo Marsh"], ["Ed Ray"], ["Ed Ray"]]


def test_a_list_below_one_number_pairs_with_the_lists_beside_it() -> None:
    plan = plan_of(
        sheet(
            "Plan",
            "Ref | Recommendation | Action | Lead | Due | Completed / outcome",
            "4 | Staff know the signs | 4.1 Write the guide // 4.2 Train the team | 4.1 Jo Marsh // 4.2 Ed Ray"
            " | 4.1 30/06/26 // 4.2 31/12/26 | 4.1 Completed 18/06/26",
            "5 | Records are shared | Buy a system | Ann Lowe | 28/02/27 | ",
        )
    )
    first, second, _ = plan.actions
    assert ([first.text, *led(first)], str(first.due.latest)) == (["Write the guide", "Jo Marsh"], "2026-06-30")
    assert ([second.text, *led(second)], str(second.due.latest)) == (["Train the team", "Ed Ray"], "2026-12-31")
    assert (first.status, second.status) == (DraftStatus.COMPLETE, DraftStatus.OPEN)


def test_who_and_when_in_brackets_behind_each_action_of_a_list() -> None:
    plan = plan_of(
        sheet(
            "Plan",
            "Recommendation | Actions, leads and dates | RAG",
            "R1 Help carers | a) Write the guide (Jo Marsh, done June 26) // b) Train all (Ed Ray, Feb 27) | Amber",
            "R2 Find homes | Buy two flats (Asset Manager, 31 Dec 26) | Green",
        )
    )
    assert [led(one) for one in plan.actions] == [["Jo Marsh"], ["Ed Ray"], ["Asset Manager"]]
    assert plan.actions[0].status is DraftStatus.COMPLETE
    assert [str(one.due.latest) for one in plan.actions[1:]] == ["2027-02-28", "2026-12-31"]


def test_a_ditto_mark_under_both_dates_takes_both_from_above() -> None:
    plan = table(
        "Ref | Action | Lead | Deadline | Revised date",
        "1 | Write the guide | Jo Marsh | 31/03/2026 | 30/09/2026",
        '2 | Print the guide | Ed Ray | " | "',
        "3 | Send the guide | Ed Ray | 30/06/2026 | 31/10/2026",
    )
    second = plan.actions[1]
    assert (str(second.due.latest), str(second.due_original and second.due_original.latest)) == (
        "2026-09-30",
        "2026-03-31",
    )
    assert "due" in asked(plan, second.key)


def test_colours_under_months_are_asked_about_once() -> None:
    plan = table(
        "Ref | Task | Task owner | End date | Jul | Aug | Sep",
        "1 | Write the guide | Jo Marsh | 31/03/2027 | A | A | G",
        "2 | Print the guide | Ed Ray | 30/06/2027 | G | A | R",
        "3 | Send the guide | Ed Ray | 30/06/2027 | G | G | A",
    )
    assert colours(plan) == ["green", "red", "amber"]
    assert len(plan.questions) <= 1


def test_dates_replanned_in_two_months_are_headings_and_the_last_that_is_printed_holds() -> None:
    plan = table(
        "MS ref | Milestone | CA owner | Orig. due | Replan Apr 26 | Replan Sep 26 | RAG P1 | RAG P7",
        "IZ1 | Sign the agreement | Jo Marsh | 31/03/2026 | 30/06/2026 |  | A | G",
        "IZ2 | Appoint a partner | Ed Ray | 30/09/2026 | 31/12/2026 | 31/03/2027 | A | R",
        "IZ3 | Submit the application | Ed Ray | 28/02/2027 |  |  | G | A",
    )
    assert [str(one.due.latest) for one in plan.actions] == ["2026-06-30", "2027-03-31", "2027-02-28"]
    assert colours(plan) == ["green", "red", "amber"]


def test_an_arrow_between_two_dates_leads_from_the_old_to_the_new() -> None:
    plan = table(
        "Ref | Action | Lead | Due | RAG",
        "1 | Write the guide | Jo Marsh | 28 Feb 26 → 30 Nov 26 | Green",
        "2 | Print the guide | Ed Ray | 30 Nov 26 | Red",
    )
    first = plan.actions[0]
    assert str(first.due.latest) == "2026-11-30"
    assert str(first.due_original and first.due_original.latest) == "2026-02-28"
    assert not plan.questions


def test_the_manager_of_an_owner_does_not_act() -> None:
    plan = table(
        "Ref | Action | Owner | Owner's line manager | Due | RAG",
        "1 | Write the guide | Jo Marsh | Director of Place | 30/11/2026 | Green",
        "2 | Print the guide | Ed Ray | Head of Housing | 30/11/2026 | Red",
    )
    assert [led(one)[0] for one in plan.actions] == ["Jo Marsh", "Ed Ray"]
    assert "columns" in {one.field for one in plan.questions}


def test_milestones_below_an_action_in_a_form_are_no_action() -> None:
    rows = (
        "Recommendation 1 | Staff ask about carers",
        "Scope | Local",
        "Action | Change the form",
        "Lead | Jo Marsh",
        "Key milestones | Form drafted in May",
        "Target date | 30 September 2026",
        "Completion date and outcome | 27 August 2026 – in use",
    )
    plan = plan_of(sheet("table 1", *rows), sheet("table 2", *(row.replace("1", "2") for row in rows)))
    assert [one.text for one in plan.actions] == ["Change the form", "Change the form"]
    assert (str(plan.actions[0].due.latest), plan.actions[0].status) == ("2026-09-30", DraftStatus.COMPLETE)


@pytest.mark.parametrize("text", ["See action 1", "Merged with 1", "Withdrawn – replaced by 4"])
def test_a_row_that_says_that_it_is_no_work_is_one_question(text: str) -> None:
    plan = table(
        "Ref | Action | Lead | Due | RAG",
        "1 | Write the guide | Jo Marsh | 31/03/2027 | Green",
        f"2 | {text} |  |  | ",
        "3 | Send the guide | Ed Ray | 30/06/2027 | Red",
    )
    assert [(one.key, one.field, one.suggestion) for one in plan.questions] == [("ABC-2", "status", "withdrawn")]


def test_a_late_action_that_says_how_it_goes_is_no_question_and_a_silent_one_is() -> None:
    rows = [
        "Ref | Action | Lead | Due | RAG | Update",
        "1 | Write the guide | Jo Marsh | 31/08/2026 | Amber | 02/11/26: half is written, the rest is at the printer",
        "2 | Print the guide | Ed Ray | 31/08/2026 | Green | ",
        "3 | Send the guide | Ed Ray | 31/08/2016 | Amber | 02/11/26: not begun, since the office moved in October",
    ]
    plan = plan_of(RawParagraph("Improvement plan, updated 6 November 2026", "Plan", 1), sheet("Plan", *rows, start=3))
    assert [(one.key, one.field) for one in plan.questions] == [("ABC-2", "due"), ("ABC-3", "due")]


def test_many_gaps_in_the_numbers_of_a_log_are_one_question() -> None:
    plan = table(
        "No | Action | Lead | Due | RAG",
        *(f"{number} | Write paper {number} | Jo Marsh | 31/03/2027 | Green" for number in (63, 68, 71, 74)),
    )
    assert [one.field for one in plan.questions] == ["ref"]


def test_paragraphs_of_another_document_leave_no_gaps() -> None:
    plan = table(
        "Para. | Action | Lead | Due",
        *(f"{number} | Write paper {number} | Jo Marsh | 31/03/2027" for number in ("6-8", "11", "19", "22")),
    )
    assert not plan.questions


def test_colours_in_brackets_behind_the_deadlines_are_the_colours() -> None:
    plan = table(
        "Ref | Action | Owner | Deadline (RAG)",
        "1 | Write the guide | Jo Marsh | 30/09/2027 (R)",
        "2 | Print the guide | Ed Ray | 31/05/2027, ext. 31/01/2028 (A)",
        "3 | Send the guide | Ed Ray | 31/12/2027 (G)",
    )
    assert colours(plan) == ["red", "amber", "green"]
    assert [str(one.due.latest) for one in plan.actions] == ["2027-09-30", "2028-01-31", "2027-12-31"]


def test_of_a_previous_and_a_present_status_the_present_one_holds() -> None:
    plan = table(
        "Ref | Action | Lead | Due (was) | Due | Prev. status | Status",
        "1 | Write the guide | Jo Marsh | 31/03/2026 | 31/03/2027 | Green | Complete",
        "2 | Print the guide | Ed Ray | 31/03/2026 | 30/06/2027 | Green | Amber",
    )
    assert [one.rag.value.value for one in plan.actions] == ["none", "amber"]
    assert plan.actions[0].status is DraftStatus.COMPLETE
    assert [str(one.due_original and one.due_original.latest) for one in plan.actions] == ["2026-03-31"] * 2


def test_a_heading_that_says_what_and_who_has_its_leads_behind_the_texts() -> None:
    plan = table(
        "Theme | What we will do, and who | When | RAG",
        "Speech | Screen every child – SLT Lead | 30/06/2027 | Green",
        "Places | Map parks and shops – Youth Work Manager | 28/02/2027 | Amber",
        "Health | Agree access to records – Caldicott Guardian | 31/03/2027 | Red",
    )
    assert [led(one) for one in plan.actions] == [["SLT Lead"], ["Youth Work Manager"], ["Caldicott Guardian"]]
    assert plan.actions[0].text == "Screen every child"


def test_letters_of_a_key_with_words_of_its_own_are_used() -> None:
    plan = plan_of(
        RawParagraph("C = closed; G = on track; A = watch; R = intervene", "Plan", 1),
        sheet(
            "Plan",
            "Ref | Action | Lead | Due | RAG",
            "1 | Write the guide | Jo Marsh | 31/03/2027 | C",
            "2 | Print the guide | Ed Ray | 30/06/2027 | A",
            start=3,
        ),
    )
    assert plan.actions[0].status is DraftStatus.COMPLETE
    assert not plan.questions


def test_letters_of_a_function_before_a_title_belong_to_it_unless_they_lead_alone() -> None:
    rows = ["Ref | Action | Lead | Due", "1 | Write the guide | HR & Payroll Manager | 31/03/2027"]
    assert led(table(*rows, "2 | Print the guide | Ed Ray | 30/06/2027").actions[0]) == ["HR & Payroll Manager"]
    both = table(*rows, "2 | Print the guide | HR | 30/06/2027")
    assert "leads" in asked(both, "ABC-1")
    assert "leads" in asked(table(*(row.replace("HR", "ICB") for row in rows)), "ABC-1")
