"""A strict grammar for dates as plans print them: always day-first, a number after a month name is a year.

Nothing here guesses: what the grammar does not know is not a date. It never looks at today's date; a missing year
comes from the plan's own date. Quarters and years are those of councils: Q1 is April to June.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from domain.due import Precision
from domain.importing.dateforms import FORMS
from domain.importing.datekinds import FoundDate, month_span, read_form, span
from domain.importing.remembered import remembered

__all__ = ["FoundDate", "find_dates", "month_span"]

_BEFORE = re.compile(
    r"(?:\b(?:by|before|at|in|during|for|the)\s+){0,2}(?:\bthe\s+)?"
    r"(?P<word>\bend(?:\s+of)?(?:\s+the)?\s+|\bmid(?:dle\s+of)?[\s-]*|\bearly\s+(?:in\s+)?|\blate\s+(?:in\s+)?"
    r"|\b(?:1st|first|2nd|second|latter)\s+half\s+of\s+|\b(?:beginning|start)\s+(?:of\s+)?|\bw/?c[.:]?\s*|\bweek\s+(?:commencing|beginning)[.:]?\s*|\bw/?e[.:]?\s+|\bweek\s+ending\s+)"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s*(?:-|–|—|to|until|till|through|up to)\s*", re.IGNORECASE)
_PAIRS = re.compile(r"\s*(?:/|and|&|or)\s*", re.IGNORECASE)


def find_dates(text: str, as_at: date | None = None, *, prose: bool = False) -> list[FoundDate]:
    """All dates in a text, in order; ranges (`April to June 2026`) are one date.

    `as_at` is the plan's own date, from which missing years are taken. In `prose` only dates with a month and a
    four-digit year (or a whole numeric date) count: there, `May` is a verb and `March 20` may be anything.
    """
    return list(_found(text, as_at, prose))


@remembered
def _found(text: str, as_at: date | None, prose: bool) -> tuple[FoundDate, ...]:
    found: list[FoundDate] = []
    for match in FORMS.finditer(text):
        reading = read_form(match, text, as_at)
        if reading is None or (prose and not _sure_in_prose(match)):
            continue
        found.append(_with_words_before(reading, text))
    return tuple(_joined(found, text, as_at))


def _sure_in_prose(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if groups["iso"] or groups["num"]:
        return True
    year = groups["dmy_y"] or groups["mdy_y"] or groups["my_y"] or groups["days_y"]
    return bool(year and len(year) == 4)


def _with_words_before(found: FoundDate, text: str) -> FoundDate:
    """`end of`, `mid`, `w/c` and the like narrow or move the span."""
    before = _BEFORE.search(text, max(0, found.start - 40), found.start)
    if before is None or found.earliest is None or found.latest is None:
        return found
    word = before["word"].lower().strip(" .:-")
    start, first, last = before.start("word"), found.earliest, found.latest
    if word.startswith("end"):
        if found.precision is Precision.DAY:
            return found
        return replace(found, start=start, precision=Precision.DAY, earliest=last)
    if re.match(r"w/?c|week (?:c|b)", word) and found.precision is Precision.DAY:
        monday = first - timedelta(days=first.weekday())
        return replace(
            found, start=start, precision=Precision.RANGE, earliest=monday, latest=monday + timedelta(days=6)
        )
    if found.precision is not Precision.MONTH:
        return replace(found, start=start)
    end = last.day
    days = {
        "mid": (11, 20),
        "ear": (1, 10),
        "lat": (21, end) if "half" not in word else (16, end),
        "beg": (1, 10),
        "sta": (1, 10),
        "1st": (1, 15),
        "fir": (1, 15),
        "2nd": (16, end),
        "sec": (16, end),
    }.get(word[:3])
    if days is None:
        return found
    return replace(
        found,
        start=start,
        precision=Precision.RANGE,
        earliest=first.replace(day=days[0]),
        latest=last.replace(day=days[1]),
    )


def _joined(found: list[FoundDate], text: str, as_at: date | None) -> Iterator[FoundDate]:
    """Two dates with `to` or a dash between them are one span; the first takes the year of the second."""
    index = 0
    while index < len(found):
        first = found[index]
        second = found[index + 1] if index + 1 < len(found) else None
        if second is not None and second.latest is not None and not second.year_missing:
            between = text[first.end : second.start]
            joins = bool(_JOINS.fullmatch(between))
            if joins or (first.year_missing and _PAIRS.fullmatch(between)):
                earlier = _dated_like(first, second, text, as_at)
                spanned = span(earlier, second) if earlier else None
                if spanned is not None:
                    yield spanned
                    index += 2
                    continue
        yield first
        index += 1


def _dated_like(first: FoundDate, second: FoundDate, text: str, as_at: date | None) -> FoundDate | None:
    if not first.year_missing or second.latest is None:
        return first
    anchor = second.latest
    for year in (anchor.year, anchor.year - 1):
        again = [read_form(match, text, date(year, 1, 1)) for match in FORMS.finditer(text, first.start, first.end)]
        if again and again[-1] and again[-1].earliest and again[-1].earliest <= anchor:
            return replace(again[-1], start=first.start, needs_check=False, year_missing=False, note="")
    return None
