"""Real processes, made quickly: each is forked from one that has loaded everything and does nothing else.

What runs in them is here too: a whole server, and single pieces of work that are killed at a step.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, cast
from urllib.request import urlopen

from bot.settings import Settings, load
from domain.ports import Store
from tests.faults.dying import Death, Steps, WatchedStore

LOADED = [
    "adapters.slack.app", "adapters.slack.client", "adapters.teams.endpoint", "adapters.teams.client", "bot.server",
    "domain.usecases", "storage.store", "psycopg", "tests.builders", "tests.faults.processes", "tests.faults.stepwise",
]  # fmt: skip
START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the waits of the relay are. The real ones are 60, 12, 300 and 10 seconds: here they are shorter, in
    about the same proportion, so that many crashes fit into a minute. `patience`: how many times as long as in real
    life the database and an answer may take, where it is not their lateness that is looked at.
    """

    lease: float = 6.0
    unclear: float = 1.5
    longest_pause: float = 1.0
    call: float = 1.2
    other: float = 2.0
    patience: float = 1.0

    def apply(self) -> None:
        """Set them in this process."""
        import aiohttp

        from adapters.slack import answers, client, trouble, web_api
        from adapters.teams import connector
        from bot import relay, server
        from storage import database

        relay.LEASE_SECONDS = cast("int", self.lease)
        relay._LONGEST_PAUSE = self.longest_pause
        setattr(server, "Relay", partial(relay.Relay, unclear_pause=self.unclear))  # noqa: B010  for this run
        client.LOOK_BACK_SECONDS = cast("int", self.other * 2)
        client._NOT_OURS_SECONDS = client.NOT_ASKED_SECONDS = self.other
        trouble._PAUSE = self.other
        web_api.CALL_SECONDS = self.call
        connector.SIGN_IN_SECONDS = self.other
        connector.TIMEOUT = aiohttp.ClientTimeout(total=self.call)
        answers.BUDGET_SECONDS *= self.patience
        for name in ("LOCK_SECONDS", "POOL_SECONDS", "STATEMENT_SECONDS"):
            setattr(database, name, getattr(database, name) * self.patience)


class AheadClock:
    """A clock that is wrong by so much."""

    def __init__(self, ahead: float = 0.0, stopped_at: datetime | None = None) -> None:
        self._ahead, self._stopped_at = timedelta(seconds=ahead), stopped_at

    def now(self) -> datetime:
        """Now, as this machine believes."""
        return (self._stopped_at or datetime.now(UTC)) + self._ahead


def _context() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


def start(work: Any, *args: Any) -> BaseProcess:
    """Run a function of a module in a process of its own."""
    process = _context().Process(target=work, args=args, daemon=True)
    process.start()
    return cast("BaseProcess", process)


def environment(settings: Settings) -> dict[str, str]:
    """The settings as a process is given them."""
    found = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if value not in (None, ""):
            plain = value.get_secret_value() if hasattr(value, "get_secret_value") else value
            found[f"ACTIONLOG_{name.upper()}"] = str(plain)
    return found


# a whole server


@dataclass(slots=True)
class Replica:
    """A running `actionlog serve`."""

    process: BaseProcess
    port: int
    kept: socket.socket

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its number."""
        assert self.process.pid is not None
        return self.process.pid

    def wait_ready(self) -> None:
        """Until it answers."""
        end = time.monotonic() + START_SECONDS
        while not is_up(self.url):
            assert self.process.is_alive(), f"the server ended with {self.process.exitcode}"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.02)

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.join()
        self.kept.close()


def is_up(url: str, path: str = "/healthz", seconds: float = 3.0) -> bool:
    """Does it answer with 200?"""
    with suppress(OSError), urlopen(url + path, timeout=seconds) as answer:  # noqa: S310  our own server
        return bool(answer.status == 200)
    return False


def kept_port() -> socket.socket:
    """A port (the second of its `getsockname()`) that is nobody else's while this is open, though a server of ours may
    listen on it: one that was only free a moment ago may have been taken by the next test.
    """
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    return kept


def start_replica(settings: Settings, pace: Pace, *, ahead: float = 0.0, errors: str = "") -> Replica:
    """Start a server; it listens some moments later."""
    kept = kept_port()
    port = int(kept.getsockname()[1])
    return Replica(start(serve_replica, environment(settings), pace, port, ahead, errors), port, kept)


def serve_replica(environ: Mapping[str, str], pace: Pace, port: int, ahead: float, errors: str) -> None:
    """What a server process does: the real server, with shorter waits."""
    import logging

    from bot import bootstrap
    from bot.server import serve

    os.environ.update(environ)
    if errors:
        logging.basicConfig(filename=errors, level=logging.WARNING)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # its words go into the file of errors, if one is wanted
        os.dup2(nowhere, stream)
    pace.apply()
    settings = load(_env_file=None)
    store = bootstrap.open_store(settings)
    asyncio.run(serve(settings, store, AheadClock(ahead), host="127.0.0.1", port=port))


# pieces of work


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is to do once, and where it dies. `said` are a command's words; it believes that it is `now`."""

    work: str
    environ: Mapping[str, str]
    pace: Pace
    now: datetime
    organisation: str = ""
    workspace: str = ""
    account: str = ""
    said: str = ""
    file: str = ""
    delivery: str = ""
    death: Death | None = None


def run(order: Order) -> list[str] | None:
    """Do it in a process of its own; the steps it took, or `None` where it was killed."""
    theirs: Connection
    ours, theirs = _context().Pipe(duplex=False)
    process = start(do, order, theirs)
    theirs.close()
    try:
        found = ours.recv()
    except EOFError:
        found = None
    process.join()
    ours.close()
    if found is None:
        assert order.death is not None, f"{order.work} failed with {process.exitcode}"
        assert process.exitcode == -order.death.signal, f"{order.work} ended with {process.exitcode}"
        return None
    if isinstance(found, str):
        raise AssertionError(found)
    return cast("list[str]", found)


def do(order: Order, answer: Connection) -> None:
    """What a working process does."""
    import traceback

    os.environ.update(order.environ)
    order.pace.apply()
    steps = Steps(order.death)
    try:
        with opened(load(_env_file=None)) as store:
            WORKS[order.work](cast("Store", WatchedStore(store, steps)), order, steps)
    except BaseException:
        answer.send(traceback.format_exc())
        raise
    answer.send(steps.taken)
    answer.close()


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The real store."""
    from storage.store import SqlStore

    store = SqlStore.open(settings.database_url)
    try:
        yield store
    finally:
        store.close()


def command(store: Store, order: Order, steps: Steps) -> None:
    """Somebody's words, delivered under a key."""
    from domain.bus import Bus
    from domain.context import AccountFacts, Inbound, NeedFacts
    from domain.people import Platform
    from domain.uploads import OfferedFile
    from domain.usecases import registry

    bus = Bus(store=store, clock=AheadClock(stopped_at=order.now), registry=registry)
    inbound = Inbound(
        platform=Platform.SLACK,
        workspace=order.workspace,
        account=order.account,
        conversation="D1",
        private=True,
        said=order.said,
        pressed=None,
        fields={},
        delivery=order.delivery,
        address={},
        files=(OfferedFile("F1", order.file),) if order.file else (),
    )
    try:
        reply = bus.receive(inbound)
    except NeedFacts:
        from dataclasses import replace

        reply = bus.receive(replace(inbound, facts=AccountFacts()))
    assert reply.outcome == "ok", reply.text


def sweep(store: Store, order: Order, steps: Steps) -> None:
    """The sweep for newly overdue actions."""
    from domain.usecases.sweep import sweep_overdue

    sweep_overdue(store, AheadClock(stopped_at=order.now))


def remind(store: Store, order: Order, steps: Steps) -> None:
    """Everybody's turn."""
    from domain.usecases import turns

    turns.LEASE_SECONDS = order.pace.lease
    turns.take_turns(store, AheadClock(stopped_at=order.now), owner=f"p:{os.getpid()}")


def deliver(store: Store, order: Order, steps: Steps) -> None:
    """Whatever is due in the outbox now."""
    asyncio.run(_deliver(store, order, steps))


async def _deliver(store: Store, order: Order, steps: Steps) -> None:
    from bot.delivery import posters
    from bot.relay import Relay
    from domain.posting import Poster
    from tests.faults.dying import Watched

    settings = load(_env_file=None)
    with ThreadPoolExecutor(4) as executor:
        async with posters(settings) as ready:
            _watch_inside(ready.values(), steps)
            watched = {platform: cast("Poster", Watched(one, steps, platform.value)) for platform, one in ready.items()}
            relay = Relay(store, watched, AheadClock(stopped_at=order.now), executor, unclear_pause=order.pace.unclear)
            await relay.drain()


def _watch_inside(posters: Iterable[Any], steps: Steps) -> None:
    """Each single call that a poster makes is a step too."""
    from adapters.slack.client import SlackPoster
    from adapters.teams.client import TeamsPoster
    from tests.faults.dying import Watched

    for one in posters:
        if isinstance(one, SlackPoster):
            setattr(one._client, "web", Watched(one._client.web, steps, "slack.web"))  # noqa: B010  for this run
        if isinstance(one, TeamsPoster):
            setattr(one, "connector", Watched(one.connector, steps, "teams.connector"))  # noqa: B010  likewise


def read(store: Store, order: Order, steps: Steps) -> None:
    """The files that wait to be read."""
    asyncio.run(_read(store, order))


async def _read(store: Store, order: Order) -> None:
    from bot.reading import ReadingJob, read_elsewhere
    from bot.worker import Worker
    from domain.uploads import job_kind

    async def kinds() -> list[str]:
        return [job_kind("slack", order.workspace)]

    clock = AheadClock(stopped_at=order.now)
    with ThreadPoolExecutor(4) as executor:
        desk = ReadingJob(store, clock, executor, {}, read_elsewhere, lambda: None)
        worker = Worker(
            store, clock, executor, kinds, desk.do, desk.give_up,
            lease_seconds=order.pace.other, beat_seconds=order.pace.other / 4,
        )  # fmt: skip
        found = store.claim_jobs(worker.owner, kinds=await kinds(), lease_seconds=order.pace.other)
        for job in found:
            await worker.do(job)


WORKS = {
    "import": read, "go live": command, "command": command, "sweep": sweep, "reminders": remind, "delivery": deliver,
}  # fmt: skip
