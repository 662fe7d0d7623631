"""The connection that we open to Slack where Slack can't reach us: kept up, and told of in the log while it is gone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.config import BadSlackConfig, SlackConfig
from adapters.slack.trouble import BAD_TOKEN, code
from adapters.slack.web_api import quiet_logger

log = logging.getLogger("actionlog.slack")

SOCKET_SECONDS = 10.0
_NO_APP_TOKEN = BAD_TOKEN | {"not_allowed_token_type", "missing_scope"}

Listener = Callable[[AsyncBaseSocketModeClient, SocketModeRequest], Awaitable[None]]


class _Client(SocketModeClient):
    """Slack's own, which keeps up the connection; this one remembers why it can't."""

    why = ""

    async def issue_new_wss_url(self) -> str:
        try:
            url = await super().issue_new_wss_url()
        except Exception as error:
            self.why = code(error)
            raise
        self.why = ""
        return url


@asynccontextmanager
async def connected(config: SlackConfig, listener: Listener, *, seconds: float = SOCKET_SECONDS) -> AsyncIterator[None]:
    """A connection over which Slack sends what it would send over HTTP; opened anew whenever it is lost.

    `seconds` are what it is given to open; it is looked at as often.

    Raises:
        BadSlackConfig: Slack refuses the app token.
    """
    client = _Client(
        app_token=config.app_token.strip(),
        web_client=AsyncWebClient(base_url=config.api_url, logger=quiet_logger(), retry_handlers=[]),
        logger=quiet_logger(),
        ping_interval=seconds / 2,
    )
    if config.is_stand_in:
        client.proxy = client.web_client.proxy = None
    client.socket_mode_request_listeners.append(listener)
    tasks: list[asyncio.Future[None]] = []
    try:
        await _ask_where(client, seconds)
        # It tries until it succeeds.
        connecting = asyncio.ensure_future(client.connect())  # type: ignore[no-untyped-call]  # slack_sdk has no types here
        tasks.append(connecting)
        done, _ = await asyncio.wait({connecting}, timeout=seconds)
        if not done:
            log.warning("no Socket Mode connection to Slack after %d seconds%s; still trying", seconds, _why(client))
        tasks.append(asyncio.ensure_future(_watch(client, seconds, is_gone=not done)))
        yield
    finally:
        for task in tasks:
            task.cancel()
        await client.close()  # type: ignore[no-untyped-call]  # slack_sdk has no types here


async def _ask_where(client: _Client, seconds: float) -> None:
    """Get the first address to connect to. It would be got anyway; here a wrong token ends the start, as for HTTP."""
    try:
        async with asyncio.timeout(seconds):
            client.wss_uri = await client.issue_new_wss_url()
    except SlackApiError as error:
        if code(error) in _NO_APP_TOKEN:
            raise BadSlackConfig(
                f"Slack refuses the app-level token ({code(error)}). Please look at ACTIONLOG_SLACK_APP_TOKEN, and "
                "whether it has connections:write."
            ) from None
    except (aiohttp.ClientError, OSError, TimeoutError):
        pass  # Slack is away: connecting goes on trying


async def _watch(client: _Client, seconds: float, *, is_gone: bool) -> None:
    """Nobody else would say that nothing arrives: the SDK's log, which quotes messages, is shut."""
    missed = 0
    while True:
        await asyncio.sleep(seconds)
        if await client.is_connected():
            if is_gone:
                log.warning("the Socket Mode connection to Slack is open")
            is_gone, missed = False, 0
            continue
        missed += 1
        if missed == 2 and not is_gone:  # once is no more than an ordinary change of connections
            is_gone = True
            log.warning("the Socket Mode connection to Slack is gone%s; trying again", _why(client))


def _why(client: _Client) -> str:
    return f" ({client.why})" if client.why else ""
