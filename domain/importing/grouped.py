"""What the rows of a table are gathered into: recommendations, the rows of their actions, and cells by column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from domain.importing.columns import Column
from domain.importing.draft import ColumnRole, QuestionKind, Source
from domain.importing.headings import Shade
from domain.importing.lists import RowPiece
from domain.importing.raw import RawCell, RawPiece

_R = ColumnRole
NOTED = {  # whose notes and struck words are asked about
    _R.LEAD: (QuestionKind.LEAD, "leads"),
    _R.DUE: (QuestionKind.DATE, "due"),
    _R.DUE_ORIGINAL: (QuestionKind.DATE, "due"),
    _R.RAG: (QuestionKind.RAG, "rag"),
}
_UNIQUE = {_R.REF, _R.SECTION, _R.RECOMMENDATION, _R.ACTION, _R.DUE, _R.DUE_ORIGINAL}


@dataclass(slots=True)
class Parts:
    """What stands in one column for one action, over all its rows."""

    column: Column
    pieces: list[RowPiece] = field(default_factory=list)
    cells: list[RawCell] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it in one line."""
        if len(self.pieces) == 1:
            return self.pieces[0][1].printed
        return " ".join(piece.printed for _, piece in self.pieces if piece.printed)

    @property
    def is_filled(self) -> bool:
        """Does any text stand here?"""
        return any(piece.text or piece.label for _, piece in self.pieces)


@dataclass(slots=True)
class ActionRows:
    """One action or list of actions: its cells by slot, the own ref if it has one, and where it began."""

    source: Source
    ref: str = ""
    cells: dict[str, Parts] = field(default_factory=dict)
    places: dict[str, Source] = field(default_factory=dict)  # where the first words of each slot stand
    covered: frozenset[str] = frozenset()
    rows: int = 1
    doubts: list[tuple[QuestionKind, str, str, str]] = field(default_factory=list)  # kind, field, message, text
    whole: bool = False  # a record by itself, such as a task of an export
    carried: bool = False  # began right after a page break
    ref_in_words: bool = False  # its ref stood before the words of its (first) action, not in a column
    gone: dict[ColumnRole, str] = field(default_factory=dict)  # what was struck out in a column of this role

    def parts(self, role: ColumnRole, *shades: Shade) -> list[Parts]:
        """The filled columns of a role, in order."""
        return [
            parts
            for parts in self.cells.values()
            if parts.column.role is role and (not shades or parts.column.shade in shades) and parts.is_filled
        ]

    def text(self, role: ColumnRole) -> str:
        """The text of all columns of a role."""
        return " ".join(parts.text for parts in self.parts(role))

    def place(self, role: ColumnRole) -> Source | None:
        """Where the first words of a role stand, if there are any."""
        return next(
            (
                self.places[slot]
                for slot, parts in self.cells.items()
                if parts.column.role is role and slot in self.places
            ),
            None,
        )

    def add(self, column: Column, cell: RawCell, source: Source) -> None:
        """Put a cell (of a further row) into its slot."""
        self.places.setdefault(slot_of(column), Source(source.sheet_or_page, source.row, cell.column + 1))
        parts = self.cells.setdefault(slot_of(column), Parts(column))
        parts.pieces.extend((self.rows - 1, piece) for piece in cell.pieces)
        parts.cells.append(cell)
        if cell.gone:
            self.gone.setdefault(column.role, cell.gone)
            if asked := NOTED.get(column.role):
                stands = f"“{cell.gone}” is struck out, and “{cell.text}” stands in its place."
                message = f"{stands} I read what stands. Is that right?"
                self.doubts.append((*asked, message, cell.gone))
        if cell.note and (asked := NOTED.get(column.role)):
            message = f"A note at “{cell.text}” says: “{cell.note}”. Does it change what is printed there?"
            self.doubts.append((*asked, message, cell.note))


@dataclass(slots=True)
class Group:
    """A recommendation with the rows of its actions. `doubts` are (kind, field, message, text)."""

    ref: str
    printed_ref: str
    section: str
    texts: list[RawPiece]
    source: Source
    actions: list[ActionRows] = field(default_factory=list)
    doubts: list[tuple[QuestionKind, str, str, str]] = field(default_factory=list)

    _folded: tuple[int, str] = (0, "")

    @property
    def text(self) -> str:
        """The words of the recommendation."""
        return " ".join(piece.printed for piece in self.texts if piece.printed)

    @property
    def folded(self) -> str:
        """The words in a form that can be compared; kept, because every row asks."""
        if self._folded[0] != len(self.texts):
            self._folded = (len(self.texts), fold_title(self.text))
        return self._folded[1]


@dataclass(slots=True)
class Grouped:
    """The recommendations of a table, the sections in order of appearance, and what found no place."""

    groups: list[Group]
    sections: dict[str, str]
    leftover: list[str]


def slot_of(column: Column) -> str:
    """Where the cells of a column are gathered: one slot for a role that is there once, else one for each heading."""
    return (
        column.role.value
        if column.role in _UNIQUE
        else f"{column.role.value}|{column.heading}|{column.place if column.is_bare else ''}"
    )


def fold_title(text: str) -> str:
    """Titles that differ only by spacing, punctuation or a plural are one."""
    words = re.findall(r"[^\W_]+", text.lower())
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )
