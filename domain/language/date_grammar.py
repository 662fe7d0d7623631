"""The whole grammar of typed dates. Every rule reads the whole string; nothing is searched for inside a sentence."""

from __future__ import annotations

import re
from itertools import product

from domain.language.date_explicit import Setting, read_explicit
from domain.language.date_reader import Reader
from domain.language.date_relative import RULES as RELATIVE
from domain.language.date_weekdays import RULES as WEEKDAYS
from domain.language.date_within import RULES as WITHIN
from domain.language.date_words import unwrapped
from domain.language.spans import Readings, Series, Unit, between, day_of, upcoming

_RULES = (*RELATIVE, *WEEKDAYS, *WITHIN)
# The ends of a range are read so deep that they hold no range themselves.
_END_DEPTH = 2


def read_readings(words: str, setting: Setting) -> Readings | None:
    """What canonical words can mean; `None` where they are no date, `NoSuchDateError` where no such day exists."""
    return _read(words, Reader(setting, _read))


def _read(words: str, reader: Reader) -> Readings | None:
    for bare in unwrapped(words):
        if (found := _read_bare(bare, reader)) is not None:
            return found
    return None


def _read_bare(words: str, reader: Reader) -> Readings | None:
    if (found := _any_of(words, reader) or read_explicit(words, reader.setting)) is not None:
        return found
    for pattern, rule in _RULES:
        if (match := pattern.fullmatch(words)) and (found := rule(match, reader)) is not None:
            return found
    return _range(words, reader)


def _any_of(words: str, reader: Reader) -> Readings | None:
    """`Monday or Tuesday`, `June or July 2027`: all of them, for a person to choose."""
    left, joiner, right = words.partition(" or ")
    if not joiner:
        return None
    last = reader.inner(right)
    year = re.search(r" [0-9]{4}$", right)
    first = (reader.inner(left + year.group()) if year else None) or reader.inner(left)
    return first + last if first and last else None


_JOINERS = re.compile(r" (?:to|until|till|through|and) | ?- ?|/")


def _range(words: str, reader: Reader) -> Readings | None:
    """`1-5 June`, `June to August 2027`, `between Easter and 30 June`."""
    if reader.depth > 1:
        return None
    opened = re.match(r"(?:from|between) ", words)
    bare = words[opened.end() if opened else 0 :]
    for joiner in list(_JOINERS.finditer(bare))[:4]:
        if "and" in joiner.group() and not words.startswith("between "):
            continue
        left, right = bare[: joiner.start()], bare[joiner.end() :]
        if found := _range_between(left.strip(), right.strip(), reader, joiner.group().strip()):
            return found
    return None


def _range_between(left: str, right: str, reader: Reader, joiner: str) -> Readings | None:
    """The range between two ends. Marks join ends of one kind only (`2026/27 June` is no range), words any two."""
    slash, alike = joiner == "/", not joiner.isalpha()
    ends = reader.inner(right, _END_DEPTH) if left and right else None
    if ends is None:
        return None
    ordinal = re.fullmatch(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?", left)
    starts = None if ordinal else reader.inner(left, _END_DEPTH)
    if ordinal is None and starts is None:
        return None
    found: list[Series] = []
    for end_series, start_series in product(ends, starts or ((),)):
        end = upcoming(end_series, reader.today)
        if end is None or (ordinal and end.unit is not Unit.DAY):
            continue
        if slash and {end.unit, *(span.unit for span in start_series[:1])} - {Unit.MONTH, Unit.SEASON}:
            continue
        if ordinal:
            found.append((between(day_of(end.last.year, end.last.month, int(ordinal[1])).first, end.last),))
        elif start_series[0].unit is end.unit or (not alike and len(ends) * len(starts or ()) == 1):
            fitting = [span for span in start_series if span.first <= end.last] or list(start_series)
            # `June to August 2027`: the year is said once, and the June before it is meant.
            found.append((between(fitting[-1].first, end.last),))
    return tuple(found) or None
