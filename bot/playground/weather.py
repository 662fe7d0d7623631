"""Weather for the pretend platforms: rate limits as documented, and random trouble that can be repeated by its seed.

Each function makes a chooser for ``fail_when``::

    slack.fail_when(slack_limits())
    teams.fail_when(first_of(teams_limits(), random_trouble(7, {"sendToConversation"}, lost_answer=0.1)))
"""

from __future__ import annotations

import math
import random
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping
from typing import Any

from bot.playground.faults import Chooser, Fault

Window = tuple[int, float]
ROUNDING = 1e-6

# Slack: about one message a second in a channel, with short bursts.
SLACK_WINDOWS: tuple[Window, ...] = ((4, 2.0), (60, 60.0))
# Teams: messages to one conversation.
TEAMS_WINDOWS: tuple[Window, ...] = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))


def limits(
    methods: Collection[str],
    key: str,
    windows: Collection[Window],
    refuse: Callable[[int], Fault],
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Chooser:
    """At most so many calls in so many seconds for each value of an argument; ``refuse`` gets the seconds to wait.

    A refused call does not count.
    """
    lock = threading.Lock()
    calls: dict[str, deque[float]] = defaultdict(deque)
    longest = max(seconds for _, seconds in windows)

    def choose(method: str, arguments: Mapping[str, Any]) -> Fault | None:
        if method not in methods:
            return None
        with lock:
            past, now = calls[str(arguments.get(key))], clock()
            while past and past[0] <= now - longest:
                past.popleft()
            wait = 0.0
            for most, seconds in windows:
                recent = [moment for moment in past if moment > now - seconds + ROUNDING]
                if len(recent) >= most:
                    wait = max(wait, recent[-most] + seconds - now)
            if wait > ROUNDING:
                return refuse(max(1, math.ceil(wait)))
            past.append(now)
            return None

    return choose


def slack_limits(*, clock: Callable[[], float] = time.monotonic) -> Chooser:
    """429 for a channel that gets messages too fast."""
    return limits({"chat.postMessage"}, "channel", SLACK_WINDOWS, Fault.rate_limited, clock=clock)


def teams_limits(*, clock: Callable[[], float] = time.monotonic) -> Chooser:
    """429 for a conversation that gets messages too fast."""

    def refuse(seconds: int) -> Fault:
        return Fault.teams_error(429, "Throttled", "Too many requests.", retry_after=seconds)

    return limits({"sendToConversation", "replyToActivity"}, "conversation", TEAMS_WINDOWS, refuse, clock=clock)


def random_trouble(
    seed: int,
    methods: Collection[str],
    *,
    lost_request: float = 0.0,
    lost_answer: float = 0.0,
    server_error: float = 0.0,
    rate_limit: float = 0.0,
) -> Chooser:
    """Each call of the methods goes wrong with these probabilities; the same seed gives the same weather."""
    dice = random.Random(seed)  # noqa: S311 - weather, not secrets
    lock = threading.Lock()
    kinds = (
        (lost_request, Fault.drop_before()),
        (lost_answer, Fault.drop_after()),
        (server_error, Fault.server_error(503)),
        (rate_limit, Fault.rate_limited(1)),
    )

    def choose(method: str, arguments: Mapping[str, Any]) -> Fault | None:
        if method not in methods:
            return None
        with lock:
            thrown = dice.random()
        for probability, fault in kinds:
            if thrown < probability:
                return fault
            thrown -= probability
        return None

    return choose


def first_of(*choosers: Chooser) -> Chooser:
    """The first fault that one of them chooses."""
    return lambda method, arguments: next((fault for each in choosers if (fault := each(method, arguments))), None)
