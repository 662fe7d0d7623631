"""Calls to Slack. None is ever repeated by itself: the SDK's own retries would post a message twice."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from yarl import URL

from adapters.last_moment import last_look
from adapters.slack.config import Installation, SlackConfig
from adapters.slack.trouble import code
from domain.audience import Audience
from domain.context import AccountFacts
from domain.lateness import seconds_passed

log = logging.getLogger("actionlog.slack")

CONNECT_SECONDS = 3.0
CALL_SECONDS = 10.0
VIEW_SECONDS = 2.0
"""A trigger lives for three seconds."""
FACTS_SECONDS = 1.0

_NOT_VISIBLE = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
_SLACKBOT = "USLACKBOT"  # Slack says of it that it is no bot


def quiet_logger() -> logging.Logger:
    """For the SDK, which writes whole requests and answers into its log."""
    logger = logging.getLogger("actionlog.slack.sdk")
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)
    return logger


class _Web(AsyncWebClient):
    """The SDK's calls. It takes for granted that JSON is an object and text is UTF-8: an answer of anything else (a
    proxy's word, half of a page) is a call that failed, like any other.
    """

    async def api_call(self, api_method: str, **asked: Any) -> AsyncSlackResponse:
        """Make a call.

        Raises:
            SlackApiError, aiohttp.ClientError, OSError, TimeoutError: it failed, or nobody knows.
        """
        try:
            return await super().api_call(api_method, **asked)
        except (AttributeError, TypeError, UnicodeError, RecursionError):
            raise aiohttp.ClientPayloadError("no JSON object") from None


class SlackClient:
    """The connection to one workspace. `connect` before use, `close` at the end."""

    def __init__(self, config: SlackConfig) -> None:
        self.config = config
        self.web = _Web(
            token=config.bot_token.strip(),
            base_url=config.api_url,
            timeout=int(CALL_SECONDS),
            logger=quiet_logger(),
            retry_handlers=[],
        )
        if config.is_stand_in:
            self.web.proxy = None  # the SDK takes a proxy from the environment even for this machine
        self._installation: Installation | None = None
        self._ahead = 0.0

    @property
    def is_identified(self) -> bool:
        """Does it know its workspace?"""
        return self._installation is not None

    @property
    def installation(self) -> Installation:
        """The workspace; known after `identify`."""
        if self._installation is None:
            raise RuntimeError("the Slack client doesn't know its workspace yet")
        return self._installation

    def slack_time(self, moment: float) -> float:
        """What time Slack had at a moment of `seconds_passed`, in seconds since 1970: messages are named by its clock,
        and ours may be wrong. For use after `identify`.
        """
        return moment + self._ahead

    @classmethod
    @asynccontextmanager
    async def connected(cls, config: SlackConfig) -> AsyncIterator[SlackClient]:
        """A connection of one's own, closed at the end."""
        client = cls(config)
        client.connect()
        try:
            yield client
        finally:
            await client.close()

    def connect(self) -> None:
        """Make ready to call."""
        timeout = aiohttp.ClientTimeout(total=CALL_SECONDS, connect=CONNECT_SECONDS)
        self.web.session = aiohttp.ClientSession(timeout=timeout, trace_configs=[last_look()])

    async def identify(self) -> Installation:
        """Learn which workspace this is: the one call of `auth.test`.

        Raises:
            SlackApiError, aiohttp.ClientError, OSError, TimeoutError: Slack can't be reached, refuses the token, or
            answers with something else.
        """
        answer = await self.web.auth_test()
        if not (
            isinstance(answer.data, dict) and answer.data.get("team_id")
        ):  # kept, it would silence us until a restart
            raise aiohttp.ClientPayloadError("an answer without a workspace")
        self._ahead = _said_time(answer.headers) - seconds_passed()
        self._installation = Installation(
            team_id=str(answer.get("team_id") or ""),
            bot_user_id=str(answer.get("user_id") or ""),
            bot_id=str(answer.get("bot_id") or ""),
            enterprise_id=str(answer.get("enterprise_id") or ""),
        )
        return self._installation

    async def close(self) -> None:
        """Close the connection."""
        if self.web.session is not None:
            await self.web.session.close()

    async def facts(self, user_id: str) -> AccountFacts | None:
        """What Slack says of an account; `None` where it doesn't say within a second."""
        try:
            answer = await asyncio.wait_for(self.web.users_info(user=user_id), FACTS_SECONDS)
        except SlackApiError as error:
            if code(error) in _NOT_VISIBLE:
                return AccountFacts(is_outside=True)
            log.warning("users.info for %s failed: %s", user_id, code(error))
            return None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("users.info for %s failed: %s", user_id, code(error))
            return None
        user = answer.get("user")
        return account_facts(user, self.installation) if isinstance(user, dict) else None

    async def audience(self, channel: str) -> Audience:
        """Who can read in a conversation, as Slack says at this moment."""
        try:
            answer = await asyncio.wait_for(self.web.conversations_info(channel=channel), FACTS_SECONDS)
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("conversations.info failed: %s", code(error))
            return Audience.UNKNOWN
        return audience_of(answer.get("channel"))

    async def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> bool:
        """Show a modal; `False` where the trigger has expired or Slack doesn't answer in time."""
        try:
            await asyncio.wait_for(self.web.views_open(trigger_id=trigger_id, view=dict(view)), VIEW_SECONDS)
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("views.open failed: %s", code(error))
            return False
        return True

    async def respond(self, response_url: str, body: Mapping[str, Any]) -> bool | None:
        """Answer at the address that came with a request, once. `False` where Slack refuses it, so that another way may
        be tried; `None` where nobody knows.
        """
        if not self._is_slacks(response_url) or self.web.session is None:
            return False
        try:
            async with self.web.session.post(response_url, json=dict(body), proxy=self.web.proxy) as answer:
                await answer.read()
                if answer.status == 200:
                    return True
                log.warning("response_url refused: status %d", answer.status)
                return False if answer.status < 500 else None
        except aiohttp.ClientConnectorError as error:
            log.warning("response_url failed: %s", code(error))
            return False
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("response_url failed: %s", code(error))
            return None

    def _is_slacks(self, url: str) -> bool:
        """An address to which words about a plan may go: Slack's, or the stand-in's."""
        try:
            host = URL(url).host or ""
        except ValueError:
            return False
        if self.config.is_stand_in:
            return host == urlsplit(self.config.api_url).hostname
        return url.startswith("https://") and (host == "slack.com" or host.endswith((".slack.com", ".slack-gov.com")))


def _said_time(headers: Mapping[str, str]) -> float:
    """The time at which an answer was given, by the clock of who gave it; ours where that is not said."""
    said = next((value for name, value in headers.items() if name.lower() == "date"), "")
    try:
        return parsedate_to_datetime(said).timestamp()
    except (ValueError, OverflowError):
        return time.time()


def audience_of(info: object) -> Audience:
    """What `conversations.info` says of who can read there."""
    if not isinstance(info, dict):
        return Audience.UNKNOWN
    if info.get("is_ext_shared") or info.get("is_pending_ext_shared"):
        return Audience.SHARED
    if info.get("is_private") or info.get("is_im") or info.get("is_mpim"):
        return Audience.MEMBERS
    return Audience.PUBLIC


def account_facts(user: Mapping[str, Any], installation: Installation) -> AccountFacts:
    """What `users.info` says of somebody. Their workspace is ours, or another of the same organisation (Grid)."""
    profile = user.get("profile") if isinstance(user.get("profile"), dict) else {}
    grid = user.get("enterprise_user") if isinstance(user.get("enterprise_user"), dict) else {}
    same_team = user.get("team_id") == installation.team_id
    same_grid = bool(installation.enterprise_id) and (grid or {}).get("enterprise_id") == installation.enterprise_id
    name = (profile or {}).get("real_name") or user.get("real_name") or (profile or {}).get("display_name")
    outside = bool(user.get("is_stranger")) or not (same_team or same_grid)
    return AccountFacts(
        display_name=str(name or user.get("name") or ""),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_bot=bool(user.get("is_bot") or user.get("is_workflow_bot")) or user.get("id") == _SLACKBOT,
        is_deactivated=bool(user.get("deleted")),
        is_outside=outside,
        email=str((profile or {}).get("email") or ""),
        comes_from=str(user.get("team_id") or "") if outside and not same_team else "",
    )
