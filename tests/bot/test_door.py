"""What the server refuses before any entrance sees it, and what it says of that in its log."""

from __future__ import annotations

import gzip
import json
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib import resources
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from aiohttp import ClientSession, web

from bot.clock import SystemClock
from bot.playground.loopback import closed
from bot.playground.pretend_slack import PretendSlack
from bot.playground.slack_outgoing import JSON, sign
from bot.server import build, make_runner
from bot.settings import Settings, load
from domain.ports import Store
from manifests.teams import KINDS
from storage.tidying import RULES


@asynccontextmanager
async def serving(store: Store, **settings: Any) -> AsyncIterator[ClientSession]:
    made: Settings = load(_env_file=None, **settings)
    async with build(made, store, SystemClock()) as service:
        runner = make_runner(service)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            async with ClientSession(f"http://{host}:{port}") as client:
                yield client
        finally:
            await closed(runner)


def settings_for(slack: PretendSlack) -> Mapping[str, str]:
    return {
        "slack_bot_token": slack.bot_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.url,
    }


@pytest.mark.parametrize("body", [gzip.compress(b"{}"), b"\x1f\x8b no gzip at all"], ids=["packed", "only marked so"])
async def test_a_packed_body_is_refused_unopened(store: Store, body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with PretendSlack() as slack:
        async with serving(store, **settings_for(slack)) as client:
            headers = {**sign(body, slack.signing_secret), "Content-Type": JSON, "Content-Encoding": "gzip"}
            async with client.post("/slack/events", data=body, headers=headers) as answer:
                assert answer.status == 415
            async with client.get("/healthz") as answer:
                assert answer.status == 200
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_where_everybody_is_let_in_a_web_page_is_not(store: Store) -> None:
    """A page whose name was pointed at this machine speaks under that name."""
    async with serving(store, teams_insecure_anonymous=True) as client:
        for host, status in (("localhost:3978", 400), ("127.0.0.1", 400), ("page.example:3978", 403), ("[", 403)):
            async with client.post("/api/messages", json={}, headers={"Host": host}) as answer:
                assert answer.status == status, host


@pytest.mark.parametrize(
    ("secret", "timestamp", "words"),
    [
        ("", None, "not signed"),
        ("another", None, "not signed with ACTIONLOG_SLACK_SIGNING_SECRET"),
        ("ours", 1_600_000_000, "is this machine's clock right?"),
        ("ours", "soon", "not signed"),
    ],
)
async def test_the_log_says_why_a_request_of_slack_was_refused(
    store: Store, caplog: pytest.LogCaptureFixture, secret: str, timestamp: int | str | None, words: str
) -> None:
    body = b'{"type": "canary-9d2f"}'
    with PretendSlack() as slack:
        headers = {"Content-Type": JSON}
        if secret:
            headers |= sign(body, slack.signing_secret if secret == "ours" else secret, timestamp=timestamp)
        async with (
            serving(store, **settings_for(slack)) as client,
            client.post("/slack/events", data=body, headers=headers) as answer,
        ):
            assert answer.status == 401
    (said,) = [record.getMessage() for record in caplog.records if record.name == "actionlog.slack"]
    assert said.startswith("refused with 401: ")
    assert words in said
    assert "canary" not in said


async def test_the_pages_that_the_app_store_links_to_are_there_and_hold_nothing_else(store: Store) -> None:
    named = json.loads(KINDS[0].committed.read_text())["developer"]
    linked = [urlsplit(named[name]).path for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")]
    async with serving(store, teams_insecure_anonymous=True) as client:
        for path in linked:
            async with client.get(path) as answer:
                page = lxml.html.fromstring(await answer.text())
                assert answer.status == 200
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert page.get("lang") == "en-GB"
            assert len(page.findall(".//h1")) == 1
            assert not page.xpath("//script | //img | //link | //form | //iframe")
            for link in page.xpath("//nav//a/@href"):
                async with client.get(urljoin(path, link)) as answer:
                    assert answer.status == 200


def test_the_page_on_privacy_says_what_is_forgotten_when() -> None:
    privacy = (resources.files("bot.pages") / "privacy.html").read_text(encoding="utf-8")
    how_long = lxml.html.fromstring(f"<div>{privacy}</div>").xpath("string(//p[last()])")
    days = {rule.what: rule.after.days for rule in RULES}
    assert [int(number) for number in re.findall(r"\d+", how_long)] == [
        days["messages that were sent"],
        days["answers kept for repeated deliveries"],
        days["who was turned away"],
    ]
    assert days["answers kept for repeated deliveries"] == days["documents that nobody decided about"]
