"""Workbooks with one sheet for each quarter or month: the same plan copied on, of which the newest is current."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.documents.excel_sheet import Sheet
from domain.importing.dates import find_dates

_QUARTER = re.compile(r"\b(?:q|qtr|quarter)\s*(?P<quarter>[1-4])\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:20)?(?P<year>\d{2})(?:\s*[-/–]\s*(?:20)?\d{2})?(?!\d)")
_WORDS = 12  # characters from which a text tells one action from another
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Copies:
    """Sheets that hold the same plan at several times: the newest, and those before it."""

    newest: Sheet
    older: tuple[Sheet, ...]


def find_copies(sheets: Sequence[Sheet]) -> Copies | None:
    """The copies of one plan among sheets that are named after quarters, months or days; nothing if there are none."""
    timed = [(when, index, sheet) for index, sheet in enumerate(sheets) if (when := _when(sheet.title)) is not None]
    if len(timed) < 2 or len({when[0] is None for when, _, _ in timed}) > 1:
        return None
    timed.sort(key=lambda one: (one[0][0] or 0, one[0][1], one[1]))
    newest = timed[-1][2]
    texts = _texts(newest)
    older = tuple(sheet for _, _, sheet in timed[:-1] if _is_same(_texts(sheet), texts))
    return Copies(newest, older) if older and len(older) == len(timed) - 1 else None


def _when(title: str) -> tuple[int | None, int] | None:
    """The year (none where the title has none) and a number that orders what lies in it."""
    quarter = _QUARTER.search(title)
    if quarter:
        year = _YEAR.search(_QUARTER.sub(" ", title))
        return (int(year["year"]) if year else None), int(quarter["quarter"])
    found = [one for one in find_dates(title) if one.earliest is not None]
    if not found or found[0].earliest is None:
        return None
    day = found[0].earliest
    if found[0].year_missing:
        return None, day.month * 31 + day.day
    return day.year % 100, day.month * 31 + day.day


def _texts(sheet: Sheet) -> set[str]:
    return {
        cell.text.casefold()
        for number, row in sheet.rows.items()
        if number not in sheet.hidden_rows
        for cell in row.values()
        if len(cell.text) >= _WORDS
    }


def _is_same(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _ALIKE * max(1, min(len(one), len(other)))
