"""Parts of a span: its end, its middle, its first half."""

from __future__ import annotations

from domain.language.spans import NoSuchDateError, Span, Unit, add_months, between, day, last_day, shift
from domain.speech import tr

NTH = {
    "1st": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
    "last": -1,
    "second last": -2,
    "2nd last": -2,
}
# Days of a month and of a week, months of a year: early, mid, late.
_MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "1st half": (1, 15), "2nd half": (16, 31)}
_WEEK_PARTS = {"early": (0, 1), "mid": (1, 3), "late": (3, 4)}
_YEAR_PARTS = {"early": (0, 4), "mid": (4, 4), "late": (8, 4), "1st half": (0, 6), "2nd half": (6, 6)}
_QUARTER_PARTS = {"early": (0, 1), "mid": (1, 1), "late": (2, 1)}
_FRIDAY = 4


def part_of(span: Span, part: str) -> Span | None:
    """The part of the span that a word names, or `None` where the word does not fit.

    The end of a week is its Friday; otherwise the end is the last day and the start the first. A third of a month is
    ten days (`mid June` is the 11th to the 20th), of a year four months.
    """
    part = part.replace("second", "2nd")
    if span.unit is Unit.DAY:
        return span if part == "end" else None
    if part == "end" and span.unit is Unit.SEASON:
        return span  # nobody knows the very day on which a season ends
    if part == "end":
        return day(shift(span.first, _FRIDAY) if span.unit is Unit.WEEK else span.last)
    if part == "start":
        return day(span.first)
    if span.unit is Unit.MONTH:
        first, last = _MONTH_PARTS[part]
        return between(span.first.replace(day=first), span.first.replace(day=min(last, span.last.day)))
    if span.unit is Unit.WEEK and part in _WEEK_PARTS:
        return between(*(shift(span.first, days) for days in _WEEK_PARTS[part]))
    table = {Unit.YEAR: _YEAR_PARTS, Unit.QUARTER: _QUARTER_PARTS, Unit.SEASON: _QUARTER_PARTS}.get(span.unit, {})
    if part not in table:
        raise NoSuchDateError(
            tr("I can't tell what “{part}” means there. Type a month or a day.", part=part), tells_what_to_type=True
        )
    start, count = table[part]
    first_day = add_months(span.first, start)
    if span.unit is Unit.SEASON:  # three or four months: the middle of it is not a month of its own
        raise NoSuchDateError(
            tr("I can't tell which days “{part}” means there. Type a month or a day.", part=part),
            tells_what_to_type=True,
        )
    return between(first_day, last_day(add_months(first_day, count - 1)))
