"""A platform in memory that misbehaves as it is told to, and a town whose messages are relayed to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bot.relay import Relay
from domain.pacing import UNLIMITED, Rates
from domain.people import EVERYTHING, Platform
from domain.ports import Store
from domain.posting import Destination, Posting, PostingUnclear
from domain.views import say
from tests import builders
from tests.talk import StoppedClock


@dataclass
class Pretend:
    """A platform in memory: what it holds, and how it answers next (in turn; then it is well). An answer is raised, or
    `lost` after the message was kept.
    """

    script: list[BaseException | str] = field(default_factory=list)
    held: list[Posting] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    readable: bool = True
    known: Collection[str] | None = None
    pace: Rates = UNLIMITED
    slow: asyncio.Event | None = None
    under_way: int = 0

    @property
    def rates(self) -> Rates:
        return self.pace

    async def workspaces(self) -> Collection[str] | None:
        return self.known

    async def post(self, posting: Posting) -> str:
        self.under_way += 1
        try:
            if self.slow is not None:
                await self.slow.wait()
            answer = self.script.pop(0) if self.script else "well"
            if isinstance(answer, BaseException):
                raise answer
            self.held.append(posting)
            if answer == "lost":
                raise PostingUnclear("the answer was lost")
            return f"ts-{posting.key}"
        finally:
            self.under_way -= 1

    async def find(self, posting: Posting) -> str | None:
        self.found.append(posting.key)
        there = self.readable and any(one.key == posting.key for one in self.held)
        return f"ts-{posting.key}" if there else None

    def kept(self) -> list[str]:
        return [posting.key for posting in self.held]


@dataclass
class Post:
    """Puts messages into the outbox of a town and relays them."""

    store: Store
    town: builders.Town
    executor: ThreadPoolExecutor
    pretend: Pretend = field(default_factory=Pretend)

    def put(
        self, *keys: str, conversation: str = "C1", platform: Platform = Platform.SLACK, workspace: str = ""
    ) -> None:
        with self.store.writing(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            for key in keys:
                where = Destination(platform, workspace or self.town.workspace.external_id, conversation)
                assert uow.outbox.put(key=key, destination=where, reply=say(f"Message {key}"))

    def relay(self, store: Any = None, pretend: Pretend | None = None) -> Relay:
        posters = {Platform.SLACK: pretend or self.pretend}
        return Relay(store or self.store, posters, StoppedClock(), self.executor, unclear_pause=0.01)

    async def until(self, relay: Relay, done: Callable[[], bool]) -> None:
        """Relay until it is so; what was put back comes due within moments."""
        async with asyncio.timeout(60):
            while not done():
                if not await relay.drain():
                    await asyncio.sleep(0.005)

    def states(self) -> dict[str, int]:
        return {state: count for state, count in self.store.waiting().items() if count}
