"""A server that is told to end while a platform is silent ends in time all the same."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial

import pytest
from aiohttp import web

from bot import server
from bot.clock import SystemClock
from bot.playground.faults import Fault
from bot.playground.loopback import closed
from bot.playground.pretend_slack import PretendSlack
from bot.server import build, make_runner
from bot.settings import load
from domain.ports import Store
from tests import builders


class Server(threading.Thread):
    """The real server on a free port, until it is told to end."""

    def __init__(self, store: Store, slack: PretendSlack) -> None:
        super().__init__(daemon=True)
        self._store, self._slack = store, slack
        self._told: Callable[[], object] = bool
        self.ready = threading.Event()
        self.url = ""

    def run(self) -> None:
        asyncio.run(self._serve())

    def end(self) -> None:
        self._told()

    async def _serve(self) -> None:
        settings = load(
            _env_file=None,
            slack_bot_token=self._slack.bot_token,
            slack_signing_secret=self._slack.signing_secret,
            slack_api_url=self._slack.url,
        )
        async with build(settings, self._store, SystemClock()) as service:
            runner = make_runner(service, drain_seconds=0.2)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            self.url = f"http://{host}:{port}"
            told, loop = asyncio.Event(), asyncio.get_running_loop()
            self._told = partial(loop.call_soon_threadsafe, told.set)
            self.ready.set()
            await told.wait()
            await closed(runner)


def test_answers_that_slack_does_not_take_are_given_up_in_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "DRAIN_SECONDS", 0.3)
    town = builders.town(store)
    free = threading.Event()
    with PretendSlack(team_id=town.workspace.external_id) as slack:
        imogen = slack.add_user("imogen", "Imogen Vale", id=town.lead_account.external_id)
        channel = slack.add_channel("nature", [imogen.id])
        serving = Server(store, slack)
        serving.start()
        try:
            assert serving.ready.wait(20)
            slack.deliver_to(serving.url)
            slack.command("mine", user=imogen.id, channel=channel.id)
            shown = slack.last(channel.id, as_user=imogen.id)
            slack.faults.add("response_url", Fault.hold(free.is_set), times=10)
            for _ in range(3):
                assert slack.press("What is overdue", user=imogen.id, on=shown).status == 200
            serving.end()
            serving.join(6)
            ended = not serving.is_alive()
        finally:
            free.set()
            if serving.is_alive():
                serving.end()
                serving.join(20)
        assert ended, "each waited for Slack in its own turn"
