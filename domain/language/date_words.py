"""The words of dates in one spelling: months, weekdays, number words, and what people put around a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from domain.due import MONTHS, WEEKDAYS
from domain.language.folding import squeeze

MONTH = "|".join(month.lower() for month in MONTHS)
WEEKDAY = "|".join(weekday.lower() for weekday in WEEKDAYS)
MONTH_NUMBER = {month.lower(): number for number, month in enumerate(MONTHS, 1)}
WEEKDAY_NUMBER = {weekday.lower(): number for number, weekday in enumerate(WEEKDAYS)}

NO_DATE = frozenset(
    {
        "no date",
        "none",
        "no deadline",
        "no due date",
        "no end date",
        "undated",
        "n/a",
        "na",
        "nil",
        "clear",
        "blank",
        "remove",
        "remove date",
        "remove the date",
        "clear date",
        "clear the date",
        "not applicable",
        "-",
        "--",
    }
)
TO_BE_CONFIRMED = frozenset(
    {
        "tbc",
        "tba",
        "tbd",
        "t.b.c",
        "to be confirmed",
        "to be agreed",
        "to be decided",
        "to be determined",
        "to be set",
        "date tbc",
        "date tba",
        "not known",
        "unknown",
        "not yet known",
    }
)
ONGOING = frozenset(
    {
        "ongoing",
        "on-going",
        "on going",
        "continuous",
        "continuing",
        "rolling",
        "open ended",
        "open-ended",
        "business as usual",
        "bau",
        "until further notice",
        "indefinite",
        "indefinitely",
        "permanent",
    }
)

_SHORT = {
    **{month[:3].lower(): month.lower() for month in MONTHS},
    **{month.lower(): month.lower() for month in MONTHS},
    **{weekday[:3].lower(): weekday.lower() for weekday in WEEKDAYS},
    **{weekday.lower(): weekday.lower() for weekday in WEEKDAYS},
    "sept": "september",
    "febr": "february",
    "tues": "tuesday",
    "weds": "wednesday",
    "thur": "thursday",
    "thurs": "thursday",
    "wensday": "wednesday",
    "wednsday": "wednesday",
    "febuary": "february",
    "tomorow": "tomorrow",
    "tommorow": "tomorrow",
    "tommorrow": "tomorrow",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tomoz": "tomorrow",
    "tonight": "today",
    "fortnights": "fortnight",
    "wk": "week",
    "wks": "weeks",
    "yr": "year",
    "yrs": "years",
    "mth": "month",
    "mths": "months",
    "qtr": "quarter",
    "beginning": "start",
    "middle": "mid",
    "begining": "start",
    "penultimate": "second last",
    "final": "last",
    "upcoming": "coming",
    "xmas": "christmas",
    "fye": "fy end",
    "fiscal": "financial",
    "autum": "autumn",
    "fall": "autumn",
}
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_ORDINALS = {"first": "1st", "third": "3rd", "fourth": "4th", "fifth": "5th"} | {
    word: f"{number}th"
    for number, word in enumerate(
        (
            "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
            "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
        ),
        6,
    )
} | {"thirtieth": "30th"}  # fmt: skip
_TEENS_ON = re.compile(r"\b(twenty|thirty)[ -](first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b")
_ONES = {"first": "1st", "second": "2nd", "third": "3rd"}
_TOKEN = re.compile(r"[a-z]+")
_FUZZY = tuple(word for word in (*MONTH_NUMBER, *WEEKDAY_NUMBER, "tomorrow", "christmas") if len(word) > 5)
_MIN_FUZZY, _MAX_FUZZY = 6, 12

_LEAD_IN = re.compile(
    r"(?:please|say|is|now|it|be|will|should|can|due|(?:new |target |due )?(?:date|deadline)|moved?|changed?|set|"
    r"postponed?|extend(?:ed)?|delay(?:ed)?|push(?:ed)?(?: back)?|put back|no later than|not later than|to|by|on|"
    r"before|until|till|til|up to|at|in|during|around|about|approx|approximately|roughly|circa|sometime|"
    r"some time|the|for|=|:|-)[ :]+"
)
_TAIL = re.compile(
    r"(?: (?:please|pls|thanks|thank you|at the latest|latest|instead|hopefully|if possible|or sooner|or earlier|"
    r"or before))+$"
)
_CLOCK = (
    r"(?:[01]?[0-9]|2[0-3])(?:[:.][0-5][0-9])? ?(?:am|pm)|(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?|"
    r"noon|midday|midnight"
)
_HOURS = (
    rf"(?:{_CLOCK}|close of play|close of business|end of play|end of business|cop|cob|eod|"
    r"end of (?:the )?day|1st thing|lunchtime|morning|afternoon|evening|am|pm)"
)
_HOUR_BEFORE = re.compile(rf"^(?:by |at )?(?:the )?{_HOURS} (?:on |of |in )?(?=\S)")
_HOUR_AFTER = re.compile(rf"(?<=\S) (?:by |at |in the )?{_HOURS}$")


def canonical(text: str) -> str:
    """Small letters, one blank between words, whole names for months and weekdays, digits for number words.

    `Fri, 1 st Sept.` becomes `friday 1st september`. Obvious slips (`Novmber`) are mended where only one word is near.
    """
    words = squeeze(text).lower().replace(",", " ").replace("(", " ").replace(")", " ").strip(" .!?;:\"'")
    words = re.sub(r"(?<![0-9a-z])([0-9]{1,2}) (?=(?:st|nd|rd|th)\b)", r"\1", words)
    words = _TEENS_ON.sub(_in_figures, words)  # `twenty fifth`, as a telephone writes what it hears
    if words in _ORDINALS:
        return words  # `first` alone is no day of the month
    words = _TOKEN.sub(lambda found: _spelling(found.group(), found.string[found.start() - 1 : found.start()]), words)
    words = re.sub(rf"({MONTH}|{WEEKDAY})\.(?=[ ]|$)", r"\1", words)
    # `30-Jun-26`, `30Jun26`, `Apr-27`, `Apr'27`: a month's name parts the numbers itself.
    words = re.sub(rf"(?<![0-9])([0-9]{{1,2}}(?:st|nd|rd|th)?)[-/.]?(?=(?:{MONTH})(?![a-z]))", r"\1 ", words)
    words = re.sub(rf"({MONTH})[-/.]?([0-9]{{2}}|[0-9]{{4}})(?![0-9])(?! ?(?:{MONTH}))", r"\1 \2", words)
    words = re.sub(rf"({MONTH}) ?'(?=[0-9]{{2}}(?![0-9]))", r"\1 year ", words)
    words = re.sub(r"\b(mid|end|early|late|start|year|month)-(?=[a-z0-9])", r"\1 ", words)
    return " ".join(words.split())


def _in_figures(match: re.Match[str]) -> str:
    ones = _ONES.get(match[2]) or _ORDINALS[match[2]]
    return f"{2 if match[1] == 'twenty' else 3}{ones}"


def _spelling(token: str, before: str) -> str:
    if before.isdecimal():
        return _SHORT.get(token, token)
    return _NUMBERS.get(token) or _ORDINALS.get(token) or _SHORT.get(token) or _mended(token)


@cache
def _known_words() -> frozenset[str]:
    return frozenset(_SHORT.values())


def _mended(token: str) -> str:
    if not _MIN_FUZZY <= len(token) <= _MAX_FUZZY or token in _known_words():
        return token
    from rapidfuzz.distance import OSA  # heavy, and needed only for unknown words

    near = [word for word in _FUZZY if OSA.distance(token, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else token


def unwrapped(words: str) -> Iterator[str]:
    """The words, then the words with ever less of what people put around a date: `by the`, `please`, `at 5pm`."""
    while words:
        yield words
        bare = _HOUR_BEFORE.sub("", _HOUR_AFTER.sub("", _TAIL.sub("", words)))
        if bare == words and (lead := _LEAD_IN.match(words)):
            bare = words[lead.end() :]
        if bare == words:
            return
        words = bare
