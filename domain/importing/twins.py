"""Tables beside each other under the same headings, two or three times: they are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.importing.headers import is_header
from domain.importing.headings import plain
from domain.importing.raw import RawBlock, RawBreak, RawDocument, RawRow, RawTable

_TOP = 4  # rows in which the header stands
_FEWEST = 2  # headings of each table
_MOST = 3  # tables beside each other


def with_twins(document: RawDocument) -> RawDocument:
    """The document with such tables below each other."""
    blocks: list[RawBlock] = []
    for block in document.blocks:
        starts = _starts(block) if isinstance(block, RawTable) else []
        if isinstance(block, RawTable) and len(starts) > 1:
            ends = [*starts[1:], 10_000]
            for start, end in zip([0, *starts[1:]], ends, strict=True):
                blocks += [replace(block, rows=_part(block.rows, start, end), apart=True, offered=()), RawBreak()]
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _starts(table: RawTable) -> list[int]:
    """The columns in which each of the tables begins, if the header says the same two or three times."""
    for row in table.rows[:_TOP]:
        named = [(cell.column, plain(cell.text)) for cell in row.cells if cell.text]
        for times in range(2, _MOST + 1):
            size, rest = divmod(len(named), times)
            if rest or size < _FEWEST:
                continue
            groups = [[text for _, text in named[at : at + size]] for at in range(0, len(named), size)]
            if all(group == groups[0] for group in groups) and len(set(groups[0])) == size and is_header(groups[0]):
                return [named[at][0] for at in range(0, len(named), size)]
    return []


def _part(rows: Sequence[RawRow], start: int, end: int) -> tuple[RawRow, ...]:
    found = []
    for row in rows:
        cells = [replace(cell, column=cell.column - start) for cell in row.cells if start <= cell.column < end]
        if any(not cell.is_blank for cell in cells):
            found.append(replace(row, cells=tuple(cells)))
    return tuple(found)
