"""Titles that say only behind their comma of what: `Service Manager, Youth Justice` is one lead, a title with its area.

Also titles that are whole by themselves (`Chief Executive`, `Clerk`), which stay apart whatever joins them.
"""

from __future__ import annotations

import re

from domain.importing.leadvocabulary import LeadVocabulary
from domain.importing.leadwords import (
    BODIES,
    ORGANISATIONS,
    POSTS,
    ROLE_NOUNS,
    NameKind,
    is_initials,
    kind_of,
    wants_area,
)

BESIDE = frozenset([",", "-", "–", "—"])
SOFT = re.compile(r"&|\band\b")
_PARTS = frozenset(["team", "teams", "service", "services", "unit", "department", "division", "directorate", "ward"])
_WHOLE_TITLE = re.compile(
    r"(?:(?:deputy|interim|acting|vice|assistant)[ -])?(?:chief executives?(?: officer)?|chief constable|chief nurse"
    r"|chief (?:\w+ )?officer|medical director|leader(?: of the council)?|mayor|head ?teacher|(?:vice|co)[ -]chairs?"
    r"|monitoring officer"
    r"|s(?:ection)?\.? ?151(?: officer)?|ceo|chair|chair of (?:the )?(?:governors|trustees|board)|governors|trustees"
    r"|clerk|town clerk|treasurer|headteachers?)",
    re.IGNORECASE,
)
_LONGEST_AREA = 4  # words


def stands_whole(text: str) -> bool:
    """`Chief Executive`, `Leader`, `Trustees`: whoever this is, it is said in full."""
    return bool(_WHOLE_TITLE.fullmatch(text))


def stays_apart(before: str, after: str) -> bool:
    """Two titles that are whole by themselves, or one beside initials (`HT/Trustees`)."""
    sides = (stands_whole(before), stands_whole(after))
    return all(sides) or (any(sides) and is_initials(after if sides[0] else before))


def with_areas(segments: list[tuple[str, str]], vocabulary: LeadVocabulary) -> tuple[list[tuple[str, str]], bool]:
    """The pieces with every title and its area in one, and whether one of these should be asked about."""
    found: list[tuple[str, str]] = []
    unsure = False
    index = 0
    while index < len(segments):
        text, joiner = segments[index]
        index += 1
        if joiner not in BESIDE or index == len(segments) or not wants_area(text):
            found.append((text, joiner))
            continue
        title, taken = text, 0
        while index < len(segments) and _is_area(segments[index][0], joiner, vocabulary, first=not taken):
            if open_alike(title, segments[index][0]):
                break
            if taken and not SOFT.fullmatch(joiner) and not _ends_a_list(segments, index):
                break
            area = segments[index][0]
            unsure = unsure or vocabulary.fills(area) or vocabulary.fills(title) or _is_acronym(area) or joiner != ","
            unsure = unsure or is_initials(title)
            text = _joined(text, joiner, area)
            joiner, taken, index = segments[index][1], taken + 1, index + 1
        unsure = unsure and not vocabulary.is_sure(text)
        found.append((text, joiner))
    return found, unsure


def open_alike(one: str, two: str) -> bool:
    """`Named Nurse` and `Named GP`: two of a kind, each of which says its own kind first."""
    first, second = one.lower().split(), two.lower().split()
    return min(len(first), len(second)) > 1 and first[0] == second[0] and first[1:] != second[1:]


def _is_area(text: str, joiner: str, vocabulary: LeadVocabulary, *, first: bool) -> bool:
    """What a title can be about: no person, no post of its own, no lead of this plan."""
    words = text.split()
    kind = kind_of(text)
    if kind is NameKind.PERSON or wants_area(text) or len(words) > _LONGEST_AREA or vocabulary.is_sure(text):
        return False
    if kind is NameKind.INITIALS:
        return first and joiner == "," and _is_acronym(text)
    if kind is NameKind.POST:
        last = words[-1].lower()
        if last in POSTS or last.rstrip("s") in POSTS:
            return False
        place = last in _PARTS or last in ORGANISATIONS or last in BODIES
        return place and first and joiner == ","
    # A single word behind `and` may be the next lead, and a small letter begins a remark.
    return text[:1].isupper() and (first or words[-1].lower() not in ROLE_NOUNS)


def _is_acronym(text: str) -> bool:
    """Three capitals and more (`ICB`): rather a body than a person, but who knows."""
    return is_initials(text) and len(text.replace(".", "")) > 2


def _ends_a_list(segments: list[tuple[str, str]], index: int) -> bool:
    """`Quality, Contracts and Brokerage`: commas up to an `and`, with nothing but subjects between."""
    rest = segments[index:]
    until = next((at for at, (_, joiner) in enumerate(rest) if SOFT.fullmatch(joiner)), None)
    return until is not None and all(joiner.startswith(",") for _, joiner in rest[:until])


def _joined(before: str, joiner: str, after: str) -> str:
    return f"{before}, {after}" if joiner.startswith(",") else f"{before} {joiner} {after}"
