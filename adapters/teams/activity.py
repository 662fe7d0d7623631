"""From an envelope to what the domain is asked, and what Teams says of the person who asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.teams.connector import Member
from adapters.teams.envelope import Envelope
from domain.context import AccountFacts, Inbound, delivery_named
from domain.people import Platform
from domain.uploads import OfferedFile


@dataclass(frozen=True, slots=True)
class Turn:
    """A request that was let in, and the tenant it was let in for (spelt as in the settings)."""

    envelope: Envelope
    tenant: str

    @property
    def account(self) -> str:
        """Who speaks: the directory's object id. Local clients have none, so there it is their own id."""
        return self.envelope.user_aad or ("" if self.envelope.is_teams else self.envelope.user_id)

    @property
    def delivery(self) -> str | None:
        """The name of this delivery: the activity's id, which is unique in its conversation only, and what it says."""
        envelope = self.envelope
        said = json.dumps(envelope.value, sort_keys=True) if envelope.value else envelope.text
        return delivery_named(envelope.id[:150], f"{envelope.root}\n{envelope.user_id}\n{said}")

    @property
    def address(self) -> dict[str, str]:
        """How this conversation can be written to later."""
        envelope = self.envelope
        known = {
            "serviceUrl": envelope.service_url,
            "botId": envelope.bot_id,
            "tenantId": self.tenant,
            "channelId": envelope.channel,
            "conversationType": "personal" if envelope.is_personal else envelope.conversation_type or "groupChat",
            "userId": envelope.user_id if envelope.is_personal else "",
            "aadObjectId": envelope.user_aad if envelope.is_personal else "",
            "teamId": envelope.team_id,
        }
        return {name: value for name, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, or pressed (with what a form added); `on` the message that the answer takes the place of."""

    said: str | None = None
    pressed: Mapping[str, Any] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    files: tuple[OfferedFile, ...] = ()
    on: str = ""


def to_inbound(turn: Turn, asked: Asked) -> Inbound:
    """The request as the domain reads it. Who it is comes from the envelope alone, never from a card's data."""
    envelope = turn.envelope
    return Inbound(
        platform=Platform.TEAMS,
        workspace=turn.tenant,
        account=turn.account,
        conversation=envelope.root,
        private=envelope.is_personal,
        display_name=envelope.user_name,
        said=asked.said,
        pressed=asked.pressed,
        fields=asked.fields,
        delivery=turn.delivery,
        conversation_name=envelope.place_name,
        address=turn.address,
        files=envelope.files if asked.said is not None else asked.files,
        pasted=envelope.pasted if asked.said is not None else "",
        on=asked.on if envelope.is_personal else "",
    )


def facts_of(member: Member, tenant: str) -> AccountFacts:
    """What Teams says of somebody: guests of the tenant, and people of another one, are told apart from its own."""
    elsewhere = bool(member.tenant) and member.tenant.casefold() != tenant.casefold()
    return AccountFacts(
        display_name=member.name,
        is_guest=member.role == "guest" or "#EXT#" in member.principal.upper(),
        is_bot=member.role in {"bot", "skill"} or member.id.startswith("28:"),
        is_outside=elsewhere or member.role == "anonymous",
        email=member.email or ("" if "#EXT#" in member.principal.upper() else member.principal),
        comes_from=member.tenant if elsewhere else "",
    )


def facts_of_local(envelope: Envelope) -> AccountFacts:
    """A local client knows no directory: its word is all there is."""
    return AccountFacts(display_name=envelope.user_name, is_bot=envelope.user_role in {"bot", "skill"})
