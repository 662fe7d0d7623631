"""Dates that name their day, month, quarter, season or year. Day first, always; every rule reads the whole string."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from domain.due import MONTHS
from domain.language.date_feasts import FEASTS, HOLIDAYS
from domain.language.date_words import MONTH, MONTH_NUMBER
from domain.language.spans import (
    CALENDAR_YEAR,
    COUNCIL_YEAR,
    NoSuchDateError,
    Readings,
    Series,
    Span,
    Unit,
    day,
    day_of,
    every_year,
    half,
    month,
    months,
    once,
    quarter,
    year_from,
    year_pair,
)
from domain.speech import spoken, tr

YEAR_PIVOT = 70
FIRST_YEAR = 1990
YEARS_AHEAD = 15
_MONTHS_A_YEAR = 12
_LONGEST_MONTH = 31
_CENTURY = 100
_SCHOOL_YEAR = 9
Prefer = Literal["ask", "council", "calendar"]

_D = r"(?P<d>[0-9]{1,2})"
_DAY = r"(?:the )?(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_MON = rf"(?P<mon>{MONTH})"
_YEAR = r"(?:year )?(?P<y>[0-9]{4}|[0-9]{2})"
_PAIR = r"(?P<y>(?:19|20)[0-9]{2}|[0-9]{2}) ?[-/] ?(?P<z>(?:19|20)[0-9]{2}|[0-9]{2})"
_FY = r"(?:fy|financial year|council year|year)"


@dataclass(frozen=True, slots=True)
class Setting:
    """What readings depend on: today, the month in which the plan's Q1 starts, and what a bare `Q3` means."""

    today: date
    quarter_start_month: int = COUNCIL_YEAR
    prefer: Prefer = "ask"

    @property
    def year_start(self) -> int:
        """The first month of the financial year: a plan that counts quarters from January still has one."""
        return self.quarter_start_month if self.quarter_start_month != CALENDAR_YEAR else COUNCIL_YEAR

    def is_plausible(self, year: int) -> bool:
        """Could somebody mean this year for a deadline that is still to come?"""
        return self.today.year <= year <= self.today.year + YEARS_AHEAD


def full_year(digits: str) -> int:
    """The year of two or four digits; two digits turn over at 70 and are never moved."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= YEAR_PIVOT else 2000)


def _follows(digits: str, year: int) -> bool:
    """Is this the year after `year`, in two digits (`1999/00`) or four?"""
    return int(digits) == (year + 1 if len(digits) > 2 else (year + 1) % 100)


def yearly(make: Callable[[int], Span], setting: Setting) -> Readings:
    """One reading, the next time it comes round."""
    series = every_year(make, setting.today)
    return (series,) if series else ()


def read_explicit(words: str, setting: Setting) -> Readings | None:
    """The readings of canonical words, or `None` where no rule fits; raises `NoSuchDateError` in words."""
    for pattern, rule in _RULES:
        if (match := pattern.fullmatch(words)) is not None and (readings := rule(match, setting)) is not None:
            return readings
    return None


def _day_month_year(match: re.Match[str], _: Setting) -> Readings:
    return once(_dated(full_year(match["y"]), int(match["m"]), int(match["d"])))


def _dated(year: int, month_number: int, day_number: int) -> Span:
    if month_number > _MONTHS_A_YEAR >= day_number >= 1:
        swapped = f"{month_number}/{day_number}/{year}"
        raise NoSuchDateError(
            tr(
                "There is no month {month_number}. The day comes first: type {swapped} if you mean that.",
                month_number=month_number,
                swapped=swapped,
            ),
            tells_what_to_type=True,
        )
    return day_of(_possible(year), month_number, day_number)


def _possible(year: int) -> int:
    if not FIRST_YEAR - 100 <= year <= FIRST_YEAR + 200:
        raise NoSuchDateError(tr("The year {year} is too far away.", year=year))
    return year


def _eight_digits(match: re.Match[str], _: Setting) -> Readings | None:
    digits = match["n"]
    found: list[Series] = []
    for year, number, day_number in ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2])):
        if FIRST_YEAR <= int(year) <= FIRST_YEAR + 100:
            try:
                found.append((day_of(int(year), int(number), int(day_number)),))
            except NoSuchDateError:
                continue
    return tuple(found) or None


def _day_month(match: re.Match[str], setting: Setting) -> Readings | None:
    """`30/6`; `6/27` is no day of any month, but may be June 2027, or the 27th typed month-first: a person must say."""
    first, second = int(match["d"]), int(match["m"])
    if match["sep"] == "." and first <= _MONTHS_A_YEAR and len(match["m"]) == 1:
        return None  # `3.5` is a number
    if second <= _MONTHS_A_YEAR or first > _MONTHS_A_YEAR:
        # `26/27` is a financial year: another rule's.
        return _yearless(first, second, setting) if 1 <= second <= _MONTHS_A_YEAR else None
    as_day = _yearless(second, first, setting) if first >= 1 and second <= _LONGEST_MONTH else ()
    as_month = once(month(2000 + second, first)) if first >= 1 and setting.is_plausible(2000 + second) else ()
    if not as_month:
        raise NoSuchDateError(
            tr(
                "There is no month {second}. The day comes first: type {second}/{first} if you mean that.",
                second=second,
                first=first,
            ),
            tells_what_to_type=True,
        )
    return as_month + as_day


def _yearless(day_number: int, month_number: int, setting: Setting) -> Readings:
    readings = yearly(lambda year: day_of(year, month_number, day_number), setting)
    if not readings:
        raise NoSuchDateError(tr("{month} has no day {day}.", month=spoken().months[month_number - 1], day=day_number))
    return readings


def _month_year_numbers(match: re.Match[str], _: Setting) -> Readings | None:
    number = int(match["m"])
    if not 1 <= number <= len(MONTHS):
        return None
    return once(month(_possible(int(match["y"])), number))


def _named_day(match: re.Match[str], setting: Setting) -> Readings:
    day_number, number = int(match["d"]), MONTH_NUMBER[match["mon"]]
    year = match.groupdict().get("y")
    if year is None:
        return _yearless(day_number, number, setting)
    return once(day_of(_possible(full_year(year)), number, day_number))


def _month_then_number(match: re.Match[str], setting: Setting) -> Readings:
    """`April 27`: the 27th, or the year 2027. An ordinal (`April 27th`) or an apostrophe (`April '27`) decides."""
    number, digits = MONTH_NUMBER[match["mon"]], match["y"]
    as_month = once(month(full_year(digits), number))
    if match["mark"]:
        return as_month
    plausible = setting.is_plausible(full_year(digits))
    try:
        as_day = _yearless(int(digits), number, setting)
    except NoSuchDateError:
        if not plausible:
            raise
        return as_month
    return as_day + as_month if plausible and len(digits) == 2 else as_day


def _month_and_year(match: re.Match[str], setting: Setting) -> Readings:
    number, year = MONTH_NUMBER[match["mon"]], match.groupdict().get("y")
    if year is None:
        return yearly(lambda y: month(y, number), setting)
    return once(month(_possible(int(year)), number))


def _year_pair(match: re.Match[str], setting: Setting) -> Readings | None:
    first = full_year(match["y"])
    if _follows(match["z"], first):
        if (match["fy"] or "").startswith(("academic", "school")):
            name = f"academic year {year_pair(first)}"
            return once(months(_possible(first), _SCHOOL_YEAR, 12, unit=Unit.YEAR, name=name))
        return once(year_from(_possible(first), setting.year_start))
    second = int(match["z"])
    if first < second and not match["fy"] and len(match["y"]) == len(match["z"]) == 4:
        return once(Span(Unit.RANGE, date(first, 1, 1), date(second, 12, 31), f"{first} to {second}"))
    return None


def _financial_year(match: re.Match[str], setting: Setting) -> Readings:
    """`FY27`, `financial year 2027`: some name it by its first year, some by its last."""
    year = _possible(full_year(match["y"]))
    return once(year_from(year - 1, setting.year_start)) + once(year_from(year, setting.year_start))


def _calendar_year(match: re.Match[str], setting: Setting) -> Readings | None:
    year = int(match["y"])
    # Far from today four digits are a plain number; near the window they deserve to hear of it.
    return once(year_from(year)) if abs(year - setting.today.year) <= _CENTURY else None


def _quarter(match: re.Match[str], setting: Setting) -> Readings | None:
    """`Q3`: a council's runs from October, a calendar's from July. The year as a pair, a word or the plan decides."""
    groups = match.groupdict()
    number = int(groups["q"].replace("second", "2")[0])
    make, most = (quarter, 4) if groups["part"].startswith("q") else (half, 2)
    if not 1 <= number <= most:
        raise NoSuchDateError(tr("A year has four quarters, Q1 to Q4.") if most == 4 else tr("A year has two halves."))
    if groups["z"]:
        start_year = full_year(groups["y"])
        if not _follows(groups["z"], start_year):
            return None
        return once(make(_possible(start_year), number, setting.year_start))
    kind = (
        groups["kind"]
        or ("fy" if groups["of_fy"] else "")
        or {"council": "council", "calendar": "calendar"}.get(setting.prefer, "")
    )
    starts: tuple[int, ...] = (setting.year_start, CALENDAR_YEAR)
    if kind:
        starts = (CALENDAR_YEAR if kind == "calendar" else setting.year_start,)
    elif setting.quarter_start_month == CALENDAR_YEAR:
        starts = (CALENDAR_YEAR,)
    readings: Readings = ()
    for start in starts:
        if groups["yy"] is None:
            readings += yearly(partial(_numbered, make, number, start), setting)
        else:
            year = _possible(full_year(groups["yy"]))
            readings += once(make(year, number, start))
            if groups["of_fy"] and start != CALENDAR_YEAR:  # `Q3 FY27` is of 2026/27 to one, of 2027/28 to another
                readings += once(make(year - 1, number, start))
    return readings


def _numbered(make: Callable[[int, int, int], Span], number: int, start: int, year: int) -> Span:
    return make(year, number, start)


def _season(match: re.Match[str], setting: Setting) -> Readings | None:
    groups = match.groupdict()
    name, is_term = groups["s"], bool(groups["term"])
    start, count = (_TERMS if is_term else _SEASONS)[name]
    title = f"{name.capitalize()} term" if is_term else name.capitalize()

    def make(year: int) -> Span:
        shown = year_pair(year) if start + count > 13 else str(year)
        return months(year, start, count, unit=Unit.SEASON, name=f"{title} {shown}")

    if groups["y"] is None:
        return yearly(make, setting)
    year = _possible(full_year(groups["y"]))
    if groups["z"] is not None and not _follows(groups["z"], year):
        return None
    if groups["z"] is not None and start < _SCHOOL_YEAR:
        year += 1  # the spring of 2026/27 is in 2027
    if name == "winter" and groups["z"] is None:
        return once(make(year - 1)) + once(make(year))  # `winter 2027` starts or ends in 2027
    return once(make(year))


def _feast(match: re.Match[str], setting: Setting) -> Readings:
    make = FEASTS[match["f"]]
    if match["y"] is None:
        return yearly(lambda year: day(make(year)), setting)
    return once(day(make(_possible(full_year(match["y"])))))


def _bank_holiday(match: re.Match[str], setting: Setting) -> Readings:
    """`August bank holiday`; `May bank holiday` and `bank holiday Monday` are several, for a person to choose."""
    found: Readings = ()
    for make in HOLIDAYS[match["h"] or ""]:
        if match["y"] is None:
            found += yearly(partial(_day_of, make), setting)
        else:
            found += once(day(make(_possible(full_year(match["y"])))))
    return found


def _day_of(make: Callable[[int], date], year: int) -> Span:
    return day(make(year))


def _whole_term(match: re.Match[str], _: Setting) -> Readings:
    raise NoSuchDateError(
        tr("Terms end on different days from school to school. Type the day, as in 18 December."),
        tells_what_to_type=True,
    )


_SEASONS = {"spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "winter": (12, 3)}
_TERMS = {"spring": (1, 4), "summer": (4, 4), "autumn": (9, 4)}
_KIND = r"(?:the )?(?:(?P<kind>council|financial|calendar|fy)(?: year)? )?"
_OF_YEAR = rf"(?:(?:[ ]|-|/)?(?:of )?(?:(?P<of_fy>fy ?)|year )?(?:{_PAIR}|(?P<yy>[0-9]{{4}}|[0-9]{{2}})))?"

Rule = Callable[[re.Match[str], Setting], Readings | None]
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"{_D} ?(?P<sep>[-/.]) ?(?P<m>[0-9]{{1,2}}) ?(?P=sep) ?(?P<y>[0-9]{{4}}|[0-9]{{2}})", _day_month_year),
        (rf"{_D} (?P<m>[0-9]{{1,2}}) (?P<y>[0-9]{{4}})", _day_month_year),
        (
            r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?:t[0-9:.]+(?:z|[-+][0-9:]+)?)?",
            _day_month_year,
        ),
        (r"(?P<n>[0-9]{8})", _eight_digits),
        (rf"{_D}(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})", _day_month),
        (rf"(?P<fy>{_FY} )?{_PAIR}", _year_pair),
        (rf"(?P<fy>fy){_PAIR}", _year_pair),
        (rf"(?P<fy>(?:academic|school) year ){_PAIR}", _year_pair),
        (r"(?P<m>[0-9]{1,2}) ?[-/.] ?(?P<y>[0-9]{4})", _month_year_numbers),
        (r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})", _month_year_numbers),
        (rf"{_DAY} (?:of )?{_MON} (?:of )?{_YEAR}", _named_day),
        (rf"{_MON} {_DAY} {_YEAR}", _named_day),
        (rf"(?P<y>[0-9]{{4}}) {_MON} {_DAY}", _named_day),
        (rf"{_DAY} (?:of )?{_MON}", _named_day),
        (rf"{_MON} (?:the )?(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)", _named_day),
        (rf"{_MON} (?:in |of )?(?P<y>[0-9]{{4}})", _month_and_year),
        (rf"(?P<y>[0-9]{{4}}) {_MON}", _month_and_year),
        (rf"{_MON} (?P<mark>year )?(?P<y>[0-9]{{1,2}})", _month_then_number),
        (rf"(?:the )?(?:month of )?{_MON}", _month_and_year),
        (r"(?:fy|financial year|council year|municipal year) ?(?P<y>[0-9]{4}|[0-9]{2})", _financial_year),
        (r"(?:the )?(?:calendar )?(?:year )?(?P<y>[0-9]{4})", _calendar_year),
        (rf"{_KIND}(?P<part>quarter|q|h) ?(?P<q>[0-9]){_OF_YEAR}", _quarter),
        (rf"{_KIND}(?P<q>[1-4](?:st|nd|rd|th)|second) (?P<part>quarter){_OF_YEAR}", _quarter),
        (
            r"(?:the )?(?P<s>spring|summer|autumn|winter)(?P<term>(?<!winter) term)?"
            r"(?:(?: of)? (?:year )?(?P<y>[0-9]{4}|[0-9]{2})(?: ?[-/] ?(?P<z>[0-9]{4}|[0-9]{2}))?)?",
            _season,
        ),
        (rf"(?:the )?(?P<f>{'|'.join(FEASTS)})(?: (?:year )?(?P<y>[0-9]{{4}}|[0-9]{{2}}))?", _feast),
        (
            rf"(?:the )?(?:next )?(?:(?P<h>{'|'.join(filter(None, HOLIDAYS))}) )?bank holiday(?: monday| weekend)?"
            r"(?: (?:year )?(?P<y>[0-9]{4}|[0-9]{2}))?",
            _bank_holiday,
        ),
        (r"(?:the )?(?:end of )?(?:the )?(?:this |next )?(?:half )?term", _whole_term),
        (
            r"(?:(?:after|before|during|in|at) )?(?:the )?(?:(?:end|start|beginning|middle) of )?(?:the )?"
            rf"(?:this |next )?(?:(?:{MONTH}|easter|christmas|spring|summer|autumn|school) )*"
            r"(?:half[- ]?terms?(?: break| holidays?| week)?|(?:school )?(?:holidays?|hols|break))",
            _whole_term,
        ),
    )
)
