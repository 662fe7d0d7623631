"""Whether words say that something is done, or, behind `done 8`, that it is not: `by Friday`, `nearly`, `80%`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.due import MONTHS, WEEKDAYS
from domain.language.dates import Ambiguous, Read, read_date
from domain.language.folding import plain, trim

_DAYS = "|".join({name[:size].lower() for name in WEEKDAYS for size in (3, len(name))} | {"tues", "thurs", "weds"})
_MONTHS = "|".join({name[:size].lower() for name in MONTHS for size in (3, len(name))} | {"sept"})
_SPAN = r"(?:day|week|month|fortnight|term|quarter|year|hour)s?"
_FEASTS = r"christmas|xmas|easter|new year|half[- ]term|end of term|(?:the )?(?:summer|holidays|recess|break|new year)"
_SHORTLY = r"tomorrow|tonight|soon|shortly|later(?: (?:on|today|this week))?|asap"
_WHEN = (
    rf"(?:{_SHORTLY}|(?:early |mid |late |at |the )*(?:next|end|coming)\b.*|this (?:afternoon|evening|week)"
    r"|in (?:the )?new year)"
)
_TIME = re.compile(
    rf"(?:hopefully |will be |to be |due |probably )*(?:{_WHEN}"
    rf"|(?:by|before|until|till)\s+(?:(?:the|end of|early|mid|late)\s+)*(?:{_WHEN}|{_DAYS}|{_MONTHS}|today|noon|now"
    rf"|{_FEASTS}|eod|cop|close of play|\d{{1,4}}(?:st|nd|rd|th)?)\b.*"
    rf"|(?:after|from|as from|starting|effective(?: from)?)\s+(?:{_WHEN}|{_DAYS}|{_MONTHS}|{_FEASTS}"
    r"|\d{1,2}(?:st|nd|rd|th)?)\b.*"
    rf"|(?:with)?in\s+(?:an?|the next|\d+|two|three|four|a few|a couple of)\s+{_SPAN}(?:'s|s')?"
    r"(?: time)?)[\s.!]*",
    re.I,
)
_HALF = (
    r"not(?! only)|tbc|tba|ish|sort of|kind of|in principle|in theory|nearly|almost|partly|partially|mostly|half|"
    r"hopefully|maybe|perhaps|probably|in part|i think|i hope|"
    r"i guess|no[,.]?"
)
_WHOLE = re.compile(rf"(?:(?:{_HALF}|yet|quite|done|complete|there|way|through|sure|is|it)[\s.,!]*)+", re.I)
_STARTS = re.compile(
    rf"(?:{_HALF}|except|excluding|bar|minus|assuming|provided|providing|as long as|still|needs?|just needs?|to follow|"
    r"apart from|other than|but|although|though|pending|awaiting|waiting|subject to|if"
    r"|once|unless|when|as soon as|(?:will|should|to|going to) (?:be|finish|complete))(?=[\s,]|$)",
    re.I,
)
_SHARE = re.compile(r"(?:(?:about|approx\.?|roughly|around|at)\s+)?(?!100)\d{1,2}\s?(?:%|per ?cent)", re.I)
_STATE = re.compile(
    r"(?:(?:is|still|now|only|just|currently)\s+)*"
    r"(?:in progress|under ?way|on ?going|started|begun|draft(?:ed)?|in draft|on track|on hold|paused|more or less"
    r"|(?:the )?first (?:half|part|phase|stage)|(?:part|phase|stage) \d)(?:\s+only)?[\s.!]*",
    re.I,
)
_SLIP = re.compile(r"(?:cancel|undo|take (?:that|it) back|wait|hang on|hold on|oops|scrap that|i meant?)\b", re.I)
_MOST_WORDS = 7
_FILLER = re.compile(r"^(?:(?:well|erm?|umm?)[\s,.]+)+(?!done)", re.I)
_BEFORE_A_DAY = re.compile(r"(?:(?:on|in|as of|as at|dated|from|for)\s+)?(?:the\s+)?", re.I)
_NAMES_A_DAY = re.compile(rf"\d[-/. ]\d|\b20\d\d\b|\b(?:{_MONTHS})[a-z]*\b", re.I)
_HAS_A_YEAR = re.compile(r"\d{4}|\d[-/. ]\d{1,2}[-/. ]\d\d\b")
_MOST_OF_A_DAY = 6
_HALF_A_YEAR = timedelta(days=183)


_DONE = re.compile(
    r"(?:(?:it|this|action|status|rag|now|all|fully|is|has been|have|been)\s+)*"
    r"(?:done|completed?|finished|closed|sorted)"
    r"(?:\s+(?:now|today|yesterday))?[\s.!\u2705\u2714\ufe0f]*",
    re.I,
)


def says_done(words: str) -> bool:
    """Do these words say that something is done, and nothing else?"""
    return _DONE.fullmatch(plain(words).strip()) is not None


def says_not_yet(note: str, *, marked: bool) -> bool:
    """Do these words behind `done 8` put it off, halve it or make it depend on something? `marked`: a colon stands
    before them, so that they are a note of their own, which may begin with anything.
    """
    words = _FILLER.sub("", " ".join(plain(note).split()).strip("()[] "))
    if not words:
        return False
    if _WHOLE.fullmatch(words) or (len(words.split()) <= _MOST_WORDS and _TIME.fullmatch(words)):
        return True
    if _STATE.fullmatch(words):
        return True
    return not marked and bool(_STARTS.match(words) or _SHARE.match(words) or _SLIP.match(words))


def begins_with_a_day_ahead(note: str, today: date) -> bool:
    """Do these words behind `done 8` begin with a day that is still to come: `on 30 June 2027`? Of a day without its
    year the nearer one is meant, and a weekday is one that was.
    """
    words = trim(plain(note[:200])).lstrip("([ ")
    words = words[found.end() :] if (found := _BEFORE_A_DAY.match(words)) else words
    pieces = words.split()
    for many in range(min(len(pieces), _MOST_OF_A_DAY), 0, -1):
        day = trim(" ".join(pieces[:many]))
        if not _NAMES_A_DAY.search(day):
            return False
        reading = read_date(day, today=today)
        if isinstance(reading, Read | Ambiguous):
            dues = [reading.due] if isinstance(reading, Read) else [one.due for one in reading.choices]
            starts = [due.earliest for due in dues if due.earliest is not None]
            soonest = min(starts, default=today)
            return soonest > today and (bool(_HAS_A_YEAR.search(day)) or soonest - today < _HALF_A_YEAR)
    return False
