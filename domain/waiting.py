"""A request that waits for a coordinator: to sign a completion off, or to agree to another date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.due import Due
from domain.ids import EventId
from domain.people import Signature


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


SIGN_OFF = "waiting for sign-off"
"""What a list says of an action whose completion waits."""


def say_waits(done: Request | None, due: Request | None) -> str:
    """`waiting for sign-off`, `30 June 2027 asked for`, both, or nothing."""
    words = [SIGN_OFF] if done is not None else []
    if due is not None and due.due is not None:
        words.append(f"{due.due.describe()} asked for, not agreed yet")
    return "; ".join(words)
