"""Check sheets as Excel workbooks: written so that they open well everywhere, read back however they were re-saved."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from adapters.documents.archives import open_archive
from adapters.documents.written_cells import put_text
from domain.due import say_date
from domain.importing.raw import RawDocument, RawRow, UnreadableDocument
from domain.speech import marked

HEADINGS = ("Action", "Where", "Printed", "Question", "Suggested", "Your answer", "Mark (leave as it is)")
_WIDTHS = (14, 22, 40, 60, 26, 34, 34)
_ANSWERS = frozenset({"your answer", "your answers", "answer"})
_MARK = "mark"
_SHAPE = re.compile(r"[A-Z]{2,12}:[0-9a-f]{12}:[0-9a-f]{12}(?::[0-9a-f]{12})?")  # `domain.usecases.check_sheet.MARK`
_BESIDE = frozenset({"question", "suggested"})
_MOST_ROWS = 20_000
_TOP = 30  # rows in which the headings stand
_MOST_COLUMNS = 60
_MAX_TAGS = {"xl/styles": 400_000, "xl/workbook": 50_000, "xl/sharedStrings": 500_000}
NO_SHEET = marked(
    "This is no check sheet: there is no column “Your answer” with a column of marks. Make one with "
    "“actionlog questions CODE --check-sheet FILE”."
)
_DAMAGED = marked("This check sheet is damaged. Open it in Excel, save it again, and try again.")


def write_check_sheet(title: str, instruction: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with a row for each question: action, where, printed, question, suggested, and the mark."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:  # a fresh workbook always has one
        raise ValueError("no sheet")
    sheet.title = "Questions"
    put_text(sheet, 1, 1, title).font = Font(bold=True, size=14)
    note = put_text(sheet, 2, 1, instruction)
    note.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=len(HEADINGS) - 1)
    sheet.row_dimensions[2].height = 48
    for column, heading in enumerate(HEADINGS, 1):
        cell = put_text(sheet, 4, column, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7EDF3")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    for number, (key, where, printed, question, suggested, mark) in enumerate(rows, 5):
        for column, text in enumerate((key, where, printed, question, suggested, "", mark), 1):
            cell = put_text(sheet, number, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column == len(HEADINGS) - 1:
                cell.fill = PatternFill("solid", fgColor="FFF8DC")
            if column == len(HEADINGS):
                cell.font = Font(color="808080", size=8)
    sheet.freeze_panes = "A5"
    sheet.auto_filter.ref = f"A4:{get_column_letter(len(HEADINGS))}{4 + max(1, len(rows))}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "4:4"
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def read_check_sheet(data: bytes) -> list[tuple[int, str, str]]:
    """The answers of a sheet in a workbook: its row number, the mark, and the answer as text, for rows that have one of
    the two.

    The columns are found by their headings, or by what stands in them; other columns and sheets are left alone.

    Raises:
        UnreadableDocument: it is no workbook, or no check sheet; the sentence says what to do.
    """
    open_archive(data, _MAX_TAGS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of parts that it does not keep
        try:
            sheets = _grids(data)
        except Exception as error:  # whatever a broken part makes openpyxl raise
            raise UnreadableDocument(_DAMAGED) from error
    return _first(sheets)


def read_sheet(data: bytes, document: RawDocument) -> list[tuple[int, str, str]]:
    """`read_check_sheet` for a sheet in any format: a workbook, or what a person made of it (CSV, OpenDocument); the
    `document` is the same file, read as any document is.

    Raises:
        UnreadableDocument: it is no check sheet; the sentence says what to do.
    """
    if data.startswith(b"PK") and "xl/workbook.xml" in open_archive(data).namelist():
        return read_check_sheet(data)
    return _first([_grid(table.rows) for table in document.tables()])


def _first(grids: Sequence[Grid]) -> list[tuple[int, str, str]]:
    for grid in grids:
        found = _find(grid)
        if found is not None:
            return found
    raise UnreadableDocument(NO_SHEET)


def _grid(rows: Sequence[RawRow]) -> Grid:
    """The texts of rows, each in its column."""
    found: dict[int, Sequence[object]] = {}
    for count, row in enumerate(rows[:_MOST_ROWS], 1):
        cells = {cell.column or place: cell.text for place, cell in enumerate(row.cells)}
        wide = min(max(cells, default=0) + 1, _MOST_COLUMNS)
        found[row.number or count] = [cells.get(place, "") for place in range(wide)]
    return found


def is_check_sheet(document: RawDocument) -> bool:
    """Is this, read as any document is, a check sheet rather than a plan? By its headings, or by a mark in it."""
    return any(_is_head(row.texts) or _has_mark(row.texts) for table in document.tables() for row in table.rows[:_TOP])


def _is_head(texts: Sequence[str]) -> bool:
    names = {text.casefold().strip() for text in texts}
    return bool(names & _ANSWERS) and (names >= _BESIDE or any(name.startswith(f"{_MARK} ") for name in names))


def _has_mark(texts: Sequence[str]) -> bool:
    return any(_SHAPE.fullmatch(text.strip()) for text in texts)


Grid = Mapping[int, Sequence[object]]


def _grids(data: bytes) -> list[Grid]:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return [
            {
                number: row
                for number, row in enumerate(
                    sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True), 1
                )
                if any(value is not None for value in row)
            }
            for sheet in workbook.worksheets
        ]
    finally:
        workbook.close()


def _find(grid: Grid) -> list[tuple[int, str, str]] | None:
    for number, row in grid.items():
        names = [as_text(value).casefold().strip() for value in row]
        answer = next((place for place, name in enumerate(names) if name in _ANSWERS), None)
        mark = next((place for place, name in enumerate(names) if name.startswith(_MARK)), None)
        if answer is None:
            continue
        if mark is None:
            mark = _place_of_marks(grid)
        if mark is None and not set(names) >= _BESIDE:
            return None
        found = []
        for below, cells in grid.items():
            if below > number:
                given = as_text(cells[answer]) if answer < len(cells) else ""
                own = as_text(cells[mark]).strip() if mark is not None and mark < len(cells) else ""
                if given.strip() or own:
                    found.append((below, own, given))
        return found
    return None


def _place_of_marks(grid: Grid) -> int | None:
    for row in grid.values():
        for place, value in enumerate(row):
            if isinstance(value, str) and _SHAPE.fullmatch(value.strip()):
                return place
    return None


def as_text(value: object) -> str:
    """What a person would say stands in the cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return say_date(value.date())
        case date():
            return say_date(value)
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
