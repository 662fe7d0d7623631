"""Deadlines as headings: `By 30 June 2026` and `By 31 March 2027`, and under each what is to be done by then.

Each such cell is an action of its row, which names the theme and who leads it. They are written below each other, with
a column for what and one for when.
"""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headers import is_header
from domain.importing.headings import meanings, plain
from domain.importing.profiles import opens_with_verb
from domain.importing.rags import is_rag_like
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable
from domain.importing.ticked import is_period

_R = ColumnRole
_HEADER_ROWS = 8
_MOST = 40  # columns
_PROSE = 15  # characters of a cell that says what to do
_SPAN = re.compile(
    r"(?:(?:with)?in|by|next|first|after)? ?(?:the )?(?:next |first )?\d{1,3}(?: (?:to )?\d{1,3})? (?:days?|weeks?"
    r"|months?|years?)|(?:short|medium|long)(?:er)? term|year (?:\d|one|two|three|four|five)"
    r"|(?:months?|weeks?) \d{1,2} (?:to )?\d{1,2}|immediate(?:ly)?"
)
WHAT, WHEN = "Action", "By when"
_SHARED = {_R.LEAD, _R.REF, _R.SECTION, _R.RECOMMENDATION, _R.OUTCOME, _R.RAG}  # hold for each action of the row


def with_deadlines(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with such tables written out, and the headings that are gone."""
    doubts: dict[str, None] = {}
    gone: dict[str, None] = {}
    blocks = [_table(block, doubts, gone) if isinstance(block, RawTable) else block for block in document.blocks]
    if not doubts:
        return document, ()
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts)), tuple(gone)


def is_deadline(heading: str) -> bool:
    """Does a heading say until when, and nothing else?"""
    if not is_period(heading) and any(meant.role in {_R.PROGRESS, _R.RAG} for meant in meanings(heading)[:1]):
        return False  # `Update – Sept 2026`
    dated = any(map(str.isdigit, heading)) and len(heading) <= 60 and is_date_like(heading)
    return dated or _SPAN.fullmatch(plain(heading)) is not None


def _table(table: RawTable, doubts: dict[str, None], gone: dict[str, None]) -> RawTable:
    width = max((cell.column + cell.column_span for row in table.rows for cell in row.cells), default=0)
    if table.hidden or len(table.rows) < 2 or width > _MOST:
        return table
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        whens = {cell.column: cell.text for cell in row.cells if is_deadline(cell.text)}
        if len(whens) < 2 and is_header(row.texts):
            return table  # what stands below a header is no header
        if len(whens) < 2 or not _is_beside(row, whens):
            continue
        if _holds_work(table.rows[index + 1 :], whens, alone=_names_only_who(row, whens)):
            gone.update(dict.fromkeys(whens.values()))
            names = [f"“{text}”" for text in whens.values()]
            said = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
            doubts[f"Under {said} stand texts. I took each as an action that is due then. Is that right?"] = None
            return _written(table, index, whens, width)
    return table


def _is_beside(row: RawRow, whens: dict[int, str]) -> bool:
    """Is nothing else headed as the action or its date, so that these texts are the work itself?"""
    roles = {found[0].role for cell in row.cells if cell.column not in whens and (found := meanings(cell.text))}
    return not roles & {_R.ACTION, _R.DUE} and any(cell.text for cell in row.cells if cell.column not in whens)


def _names_only_who(row: RawRow, whens: dict[int, str]) -> bool:
    """Do the other headings say only who or which theme, so that no other words can be the work?"""
    meant = [meanings(cell.text) for cell in row.cells if cell.column not in whens and cell.text]
    return 0 < len(meant) < 4 and all(found and found[0].role in {_R.LEAD, _R.SECTION, _R.REF} for found in meant)


def _holds_work(rows: tuple[RawRow, ...], whens: dict[int, str], *, alone: bool) -> bool:
    texts = [cell.text for row in rows for cell in row.cells if cell.column in whens and not cell.is_blank]
    long = [text for text in texts if len(text) >= _PROSE and not is_date_like(text) and not is_rag_like(text)]
    verbs = sum(map(opens_with_verb, long))
    return len(long) > 1 and len(long) * 5 >= len(texts) * 4 and (alone or verbs * 2 >= len(long))


def _written(table: RawTable, start: int, whens: dict[int, str], width: int) -> RawTable:
    head = table.rows[start]
    roles = {cell.column: found[0].role for cell in head.cells if (found := meanings(cell.text))}
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        own = tuple(cell for cell in row.cells if cell.column not in whens)
        work = [cell for cell in row.cells if cell.column in whens and not cell.is_blank]
        if index < start or (index > start and not work):
            rows.append(row if index < start else replace(row, cells=own))
            continue
        if index == start or row.texts == head.texts:
            rows.append(replace(row, cells=(*own, RawCell.of(WHAT, width), RawCell.of(WHEN, width + 1))))
            continue
        shared = tuple(cell for cell in own if roles.get(cell.column, _R.SECTION) in _SHARED)
        for number, cell in enumerate(work):
            what = replace(cell, column=width, column_span=1, row_span=1)
            when = RawCell.of(whens[cell.column], width + 1)
            rows.append(replace(row, cells=(*(shared if number else own), what, when)))
    return replace(table, rows=tuple(rows), header_rows=0)
