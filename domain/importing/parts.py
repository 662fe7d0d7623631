"""Raw tables cut into stretches of rows under one header, with the columns in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.importing.colourkeys import is_key
from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headers import (
    both,
    completes,
    is_first_header,
    is_group_heading,
    is_header,
    is_second_header,
    reaches_below,
)
from domain.importing.headings import meanings
from domain.importing.profiles import is_lead_like
from domain.importing.raw import RawRow, RawTable

_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[ ./-]\w+[ ./-](?:20)?\d\d|20\d\d-\d\d-\d\d")
_SAMPLE = 12  # rows
_TITLES = 5  # rows above a header that are titles
_FACTS = 3  # cells of a row of data


@dataclass(frozen=True, slots=True)
class Mark:
    """Words between rows that may name a section: a paragraph, or a row with a single cell."""

    text: str
    number: int
    in_table: bool
    level: int = 0
    own_header_follows: bool = False


@dataclass(slots=True)
class Part:
    """A stretch of rows under one header."""

    table: RawTable
    rows: list[RawRow]
    headings: tuple[str, ...]
    own_header: bool
    marks: list[Mark]
    after_break: bool
    own: dict[str, str] = field(default_factory=dict)  # heading of several rows: its lowest row


def parts_of(table: RawTable, inherited: tuple[str, ...], broken: bool) -> Iterable[Part]:
    """Cut a raw table at its header rows."""
    part = Part(table, [], inherited, False, [], broken)
    rows = list(table.rows)
    index = 0
    header_rows = 0 if _is_first_of_data(rows) else table.header_rows
    begun = False  # a row of data stands above: what comes is no first header
    head: list[list[str]] = []  # the header of this part, row by row
    if len(rows) == 1 and _is_key_row(rows[0]):
        part.rows, index = rows, 1
    while index < len(rows):
        texts = _row_texts(rows[index])
        if len(head) > 1 and [_row_texts(row) for row in rows[index : index + len(head)]] == head:
            # The header of several rows again: at the top of a page, or below the title of another theme.
            if part.rows and _only_text(part.rows[-1]) and rows[index].number > part.rows[-1].number + 1:
                titles = _trailing_marks(part)
                yield part
                part = Part(table, [], part.headings, True, titles, broken, part.own)
            index += len(head)
            continue
        forced = index < header_rows and sum(map(bool, texts)) > 1
        known = forced or is_header(texts, part.headings)
        if not known and not any(part.headings) and not begun and sum(map(bool, texts)) > 1:
            known = is_first_header(texts, [_row_texts(row) for row in rows[index + 1 : index + 12]])
        begun = begun or sum(map(bool, texts)) > 2
        if not known:
            part.rows.append(rows[index])
            index += 1
            continue
        headings, own = texts, texts
        first = index
        while part.rows and not part.own_header and not part.marks and _is_above(part.rows[-1], rows[index]):
            first -= 1
            headings = both(_row_texts(part.rows.pop()), headings)
        index += 1
        while index < len(rows) and (
            index < header_rows
            or is_second_header(_row_texts(rows[index]), rows[index], headings)
            or reaches_below(rows[index - 1], rows[index])
            or completes(rows[index - 1], rows[index])
        ):
            below = _row_texts(rows[index])
            own = [_at(below, place) or _at(own, place) for place in range(max(len(own), len(below)))]
            headings = both(headings, below)
            index += 1
        head = [_row_texts(row) for row in rows[first:index]]
        marks: list[Mark] = []
        if part.rows and not part.own_header and all(_only_text(row) for row in part.rows):
            marks = [Mark(_only_text(row), row.number, True, own_header_follows=True) for row in part.rows]
            part.rows = []
        if part.rows and _are_titles(part, texts):
            lines = [" | ".join(dict.fromkeys(filter(None, row.texts))) for row in part.rows]
            marks = [Mark(text, row.number, False, 0, True) for text, row in zip(lines, part.rows, strict=True)]
            part.rows = []
        if part.rows or part.own_header:
            trailing = _trailing_marks(part)
            yield part
            marks = trailing
        lowest = {whole: _at(own, place) for place, whole in enumerate(headings) if _at(own, place) != whole}
        part = Part(table, [], tuple(headings), True, marks, broken, lowest)
    yield part


def _is_first_of_data(rows: Sequence[RawRow]) -> bool:
    """Does the first row have a day where those below it have theirs? Then it is one of them, whatever the file says:
    Markdown knows no table without headings.
    """
    first, *below = [_row_texts(row) for row in rows[:_SAMPLE]] or [[]]
    days = [place for place, text in enumerate(first) if _DAY.fullmatch(text.strip()) and is_date_like(text)]
    if not days or not below or is_header(first):
        return False
    columns = ([text for row in below if (text := _at(row, place))] for place in days)
    return any(len(column) * 2 > len(below) and all(map(is_date_like, column)) for column in columns)


def _at(texts: list[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def _are_titles(part: Part, header: list[str]) -> bool:
    """Are the first rows of another sheet, above its own header, a title with a date beside it?"""
    sheet = not part.own_header and not part.table.sheet_or_page.startswith(("page", "text", "table"))
    few = len(part.rows) < _TITLES and all(sum(map(bool, row.texts)) < _FACTS for row in part.rows)
    return sheet and few and any(part.headings) and sum(map(bool, header)) > _FACTS


def _is_above(row: RawRow, header: RawRow) -> bool:
    """Is this the upper row of a header: a few words or years, each right over several headings?"""
    texts = [text for text in row.texts if text]
    below = header.number <= row.number + 1  # a title stands off by a blank row
    over = below and len(texts) > 1 and all(map(is_group_heading, texts))
    return over and (reaches_below(row, header) or completes(row, header))


def _is_key_row(row: RawRow) -> bool:
    """A key in one row of coloured cells is no header, though “Complete” and “On track” may head columns."""
    work = {ColumnRole.LEAD, ColumnRole.DUE, ColumnRole.ACTION}
    return is_key([row.cells]) and not any(meaning.role in work for text in row.texts for meaning in meanings(text))


def stretches(part: Part) -> Iterable[Part]:
    """Cut where date and lead move sideways together: from there the rows have a column more, or less."""
    start = 0
    steady: tuple[int, int] | None = None
    moved: list[tuple[int, tuple[int, int]]] = []
    for index, row in enumerate(part.rows):
        place = _places(row)
        if place is None:
            continue
        shift = (place[0] - steady[0], place[1] - steady[1]) if steady else (0, 0)
        if steady is None or shift == (0, 0):
            steady, moved = steady or place, []
        elif shift[0] == shift[1]:
            moved.append((index, place))
            if len(moved) == 2 and moved[0][1] == moved[1][1]:
                cut = moved[0][0]
                yield Part(
                    part.table,
                    part.rows[start:cut],
                    part.headings,
                    part.own_header and not start,
                    part.marks,
                    part.after_break,
                    part.own,
                )
                part.marks, part.after_break, start, steady, moved = [], False, cut, place, []
    yield Part(
        part.table,
        part.rows[start:],
        part.headings,
        part.own_header and not start,
        part.marks,
        part.after_break and not start,
        part.own,
    )


def _places(row: RawRow) -> tuple[int, int] | None:
    """Where the only date and the only lead of a row stand."""
    dates = [cell.column for cell in row.cells if _DIGIT.search(cell.text) and is_date_like(cell.text)]
    if len(dates) != 1:
        return None
    leads = [
        cell.column for cell in row.cells if cell.column != dates[0] and len(cell.text) < 90 and is_lead_like(cell.text)
    ]
    return (dates[0], leads[-1]) if leads else None


def _trailing_marks(part: Part) -> list[Mark]:
    """Single cells right above the next header belong to what follows."""
    marks: list[Mark] = []
    while part.rows and _only_text(part.rows[-1]):
        row = part.rows.pop()
        marks.insert(0, Mark(_only_text(row), row.number, True, own_header_follows=True))
    return marks


def _only_text(row: RawRow) -> str:
    filled = list(dict.fromkeys(text for text in row.texts if text))
    return filled[0] if len(filled) == 1 and not row.cells[0].is_blank else ""


def _row_texts(row: RawRow) -> list[str]:
    width = max((cell.column + 1 for cell in row.cells), default=0)
    texts = [""] * width
    for cell in row.cells:
        texts[cell.column] = cell.text
    return texts
