"""A process that stands still in the middle of delivering, for longer than its lease, and then goes on.

It is stopped (SIGSTOP) at a step of its work: at a call to the database, at one of a poster, or at a single request to
a platform. Others take its messages over; then it is let go on (SIGCONT), and must not post what they have posted.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from domain.errors import ConnectionLost, Unavailable
from tests.faults.dying import Death, every_death
from tests.faults.processes import Order, do, environment, run, start
from tests.faults.stage import Stage, furnish, stage
from tests.faults.stepwise import CALM, DELIVERED, MONDAY, Copies, Count, delivered

PATIENCE = 60.0
HELD_UP = 3 * CALM.lease
"""How long the others try while it stands still: where it holds the database's lock, nobody gets on."""


def stands_still_at_every_step(
    template: str, copies: Copies, *, choose: Callable[[Sequence[Death]], Sequence[Death]] = lambda all_: all_
) -> Count:
    """Stop the delivery at the chosen steps, each time on a fresh copy; what was wrong after which."""
    wrong: list[str] = []
    repeats = 0
    with copies(template) as made:
        town = furnish(made, MONDAY.date(), followed=False)
        with copies(made) as url, stage(url, town) as at:
            at.put(DELIVERED)
            taken = run(_order(at)) or []
        stops = choose([replace(one, signal=signal.SIGSTOP) for one in every_death(taken)])
        for stop in stops:
            with copies(made) as url, stage(url, town) as at:
                at.put(DELIVERED)
                problems, labelled = _stopped(at, stop)
            step = f"{'after' if stop.after else 'before'} step {stop.step} ({taken[stop.step - 1]})"
            wrong += [f"it stood still {step}: {problem}" for problem in problems]
            repeats += labelled
    return Count(len(taken), len(stops), tuple(wrong), repeats)


def _stopped(at: Stage, stop: Death) -> tuple[list[str], int]:
    ours, theirs = multiprocessing.get_context("forkserver").Pipe(duplex=False)
    process = start(do, replace(_order(at), death=stop), theirs)
    theirs.close()
    pid = int(process.pid or 0)
    _wait(lambda: _is_still(pid) or not process.is_alive(), "it went on for ever")
    began = time.monotonic()
    while not _all_sent(at) and time.monotonic() < began + HELD_UP:
        time.sleep(CALM.lease / 3)
        _others(at)
    if process.is_alive():
        os.kill(pid, signal.SIGCONT)
    said = ours.recv()
    process.join()
    _wait(lambda: _all_sent(at) or _others(at), f"not all was delivered: {at.states()}")
    problems, labelled = delivered(at.on_slack(), *at.on_teams())
    # One whose database was away, or hung up on it meanwhile, says so; anything else is a fault of ours.
    return [*problems, *([said] if isinstance(said, str) and not _says_away(said) else [])], labelled


def _others(at: Stage) -> bool:
    """Another process does what it can; never `True`, so that one looks again."""
    try:
        run(_order(at))
    except AssertionError as error:
        if not _says_away(str(error)):
            raise
    return False


def _says_away(said: str) -> bool:
    return any(kind.__name__ in said for kind in (Unavailable, ConnectionLost))


def _is_still(pid: int) -> bool:
    """Is it stopped? The third field of its line says T then."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T"
    except (OSError, IndexError):
        return True


def _all_sent(at: Stage) -> bool:
    return at.states() == {"sent": len(DELIVERED)}


def _wait(done: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)


def _order(at: Stage) -> Order:
    return Order("delivery", environment(at.settings), CALM, MONDAY)
