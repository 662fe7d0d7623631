"""One sheet of a workbook, streamed: what stands in its cells, what is merged, what is hidden. Nothing is padded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from adapters.documents.excel_extras import Extras
from adapters.documents.excel_rules import Rules
from adapters.documents.excel_values import show_day, show_number, show_time, theme_colours, tinted, unescape
from adapters.documents.markup import read_cell
from domain.due import Precision
from domain.importing.raw import RawCell, UnreadableDocument

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_MERGED = 200_000


@dataclass(slots=True)
class Sheet:
    """The filled cells of a sheet by row and column (from 1); `spans` are rows and columns of merged cells."""

    title: str
    hidden: bool = False
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncounted: int = 0  # formulas without a stored result
    errors: int = 0  # cells that show #REF! and the like
    filtered: bool = False
    rules: Rules = field(default_factory=Rules)
    extras: Extras = field(default_factory=Extras)

    def is_hidden_column(self, column: int) -> bool:
        """Is this column hidden?"""
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says that matters to a plan."""

    number_format: str = "General"
    fill: str = ""
    struck: bool = False


class Styles:
    """The styles of a workbook, each looked up once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._theme = theme_colours(self._book.loaded_theme)
        self._known: dict[int, Style] = {}
        self.rule_fills = [self._rule_fill(one) for one in self._book._differential_styles.styles]

    def of(self, style_id: int) -> Style:
        """The style with this number; plain for numbers that the workbook does not define."""
        found = self._known.get(style_id)
        if found is None:
            try:
                found = self._read(style_id)
            except (IndexError, AttributeError, TypeError, ValueError):
                found = Style()
            self._known[style_id] = found
        return found

    def _read(self, style_id: int) -> Style:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        book = self._book
        style = book._cell_styles[style_id]
        number = style.numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            number_format = BUILTIN_FORMATS.get(number, "General")
        else:
            number_format = book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
        fill = book._fills[style.fillId]
        colour = self._colour(fill)
        return Style(number_format, "" if colour == "FFFFFF" else colour, bool(book._fonts[style.fontId].strike))

    def _rule_fill(self, style: Any) -> str:
        """The background that a rule gives; such styles keep it in the other of the two colours."""
        fill = style.fill
        if fill is None or not hasattr(fill, "bgColor"):
            return ""
        try:
            found = self._rgb(fill.bgColor) or self._rgb(fill.fgColor)
        except (IndexError, AttributeError, TypeError, ValueError):
            return ""
        return "" if found in {"FFFFFF", "000000"} else found

    def _colour(self, fill: Any) -> str:
        if getattr(fill, "fill_type", None) is None or not hasattr(fill, "fgColor"):
            return ""
        return self._rgb(fill.fgColor)

    def _rgb(self, colour: Any) -> str:
        from openpyxl.styles.colors import COLOR_INDEX

        if colour.type == "rgb":
            return str(colour.rgb)[-6:].upper()
        if colour.type == "indexed":
            return str(COLOR_INDEX[colour.indexed])[-6:].upper() if colour.indexed < len(COLOR_INDEX) else ""
        if colour.type == "theme":
            return tinted(self._theme[int(colour.theme)], float(colour.tint or 0))
        return ""


def read_sheet(book: Workbook, worksheet: Any, styles: Styles, spend: Callable[[int, int], None]) -> Sheet:
    """Read a sheet of a workbook that openpyxl opened read-only.

    `spend(met, filled)` hears how many cells were met and how many of them are kept, and may stop the reading.
    """
    sheet = Sheet(worksheet.title, hidden=worksheet.sheet_state != "visible")
    with worksheet._get_source() as source:
        for number, cells in _rows(book, worksheet, source, sheet, styles.rule_fills):
            filled: dict[int, RawCell] = {}
            for column, value, style_id in cells:
                style = styles.of(style_id)
                cell = _cell(value, style, column)
                if cell is not None:
                    filled[column] = cell
            is_kept = any(not cell.is_blank for cell in filled.values())
            if is_kept:
                sheet.rows[number] = filled
            spend(len(cells) + 1, len(filled) if is_kept else 0)
    sheet.rules.colour(sheet.rows)
    return sheet


def _rows(
    book: Any, worksheet: Any, source: Any, sheet: Sheet, rule_fills: Sequence[str]
) -> Iterator[tuple[int, list[tuple[int, Any, int]]]]:
    """The rows with their number and their cells (column, value, style).

    openpyxl reads each cell; what is no cell, merged cell or hidden is passed over, so that a fault there (an odd page
    header) can't stop the reading.
    """
    from openpyxl.worksheet._reader import WorkSheetParser
    from openpyxl.xml.functions import iterparse

    parser = WorkSheetParser(
        source,
        worksheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    last = 0
    sheet_data: Any = None
    for event, element in iterparse(source, ("start", "end")):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            sheet_data = element if name == "sheetData" else sheet_data
        elif name == "col":
            if element.get("hidden") in {"1", "true"}:
                sheet.hidden_columns.append((int(element.get("min")), int(element.get("max"))))
        elif name == "row":
            last = int(float(element.get("r") or last + 1))
            if element.get("hidden") in {"1", "true"}:
                sheet.hidden_rows.add(last)
            parser.row_counter, parser.col_counter = last, 0
            cells = []
            for child in element:
                # An empty cell with a style costs little: openpyxl is asked only where something stands.
                if not len(child):
                    if style := int(child.get("s") or 0):
                        cells.append((_column(child.get("r"), parser), None, style))
                    else:
                        _column(child.get("r"), parser)
                    continue
                found = parser.parse_cell(child)
                if found["value"] is None and any(part.tag.endswith("}f") for part in child):
                    sheet.uncounted += 1
                sheet.errors += found["data_type"] == "e"
                cells.append((found["column"], found["value"], int(found["style_id"])))
            yield last, cells
            sheet_data.clear()
        elif name == "mergeCell":
            _merge(element.get("ref") or "", sheet)
        elif name == "conditionalFormatting":
            sheet.rules.add(element, rule_fills)
            element.clear()
        elif name == "dataValidation":
            sheet.rules.add_choices(element)
            element.clear()
        elif name == "filterColumn":
            sheet.filtered = True
        elif name == "hyperlink":
            element.clear()


def _column(reference: str | None, parser: Any) -> int:
    if reference:
        letters = reference.rstrip("0123456789")
        column = 0
        for letter in letters[:4].upper():
            column = column * 26 + ord(letter) - 64
        parser.col_counter = column
    else:
        parser.col_counter += 1
    return int(parser.col_counter)


def _merge(reference: str, sheet: Sheet) -> None:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        return
    sheet.spans[top, left] = (bottom - top + 1, right - left + 1)
    if len(sheet.spans) > MAX_MERGED:
        raise UnreadableDocument(
            "This workbook has too many merged cells to be a plan. Save only the plan, and try again."
        )


def _cell(value: Any, style: Style, column: int) -> RawCell | None:
    """The cell as it is seen; nothing for a blank one without a colour."""
    day, precision = None, Precision.DAY
    match value:
        case None | "":
            return RawCell(column=column, fill=style.fill) if style.fill else None
        case bool():
            text = "TRUE" if value else "FALSE"
        case datetime() | date():
            text, precision = show_day(value, style.number_format)
            day = value.date() if isinstance(value, datetime) else value
        case time() | timedelta():
            text = show_time(value)
        case int() | float():
            text = show_number(value, style.number_format)
        case _:
            text = unescape(str(value))
    shown = read_cell(text, column)
    return RawCell(
        shown.pieces,
        column,
        fill=style.fill,
        day=day,
        day_precision=precision,
        struck=style.struck and bool(shown.pieces),
    )
