"""What the cell of a deadline says: the date that governs, dates on the way to it, and what a person should check."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from domain.due import MONTHS, Due, Precision, say_date
from domain.importing.dates import FoundDate, find_dates
from domain.importing.draft import DraftMilestone, DraftStatus
from domain.importing.finished import BY_WHEN
from domain.importing.marks import COMMAS, ODDLY_TYPED, even
from domain.importing.otherdates import other_meaning
from domain.importing.remembered import remembered
from domain.importing.years import which_year

_NONE = re.compile(
    r"(?:tb[cad]|t\.b\.[cad]\.?|to be (?:confirmed|agreed|advised|determined|decided)|a\.?s\.?a\.?p\.?"
    r"|as soon as possible"
    r"|n/?a|not applicable|none|nil|unknown|not known|not set|no date|date to be (?:confirmed|agreed)"
    r"|(?:with )?immediate(?:ly)?(?: effect)?|urgent(?:ly)?|[?\s./–—-]+)[\s.?!]*",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\bon[\s-]?going\b|\bcontinu(?:ous(?:ly)?|ing|al(?:ly)?)\b|\brolling\b|\bbusiness as usual\b|\bBAU\b"
    r"|\bopen[\s-]ended\b",
    re.IGNORECASE,
)
_NEAR_YEARS = 15
_LONGEST = 600  # characters; a cell with more holds a text and not a date
_RECURRING = re.compile(
    r"(?:(?:and|then|reviewed|review|to be|at least|every|each|on an?|basis|thereafter|in|by|end of"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn"
    r"|winter)(?=\s+(?:each|every)\b)"
    r"|once|twice|(?:two|three|four|six|\d{1,2}) times|a|per|as a minimum|[,/&])\s*){0,12}"
    r"\b(?:daily|weekly|fortnightly|monthly|bi[\s‐‑–—-]?monthly|quarterly|termly|half[\s‐‑–—-]yearly|six[\s‐‑–—-]monthly|annual(?:ly)?|yearly"
    r"|bi[\s‐‑–—-]?annual(?:ly)?|wkly|mthly|qu?a?r?tr?ly"
    r"|month|quarter|(?:half[\s‐‑–—-])?term|year"
    r"|(?:every|each) (?:other|second|two|three|four|six|\d{1,2}) (?:weeks?|months?|years?)"
    r"|(?:board |committee |team )?meeting|supervision)\b(?:\s*(?:basis|review|reviews|reporting|meetings?))?"
    r"(?:\s*[-–—,(:]\s*(?:in |each |every )?[A-Z][a-z]{2,8}\)?)?[\s.]*",
    re.IGNORECASE,
)
_EVERY = re.compile(r"(?i)\b(?:each|every|annual(?:ly)?|yearly)\b")
_COMPLETE = re.compile(r"\b(?:complete|completed|done|achieved|closed|actioned|delivered)\b|[✓✔✅☑]", re.IGNORECASE)
_DROPPED = re.compile(
    r"(?:superseded|withdrawn|cancell?ed|no longer (?:required|needed|applicable)|abandoned|dropped|discontinued)"
    r"(?:\W+(?:by|in|on|at|see)?\b.{0,60})?",
    re.IGNORECASE,
)
_NOT_COMPLETE = re.compile(
    r"\b(?:not|to be|partially|partly|part|nearly|almost|be|by|when|once|until|in|incomplete)\W+(?:yet\W+)?"
    r"(?:been\W+)?(?:fully\W+)?$|%\W*$",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(?:rev(?:is(?:ed|ion)|'d|d)?|ext(?:'d|d)?|extended"
    r"|changed|moved|new|now|slipped|deferred|re[\s-]?set|updated?|brought forward"
    r"|(?:pushed|put) back|delayed|re[\s-]?scheduled|postponed|amended)\b",
    re.I,
)
_REVISED_FROM = re.compile(
    r"\b(?:revised|extended|changed|moved|slipped|deferred|delayed|put back|re[\s-]?set|updated?|brought forward)"
    r"\W+from\W*$",
    re.I,
)
_ARROW = re.compile(r"\s*(?:→|➔|➜|⇒|[-–—=]*>+)\s*")
_ORIGINAL = re.compile(r"\b(?:was|original(?:ly)?|previous(?:ly)?|formerly|initial(?:ly)?)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:after|following|subject to|once|depend(?:s|ing|ent)|when|if|pending|prior to|unless"
    r"|(?:days?|weeks?|months?|years?) (?:of|from|after)|within"
    r"|no later(?! than)|(?:extended|extension|slipped|delayed|put back|moved|postponed)\s+(?:by|of))\b"
    r"|\+\s*\d+\s*(?:days|weeks|months|years)\b",
    re.IGNORECASE,
)
_START_WORD = re.compile(
    r"\b(?:from|not (?:before|earlier than)|no earlier than|no sooner than"
    r"|starting|starts?|begins?|beginning|commenc(?:es|ing)|since|with effect from|wef"
    r"|beyond|post)(?:\s+(?:in|on|from))?(?:\s+the)?(?:\s+end of)?[\s-]*$",
    re.I,
)
_ONWARD = re.compile(r"\s*(?:and\s+)?(?:onwards?|beyond)\b", re.IGNORECASE)
_PROVISIONAL = re.compile(r"(?i)(?:tb[cad]|t\.b\.[cad]\.?|to be (?:confirmed|agreed|advised|decided))\b")
_UNSETTLED = re.compile(
    r"(?i)\?\W*$|\b(?:tb[cad]|to be (?:confirmed|agreed)|provisional(?:ly)?|indicative|hopefully)\b"
)
_SERIAL = re.compile(r"[34]\d{4}(?:\.0+)?|5[0-4]\d{3}(?:\.0+)?")  # days since 1900, until 2050
_SHORT = re.compile(r"(?:(?:by|due|on|before)\W+)?(?P<one>\d{1,2})(?:st|nd|rd|th)?\s?[./-]\s?(?P<two>\d{1,2})", re.I)
_YEAR_END = re.compile(
    r"(?:(?:by|before|at|the|this|current)\s+)*(?:(?:end|close) of (?:(?:the|this|current|council)\s+)*"
    r"(?:fy|(?:financial|fiscal) year)|(?:financial|fiscal) year[ -]end)\W*",
    re.IGNORECASE,
)
_MARCH = 3
_WEAK = re.compile(
    r"[\s.,;:()&/–—-]*(?:\b(?:by|in|on|at|the|and|then|for|from|to|before|due|during|until)\b[\s.,;:()&/–—-]*)*", re.I
)

_YEAR_WORDS = re.compile(
    r"(?i)\b(?:by|in|on|at|of|the|and|during|throughout|within|over|end|beginning|start|early|late|later|mid|before|for"
    r"|until|(?:(?:financial|fiscal|calendar|council|municipal|academic|school|tax|budget)\s+)?years?|due|target|date|plan"
    r"|complete|completed|completion|deadline|fy|action|q[1-4])\b"
)
_TARGET_WORDS = re.compile(r"(?i)[\W_]*(?:(?:target|due|deadline|original(?:ly)?|planned|by|date|for)[\W_]+)*")
_SAYS_MORE = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to ask, in plain words, with the likeliest answer."""

    message: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class DueReading:
    """What a deadline cell says. `status` is set only where the cell says that the action is finished."""

    due: Due
    original: Due | None = None
    milestones: tuple[DraftMilestone, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    status: DraftStatus | None = None
    completed_on: date | None = None


def read_due(text: str, as_at: date | None = None) -> DueReading:
    """Read one deadline. `as_at` is the plan's own date, for years that are not printed."""
    printed = " ".join(text.split())
    found = _read(COMMAS.sub("/", " ".join(even(printed).split())), as_at)
    if found.due.latest and not found.doubts and ODDLY_TYPED.search(printed):  # `31,03,2025`
        meant = found.due.describe()
        found = replace(found, doubts=(Doubt(f"I read “{printed}” as {meant}. Is that right?", meant),))
    if found.due.latest and not found.doubts and _UNSETTLED.search(printed):
        meant = found.due.describe()
        doubt = Doubt(f"“{printed}” is not settled. Is {meant} the deadline, or is there none yet?", meant)
        found = replace(found, doubts=(doubt,))
    if found.due.latest and not found.doubts and found.status is None:
        found = replace(found, doubts=_another_meaning(printed, found.due, as_at))
    return found if found.due.text == printed else replace(found, due=replace(found.due, text=printed))


def _another_meaning(text: str, due: Due, as_at: date | None) -> tuple[Doubt, ...]:
    """`Started May 2026`, `next review 1 Feb 2027`: the date is read well, and may be no deadline."""
    for one in find_dates(text, as_at):
        if (one.earliest, one.latest) == (due.earliest, due.latest):
            meaning = other_meaning(text[: one.start], is_year=one.precision is Precision.YEAR)
            if meaning:
                meant = _meant(one, text)
                message = f"“{text}” names a date that may be {meaning}. Is {meant} the deadline?"
                return (Doubt(message, meant),)
    return ()


def _read(text: str, as_at: date | None) -> DueReading:
    if not text:
        return DueReading(Due.none())
    if _EVERY.search(text) and _RECURRING.fullmatch(text):
        return _event(text)  # `April each year` names a month, and no deadline
    if len(text) > _LONGEST:
        return DueReading(Due(text, Precision.EVENT), doubts=(Doubt("A long text stands here. When is this due?"),))
    if _NONE.fullmatch(text):
        return DueReading(Due.none(text), doubts=(Doubt(f"“{text}” is printed instead of a date. When is this due?"),))
    found = find_dates(text, as_at)
    if _DROPPED.fullmatch(text):
        doubt = Doubt(f"“{text}” stands where the date should be. I took the action as withdrawn.", "withdrawn")
        return DueReading(Due.none(text), doubts=(doubt,), status=DraftStatus.WITHDRAWN)
    finished = _COMPLETE.search(text)
    if finished and not (_NOT_COMPLETE.search(text, 0, finished.start()) or BY_WHEN.match(text, finished.end())):
        return _complete(text, found, finished.end())
    if ongoing := _ongoing(text, found):
        return ongoing
    if not found:
        return _unusual(text, as_at) or _event(text)
    dates = _without_echoes([one for one in found if one.latest is not None])
    unreadable = [one for one in found if one.latest is None]
    if not dates:
        return _unreadable(text, unreadable[-1])
    if len(dates) > 1:
        return _several(text, dates, unreadable)
    doubts = _doubts(text, dates[0])
    bare_year = dates[0].end - dates[0].start < 6  # `2027`, not `FY 26/27`
    if dates[0].precision is Precision.YEAR and bare_year and len(text) - (dates[0].end - dates[0].start) > 2:
        rest = f"{text[: dates[0].start]} {text[dates[0].end :]}"
        if _SAYS_MORE.search(_YEAR_WORDS.sub(" ", rest)):  # `Easter 2026`, `after the 2027 elections`
            return _event(text)
    if unreadable:
        doubts += (Doubt(f"I can't read “{text[unreadable[0].start : unreadable[0].end]}” as a date."),)
    if _PROVISIONAL.match(text):
        meant = _meant(dates[0], text)
        doubts += (Doubt(f"“{text}” is not settled. Is {meant} the deadline, or is there none yet?", meant),)
    elif _CONDITION.search(text):
        doubts += (
            Doubt(
                f"“{text}” depends on something else. Is {_meant(dates[0], text)} the deadline, or is there none yet?"
            ),
        )
    return DueReading(_due(text, dates[0]), doubts=doubts)


def _without_echoes(dates: list[FoundDate]) -> list[FoundDate]:
    """`Q3 (Oct-Dec 2025)` says the same twice: a date that only repeats the months of another is left out."""
    kept: list[FoundDate] = []
    for number, one in enumerate(dates):
        others = dates[number + 1 :] + kept
        echo = any(
            one.earliest
            and other.earliest
            and one.latest
            and other.latest
            and (one.earliest.month, one.earliest.day, one.latest.month, one.latest.day)
            == (other.earliest.month, other.earliest.day, other.latest.month, other.latest.day)
            and (one.year_missing or one.earliest == other.earliest)
            for other in others
        )
        if not echo:
            kept.append(one)
    return kept


def _meant(found: FoundDate, text: str) -> str:
    return _due(text[found.start : found.end], found).describe()


def _due(text: str, found: FoundDate) -> Due:
    return Due(text, found.precision, found.earliest, found.latest, found.needs_check, found.note)


def _doubts(text: str, found: FoundDate) -> tuple[Doubt, ...]:
    printed = text[found.start : found.end]
    if found.precision is Precision.NONE or found.latest is None or not (found.note or found.needs_check):
        return ()
    meant = _due(printed, found).describe()
    if found.note == "no such day in that month":
        last, next_day = say_date(found.latest), say_date(found.latest + timedelta(days=1))
        message = f"There is no such day as “{printed}”. Is it {last} or {next_day}? I took {meant}."
        return (Doubt(message, last),)
    if found.note == "no year is printed" or found.year_missing:
        return (Doubt(which_year(printed, found.latest.year, meant), meant),)
    if found.precision is Precision.QUARTER and found.earliest:
        other = (found.earliest.month - 4) // 3 % 4 * 3 + 1
        words = f"{MONTHS[found.earliest.month - 1]} to {say_date(found.latest)}"
        named = f"{MONTHS[other - 1]} to {MONTHS[other + 1]}"
        message = f"“{printed}” may be a quarter of the year from April or from January. I took {words}, not {named}."
        return (Doubt(message, say_date(found.latest)),)
    note = found.note or "this can be read in two ways"
    message = f"Please check “{printed}”: {note}. I took {meant}."
    if note.endswith("?"):
        message = f"Please check “{printed}”: {note[:-1]}? I took {meant}."
    return (Doubt(message, meant),)


def _unreadable(text: str, found: FoundDate) -> DueReading:
    printed = text[found.start : found.end]
    if found.year_missing:
        message = f"“{printed}” has no year, and the plan has no date of its own. Which year is meant?"
    else:
        hint = f"Is it {found.suggestion}?" if found.suggestion else "Which date is meant?"
        message = f"There is no such date as “{printed}”. {hint}"
    due = Due.none(text, needs_check=True, note=found.note)
    return DueReading(due, doubts=(Doubt(message, found.suggestion),))


def _unusual(text: str, as_at: date | None) -> DueReading | None:
    """Numbers that are dates only where a date should stand: `30/09`, `10/25`, and days as spreadsheets count them."""
    if _SERIAL.fullmatch(text):
        day = date(1899, 12, 30) + timedelta(days=int(float(text)))
        if as_at and abs(day.year - as_at.year) > _NEAR_YEARS:
            return None
        message = f"“{text}” is how a spreadsheet counts {say_date(day)}. Is that the date?"
        return DueReading(
            Due(text, Precision.DAY, day, day, True, "a day counted by a spreadsheet"),
            doubts=(Doubt(message, say_date(day)),),
        )
    if _YEAR_END.fullmatch(text) and as_at:
        end = date(as_at.year + (as_at.month > _MARCH), _MARCH, 31)
        due = Due(text, Precision.DAY, end, end, True, "no year is printed")
        meant = due.describe()
        return DueReading(due, doubts=(Doubt(which_year(text, end.year, meant), meant),))
    short = _SHORT.fullmatch(text)
    if short is None:
        return None
    one, two = int(short["one"]), int(short["two"])
    if 1 <= two <= 12:
        printed = f"{one} {MONTHS[two - 1]}"
    elif 1 <= one <= 12 and 20 <= two <= 60:
        printed = f"{MONTHS[one - 1]} 20{two}"
    else:
        return None
    found = find_dates(printed, as_at)
    if len(found) != 1 or found[0].latest is None:
        return None
    due = replace(_due(text, found[0]), needs_check=True)
    message = f"I read “{text}” as {replace(due, text=printed).describe()}. Is that right?"
    return DueReading(due, doubts=(Doubt(message, due.describe()),))


def _event(text: str) -> DueReading:
    if _RECURRING.fullmatch(text):
        message = f"“{text}” says how often, not until when. I took it as ongoing."
        return DueReading(Due(text, Precision.ONGOING), doubts=(Doubt(message, "ongoing"),))
    return DueReading(Due(text, Precision.EVENT), doubts=(Doubt(f"“{text}” is not a date. When should this be done?"),))


def _complete(text: str, found: list[FoundDate], after: int) -> DueReading:
    """`Completed March 2026`: the plan itself says that it is finished; the date is when, not until when. What stands
    before may be the deadline (`Target: 30 June 2026. Achieved: 12 June 2026`). `after` is where the word for it ends.
    """
    days = [one for one in found if one.precision is Precision.DAY and not one.needs_check]
    first = found[0] if found else None
    before = first is not None and first.latest is not None and first.end <= after
    before = before and first is not None and bool(_TARGET_WORDS.fullmatch(text[: first.start]))
    due = _due(text, first) if first is not None and before else Due.none(text)
    doubt = Doubt(f"“{text}” stands where the date should be. I took the action as complete.", "complete")
    done = next((one for one in days if one.start >= after), None) or (days[0] if days and not before else None)
    completed = None if done is None else done.latest
    return DueReading(due, doubts=(doubt,), status=DraftStatus.COMPLETE, completed_on=completed)


def _ongoing(text: str, found: list[FoundDate]) -> DueReading | None:
    word = _ONGOING.search(text)
    dated = [one for one in found if one.latest is not None]
    first = dated[0] if dated else None
    if word is None and first is None:
        return None
    onwards = first is not None and bool(_ONWARD.match(text, first.end))
    starts = first is not None and bool(_START_WORD.search(text[: first.start].replace("the ", "")))
    starts = starts and not (first is not None and first.spans)  # `from April 2025 to March 2026` has an end
    if word is None and not (len(dated) == 1 and (onwards or starts)):
        return None
    if first is None:
        return DueReading(Due(text, Precision.ONGOING))
    doubts = _doubts(text, first)
    if onwards or starts:
        if word is None and not onwards:
            doubts += (Doubt(f"“{text}” says when it starts, not when it ends. I took it as ongoing.", "ongoing"),)
        return DueReading(Due(text, Precision.ONGOING, earliest=first.earliest, note=first.note), doubts=doubts)
    doubts += (Doubt(f"“{text}” says ongoing and names a date. Is that date the deadline, a review or the start?"),)
    milestone = DraftMilestone(text[first.start : first.end], _due(text[first.start : first.end], first))
    return DueReading(Due(text, Precision.ONGOING), milestones=(milestone,), doubts=doubts)


def _several(text: str, dates: list[FoundDate], unreadable: list[FoundDate]) -> DueReading:
    """The last date governs; earlier ones are steps on the way, or the date before it was revised."""
    doubts: tuple[Doubt, ...] = ()
    if unreadable:
        doubts += (Doubt(f"I can't read “{text[unreadable[0].start : unreadable[0].end]}” as a date."),)
    gaps = [text[: dates[0].start], *(text[one.end : two.start] for one, two in pairwise(dates))]
    tail = text[dates[-1].end :]
    if len(dates) == 2:
        revised_second = bool(
            _REVISED.search(gaps[1]) or _ARROW.fullmatch(gaps[1]) or _ORIGINAL.search(gaps[0]) or _REVISED.search(tail)
        )
        revised_first = bool(_ORIGINAL.search(gaps[1]) and not _REVISED.search(gaps[1])) or bool(
            _REVISED.search(gaps[0])
        )
        if _REVISED_FROM.search(gaps[1]):  # `Sept 24 (revised from June 24)`
            revised_second, revised_first = False, True
        elif _REVISED_FROM.search(gaps[0]):  # `slipped from July to October 2025`
            revised_second, revised_first = True, False
        if revised_second != revised_first:
            old, new = (dates[0], dates[1]) if revised_second else (dates[1], dates[0])
            original = _due(text[old.start : old.end], old)
            return DueReading(_due(text, new), original=original, doubts=doubts + _doubts(text, new))
    outside = [one for one in dates if not _in_brackets(one, text)]
    if len(outside) == 1 and outside[0] is dates[0] and not any(map(_REVISED.search, gaps[1:])):
        # `Nov 2025 (agreed at Board 3/9/25)`
        meant = _meant(outside[0], text)
        message = f"“{text}” names another date in brackets. Which is the deadline? I took {meant}."
        return DueReading(_due(text, outside[0]), doubts=(*doubts, Doubt(message, meant)))
    last = dates[-1]
    latest = max(one.latest for one in dates if one.latest is not None)
    doubts += _doubts(text, last)
    bare = all(_WEAK.fullmatch(gap) for gap in gaps[1:])
    bare = bare or (last.precision is Precision.YEAR and any(one.precision is not Precision.YEAR for one in dates))
    if bare or last.latest != latest or "(" in text:
        meant = _meant(last, text)
        choices = "; ".join(_meant(one, text) for one in dates)
        message = f"“{text}” names {len(dates)} dates: {choices}. Which is the deadline? I took {meant}."
        doubts += (Doubt(message, meant),)
    milestones = []
    start = 0
    for one in dates[:-1]:
        end = one.end
        while end < len(text) and text[end] in ".,;)":
            end += 1
        piece = text[start:end].strip(" ,;-–/&")
        milestones.append(DraftMilestone(piece, _due(text[one.start : one.end], one)))
        start = end
    return DueReading(_due(text, last), milestones=tuple(milestones), doubts=doubts)


def _in_brackets(found: FoundDate, text: str) -> bool:
    return text.rfind("(", 0, found.start) > text.rfind(")", 0, found.start)


@remembered
def is_date_like(text: str) -> bool:
    """Is the text a date, or `ongoing`? Strict: a name such as `April Brown`, or a bare `MAR`, is not."""
    text = " ".join(even(text).split())
    if not text or len(text) > 120:
        return False
    if _ONGOING.fullmatch(text.strip(" .")) or _RECURRING.fullmatch(text):
        return True
    found = [
        one for one in find_dates(text, date(2000, 1, 1)) if not (one.year_missing and one.precision is Precision.MONTH)
    ]
    if not found:
        return False
    rest = len(text) - sum(one.end - one.start for one in found)
    return rest <= max(14, len(text) // 2)


def split_dates(text: str) -> list[str]:
    """`Ongoing from October 2012 October 2012` as its two dates; the text alone when other words stand between."""
    if len(text) > 4 * _LONGEST:
        return [text]
    found = find_dates(text, date(2000, 1, 1))
    pieces: list[str] = []
    start = 0
    for one in found:
        gap = text[start : one.start]
        ongoing = _ONGOING.search(gap)
        words = _ONGOING.sub(" ", gap)
        if not _WEAK.fullmatch(words):
            return [text]
        if ongoing and not _START_WORD.search(gap):
            pieces.append(gap.strip(" ,;"))
            start = one.start
        end = one.end
        if onward := _ONWARD.match(text, end):
            end = onward.end()
        pieces.append(text[start:end].strip(" ,;"))
        start = end
    rest = text[start:].strip(" .,;")
    if rest:
        if not _ONGOING.fullmatch(rest):
            return [text]
        pieces.append(rest)
    return pieces or [text]
