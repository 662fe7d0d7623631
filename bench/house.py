"""The listeners that are measured, ours and the bare ones, side by side in one process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from adapters.slack.app import SlackEntrance
from adapters.slack.config import SlackConfig
from bench.alone import AloneSlack
from bench.bare import BareSlack, BareTeams
from bench.outside import APP_ID
from bench.requests import SECRET
from bench.town import TENANT
from bot import bootstrap
from bot.clock import SystemClock
from bot.server import Handler
from domain.bus import Bus
from storage.store import SqlStore

BARE = "bare"
ALONE = "alone"
"""Ends the name of a listener that sends the statements of a press to this database, and does nothing else."""


@dataclass(frozen=True)
class Plans:
    """What to build: an address of the world outside, a database for each name, and the cards of the bare listeners."""

    outside: str
    databases: Mapping[str, str]
    cards: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class House:
    """Handlers by platform and name."""

    slack: dict[str, Handler] = field(default_factory=dict)
    teams: dict[str, Handler] = field(default_factory=dict)
    buses: dict[str, Bus] = field(default_factory=dict)
    entrances: dict[str, Any] = field(default_factory=dict)
    alone: dict[str, AloneSlack] = field(default_factory=dict)

    async def settled(self, name: str) -> None:
        """Until everything that this one answers afterwards is out."""
        if (entrance := self.entrances.get(name)) is not None:
            await entrance.settled()

    def app(self) -> web.Application:
        """All of them under paths of their own."""
        app = web.Application()
        for platform, handlers in (("slack", self.slack), ("teams", self.teams)):
            for name, handler in handlers.items():
                app.router.add_post(f"/{name}/{platform}", handler)
        return app


@asynccontextmanager
async def house(plans: Plans, *, teams: bool = True) -> AsyncIterator[House]:
    """The listeners, ready to answer."""
    made = House()
    async with AsyncExitStack() as stack:
        for name, url in plans.databases.items():
            store = SqlStore.open(url)
            stack.callback(store.close)
            executor = stack.enter_context(bootstrap.make_executor())
            bus = made.buses[name] = bootstrap.make_bus(store, SystemClock())
            entrance = await stack.enter_async_context(SlackEntrance.open(_slack(plans), bus, executor))
            made.slack[name], made.entrances[name] = entrance.handle, entrance
            if teams:
                from adapters.teams.endpoint import TeamsEntrance

                made.teams[name] = (
                    await stack.enter_async_context(TeamsEntrance.open(_teams(plans), bus, executor))
                ).handle
        if "slack" in plans.cards:
            session = await stack.enter_async_context(aiohttp.ClientSession())
            bare = BareSlack(plans.cards["slack"], session)
            made.slack[BARE], made.entrances[BARE] = bare.handle, bare
            for kind, url in plans.databases.items():
                executor = stack.enter_context(bootstrap.make_executor())
                alone = AloneSlack(plans.cards["slack"], session, url, executor)
                stack.callback(alone.statements.close)
                name = f"{kind}-{ALONE}"
                made.slack[name], made.entrances[name], made.alone[name] = alone.handle, alone, alone
        if teams and "teams" in plans.cards:
            from adapters.teams.connector import open_connector

            connector = await stack.enter_async_context(open_connector(_teams(plans)))
            made.teams[BARE] = BareTeams(plans.cards["teams"], _teams(plans), connector).handle
        bootstrap.leave_what_is_loaded()
        yield made


def _slack(plans: Plans) -> SlackConfig:
    return SlackConfig(bot_token="xoxb-bench", signing_secret=SECRET, api_url=f"{plans.outside}/api/")  # noqa: S106  invented


def _teams(plans: Plans) -> Any:
    from adapters.teams.config import TeamsConfig

    return TeamsConfig(
        app_id=APP_ID,
        tenant_ids=(TENANT,),
        app_password="bench",  # noqa: S106 - of nobody
        openid_url=f"{plans.outside}/openid",
        token_url=f"{plans.outside}/token",
    )
