"""OpenDocument spreadsheets (.ods), read into the same sheets as Excel workbooks. Empty repeats cost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lxml import etree

from adapters.documents.excel import MAX_FILLED, MAX_VISITED, document_of
from adapters.documents.excel_book import TOO_MANY
from adapters.documents.excel_sheet import Sheet
from adapters.documents.markup import read_cell
from adapters.documents.open_text import OFFICE, TABLE, TEXT, Aside, Styles, count_of, lines_of, open_text, plain_lines
from domain.due import Precision
from domain.importing.raw import RawCell, RawDocument, UnreadableDocument
from domain.speech import marked

_MOST_COLUMNS = 16_384
_GROUPS = {f"{TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows")}
_COLUMN_GROUPS = {f"{TABLE}{name}" for name in ("table-column-group", "table-header-columns", "table-columns")}
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_ERROR = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "Err:")


def read_sheets(data: bytes, name: str) -> RawDocument:
    """Read a spreadsheet. Raises `UnreadableDocument` with one sentence for the person who sent it."""
    _, root, styles = open_text(data)
    body = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if body is None:
        raise UnreadableDocument(
            marked("There is no table in this file. Save the plan as .ods or .xlsx, and try again.")
        )
    spent = _Spent()
    return document_of([_sheet(table, styles, spent) for table in body.iterfind(f"{TABLE}table")], name)


class _Spent:
    """How many cells were met and kept."""

    def __init__(self) -> None:
        self.met = self.kept = 0

    def add(self, met: int, kept: int) -> None:
        """Count on. Raises `UnreadableDocument` at the limit."""
        self.met += met
        self.kept += kept
        if self.met > MAX_VISITED or self.kept > MAX_FILLED:
            raise UnreadableDocument(TOO_MANY)


def _sheet(table: etree._Element, styles: Styles, spent: _Spent) -> Sheet:
    sheet = Sheet(table.get(f"{TABLE}name", "Sheet"), hidden=styles.of(table.get(f"{TABLE}style-name")).hidden)
    columns = list(_columns(table))
    for first, last, _ in (one for one in columns if one[2].get(f"{TABLE}visibility") in {"collapse", "filter"}):
        sheet.hide_columns(first, last)
    number = 0
    for row in _rows(table):
        times = count_of(row, "number-rows-repeated")
        cells = _cells(row, styles, sheet, number + 1)
        filled = any(not cell.is_blank for cell in cells.values())
        hidden = row.get(f"{TABLE}visibility", "visible") != "visible"
        sheet.filtered = sheet.filtered or row.get(f"{TABLE}visibility") == "filter"
        spent.add(len(row) + 1, 0)
        for place in range(number + 1, number + 1 + (times if filled else 0)):
            spent.add(1, len(cells))
            sheet.rows[place] = dict(cells)
            if hidden:
                sheet.hidden_rows.add(place)
        number += times
    for shapes in table.iterfind(f"{TABLE}shapes"):
        lines = list(plain_lines(shapes))
        if lines:
            sheet.extras.boxes.append((1, lines))
    return sheet


def _columns(table: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    first = 1
    waiting = list(reversed(table))
    while waiting:
        child = waiting.pop()
        if child.tag == f"{TABLE}table-column":
            last = first + count_of(child, "number-columns-repeated") - 1
            yield first, last, child
            first = last + 1
        elif child.tag in _COLUMN_GROUPS:
            waiting.extend(reversed(child))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    waiting = list(reversed(table))
    while waiting:
        child = waiting.pop()
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            waiting.extend(reversed(child))


def _cells(row: etree._Element, styles: Styles, sheet: Sheet, number: int) -> dict[int, RawCell]:
    found: dict[int, RawCell] = {}
    column = 1
    for element in row:
        if element.tag not in _CELLS:
            continue
        times = count_of(element, "number-columns-repeated")
        cell = _cell(element, styles, sheet, number, column)
        if cell is not None:
            down, across = count_of(element, "number-rows-spanned"), count_of(element, "number-columns-spanned")
            if (down, across) != (1, 1):
                sheet.spans[number, column] = (down, across)
            # A colour that goes on to the end of the sheet is a background, not a hundred cells.
            for place in range(
                column, min(column + times, _MOST_COLUMNS) if not cell.is_blank or times < 50 else column
            ):
                found[place] = replace(cell, column=place)
        column += times
    return found


def _cell(element: etree._Element, styles: Styles, sheet: Sheet, number: int, column: int) -> RawCell | None:
    look = styles.of(element.get(f"{TABLE}style-name"))
    aside = Aside()
    lines = [line for part in element.iterfind(f"{TEXT}p") for line in lines_of(part, aside)]
    for part in element.iterfind(f"{OFFICE}annotation"):
        sheet.extras.comments.append((_reference(number, column), " ".join(plain_lines(part))))
    lines += [line for box in aside.boxes for line in plain_lines(box)]
    if not lines:
        if element.get(f"{TABLE}formula") and element.get(f"{OFFICE}value-type") is None:
            sheet.uncounted += 1
        return RawCell(column=column, fill=look.fill) if look.fill else None
    shown = read_cell("\n".join(lines), column)
    sheet.errors += len(lines) == 1 and lines[0].startswith(_ERROR)
    day, precision = None, Precision.DAY
    if element.get(f"{OFFICE}value-type") == "date":
        try:
            day = date.fromisoformat(element.get(f"{OFFICE}date-value", "")[:10])
            precision = look.precision
        except ValueError:
            day = None
    return RawCell(shown.pieces, column, fill=look.fill, day=day, day_precision=precision, struck=look.struck)


def _reference(number: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{number}"
