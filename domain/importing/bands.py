"""Tables below `Recommendation 3: ...`, or with such lines between their rows: the line becomes a column of theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.importing.draft import ColumnRole
from domain.importing.headers import is_header
from domain.importing.headings import Shade, meanings
from domain.importing.labels import label_of, recommendation_of
from domain.importing.raw import RawCell, RawRow, RawTable
from domain.importing.records import RECOMMENDATION, Context, Field, ref_label
from domain.importing.refs import split_ref

_R = ColumnRole


@dataclass(slots=True)
class Banded:
    """A table cut at the lines that name a recommendation: its header, and the rows below each line."""

    table: RawTable
    header: list[RawRow] = field(default_factory=list)
    parts: list[tuple[Context | None, list[RawRow]]] = field(default_factory=list)


def cut(table: RawTable, above: Context | None) -> Banded | None:
    """The table cut at its recommendations; nothing where it names them in a column, or nowhere."""
    start = next((index for index, row in enumerate(table.rows) if len(row.cells) > 1 and is_header(row.texts)), None)
    if start is None or not _lacks_recommendation(table.rows[start].texts):
        return None
    found = Banded(table)
    for row in table.rows[:start]:
        named = _named(row, table)
        if named is None:
            return None
        found.parts = [(named, [])]
    if not found.parts:
        found.parts = [(above, [])]
    header_rows = max(1, table.header_rows - start)
    found.header = list(table.rows[start : start + header_rows])
    for row in table.rows[start + header_rows :]:
        named = _title(row, table)
        if named is not None:
            found.parts.append((named, []))
        elif list(row.texts) != list(found.header[0].texts):
            found.parts[-1][1].append(row)
    contexts = [context for context, _ in found.parts if context is not None]
    numbers = _numbers(found)
    if not contexts or not any(rows for _, rows in found.parts) or (numbers.most and not numbers.below):
        return None  # actions with numbers of their own are what the plan numbers, and the lines are sections
    if numbers.below:
        _part_numbers(found, numbers.place)
    for context in contexts:
        context.used = True
    found.parts = [(context, rows) for context, rows in found.parts if context is not None or rows]
    return found


def _lacks_recommendation(texts: Sequence[str]) -> bool:
    roles = {found[0].role for text in texts if (found := meanings(text))}
    return _R.ACTION in roles and not roles & {_R.RECOMMENDATION, _R.REF}


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers that stand before the actions, and the column of these."""

    place: int
    most: bool  # most actions have one
    below: bool  # each continues the number of its line: `1.1` and `1.2` below `Recommendation 1`


def _numbers(banded: Banded) -> _Numbers:
    place = next(
        cell.column for cell in banded.header[0].cells if (found := meanings(cell.text)) and found[0].role is _R.ACTION
    )
    seen: list[tuple[str, str]] = []  # the number of the line above, and that of the action
    texts = 0
    for context, rows in banded.parts:
        above = next((one.label.ref for one in context.fields if one.label.ref), "") if context is not None else ""
        for text in (cell.text for row in rows for cell in row.cells if cell.column == place):
            texts += 1
            if glued := split_ref(text):
                seen.append((above, glued[0]))
    below = all(above and re.fullmatch(rf"{re.escape(above)}(?:[.-]\d+)+[a-z]?", ref) for above, ref in seen)
    return _Numbers(place, len(seen) * 2 > texts, bool(seen) and below)


def _part_numbers(banded: Banded, place: int) -> None:
    """Give the numbers of the actions a column of their own, left of these."""

    def moved(row: RawRow, number: str) -> RawRow:
        cells = [replace(cell, column=cell.column + 1) if cell.column >= place else cell for cell in row.cells]
        return replace(row, cells=(*cells, *([RawCell.of(number, place)] if number else [])))

    def parted(row: RawRow) -> RawRow:
        cell = next((cell for cell in row.cells if cell.column == place and cell.pieces), None)
        glued = split_ref(cell.pieces[0].text) if cell else None
        if cell is None or glued is None:
            return moved(row, "")
        bare = replace(cell, pieces=(replace(cell.pieces[0], text=glued[1]), *cell.pieces[1:]))
        return moved(replace(row, cells=tuple(bare if one is cell else one for one in row.cells)), glued[0])

    banded.header = [moved(row, "" if index else "Action ref") for index, row in enumerate(banded.header)]
    banded.parts = [(context, [parted(row) for row in rows]) for context, rows in banded.parts]


def _title(row: RawRow, table: RawTable) -> Context | None:
    """A row that holds `Recommendation 3: ...` and nothing else."""
    texts = list(dict.fromkeys(text for text in row.texts if text))
    if not texts or len(texts) > 2:
        return None
    numbered = recommendation_of(texts[0]) if len(texts) == 1 or not _words(texts[0]) else None
    if numbered is None:
        return None
    words = " ".join(filter(None, (numbered[1], *texts[1:])))
    if not words or (len(texts) == 2 and numbered[1]):
        return None
    label = replace(RECOMMENDATION, ref=numbered[0])
    return Context([Field(label, RawCell.of(words))], where=table.sheet_or_page, number=row.number)


def _words(text: str) -> str:
    numbered = recommendation_of(text)
    return numbered[1] if numbered else text


def _named(row: RawRow, table: RawTable) -> Context | None:
    """A row above the header that names the recommendation of the whole table."""
    if (found := _title(row, table)) is not None:
        return found
    filled = [cell for cell in row.cells if not cell.is_blank]
    label = label_of(filled[0].text) if len(filled) == 2 else None
    if label is None or label.role is not _R.RECOMMENDATION:
        return None
    return Context([Field(label, filled[1])], where=table.sheet_or_page, number=row.number)


def with_columns(banded: Banded, labels: Sequence[str]) -> RawTable:
    """The table with columns before its own for what stood above its rows. `labels` are the slots, in order."""
    width = len(labels)
    headings = {"ref": "Ref", "": ""}
    rows = []
    for index, row in enumerate(banded.header):
        before = [RawCell.of(headings.get(slot, slot), place) for place, slot in enumerate(labels) if not index]
        rows.append(replace(row, cells=(*before, *_moved(row, width))))
    for context, below in banded.parts:
        lines = below or [RawRow((), context.number if context else 0)]
        for index, row in enumerate(lines):
            cells = _cells(context, labels, len(lines)) if context is not None and not index else []
            rows.append(replace(row, cells=(*cells, *_moved(row, width))))
    return replace(banded.table, rows=tuple(rows), header_rows=len(banded.header))


def _moved(row: RawRow, width: int) -> list[RawCell]:
    return [replace(cell, column=cell.column + width) for cell in row.cells]


def _cells(context: Context, labels: Sequence[str], span: int) -> list[RawCell]:
    found: dict[str, RawCell] = {}
    for one in context.fields:
        if one.label.ref and ref_label(one.label) is not None:
            found["ref"] = RawCell.of(one.label.ref)
        name = heading_of(one)
        before = found.get(name)
        found[name] = replace(one.cell, pieces=(*before.pieces, *one.cell.pieces)) if before else one.cell
    return [
        replace(found[name], column=place, column_span=1, row_span=span)
        for place, name in enumerate(labels)
        if name in found
    ]


def heading_of(one: Field) -> str:
    """The heading of the column for what stood above a table."""
    if one.label.role is _R.RECOMMENDATION:
        return RECOMMENDATION.printed
    # A lead or date of the whole recommendation stays apart from those of its actions.
    return one.label.printed if one.label.shade is not Shade.ACTION_REF else "Action ref"
