"""What an answer did."""

from __future__ import annotations

from dataclasses import dataclass

from domain.actions import Action
from domain.views import Button


@dataclass(frozen=True, slots=True)
class Answered:
    """What was done, in a sentence; `action` and `event` (its id) where an action changed, so that it can be undone.
    `settled` is the event where nothing changed but that the question is answered, and that can be undone.
    `ways` lead on from here, where something is still to be done by hand.
    """

    sentence: str
    action: Action | None = None
    event: str | None = None
    settled: str | None = None
    ways: tuple[Button, ...] = ()
