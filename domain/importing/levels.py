"""Which level of the plan a column names, where lines between the rows name the level above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.importing.columns import Layout
from domain.importing.draft import ColumnRole
from domain.importing.headings import plain
from domain.importing.parts import Mark
from domain.importing.tables import PlanTable

_R = ColumnRole
_HIGHER = re.compile(r"(?i)^\W*(?:theme|strand|pillar|work ?stream|domain|chapter|part|programme|section|mission)\b")
_LOWER = re.compile(r"(?:.* )?(?:goals?|aims?|objectives?|ambitions?|focus|priorit(?:y|ies)|outcomes?|commitments?)")


def settle_levels(tables: Sequence[PlanTable]) -> None:
    """Below `Theme 1: ...` a column of goals holds what the plan recommends, and no sections beside the themes."""
    for table in tables:
        themed = any(isinstance(item, Mark) and _HIGHER.match(item.text) for item in table.items)
        if not themed or table.has(_R.RECOMMENDATION) or not table.has(_R.ACTION):
            continue
        table.layout = _lowered(table.layout)
        for row in table.rows:
            row.layout = _lowered(row.layout)


def _lowered(layout: Layout) -> Layout:
    return tuple(
        replace(column, role=_R.RECOMMENDATION)
        if column.role is _R.SECTION and not column.given and _LOWER.fullmatch(plain(column.heading))
        else column
        for column in layout
    )
