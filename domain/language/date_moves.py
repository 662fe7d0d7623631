"""How far a date is moved: `by two weeks`, `another month`, `3 days later`. From which day, the words don't say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from domain.language.date_words import canonical
from domain.language.spans import add_months, shift

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MORE = r"(?:more|extra|further)"
_LENGTH = rf"(?:(?P<count>\d{{1,3}}|an?) )?(?:{_MORE} )?(?P<unit>days?|weeks?|fortnights?|months?|quarters?|years?)"
_MOVED = (
    re.compile(rf"by (?:another |(?:a )?{_MORE} )?{_LENGTH}"),
    re.compile(rf"(?:by )?(?:another|an? (?:extra|further)|an extension of) ?{_LENGTH}"),
    re.compile(rf"(?:by )?{_LENGTH} (?:later|longer|extra|further|more|on|after (?:that|its? date|the date))"),
)


@dataclass(frozen=True, slots=True)
class Length:
    """So many days or months."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """The day so much later.

        Raises:
            NoSuchDateError: beyond the calendar.
        """
        return add_months(day, self.months) if self.months else shift(day, self.days)


def moved_by(text: str) -> Length | None:
    """The length in such words; `None` where they are something else, such as a date."""
    words = re.sub(r"^back (?:by )?(?=\S)", "by ", canonical(text))  # `move 8 back a week`
    if re.search(rf"^(?:by )?\d{{1,3}} {_MORE} ", words):  # `2 more weeks` moves as `another 2 weeks` does
        words = "another " + re.sub(rf"^by |\b{_MORE} ", "", words)
    for pattern in _MOVED:
        match = pattern.fullmatch(words)
        if match is not None and "unit" in match.groupdict():
            unit, said = match["unit"].rstrip("s"), match["count"]
            count = int(said) if said and said.isdecimal() else 1
            return Length(count * _DAYS.get(unit, 0), count * _MONTHS.get(unit, 0)) if count else None
    return None
