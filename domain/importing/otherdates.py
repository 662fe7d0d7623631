"""Words that stand before a date and say that it is something else than the day until when something is to be done."""

from __future__ import annotations

import re

_BETWEEN = (
    r"\W*(?:(?:date|due|planned|scheduled|for|in|on|at|by|of|the|a|again|end|early|mid|late|w/?c|from|since)\W+){0,4}$"
)
_REVIEW = re.compile(
    r"\b(?:reviews?|reviewed|re-?visit(?:ed)?|refresh(?:ed)?|updates?|progress report|evaluat(?:ion|ed))\b(?:\s+and)?"
    + _BETWEEN,
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"\b(?:started|began|begun|commenced|launched|initiated|underway|under way|in (?:place|progress) (?:from|since)"
    r"|raised|agreed|approved|published)\b" + _BETWEEN,
    re.IGNORECASE,
)
_RESUMES = re.compile(r"\b(?:paused|on hold|not|deferred|suspended|parked) (?:until|till)\W*$", re.IGNORECASE)
_MIDDLE = re.compile(r"\bmid\W*(?:year)?\W*$", re.IGNORECASE)


def other_meaning(before: str, *, is_year: bool = False) -> str:
    """What a date may be instead of a deadline, by the words before it; empty where they say nothing of the kind."""
    if _REVIEW.search(before):
        return "when it is reviewed"
    if _BEGUN.search(before):
        return "when it began"
    if _RESUMES.search(before):
        return "when it goes on"
    return "only the middle of it" if is_year and _MIDDLE.search(before) else ""
