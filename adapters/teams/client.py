"""Sends what the outbox holds. A bot can't read what it wrote in Teams, so a doubtful repeat says that it is one."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import ClassVar

from adapters.teams import sentences
from adapters.teams.audience import audience
from adapters.teams.cards import Json, Place, TooBig, kept_current, render
from adapters.teams.config import ANY_SERVICE_URL, TeamsConfig
from adapters.teams.connector import Connector, NotSent, Refused, Unclear, open_connector
from adapters.teams.forms import render_form
from adapters.teams.messenger import message
from domain.audience import NOT_AMONG_MEMBERS, Audience
from domain.pacing import Rate, Rates
from domain.posting import Destination, Posting, PostingDelayed, PostingFailed, PostingUnclear
from domain.speech import speaking, tr

RATES = Rates(
    conversation=(Rate(burst=6, seconds=1.0), Rate(burst=180, seconds=2.25)),
    workspace=(Rate(burst=5, seconds=1 / 15),),
)
"""Within what Teams bears of a conversation (7 in a second, 8 in two, 60 in 30 seconds, 1,800 in an hour) and of a bot
in a tenant (20 a second)."""
_EDIT_AGAIN_SECONDS = 5.0
_OTHERS_SECONDS = 30.0
_DIRECTORY_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(slots=True)
class TeamsPoster:
    """The port `domain.posting.Poster` for Teams."""

    config: TeamsConfig
    connector: Connector
    rates: ClassVar[Rates] = RATES
    _chats: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    @asynccontextmanager
    async def open(cls, config: TeamsConfig) -> AsyncIterator[TeamsPoster]:
        """A poster with its own connections, closed at the end."""
        async with open_connector(config) as connector:
            yield cls(config, connector)

    async def workspaces(self) -> Collection[str] | None:
        """The tenants of the settings; all of them for a local client without tokens."""
        return None if self.config.insecure_anonymous else self.config.tenant_ids

    async def post(self, posting: Posting) -> str:
        """Post, or edit; gives the activity's id.

        Raises:
            PostingFailed, PostingDelayed, PostingUnclear
        """
        try:
            return await self._post(posting)
        except Refused as error:
            raise PostingFailed(error.reason) from None
        except NotSent as error:
            raise PostingDelayed(error.reason, seconds=error.seconds, asked=error.asked) from None
        except Unclear as error:
            if posting.replaces:  # an edit that is made twice is one edit
                raise PostingDelayed(error.reason, seconds=_EDIT_AGAIN_SECONDS) from None
            raise PostingUnclear(error.reason) from None

    async def find(self, posting: Posting) -> str | None:
        """`None`: a bot can't read what it wrote in Teams."""
        return None

    async def _post(self, posting: Posting) -> str:
        where = posting.destination
        if self.config.tenant(where.workspace) is None:  # another process has its bot
            raise PostingDelayed("not one of our tenants", seconds=_OTHERS_SECONDS)
        service_url = where.address.get("serviceUrl") or ANY_SERVICE_URL
        conversation = await self._conversation(where, service_url)
        if posting.sensitive:
            await self._refuse_others_ears(where, service_url, conversation)
        activity = self._activity(posting, conversation)
        if posting.replaces:
            await self.connector.update(service_url, conversation, posting.replaces, activity)
            return posting.replaces
        return await self.connector.send(service_url, conversation, activity)

    async def _refuse_others_ears(self, where: Destination, service_url: str, conversation: str) -> None:
        """What is sensitive goes only where Teams says at this very moment that members alone read.

        Raises:
            PostingFailed: `externally_shared`, `sensitive:unknown`
            ConnectorError: Teams doesn't say just now.
        """
        try:
            heard = await audience(self.connector, service_url, conversation, where.workspace, where.address)
        except Unclear as error:  # nothing was sent yet
            raise NotSent(error.reason, seconds=_OTHERS_SECONDS) from None
        if heard is not Audience.MEMBERS:
            raise PostingFailed(NOT_AMONG_MEMBERS[heard])

    async def _conversation(self, where: Destination, service_url: str) -> str:
        """The conversation itself; for a person (`29:...` or their directory id) the private chat, opened once."""
        if not _is_person(where.conversation):
            return where.conversation
        key = (where.workspace, where.conversation)
        if key not in self._chats:
            try:
                self._chats[key] = await self.connector.open_private(
                    service_url, bot_id=self._bot(where.address), user_id=where.conversation, tenant=where.workspace
                )
            except Unclear as error:  # no message was sent yet, and opening a chat twice gives the same chat
                raise NotSent(error.reason) from None
        return self._chats[key]

    def _activity(self, posting: Posting, conversation: str) -> Json:
        with speaking(posting.reply.language):
            return self._drawn(posting, conversation)

    def _drawn(self, posting: Posting, conversation: str) -> Json:
        where = posting.destination
        label = tr(sentences.REPEATED) if posting.maybe_sent and not posting.replaces else ""
        reply = posting.reply
        try:
            if reply.form is not None:
                card = render_form(reply.form, place=Place.CHAT, said=label)
            else:
                place = _place(where)
                card = render(reply, place=Place.NEWS if reply.stays and place is Place.CHAT else place, label=label)
                of_one = posting.person_id is not None or (posting.card is not None and bool(posting.card.account))
                if place is Place.CHAT and of_one:
                    card = kept_current(card, reply, _person(where))
        except TooBig:
            raise Refused(413, "too-big") from None
        return {
            **message(card, reply.text),
            "from": {"id": self._bot(where.address)},
            "conversation": {"id": conversation},
            "channelData": {"tenant": {"id": where.workspace}},
        }

    def _bot(self, address: Mapping[str, str]) -> str:
        return address.get("botId") or f"28:{self.config.app_id}"


def _is_person(conversation: str) -> bool:
    """Is this somebody, with whom a chat is to be opened, rather than a conversation?"""
    return conversation.startswith("29:") or _DIRECTORY_ID.fullmatch(conversation) is not None


def _person(where: Destination) -> str:
    """Teams' own name of the person whose chat it is; empty where it is not known."""
    return where.conversation if where.conversation.startswith("29:") else where.address.get("userId", "")


def _place(where: Destination) -> Place:
    kind = where.address.get("conversationType")
    if kind == "personal" or where.conversation.startswith("a:") or _is_person(where.conversation):
        return Place.CHAT
    local = where.address.get("channelId", "msteams") != "msteams"
    return Place.CHAT if local else Place.CHANNEL
