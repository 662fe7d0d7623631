"""Web pages: their tables with spans, their lists and headings, as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html

from adapters.documents.grid import CellCount, dense, pictures_as_text
from adapters.documents.html_controls import is_file, take_out_controls
from adapters.documents.html_grids import draw_tables
from adapters.documents.html_looks import Looks
from adapters.documents.markup import fold, raised
from adapters.documents.outline import without_title_level
from adapters.documents.struck import marked, parted, unmarked
from adapters.documents.word_numbering import whole, written
from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
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

_STARTS = re.compile(r"(?:\s|\ufeff|<\?xml[^>]{0,200}\?>|<!--.{0,4000}?-->)*<(?:!doctype\s+html|\w+)", re.I | re.S)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body|table)\b", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_SILENT = {"script", "style", "template", "head", "noscript", "svg", "datalist", "colgroup"}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "ul", "ol", "li", "dl", "dt"),
    *("dd", "blockquote", "pre", "figure", "figcaption", "address", "form", "fieldset", "details", "summary", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "caption", "center", "body", "legend"),
}
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_CAPTION = 6  # how deep a caption is as a heading
_TOO_DEEP = "This web page is nested too deeply to be a plan. Copy the plan into a Word document, and try again."
_DEEPEST = 180
_LONGEST_TERM = 60
_MOST_SPAN = 1_000


def is_html(text: str) -> bool:
    """Is this text a web page, or a piece of one with a table in it?"""
    if _STARTS.match(text[:20_000]) and _PAGE.search(text[:20_000]):
        return True
    lower = text.lower()
    lines = text.count("\n") + 1
    tabbed = sum("\t" in line for line in text.split("\n"))
    return "<table" in lower and "</t" in lower and ("<td" in lower or "<th" in lower) and tabbed * 2 < lines


@dataclass(slots=True)
class _List:
    ordered: bool
    form: str
    next: int


@dataclass(slots=True)
class _Bit:
    """A paragraph, an item of a list, or a table."""

    piece: RawPiece
    heading: int = 0
    table: etree._Element | None = None
    term: bool = False  # what the next one describes
    described: bool = False  # describes a term


@dataclass(slots=True)
class _Flow:
    """The content of an element in reading order."""

    looks: Looks
    bits: list[_Bit] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    kind: PieceKind = PieceKind.TEXT
    label: str = ""
    heading: int = 0
    in_item: bool = False
    in_term: bool = False
    in_description: bool = False
    in_cell: bool = False
    plain: int = 0
    struck: int = 0

    def finish(self, kind: PieceKind = PieceKind.PARAGRAPH) -> None:
        """End the paragraph or item; what comes next is of this kind."""
        text = fold("".join(self.words))
        self.words.clear()
        if text:
            ordered = bool(self.lists) and self.lists[-1].ordered
            level = max(0, len(self.lists) - 1)
            in_list = self.kind is PieceKind.ITEM
            text = text if self.in_cell else unmarked(text)
            piece = RawPiece(text, self.kind, self.label, ordered and in_list, level if in_list else 0)
            self.bits.append(_Bit(piece, self.heading, term=self.in_term, described=self.in_description))
        self.kind, self.label = kind, ""

    def read(self, element: etree._Element, depth: int = 0, *, struck: bool = False) -> None:
        """Add the content of an element."""
        self.say(element.text, struck=struck)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, child.tag.lower(), depth + 1, struck)
            self.say(child.tail, struck=struck)

    def say(self, text: str | None, *, struck: bool) -> None:
        """Add text."""
        if text:
            self.words.append(marked(text) if struck and text.strip() else unmarked(text))
            count = len(text.strip())
            self.struck += count if struck else 0
            self.plain += 0 if struck else count

    def _child(self, child: etree._Element, tag: str, depth: int, struck: bool) -> None:
        if tag in _SILENT or self.looks.is_hidden(child):
            return
        if depth > _DEEPEST:
            self.say(" ".join(str(text) for text in child.itertext()), struck=struck)
        elif tag == "table":
            self.finish()
            self.bits.append(_Bit(RawPiece(""), table=child))
        elif tag == "br":
            self.words.append(" ") if self.in_item else self.finish()
        elif tag == "img":
            self.pictures.append(fold(child.get("alt", "")))
        elif tag in {"input", "select"}:
            self.say(_form(child, tag), struck=struck)
        elif tag in {"ul", "ol"}:
            self._list(child, tag, depth, struck)
        elif tag == "li":
            self._item(child, depth, struck)
        elif tag == "sup" and not len(child):
            self.say(raised(child.text), struck=struck)
        elif tag not in _BLOCKS:
            self.read(child, depth, struck=struck or tag in {"s", "strike", "del"})
        elif self.in_item:
            self.words.append(" ")
            self.read(child, depth, struck=struck)
            self.words.append(" ")
        else:
            self.finish()
            opens = 6 if tag == "summary" else 0  # what stands over a part that can be folded away
            self.heading = int(tag[1]) if tag[0] == "h" and tag[1:].isdecimal() else opens
            self.in_term = tag == "dt"
            outer, self.in_description = self.in_description, self.in_description or tag == "dd"
            before = len(self.bits)
            self.read(child, depth, struck=struck)
            self.finish()
            if tag == "dd" and len(self.bits) == before:
                self.bits.append(_Bit(RawPiece(""), described=True))  # nothing is said of its term
            self.heading, self.in_term, self.in_description = 0, False, outer

    def _list(self, child: etree._Element, tag: str, depth: int, struck: bool) -> None:
        self.finish()
        outer, self.in_item = self.in_item, False
        form = _FORMS.get(child.get("type", ""), "decimal")
        self.lists.append(_List(tag == "ol", form, whole(child.get("start"), 1)))
        self.read(child, depth, struck=struck)
        self.finish()
        self.lists.pop()
        self.in_item = outer

    def _item(self, child: etree._Element, depth: int, struck: bool) -> None:
        self.finish(PieceKind.PARAGRAPH if is_file(child) else PieceKind.ITEM)
        if self.lists and self.lists[-1].ordered:
            current = self.lists[-1]
            number = whole(child.get("value"), current.next)
            current.next = number + 1
            self.label = f"{written(number, current.form)}."
        outer, self.in_item = self.in_item, True
        self.read(child, depth, struck=struck)
        self.finish()
        self.in_item = outer


def _form(child: etree._Element, tag: str) -> str:
    """What a field of a form shows."""
    if tag == "select":
        options = [one for one in child.iter("option") if one.get("selected") is not None]
        return " ".join("".join(str(text) for text in one.itertext()) for one in options)
    kind = child.get("type", "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☒" if child.get("checked") is not None else "☐"
    return child.get("value", "") if kind in {"text", "date", "number", "search", "month"} else ""


def _with_terms(bits: list[_Bit]) -> Iterator[_Bit]:
    """The paragraphs, each description of a list behind its term."""
    term: _Bit | None = None
    for bit in bits:
        if term is not None and bit.described and bit.table is None and len(term.piece.text) <= _LONGEST_TERM:
            text = f"{term.piece.text.rstrip(': ')}: {bit.piece.printed}"
            if bit.piece.text:
                yield _Bit(replace(bit.piece, text=text, label="", kind=PieceKind.PARAGRAPH), bit.heading)
            term = None
            continue
        if term is not None:
            yield term
        term = bit if bit.term else None
        if term is None and (bit.piece.text or bit.table is not None):
            yield bit
    if term is not None:
        yield term


@dataclass(slots=True)
class _Page:
    looks: Looks
    cells: CellCount = field(default_factory=CellCount)
    tables: int = 0
    rows: int = 0
    inner_tables: int = 0
    captions_head: bool = False  # they are what tells the tables of the page apart
    gone: list[str] = field(default_factory=list)  # words that were struck out and replaced

    def blocks(self, element: etree._Element) -> Iterator[RawBlock]:
        flow = _Flow(self.looks)
        flow.read(element)
        flow.finish()
        for bit in _with_terms(flow.bits):
            if bit.table is None:
                depth = bit.piece.level + 1 if bit.piece.kind is PieceKind.ITEM and not bit.heading else 0
                yield RawParagraph(bit.piece.printed, "", self.rows + 1 if self.tables else 0, bit.heading, depth)
                continue
            inside = _inner_cells(bit.table)
            if inside is not None:
                for cell in inside:
                    yield from self.blocks(cell)
                continue
            for caption in bit.table.iterchildren("caption"):
                for block in self.blocks(caption):
                    if self.captions_head and isinstance(block, RawParagraph):
                        block = replace(block, level=block.level or _CAPTION)
                    yield block
            table = self.table(bit.table)
            if any(not row.is_blank for row in table.rows):
                self.tables += 1
                self.rows += len(table.rows)
                yield table

    def table(self, element: etree._Element) -> RawTable:
        """A table; rows count from 1, as a person counts them."""
        sources = list(_rows(element))
        rows: list[RawRow] = []
        header_rows = 0
        busy: dict[int, int] = {}  # the row at which a column is free again
        for index, source in enumerate(sources):
            column = 0
            cells: list[RawCell] = []
            for cell in _row_cells(source):
                while busy.get(column, 0) > index:
                    column += 1
                across = min(max(whole(cell.get("colspan"), 1), 1), _MOST_SPAN)
                down = whole(cell.get("rowspan"), 1) or len(sources)
                down = min(max(down, 1), len(sources) - index)
                self.cells.add(across * down)
                for place in range(column, column + across if down > 1 else column):
                    busy[place] = index + down
                cells.append(self.cell(cell, column, across, down))
                column += across
            rows.append(RawRow(tuple(cells), index + 1, self.looks.hides(source)))
            if header_rows == index and _is_header(source):
                header_rows += 1
        if header_rows > 3 or header_rows >= len(rows):
            header_rows = 0
        return RawTable(dense(rows), f"table {self.tables + 1}", header_rows)

    def cell(self, element: etree._Element, column: int, across: int, down: int) -> RawCell:
        flow = _Flow(self.looks, in_cell=True)
        flow.read(element)
        flow.finish()
        pieces: list[RawPiece] = []
        gone: list[str] = []
        for bit in flow.bits:
            if bit.table is None:
                kept, struck = parted(bit.piece.text) if flow.plain else (unmarked(bit.piece.text), [])
                gone += struck
                if text := fold(kept):
                    pieces.append(replace(bit.piece, text=text))
            else:
                self.inner_tables += 1
                for row in _rows(bit.table):
                    texts = [fold(" ".join(str(text) for text in cell.itertext())) for cell in _row_cells(row)]
                    if line := " | ".join(filter(None, texts)):
                        pieces.append(RawPiece(line, PieceKind.PARAGRAPH))
        if len(pieces) == 1 and pieces[0].kind is PieceKind.PARAGRAPH:
            pieces = [RawPiece(pieces[0].text)]
        if shown := pictures_as_text(len(pieces), flow.pictures):
            pieces = [RawPiece(shown)]
        fill = self.looks.fill_of(element)
        self.gone += gone
        whole = bool(flow.struck) and not flow.plain
        return RawCell(tuple(pieces), column, across, down, fill, struck=whole, gone=" ".join(gone))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    waiting = list(reversed(table))
    while waiting:
        child = waiting.pop()
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot", "form"}:
            waiting.extend(reversed(child))


def _row_cells(row: etree._Element) -> Iterator[etree._Element]:
    return (child for child in row if child.tag in {"td", "th"})


def _is_header(row: etree._Element) -> bool:
    above = row.getparent()
    cells = list(_row_cells(row))
    in_head = above is not None and above.tag == "thead"
    return bool(cells) and (in_head or (len(cells) > 1 and all(cell.tag == "th" for cell in cells)))


def _inner_cells(table: etree._Element) -> list[etree._Element] | None:
    """The cells of a table that only arranges the page around other tables; nothing for a table of its own."""
    if table.find(".//table") is None:
        return None
    found: list[etree._Element] = []
    inner = any(map(_says_who_and_when, table.iterfind(".//table")))
    arranges = inner and not _says_who_and_when(table)
    for row in _rows(table):
        filled = [cell for cell in _row_cells(row) if _words(cell)]
        if len(filled) > 1 and not arranges and not all(cell.find(".//table") is not None for cell in filled):
            return None
        found += filled
    return found


def _says_who_and_when(table: etree._Element) -> bool:
    """Has a table rows below headings for who and when? Where only one inside it has, that is the plan (in minutes)."""
    rows = list(_rows(table))
    heads = [
        meant[0].role
        for cell in (_row_cells(rows[0]) if rows else ())
        if (meant := meanings(_words(cell)[:_LONGEST_TERM]))
    ]
    return len(rows) > 1 and {ColumnRole.LEAD, ColumnRole.DUE} <= set(heads)


def _words(element: etree._Element) -> str:
    return fold("".join(str(text) for text in element.itertext()))


def read_html(text: str, name: str) -> RawDocument:
    """Read a web page. Raises `UnreadableDocument` with one sentence for the person who sent it."""
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(_DECLARED.sub("", text.replace("\0", " ")), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableDocument("This web page is damaged. Save it again, and try again.") from error
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise UnreadableDocument(_TOO_DEEP)  # the parser has left out the rest
    controls = take_out_controls(root)
    draw_tables(root)
    looks = Looks.of(root)
    captions = {_words(one) for one in root.iter("caption")} - {""}
    page = _Page(looks, captions_head=len(captions) > 1 and next(root.iter(*_HEADINGS), None) is None)
    body = root.find("body")
    blocks = list(page.blocks(root if body is None else body))
    title = fold(root.findtext("head/title") or "")
    if title and (not blocks or isinstance(blocks[0], RawTable)):
        blocks.insert(0, RawParagraph(title))
    blocks += [RawParagraph(f"Struck out: {text}", "struck words", page.rows + 1) for text in dict.fromkeys(page.gone)]
    if not blocks:
        raise UnreadableDocument("There are no words in this web page. Open it to see, and send the one with the plan.")
    notes = []
    if controls:
        notes.append(f"Links beside values, such as “Change”, were not read: {controls}.")
    if looks.hidden:
        notes.append(f"Parts that the page hides were not read: {looks.hidden}.")
    if page.inner_tables:
        notes.append(f"Tables inside a cell were read as lines of that cell: {page.inner_tables}.")
    return RawDocument(name, without_title_level(blocks), tuple(notes))
