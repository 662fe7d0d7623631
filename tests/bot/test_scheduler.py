"""The clock is looked at again and again: what is due is queued and the relay woken, whatever went wrong before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from bot import scheduler
from bot.relay import Relay
from bot.scheduler import run_scheduler
from domain.due import Due
from domain.errors import Unavailable
from domain.events import ChannelFollowed
from domain.ids import OrganisationId
from domain.people import EVERYTHING, SYSTEM
from domain.plans import Follow
from domain.ports import Store
from tests import builders
from tests.talk import StoppedClock

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass
class Relaying:
    """Counts how often it was woken."""

    woken: int = 0

    def wake(self) -> None:
        self.woken += 1


@dataclass
class Shaky:
    """The store, which fails at first as it is told to."""

    store: Store
    failures: list[Exception] = field(default_factory=list)
    looks: int = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def follows_to_sweep(self) -> Iterable[tuple[OrganisationId, Follow]]:
        self.looks += 1
        if self.failures:
            raise self.failures.pop(0)
        return self.store.follows_to_sweep()


@pytest.fixture
def followed(emptied_store: Store, monkeypatch: pytest.MonkeyPatch) -> Shaky:
    """A plan with one missed date, whose channel hears at nine; the clock is looked at all the time."""
    monkeypatch.setattr(scheduler, "EVERY_SECONDS", 0.01)
    town = builders.town(emptied_store, actions=1, dues=[Due.on(date(2026, 11, 20))])
    with emptied_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        because = ChannelFollowed(at=MONDAY, by=SYSTEM, plan_id=town.plan.id, channel="C1", already_overdue=0)
        uow.plans.follow(builders.follow(town.contents, town.workspace), because=because)
    return Shaky(emptied_store)


async def watch(store: Shaky, clock: StoppedClock, executor: ThreadPoolExecutor, done: Callable[[], bool]) -> Relaying:
    """Run the scheduler until it is so."""
    relay, stop = Relaying(), asyncio.Event()
    task = asyncio.create_task(run_scheduler(cast("Store", store), clock, cast("Relay", relay), executor, stop))
    async with asyncio.timeout(60):
        while not done():
            await asyncio.sleep(0.005)
        stop.set()
        await task
    return relay


async def test_what_is_due_is_queued_once_and_the_relay_is_woken(followed: Shaky, executor: ThreadPoolExecutor) -> None:
    relay = await watch(followed, StoppedClock(MONDAY), executor, lambda: followed.looks > 4)
    assert followed.store.waiting()["waiting"] == 2, "the post in the channel, and the coordinator's week"
    assert relay.woken == 1


async def test_a_sweep_that_fails_keeps_nobody_s_reminders_back(followed: Shaky, executor: ThreadPoolExecutor) -> None:
    followed.failures = [RuntimeError("something unforeseen")] * 1000
    await watch(followed, StoppedClock(MONDAY), executor, lambda: followed.store.waiting()["waiting"] > 0)


async def test_before_its_hour_nothing_is_queued_and_at_its_hour_it_is(
    followed: Shaky, executor: ThreadPoolExecutor
) -> None:
    clock = StoppedClock(MONDAY.replace(hour=8, minute=59))
    relay = await watch(followed, clock, executor, lambda: followed.looks > 2)
    assert (followed.store.waiting()["waiting"], relay.woken) == (0, 0)
    clock.pass_(minutes=1)
    relay = await watch(followed, clock, executor, lambda: followed.store.waiting()["waiting"] > 0)
    assert relay.woken == 1


async def test_no_failure_ends_it(followed: Shaky, executor: ThreadPoolExecutor) -> None:
    followed.failures = [Unavailable("gone"), RuntimeError("something unforeseen")]
    await watch(followed, StoppedClock(MONDAY), executor, lambda: followed.store.waiting()["waiting"] > 1)
    assert followed.failures == []


async def test_a_clock_that_was_ahead_in_the_night_and_is_set_right_keeps_nothing_back(
    followed: Shaky, executor: ThreadPoolExecutor
) -> None:
    clock = StoppedClock(datetime(2028, 12, 25, 3, 0, tzinfo=UTC))  # nobody is told anything now

    def is_told() -> bool:
        if followed.looks > 2:
            clock.time = MONDAY
        return followed.store.waiting()["waiting"] == 2

    await watch(followed, clock, executor, is_told)


async def test_it_stops_at_once(followed: Shaky, executor: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "EVERY_SECONDS", 3600)
    relay = await watch(followed, StoppedClock(MONDAY), executor, lambda: followed.store.waiting()["waiting"] > 0)
    assert relay.woken == 1
