"""Messages that stand in somebody's own chat: what is kept of them, so that they can be edited when an action changes.

What they say is not kept: the query that gives it, and which actions stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from domain.actions import ActionRow
from domain.context import Inbound
from domain.errors import DomainError, FieldErrors
from domain.form_messages import Approve, OpenSendBack, ShowMilestones, TickMilestone, Withdraw
from domain.ids import CardId, new_id
from domain.messages import FormQuery, ListQuery, Message, Query
from domain.ports import UnitOfWork
from domain.posting import Card, Destination
from domain.registry import Registry
from domain.reminder_messages import Reminder, pack_keys
from domain.views import Buttons, Item, Reply

CHAT_CARD = "chat"
"""The kind of a card in somebody's own chat."""
FORM_STANDS = timedelta(hours=1)
"""How long a form may take to fill in, before the card in whose place it stands is edited again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer in a chat: the message of this name, what draws it again, and the keys of the actions on it."""

    inbound: Inbound
    message: str
    query: Mapping[str, Any] | None
    keys: tuple[str, ...]


def keys_on(reply: Reply) -> tuple[str, ...]:
    """The actions whose rows stand in a reply, and those on which it asks for a decision."""
    keys = [one.key for one in reply.elements if isinstance(one, Item)]
    asked = (button.sends for one in reply.elements if isinstance(one, Buttons) for button in one.buttons)
    keys += [sends.ref for sends in asked if isinstance(sends, Approve | OpenSendBack | Withdraw)]
    return tuple(dict.fromkeys(keys))


def query_of(reply: Reply, asked: Message | None) -> Query | None:
    """What gives this reply again: its list, or what was looked at; else its rows alone."""
    if isinstance(reply.source, ListQuery):
        return reply.source.with_(keep=())
    if isinstance(asked, Query) and not isinstance(asked, FormQuery) and reply.outcome == "ok":
        return asked.with_(keep=()) if isinstance(asked, ListQuery) else asked
    for button in reply.buttons():
        if isinstance(button.sends, TickMilestone):
            return ShowMilestones(ref=button.sends.ref)
    rows = keys_on(reply)
    return Reminder(of=pack_keys(rows)[0], plain=True) if rows else None


def card_of(registry: Registry, inbound: Inbound, reply: Reply, message: str) -> Standing | None:
    """What is to be kept of an answer; `None` where it has no name."""
    if not message or not inbound.private:
        return None
    query = query_of(reply, _asked(registry, inbound))
    keys = keys_on(reply)
    if query is not None and not isinstance(query, ListQuery):
        refs = (getattr(sends, "ref", "") for sends in (query, *(button.sends for button in reply.buttons())))
        keys = tuple(dict.fromkeys((*keys, *(ref for ref in refs if ref))))
    kept = query is not None and (bool(keys) or query.changes_by_itself)
    return Standing(inbound, message, query.encode() if query is not None and kept else None, keys if query else ())


def remember(uow: UnitOfWork, standing: Standing) -> None:
    """Keep it; an answer without actions is no longer edited."""
    inbound = standing.inbound
    rows = list(uow.actions.rows_by_key(standing.keys)) if standing.keys else []
    if not rows and standing.keys:  # it was typed as `show 4`
        found = uow.actions.by_local_ref(standing.keys[0])
        rows = list(found) if len(found) == 1 else []
    where = Destination(inbound.platform, inbound.workspace, inbound.conversation, inbound.address)
    card = chat_card(uow, where, rows, account=inbound.account, query=standing.query)
    uow.outbox.remember(replace(card, external_id=standing.message))


def chat_card(
    uow: UnitOfWork,
    where: Destination,
    rows: Iterable[ActionRow],
    *,
    account: str,
    query: Mapping[str, Any] | None,
) -> Card:
    """A card in somebody's own chat that shows these actions."""
    return Card(
        id=CardId(new_id()),
        organisation_id=uow.organisation.id,
        platform=where.platform,
        workspace=where.workspace,
        conversation=where.conversation,
        kind=CHAT_CARD,
        plan_id=None,
        intro="",
        action_ids=tuple(row.id for row in rows),
        account=account,
        query=query,
        address=where.address,
    )


def _asked(registry: Registry, inbound: Inbound) -> Message | None:
    try:
        return registry.message(inbound)
    except (DomainError, FieldErrors):
        return None
