"""PDF files as tables and paragraphs, page by page: tables drawn with lines, and tables that only stand in columns."""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from adapters.documents.outline import with_large_headings
from adapters.documents.pdf_beside import columns_beside
from adapters.documents.pdf_guard import check_streams
from adapters.documents.pdf_key import key_at
from adapters.documents.pdf_lines import Line, begins_item, is_broken_early, lines_of, pieces_of
from adapters.documents.pdf_page import Page, Word, read_page
from adapters.documents.pdf_ruled import Grid, captions_of, cells_of, grids_of
from adapters.documents.pdf_unruled import Columns, columns_of, end_of_table, find_headers, fits, rows_of
from adapters.documents.pdf_upright import divided_by, rows_beside
from domain.importing.dates import find_dates
from domain.importing.headers import is_header
from domain.importing.labels import split_labels
from domain.importing.raw import (
    RawBlock,
    RawBreak,
    RawCell,
    RawDocument,
    RawParagraph,
    RawPiece,
    RawRow,
    RawTable,
    UnreadableDocument,
)
from domain.speech import marked

MAX_PAGES = 500
MAX_SECONDS = 10  # for the words of all pages, and again for putting them together
MAX_CHARACTERS = 3_000_000
_FOOT = 2  # lines, at the most
_MOST_LATER = 20  # pages that are looked at to see how wide a table is
_LONG_LINE = 60  # characters: running text, which is no heading
_LONGEST_HEADING = 120
_TIMES = (1.9, 1.45)  # how much larger than most lines a heading of the first and second level is
_DAMAGED = marked("This PDF is damaged or incomplete. Save it again from where it was made, and try again.")
_LOCKED = marked("This PDF is protected with a password. Save it without one, and try again.")
_NO_WORDS = "There are no words in this PDF. Open it to see, and send the one with the plan."
_SCAN = marked(
    "This PDF holds pictures of pages and no text: it is a scan. Ask for the Word or Excel file "
    "that it was printed from, or run text recognition (OCR) on it, and try again."
)
_TOO_LONG = marked("This PDF is too large or too crowded to be read. Save only the pages of the plan, and try again.")
_LOCK = threading.Lock()  # PDFium is one for the whole process


def read_pdf(data: bytes, name: str) -> RawDocument:
    """The text of a PDF. Each table carries its page (`page 3`); rows are counted on their page.

    Raises `UnreadableDocument` for scans, for what is damaged or locked, and for what is too large.
    """
    check_streams(data)
    with _LOCK:
        pages = _pages(data)
    words = [len(page.words) for page in pages]
    pictures = [number for number, page in enumerate(pages, 1) if page.has_picture and len(page.words) < 5]
    if sum(words) < 5 * len(pages) and (pictures or not sum(words)):
        raise UnreadableDocument(_SCAN if pictures else _NO_WORDS)
    blocks = with_large_headings(list(_Reading().blocks(pages)))
    doubts: tuple[str, ...] = ()
    if pictures:
        where = ", ".join(map(str, pictures[:20]))
        doubts = (f"Page {where} holds a picture and no text, so it was not read. Does it belong to the plan?",)
    return RawDocument(name=name, blocks=blocks, doubts=doubts)


def _pages(data: bytes) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(_LOCKED if "assword" in str(error) else _DAMAGED) from error
    except (ValueError, TypeError, OSError) as error:
        raise UnreadableDocument(_DAMAGED) from error
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableDocument(f"This PDF has more than {MAX_PAGES} pages. Save only the plan, and try again.")
        pages = []
        total = 0
        until = time.monotonic() + MAX_SECONDS
        for index in range(len(document)):
            if time.monotonic() > until:
                raise UnreadableDocument(_TOO_LONG)
            page = document[index]
            try:
                pages.append(read_page(page))
            finally:
                page.close()
            total += sum(len(word.text) for word in pages[-1].words)
            if total > MAX_CHARACTERS:
                raise UnreadableDocument(
                    marked("This PDF holds more text than a plan. Save only the plan, and try again.")
                )
    except (pypdfium2.PdfiumError, OverflowError) as error:
        raise UnreadableDocument(_DAMAGED) from error
    finally:
        document.close()
    if not pages:
        raise UnreadableDocument(_DAMAGED)
    return pages


def _usual_size(pages: Sequence[Page]) -> float:
    """How high most of the letters of a document are."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


class _Reading:
    """What one page tells the next: the columns of a table that goes on."""

    def __init__(self) -> None:
        self._columns: Columns | None = None
        self._starts: set[tuple[int, int]] = set()  # column, and where words begin in it
        self._headings: dict[int, str] = {}  # of the ruled table before, by column
        self._usual = 0.0  # how high most lines are
        self._later: Sequence[Page] = ()  # the pages behind this one

    def blocks(self, pages: Sequence[Page]) -> Iterator[RawBlock]:
        until = time.monotonic() + MAX_SECONDS
        self._usual = _usual_size(pages)
        for number, page in enumerate(pages, 1):
            if time.monotonic() > until:
                raise UnreadableDocument(_TOO_LONG)
            if number > 1:
                yield RawBreak()
            self._later = pages[number:]
            yield from self._page(page, f"page {number}")

    def _page(self, page: Page, name: str) -> Iterator[RawBlock]:
        writer = _Writer(name, self._usual)
        rest: list[Word] = list(page.words)
        grids = grids_of(page)
        captions = captions_of(grids, rest)
        said = {word for words in captions.values() for word in words}
        rest = [word for word in rest if word not in said]
        for place, grid in enumerate(grids):
            inside = [word for word in rest if grid.holds(word)]
            if not inside:
                rest += captions.pop(place, [])
                continue
            taken = set(inside)
            above = [word for word in rest if word.middle < grid.ys[0] and word not in taken]
            yield from self._loose(above, page, writer)
            taken.update(above)
            rest = [word for word in rest if word not in taken]
            yield from writer.caption(captions.get(place, ()))
            yield from self._ruled(grid, inside, page, writer)
        if (divided := divided_by(page, rest)) is not None:
            top, bottom = divided.rows[0][0], divided.rows[-1][1]
            yield from self._loose([word for word in rest if word.middle < top], page, writer)
            yield from writer.table(rows_beside(divided, [word for word in rest if divided.holds(word)]))
            rest = [word for word in rest if word.middle > bottom]
        yield from self._loose(rest, page, writer)

    def _ruled(self, grid: Grid, words: Sequence[Word], page: Page, writer: _Writer) -> Iterator[RawBlock]:
        self._columns = None
        rows = cells_of(grid, words, page.areas)
        if len(rows) <= 2 and len(lines_of(words)) > 8:  # lines between the columns only
            columns = Columns(tuple(grid.xs[1:-1]), ())
            rows = [row.cells for row in rows_of(lines_of(words), columns, page.level, page.areas)]
        rows = self._without_heading(rows)
        heads = {cell.column: cell.text for cell in rows[0] if cell.text} if rows else {}
        if is_header(list(heads.values())):
            self._headings = heads
        yield from writer.table(rows)

    def _without_heading(self, rows: list[tuple[RawCell, ...]]) -> list[tuple[RawCell, ...]]:
        """A row cut by the page may stand right under the repeated header, with no line between: two rows in one."""
        first = {cell.column: cell for cell in rows[0]} if rows else {}
        known = self._headings
        if len(known) < 3 or first.keys() != known.keys() or all(first[at].text == known[at] for at in known):
            return rows
        head, rest = [], []
        for at, cell in first.items():
            start, *more = cell.pieces or (RawPiece(""),)
            if start.text != known[at] and not start.text.startswith(f"{known[at]} "):
                return rows
            left = start.text[len(known[at]) :].strip()
            head.append(replace(cell, pieces=(RawPiece(known[at]),)))
            rest.append(replace(cell, pieces=(*((replace(start, text=left),) if left else ()), *more)))
        return [tuple(head), tuple(rest), *rows[1:]]

    def _loose(self, words: Sequence[Word], page: Page, writer: _Writer) -> Iterator[RawBlock]:
        """Words outside lines: tables where headings stand above columns, paragraphs elsewhere."""
        lines = lines_of(words)
        headers = list(find_headers(lines, self._columns.headings if self._columns is not None else ()))
        start = headers[0][0] if headers else len(lines)
        if self._columns is not None and start:
            yield from self._carried(lines[:start], page, writer)
        else:
            yield from writer.paragraphs(lines[:start])
        for index, (first, behind) in enumerate(headers):
            end = headers[index + 1][0] if index + 1 < len(headers) else len(lines)
            columns = columns_of(lines[first:behind], lines[behind:end])
            last = first + end_of_table(lines[first:end], columns)
            more = self._going_on(columns, lines[first].text) if len(lines) - last <= _FOOT else ()
            self._columns = columns_of(lines[first:behind], [*lines[behind:last], *more])
            yield from self._rows(lines[first:end], self._columns, page, writer)

    def _going_on(self, columns: Columns, header: str) -> Iterator[Line]:
        """The lines of the next pages, up to another header or table: they may be wider than those of this page."""
        for page in self._later[:_MOST_LATER]:
            lines = lines_of(page.words)
            widest = max((len(line.runs()) for line in lines), default=0)
            other = 2 * widest <= len(columns.cuts)  # a list of facts, a foot
            again = any(line.text == header for line in lines)
            if other or again or next(find_headers(lines, columns.headings), None) or grids_of(page):
                return
            yield from lines

    def _carried(self, lines: Sequence[Line], page: Page, writer: _Writer) -> Iterator[RawBlock]:
        """Lines at the top of a page that may go on with the table of the page before."""
        columns = self._columns
        if columns is None:
            yield from writer.paragraphs(lines)
            return
        if not fits(lines, columns):
            end = _end_of_cut(lines, columns, self._starts)
            yield from self._cut(lines[:end], columns, page, writer)
            yield from writer.paragraphs(lines[end:])
            return
        begin = next(
            (
                index
                for index, line in enumerate(lines)
                if len({columns.of(word) for word in line.words}) > 1 and len(line.runs()) > 1
            ),
            len(lines),
        )
        begin = _with_lines_above(lines, begin, columns)
        end = _end_of_cut(lines[:begin], columns, self._starts)
        yield from self._cut(lines[:end], columns, page, writer)
        yield from writer.paragraphs(lines[end:begin])
        yield from self._rows(lines[begin:], columns, page, writer)

    def _cut(self, lines: Sequence[Line], columns: Columns, page: Page, writer: _Writer) -> Iterator[RawBlock]:
        """The end of a row of the page before, with its blank cells: one cell alone would be a line of text."""
        rows = []
        for row in rows_of(lines, columns, page.level, page.areas):
            blank = {place: RawCell((), place) for place in range(len(columns.cuts) + 1)}
            rows.append(tuple({**blank, **{cell.column: cell for cell in row.cells}}.values()))
        yield from writer.table(rows)

    def _rows(self, lines: Sequence[Line], columns: Columns, page: Page, writer: _Writer) -> Iterator[RawBlock]:
        end = end_of_table(lines, columns)
        below, (lines, foot) = lines[end:], _without_foot(lines[:end], columns)
        self._starts = {(columns.of(run[0]), round(run[0].left)) for line in lines for run in line.runs()}
        rows = rows_of(lines, columns, page.level, page.areas)
        last = len(rows)
        while last and rows[last - 1].is_across:
            last -= 1
        yield from writer.table([row.cells for row in rows[:last]])
        yield from writer.paragraphs([line for row in rows[last:] for line in row.lines])
        yield from writer.paragraphs(foot)
        yield from writer.paragraphs(below)


def _end_of_cut(lines: Sequence[Line], columns: Columns, starts: Set[tuple[int, int]]) -> int:
    """How many lines at the top of a page end a row of the page before, though only one cell of it goes on: each begins
    where the words of one column do, and not in the first column, where any line of a text begins.
    """
    for end, line in enumerate(lines):
        places = {columns.of(word) for word in line.words}
        apart = end and line.top - lines[end - 1].bottom > 0.7 * line.size
        near = {round(line.left) - 1, round(line.left), round(line.left) + 1}
        begins = any((place, left) in starts for place in places for left in near)
        if apart or len(places) != 1 or 0 in places or not begins:
            return end
    return len(lines)


def _with_lines_above(lines: Sequence[Line], begin: int, columns: Columns) -> int:
    """Where the rows begin if the first has lines above its number: cells set in the middle, or cut by the page.

    Such lines stand right above, as text of one column that is not the first, or go on in small letters; a running
    head stands apart or begins at the edge of the page.
    """
    while 0 < begin < len(lines):
        above, below = lines[begin - 1], lines[begin]
        inside = {columns.of(word) for word in above.words}
        near = below.top - above.bottom < 0.7 * above.size and abs(above.size - below.size) <= 1
        goes_on = above.text[:1].islower() and len(inside) == 1
        if not goes_on and (not near or len(inside) != 1 or 0 in inside):
            break
        begin -= 1
    return begin


def _without_foot(lines: Sequence[Line], columns: Columns) -> tuple[Sequence[Line], Sequence[Line]]:
    """The foot of a page stands apart from the table, a wide gap below it, in one short line or two."""
    steps = sorted(two.top - one.top for one, two in itertools.pairwise(lines))
    if len(steps) < 2:
        return lines, ()
    usual = steps[len(steps) // 2]
    for count in (1, 2):
        if len(lines) > count + 1:
            gap = lines[-count].top - lines[-count - 1].bottom
            if gap > max(2.5 * usual, 24) and all(len(line.runs()) <= 3 for line in lines[-count:]):
                return lines[:-count], lines[-count:]
    return lines, ()


def _begins(line: Line) -> bool:
    """Does a line begin with a label and its value (`Who: ...`), as no line in the middle of a sentence does?"""
    before, pairs = split_labels(line.text) if ":" in line.text[:30] else ("", [])
    return bool(pairs) and not before and line.text[:1].isupper()


def _body_size(lines: Sequence[Line]) -> float:
    """How high most running text is; headings may be as long as a line of it."""
    long = Counter(round(line.size * 2) / 2 for line in lines if len(line.text) >= _LONG_LINE)
    return max(long, key=lambda size: (long[size], -size), default=0.0)


class _Writer:
    """Turns rows and lines of one page into blocks, counting as a reader would."""

    def __init__(self, name: str, usual: float) -> None:
        self._name = name
        self._number = 0
        self._usual = usual
        self._heading = 0.0  # how high a line must be to be a heading

    def table(self, rows: Sequence[Sequence[RawCell]]) -> Iterator[RawBlock]:
        """A table, if anything stands in it."""
        found = []
        for cells in rows:
            self._number += 1
            if any(not cell.is_blank for cell in cells):
                found.append(RawRow(tuple(cells), self._number))
        if found:
            yield RawTable(tuple(found), self._name)

    def caption(self, words: Sequence[Word]) -> Iterator[RawBlock]:
        """The title of one of several tables beside each other."""
        if text := " ".join(line.text for line in lines_of(words)):
            self._number += 1
            yield RawParagraph(text, self._name, self._number, 2)

    def paragraphs(self, lines: Sequence[Line]) -> Iterator[RawBlock]:
        """Lines that run on are one paragraph; of two columns the left one comes first."""
        for stretch in columns_beside(lines):
            yield from self._paragraphs(stretch)

    def _paragraphs(self, lines: Sequence[Line]) -> Iterator[RawBlock]:
        body = _body_size(lines)
        # A page number and a large heading may stand farther out than the text does.
        running = [line for line in lines if len(line.text) >= _LONG_LINE and line.size <= body + 1] or lines
        left = min((line.left for line in lines), default=0.0)
        right = max((line.right for line in running), default=0.0)
        group: list[Line] = []
        keyed = 0
        self._heading = max(1.17 * self._usual, 1.08 * body)
        for index, line in enumerate(lines):
            if index < keyed:
                continue
            meanings, count = key_at(lines, index)
            if meanings:
                yield from self._paragraph(group, left, right)
                yield from (RawParagraph(text, self._name, self._number) for text in meanings)
                group, keyed = [], index + count
                continue
            last = group[-1] if group else None
            if last is not None and (
                line.top - last.bottom > 0.6 * last.size
                or abs(line.size - last.size) > 1
                or is_broken_early(last, line, left, right)
                or _begins(line)
                or begins_item(line)
            ):
                yield from self._paragraph(group, left, right)
                group = []
            group.append(line)
        yield from self._paragraph(group, left, right)

    def _paragraph(self, lines: Sequence[Line], left: float, right: float) -> Iterator[RawBlock]:
        text = " ".join(piece.text for piece in pieces_of(lines, left, right))
        self._number += bool(lines)
        if text:
            large = self._usual and min(line.size for line in lines) >= self._heading and len(text) <= _LONGEST_HEADING
            heads = large and not text.endswith((".", ";", ":")) and not find_dates(text)
            level = sum(lines[0].size < times * self._usual for times in _TIMES) + 1 if heads else 0
            yield RawParagraph(text, self._name, self._number, level, depth=int(begins_item(lines[0])))
