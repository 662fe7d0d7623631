"""Files that the bot gives to somebody in Teams: they are asked first, and it is put into their OneDrive on a yes."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from adapters.teams.cards import Json
from adapters.teams.config import ANY_SERVICE_URL, TeamsConfig
from adapters.teams.connector import Connector, ConnectorError, NotSent, Refused, open_connector
from adapters.teams.files import is_file_host
from domain.posting import Destination, PostingDelayed, PostingFailed, PostingUnclear
from domain.sending import OutgoingFile
from domain.uploads import OfferedFile

log = logging.getLogger("actionlog.teams")

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
_MOST_URL = 8_000
_PUT_SECONDS = 60.0
_AGAIN_SECONDS = 10.0
_OTHERS_SECONDS = 30.0
_FIELDS = {"url": "uploadUrl", "shown": "contentUrl", "name": "name", "unique": "uniqueId", "type": "fileType"}


def consented(value: Mapping[str, Any]) -> tuple[OfferedFile, ...]:
    """The address that Teams made for a file which somebody said yes to. It lets whoever has it write that one file."""
    told = value.get("uploadInfo")
    told = told if isinstance(told, Mapping) else {}
    found = {ours: told.get(theirs) for ours, theirs in _FIELDS.items()}
    source = {name: text for name, text in found.items() if isinstance(text, str) and 0 < len(text) <= _MOST_URL}
    return (OfferedFile("consent", source.get("name", "")[:200], source=source),) if "url" in source else ()


@dataclass(slots=True)
class TeamsSender:
    """`domain.sending.FileSender` for Teams."""

    config: TeamsConfig
    connector: Connector
    session: aiohttp.ClientSession

    @classmethod
    @asynccontextmanager
    async def open(cls, config: TeamsConfig) -> AsyncIterator[TeamsSender]:
        """A sender with connections of its own, closed at the end."""
        async with (
            open_connector(config) as connector,
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=not config.has_stand_ins) as session,
        ):
            yield cls(config, connector, session)

    async def send(self, to: Destination, file: OutgoingFile, *, yes: Mapping[str, Any], no: Mapping[str, Any]) -> None:
        """Ask whether it may go into their OneDrive.

        Raises:
            PostingFailed, PostingDelayed, PostingUnclear
        """
        content = {
            "description": file.words,
            "sizeInBytes": len(file.content),
            "acceptContext": dict(yes),
            "declineContext": dict(no),
        }
        await self._post(to, {"contentType": CONSENT, "name": file.name, "content": content})

    async def put(self, to: Destination, file: OutgoingFile, address: Mapping[str, str]) -> bool:
        """Write it to the address, and show it in the chat. No token of ours is sent along: the address is the right.

        Raises:
            PostingFailed: `host-not-allowed`, or what the host answered.
            PostingDelayed
        """
        url = address.get("url", "")
        if not is_file_host(self.config, url):
            raise PostingFailed("host-not-allowed")
        size = len(file.content)
        headers = {"Content-Type": "application/octet-stream", "Content-Range": f"bytes 0-{size - 1}/{size}"}
        try:
            async with self.session.put(
                URL(url, encoded=True),
                data=file.content,
                headers=headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=_PUT_SECONDS),
            ) as answer:
                await answer.content.read(2_000)
                status = answer.status
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            # Writing the same bytes to the same place twice is the same file.
            raise PostingDelayed(type(error).__name__, seconds=_AGAIN_SECONDS) from None
        if status in {408, 425, 429} or status >= 500:
            raise PostingDelayed(f"http-{status}", seconds=_AGAIN_SECONDS)
        if not 200 <= status < 300:
            raise PostingFailed(f"http-{status}")
        return await self._show(to, file, address)

    async def _show(self, to: Destination, file: OutgoingFile, address: Mapping[str, str]) -> bool:
        shown = address.get("shown", "")
        if not is_file_host(self.config, shown):
            return False
        content = {"uniqueId": address.get("unique", ""), "fileType": address.get("type", "")}
        name = address.get("name") or file.name
        try:
            await self._post(to, {"contentType": INFO, "contentUrl": shown, "name": name, "content": content})
        except (PostingFailed, PostingDelayed, PostingUnclear) as error:
            log.warning("a file is in its place, but could not be shown: %s", error)
            return False
        return True

    async def _post(self, to: Destination, attachment: Json) -> None:
        if self.config.tenant(to.workspace) is None:  # another process has its bot
            raise PostingDelayed("not one of our tenants", seconds=_OTHERS_SECONDS)
        activity = {
            "type": "message",
            "attachments": [attachment],
            "from": {"id": to.address.get("botId") or f"28:{self.config.app_id}"},
            "conversation": {"id": to.conversation},
            "channelData": {"tenant": {"id": to.workspace}},
        }
        try:
            await self.connector.send(to.address.get("serviceUrl") or ANY_SERVICE_URL, to.conversation, activity)
        except Refused as error:
            raise PostingFailed(error.reason) from None
        except NotSent as error:
            raise PostingDelayed(error.reason, seconds=error.seconds) from None
        except ConnectorError as error:
            raise PostingUnclear(error.reason) from None
