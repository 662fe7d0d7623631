"""Shading that is the only RAG of a table: no column is headed so, but the cells of its rows are coloured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from domain.importing.colourkeys import is_key_line
from domain.importing.draft import ColumnRole
from domain.importing.headers import is_header, reaches_below
from domain.importing.headings import meanings
from domain.importing.rags import colour_of_fill
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable
from domain.importing.ticked import is_period
from domain.rag import RagValue

_R = ColumnRole
HEADING = "RAG (shading)"
_SAMPLE = 2_000  # rows that show how a table is shaded
_MOST = 60  # columns of a plan
_BY_THEME = {_R.SECTION, _R.RECOMMENDATION, _R.REF}  # their colours tell themes apart


def with_shading(document: RawDocument) -> RawDocument:
    """The document, with a column for the shading of each table that has RAG in no other way."""
    keyed = any(is_key_line(paragraph.text) for paragraph in document.paragraphs())
    places: list[str] = []
    blocks = []
    for block in document.blocks:
        found = _column(block, keyed=keyed) if isinstance(block, RawTable) else None
        if found is None or not isinstance(block, RawTable):
            blocks.append(block)
            continue
        start, columns = found
        places.append(next((cell.text for cell in block.rows[start].cells if cell.column == columns[-1]), ""))
        blocks.append(_with_column(block, start, columns))
    if not places:
        return document
    doubts = document.doubts
    if not keyed:
        named = f"the cells under “{places[0]}”" if places[0] else "some cells"
        doubts = (
            *doubts,
            f"No column is headed RAG, but {named} are shaded. I took the shading as RAG. Is that right?",
        )
    return replace(document, blocks=tuple(blocks), doubts=doubts)


def _column(table: RawTable, *, keyed: bool) -> tuple[int, tuple[int, ...]] | None:
    """The row of the header and the columns (oldest first) whose shading is a RAG; nothing where there is none,
    or a better one."""
    if table.hidden or not any(cell.fill for row in table.rows for cell in row.cells):
        return None
    start = next((index for index, row in enumerate(table.rows[:12]) if is_header(row.texts)), None)
    if start is None:
        return None
    first = start
    while start + 1 < len(table.rows) and reaches_below(table.rows[start], table.rows[start + 1]):
        start += 1  # the lowest row of a header says most
    header = [cell for row in table.rows[first : start + 1] for cell in row.cells]
    roles = {cell.column: found[0].role for cell in header if (found := meanings(cell.text))}
    if _R.RAG in roles.values() or not {_R.LEAD, _R.DUE, _R.PROGRESS} & set(roles.values()):
        return None
    rows = [
        row for row in table.rows[start + 1 : start + 1 + _SAMPLE] if sum(bool(cell.pieces) for cell in row.cells) > 1
    ]
    fills: dict[int, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.fill and cell.column < _MOST:
                fills.setdefault(cell.column, []).append(cell.fill)
    best: tuple[int, int] | None = None
    heads = {cell.column: cell.text for cell in table.rows[start].cells}
    periods = {place for place, text in heads.items() if is_period(text) or roles.get(place) is _R.PROGRESS}
    reported: dict[int, int] = {}  # how many rows are shaded under each report of how it went
    for place in sorted(fills):
        colours = [colour_of_fill(fill) for fill in fills[place]]
        filled = [colour for colour in colours if colour is not RagValue.NONE]
        if filled and place in periods:
            reported[place] = len(filled)
        enough = len(set(filled)) > 1 and len(filled) * 2 >= len(rows)
        if (
            not enough
            or roles.get(place) is _R.PRIORITY
            or (not keyed and (roles.get(place) in _BY_THEME or _by_blocks(filled)))
        ):
            continue
        if best is None or len(filled) > best[1]:
            best = (place, len(filled))
    if best is not None and len(table.rows[start].cells) > _MOST:
        return None
    if best is not None and best[0] in reported and len(reported) > 1:  # the newest report says how it goes
        return start, tuple(sorted(reported))
    return (start, (best[0],)) if best else None


def _by_blocks(colours: Sequence[RagValue]) -> bool:
    """Does each colour stand on one block of rows, as when every theme has its own?"""
    runs = [colour for colour, _ in groupby(colours)]
    return len(colours) > len(runs) + 1 and len(runs) == len(set(runs))


def _with_column(table: RawTable, start: int, places: Sequence[int]) -> RawTable:
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    head = table.rows[start].texts
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        cells = row.cells
        if index == start or (index > start and len(cells) == len(head) and row.texts == head):
            cells = (*cells, RawCell.of(HEADING, width))
        elif index > start:
            coloured = {cell.column: cell for cell in cells if cell.column in places and cell.fill}
            shaded = coloured[max(coloured)] if coloured else None
            alone = shaded is not None and shaded.column_span >= width  # a title right across
            if shaded is not None and not alone:
                cells = (*cells, RawCell((), width, fill=shaded.fill, row_span=shaded.row_span))
        rows.append(replace(row, cells=cells))
    return replace(table, rows=tuple(rows))
