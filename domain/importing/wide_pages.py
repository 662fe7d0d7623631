"""A wide sheet as it is printed: its left columns on one page, its right columns, row for row, on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.raw import RawBlock, RawDocument, RawRow, RawTable

_R = ColumnRole
_TEXTS = {_R.ACTION, _R.RECOMMENDATION}
_WORK = {_R.LEAD, _R.DUE}
_FEWEST = 2  # rows of each half
_LONGEST = 60  # characters of a heading


def with_wide_pages(document: RawDocument) -> RawDocument:
    """The document with the columns of such pages side by side again, and a question about it."""
    pages = [
        (index, block, _roles(block))
        for index, block in enumerate(document.blocks)
        if isinstance(block, RawTable) and not block.hidden and block.sheet_or_page.startswith(("page", "text"))
    ]
    left = [(index, table) for index, table, roles in pages if roles & _TEXTS and not roles & _WORK]
    right = [(index, table) for index, table, roles in pages if roles & _WORK and not roles & _TEXTS]
    if not left or len(left) != len(right) or len(pages) != 2 * len(left):
        return document
    blocks: list[RawBlock | None] = list(document.blocks)
    for (at, one), (other_at, other) in zip(left, right, strict=True):
        numbered = _numbers(one) == _numbers(other)
        if len(one.rows) != len(other.rows) or len(one.rows) < _FEWEST:
            return document
        if not numbered and (one.sheet_or_page == other.sheet_or_page or _R.REF in _roles(other)):
            return document
        blocks[at], blocks[other_at] = _joined(one, _without_numbers(other) if numbered else other), None
    pairs = ", ".join(f"{_place(one)} and {_place(other)}" for (_, one), (_, other) in _some(left, right))
    doubt = (
        f"The columns of a wide table stand on two pages each ({pairs}). I put their rows side by side, in order. "
        "Is that right?"
    )
    return replace(document, blocks=tuple(one for one in blocks if one is not None), doubts=(*document.doubts, doubt))


def _place(table: RawTable) -> str:
    return table.sheet_or_page if table.sheet_or_page != "text" else f"line {table.rows[0].number}"


def _some(
    left: Sequence[tuple[int, RawTable]], right: Sequence[tuple[int, RawTable]]
) -> list[tuple[tuple[int, RawTable], tuple[int, RawTable]]]:
    return list(zip(left, right, strict=True))[:5]


def _roles(table: RawTable) -> set[ColumnRole]:
    """What the first row promises, if it reads as a header: a known heading in each filled cell."""
    texts = [text for text in table.rows[0].texts if text]
    found = [meant[0].role for text in texts if len(text) <= _LONGEST and (meant := meanings(text))]
    return set(found) if len(found) == len(texts) and len(texts) > 1 else set()


def _numbers(table: RawTable) -> list[str]:
    """What stands in the first column below a heading of numbers; where there is none, something of its own."""
    first = [next((cell.text for cell in row.cells if not cell.column), "") for row in table.rows]
    meant = meanings(first[0])
    return first if meant and meant[0].role is _R.REF and len(set(first)) == len(first) else [repr(table.rows)]


def _without_numbers(table: RawTable) -> RawTable:
    rows = [
        replace(row, cells=tuple(replace(cell, column=cell.column - 1) for cell in row.cells if cell.column))
        for row in table.rows
    ]
    return replace(table, rows=tuple(rows))


def _joined(left: RawTable, right: RawTable) -> RawTable:
    width = max(cell.column + cell.column_span for row in left.rows for cell in row.cells)
    rows: list[RawRow] = []
    for one, other in zip(left.rows, right.rows, strict=True):
        moved = tuple(replace(cell, column=cell.column + width) for cell in other.cells)
        rows.append(replace(one, cells=(*one.cells, *moved)))
    return replace(left, rows=tuple(rows))
