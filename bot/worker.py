"""Long work: jobs are claimed like messages, kept alive while they run, and taken up again after a crash."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import socket
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import Protocol, TypeVar

from domain.errors import Unavailable
from domain.outgoing import Job
from domain.ports import Clock, Store

log = logging.getLogger("actionlog.worker")
T = TypeVar("T")

LEASE_SECONDS = 60.0
BEAT_SECONDS = 20.0
IDLE_SECONDS = 5.0
AT_ONCE = 2
"""Documents that one process reads at the same time."""
MOST_ATTEMPTS = 4
TIDY_SECONDS = 3600.0


class Later(Exception):
    """The job can't be done now; `seconds` says when to try again."""

    def __init__(self, reason: str, *, seconds: float) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class Lost(Exception):
    """Another process holds the job by now."""


Do = Callable[[Job, Callable[[], Awaitable[None]]], Awaitable[None]]
"""Does a job. The second argument makes sure that it is still ours, and raises `Lost` where it is not."""
GiveUp = Callable[[Job], Awaitable[None]]
"""Tells the person that it could not be done."""


class Desk(Protocol):
    """Does the jobs of one kind."""

    async def do(self, job: Job, still_ours: Callable[[], Awaitable[None]]) -> None:
        """Do it."""
        ...

    async def give_up(self, job: Job) -> None:
        """Tell the person that it could not be done."""
        ...


class Desks:
    """Jobs, each to the desk of its kind: the word before the first colon."""

    def __init__(self, desks: Mapping[str, Desk]) -> None:
        self._desks = desks

    async def do(self, job: Job, still_ours: Callable[[], Awaitable[None]]) -> None:
        """Do it at its desk."""
        await self._desk(job).do(job, still_ours)

    async def give_up(self, job: Job) -> None:
        """Likewise."""
        await self._desk(job).give_up(job)

    def _desk(self, job: Job) -> Desk:
        return self._desks[job.kind.partition(":")[0]]


class Worker:
    """Does jobs, a few at a time. `kinds` says which are for this process. Any number of workers may run."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        executor: Executor,
        kinds: Callable[[], Awaitable[Sequence[str]]],
        do: Do,
        give_up: GiveUp,
        *,
        lease_seconds: float = LEASE_SECONDS,
        beat_seconds: float = BEAT_SECONDS,
    ) -> None:
        self._store = store
        self._clock = clock
        self._executor = executor
        self._kinds = kinds
        self._work = do
        self._tell_given_up = give_up
        self._lease = lease_seconds
        self._beat = beat_seconds
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{random.getrandbits(32):08x}"
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Something was written: look at once. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; what is under way then is put back for the next process."""
        self._loop = asyncio.get_running_loop()
        running: set[asyncio.Task[None]] = set()
        tidy_at = self._loop.time()
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                self._wake.clear()
                try:
                    running |= await self._begin(AT_ONCE - len(running))
                    if self._loop.time() >= tidy_at:
                        tidy_at = self._loop.time() + TIDY_SECONDS
                        await self._tidy()
                except Unavailable as error:
                    log.warning("the database is unavailable (%s); trying again", error)
                except Exception:  # whatever it is, a worker that stands still does nothing
                    log.exception("the worker failed; trying again")
                woken = asyncio.create_task(self._wake.wait())
                await asyncio.wait(
                    {woken, stopping, *running}, timeout=IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                woken.cancel()
                running = {task for task in running if not task.done()}
        finally:
            stopping.cancel()
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _begin(self, free: int) -> set[asyncio.Task[None]]:
        if free <= 0:
            return set()
        kinds = await self._kinds()
        if not kinds:
            return set()
        jobs = await self._call(
            lambda: self._store.claim_jobs(self.owner, kinds=kinds, lease_seconds=self._lease, limit=free)
        )
        return {asyncio.create_task(self.do(job), name=f"job {job.id}") for job in jobs}

    async def do(self, job: Job) -> None:
        """One job, from the claim to its end; never raises."""
        try:
            if job.attempts > MOST_ATTEMPTS:  # it took its process down with it each time
                await self._give_up(job, "too many attempts")
            else:
                await self._do(job)
                await self._call(lambda: self._store.finish_job(job, self.owner))
        except Lost:
            log.info("job %s is in other hands by now", job.id)
        except asyncio.CancelledError:  # this process ends: the next one need not wait until the lease is over
            with suppress(Unavailable):
                await self._call(
                    lambda: self._store.put_job_back(job, self.owner, seconds=0.0, reason="the process ended")
                )
            raise
        except Later as later:
            await self._again(job, later.reason, later.seconds)
        except Unavailable as error:
            log.warning("job %s waits: the database is unavailable (%s)", job.id, error)
        except Exception as error:
            # Its words may be somebody's: only where it broke is written down.
            log.error("job %s failed with %s%s", job.id, type(error).__name__, _place(error))
            await self._again(job, type(error).__name__, 2.0**job.attempts)

    async def _do(self, job: Job) -> None:
        doing = asyncio.ensure_future(self._work(job, lambda: self._still_ours(job)))
        beating = asyncio.create_task(self._beats(job))
        try:
            await asyncio.wait({doing, beating}, return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise Lost
            doing.result()
        finally:
            beating.cancel()
            doing.cancel()
            await asyncio.gather(doing, beating, return_exceptions=True)

    async def _again(self, job: Job, reason: str, seconds: float) -> None:
        try:
            if job.attempts >= MOST_ATTEMPTS:
                await self._give_up(job, reason)
            else:
                log.info("job %s is put back for %.0f s: %s", job.id, seconds, reason)
                await self._call(lambda: self._store.put_job_back(job, self.owner, seconds=seconds, reason=reason))
        except Unavailable as error:
            log.warning("job %s waits: the database is unavailable (%s)", job.id, error)

    async def _give_up(self, job: Job, reason: str) -> None:
        log.warning("job %s is given up after %d attempts: %s", job.id, job.attempts, reason)
        await self._tell_given_up(job)
        await self._call(lambda: self._store.give_job_up(job, self.owner, reason=reason))

    async def _beats(self, job: Job) -> None:
        """Keep the lease as long as the job runs; ends where it is lost."""
        while True:
            await asyncio.sleep(self._beat)
            try:
                await self._still_ours(job)
            except Lost:
                return
            except Unavailable as error:
                log.warning("the lease of job %s could not be kept (%s)", job.id, error)

    async def _still_ours(self, job: Job) -> None:
        if not await self._call(lambda: self._store.keep_job(job, self.owner, lease_seconds=self._lease)):
            raise Lost

    async def _tidy(self) -> None:
        """What nobody needs any more, such as documents that nobody decided about."""
        now = self._clock.now()
        await self._call(lambda: self._store.forget(now))

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
