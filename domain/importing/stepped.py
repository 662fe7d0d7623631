"""Milestones in columns: `Milestone 1`, `Milestone 1 date`, `Milestone 2`, `Milestone 2 date` and so on.

Each pair is a part of the action and no action or deadline of its own, so all pairs of a row become one list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from domain.importing.headings import plain
from domain.importing.raw import PieceKind, RawCell, RawDocument, RawPiece, RawRow, RawTable

_STEP = re.compile(
    r"(?P<kind>(?:key )?(?:milestone|step|stage|phase|task|deliverable|gateway|activity)) ?(?:no )?(?P<number>\d{1,2})"
    r"(?: (?P<what>name|description|text|title|detail|date|due|due date|by|by when|when|deadline|target|target date))?"
)
_NAMES = {"", "name", "description", "text", "title", "detail"}
_HEADER_ROWS = 10


@dataclass(slots=True)
class _Step:
    """The columns of one milestone: what, and until when."""

    what: int = -1
    when: int = -1


def with_steps(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with such columns as one list of milestones, and the headings that are gone."""
    gone: dict[str, None] = {}
    blocks = [_table(block, gone) if isinstance(block, RawTable) else block for block in document.blocks]
    return (replace(document, blocks=tuple(blocks)) if gone else document), tuple(gone)


def _table(table: RawTable, gone: dict[str, None]) -> RawTable:
    headers = (index for index, row in enumerate(table.rows[:_HEADER_ROWS]) if len(_steps(row)) > 1)
    start = next(headers, None)
    if start is None or table.hidden:
        return table
    steps = _steps(table.rows[start])
    taken = {place for step in steps.values() for place in (step.what, step.when) if place >= 0}
    gone.update({cell.text: None for cell in table.rows[start].cells if cell.column in taken})
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        kept = tuple(cell for cell in row.cells if index < start or cell.column not in taken)
        if index == start:
            kept = (*kept, RawCell.of(_heading(row, steps), width))
        elif index > start and (lines := _lines(row, steps)):
            pieces = tuple(RawPiece(line, PieceKind.PARAGRAPH) for line in lines)
            kept = (*kept, RawCell(pieces, width))
        rows.append(replace(row, cells=kept))
    return replace(table, rows=tuple(rows))


def _steps(row: RawRow) -> dict[tuple[str, int], _Step]:
    """The milestones that a header names, each with a column for its words and one for its date."""
    found: dict[tuple[str, int], _Step] = {}
    for cell in row.cells:
        match = _STEP.fullmatch(plain(cell.text))
        if match:
            step = found.setdefault((match["kind"], int(match["number"])), _Step())
            if (match["what"] or "") in _NAMES:
                step.what = cell.column
            else:
                step.when = cell.column
    return {name: step for name, step in found.items() if step.what >= 0 and step.when >= 0}


def _heading(row: RawRow, steps: dict[tuple[str, int], _Step]) -> str:
    """`Milestone 1 to 3 checklist`: what the columns are called together."""
    numbers = sorted(number for _, number in steps)
    first = next(cell.text for cell in row.cells if cell.column == steps[min(steps)].what)
    return f"{first} to {numbers[-1]} checklist"


def _lines(row: RawRow, steps: dict[tuple[str, int], _Step]) -> list[str]:
    texts = {cell.column: cell.text for cell in row.cells}
    pairs = [(texts.get(step.what, ""), texts.get(step.when, "")) for _, step in sorted(steps.items())]
    return [f"{what} – {when}" if what and when else what or when for what, when in pairs if what or when]
