"""Lists in a cell whose items say themselves until when: `Hold panel meetings (by 22 May 2026)`; no column says it."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.dates import find_dates
from domain.importing.divided import split_who_and_when
from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headings import meanings
from domain.importing.profiles import is_lead_like
from domain.importing.raw import RawCell, RawDocument, RawPiece, RawRow, RawTable

_R = ColumnRole
_HEADER_ROWS = 8
_ENDING = re.compile(r"(?P<text>.+?)\s*[(\[](?P<said>[^()\[\]]{3,70})[)\]][.;]?")
_NAMED = re.compile(r"(?P<text>.{8,}?)\s[–—-]+\s(?P<who>[^–—]{2,50})")
_LABEL = re.compile(r"(?i)(?:lead|owner|by whom|who|due|date|when|target)\s*:\s*")
# `Actions, leads and dates`: one column for everything.
_ALL_IN_ONE = re.compile(
    r"(?i)\W*(?:key |agreed )?actions?\b.*\b(?:leads?|who|owners?|officers?)\b.*"
    r"\b(?:dates?|when|time ?scales?|deadlines?)\W*"
)
_AND_WHO = re.compile(
    r"(?i)(?:key |agreed )?(?:actions?|what|steps?|tasks?)\b.*(?:\band|/|&|,|\+)\s*"
    r"(?:who|leads?|owners?|by whom)\b.{0,20}"
)
_WHO_AND_STATE = re.compile(r"(?P<who>[^,;]{2,50})[,;]\s*(?P<when>.+)")
_FEW_WORDS = 8
WHO, WHEN = "Lead", "By when"


def with_dated_items(document: RawDocument) -> RawDocument:
    """The document with such items below each other, and a column for what they say."""
    doubts: dict[str, None] = {}
    blocks = [_table(block, doubts) if isinstance(block, RawTable) else block for block in document.blocks]
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts)) if doubts else document


def _table(table: RawTable, doubts: dict[str, None]) -> RawTable:
    if table.hidden or table.whole or len(table.rows) < 2:
        return table
    for start, head in enumerate(table.rows[:_HEADER_ROWS]):
        roles = {
            cell.column: _R.ACTION
            if _ALL_IN_ONE.fullmatch(cell.text) or _AND_WHO.fullmatch(cell.text)
            else found[0].role
            for cell in head.cells
            if (found := meanings(cell.text))
        }
        if len(roles) < 2 or _R.ACTION not in roles.values():
            continue
        if _R.DUE in roles.values():
            return table if _R.LEAD in roles.values() else _with_names(table, start, roles, doubts)
        place = next(column for column, role in roles.items() if role is _R.ACTION)
        pieces = [piece for row in table.rows[start + 1 :] for piece in _pieces(row, place)]
        dated = [piece for piece in pieces if _read(piece.text)]
        if len(dated) < 2 or len(dated) * 5 < len(pieces) * 3:
            return table
        led = any(who for piece in dated for _, who, _ in [_read(piece.text) or ("", "", "")])
        if led and _R.LEAD in roles.values():
            return table  # two places that say who
        heading = next(cell.text for cell in head.cells if cell.column == place)
        said = "who and when" if led else "when"
        doubts[f"Under “{heading}” {said} stands in brackets. I read each item as an action. Is that right?"] = None
        return _written(table, start, place, led=led)
    return table


def _with_names(table: RawTable, start: int, roles: dict[int, ColumnRole], doubts: dict[str, None]) -> RawTable:
    """Who stands behind a dash at the end of what to do (`Price a new gate – Treasurer`), and no column says it."""
    place = next(column for column, role in roles.items() if role is _R.ACTION)
    texts = [text for row in table.rows[start + 1 :] if (text := " ".join(one.text for one in _pieces(row, place)))]
    named = [match for text in texts if (match := _NAMED.fullmatch(text)) and _may_lead(match["who"])]
    known = sum(is_lead_like(match["who"]) for match in named)
    head = table.rows[start]
    told = any(cell.column == place and _AND_WHO.fullmatch(cell.text) for cell in head.cells)  # the heading says so
    if len(named) < 2 or len(named) * 5 < len(texts) * (3 if told else 4) or known * 2 < len(named):
        return table
    heading = next(cell.text for cell in head.cells if cell.column == place)
    doubts[f"Under “{heading}” a name stands at the end, behind a dash. I took it for the lead. Is that right?"] = None
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        match = _NAMED.fullmatch(" ".join(one.text for one in _pieces(row, place))) if index > start else None
        if index == start or (index > start and row.texts == head.texts):
            own = (_alone(cell) if cell.column == place else cell for cell in row.cells)
            rows.append(replace(row, cells=(*own, RawCell.of(WHO, width))))
        elif match is None or not _may_lead(match["who"]):
            rows.append(row)
        else:
            cells = [
                replace(RawCell.of(match["text"], place), fill=cell.fill) if cell.column == place else cell
                for cell in row.cells
            ]
            rows.append(replace(row, cells=(*cells, RawCell.of(match["who"], width))))
    return replace(table, rows=tuple(rows))


def _may_lead(text: str) -> bool:
    return text[:1].isupper() and (is_lead_like(text) or len(text.split()) < 3) and not is_date_like(text)


def _pieces(row: RawRow, place: int) -> tuple[RawPiece, ...]:
    return next((cell.pieces for cell in row.cells if cell.column == place), ())


def _read(text: str) -> tuple[str, str, str] | None:
    """What to do, who (or nothing) and when, of a text that ends with a date in brackets."""
    match = _ENDING.fullmatch(text.strip())
    if match is None:
        return None
    said = _LABEL.sub("", match["said"]).strip()
    if short := _WHO_AND_STATE.fullmatch(said):
        who, when = short["who"], short["when"]
        if is_lead_like(who) and find_dates(when) and len(when.split()) < _FEW_WORDS:
            return match["text"], who, when
    if is_date_like(said):
        return match["text"], "", said
    who, when = split_who_and_when(said)
    return (match["text"], who, when) if who and when and is_lead_like(who) and is_date_like(when) else None


def _alone(cell: RawCell) -> RawCell:
    """The heading of what is to be done, where it named who and when too."""
    return (
        replace(cell, pieces=(RawPiece("Action"),))
        if any(one.fullmatch(cell.text) for one in (_ALL_IN_ONE, _AND_WHO))
        else cell
    )


def _written(table: RawTable, start: int, place: int, *, led: bool) -> RawTable:
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    head = table.rows[start]
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        if index < start:
            rows.append(row)
        elif index == start or row.texts == head.texts:
            names = (WHEN, WHO) if led else (WHEN,)
            own_cells = (_alone(cell) if cell.column == place else cell for cell in row.cells)
            rows.append(
                replace(row, cells=(*own_cells, *(RawCell.of(name, width + at) for at, name in enumerate(names))))
            )
        elif not (pieces := _pieces(row, place)):
            rows.append(row)
        else:
            others = tuple(cell for cell in row.cells if cell.column != place)
            for piece in pieces:
                text, who, when = _read(piece.text) or (piece.text, "", "")
                own = replace(RawCell.of(text, place), pieces=(RawPiece(text),))
                more = (RawCell.of(when, width), RawCell.of(who, width + 1))
                cells = (*others, own, *(cell for cell in more if cell.pieces))
                rows.append(replace(row, cells=tuple(sorted(cells, key=lambda one: one.column))))
    return replace(table, rows=tuple(rows), header_rows=0)
