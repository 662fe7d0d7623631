"""`POST /api/messages`: the checks that every request passes before a turn begins, and the answer it gets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from adapters.teams import sentences
from adapters.teams.activity import Turn
from adapters.teams.adapter import TeamsAdapter
from adapters.teams.bot import ActionLogBot, toast
from adapters.teams.config import TeamsConfig
from adapters.teams.connector import open_connector
from adapters.teams.desk import Desk
from adapters.teams.envelope import MAX_BODY, Envelope, Refusal, read_envelope, read_json
from adapters.teams.messenger import Messenger
from adapters.teams.strangers import Stranger, Strangers
from adapters.teams.tokens import KeyRing, check_token
from adapters.teams.wire import write
from domain.bus import Bus
from domain.people import Platform
from domain.ports import Store
from domain.speech import tr

log = logging.getLogger("actionlog.teams")

_WORDS = {
    400: "This is not a Bot Framework activity.",
    401: "This request does not carry a token of Microsoft Teams for this bot.",
    403: "This bot does not serve requests from there.",
    413: "This request is too long.",
    415: "Please send application/json.",
    503: "The keys that sign requests can't be fetched just now.",
}


@dataclass(slots=True)
class TeamsEntrance:
    """The aiohttp handler. Refuses what is not Teams' own word for a person of our tenants."""

    config: TeamsConfig
    keys: KeyRing
    adapter: TeamsAdapter
    bot: ActionLogBot
    turn_away: Callable[[Envelope], Awaitable[None]] | None = None
    strangers: Strangers | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, config: TeamsConfig, bus: Bus, executor: Executor) -> AsyncIterator[TeamsEntrance]:
        """The entrance with its own connections; at the end what is under way is finished. The bus blocks, so it runs
        in `executor`.
        """
        if config.insecure_anonymous and not config.tenant_ids:
            sole = await asyncio.get_running_loop().run_in_executor(executor, _sole_tenant, bus.store)
            config = replace(config, local_tenant=sole or config.local_tenant)
        async with open_connector(config) as connector:
            messenger = Messenger(config, connector)
            desk = Desk(config, connector, bus.receive, executor, bus=bus)
            keys = KeyRing(config.keys_url, connector.session)
            bot, strangers = ActionLogBot(desk, messenger), Strangers(messenger)
            entrance = cls(config, keys, TeamsAdapter(connector), bot, desk.turn_away, strangers)
            try:
                yield entrance
            finally:
                await entrance.settled()

    async def settled(self) -> None:
        """Wait until every answer is out, and what follows it is done."""
        await self.bot.settled()

    async def end(self, seconds: float) -> None:
        """The same, within so many seconds; what takes longer is given up."""
        await self.bot.settled(seconds)

    async def handle(self, request: web.Request) -> web.Response:
        """Check a request, run its turn, answer."""
        try:
            turn = await self._let_in(request)
        except Refusal as refusal:
            log.warning("refused with %d: %s", refusal.status, refusal.reason)
            told = await self._told(refusal)
            return _refused(refusal) if told is None else _json(200, dict(told))
        try:
            response = await self.adapter.run(turn, self.config.app_id, self.bot.on_turn)
        except RecursionError:  # nested so deeply that it could be read, but not looked through
            log.warning("refused with 400: too-deep")
            return _refused(Refusal(400, "too-deep"))
        except Exception:
            log.exception("turn %s failed", turn.envelope.id)
            if turn.envelope.type != "invoke":
                return web.Response(status=500)
            return _json(200, toast(tr(sentences.WENT_WRONG)))
        if response is None:
            return web.Response(status=200)
        return _json(int(response.status), response.body if isinstance(response.body, dict) else {})

    async def _let_in(self, request: web.Request) -> Turn:
        envelope = read_envelope(read_json(await _body(request)))
        if not self.config.insecure_anonymous:
            headers = request.headers.getall("Authorization", [])
            await check_token(
                headers[0] if len(headers) == 1 else None,
                keys=self.keys,
                audience=self.config.app_id,
                service_url=envelope.service_url,
                channel=envelope.channel,
            )
            if not envelope.is_teams:  # other channels let clients say who they are
                raise Refusal(403, "other-channel")
        if not self.config.may_send_to(envelope.service_url):
            raise Refusal(403, "other-service-url")
        try:
            return Turn(envelope, self._tenant(envelope))
        except Refusal as refusal:
            if self.turn_away is not None:
                await self.turn_away(envelope)
            raise Stranger(refusal.reason, envelope) from None

    async def _told(self, refusal: Refusal) -> Mapping[str, Any] | None:
        """The words with which a button or a dialog of a stranger is answered, whose token was good."""
        if self.strangers is None or not isinstance(refusal, Stranger) or not refusal.envelope.is_teams:
            return None
        try:
            return await self.strangers.tell(refusal)
        except Exception:  # they are refused all the same
            log.exception("a stranger could not be told")
            return None

    def _tenant(self, envelope: Envelope) -> str:
        named = {tenant.casefold() for tenant in envelope.tenants}
        if len(named) > 1:
            raise Refusal(403, "two-tenants")
        tenant = self.config.tenant(envelope.tenants[0] if envelope.tenants else "")
        if tenant is None:
            raise Refusal(403, "other-tenant")
        return tenant


def _sole_tenant(store: Store) -> str | None:
    """The Teams workspace that a local client means, if there is but one."""
    found = []
    for organisation in store.organisations():
        with store.reading(organisation.id) as uow:
            found += [each.external_id for each in uow.workspaces() if each.platform is Platform.TEAMS]
    return found[0] if len(found) == 1 else None


async def _body(request: web.Request) -> bytes:
    if request.content_type != "application/json":
        raise Refusal(415, "content-type")
    if (request.content_length or 0) > MAX_BODY:
        raise Refusal(413, "too-long")
    data = bytearray()
    async for chunk in request.content.iter_any():
        data += chunk
        if len(data) > MAX_BODY:
            raise Refusal(413, "too-long")
    return bytes(data)


def _refused(refusal: Refusal) -> web.Response:
    response = _json(refusal.status, {"error": {"code": refusal.reason.split()[0], "message": _WORDS[refusal.status]}})
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if refusal.status == 503:
        response.headers["Retry-After"] = "10"
    return response


def _json(status: int, body: dict[str, object]) -> web.Response:
    return web.Response(status=status, body=write(body), content_type="application/json", charset="utf-8")
