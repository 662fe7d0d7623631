"""Tables that stand beside each other on one sheet, with blank columns between them: actions, and who is who."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adapters.documents.excel_sheet import Sheet

_SHARED = 0.7  # of the rows: tables that share more of them are one, with an empty column inside
_WIDE_GAP = 2  # blank columns that part two tables even where the right one only has rows of the left
_FEWEST = 2  # columns of a table


def side_by_side(sheet: Sheet) -> list[Sheet]:
    """The sheet as one sheet for each table that stands beside another, from left to right; mostly just itself."""
    rows: dict[int, set[int]] = {}  # by column: the rows in which something stands
    for number, cells in sheet.rows.items():
        if number not in sheet.hidden_rows:
            for column, cell in cells.items():
                if not cell.is_blank and not sheet.is_hidden_column(column):
                    rows.setdefault(column, set()).add(number)
    groups: list[list[int]] = []
    for column in sorted(rows):
        if groups and column - groups[-1][-1] == 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    joined = groups[:1]
    for left, right in pairwise(groups):
        gap = sum(not sheet.is_hidden_column(column) for column in range(left[-1] + 1, right[0]))
        if _are_two(joined[-1], right, gap, rows):
            joined.append(right)
        else:
            joined[-1] = [*joined[-1], *right]
    if len(joined) < 2 or any(_crosses(sheet, left[-1], right[0]) for left, right in pairwise(joined)):
        return [sheet]
    return [_part(sheet, set(range(columns[0], columns[-1] + 1))) for columns in joined]


def _are_two(left: Sequence[int], right: Sequence[int], gap: int, rows: Mapping[int, set[int]]) -> bool:
    if min(len(left), len(right)) < _FEWEST:
        return False
    one = set.union(*(rows[column] for column in left))
    other = set.union(*(rows[column] for column in right))
    apart = len(one & other) < _SHARED * max(len(one), len(other))
    return apart and len(other) > 1 and (gap >= _WIDE_GAP or bool(other - one))


def _crosses(sheet: Sheet, last: int, first: int) -> bool:
    """Does a merged cell of a row with more words in it lie over the gap?"""
    return any(
        column <= last and column + across > first and sum(not cell.is_blank for cell in sheet.rows[row].values()) > 1
        for (row, column), (_, across) in sheet.spans.items()
        if row in sheet.rows
    )


def _part(sheet: Sheet, columns: set[int]) -> Sheet:
    rows = {}
    for number, cells in sheet.rows.items():
        kept = {at: cell for at, cell in cells.items() if at in columns}
        if any(not cell.is_blank for cell in kept.values()):
            rows[number] = kept
    return replace(sheet, rows=rows)
