"""OpenDocument texts (.odt): paragraphs, lists and tables as they look, with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from adapters.documents.grid import CellCount, dense
from adapters.documents.open_text import (
    OFFICE,
    TABLE,
    TEXT,
    Aside,
    Styles,
    count_of,
    lines_of,
    open_text,
)
from adapters.documents.outline import without_title_level
from domain.importing.raw import (
    PieceKind,
    RawBlock,
    RawCell,
    RawDocument,
    RawParagraph,
    RawPiece,
    RawRow,
    RawTable,
    UnreadableDocument,
)
from domain.speech import marked

_ROWS = {f"{TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows")}
_THROUGH = {f"{TEXT}section", f"{TEXT}index-body", f"{TEXT}soft-page-break"}
_DEEPEST = 20


@dataclass(slots=True)
class _Walk:
    styles: Styles
    aside: Aside = field(default_factory=Aside)
    count: CellCount = field(default_factory=CellCount)
    tables: int = 0
    rows: int = 0
    inner_tables: int = 0

    def blocks(self, container: etree._Element) -> Iterator[RawBlock]:
        """The blocks of a body, in order; lists are lines with their numbers."""
        for element in container:
            if element.tag == f"{TABLE}table":
                table = self.table(element)
                if any(not row.is_blank for row in table.rows):
                    self.tables += 1
                    self.rows += len(table.rows)
                    yield table
            elif element.tag in _THROUGH:
                yield from self.blocks(element)
            else:
                for piece, heading in self.pieces(element):
                    depth = piece.level + 1 if piece.kind is PieceKind.ITEM else 0
                    yield RawParagraph(piece.printed, "", self.rows + 1 if self.tables else 0, heading, depth)
                boxes, self.aside.boxes = self.aside.boxes, []
                for box in boxes:
                    yield from self.blocks(box)

    def pieces(self, element: etree._Element, level: int = 0, style: str = "") -> Iterator[tuple[RawPiece, int]]:
        """What a paragraph, heading or list holds, with the level of a heading."""
        if element.tag in {f"{TEXT}p", f"{TEXT}h"}:
            heading = element.get(f"{TEXT}outline-level", "1") if element.tag == f"{TEXT}h" else "0"
            for line in lines_of(element, self.aside):
                yield RawPiece(line, PieceKind.PARAGRAPH), int(heading) if heading.isdecimal() else 1
        elif element.tag == f"{TEXT}list" and level < _DEEPEST:
            yield from self.items(element, level, element.get(f"{TEXT}style-name") or style)

    def items(self, listed: etree._Element, level: int, style: str) -> Iterator[tuple[RawPiece, int]]:
        """The items of a list."""
        ordered = (style, level + 1) in self.styles.numbered
        number = 0
        for item in listed:
            number += item.tag == f"{TEXT}list-item"
            label = f"{number}." if ordered and item.tag == f"{TEXT}list-item" else ""
            for part in item:
                for piece, heading in self.pieces(part, level + 1, style):
                    if piece.kind is PieceKind.ITEM or heading:
                        yield piece, heading
                    else:
                        yield RawPiece(piece.text, PieceKind.ITEM, label, ordered, level), 0
                        label = ""

    def table(self, element: etree._Element) -> RawTable:
        """A table; rows count from 1, as a person counts them."""
        rows: list[RawRow] = []
        header = 0
        for row in _rows(element):
            cells: list[RawCell] = []
            column = 0
            for cell in row:
                times = count_of(cell, "number-columns-repeated")
                if cell.tag == f"{TABLE}table-cell":
                    across = min(count_of(cell, "number-columns-spanned"), 1_000)
                    self.count.add(min(times, 1_000) * across)
                    read = self.cell(cell, column, across, min(count_of(cell, "number-rows-spanned"), 100_000))
                    cells.append(read)
                column += min(times, 1_000)
            above = row.getparent()
            header += above is not None and above.tag == f"{TABLE}table-header-rows"
            hidden = row.get(f"{TABLE}visibility", "visible") != "visible"
            rows.append(RawRow(tuple(cells), len(rows) + 1, hidden))
        header = header if header <= 3 and header < len(rows) else 0
        return RawTable(dense(rows), f"table {self.tables + 1}", header)

    def cell(self, element: etree._Element, column: int, across: int, down: int) -> RawCell:
        """A cell; a table inside it becomes lines."""
        pieces: list[RawPiece] = []
        for part in element:
            if part.tag == f"{TABLE}table":
                self.inner_tables += 1
                inner = self.table(part)
                texts = (" | ".join(filter(None, row.texts)) for row in inner.rows)
                pieces += [RawPiece(text, PieceKind.PARAGRAPH) for text in texts if text]
            else:
                pieces += [piece for piece, _ in self.pieces(part)]
        if len(pieces) == 1 and pieces[0].kind is PieceKind.PARAGRAPH:
            pieces = [RawPiece(pieces[0].text)]
        look = self.styles.of(element.get(f"{TABLE}style-name"))
        return RawCell(tuple(pieces), column, across, down, look.fill)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    waiting = list(reversed(table))
    while waiting:
        child = waiting.pop()
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROWS:
            waiting.extend(reversed(child))


def read_words(data: bytes, name: str) -> RawDocument:
    """Read a text. Raises `UnreadableDocument` with one sentence for the person who sent it."""
    _, root, styles = open_text(data)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableDocument(
            marked("There is no text in this file. Save the plan as .odt or .docx, and try again.")
        )
    walk = _Walk(styles)
    blocks = list(walk.blocks(body))
    blocks += [RawParagraph(text, "footnotes", walk.rows + 1) for text in walk.aside.notes]
    blocks += [RawParagraph(f"Comment: {text}", "comments", walk.rows + 1) for text in walk.aside.comments]
    if not blocks:
        raise UnreadableDocument(marked("There is no text in this document. If it is a scan, ask for its original."))
    notes, doubts = [], []
    if walk.aside.comments:
        notes.append(f"Comments in the margin were kept with what found no place: {len(walk.aside.comments)}.")
    if walk.aside.notes:
        notes.append(f"Footnotes and endnotes were read as text after the tables: {len(walk.aside.notes)}.")
    if walk.inner_tables:
        notes.append(f"Tables inside a cell were read as lines of that cell: {walk.inner_tables}.")
    if walk.aside.pictures:
        notes.append(f"Pictures were not read: {walk.aside.pictures}.")
    if body.find(f"{TEXT}tracked-changes") is not None:
        doubts.append("This document has tracked changes. I read it as if all were accepted. Is that right?")
    return RawDocument(name, without_title_level(blocks), tuple(notes), tuple(doubts))
