"""Plain text with tables in it: tabs (as PDF extractors and spreadsheets leave them); other layouts are `pasted`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from adapters.documents.markup import read_cell
from adapters.documents.torn_lines import mended
from domain.importing.headers import is_header
from domain.importing.raw import (
    RawBlock,
    RawBreak,
    RawDocument,
    RawParagraph,
    RawRow,
    RawTable,
    UnreadableDocument,
)
from domain.speech import marked

MAX_CELLS = 2_000_000
_WHERE = "text"
_PIPE_RULE = re.compile(r"[|\s:+=-]+")
_HEADER_ROWS = 10
_MOST_TORN = 20_000  # lines
_QUOTED_LINES = 200  # a quoted cell of a spreadsheet rarely runs over more lines than this


def read_text(text: str, name: str) -> RawDocument:
    """The tables and paragraphs of a text, each row with its line number (from 1)."""
    from adapters.documents.pasted import read_pasted, tabs_are_no_table

    lines = text.split("\n")
    if any("\t" in line for line in lines) and not tabs_are_no_table(lines):
        rows = _tab_rows(lines)
        return RawDocument(name=name, blocks=tuple(blocks_of(mended(list(rows)) if len(lines) < _MOST_TORN else rows)))
    try:
        return read_pasted(text, name)
    except UnreadableDocument:
        if is_piped(lines):
            return RawDocument(name=name, blocks=tuple(blocks_of(_pipe_rows(lines))))
        raise


Line = tuple[int, "list[str] | None", str]  # number, cells of a table row, or the text of a paragraph


def blocks_of(lines: Iterable[Line]) -> Iterator[RawBlock]:
    """Rows that follow each other become a table, the rest paragraphs."""
    rows: list[RawRow] = []
    cells_seen = 0
    for number, cells, text in lines:
        if cells is not None:
            cells_seen += len(cells)
            if cells_seen > MAX_CELLS:
                raise UnreadableDocument(
                    marked("This file has too many cells to be a plan. Save only the plan, and try again.")
                )
            row = RawRow(tuple(read_cell(cell, column) for column, cell in enumerate(cells)), number)
            if not row.is_blank:
                rows.append(row)
            continue
        if rows:
            yield _table(rows)
            rows = []
            if not text.strip(" \n"):
                yield RawBreak()
        elif "\f" in text:
            yield RawBreak()
        paragraph = read_cell(text.strip("# *") if text.lstrip().startswith("#") else text).text
        if paragraph:
            level = len(text) - len(text.lstrip("#")) if text.startswith("#") else 0
            yield RawParagraph(paragraph, _WHERE, number, level)
    if rows:
        yield _table(rows)


def _table(rows: list[RawRow]) -> RawBlock:
    """These rows without the columns on the left that hold nothing; a single cell alone is a line."""
    left = min(next(cell.column for cell in row.cells if not cell.is_blank) for row in rows)
    if left and len(rows) == 1 and sum(map(bool, rows[0].texts)) == 1:
        return RawParagraph(next(filter(None, rows[0].texts)), _WHERE, rows[0].number)
    # Rows without a header of their own go on from a table above, whose columns they keep.
    if left and any(is_header(row.texts) for row in rows[:_HEADER_ROWS]):
        moved = [tuple(replace(cell, column=cell.column - left) for cell in row.cells[left:]) for row in rows]
        rows = [replace(row, cells=cells) for row, cells in zip(rows, moved, strict=True)]
    return RawTable(tuple(rows), _WHERE)


def _tab_rows(lines: list[str]) -> Iterator[Line]:
    index = 0
    while index < len(lines):
        line, number = lines[index], index + 1
        index += 1
        if "\t" not in line:
            yield number, None, line
            continue
        joined, used = _join_quoted(lines, index - 1)
        index += used
        yield number, joined, ""


def _join_quoted(lines: list[str], start: int) -> tuple[list[str], int]:
    """The cells of a line; a cell in quotes may run on over the next lines, as a spreadsheet pastes it."""
    cells = lines[start].split("\t")
    used = 0
    while _opens(cells[-1]) and used < _QUOTED_LINES and start + used + 1 < len(lines):
        ahead = next(
            (
                offset
                for offset, line in enumerate(islice(lines, start + used + 1, start + used + _QUOTED_LINES), 1)
                if _closing_cell(line) is not None
            ),
            None,
        )
        if ahead is None:
            break
        more = lines[start + used + 1 : start + used + 1 + ahead]
        closing = _closing_cell(more[-1])
        cells[-1] = "\n".join([cells[-1], *more[:-1], closing or ""])
        rest = more[-1][len(closing or "") :]
        cells.extend(rest.split("\t")[1:])
        used += ahead
    return [_unquote(cell) for cell in cells], used


def _opens(cell: str) -> bool:
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _closing_cell(line: str) -> str | None:
    first = line.split("\t", 1)[0]
    return first if first.endswith('"') and first.count('"') % 2 == 1 else None


def _unquote(cell: str) -> str:
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"') and ("\n" in cell or '""' in cell[1:-1]):
        return cell[1:-1].replace('""', '"')
    return cell


def is_piped(lines: list[str]) -> bool:
    """Do most lines have pipes between their cells?"""
    piped = [line for line in lines if line.count("|") >= 2]
    return len(piped) >= 2 and len(piped) * 2 >= sum(1 for line in lines if line.strip())


def _pipe_rows(lines: list[str]) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        if line.count("|") < 2:
            yield number, None, line
            continue
        if _PIPE_RULE.fullmatch(line):
            continue
        bare = line.strip()
        bare = bare.removeprefix("|")
        bare = bare.removesuffix("|")
        cells = bare.replace("\\|", "\0").split("|")
        yield number, [cell.replace("\0", "|") for cell in cells], ""
