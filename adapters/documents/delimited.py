"""Separated values (CSV, TSV): the delimiter is found, cells in quotes may run over lines, rows know their line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from adapters.documents.bounds import check_rows
from adapters.documents.text import Line, blocks_of, is_piped
from domain.importing.raw import ROW, RawDocument, RawTable, UnreadableDocument
from domain.speech import marked

_SAMPLE = 200
_MOST_LINES = 60  # a cell that runs over more lines than this was opened by a stray quotation mark
_WIDE = 5  # cells of a row: a key below so wide a table is none of its rows
_ODD = "|^~¦¬"  # separators of programs that export into files of their own
_SAID = re.compile(r"sep=(?P<delimiter>[,;|^~\t])\s*$", re.IGNORECASE)  # Excel writes and reads this first line
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
_NAMED = re.compile(r"(?P<name>[A-Z][\w '’/]{1,30}?)(?:\s*:|\s[-–])\s+(?=\S)")
_FORMULA_TEXT = re.compile(r'="(?P<text>[^"]*)"')  # how spreadsheets are kept from reading 0012 as a number


def find_delimiter(text: str, name: str = "") -> str:
    """What separates the values, or nothing where the text is prose. The name of the file may speak for it."""
    said = _SAID.match(text.split("\n", 1)[0])
    if said:
        return said["delimiter"]
    named = is_table(name)
    lines = [line for line in text.split("\n") if line.strip()]
    if sum("\t" in line for line in lines) * 3 > len(lines):
        return "\t" if '"' in text and _is_clean(text) else ""  # other tabs are for the reader of laid-out text
    if is_piped(lines) and not named:
        return ""
    for delimiter in _ODD if named else _ODD.replace("|", ""):
        # Nobody writes these in prose: where most lines have as many of them, they separate the values.
        if text.count(delimiter) > len(lines) and _steady(text, delimiter, 3) * 5 >= 4 * len(lines):
            return delimiter
    found = {delimiter: _steady(text, delimiter, 2 if named else 3) for delimiter in (",", ";")}
    if named and not any(found.values()):  # tables of several widths, none of which has most of the rows
        found = {delimiter: _widest(text, delimiter) for delimiter in (",", ";")}
    best = max(found, key=lambda delimiter: found[delimiter])
    return best if found[best] else ""


def _widest(text: str, delimiter: str) -> int:
    """How many of the first rows are as wide as the widest of them, if that is a table's width and a third of all."""
    try:
        widths = [len(row) for _, _, row in islice(_rows(text, delimiter), _SAMPLE) if row]
    except csv.Error:
        return 0
    most = widths.count(max(widths, default=0))
    return most if max(widths, default=0) > 3 and most > 2 and most * 3 > len(widths) else 0


def _steady(text: str, delimiter: str, fewest: int) -> int:
    """How many of the first rows have the commonest number of cells; 0 if that is not most of them."""
    try:
        rows = [row for _, _, row in islice(_rows(text, delimiter), _SAMPLE)]
        if '"' in text and len(rows) < min(_SAMPLE, text.count("\n") + 1):  # perhaps a stray mark swallowed the rest
            alone = [row for _, _, row in islice(_single_lines(text, delimiter), _SAMPLE)]
            return max(_agreeing(rows, fewest), _agreeing(alone, fewest))
    except csv.Error:
        return 0
    return _agreeing(rows, fewest)


def _agreeing(rows: list[list[str]], fewest: int) -> int:
    widths = [len(row) for row in rows if row]
    if len(widths) > 2:
        # Exports print facts about themselves above their header, in rows that are narrower than all that follows.
        head = next((place for place, width in enumerate(widths[:15]) if width >= max(widths)), 0)
        widths = widths[head:] if len(widths) - head > 1 else widths
    wide = [width for width in widths if width >= fewest]
    if len(wide) < 2 or len(wide) * 2 < len(widths):
        return 0
    most = Counter(wide).most_common(1)[0][1]
    return most if most * 2 > len(wide) else 0


def _is_clean(text: str) -> bool:
    """Tabs with quoted cells, as a spreadsheet writes them: every row as wide as the first, and lines inside cells, or
    a column whose every cell is quoted.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True) if row]
    except csv.Error:
        return False
    if len(rows) < 2 or {len(row) for row in rows} != {len(rows[0])}:
        return False
    if any("\n" in one for r in rows for one in r):
        return True
    printed = [line.split("\t") for line in text.splitlines() if line.strip()][1:]
    columns = ([cell for cell in column if cell] for column in zip(*printed, strict=False))
    return any(len(cells) > 1 and all(map(_QUOTED.fullmatch, cells)) for cells in columns)


def read_delimited(text: str, name: str, delimiter: str) -> RawDocument:
    """Read separated values. Raises `UnreadableDocument` with one sentence for the person who sent it."""
    skipped = 1 if _SAID.match(text.split("\n", 1)[0]) else 0
    if skipped:
        text = text.partition("\n")[2]
    doubts = []
    try:
        rows = list(_rows(text, delimiter))
        open_at = _never_closed(rows, text)
        if open_at:
            doubts.append(
                f"A quotation mark that opens in line {open_at + skipped} is never closed, so I read every line as a "
                "row of its own. Please check the rows from there on."
            )
            rows = list(_single_lines(text, delimiter))
    except csv.Error as error:
        raise UnreadableDocument(
            marked("This file is not readable as CSV. Save it again as CSV, and try again.")
        ) from error
    check_rows(sum(any(map(str.strip, cells)) for _, _, cells in rows))
    named = _with_names(rows)
    lines = ((number + skipped, cells, words) for number, cells, words in _lines(named))
    blocks = tuple(blocks_of(lines))
    if not is_table(name):
        blocks = tuple(_as_lines(one) if isinstance(one, RawTable) else one for one in blocks)
    if named is not rows:
        first = named[0][2]
        blocks = tuple(
            replace(one, header_rows=1) if isinstance(one, RawTable) and list(one.rows[0].texts) == first else one
            for one in blocks
        )
    return RawDocument(name, blocks, doubts=tuple(doubts))


Row = tuple[int, int, list[str]]  # first line, last line, cells


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    first = 1
    for row in reader:
        yield first, reader.line_num, row
        first = reader.line_num + 1


def is_table(name: str) -> bool:
    """Does the name of a file say that it holds separated values?"""
    return name.lower().endswith((".csv", ".tsv", ".tab"))


def _as_lines(table: RawTable) -> RawTable:
    return replace(table, rows=tuple(replace(row, form=ROW) for row in table.rows))


def _with_names(rows: list[Row]) -> list[Row]:
    """Rows of which every cell has the same name before its value (`Job: Send the template; Taken by: Ada Brook`), with
    those names as headings."""
    filled = [(first, last, [cell.strip() for cell in row]) for first, last, row in rows if any(map(str.strip, row))]
    named = [row for row in filled if len(row[2]) > 2 and all(map(_NAMED.match, filter(None, row[2])))]
    if len(named) < 2:
        return rows
    width = max(len(cells) for _, _, cells in named)
    names: list[str] = []
    for place in range(width):
        column = {
            match["name"] for _, _, cells in named if place < len(cells) and (match := _NAMED.match(cells[place]))
        }
        if len(column) != 1:
            return rows
        names += column
    head = named[0][0]
    places = {first for first, _, _ in named}
    made: list[Row] = []
    for row in filled:
        if row is named[0]:
            made.append((head, head, names))
        values = [_NAMED.sub("", cell, count=1) for cell in row[2]] if row[0] in places else row[2]
        made.append((row[0], row[1], values))
    return made


def _never_closed(rows: list[Row], text: str) -> int:
    """The line of a row whose quotation mark is never closed, or 0."""
    long = next((first for first, last, _ in rows if last - first > _MOST_LINES), 0)
    if long or not rows:
        return long
    first, last, _ = rows[-1]
    rest = "\n".join(text.split("\n")[first - 1 :])
    return first if last > first and rest.count('"') % 2 else 0


def _single_lines(text: str, delimiter: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        odd = line.count('"') % 2
        quoted = csv.reader([line], delimiter=delimiter)
        bare = csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE)
        yield number, number, next(bare if odd else quoted, [])


def _end_of_table(rows: list[Row]) -> int:
    """Where a key or a list of facts begins that stands below a wide table, a blank row between: two cells at most."""
    widths = [sum(bool(cell.strip()) for cell in cells) for _, _, cells in rows]
    end = len(rows)
    while blank := next((at for at in range(end - 1, 0, -1) if not widths[at]), 0):
        tail = [width for width in widths[blank:end] if width]
        if tail and (max(tail) > 2 or max(widths[:blank]) < _WIDE):
            break
        end = blank
    return end


def _lines(rows: list[Row]) -> Iterator[Line]:
    end = _end_of_table(rows)
    for at, (first, _, cells) in enumerate(rows):
        if at > end:
            filled = [cell.strip() for cell in cells if cell.strip()]
            yield first, None, (": " if len(filled) == 2 else " ").join(filled)
            continue
        if any(cell.strip() for cell in cells):
            clean = [_FORMULA_TEXT.sub(r"\g<text>", cell) if cell.startswith('="') else cell for cell in cells]
            yield (first, clean, "") if len(cells) > 1 else (first, None, clean[0])
