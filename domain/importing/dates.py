"""A strict grammar for dates as plans print them: always day-first, a number after a month name is a year.

Nothing here guesses: what the grammar does not know is not a date. It never looks at today's date; a missing year
comes from the plan's own date. Quarters and years are those of councils: Q1 is April to June.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.due import Precision

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r(?:uary)?)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th)(?![a-z]))?"
_FISCAL = r"(?:(?:19|20)\d\d\s?[/–-]\s?(?:20\d\d|\d\d)|\d\d\s?[/–-]\s?\d\d)(?![\d/])"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s)?"
_START, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"

_FORMS = re.compile(
    _START
    + _WEEKDAY
    + "(?:"
    + "|".join(
        (
            r"(?P<iso>(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?)",
            r"(?P<num>(?P<num_d>\d{1,2})\s?(?P<sep>[./-])\s?(?P<num_m>\d{1,2})\s?(?P=sep)\s?(?P<num_y>(?:19|20)\d\d|\d\d))",
            rf"(?P<days>(?P<days_a>\d{{1,2}}){_ORDINAL}\s?(?:-|–|to|and|&)\s?(?P<days_b>\d{{1,2}}){_ORDINAL}\s(?:of\s)?"
            rf"(?P<days_m>{_MONTH})(?:[\s,'’-]{{1,2}}(?P<days_y>{_YEAR}|\d\d(?!\d)))?)",
            rf"(?P<dmy>(?P<dmy_d>\d{{1,2}}){_ORDINAL}[\s./-]{{0,2}}(?:of\s)?(?P<dmy_m>{_MONTH})"
            rf"(?:[\s,'’./-]{{0,3}}(?P<dmy_y>{_YEAR}|(?<=[\s'’./-])\d\d(?![\d/]|\s?(?:st|nd|rd|th)\b)))?)",
            rf"(?P<mdy>(?P<mdy_m>{_MONTH})\s(?P<mdy_d>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?,?\s(?P<mdy_y>{_YEAR}))",
            rf"(?P<md>(?P<md_m>{_MONTH})\s(?P<md_d>\d{{1,2}})\s?(?:st|nd|rd|th))",
            rf"(?P<my>(?P<my_m>{_MONTH})(?:\s?[-–/,]\s?|\s?['’]\s?|\s?\(?)(?:of\s)?(?P<my_y>{_YEAR}|\d\d(?!\d)))",
            rf"(?P<fyq>(?P<fyq_y>{_FISCAL}),?\s?[-–]?\s?q(?:uarter|tr)?\s?(?P<fyq_q>[1-4]))",
            rf"(?P<q>(?:q(?:uarter|tr)?\s?(?P<q_q>[1-4])|(?P<q_w>1st|2nd|3rd|4th|first|second|third|fourth|final|last)\squarter)"
            rf"(?:(?:\sof|,|\s[-–])?\s?\(?(?:fy\s?)?(?P<q_y>{_FISCAL}|{_YEAR}|(?<=[\s('’])\d\d(?!\d)))?)",
            r"(?P<season>(?P<season_w>spring|summer|autumn|winter)(?P<season_t>\s(?:half\s)?term)?"
            r"(?:(?:\sof|,)?\s['’]?(?P<season_y>(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?(?!\d)|\d\d(?!\d)))?)",
            rf"(?P<fy>(?P<fy_w>f/?y\s?|financial\syear\s)?(?P<fy_y>{_FISCAL}))",
            r"(?P<xy>(?P<xy_m>0?[1-9]|1[0-2])\s?[/.]\s?(?P<xy_y>(?:19|20)\d\d))",
            rf"(?P<m>{_MONTH})",
            rf"(?P<y>(?:f/?y\s?)?{_YEAR})",
        )
    )
    + ")"
    + _END,
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:by|before|at|in|during|for|the)\s+){0,2}(?:\bthe\s+)?"
    r"(?P<word>\bend(?:\s+of)?(?:\s+the)?\s+|\bmid(?:dle\s+of)?[\s-]*|\bearly\s+(?:in\s+)?|\blate\s+(?:in\s+)?"
    r"|\b(?:beginning|start)\s+(?:of\s+)?|\bw/?c[.:]?\s*|\bweek\s+(?:commencing|beginning)[.:]?\s*|\bw/?e[.:]?\s+|\bweek\s+ending\s+)"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s*(?:-|–|—|to|until|till|through|up to)\s*", re.IGNORECASE)
_PAIRS = re.compile(r"\s*(?:/|and|&|or)\s*", re.IGNORECASE)
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
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_TERMS = {"spring": (1, 4), "summer": (4, 7), "autumn": (9, 12), "winter": (9, 12)}
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

    def __post_init__(self) -> None:
        if (self.earliest is None) != (self.latest is None):
            raise ValueError("a found date has both ends or none")


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def find_dates(text: str, as_at: date | None = None, *, prose: bool = False) -> list[FoundDate]:
    """All dates in a text, in order; ranges (`April to June 2026`) are one date.

    `as_at` is the plan's own date, from which missing years are taken. In `prose` only dates with a month and a
    four-digit year (or a whole numeric date) count: there, `May` is a verb and `March 20` may be anything.
    """
    found: list[FoundDate] = []
    for match in _FORMS.finditer(text):
        reading = _read(match, text, as_at)
        if reading is None or (prose and not _sure_in_prose(match)):
            continue
        found.append(_with_words_before(reading, text))
    return list(_joined(found, text, as_at))


def _sure_in_prose(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if groups["iso"] or groups["num"]:
        return True
    year = groups["dmy_y"] or groups["mdy_y"] or groups["my_y"] or groups["days_y"]
    return bool(year and len(year) == 4)


def _read(match: re.Match[str], text: str, as_at: date | None) -> FoundDate | None:
    """One match of the grammar as a date, or nothing when the words are no date after all."""
    kind = next(kind for kind in _READERS if match.group(kind) is not None)
    return _READERS[kind](match, text, as_at)


def _day(match: re.Match[str], kind: str, as_at: date | None) -> FoundDate | None:
    day, month_text = int(match[f"{kind}_d"]), match[f"{kind}_m"]
    month = int(month_text) if month_text.isdigit() else month_number(month_text)
    printed_year = match.groupdict().get(f"{kind}_y")
    return _make_day(match.start(), match.end(), day, month, printed_year, as_at)


def _make_day(start: int, end: int, day: int, month: int, printed: str | None, as_at: date | None) -> FoundDate | None:
    year, missing, check, note = _year(printed, month, as_at)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        turned = _safe_date(year, day, month) if year else None
        hint = f"{turned.day}/{turned.month}/{turned.year}" if turned else ""
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


def month_number(name: str) -> int:
    """1 to 12 for an English month name or its short form."""
    return _MONTHS.index(name[:3].lower()) + 1


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
        check, note = True, "no year is printed"
    if year is None:
        return FoundDate(start, end, Precision.NONE, None, None, True, "no year is printed", True)
    month = 1 + 3 * (quarter % 4)
    calendar_year = year + (quarter == 4)
    first, last = date(calendar_year, month, 1), month_span(calendar_year, month + 2)[1]
    return FoundDate(start, end, Precision.QUARTER, first, last, check, note, not printed)


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
    first = date(year, months[0], 1)
    last = month_span(year + (months[1] < months[0]), months[1])[1]
    return FoundDate(match.start(), match.end(), Precision.SEASON, first, last, check, "", missing)


def _fiscal_year(match: re.Match[str]) -> FoundDate | None:
    printed = match["fy_y"]
    fiscal = _fiscal(printed)
    iso_month = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", printed)
    if iso_month and not (fiscal and fiscal[1]):
        return _month(match.start(), match.end(), int(iso_month[2]), iso_month[1], None)
    if fiscal is None:
        return None
    year, following = fiscal
    short = not printed[2:4].isdigit()
    if short and not (match["fy_w"] or (following and match.group() == match.string.strip())):
        return None  # 24/25 in the middle of words is more likely a fraction
    if following:
        return FoundDate(match.start(), match.end(), Precision.YEAR, date(year, 4, 1), date(year + 1, 3, 31))
    second = int(re.split(r"[/–-]", printed)[1])
    last = second if second >= 100 else year // 100 * 100 + second
    return FoundDate(match.start(), match.end(), Precision.RANGE, date(year, 1, 1), date(last, 12, 31))


def _bare_month(match: re.Match[str], text: str, as_at: date | None) -> FoundDate | None:
    name = match["m"]
    if not name[0].isupper() or _VERB.match(text, match.end()):
        return None
    return _month(match.start(), match.end(), month_number(name), None, as_at)


def _days(match: re.Match[str], as_at: date | None) -> FoundDate | None:
    month = month_number(match["days_m"])
    first = _make_day(match.start(), match.end(), int(match["days_a"]), month, match["days_y"], as_at)
    last = _make_day(match.start(), match.end(), int(match["days_b"]), month, match["days_y"], as_at)
    return _span(first, last) if first and last else None


def _only_year(match: re.Match[str]) -> FoundDate:
    year = int(match["y"][-4:])
    return FoundDate(match.start(), match.end(), Precision.YEAR, date(year, 1, 1), date(year, 12, 31))


_Reader = Callable[["re.Match[str]", str, "date | None"], "FoundDate | None"]
_READERS: dict[str, _Reader] = {
    "iso": lambda match, _text, as_at: _day(match, "iso", as_at),
    "num": lambda match, _text, as_at: _day(match, "num", as_at),
    "days": lambda match, _text, as_at: _days(match, as_at),
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
        int(match["q_q"]) if match["q_q"] else _WORDS[match["q_w"].lower()],
        match["q_y"],
        as_at,
    ),
    "season": lambda match, _text, as_at: _season(match, as_at),
    "fy": lambda match, _text, _as_at: _fiscal_year(match),
    "xy": lambda match, _text, as_at: _month(match.start(), match.end(), int(match["xy_m"]), match["xy_y"], as_at),
    "m": _bare_month,
    "y": lambda match, _text, _as_at: _only_year(match),
}


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
    days = {"mid": (11, 20), "ear": (1, 10), "lat": (21, last.day), "beg": (1, 10), "sta": (1, 10)}.get(word[:3])
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
                spanned = _span(earlier, second) if earlier else None
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
        again = [_read(match, text, date(year, 1, 1)) for match in _FORMS.finditer(text, first.start, first.end)]
        if again and again[-1] and again[-1].earliest and again[-1].earliest <= anchor:
            return replace(again[-1], start=first.start, needs_check=False, year_missing=False, note="")
    return None


def _span(first: FoundDate, second: FoundDate) -> FoundDate | None:
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
    )
