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
from domain.importing.marks import even_dashes
from domain.importing.remembered import remembered

__all__ = ["FoundDate", "find_dates", "month_span"]

_BEFORE = re.compile(
    r"(?:\b(?:by|before|at|in|during|for|the)\s+){0,2}(?:\bthe\s+)?"
    r"(?P<word>\bend(?:\s+of)?(?:\s+the)?\s+|\bmid(?:dle\s+of)?[\s-]*|\bearly\s+(?:in\s+)?|\blate\s+(?:in\s+)?"
    r"|\b(?:1st|first|2nd|second|latter|last)\s+half\s+of\s+(?:the\s+)?"
    r"|\b(?:1st|first|2nd|second|3rd|third|4th|fourth|last|final)\s+(?:week|fortnight|mon|tues?|wed(?:nes)?"
    r"|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\s+(?:of|in)\s+"
    r"|\b(?:beginning\s+(?:of\s+)?|start\s+of\s+)|\bw[/.]?[cb][.:]?\s*|\b(?:week|wk)\s+(?:commencing|beginning|of)[.:]?\s*"
    r"|\bw/?e[.:]?\s+|\bweek\s+ending\s+)"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_PERHAPS_BEFORE = re.compile(
    r"end|mid|early|late|half|beg|start|w[/.]?[bce]|week|wk|fortnight|day|mon|tue|wed|thu|fri|sat|sun", re.IGNORECASE
)
_JOINS = re.compile(r"\s*(?:-|–|—|to|until|till|through|up to)\s*", re.IGNORECASE)
_PAIRS = re.compile(r"\s*(?:/|and|&|or)\s*", re.IGNORECASE)


_COUNTED = re.compile(r"(?P<number>\w+)\s+(?P<unit>week|fortnight|mon|tue|wed|thu|fri|sat|sun)")
_OTHER_YEAR = re.compile(r"\b(?P<kind>academic|school|municipal)\s+(?:year\s*)?\(?$", re.IGNORECASE)
_OTHER_YEAR_BEHIND = re.compile(r"\s*\(?(?P<kind>academic|school|municipal)(?:\s+year)?\)?", re.IGNORECASE)
_NUMBERS = {"1st": 1, "fir": 1, "2nd": 2, "sec": 2, "3rd": 3, "thi": 3, "4th": 4, "fou": 4, "las": -1, "fin": -1}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PARTED = frozenset({Precision.YEAR, Precision.SEASON})
# `Slipped from July to October 2025` names the old date and the new one, not a span.
_MOVED = re.compile(
    r"\b(?:moved?|slip(?:ped|s)?|changed?|revised?|extended|deferred|delayed|put back|brought forward|re[\s-]?set)"
    r"\W+from\W*$",
    re.IGNORECASE,
)


def find_dates(text: str, as_at: date | None = None, *, prose: bool = False) -> list[FoundDate]:
    """All dates in a text, in order; ranges (`April to June 2026`) are one date.

    `as_at` is the plan's own date, from which missing years are taken. In `prose` only dates with a month and a
    four-digit year (or a whole numeric date) count: there, `May` is a verb and `March 20` may be anything.
    """
    return list(_found(even_dashes(text), as_at, prose))


@remembered
def _found(text: str, as_at: date | None, prose: bool) -> tuple[FoundDate, ...]:
    found: list[FoundDate] = []
    for match in FORMS.finditer(text):
        reading = read_form(match, text, as_at)
        if reading is None or (prose and not _sure_in_prose(match)):
            continue
        found.append(_with_words_before(_of_another_year(reading, text), text))
    return tuple(_joined(found, text, as_at))


def _sure_in_prose(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if groups["iso"] or groups["num"]:
        return True
    year = groups["dmy_y"] or groups["mdy_y"] or groups["my_y"] or groups["days_y"]
    return bool(year and len(year) == 4)


def _of_another_year(found: FoundDate, text: str) -> FoundDate:
    """`academic year 2025/26` and `2025/26 municipal year` are not the council's financial years."""
    if found.precision is not Precision.YEAR or not found.earliest or found.earliest.month != 4:
        return found
    before = _OTHER_YEAR.search(text, max(0, found.start - 30), found.start)
    after = _OTHER_YEAR_BEHIND.match(text, found.end)
    said = before or after
    if said is None:
        return found
    year, school = found.earliest.year, said["kind"].lower() != "municipal"
    first, last = (date(year, 9, 1), date(year + 1, 8, 31)) if school else (date(year, 5, 1), date(year + 1, 5, 31))
    return replace(
        found,
        start=before.start() if before else found.start,
        end=found.end if before else said.end(),
        earliest=first,
        latest=last,
        needs_check=True,
        note=f"taken as {'an academic' if school else 'a municipal'} year",
    )


def _with_words_before(found: FoundDate, text: str) -> FoundDate:
    """`end of`, `mid`, `w/c` and the like narrow or move the span."""
    if not _PERHAPS_BEFORE.search(text, max(0, found.start - 40), found.start):
        return found
    before = _BEFORE.search(text, max(0, found.start - 40), found.start)
    if before is None or found.earliest is None or found.latest is None:
        return found
    word = before["word"].lower().strip(" .:-")
    start, first, last = before.start("word"), found.earliest, found.latest
    if word.startswith("end"):
        if found.precision is Precision.DAY:
            return found
        return replace(found, start=start, precision=Precision.DAY, earliest=last)
    if re.match(r"w[/.]?[cb]|(?:week|wk) (?:c|b|of)", word) and found.precision is Precision.DAY:
        monday = first - timedelta(days=first.weekday())
        return replace(
            found, start=start, precision=Precision.RANGE, earliest=monday, latest=monday + timedelta(days=6)
        )
    if counted := _COUNTED.match(word):
        return _counted(replace(found, start=start), counted)
    if found.precision in _PARTED and (parted := _part(word, first, last)):
        note = found.note or f"how much of it does “{word}” mean?"
        return replace(
            found,
            start=start,
            precision=Precision.RANGE,
            earliest=parted[0],
            latest=parted[1],
            needs_check=found.needs_check or "half" not in word,
            note=note if "half" not in word else found.note,
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


def _part(word: str, first: date, last: date) -> tuple[date, date] | None:
    """The first, middle or last third of some months, or a half of them."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    count = months // 2 if "half" in word else months // 3
    skip = {"mid": count, "lat": months - count, "2nd": count, "sec": count, "las": count}.get(word[:3], 0)
    if not count or not re.match(r"mid|early|late|beg|start|\w+\s+half", word):
        return None
    begin = first.year * 12 + first.month - 1 + skip
    end = begin + count - 1
    return date(begin // 12, begin % 12 + 1, 1), month_span(end // 12, end % 12 + 1)[1]


def _counted(found: FoundDate, counted: re.Match[str]) -> FoundDate:
    """`last Friday in September 2025`, `second week of May`: days within a month."""
    if found.precision is not Precision.MONTH or found.earliest is None or found.latest is None:
        return found
    number, unit = _NUMBERS[counted["number"][:3]], counted["unit"][:3]
    first, last = found.earliest, found.latest
    if unit == "wee":
        begin = last.day - 6 if number < 0 else 7 * number - 6
        days = (first.replace(day=begin), last if number < 0 else first.replace(day=begin + 6))
        return replace(found, precision=Precision.RANGE, earliest=days[0], latest=days[1])
    if unit == "for":
        days = (first, first.replace(day=14)) if number == 1 else (last - timedelta(days=13), last)
        return replace(found, precision=Precision.RANGE, earliest=days[0], latest=days[1])
    weekday = _DAYS.index(unit)
    day = (
        last - timedelta(days=(last.weekday() - weekday) % 7)
        if number < 0
        else first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    )
    return replace(found, precision=Precision.DAY, earliest=day, latest=day)


def _joined(found: list[FoundDate], text: str, as_at: date | None) -> Iterator[FoundDate]:
    """Two dates with `to` or a dash between them are one span; the first takes the year of the second."""
    index = 0
    while index < len(found):
        first = found[index]
        second = found[index + 1] if index + 1 < len(found) else None
        if second is not None and second.year_missing and not first.year_missing and first.earliest:
            between = text[first.end : second.start]
            if _JOINS.fullmatch(between) or (_PAIRS.fullmatch(between) and "or" not in between):
                found[index + 1] = second = _dated_after(first.earliest, second, text)
        if second is not None and second.latest is not None and not second.year_missing:
            between = text[first.end : second.start]
            joins = bool(_JOINS.fullmatch(between))
            moved = joins and _MOVED.search(text, max(0, first.start - 40), first.start)
            if moved and (earlier := _dated_like(first, second, text, as_at)):
                yield earlier
                index += 1
                continue
            if joins or (first.year_missing and _PAIRS.fullmatch(between)):
                earlier = _dated_like(first, second, text, as_at)
                spanned = span(earlier, second) if earlier else None
                if spanned is not None:
                    yield spanned
                    index += 2
                    continue
        yield first
        index += 1


def _dated_after(start: date, second: FoundDate, text: str) -> FoundDate:
    """The year that is printed once holds for both: `2025/26 Q1-Q2`, `October 2025 to March`."""
    again = [read_form(match, text, start) for match in FORMS.finditer(text, second.start, second.end)]
    if not again or again[-1] is None or again[-1].latest is None:
        return second
    return replace(again[-1], start=second.start, needs_check=False, year_missing=False, note="")


def _dated_like(first: FoundDate, second: FoundDate, text: str, as_at: date | None) -> FoundDate | None:
    if not first.year_missing or second.latest is None:
        return first
    anchor = second.latest
    for year in (anchor.year, anchor.year - 1):
        base = date(year, 4 if first.precision is Precision.QUARTER else 1, 1)  # whence the next one is counted
        again = [read_form(match, text, base) for match in FORMS.finditer(text, first.start, first.end)]
        if again and again[-1] and again[-1].earliest and again[-1].earliest <= anchor:
            return replace(again[-1], start=first.start, needs_check=False, year_missing=False, note="")
    return None
