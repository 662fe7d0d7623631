"""A pretend Slack, the real adapter, the real bus and a real database: an office in which people press buttons.

The adapter runs on a loop in a thread of its own, because the pretend Slack's methods block.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

from adapters.slack.app import SlackEntrance
from adapters.slack.asking import Receiver
from adapters.slack.config import SlackConfig
from bot.playground.loopback import closed
from bot.playground.pretend_slack import PretendSlack
from bot.playground.slack_state import SlackMessage, SlackUser, SlackView
from domain.bus import Bus
from domain.due import Due
from domain.home_tabs import HomeTabs
from domain.ids import AccountId, new_id
from domain.people import Account, Platform
from domain.ports import Store
from domain.usecases import registry
from tests import builders
from tests.talk import StoppedClock


class Running:
    """The entrance, served on a free port of 127.0.0.1."""

    def __init__(self, config: SlackConfig, bus: Receiver, *, tabs: HomeTabs | None = None) -> None:
        self._config, self._bus, self._tabs = config, bus, tabs
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._failure: BaseException | None = None
        self.url = ""

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        try:
            async with AsyncExitStack() as stack:
                executor = stack.enter_context(ThreadPoolExecutor(4))
                self.entrance = await stack.enter_async_context(
                    SlackEntrance.open(self._config, self._bus, executor, tabs=self._tabs)
                )
                app = web.Application()
                app.router.add_post("/slack/events", self.entrance.handle)
                runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
                await runner.setup()
                stack.push_async_callback(closed, runner)
                await web.TCPSite(runner, "127.0.0.1", 0).start()
                self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
                if self._config.app_token:
                    await stack.enter_async_context(self.entrance.socket_mode())
                self._ready.set()
                await self._stop.wait()
        except BaseException as problem:
            self._failure = problem
            self._ready.set()
            if not isinstance(problem, Exception):
                raise

    def settle(self) -> None:
        """Wait until every answer is out."""
        asyncio.run_coroutine_threadsafe(self.entrance.settled(), self._loop).result(60)

    def __enter__(self) -> Running:
        self._thread.start()
        assert self._ready.wait(60), "the adapter did not start"
        if self._failure is not None:
            self._thread.join()
            raise self._failure
        return self

    def __exit__(self, *exc: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


def config_for(slack: PretendSlack, *, socket_mode: bool = False) -> SlackConfig:
    return SlackConfig(
        bot_token=slack.bot_token,
        signing_secret="" if socket_mode else slack.signing_secret,
        app_token=slack.app_token if socket_mode else "",
        api_url=slack.url,
    )


@dataclass
class Office:
    """Imogen leads an action of the plan NRP, Tobias coordinates it; both are on Slack. `channel` is for everybody."""

    slack: PretendSlack
    store: Store
    town: builders.Town
    running: Running
    bus: Bus
    channel: str
    imogen: str
    tobias: str
    shown: list[Any] = field(default_factory=list)

    @property
    def direct(self) -> str:
        """Imogen's conversation with the bot."""
        return self.slack.direct(self.imogen).id

    def type(self, text: str, *, user: str = "", channel: str = "") -> SlackMessage:
        """A slash command; gives what its author then sees last."""
        user, channel = user or self.imogen, channel or self.channel
        exchange = self.slack.command(text, user=user, channel=channel)
        assert exchange.status == 200, exchange
        self.running.settle()
        return self.last(user, channel)

    def write(self, text: str, *, user: str = "", channel: str = "") -> SlackMessage:
        """A message to the bot, or one in a channel."""
        user = user or self.imogen
        channel = channel or self.slack.direct(user).id
        self.slack.say(text, user=user, channel=channel)
        self.running.settle()
        return self.last(user, channel)

    def press(self, name: str, on: SlackMessage, *, user: str = "", nth: int = 0, choose: Any = ...) -> SlackMessage:
        """Press, and see what comes last in that place."""
        user = user or self.imogen
        exchange = self.slack.press(name, user=user, on=on, nth=nth, choose=choose)
        assert exchange.status == 200, exchange
        self.running.settle()
        return self.last(user, on.channel)

    def save(self, view: SlackView | None, values: dict[str, Any]) -> SlackView | None:
        """Send a modal off; gives the modal that is still open, if one is."""
        assert view is not None, "no modal is open"
        exchange = self.slack.submit(view, values)
        assert exchange.status == 200, exchange
        self.running.settle()
        return self.slack.modal(view.user)

    def last(self, user: str = "", channel: str = "") -> SlackMessage:
        return self.slack.last(channel or self.channel, as_user=user or self.imogen)

    def history(self, key: str) -> list[str]:
        """The kinds of events of an action, oldest first."""
        from domain.people import EVERYTHING

        with self.store.reading(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            action = uow.actions.by_key(key)
            assert action is not None
            logged, _ = uow.history.of_action(action.id)
        return [each.event.kind for each in reversed(logged)]

    def link(self, user: SlackUser, who: Any) -> None:
        """Give a person an account on Slack that nobody has checked yet."""
        account = Account(
            AccountId(new_id()), self.town.id, self.town.workspace.id, Platform.SLACK, user.id, person_id=who.id
        )
        with self.store.writing(self.town.id) as uow:
            uow.people.save_account(account)


@contextmanager
def opened(store: Store, *, socket_mode: bool = False, dues: Sequence[Due] | None = None) -> Iterator[Office]:
    """An office that is open."""
    town = builders.town(store, actions=4, dues=dues)
    clock = StoppedClock()
    bus = Bus(store=store, clock=clock, registry=registry)
    with PretendSlack(team_id=town.workspace.external_id) as slack:
        imogen = slack.add_user("imogen", "Imogen Vale", id=town.lead_account.external_id)
        tobias = slack.add_user("tobias", "Tobias Wren", id=town.coordinator_account.external_id)
        channel = slack.add_channel("nature", [imogen.id, tobias.id])
        with Running(config_for(slack, socket_mode=socket_mode), bus, tabs=store.home_tabs) as running:
            slack.deliver_to(None if socket_mode else running.url)
            yield Office(slack, store, town, running, bus, channel.id, imogen.id, tobias.id)
        slack.check()


__all__ = ["Office", "Running", "config_for", "opened", "replace"]
