"""What somebody does in a turn of the month: types, presses, fills in a form, sends a file, or hears something.

Each turn names words of its answer: what is waited for, and what must be said on every platform.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Where(Enum):
    """Where a turn is had: what a platform pushes, or a channel, there is not at a console."""

    EVERYWHERE = "everywhere"
    CHAT = "chat"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Who:
    """A person who is picked in a form: from the platform's own list, at a console by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A moment that is worth a picture: what is seen in it, on which platform; of the answer, or of the `form`."""

    name: str
    platform: str
    seen: str
    form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Somebody does something, and is answered with these words (`says`)."""

    who: str
    says: str
    where: Where = Where.EVERYWHERE
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Turn):
    """Type a line: to the bot alone, or in the plan's channel."""

    line: str
    channel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Turn):
    """Press a button of the answer before; `key` names its row, and `described` what a screen reader says of it."""

    label: str
    key: str = ""
    described: str = ""

    @property
    def named(self) -> str:
        """What tells it from the others on a card."""
        return self.described or self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill(Press):
    """Press a button (or type a `line`) that opens a form, fill it in by the labels of its fields, and save. With only
    the `first` values it is refused with an `error`; what was typed then is still there, and `values` mend it.
    """

    label: str = ""
    line: str = ""
    values: Mapping[str, str | Who] = field(default_factory=dict)
    first: Mapping[str, str] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Give(Turn):
    """Send a file with a line; at a console the program is run with `command` instead."""

    name: str
    content: str
    line: str
    command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hear(Turn):
    """Be told something unasked in a direct message, or (`channel`) see it in the plan's channel."""

    where: Where = Where.CHAT
    channel: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A turn that was had: the day, what was done, in which words it was answered, and what could be pressed then."""

    day: object
    turn: Turn
    answer: str
    buttons: tuple[str, ...] = ()
