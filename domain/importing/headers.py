"""Which rows are headers: wherever they stand, over two rows, or printed again on each page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headings import SIGN_OFF, is_heading, meanings, plain
from domain.importing.profiles import is_lead_like, is_ref_like
from domain.importing.rags import is_rag_like
from domain.importing.raw import RawRow
from domain.importing.tracker_words import tracker_meanings

_LONG = 90  # characters of a heading
_PERIOD = re.compile(
    r"(?i)(?:(?:year|yr)\W?\d\W+)?(?:q[1-4]\W*)?(?:[a-z]{3,9}\W{0,2})?(?:20)?\d\d(?:\W(?:20)?\d\d)?|q[1-4]"
)
_MONTH = re.compile(
    r"(?i)(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,6})?\.?(?:\W{0,2}(?:20)?\d\d)?"
)
_UNIT = re.compile(r"(?i)(?:financial |academic |school )?(?:years?|months?|quarters?|terms?|weeks?|days?|dates?)")
_FEW_WORDS = 6  # of a heading
_SIGN_OFF_EDGES = frozenset(["date", "full", "print", "printed"])
_SMALL = frozenset(["by", "of", "off", "on", "no", "number", "title", "and", "to", "the", "for", "address", "history"])
_MANY = 4  # roles among the headings of a row that is no row of data
_DAY = re.compile(
    r"(?i)(?:w/?[ck]\W*|week (?:of|commencing|ending) )?\d{1,2}(?:st|nd|rd|th)?[ ./-](?:[a-z]{3,9}|\d{1,2})"
    r"(?:[ ./-](?:20)?\d\d)?|w(?:ee)?k\W?\d{1,2}"
)
_OF_A_REPORT = re.compile(r"(?i)(?:as )?(?:at|to|in|for) (?:\d{1,2} )?[a-z]{3,9}(?: (?:20)?\d\d)?|to date")
_FEWEST = 3  # weeks, months or quarters that make a timetable
_DATED = re.compile(
    r"(?i)\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? 20\d\d)\b"
)
_WRITTEN_BY_A_PROGRAM = re.compile(r"[<{]\s*[\w\"/]|\w=\\?\"")  # `ListSchema={"schemaXmlList": ...`
_REPORTS = {ColumnRole.PROGRESS, ColumnRole.RAG, ColumnRole.NOTES}
_STRONG = {ColumnRole.ACTION, ColumnRole.RECOMMENDATION, ColumnRole.LEAD, ColumnRole.DUE, ColumnRole.RAG}


def is_header(texts: Sequence[str], known: Sequence[str] = ()) -> bool:
    """Is this row a header: two or more headings, most of the row, and nothing that is data?"""
    filled = [text for text in texts if text.strip()]
    if len(filled) < 2 or any(len(text) > 110 or _WRITTEN_BY_A_PROGRAM.search(text) for text in filled):
        return False
    if (known and (similar(texts, known) or _is_lower_half(texts, known))) or tracker_meanings(texts):
        return True
    dated = [text for text in filled if _says_when(text) and not _tells_of(text)]
    if any(known) and dated and not any(map(_says_when, known)):
        return False  # a day or month of a year stands in a row of data, whatever the other words are
    foreign = [text for text in filled if signs_off(text)]
    if len(foreign) >= 2 and all(len(text.split()) <= 4 and not re.search(r"\d", text) for text in filled):
        return True
    filled = _without_series(_without_timetable(filled))
    data = sum(map(_is_data, filled))
    if data * 5 > len(filled):
        return False  # nearly every row ends here, before each of its words is looked at as a heading
    if any(known) and data > 1:
        return False  # a row of the table that is known, however many of its words could be headings
    headings = [text for text in filled if is_heading(text)]
    roles = {found[0].role for text in headings if (found := meanings(text))}
    # One word of data (`Year`, `2025/26`) does not hide a header of which everything else is known.
    if data and not (len(roles) >= _MANY and (data + len(headings)) * 4 >= 3 * len(filled)):
        return False
    lower = [text for text in filled if text[:1].islower()]
    if (lower and (len(lower) < len(filled) or any(known))) or (
        len(filled) == 2 and any(len(text) > 40 or _DATED.search(text) for text in filled)
    ):
        return False
    if not roles & _STRONG or len(roles) < 2:
        return False
    needed = 0.75 if any(known) else 0.6
    return len(headings) >= (3 if any(known) else 2) and len(headings) >= needed * len(filled)


def _is_lower_half(texts: Sequence[str], known: Sequence[str]) -> bool:
    """Is this the lower row of a header of two rows that is known, printed again?"""
    pairs = [(text, whole) for text, whole in zip(texts, known, strict=False) if text.strip() and whole]
    alike = sum(whole == text or whole.endswith(f" {text}") for text, whole in pairs)
    return len(pairs) > 2 and alike == len(pairs) and any(whole != text for text, whole in pairs)


def _says_when(text: str) -> bool:
    """A day or month of a year, somewhere; or nothing but `Dec-26`."""
    return bool(_DATED.search(text) or (_MONTH.fullmatch(text.strip()) and text.strip()[-1:].isdecimal()))


def _tells_of(text: str) -> bool:
    """`Commentary (January 2026)`: the heading of a report, and of when it is."""
    found = meanings(text)
    return is_heading(text) and bool(found) and found[0].role in _REPORTS


def signs_off(text: str) -> bool:
    """`Signed by`, `Job title`, `Version`: words of a sign-off and no others, which rows of work may have too."""
    words = plain(text).split()[:4]
    return bool(words) and words[0] in _SIGN_OFF_EDGES | SIGN_OFF and set(words) <= SIGN_OFF | _SIGN_OFF_EDGES | _SMALL


def is_first_header(texts: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Is the first row of a table its header, although few of its words are known? The cells below tell.

    Two headings at least must be known; under some the cells are dates, numbers, colours, names or long texts, which
    the row itself does not have.
    """
    filled = [text for text in texts if text.strip()]
    if any(map(_WRITTEN_BY_A_PROGRAM.search, filled)):
        return False
    if _stands_over_data(texts, below):
        return True
    if len(filled) < 3 or any(len(text) > _LONG or (text.rstrip().endswith(".") and len(text) > 30) for text in filled):
        return False
    filled = _without_series(filled)
    if any(_is_data(text) and not _PERIOD.fullmatch(text.strip()) for text in filled):
        return False
    headings = [text for text in filled if is_heading(text)]
    roles = {found[0].role for text in headings if (found := meanings(text))}
    if len(roles) < 2 or not roles & _STRONG or len(headings) * 4 < len(filled):
        return False
    contrast = 0
    for place, text in enumerate(texts):
        cells = [row[place] for row in below if place < len(row) and row[place].strip()]
        if not text.strip() or not cells:
            continue
        unlike = sum(_is_data(cell) or is_lead_like(cell) or len(cell) > 2 * len(text) + 10 for cell in cells)
        contrast += unlike * 2 > len(cells)
    return contrast >= 2


def _stands_over_data(texts: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Do short words that are all different stand over columns of dates, numbers and money, whatever they mean?

    A row of data above other rows has dates and numbers where they have them.
    """
    filled = [plain(text) for text in texts if text.strip()]
    if len(filled) < _FEWEST or len(set(filled)) < len(filled) or len(below) < 2:
        return False
    if any(len(text.split()) > _FEW_WORDS or text.rstrip().endswith((".", ";", ",")) for text in texts):
        return False
    if any(re.search(r"\d", text) or (_is_data(text) and not _UNIT.fullmatch(text.strip())) for text in texts):
        return False
    kinds = 0
    for place, text in enumerate(texts):
        cells = [row[place] for row in below if place < len(row) and row[place].strip()]
        if text.strip() and cells:
            kinds += sum(_is_counted(cell) for cell in cells) * 5 >= 4 * len(cells)
    known = sum(map(is_heading, filled))
    return kinds >= _FEWEST or (kinds >= 2 and known >= 1) or (kinds == 1 and known * 2 >= len(filled))


def _is_counted(cell: str) -> bool:
    """A date, a number, or an amount of money."""
    return bool(re.fullmatch(r"[£$€]?\s?\d[\d,. ]*\s?[%kKmM]?", cell.strip())) or (
        any(map(str.isdigit, cell)) and is_date_like(cell)
    )


def _is_data(text: str) -> bool:
    """A date, a colour or a number, and no heading."""
    if _UNIT.fullmatch(text.strip()):
        return False
    numbered = is_ref_like(text) and any(map(str.isdigit, text))
    return (is_date_like(text) or is_rag_like(text) or numbered) and not is_heading(text)


def _without_timetable(filled: list[str]) -> list[str]:
    """The headings without a run of weeks, months or quarters, which would read as dates."""
    fits = [any(one.fullmatch(text.strip()) for one in (_MONTH, _PERIOD, _DAY)) for text in filled]
    runs = [len(list(same)) for fit, same in groupby(fits) if fit]
    if max(runs, default=0) < _FEWEST:
        return filled  # a number such as `2.01`, a start and an end are no timetable
    return [text for text, fit in zip(filled, fits, strict=True) if not fit]


_WITH_PERIOD = re.compile(
    r"(?P<words>[A-Za-z][A-Za-z ]{2,30}?)\W+(?:\d{1,2} )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|q[1-4]|p\d{1,2})\W*(?:\W(?:y(?:ea)?r? ?\d|(?:20)?\d\d)){0,2}",
    re.IGNORECASE,
)


def _without_series(filled: list[str]) -> list[str]:
    """Of headings that differ only in their month (`Replan Apr 26`, `Replan Sep 26`) one, without the month.

    Two of a kind side by side are no data.
    """
    words = [found["words"].lower() if (found := _WITH_PERIOD.fullmatch(text.strip())) else "" for text in filled]
    often = {word for word in words if word and words.count(word) > 1}
    once: dict[str, str] = {}
    for text, word in zip(filled, words, strict=True):
        once.setdefault(word if word in often else f"= {text}", word.title() if word in often else text)
    return list(once.values())


def reaches_below(upper: RawRow, lower: RawRow) -> bool:
    """Do the merged cells of a header row take in the row below: a cell over both, or one over several headings?"""
    starts = [cell.column for cell in lower.cells if not cell.is_blank]
    texts = [cell.text for cell in lower.cells if not cell.is_blank]
    if not texts or any(len(text) > 60 for text in texts):
        return False
    if any(_is_data(text) for text in _without_timetable(texts)):
        return False
    width = max(cell.column + cell.column_span for cell in (*upper.cells, *lower.cells))
    for cell in upper.cells:
        if cell.is_blank or cell.column_span >= width:
            continue
        below = sum(cell.column <= start < cell.column + cell.column_span for start in starts)
        if cell.row_span > 1 or (cell.column_span > 1 and below > 1):
            return True
    return False


def completes(upper: RawRow, lower: RawRow) -> bool:
    """Are these the two halves of a header from a format without merged cells (CSV, pasted text)?

    What one leaves blank the other fills, and where both have words, those of the upper row stand over several.
    """
    tops = {cell.column for cell in upper.cells if not cell.is_blank}
    below = {cell.column for cell in lower.cells if not cell.is_blank}
    width = max((cell.column for cell in (*upper.cells, *lower.cells)), default=0) + 1
    if len(tops) < _FEWEST or len(below) < 2 or len(tops | below) < width or tops >= below:
        return False
    texts = [cell.text for cell in (*upper.cells, *lower.cells) if not cell.is_blank]
    if not all(map(is_group_heading, texts)) or any(_is_data(text) for text in texts):
        return False
    return all(place + 1 in below - tops for place in tops & below)


def is_group_heading(text: str) -> bool:
    """May these words stand over several headings: a few words, or a year, and no fact such as `Printed: 3 May`?"""
    return len(text) <= 40 and not text.endswith(":") and (not _is_data(text) or bool(_PERIOD.fullmatch(text.strip())))


def is_second_header(texts: Sequence[str], row: RawRow, above: Sequence[str] = ()) -> bool:
    """The lower half of a header: short words under some of the headings, nothing that is data.

    Below a report may stand of when it is: `Progress` over `at May 2014`.
    """
    if len([text for text in texts if text]) > 2:
        texts = ["" if _tells_when(text, top) else text for text, top in zip(texts, above, strict=False)]
    filled = [text for text in texts if text.strip()]
    if not filled or any(len(text) > 40 for text in filled) or (len(filled) == 1 and texts[:1] != [""]):
        return False
    if any(_is_data(text) for text in filled):
        return False
    headed = [text for text in filled if is_heading(text) and len(text.split()) <= 4]
    return len(headed) == len(filled) and (not texts[0] or len(filled) >= 2) and not row.hidden


def _tells_when(text: str, above: str) -> bool:
    found = meanings(above)
    return bool(text and found) and found[0].role in _REPORTS and bool(_OF_A_REPORT.fullmatch(text.strip()))


def both(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The headings of a header of two rows: the lower words behind the upper ones."""
    width = max(len(upper), len(lower))
    above = ""
    found = []
    for place in range(width):
        top = upper[place] if place < len(upper) else ""
        under = lower[place] if place < len(lower) else ""
        above = top or (above if under else "")
        found.append(f"{above} {under}".strip() if under and above != under else top or under)
    return found


def similar(one: Sequence[str], other: Sequence[str]) -> bool:
    """Are these the same headings, give or take a word?"""
    first, second = ({plain(text) for text in texts if plain(text)} for texts in (one, other))
    if not first or not second:
        return False
    return len(first & second) >= 0.6 * len(first | second)
