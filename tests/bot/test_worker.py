"""Long work: it is done once, tried again when it fails, kept while it runs, and given up with a word to the person."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine

from bot.worker import MOST_ATTEMPTS, Desks, Later, Worker
from domain.outgoing import Job
from domain.people import EVERYTHING
from storage.database import normal_url
from storage.schema import jobs
from storage.store import SqlStore
from tests import builders
from tests.talk import StoppedClock

SECRET_WORDS = "Zenobia Quill is late"
Behaviour = Callable[[Job], Awaitable[None]]


async def succeed(job: Job) -> None:
    await asyncio.sleep(0)


@dataclass
class Office:
    """A desk that does what it is told, and writes down what it did."""

    behave: Behaviour = succeed
    begun: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)

    async def do(self, job: Job, still_ours: Callable[[], Awaitable[None]]) -> None:
        self.begun.append(job.key)
        try:
            await self.behave(job)
        except asyncio.CancelledError:
            self.cut_off.append(job.key)
            raise
        await still_ours()
        self.finished.append(job.key)

    async def give_up(self, job: Job) -> None:
        self.given_up.append(job.key)


@dataclass
class Works:
    """A database with jobs in it, and workers on it."""

    store: SqlStore
    url: str
    executor: ThreadPoolExecutor
    town: builders.Town

    def put(self, *keys: str, kind: str = "count") -> None:
        with self.store.writing(self.town.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            for key in keys:
                assert uow.jobs.put(key=key, kind=kind, payload={"words": SECRET_WORDS})

    def worker(self, office: Office, *, lease: float = 60.0, beat: float = 20.0) -> Worker:
        async def kinds() -> Sequence[str]:
            return ("count",)

        desks = Desks({"count": office})
        return Worker(
            self.store,
            StoppedClock(),
            self.executor,
            kinds,
            desks.do,
            desks.give_up,
            lease_seconds=lease,
            beat_seconds=beat,
        )

    def claim(self, worker: Worker) -> Job | None:
        return next(iter(self.store.claim_jobs(worker.owner, kinds=("count",), lease_seconds=60, limit=1)), None)

    def let_time_pass(self, minutes: float = 10) -> None:
        engine = create_engine(normal_url(self.url))
        with engine.begin() as connection:
            for row in connection.execute(jobs.select().where(jobs.c.due_at.is_not(None))).all():
                moved = row.due_at - timedelta(minutes=minutes)
                connection.execute(jobs.update().where(jobs.c.sequence == row.sequence).values(due_at=moved))
        engine.dispose()

    def leased_for(self) -> timedelta:
        """How long the only job is still in somebody's hands."""
        engine = create_engine(normal_url(self.url))
        with engine.begin() as connection:
            row = connection.execute(jobs.select()).one()
        engine.dispose()
        return timedelta(0) if row.due_at is None else row.due_at - datetime.now(UTC)

    def states(self) -> dict[str, str]:
        engine = create_engine(normal_url(self.url))
        with engine.begin() as connection:
            found = {row.key: row.state for row in connection.execute(jobs.select()).all()}
        engine.dispose()
        return found


@pytest.fixture
def works(store: SqlStore, database_url: str) -> Works:
    return Works(store, database_url, ThreadPoolExecutor(4), builders.town(store))


@pytest.fixture(autouse=True)
def end_threads(works: Works) -> object:
    yield
    works.executor.shutdown()


async def until(look: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not look():
            await asyncio.sleep(0.01)


async def running(worker: Worker, look: Callable[[], object]) -> None:
    """Let it work until this is so."""
    stop = asyncio.Event()
    task = asyncio.create_task(worker.run(stop))
    try:
        await until(look)
    finally:
        stop.set()
        await task


async def test_what_waits_is_done_once(works: Works) -> None:
    works.put("one", "two", "three")
    office = Office()
    worker = works.worker(office)

    def done() -> bool:
        worker.wake()
        return set(works.states().values()) == {"done"}

    await running(worker, done)
    assert sorted(office.begun) == sorted(office.finished) == ["one", "three", "two"]


async def test_two_workers_do_each_job_once(works: Works) -> None:
    keys = [f"job {number}" for number in range(12)]
    works.put(*keys)
    first, second = Office(), Office()
    both = [works.worker(first), works.worker(second)]
    stop = asyncio.Event()
    tasks = [asyncio.create_task(worker.run(stop)) for worker in both]

    def done() -> bool:
        for worker in both:
            worker.wake()
        return set(works.states().values()) == {"done"}

    await until(done)
    stop.set()
    await asyncio.gather(*tasks)
    assert sorted(first.begun + second.begun) == sorted(keys)


async def test_a_job_that_fails_is_tried_again_and_given_up_in_the_end(
    works: Works, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(job: Job) -> None:
        raise ValueError(SECRET_WORDS)

    works.put("one")
    office = Office(fail)
    worker = works.worker(office)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert office.given_up == []
        job = works.claim(worker)
        assert job is not None
        assert job.attempts == attempt
        await worker.do(job)
        if attempt < MOST_ATTEMPTS:
            assert works.claim(worker) is None, "not at once"
        works.let_time_pass()
    assert office.given_up == ["one"]
    assert works.states() == {"one": "dead"}
    assert works.claim(worker) is None
    assert "ValueError" in caplog.text
    assert SECRET_WORDS not in caplog.text


async def test_a_job_that_has_to_wait_is_done_later(works: Works) -> None:
    async def wait_once(job: Job) -> None:
        if job.attempts == 1:
            raise Later("the platform asks to wait", seconds=60)

    works.put("one")
    office = Office(wait_once)
    worker = works.worker(office)
    job = works.claim(worker)
    assert job is not None
    await worker.do(job)
    assert works.states() == {"one": "waiting"}
    works.let_time_pass()
    again = works.claim(worker)
    assert again is not None
    await worker.do(again)
    assert office.finished == ["one"]
    assert works.states() == {"one": "done"}


async def test_a_job_that_took_its_process_down_each_time_is_not_begun_again(works: Works) -> None:
    works.put("one")
    office = Office()
    worker = works.worker(office)
    for _ in range(MOST_ATTEMPTS):  # it is claimed, and the process is gone
        assert works.claim(worker) is not None
        works.let_time_pass()
    job = works.claim(worker)
    assert job is not None
    await worker.do(job)
    assert office.begun == []
    assert office.given_up == ["one"]
    assert works.states() == {"one": "dead"}


async def test_a_long_job_is_kept_as_long_as_it_runs(works: Works) -> None:
    go_on = asyncio.Event()

    async def take_long(job: Job) -> None:
        await go_on.wait()

    works.put("one")
    office = Office(take_long)
    worker = works.worker(office, lease=60, beat=0.01)
    job = works.claim(worker)
    assert job is not None
    doing = asyncio.create_task(worker.do(job))
    await until(lambda: office.begun)
    other = works.worker(Office())
    for _ in range(4):  # two minutes in all, and a lease is good for one
        works.let_time_pass(minutes=0.5)
        await until(lambda: works.leased_for() > timedelta(seconds=45))
        assert works.claim(other) is None
    go_on.set()
    await doing
    assert office.finished == ["one"]
    assert works.states() == {"one": "done"}


async def test_who_has_lost_a_job_stops_and_leaves_it_to_the_other(works: Works) -> None:
    async def take_for_ever(job: Job) -> None:
        await asyncio.Event().wait()

    works.put("one")
    slow, quick = Office(take_for_ever), Office()
    loser, winner = works.worker(slow, beat=0.05), works.worker(quick)
    job = works.claim(loser)
    assert job is not None
    works.let_time_pass()  # the machine slept: the lease ran out before it could be kept
    taken = works.claim(winner)
    assert taken is not None
    await asyncio.wait_for(loser.do(job), 30)
    assert slow.cut_off == ["one"]
    assert slow.finished == []
    assert works.states() == {"one": "claimed"}
    await winner.do(taken)
    assert quick.finished == ["one"]
    assert works.states() == {"one": "done"}


async def test_the_end_of_the_process_leaves_the_job_to_the_next(works: Works) -> None:
    async def take_for_ever(job: Job) -> None:
        await asyncio.Event().wait()

    works.put("one")
    ending = Office(take_for_ever)
    await running(works.worker(ending), lambda: ending.begun)
    assert ending.cut_off == ["one"]
    after = Office()
    await running(works.worker(after), lambda: works.states() == {"one": "done"})  # at once: no lease stands in the way
    assert after.finished == ["one"]


async def test_a_kind_that_is_not_ours_is_left_alone(works: Works) -> None:
    works.put("theirs", kind="other:slack:t1")
    works.put("ours")
    office = Office()
    await running(works.worker(office), lambda: works.states()["ours"] == "done")
    assert works.states() == {"theirs": "waiting", "ours": "done"}
