"""Several workers on one PostgreSQL: how fast what is due leaves the outbox or becomes news, and whether that depends
on how much there is besides.

Each worker is a process of its own that does what `actionlog serve --worker-only` does: the real relay, claims, leases
and sweep. Only the platform is pretended; it answers at once.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing.connection import Connection

from sqlalchemy import Engine, bindparam, delete, func, literal_column, select

from bench.growth import MOVE
from bench.town import PEOPLE, PLANS, TEAM, Town, identity, person
from bot import bootstrap
from bot.clock import SystemClock
from bot.relay import Relay
from domain.errors import Unavailable
from domain.ids import OrganisationId, PersonId, new_id
from domain.pacing import UNLIMITED
from domain.people import Platform
from domain.posting import Destination, Posting
from domain.usecases.sweep import sweep_overdue
from domain.views import say
from storage.database import make_engine
from storage.schema import actions, announcements, cards, outbox
from storage.store import SqlStore

WORKERS = (1, 2, 4)
DUE = 1_000
"""So many messages, each to another person; and so many actions that are newly overdue, over all plans."""

_PAUSE_SECONDS = 0.05
_START_SECONDS = 60.0
_LONGEST_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds from the word to the end of the last worker, and how much each of them did."""

    seconds: float
    shares: tuple[int, ...]

    @property
    def done(self) -> int:
        """All of it."""
        return sum(self.shares)


class AtOnce:
    """A platform that takes every message at once, however many."""

    rates = UNLIMITED

    def __init__(self) -> None:
        self.taken = 0

    async def workspaces(self) -> Collection[str] | None:
        """All of them."""
        return None

    async def post(self, posting: Posting) -> str:
        """Taken."""
        self.taken += 1
        return f"1760000000.{posting.id}"

    async def find(self, posting: Posting) -> str | None:
        """Nothing is ever in doubt."""
        return None


def deliver(url: str) -> int:
    """Send all that is due, as a worker does; gives how many messages went out."""
    store = SqlStore.open(url)
    platform = AtOnce()
    try:
        with bootstrap.make_executor() as executor:

            async def drain() -> None:
                relay = Relay(store, {Platform.SLACK: platform, Platform.TEAMS: platform}, SystemClock(), executor)
                while True:
                    try:
                        await relay.drain()
                        return
                    except Unavailable:  # a busy machine kept the database from answering in time
                        await asyncio.sleep(_PAUSE_SECONDS)

            asyncio.run(drain())
            return platform.taken
    finally:
        store.close()


def sweep(url: str) -> int:
    """Announce what is newly overdue, as the scheduler does when the hour has come; gives how many actions."""
    store = SqlStore.open(url)
    try:
        return sweep_overdue(store, SystemClock(), at_once=True)
    finally:
        store.close()


JOBS = {"deliver": deliver, "sweep": sweep}


def _work(job: str, url: str, parent: Connection) -> None:
    """A worker: everything is loaded and connected before the word is given."""
    logging.disable(logging.WARNING)
    store = SqlStore.open(url)
    store.organisations()
    store.close()
    parent.send(0)
    parent.recv()
    parent.send(JOBS[job](url))


def at_work(job: str, url: str, workers: int) -> Spent:
    """So many processes do it at the same time.

    Raises:
        RuntimeError: one of them did not start, or did not end.
    """
    context = multiprocessing.get_context("spawn")
    lines: list[Connection] = []
    processes = []
    try:
        for _ in range(workers):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(job, url, theirs), daemon=True)
            process.start()
            theirs.close()
            lines.append(ours)
            processes.append(process)
        for line in lines:
            _heard(line, _START_SECONDS)
        began = time.perf_counter()
        for line in lines:
            line.send(None)
        shares = tuple(_heard(line, _LONGEST_SECONDS) for line in lines)
        return Spent(time.perf_counter() - began, shares)
    finally:
        for process in processes:
            process.join(5)
            if process.is_alive():
                process.kill()


def _heard(line: Connection, seconds: float) -> int:
    if not line.poll(seconds):
        raise RuntimeError("a worker said nothing")
    said = line.recv()
    assert isinstance(said, int)  # noqa: S101 - said to the type checker; our own worker sent it
    return said


# what is due


def queue_messages(url: str, town: Town, count: int = DUE) -> None:
    """So many direct messages, each to another person, are due at once."""
    store = SqlStore.open(url)
    reply = say("3 of your actions are due this week.", "Nothing of it is late yet. " * 6)
    try:
        with store.writing(OrganisationId(town.organisation)) as uow:
            for number in range(count):
                who = person(number % PEOPLE)
                where = Destination(Platform.SLACK, TEAM, who.slack)
                uow.outbox.put(key=f"bench:{new_id()}", destination=where, reply=reply, person_id=PersonId(who.id))
    finally:
        store.close()


_LAST_OF_PLAN = (
    select(actions.c.id)
    .where(
        actions.c.organisation_id == bindparam("organisation"),
        actions.c.plan_id == bindparam("plan"),
        actions.c.status == literal_column("'open'"),
        actions.c.late_from > bindparam("today"),
    )
    .order_by(actions.c.key_sort.desc())
    .limit(bindparam("size"))
)


class Latecomers:
    """Actions of every plan that have become overdue, and of which no channel knows."""

    def __init__(self, url: str, town: Town, today: date, count: int = DUE) -> None:
        self._engine = make_engine(url, patient=True)
        self._organisation = town.organisation
        self._today = today
        with self._engine.connect() as connection:
            given = {"organisation": town.organisation, "today": today, "size": count // PLANS}
            self._ids = [
                row.id
                for number in range(PLANS)
                for row in connection.execute(_LAST_OF_PLAN, given | {"plan": identity("plan", number)})
            ]

    def wake(self) -> int:
        """They are late since yesterday; gives how many."""
        self._move(self._today - timedelta(days=1))
        return len(self._ids)

    def put_back(self) -> None:
        """They have a year more; what was said and queued of them is gone."""
        self._move(self._today + timedelta(days=365))

    def close(self) -> None:
        """Let the connection go."""
        self._engine.dispose()

    def _move(self, day: date) -> None:
        with self._engine.begin() as connection:
            given = {"organisation": self._organisation, "ids": self._ids}
            connection.execute(MOVE, given | {"day": day, "next": day + timedelta(days=1), "told": False})
            connection.execute(
                delete(announcements).where(
                    announcements.c.organisation_id == self._organisation, announcements.c.action_id.in_(self._ids)
                )
            )
            connection.execute(delete(outbox).where(outbox.c.due_at.is_not(None)))
            connection.execute(delete(cards).where(cards.c.external_id.is_(None)))


@contextmanager
def latecomers(url: str, town: Town, count: int = DUE) -> Iterator[Latecomers]:
    """Them, put back at the end."""
    some = Latecomers(url, town, SystemClock().now().date(), count)
    try:
        yield some
        some.put_back()
    finally:
        some.close()


def unfinished(url: str) -> int:
    """Messages that still wait or are in somebody's hands."""
    engine: Engine = make_engine(url, patient=True)
    try:
        with engine.connect() as connection:
            return connection.execute(
                select(func.count()).select_from(outbox).where(outbox.c.due_at.is_not(None))
            ).scalar_one()
    finally:
        engine.dispose()


# the measure


Taken = Mapping[tuple[str, int, int], Spent]
"""By the job, how many actions there are, and how many workers."""


def measure(
    urls: Mapping[int, str],
    *,
    due: int = DUE,
    workers: Sequence[int] = WORKERS,
    tell: Callable[[str], None] = lambda words: None,
) -> Taken:
    """What so much that is due takes at each size; `tell` hears of each as soon as it is known.

    Raises:
        RuntimeError: a message was lost or sent twice, or an action was not announced once.
    """
    taken: dict[tuple[str, int, int], Spent] = {}
    for size, url in urls.items():
        with latecomers(url, Town(size), due) as late:
            late.put_back()  # and with it whatever others left in the outbox
            for count in workers:
                queue_messages(url, Town(size), due)
                taken["deliver", size, count] = _all_of("deliver", url, count, due)
                if unfinished(url):
                    raise RuntimeError("messages were left in the outbox")
                awake = late.wake()
                taken["sweep", size, count] = _all_of("sweep", url, count, awake)
                late.put_back()
                for job in JOBS:
                    tell(f"{job}: {taken[job, size, count].seconds:.2f} s by {count} at {size:,}")
    return taken


def _all_of(job: str, url: str, workers: int, due: int) -> Spent:
    spent = at_work(job, url, workers)
    if spent.done != due:
        raise RuntimeError(f"{job}: {spent.done} of {due} were done, by {spent.shares}")
    return spent
