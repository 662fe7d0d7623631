"""Which level of the plan a column names, where lines between the rows name the level above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.importing.columns import Layout
from domain.importing.draft import ColumnRole
from domain.importing.headings import Shade, plain
from domain.importing.parts import Mark
from domain.importing.tables import PlanTable, TableRow

_R = ColumnRole
_HIGHER = re.compile(r"(?i)^\W*(?:theme|strand|pillar|work ?stream|domain|chapter|part|programme|section|mission)\b")
_A_PLAN = re.compile(r"(?i)\b(?:plan|log|tracker|register|strategy|programme)\b")
_LOWER = re.compile(r"(?:.* )?(?:goals?|aims?|objectives?|ambitions?|focus|priorit(?:y|ies)|outcomes?|commitments?)")


def settle_levels(tables: Sequence[PlanTable], title: str = "") -> None:
    """Below `Theme 1: ...` a column of goals holds what the plan recommends, and no sections beside the themes.

    The title of the plan opens no section, and of dates that were revised more than once the last that is filled holds.
    """
    for table in tables:
        if _A_PLAN.search(title):
            table.items = [item for item in table.items if not (isinstance(item, Mark) and item.text == title)]
        for row in table.rows:
            _fill_revised(row)
        themed = any(isinstance(item, Mark) and _HIGHER.match(item.text) for item in table.items)
        if not themed or table.has(_R.RECOMMENDATION) or not table.has(_R.ACTION):
            continue
        table.layout = _lowered(table.layout)
        for row in table.rows:
            row.layout = _lowered(row.layout)


def _fill_revised(row: TableRow) -> None:
    """`2nd revised date` is blank, and `1st revised date` is not: that one holds."""
    due = next((column for column in row.layout if column.role is _R.DUE and column.shade is Shade.REVISED), None)
    before = [column for column in row.layout if column.role is not _R.DUE and column.shade is Shade.REVISED]
    if due is None or ((there := row.cells.get(due.place)) and not there.is_blank):
        return
    for column in reversed(before):
        cell = row.cells.get(column.place)
        if cell is not None and not cell.is_blank:
            row.cells[due.place] = replace(cell, column=due.place)
            return


def _lowered(layout: Layout) -> Layout:
    return tuple(
        replace(column, role=_R.RECOMMENDATION)
        if column.role is _R.SECTION and not column.given and _LOWER.fullmatch(plain(column.heading))
        else column
        for column in layout
    )
