"""Where a turn meets the domain: the bus in its thread, who the person is, and whom they mention."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial

from adapters.teams import sentences
from adapters.teams.activity import Asked, Turn, facts_of, facts_of_local, to_inbound
from adapters.teams.audience import audience_or_unknown
from adapters.teams.config import TeamsConfig
from adapters.teams.connector import Connector, ConnectorError, Refused
from adapters.teams.envelope import Envelope
from domain.bus import Bus
from domain.context import AccountFacts, Inbound, NeedAudience, NeedFacts, NeedIntroduction
from domain.messages import ListQuery
from domain.people import Platform
from domain.speech import speak, tr
from domain.standing import keys_on
from domain.views import Reply, say

log = logging.getLogger("actionlog.teams")

Receive = Callable[[Inbound], Reply]

_KNOWN_ACCOUNTS = 5_000
_KNOWN_CONVERSATIONS = 20_000
_KNOWN_MESSAGES = 2_000
_MAX_LOOKED_UP = 10
_LOOK_UP_AGAIN_SECONDS = 30.0


@dataclass(slots=True)
class Desk:
    """Puts requests to the bus. `receive` blocks, so it runs in `executor`."""

    config: TeamsConfig
    connector: Connector
    receive: Receive
    executor: Executor
    bus: Bus | None = None
    monotonic: Callable[[], float] = time.monotonic
    _look_up_again: float = float("-inf")
    _met: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)
    _accounts: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)
    _standing: OrderedDict[tuple[str, str], object] = field(default_factory=OrderedDict)
    _keeping: set[asyncio.Task[None]] = field(default_factory=set)

    async def ask(self, turn: Turn, asked: Asked) -> Reply:
        """The domain's answer, in whose language the adapter speaks from then on. Who can't be known is told so, and
        nothing is done.
        """
        reply = await self._answer(turn, asked)
        speak(reply.language)
        return reply

    async def _answer(self, turn: Turn, asked: Asked) -> Reply:
        if not turn.account:
            return say(tr(sentences.NOT_KNOWN), outcome="refused")
        inbound = to_inbound(turn, asked)
        met = self._has_met(turn)
        facts = None if met else await self._facts(turn)
        if not met and facts is None:
            self._look_up_again = self.monotonic() + _LOOK_UP_AGAIN_SECONDS
        try:
            return await self._told(turn, replace(inbound, facts=facts))
        except NeedFacts:
            facts = await self._facts(turn) if met else None
        if facts is not None:
            try:
                return await self._told(turn, replace(inbound, facts=facts))
            except NeedFacts:
                log.error("facts were not believed, activity %s", turn.envelope.id)
        return say(tr(sentences.CANT_CHECK), outcome="failed")

    async def look_whether_gone(self, turn: Turn, account: str) -> None:
        """Somebody was removed from a team. Whoever left the council can no longer be found in their own chat with us;
        whoever only left the team can.
        """
        if self.bus is None:
            return
        loop, inbound = asyncio.get_running_loop(), Inbound(Platform.TEAMS, turn.tenant, account, "")
        chat = await loop.run_in_executor(self.executor, self.bus.private_chat, inbound)
        if chat is None:
            return
        try:
            await self.connector.member(
                chat.address.get("serviceUrl") or turn.envelope.service_url, chat.conversation, account
            )
        except Refused as error:
            if error.status == 404:
                heard = partial(self.bus.heard_of, inbound, AccountFacts(is_deactivated=True), sure=False)
                await loop.run_in_executor(self.executor, heard)
        except ConnectorError as error:
            log.info("an account that was removed could not be looked up: %s", error.reason)

    def stands_soon(self, turn: Turn, asked: Asked, reply: Reply, message: str) -> None:
        """Keep that an answer stands in somebody's own chat, so that it is edited when an action on it changes, and a
        form is not; after the answer, which need not wait for it.
        """
        if self.bus is None or not message or not turn.envelope.is_personal:
            return
        keeping = asyncio.get_running_loop().create_task(self._stands(self.bus, turn, asked, reply, message))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)

    async def _stands(self, bus: Bus, turn: Turn, asked: Asked, reply: Reply, message: str) -> None:
        name = (turn.envelope.root, message)
        if reply.form is not None:
            self._standing.pop(name, None)
            await self._keep(partial(bus.form_stands, to_inbound(turn, asked), message), name)
            return
        source = reply.source.with_(keep=()) if isinstance(reply.source, ListQuery) else None
        shows = source, frozenset(keys_on(reply))
        if source is not None and self._standing.get(name) == shows:
            return  # a list that is shown again after a press is the same list
        self._standing[name] = shows
        if len(self._standing) > _KNOWN_MESSAGES:
            self._standing.popitem(last=False)
        await self._keep(partial(bus.stands, to_inbound(turn, asked), reply, message), name)

    async def _keep(self, keep: Callable[[], None], name: tuple[str, str]) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self.executor, keep)
        except Exception as error:  # it was shown; it is only not kept current. Its words may be somebody's.
            self._standing.pop(name, None)
            log.error("an answer is not kept current: %s", type(error).__name__)

    def under_way(self) -> Collection[asyncio.Task[None]]:
        """What follows an answer and is not done yet."""
        return self._keeping

    async def turn_away(self, envelope: Envelope) -> None:
        """Write down who came with Microsoft's word, but from a tenant that is not ours."""
        if self.bus is not None:
            tenant = envelope.tenants[0] if envelope.tenants else ""
            inbound = Inbound(Platform.TEAMS, tenant, envelope.user_aad or envelope.user_id, envelope.root)
            try:
                await asyncio.get_running_loop().run_in_executor(
                    self.executor, self.bus.turn_away, inbound, "elsewhere"
                )
            except Exception:  # they are turned away all the same
                log.exception("a refusal was not written down")

    def _has_met(self, turn: Turn) -> bool:
        """Was this conversation's address told since the process began? The bus keeps it together with the facts. Where
        these could not be had a moment ago, nobody is kept waiting for them: they are asked for again a little later.
        """
        if self._met.get((turn.tenant, turn.envelope.root)) == turn.envelope.service_url:
            return True
        return self.monotonic() < self._look_up_again

    async def accounts(self, turn: Turn) -> Mapping[str, str]:
        """The accounts of the people whom a message mentions by Teams' own ids alone."""
        envelope = turn.envelope
        wanted = {m.id for m in envelope.mentions if m.id and not m.aad_object_id and m.id != envelope.bot_id}
        if not wanted or not envelope.is_teams:
            return {}
        found = await asyncio.gather(*(self._account(turn, user) for user in sorted(wanted)[:_MAX_LOOKED_UP]))
        return {user: account for user, account in found if account}

    async def _told(self, turn: Turn, inbound: Inbound) -> Reply:
        reply = await self._received(turn, inbound)
        if inbound.facts is not None:
            self._met[turn.tenant, turn.envelope.root] = turn.envelope.service_url
            if len(self._met) > _KNOWN_CONVERSATIONS:
                self._met.popitem(last=False)
        return reply

    async def _received(self, turn: Turn, inbound: Inbound) -> Reply:
        for _ in range(_MAX_LOOKED_UP):
            try:
                return await self._put(inbound)
            except NeedIntroduction as need:
                found = await asyncio.gather(*(self._introduced(turn, account) for account in need.accounts))
                news = dict(zip(need.accounts, found, strict=True))
                inbound = replace(inbound, introduced={**inbound.introduced, **news})
            except NeedAudience:
                envelope = turn.envelope
                heard = await audience_or_unknown(
                    self.connector, envelope.service_url, envelope.root, turn.tenant, turn.address
                )
                inbound = replace(inbound, audience=heard)
        return say(tr(sentences.CANT_CHECK), outcome="failed")

    async def _put(self, inbound: Inbound) -> Reply:
        """In the executor. The futures that asyncio chains to each other for it would take half as long again."""
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Reply] = loop.create_future()

        def come(reply: Reply | None, error: BaseException | None) -> None:
            if answered.done():  # nobody waits for it any more
                return
            if reply is not None:
                answered.set_result(reply)
            else:
                answered.set_exception(error or RuntimeError("no answer"))

        def work() -> None:
            try:
                reply = self.receive(inbound)
            except BaseException as error:
                loop.call_soon_threadsafe(come, None, error)
            else:
                loop.call_soon_threadsafe(come, reply, None)

        self.executor.submit(work)
        return await answered

    async def _introduced(self, turn: Turn, account: str) -> AccountFacts:
        """What Teams says of somebody who was picked; little of who isn't in this conversation, until they speak."""
        try:
            member = await self.connector.member(turn.envelope.service_url, turn.envelope.root, account)
        except ConnectorError:
            return AccountFacts()
        return facts_of(member, turn.tenant) if member.account == account.lower() else AccountFacts()

    async def _facts(self, turn: Turn) -> AccountFacts | None:
        envelope = turn.envelope
        if not envelope.is_teams:
            return facts_of_local(envelope)
        try:
            member = await self.connector.member(envelope.service_url, envelope.root, envelope.user_id)
        except ConnectorError as error:
            log.warning("member of activity %s could not be looked up: %s", envelope.id, error.reason)
            return facts_of_local(envelope) if self.config.insecure_anonymous else None
        if member.account != turn.account and not self.config.insecure_anonymous:
            log.warning("activity %s names an account that its sender does not have", envelope.id)
            return None
        return facts_of(member, turn.tenant)

    async def _account(self, turn: Turn, user: str) -> tuple[str, str]:
        key = (turn.tenant, user)
        if key not in self._accounts:
            try:
                member = await self.connector.member(turn.envelope.service_url, turn.envelope.root, user)
            except ConnectorError:
                return user, ""
            self._accounts[key] = member.account
            if len(self._accounts) > _KNOWN_ACCOUNTS:
                self._accounts.popitem(last=False)
        return user, self._accounts[key]
