"""Weeks as headings of a timetable: `7 Sep`, `14 Sep`, `21 Sep`, each a week after the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from domain.importing.raw import RawCell, RawRow

_FEWEST = 3  # weeks that make a timetable
_WEEK = timedelta(days=7)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
_DAY = re.compile(
    r"(?i)(?P<kind>w/?[ce]\W*|week (?:of|commencing|ending|beginning) |mon(?:day)? )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"[ ./-](?P<month>[a-z]{3,9}|\d{1,2})(?:[ ./-](?P<year>(?:20)?\d\d))?"
)
_YEAR = re.compile(r"\b20\d\d\b")


def weeks_of(row: RawRow, above: Sequence[RawRow]) -> dict[int, str]:
    """The weeks that the cells of a row name, by column (`w/c 7 September 2026`); nothing for another row.

    The year is that of real dates, else printed here or in the rows above; without any there are no weeks.
    """
    said = next((year[0] for one in reversed(above) for text in one.texts if (year := _YEAR.search(text))), "")
    days: list[tuple[int, date]] = []
    ending = False
    for cell in row.cells:
        before = days[-1][1] if days else None
        found, is_ending = _day(cell, before, said)
        if found is not None:
            days.append((cell.column, found))
            ending = ending or is_ending
    if len(days) < _FEWEST or any(later - one != _WEEK for (_, one), (_, later) in pairwise(days)):
        return {}
    first = timedelta(days=6) if ending else timedelta()
    return {column: f"w/c {_said(day - first)}" for column, day in days}


def _said(day: date) -> str:
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def _day(cell: RawCell, before: date | None, said: str) -> tuple[date | None, bool]:
    """The day that a heading names, and whether it is the last of its week."""
    if cell.day is not None:
        return cell.day, False
    match = _DAY.fullmatch(cell.text.strip())
    if match is None:
        return None, False
    word = match["month"].lower()
    month = int(word) if word.isdecimal() else _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0
    printed = match["year"] or said or (str(before.year) if before else "")
    if not printed or not 1 <= month <= 12:
        return None, False
    year = int(printed) if len(printed) == 4 else 2000 + int(printed)
    if before is not None and not match["year"]:
        year = before.year + (month < before.month)  # January comes after December
    try:
        return date(year, month, int(match["day"])), bool(re.match(r"(?i)w/?e|week ending", match["kind"] or ""))
    except ValueError:
        return None, False
