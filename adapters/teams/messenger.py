"""How an answer reaches the person who asked, and nobody else."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field

from adapters.teams import sentences
from adapters.teams.activity import Turn
from adapters.teams.cards import Json, Place, attachment, shorten
from adapters.teams.config import TeamsConfig
from adapters.teams.connector import Connector, ConnectorError, NotSent, Refused
from domain.speech import tr

log = logging.getLogger("actionlog.teams")

_KNOWN_CHATS = 5_000
_MAX_SUMMARY = 200
_LONGEST_PAUSE = 3.0


def message(card: Json, summary: str) -> Json:
    """A card as a message; `summary` is what a notification shows."""
    first = next((line.strip() for line in summary.splitlines() if line.strip()), sentences.SUMMARY)
    return {"type": "message", "attachments": [attachment(card)], "summary": shorten(first, _MAX_SUMMARY)}


@dataclass(slots=True)
class Messenger:
    """Sends cards in answer to a turn. Failures are logged by their codes; none is retried here."""

    config: TeamsConfig
    connector: Connector
    _chats: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)
    _latest: dict[str, Json] = field(default_factory=dict)
    _edits: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def place(self, turn: Turn) -> Place:
        """Where a private answer to this turn will stand."""
        return Place.CHAT if turn.envelope.is_personal or not self._can_target(turn) else Place.TARGETED

    async def reply(self, turn: Turn, activity: Json) -> str:
        """Send into the turn's own conversation; gives Teams' name of the message.

        Raises:
            ConnectorError
        """
        return await self._send(turn, turn.envelope.conversation, self._addressed(turn, activity))

    async def privately(self, turn: Turn, activity: Json) -> str:
        """Send to the person who asked, for their eyes only: where they asked if nobody else sees it, else in a chat.
        Gives Teams' name of the message where they asked in their own chat, else nothing.

        Raises:
            ConnectorError: it could not be sent anywhere private, nor the hint how to mend that.
        """
        if turn.envelope.is_personal:
            return await self.reply(turn, activity)
        if not (self._can_target(turn) and await self._targeted(turn, activity)):
            try:
                await self.in_chat(turn, activity)
            except Refused as error:
                log.info("no private chat for activity %s: %s", turn.envelope.id, error.reason)
                await self.reply(turn, {"type": "message", "text": tr(sentences.ADD_ME_FIRST)})
        return ""

    async def in_chat(self, turn: Turn, activity: Json) -> None:
        """Send into the private chat with the person who asked, opened if need be.

        Raises:
            ConnectorError
        """
        envelope = turn.envelope
        key = (turn.tenant, envelope.user_id)
        chat = self._chats.get(key)
        if chat is None:
            chat = await self.connector.open_private(
                envelope.service_url, bot_id=envelope.bot_id, user_id=envelope.user_id, tenant=turn.tenant
            )
            self._chats[key] = chat
            if len(self._chats) > _KNOWN_CHATS:
                self._chats.popitem(last=False)
        try:
            await self._send(turn, chat, self._addressed(turn, activity, thread=False))
        except Refused:
            self._chats.pop(key, None)
            raise

    async def _send(self, turn: Turn, conversation: str, activity: Json) -> str:
        """Send; where Teams asks to wait a moment, once more after it: somebody sits there and waits for an answer."""
        try:
            return await self.connector.send(turn.envelope.service_url, conversation, activity)
        except NotSent as error:
            if error.seconds > _LONGEST_PAUSE:
                raise
            await asyncio.sleep(error.seconds)
            return await self.connector.send(turn.envelope.service_url, conversation, activity)

    async def put_in_place(self, turn: Turn, activity: Json) -> bool:
        """Put a message in the place of the one whose button was pressed; `False` where that can't be edited."""
        envelope = turn.envelope
        if not envelope.reply_to:
            return False
        try:
            await self.connector.update(
                envelope.service_url, envelope.conversation, envelope.reply_to, self._addressed(turn, activity)
            )
        except ConnectorError as error:
            log.info("message of activity %s could not be edited: %s", envelope.id, error.reason)
            return False
        return True

    def put_in_place_soon(self, turn: Turn, activity: Json) -> None:
        """The same, after the answer: an invoke's card is seen on one device, and until the chat is opened anew."""
        if turn.envelope.reply_to:
            key = _pressed_message(turn)
            self._latest[key] = activity
            if key not in self._edits:
                self._edits[key] = asyncio.get_running_loop().create_task(self._keep_in_place(turn, key))

    async def settled(self, turn: Turn) -> None:
        """Wait until the pressed message is no longer edited: an edit would sweep away a form that opened since."""
        if (edit := self._edits.get(_pressed_message(turn))) is not None:
            await asyncio.wait([edit])

    def under_way(self) -> Collection[asyncio.Task[None]]:
        """Edits that follow an answer and are not done yet."""
        return self._edits.values()

    async def _keep_in_place(self, turn: Turn, key: str) -> None:
        """Edit until what stands there is the latest: two quick presses must not end in the wrong order."""
        try:
            while (activity := self._latest.pop(key, None)) is not None:
                await self.put_in_place(turn, activity)
        finally:
            self._latest.pop(key, None)
            del self._edits[key]

    def _can_target(self, turn: Turn) -> bool:
        envelope = turn.envelope
        return envelope.is_teams and not envelope.is_personal and (envelope.is_targeted or self.config.targeted)

    async def _targeted(self, turn: Turn, activity: Json) -> bool:
        envelope = turn.envelope
        info = {"type": "targetedMessageInfo", "messageId": envelope.id}
        addressed = {**self._addressed(turn, activity), "entities": [info]}
        try:
            await self.connector.send(envelope.service_url, envelope.conversation, addressed, targeted=True)
        except ConnectorError as error:
            log.info("activity %s can't be answered in its channel privately: %s", envelope.id, error.reason)
            return False
        return True

    @staticmethod
    def _addressed(turn: Turn, activity: Json, *, thread: bool = True) -> Json:
        envelope = turn.envelope
        made = {
            **activity,
            "from": {"id": envelope.bot_id, "name": envelope.bot_name},
            "recipient": {"id": envelope.user_id, "name": envelope.user_name},
            "channelData": {"tenant": {"id": turn.tenant}},
        }
        if thread:
            made["conversation"] = {"id": envelope.conversation}
            if envelope.id and envelope.type == "message":
                made["replyToId"] = envelope.id
        return made


def _pressed_message(turn: Turn) -> str:
    return f"{turn.envelope.root}\n{turn.envelope.reply_to}"
