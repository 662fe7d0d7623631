"""One sheet of a workbook, streamed: what stands in its cells, what is merged, what is hidden. Nothing is padded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from adapters.documents.excel_book import TOO_MANY, Book, SheetPart, elements, text_of
from adapters.documents.excel_extras import Extras
from adapters.documents.excel_rules import Rules
from adapters.documents.excel_values import show_day, show_number, show_time, theme_colours, tinted, unescape
from adapters.documents.markup import read_cell
from domain.due import Precision
from domain.importing.raw import RawCell, UnreadableDocument
from domain.speech import marked

MAX_MERGED = 200_000
MAX_COLUMNS = 16_384  # as many as Excel has
_MAX_HIDDEN = 100  # groups of hidden columns
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_VALUE, _INLINE = f"{_MAIN}v", f"{_MAIN}is"
_PARTS = tuple(
    f"{{*}}{name}"
    for name in (
        "c",
        "row",
        "col",
        "mergeCell",
        "conditionalFormatting",
        "dataValidation",
        "filterColumn",
        "hyperlink",  # only so that they are gone at once: there may be very many
    )
)


@dataclass(slots=True)
class Sheet:
    """The filled cells of a sheet by row and column (from 1); `spans` are rows and columns of merged cells."""

    title: str
    hidden: bool = False
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    uncounted: int = 0  # formulas without a stored result
    errors: int = 0  # cells that show #REF! and the like
    filtered: bool = False
    rules: Rules = field(default_factory=Rules)
    extras: Extras = field(default_factory=Extras)
    offered: dict[int, tuple[str, ...]] = field(default_factory=dict)  # by column: the words to choose from
    _hidden: list[tuple[int, int]] = field(default_factory=list)  # columns, first and last

    def is_hidden_column(self, column: int) -> bool:
        """Is this column hidden?"""
        return bool(self._hidden) and any(first <= column <= last for first, last in self._hidden)

    def hide_columns(self, first: int, last: int) -> None:
        """These columns are hidden."""
        if self._hidden and self._hidden[-1][0] <= first <= self._hidden[-1][1] + 1:
            self._hidden[-1] = (self._hidden[-1][0], max(last, self._hidden[-1][1]))
        else:
            self._hidden.append((first, last))
        if len(self._hidden) > _MAX_HIDDEN:
            raise UnreadableDocument(TOO_MANY)


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says that matters to a plan."""

    number_format: str = "General"
    fill: str = ""
    struck: bool = False
    indent: int = 0  # how far the words are moved in: a task below the one above


class Styles:
    """The styles of a workbook, each looked up once."""

    def __init__(self, book: Book) -> None:
        self._book = book.workbook
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
        aligned = book._alignments[style.alignmentId] if style.alignmentId else None
        return Style(
            number_format,
            "" if colour == "FFFFFF" else colour,
            bool(book._fonts[style.fontId].strike),
            min(int(aligned.indent or 0), 15) if aligned is not None else 0,
        )

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


def read_sheet(book: Book, part: SheetPart, styles: Styles, spend: Callable[[int, int], None]) -> Sheet:
    """Read one sheet of a workbook.

    `spend(met, filled)` hears how many cells were met and how many of them are kept, and may stop the reading.
    """
    sheet = Sheet(part.title, hidden=part.hidden)
    with book.archive.open(part.path) as source:
        for number, cells in _rows(book, source, sheet, styles.rule_fills):
            filled: dict[int, RawCell] = {}
            for column, value, style_id in cells:
                if value is None and not style_id:
                    continue
                cell = _cell(value, styles.of(style_id), column - 1)
                if cell is not None:
                    filled[column] = cell
            is_kept = any(not cell.is_blank for cell in filled.values())
            if is_kept:
                sheet.rows[number] = filled
            spend(len(cells) + 1, len(filled) if is_kept else 0)
    sheet.rules.colour(sheet.rows)
    return sheet


def _rows(
    book: Book, source: Any, sheet: Sheet, rule_fills: Sequence[str]
) -> Iterator[tuple[int, list[tuple[int, Any, int]]]]:
    """The rows with their number and their cells (column, value, style).

    openpyxl reads each cell that is not plain words; what is no cell, merged cell or hidden is passed over, so that a
    fault there (an odd page header) can't stop the reading.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    workbook = book.workbook
    parser = WorkSheetParser(
        source,
        book.texts,
        data_only=True,
        epoch=workbook.epoch,
        date_formats=workbook._date_formats,
        timedelta_formats=workbook._timedelta_formats,
    )
    last = 0
    cells: list[tuple[int, Any, int]] = []
    for element in elements(source, *_PARTS):
        name = str(element.tag).rpartition("}")[2]
        if name == "c":
            if not cells:
                parser.row_counter, parser.col_counter = _number(element.getparent(), last), 0
            cells.append(_read(element, parser, sheet))
            if len(cells) > MAX_COLUMNS:
                raise UnreadableDocument(TOO_MANY)
        elif name == "row":
            last = _number(element, last)
            if element.get("hidden") in {"1", "true"}:
                sheet.hidden_rows.add(last)
            yield last, cells
            cells = []
        elif name == "col":
            if element.get("hidden") in {"1", "true"}:
                sheet.hide_columns(int(element.get("min", "")), int(element.get("max", "")))
        elif name == "mergeCell":
            _merge(element.get("ref") or "", sheet)
        elif name == "conditionalFormatting":
            sheet.rules.add(element, rule_fills)
        elif name == "dataValidation":
            sheet.rules.add_choices(element)
        elif name == "filterColumn":
            sheet.filtered = True


def _number(row: Any, last: int) -> int:
    return int(float(row.get("r") or last + 1))


def _read(element: Any, parser: Any, sheet: Sheet) -> tuple[int, Any, int]:
    """The column, value and style of a cell. An empty one with a style costs little: openpyxl is asked only where
    something stands that is not plain words."""
    if not len(element):
        return _column(element.get("r"), parser), None, int(element.get("s") or 0)
    words = _words(element, parser)
    if words is not None:
        return words
    found = parser.parse_cell(element)
    if found["value"] is None and any(part.tag.endswith("}f") for part in element):
        sheet.uncounted += 1
    sheet.errors += found["data_type"] == "e"
    return found["column"], found["value"], int(found["style_id"])


def _words(element: Any, parser: Any) -> tuple[int, Any, int] | None:
    """The column, text and style of a cell of plain words without a formula; nothing for all others.

    It gives what openpyxl's own way gives, in a quarter of the time; most cells of a plan are such cells.
    """
    kind, reference = element.get("t"), element.get("r")
    if kind not in {"s", "inlineStr"} or len(element) != 1 or not reference:
        return None
    inner = element[0]
    column = column_of(reference.rstrip("0123456789"))
    if not column:
        return None
    value = None
    if kind == "s" and inner.tag == _VALUE and inner.text:
        value = parser.shared_strings[int(inner.text)]
    elif kind == "inlineStr" and inner.tag == _INLINE:
        value = text_of(inner)
    if value is None:
        return None
    parser.col_counter = column
    return column, value, int(element.get("s") or 0)


@lru_cache(maxsize=20_000)
def column_of(letters: str) -> int:
    """The number of a column (from 1) by its letters; 0 for what names none."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3 and letters.isupper()):
        return 0
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


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
            marked("This workbook has too many merged cells to be a plan. Save only the plan, and try again.")
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
    pieces = read_cell(text, column).pieces
    if style.indent and pieces:
        pieces = (replace(pieces[0], level=style.indent), *pieces[1:])
    return RawCell(
        pieces,
        column,
        fill=style.fill,
        day=day,
        day_precision=precision,
        struck=style.struck and bool(pieces),
    )
