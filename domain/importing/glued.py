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
    """Do the actions begin with `A1`, `A2`, `A3` ...: the same letters, and numbers that only rise?"""
    found = [
        re.fullmatch(r"([A-Z]{1,3}[-.]?)0*(\d{1,3})", (split_ref(cell.pieces[0].text) or ("",))[0])
        for row in table.rows
        for column in row.layout
        if column.role is _R.ACTION and (cell := row.cells.get(column.place)) is not None and cell.pieces
    ]
    numbers = [int(one[2]) for one in found if one]
    same = len({one[1] for one in found if one}) == 1
    return len(numbers) > 1 and len(numbers) == len(found) and same and numbers == sorted(set(numbers))
