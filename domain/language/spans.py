"""Spans of days and the arithmetic on them: what the date grammar builds its readings from."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.due import MONTHS, Due, Precision, plain_date, say_date, say_date_with_weekday
from domain.speech import marked, spoken, tr

CALENDAR_YEAR = 1
COUNCIL_YEAR = 4
# Leap days and weekdays that must agree with a day of the month come back within this many years.
_YEARS_AHEAD = 12
_DAYS_OF_WEEK = 7
_FRIDAY = 4


class Unit(StrEnum):
    """What a span is made of; decides what its `end` or `middle` is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SEASON = "season"
    RANGE = "range"


_PRECISION = {
    Unit.DAY: Precision.DAY,
    Unit.WEEK: Precision.RANGE,
    Unit.MONTH: Precision.MONTH,
    Unit.QUARTER: Precision.QUARTER,
    Unit.HALF: Precision.RANGE,
    Unit.YEAR: Precision.YEAR,
    Unit.SEASON: Precision.SEASON,
    Unit.RANGE: Precision.RANGE,
}


_SEASONS = {
    "spring": marked("Spring"),
    "summer": marked("Summer"),
    "autumn": marked("Autumn"),
    "winter": marked("Winter"),
}


class NoSuchDateError(Exception):
    """The words have the form of a date, but there is no such day; the message says so to the person, and, if
    `tells_what_to_type`, what to type instead.
    """

    def __init__(self, said: str, *, tells_what_to_type: bool = False) -> None:
        super().__init__(said)
        self.tells_what_to_type = tells_what_to_type


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both inclusive, under a name that needs no context: `Q3 2026/27`, `30 June 2026`."""

    unit: Unit
    first: date
    last: date
    name: str
    note: str = ""

    @property
    def due(self) -> Due:
        """The span as a deadline."""
        return Due(
            text=self.name, precision=_PRECISION[self.unit], earliest=self.first, latest=self.last, note=self.note
        )

    @classmethod
    def of(cls, unit: Unit, first: date) -> Span:
        """The day, or the month, that starts on `first`."""
        return month(first.year, first.month) if unit is Unit.MONTH else day(first)

    @property
    def label(self) -> str:
        """What a button says: `Friday 27 November 2026`, `Q3 2026/27 (October to December 2026)`."""
        match self.unit:
            case Unit.DAY:
                return say_date_with_weekday(self.last)
            case Unit.MONTH:
                return self.due.describe()
            case Unit.QUARTER | Unit.HALF | Unit.YEAR | Unit.SEASON:
                word, _, rest = self.name.partition(" ")
                name = f"{tr(_SEASONS[word.casefold()])} {rest}" if word.casefold() in _SEASONS else self.name
                return f"{name[:1].upper()}{name[1:]} ({_say_months(self.first, self.last)})"
        return self.name


# One reading of the words: the same span in every year (or only once, where the year is said), earliest first.
Series = tuple[Span, ...]
# What the words can mean: one series, or several where only a person can tell.
Readings = tuple[Series, ...]


def _say_months(first: date, last: date) -> str:
    names = spoken().months
    end = f"{names[last.month - 1]} {last.year}"
    if (first.month, first.year) == (last.month, last.year):
        return end
    start = names[first.month - 1] if first.year == last.year else f"{names[first.month - 1]} {first.year}"
    return tr("{start} to {end}", start=start, end=end)


def day(value: date, note: str = "") -> Span:
    """One day."""
    return Span(Unit.DAY, value, value, plain_date(value), note)


def day_of(year: int, month: int, number: int) -> Span:
    """One day by its numbers; raises `NoSuchDateError` in words."""
    if not 1 <= month <= len(MONTHS):
        raise NoSuchDateError(
            tr(
                "There is no month {month}. The day comes first, then the month, as in 30/6/{year}.",
                month=month,
                year=year,
            )
        )
    days = monthrange(year, month)[1]
    if not 1 <= number <= days:
        raise NoSuchDateError(
            tr(
                "{month} {year} has {days} days, so there is no day {number} in it. "
                "Type {days} {month} {year}, or another day.",
                month=spoken().months[month - 1],
                year=year,
                days=days,
                number=number,
            ),
            tells_what_to_type=True,
        )
    return day(date(year, month, number))


def month(year: int, number: int) -> Span:
    """A whole month."""
    first = date(year, number, 1)
    return Span(Unit.MONTH, first, last_day(first), f"{MONTHS[number - 1]} {year}")


def months(year: int, number: int, count: int, *, unit: Unit, name: str) -> Span:
    """`count` whole months from month `number` (which may run past December)."""
    first = add_months(date(year, 1, 1), number - 1)
    return Span(unit, first, last_day(add_months(first, count - 1)), name)


def year_from(year: int, start_month: int = CALENDAR_YEAR) -> Span:
    """A calendar year (`2026`), or the year that starts in `start_month` (`2026/27`)."""
    name = str(year) if start_month == CALENDAR_YEAR else year_pair(year)
    return months(year, start_month, 12, unit=Unit.YEAR, name=name)


def year_pair(year: int) -> str:
    """`2026/27`."""
    return f"{year}/{(year + 1) % 100:02d}"


def quarter(year: int, number: int, start_month: int) -> Span:
    """Quarter `number` of the year that starts in `start_month`; a council's Q1 is April to June."""
    name = f"Q{number} {year_pair(year)}" if start_month != CALENDAR_YEAR else f"calendar Q{number} {year}"
    return months(year, start_month + 3 * (number - 1), 3, unit=Unit.QUARTER, name=name)


def half(year: int, number: int, start_month: int) -> Span:
    """Half 1 or 2 of the year that starts in `start_month`."""
    name = f"H{number} {year_pair(year)}" if start_month != CALENDAR_YEAR else f"calendar H{number} {year}"
    return months(year, start_month + 6 * (number - 1), 6, unit=Unit.HALF, name=name)


def between(first: date, last: date) -> Span:
    """Any range of days."""
    if first > last:
        raise NoSuchDateError(
            tr("{date} is after {date2}. Type the earlier one first.", date=say_date(first), date2=say_date(last)),
            tells_what_to_type=True,
        )
    return Span(Unit.RANGE, first, last, f"{plain_date(first)} to {plain_date(last)}")


def week_from(first: date) -> Span:
    """Seven days from `first`, usually a Monday."""
    return Span(Unit.WEEK, first, shift(first, 6), f"{plain_date(first)} to {plain_date(shift(first, 6))}")


def monday_of(value: date) -> date:
    """The Monday of the week of `value`."""
    return shift(value, -value.weekday())


def last_day(value: date) -> date:
    """The last day of the month of `value`."""
    return value.replace(day=monthrange(value.year, value.month)[1])


def shift(value: date, days: int) -> date:
    """`days` later; raises `NoSuchDateError` beyond the calendar."""
    try:
        return value + timedelta(days=days)
    except OverflowError:
        raise NoSuchDateError(tr("That is too far away.")) from None


def add_months(value: date, count: int) -> date:
    """The same day `count` months later, or the last day of that month where it has no such day."""
    index = value.year * 12 + value.month - 1 + count
    if not 12 <= index < 12 * 9999:
        raise NoSuchDateError(tr("That is too far away."))
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(value.day, last_day(first).day))


def add_working_days(value: date, count: int) -> date:
    """`count` Mondays to Fridays later; bank holidays are not known here and count as working days."""
    weeks, days = divmod(count, 5)
    value = shift(value, weeks * _DAYS_OF_WEEK)
    while value.weekday() > _FRIDAY:
        value = shift(value, -1)
    for _ in range(days):
        value = shift(value, 1)
        while value.weekday() > _FRIDAY:
            value = shift(value, 1)
    return value


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    total = h + weekday - 7 * m + 114
    return date(year, total // 31, total % 31 + 1)


def nth_weekday(span: Span, nth: int, weekday: int) -> date | None:
    """The `nth` such weekday within the span (-1: the last one), if there is one."""
    if nth < 0:
        found = shift(span.last, -((span.last.weekday() - weekday) % _DAYS_OF_WEEK))
    else:
        found = shift(span.first, (weekday - span.first.weekday()) % _DAYS_OF_WEEK + (nth - 1) * _DAYS_OF_WEEK)
    return found if span.first <= found <= span.last else None


def every_year(make: Callable[[int], Span], today: date) -> Series:
    """The span in the years around today, where it exists (29 February): resolving picks the next."""
    found: list[Span] = []
    for year in range(today.year - 1, today.year + _YEARS_AHEAD):
        try:
            found.append(make(year))
        except NoSuchDateError:
            continue
    return tuple(found)


def once(span: Span) -> Readings:
    """One reading that comes only once."""
    return ((span,),)


def upcoming(series: Iterable[Span], today: date) -> Span | None:
    """The first span that is not over; the last one where all are; `None` of nothing."""
    chosen: Span | None = None
    for chosen in series:
        if chosen.last >= today:
            return chosen
    return chosen


def map_series(readings: Readings, change: Callable[[Span], Span | None]) -> Readings | None:
    """Every span of every reading changed; spans that become `None` fall out, and so do readings that become empty."""
    changed = (tuple(new for span in series if (new := change(span)) is not None) for series in readings)
    return tuple(series for series in changed if series) or None


def map_ahead(readings: Readings, change: Callable[[Span], Span], today: date) -> Readings:
    """Every reading moved to later days: from the next time it comes round, and from the last where that is not over.

    `12 months from 1 December`, typed in November, may count from either December: both are given, to be asked back.
    """
    found: Readings = ()
    for series in readings:
        ahead = upcoming(series, today)
        running = upcoming((change(span) for span in series), today)
        found += once(change(ahead)) if ahead else ()
        found += once(running) if running and running.last >= today else ()
    return found
