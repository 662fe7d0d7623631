"""What we ask of Teams: post, edit, open a private chat, look up a member. One try each, ten seconds at most."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from adapters.last_moment import last_look
from adapters.teams.config import TeamsConfig
from adapters.teams.envelope import account_of
from adapters.teams.sign_in import SignIn, SignInFailed
from adapters.teams.wire import write
from domain.pacing import LONGEST_WAIT

log = logging.getLogger("actionlog.teams")

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
CONNECTIONS = 50
_KEEP_ALIVE_SECONDS = 15  # shorter than Teams', so that a connection closed there is not taken for a lost answer
_MAX_ANSWER = 1 << 18
_DEFAULT_WAIT = 5.0
SIGN_IN_SECONDS = 30.0
"""How long nothing is tried after Teams did not let us in."""
_MOST_PAGES = 20

Json = dict[str, Any]


class ConnectorError(Exception):
    """Teams did not do it. `reason` is Teams' own word, fit for a log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(ConnectorError):
    """It was refused for good (4xx)."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class NotSent(ConnectorError):
    """It surely did not happen, and may be tried again after `seconds`, for which Teams may have `asked` (429)."""

    def __init__(self, reason: str, seconds: float = _DEFAULT_WAIT, *, asked: bool = False) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.asked = asked


class Unclear(ConnectorError):
    """Nobody knows whether it happened."""


@dataclass(frozen=True, slots=True)
class Member:
    """What Teams says of somebody in a conversation."""

    id: str
    name: str
    account: str
    tenant: str
    role: str
    principal: str
    email: str = ""


@asynccontextmanager
async def open_connector(config: TeamsConfig) -> AsyncIterator[Connector]:
    """A connector with connections and a token of its own, let go of at the end. Nothing is fetched yet."""
    async with aiohttp.ClientSession(
        timeout=TIMEOUT,
        connector=aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=_KEEP_ALIVE_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        trace_configs=[last_look()],
        trust_env=not config.has_stand_ins,  # many councils have a proxy; a stand-in is never behind it
    ) as session:
        yield Connector(config, session, SignIn(config, session))


@dataclass(slots=True)
class Connector:
    """The Bot Framework's REST interface. The session is shared and keeps its connections open."""

    config: TeamsConfig
    session: aiohttp.ClientSession
    sign_in: SignIn

    async def send(
        self, service_url: str, conversation: str, activity: Mapping[str, Any], *, targeted: bool = False
    ) -> str:
        """Post an activity; gives its id.

        Raises:
            ConnectorError
        """
        path = f"v3/conversations/{_part(conversation)}/activities{'?isTargetedActivity=true' if targeted else ''}"
        return _id(await self._call("POST", service_url, path, activity))

    async def update(self, service_url: str, conversation: str, activity_id: str, activity: Mapping[str, Any]) -> None:
        """Put another activity in the place of one.

        Raises:
            ConnectorError
        """
        path = f"v3/conversations/{_part(conversation)}/activities/{_part(activity_id)}"
        await self._call("PUT", service_url, path, {**activity, "id": activity_id})

    async def open_private(self, service_url: str, *, bot_id: str, user_id: str, tenant: str) -> str:
        """The private chat with somebody, opened if there is none yet; gives its id.

        Raises:
            ConnectorError
        """
        asked = {
            "isGroup": False,
            "bot": {"id": bot_id},
            "members": [{"id": user_id}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        conversation = _id(await self._call("POST", service_url, "v3/conversations", asked))
        if not conversation:
            raise Unclear("no-conversation-id")
        return conversation

    async def member(self, service_url: str, conversation: str, user_id: str) -> Member:
        """Somebody in a conversation.

        Raises:
            ConnectorError
        """
        path = f"v3/conversations/{_part(conversation)}/members/{_part(user_id)}"
        return _member(await self._call("GET", service_url, path), user_id)

    async def members(self, service_url: str, conversation: str) -> list[Member]:
        """Everybody in a conversation.

        Raises:
            ConnectorError: also where there are too many to look at.
        """
        found: list[Member] = []
        token = ""
        for _ in range(_MOST_PAGES):
            more = f"&continuationToken={_part(token)}" if token else ""
            path = f"v3/conversations/{_part(conversation)}/pagedmembers?pageSize=500{more}"
            page = await self._call("GET", service_url, path)
            listed = page.get("members")
            everyone = listed if isinstance(listed, list) else ()
            found += [_member(each, "") for each in everyone if isinstance(each, dict)]
            token = _str(page, "continuationToken")
            if not token:
                return found
        raise Unclear("too-many-members")

    async def channel_kind(self, service_url: str, team: str, channel: str) -> str:
        """`standard`, `private` or `shared`; empty where Teams doesn't say.

        Raises:
            ConnectorError
        """
        listed = (await self._call("GET", service_url, f"v3/teams/{_part(team)}/conversations")).get("conversations")
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, dict) and each.get("id") == channel:
                return _str(each, "type").casefold()
        return ""

    async def _call(self, method: str, service_url: str, path: str, body: Mapping[str, Any] | None = None) -> Json:
        if not self.config.may_send_to(service_url):
            raise Refused(0, "service-url-not-allowed")
        try:
            token = await self.sign_in.token()
        except SignInFailed as error:
            raise NotSent(str(error), seconds=SIGN_IN_SECONDS) from None
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else write(body)
        url = URL(f"{service_url.rstrip('/')}/{path}", encoded=True)
        try:
            async with self.session.request(
                method, url, data=data, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as answer:
                return await self._read(answer)
        except (
            aiohttp.ClientConnectorError,
            aiohttp.ClientHttpProxyError,
            aiohttp.ConnectionTimeoutError,
            aiohttp.InvalidURL,
        ) as error:
            raise NotSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unclear(type(error).__name__) from None

    async def _read(self, answer: aiohttp.ClientResponse) -> Json:
        found = _parsed(await _bounded(answer))
        if 200 <= answer.status < 300:
            return found
        reason = _code(found) or f"http-{answer.status}"
        log.info("teams answered %d %s to %s", answer.status, reason, answer.method)
        if answer.status == 401:
            self.sign_in.forget()
            raise NotSent(reason, seconds=SIGN_IN_SECONDS)
        if answer.status in {412, 429}:
            raise NotSent(reason, seconds=_wait(answer.headers.get("Retry-After")), asked=answer.status == 429)
        if answer.status in {408, 425} or answer.status >= 500:
            raise Unclear(reason)
        raise Refused(answer.status, reason)


def _member(found: Json, user_id: str) -> Member:
    try:
        account = account_of(found)
    except Exception:
        raise Unclear("unreadable-member") from None
    return Member(
        id=_str(found, "id") or user_id,
        name=_str(found, "name"),
        account=account,
        tenant=_str(found, "tenantId"),
        role=_str(found, "userRole").casefold(),
        principal=_str(found, "userPrincipalName"),
        email=_str(found, "email"),
    )


async def _bounded(answer: aiohttp.ClientResponse) -> bytes:
    data = b""
    async for chunk in answer.content.iter_chunked(65_536):
        data += chunk
        if len(data) > _MAX_ANSWER:
            break
    return data


def _parsed(data: bytes) -> Json:
    try:
        found = json.loads(data) if data else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _code(found: Json) -> str:
    error = found.get("error")
    if not isinstance(error, dict):
        return ""
    code = error.get("code")
    inner = error.get("innerHttpError")
    if isinstance(inner, dict) and isinstance(inner.get("body"), dict):
        code = _code(inner["body"]) or code
    kept = "".join(c for c in code if c.isalnum() or c in "-_.") if isinstance(code, str) else ""
    return kept[:60]


def _wait(retry_after: str | None) -> float:
    try:
        seconds = float(retry_after or _DEFAULT_WAIT)
    except ValueError:
        return _DEFAULT_WAIT
    return min(max(seconds, 0.0), LONGEST_WAIT) if seconds == seconds else _DEFAULT_WAIT


def _part(text: str) -> str:
    return quote(text, safe="")


def _id(found: Json) -> str:
    return _str(found, "id")


def _str(found: Json, key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""
