"""Heads and feet of printed pages that are no row: `Printed 17/05/2012` and `Page 1` with a tab between."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from domain.importing.headers import is_header
from domain.importing.lists import starts_inside
from domain.importing.raw import RawBlock, RawBreak, RawDocument, RawRow, RawTable

_LONGEST = 80  # characters of what stands in one corner of a page
_FEWEST = 4  # columns of a table that runs over pages
_TELLS_OF_PAGES = re.compile(
    r"(?i)\bpages?\b|\bp\.? ?\d+\b|\bprint(?:ed)?\b|\bversion\b|\bv\.? ?\d|\bdraft\b|\bissue \d|\b\d{1,3} of \d{1,3}\b"
    r"|\bfile ?name\b|\blast (?:updated|saved)\b|\bupdated\b|\bas at\b|\bofficial\b|\brestricted\b|\bconfidential\b"
    r"|\bprotect\w*\b|^\W*\d{1,3}\W*$"
)


def with_page_feet(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with a break where such a line stands, so that the table goes on below it; and the lines."""
    lines = [block.rows[0] for block in document.blocks if isinstance(block, RawTable) and len(block.rows) == 1]
    if not lines:
        return document, ()
    counts = Counter(map(_folded, lines))
    blocks: list[RawBlock] = []
    found: dict[str, None] = {}
    width = 0
    for block in document.blocks:
        if isinstance(block, RawTable) and width >= _FEWEST and _is_foot(block, width, counts):
            found[" | ".join(text for text in block.rows[0].texts if text)] = None
            blocks.append(RawBreak())
            continue
        if isinstance(block, RawTable):
            width = max(len(row.texts) for row in block.rows)
        blocks.append(block)
    return replace(document, blocks=tuple(blocks)), tuple(found)


def _is_foot(table: RawTable, width: int, counts: Counter[str]) -> bool:
    texts = [text for text in table.rows[0].texts if text]
    printed = table.sheet_or_page.startswith(("text", "page"))
    if not printed or len(table.rows) > 1 or table.hidden or not texts or len(texts) * 2 > width or is_header(texts):
        return False
    if any(len(text) > _LONGEST for text in texts) or starts_inside(texts[0]):
        return False
    return counts[_folded(table.rows[0])] > 1 or any(map(_TELLS_OF_PAGES.search, texts))


def _folded(row: RawRow) -> str:
    return re.sub(r"\W+|\d+", " ", " ".join(row.texts).lower()).strip()
