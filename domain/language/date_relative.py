"""Days and spans counted from today: `tomorrow`, `in 2 weeks`, `next month`, `the 30th`."""

from __future__ import annotations

import re
from datetime import date

from domain.language.date_explicit import read_explicit
from domain.language.date_reader import Reader, Rules
from domain.language.date_words import WEEKDAY
from domain.language.spans import (
    NoSuchDateError,
    Readings,
    Series,
    Span,
    add_months,
    add_working_days,
    day,
    day_of,
    last_day,
    map_ahead,
    map_series,
    monday_of,
    month,
    once,
    quarter,
    shift,
    upcoming,
    week_from,
    year_from,
)
from domain.speech import tr

_COUNT = r"(?P<n>[0-9]{1,4}(?= ?[a-z])|(?:an?|a couple of|couple of|next(?= fortnight))(?= ))"
# Bare letters only after a number: `and` is not `an d`.
_UNIT = r"(?P<unit>working days?|days?|weeks?|fortnights?|months?|years?|(?<=[0-9])[dwmy])"
_AMOUNT = rf"{_COUNT} ?{_UNIT}"
_BASE = re.compile(
    rf"(?:(?:in|within) (?:the )?(?:next )?|\+ ?)?{_AMOUNT}(?:'s?|s')?(?: time| from now| from today| away| hence)?"
)
_AGO = re.compile(rf"{_AMOUNT} ago")
_FROM = re.compile(rf"(?:in )?{_AMOUNT}(?:'s?)?(?: time)? (?P<way>from|after|on|before)? ?(?P<inner>.+)")
_WEEK_ON = re.compile(
    rf"(?P<inner>(?:this )?(?:{WEEKDAY})|today|tomorrow) (?P<unit>week|fortnight)|(?P<u2>week|fortnight) on (?P<i2>.+)"
    rf"|(?:a )?(?P<u3>week|fortnight) (?P<i3>{WEEKDAY})"
)
_ORDINAL = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)"
WHOLE = r"week|month|quarter|year|(?:financial|council|fy|calendar) ?(?:year)?"
_MONTHS_LISTED = 14


def _days_from(count: str, unit: str, base: date, sign: int = 1) -> Span:
    number = sign * (int(count) if count.isdecimal() else 2 if "couple" in count else 1)
    if unit.startswith("working"):
        if number < 0:
            raise NoSuchDateError(
                tr("I can't count working days backwards. Type the day, as in 30 June."), tells_what_to_type=True
            )
        return day(add_working_days(base, number), note="bank holidays counted as working days")
    match unit[0]:
        case "d":
            return day(shift(base, number))
        case "w":
            return day(shift(base, 7 * number))
        case "f":
            return day(shift(base, 14 * number))
        case "m":
            return day(add_months(base, number))
    return day(add_months(base, 12 * number))


def _counted(match: re.Match[str], reader: Reader) -> Readings:
    return once(_days_from(match["n"], match["unit"], reader.today))


def _ago(match: re.Match[str], reader: Reader) -> Readings:
    return once(_days_from(match["n"], match["unit"], reader.today, -1))


def _counted_from(match: re.Match[str], reader: Reader) -> Readings | None:
    """`2 weeks from Friday`, `a week on Monday`, `a fortnight tomorrow`, `6 weeks before Easter`."""
    if match["way"] is None and match["inner"] not in {"today", "tomorrow"}:
        return None
    base = reader.inner(match["inner"])
    if base is None:
        return None
    count, unit = match["n"], match["unit"]
    if match["way"] == "before":
        return map_series(base, lambda span: _days_from(count, unit, span.first, -1))
    return map_ahead(base, lambda span: _days_from(count, unit, span.last), reader.today)


def _week_on(match: re.Match[str], reader: Reader) -> Readings | None:
    base = reader.inner(match["inner"] or match["i2"] or match["i3"])
    unit = match["unit"] or match["u2"] or match["u3"]
    return None if base is None else map_ahead(base, lambda span: _days_from("1", unit, span.last), reader.today)


def _named_day(match: re.Match[str], reader: Reader) -> Readings:
    days = {
        "today": 0,
        "now": 0,
        "eod": 0,
        "end of day": 0,
        "end of the day": 0,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
        "tomorrow": 1,
        "yesterday": -1,
    }
    days |= {"day after tomorrow": 2, "day before yesterday": -2, "overmorrow": 2}
    return once(day(shift(reader.today, days[match["w"]])))


def _relative_span(match: re.Match[str], reader: Reader) -> Readings | None:
    steps = {"this": 0, "current": 0, "the": 0, "next": 1, "coming": 0, "last": -1, "following": 1}
    groups = match.groupdict()
    step = 2 if groups.get("after") else steps[groups["which"] or "the"]
    return unit_span(groups["what"], step, reader)


def unit_span(what: str, step: int, reader: Reader) -> Readings | None:
    """The week, month, quarter or year `step` after the one of today."""
    today, setting = reader.today, reader.setting
    financial = today.year - (today.month < setting.year_start) + step
    match what.split()[0]:
        case "week":
            return once(week_from(shift(monday_of(today), 7 * step)))
        case "month":
            first = add_months(today.replace(day=1), step)
            return once(month(first.year, first.month))
        case "quarter":
            first = add_months(today.replace(day=1), 3 * step)
            start = setting.quarter_start_month
            year = first.year - (first.month < start)
            return once(quarter(year, (first.month - start) % 12 // 3 + 1, start))
        case "calendar":
            return once(year_from(today.year + step))
        case "year":
            return once(year_from(today.year + step)) + once(year_from(financial, setting.year_start))
    return once(year_from(financial, setting.year_start))


def _next_named(match: re.Match[str], reader: Reader) -> Readings | None:
    """`next June`, `this spring`, `next Christmas`: asked back where this year's is still to come."""
    base = read_explicit(match["inner"], reader.setting)
    if base is None or any(len(series) == 1 for series in base):
        return None
    found: Readings = ()
    for series in base:
        if match["which"] == "last":
            over = [span for span in series if span.last < reader.today]
            found += once(over[-1]) if over else ()
            continue
        if match["which"] in {"this", "coming"}:
            chosen = _this(series, reader.today) if match["which"] == "this" else upcoming(series, reader.today)
            found += once(chosen) if chosen else ()
            continue
        ahead = [span for span in series if span.first > reader.today]
        found += once(ahead[0])
        if ahead[0].first.year == reader.today.year:
            found += once(ahead[1])
    return found or None


def _this(series: Series, today: date) -> Span | None:
    """The one that runs today, or else begins this year: in November `this winter` is the coming one."""
    running = [span for span in series if span.first <= today <= span.last]
    own = running or [span for span in series if span.first.year == today.year]
    return own[0] if own else upcoming(series, today)


def _ordinal_day(match: re.Match[str], reader: Reader) -> Readings | None:
    """`the 30th`: of this month or the next that has one; `the 15th of next month`."""
    number = int(match["d"] or match["d2"])
    first = reader.today.replace(day=1)
    if match["which"]:
        start = add_months(first, {"this": 0, "next": 1}[match["which"]])
        return once(day_of(start.year, start.month, number))
    starts = [add_months(first, ahead) for ahead in range(_MONTHS_LISTED)]
    series: Series = tuple(day(s.replace(day=number)) for s in starts if 1 <= number <= last_day(s).day)
    return (series,) if series else None


def _new_year(_: re.Match[str], reader: Reader) -> Readings:
    year = reader.today.year + 1
    raise NoSuchDateError(
        tr("“In the new year” is a long time. Type a month or a day, as in January {year}.", year=year),
        tells_what_to_type=True,
    )


RULES: Rules = (
    (
        re.compile(
            r"(?:the )?(?P<w>today|now|eod|this (?:morning|afternoon|evening)|"
            r"end of (?:the )?day|tomorrow|yesterday|overmorrow|day after tomorrow|"
            r"day before yesterday)"
        ),
        _named_day,
    ),
    (_BASE, _counted),
    (_AGO, _ago),
    (_WEEK_ON, _week_on),
    (re.compile(rf"(?:the )?(?P<which>this|current|next|coming|last|following) (?P<what>{WHOLE})"), _relative_span),
    (re.compile(r"(?:the )?(?P<what>week|month|quarter|year) (?P<after>after next)(?P<which>)"), _relative_span),
    (re.compile(r"(?:early )?in the new year"), _new_year),
    (
        re.compile(
            rf"(?:the )?(?:{_ORDINAL}|(?P<d2>[0-9]{{1,2}})(?= of| this| next))(?:(?: of)? (?P<which>this|next) month)?"
        ),
        _ordinal_day,
    ),
    (re.compile(r"(?P<which>this|next|last|coming) (?P<inner>.+)"), _next_named),
    (_FROM, _counted_from),
)
