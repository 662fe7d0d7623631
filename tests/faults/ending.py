"""Servers that are told to end (SIGTERM) while they deliver. Each gives what was wrong, and how long it took."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.faults import Fault
from tests.builders import Town
from tests.faults.hardship import servers
from tests.faults.processes import Pace
from tests.faults.stage import stage


def told_to_end(url: str, town: Town) -> tuple[list[str], float]:
    """SIGTERM while it delivers: it ends within 10 s and leaves nothing in its hands."""
    wrong: list[str] = []
    with stage(url, town) as at:
        at.put([f"s{number}" for number in range(40)])
        (only,) = servers(at, 1, Pace())
        end = time.monotonic() + 20
        while not at.on_slack() and time.monotonic() < end:
            time.sleep(0.02)
        began = time.monotonic()
        os.kill(only.pid, signal.SIGTERM)
        only.process.join(20)
        seconds = time.monotonic() - began
        if only.process.exitcode != 0:
            wrong.append(f"it ended with {only.process.exitcode}")
        if seconds > 10:
            wrong.append(f"it took {seconds:.1f} s")
        states = at.states()
        if states.get("claimed"):
            wrong.append(f"{states['claimed']} messages are left in its hands")
        there = at.on_slack()
        noted = {
            row.key: row.state for row in at.rows("SELECT key, state FROM outbox WHERE state = 'sent' OR maybe_sent")
        }
        wrong += [f"{key} is on Slack, and nothing is known of it" for key in there if key not in noted]
        wrong += [f"{key} is noted as sent" for key, state in noted.items() if state == "sent" and there[key] != 1]
        only.kill()
    return wrong, seconds


def told_to_end_while_a_platform_is_silent(url: str, town: Town) -> tuple[list[str], float]:
    """SIGTERM while a post is out that nobody answers: it ends within 10 s all the same, and the next server finds the
    message where it arrived in the end.
    """
    wrong: list[str] = []
    free = threading.Event()
    with stage(url, town) as at:
        pace = Pace(lease=30.0, call=25.0)

        def silent(method: str, arguments: Mapping[str, Any]) -> Fault | None:
            held = method == "chat.postMessage" and arguments.get("channel") == "C1"
            return Fault.hold(free.is_set) if held else None

        at.slack.fail_when(silent)
        at.put(["s0", "s1", "s2", "s3"], by_number=True)
        (first,) = servers(at, 1, pace)
        _until(lambda: at.states() == {"sent": 3, "claimed": 1})
        began = time.monotonic()
        os.kill(first.pid, signal.SIGTERM)
        first.process.join(30)
        seconds = time.monotonic() - began
        if first.process.exitcode != 0 or seconds > 10:
            wrong.append(f"it ended with {first.process.exitcode} after {seconds:.1f} s")
        first.kill()
        free.set()
        (second,) = servers(at, 1, pace)
        _until(lambda: at.states() == {"sent": 4})
        second.kill()
        if at.states() != {"sent": 4} or set(at.on_slack().values()) != {1}:
            wrong.append(f"{at.states()}, on Slack {dict(at.on_slack())}")
    return wrong, seconds


def _until(done: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
