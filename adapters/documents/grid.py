"""Cells with spans, as web pages and word processors have them, on the columns that people see."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.importing.raw import RawRow, UnreadableDocument
from domain.speech import marked

MAX_CELLS = 2_000_000
TOO_MANY_CELLS = marked("This file has too many cells to be a plan. Save only the plan, and try again.")


@dataclass(slots=True)
class CellCount:
    """How many places the cells of a file take, spans counted; more than a plan can need is refused."""

    seen: int = 0

    def add(self, places: int) -> None:
        """Count on. Raises `UnreadableDocument` at the limit."""
        self.seen += places
        if self.seen > MAX_CELLS:
            raise UnreadableDocument(TOO_MANY_CELLS)


def dense(rows: Sequence[RawRow], same: Sequence[int] = ()) -> tuple[RawRow, ...]:
    """The rows on the columns at which some cell begins, counted from 0.

    `same` gives each fine column the column it is drawn at: borders that miss each other by a hair are one.
    """

    def at(column: int) -> int:
        return same[column] if column < len(same) else column

    starts = sorted({at(cell.column) for row in rows for cell in row.cells})
    found = []
    for row in rows:
        cells = []
        free = 0
        for cell in row.cells:
            place = max(free, bisect_left(starts, at(cell.column)))
            end = max(place + 1, bisect_left(starts, at(cell.column + cell.column_span)))
            same_place = (place, end - place) == (cell.column, cell.column_span)
            cells.append(cell if same_place else replace(cell, column=place, column_span=end - place))
            free = place + 1
        found.append(RawRow(tuple(cells), row.number, row.hidden))
    return tuple(found)


def pictures_as_text(pieces: int, alternatives: Sequence[str]) -> str:
    """What a cell of pictures only says: their descriptions, where these are a word or two."""
    short = [text for text in alternatives if 0 < len(text) <= 30]
    return " ".join(dict.fromkeys(short)) if not pieces else ""
