"""What a newer version prints as progress, beside the notes that people made here since.

A plan that is published from here has these notes in its progress column, and its next version brings them back. They
are not taken for news a second time: what stands here as a note is left out of what is printed; all else is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.actions import ProgressNote

_WORD = re.compile(r"[\w']+")
_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_OF_PAPER = re.compile(
    rf"No update for this meeting \({_DAY}\)\s*|For the meeting of {_DAY}:\s*|^Not in the version of {_DAY}\s*"
)
_LABELS = frozenset({"by", "on", "at", "update", "updated", "note", "noted", "from", "progress"})


def printed_progress(said: str, now: str, notes: Sequence[ProgressNote]) -> str:
    """What to keep as printed, of what the document says (`said`), where `now` is printed so far."""
    if not said.strip():
        return said
    bare = _OF_PAPER.sub("", said)
    if bare != said:  # a paper of ours (`domain.reporting`), with what it says of a meeting
        said = bare.strip()
        if not said:
            return now
    if not notes:
        return said
    kept = "\n".join(line for line in said.splitlines() if not _is_noted(line, notes))
    if not kept.strip() or _is_noted(kept, notes, beside=now):
        return now
    return kept


def _is_noted(text: str, notes: Sequence[ProgressNote], *, beside: str = "") -> bool:
    """Does it hold nothing but notes, with who made them and when, and what is printed `beside` them already?"""
    left = _without(_flat(text), _flat(beside))
    if left == " ":
        return True
    labels = set(_LABELS)
    for note in sorted(notes, key=lambda one: len(one.text), reverse=True):
        rest = _without(left, _flat(note.text))
        if rest != left:
            left = rest
            labels |= _signature(note) | set(_flat(note.evidence).split())
    return labels != _LABELS and labels.issuperset(left.split())


def _signature(note: ProgressNote) -> set[str]:
    """The words in which a note's name and day are written."""
    name, at = _flat(note.by.name).split(), note.at
    day = {str(at.day), f"{at.day:02}", f"{at.day}st", f"{at.day}nd", f"{at.day}rd", f"{at.day}th"}
    month = {str(at.month), f"{at.month:02}", f"{at:%B}".casefold(), f"{at:%b}".casefold()}
    return {*name, "".join(word[0] for word in name), *day, *month, str(at.year), f"{at:%y}", f"{at:%H}", f"{at:%M}"}


def _flat(text: str) -> str:
    """Its words between single blanks."""
    return f" {' '.join(_WORD.findall(text.casefold()))} ".replace("  ", " ")


def _without(text: str, known: str) -> str:
    return text if known == " " else text.replace(known, " ", 1)
