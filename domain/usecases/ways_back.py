"""The ways back from changes of anything but an action: roles, links, settings. The module of each change registers its
own; `undo` finds it here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.action_events import BaseEvent
from domain.context import Context
from domain.errors import Stale
from domain.events import Event, Reversible
from domain.speech import tr
from domain.views import Button


@dataclass(frozen=True, slots=True)
class Back:
    """What taking a change back came to: what is so now, in a sentence, and the change that made it so. `for_good`:
    there is no way there again but to do it anew, with these buttons (`more`).
    """

    said: str
    event: Event
    more: tuple[Button, ...] = ()
    for_good: bool = False


Way = Callable[[Any, Context], Back]
"""Puts back what the event changed, where nobody has changed it since, and writes that down with `taking_back`.

Raises:
    Stale: somebody has.
    Refused: this person may not.
"""
W = TypeVar("W", bound=Way)

_ways: dict[type[BaseEvent], Way] = {}


def way_back(*kinds: type[BaseEvent]) -> Callable[[W], W]:
    """Enter the way back from these kinds of change."""

    def enter(way: W) -> W:
        for kind in kinds:
            if kind in _ways:
                raise ValueError(f"{kind.__name__} has a way back already")
            _ways[kind] = way
        return way

    return enter


def way_from(event: Event) -> Way | None:
    """The way back from a change, if it has one of its own."""
    return _ways.get(type(event))


def has_way(kind: type[BaseEvent]) -> bool:
    """Is there a way back from this kind of change?"""
    return kind in _ways


def taking_back(event: Reversible) -> dict[str, str]:
    """What the change that takes this one back says of it: that it undoes it, or does again what this one undid."""
    return {"redid": event.id} if event.undid else {"undid": event.id}


def overtaken(what: str) -> Stale:
    """It was changed again since; `what` completes a sentence."""
    return Stale(tr("That can't be undone any more: {what} since.", what=what))
