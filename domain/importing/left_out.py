"""Lines of a text that were not read as actions although they say work: a command, or somebody who is to do it."""

from __future__ import annotations

import re
from datetime import date

from domain.importing.dates import find_dates
from domain.importing.leadwords import could_be_name_word, is_initials
from domain.importing.profiles import is_lead_like, opens_with_verb
from domain.importing.runs import VERBS

_LONGEST = 300  # characters: what is longer is a story
_FEW = 3  # words of a command, or of a name
_SOME_DAY = date(2000, 1, 1)
_STAMP = re.compile(
    r"^\W*(?:(?:\d[\d/:., ]*(?:[ap]m)?|o(?=\s+[A-Z])|[A-Za-z]|[A-Z]{1,3}\d{1,3})[\])]?\s+(?=\S))?"
    r"(?:[^\s:][^:\n]{1,40}:\s+(?=\S))?"
)
_MARK = re.compile(r"^\W*(?:(?:\d[\d/:., ]*(?:[ap]m)?|o(?=\s+[A-Z])|[A-Za-z]|[A-Z]{1,3}\d{1,3})[\])]?\s+(?=\S))?")
_PARTS = re.compile(r"\s+[-–—|]+>?\s+|\s*[;:|()\[\]]\s*|,\s+|(?<=[a-z])\.\s+")
_IS_TO = re.compile(
    r"\s(?:to|will|shall|would|must|should|please(?: can you)?)\s(?!(?:be|have|like|not|the|an?|all|every\w*|each|"
    r"his|her|their|our|my|your|this|that|me|you|us|them|it|see|hear|know|miss|say)\b)(?P<what>[a-z]{2,})"
)
_GAP = 4  # words between who and what they are to do: `took an action to`
_NOBODY = re.compile(
    r"(?:it|this|that|these|those|there|here|what|who|how|which|when|where|why|if|we|i|you|they)\b", re.I
)
_DECIDED = frozenset({"decided", "used", "able", "what", "how"})
_MINE = re.compile(
    r"(?:I['’]ll|I will|I can|We['’]ll|We can|(?:[Hh]appy|[Gg]lad) to|[Ww]ill|[Cc]an)\s(?P<what>[a-z]{2,})"
)
_AGREED = re.compile(r"^(?:it (?:was|is) |\w+ )?(?:also )?(?:agreed|resolved|confirmed) that ", re.IGNORECASE)
_IS_DUE = re.compile(r"\b(?:by|due|before|until|deadline)(?: the)?(?: end(?: of)?)?:?\s$", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:is|are|was|were|has|have|had|been|agreed|noted|reported|said|meeting)\b", re.IGNORECASE)


def says_work(line: str) -> bool:
    """Does a line say what is to be done, and by whom or until when?"""
    line = line.strip()
    if len(line) > _LONGEST or line.endswith("?"):
        return False
    bare = _MARK.sub("", line)
    parts = list(dict.fromkeys(part for part in (_STAMP.sub("", line), bare, *_PARTS.split(bare)) if part))
    if any(map(names_who, parts)):
        return True
    dates = find_dates(bare, _SOME_DAY)
    others = [part for part in parts[1:] if part != bare and not opens_with_verb(part)]
    led = any(map(_is_who, others))
    if any(opens_with_verb(part) and len(part.split()) >= _FEW for part in parts) and (dates or led):
        return True
    if _TOLD.search(bare):
        return False
    if any(_IS_DUE.search(bare[: one.start]) and len(bare[: one.start].split()) > _FEW for one in dates):
        return True
    said = any(len(part.split()) >= _FEW and not _is_who(part) and not find_dates(part, _SOME_DAY) for part in others)
    return bool(dates) and said and led


def names_who(part: str) -> bool:
    """Does a sentence begin with who is to do it: `Ada Brook to ring`, `Ben took an action to write`, `I'll check`?"""
    if _MINE.match(part):
        return True
    part = _AGREED.sub("", part)
    match = _IS_TO.search(part)
    if match is None or _NOBODY.match(part):
        return False
    words = part[: match.start()].strip(" ,@").split()
    if not words or len(words) > _FEW + _GAP or not words[0][:1].isupper() or words[-1].lower() in _DECIDED:
        return False
    if match["what"] in VERBS and len(words) <= _FEW:
        return True
    starts = range(max(1, len(words) - _GAP), len(words) + 1)
    return any(_is_who(" ".join(words[:count]).strip(",")) for count in starts)


def _is_who(text: str) -> bool:
    text = text.strip(" @*")
    words = text.split()
    named = 0 < len(words) <= _FEW and all(word[:1].isupper() and could_be_name_word(word) for word in words)
    return is_lead_like(text) or named or is_initials(text)
