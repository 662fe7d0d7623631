"""A layout that the reader does not understand is asked about; one that it does is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.importing import DraftPlan, read_plan
from domain.importing.draft import Question
from domain.importing.raw import RawCell, RawDocument, RawParagraph, RawRow, RawTable
from domain.importing.soundness import FIELD

HEAD = ("Ref", "Action", "Lead", "Due", "RAG")
GOOD = (
    ("1", "Train every warden", "Ada Brook", "30 June 2026", "Green"),
    ("2", "Buy ten radios", "Ben Carr", "31 July 2026", "Red"),
    ("3", "Print the rota", "Cleo Dunn", "31 August 2026", "Amber"),
)


def plan(*rows: Sequence[str], fills: dict[tuple[int, int], str] | None = None) -> DraftPlan:
    """A plan of one table; `fills` are backgrounds by row and column."""
    found = []
    for number, texts in enumerate(rows, 1):
        cells = [RawCell.of(text, place) for place, text in enumerate(texts)]
        cells = [RawCell(cell.pieces, cell.column, fill=(fills or {}).get((number, cell.column), "")) for cell in cells]
        found.append(RawRow(tuple(cells), number))
    blocks = (RawParagraph("Rescue plan", "Sheet1", 0, 1), RawTable(tuple(found), "Sheet1"))
    return read_plan(RawDocument("plan.xlsx", blocks), plan_code="ABC")


def asked(draft: DraftPlan) -> list[Question]:
    return [one for one in draft.questions if one.field == FIELD]


def test_a_plain_table_is_not_asked_about() -> None:
    assert asked(plan(HEAD, *GOOD)) == []


def test_marks_under_unknown_headings_are_asked_about() -> None:
    head = (*HEAD, "Blue group", "Gold group")
    rows = [(*row, mark, other) for row, mark, other in zip(GOOD, "PQ ", " PQ", strict=True)]
    (question,) = asked(plan(head, *rows))
    assert "“Blue group”, “Gold group”" in question.message
    assert set(question.keys) == {"ABC-1", "ABC-2", "ABC-3"}


def test_rows_whose_cells_have_moved_are_asked_about_by_name() -> None:
    (question,) = asked(plan(HEAD, *GOOD, ("4", "Mend the van", "30 September 2026", "Dev Eason", "Red")))
    assert question.keys == ("ABC-4",)
    assert "30 September 2026" in question.message
    assert question.source.row == 5


def test_coloured_cells_that_no_heading_explains_are_asked_about() -> None:
    head = (*HEAD, "Money", "People")
    fills = {(2, 5): "FF0000", (2, 6): "00B050", (3, 5): "FFC000", (3, 6): "FF0000", (4, 5): "00B050"}
    (question,) = asked(plan(head, *((*row, "x1", "y1") for row in GOOD), fills=fills))
    assert "“Money”, “People”" in question.message


def test_a_line_of_news_taken_for_a_section_is_asked_about() -> None:
    rows = (*GOOD, ("12/02/26 - radios came", "", "", "", ""), ("4", "Mend the van", "Dev Eason", "May 2027", "Red"))
    (question,) = asked(plan(HEAD, *rows))
    assert "12/02/26 - radios came" in question.message


@pytest.mark.parametrize("total", [("", "Total: 3 actions"), ("Total", "3"), ("Signed off by", "Director of Place")])
def test_what_is_below_the_rows_is_no_action(total: tuple[str, str]) -> None:
    draft = plan(HEAD, *GOOD, (*total, "", "", ""))
    assert [action.text for action in draft.actions] == [row[1] for row in GOOD]
    assert asked(draft) == []


def test_names_where_the_work_should_stand_are_asked_about() -> None:
    rows = [(ref, who, what, due, rag) for ref, what, who, due, rag in GOOD]
    draft = plan(HEAD, *rows)
    swapped = any(action.text in {row[2] for row in GOOD} for action in draft.actions)
    assert not swapped or asked(draft) or any(one.field == "columns" for one in draft.questions)


def test_labels_inside_a_value_are_asked_about() -> None:
    (question,) = asked(plan(HEAD, *GOOD, ("4", "Mend the van. Who: Dev Eason. When: May 2027", "", "", "Red")))
    assert question.keys == ("ABC-4",)
    assert "“Who”" in question.message


def test_a_row_of_headings_among_the_data_is_asked_about_if_it_was_read_as_data() -> None:
    draft = plan(HEAD, *GOOD, ("", "Task", "", "", ""), ("4", "Mend the van", "Dev Eason", "May 2027", "Red"))
    assert "Task" not in {action.text for action in draft.actions} or asked(draft)


def test_a_number_inside_the_words_of_the_one_before_is_asked_about() -> None:
    (question,) = asked(plan(HEAD, *GOOD, ("4", "Mend the van 5. Sell the barge", "Dev Eason", "May 2027", "Red")))
    assert question.keys == ("ABC-4",)


def test_a_question_about_a_layout_says_where_to_look_and_what_was_taken() -> None:
    (question,) = asked(plan(HEAD, *GOOD, ("4", "Mend the van", "30 September 2026", "Dev Eason", "Red")))
    assert "sheet Sheet1, row 5" in question.message
    assert "I took 4 actions from it" in question.message


PLACES = {"action": 1, "lead": 2, "due": 3, "progress": 5}
FULL = (
    (*HEAD, "Progress"),
    *((*row, news) for row, news in zip(GOOD, ("Two groups trained", "Supplier found", "Draft printed"), strict=True)),
    ("4", "Mend the van", "Dev Eason", "30 September 2026", "Green", "Parts ordered"),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("action", "lead"), ("action", "due"), ("action", "progress"), ("lead", "due"), ("lead", "progress")],
)
def test_a_row_whose_cells_changed_places_is_asked_about(one: str, other: str) -> None:
    row = list(FULL[2])
    here, there = PLACES[one], PLACES[other]
    row[here], row[there] = row[there], row[here]
    draft = plan(*FULL[:2], row, *FULL[3:])
    doubted = {key for question in asked(draft) for key in question.keys}
    assert "ABC-2" in doubted


def test_a_row_without_its_number_whose_cells_moved_to_the_left_is_asked_about() -> None:
    assert asked(plan(*FULL[:3], (*FULL[3][1:], ""), FULL[4], ("5", *FULL[2][1:])))
