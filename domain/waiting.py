"""A request that waits for a coordinator: to sign a completion off, or to agree to another date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.due import Due, speak_date
from domain.ids import EventId
from domain.people import Signature
from domain.speech import ENGLISH, marked, speaking, spoken, tr


class Wanted(StrEnum):
    """What was asked for."""

    DONE = "done"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked when, in what words (the note, or the reason), and for which date. `event` is the asking itself: a
    button names it, so that an old one never answers a newer request.
    """

    event: EventId
    by: Signature
    at: datetime
    words: str = ""
    due: Due | None = None


SIGN_OFF = marked("waiting for sign-off")
"""What a list says of an action whose completion waits."""

_NOT_AGREED = " asked for, not agreed yet"


@speaking(ENGLISH.tag)
def say_waits(done: Request | None, due: Request | None) -> str:
    """`waiting for sign-off`, `30 June 2027 asked for`, both, or nothing: as it is kept, in English."""
    words = [SIGN_OFF] if done is not None else []
    if due is not None and due.due is not None:
        words.append(f"{due.due.describe()}{_NOT_AGREED}")
    return "; ".join(words)


def speak_waits(kept: str) -> str:
    """The same in the language that is spoken."""
    if spoken() is ENGLISH:
        return kept
    first, between, rest = kept.partition("; ") if kept.startswith(f"{SIGN_OFF}; ") else (kept, "", "")
    return "; ".join(_speak(one) for one in ((first, rest) if between else (kept,)))


def _speak(kept: str) -> str:
    if kept.endswith(_NOT_AGREED):
        return tr("{due} asked for, not agreed yet", due=speak_date(kept.removesuffix(_NOT_AGREED)))
    return tr(kept)
