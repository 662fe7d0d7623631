"""Upright strips that no word of a table crosses: they part columns, whatever the headings say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from adapters.documents.pdf_page import Word

_FEWEST = 3  # lines that must have words on both sides
_SHARE = 0.5  # of the lines of the side that has fewer
_WIDE = 0.55  # of the size of the letters: wider than the blank between two words
_MARK = re.compile(r"\W{1,2}|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)


def strips_in(lines: Sequence[Sequence[Word]]) -> Iterator[float]:
    """The middles of the strips in these lines of one column, from left to right.

    A bullet or a number before the items of a list is no column.
    """
    words = sorted((word for line in lines for word in line), key=lambda word: word.left)
    if not words:
        return
    size = max(word.size for word in words)
    reach = words[0].right
    for word in words:
        if word.left - reach > _WIDE * size and _parts(lines, (reach + word.left) / 2):
            yield (reach + word.left) / 2
        reach = max(reach, word.right)


def _parts(lines: Sequence[Sequence[Word]], at: float) -> bool:
    left = [line for line in lines if line[0].centre < at]
    right = [line for line in lines if line[-1].centre > at]
    both = [line for line in left if line[-1].centre > at]
    marks = sum(all(_MARK.fullmatch(word.text) for word in line if word.centre < at) for line in both)
    enough = len(both) >= max(_FEWEST, _SHARE * min(len(left), len(right)))
    return enough and marks * 2 < len(both)
