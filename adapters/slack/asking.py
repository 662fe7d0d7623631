"""From an envelope to the bus and back: in a thread, in time, and never as an exception."""

from __future__ import annotations

import asyncio
import logging
import secrets
import traceback
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any, Protocol, TypeAlias, TypeVar

from adapters.slack import sentences
from adapters.slack.envelope import OUTSIDER, Envelope
from adapters.slack.web_api import SlackClient
from domain.bus import Answer
from domain.context import AccountFacts, Inbound, NeedAudience, NeedFacts, NeedIntroduction
from domain.messages import ListQuery
from domain.standing import keys_on
from domain.views import Reply

log = logging.getLogger("actionlog.slack")

T = TypeVar("T")
Need: TypeAlias = NeedFacts | NeedAudience
_MOST_INTRODUCED = 12
"""How many people a request may pick whom we have never met."""


class Receiver(Protocol):
    """What the adapter needs of the bus."""

    def take(self, inbound: Inbound) -> Answer:
        """Answer a verified request; blocks."""
        ...

    def stands(self, inbound: Inbound, reply: Reply, message: str) -> None:
        """An answer stands in their own chat as this message; blocks."""
        ...

    def heard_of(self, inbound: Inbound, facts: AccountFacts) -> None:
        """Take in what the platform says anew of an account; blocks."""
        ...

    def turn_away(self, inbound: Inbound, reason: str) -> None:
        """Write down that somebody was refused; blocks."""
        ...


class Asked:
    """A request that was put, and its answer, which comes now or later."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._now: asyncio.Future[Answer] = self.loop.create_future()
        self._later: asyncio.Future[Answer] = self.loop.create_future()

    def come(self, answer: Answer) -> None:
        """Here it is."""
        (self._later if self._now.cancelled() else self._now).set_result(answer)

    async def within(self, seconds: float) -> Answer | None:
        """The answer if it comes so soon; else it can be waited for with `later`."""
        try:
            async with asyncio.timeout(seconds):
                return await self._now  # which is cancelled when the time is over
        except TimeoutError:
            return None

    async def later(self) -> Answer:
        """The answer, after it did not come in time."""
        return await self._later


class Asking:
    """Hands requests to the bus in the executor, with what Slack says of an account where the bus wants to know."""

    def __init__(self, bus: Receiver, client: SlackClient, executor: Executor) -> None:
        self._bus = bus
        self._client = client
        self._executor = executor
        self._standing = Standing()
        self._under_way: set[asyncio.Task[Answer]] = set()

    def ask(self, envelope: Envelope) -> Asked:
        """Put a request, whose answer then comes whatever happens. Nearly every one goes straight into the executor: a
        task of its own and futures chained to each other would take as long as a statement does.
        """
        asked = Asked()
        if envelope.standing == "ours":
            self._executor.submit(self._take, asked, envelope)
        else:
            self._follow(asked, envelope)
        return asked

    def _take(self, asked: Asked, envelope: Envelope) -> None:
        """In the executor."""
        try:
            answer = self._bus.take(envelope.inbound)
        except (NeedFacts, NeedAudience) as need:
            asked.loop.call_soon_threadsafe(self._follow, asked, envelope, need)
        except Exception as error:
            answer = Answer(sentences.crashed(report(error, f"a {envelope.kind}")))
            asked.loop.call_soon_threadsafe(asked.come, answer)
        else:
            asked.loop.call_soon_threadsafe(asked.come, answer)

    def _follow(self, asked: Asked, envelope: Envelope, need: Need | None = None) -> None:
        """Slack must be asked first."""
        task = asked.loop.create_task(self.answer(envelope, need))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        task.add_done_callback(lambda done: asked.come(done.result()) if not done.cancelled() else None)

    async def answer(self, envelope: Envelope, need: Need | None = None) -> Answer:
        """The answer, whatever happens. What it changed is committed; what is shown of it may be still to be read. With
        a `need`, the bus has been asked once, and wants to know that.
        """
        try:
            return await self._answer(envelope, need)
        except Exception as error:
            reference = report(error, f"a {envelope.kind}")
            return Answer(sentences.crashed(reference))

    async def shown(self, answer: Answer) -> Reply:
        """What to show of an answer."""
        if answer.in_its_list is None:
            return answer.reply
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, answer.shown)
        except Exception as error:
            report(error, "a list")
            return answer.reply

    async def reply(self, envelope: Envelope) -> Reply:
        """The whole answer."""
        return await self.shown(await self.answer(envelope))

    async def _answer(self, envelope: Envelope, need: Need | None) -> Answer:
        inbound = envelope.inbound
        match envelope.standing:
            case "elsewhere":
                await self.in_thread(self._bus.turn_away, inbound, "elsewhere")
                return Answer(sentences.elsewhere())
            case "outside":
                return await self._receive(replace(inbound, facts=OUTSIDER))
            case "doubtful":
                return await self._with_facts(inbound)
            case "ours":
                try:
                    return await self._receive(inbound, need)
                except NeedFacts:
                    return await self._with_facts(inbound)

    async def _with_facts(self, inbound: Inbound) -> Answer:
        facts = await self._client.facts(inbound.account)
        if facts is None:
            return Answer(sentences.no_facts())
        return await self._receive(replace(inbound, facts=facts))

    async def heard(self, envelope: Envelope) -> None:
        """Slack says something new of an account."""
        if envelope.inbound.facts is not None:
            await self.in_thread(self._bus.heard_of, envelope.inbound, envelope.inbound.facts)

    async def stands(self, envelope: Envelope, reply: Reply, channel: str, ts: str) -> None:
        """Keep that an answer stands in somebody's conversation with us, so that it is edited when an action on it
        changes. What is known already costs nothing."""
        if not self._standing.is_news(channel, ts, reply):
            return
        inbound = replace(envelope.inbound, conversation=channel, private=True)
        try:
            await self.in_thread(self._bus.stands, inbound, reply, ts)
        except Exception as error:  # it was shown; it is only not kept current
            self._standing.forget(channel, ts)
            report(error, "keeping an answer current")

    async def _receive(self, inbound: Inbound, need: Need | None = None) -> Answer:
        for _ in range(_MOST_INTRODUCED):
            try:
                if need is not None:
                    raise need
                return await self.in_thread(self._bus.take, inbound)
            except NeedIntroduction as wanted:
                found = await asyncio.gather(*(self._client.facts(account) for account in wanted.accounts))
                news = {name: facts or AccountFacts() for name, facts in zip(wanted.accounts, found, strict=True)}
                inbound = replace(inbound, introduced={**inbound.introduced, **news})
            except NeedAudience:
                audience = await self._client.audience(inbound.conversation)
                inbound = replace(inbound, audience=audience)
            need = None
        return Answer(sentences.no_facts())

    async def in_thread(self, work: Callable[..., T], *given: Any) -> T:
        """Let something that blocks run in the executor."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, work, *given)


def report(error: BaseException, what: str) -> str:
    """Write down where something broke, without its words, which may be somebody's; gives the number to find it by."""
    reference = secrets.token_hex(4)
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed with %s, reference %s\n%s", what, type(error).__name__, reference, frames)
    return reference


class Chores:
    """Work that goes on after a request was answered. It is finished before the process ends."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Begin it."""
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way, and give up on the rest."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()

    @staticmethod
    async def _guarded(work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:
            report(error, "an answer")


class Standing:
    """The answers of late in conversations with us, by what was kept of them: a list that is shown again after a press
    is the same list."""

    def __init__(self, most: int = 2048) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], object] = OrderedDict()

    def is_news(self, channel: str, ts: str, reply: Reply) -> bool:
        """Does it show something else than what was kept of this message?"""
        source = reply.source.with_(keep=()) if isinstance(reply.source, ListQuery) else None
        shows = (source, frozenset(keys_on(reply)))
        if source is not None and self._kept.get((channel, ts)) == shows:
            return False
        self._kept[channel, ts] = shows
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return True

    def forget(self, channel: str, ts: str) -> None:
        """It wasn't kept after all."""
        self._kept.pop((channel, ts), None)


class Seen:
    """Deliveries that this process has in hand or has answered, so that a repeated one is not answered twice. What it
    changes is the bus's matter, and outlives the process."""

    def __init__(self, most: int = 4096) -> None:
        self._most = most
        self._keys: OrderedDict[str, None] = OrderedDict()

    def first(self, key: str | None) -> bool:
        """Is it the first time?"""
        if not key:
            return True
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return True

    def forget(self, key: str | None) -> None:
        """It wasn't answered after all: the next time is the first."""
        self._keys.pop(key or "", None)
