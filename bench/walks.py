"""What people do all day, against bare listeners: `/actions mine`, a button, and a message in Teams."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import aiohttp
from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import StreamReader
from aiohttp.test_utils import make_mocked_request

from bench import requests
from bench.house import BARE, House
from bench.outside import Outside
from bench.requests import Signed
from bench.stopwatch import Clock, Lap, Row, Spent, timed
from bench.town import TEAM, Town, Who
from domain.bus import Bus
from domain.context import Inbound
from domain.people import Platform
from domain.views import Reply
from storage.text import fold_key

MINE, ANSWERED, SHOWN, TEAMS = "/actions mine", "a button, answered", "a button, shown", "Teams message"
IN_TURNS = "a button in turn with others, answered"
RESTED = "a button after a rest, answered"
REST_SECONDS = 0.03
"""A quiet office: nobody presses again within a millisecond."""

Go = Callable[[], Awaitable[bytes]]
"""The way there and back; gives the body of the answer."""


class Way(Protocol):
    """How a request gets to a listener."""

    async def ready(self, platform: str, name: str, signed: Signed) -> Go:
        """The request made ready, so that only its way there and back is left to do. Gives the body of the answer."""
        ...


@dataclass(frozen=True, slots=True)
class InProcess:
    """Straight into the handler."""

    house: House

    async def ready(self, platform: str, name: str, signed: Signed) -> Go:
        """The handler called with a request."""
        handlers = self.house.slack if platform == "slack" else self.house.teams
        loop = asyncio.get_running_loop()
        reader = StreamReader(BaseProtocol(loop), 2**16, loop=loop)
        reader.feed_data(signed.body)
        reader.feed_eof()
        request = make_mocked_request("POST", f"/{platform}", headers=signed.headers, payload=reader)

        async def go() -> bytes:
            answer = await handlers[name](request)
            body = getattr(answer, "body", None) or b""
            return _checked(answer.status, body if isinstance(body, bytes) else b"")

        return go


@dataclass(frozen=True, slots=True)
class OverHttp:
    """Through a connection on this machine that stays open, to a process of its own."""

    session: aiohttp.ClientSession
    url: str

    async def ready(self, platform: str, name: str, signed: Signed) -> Go:
        """A POST, and the whole of its answer."""

        async def go() -> bytes:
            path = f"{self.url}/{name}/{platform}"
            async with self.session.post(path, data=signed.body, headers=signed.headers) as answer:
                return _checked(answer.status, await answer.read())

        return go


def _checked(status: int, body: bytes) -> bytes:
    if status != 200:
        raise RuntimeError(f"a listener answered {status}")
    return body


@asynccontextmanager
async def over_http(url: str) -> AsyncIterator[OverHttp]:
    """A way to the listeners at this address."""
    async with aiohttp.ClientSession() as session:
        yield OverHttp(session, url)


@dataclass(frozen=True)
class Walks:
    """What is walked, again and again, by one watched person after the other."""

    town: Town
    world: Outside
    house: House
    token: str

    def rows(self, what: str, way: Way) -> Mapping[str, Row]:
        """A row of requests for each listener."""
        makers: dict[str, Callable[[str, Way], Row]] = {
            MINE: self.mine,
            ANSWERED: partial(self._pressed, shown=False),
            SHOWN: partial(self._pressed, shown=True),
            TEAMS: self.teams,
        }
        names = [*self._names(), *(self.house.alone if what == ANSWERED else ())]
        return {name: makers[what](name, way) for name in names}

    def laps(self, what: str, way: Way) -> Mapping[str, Lap]:
        """A press by itself for each listener, in turn with the others: they have had the machine meanwhile."""
        rest = REST_SECONDS if what == RESTED else 0.0
        return {name: _one_of(self._pressed(name, way, shown=False, rest=rest)) for name in self._names()}

    def _names(self) -> Sequence[str]:
        return [*([BARE] if BARE in self.house.slack else []), *self.house.buses]

    def who(self, number: int) -> Who:
        """Whose turn it is."""
        return self.town.watched[number % len(self.town.watched)]

    def mine(self, name: str, way: Way) -> Row:
        """`/actions mine`: ten rows in the body of the answer."""

        async def row(numbers: range) -> list[Spent]:
            signed = [requests.command(self.who(number), "mine") for number in numbers]
            goes = [await way.ready("slack", name, each) for each in signed]
            return [await timed(go) for go in goes]

        return row

    def teams(self, name: str, way: Way) -> Row:
        """The message `mine`: the answer is posted before the request is answered."""

        async def row(numbers: range) -> list[Spent]:
            signed = [requests.message(self.who(number), "mine", self.world, self.token) for number in numbers]
            goes = [await way.ready("teams", name, each) for each in signed]
            return [await timed(go) for go in goes]

        return row

    def _pressed(self, name: str, way: Way, *, shown: bool, rest: float = 0.0) -> Row:
        """**Mark complete** in that list, until it is written and Slack has its answer; or until the list with the
        completed row has arrived. It has arrived before the next one is pressed.
        """

        async def row(numbers: range) -> list[Spent]:
            bus = self.house.buses.get(name)
            ready = [await self._press(name, way, bus, number) for number in numbers]
            taken = []
            for go, arrival in ready:
                if rest:
                    await asyncio.sleep(rest)
                clock = Clock()
                await go()
                spent = clock.spent()
                await asyncio.wait_for(arrival, 10)
                taken.append(clock.spent() if shown else spent)
                await self.house.settled(name)
            for number in numbers:
                if bus:
                    said(bus, self.who(number), "undo")
                elif name in self.house.alone:
                    self.house.alone[name].statements.reopen(fold_key(self._key(number)))
            return taken

        return row

    async def _press(self, name: str, way: Way, bus: Bus | None, number: int) -> tuple[Go, asyncio.Future[None]]:
        who = self.who(number)
        button = _BARE_BUTTON
        if bus:
            button = _a_button(said(bus, who, "mine"), number // len(self.town.watched))
        elif name in self.house.alone:
            button = button | {"value": self._key(number)}
        url, arrival = self.world.expect(f"{name} {number}")
        return await way.ready("slack", name, requests.press(who, button, url)), arrival

    def _key(self, number: int) -> str:
        """Each of their actions in its turn."""
        turn, person = divmod(number, len(self.town.watched))
        keys = self.town.watched_keys(person)
        return keys[turn % len(keys)]

    def done(self, name: str, way: Way) -> Row:
        """`/actions done KEY`, typed."""

        async def row(numbers: range) -> list[Spent]:
            goes = []
            for number in numbers:
                line = f"done {self._key(number)}"
                goes.append(await way.ready("slack", name, requests.command(self.who(number), line)))
            taken = [await timed(go) for go in goes]
            for number in numbers:
                said(self.house.buses[name], self.who(number), "undo")
            return taken

        return row


_BARE_BUTTON = {"action_id": "0", "block_id": "r0", "type": "button", "value": "complete ref=BAA-1"}


def _one_of(row: Row) -> Lap:
    async def lap(number: int) -> Spent:
        (taken,) = await row(range(number, number + 1))
        return taken

    return lap


def said(bus: Bus, who: Who, line: str) -> Reply:
    """What the bus answers to a line.

    Raises:
        RuntimeError: it was not done.
    """
    reply = bus.receive(Inbound(Platform.SLACK, TEAM, who.slack, f"D{who.slack[1:]}", said=line))
    if reply.outcome != "ok":
        raise RuntimeError(f"{line.split()[0]} was answered with {reply.outcome}: {reply.text[:200]}")
    return reply


def _a_button(reply: Reply, turn: int) -> dict[str, Any]:
    """A **Mark complete** of a list, as Slack sends it back; each in its turn, so that none has a long history."""
    from adapters.slack.blocks import render

    found = [
        {**element, "block_id": block["block_id"]}
        for block in render(reply)
        for element in block.get("elements", ())
        if element.get("text") == {"type": "plain_text", "text": "Mark complete"}
    ]
    return found[turn % len(found)]


async def cards(walks: Walks, *, teams: bool) -> dict[str, Any]:
    """What the first watched person is answered: the cards of the bare listeners."""
    name = next(iter(walks.house.buses))
    way = InProcess(walks.house)
    body = await (await way.ready("slack", name, requests.command(walks.who(0), "mine")))()
    made = {"slack": json.loads(body)}
    if teams:
        await walks.teams(name, way)(range(1))
        made["teams"] = walks.world.latest
    return made
