"""Who can read in a conversation of Teams, as the connector says at this moment.

A private channel or a chat is its members'. A standard channel is everybody's in its team, and Teams doesn't tell a bot
whether that team is open to the whole organisation.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from adapters.teams.connector import Connector, ConnectorError, Member
from domain.audience import Audience

log = logging.getLogger("actionlog.teams")

_PRIVATE = frozenset({"private", "privatechannel"})
_STANDARD = "standard"
_SHARED = frozenset({"shared", "sharedchannel"})


async def audience(
    connector: Connector, service_url: str, conversation: str, tenant: str, address: Mapping[str, str]
) -> Audience:
    """Ask for the kind of conversation, and for everybody in it: guests and people of other tenants are outsiders.

    Raises:
        ConnectorError: Teams doesn't say just now.
    """
    kind = address.get("conversationType", "")
    if kind == "personal":
        return Audience.MEMBERS
    if kind == "channel":
        team = address.get("teamId", "")
        found = await connector.channel_kind(service_url, team, conversation) if team else ""
        if found in _SHARED:
            return Audience.SHARED
        if found == _STANDARD:
            return Audience.TEAM
        if found not in _PRIVATE:
            return Audience.UNKNOWN
    elif kind != "groupChat":
        return Audience.UNKNOWN
    everyone = await connector.members(service_url, conversation)
    if not everyone:
        return Audience.UNKNOWN
    return Audience.SHARED if any(_is_outsider(member, tenant) for member in everyone) else Audience.MEMBERS


def _is_outsider(member: Member, tenant: str) -> bool:
    elsewhere = bool(member.tenant) and member.tenant.casefold() != tenant.casefold()
    return elsewhere or member.role in {"guest", "anonymous"} or "#EXT#" in member.principal.upper()


async def audience_or_unknown(
    connector: Connector, service_url: str, conversation: str, tenant: str, address: Mapping[str, str]
) -> Audience:
    """The same; unknown where Teams doesn't say."""
    try:
        return await audience(connector, service_url, conversation, tenant, address)
    except ConnectorError as error:
        log.warning("Teams doesn't say who reads in a conversation: %s", error.reason)
        return Audience.UNKNOWN
