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
from domain.calendar import learn_bank_holidays
from domain.errors import Unavailable
from domain.ports import Clock, Store
from domain.usecases.running_out import end_what_ran_out
from domain.usecases.sweep import sweep_overdue
from domain.usecases.turns import take_turns

log = logging.getLogger("actionlog.scheduler")

EVERY_SECONDS = 30.0


async def run_scheduler(store: Store, clock: Clock, relay: Relay, executor: Executor, stop: asyncio.Event) -> None:
    """Sweep and remind until `stop`. Any number of processes may do so: the ledgers let each thing through once."""
    loop = asyncio.get_running_loop()
    owner = f"{socket.gethostname()}:{os.getpid()}:{random.getrandbits(32):08x}"
    works = {
        "sweep": partial(sweep_overdue, store, clock),
        "reminders": partial(take_turns, store, clock, owner=owner),
        "ends": partial(end_what_ran_out, store, clock),
    }
    await loop.run_in_executor(executor, learn_bank_holidays, clock.now().year)
    while not stop.is_set():
        queued = 0
        for name, work in works.items():  # the failure of one keeps the other from nothing
            try:
                queued += await loop.run_in_executor(executor, work)
            except Unavailable as error:
                log.warning("the database is unavailable (%s); the %s run later", error, name)
            except Exception:
                log.exception("the %s failed; again in %.0f s", name, EVERY_SECONDS)
        if queued:
            relay.wake()
        try:
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
        except TimeoutError:
            continue
