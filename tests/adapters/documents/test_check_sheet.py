"""A check sheet comes back as people save it: another format, other columns and rows, dates as a program shows them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from adapters.documents.check_sheet import write_check_sheet
from adapters.documents.safely import read_plan_safely
from domain.uploads import CheckSheetGiven
from tests.adapters.documents.test_open_document import cell, row, sheet, sheets

Grid = list[list[str]]
MARKS = [f"HLP:{'0a' * 6}:{digit * 12}:{'f0' * 6}" for digit in "123"]
ANSWERS = ["take", "new: Imogen Vale; Head of Parks & Rivers", "12 May 2027"]


@pytest.fixture
def filled() -> Grid:
    """The cells of a sheet with three answers in it."""
    rows = [
        ("HLP-1", "line 5", "31/04/2027", "There is no such day. When is it due?", "30 April 2027", MARKS[0]),
        ("HLP-2", "line 6", "", "No lead is printed.\nWho leads this?", "", MARKS[1]),
        ("HLP-3", "line 7", "tbc", "“tbc” is no date. When is it due?", "", MARKS[2]),
    ]
    book = load_workbook(io.BytesIO(write_check_sheet("HLP: Hollow Lane Plan", "Type in “Your answer”.", rows)))
    assert book.active is not None
    grid = [["" if value is None else str(value) for value in line] for line in book.active.iter_rows(values_only=True)]
    for line, answer in zip(grid[4:], ANSWERS, strict=True):
        line[5] = answer
    return grid


def comma(grid: Grid) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(grid)
    return out.getvalue().encode("utf-8-sig")


def semicolon(grid: Grid) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(grid)
    return out.getvalue().encode("cp1252")


def ods(grid: Grid) -> bytes:
    return sheets(sheet(*(row(*(cell(text.replace("&", "&amp;")) for text in line)) for line in grid)))


def moved(grid: Grid) -> bytes:
    """Columns in another order, one added, remarks between the rows, no heading above the marks."""
    book = Workbook()
    assert book.active is not None
    for number, line in enumerate(grid[3:]):
        mark = line[6] if number else ""
        answer: object = date(2027, 5, 12) if line[5] == "12 May 2027" else line[5]
        book.active.append([answer, line[3], "ask Ann" if number else "My remarks", mark, *line[:3], line[4]])
        if number:
            book.active.append(["", "", "to be discussed on Monday"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def given(content: bytes, name: str) -> list[tuple[int, str, str]]:
    with pytest.raises(CheckSheetGiven) as sheet_given:
        read_plan_safely(content, name)
    return list(sheet_given.value.answers)


@pytest.mark.parametrize(
    ("name", "made"),
    [("s.csv", comma), ("s.txt", semicolon), ("s.ods", ods), ("s.xlsx", moved)],
    ids=["csv", "semicolons", "ods", "moved"],
)
def test_it_is_taken_however_it_was_saved(filled: Grid, name: str, made: Callable[[Grid], bytes]) -> None:
    assert [(mark, text) for _, mark, text in given(made(filled), name)] == list(zip(MARKS, ANSWERS, strict=True))


@pytest.mark.parametrize("made", [comma, ods], ids=["csv", "ods"])
def test_without_its_marks_it_is_still_no_plan(filled: Grid, made: Callable[[Grid], bytes]) -> None:
    answers = given(made([line[:6] for line in filled]), "bare")
    assert [(mark, text) for _, mark, text in answers] == [("", text) for text in ANSWERS]


def test_a_row_that_somebody_added_is_kept_with_its_number(filled: Grid) -> None:
    filled.append(["HLP-9", "", "", "Is this right?", "", "yes", ""])
    assert given(comma(filled), "more.csv")[-1][1:] == ("", "yes")
