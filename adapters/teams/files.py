"""Files and tables that people send to the bot in Teams: what an activity says of them, and how bytes are fetched."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from adapters.download import download
from adapters.teams.config import TeamsConfig, is_loopback
from domain.speech import marked, tr
from domain.uploads import FetchRefused, OfferedFile

DOWNLOAD_INFO = "application/vnd.microsoft.teams.file.download.info"
REFERENCE = "reference"
"""How a file in a channel is told of: a bot can't fetch it."""
FILE_HOSTS = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us")
"""Where OneDrive and SharePoint keep what is sent in a chat: `council-my.sharepoint.com`."""
_MOST_FILES = 20
_MOST_URL = 8_000
_NOT_LET_IN = marked(
    "The link to the file is no longer good: it lasts for some minutes only. Please send the file again."
)
_TABLE = re.compile(r"<table\b", re.I)
_ROW = re.compile(r"<tr\b", re.I)


def offered(attachments: Sequence[Mapping[str, Any]], activity_id: str) -> tuple[OfferedFile, ...]:
    """The files of a message. Their addresses let whoever has them read the file, and are good for some minutes."""
    found = []
    for number, each in enumerate(attachments[:_MOST_FILES]):
        kind, name, content = each.get("contentType"), each.get("name"), each.get("content")
        if not isinstance(kind, str):
            continue
        is_picture = kind.startswith("image/")
        if kind not in (DOWNLOAD_INFO, REFERENCE) and not is_picture:
            continue
        content = content if isinstance(content, dict) else {}
        url, unique = content.get("downloadUrl"), content.get("uniqueId")
        known = unique if isinstance(unique, str) and unique else str(number)
        found.append(
            OfferedFile(
                key=f"{activity_id[:100]}:{known[:100]}",
                name=name[:200] if isinstance(name, str) and name else tr("your file"),
                is_picture=is_picture,
                source={"url": url} if isinstance(url, str) and len(url) <= _MOST_URL else {},
            )
        )
    return tuple(found)


def pasted_table(attachments: Sequence[Mapping[str, Any]], limit: int) -> str:
    """A table that somebody pasted, as HTML: in the words of the message its cells have run together."""
    for each in attachments:
        content = each.get("content")
        if each.get("contentType") != "text/html" or not isinstance(content, str) or len(content) > limit:
            continue
        if _TABLE.search(content) and len(_ROW.findall(content)) >= 2:
            return content
    return ""


@dataclass(slots=True)
class TeamsFiles:
    """`domain.uploads.FileFetcher` for Teams."""

    config: TeamsConfig
    session: aiohttp.ClientSession

    @classmethod
    @asynccontextmanager
    async def open(cls, config: TeamsConfig) -> AsyncIterator[TeamsFiles]:
        """A fetcher with a connection of its own, closed at the end."""
        async with aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), trust_env=not config.has_stand_ins
        ) as session:
            yield cls(config, session)

    async def fetch(self, source: Mapping[str, str]) -> bytes:
        """The bytes at the address that Teams gave. No token of ours is sent along: the address carries the right.

        Raises:
            FetchRefused, FetchDelayed
        """
        url = source.get("url", "")
        if not url:
            raise FetchRefused(
                tr("Teams gave me no link to the file. Please send it to me again in this chat."), "no-url"
            )
        got = await download(self.session, url, allowed=self._is_a_file_host, not_let_in=tr(_NOT_LET_IN))
        return got.content

    def _is_a_file_host(self, url: str) -> bool:
        return is_file_host(self.config, url)


def is_file_host(config: TeamsConfig, url: str) -> bool:
    """Is this where Teams keeps files, over https; or a stand-in on this machine, where the settings allow one?"""
    if any(c <= " " or c in "\\\x7f" for c in url):  # parsers disagree about these
        return False
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        return False
    if config.has_stand_ins:
        return is_loopback(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and parts.port in (None, 443) and host.endswith(FILE_HOSTS)
