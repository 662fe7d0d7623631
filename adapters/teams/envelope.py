"""An activity as it came in, read once at the door: types checked, sizes bounded, nothing trusted beyond that."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.teams.files import offered, pasted_table
from domain.uploads import OfferedFile

MAX_BODY = 256 * 1024
"""Bytes of a request. Teams sends at most about 100 kB."""

_MAX_ID = 1000
_MAX_TEXT = 100_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Refusal(Exception):
    """A request that is not taken. `status` is HTTP's, `reason` a word for the log and the answer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MentionEntity:
    """Somebody who was mentioned: the words in the text, and whom they name."""

    text: str
    id: str
    name: str
    aad_object_id: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The parts of an activity that Action Log reads; what is absent is empty."""

    type: str
    id: str
    channel: str
    service_url: str
    conversation: str
    conversation_type: str = ""
    is_group: bool = False
    tenants: tuple[str, ...] = ()
    user_id: str = ""
    user_name: str = ""
    user_aad: str = ""
    user_role: str = ""
    bot_id: str = ""
    bot_name: str = ""
    is_targeted: bool = False
    text: str = ""
    value: Mapping[str, Any] | None = None
    files: tuple[OfferedFile, ...] = ()
    pasted: str = field(default="", repr=False)
    mentions: tuple[MentionEntity, ...] = ()
    name: str = ""
    action: str = ""
    reply_to: str = ""
    team_id: str = ""
    place_name: str = ""
    members_added: tuple[str, ...] = ()
    accounts_removed: tuple[str, ...] = ()
    delivery_mode: str = ""
    locale: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def root(self) -> str:
        """The conversation without the thread in it: where a channel's posts go."""
        return self.conversation.partition(";messageid=")[0]

    @property
    def is_teams(self) -> bool:
        """Did it come from Teams itself (and not from a local Bot Framework client)?"""
        return self.channel == "msteams"

    @property
    def is_personal(self) -> bool:
        """Does nobody else read along?"""
        if self.conversation_type:
            return self.conversation_type == "personal" and not self.is_group
        return not self.is_teams and not self.is_group


def read_json(data: bytes) -> dict[str, Any]:
    """A request's body as an object.

    Raises:
        Refusal: 400, it is none.
    """
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise Refusal(400, "not-json") from None
    if not isinstance(body, dict):
        raise Refusal(400, "not-an-object")
    return body


def read_envelope(body: Mapping[str, Any]) -> Envelope:
    """An activity's parts.

    Raises:
        Refusal: 400, a part that is needed is missing, or one is of another type than it should be.
    """
    conversation = _object(body, "conversation")
    user = _object(body, "from")
    bot = _object(body, "recipient")
    extra = body.get("channelData")
    extra = extra if isinstance(extra, dict) else {}
    team, channel = _object(extra, "team"), _object(extra, "channel")
    tenants = (_id(_object(extra, "tenant"), "id"), _id(conversation, "tenantId"))
    value = body.get("value")
    attachments = _objects(body, "attachments")
    envelope = Envelope(
        type=_id(body, "type"),
        id=_id(body, "id"),
        channel=_id(body, "channelId"),
        service_url=_id(body, "serviceUrl"),
        conversation=_id(conversation, "id"),
        conversation_type=_id(conversation, "conversationType"),
        is_group=conversation.get("isGroup") is True,
        tenants=tuple(tenant for tenant in tenants if tenant),
        user_id=_id(user, "id"),
        user_name=printable(_text(user, "name", _MAX_ID)),
        user_aad=_account(_id(user, "aadObjectId")),
        user_role=_id(user, "role"),
        bot_id=_id(bot, "id"),
        bot_name=printable(_text(bot, "name", _MAX_ID)),
        is_targeted=bot.get("isTargeted") is True,
        text=_text(body, "text", _MAX_TEXT),
        value=value if isinstance(value, dict) else None,
        files=offered(attachments, _id(body, "id")),
        pasted=printable(pasted_table(attachments, _MAX_TEXT)),
        mentions=tuple(_mentions(body)),
        name=_id(body, "name"),
        action=_id(body, "action"),
        reply_to=_id(body, "replyToId"),
        team_id=_id(team, "id"),
        place_name=printable(_text(channel, "name", _MAX_ID) or _text(team, "name", _MAX_ID)),
        members_added=tuple(_id(member, "id") for member in _objects(body, "membersAdded")),
        accounts_removed=tuple(filter(None, map(account_of, _objects(body, "membersRemoved")))),
        delivery_mode=_id(body, "deliveryMode"),
        locale=_id(body, "locale"),
        raw=body,
    )
    for part, missing in ((envelope.type, "type"), (envelope.service_url, "serviceUrl"), (envelope.channel, "channel")):
        if not part:
            raise Refusal(400, f"no-{missing}")
    if not envelope.conversation:
        raise Refusal(400, "no-conversation")
    return envelope


def printable(text: str) -> str:
    """Text without control characters and halves of characters, which no database keeps."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


def _account(given: str) -> str:
    """Object ids are compared as they are stored: in small letters."""
    return given.lower() if _GUID.fullmatch(given) else given


def account_of(member: Mapping[str, Any]) -> str:
    """The directory's object id in what Teams says of a member, spelt as in an envelope."""
    return _account(_id(member, "aadObjectId") or _id(member, "objectId"))


def _mentions(body: Mapping[str, Any]) -> list[MentionEntity]:
    found = []
    for entity in _objects(body, "entities"):
        kind = entity.get("type")
        if isinstance(kind, str) and kind.casefold() == "mention":
            whom = _object(entity, "mentioned")
            text, name = _text(entity, "text", _MAX_ID), printable(_text(whom, "name", _MAX_ID))
            found.append(MentionEntity(text, _id(whom, "id"), name, account_of(whom)))
    return found


def _object(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = holder.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Refusal(400, "wrong-type")
    return value


def _objects(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = holder.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > 1000:
        raise Refusal(400, "wrong-type")
    return [entry for entry in value if isinstance(entry, dict)]


def _text(holder: Mapping[str, Any], key: str, limit: int) -> str:
    value = holder.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > limit:
        raise Refusal(400, "wrong-type")
    return value


def _id(holder: Mapping[str, Any], key: str) -> str:
    value = _text(holder, key, _MAX_ID)
    if _UNPRINTABLE.search(value) or "\n" in value:
        raise Refusal(400, "unprintable-id")
    return value
