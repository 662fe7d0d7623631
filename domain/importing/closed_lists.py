"""Lines above a table that say its actions were closed before: an appendix, or last year's."""

from __future__ import annotations

import re

_CLOSED = re.compile(
    r"\b(?:completed|closed|archived?|historic(?:al)?|previous(?:ly completed)?)\s(?:\w+\s)?(?:actions?"
    r"|recommendations?|items?|tasks?|plan)\b"
    r"|\b(?:actions?|recommendations?|items?)\s(?:\w+\s)?(?:completed|closed|archived)\b"
    r"|^\W*(?:completed|closed)\s(?:since|during|in the last|this (?:quarter|period|month|year))\b",
    re.IGNORECASE,
)
# `Completed actions are shaded.` says something of the plan below it, which is no list of those alone.
_SENTENCE = re.compile(
    r"\b(?:are|is|was|were|has|have|had|will|be|can|should|may|shows?|includes?|excludes?)\b(?!.*\b(?:below|here|following|follows?)\b)",
    re.IGNORECASE,
)


def names_closed(line: str) -> bool:
    """`Appendix B: completed actions`: does such a line name a list of actions that were closed before?"""
    return bool(_CLOSED.search(line)) and not _SENTENCE.search(line)
