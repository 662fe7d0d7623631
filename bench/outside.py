"""The world outside, as small as can be: it takes what a bot sends, says "ok", and lets us wait for it.

The pretend platforms of the demonstration check and keep everything, which would be measured along.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bench.town import TEAM
from bot.playground.teams_keys import ISSUER, SigningKeys

APP_ID = "5f0c4c1e-0000-0000-0000-00000000b07b"
BOT_USER = "U0BENCHBOT"


class Outside:
    """Slack's Web API and response addresses; Teams' keys, tokens and connector."""

    def __init__(self) -> None:
        self.url = ""
        self.keys = SigningKeys(APP_ID)
        self.latest: Any = None
        self._waiting: dict[str, asyncio.Future[None]] = {}

    @property
    def service_url(self) -> str:
        """Teams' connector."""
        return f"{self.url}/teams/"

    def expect(self, name: str) -> tuple[str, asyncio.Future[None]]:
        """A response address of this name, and when something arrives there."""
        arrival = asyncio.get_running_loop().create_future()
        self._waiting[name] = arrival
        return f"{self.url}/response/{name}", arrival

    def app(self) -> web.Application:
        """The routes."""
        app = web.Application(client_max_size=8 * 1024**2)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_post("/response/{name}", self._response)
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._jwks)
        app.router.add_post("/token", self._token)
        app.router.add_get("/teams/v3/conversations/{conversation}/members/{member}", self._member)
        app.router.add_route("*", "/teams/v3/{rest:.*}", self._connector)
        return app

    async def _api(self, request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True, "team_id": TEAM, "user_id": BOT_USER, "bot_id": "B0BENCH"})

    async def _response(self, request: web.Request) -> web.Response:
        self.latest = await request.json()
        arrival = self._waiting.pop(request.match_info["name"], None)
        if arrival is not None and not arrival.done():
            arrival.set_result(None)
        return web.Response(text="ok")

    async def _openid(self, request: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _jwks(self, request: web.Request) -> web.Response:
        return web.json_response({"keys": self.keys.published()})

    async def _token(self, request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"access_token": "bench", "expires_in": 86_400, "token_type": "Bearer"})

    async def _member(self, request: web.Request) -> web.Response:
        member = request.match_info["member"]
        return web.json_response({"id": member, "aadObjectId": member.removeprefix("29:"), "userRole": "user"})

    async def _connector(self, request: web.Request) -> web.Response:
        self.latest = await request.json()
        return web.json_response({"id": "1760000000001"}, status=201)


@asynccontextmanager
async def outside() -> AsyncIterator[Outside]:
    """The world outside on a free port of this machine."""
    world = Outside()
    async with served(world.app()) as url:
        world.url = url
        yield world


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """An app on a free port of this machine; gives its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
