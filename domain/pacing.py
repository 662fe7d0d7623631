"""How fast a platform may be written to: so many at once, then one each so many seconds.

A bucket of tokens needs one moment to be remembered: when it will be full again. Each message moves that moment on by
the seconds of one token; a message may go as long as the bucket is not empty, that is: as long as that moment is not
further away than all but one of its tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_WAIT = 3600.0
"""No wait in seconds that a platform asks for is longer: more is a mistake on the way, and would silence a channel for
as long."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` messages at once, and one more each `seconds`."""

    burst: int
    seconds: float

    def free_at(self, full_at: datetime) -> datetime:
        """When the next message may go, from the moment at which the bucket will be full."""
        return full_at - timedelta(seconds=self.seconds * (self.burst - 1))

    def taken(self, full_at: datetime, now: datetime) -> datetime:
        """When it will be full, after a message went now."""
        return max(full_at, now) + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Rates:
    """Of a platform: what one conversation bears, and what the whole workspace does. Each rate holds by itself."""

    conversation: Sequence[Rate] = ()
    workspace: Sequence[Rate] = ()


UNLIMITED = Rates()
