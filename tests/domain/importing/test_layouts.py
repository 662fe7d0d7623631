"""Layouts whose meaning depends on little things, and the neighbours that they must not be taken for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.importing import DraftPlan, read_plan
from domain.importing.confidence import say_columns
from domain.importing.raw import RawBlock, RawCell, RawDocument, RawParagraph, RawRow, RawTable


def table(*rows: tuple[str, ...], where: str = "Plan", fills: dict[tuple[int, int], str] | None = None) -> RawTable:
    """A table of texts; `fills` are colours by row and column from 0."""
    coloured = fills or {}
    return RawTable(
        tuple(
            RawRow(
                tuple(
                    replace(RawCell.of(text, place), fill=coloured.get((number, place), ""))
                    for place, text in enumerate(texts)
                ),
                number + 1,
            )
            for number, texts in enumerate(rows)
        ),
        where,
    )


def read(*blocks: RawBlock) -> DraftPlan:
    """The plan that these blocks make."""
    return read_plan(RawDocument("plan", blocks), plan_code="ABC")


def asked(draft: DraftPlan) -> str:
    """All questions in one text."""
    return "\n".join(question.message for question in draft.questions)


HEAD = ("Ref", "Action", "Lead", "Due")


def test_a_number_under_a_date_is_a_day_and_is_asked_about() -> None:
    draft = read(table(HEAD, ("1", "Mend the roof", "Ann Pell", "46356"), ("2", "Paint it", "Bo Tarn", "1 May 2026")))
    first, second = draft.actions
    assert (first.due.text, first.due.latest and first.due.latest.isoformat()) == ("30 November 2026", "2026-11-30")
    assert second.due.text == "1 May 2026"
    assert "46356 for 30 November 2026" in asked(draft)


def test_a_number_under_a_cost_stays_a_number() -> None:
    head = (*HEAD, "Cost")
    draft = read(table(head, *((str(n), f"Mend roof {n}", "Ann Pell", "1 May 2026", "46356") for n in range(1, 5))))
    assert {dict(action.other)["Cost"] for action in draft.actions} == {"46356"}


BARS = ("No", "Task", "Owner", "Apr 2026", "May 2026", "Jun 2026", "Jul 2026")


def test_the_end_of_a_bar_is_when_a_task_is_due() -> None:
    rows = (BARS, ("1", "Survey the sites", "Ann Pell", "", "", "", ""), ("2", "Clear them", "Bo Tarn", "", "", "", ""))
    draft = read(table(*rows, fills={(1, 3): "4472C4", (1, 4): "4472C4", (2, 5): "4472C4"}))
    assert [str(action.due.latest) for action in draft.actions] == ["2026-05-31", "2026-06-30"]
    assert "coloured bars" in asked(draft)


def test_stripes_are_no_bars() -> None:
    rows = (BARS, ("1", "Survey the sites", "Ann Pell", "", "", "", ""), ("2", "Clear them", "Bo Tarn", "", "", "", ""))
    draft = read(table(*rows, fills={(2, place): "DDDDDD" for place in range(7)}))
    assert [action.due.text for action in draft.actions] == ["", ""]


def test_traffic_lights_by_month_are_no_bars_and_are_asked_about() -> None:
    rows = (BARS, ("1", "Survey the sites", "Ann Pell", "", "", "", ""), ("2", "Clear them", "Bo Tarn", "", "", "", ""))
    draft = read(table(*rows, fills={(1, 3): "FF0000", (1, 4): "FFC000", (2, 4): "00B050"}))
    assert [action.due.text for action in draft.actions] == ["", ""]
    assert "several colours without a word" in asked(draft)


PLAN = (
    ("1", "Mend the roof of the hall", "Ann Pell", "1 May 2026"),
    ("2", "Paint the doors of the hall", "Bo Tarn", "1 June 2026"),
    ("3", "Sweep the yard of the hall", "Bo Tarn", "1 July 2026"),
)


def test_a_dashboard_that_shows_actions_again_is_left_out_and_said() -> None:
    draft = read(
        table(HEAD, PLAN[1], where="Dashboard"), RawParagraph("Plan", level=1), table(HEAD, *PLAN, where="Plan")
    )
    assert [action.text for action in draft.actions] == [row[1] for row in PLAN]
    assert "only shows again 1 action" in asked(draft)


def test_two_tables_that_share_an_action_are_both_read() -> None:
    other = ("4", "Count the chairs of the hall", "Ann Pell", "1 May 2026")
    draft = read(table(HEAD, PLAN[0], other, where="A"), RawParagraph("B", level=1), table(HEAD, *PLAN[:2], where="B"))
    assert len(draft.actions) == 4
    assert "only shows again" not in asked(draft)


def test_a_header_over_two_rows_is_told_by_its_merged_cells() -> None:
    upper = RawRow(
        (
            replace(RawCell.of("No", 0), row_span=2),
            replace(RawCell.of("Scheme", 1), row_span=2),
            replace(RawCell.of("Who", 2), column_span=2),
            replace(RawCell.of("When", 4), row_span=2),
        ),
        1,
    )
    lower = RawRow((RawCell.of("Does it", 2), RawCell.of("Helps", 3)), 2)
    rows = table(
        ("1", "Mend the roof of the hall", "Ann Pell", "Estates Team", "1 May 2026"),
        ("2", "Paint the doors of the hall", "Bo Tarn", "Estates Team", "1 June 2026"),
    ).rows
    draft = read(RawTable((upper, lower, *rows), "Plan"))
    assert len(draft.actions) == 2
    assert draft.columns == ("No", "Scheme", "Who Does it", "Who Helps", "When")


def test_a_header_over_two_rows_is_known_again_on_the_next_page() -> None:
    upper = RawRow((replace(RawCell.of("Plan", 0), column_span=2), replace(RawCell.of("Ownership", 2), column_span=3)))
    lower = RawRow(tuple(map(RawCell.of, ("#", "Specific action", "Who", "Complete before", "Then"), range(5))))
    rows = table(
        ("1", "Mend the roof of the hall", "Ann Pell", "1 May 2026", "Paint it"),
        ("2", "Paint the doors of the hall", "Bo Tarn", "1 June 2026", "Hang them"),
    ).rows
    draft = read(RawTable((upper, lower, rows[0], upper, lower, rows[1]), "Plan"))
    assert [one.text for one in draft.actions] == ["Mend the roof of the hall", "Paint the doors of the hall"]


def test_the_list_that_cells_are_chosen_from_says_what_a_column_holds() -> None:
    head = ("Ref", "Action", "Lead", "Due", "Position")
    rows = tuple((*row, "Slipping") for row in PLAN)
    plain = read(table(head, *rows))
    chosen = read(replace(table(head, *rows), offered=((4, ("On plan", "Slipping", "Done")),)))
    assert dict(plain.roles)["Position"].value == "progress"
    assert dict(chosen.roles)["Position"].value == "rag"


def test_what_each_agency_does_is_an_action_of_the_recommendation() -> None:
    draft = read(table(
        ("Rec", "Recommendation", "Council", "Police"),
        ("1", "Share risk early", "Call. Lead: Ann Pell. By: 1 May 2026", "Send notices. Lead: Bo Tarn. By: June 2026"),
        ("2", "See the child", "", "Train all staff. Lead: Bo Tarn. By: July 2026"),
    ))  # fmt: skip
    assert [len(one.actions) for one in draft.recommendations] == [2, 1]
    assert [action.leads[0].name for action in draft.actions] == ["Ann Pell", "Bo Tarn", "Bo Tarn"]


@pytest.mark.parametrize(
    ("line", "lead", "due"),
    [
        (
            "1.1 We will audit cases. The owner is Ann Pell and it will be finished by 1 May 2026.",
            "Ann Pell",
            "1 May 2026",
        ),
        ("1.1 We will audit cases. The lead officer is the Audit Team.", "Audit Team", ""),
    ],
)
def test_who_and_when_may_be_said_in_a_sentence(line: str, lead: str, due: str) -> None:
    draft = read(
        RawParagraph("Recommendation 1", level=2), RawParagraph("Know more."), RawParagraph(line),
        RawParagraph("1.2 We will tell people. The owner is Bo Tarn and it will be done by 1 June 2026."),
    )  # fmt: skip
    first = draft.actions[0]
    assert ([one.name for one in first.leads], first.due.text) == ([lead], due)
    assert any("audit cases" in text for text in draft.leftover)  # the whole sentence stays


def test_a_note_at_a_date_is_asked_about() -> None:
    noted = table(HEAD, *PLAN)
    row = noted.rows[1]
    cells = (*row.cells[:3], replace(row.cells[3], note="Moved to July by the Board."))
    draft = read(replace(noted, rows=(noted.rows[0], replace(row, cells=cells), *noted.rows[2:])))
    (question,) = [one for one in draft.questions if "Moved to July" in one.message]
    assert (question.key, question.field) == ("ABC-1", "due")


def test_what_was_struck_out_is_the_original_date_and_nobody_leads_who_was_struck_out() -> None:
    struck = table(HEAD, *PLAN)
    row = struck.rows[1]
    cells = (*row.cells[:2], replace(row.cells[2], gone="Cy Holm"), replace(row.cells[3], gone="1 March 2026"))
    draft = read(replace(struck, rows=(struck.rows[0], replace(row, cells=cells), *struck.rows[2:])))
    first = draft.actions[0]
    assert first.due_original is not None
    assert first.due_original.text == "1 March 2026"
    assert [lead.name for lead in first.leads] == ["Ann Pell"]
    assert "Cy Holm" in asked(draft)


def test_a_row_that_is_struck_out_is_asked_about_once_and_so_is_a_value() -> None:
    struck = table(HEAD, *PLAN)
    first, second = struck.rows[1], struck.rows[2]
    gone = tuple(replace(cell, struck=True) for cell in first.cells)
    lead = (*second.cells[:2], replace(second.cells[2], struck=True), *second.cells[3:])
    draft = read(replace(struck, rows=(struck.rows[0], replace(first, cells=gone), replace(second, cells=lead))))
    told = [(one.key, one.field, one.suggestion) for one in draft.questions if "struck out" in one.message]
    assert told == [("ABC-1", "status", "withdrawn"), ("ABC-2", "leads", "")]


def test_a_column_is_surer_where_heading_and_cells_agree() -> None:
    head = ("Ref", "Action", "Lead", "Due", "Whom")
    draft = read(table(head, *((*row, "Cy Holm") for row in PLAN)))
    sure = {one.heading: one.percent for one in draft.taken}
    assert sure["Lead"] > 90
    assert "“Lead” lead" in say_columns(draft.taken)[0]


def test_a_column_whose_cells_say_otherwise_is_asked_about() -> None:
    head = ("Ref", "Action", "Lead", "Due", "RAG")
    draft = read(table(head, *((*row, text) for row, text in zip(PLAN, ("see minutes", "ditto", "n/k"), strict=True))))
    taken = next(one for one in draft.taken if one.heading == "RAG")
    assert taken.percent < 50
    assert "What stands under “RAG”" in asked(draft)
