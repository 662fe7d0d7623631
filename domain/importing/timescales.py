"""Words for times that a plan explains itself: `Short term = within 3 months`. They are suggested, never taken."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.due import say_date
from domain.importing.dates import find_dates
from domain.importing.duedates import Doubt, DueReading

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_ENTRY = re.compile(
    r"(?P<name>(?:very )?(?:immediate|urgent|quick win|short|medium|long|longer)(?:[- ]term)?|priority \d"
    r"|[ISML](?=\s*[=:]))"
    r"\s*(?:\([A-Z]{1,2}\)\s*)?(?:=|:|–|-|\(|means|is)\s*"
    r"(?P<span>(?:up to |within |under |less than |the next |by |in )*"
    rf"(?:(?P<low>{_COUNT})\s*(?:-|–|to)\s*)?(?P<high>{_COUNT})\s*(?P<unit>days?|weeks?|months?|years?))",
    re.IGNORECASE,
)
_NAME = r"(?P<name>(?:very )?(?:immediate|urgent|quick win|short|medium|long|longer)(?:[- ]term)?)"
_DATED = re.compile(
    rf"{_NAME}\s*(?:=|:|–|-|\(|means|is)\s*(?P<span>(?:by|until|before)\s[^;,.()]{{4,30}})", re.IGNORECASE
)
_LONGEST = 500  # characters of a line with a key


@dataclass(frozen=True, slots=True)
class Timescale:
    """What a word for a time means: its words, and how many days or months it gives at most."""

    words: str
    days: int = 0
    months: int = 0
    last: date | None = None  # the day itself, where the key names it

    def ends(self, start: date) -> date:
        """The last day, counted from the day of the plan."""
        if not self.months:
            return start + timedelta(days=self.days)
        place = start.month - 1 + self.months
        year, month = start.year + place // 12, place % 12 + 1
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def find_timescales(lines: Iterable[str]) -> dict[str, Timescale]:
    """The key of times among the lines of a document, by word (lower case). One entry alone is no key."""
    found: dict[str, Timescale] = {}
    for line in lines:
        for match in _ENTRY.finditer(line) if len(line) <= _LONGEST else ():
            number = match["high"].lower()
            count = _NUMBERS.get(number) or int(number)
            unit = match["unit"].lower()
            days = count * (7 if unit.startswith("week") else 1)
            months = count * 12 if unit.startswith("year") else count if unit.startswith("month") else 0
            found.setdefault(_folded(match["name"]), Timescale(match["span"], 0 if months else days, months))
        for match in _DATED.finditer(line) if len(line) <= _LONGEST else ():
            dates = [one.latest for one in find_dates(match["span"]) if one.latest and not one.needs_check]
            if len(dates) == 1:
                found.setdefault(_folded(match["name"]), Timescale(match["span"].strip(), last=dates[0]))
    return found if len(found) > 1 else {}


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def explained(reading: DueReading, scales: Mapping[str, Timescale], as_at: date | None) -> tuple[Doubt, ...]:
    """The questions about a deadline, with what the plan's own key of times makes of it."""
    printed = reading.due.text
    scale = scales.get(_folded(printed)) if scales else None
    if scale is None or reading.due.latest is not None:
        return reading.doubts
    if scale.last is not None:
        day = say_date(scale.last)
        return (Doubt(f"“{printed}” means {scale.words}, the plan says. Is that {day}?", day),)
    if as_at is None:
        message = f"“{printed}” means {scale.words}, the plan says, but not from which day. When is this due?"
        return (Doubt(message),)
    day = say_date(scale.ends(as_at))
    message = f"“{printed}” means {scale.words}, the plan says. From its date, {say_date(as_at)}, that is {day}. Right?"
    return (Doubt(message, day),)
