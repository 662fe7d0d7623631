"""A Slack that answers with rubbish, half, slowly or not at all: nothing is taken for sent, nothing for refused."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack import web_api
from adapters.slack.client import SlackPoster
from adapters.slack.config import SlackConfig
from domain.audience import Audience
from domain.ids import OrganisationId, OutboxId
from domain.pacing import LONGEST_WAIT
from domain.people import Platform
from domain.posting import Destination, Posting, PostingDelayed, PostingFailed, PostingUnclear
from domain.views import say

TOKEN, WORDS = "xoxb-canary-of-a-token", "canary of a message"
WELL: Mapping[str, Mapping[str, Any]] = {
    "auth.test": {"ok": True, "team_id": "T1", "user_id": "U0", "bot_id": "B0"},
    "conversations.info": {"ok": True, "channel": {"id": "C1", "is_private": True, "is_member": True}},
    "conversations.open": {"ok": True, "channel": {"id": "D1"}},
    "chat.postMessage": {"ok": True, "ts": "1.2", "channel": "C1"},
}
Writer = asyncio.StreamWriter
Raw = bytes | Callable[[Writer], Awaitable[None]]


def http(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", "Connection: close"]
    lines += [f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def refused(error: str, *headers: str, status: str = "200 OK") -> bytes:
    return http(json.dumps({"ok": False, "error": error}).encode(), *headers, status=status)


async def drip(writer: Writer) -> None:
    writer.write(http(b"", length=1000))
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.1)


async def reset(writer: Writer) -> None:
    writer.transport.abort()


@asynccontextmanager
async def broken_slack(**answers: Raw) -> AsyncIterator[tuple[SlackPoster, list[str]]]:
    """A poster whose Slack answers these methods (with `_` for the dot) in raw bytes; and what it was asked."""
    asked: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: Writer) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = next((int(one.split(":")[1]) for one in head.splitlines() if "ontent-Length" in one), 0)
            await reader.readexactly(length)
            method = head.split(" ")[1].partition("?")[0].rsplit("/", 1)[-1]
            asked.append(method)
            raw = answers.get(method.replace(".", "_")) or http(json.dumps(WELL[method]).encode())
            if isinstance(raw, bytes):
                writer.write(raw)
                await writer.drain()
            else:
                await raw(writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    config = SlackConfig(bot_token=TOKEN, signing_secret="secret", api_url=f"http://127.0.0.1:{port}/api/")
    try:
        async with SlackPoster.open(config) as poster:
            yield poster, asked
    finally:
        server.close()


def posting(conversation: str = "C1") -> Posting:
    where = Destination(Platform.SLACK, "T1", conversation)
    return Posting(OutboxId("o1"), OrganisationId("g1"), "key", where, say(WORDS))


NOBODY_KNOWS: Mapping[str, Raw] = {
    "broken JSON": http(b'{"ok": tru'),
    "a page of a proxy": http(b"<html>Please sign in</html>"),
    "nothing": http(b""),
    "half of it": http(b'{"ok": true, "ts"', length=200),
    "a list": http(b"[]"),
    "a number": http(b"7"),
    "bytes that are no text": http(b'{"ok": true, "ts": "\xff"}'),
    "nested without end": http(b"[" * 50_000),
    "ok without ts": http(b'{"ok": true}'),
    "ok with an empty ts": http(b'{"ok": true, "ts": ""}'),
    "no error's name": http(b'{"ok": false}'),
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00",
    "reset": reset,
    "500": http(b"", status="500 Oh"),
    "502 of a proxy": http(b"<html>Bad gateway</html>", status="502 Bad Gateway"),
    "503 that claims success": http(b'{"ok": true, "ts": "1.2"}', status="503 Busy"),
    "504": http(b"", status="504 Late"),
    "internal_error": refused("internal_error"),
    "drips for ever": drip,
}


@pytest.mark.parametrize("raw", NOBODY_KNOWS.values(), ids=list(NOBODY_KNOWS))
async def test_what_says_neither_yes_nor_no_is_doubt(
    raw: Raw, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(web_api, "CALL_SECONDS", 1.0)
    with caplog.at_level(logging.DEBUG, "actionlog"):
        async with broken_slack(chat_postMessage=raw) as (poster, asked):
            try:
                sent = await poster.post(posting())
            except PostingUnclear:
                pass
            except PostingDelayed as error:
                raise AssertionError(f"it may have arrived, but: {error.reason}") from None
            except PostingFailed as error:
                raise AssertionError(f"nobody refused it, but: {error.reason}") from None
            else:
                raise AssertionError(f"nobody knows that it was sent as {sent}")
            assert asked.count("chat.postMessage") == 1
    assert TOKEN not in caplog.text
    assert WORDS not in caplog.text


@pytest.mark.parametrize(
    "header",
    [None, "", "soon", "-5", "1e9", "9" * 400, "999999999", "Wed, 21 Oct 2099 07:28:00 GMT"],
)
async def test_however_absurd_the_wait_that_is_asked_for_it_is_one(header: str | None) -> None:
    headers = [] if header is None else [f"Retry-After: {header}"]
    raw = refused("ratelimited", *headers, status="429 Too Many")
    async with broken_slack(chat_postMessage=raw) as (poster, _):
        with pytest.raises(PostingDelayed) as caught:
            await poster.post(posting())
    assert 1 <= caught.value.seconds <= LONGEST_WAIT


@pytest.mark.parametrize(
    "word",
    ["channel_not_found", "not_in_channel", "is_archived", "restricted_action", "msg_too_long", "invalid_blocks"],
)
async def test_what_slack_refuses_for_good_is_given_up(word: str) -> None:
    async with broken_slack(chat_postMessage=refused(word)) as (poster, _):
        with pytest.raises(PostingFailed, match=word):
            await poster.post(posting())


@pytest.mark.parametrize(
    "word", ["account_inactive", "token_revoked", "invalid_auth", "token_expired", "accesslimited"]
)
async def test_what_an_administrator_can_mend_waits(word: str) -> None:
    async with broken_slack(chat_postMessage=refused(word)) as (poster, _):
        with pytest.raises(PostingDelayed) as caught:
            await poster.post(posting())
        assert caught.value.seconds >= 60


@pytest.mark.parametrize("raw", [http(b'{"ok": true}'), http(b"[]"), http(b'{"ok": tru'), http(b'"T1"')])
async def test_who_we_are_is_asked_again_where_the_answer_said_nothing(raw: bytes) -> None:
    async with broken_slack(auth_test=raw) as (poster, asked):
        for _ in range(2):
            with pytest.raises(PostingDelayed):
                await poster.workspaces()
        assert asked == ["auth.test"] * 2, "what said nothing is not kept"


@pytest.mark.parametrize("name", ["a number", "bytes that are no text", "nested without end"])
async def test_an_answer_that_is_no_object_is_a_call_that_failed(name: str) -> None:
    raw = NOBODY_KNOWS[name]
    async with broken_slack(users_info=raw, views_open=raw, conversations_info=raw) as (poster, _):
        client = poster._client
        await client.identify()
        assert await client.facts("U1") is None
        assert not await client.open_view("1.2", {"type": "modal"})
        assert await client.audience("C1") is Audience.UNKNOWN
    async with broken_slack(auth_test=raw) as (poster, _):
        with pytest.raises((SlackApiError, aiohttp.ClientError)):  # by which an entrance knows that it must ask again
            await poster._client.identify()


@pytest.mark.parametrize("address", ["http://[", "http://127.0.0.1:99999999/x", "http://x.example/", "\x00", ""])
async def test_an_address_for_the_answer_that_is_none_is_refused(address: str) -> None:
    async with broken_slack() as (poster, _):
        assert await poster._client.respond(address, {"text": WORDS}) is False, "and another way is tried"


async def test_a_date_before_there_were_dates_is_no_time() -> None:
    raw = http(json.dumps(WELL["auth.test"]).encode(), "Date: Mon, 01 Jan 0001 00:00:00 -0000")
    async with broken_slack(auth_test=raw) as (poster, _):
        assert (await poster._client.identify()).team_id == "T1"


@pytest.mark.parametrize("raw", [http(b'{"ok": true}'), http(b'{"ok": true, "channel": {}}'), http(b"[]"), reset])
async def test_before_the_post_nothing_is_doubt(raw: Raw) -> None:
    async with broken_slack(conversations_open=raw) as (poster, asked):
        with pytest.raises(PostingDelayed):
            await poster.post(posting("U1"))
        assert "chat.postMessage" not in asked
