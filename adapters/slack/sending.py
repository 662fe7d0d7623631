"""Files that the bot gives to somebody on Slack, in the three steps that Slack asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.config import SlackConfig
from adapters.slack.files import is_file_host
from adapters.slack.trouble import trouble
from adapters.slack.web_api import SlackClient
from domain.posting import Destination, PostingDelayed, PostingFailed
from domain.sending import OutgoingFile

_CALL = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)
_AGAIN_SECONDS = 10.0
_UPLOAD_SECONDS = 60.0


class SlackSender:
    """`domain.sending.FileSender` for one workspace. Slack asks nobody before it shows a bot's file."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    @classmethod
    @asynccontextmanager
    async def open(cls, config: SlackConfig) -> AsyncIterator[SlackSender]:
        """A sender with a connection of its own, closed at the end."""
        async with SlackClient.connected(config) as client:
            yield cls(client)

    async def send(self, to: Destination, file: OutgoingFile, *, yes: Mapping[str, Any], no: Mapping[str, Any]) -> None:
        """Upload it, and show it in their chat with us. Until the last step nobody sees anything of it.

        Raises:
            PostingFailed, PostingDelayed
            PostingUnclear: the answer to the last step was lost, so the file may be there.
        """
        web = self._client.web
        channel = await self._chat(to.conversation)
        try:
            asked = await web.files_getUploadURLExternal(filename=file.name, length=len(file.content))
        except _CALL as error:
            raise _before(error) from None
        url, known = asked.get("upload_url"), asked.get("file_id")
        if not isinstance(url, str) or not isinstance(known, str) or not is_file_host(self._client.config, url):
            raise PostingFailed("upload-host-not-allowed")
        await self._upload(url, file.content)
        try:
            await web.files_completeUploadExternal(
                files=[{"id": known, "title": file.name}], channel_id=channel, initial_comment=file.words
            )
        except _CALL as error:
            raise trouble(error) from None

    async def put(self, to: Destination, file: OutgoingFile, address: Mapping[str, str]) -> bool:
        """Slack never says yes to anything, so this is not asked for."""
        raise PostingFailed("no-consent-on-slack")

    async def _chat(self, conversation: str) -> str:
        """The channel of the chat with a person who asked elsewhere."""
        if not conversation.startswith(("U", "W")):
            return conversation
        try:
            answer = await self._client.web.conversations_open(users=conversation)
        except _CALL as error:
            raise _before(error) from None
        opened = answer.get("channel")
        if not isinstance(opened, dict) or not opened.get("id"):
            raise PostingFailed("no-chat")
        return str(opened["id"])

    async def _upload(self, url: str, content: bytes) -> None:
        session = self._client.web.session
        if session is None:
            raise PostingDelayed("not connected", seconds=_AGAIN_SECONDS)
        try:
            async with session.post(
                url,
                data=content,
                headers={"Content-Type": "application/octet-stream"},
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=_UPLOAD_SECONDS),
                proxy=self._client.web.proxy,
            ) as answer:
                await answer.content.read(2_000)
                status = answer.status
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise _before(error) from None
        if status != 200:
            raise PostingDelayed(f"upload answered {status}", seconds=_AGAIN_SECONDS)


def _before(error: BaseException) -> Exception:
    """What went wrong before anything was shown: it can be done again."""
    problem = trouble(error)
    if isinstance(problem, PostingFailed | PostingDelayed):
        return problem
    return PostingDelayed(str(problem), seconds=_AGAIN_SECONDS)
