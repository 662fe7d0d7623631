"""Links between actions: `Links with 9`, `recommendations 2 and 9`, `(linked to 2c3)`, `see above rec.4`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_REF = r"\*?\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?(?:[.)]?\d{1,2})?(?![\d%/-])"
_MANY = rf"{_REF}(?:\s?(?:,|&|and|to|or)\s?{_REF}){{0,6}}"
_LINK = re.compile(
    rf"\b(?:link(?:s|ed)?\s(?:with|to)|see(?:\s(?:also|above|below))*|refer(?:s)?\sto|as\s(?:per|in|at|for)|with\sthose)\s"
    rf"(?:actions?|recommendations?|recs?\.?|objectives?|items?|numbers?|nos?\.?)?\s?(?P<one>{_MANY})(?=(?P<tail>[^.;)]{{0,40}}))"
    rf"|\b(?:recommendations?|recs?\.?|actions?)\s?(?P<two>{_MANY})(?=(?P<tail2>[^.;)]{{0,40}}))",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^\s*(?:of|in|from)\s(?:the\s)?(?:[A-Za-z]+\s){0,4}(?:plan|report|review|strategy|audit|log|inspection)\b", re.I
)
_UNIT = re.compile(r"^\s*(?:days?|weeks?|months?|years?|hours?|people|staff|sessions?|of\b|per\b|%)", re.IGNORECASE)


def find_links(text: str, refs: Mapping[str, str], own: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that a text points to, and the refs in it that are nowhere in the plan.

    `refs` gives the key of every ref, in lower case and with no marks (`2c3` for action 3 of 2c).
    """
    keys: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for match in _LINK.finditer(text):
        tail = match["tail"] or match["tail2"] or ""
        if _ELSEWHERE.match(tail) or (match["two"] and _UNIT.match(tail) and not tail.lower().startswith(" of")):
            continue
        plain_see = match["one"] and re.match(r"(?i)as\s|refer", match.group())
        for ref in re.findall(_REF, match["one"] or match["two"]):
            key = refs.get(fold_ref(ref))
            if key is not None and key != own:
                keys[key] = None
            elif key is None and not plain_see:
                unknown[ref] = None
    return tuple(keys), tuple(unknown)


def fold_ref(ref: str) -> str:
    """A ref as links name it: no marks, lower case."""
    return re.sub(r"[^a-z0-9]", "", ref.lower())
