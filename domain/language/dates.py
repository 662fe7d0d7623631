"""Dates as people type them in chat, read as a British officer means them, or asked back.

Documents never come here: this reader rolls a missing year forward (`30 June` is the next one).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from domain.due import Due, Precision
from domain.language.because import split_because
from domain.language.date_explicit import FIRST_YEAR, YEARS_AHEAD, Prefer, Setting
from domain.language.date_fallback import read_sum, warm
from domain.language.date_grammar import read_readings
from domain.language.date_welsh import in_english
from domain.language.date_words import MONTH, NO_DATE, ONGOING, TO_BE_CONFIRMED, canonical
from domain.language.folding import trim
from domain.language.spans import COUNCIL_YEAR, NoSuchDateError, Readings, Span, Unit, add_months, day, once, upcoming
from domain.speech import spoken, tr

__all__ = [
    "Ambiguous",
    "DateChoice",
    "DateReading",
    "InThePast",
    "NotADate",
    "Read",
    "read_date",
    "split_because",
    "warm",
]

_MAX_LENGTH = 80
_MAX_CHOICES = 4
_SHOWN = 40
_ONGOING = re.compile(rf"(?:{'|'.join(sorted(ONGOING, key=len, reverse=True))})(?: (?:from|since) (?P<from>.+))?")
_ONWARDS = re.compile(r"(?:from )?(?P<from>.+?) onwards?")
# Words that name the day themselves: the same in a later year may be meant. `yesterday` names none.
_NAMES_A_DAY = re.compile(rf"[0-9][-/. ][0-9]|\b(?:{MONTH})\b")
_MOVES = re.compile(r"\b(?:another|more|later|longer|extra|further|again|extension)\b")
_SOON = re.compile(r"a\.?s\.?a\.?p|as soon as possible|soon|urgent(?:ly)?|immediate(?:ly)?|shortly|asap please")


@dataclass(frozen=True, slots=True)
class Read:
    """One meaning, not over yet (or no date, or ongoing). Echo it in words before or after it is stored."""

    due: Due


@dataclass(frozen=True, slots=True)
class DateChoice:
    """One of the meanings of words that have several: what its button says, and the date."""

    label: str
    due: Due


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Words with two to four meanings: ask, with a button for each. A choice may lie in the past, as its label says."""

    text: str
    choices: tuple[DateChoice, ...]


@dataclass(frozen=True, slots=True)
class InThePast:
    """A clear date that is over: ask whether it is meant. `suggestion` is the same in the first year still to come."""

    due: Due
    suggestion: Due | None = None


@dataclass(frozen=True, slots=True)
class NotADate:
    """Words that give no date; `hint` says why, if that is known, and what to type."""

    text: str
    hint: str


DateReading = Read | Ambiguous | InThePast | NotADate


def read_date(
    text: str, *, today: date, quarter_start_month: int = COUNCIL_YEAR, prefer: Prefer = "ask"
) -> DateReading:
    """What a person who typed `text` on `today` means by it; never raises.

    The whole text must be a date: nothing is searched for in prose. Numbers are day first. `quarter_start_month` is the
    first month of the plan's Q1; `prefer` says what `Q3` without a financial year means: a quarter of the `council`,
    of the `calendar`, or `ask`. Dates outside 1990 to 15 years from today are refused. The text of a `Due` is the date
    in full (`30 June 2026`, `Q3 2026/27`), since `next week` means nothing later on, and reads back as the same `Due`.
    """
    typed = trim(text)
    if not typed:
        return NotADate(typed, f"{tr('There is no date.')} {_say_what_to_type(today)}")
    if len(typed) > _MAX_LENGTH:
        return NotADate(typed, f"{tr('That is too long to be a date.')} {_say_what_to_type(today)}")
    ways = tuple(canonical(way) for way in (in_english(typed) if spoken().tag == "cy" else (typed,)))
    words = ways[0]
    if words in NO_DATE or typed.strip() in NO_DATE:
        return Read(Due.none())
    if words in TO_BE_CONFIRMED:
        return Read(Due.none(typed))
    setting = Setting(today, quarter_start_month, prefer)
    try:
        return _ongoing(words, setting) or _resolved(typed, ways, setting)
    except NoSuchDateError as error:
        said = f"{error}"
        return NotADate(typed, said if error.tells_what_to_type else f"{said} {_say_what_to_type(today)}")


def _ongoing(words: str, setting: Setting) -> Read | None:
    match = _ONGOING.fullmatch(words) or _ONWARDS.fullmatch(words)
    if match is None:
        return None
    if match["from"] is None:
        return Read(Due("ongoing", Precision.ONGOING))
    readings = read_readings(match["from"], setting)
    if readings is None or len(readings) != 1:
        return None
    start = upcoming(readings[0], setting.today)
    if start is None or not _in_window(start, setting.today):
        return None
    return Read(Due(f"ongoing from {start.name}", Precision.ONGOING, earliest=start.first))


def _resolved(typed: str, ways: tuple[str, ...], setting: Setting) -> DateReading:
    found: Readings = ()
    for words in ways:
        readings = read_readings(words, setting)
        if readings is None and (summed := read_sum(words, setting.today)) is not None:
            readings = once(day(summed))
        found += readings or ()
    if not found:
        return NotADate(typed, _hint(typed, ways[0], setting.today))
    return _chosen(typed, ways[0], found, setting.today)


def _chosen(typed: str, words: str, readings: Readings, today: date) -> DateReading:
    spans: dict[tuple[date, date], Span] = {}
    for series in readings:
        span = upcoming(series, today)
        if span is not None and _in_window(span, today):
            spans.setdefault((span.first, span.last), span)
    found = sorted(spans.values(), key=lambda span: (span.last, span.first))
    if not found:
        kept = tr("Action Log keeps dates from {first} to {last}.", first=FIRST_YEAR, last=today.year + YEARS_AHEAD)
        return NotADate(typed, f"{kept} {_say_what_to_type(today)}")
    if len(found) > _MAX_CHOICES:
        several = tr("That could mean {count} different dates.", count=len(found))
        return NotADate(typed, f"{several} {_say_what_to_type(today)}")
    if len(found) > 1:
        return Ambiguous(typed, tuple(DateChoice(span.label, span.due) for span in found))
    only = found[0]
    if only.last >= today:
        return Read(only.due)
    return InThePast(only.due, _same_later(only, today) if _NAMES_A_DAY.search(words) else None)


def _in_window(span: Span, today: date) -> bool:
    return span.first.year >= FIRST_YEAR and span.last.year <= today.year + YEARS_AHEAD


def _same_later(span: Span, today: date) -> Due | None:
    """The same day, month or quarter in the first year in which it is not over."""
    if span.unit not in {Unit.DAY, Unit.MONTH}:
        return None
    for years in range(1, today.year - span.first.year + 2):
        first = add_months(span.first, 12 * years)
        if first.day != span.first.day:
            continue
        later = Span.of(span.unit, first)
        if later.last >= today:
            return later.due
    return None


def _hint(typed: str, words: str, today: date) -> str:
    if _SOON.fullmatch(words):
        return f"{tr('“{typed}” names no day.', typed=typed)} {_say_what_to_type(today)}"
    if _MOVES.search(words):
        counts = tr("I can't tell from which day that counts.")
        return f"{counts} {_say_what_to_type(today)}"
    shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
    unread = tr("I couldn't read “{shown}” as a date.", shown=shown)
    return f"{unread} {_say_what_to_type(today)}"


def _say_what_to_type(today: date) -> str:
    return tr("Type it like 30 June {year}, end of next month, Friday or in 2 weeks.", year=today.year + 1)
