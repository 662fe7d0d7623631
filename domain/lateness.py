"""Until when a message may be handed to its platform: whoever is later than that no longer holds it.

A process that stood still, or was slow, for longer than its lease must not post: somebody else may have taken the
message over. So whoever holds one carries the last moment at which the platform may be asked, and asks only before it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from domain.posting import PostingDelayed


class HeldTooLong(PostingDelayed):
    """It was not sent, since it was held for too long; whoever holds it now may."""

    def __init__(self) -> None:
        super().__init__("held for too long", seconds=0.0)


_LAST_MOMENT: ContextVar[float | None] = ContextVar("last_moment", default=None)


def seconds_passed() -> float:
    """A watch that nobody sets, and that runs on while the machine sleeps, where there is one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


@contextmanager
def sending_before(moment: float | None) -> Iterator[None]:
    """What is sent within the block goes out before this moment of `seconds_passed`, or not at all; `None`: any time.

    Raises:
        HeldTooLong: it has passed already.
    """
    token = _LAST_MOMENT.set(moment)
    try:
        refuse_if_late()
        yield
    finally:
        _LAST_MOMENT.reset(token)


def refuse_if_late() -> None:
    """For the last step before bytes leave, after every wait.

    Raises:
        HeldTooLong: the moment has passed.
    """
    moment = _LAST_MOMENT.get()
    if moment is not None and seconds_passed() > moment:
        raise HeldTooLong
