"""The outbox's hands on Slack: posts, edits, and looks for what may have arrived."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.blocks import message
from adapters.slack.config import SlackConfig
from adapters.slack.trouble import code, trouble
from adapters.slack.web_api import SlackClient, audience_of
from domain.audience import NOT_AMONG_MEMBERS, Audience
from domain.lateness import seconds_passed
from domain.pacing import Rate, Rates
from domain.posting import Posting, PostingDelayed, PostingFailed, PostingUnclear
from domain.speech import speaking

log = logging.getLogger("actionlog.slack")

EVENT_TYPE = "actionlog_post"
"""The kind of metadata that carries the key of a post, by which it is found again."""
RATES = Rates(conversation=(Rate(burst=2, seconds=1.05),), workspace=(Rate(burst=60, seconds=0.2),))
"""Within what Slack bears: about one message a second in a channel with short bursts, and several hundred a minute in a
workspace."""
LOOK_BACK_SECONDS = 60
SHARING_SECONDS = 60.0
"""How long a channel is believed to be ours alone."""
_PAGE = 200
_MOST_PAGES = 25
_NOT_OURS_SECONDS = 30.0
NOT_ASKED_SECONDS = 30.0
"""How long a message waits of which Slack did not say who would read it."""
_UNREADABLE = frozenset({"missing_scope", "not_in_channel", "channel_not_found", "no_permission", "access_denied"})
_CALL = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)


class SlackPoster:
    """Posts for one workspace. Nothing is ever sent twice by itself; what is unclear is said to be so."""

    rates = RATES

    def __init__(self, client: SlackClient) -> None:
        self._client = client
        self._ours_alone: dict[str, float] = {}
        self._direct: dict[str, str] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls, config: SlackConfig) -> AsyncIterator[SlackPoster]:
        """A poster with a connection of its own, closed at the end."""
        async with SlackClient.connected(config) as client:
            yield cls(client)

    async def workspaces(self) -> Collection[str]:
        """The one workspace of the bot token.

        Raises:
            PostingDelayed: Slack doesn't say just now.
        """
        if not self._client.is_identified:
            try:
                await self._client.identify()
            except _CALL as error:
                raise _not_said(trouble(error)) from None
        return (self._client.installation.team_id,)

    async def post(self, posting: Posting) -> str:
        """Post it, or edit the message `posting.replaces`; gives the message's `ts`.

        Raises:
            PostingFailed, PostingDelayed, PostingUnclear
        """
        await self._refuse_other_workspace(posting.destination.workspace)
        channel = await self._channel(posting.destination.conversation)
        await self._refuse_others_ears(channel, sensitive=posting.sensitive)
        # In somebody's own conversation it is an answer like any other: what is pressed on it changes in its place,
        # unless it tells of several things.
        with speaking(posting.reply.language):
            content = message(posting.reply, post=posting.reply.stays or not channel.startswith("D"))
        try:
            if posting.replaces is None:
                answer = await self._client.web.chat_postMessage(
                    channel=channel,
                    metadata={"event_type": EVENT_TYPE, "event_payload": {"key": posting.key}},
                    **content,
                )
            else:  # without metadata, so that the message keeps the key under which it was posted
                answer = await self._client.web.chat_update(
                    channel=channel, ts=posting.replaces, text=content["text"], blocks=content["blocks"]
                )
        except _CALL as error:
            raise trouble(error) from None
        ts = answer.get("ts")
        if not isinstance(ts, str) or not ts:
            raise PostingUnclear("an answer without ts")
        return ts

    async def find(self, posting: Posting) -> str | None:
        """Look in the conversation's history, from a minute before it was first taken up, for a post with this key.

        Raises:
            PostingDelayed: the history can't be read just now, so nothing may be posted yet.
        """
        if posting.replaces is not None:
            return None  # editing a message twice does no harm
        await self._refuse_other_workspace(posting.destination.workspace)
        try:
            channel = await self._channel(posting.destination.conversation)
        except PostingUnclear as error:
            raise PostingDelayed(str(error), seconds=LOOK_BACK_SECONDS / 2) from None
        taken_at = seconds_passed() if posting.taken_at is None else posting.taken_at
        since = self._client.slack_time(taken_at) - posting.claimed_for.total_seconds() - LOOK_BACK_SECONDS
        cursor = ""
        for _ in range(_MOST_PAGES):
            page = await self._history(channel, since, cursor)
            if page is None:
                return None
            if found := _with_key(page.get("messages"), posting.key):
                return found
            following = page.get("response_metadata")
            cursor = str(following.get("next_cursor") or "") if isinstance(following, dict) else ""
            if not cursor:
                return None
        raise PostingDelayed("a long history", seconds=LOOK_BACK_SECONDS)

    async def _history(self, channel: str, since: float, cursor: str) -> Any:
        try:
            return await self._client.web.conversations_history(
                channel=channel,
                oldest=f"{since:.6f}",
                limit=_PAGE,
                include_all_metadata=True,
                cursor=cursor or None,
            )
        except _CALL as error:
            if code(error) in _UNREADABLE:
                # A workspace that gave us no right to read: the post is repeated rather than lost.
                log.warning("the history of %s can't be read: %s", channel, code(error))
                return None
            problem = trouble(error)
            seconds = problem.seconds if isinstance(problem, PostingDelayed) else LOOK_BACK_SECONDS / 2
            raise PostingDelayed(str(problem), seconds=seconds) from None

    async def _refuse_other_workspace(self, workspace: str) -> None:
        """One database may serve several workspaces, each with a process and a token of its own. What is for another
        is left to that process.

        Raises:
            PostingDelayed: it is for another workspace, or Slack doesn't say just now which is ours.
        """
        if workspace not in await self.workspaces():
            raise PostingDelayed("for another Slack workspace than the bot token's", seconds=_NOT_OURS_SECONDS)

    async def _channel(self, conversation: str) -> str:
        """The channel of a conversation; for a person, the one they have with us."""
        if not conversation.startswith(("U", "W")):
            return conversation
        if conversation not in self._direct:
            try:
                answer = await self._client.web.conversations_open(users=conversation)
            except _CALL as error:
                raise _before_sending(trouble(error)) from None
            opened = answer.get("channel")
            if not (isinstance(opened, dict) and opened.get("id")):
                raise PostingDelayed("no word about the conversation", seconds=NOT_ASKED_SECONDS)
            self._direct[conversation] = str(opened["id"])
        return self._direct[conversation]

    async def _refuse_others_ears(self, channel: str, *, sensitive: bool) -> None:
        """Nothing goes where people of other organisations read, or are about to; and what is sensitive only where
        Slack says at this very moment that members alone do.

        Raises:
            PostingFailed: `externally_shared`, `sensitive:public`, `sensitive:unknown`
            PostingDelayed: Slack doesn't say just now.
        """
        now = time.monotonic()
        if channel.startswith("D") or (not sensitive and self._ours_alone.get(channel, 0.0) > now):
            return
        try:
            answer = await self._client.web.conversations_info(channel=channel)
        except _CALL as error:
            problem = _before_sending(trouble(error))
            if sensitive and isinstance(problem, PostingFailed) and code(error) in _UNREADABLE - {"channel_not_found"}:
                raise PostingFailed(NOT_AMONG_MEMBERS[Audience.UNKNOWN]) from None
            raise problem from None
        audience = audience_of(answer.get("channel"))
        if audience is Audience.UNKNOWN and not sensitive:
            raise PostingDelayed("no word about the channel", seconds=NOT_ASKED_SECONDS)
        if audience is Audience.SHARED or (sensitive and audience is not Audience.MEMBERS):
            self._ours_alone.pop(channel, None)
            raise PostingFailed(NOT_AMONG_MEMBERS[audience])
        self._ours_alone[channel] = now + SHARING_SECONDS


def _not_said(problem: Exception) -> PostingDelayed:
    """Which workspace it is was not said, for whatever reason: no message is at fault."""
    seconds = problem.seconds if isinstance(problem, PostingDelayed) else _NOT_OURS_SECONDS
    return PostingDelayed(str(problem), seconds=seconds)


def _before_sending(problem: Exception) -> Exception:
    """Nothing was posted yet, so nothing can have arrived."""
    return PostingDelayed(str(problem), seconds=NOT_ASKED_SECONDS) if isinstance(problem, PostingUnclear) else problem


def _with_key(messages: Any, key: str) -> str | None:
    for each in messages if isinstance(messages, list) else ():
        metadata = each.get("metadata") if isinstance(each, dict) and each.get("bot_id") else None
        if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
            continue
        payload = metadata.get("event_payload")
        if isinstance(payload, dict) and payload.get("key") == key and isinstance(each.get("ts"), str):
            return str(each["ts"])
    return None
