"""Files that people send to the bot in Slack: what an event says of them, and how their bytes are fetched."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.download import GONE, download
from adapters.slack.config import SlackConfig
from adapters.slack.trouble import BAD_TOKEN, code
from adapters.slack.web_api import SlackClient
from adapters.slack.words import clean
from domain.speech import marked, tr
from domain.uploads import FetchDelayed, FetchRefused, OfferedFile

log = logging.getLogger("actionlog.slack")

FILE_HOSTS = frozenset({"files.slack.com", "files.slack-gov.com"})
_MOST_FILES = 20
_NOT_LET_IN = marked(
    "Slack does not let me fetch files. Please ask your IT team to give Action Log the "
    "permission “files:read” and to install it again; then send the file once more."
)
_NOT_HERE = marked(
    "This file lies outside of this Slack, so I can't read it. Please download it, and send it to me as a file."
)
_NO_FILE = frozenset({"file_not_found", "file_deleted", "not_found"})
_NOT_ALLOWED = frozenset({"missing_scope", "not_allowed_token_type", "access_denied", "no_permission"})


def offered(event: Mapping[str, Any]) -> tuple[OfferedFile, ...]:
    """The files of a message event. Only their ids are kept: everything else is asked of Slack when they are read."""
    found = []
    files = event.get("files")
    ts = event.get("ts")
    for each in files[:_MOST_FILES] if isinstance(files, list) else ():
        if not isinstance(each, dict) or not isinstance(each.get("id"), str) or not each["id"]:
            continue
        kind, size, name = each.get("mimetype"), each.get("size"), each.get("name") or each.get("title")
        found.append(
            OfferedFile(
                key=f"{each['id']}:{ts}"[:200],
                name=clean(name)[:200] if isinstance(name, str) and name else tr("your file"),
                size=size if isinstance(size, int) and size > 0 else 0,
                is_picture=isinstance(kind, str) and kind.startswith("image/"),
                source={"file": each["id"]},
            )
        )
    return tuple(found)


def pasted_table(event: Mapping[str, Any]) -> str:
    """A table that somebody pasted, as lines with tabs: Slack sends it as a block, and no words of it in the text."""
    holders: list[Any] = [event]
    attachments = event.get("attachments")
    holders += attachments if isinstance(attachments, list) else []
    rows: list[str] = []
    for holder in holders:
        blocks = holder.get("blocks") if isinstance(holder, dict) else None
        for block in blocks if isinstance(blocks, list) else ():
            if isinstance(block, dict) and block.get("type") == "table" and isinstance(block.get("rows"), list):
                rows += [_row(row) for row in block["rows"] if isinstance(row, list)]
    return "\n".join(rows)


def _row(cells: Sequence[Any]) -> str:
    return "\t".join(_quoted(clean("".join(_words(cell, 0)).strip())) for cell in cells)


def _quoted(text: str) -> str:
    """A cell as spreadsheets paste it: in quotes where it runs over lines."""
    return '"' + text.replace('"', '""') + '"' if "\n" in text or "\t" in text else text


def _words(part: Any, depth: int) -> list[str]:
    """The words of a cell, which is plain text or rich text with lists and links in it."""
    if not isinstance(part, dict) or depth > 8:
        return []
    if isinstance(part.get("text"), str):
        return [part["text"]]
    if isinstance(part.get("url"), str):
        return [part["url"]]
    inner = part.get("elements")
    found = [_words(each, depth + 1) for each in inner] if isinstance(inner, list) else []
    lines = part.get("type") in ("rich_text", "rich_text_list")
    return ["\n".join("".join(each) for each in found)] if lines else [word for each in found for word in each]


class SlackFiles:
    """`domain.uploads.FileFetcher` for one workspace."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    @classmethod
    @asynccontextmanager
    async def open(cls, config: SlackConfig) -> AsyncIterator[SlackFiles]:
        """A fetcher with a connection of its own, closed at the end."""
        async with SlackClient.connected(config) as client:
            yield cls(client)

    async def fetch(self, source: Mapping[str, str]) -> bytes:
        """The bytes of a file, asked of Slack by its id.

        Raises:
            FetchRefused, FetchDelayed
        """
        info = await self._info(source.get("file", ""))
        url = info.get("url_private_download") or info.get("url_private")
        if info.get("is_external") is True or not isinstance(url, str) or not url:
            raise FetchRefused(tr(_NOT_HERE), "external")
        session = self._client.web.session
        if session is None:
            raise FetchDelayed("not connected")
        token = self._client.config.bot_token.strip()
        got = await download(
            session,
            url,
            allowed=lambda address: is_file_host(self._client.config, address),
            not_let_in=tr(_NOT_LET_IN),
            headers={"Authorization": f"Bearer {token}"},
            proxy=self._client.web.proxy,
        )
        # Without the right, Slack answers 200 with its sign-in page, which would be read as a plan.
        if got.content_type == "text/html" and (
            info.get("mimetype") != "text/html" or info.get("size") != len(got.content)
        ):
            raise FetchRefused(tr(_NOT_LET_IN), "sign-in-page")
        return got.content

    async def _info(self, file: str) -> Mapping[str, Any]:
        try:
            answer = await self._client.web.files_info(file=file)
        except SlackApiError as error:
            word = code(error)
            if word in _NO_FILE:
                raise FetchRefused(GONE, word) from None
            if word in _NOT_ALLOWED or word in BAD_TOKEN:
                raise FetchRefused(tr(_NOT_LET_IN), word) from None
            raise FetchDelayed(word, seconds=10.0) from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise FetchDelayed(code(error)) from None
        found = answer.get("file")
        return found if isinstance(found, dict) else {}


def is_file_host(config: SlackConfig, url: str) -> bool:
    """Slack's host for files over https, or the stand-in's: the bot's token, and what is in a plan, go nowhere else."""
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        return False
    if config.is_stand_in:
        api = urlsplit(config.api_url)
        return (parts.scheme, parts.hostname, parts.port) == (api.scheme, api.hostname, api.port)
    return parts.scheme == "https" and parts.hostname in FILE_HOSTS and parts.port in (None, 443)
