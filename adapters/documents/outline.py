"""Headings of files that mark them as such: which of them is the title of the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from domain.importing.raw import RawBlock, RawBreak, RawParagraph, RawTable

_BOLD_LEVEL = 6  # below every heading that the file marks as such
_LONGEST = 90


def with_bold_headings(blocks: Sequence[RawBlock], bold: Set[str]) -> list[RawBlock]:
    """The blocks, with bold lines that each stand right above a table of their own as headings.

    One such line may be the title, so there must be two or more, of different words. `bold` are the texts of lines
    that are bold from end to end.
    """
    found = list(blocks)
    places: list[int] = []
    for index, block in enumerate(found):
        after = next((one for one in found[index + 1 : index + 3] if not isinstance(one, RawBreak)), None)
        if (
            isinstance(block, RawParagraph)
            and isinstance(after, RawTable)
            and block.text in bold
            and len(block.text) <= _LONGEST
            and not re.search(r"[.:;,]$", block.text)
        ):
            places.append(index)
    if len({block.text for at in places if isinstance(block := found[at], RawParagraph)}) < 2:
        return found
    for at in places:
        block = found[at]
        if isinstance(block, RawParagraph) and not block.level:
            found[at] = replace(block, level=_BOLD_LEVEL)
    return found


def with_large_headings(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks, with large lines as headings only where two or more of one size each have a table below them, or a
    list where the document has no tables.

    Levels stand for how large a line is; one that is alone may be a title or a name on the cover.
    """
    found = list(blocks)
    listed = not any(isinstance(block, RawTable) for block in found)
    above: dict[int, set[str]] = {}
    open_at: RawParagraph | None = None
    for block in found:
        if isinstance(block, RawParagraph) and block.level:
            open_at = block
        elif open_at is not None and (isinstance(block, RawTable) or (listed and _is_item(block))):
            above.setdefault(open_at.level, set()).add(open_at.text)
            open_at = None
    kept = {level for level, texts in above.items() if len(texts) > 1}
    for index, block in enumerate(found):
        if isinstance(block, RawParagraph) and block.level and block.level not in kept:
            found[index] = replace(block, level=0)
    return tuple(found)


def _is_item(block: RawBlock) -> bool:
    return isinstance(block, RawParagraph) and block.depth > 0


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
