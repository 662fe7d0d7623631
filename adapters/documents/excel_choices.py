"""The words that a sheet offers for its cells: lists that are written out, or that stand on another sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from adapters.documents.excel_rules import areas_of

if TYPE_CHECKING:
    from adapters.documents.excel_sheet import Sheet

MAX_WORDS = 60  # of one list; longer ones say nothing about a column
_WRITTEN = re.compile(r'\s*"([^"]{1,255})"\s*')
_ELSEWHERE = re.compile(
    r"\s*=?\s*(?:(?:'(?P<quoted>[^']{1,60})'|(?P<sheet>[\w.]{1,60}))!)?(?P<cells>[$A-Z0-9:]{2,30})\s*"
)


def find_choices(sheets: Sequence[Sheet]) -> None:
    """Write down in each sheet, by column (from 1), what its lists offer."""
    named = {sheet.title: sheet for sheet in sheets}
    for sheet in sheets:
        for areas, source in sheet.rules.choices:
            words = tuple(dict.fromkeys(_words(source, sheet, named)))
            if not 1 < len(words) <= MAX_WORDS:
                continue
            for left, _, right, _ in areas:
                for column in range(left, min(right, left + MAX_WORDS) + 1):
                    sheet.offered.setdefault(column, words)


def _words(source: str, sheet: Sheet, named: dict[str, Sheet]) -> Iterator[str]:
    if written := _WRITTEN.fullmatch(source):
        yield from (word for part in written[1].split(",") if (word := part.strip()))
        return
    match = _ELSEWHERE.fullmatch(source)
    if match is None:
        return
    place = match["quoted"] or match["sheet"]
    origin = named.get(place) if place else sheet
    if origin is None:
        return
    for left, top, right, bottom in areas_of(match["cells"].replace("$", ""))[:1]:
        for number in sorted(origin.rows):
            if top <= number <= bottom:
                cells = origin.rows[number]
                yield from (cells[at].text for at in sorted(cells) if left <= at <= right and not cells[at].is_blank)
