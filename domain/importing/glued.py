"""Refs that stand before the texts they number, told by what the whole column does."""

from __future__ import annotations

import re

from domain.importing.columns import Column
from domain.importing.draft import ColumnRole
from domain.importing.lists import starts_inside
from domain.importing.profiles import is_ref_like
from domain.importing.raw import RawPiece
from domain.importing.refs import follows, full_ref, split_ref
from domain.importing.tables import PlanTable, TableRow

_R = ColumnRole


def pieces_of(row: TableRow, column: Column) -> tuple[RawPiece, ...]:
    """What stands in a cell of this row, piece by piece."""
    cell = row.cells.get(column.place)
    return cell.pieces if cell else ()


def most_begin_with_refs(table: PlanTable, role: ColumnRole) -> bool:
    """Do most texts of this column begin with a ref, on the pages where refs have no column of their own?"""
    texts = []
    labels = 0
    for row in table.rows:
        if any(column.role is _R.REF for column in row.layout):
            continue
        column = next((one for one in row.layout if one.role is role), None)
        pieces = pieces_of(row, column) if column else ()
        if pieces and not (row.after_break and starts_inside(pieces[0].text)):
            labels += bool(pieces[0].label and is_ref_like(pieces[0].label))
            texts.append(pieces[0].text)
    previous, hits = "", 0
    for text in texts:
        glued = split_ref(text)
        if glued and (glued[2] or follows(full_ref(glued[0], previous), previous)):
            hits += 1
            previous = full_ref(glued[0], previous)
    return bool(texts) and (hits + labels) * 2 >= len(texts)


def are_in_series(table: PlanTable) -> bool:
    """Do the actions begin with `A1`, `A2`, `A3` ...: letters, and numbers that only rise for each of them?

    Several letters (`G1.` under one theme, `S1.` under the next) need a mark that closes each number.
    """
    texts = [
        split_ref(cell.pieces[0].text) or ("", "", False)
        for row in table.rows
        for column in row.layout
        if column.role is _R.ACTION and (cell := row.cells.get(column.place)) is not None and cell.pieces
    ]
    found = [re.fullmatch(r"([A-Z]{1,3}[-.]?)0*(\d{1,3})", text[0]) for text in texts]
    series: dict[str, list[int]] = {}
    for one in found:
        if one:
            series.setdefault(one[1], []).append(int(one[2]))
    rising = all(numbers == sorted(set(numbers)) for numbers in series.values())
    same = len(series) == 1 or (bool(series) and all(text[2] for text in texts))
    return len(found) > 1 and all(found) and same and rising
