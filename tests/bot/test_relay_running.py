"""The relay at work: woken from other threads, stopped after what is under way, and ended by no failure."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import pytest

from bot import relay as relay_module
from domain.errors import Unavailable
from domain.posting import Posting
from tests.bot.relaying import Post


class Running:
    """A relay at work."""

    def __init__(self, post: Post, store: Any = None) -> None:
        self.stop = asyncio.Event()
        self.relay = post.relay(store)
        self.task = asyncio.create_task(self.relay.run(self.stop))

    async def end(self) -> None:
        self.stop.set()
        async with asyncio.timeout(60):
            await self.task


@pytest.fixture
async def running(post: Post) -> AsyncIterator[Running]:
    made = Running(post)
    yield made
    await made.end()


async def wait_for(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not done():
            await asyncio.sleep(0.005)


async def test_it_wakes_when_another_thread_says_so(
    post: Post, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await wait_for(lambda: running.relay._loop is not None)
    for number in range(3):

        def write(number: int = number) -> None:
            post.put(f"m{number}")
            running.relay.wake()

        thread = threading.Thread(target=write)
        thread.start()
        await wait_for(lambda number=number: len(post.pretend.held) > number)  # type: ignore[misc]  # the number of this turn
        thread.join()
    assert post.pretend.kept() == ["m0", "m1", "m2"]


async def test_it_stops_after_what_is_under_way(post: Post) -> None:
    post.pretend.slow = asyncio.Event()
    post.put(*(f"m{n}" for n in range(20)))
    running = Running(post)
    await wait_for(lambda: post.pretend.under_way > 0)
    running.stop.set()
    post.pretend.slow.set()
    await running.end()
    assert post.pretend.kept() == ["m0"]
    assert post.states() == {"sent": 1, "waiting": 19}


async def test_no_failure_ends_it(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "IDLE_SECONDS", 0.01)
    failures: list[Exception] = [Unavailable("gone"), RuntimeError("something unforeseen")]

    class Failing:
        def __getattr__(self, name: str) -> Any:
            return getattr(post.store, name)

        def claim(self, owner: str, **kwargs: Any) -> Sequence[Posting]:
            if failures:
                raise failures.pop(0)
            return post.store.claim(owner, **kwargs)

    post.put("first")
    running = Running(post, Failing())
    await wait_for(lambda: post.states() == {"sent": 1})
    await running.end()


async def test_waking_before_it_runs_or_after_it_ended_does_no_harm(post: Post) -> None:
    relay = post.relay()
    relay.wake()
    stop = asyncio.Event()
    stop.set()
    await relay.run(stop)
    relay.wake()
