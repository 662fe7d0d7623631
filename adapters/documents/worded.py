"""Files without a table whose lines say who does what until when, read as such lines are when somebody pastes them.

What labels and lists of the file itself say better is left to them; this is for a file of which nothing else is read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from adapters.documents.flagged import placed
from adapters.documents.pasted import records_of, table_of
from adapters.documents.pasted_actions import tabled
from adapters.documents.pasted_lines import Line, pasted_lines
from adapters.documents.pasted_parents import with_parents
from adapters.documents.pasted_prose import prose_of
from adapters.documents.pasted_records import find_records
from adapters.documents.pasted_repeated import find_repeated
from domain.importing.listed import as_tables
from domain.importing.raw import RawBlock, RawDocument, RawParagraph, RawTable

_MOST = 2_000  # lines; what is longer is no notes


def with_words(document: RawDocument) -> RawDocument:
    """The document with its actions as a table, where it has no table and its lists and labels give none."""
    if any(document.tables()) or any(as_tables(document)[0].tables()):
        return document
    lines, places = _lines(document)
    if not 0 < len(lines) <= _MOST:
        return document
    if (repeated := find_repeated(lines)) is not None:
        return _with_table(document, table_of(repeated), repeated.used, places)
    found = find_records(lines)
    records = records_of(found, lines)
    if not records or prose_of(lines, records) is not None:
        return document
    done = tabled(with_parents(records, lines), lines, set())
    if done.table is None:
        return document
    used = {places[number - 1] for one in records for number in one.lines}
    used |= {places[number - 1] for number in done.used}
    blocks: list[RawBlock] = []
    for index, block in enumerate(document.blocks):
        if index == min(used):
            blocks.append(placed(done.table, document.blocks, places))
        if index not in used:
            blocks.append(block)
    if done.closed:
        closed = placed(done.closed, document.blocks, places)
        blocks += [RawParagraph("Completed actions", closed.sheet_or_page, closed.rows[0].number), closed]
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *done.doubts))


def _with_table(document: RawDocument, table: RawTable, lines: Collection[int], places: Sequence[int]) -> RawDocument:
    """The document with the table in the place of the blocks of these lines."""
    used = {places[number - 1] for number in lines}
    blocks: list[RawBlock] = [block for index, block in enumerate(document.blocks) if index not in used]
    blocks.insert(min(used), placed(table, document.blocks, places))
    return replace(document, blocks=tuple(blocks))


def _lines(document: RawDocument) -> tuple[list[Line], list[int]]:
    """The paragraphs as lines with a blank one between those that don't belong together, and the block of each."""
    texts: list[str] = []
    places: list[int] = []
    above: RawParagraph | None = None
    for index, block in enumerate(document.blocks):
        if not isinstance(block, RawParagraph):
            continue
        words = " ".join(block.text.split())
        words = f"# {words}" if block.level else words
        listed = bool(block.depth and above and above.depth)
        pages = block.sheet_or_page.startswith("page")
        headed = above is not None and bool(above.level) and not block.level
        if above is not None and not (listed or pages or headed):
            texts, places = [*texts, ""], [*places, index]
        margin = "  " * max(0, block.depth - 1)
        texts.append(f"{margin}• {words}" if block.depth and not words.startswith("•") else words)
        places.append(index)
        above = block
    return pasted_lines(texts), places
