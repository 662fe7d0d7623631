"""A date in two columns, `Due month` and `Due year`: one column again."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.headings import plain
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable

_HEADER_ROWS = 8
_MONTH = re.compile(r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|q[1-4]|quarter [1-4]")
_YEAR = re.compile(r"20\d\d(?:[/-](?:20)?\d\d)?")


def with_whole_dates(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with such columns joined, and the headings that are gone."""
    gone: dict[str, None] = {}
    blocks = [_table(block, gone) if isinstance(block, RawTable) else block for block in document.blocks]
    return (replace(document, blocks=tuple(blocks)) if gone else document), tuple(gone)


def _table(table: RawTable, gone: dict[str, None]) -> RawTable:
    for start, head in enumerate(table.rows[:_HEADER_ROWS]):
        words = {cell.column: plain(cell.text).split() for cell in head.cells}
        for place, said in words.items():
            unit = next((one for one in ("month", "quarter") if one in said), "")
            if not unit:
                continue
            rest = [word for word in said if word != unit]
            years = [at for at, other in words.items() if "year" in other and [w for w in other if w != "year"] == rest]
            if len(years) == 1 and _fits(table.rows[start + 1 :], place, years[0]):
                gone.update({cell.text: None for cell in head.cells if cell.column in {place, years[0]}})
                return _written(table, start, place, years[0])
    return table


def _text(row: RawRow, place: int) -> str:
    return next((cell.text.strip() for cell in row.cells if cell.column == place), "")


def _fits(rows: tuple[RawRow, ...], month: int, year: int) -> bool:
    pairs = [(_text(row, month), _text(row, year)) for row in rows if _text(row, month) or _text(row, year)]
    named = [(one, other) for one, other in pairs if one and other]
    return bool(named) and all(
        (not one or _MONTH.fullmatch(one)) and (not other or _YEAR.fullmatch(other)) for one, other in pairs
    )


def _written(table: RawTable, start: int, month: int, year: int) -> RawTable:
    heading = " ".join(re.sub(r"(?i)\b(?:month|quarter)\b", " ", _text(table.rows[start], month)).split()) or "Date"
    heading += f" ({_text(table.rows[start], month)}, {_text(table.rows[start], year)})"  # no word of it is lost
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        own = tuple(cell for cell in row.cells if cell.column not in {month, year})
        said = f"{_text(row, month)} {_text(row, year)}".strip() if index > start else heading
        if index >= start and said:
            own = tuple(sorted((*own, RawCell.of(said, month)), key=lambda cell: cell.column))
        rows.append(replace(row, cells=own) if index >= start else row)
    return replace(table, rows=tuple(rows))
