"""Dates in a search: `due before June`, `updated since Monday`. Both may look back, where a deadline never does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.due import WEEKDAYS, Due, Precision, say_date, speak_date
from domain.language.dates import Ambiguous, InThePast, Read, read_date
from domain.language.spans import NoSuchDateError, add_months, shift
from domain.speech import tr

_SOON_DAYS = 30
_HOW = re.compile(
    r"(?P<how>before|by|until|till|up to|after|from|since|on or before|on|in|during|within)\s+(?P<when>.+)"
)
_SOMETIME = re.compile(
    r"(?:in |within |over )?(?:the )?(?:next |coming )?(?P<n>\d{1,4}) (?P<unit>day|week|month)s?(?: time)?"
)
_AGO = re.compile(
    r"(?:(?:in|over|for|within|since) )?(?:the )?(?:last |past )?"
    r"(?P<n>\d{1,4}) (?P<unit>day|week|month|year)s?(?: ago)?"
)
_LAST_ONE = re.compile(r"(?:in|over|for|within) (?:the )?(?:last|past) (?P<unit>day|week|month|year)")
_SINCE = re.compile(r"(?:(?:since|after|from|in|on|during|this week since) )?(?P<when>.+)")
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "six": "6", "a": "1"}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, either of which may be open, and how that is said."""

    first: date | None
    last: date | None
    said: str


def due_span(words: str, today: date, quarter_start_month: int) -> Span | None:
    """What `due ...` asks for; `None` where the words are no date."""
    if words in {"soon", "next", "shortly"}:
        return Span(today, today + timedelta(days=_SOON_DAYS), tr("in the next {days} days", days=_SOON_DAYS))
    words = " ".join(_WORDS.get(word, word) for word in words.split())
    if ahead := _SOMETIME.fullmatch(words):
        last = _moved(today, int(ahead["n"]), ahead["unit"])
        return None if last is None else Span(today, last, tr("by {date}", date=say_date(last)))
    how, when = "in", words
    if match := _HOW.fullmatch(words):
        how, when = match["how"], match["when"]
    found = _read(when, today, quarter_start_month)
    if found is None or found.earliest is None or found.latest is None:
        return None
    name = speak_date(found.text)
    one_day = found.earliest == found.latest
    try:
        match how:
            case "before":
                return Span(None, shift(found.earliest, -1), tr("before {date}", date=name))
            case "by" | "until" | "till" | "up to" | "on or before" | "within":
                return Span(None, found.latest, tr("by {date}", date=name))
            case "after":
                return Span(shift(found.latest, 1), None, tr("after {date}", date=name))
            case "from" | "since":
                return Span(found.earliest, None, tr("from {date}", date=name))
    except NoSuchDateError:
        return None
    if one_day:
        return Span(found.earliest, found.latest, tr("on {date}", date=name))
    days = found.precision is Precision.RANGE  # `from 23 November 2026 to 29 November 2026`
    return Span(found.earliest, found.latest, tr("from {date}", date=name) if days else tr("in {date}", date=name))


def since_day(words: str, today: date, quarter_start_month: int) -> tuple[date, str] | None:
    """The day from which `updated ...` counts, never later than today, and how that is said."""
    words = " ".join(_WORDS.get(word, word) for word in words.split())
    ago = _AGO.fullmatch(words) or _LAST_ONE.fullmatch(words)
    if ago is not None:
        count = int(ago["n"]) if "n" in ago.groupdict() else 1
        day = _moved(today, -count, ago["unit"])
    else:
        match = _SINCE.fullmatch(words)
        day = _back(match["when"], today, quarter_start_month) if match else None
    if day is None or day > today:
        return None
    return day, tr("since {date}", date=say_date(day))


def _back(when: str, today: date, quarter_start_month: int) -> date | None:
    named = when.removeprefix("last ")
    for number, weekday in enumerate(WEEKDAYS):
        if named in {weekday.lower(), weekday[:3].lower()}:
            return today - timedelta(days=(today.weekday() - number) % 7 or 7)
    found = _read(when, today, quarter_start_month)
    day = None if found is None else found.earliest
    years = 0
    while day is not None and day > today and years < 2:  # `1 October`, typed in November, is last month's
        day, years = add_months(day, -12), years + 1
    return day


def _read(when: str, today: date, quarter_start_month: int) -> Due | None:
    match read_date(when, today=today, quarter_start_month=quarter_start_month, prefer="council"):
        case Read(due=due) | InThePast(due=due):
            return due
        case Ambiguous(choices=choices):
            return choices[0].due
    return None


def _moved(day: date, count: int, unit: str) -> date | None:
    try:
        if unit in {"month", "year"}:
            return add_months(day, count * (12 if unit == "year" else 1))
        return shift(day, count * (7 if unit == "week" else 1))
    except NoSuchDateError:
        return None
