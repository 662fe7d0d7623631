"""Text as people paste it: of all the ways to lay out actions, the one that is most regular is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from adapters.documents.markup import fold, read_cell
from adapters.documents.pasted_actions import tabled
from adapters.documents.pasted_below import find_below
from adapters.documents.pasted_cells import find_cells
from adapters.documents.pasted_grid import Grid, find_grid
from adapters.documents.pasted_lines import Line, pasted_lines
from adapters.documents.pasted_lists import find_listed
from adapters.documents.pasted_loose import find_loose
from adapters.documents.pasted_mails import without_older
from adapters.documents.pasted_parents import with_parents
from adapters.documents.pasted_prose import prose_of
from adapters.documents.pasted_records import Found, Record, find_records
from adapters.documents.pasted_repeated import find_repeated
from domain.importing.raw import ROW, RawBlock, RawDocument, RawParagraph, RawRow, RawTable, UnreadableDocument
from domain.speech import marked

_WHERE = "text"
_LEADERS = re.compile(r"(?<=\S)[ \t]*(?:\.{4,}|\u2026{2,}|·{4,})[ \t]*(?=\w)")
_FEWEST_LEADERS = 4
MAX_LINES = 50_000
NOTHING_FOUND = marked(
    "I found no actions in this text. Paste the table with its headings, or put each action on a line of its own: "
    "“Action: what is to be done. Lead: who. By: when”."
)


def read_pasted(text: str, name: str) -> RawDocument:
    """Read a text without tabs. Raises `UnreadableDocument` where nothing in it is an action."""
    lines = pasted_lines(_without_leaders(text).split("\n"))
    if len(lines) > MAX_LINES:
        raise UnreadableDocument(marked("This text is too long to be a plan. Paste only the plan, and try again."))
    if (repeated := find_repeated(lines)) is not None:
        return _with_grid(repeated, lines, [], name)
    grid = _best_grid(lines)
    found = find_records(lines)
    if grid and grid.weight >= found.score * len(found.used) and not _is_a_list(grid, lines):
        rest = [line if line.number not in grid.used else replace(line, laid="", text="", aside=True) for line in lines]
        return _with_grid(grid, lines, rest, name)
    return _with_records(found, lines, name)


def _is_a_list(grid: Grid, lines: Sequence[Line]) -> bool:
    """Are the rows items of a list, with their bullets, and no header above? Then signs part a sentence, not cells."""
    items = sum(lines[number - 1].is_item for number in grid.used)
    return not grid.headed and items * 10 >= len(grid.used) * 6


def _without_leaders(text: str) -> str:
    """Dots that lead from one column to the next are the blank between them."""
    return _LEADERS.sub("     ", text) if len(_LEADERS.findall(text)) >= _FEWEST_LEADERS else text


def tabs_are_no_table(lines: Sequence[str]) -> bool:
    """Do the tabs only set off numbers of a list, names of fields (`Lead<tab>Ada Brook`), or a margin?"""
    tabbed = [(number, line) for number, line in enumerate(lines, 1) if "\t" in line]
    cells = [[cell for cell in line.split("\t") if cell.strip()] for _, line in tabbed]
    if any(len(row) > 2 for row in cells):
        return False
    pasted = pasted_lines(lines)
    found = find_records(pasted)
    named = sum(number in found.used for number, _ in tabbed)
    if len(found.records) > 1 and named * 10 >= len(tabbed) * 8:
        return True
    set_off = sum(len(row) < 2 or pasted[number - 1].is_item for (number, _), row in zip(tabbed, cells, strict=True))
    flags = any(record.flagged for record in found.records)
    return (flags or set_off * 10 >= len(tabbed) * 8) and bool(
        found.records or find_listed(pasted, set(), flagged=False)
    )


def is_records(text: str) -> bool:
    """Is the text made of named fields, flagged lines or lists, rather than of separated values?"""
    lines = pasted_lines(text.split("\n")[:400])
    found = find_records(lines)
    filled = sum(line.is_open for line in lines)
    return found.score >= 0.6 and len(found.used) * 2 >= filled


def _best_grid(lines: Sequence[Line]) -> Grid | None:
    drawn = find_grid(lines)
    cells = find_cells(lines)
    if cells and cells.score >= 0.6 and (drawn is None or cells.weight > drawn.weight):
        return cells
    return drawn or find_loose(lines)


def _with_grid(grid: Grid, lines: Sequence[Line], rest: Sequence[Line], name: str) -> RawDocument:
    """The table, and whatever the text around it flags as actions."""
    flagged = [record for record in find_records(rest).records if record.flagged and record.work]
    more = tabled(flagged, rest, set(grid.used)) if flagged else None
    taken = grid.used | (more.used if more else set()) | {number for one in flagged for number in one.lines}
    first = grid.rows[0][0]
    blocks: list[RawBlock] = [one for one in paragraphs(lines, taken) if one.number < first]
    blocks.append(table_of(grid))
    blocks += [one for one in paragraphs(lines, taken) if one.number >= first]
    if more and more.table:
        blocks.append(more.table)
    doubts = (*([grid.doubt] if grid.doubt else []), *(more.doubts if more else ()))
    return RawDocument(name, tuple(blocks), doubts=doubts)


def table_of(grid: Grid) -> RawTable:
    """Its rows as a table; a record is one action by itself."""
    rows = tuple(
        RawRow(tuple(read_cell(cell, place) for place, cell in enumerate(cells)), number, form=ROW)
        for number, cells in grid.rows
    )
    return RawTable(rows, _WHERE, 1 if grid.headed else 0, whole=grid.whole)


def _with_records(found: Found, lines: Sequence[Line], name: str) -> RawDocument:
    """Records and lists as one table, between what is said before the first of them and all the rest."""
    records = records_of(found, lines)
    sure = any(record.flagged for record in found.records) or any(record.below for record in records)
    if not sure and (prose := prose_of(lines, records)) is not None:
        return RawDocument(name, prose)
    if not records:
        raise UnreadableDocument(NOTHING_FOUND)
    records, older = without_older(records, lines)
    records = with_parents(records, lines)
    done = tabled(records, lines, set())
    used = done.used | {number for record in records for number in record.lines}
    words = list(paragraphs(lines, used))
    first = min(record.number for record in records)
    blocks: list[RawBlock] = [one for one in words if one.number < first]
    blocks += [done.table] if done.table else []
    blocks += [one for one in words if one.number >= first]
    if done.closed:
        blocks += [RawParagraph("Completed actions", _WHERE, done.closed.rows[0].number), done.closed]
    return RawDocument(name, tuple(blocks), doubts=(*older, *done.doubts))


def records_of(found: Found, lines: Sequence[Line]) -> list[Record]:
    """The actions in lines: titles with who and when below, or else records and lists."""
    flagged = any(record.flagged for record in found.records)
    return find_below(lines) or [*found.records, *find_listed(lines, found.used, flagged=flagged)]


def paragraphs(lines: Sequence[Line], used: set[int] | frozenset[int]) -> Iterator[RawParagraph]:
    """The lines that nothing else took, and the stamps of those that something did."""
    for line in lines:
        text = line.stamp if line.number in used else f"{line.stamp} {line.laid}"
        text = fold(text.strip(" #*>"))
        if any(map(str.isalnum, text)):
            yield RawParagraph(text, _WHERE, line.number)
