"""Weekdays: `Friday`, `next Friday`, `Friday next week`, `Friday 27 November`."""

from __future__ import annotations

import re

from domain.language.date_reader import Reader, Rules
from domain.language.date_words import WEEKDAY, WEEKDAY_NUMBER
from domain.language.spans import Readings, Unit, day, map_ahead, map_series, monday_of, once, shift, upcoming

_HALF_A_WEEK = 3
_YEARS_TO_AGREE = 2
_HOURS = frozenset({"eod", "end of day", "end of the day", "by end of day", "by eod"})


def _weekday(match: re.Match[str], reader: Reader) -> Readings:
    """The coming one; on the very day, today or a week from today."""
    ahead = (WEEKDAY_NUMBER[match["wd"]] - reader.today.weekday()) % 7
    coming = shift(reader.today, ahead)
    if match["which"] == "last":
        return once(day(shift(coming, -7)))
    if match["which"] in {"next", "coming", "this coming"} and ahead == 0:
        coming = shift(coming, 7)
    following = once(day(shift(coming, 7)))
    if match["which"] == "next":
        return once(day(coming)) + following  # half of the people mean the one, half the other
    if ahead == 0 and match["which"] is None:
        return once(day(coming)) + following
    return once(day(coming))


def _weekday_after_next(match: re.Match[str], reader: Reader) -> Readings:
    coming = shift(reader.today, (WEEKDAY_NUMBER[match["wd"]] - reader.today.weekday() - 1) % 7 + 1)
    return once(day(shift(coming, 7))) + once(day(shift(coming, 14)))


def _weekday_of_week(match: re.Match[str], reader: Reader) -> Readings:
    weekday = WEEKDAY_NUMBER[match["wd"] or match["wd2"]]
    weeks = {"this": 0, "next": 1}[match["which"] or match["which2"]]
    return once(day(shift(monday_of(reader.today), 7 * weeks + weekday)))


def _weekday_beside(match: re.Match[str], reader: Reader) -> Readings | None:
    """`the Friday before Christmas`, `the Monday after 30 June`, `the day before Easter`."""
    base = reader.inner(match["inner"])
    if base is None:
        return None
    if match["wd"] == "day":
        if match["way"] == "before":
            return map_series(base, lambda span: day(shift(span.first, -1)))
        return map_ahead(base, lambda span: day(shift(span.last, 1)), reader.today)
    weekday = WEEKDAY_NUMBER[match["wd"]]
    if match["way"] == "before":
        return map_series(base, lambda span: day(shift(span.first, -((span.first.weekday() - weekday - 1) % 7 + 1))))
    return map_ahead(
        base, lambda span: day(shift(span.last, (weekday - span.last.weekday() - 1) % 7 + 1)), reader.today
    )


def _weekday_and_date(match: re.Match[str], reader: Reader) -> Readings | None:
    """`Friday 27 November`: where weekday and date disagree, a person must say which of the two is meant."""
    if match["i2"] in _HOURS:
        return None  # `end of day Friday`
    base = reader.inner(match["inner"] or match["i2"])
    if base is None or any(span.unit is not Unit.DAY for series in base for span in series[:1]):
        return None
    weekday = WEEKDAY_NUMBER[match["wd"] or match["wd2"]]
    found: Readings = ()
    for series in base:
        said = upcoming(series, reader.today)
        if said is None:
            continue
        if said.first.weekday() == weekday:
            return once(said)
        away = (weekday - said.first.weekday() + _HALF_A_WEEK) % 7 - _HALF_A_WEEK
        found += once(said) + once(day(shift(said.first, away)))
        soon = reader.today.year + _YEARS_TO_AGREE
        later = [s for s in series if s.first >= reader.today and s.first.weekday() == weekday and s.first.year <= soon]
        found += once(later[0]) if later else ()
    return found or None


RULES: Rules = (
    (re.compile(rf"(?:(?P<which>this|next|last|coming|this coming|the) )?(?P<wd>{WEEKDAY})"), _weekday),
    (re.compile(rf"(?P<wd>{WEEKDAY}) (?P<which>next)"), _weekday),
    (re.compile(rf"(?:the )?(?P<wd>{WEEKDAY}) after next"), _weekday_after_next),
    (
        re.compile(
            rf"(?P<wd>{WEEKDAY}) (?:of )?(?P<which>this|next) week|"
            rf"(?P<which2>this|next) week (?:on )?(?P<wd2>{WEEKDAY})"
        ),
        _weekday_of_week,
    ),
    (re.compile(rf"(?:the )?(?:last )?(?P<wd>{WEEKDAY}|day) (?P<way>before|after) (?P<inner>.+)"), _weekday_beside),
    (re.compile(rf"(?P<wd>{WEEKDAY}) (?:the )?(?P<inner>.+)|(?P<i2>.+) (?P<wd2>{WEEKDAY})"), _weekday_and_date),
)
