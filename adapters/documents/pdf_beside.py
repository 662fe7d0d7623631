"""Text of a page in two columns, as newspapers set it: the left column is read to its end before the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.documents.pdf_lines import Line, lines_of
from adapters.documents.pdf_page import Word
from domain.importing.labels import split_labels

_FEWEST = 4  # lines beside each other that make two columns
_GAP = 1.5  # how wide the space between them is, in heights of a line


def columns_beside(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines in stretches that are read one after the other.

    Two columns are taken for such only where both hold labelled values of their own (`Who: ...` on the left and on the
    right): words and what they stand for beside them are one line.
    """
    gutter = _gutter(lines)
    if gutter is None:
        yield lines
        return
    left: list[Word] = []
    right: list[Word] = []
    for line in lines:
        sides = (
            [word for word in line.words if word.right <= gutter],
            [word for word in line.words if word.left >= gutter],
        )
        if len(sides[0]) + len(sides[1]) < len(line.words) or (not left and not right and not all(sides)):
            yield from _both(left, right)  # a line right across: a title
            left, right = [], []
            yield [line]
            continue
        left += sides[0]
        right += sides[1]
    yield from _both(left, right)


def _both(left: Sequence[Word], right: Sequence[Word]) -> Iterator[Sequence[Line]]:
    for words in (left, right):
        if words:
            yield lines_of(words)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the space between two columns is; nothing where there are none."""
    beside = [(line, runs) for line in lines if len(runs := _runs(line)) == 2]
    if len(beside) < _FEWEST:
        return None
    low = max(runs[0][-1].right for _, runs in beside)
    high = min(runs[1][0].left for _, runs in beside)
    if high - low < _GAP * beside[0][0].size:
        return None
    sides = [[" ".join(word.text for word in runs[side]) for _, runs in beside] for side in (0, 1)]
    labelled = [sum(bool(pairs) and not before for before, pairs in map(split_labels, texts)) for texts in sides]
    return (low + high) / 2 if min(labelled) >= 2 else None


def _runs(line: Line) -> list[tuple[Word, ...]]:
    """The words of a line in runs that a gap parts which is wider than any between words."""
    found: list[list[Word]] = []
    for word in line.words:
        if found and word.left - found[-1][-1].right < _GAP * word.size:
            found[-1].append(word)
        else:
            found.append([word])
    return [tuple(run) for run in found]
