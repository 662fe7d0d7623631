"""Days that a spreadsheet shows as bare numbers: `46356` in a column of dates is 30 November 2026.

A day that was pasted into a cell formatted as text or as a number keeps only the count of days since 1900. Such
numbers are read as days where the heading speaks of dates, where dates stand in the same column, or where the whole
column is made of them; a person is asked each time.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.due import MONTHS
from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headings import Shade, meanings
from domain.importing.raw import RawCell, RawDocument, RawPiece, RawRow, RawTable

_R = ColumnRole
_COUNT = re.compile(r"[45]\d{4}(?:\.\d+)?")
_START = date(1899, 12, 30)  # Excel's day 0, as it counts from March 1900 on
_FIRST, _LAST = 40_179, 54_789  # 2010 to 2049
_MONEY = re.compile(r"(?i)£|\b(?:cost|budget|amount|value|saving|spend|funding|price|total|number|count|id|code)\b")
_DATED = {Shade.START, Shade.REVIEW, Shade.RAISED, Shade.COMPLETED_ON}
_FEWEST = 3  # cells that make a column of days where no heading says so
_HEADER_ROWS = 15


@dataclass(slots=True)
class _Column:
    """What stands in one column: words (headings among them), numbers that may be days, and dates."""

    head: list[str]
    numbers: int = 0
    dates: int = 0
    others: int = 0


def with_day_numbers(document: RawDocument) -> RawDocument:
    """The document, with numbers that are days written as days, and a question for each such column."""
    doubts: dict[str, None] = {}
    blocks = [_table(block, doubts) if isinstance(block, RawTable) else block for block in document.blocks]
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts)) if doubts else document


def _table(table: RawTable, doubts: dict[str, None]) -> RawTable:
    if table.hidden or not any(_day_of(cell) for row in table.rows for cell in row.cells):
        return table
    columns: dict[int, _Column] = {}
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            if not cell.is_blank:
                _note(columns.setdefault(cell.column, _Column([])), cell, index)
    days = {place: one for place, one in columns.items() if one.numbers and _holds_days(one)}
    if not days:
        return table
    for place in days:
        heading = " ".join(columns[place].head[-1:])
        first = next(cell for row in table.rows for cell in row.cells if cell.column == place and _day_of(cell))
        named = f"under “{heading}”" if heading else f"in column {place + 1}"
        doubts[
            f"Some days {named} are stored as plain numbers. I took {first.text} for {_said(first)}. Is that right?"
        ] = None
    return replace(table, rows=tuple(_row(row, days.keys()) for row in table.rows))


def _note(column: _Column, cell: RawCell, index: int) -> None:
    if _day_of(cell):
        column.numbers += 1
    elif cell.day or is_date_like(cell.text):
        column.dates += 1
    elif not column.numbers and not column.dates and index < _HEADER_ROWS:
        column.head.append(cell.text)
    else:
        column.others += 1


def _holds_days(column: _Column) -> bool:
    if any(_MONEY.search(text) for text in column.head[-2:]):
        return False
    for text in (" ".join(column.head[-2:]), *column.head[-1:]):
        found = meanings(text)
        if found and (found[0].role in {_R.DUE, _R.DUE_ORIGINAL} or found[0].shade in _DATED):
            return True
    whole = column.numbers + column.dates
    return column.dates > 0 or (whole >= _FEWEST and not column.others)


def _day_of(cell: RawCell) -> date | None:
    if cell.day or len(cell.pieces) != 1 or not _COUNT.fullmatch(cell.text):
        return None
    count = int(float(cell.text))
    return _START + timedelta(days=count) if _FIRST <= count <= _LAST else None


def _said(cell: RawCell) -> str:
    day = _day_of(cell)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else cell.text


def _row(row: RawRow, places: Collection[int]) -> RawRow:
    cells = []
    for cell in row.cells:
        day = _day_of(cell) if cell.column in places else None
        cells.append(replace(cell, pieces=(RawPiece(_said(cell)),), day=day) if day else cell)
    return replace(row, cells=tuple(cells))
