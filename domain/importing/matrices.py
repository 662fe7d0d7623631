"""A column for each agency: `Send notices within 24 hours. Lead: DI Holt. By: 31 May 2026` under `Police`.

Each such cell is an action of the recommendation that its row names. They are written below each other, with a column
that says whose they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.labels import Label, split_labels
from domain.importing.rags import is_rag_like
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable

_R = ColumnRole
_WORK = {_R.LEAD, _R.DUE}
_HEADER_ROWS = 8
_MOST = 40  # columns
WHOSE = "Whose action"
STATE = "Status"  # the columns of a board: `To do`, `Doing`, `Done`
_COUNTED = re.compile(r"\s*\(\d{1,3}\)$")
_ACTION = "Action"


def with_matrices(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with such tables written out, and the labels that became headings."""
    labels: dict[str, None] = {}
    blocks = [_table(block, labels) if isinstance(block, RawTable) else block for block in document.blocks]
    return (replace(document, blocks=tuple(blocks)) if labels else document), tuple(labels)


def _table(table: RawTable, labels: dict[str, None]) -> RawTable:
    width = max((cell.column + cell.column_span for row in table.rows for cell in row.cells), default=0)
    if table.hidden or len(table.rows) < 2 or width > _MOST:
        return table
    found: dict[int, list[int]] = {}  # by column: the rows in which an action says who or when itself
    filled: dict[int, int] = {}
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            if cell.is_blank:
                continue
            filled[cell.column] = filled.get(cell.column, 0) + 1
            before, pairs = split_labels(cell.text) if ":" in cell.text else ("", [])
            if before and {label.role for label, _ in pairs} & _WORK:
                found.setdefault(cell.column, []).append(index)
    first = min((rows[0] for rows in found.values()), default=0)
    if len(found) < 2 or not 0 < first <= _HEADER_ROWS:
        return table
    head = table.rows[first - 1]
    names = {cell.column: cell.text for cell in head.cells if cell.column in found}
    below = {column: count - bool(names.get(column)) for column, count in filled.items()}
    steady = all(len(rows) * 5 >= 3 * below[column] for column, rows in found.items())
    if len(names) < len(found) or not steady or any(_is_work(name) for name in names.values()):
        return table
    return _written(table, first, names, labels)


def _is_work(heading: str) -> bool:
    """`Action` or `Milestones`: no name of an agency, although names of agencies may mean a lead."""
    return any(meaning.role in {_R.ACTION, _R.PROGRESS, _R.DUE, _R.RAG} for meaning in meanings(heading)[:1])


def _written(table: RawTable, first: int, names: dict[int, str], labels: dict[str, None]) -> RawTable:
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    slots: dict[str, Label] = {}
    for row in table.rows[first:]:
        for cell in row.cells:
            if cell.column in names:
                slots.update({label.slot: label for label, _ in split_labels(cell.text)[1] if label.slot not in slots})
    states = {column: _COUNTED.sub("", name) for column, name in names.items()}
    if board := sum(map(is_rag_like, states.values())) * 2 >= len(names):
        labels.update(dict.fromkeys(names.values()))
        names = states
    order = list(slots)
    labels.update(dict.fromkeys(label.printed for label in slots.values()))
    place = {slot: width + 2 + at for at, slot in enumerate(order)}
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        own = tuple(cell for cell in row.cells if cell.column not in names)
        if index < first - 1:
            rows.append(row)
            continue
        if index == first - 1:
            added = [RawCell.of(STATE if board else WHOSE, width), RawCell.of(_ACTION, width + 1)]
            added += [RawCell.of(slots[slot].printed, place[slot]) for slot in order]
            rows.append(replace(row, cells=(*own, *added)))
            continue
        several = [cell for cell in row.cells if cell.column in names and not cell.is_blank]
        for number, cell in enumerate(several):
            rows.append(replace(row, cells=(*(own if not number else ()), *_cells(cell, names, width, place))))
        if not several:
            rows.append(replace(row, cells=own))
    return replace(table, rows=tuple(rows), header_rows=0)


def _cells(cell: RawCell, names: dict[int, str], width: int, place: dict[str, int]) -> list[RawCell]:
    before, pairs = split_labels(cell.text)
    values: dict[str, list[str]] = {}
    for label, text in pairs:
        values.setdefault(label.slot, []).append(text)
    text = before if before or pairs else cell.text
    found = [RawCell.of(names[cell.column], width), RawCell.of(text, width + 1)]
    return found + [RawCell.of("; ".join(texts), place[slot]) for slot, texts in values.items() if any(texts)]
