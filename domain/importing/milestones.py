"""Milestones: the bulleted and the dated parts inside the text of an action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from domain.due import Due, Precision
from domain.importing.dates import FoundDate, find_dates
from domain.importing.draft import DraftMilestone
from domain.importing.lists import Item, ItemKind

_NOT_A_DEADLINE = re.compile(
    r"\b(?:from|since|after|dated|of|until the|published|held|version|met|meeting of|as at)(?: the)?\s*$", re.I
)
_SENTENCE_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)[.;!?]\s+(?=[A-Z“\"'‘(])")
_BOX = re.compile(r"^(?:[☐☑☒✓✔✅□■•*-]|\[[ xX✓]?\])\s*")
_CLOSERS = re.compile(r"[)\]]?[.;,:]*\s*")


def milestones_of(items: Sequence[Item], text: str, as_at: date | None) -> tuple[DraftMilestone, ...]:
    """The milestones of an action: its bullets if it has some, else the parts that end with a date."""
    bullets = [item.text for item in items if item.kind is ItemKind.BULLET and item.text]
    if bullets:
        return tuple(DraftMilestone(bullet, _due_in(bullet, as_at)) for bullet in bullets)
    return dated_parts(text, as_at)


def checklist_of(texts: Sequence[str], as_at: date | None) -> tuple[DraftMilestone, ...]:
    """The items of a checklist, each a line or parted by semicolons; boxes and ticks before them are no words."""
    lines = texts if len(texts) > 1 else [part for text in texts for part in text.split(";")]
    items = [_BOX.sub("", line.strip()).strip() for line in lines]
    return tuple(_part(item, as_at) for item in items if any(map(str.isalnum, item)))


def _part(item: str, as_at: date | None) -> DraftMilestone:
    """`Open the doors – 30/11/2026`: what stands behind the dash says when, and is no part of the words."""
    due = _due_in(item, as_at)
    before, dash, after = item.rpartition(" – ")
    return DraftMilestone(before.strip() if dash and due.text and after.strip() == due.text else item, due)


def closing_date(text: str, as_at: date | None) -> Due:
    """The date that closes a text as its deadline (`draft by March 2026`), or none."""
    return _due_in(text, as_at)


def _due_in(text: str, as_at: date | None) -> Due:
    ending = [one for one in find_dates(text, as_at, prose=True) if _ends_part(one, text)]
    return _due(text, ending[-1]) if ending else Due.none()


def _due(text: str, found: FoundDate) -> Due:
    return Due(
        text[found.start : found.end], found.precision, found.earliest, found.latest, found.needs_check, found.note
    )


def _ends_part(found: FoundDate, text: str) -> bool:
    """Does the date close its part of the text, as a deadline does?"""
    if found.precision is Precision.NONE or _NOT_A_DEADLINE.search(text, max(0, found.start - 40), found.start):
        return False
    closer = _CLOSERS.match(text, found.end)
    after = text[closer.end() : closer.end() + 1] if closer else ""
    if closer and ";" in closer.group():
        return True
    return not after or after.isupper() or after in "•-–“\"'"


def dated_parts(text: str, as_at: date | None) -> tuple[DraftMilestone, ...]:
    """`Agree the scope - March 2026. Launch - May 2026` as two parts, each with its date."""
    parts: list[DraftMilestone] = []
    start = 0
    for found in find_dates(text, as_at, prose=True):
        if not _ends_part(found, text):
            continue
        closer = _CLOSERS.match(text, found.end)
        end = closer.end() if closer else found.end
        sentences = list(_SENTENCE_END.finditer(text, start, found.start))
        begin = sentences[-1].end() if sentences else start
        parts.append(DraftMilestone(text[begin:end].strip(" -–•;"), _due(text, found)))
        start = end
    return tuple(parts)
