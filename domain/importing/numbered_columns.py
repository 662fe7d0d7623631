"""Actions beside each other: `Action 1`, `Lead 1`, `By 1`, `Action 2`, `Lead 2`, `By 2`: written below each other.

Columns of actions that share one lead and date (`Action 1`, `Action 2`, `Lead`) are written so too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings, plain
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable

_R = ColumnRole
_HEADER_ROWS = 8
_NUMBERED = re.compile(r"(?P<what>.+?) ?(?:no )?(?P<number>\d{1,2})|(?:no )?(?P<first>\d{1,2}) (?P<last>[a-z].+)")
_SHARED = {_R.LEAD, _R.DUE, _R.RAG, _R.REF, _R.SECTION, _R.RECOMMENDATION, _R.OUTCOME}


def with_single_actions(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with such tables written out, and the headings that are gone."""
    gone: dict[str, None] = {}
    blocks = [_table(block, gone) if isinstance(block, RawTable) else block for block in document.blocks]
    return (replace(document, blocks=tuple(blocks)) if gone else document), tuple(gone)


def _table(table: RawTable, gone: dict[str, None]) -> RawTable:
    if table.hidden:
        return table
    for start, head in enumerate(table.rows[:_HEADER_ROWS]):
        places: dict[str, dict[int, int]] = {}  # by what a heading says: its column for each number
        for cell in head.cells:
            if match := _NUMBERED.fullmatch(plain(cell.text)):
                what, number = match["what"] or match["last"], int(match["number"] or match["first"])
                places.setdefault(what, {})[number] = cell.column
        places = {what: columns for what, columns in places.items() if len(columns) > 1 and meanings(what)}
        roles = {what: meanings(what)[0].role for what in places}
        if _R.ACTION in roles.values() and len(set(roles.values())) == len(roles):
            actions = next(columns for what, columns in places.items() if roles[what] is _R.ACTION)
            if all(set(columns) <= set(actions) for columns in places.values()):
                taken = {column for columns in places.values() for column in columns.values()}
                gone.update({cell.text: None for cell in head.cells if cell.column in taken})
                return _written(table, start, places, sorted(actions))
    return table


def _written(table: RawTable, start: int, places: dict[str, dict[int, int]], numbers: list[int]) -> RawTable:
    head = table.rows[start]
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    taken = {column for columns in places.values() for column in columns.values()}
    roles = {cell.column: found[0].role for cell in head.cells if (found := meanings(cell.text))}
    names = {
        what: " ".join(re.sub(r"\d+", " ", _text(head, columns[min(columns)])).split())
        for what, columns in places.items()
    }
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        own = tuple(cell for cell in row.cells if cell.column not in taken)
        if index < start:
            rows.append(row)
        elif index == start or row.texts == head.texts:
            rows.append(
                replace(row, cells=(*own, *(RawCell.of(names[what], width + at) for at, what in enumerate(places))))
            )
        else:
            shared = tuple(cell for cell in own if roles.get(cell.column) in _SHARED)
            cells = {cell.column: cell for cell in row.cells if not cell.is_blank or cell.fill}
            begun = False
            for number in numbers:
                added = [
                    replace(cells[columns[number]], column=width + at, column_span=1, row_span=1)
                    for at, columns in enumerate(places.values())
                    if columns.get(number) in cells
                ]
                if added:
                    rows.append(replace(row, cells=(*(shared if begun else own), *added)))
                    begun = True
            if not begun:
                rows.append(replace(row, cells=own))
    return replace(table, rows=tuple(rows), header_rows=0)


def _text(row: RawRow, place: int) -> str:
    return next((cell.text for cell in row.cells if cell.column == place), "")
