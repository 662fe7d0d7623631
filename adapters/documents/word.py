"""Word documents (.docx, .docm, .dotx): tables and paragraphs as they look with all tracked changes accepted.

The mark-up is walked directly: that also reads strict documents and documents with macros, never runs anything, and
opens no part (pictures, embedded files) that holds no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from adapters.documents.archives import read_part
from adapters.documents.bounds import check_rows
from adapters.documents.grid import CellCount
from adapters.documents.markup import fold
from adapters.documents.outline import with_bold_headings, without_title_level
from adapters.documents.package import Package, open_package
from adapters.documents.word_numbering import (
    Drawn,
    Numbering,
    Style,
    W,
    read_numbering,
    read_styles,
    value_of,
    whole,
)
from adapters.documents.word_text import MC, Facts, Words, chosen, is_on, read_words, shade_of
from adapters.documents.word_theme import write_out
from domain.importing.raw import (
    RawBlock,
    RawBreak,
    RawDocument,
    RawParagraph,
    RawTable,
    UnreadableDocument,
)
from domain.speech import marked

_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{0,4}(?:\s*(?:of|/)\s*\d{0,4})?", re.IGNORECASE)
_NOTE_KINDS = {"separator", "continuationSeparator", "continuationNotice"}
_NO_TEXT = marked("There is no text in this Word document. If it is a scan, ask for the document it was made from.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what Word draws before it."""

    words: Words
    drawn: Drawn | None
    heading: int
    shade: str = ""


@dataclass(slots=True)
class Walk:
    """What is known while a document is walked from top to bottom."""

    styles: dict[str, Style]
    usual: str
    numbering: Numbering
    facts: Facts = field(default_factory=Facts)
    cells: CellCount = field(default_factory=CellCount)
    tables: int = 0
    rows: int = 0
    bold: set[str] = field(default_factory=set)  # lines that are bold from end to end
    gone: list[str] = field(default_factory=list)  # words that were struck out and replaced
    notes: dict[tuple[str, str], str] = field(default_factory=dict)  # by kind and number: what a note says

    def paragraphs(self, container: etree._Element) -> Iterator[Paragraph | etree._Element]:
        """The paragraphs and tables (as elements) of a body, a cell or a text box, in order."""
        joined: Words | None = None
        for element in blocks_of(container, self.facts):
            if element.tag != f"{W}p":
                if joined is not None:
                    yield Paragraph(joined, None, 0)
                    joined = None
                yield element
                continue
            words = read_words(element, self.facts)
            looks = element.find(f"{W}pPr")
            if joined is not None:
                words = _joined(joined, words)
                joined = None
            if looks is not None and looks.find(f"{W}rPr/{W}del") is not None:
                joined = words  # its end was deleted: the next paragraph goes on in it
                continue
            yield self._paragraph(words, looks)
            for box in words.boxes:
                self.facts.text_boxes += 1
                yield from self.paragraphs(box)
        if joined is not None and not joined.is_blank:
            yield Paragraph(joined, None, 0)

    def _paragraph(self, words: Words, looks: etree._Element | None) -> Paragraph:
        name = value_of(looks, "pStyle") or self.usual
        style = self.styles.get(name, Style())
        number = value_of(looks, "numPr/numId")
        level = value_of(looks, "numPr/ilvl")
        if number is None:
            number = style.number
            if level is None and number:
                level = str(style.level if style.level is not None else self.numbering.level_of(number, name))
        outline = whole(value_of(looks, "outlineLvl"), 9)
        heading = outline + 1 if outline < 9 else style.heading
        drawn = self.numbering.draw(number, whole(level, 0)) if number else None
        shade = ""
        if not words.is_blank:
            shade = shade_of(looks)
        return Paragraph(words, drawn, heading, shade)

    def blocks(self, container: etree._Element, where: str = "") -> Iterator[RawBlock]:
        """The blocks of a body. Paragraphs count 0 before the first table, then on from the rows that went before."""
        from adapters.documents.word_tables import inner_cells, read_table

        for one in self.paragraphs(container):
            if isinstance(one, Paragraph):
                if one.words.page_break:
                    yield RawBreak()
                text = fold(" ".join(one.words.lines))
                self.gone += one.words.gone
                if text and one.drawn and one.drawn.label:
                    text = f"{one.drawn.label} {text}"
                if text:
                    depth = one.drawn.level + 1 if one.drawn and not one.heading else 0
                    if one.words.bold and not one.heading and not depth:
                        self.bold.add(text)
                    yield RawParagraph(text, where, self.rows + 1 if self.tables else 0, one.heading, depth)
                continue
            inside = inner_cells(one)
            if inside is not None:  # a table that only arranges the page
                for cell, is_title in inside:
                    for block in self.blocks(cell, where):
                        if is_title and isinstance(block, RawParagraph):
                            block = replace(block, level=block.level or 2)
                        yield block
                continue
            table = read_table(one, self, f"table {self.tables + 1}")
            if table.rows:
                self.tables += 1
                self.rows += len(table.rows)
                yield table


def blocks_of(container: etree._Element, facts: Facts) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container; content controls and accepted insertions are looked through."""
    waiting = list(reversed(container))
    while waiting:
        child = waiting.pop()
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name in {"p", "tbl"}:
            yield child
        elif name == "sdt":
            if not is_on(child, "sdtPr/showingPlcHdr"):
                waiting.extend(reversed(child))
        elif name in {"sdtContent", "customXml", "ins", "moveTo", "smartTag"}:
            waiting.extend(reversed(child))
        elif name in {"del", "moveFrom"}:
            facts.removed += 1
        elif name == "altChunk":
            facts.foreign += 1
        elif child.tag == f"{MC}AlternateContent":
            waiting.append(chosen(child))
        elif child.tag in {f"{MC}Choice", f"{MC}Fallback"}:
            waiting.extend(reversed(child))


def _joined(first: Words, second: Words) -> Words:
    second.lines = [*first.lines[:-1], first.lines[-1] + second.lines[0], *second.lines[1:]]
    second.boxes = first.boxes + second.boxes
    second.pictures = first.pictures + second.pictures
    second.notes = first.notes + second.notes
    return second


def read_word(data: bytes, name: str) -> RawDocument:
    """Read a Word document. Raises `UnreadableDocument` with one sentence for the person who sent it."""
    package = open_package(data)
    main = next(iter(package.related().get("officeDocument", [])), "word/document.xml")
    body = package.xml(main).find(f"{W}body")
    if body is None:
        raise UnreadableDocument(
            marked("This is not a Word document. Save the plan as a Word document, and try again.")
        )
    check_rows(sum(1 for _ in body.iter(f"{W}tr")))
    related = package.related(main)
    theme = next((read_part(package.archive, path) for path in related.get("theme", [])), None)
    write_out(body, theme)
    styles, usual = read_styles(_part(package, related, "styles"))
    walk = Walk(styles, usual, read_numbering(_part(package, related, "numbering"), styles))
    walk.notes = dict(_said_in_notes(package, related))
    blocks = with_bold_headings(list(walk.blocks(body)), walk.bold)
    noted = list(_notes(package, related, walk))
    heads = list(_heads(package, related, walk))
    comments = _part(package, related, "comments")
    if blocks and isinstance(blocks[0], RawTable) and heads:  # nothing stands before the tables: the title is up there
        blocks = [*(RawParagraph(head.text, head.sheet_or_page) for head in heads), *blocks]
        heads = []
    if not any(isinstance(block, RawTable | RawParagraph) for block in blocks):
        raise UnreadableDocument(_NO_TEXT)
    said = list(_comments(comments, walk))
    hidden = [RawParagraph(text, "hidden words", walk.rows + 1) for text in map(fold, walk.facts.hidden)]
    struck = [RawParagraph(f"Struck out: {text}", "struck words", walk.rows + 1) for text in dict.fromkeys(walk.gone)]
    aside = (*noted, *heads, *said, *hidden, *struck)
    notes = _said(walk.facts, len(noted), len(said), bool(related.get("vbaProject")))
    return RawDocument(name, without_title_level((*blocks, *aside)), tuple(notes), tuple(_doubted(walk.facts)))


def _part(package: Package, related: dict[str, list[str]], kind: str) -> etree._Element | None:
    return next((package.xml(path) for path in related.get(kind, [])), None)


def _said_in_notes(package: Package, related: dict[str, list[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """What each footnote, endnote and comment says, by its kind and number."""
    for kind, one in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
        root = _part(package, related, kind)
        for note in root.iterfind(f"{W}{one}") if root is not None else ():
            text = fold("".join(part.text or "" for part in note.iter(f"{W}t")))
            if text and note.get(f"{W}type") not in _NOTE_KINDS:
                yield (one, note.get(f"{W}id", "")), text


def _notes(package: Package, related: dict[str, list[str]], walk: Walk) -> Iterator[RawParagraph]:
    """Footnotes and endnotes, after the text."""
    for kind, one in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = _part(package, related, kind)
        for note in root.iterfind(f"{W}{one}") if root is not None else ():
            if note.get(f"{W}type") not in _NOTE_KINDS:
                text = " ".join(_text_of(block) for block in walk.blocks(note))
                if text.strip():
                    yield RawParagraph(text, kind, walk.rows + 1)


def _comments(root: etree._Element | None, walk: Walk) -> Iterator[RawParagraph]:
    """The comments in the margin, after the text."""
    for comment in root.iterfind(f"{W}comment") if root is not None else ():
        text = " ".join(filter(None, (_text_of(block) for block in walk.blocks(comment))))
        if text:
            yield RawParagraph(f"Comment: {text}", "comments", walk.rows + 1)


def _heads(package: Package, related: dict[str, list[str]], walk: Walk) -> Iterator[RawParagraph]:
    """What stands at the top and foot of every page, once, without page numbers."""
    seen: set[str] = set()
    for kind, where in (("header", "page header"), ("footer", "page footer")):
        for path in related.get(kind, []):
            for block in walk.blocks(package.xml(path)):
                text = _text_of(block)
                if text and text not in seen and not _PAGE_NUMBER.fullmatch(text):
                    seen.add(text)
                    yield RawParagraph(text, where, walk.rows + 1)


def _text_of(block: RawBlock) -> str:
    if isinstance(block, RawTable):
        return " ".join(text for row in block.rows for text in row.texts if text)
    return block.text if isinstance(block, RawParagraph) else ""


def _doubted(facts: Facts) -> Iterator[str]:
    """What a person should confirm."""
    if facts.added or facts.removed:
        yield (
            f"This document has tracked changes. I read it as if all were accepted: {_some(facts.added, 'insertion')} "
            f"taken in, {_some(facts.removed, 'deletion')} left out. Is that right?"
        )


def _some(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"


def _said(facts: Facts, notes: int, comments: int, macros: bool) -> Iterator[str]:
    """What a person should know, in sentences."""

    if facts.text_boxes:
        yield f"Text boxes were read where they are anchored: {facts.text_boxes}."
    if notes:
        yield f"Footnotes and endnotes were read as text after the tables: {notes}."
    if comments:
        yield f"Comments in the margin were kept with what found no place: {comments}."
    if facts.hidden:
        yield f"Hidden words were kept with what found no place: {_some(len(facts.hidden), 'passage')}."
    if facts.inner_tables:
        yield f"Tables inside a cell were read as lines of that cell: {facts.inner_tables}."
    if facts.pictures:
        yield f"Pictures were not read: {facts.pictures}."
    if facts.foreign:
        yield f"Parts of another file inside this one were not read: {facts.foreign}. Copy their text into it."
    if macros:
        yield "This document has macros. They were not run."
