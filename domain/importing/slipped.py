"""Rows with a cell fewer than the others, which a blank cell lost on the way has moved to the left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from domain.importing.columns import Layout
from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.profiles import is_lead_like, is_ref_like
from domain.importing.rags import is_rag_like
from domain.importing.raw import RawCell
from domain.importing.tables import PlanTable, TableRow

_R = ColumnRole
_FEWEST = 3  # rows that are whole
_BETTER = 2  # cells that fit better when the row is moved
_LONGEST = 60  # characters of a date or a colour


def _is_name(text: str) -> bool:
    return is_lead_like(text) and not is_date_like(text) and not is_rag_like(text)


_FITS: Mapping[ColumnRole, Callable[[str], bool]] = {
    _R.LEAD: _is_name,
    _R.DUE: is_date_like,
    _R.DUE_ORIGINAL: is_date_like,
    _R.RAG: is_rag_like,
    _R.REF: is_ref_like,
}
_TEXTS = frozenset({_R.SECTION, _R.RECOMMENDATION, _R.OUTCOME, _R.ACTION, _R.PROGRESS, _R.SUCCESS_MEASURE})


def move_back(tables: Sequence[PlanTable]) -> None:
    """Put such rows right, where their cells fit nothing as they stand and everything one place on; each is noted. In
    what is no plain text each cell has a place of its own, and none is lost.
    """
    for table in tables:
        if not table.rows or not table.rows[0].sheet_or_page.startswith("text"):
            continue
        stretches: dict[Layout, list[TableRow]] = {}
        for row in table.rows:
            stretches.setdefault(row.layout, []).append(row)
        for layout, rows in stretches.items():
            if not any(one.given for one in layout):
                _move_back(table, layout, rows)


def _move_back(table: PlanTable, layout: Layout, rows: Sequence[TableRow]) -> None:
    widths = Counter(len(row.cells) for row in rows)
    full = max(widths, default=0)
    if widths[full] < _FEWEST or widths[full - 1] > widths[full]:
        return
    roles = {column.place: column.role for column in layout}
    for row in rows:
        texts = [row.cells[place].text if place in row.cells else "" for place in range(full - 1)]
        if len(row.cells) != full - 1 or sum(map(bool, texts)) < _FEWEST:
            continue
        before, _ = _score(texts, roles)
        scores = [_score([*texts[:at], "", *texts[at:]], roles) for at in range(full - 1)]
        best = max(range(full - 1), key=lambda at: (scores[at][0], -at))
        if scores[best][0] >= before + _BETTER and not scores[best][1]:
            cells = {place: cell for place, cell in row.cells.items() if place < best}
            cells[best] = RawCell((), best)
            row.cells = cells | {place + 1: cell for place, cell in row.cells.items() if place >= best}
            table.slipped.append((row, next(filter(None, texts[best:]), "")))


def _score(texts: Sequence[str], roles: Mapping[int, ColumnRole]) -> tuple[int, int]:
    """How many cells fit their columns, less those that do not; and how many do not."""
    fit = odd = 0
    for place, text in enumerate(texts):
        role = roles.get(place, _R.OTHER)
        if not text:
            continue
        if role in _FITS:
            fits = _FITS[role](text)
        elif role in _TEXTS:
            fits = len(text) > _LONGEST or not (is_date_like(text) or is_rag_like(text))
        else:
            continue  # whatever may stand there
        fit, odd = fit + fits, odd + (not fits)
    return fit - odd, odd
