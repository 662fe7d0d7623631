"""What a document reader hands over: tables and paragraphs in reading order, before anybody knows what they mean.

Every reader (text, Word, Excel, PDF, HTML) produces these values and nothing else, so that one reader of plans serves
all formats. White space inside a piece is folded; the wording is the document's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.due import Precision

ROW = "row"
"""The form of lines in a text that look like rows of a table, which may have no headings."""


class UnreadableDocument(Exception):
    """The file can't be read. The message is one plain sentence that says what to do."""


class PieceKind(StrEnum):
    """How a piece of a cell's text stood in the document."""

    TEXT = "text"  # a run of text: marks inside it (`1)`, ` - `) may open list items
    PARAGRAPH = "paragraph"  # a paragraph or line of its own
    ITEM = "item"  # exactly one item of a list
    RUN = "run"  # a list whose items ran together when the file was made


@dataclass(frozen=True, slots=True)
class RawPiece:
    """A paragraph, a list item, or a run of text inside a cell.

    `label` is a number or letter that the word processor draws by itself (`1.`, `a)`), and so is not in `text`;
    `ordered` tells numbered lists from bulleted ones; `level` counts from 0.
    """

    text: str
    kind: PieceKind = PieceKind.TEXT
    label: str = ""
    ordered: bool = False
    level: int = 0

    @property
    def printed(self) -> str:
        """The text as a reader of the page sees it, with the label that was drawn before it."""
        return f"{self.label} {self.text}".strip() if self.label else self.text


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell. `column` counts from 0; a merged cell stands at its first column with its spans.

    `fill` is the background as `RRGGBB`, or empty. `day` is a real date value of a spreadsheet, with the precision
    that its number format shows; `pieces` is then still what is displayed.
    """

    pieces: tuple[RawPiece, ...] = ()
    column: int = 0
    column_span: int = 1
    row_span: int = 1
    fill: str = ""
    day: date | None = None
    day_precision: Precision = Precision.DAY
    struck: bool = False
    note: str = ""  # what a footnote or comment at this cell says
    gone: str = ""  # words of it that were struck out, where others stand
    text: str = field(init=False, compare=False, repr=False)  # all the pieces in one line; asked for again and again

    def __post_init__(self) -> None:
        """Put the pieces in one line."""
        if len(self.pieces) == 1:
            text = self.pieces[0].printed
        else:
            text = " ".join(piece.printed for piece in self.pieces if piece.printed)
        object.__setattr__(self, "text", text)

    @classmethod
    def of(cls, text: str, column: int = 0) -> RawCell:
        """A cell with one run of text."""
        folded = " ".join(text.split())
        return cls(pieces=(RawPiece(folded),) if folded else (), column=column)

    @property
    def is_blank(self) -> bool:
        """Does nothing stand in the cell?"""
        return not self.pieces


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a table. `number` is where a person finds it: the row of a sheet, the line of a text (from 1).

    `where` is the sheet or page of this row, where the rows of one table were gathered from several. `form` says how
    its words stood where no table held them (`action: lead: by:`, `who to what by when`); empty for a row of a table.
    """

    cells: tuple[RawCell, ...]
    number: int = 0
    hidden: bool = False
    where: str = ""
    form: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the cells, in order."""
        return tuple(cell.text for cell in self.cells)

    @property
    def is_blank(self) -> bool:
        """Does nothing stand in the row?"""
        return all(cell.is_blank for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table, or the part of it on one page. `sheet_or_page` is a name for people (`page 3`, `Sheet1`).

    What is `hidden` is not read as actions; its words are kept among what found no place. In a table of `whole` rows
    every row is one action by itself (a record, a card): none continues the row above, none names a section.
    """

    rows: tuple[RawRow, ...]
    sheet_or_page: str = ""
    header_rows: int = 0  # how many first rows the file itself marks as header; 0 if it says nothing
    hidden: bool = False
    whole: bool = False
    apart: bool = False  # it stands beside another table, and so does not go on with it
    offered: tuple[tuple[int, tuple[str, ...]], ...] = ()  # by column: the words that its cells are chosen from


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A line or paragraph outside tables. `level` is 1 and up for headings that the file marks as such, else 0;
    `depth` is 1 and up for items of a list, as deep as they are nested."""

    text: str
    sheet_or_page: str = ""
    number: int = 0
    level: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class RawBreak:
    """Where a page ends, as far as the file tells."""


RawBlock = RawTable | RawParagraph | RawBreak


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A whole file in reading order.

    `notes` are facts for the person who imports (`The workbook holds macros. They were not run.`); `doubts` are
    questions about the file itself, which are asked with the rest.
    """

    name: str
    blocks: tuple[RawBlock, ...]
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def tables(self) -> Iterator[RawTable]:
        """The tables, in order."""
        return (block for block in self.blocks if isinstance(block, RawTable))

    def paragraphs(self) -> Iterator[RawParagraph]:
        """The paragraphs outside tables, in order."""
        return (block for block in self.blocks if isinstance(block, RawParagraph))
