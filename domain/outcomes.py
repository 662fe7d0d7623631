"""What a request that changes one action came to, kept small: whoever pressed waits until it is written, and nobody
waits for how it looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from domain.views import Form, Reply


@dataclass(frozen=True, slots=True)
class Done:
    """What is kept of a change for the same delivery again: what was said, of which action, and the event that **Undo**
    takes back (or nothing). Its row is drawn as it is by then.
    """

    sentence: str
    key: str
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A change, and its answer as soon as somebody looks; `draw` needs no database. `language` is as in
    a `Reply`.
    """

    outcome: ClassVar[str] = "ok"
    form: ClassVar[Form | None] = None

    done: Done
    draw: Callable[[], Reply]
    language: str = ""


Outcome: TypeAlias = Reply | Change
"""What a handler gives."""


def reply_of(outcome: Outcome) -> Reply:
    """The answer in full."""
    return outcome.draw() if isinstance(outcome, Change) else outcome
