"""Workbooks as offices keep them: titles above, dates of two kinds, colours without a word, rows put out of sight."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from adapters.documents import read_document
from domain.due import Precision
from domain.importing import read_plan
from domain.importing.draft import DraftPlan
from domain.importing.raw import PieceKind, RawCell, RawDocument, RawParagraph, RawTable

HEADER = ("Ref", "Recommendation", "Action", "Lead", "Target date", "RAG", "Progress")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("1", "Mend the roof", "Ask three builders for a price", "Ann Fell", "15.09.2026", "Green", "Two have answered"),
    ("2", "Open for longer", "Agree the hours with staff", "Bob Marsh", "end of Sept 2026", "Red", "Talks held"),
    ("3", "Train the staff", "Write a plan of training", "Cara Holt", "Oct-26", "Amber", "Not begun"),
)


def saved(book: Workbook) -> RawDocument:
    file = io.BytesIO()
    book.save(file)
    return read_document(file.getvalue(), "plan.xlsx")


def sheet_of(rows: Sequence[Sequence[Any]], top: int = 1, left: int = 1) -> tuple[Workbook, Any]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tracker"
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            sheet.cell(top + down, left + across, value)
    return book, sheet


def only_table(document: RawDocument) -> RawTable:
    (table,) = (table for table in document.tables() if not table.hidden)
    return table


def one_cell(value: object, number_format: str = "General") -> RawCell:
    book, sheet = sheet_of([("Words", "Value"), ("x", value)])
    sheet["B2"].number_format = number_format
    return only_table(saved(book)).rows[1].cells[1]


def draft_of(book: Workbook) -> DraftPlan:
    return read_plan(saved(book), plan_code="LIB")


def asked(draft: DraftPlan) -> str:
    return "\n".join(question.message for question in draft.questions)


def test_titles_stand_above_and_the_header_is_neither_in_row_1_nor_in_column_a() -> None:
    book, sheet = sheet_of([HEADER, *ROWS], top=5, left=3)
    sheet["B1"], sheet["B2"] = "Riverside Libraries Improvement Plan", "As at 3 May 2026"
    document = saved(book)
    assert [block.text for block in document.paragraphs()] == [
        "Riverside Libraries Improvement Plan",
        "As at 3 May 2026",
    ]
    table = only_table(document)
    assert table.sheet_or_page == "Tracker"
    assert [row.number for row in table.rows] == [5, 6, 7, 8]
    assert table.rows[0].texts == HEADER
    draft = read_plan(document, plan_code="LIB")
    assert (draft.title, draft.as_at) == ("Riverside Libraries Improvement Plan", date(2026, 5, 3))
    assert [(one.key, one.leads[0].name, one.due.latest, one.rag.value) for one in draft.actions] == [
        ("LIB-1", "Ann Fell", date(2026, 9, 15), "green"),
        ("LIB-2", "Bob Marsh", date(2026, 9, 30), "red"),
        ("LIB-3", "Cara Holt", date(2026, 10, 31), "amber"),
    ]
    assert [(one.source.sheet_or_page, one.source.row) for one in draft.actions] == [
        ("Tracker", 6),
        ("Tracker", 7),
        ("Tracker", 8),
    ]


@pytest.mark.parametrize(
    ("number_format", "shown", "precision"),
    [
        ("dd/mm/yyyy", "01/04/2026", Precision.DAY),
        ("mm-dd-yy", "01/04/2026", Precision.DAY),  # the short date of the system, which is British
        ("d mmmm yyyy", "1 April 2026", Precision.DAY),
        ("[$-809]dddd\\ d\\ mmmm\\ yyyy;@", "Wednesday 1 April 2026", Precision.DAY),
        ("yyyy-mm-dd h:mm:ss", "2026-04-01", Precision.DAY),
        ("dd/mm/yyyy, hh:mm", "01/04/2026", Precision.DAY),
        ("d-mmm", "1-Apr", Precision.DAY),
        ("mmm-yy", "Apr-26", Precision.MONTH),
        ("mmmm yyyy", "April 2026", Precision.MONTH),
        ("[$-409]mmm\\-yy;@", "Apr-26", Precision.MONTH),
        ("yyyy", "2026", Precision.YEAR),
    ],
)
def test_a_real_date_is_as_exact_as_it_is_shown(number_format: str, shown: str, precision: Precision) -> None:
    cell = one_cell(datetime(2026, 4, 1), number_format)  # noqa: DTZ001 - a sheet knows no time zones
    assert (cell.text, cell.day, cell.day_precision) == (shown, date(2026, 4, 1), precision)


def test_a_real_month_and_a_typed_month_are_due_by_their_last_day() -> None:
    book, sheet = sheet_of([HEADER, *ROWS])
    sheet["E2"], sheet["E3"] = date(2026, 10, 1), date(2026, 9, 15)
    sheet["E2"].number_format, sheet["E3"].number_format = "mmm-yy", "dd/mm/yyyy"
    assert [(one.due.text, one.due.precision, one.due.latest) for one in draft_of(book).actions] == [
        ("Oct-26", "month", date(2026, 10, 31)),
        ("15/09/2026", "day", date(2026, 9, 15)),
        ("Oct-26", "month", date(2026, 10, 31)),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (8.0, "General", "8"),
        (7, "00", "07"),
        (4, '"R"0', "R4"),
        (4, '"Action "0".1"', "Action 4.1"),
        (0.95, "0%", "95%"),
        (12500.5, "£#,##0.00", "£12,500.50"),
        (12500, "[$£-809]#,##0", "£12,500"),
        (-3, "#,##0;(#,##0)", "(3)"),
        (2.5, "0.##", "2.5"),
        (0.30000000000000004, "General", "0.3"),
        (True, "General", "TRUE"),
        (timedelta(hours=26), "[h]:mm", "26:00"),
        ("=not a formula", "@", "=not a formula"),
    ],
)
def test_a_number_reads_as_it_is_shown(value: object, number_format: str, shown: str) -> None:
    book, sheet = sheet_of([("Words", "Value"), ("x", value)])
    sheet["B2"].number_format = number_format
    if isinstance(value, str):
        sheet["B2"].data_type = "s"
    assert only_table(saved(book)).rows[1].cells[1].text == shown


def test_a_colour_without_a_word_is_the_rag() -> None:
    book, sheet = sheet_of([HEADER, *((*row[:5], "", row[6]) for row in ROWS)])
    sheet["F2"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["F3"].fill = PatternFill("solid", fgColor=Color(theme=6, tint=0.4))  # the green of its theme, lighter
    sheet["F4"].fill = PatternFill("solid", fgColor=Color(indexed=13))  # yellow of the old palette
    assert [one.rag.value for one in draft_of(book).actions] == ["red", "green", "amber"]


def test_lines_in_a_cell_stay_apart_and_struck_words_are_marked() -> None:
    book, sheet = sheet_of([HEADER, *ROWS])
    sheet["D2"] = "Ann Fell\nBob Marsh"
    sheet["G2"].font = Font(strike=True)
    table = only_table(saved(book))
    lead, progress = table.rows[1].cells[3], table.rows[1].cells[6]
    assert [(piece.text, piece.kind) for piece in lead.pieces] == [
        ("Ann Fell", PieceKind.PARAGRAPH),
        ("Bob Marsh", PieceKind.PARAGRAPH),
    ]
    assert progress.struck
    assert [lead.name for lead in draft_of(book).actions[0].leads] == ["Ann Fell", "Bob Marsh"]


def test_merged_cells_hold_for_all_their_rows() -> None:
    book, sheet = sheet_of(
        [
            HEADER,
            ROWS[0],
            (None, None, "Choose one of them", "Dev Rao", "01/11/2026", "Green", "Later"),
            ROWS[1],
        ]
    )
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    first, second = draft_of(book).recommendations
    assert [(one.text, one.leads[0].name) for one in first.actions] == [
        ("Ask three builders for a price", "Ann Fell"),
        ("Choose one of them", "Dev Rao"),
    ]
    assert second.ref == "2"


def test_a_title_across_the_table_is_a_section() -> None:
    book, sheet = sheet_of([HEADER, ("Theme 1: Buildings",), ROWS[0], ("Theme 2: People",), *ROWS[1:]])
    sheet.merge_cells("A2:G2")
    sheet.merge_cells("A4:G4")
    draft = draft_of(book)
    assert [section.title for section in draft.sections] == ["Theme 1: Buildings", "Theme 2: People"]
    assert [one.section for one in draft.recommendations] == [
        "Theme 1: Buildings",
        "Theme 2: People",
        "Theme 2: People",
    ]


def test_what_is_hidden_is_asked_about_and_kept_but_no_action() -> None:
    book, sheet = sheet_of([(*HEADER, "Private"), *(((*row, f"secret {row[0]}")) for row in ROWS)])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["H"].hidden = True
    lists = book.create_sheet("Lists")
    lists["A1"] = "Choices of colour"
    lists.sheet_state = "veryHidden"
    draft = draft_of(book)
    assert [one.key for one in draft.actions] == ["LIB-1", "LIB-3"]
    assert "In “Tracker” row 3 is hidden and not read as actions." in asked(draft)
    assert "In “Tracker” column H is hidden and not read." in asked(draft)
    assert "The sheet “Lists” (1 row) is hidden" in asked(draft)
    for text in ("Open for longer", "secret 1", "Choices of colour"):
        assert any(text in left for left in draft.leftover)


def test_each_sheet_is_a_section_and_that_is_asked() -> None:
    book, sheet = sheet_of([HEADER, *ROWS[:2]])
    sheet.title = "Buildings"
    other = book.create_sheet("People")
    for row in (HEADER, ROWS[2], ("4", "Hire", "Advertise two posts", "Eva Lund", "May 2027", "Green", "")):
        other.append(row)
    draft = draft_of(book)
    assert [(one.section, one.ref) for one in draft.recommendations] == [
        ("Buildings", "1"),
        ("Buildings", "2"),
        ("People", "3"),
        ("People", "4"),
    ]
    assert "2 sheets hold tables: “Buildings” and “People”. Are they all parts of one plan?" in asked(draft)
    assert [one.source.sheet_or_page for one in draft.actions] == ["Buildings", "Buildings", "People", "People"]


def test_quarters_of_progress_and_two_dates_keep_their_order() -> None:
    book, _ = sheet_of(
        [
            ("Ref", "Action", "Lead", "Original date", "Revised date", "Q1 progress", "Q2 progress", "RAG"),
            (
                "1",
                "Ask three builders for a price",
                "Ann Fell",
                date(2026, 6, 1),
                date(2026, 9, 1),
                "Begun",
                "Two answered",
                "Amber",
            ),
            (
                "2",
                "Agree the hours with staff",
                "Bob Marsh",
                date(2026, 7, 1),
                None,
                "Not begun",
                "Talks held",
                "Green",
            ),
        ]
    )
    first, second = draft_of(book).actions
    assert first.due_original is not None
    assert (first.due_original.latest, first.due.latest) == (date(2026, 6, 1), date(2026, 9, 1))
    assert second.due.latest == date(2026, 7, 1)
    assert first.progress == "Two answered"
    assert [entry.text for entry in first.progress_history] == ["Begun", "Two answered"]


def test_a_key_below_the_table_is_no_action() -> None:
    book, sheet = sheet_of([HEADER, *ROWS])
    for row, (colour, meaning) in enumerate(
        [("Red", "late"), ("Amber", "under way"), ("Green", "done and embedded")], 7
    ):
        sheet.cell(row, 2, colour)
        sheet.cell(row, 3, meaning)
    draft = draft_of(book)
    assert len(draft.actions) == 3
    assert draft.colour_key.complete == "green"


def test_a_formula_without_a_result_is_asked_about() -> None:
    book, sheet = sheet_of([HEADER, *ROWS])
    sheet["G2"] = "=CONCATENATE(A2,B2)"
    draft = draft_of(book)
    assert "No result is stored for 1 formula in “Tracker”." in asked(draft)


def test_paragraphs_stand_in_reading_order() -> None:
    book, sheet = sheet_of([HEADER, *ROWS], top=2)
    sheet["A1"], sheet["A8"] = "A Plan", "Agreed by the board"
    kinds = [(type(block), getattr(block, "text", "")) for block in saved(book).blocks]
    assert kinds == [(RawParagraph, "A Plan"), (RawTable, ""), (RawParagraph, "Agreed by the board")]


OFFICE_COLOURS = """C6EFCE green, FFC7CE red, FFEB9C amber, FFC000 amber, ED7D31 amber, C00000 red, 92D050 green,
00B050 green, 0070C0 blue, DDEBF7 none, D9D9D9 none, 7030A0 none"""


@pytest.mark.parametrize(("fill", "value"), [tuple(pair.split()) for pair in OFFICE_COLOURS.split(",")])
def test_the_colours_that_offices_use_are_known(fill: str, value: str) -> None:
    book, sheet = sheet_of([HEADER, (*ROWS[0][:5], "", ROWS[0][6]), *ROWS[1:]])
    sheet["F2"].fill = PatternFill("solid", fgColor=fill)
    assert draft_of(book).actions[0].rag.value == value
