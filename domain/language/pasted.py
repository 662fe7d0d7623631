"""Is what somebody sent a line that they typed, or a plan that they pasted?"""

from __future__ import annotations

import re

_CELLS = re.compile(r"\t|\s\|\s|^\||\|$")
_RECORD = re.compile(
    r"^\W{0,4}(?:action|recommendation|objective|lead|owner|responsible|due|deadline|by when|by|rag|status|progress)\b"
    r"[^:\n]{0,20}:",
    re.I,
)
_FLAGGED = re.compile(r"^\W{0,4}actions?\s*:\s*\S", re.I)  # as minutes flag them: `ACTION: Jo to ...`, twice or more
_MAIL_HEAD = re.compile(r"^\W{0,4}(?:from|sent|date|to|subject)\s*:\s*\S", re.I)
_HEADING = re.compile(
    r"\W*(?:ref|no|number|actions?|recommendations?|objectives?|(?:action |lead )?(?:lead|owner|officer)|responsible"
    r"|by when|(?:due|target) date|due|date|deadline|timescale|rag(?: rating| status)?|status|progress)\W*",
    re.I,
)  # alone in its line, as where each cell was pasted as a line
_CODE = re.compile(r"[A-Za-z]{2,5}")
_ASKED = re.compile(
    r"(?:please\s+)?(?:import|read)\s+(?:this\s+)?(?:as\s+)?(?:the\s+plan\s+|plan\s+)?([A-Za-z]{2,5})\W*", re.I
)
_MISSHAPEN = re.compile(r"(?i:import|read)\s+((?=\w*[A-Z])[A-Z0-9]{2,20})")  # somebody means a code, and it is none
_SMALL = frozenset({"this", "it", "that", "the", "plan", "file", "here", "new", "my", "our", "all", "these"})
_TABLE_LINES = 3
_RECORD_LINES = 4
_MAIL_LINES = 5


def looks_like_a_plan(text: str) -> bool:
    """Several lines with cells, or with the headings that plans have; two actions of minutes; a mail."""
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(1 for line in lines if _FLAGGED.match(line)) > 1:
        return True
    if len(lines) < _TABLE_LINES:
        return False
    if len(lines) > _MAIL_LINES and sum(1 for line in lines if _MAIL_HEAD.match(line)) >= _TABLE_LINES:
        return True
    if len(lines) > _MAIL_LINES and sum(1 for line in lines[:_MAIL_LINES] if _HEADING.fullmatch(line)) >= _TABLE_LINES:
        return True
    celled = sum(1 for line in lines if len(_CELLS.findall(line)) >= 2)
    return (celled >= _TABLE_LINES and 2 * celled >= len(lines)) or (
        sum(1 for line in lines if _RECORD.match(line)) >= _RECORD_LINES
    )


def starts_with_cells(text: str) -> bool:
    """Does a table begin in its very first line, so that no command can stand there?"""
    first = text.lstrip("\n").partition("\n")[0]
    return len(_CELLS.findall(first)) >= 2


def code_in(words: str) -> str:
    """The code that the words beside a file name: `TSP`, `import TSP`, also one that can't be a code, such as
    `import TSP2026`; empty where they name none.
    """
    bare = words.strip()
    if _CODE.fullmatch(bare) and bare.isupper():
        return bare
    asked = _ASKED.fullmatch(bare) or _MISSHAPEN.fullmatch(bare)
    return asked[1].upper() if asked and asked[1].casefold() not in _SMALL else ""


def split_code(rest: str) -> tuple[str, str]:
    """The code at the start of what follows `import`, and the plan after it: `TSP\\nAction\\tLead ...`."""
    first, line_end, after = rest.lstrip(" ").partition("\n")
    word = first.strip(" :,.")
    if _CODE.fullmatch(word) and word.casefold() not in _SMALL:
        return word.upper(), after.strip("\n")
    if word.casefold() in _SMALL or not word:
        return "", after.strip("\n")
    return "", rest.strip("\n") if line_end else rest.strip()
