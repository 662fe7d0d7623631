"""Records one below the other with the same labels in each (`Assigned to | Ada Brook | Due date | 3 May`), as some
systems print their actions: laid out as one table, with the labels as its headings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.importing.draft import ColumnRole
from domain.importing.forms import records_of_form
from domain.importing.headings import meanings, plain
from domain.importing.raw import RawBlock, RawCell, RawDocument, RawRow, RawTable

_R = ColumnRole
_WORK = {_R.LEAD, _R.DUE}
_FEWEST = 4  # labels of a record
_MOST = 0.8  # the share of first cells that are labels
_LONGEST = 60  # characters of a label


def with_stacked(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with such records as tables, and their labels."""
    labels: dict[str, None] = {}
    blocks: list[RawBlock] = []
    for block in document.blocks:
        blocks += _laid(block, labels) if isinstance(block, RawTable) and not block.hidden else [block]
    return (replace(document, blocks=tuple(blocks)) if labels else document), tuple(labels)


def _laid(table: RawTable, found: dict[str, None]) -> list[RawTable]:
    rows = [row for row in table.rows if not row.is_blank]
    starts = _starts(rows)
    if len(starts) < 2:
        return [table]
    records = [rows[start:end] for start, end in pairwise([*starts, len(rows)])]
    labels = _labels(records)
    lefts = [_filled(row)[0] for record in records for row in record]
    told = sum(_name(cell) in labels for cell in lefts)
    roles = {meant[0].role for text in labels.values() if (meant := meanings(text))}
    if len(labels) < _FEWEST or told < _MOST * len(lefts) or not roles & _WORK:
        return [table]
    named = [[_name(cell) in labels for cell in _filled(row)] for row in rows]
    beside = any(not (one or two) for row in named for one, two in pairwise(row))
    if beside or len(records_of_form(table) or ()) == len(records):
        return [table]  # several actions beside each other; or a form whose labels are known
    found.update(dict.fromkeys(labels.values()))
    places = {name: place for place, name in enumerate(labels)}
    head = RawRow(tuple(RawCell.of(text, place) for place, text in enumerate(labels.values())), rows[starts[0]].number)
    below = [replace(record[0], cells=tuple(_values(record, places))) for record in records]
    laid = replace(table, rows=(head, *below), whole=True, header_rows=1, offered=())
    return [replace(table, rows=tuple(rows[: starts[0]])), laid] if starts[0] else [laid]


def _starts(rows: Sequence[RawRow]) -> list[int]:
    """Where a record begins: at the first label that comes again."""
    names = [_name(_filled(row)[0]) for row in rows]
    often = Counter(names)
    first = next((name for name in names if often[name] > 1), None)
    return [index for index, name in enumerate(names) if name == first] if first else []


def _labels(records: Sequence[Sequence[RawRow]]) -> dict[tuple[int, str], str]:
    """The cells that stand in the same column of nearly every record, in order, as printed."""
    often: Counter[tuple[int, str]] = Counter()
    printed: dict[tuple[int, str], str] = {}
    for record in records:
        cells = [cell for row in record for cell in _filled(row) if len(cell.text) <= _LONGEST]
        often.update({_name(cell) for cell in cells})
        for cell in cells:
            printed.setdefault(_name(cell), cell.text.rstrip(" :"))
    known = {place for (place, name), count in often.items() if count == len(records) and meanings(name)}
    return {name: text for name, text in printed.items() if often[name] == len(records) and name[0] in known}


def _values(record: Iterable[RawRow], places: dict[tuple[int, str], int]) -> Iterable[RawCell]:
    """What stands right of each label, and below it where no label begins the row."""
    found: dict[int, RawCell] = {}
    place = 0
    for row in record:
        for cell in _filled(row):
            if _name(cell) in places:
                place = places[_name(cell)]
                continue
            before = found.get(place)
            whole = replace(cell, column=place, column_span=1, row_span=1)
            found[place] = replace(before, pieces=(*before.pieces, *cell.pieces)) if before else whole
    return (found[place] for place in sorted(found))


def _filled(row: RawRow) -> list[RawCell]:
    return [cell for cell in row.cells if not cell.is_blank]


def _name(cell: RawCell) -> tuple[int, str]:
    return cell.column, plain(cell.text)
