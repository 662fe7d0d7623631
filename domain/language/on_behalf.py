"""Whose words somebody writes down, wherever they say so: `on behalf of GD: ...`, `... on behalf of GD`, `for GD`.

Only the shape is read here. Whether there is somebody of that name decides what becomes of it: `for publication` and
`on behalf of the families` are a note's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.language.because import split_because
from domain.language.folding import plain
from domain.mentions import MENTION

_WORDS = r"(?:on behalf(?: of)?|o\.?b\.?o\.?|o/b/o|ar ran)"
_AT_START = re.compile(rf"[\s,:(]*{_WORDS}\s+(?P<name>[^:]{{1,200}}?)\s*\)?\s*(?::\s*(?P<text>.*))?$", re.I | re.S)
_AT_END = re.compile(rf"(?P<text>.*\S)?[\s,;:(–—-]+{_WORDS}\s+(?P<name>[^:;()\n]{{1,80}}?)[\s.!)]*$", re.I | re.S)
_AT_END_OWNED = re.compile(
    r"(?P<text>.*\S)?[\s,;:(–—-]+on\s+(?P<name>[^:;()\n]{1,80}?)['’]s?\s+behalf[\s.!)]*$", re.I | re.S
)
_INSIDE = re.compile(rf"(?<!\w){_WORDS}\s+(?P<name>\S[^\n]{{0,120}})", re.I)
_BEFORE_REASON = re.compile(rf"(?P<head>.+?)[\s,]+{_WORDS}\s+(?P<name>[^:]{{1,200}})", re.I | re.S)
# `for GD`, `for Rowan Ashdown because ...`: with capitals only, since `for now` and `for publication` are no names.
_WORD = r"[A-Z](?:[^\W\d_]|[.'’&-])*"
_CAPITALS = rf"{_WORD}(?:\s+(?:of|and|for|the|{_WORD})){{0,7}}"
_FOR = re.compile(
    rf"\s*[Ff]or\s+(?P<name>⟦[^⟧]+⟧|{_CAPITALS})(?:\s*[:;]\s*|\s*,\s+|\s+(?:because|as|since)\s+|[\s.!]*$)"
    r"(?P<text>.*)$",
    re.S,
)
_HEAD_FOR = re.compile(rf"(?P<head>.+?)[\s,]+[Ff]or\s+(?P<name>⟦[^⟧]+⟧|{_CAPITALS})[\s.!]*", re.S)
_HEAD_OWNED = re.compile(r"(?P<head>.+?)[\s,]+on\s+(?P<name>[^:]{1,80}?)['’]s?\s+behalf[\s.!]*", re.I | re.S)
_FIRST = re.compile(rf"\s*(?:{_WORDS}|for)\s+(?P<rest>\S.*)$", re.I | re.S)
_NOBODYS = frozenset(
    """the a an our my your his her its their this that these those all both each every some any many other others
    which whom whose everyone everybody anyone anybody people families children residents parents carers partners staff
    us them me it him you""".split()  # noqa: SIM905 - a list of words reads best as words
)
_MOST_WORDS = 6
_LONGEST_LINE_START = 120
_LONGEST_END = 300
"""Characters at the end in which a name is looked for: the search takes the square of their number."""


@dataclass(frozen=True, slots=True)
class Said:
    """The name that was found, as typed, and the words without it. `sure`: a name is meant, whether there is one or
    not; `weak`: it was said with `for`, which may mean anything.
    """

    name: str
    words: str
    sure: bool = False
    weak: bool = False


def take_behalf(words: str) -> tuple[str, str]:
    """`on behalf of GD: survey sent out` as the name and the words; without a colon it is all a name."""
    found = _AT_START.match(words)
    if found is None:
        return "", words
    return _bare(found["name"]), (found["text"] or "").strip()


def part_behalf(words: str) -> tuple[str, str]:
    """The same, and `amber on behalf of GD because survey late` as the name and `amber because survey late`."""
    name, rest = take_behalf(words)
    if name:
        return name, rest
    head, reason = split_because(words)
    found = _BEFORE_REASON.fullmatch(head) or _HEAD_OWNED.fullmatch(head)
    if found is None:
        return "", words
    return _bare(found["name"]), _joined(found["head"], reason)


def part_for(words: str) -> tuple[str, str]:
    """`30 June for GD because ...` as the name and `30 June because ...`: after a date nothing else begins so."""
    head, reason = split_because(words)
    found = _HEAD_FOR.fullmatch(head)
    return (_bare(found["name"]), _joined(found["head"], reason)) if found else ("", words)


def read_ends(words: str) -> Said | None:
    """`survey sent on behalf of GD`, `on GD's behalf`, `for GD: survey sent`; `None` where nothing looks so."""
    start = max(0, len(words) - _LONGEST_END)
    for pattern in (_AT_END, _AT_END_OWNED):
        found = pattern.match(" " + words[start:])
        if found and (name := _bare(found["name"])):
            text = words[:start] + (found["text"] or "").removeprefix(" ")
            return Said(name, text.strip(" ,;:(–—-"), sure=looks_like_a_name(name))
    if found := _FOR.match(words):
        return Said(_bare(found["name"]), found["text"].strip(), sure=True, weak=True)
    return None


def read_inside(words: str) -> str:
    """What follows `on behalf of` in the middle of the words, as far as the line goes; or nothing."""
    found = _INSIDE.search(words)
    return found["name"] if found else ""


def after_prefix(line: str) -> list[tuple[str, str]]:
    """`on behalf of GD: update 8 ...` as each way to part it into the name and what is asked, shortest name first."""
    found = _FIRST.match(line)
    if found is None:
        return []
    rest = found["rest"]
    spaces = [gap for gap in re.finditer(r"\s*[:,]\s*|\s+", rest[:_LONGEST_LINE_START]) if gap.start()]
    parted = [(_bare(rest[: gap.start()]), rest[gap.end() :]) for gap in spaces[:_MOST_WORDS]]
    return [(name, asked) for name, asked in parted if name and asked]


def starts(words: str) -> list[tuple[str, str]]:
    """Each way to part `GD survey sent out` into a name and the rest, longest name first."""
    parts = words.split()
    most = min(len(parts), _MOST_WORDS)
    return [(_bare(" ".join(parts[:size])), " ".join(parts[size:])) for size in range(most, 0, -1)]


def looks_like_a_name(words: str) -> bool:
    """Can these few words be meant as somebody's name or post? `the partnership` and `all of us` can't."""
    parts = words.split()
    return 0 < len(parts) <= _MOST_WORDS and parts[0].casefold().strip(".,") not in _NOBODYS


def _bare(name: str) -> str:
    """The name without quotation marks, and without what stands around a mention."""
    bare = name.strip().strip("\"'“”‘’,.;:(").strip()
    mention = MENTION.search(plain(bare)) if "⟦" in bare else None
    return bare if mention is None else bare[mention.start() : mention.end()].strip("⟦⟧").partition("|")[2] or bare


def _joined(head: str, reason: str) -> str:
    asked = head.strip()
    return f"{asked} because {reason}" if reason else asked
