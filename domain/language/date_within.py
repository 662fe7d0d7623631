"""Days and spans within another: `end of June`, `last Friday in May`, `week commencing 30 November`."""

from __future__ import annotations

import re
from functools import partial

from domain.language.date_parts import NTH, part_of
from domain.language.date_reader import Reader, Rules
from domain.language.date_relative import WHOLE, unit_span
from domain.language.date_words import WEEKDAY, WEEKDAY_NUMBER
from domain.language.spans import (
    CALENDAR_YEAR,
    Readings,
    Span,
    Unit,
    add_months,
    between,
    day,
    map_series,
    monday_of,
    month,
    nth_weekday,
    once,
    shift,
    week_from,
    year_from,
)

_MONTHS_LISTED = 14


def _part(match: re.Match[str], reader: Reader) -> Readings | None:
    """`end of June`, `mid Sept`, `early 2027`, `start of next quarter`, `first half of May`."""
    inner, part = match["inner"], match["part"]
    base = unit_span(inner, 0, reader) if re.fullmatch(WHOLE, inner) else reader.inner(inner)
    if base is not None and inner == "week" and part == "end" and reader.today.weekday() > 4:
        base += once(week_from(shift(monday_of(reader.today), 7)))  # said on a Saturday
        return map_series(base, lambda span: day(span.last) if span.first <= reader.today else part_of(span, part))
    if base is not None and inner.endswith("year") and part not in {"end", "start"}:
        base = tuple(s for s in base if s[0].first.month == CALENDAR_YEAR) or base
    return None if base is None else map_series(base, lambda span: part_of(span, part))


def _short_end(match: re.Match[str], reader: Reader) -> Readings | None:
    what = {"eom": "month", "eoy": "year", "eow": "week", "eofy": "financial year", "eoq": "quarter"}
    words = match["w"]
    return reader.inner(f"end of {what.get(words) or words.removesuffix('end').strip()}")


def _year_end(match: re.Match[str], reader: Reader) -> Readings:
    """`year end 2027`: of the council's year or the calendar's."""
    year, start = int(match["y"]), reader.setting.year_start
    council = once(day(year_from(year - 1, start).last))
    return council if "financial" in match.string else council + once(day(year_from(year).last))


def _nth(match: re.Match[str], reader: Reader) -> Readings | None:
    """`last Friday in May`, `first working day of next month`, `second week of June`, `last day of Q1`."""
    inner, nth, what = match["inner"], NTH[match["nth"]], match["what"]
    if inner in {"month", "each month", "every month"}:
        first = reader.today.replace(day=1)
        starts = [add_months(first, ahead) for ahead in range(_MONTHS_LISTED)]
        base: Readings | None = (tuple(month(start.year, start.month) for start in starts),)
    else:
        base = unit_span(inner, 0, reader) if re.fullmatch(WHOLE, inner) else reader.inner(inner)
    return None if base is None else map_series(base, partial(_nth_in, nth=nth, what=what))


def _nth_in(span: Span, nth: int, what: str) -> Span | None:
    if span.unit is Unit.DAY:
        return None
    if what in WEEKDAY_NUMBER:
        found = nth_weekday(span, nth, WEEKDAY_NUMBER[what])
        return day(found) if found else None
    if what == "week":
        if span.unit is not Unit.MONTH:
            return None
        first = shift(span.first, 7 * (nth - 1)) if nth > 0 else shift(span.last, -6)
        return between(first, min(shift(first, 6), span.last)) if span.first <= first <= span.last else None
    found = span.first if nth > 0 else span.last
    if what == "day":
        return day(shift(found, nth - 1 if nth > 0 else nth + 1))
    step = 1 if nth > 0 else -1
    left = abs(nth)
    while True:
        left -= found.weekday() < 5
        if not left:
            return day(found, note="bank holidays counted as working days")
        found = shift(found, step)


def _week_of(match: re.Match[str], reader: Reader) -> Readings | None:
    base = reader.inner(match["inner"])
    if base is None or any(span.unit is not Unit.DAY for series in base for span in series[:1]):
        return None
    if match["how"] in {"of", "containing"}:
        return map_series(base, lambda span: week_from(monday_of(span.first)))
    if match["how"] in {"e", "ending"}:
        return map_series(base, lambda span: week_from(shift(span.first, -6)))
    return map_series(base, lambda span: week_from(span.first))


def _in_that_year(match: re.Match[str], reader: Reader) -> Readings | None:
    """`30 June next year`."""
    year = reader.today.year + {"this": 0, "next": 1}[match["which"]]
    return reader.inner(f"{match['inner']} {year}")


RULES: Rules = (
    (re.compile(r"(?P<w>eom|eoy|eow|eofy|eoq|(?:month|year|quarter|financial year|fy) end)"), _short_end),
    (re.compile(r"(?:financial )?year end (?P<y>[0-9]{4})"), _year_end),
    (
        re.compile(
            rf"(?:the )?(?P<nth>{'|'.join(NTH)}) (?P<what>{WEEKDAY}|working day|weekday|day|week) "
            r"(?:of|in) (?:the )?(?P<inner>.+)"
        ),
        _nth,
    ),
    (
        re.compile(
            r"(?:the )?(?P<part>end|start|early|mid|late|1st half|2nd half|second half)(?: of| in)? "
            r"(?:the )?(?P<inner>.+)"
        ),
        _part,
    ),
    (
        re.compile(
            r"(?:the )?(?:week|w)[ /]?(?P<how>commencing|starting|start|ending|containing|of|c|b|e) "
            r"(?:on )?(?:the )?(?P<inner>.+)"
        ),
        _week_of,
    ),
    (re.compile(r"(?P<inner>.+?) (?:of )?(?P<which>this|next) year"), _in_that_year),
)
