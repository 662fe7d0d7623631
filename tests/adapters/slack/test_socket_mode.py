"""Socket Mode where it does not go well: a wrong token, an end amid work, a connection that stays away."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from adapters.slack.config import BadSlackConfig
from adapters.slack.socket_mode import connected
from bot.playground.faults import Fault
from bot.playground.pretend_slack import PretendSlack
from domain.context import Inbound
from domain.views import Reply
from tests.adapters.slack.desk import DONE, ToldBus
from tests.adapters.slack.office import Running, config_for

AWAY = Fault.refuse("token_revoked")


def test_an_app_token_that_slack_refuses_ends_the_start_as_a_bot_token_does() -> None:
    with PretendSlack() as slack:
        config = replace(config_for(slack, socket_mode=True), app_token="xapp-of-another-app")
        with (
            pytest.raises(BadSlackConfig, match=r"invalid_auth.*ACTIONLOG_SLACK_APP_TOKEN"),
            Running(config, ToldBus()),
        ):
            pass


def test_who_is_being_answered_when_the_bot_ends_gets_the_answer() -> None:
    asked, gate = threading.Event(), threading.Event()

    def slowly(inbound: Inbound) -> Reply:
        asked.set()
        gate.wait(30)
        return DONE

    with ThreadPoolExecutor(1) as person, PretendSlack() as slack:
        ann = slack.add_user("ann").id
        with Running(config_for(slack, socket_mode=True), ToldBus(slowly)) as running:
            slack.deliver_to(None)
            answer = person.submit(slack.command, "done 4", user=ann, channel=slack.direct(ann).id)
            assert asked.wait(30)
            running._loop.call_soon_threadsafe(running._loop.call_later, 0.1, gate.set)
        assert answer.result().status == 200


async def test_the_log_says_when_the_connection_is_gone_why_and_when_it_is_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, "actionlog.slack")

    async def nothing(client: Any, request: Any) -> None:
        """Nobody writes here."""

    async def said(words: str) -> None:
        async with asyncio.timeout(30):
            while words not in caplog.text:
                await asyncio.sleep(0.01)

    with PretendSlack() as slack:
        async with connected(config_for(slack, socket_mode=True), nothing, seconds=0.04):
            slack.fail_when(lambda operation, _: AWAY if operation == "apps.connections.open" else None)
            await asyncio.to_thread(slack.drop_sockets)
            await said("the Socket Mode connection to Slack is gone (token_revoked); trying again")
            slack.fail_when(None)
            await said("the Socket Mode connection to Slack is open")
