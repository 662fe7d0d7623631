"""What no plan needs: the limits that every format shares, and letters that would deceive whoever reads them."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.raw import RawBlock, RawBreak, RawDocument, RawParagraph, RawRow, RawTable, UnreadableDocument
from domain.speech import marked

TOO_DEEP = marked("This file is nested too deeply to be a plan. Copy only the plan into a new file, and try again.")
MAX_ROWS = 10_000  # the largest published plans have some hundreds
MAX_COLUMNS = 1_000  # a plan with a column for each day of two years has 730
MAX_LETTERS = 100_000  # in one cell or paragraph; Excel itself stops at 32,767
MAX_LINES = 200_000  # of a text file: a cell may have lines of its own
MAX_LINE = 1_000_000  # letters
MAX_TAGS = 500_000  # of a web page
# Half letters that no file or database can keep, controls, and marks that turn the order of letters around: with these
# a name can be shown that is not the name that is stored.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_NOTE = marked("Invisible control characters were left out of the text.")


def check_lines(text: str) -> None:
    """Refuse a text with far more lines, or far longer ones, than a plan has. Raises `UnreadableDocument`."""
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise UnreadableDocument(_too_many_rows(lines))
    start = 0
    while len(text) - start > MAX_LINE:
        end = text.rfind("\n", start, start + MAX_LINE)
        if end < 0:
            raise UnreadableDocument(
                f"A line of this file is longer than {MAX_LINE:,} letters. Copy only the plan, row by row, into a new "
                "file, and try again."
            )
        start = end + 1


def check_tags(text: str) -> None:
    """Refuse a web page with far more tags than a plan has. Raises `UnreadableDocument`."""
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise UnreadableDocument(
            f"This web page has {tags:,} tags, far more than a plan. Copy the plan into a Word document, and try again."
        )


def within_bounds(document: RawDocument) -> RawDocument:
    """The document without deceptive letters. Raises `UnreadableDocument` where it is larger than any plan."""
    rows = sum(len(table.rows) for table in document.tables())
    check_rows(rows)
    check_columns(max((len(row.cells) for table in document.tables() for row in table.rows), default=0))
    found: list[RawBlock] = []
    changed = False
    for block in document.blocks:
        clean = _block(block)
        changed = changed or clean is not block
        found.append(clean)
    if not changed:
        return document
    return replace(document, blocks=tuple(found), notes=(*document.notes, _NOTE))


def check_rows(rows: int) -> None:
    """Refuse more rows than a plan has, before they are read one by one. Raises `UnreadableDocument`."""
    if rows > MAX_ROWS:
        raise UnreadableDocument(_too_many_rows(rows))


def check_columns(columns: int) -> None:
    """Refuse more columns than a plan has. Raises `UnreadableDocument`."""
    if columns > MAX_COLUMNS:
        raise UnreadableDocument(
            f"A row of this file has {columns:,} cells, and a plan is read up to {MAX_COLUMNS:,}. "
            "Copy only the columns of the plan into a new file, and try again."
        )


def _too_many_rows(rows: int) -> str:
    return (
        f"This file has {rows:,} rows, and a plan is read up to {MAX_ROWS:,}. "
        "Copy only the rows of the plan into a new file, and try again."
    )


def _block(block: RawBlock) -> RawBlock:
    match block:
        case RawTable():
            rows = [_row(row) for row in block.rows]
            sheet = _clean(block.sheet_or_page)
            same = sheet is block.sheet_or_page and all(one is row for one, row in zip(rows, block.rows, strict=True))
            return block if same else replace(block, rows=tuple(rows), sheet_or_page=sheet)
        case RawParagraph():
            _measure(block.text)
            text, sheet = _clean(block.text), _clean(block.sheet_or_page)
            same = text is block.text and sheet is block.sheet_or_page
            return block if same else replace(block, text=text, sheet_or_page=sheet)
        case RawBreak():
            return block


def _row(row: RawRow) -> RawRow:
    if not any(_is_unwanted(piece.text) or _is_unwanted(piece.label) for cell in row.cells for piece in cell.pieces):
        return row
    cells = []
    for cell in row.cells:
        pieces = tuple(replace(one, text=_clean(one.text), label=_clean(one.label)) for one in cell.pieces)
        cells.append(replace(cell, pieces=tuple(piece for piece in pieces if piece.text or piece.label)))
    return replace(row, cells=tuple(cells))


def _is_unwanted(text: str) -> bool:
    _measure(text)
    return not text.isprintable() and _UNWANTED.search(text) is not None  # the first is quick, and nearly always true


def _measure(text: str) -> None:
    if len(text) > MAX_LETTERS:
        raise UnreadableDocument(
            f"One cell or paragraph of this file has more than {MAX_LETTERS:,} letters. Copy only the plan into a new "
            "file, and try again."
        )


def _clean(text: str) -> str:
    """The text itself, or without what is unwanted; half letters become a mark that something stood there."""
    if text.isprintable() or _UNWANTED.search(text) is None:
        return text
    return _UNWANTED.sub(lambda found: "\ufffd" if "\ud800" <= found[0] <= "\udfff" else "", text).strip()
