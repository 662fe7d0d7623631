"""Numbered lines above lettered ones: `1. Checks are missed`, and below it `a) Ring everyone` with lead and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_records import Record

_FURTHEST = 200  # lines between a recommendation and an action of it
_TITLED = re.compile(r"(?P<ref>(?P<top>[A-Z]{1,4}\d{1,3})(?:\.\d{1,3})+)[.:)]?\s+(?=\S)")
_KINDS = (r"\d{1,3}", r"\d{1,3}(?:\.\d{1,3})+", r"[a-h]", r"[A-H]", r"[ivx]+")


def with_parents(records: Sequence[Record], lines: Sequence[Line]) -> list[Record]:
    """The records with the line that numbers them from above; such a line is no action by itself."""
    bare = {one.lines[0]: one for one in records if len(one.lines) == 1 and not one.values}
    owned = {number for one in records for number in one.lines if number not in bare}
    taken: set[int] = set()
    last: Line | None = None
    for record in sorted(records, key=lambda one: one.number):
        if (found := _TITLED.match(record.title)) and not record.ref and (heading := _of_number(found["top"], lines)):
            record.title, record.ref = record.title[found.end() :], found["ref"]
            record.above, record.above_ref, record.is_first_below = heading.text, found["top"], heading is not last
            record.above = heading.text[len(found["top"]) :].strip(" .:)–-")
            if heading is not last:
                record.lines.append(heading.number)
            taken.add(heading.number)
            last = heading
            continue
        if record.lines[0] in bare or not record.work:
            continue
        above = _above(lines[record.number - 1], lines, owned)
        if above is None:
            last = None
            continue
        record.above, record.above_ref, record.is_first_below = above.text, above.label, above is not last
        if above is not last:
            record.lines.append(above.number)
        taken.add(above.number)
        last = above
    return [one for one in records if one.lines[0] not in taken or one not in bare.values()]


def _of_number(number: str, lines: Sequence[Line]) -> Line | None:
    """The one line that begins with this number and goes on in words."""
    found = [line for line in lines if re.match(rf"{re.escape(number)}[.:)]?\s+[A-Z]", line.text)]
    return found[0] if len(found) == 1 else None


def _above(line: Line, lines: Sequence[Line], owned: set[int]) -> Line | None:
    kind = _kind(line.label)
    if kind < 1:
        return None
    for other in reversed(lines[max(0, line.number - 1 - _FURTHEST) : line.number - 1]):
        if other.is_blank or other.number in owned:
            continue
        if other.is_item and _kind(other.label) == 0 and _indent(other) <= _indent(line):
            dotted = kind != 1 or line.label.split(".")[0].strip("( ") == other.label.strip("(). ")
            return other if dotted and len(other.text) > 3 else None
        if not other.is_item or not other.label:
            return None
    return None


def _kind(label: str) -> int:
    """0 for `1.`, 1 for `1.1`, more for letters and roman numbers; -1 for none."""
    bare = label.strip("().[] ")
    return next((place for place, pattern in enumerate(_KINDS) if re.fullmatch(pattern, bare)), -1)


def _indent(line: Line) -> int:
    return len(line.laid) - len(line.laid.lstrip())
