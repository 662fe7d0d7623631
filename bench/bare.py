"""Bare listeners: the same frameworks, the same checks of who is asking, and a constant card for an answer.

What Action Log costs is what it takes above these.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bench.requests import SECRET
from bench.town import TEAM

if TYPE_CHECKING:
    from botbuilder.core import TurnContext

    from adapters.teams.config import TeamsConfig
    from adapters.teams.connector import Connector

Json = Mapping[str, Any]


class BareSlack:
    """Bolt in its fastest mode, and nothing behind it."""

    def __init__(self, card: Json, session: aiohttp.ClientSession) -> None:
        self._card = dict(card)
        self._session = session
        self._tasks: set[asyncio.Task[None]] = set()
        result = AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-bench")  # noqa: S106 - of nobody

        async def authorize() -> AuthorizeResult:
            return result

        self._app = AsyncApp(
            signing_secret=SECRET,
            authorize=authorize,
            process_before_response=True,
            client=AsyncWebClient(session=session, retry_handlers=[]),
        )
        self._app.command("/actions")(self._command)
        self._app.action(re.compile(""))(self._button)

    async def handle(self, request: web.Request) -> web.Response:
        """A request."""
        return await to_aiohttp_response(await self._app.async_dispatch(await to_bolt_request(request)))

    async def settled(self) -> None:
        """Until every answer is out."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _command(self, ack: Any) -> None:
        await ack(self._card)

    async def _button(self, ack: Any, body: Json) -> None:
        await ack()
        task = asyncio.get_running_loop().create_task(self._respond(body["response_url"]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _respond(self, url: str) -> None:
        async with self._session.post(url, json=self._card) as answer:
            await answer.read()


class BareTeams:
    """Bot Framework with its slow path mended and the real check of tokens: the parts that Action Log uses too."""

    def __init__(self, card: Json, config: TeamsConfig, connector: Connector) -> None:
        from adapters.teams.adapter import TeamsAdapter
        from adapters.teams.tokens import KeyRing

        self._card = dict(card)
        self._config = config
        self._connector = connector
        self._keys = KeyRing(config.keys_url, connector.session)
        self._adapter = TeamsAdapter(connector)

    async def handle(self, request: web.Request) -> web.Response:
        """A request."""
        from adapters.teams.activity import Turn
        from adapters.teams.envelope import read_envelope, read_json
        from adapters.teams.tokens import check_token

        envelope = read_envelope(read_json(await request.read()))
        await check_token(
            request.headers.get("Authorization"),
            keys=self._keys,
            audience=self._config.app_id,
            service_url=envelope.service_url,
            channel=envelope.channel,
        )
        await self._adapter.run(Turn(envelope, envelope.tenants[0]), self._config.app_id, self._turn)
        return web.Response()

    async def _turn(self, context: TurnContext) -> None:
        activity = context.activity
        await self._connector.send(activity.service_url, activity.conversation.id, self._card)
