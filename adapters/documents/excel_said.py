"""What a person is told and asked about the rules, comments and copies of a workbook, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from adapters.documents.excel_copies import Copies
from adapters.documents.excel_rules import Area
from adapters.documents.excel_sheet import Sheet
from domain.importing.rags import colour_of_fill, read_rag
from domain.rag import RagValue

_MOST_WORDS = 8  # of one sheet, in one question


def doubts_of(sheets: Sequence[Sheet], copies: Copies | None) -> Iterator[str]:
    """What a person should confirm."""
    if copies is not None:
        older = _named([sheet.title for sheet in copies.older])
        yield (
            f"The sheets {_named([*(sheet.title for sheet in copies.older), copies.newest.title])} hold the same plan. "
            f"I read “{copies.newest.title}” as the current one and kept {older} aside. Is that right?"
        )
    for sheet in sheets:
        if sheet.hidden:
            continue
        coloured = [
            f"“{words}” {value.value}"
            for words, fill in sheet.rules.used
            if (value := colour_of_fill(fill)) is not RagValue.NONE and read_rag(words).rag.value is RagValue.NONE
        ]
        if coloured:
            shown = ", ".join(coloured[:_MOST_WORDS]) + (", and more" if len(coloured) > _MOST_WORDS else "")
            yield (
                f"In “{sheet.title}” a rule colours words: {shown}. In a column of RAG or status I took that colour. "
                "Is that right?"
            )
        if sheet.filtered and sheet.hidden_rows:
            yield f"A filter is set in “{sheet.title}”. The rows that it hides were kept aside. Should they be read?"


def notes_of(sheets: Sequence[Sheet]) -> Iterator[str]:
    """What a person should know."""
    comments = sum(len(sheet.extras.comments) for sheet in sheets)
    if comments:
        yield f"Comments on cells were kept with what found no place: {comments}."
    boxes = sum(len(sheet.extras.boxes) for sheet in sheets)
    if boxes:
        yield f"Text boxes were read as text beside the tables: {boxes}."
    pivots = [sheet.title for sheet in sheets if sheet.extras.pivots]
    if pivots:
        yield f"Pivot tables only sum up other sheets, so they are no actions: {_named(pivots)}."
    if drawn := sum(sheet.extras.charts + sheet.extras.pictures for sheet in sheets):
        yield f"Charts and pictures were not read: {drawn}."
    if any(sheet.extras.unread for sheet in sheets):
        yield "Some comments or drawings of this workbook could not be read."
    if other := [sheet.title for sheet in sheets if sheet.rules.other]:
        yield f"Rules that colour cells by a formula or a scale were not used: {_named(other)}."
    for sheet in sheets:
        yield from _choices(sheet)


def _choices(sheet: Sheet) -> Iterator[str]:
    said: set[str] = set()
    for areas, source in sheet.rules.choices:
        words = re.fullmatch(r'\s*"([^"]{1,255})"\s*', source)
        heading = _heading(sheet, areas)
        if words is None or not heading or heading in said:
            continue
        said.add(heading)
        offered = ", ".join(part.strip() for part in words[1].split(",") if part.strip())
        yield f"“{heading}” in “{sheet.title}” is chosen from a list: {offered}."


def _heading(sheet: Sheet, areas: Sequence[Area]) -> str:
    """What stands right above the cells of a list, or in its first cell."""
    for left, top, _, _ in areas[:1]:
        for row in (top - 1, top):
            cell = sheet.rows.get(row, {}).get(left)
            if cell is not None and not cell.is_blank and len(cell.text) <= 60:
                return cell.text
    return ""


def _named(titles: Sequence[str]) -> str:
    shown = [f"“{title}”" for title in titles[:8]]
    if len(titles) > 8:
        return f"{', '.join(shown)} and {len(titles) - 8} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)
