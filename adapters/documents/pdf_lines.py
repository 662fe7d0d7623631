"""Words of a page put together: into lines, and the lines of a cell into its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from adapters.documents.markup import fold
from adapters.documents.pdf_page import Word
from domain.importing.raw import PieceKind, RawPiece

_CUT_DATE = re.compile(
    r"(?=[\d./\n-]{9,11}$)(?=\S*\n\S*$)(?:\d\n?){1,2}[./-]\n?(?:\d\n?){1,2}[./-]\n?[12]\n?[09]\n?\d\n?\d"
)
_BULLETS = frozenset("•▪◦‣∙")
_OF_DATES = frozenset("0123456789./-")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand at one height, from left to right."""

    words: tuple[Word, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def size(self) -> float:
        """How high its tallest word is."""
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return fold(" ".join(word.text for word in self.words))

    def runs(self, gap: float = 0.62) -> list[tuple[Word, ...]]:
        """Its words in runs that a wide gap parts, as columns do; how wide, by the size of the letters."""
        found: list[list[Word]] = []
        for word in self.words:
            if found and word.left - found[-1][-1].right < gap * word.size:
                found[-1].append(word)
            else:
                found.append([word])
        return [tuple(run) for run in found]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines, from top to bottom."""
    rows: list[list[Word]] = []
    heights = 0.0  # of the words of the last row, added up
    for middle, word in sorted(((word.middle, word) for word in words), key=_first):
        if rows:
            row = rows[-1]
            if abs(middle - heights / len(row)) < 0.4 * max(word.size, row[0].size):
                row.append(word)
                heights += middle
                continue
        rows.append([word])
        heights = middle
    return [Line(tuple(sorted(row, key=_left))) for row in rows]


_first = itemgetter(0)
_left = attrgetter("left")


def pieces_of(lines: Sequence[Line], left: float, right: float) -> tuple[RawPiece, ...]:
    """The text of a cell. A line that was broken before its time is a line of its own; others run on.

    `left` and `right` are how far text reaches in this column.
    """
    texts: list[str] = []
    items: set[int] = set()  # which of them are items of a list
    last: Line | None = None
    for line in lines:
        first, text = line.words[0].text, line.text
        if begins_item(line):
            items.add(len(texts))
            texts.append(fold(text[1:]))
        elif last is not None and first[:1] in _OF_DATES and _CUT_DATE.fullmatch(f"{last.words[-1].text}\n{first}"):
            # a date that a narrow column cut in two
            texts[-1] += text
        elif last is None or is_broken_early(last, line, left, right):
            texts.append(text)
        elif texts[-1][-1:] == "-" and texts[-1][-2:-1].isalpha() and text[:1].islower():
            texts[-1] += text
        else:
            texts[-1] += f" {text}"
        last = line
    kind = PieceKind.PARAGRAPH if len(texts) > 1 else PieceKind.TEXT
    return tuple(RawPiece(text, PieceKind.ITEM if at in items else kind) for at, text in enumerate(texts) if text)


def begins_item(line: Line) -> bool:
    """Does a bullet stand before the words of a line?"""
    return len(line.words) > 1 and line.words[0].text in _BULLETS


def is_broken_early(line: Line, following: Line, left: float, right: float) -> bool:
    """Would the next word have fitted behind this line, so that somebody meant the line to end here?

    Both ends count: of words set in the middle only the width tells, of an indented line only where it ends.
    """
    more = 0.3 * line.size + _width(following.words[0]) + 1
    end = line.right
    return end + more < right and end - line.left + more < right - left


def _width(word: Word) -> float:
    return word.right - word.left
