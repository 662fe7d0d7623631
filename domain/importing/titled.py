"""Rows that are grouped by who leads, by when they are due, or by how they stand: `Owner: Ada Brook (3)` right across,
the actions of that owner below it. What the titles say is written into a column of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.importing.deadlines import is_deadline
from domain.importing.draft import ColumnRole
from domain.importing.headers import is_header
from domain.importing.headings import meanings
from domain.importing.labels import split_labels
from domain.importing.leadwords import NameKind, kind_of
from domain.importing.profiles import is_lead_like
from domain.importing.rags import is_rag_like
from domain.importing.raw import RawCell, RawDocument, RawParagraph, RawRow, RawTable

_R = ColumnRole
_HEADER_ROWS = 10
_SHORT = 60  # characters of a line that may be a heading
_PLACE = re.compile(r"(?:page|table|sheet) ?\d*|text|", re.IGNORECASE)
_COUNT = re.compile(r"\s*(?:\(\d{1,3}(?: \w+)?\)|[–—-] \d{1,3} \w+)$")  # `(3)`, `– 4 actions`
# `Horizon 1 – by June 2026`
_STEP = re.compile(r"[A-Z][a-z]+ (?:\d{1,2}|[A-Z]|[ivxIVX]{1,4})\s?[–—:-]\s(?P<when>.{4,40})")
_KINDS = {
    _R.LEAD: ("Lead", "who leads"),
    _R.DUE: ("By when", "when they are due"),
    _R.RAG: ("Status", "how they stand"),
}


def with_titles(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with such titles as a column, and the words of the titles that are gone."""
    doubts: dict[str, None] = {}
    gone: dict[str, None] = {}
    document = _with_headings(document, doubts)
    blocks = [_table(block, doubts, gone) if isinstance(block, RawTable) else block for block in document.blocks]
    if not doubts:
        return document, ()
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts)), tuple(gone)


def _table(table: RawTable, doubts: dict[str, None], gone: dict[str, None]) -> RawTable:
    start = _start(table)
    if table.hidden or start is None or start + 1 >= len(table.rows) or not _title(table.rows[start + 1]):
        return table  # the first thing below the header must be a title
    titles = {index: text for index in range(start + 1, len(table.rows)) if (text := _title(table.rows[index]))}
    if len(titles) < 2 or len(table.rows) - 1 in titles:
        return table
    known = {found[0].role for cell in table.rows[start].cells if (found := meanings(cell.text))}
    role = next((one for one in _KINDS if one not in known and _all_say(list(titles.values()), one)), None)
    if role is None:
        return table
    heading, what = _KINDS[role]
    gone.update(dict.fromkeys(titles.values()))
    some = ", ".join(f"“{text}”" for text in list(titles.values())[:2])
    doubts[f"Rows stand below titles such as {some}. I took them as {what}. Is that right?"] = None
    return _written(table, start, titles, heading)


def _with_headings(document: RawDocument, doubts: dict[str, None]) -> RawDocument:
    """Headings above the tables, or the names of their sheets, that say it for each whole table."""
    headed: list[tuple[int, str, bool]] = []  # the place of each table, what names it, and whether that is its sheet
    above = ""
    tables = [
        (at, one) for at, one in enumerate(document.blocks) if isinstance(one, RawTable) and _start(one) is not None
    ]
    sheets = {table.sheet_or_page for _, table in tables}
    for index, block in enumerate(document.blocks):
        if isinstance(block, RawParagraph):
            above = block.text if block.level or len(block.text) < _SHORT else ""
        elif isinstance(block, RawTable) and any(at == index for at, _ in tables):
            named = not above and len(sheets) > 1 and not _PLACE.fullmatch(block.sheet_or_page)
            headed.append((index, block.sheet_or_page if named else above, named))
            above = ""
    titles = [title for _, title, _ in headed]
    if len(set(titles)) < 2 or len(set(titles)) < len(headed) or any(not title or title == "text" for title in titles):
        return document
    known = {
        found[0].role
        for _, table in tables
        for cell in table.rows[_start(table) or 0].cells
        if (found := meanings(cell.text))
    }
    role = next((one for one in _KINDS if one not in known and _all_say(titles, one)), None)
    people = all(kind_of(_value(title, _R.LEAD)) is NameKind.PERSON or ":" in title for title in titles)
    if role is None or (role is _R.LEAD and not people):
        return document
    heading, what = _KINDS[role]
    some = ", ".join(f"“{text}”" for text in titles[:2])
    doubts[f"Tables stand under titles such as {some}. I took them as {what}. Is that right?"] = None
    blocks = list(document.blocks)
    for index, title, _ in headed:
        table = blocks[index]
        start = _start(table) if isinstance(table, RawTable) else None
        if isinstance(table, RawTable) and start is not None:
            blocks[index] = _with_column(table, start, heading, _value(title, role))
    return replace(document, blocks=tuple(blocks))


def _with_column(table: RawTable, start: int, heading: str, value: str) -> RawTable:
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    head = table.rows[start]
    rows = []
    for index, row in enumerate(table.rows):
        if index < start or sum(not cell.is_blank for cell in row.cells) < 2:
            rows.append(row)
        else:
            more = heading if index == start or row.texts == head.texts else value
            rows.append(replace(row, cells=(*row.cells, RawCell.of(more, width))))
    return replace(table, rows=tuple(rows))


def _start(table: RawTable) -> int | None:
    """The row of the header: one that reads so, or else the first of several short cells above a title."""
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        if is_header(row.texts):
            return index
        texts = [text for text in row.texts if text]
        headed = [text for text in texts if len(text) < 40 and meanings(text)]
        if (
            len(texts) > 1
            and len(headed) == len(texts)
            and index + 1 < len(table.rows)
            and _title(table.rows[index + 1])
        ):
            return index
    return None


def _title(row: RawRow) -> str:
    """What stands alone in a row, at its left."""
    filled = [cell for cell in row.cells if not cell.is_blank]
    texts = dict.fromkeys(cell.text for cell in filled)
    left = min((cell.column for cell in row.cells), default=0)
    return filled[0].text if len(texts) == 1 and filled[0].column == left and len(filled[0].text) <= 90 else ""


def _value(title: str, role: ColumnRole) -> str:
    """What a title says of a role, without its label and how many rows follow; empty where it says something else."""
    before, pairs = split_labels(title)
    if len(pairs) == 1 and not before:
        label, text = pairs[0]
        return _COUNT.sub("", text) if label.role is role else ""
    bare = _COUNT.sub("", title).rstrip(": ")
    step = _STEP.fullmatch(bare) if role is _R.DUE else None
    bare = step["when"] if step else bare
    fits = {_R.DUE: is_deadline(bare), _R.RAG: is_rag_like(bare), _R.LEAD: is_lead_like(bare)}
    return bare if fits[role] else ""


def _all_say(titles: Sequence[str], role: ColumnRole) -> bool:
    """Do all titles say it, and those without a label of leads without any doubt?"""
    if not all(_value(title, role) for title in titles):
        return False
    labelled = sum(bool(split_labels(title)[1]) for title in titles)
    return role is not _R.LEAD or labelled == len(titles) or not any(":" in title for title in titles)


def _written(table: RawTable, start: int, titles: dict[int, str], heading: str) -> RawTable:
    role = next(one for one, (name, _) in _KINDS.items() if name == heading)
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    head = table.rows[start]
    rows: list[RawRow] = []
    value = ""
    for index, row in enumerate(table.rows):
        if index in titles:
            value = _value(titles[index], role)
        elif index < start or row.is_blank:
            rows.append(row)
        else:
            more = heading if index == start or row.texts == head.texts else value
            rows.append(replace(row, cells=(*row.cells, RawCell.of(more, width))))
    return replace(table, rows=tuple(rows))
