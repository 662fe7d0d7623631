"""Where the key of a plan stands: in a table of its own, in lines, over a column, or in a cell below the actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.importing.colourkeys import (
    Found,
    KeyEntry,
    PlanKey,
    fold_sign,
    in_line,
    in_row,
    in_two_rows,
    is_key,
    is_key_line,
    read_key,
    with_lone_signs,
)
from domain.importing.draft import ColumnRole, DraftStatus
from domain.importing.parts import Mark
from domain.importing.rags import are_state_initials
from domain.importing.raw import RawCell
from domain.importing.tables import Laid, PlanTable, TableRow
from domain.rag import RagValue

_ENTRY = 60  # characters of one entry of a key that is spread over a row
_COLOUR_LETTERS = frozenset("RAGBYragby")


def find_key(laid: Laid, plan: Sequence[PlanTable], aside: Sequence[PlanTable]) -> PlanKey:
    """The plan's key, or an empty one."""
    found = [
        *(in_line(paragraph.text) for paragraph in laid.paragraphs),
        *(found for table in aside for found in _in_table(table)),
        *(found for table in plan for found in _in_plan_table(table)),
    ]
    return with_lone_signs(read_key(found), found, rag_letters(plan) - _COLOUR_LETTERS)


def is_key_table(table: PlanTable) -> bool:
    """Does a table hold nothing but a key: signs with their meanings?"""
    work = table.has_header and table.has(ColumnRole.LEAD, ColumnRole.DUE)
    return not work and is_key([_cells(row) for row in table.rows])


def is_key_row(row: TableRow) -> bool:
    """Is a row among actions one of the plan's key?"""
    texts = [row.cells[place].text for place in row.filled]
    if len(texts) == 1:
        return is_key_line(texts[0]) or bool(_KEY_TITLE.fullmatch(texts[0]))
    if _spread_key(texts):
        return True
    colour = re.fullmatch(r"(?i)red|amber|yellow|green|blue", texts[0].strip()) if len(texts) == 2 else None
    return colour is not None and bool(in_row(_cells(row))) and not row.text(ColumnRole.LEAD)


def key_heads(table: PlanTable) -> frozenset[int]:
    """The rows (by identity) that head a key right below them: `Colour | Meaning`, in the columns of its first row."""
    return frozenset(
        id(row)
        for row, below in pairwise(table.rows)
        if len(row.filled) == len(_SIGN_AND_MEANING)
        and not row.text(ColumnRole.LEAD)
        and not row.text(ColumnRole.DUE)
        and row.filled == below.filled
        and is_key_row(below)
        and not is_key_row(row)
        and all(len(row.cells[place].text.split()) <= _HEAD_WORDS for place in row.filled)
    )


_SIGN_AND_MEANING = ("Colour", "Meaning")
_HEAD_WORDS = 3
_KEY_TITLE = re.compile(r"(?i)(?:b?rag |colour |status )?(?:key|legend)\W*")
_KEY_WORD = re.compile(r"(?i)(?:b?rag |colour |status )?(?:key|legend|ratings?)\W*")


def _spread_key(texts: Sequence[str]) -> str:
    """A key along one row, an entry in each cell (`Key: | Blue = done | Green = on course`), as one line."""
    entries = [text for text in texts if not _KEY_WORD.fullmatch(text)]
    if len(entries) < 2 or not all(len(text) < _ENTRY and len(in_line(text)) == 1 for text in entries):
        return ""
    line = " | ".join(texts)
    return line if len(in_line(line)) == len(entries) and is_key_line(line) else ""


_SPELT = {
    "ns": KeyEntry(RagValue.NONE, "not started"),
    "nys": KeyEntry(RagValue.NONE, "not yet started"),
    "ip": KeyEntry(RagValue.NONE, "in progress"),
    "wip": KeyEntry(RagValue.NONE, "work in progress"),
    "oh": KeyEntry(RagValue.NONE, "on hold"),
    "c": KeyEntry(RagValue.NONE, "complete", DraftStatus.COMPLETE, unsure=True),  # which a person confirms, once
}


def with_initials(key: PlanKey, tables: Sequence[PlanTable]) -> PlanKey:
    """The key, and what `C`, `IP` and `NS` stand for where a column holds nothing else and no key says it."""
    signs: dict[str, KeyEntry] = {}
    for table in tables:
        texts = [row.text(ColumnRole.RAG) for row in table.rows]
        if are_state_initials(texts):
            signs |= {sign: _SPELT[sign] for text in texts if (sign := fold_sign(text))}
    return replace(key, signs={**signs, **key.signs}) if signs else key


def rag_letters(tables: Sequence[PlanTable]) -> frozenset[str]:
    """The single letters that stand under RAG."""
    found = {
        row.cells[column.place].text.strip(" .()")
        for table in tables
        for row in table.rows
        for column in row.layout
        if column.role is ColumnRole.RAG and column.place in row.cells
    }
    return frozenset(letter for letter in found if len(letter) == 1 and letter.isalpha())


def are_colours(single: frozenset[str]) -> bool:
    """Do single letters under RAG read as colours? Not where other letters stand among them (`A`, `P`, `N`)."""
    # Red and green side by side are no other scale: `C` or `N` beside them is a state, and asked about.
    return single <= _COLOUR_LETTERS or {"R", "G"} <= single


def _cells(row: TableRow) -> list[RawCell]:
    return [row.cells[place] for place in sorted(row.cells)]


def _are_choices(rows: Sequence[TableRow]) -> bool:
    """Are these lists of words to choose from, beside each other? Each has its own length, so no row is an entry."""
    places = sorted({place for row in rows for place in row.filled})
    filled = {place: [place in row.filled for row in rows] for place in places}
    lengths = [sum(found) for found in filled.values()]
    return (
        len(places) > 2
        and len(set(lengths)) > 1
        and min(lengths) > 2
        and all(all(found[: sum(found)]) for found in filled.values())
    )


def _in_table(table: PlanTable) -> Iterator[list[Found]]:
    if _are_choices([item for item in table.items if isinstance(item, TableRow)]):
        return
    heads = " - ".join(filter(None, table.headings))
    if heads:
        yield in_line(heads)
    rows = [item for item in table.items if isinstance(item, TableRow)]
    for item in table.items:
        if isinstance(item, Mark):
            yield in_line(item.text)
        else:
            yield in_row(_cells(item))
    for above, below in pairwise(rows):
        yield in_two_rows(_cells(above), _cells(below))


def _in_plan_table(table: PlanTable) -> Iterator[list[Found]]:
    for heading in table.headings:
        found = in_line(heading)
        if len(found) > 1:
            yield found
    for item in table.items:
        if isinstance(item, Mark):
            yield in_line(item.text)
        elif is_key_row(item):
            line = _spread_key([item.cells[place].text for place in item.filled])
            yield in_line(line) if line else in_row(_cells(item))
