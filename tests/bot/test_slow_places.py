"""The relay and places that are slow: they take their own time, and nobody else's."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from adapters.slack import web_api
from adapters.teams import connector
from bot import relay as relay_module
from bot.delivery import posters
from bot.playground.faults import Fault
from bot.relay import MOST_OUT, Relay
from domain.errors import Unavailable
from domain.people import Platform
from domain.posting import Posting
from tests import builders
from tests.bot.relaying import Post, Pretend
from tests.faults.stage import Stage, stage
from tests.talk import StoppedClock

LONG = 60.0


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG):
        while not done():
            await asyncio.sleep(0.01)


class Held:
    """Keeps the calls that fit, however long, until they are let go."""

    def __init__(self, method: str, **arguments: str) -> None:
        self._method, self._arguments = method, arguments
        self._free = threading.Event()
        self.calls = 0

    def __call__(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        if method != self._method or any(arguments.get(name) != value for name, value in self._arguments.items()):
            return None
        self.calls += 1
        return Fault.hold(self._free.is_set)

    def let_go(self) -> None:
        self._free.set()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow this machine is, no call is given up."""
    monkeypatch.setattr(web_api, "CALL_SECONDS", LONG)
    monkeypatch.setattr(connector, "TIMEOUT", aiohttp.ClientTimeout(total=LONG))


@asynccontextmanager
async def at_work(at: Stage) -> AsyncIterator[asyncio.Task[int]]:
    """A relay with the real posters, which speak to the platforms through HTTP."""
    with ThreadPoolExecutor(4) as executor:
        async with posters(at.settings) as ready:
            yield asyncio.create_task(Relay(at.store, ready, StoppedClock(), executor).drain())


@pytest.mark.usefixtures("patient")
async def test_a_slow_channel_keeps_no_other_waiting_and_its_own_order(database_url: str) -> None:
    with stage(database_url, _town(database_url), slack_places=3) as at:
        slow = Held("chat.postMessage", channel="C1")
        at.slack.fail_when(slow)
        at.put(["s0", "s3", "s6"], by_number=True)
        async with at_work(at) as relay:
            try:
                await until(lambda: slow.calls == 1)
                at.put(["s1", "s4", "t0", "s2"], by_number=True)  # after it was taken up, and while it is out
                await until(lambda: at.states().get("sent") == 4)
                assert set(at.on_slack()) == {"s1", "s2", "s4"}
                assert set(at.on_teams()[0]) == {"t0"}
                assert (slow.calls, at.states()) == (1, {"sent": 4, "claimed": 1, "waiting": 2})
            finally:
                slow.let_go()
            assert await relay == 7
        assert _order(at, "C1") == ["Message s0", "Message s3", "Message s6"]
        assert _order(at, "C2") == ["Message s1", "Message s4"]
        assert set(at.on_slack().values()) == {1}


@pytest.mark.usefixtures("patient")
async def test_a_channel_that_asks_to_wait_keeps_no_other_waiting(database_url: str) -> None:
    with stage(database_url, _town(database_url), slack_places=3) as at:

        def full(method: str, arguments: Mapping[str, Any]) -> Fault | None:
            return Fault.rate_limited(25) if arguments.get("channel") == "C1" and "post" in method else None

        at.slack.fail_when(full)
        at.put(["s0", "s1", "s3", "t0", "s2", "s4"], by_number=True)
        async with at_work(at) as relay:
            assert await relay == 4
        assert set(at.on_slack()) == {"s1", "s2", "s4"}
        assert at.states() == {"sent": 4, "waiting": 2}


@pytest.mark.usefixtures("patient")
async def test_a_platform_that_says_nothing_keeps_no_other_waiting(database_url: str) -> None:
    with stage(database_url, _town(database_url)) as at:
        silent = Held("auth.test")
        at.slack.fail_when(silent)
        at.put(["s0", "t0", "t1", "s1"], by_number=True)
        async with at_work(at) as relay:
            try:
                await until(lambda: at.states().get("sent") == 2)
                assert set(at.on_teams()[0]) == {"t0", "t1"}
                assert (silent.calls, at.on_slack().total()) == (1, 0)
            finally:
                silent.let_go()
            assert await relay == 4
        assert at.on_slack() == {"s0": 1, "s1": 1}


class Slow(Pretend):
    """Takes its time over everything; `most` is how much it held at once."""

    most = 0

    async def post(self, posting: Posting) -> str:
        self.most = max(self.most, self.under_way + 1)
        return await super().post(posting)


async def test_of_a_slow_platform_only_so_much_is_taken_up_and_another_goes_on(post: Post) -> None:
    slow, quick = Slow(slow=asyncio.Event()), Pretend()
    for number in range(MOST_OUT * 3):
        post.put(f"slow-{number}", conversation=f"C{number}")
    for number in range(15):
        post.put(f"quick-{number}", conversation=f"D{number % 5}", platform=Platform.TEAMS)
    posters = {Platform.SLACK: slow, Platform.TEAMS: quick}
    relay = asyncio.create_task(Relay(post.store, posters, StoppedClock(), post.executor).drain())
    await until(lambda: len(quick.held) == 15)
    await until(lambda: slow.under_way >= MOST_OUT)
    assert post.states()["waiting"] > MOST_OUT, "what can't go now is not kept from other servers"
    assert slow.slow is not None
    slow.slow.set()
    assert await relay == MOST_OUT * 3 + 15
    assert MOST_OUT <= slow.most < MOST_OUT * 2
    assert [key for key in quick.kept() if int(key[6:]) % 5 == 0] == ["quick-0", "quick-5", "quick-10"]


class Blind:
    """The store, which is out of reach once for whoever has a message to finish."""

    def __init__(self, post: Post) -> None:
        self._store, self.failures = post.store, 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def sent(self, *args: Any) -> bool:
        if self.failures:
            self.failures -= 1
            raise Unavailable("gone")
        return self._store.sent(*args)


class OneSlow(Pretend):
    """Takes its time over one conversation only."""

    async def post(self, posting: Posting) -> str:
        if posting.destination.conversation == "slow" and self.slow is not None:
            self.under_way += 1
            try:
                await self.slow.wait()
            finally:
                self.under_way -= 1
        self.held.append(posting)
        return f"ts-{posting.key}"


async def test_after_a_failure_the_others_go_on_while_a_slow_one_is_out(
    post: Post, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "IDLE_SECONDS", 0.05)
    platform, stop = OneSlow(slow=asyncio.Event()), asyncio.Event()
    blind = Blind(post)
    post.put("slow", conversation="slow")
    relay = post.relay(blind, platform)
    running = asyncio.create_task(relay.run(stop))
    with caplog.at_level(logging.WARNING):
        await until(lambda: platform.under_way == 1)
        post.put("first")
        relay.wake()
        await until(lambda: blind.failures == 0)
        post.put("elsewhere", conversation="C2")
        await until(lambda: "elsewhere" in platform.kept())
    assert (platform.under_way, "unavailable" in caplog.text) == (1, True)
    stop.set()
    assert not running.done()
    assert platform.slow is not None
    platform.slow.set()
    await running
    assert sorted(platform.kept()) == ["elsewhere", "first", "slow"]


async def test_who_is_cancelled_leaves_nothing_running(post: Post) -> None:
    post.pretend.slow = asyncio.Event()
    post.put("first")
    running = asyncio.create_task(post.relay().run(asyncio.Event()))
    await until(lambda: post.pretend.under_way == 1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (post.pretend.under_way, post.pretend.kept()) == (0, [])


async def test_what_is_out_for_longer_than_its_lease_is_looked_for_by_the_same_server(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first post arrives so late that its lease is over: it is found, and not posted again."""
    monkeypatch.setattr(relay_module, "LEASE_SECONDS", 0.3)
    monkeypatch.setattr(relay_module, "IDLE_SECONDS", 0.05)

    class Late(Pretend):
        async def post(self, posting: Posting) -> str:
            answer = await super().post(posting)
            await until(lambda: bool(self.found))
            return answer

    platform = Late()
    post.put("first", "second")
    relay = asyncio.create_task(post.relay(pretend=platform).drain())
    await until(lambda: "first" in platform.found)
    await relay
    assert post.states() == {"sent": 2}
    assert platform.kept() == ["first", "second"]


def _town(url: str) -> builders.Town:
    from storage.store import SqlStore

    store = SqlStore.open(url)
    try:
        return builders.town(store, actions=1)
    finally:
        store.close()


def _order(at: Stage, channel: str) -> list[str]:
    return [message.text for message in at.slack.state.messages if message.channel == channel and message.metadata]
