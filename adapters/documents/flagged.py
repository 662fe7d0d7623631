"""Minutes and notes in files: lines, or cells of an `Action` column, that each say who does what by when.

Text that is pasted has a reader of its own for such lines; this lends it to files of Word, PDF and the web.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from adapters.documents.pasted_actions import tabled
from adapters.documents.pasted_lines import Line, pasted_lines
from adapters.documents.pasted_lists import find_listed
from adapters.documents.pasted_records import Record, find_records
from adapters.documents.pasted_sentence import read_sentence
from domain.importing.draft import ColumnRole
from domain.importing.headers import is_header
from domain.importing.headings import meanings
from domain.importing.labels import split_labels
from domain.importing.raw import RawBlock, RawCell, RawDocument, RawParagraph, RawRow, RawTable

_R = ColumnRole
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_TEXT = "text"
_MOST = 5_000  # paragraphs of minutes; what is longer is no minutes


def with_flagged(document: RawDocument) -> RawDocument:
    """The document with its flagged lines as a table of actions, where the lines name who or when themselves."""
    return _with_lines(_with_cells(document))


def with_items(document: RawDocument) -> RawDocument:
    """A document without a table, with its flagged lines, or the items that say who and when themselves, as one."""
    if any(document.tables()):
        return document
    flagged = _with_lines(document)
    return flagged if any(flagged.tables()) else _with_lines(document, flags=False)


def _with_lines(document: RawDocument, *, flags: bool = True) -> RawDocument:
    places: list[int] = []  # of each line its block; a blank line parts what can't be one paragraph on two lines
    texts: list[str] = []
    listed = False
    for index, block in enumerate(document.blocks):
        if isinstance(block, RawParagraph):
            words = " ".join(block.text.split())
            if listed and not block.depth:  # what comes is no further line of the last item
                texts, places = [*texts, ""], [*places, index]
            listed = bool(block.depth)
            words = f"# {words}" if block.level and _NUMBERED.match(words) else words  # a heading, and no item
            words = f"• {words}" if block.depth and not words.startswith("•") else words
            is_line = block.sheet_or_page.startswith("page") or bool(block.depth) or _goes_on(document.blocks, index)
            texts += [words] if is_line else [words, ""]
            places += [index] if is_line else [index, index]
    if not 0 < len(places) <= _MOST:
        return document
    lines = pasted_lines(texts)
    records: list[Record] = []
    if flags and any("action" in text[:40].lower() for text in texts):
        records = [one for one in find_records(lines).records if _is_minuted(one)]
        records += _listed(lines, {number for one in records for number in one.lines})
    around = [_aside(line) for line in lines]
    if not records and (records := _parted_items(document, lines)):
        heads = {at for at, block in enumerate(document.blocks) if isinstance(block, RawParagraph) and block.level}
        around = [
            replace(line, laid=f"# {line.text}") if line.text and at in heads else _aside(line)
            for line, at in zip(lines, places, strict=True)
        ]
    if not records:
        return document
    done = tabled(records, around, {line.number for line in around if line.aside})
    if done.table is None:
        return document
    used = {places[number - 1] for one in records for number in one.lines}
    blocks: list[RawBlock] = []
    first = min(used)
    for index, block in enumerate(document.blocks):
        if index == first:
            blocks.append(placed(done.table, document.blocks, places))
        if index not in used:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *done.doubts))


def _goes_on(blocks: Sequence[RawBlock], index: int) -> bool:
    """Does the next line of a file of text stand right below this one, with no blank line or heading between?"""
    one, following = blocks[index], blocks[index + 1] if index + 1 < len(blocks) else None
    if not (isinstance(one, RawParagraph) and isinstance(following, RawParagraph) and one.sheet_or_page == _TEXT):
        return False
    return following.number == one.number + 1 and not one.level and not following.level


def _listed(lines: Sequence[Line], taken: set[int]) -> list[Record]:
    """The items below a heading such as `Actions`, if most of them begin with who is to do something."""
    found = find_listed(lines, taken, flagged=True)
    said = [read_sentence(one.title, flagged=True) for one in found]
    begun = [one for record, one in zip(found, said, strict=True) if one.lead and record.title.startswith(one.lead)]
    return found if len(begun) > 1 and len(begun) * 2 >= len(found) else []


def _parted_items(document: RawDocument, lines: Sequence[Line]) -> list[Record]:
    """The items of lists that say who and when themselves: `Wipe the laptops (Owen Tranter, 30 November 2026)`.

    Only where the document has no table and no lists in lists, and most of its items say both.
    """
    if any(document.tables()) or any(one.depth > 1 for one in document.paragraphs()):
        return []
    items = [line.number for line in lines if line.is_item]
    found = find_listed(lines, {line.number for line in lines if not line.is_item}, flagged=False)
    if any(label.role is _R.LEAD for one in found for label, _ in split_labels(one.title)[1]):
        return []  # `(Lead: Ada Brook; by May)` is read as labels, wherever it stands
    said = [read_sentence(one.title, flagged=False) for one in found]
    both = sum(bool((one.lead or record.who) and one.due) for record, one in zip(found, said, strict=True))
    return found if both > 1 and both * 2 >= len(items) else []


def _is_minuted(record: Record) -> bool:
    """Is it one line that says who or when by itself, without fields for them?"""
    roles = set(record.roles.values())
    if not record.flagged or roles - {_R.ACTION}:
        return False
    text = next((value for _, value in record.values.values()), "")
    return bool(record.who) or read_sentence(text, flagged=True).is_parted


def _aside(line: Line) -> Line:
    return replace(line, laid="", text="", aside=True)


def placed(table: RawTable, blocks: Sequence[RawBlock], places: Sequence[int]) -> RawTable:
    """The table with the page and number of the paragraphs that its rows were made of."""
    rows: list[RawRow] = []
    where = ""
    for row in table.rows:
        block = blocks[places[row.number - 1]]
        if isinstance(block, RawParagraph):
            where = where or block.sheet_or_page
            rows.append(replace(row, number=block.number or row.number, where=block.sheet_or_page or "text"))
    return replace(table, rows=tuple(rows), sheet_or_page=where or "text")


def _with_cells(document: RawDocument) -> RawDocument:
    """Tables whose only column about work is `Action`, with sentences in it: `MT to get three quotes by 30 April`."""
    blocks: list[RawBlock] = []
    for block in document.blocks:
        parted = _parted(block) if isinstance(block, RawTable) else None
        blocks.append(parted[0] if parted else block)
        blocks += parted[1] if parted else []  # items that were only talked about
    return (
        replace(document, blocks=tuple(blocks))
        if len(blocks) != len(document.blocks) or document.blocks != tuple(blocks)
        else document
    )


def _without_inner_heads(table: RawTable, place: int, aside: list[RawParagraph]) -> RawTable:
    """The table without the headings of small tables inside its cells, which are kept aside (once)."""
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            heads = [one.text for one in cell.pieces if " | " in one.text and is_header(one.text.split(" | "))]
            if cell.column == place and heads and len(heads) < len(cell.pieces):
                aside += [RawParagraph(text, table.sheet_or_page, row.number) for text in heads]
                cell = replace(cell, pieces=tuple(one for one in cell.pieces if one.text not in heads))
            cells.append(cell)
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _parted(table: RawTable) -> tuple[RawTable, list[RawParagraph]] | None:
    if table.hidden or not 1 < len(table.rows) <= _MOST:
        return None
    head = table.rows[0]
    named = [(cell.column, meant[0].role) for cell in head.cells if (meant := meanings(cell.text))]
    roles = {role for _, role in named}
    planned = bool(roles & {_R.RAG, _R.RECOMMENDATION, _R.SUCCESS_MEASURE})  # a plan, whose rows have several actions
    if roles & {_R.LEAD, _R.DUE} or (_R.RAG in roles and not roles & {_R.RECOMMENDATION, _R.SECTION, _R.REF}):
        return None
    columns = [column for column, role in named if role is _R.ACTION]
    sure = [cell.column for cell in head.cells if cell.column in columns and "action" in cell.text.lower()]
    columns = sure or columns
    if len(columns) != 1:
        return None
    talk: list[RawParagraph] = []
    table = _without_inner_heads(table, columns[0], talk)
    cells = [cell for row in table.rows[1:] for cell in row.cells if cell.column == columns[0] and not cell.is_blank]
    said = {piece.text: read_sentence(piece.text, flagged=True) for cell in cells for piece in cell.pieces}
    if not cells or sum(bool(one.lead) for one in said.values()) * 2 < len(said):
        return None
    if planned and sum(bool(one.lead and one.due) for one in said.values()) * 2 < len(said):
        return None
    rated = [column for column, role in named if role is _R.RAG] if planned else []
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    rows = [replace(head, cells=(*head.cells, RawCell.of("Lead", width), RawCell.of("By when", width + 1)))]
    for row in table.rows[1:]:
        cell = next((cell for cell in row.cells if cell.column == columns[0] and not cell.is_blank), None)
        others = tuple(other for other in row.cells if other is not cell)
        for number, (text, one) in enumerate((piece.text, said[piece.text]) for piece in (cell.pieces if cell else ())):
            more = [
                RawCell.of(one.text if one.is_parted else text, columns[0]),
                RawCell.of(one.lead, width),
                RawCell.of(one.due, width + 1),
            ]
            shared = tuple(other for other in others if other.column in rated)
            kept = [*(others if not number else shared), *(added for added in more if added.pieces)]
            rows.append(replace(row, cells=tuple(sorted(kept, key=lambda one: one.column))))
        if cell is None and planned:
            rows.append(row)
        elif cell is None and not row.is_blank:
            talk.append(RawParagraph(" ".join(text for text in row.texts if text), table.sheet_or_page, row.number))
    return replace(table, rows=tuple(rows), whole=not planned), talk
