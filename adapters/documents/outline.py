"""Headings of files that mark them as such: which of them is the title of the whole document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.importing.raw import RawBlock, RawParagraph


def without_title_level(blocks: Iterable[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks, with the heading that stands above all others as plain words: a title opens no section."""
    found = list(blocks)
    marked = [index for index, block in enumerate(found) if isinstance(block, RawParagraph) and block.level]
    if not marked:
        return tuple(found)
    first = found[marked[0]]
    before = found[: marked[0]]
    levels = [block.level for block in found if isinstance(block, RawParagraph) and block.level]
    alone = isinstance(first, RawParagraph) and levels.count(first.level) == 1 and first.level == min(levels)
    if alone and isinstance(first, RawParagraph) and all(isinstance(block, RawParagraph) for block in before):
        found[marked[0]] = replace(first, level=0)
    return tuple(found)
