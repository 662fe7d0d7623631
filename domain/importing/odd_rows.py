"""Rows that are unlike the others of their table: slipped by a cell, torn in two, or no data at all.

The kind of each column is taken from the other rows, whatever it was read as; a row is doubtful if it fits it nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from domain.importing.draft import ColumnRole, DraftAction
from domain.importing.duedates import is_date_like
from domain.importing.grouped import Grouped
from domain.importing.layout_doubts import Doubt, Keys, keys_of, named
from domain.importing.legends import is_key_row
from domain.importing.lists import starts_inside
from domain.importing.profiles import is_lead_like, is_ref_like, opens_with_verb
from domain.importing.rags import COLOURS, is_rag_like
from domain.importing.row_kinds import heading_rows, is_total
from domain.importing.tables import PlanTable, TableRow

_R = ColumnRole
_MATTERS = {_R.LEAD, _R.DUE, _R.RAG}
_TEXTS = {_R.ACTION, _R.RECOMMENDATION}
_KEPT = {_R.REF, _R.SECTION, *_TEXTS}
_FEWEST = 2  # other rows that tell what a column holds
_SHARE = 0.8  # of the other cells that have to be alike
_SHORT = 60  # characters
_KINDS = {"date": is_date_like, "colour": is_rag_like, "number": is_ref_like, "name": is_lead_like}
_NOTHING = re.compile(r"(?i)\W*(?:t\.?b\.?[cda]\.?|n/?a|none|vacan\w*|asap|to be \w+|not applicable)\W*")
_COUNTS = re.compile(
    r"(?i)\W*(?:(?:sub-?|grand )?totals?|average|mean|sum|summary|key|legend|prepared|compiled|checked|last (?:updated"
    r"|reviewed)|updated|version|source|nb|note)\b"
)
_EXPLAINS = re.compile(r"(?i)(?:[ragb]|red|amber|green|blue|yellow)\s*(?:=|:|–)\s*\w.{0,40}")
_SIGNED = 4  # cells of a row that explains a sign
_OPEN_END = re.compile(r"(?i)(?:\b(?:a|an|the|and|or|of|to|for|with|in|on|at|by|from|all|each|every|that|who)|[,–-])$")


def _moved_headings(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Headings that were laid over another column than the one they stand on."""
    if table.moved and not any(column.given for column in table.layout):
        moved = named(list(table.moved))
        doubt.add(f"I read {moved} as the heading of a column beside it, whose cells fit better.", whole=True)


def _kind_of(text: str) -> str:
    if not any(map(str.isalnum, text)) or _NOTHING.fullmatch(text):
        return ""
    if len(text) > _SHORT:
        return "text"
    return next((name for name, fits in _KINDS.items() if fits(text)), "text")


def _unlike_rows(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """A row whose cells are of other kinds than those above and below them."""
    rows = [row for row in table.rows if len(row.filled) > 1 and not is_no_row(row)]
    if len(rows) <= _FEWEST:
        return
    roles = {column.place: column.role for column in table.layout}
    kinds: dict[int, dict[int, str]] = {}
    for row in rows:
        for place in row.filled:
            if kind := _kind_of(row.cells[place].text):
                kinds.setdefault(place, {})[id(row)] = kind
    matters = {place for place, role in roles.items() if role in _MATTERS}
    full = {place for place in matters if len(kinds.get(place, ())) >= len(rows) - 1}
    for row in rows:
        odd = [place for place, found in kinds.items() if _is_odd(row, place, found, roles.get(place))]
        gone = [place for place in full if place not in row.filled]
        if len(odd) > 1 or (odd and gone):
            texts = [row.cells[place].text for place in odd]
            doubt.add(f"Row {row.number} is unlike the others ({named(texts)}).", row.number, _about(table, row, keys))


def _is_odd(row: TableRow, place: int, found: Mapping[int, str], role: ColumnRole | None) -> bool:
    """Is the cell of another kind than nearly all others of its column?"""
    own = found.get(id(row))
    others = [kind for each, kind in found.items() if each != id(row)]
    if own is None:
        return False
    if role is None and not others:
        return True  # right of all columns
    if len(others) < _FEWEST or own in others:
        return False
    usual = max(set(others), key=others.count)
    if others.count(usual) < len(others) * _SHARE:
        return False
    if usual == "text":
        return role in _TEXTS
    text = row.cells[place].text
    return own != "text" or (role in _MATTERS and (opens_with_verb(text) or text.endswith(".")))


def _about(table: PlanTable, row: TableRow, keys: Keys) -> tuple[str, ...]:
    """The actions of a row, else those of the row above, to which it was added."""
    above: tuple[str, ...] = ()
    for one in table.rows:
        above = keys_of(one, keys) or above
        if one is row:
            break
    return above


def _no_data(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """A row that counts, explains or signs, and was read as an action or as more words of the one above."""
    for row in table.rows:
        texts = [row.cells[place].text for place in row.filled]
        read = {column.place for column in row.layout if column.role in {*_KEPT, *_MATTERS}}
        if not texts or _facts(row) > 1 or is_no_row(row) or not read & set(row.filled):
            continue
        signed = len(texts) < _SIGNED and texts[0].strip().lower() in COLOURS
        if signed or any(_COUNTS.match(text) or _EXPLAINS.fullmatch(text) for text in texts):
            about = _about(table, row, keys)
            doubt.add(f"Row {row.number} may be no part of the actions ({named(texts)}).", row.number, about)


def _facts(row: TableRow) -> int:
    """How many of number, lead and date a row has, as such."""
    lead, due, ref = row.text(_R.LEAD), row.text(_R.DUE), row.text(_R.REF)
    named_ = is_lead_like(lead) and not _COUNTS.match(lead)
    return is_ref_like(ref) + named_ + is_date_like(due)


def _torn(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """An action that begins inside a sentence, below one that does not end."""
    own = [(row, actions[key]) for row in table.rows for key in keys_of(row, keys)]
    inside = [one for _, one in own if one.text[:1].islower()]
    usual = len(inside) * 3 > len(own) + 1
    for (_, before), (row, after) in pairwise(own):
        bare = not after.leads and not after.due.text
        if usual and not (bare and len(row.filled) == 1):
            continue
        if after in inside and (bare or _OPEN_END.search(before.text)):
            doubt.add(f"{named([after.text])} may go on from the row above.", row.number, [before.key, after.key])


def joined_rows(table: PlanTable, keys: Keys, grouped: Grouped, doubt: Doubt) -> None:
    """A row of one or two cells that was added to the row above, although its words begin anew."""
    aside = {*grouped.sections.values(), *grouped.leftover}
    above: tuple[str, ...] = ()
    heads = heading_rows(table)
    for row in table.rows:
        own = keys_of(row, keys)
        if own or not above or row.after_break or row.covered or is_no_row(row) or id(row) in heads:
            above = own or above
            continue
        texts = [row.cells[place].text for place in row.filled]
        work = row.text(_R.ACTION)
        if 0 < len(texts) < 3 and work[:1].isupper() and not starts_inside(work) and not aside & set(texts):
            doubt.add(f"Row {row.number} was read as part of the row above ({named(texts)}).", row.number, above)


def is_no_row(row: TableRow) -> bool:
    """Was the row left aside as a total or as a part of the key?"""
    return is_key_row(row) or is_total([row.cells[place].text for place in row.filled] or [""])


ODD_ROWS = (_moved_headings, _unlike_rows, _no_data, _torn)
