"""Two columns that only an upright line parts, as minutes have them: the talk at the left, `Action` at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from adapters.documents.pdf_lines import lines_of, pieces_of
from adapters.documents.pdf_page import Page, Word
from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.raw import RawCell

_R = ColumnRole
_NEAR = 2.5  # points: what lies nearer is the same place
_FEWEST = 3  # rows, the heading among them
_MOST = 2_000  # upright lines on a page


@dataclass(frozen=True, slots=True)
class Divided:
    """Where the line stands, and the heights between which each row lies."""

    at: float
    rows: tuple[tuple[float, float], ...]

    def holds(self, word: Word) -> bool:
        """Does the word stand beside the line?"""
        return self.rows[0][0] - _NEAR <= word.middle <= self.rows[-1][1] + _NEAR


def divided_by(page: Page, words: Sequence[Word]) -> Divided | None:
    """The line that parts two columns under a heading about work; nothing where other lines make a grid."""
    if page.level or not 0 < len(page.upright) <= _MOST:
        return None
    places = sorted({round(rule.at / _NEAR) for rule in page.upright})
    if any(two - one > 1 for one, two in pairwise(places)):
        return None  # more than one line: something else is drawn
    spans: list[tuple[float, float]] = []
    for rule in sorted(page.upright, key=lambda one: one.start):
        if spans and rule.start < spans[-1][1] - _NEAR:
            spans[-1] = (spans[-1][0], max(spans[-1][1], rule.end))
        else:
            spans.append((rule.start, rule.end))
    found = Divided(sum(rule.at for rule in page.upright) / len(page.upright), tuple(spans))
    if len(spans) < _FEWEST:
        return None
    head = [word for word in words if _in(word, spans[0])]
    right = " ".join(word.text for word in head if word.left > found.at)
    meant = meanings(right)
    named = bool(meant) and meant[0].role in {_R.ACTION, _R.LEAD, _R.DUE}
    both = {word.left > found.at for word in words if found.holds(word)}
    return found if named and len(both) == 2 else None


def rows_beside(divided: Divided, words: Sequence[Word]) -> list[tuple[RawCell, ...]]:
    """The rows, with what stands left and right of the line."""
    rows = []
    for span in divided.rows:
        inside = [word for word in words if _in(word, span)]
        cells = []
        for column, side in enumerate((False, True)):
            lines = lines_of(word for word in inside if (word.left > divided.at) is side)
            left = min((line.left for line in lines), default=0.0)
            right = max((line.right for line in lines), default=0.0)
            # A cell of a few words may break anywhere: its lines are one text.
            text = " ".join(piece.text for piece in pieces_of(lines, left, right))
            cells.append(RawCell.of(text, column))
        rows.append(tuple(cell for cell in cells if cell.pieces))
    return rows


def _in(word: Word, span: tuple[float, float]) -> bool:
    return span[0] - _NEAR / 2 <= word.middle <= span[1] + _NEAR / 2
