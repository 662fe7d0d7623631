"""Who, when or how, chosen by boxes in a cell: `☐ Council ☒ Health ☐ Police` says Health."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.raw import RawCell, RawDocument, RawPiece, RawRow, RawTable

_R = ColumnRole
_HEADER_ROWS = 10
_BOXES = re.compile(r"(?P<box>[☐☒☑✅□■]|\[[ xX✓]?\])\s*(?P<text>[^☐☒☑✅□■\[\]]+)")
_SIGNS = frozenset("☐☒☑✅□■[")
_EMPTY = frozenset({"☐", "□", "[]", "[ ]"})
_ROLES = {_R.LEAD, _R.DUE, _R.DUE_ORIGINAL, _R.RAG, _R.PRIORITY}


def with_choices(document: RawDocument) -> RawDocument:
    """The document with only what is ticked in such cells; the rest of them is kept among what found no place."""
    blocks = tuple(_table(block) if isinstance(block, RawTable) else block for block in document.blocks)
    return replace(document, blocks=blocks) if blocks != document.blocks else document


def _table(table: RawTable) -> RawTable:
    if table.hidden or all(_SIGNS.isdisjoint(text) for row in table.rows for text in row.texts):
        return table
    for start, head in enumerate(table.rows[:_HEADER_ROWS]):
        roles = {cell.column: found[0].role for cell in head.cells if (found := meanings(cell.text))}
        if len(roles) > 1:
            chosen = {column for column, role in roles.items() if role in _ROLES}
            rows = tuple(_row(row, chosen) if index > start and chosen else row for index, row in enumerate(table.rows))
            return replace(table, rows=rows)
    return table


def _row(row: RawRow, chosen: set[int]) -> RawRow:
    return replace(row, cells=tuple(_cell(cell) if cell.column in chosen else cell for cell in row.cells))


def _cell(cell: RawCell) -> RawCell:
    """What is ticked, where something is and something is not; else the cell as it is."""
    found = [(match["box"], " ".join(match["text"].split()).strip(" ,;/|")) for match in _BOXES.finditer(cell.text)]
    ticked = [text for box, text in found if box not in _EMPTY and text]
    if len(found) < 2 or not ticked or len(ticked) == len(found):
        return cell
    return replace(cell, pieces=tuple(RawPiece(text) for text in ticked))
