"""Tables of Word: merged cells, shading and lists, on the columns that a person sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from adapters.documents.grid import dense, pictures_as_text
from adapters.documents.markup import fold
from adapters.documents.word import Paragraph, Walk, blocks_of
from adapters.documents.word_numbering import W, value_of, whole
from adapters.documents.word_text import is_on, read_words, shade_of
from domain.importing.raw import PieceKind, RawCell, RawPiece, RawRow, RawTable

_HAIR = 200  # twentieths of a point (3.5 mm): borders nearer than this were meant to be one
_MOST_COLUMNS = 1_000
_MOST_HEADER_ROWS = 3  # some people mark the whole table as header


@dataclass(slots=True)
class _Fine:
    """A cell on the fine grid of the file."""

    cell: RawCell
    goes_on: bool  # the lower part of a merged cell


def read_table(table: etree._Element, walk: Walk, where: str) -> RawTable:
    """A table; rows count from 1, as a person counts them."""
    rows: list[RawRow] = []
    open_cells: dict[int, tuple[int, int]] = {}  # merged cells that may go on below, by column: row and place
    header_rows = 0
    grid = table.find(f"{W}tblGrid")
    edges = _edges(grid)
    for element in _rows(table):
        looks = element.find(f"{W}trPr")
        if looks is not None and looks.find(f"{W}del") is not None:
            walk.facts.removed += 1
            continue
        if looks is not None and looks.find(f"{W}ins") is not None:
            walk.facts.added += 1
        fine = list(_cells(element, walk, whole(value_of(looks, "gridBefore"), 0)))
        cells: list[RawCell] = []
        still_open: dict[int, tuple[int, int]] = {}
        for one in fine:
            column = one.cell.column
            above = open_cells.get(column)
            if one.goes_on and above is not None:
                row, place = above
                begun = rows[row].cells[place]
                grown = replace(begun, row_span=begun.row_span + 1)
                rows[row] = replace(rows[row], cells=(*rows[row].cells[:place], grown, *rows[row].cells[place + 1 :]))
                walk.cells.add(begun.column_span)
                still_open[column] = above
                continue
            still_open[column] = (len(rows), len(cells))
            cells.append(one.cell)
        open_cells = still_open
        if is_on(looks, "tblHeader") and header_rows == len(rows):
            header_rows += 1
        rows.append(RawRow(tuple(cells), len(rows) + 1, is_on(looks, "hidden")))
    if header_rows > _MOST_HEADER_ROWS or header_rows >= len(rows):
        header_rows = 0
    drawn = dense(rows, _same_columns(edges, rows))
    if any(row.is_blank and not any(cell.fill for cell in row.cells) for row in drawn[:header_rows]):
        header_rows = 0
    return RawTable(drawn if any(not row.is_blank for row in drawn) else (), where, header_rows)


def inner_cells(table: etree._Element) -> list[tuple[etree._Element, bool]] | None:
    """The cells of a table that only arranges the page around other tables, and whether each is the title of one;
    nothing for a table of its own.
    """
    if table.find(f".//{W}tc//{W}tbl") is None:
        return None
    found: list[tuple[etree._Element, bool]] = []
    titles: list[etree._Element] = []  # a row of them, each above its table
    rows = [[cell for cell in _row_cells(row) if next(cell.iter(f"{W}t"), None) is not None] for row in _rows(table)]
    for filled, below in zip(rows, [*rows[1:], []], strict=True):
        if 1 < len(filled) == len(below) and _are_titles(filled, below):
            titles = filled
            continue
        if titles:
            for title, cell in zip(titles, filled, strict=True):
                found += [(title, True), (cell, False)]
            titles = []
            continue
        if len(filled) > 1 and not any(cell.find(f".//{W}tbl") is not None for cell in filled):
            return None
        wide = [cell for cell in filled if _rows_inside(cell) > 1]
        if len(filled) > 1 and len(wide) != len(filled):
            return None
        found += [(cell, False) for cell in filled]
    return found


def _are_titles(above: list[etree._Element], below: list[etree._Element]) -> bool:
    """Is each of these cells a line of words above a cell that holds a table?"""
    lines = [cell.findall(f".//{W}p") for cell in above]
    bare = all(len(one) == 1 for one in lines) and all(cell.find(f".//{W}tbl") is None for cell in above)
    return bare and all(_rows_inside(cell) > 1 for cell in below)


def _rows_inside(cell: etree._Element) -> int:
    return max((sum(1 for _ in _rows(inner)) for inner in cell.iter(f"{W}tbl")), default=0)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    yield from _children(table, "tr")


def _row_cells(row: etree._Element) -> Iterator[etree._Element]:
    yield from _children(row, "tc")


def _children(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    waiting = list(reversed(parent))
    while waiting:
        child = waiting.pop()
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            waiting.extend(reversed(child))


def _cells(row: etree._Element, walk: Walk, column: int) -> Iterator[_Fine]:
    column = min(max(column, 0), _MOST_COLUMNS)
    last: _Fine | None = None
    for element in _row_cells(row):
        looks = element.find(f"{W}tcPr")
        if looks is not None and looks.find(f"{W}cellDel") is not None:
            walk.facts.removed += 1
            continue
        span = min(max(whole(value_of(looks, "gridSpan"), 1), 1), _MOST_COLUMNS)
        walk.cells.add(span)
        if last is not None and value_of(looks, "hMerge") in {"", "continue"}:
            last.cell = replace(last.cell, column_span=last.cell.column_span + span)
            column += span
            continue
        if last is not None:
            yield last
        cell = _cell(element, looks, walk, column, span)
        goes_on = value_of(looks, "vMerge") in {"", "continue"} and cell.is_blank
        last = _Fine(cell, goes_on)
        column += span
    if last is not None:
        yield last


def _cell(element: etree._Element, looks: etree._Element | None, walk: Walk, column: int, span: int) -> RawCell:
    pieces: list[RawPiece] = []
    colours: set[str] = set()
    inks: set[str] = set()
    pictures: list[str] = []
    struck: list[bool] = []
    notes: list[str] = []
    gone: list[str] = []
    inside = list(walk.paragraphs(element))
    standing = any(isinstance(one, Paragraph) and not one.words.struck and not one.words.is_blank for one in inside)
    for one in inside:
        if not isinstance(one, Paragraph):
            walk.facts.inner_tables += 1
            pieces += _inner_lines(one, walk)
            continue
        gone += one.words.gone
        if standing and one.words.struck:  # replaced by what stands in the next line
            gone += [text for line in one.words.lines if (text := fold(line))]
            continue
        pictures += one.words.pictures
        notes += [said for sign in one.words.notes if (said := walk.notes.get(sign))]
        pieces += _pieces(one)
        if not one.words.is_blank:
            colours |= {one.shade} if one.shade else one.words.colours
            inks |= one.words.inks
            struck.append(one.words.struck)
    if sum(1 for piece in pieces if piece.text) == 0 and pieces:
        # The number that Word draws is all there is, as in a column of numbers.
        pieces = [RawPiece(fold(pieces[0].label))] if pieces[0].label else []
    pieces = [piece for piece in pieces if piece.text]
    if len(pieces) == 1 and pieces[0].kind is PieceKind.PARAGRAPH:
        pieces = [replace(pieces[0], kind=PieceKind.TEXT)]
    if shown := pictures_as_text(len(pieces), pictures):
        pieces = [RawPiece(fold(shown))]
    pens = colours if len(colours) == 1 and "" not in colours else inks
    walk.gone += gone
    fill = shade_of(looks) or (next(iter(pens)) if len(pens) == 1 else "")
    return RawCell(
        tuple(pieces),
        column,
        span,
        fill=fill,
        struck=bool(struck) and all(struck),
        note=" ".join(dict.fromkeys(notes)),
        gone=" ".join(gone),
    )


def _pieces(one: Paragraph) -> Iterator[RawPiece]:
    if one.drawn is not None:
        text = fold(" ".join(one.words.lines))
        drawn = one.drawn
        yield RawPiece(text, PieceKind.ITEM, label=drawn.label, ordered=drawn.ordered, level=drawn.level)
        return
    for line in one.words.lines:
        if text := fold(line):
            yield RawPiece(text, PieceKind.PARAGRAPH)


def _inner_lines(table: etree._Element, walk: Walk) -> Iterator[RawPiece]:
    """A table inside a cell, a line for each row."""
    for row in _rows(table):
        texts = []
        for cell in _row_cells(row):
            parts = [_one_line(block, walk) for block in blocks_of(cell, walk.facts)]
            texts.append(" ".join(part for part in parts if part))
        if text := " | ".join(text for text in texts if text):
            yield RawPiece(text, PieceKind.PARAGRAPH)


def _one_line(block: etree._Element, walk: Walk) -> str:
    if block.tag != f"{W}p":
        return " ".join(piece.text for piece in _inner_lines(block, walk))
    return fold(" ".join(read_words(block, walk.facts).lines))


def _edges(grid: etree._Element | None) -> list[int]:
    """Where the columns of the fine grid begin and the last ends, in twentieths of a point."""
    edges = [0]
    for column in grid.iterfind(f"{W}gridCol") if grid is not None else ():
        edges.append(edges[-1] + max(0, whole(column.get(f"{W}w"), 0)))
    return edges


def _same_columns(edges: list[int], rows: list[RawRow]) -> list[int]:
    """For each fine column the one at which it is drawn: dragged borders miss each other by a hair."""
    if len(edges) < 3 or edges[-1] <= 0:
        return []
    same = list(range(len(edges)))
    for place in range(1, len(edges)):
        if edges[place] - edges[same[place - 1]] < _HAIR:
            same[place] = same[place - 1]
    for row in rows:
        for cell in row.cells:
            end = cell.column + cell.column_span
            narrow = end < len(same) and same[cell.column] == same[end]
            if narrow and not cell.is_blank:
                return []  # a thin column with words in it
    return same
