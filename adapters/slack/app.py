"""Slack's way in: signed requests over HTTP, or envelopes over Socket Mode, through the same listeners of Bolt."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Executor
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from yarl import query_to_pairs

from adapters.slack import envelope as envelopes
from adapters.slack.answers import Answers
from adapters.slack.asking import Asking, Chores, Receiver, report
from adapters.slack.blocks import Json, body_text
from adapters.slack.config import BadSlackConfig, SlackConfig
from adapters.slack.envelope import Envelope, Kind
from adapters.slack.homes import Homes
from adapters.slack.socket_mode import connected
from adapters.slack.trouble import BAD_TOKEN, code
from adapters.slack.web_api import SlackClient, quiet_logger
from domain.home_tabs import HomeTabs

log = logging.getLogger("actionlog.slack")

RETRY_SECONDS = 2.0
DRAIN_SECONDS = 8.0
MOST_SECONDS_OFF = 300
"""What the SDK's verifier allows."""

_ANYTHING = re.compile("")
_ENVELOPE = "envelope"
_PRESS: Json = {"type": "block_actions", "actions": [{"type": "button", "block_id": "b", "action_id": "a"}]}
_EVENT: Json = {"type": "event_callback", "event": {"type": "message"}}
_ROUTES: Mapping[Kind, Json] = {
    "command": {"command": "/actions"},
    "button": _PRESS,
    "submission": {"type": "view_submission", "view": {"type": "modal", "callback_id": "f"}},
    "message": _EVENT,
    "mention": _EVENT,
    "home": _EVENT,
    "profile": _EVENT,
}
"""What Bolt gets to see of a request, so that it finds its listener. The payload itself is read by `envelope` alone:
Bolt fails on one in which a part that we don't need is of another kind than it expects."""


class SlackEntrance:
    """The way in from one workspace: mount `handle` at `/slack/events`, or keep `socket_mode` open."""

    def __init__(
        self,
        client: SlackClient,
        bus: Receiver,
        executor: Executor,
        *,
        budget: float | None = None,
        tabs: HomeTabs | None = None,
    ) -> None:
        self._client = client
        self._config = client.config
        self._chores = Chores()
        asking = Asking(bus, client, executor)
        self._homes = Homes(asking, client, tabs)
        self._answers = Answers(asking, client, self._chores, self._homes, budget=budget)
        # A blank secret would make the verifier accept what anybody can compute: without one, HTTP stays shut.
        self._verifier = SignatureVerifier(self._config.signing_secret) if self._config.takes_http else None
        self._bolt: AsyncApp | None = None
        self._is_ending = False

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        config: SlackConfig,
        bus: Receiver,
        executor: Executor,
        *,
        budget: float | None = None,
        tabs: HomeTabs | None = None,
    ) -> AsyncIterator[SlackEntrance]:
        """An entrance that knows its workspace; what is under way is finished at the end. While Slack can't be reached
        it answers 503 and keeps trying, so that nobody else has to wait for Slack. `tabs` are the home
        tabs that all processes keep current together; without them a tab is drawn when it is opened.

        Raises:
            BadSlackConfig: Slack refuses the bot token.
        """
        client = SlackClient(config)
        client.connect()
        entrance = cls(client, bus, executor, budget=budget, tabs=tabs)
        trying = None
        keeping = asyncio.create_task(entrance._homes.run())
        try:
            if not await entrance._learn():
                trying = asyncio.create_task(entrance._keep_trying())
            yield entrance
        finally:
            keeping.cancel()
            if trying is not None:
                trying.cancel()
            await entrance._chores.finish(DRAIN_SECONDS)
            await client.close()

    async def settled(self) -> None:
        """Wait until every answer is out; for tests."""
        await self._chores.finish(DRAIN_SECONDS)

    async def end(self, seconds: float) -> None:
        """Finish what is under way within so many seconds, and give up on the rest; nothing more is taken in."""
        self._is_ending = True
        await self._chores.finish(seconds)

    async def renew_homes(self, *, every: bool = False) -> int:
        """Bring the home tabs up to date at once, also (`every`) where nothing was changed; gives how many were
        published.
        """
        return await self._homes.renew(every=every)

    async def _learn(self) -> bool:
        """Ask Slack who we are; `False` where it doesn't answer."""
        try:
            await self._client.identify()
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            if code(error) in BAD_TOKEN:
                raise BadSlackConfig(
                    f"Slack refuses the bot token ({code(error)}). Please look at ACTIONLOG_SLACK_BOT_TOKEN."
                ) from None
            log.warning("Slack does not answer (%s); trying again", code(error))
            return False
        self._bolt = self._make_bolt()
        return True

    async def _keep_trying(self) -> None:
        pause = RETRY_SECONDS
        while True:
            await asyncio.sleep(pause)
            try:
                if await self._learn():
                    return
            except BadSlackConfig as error:
                log.error("%s", error)
            pause = min(60.0, pause * 2)

    # in over HTTP

    async def handle(self, request: web.Request) -> web.Response:
        """A request to `/slack/events`. Nothing in it is read before its signature was found to be Slack's."""
        raw = await request.read()
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not self._is_signed(raw, timestamp, signature):
            if _is_ssl_check(raw):
                return web.Response()
            log.warning("refused with 401: %s", _what_is_wrong(timestamp, signature))
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            body = _parse(raw, request.content_type)
        except (ValueError, RecursionError):
            return web.json_response({"error": "unreadable request"}, status=400)
        answer = await self._dispatch(body)
        content_type = "application/json" if answer.body.startswith("{") else "text/plain"
        return web.Response(status=answer.status, text=answer.body, content_type=content_type)

    def _is_signed(self, raw: bytes, timestamp: str, signature: str) -> bool:
        # The SDK's verifier reads the timestamp as a number before it looks at anything, and fails on other words.
        if self._verifier is None or not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
            return False
        try:
            return self._verifier.is_valid(raw, timestamp, signature)
        except (ValueError, TypeError):
            return False  # a body that is no UTF-8, a signature that is no ASCII

    async def _dispatch(self, body: Json) -> BoltResponse:
        if self._bolt is None:
            return BoltResponse(status=503, body="")
        try:
            envelope = envelopes.read(body, self._client.installation)
            if envelope is not None:
                seen = _ROUTES[envelope.kind]
            elif body.get("type") == "url_verification":
                seen = {"type": "url_verification", "challenge": str(body.get("challenge", ""))}
            else:
                return BoltResponse(status=200, body="")  # nothing for us: acknowledged, and no further
            # Bolt would parse the body itself, but takes every form that has the word "payload" in it for an
            # interaction: a command such as "/actions find payload" would be lost. The body is verified by now, on
            # either way in, and this is how Bolt is told so.
            request = AsyncBoltRequest(body={**seen}, context={_ENVELOPE: envelope}, mode="socket_mode")
            return await self._bolt.async_dispatch(request)
        except Exception as error:
            report(error, "a request")
            return BoltResponse(status=500, body="")

    # in over Socket Mode

    @asynccontextmanager
    async def socket_mode(self) -> AsyncIterator[None]:
        """A connection over which Slack sends what it would send over HTTP; kept up until the end.

        Raises:
            BadSlackConfig: Slack refuses the app token.
        """
        async with connected(self._config, self._over_socket):
            try:
                yield
            finally:
                await self._chores.finish(DRAIN_SECONDS)

    async def _over_socket(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if not self._is_ending:  # else not acknowledged, as below: another process, or the next, takes it
            self._chores.start(self._take(client, request))  # nobody else would wait for it at the end

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        answer = await self._dispatch(request.payload)
        if answer.status != 200:
            return  # not acknowledged: Slack tells the person, or sends the event again
        payload = json.loads(answer.body) if answer.body.startswith("{") else None
        with suppress(ConnectionError):  # lost meanwhile, and so not acknowledged
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    # the listeners

    def _make_bolt(self) -> AsyncApp:
        us = self._client.installation
        result = AuthorizeResult(
            enterprise_id=us.enterprise_id or None,
            team_id=us.team_id,
            bot_user_id=us.bot_user_id,
            bot_id=us.bot_id or None,
            bot_token=self._config.bot_token.strip(),
        )

        async def authorize() -> AuthorizeResult:
            return result

        app = AsyncApp(
            name="actionlog.slack.sdk.bolt",  # it makes a logger of this name, and silences it
            logger=quiet_logger(),
            client=AsyncWebClient(
                base_url=self._config.api_url,
                logger=quiet_logger(),
                session=self._client.web.session,
                retry_handlers=[],
            ),
            signing_secret=self._config.signing_secret,
            authorize=authorize,
            process_before_response=True,
            # Each costs some 10 us, and has been done by now: `handle` checks the signature, `envelope` leaves out what
            # is our own, and Bolt does not see whose request it is.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        app.error(_failed)
        # Each listener that is tried costs as much: the frequent ones first, one for each kind.
        app.action(_ANYTHING)(_listener(self._answers.button))
        app.command(_ANYTHING)(_listener(self._answers.command))
        app.view(_ANYTHING)(_listener(self._answers.submission))
        app.event(_ANYTHING)(_listener(self._answers.event))
        return app


def _listener(answer: Callable[[Envelope], Awaitable[Json]]) -> Callable[..., Awaitable[BoltResponse]]:
    async def listen(context: Mapping[str, Any]) -> BoltResponse:
        body = await answer(context[_ENVELOPE])
        return BoltResponse(status=200, body=body_text(body) if body else "")

    return listen


async def _failed(error: Exception) -> BoltResponse:
    report(error, "a listener")
    return BoltResponse(status=500, body="")


def _parse(raw: bytes, content_type: str) -> Json:
    """The payload of a request, wherever it stands.

    Raises:
        ValueError, RecursionError: it can't be read.
    """
    text = raw.decode()
    if content_type == "application/json" or text.startswith("{"):
        body = json.loads(text)
    else:
        form = dict(query_to_pairs(text))  # as urllib's, for a tenth of the time: a message in a press is long
        body = form if "command" in form else json.loads(form["payload"]) if "payload" in form else form
    if not isinstance(body, dict):
        raise ValueError("no payload")
    return body


def _what_is_wrong(timestamp: str, signature: str) -> str:
    """For the log, so that whoever set it up finds the mistake. Only words of ours: the request may be anybody's."""
    if not (signature and timestamp.isascii() and timestamp.isdecimal()):
        return "not signed"
    if len(timestamp) > 12 or abs(time.time() - int(timestamp)) > MOST_SECONDS_OFF:
        return "signed more than five minutes ago or ahead (is this machine's clock right?)"
    return "not signed with ACTIONLOG_SLACK_SIGNING_SECRET"


def _is_ssl_check(raw: bytes) -> bool:
    """Slack looks from time to time whether our certificate is good, without a signature. It learns nothing else."""
    return len(raw) < 500 and ("ssl_check", "1") in query_to_pairs(raw.decode("ascii", "replace"))
