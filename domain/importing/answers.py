"""A bare answer to a recommendation, in words that say nothing of what will be done: `Agreed`, `Not supported`."""

from __future__ import annotations

import re

_WHO = (
    r"(?:(?:the )?(?:recommendations?|cabinet|council|executive|management|board|trust|service|directorate|governors"
    r"|we)(?: (?:is|are|was|were|has been|have been))? )?"
)
_HOW = (
    r"(?:(?:fully|partially|partly|broadly|largely|already|in principle|in part|noted and|agreed and|accepted and)"
    r"[ ,]+)*"
)
_HOW_FAR = (
    r"(?:[ ,–(-]+(?:in (?:full|part|principle)|fully|partially|partly|by (?:the )?[\w ]{3,30}|as (?:above|written"
    r"|drafted)|with (?:amendments?|caveats|conditions)|(?:(?:the|this|these|all) )?recommendations?|and noted)\)?)*"
)
_YES = (
    r"(?:agreed?s?|accept(?:ed|s)?|approved?|support(?:ed|s)?|endorsed?|noted?|acknowledged|adopted?|concur(?:red)?|welcomed"
    r"|yes|partial(?:ly)?|in part|in principle)"
)
_NO = (
    r"(?:(?:not|do not|don't|cannot) (?:be )?(?:agreed?|accept(?:ed)?|approved?|support(?:ed)?|adopt(?:ed)?)"
    r"|rejected?|declined?|disagreed?s?|no|(?:no|none)(?: (?:further|new))?(?: actions?)?"
    r"(?: is| are)? (?:required|needed|proposed|necessary))"
)
_AS_WRITTEN = r"|as (?:per )?(?:the )?recommend(?:ed|ation)"
_ANSWER = re.compile(rf"(?i)\W*{_WHO}{_HOW}{_YES}{_HOW_FAR}\W*|\W*(?:see above{_AS_WRITTEN})\W*")
_REFUSAL = re.compile(rf"(?i)\W*{_WHO}{_HOW}{_NO}{_HOW_FAR}\W*")
_CLAUSE = re.compile(r"[.;:,]\s+|\n|\s[-–—]\s")
_LONGEST = 80  # characters
_PERHAPS = re.compile(r"(?i)not|reject|declin|disagree|do n|cannot")


def is_answer(text: str) -> bool:
    """Is a text nothing but whether somebody agrees, and so no action?"""
    return len(text) <= _LONGEST and bool(_ANSWER.fullmatch(text) or _REFUSAL.fullmatch(text))


def is_refusal(text: str) -> bool:
    """Does it say that nothing will be done (`Not agreed`, `No action required`)?"""
    return len(text) <= _LONGEST and bool(_REFUSAL.fullmatch(text))


def refused(text: str) -> str:
    """The words with which an answer of more words begins, where they refuse (`Not accepted. The Council has ...`)."""
    first = _CLAUSE.split(text.strip(), maxsplit=1)[0].strip()
    return first if _PERHAPS.search(first) and is_refusal(first) else ""
