"""When sweeps and reminders run: twice a minute the clock is looked at, and what is due is queued."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import socket
from concurrent.futures import Executor
from datetime import datetime, timedelta
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
SET_BACK = timedelta(minutes=10)
"""A clock that goes back by more was wrong before, and so may be whatever was reckoned by it."""


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
    latest = clock.now()
    while not stop.is_set():
        queued, now = 0, clock.now()
        if now < latest - SET_BACK and not await _looked_at_anew(store, now, loop, executor):
            now = latest  # and so again the next time
        latest = now
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


async def _looked_at_anew(store: Store, now: datetime, loop: asyncio.AbstractEventLoop, executor: Executor) -> bool:
    """Whoever's next look was reckoned by a clock that was ahead would hear nothing until then."""
    log.warning("the clock of this machine was set back; everybody's reminders are looked at anew")
    try:
        await loop.run_in_executor(executor, store.bring_forward, now)
    except Unavailable as error:
        log.warning("the database is unavailable (%s); that is done later", error)
        return False
    return True
