"""Records under names that nobody knows: the same names in the same order, again and again, head columns of a table.

`Undertaking: ... / In the hands of: ... / Not later than: ...` says nothing by its names; its values do, as those of
any table do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from adapters.documents.pasted_grid import Grid
from adapters.documents.pasted_lines import Line
from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings, plain
from domain.importing.lists import starts_inside

_R = ColumnRole
_NAME = re.compile(r"\W{0,4}(?P<name>[A-Z][^:\n.!?]{1,40}?)\W{0,4}:(?:\s+|\*+\s*|$)(?P<value>.*)", re.DOTALL)
_BESIDE = re.compile(r"\s*[;|]\s*(?=[A-Z][^:;|]{1,40}:)")
_WORDS = 6  # of a name
_FEWEST_NAMES = 3
_FEWEST = 2  # records
_ALIKE = 0.8  # the share of records with the very same names
_MOST = 0.6  # the share of lines that have to be in records
_Pair: TypeAlias = tuple[Line, tuple[str, str] | None, Sequence[Line]]
"""A line, the name and value that it holds, and the lines that are used up by them."""
_TEXTS = {_R.ACTION, _R.RECOMMENDATION}


def find_repeated(lines: Sequence[Line]) -> Grid | None:
    """The records as a table with a header, where their names are the same and do not say what they are."""
    named = list(_pairs(lines))
    counts = Counter(plain(pair[0]) for _, pair, _ in named if pair)
    common = {name for name, count in counts.items() if count >= _FEWEST}
    opening = next((plain(pair[0]) for _, pair, _ in named if pair and plain(pair[0]) in common), "")
    if len(common) < _FEWEST_NAMES or _are_known(common):
        return None
    records = _records(named, opening, common)
    forms = Counter(tuple(values) for _, values, _ in records)
    names = max(forms, key=lambda form: (forms[form], len(form)), default=())
    fit = [values for _, values, _ in records if set(values) <= set(names)]
    if len(names) < _FEWEST_NAMES or len(records) < _FEWEST or len(fit) < len(records):
        return None
    used = frozenset(number for _, _, numbers in records for number in numbers)
    filled = sum(line.is_open for line in lines)
    if forms[names] < len(records) * _ALIKE or len(used) < filled * _MOST:
        return None
    printed = {plain(pair[0]): pair[0].strip() for _, pair, _ in reversed(named) if pair}
    rows = [(number, tuple(values.get(name, "") for name in names)) for number, values, _ in records]
    head = (records[0][0], tuple(printed[name] for name in names))
    return Grid((head, *rows), used, 1.0, True, "", whole=True)


def _pairs(lines: Sequence[Line]) -> Iterator[_Pair]:
    """The names and values of the lines, of which one may hold several: `Job: ...; Taken by: ...`."""
    block: list[Line] = []
    for line in [*lines, Line(0)]:
        if line.is_open:
            block.append(line)
            continue
        parts = _BESIDE.split(" ".join(one.text for one in block))
        found = [match for part in parts if (match := _NAME.fullmatch(part.rstrip(" ;|")))]
        if len(parts) >= _FEWEST_NAMES and len(found) == len(parts):
            for index, match in enumerate(found):
                yield block[0], (match["name"], match["value"].strip()), () if index else tuple(block)
        else:
            yield from ((one, _named(one), (one,)) for one in block)
        block = []
        yield line, None, ()


def _named(line: Line) -> tuple[str, str] | None:
    """The name and the value of a line such as `Not later than: 19 July`."""
    match = _NAME.fullmatch(line.text) if line.is_open and not line.label else None
    return (match["name"], match["value"].strip()) if match and len(match["name"].split()) <= _WORDS else None


def _are_known(names: set[str]) -> bool:
    """Do the names say what is to be done, and who or when?"""
    known = {meant.role for name in names for meant in meanings(name)[:1]}
    return bool(known & _TEXTS) and bool(known & {_R.LEAD, _R.DUE})


def _records(named: Sequence[_Pair], opening: str, common: set[str]) -> list[tuple[int, dict[str, str], list[int]]]:
    """Of each record the line that opens it, its values by name, and the lines that it takes. None where a value would
    be lost.
    """
    records: list[tuple[int, dict[str, str], list[int]]] = []
    last, apart = "", False
    for line, pair, taken in named:
        numbers = [one.number for one in taken]
        name = plain(pair[0]) if pair else ""
        if not line.is_open:
            apart = True
            continue
        if pair and name == opening:
            records.append((line.number, {name: pair[1]}, numbers))
            last = name
        elif pair and name in common and records and name not in records[-1][1]:
            records[-1][1][name] = pair[1]
            records[-1][2].extend(numbers)
            last = name
        elif last and pair is None and not line.is_item and (not apart or starts_inside(line.text)):
            # a value on more than one line
            records[-1][1][last] = f"{records[-1][1][last]} {line.text}".strip()
            records[-1][2].extend(numbers)
        elif pair and not taken:
            return []  # a value in the middle of a line that finds no place
        else:
            last = ""
        apart = False
    return records
