"""Words that were struck out where others stand: told apart while a cell is put together, and taken out at its end.

Signs of no font stand around struck words in the meantime.
"""

from __future__ import annotations

import re

from adapters.documents.markup import fold

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_PART = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_UNMARKED = {ord(_OPEN): None, ord(_CLOSE): None}


def marked(text: str) -> str:
    """The text as struck words."""
    return f"{_OPEN}{text.translate(_UNMARKED)}{_CLOSE}"


def unmarked(text: str) -> str:
    """All the words, struck or not."""
    return text.translate(_UNMARKED)


def parted(text: str) -> tuple[str, list[str]]:
    """The words that stand, and each run of words that was struck out."""
    if _OPEN not in text:
        return unmarked(text), []
    gone = [words for part in _PART.findall(text) if (words := fold(part))]
    return unmarked(_PART.sub(" ", text)), gone
