"""When sweeps and reminders run: twice a minute the clock is looked at, and what is due is queued."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import socket
from concurrent.futures import Executor
from functools import partial

from bot.relay import Relay
from domain.errors import Unavailable
from domain.ports import Clock, Store
from domain.usecases.sweep import sweep_overdue
from domain.usecases.turns import take_turns

log = logging.getLogger("actionlog.scheduler")

EVERY_SECONDS = 30.0


async def run_scheduler(store: Store, clock: Clock, relay: Relay, executor: Executor, stop: asyncio.Event) -> None:
    """Sweep and remind until `stop`. Any number of processes may do so: the ledgers let each thing through once."""
    loop = asyncio.get_running_loop()
    take = partial(take_turns, store, clock, owner=f"{socket.gethostname()}:{os.getpid()}:{random.getrandbits(32):08x}")
    while not stop.is_set():
        try:
            swept = await loop.run_in_executor(executor, sweep_overdue, store, clock)
            if swept + await loop.run_in_executor(executor, take):
                relay.wake()
        except Unavailable as error:
            log.warning("the database is unavailable (%s); sweeping later", error)
        except Exception:
            log.exception("the sweep failed; it runs again in %.0f s", EVERY_SECONDS)
        try:
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
        except TimeoutError:
            continue
