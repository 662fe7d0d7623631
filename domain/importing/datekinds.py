"""What each form of a date means: its precision, its first and last day, and what is doubtful about it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from domain.due import WEEKDAYS, Precision, say_date
from domain.importing.dateforms import month_number

_VERB = re.compile(r"\s+(?:be|have|need|not|also|wish|want|vary|change|include|require)\b", re.IGNORECASE)
_WORDS = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "final": 4,
    "last": 4,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_TERMS = {"spring": (1, 4), "summer": (4, 7), "autumn": (9, 12), "winter": (9, 12)}
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_TIME_WORDS = re.compile(
    r"(?:\W|\b(?:throughout|during|through|across|over|within|in|by|for|before|until|end|close|all|whole|year|of|the)\b)*",
    re.I,
)
_WIDE = 15  # years from the plan's own date beyond which a year is doubted
_NEAR = 5  # the same for a year of two digits that may be a day


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that stands in a text at `start:end`: its precision, its first and last day, and what is doubtful.

    `earliest` is `None` when the words look like a date but no such date exists (`04/13/2026`).
    """

    start: int
    end: int
    precision: Precision
    earliest: date | None
    latest: date | None
    needs_check: bool = False
    note: str = ""
    year_missing: bool = False
    suggestion: str = ""
    spans: bool = False  # from one date to another, both printed

    def __post_init__(self) -> None:
        if (self.earliest is None) != (self.latest is None):
            raise ValueError("a found date has both ends or none")


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def read_form(match: re.Match[str], text: str, as_at: date | None) -> FoundDate | None:
    """One match of the grammar as a date, or nothing when the words are no date after all."""
    found = _READERS[match.lastgroup or ""](match, text, as_at)  # the group of a form closes last
    return _on_weekday(found, match["weekday"]) if found and match["weekday"] else found


def _on_weekday(found: FoundDate, printed: str) -> FoundDate:
    """`Friday 30 September 2025` was a Tuesday: asked. Where the year is missing, the weekday may tell it."""
    day, wanted = found.earliest, _WEEKDAYS.index(printed[:3].lower())
    if day is None or found.precision is not Precision.DAY or day.weekday() == wanted:
        return found
    if found.year_missing:
        for year in (day.year + 1, day.year - 1):
            other = _safe_date(year, day.month, day.day)
            if other and other.weekday() == wanted:
                return replace(found, earliest=other, latest=other, needs_check=True)
    return replace(found, needs_check=True, note=f"{say_date(day)} is a {WEEKDAYS[day.weekday()]}")


def _day(match: re.Match[str], kind: str, as_at: date | None) -> FoundDate | None:
    day, month_text = int(match[f"{kind}_d"]), match[f"{kind}_m"]
    month = int(month_text) if month_text.isdecimal() else month_number(month_text)
    printed_year = match.groupdict().get(f"{kind}_y")
    return _make_day(match.start(), match.end(), day, month, printed_year, as_at)


def _make_day(start: int, end: int, day: int, month: int, printed: str | None, as_at: date | None) -> FoundDate | None:
    year, missing, check, note = _year(printed, month, as_at)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        turned = _safe_date(year, day, month) if year else None
        hint = say_date(turned) if turned else ""
        return FoundDate(start, end, Precision.NONE, None, None, True, "no such day", suggestion=hint)
    if year is None:
        return FoundDate(start, end, Precision.NONE, None, None, True, "no year is printed", True)
    exact = _safe_date(year, month, day)
    if exact is None:
        first, last = month_span(year, month)
        return FoundDate(start, end, Precision.MONTH, first, last, True, "no such day in that month", missing)
    return FoundDate(start, end, Precision.DAY, exact, exact, check, note, missing)


def _month(start: int, end: int, month: int, printed: str | None, as_at: date | None) -> FoundDate:
    year, missing, check, note = _year(printed, month, as_at)
    if year is None:
        return FoundDate(start, end, Precision.NONE, None, None, True, "no year is printed", True)
    if printed and len(printed) == 2 and as_at and abs(year - as_at.year) > _NEAR and int(printed) <= 31:
        # "Jun 30" in a plan of 2010: a day is likelier than 2030, so a person looks at it.
        year, check, note = as_at.year, True, "is the number a day or a year?"
    first, last = month_span(year, month)
    return FoundDate(start, end, Precision.MONTH, first, last, check, note, missing)


def _year(printed: str | None, month: int, as_at: date | None) -> tuple[int | None, bool, bool, str]:
    """The year, whether it was missing, whether it needs a look, and why."""
    if printed:
        year = int(printed) if len(printed) == 4 else 2000 + int(printed) if int(printed) < 80 else 1900 + int(printed)
        far = as_at is not None and abs(year - as_at.year) > _WIDE
        return year, False, far, "the year is far from the plan's own" if far else ""
    if as_at is None:
        return None, True, True, "no year is printed"
    if 1 <= month < as_at.month:
        return as_at.year + 1, True, True, "no year is printed"
    return as_at.year, True, False, "no year is printed"


def _safe_date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _fiscal(printed: str) -> tuple[int, bool] | None:
    """The first year of `2026/27`, and whether the two years follow each other; nothing if they can't be years."""
    first, second = (int(part) for part in re.split(r"\s?[/–-]\s?", printed))
    start = first if first >= 100 else 2000 + first
    end = second if second >= 100 else start // 100 * 100 + second
    if end < start:
        end += 100 if second < 100 and start % 100 == 99 else 0
    return (start, end == start + 1) if end > start else None


def _quarter(start: int, end: int, quarter: int, printed: str | None, as_at: date | None) -> FoundDate | None:
    check, note, year = False, "", None
    if printed and re.search(r"[/–-]", printed):
        fiscal = _fiscal(printed)
        if fiscal is None or not fiscal[1]:
            return None
        year = fiscal[0]
    elif printed:
        year = int(printed) if len(printed) == 4 else 2000 + int(printed)
        check, note = True, "read as the council year that begins in April"
    elif as_at:
        year = as_at.year if as_at.month >= 4 else as_at.year - 1
        year += _quarter_span(year, quarter)[1] < as_at  # as with months: the next one to come
        check, note = True, "no year is printed"
    if year is None:
        return FoundDate(start, end, Precision.NONE, None, None, True, "no year is printed", True)
    first, last = _quarter_span(year, quarter)
    return FoundDate(start, end, Precision.QUARTER, first, last, check, note, not printed)


def _quarter_span(year: int, quarter: int) -> tuple[date, date]:
    """The first and last day of a quarter of the council year that begins in this April."""
    month, calendar_year = 1 + 3 * (quarter % 4), year + (quarter == 4)
    return date(calendar_year, month, 1), month_span(calendar_year, month + 2)[1]


def _half(match: re.Match[str]) -> FoundDate | None:
    """`H2 2025/26`: half a council year; of `H2 2025` a person says which year is meant."""
    printed, second = match["half_y"], match["half_h"] == "2"
    fiscal = _fiscal(printed) if re.search(r"[/–-]", printed) else (int(printed), True)
    if fiscal is None or not fiscal[1]:
        return None
    year, check = fiscal[0], len(printed) == 4
    first = date(year, 7 if second else 1, 1) if check else date(year, 10 if second else 4, 1)
    last = month_span(year + (second and not check), (12 if second else 6) if check else 3 if second else 9)[1]
    note = "is it half of the calendar year or of the council's?" if check else ""
    return FoundDate(match.start(), match.end(), Precision.RANGE, first, last, check, note)


def _season(match: re.Match[str], as_at: date | None) -> FoundDate | None:
    word, printed = match["season_w"].lower(), match["season_y"]
    months = (_TERMS if match["season_t"] else _SEASONS)[word]
    year: int | None = None
    check = missing = False
    if printed:
        years = [int(part) for part in re.split(r"\s?[/–-]\s?", printed)]
        year = years[0] if years[0] >= 100 else 2000 + years[0]
        if len(years) > 1 and months[0] < 9:  # spring term 2025/26 is in 2026
            year += 1
    elif match["season_w"][0].isupper() and as_at:
        year, missing, check = as_at.year + (months[1] < as_at.month and word != "winter"), True, True
    elif not match["season_w"][0].isupper():
        return None
    if year is None:
        return FoundDate(match.start(), match.end(), Precision.NONE, None, None, True, "no year is printed", True)
    half = bool(match["season_t"] and "half" in match["season_t"].lower())
    note = "is it the holiday, or half of the term?" if half else ""
    first = date(year, months[0], 1)
    last = month_span(year + (months[1] < months[0]), months[1])[1]
    return FoundDate(match.start(), match.end(), Precision.SEASON, first, last, check or half, note, missing)


def _fiscal_year(match: re.Match[str]) -> FoundDate | None:
    printed = match["fy_y"]
    fiscal = _fiscal(printed)
    iso_month = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", printed)
    if iso_month and not (fiscal and fiscal[1]):
        return _month(match.start(), match.end(), int(iso_month[2]), iso_month[1], None)
    if fiscal is None:
        return None
    year, following = fiscal
    short = not printed[2:4].isdecimal()
    if short and not (match["fy_w"] or (following and _is_year_alone(match))):
        return None  # 24/25 in the middle of words is more likely a fraction
    if following:
        return FoundDate(match.start(), match.end(), Precision.YEAR, date(year, 4, 1), date(year + 1, 3, 31))
    second = int(re.split(r"[/–-]", printed)[1])
    last = second if second >= 100 else year // 100 * 100 + second
    return FoundDate(match.start(), match.end(), Precision.RANGE, date(year, 1, 1), date(last, 12, 31), spans=True)


def _is_year_alone(match: re.Match[str]) -> bool:
    """Do only words of a time stand beside `25/26`: `Throughout 25/26`, `By the end of 25/26`?"""
    text = match.string
    return bool(_TIME_WORDS.fullmatch(text[: match.start()])) and not text[match.end() :].strip(" .)")


def _bare_month(match: re.Match[str], text: str, as_at: date | None) -> FoundDate | None:
    name = match["m"]
    if not name[0].isupper() or _VERB.match(text, match.end()):
        return None
    return _month(match.start(), match.end(), month_number(name), None, as_at)


def _days(match: re.Match[str], text: str, as_at: date | None) -> FoundDate | None:
    month = month_number(match["days_m"])
    first = _make_day(match.start(), match.end(), int(match["days_a"]), month, match["days_y"], as_at)
    last = _make_day(match.start(), match.end(), int(match["days_b"]), month, match["days_y"], as_at)
    if (
        first
        and last
        and re.search(r"\d\D*(?:and|&)", match.group()[:12], re.I)
        and not _BETWEEN.search(text[: match.start()])
    ):
        return last  # `1st and 15th October`: two days, and the last governs
    return span(first, last) if first and last else None


def _only_year(match: re.Match[str]) -> FoundDate:
    year = int(match["y"][-4:])
    return FoundDate(match.start(), match.end(), Precision.YEAR, date(year, 1, 1), date(year, 12, 31))


_Reader = Callable[["re.Match[str]", str, "date | None"], "FoundDate | None"]
_READERS: dict[str, _Reader] = {
    "iso": lambda match, _text, as_at: _day(match, "iso", as_at),
    "num": lambda match, _text, as_at: _day(match, "num", as_at),
    "days": _days,
    "dmy": lambda match, _text, as_at: _day(match, "dmy", as_at),
    "mdy": lambda match, _text, as_at: _day(match, "mdy", as_at),
    "md": lambda match, _text, as_at: _day(match, "md", as_at),
    "my": lambda match, _text, as_at: _month(
        match.start(), match.end(), month_number(match["my_m"]), match["my_y"], as_at
    ),
    "fyq": lambda match, _text, as_at: _quarter(match.start(), match.end(), int(match["fyq_q"]), match["fyq_y"], as_at),
    "q": lambda match, _text, as_at: _quarter(
        match.start(),
        match.end(),
        _number(match["q_q"] or match["q_w"]),
        match["q_y"],
        as_at,
    ),
    "half": lambda match, _text, _as_at: _half(match),
    "season": lambda match, _text, as_at: _season(match, as_at),
    "fy": lambda match, _text, _as_at: _fiscal_year(match),
    "xy": lambda match, _text, as_at: _month(match.start(), match.end(), int(match["xy_m"]), match["xy_y"], as_at),
    "m": _bare_month,
    "y": lambda match, _text, _as_at: _only_year(match),
}


def span(first: FoundDate, second: FoundDate) -> FoundDate | None:
    """From the first day of one date to the last day of another; nothing if they stand the wrong way round."""
    if first.earliest is None or second.latest is None or first.earliest > second.latest:
        return None
    return FoundDate(
        first.start,
        second.end,
        Precision.RANGE,
        first.earliest,
        second.latest,
        first.needs_check or second.needs_check,
        first.note or second.note,
        second.year_missing,
        spans=True,
    )


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _WORDS[word.lower()]
