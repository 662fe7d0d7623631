"""How an action stands as a tick under one of several states: `x` below `Not started`, `Under way` or `Finished`."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.rags import is_rag_like
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable

_TICK = re.compile(r"[xX✓✔●■◆▲★*√ü•1]|[Yy](?:es)?")
_HEADER_ROWS = 8
HEADING = "Status"


def with_states(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with one column of states for such columns, and the headings and ticks that are gone."""
    gone: dict[str, None] = {}
    doubts: dict[str, None] = {}
    blocks = [_table(block, gone, doubts) if isinstance(block, RawTable) else block for block in document.blocks]
    if not gone:
        return document, ()
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts)), tuple(gone)


def _table(table: RawTable, gone: dict[str, None], doubts: dict[str, None]) -> RawTable:
    if table.hidden or len(table.rows) < 2:
        return table
    for start, head in enumerate(table.rows[:_HEADER_ROWS]):
        states = {cell.column: cell.text for cell in head.cells if len(cell.text) < 30 and is_rag_like(cell.text)}
        others = {found[0].role for cell in head.cells if cell.column not in states and (found := meanings(cell.text))}
        if len(states) < 2 or len(others) < 2 or ColumnRole.RAG in others:
            continue
        cells = [cell for row in table.rows[start + 1 :] for cell in row.cells if cell.column in states and cell.text]
        ticks = {cell.text for cell in cells}
        if not cells or not all(_TICK.fullmatch(tick) for tick in ticks):
            continue
        gone.update(dict.fromkeys((*states.values(), *ticks)))
        several = [row.number for row in table.rows[start + 1 :] if len(_ticked(row, states)) > 1]
        if several:
            doubts[f"In row {several[0]} more than one state is ticked. I kept them all. Which one holds?"] = None
        return _written(table, start, states)
    return table


def _ticked(row: RawRow, states: dict[int, str]) -> list[str]:
    return [states[cell.column] for cell in row.cells if cell.column in states and cell.text]


def _written(table: RawTable, start: int, states: dict[int, str]) -> RawTable:
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    head = table.rows[start]
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        if index < start:
            rows.append(row)
            continue
        own = tuple(cell for cell in row.cells if cell.column not in states)
        said = HEADING if index == start or row.texts == head.texts else " / ".join(_ticked(row, states))
        rows.append(replace(row, cells=(*own, RawCell.of(said, width))))
    return replace(table, rows=tuple(rows))
