"""A colour key whose colours stand side by side with their meanings below: read by column, not by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.documents.pdf_lines import Line
from adapters.documents.pdf_unruled import columns_of

_COLOUR = re.compile(r"(?i)(?:b?rag\s)?(?:red|amber|yellow|orange|green|blue|gr[ea]y|white|black|purple)\W*")
_DEEPEST = 5  # lines of meanings


def key_at(lines: Sequence[Line], index: int) -> tuple[list[str], int]:
    """`Red: not started`, one text for each colour of a key that begins on this line, and how many lines it takes."""
    top = lines[index]
    names = [" ".join(word.text for word in run) for run in top.runs()]
    if len(names) < 3 or not all(_COLOUR.fullmatch(name) for name in names):
        return [], 0
    end = index + 1
    while end < len(lines) and end - index <= _DEEPEST and lines[end].top - lines[end - 1].bottom < 1.3 * top.size:
        end += 1
    body = lines[index + 1 : end]
    columns = columns_of([top], body)
    said: list[list[str]] = [[] for _ in names]
    for line in body:
        for word in line.words:
            said[columns.of(word)].append(word.text)
    if not body or not all(said):
        return [], 0
    return [f"{name}: {' '.join(words)}" for name, words in zip(names, said, strict=True)], end - index
