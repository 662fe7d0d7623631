"""RAG that a task tracker keeps among its labels: `RAG: Red; Board`, or a label that is a colour and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headers import is_header
from domain.importing.headings import Shade, meanings, plain
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable

_HEADINGS = ("labels", "label", "tags", "tag", "categories")
_PARTS = re.compile(r"\s*[;,|\n]\s*")
_COLOUR = re.compile(
    r"(?i)(?P<named>b?rag(?: status| rating)?\s*[:=–-]?\s*)?(?P<colour>red|amber|yellow|orange|green|blue)"
)
HEADING = "RAG (label)"


def with_labels(document: RawDocument) -> RawDocument:
    """The document, with a column of RAG for each table that has it only among its labels."""
    doubts: dict[str, None] = {}
    blocks = [_table(block, doubts) if isinstance(block, RawTable) else block for block in document.blocks]
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts))


def _table(table: RawTable, doubts: dict[str, None]) -> RawTable:
    start = next((index for index, row in enumerate(table.rows[:12]) if is_header(row.texts)), None)
    if table.hidden or start is None:
        return table
    head = table.rows[start]
    place = next((cell.column for cell in head.cells if plain(cell.text) in _HEADINGS), None)
    first = [meant[0] for cell in head.cells if (meant := meanings(cell.text))]
    rated = any(one.role is ColumnRole.RAG and one.shade is not Shade.STATUS for one in first)
    if place is None or rated:
        return table
    found = [_colour(row, place) for row in table.rows[start + 1 :]]
    filled = [one for one in found if one is not None]
    if not filled or len(filled) * 2 < sum(bool(_text(row, place)) for row in table.rows[start + 1 :]):
        return table
    if not all(one["named"] for one in filled):
        doubts[f"Under “{_text(head, place)}” stand colours. I took them for the RAG. Is that right?"] = None
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    rows = list(table.rows[:start])
    rows.append(replace(head, cells=(*head.cells, RawCell.of(HEADING, width))))
    for row, one in zip(table.rows[start + 1 :], found, strict=True):
        rows.append(replace(row, cells=(*row.cells, RawCell.of(one["colour"], width))) if one else row)
    return replace(table, rows=tuple(rows))


def _text(row: RawRow, place: int) -> str:
    return next((cell.text for cell in row.cells if cell.column == place), "")


def _colour(row: RawRow, place: int) -> re.Match[str] | None:
    """The one label of a row that is a colour; nothing where two of them contradict each other."""
    found = [match for part in _PARTS.split(_text(row, place)) if (match := _COLOUR.fullmatch(part.strip()))]
    return found[0] if len({match["colour"].lower() for match in found}) == 1 else None
