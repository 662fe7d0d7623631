"""Cards that show an action are edited after it changed: the change and the promise to edit are one transaction."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, select

from domain.ids import ActionId, new_id
from storage.clock import database_now
from storage.repositories.scope import ORGANISATION, Scope
from storage.schema import FRESH_REFRESH, card_actions, cards, outbox

# A card that is not posted yet counts too: its first post comes before the refresh, and shows what is no longer true.
_SHOWN_ON = (
    select(cards)
    .join(
        card_actions,
        and_(card_actions.c.organisation_id == cards.c.organisation_id, card_actions.c.card_id == cards.c.id),
    )
    .where(cards.c.organisation_id == ORGANISATION, card_actions.c.action_id == bindparam("action"), ~cards.c.gone)
    .order_by(cards.c.id)
)


def queue_refreshes(scope: Scope, action_id: ActionId) -> None:
    """Queue one edit for each card that shows this action; one that is queued and not taken up is enough."""
    found = scope.all(_SHOWN_ON, action=action_id)
    if not found:
        return
    now = database_now(scope.connection)
    statement = scope.insert(outbox)
    # DO UPDATE and not DO NOTHING: it locks the queued row until this change is committed, so that nobody takes the
    # row up and draws the card as it was before.
    statement = statement.on_conflict_do_update(
        index_elements=["organisation_id", "card_id"],
        index_where=FRESH_REFRESH,
        set_={"fence": outbox.c.fence},
    )
    for card in found:
        row_id = new_id()
        scope.connection.execute(
            statement,
            {
                "organisation_id": scope.organisation_id,
                "id": row_id,
                "key": f"refresh:{row_id}",
                "kind": "refresh",
                "platform": card.platform,
                "workspace": card.workspace,
                "conversation": card.conversation,
                "address": card.address,
                "card_id": card.id,
                "state": "waiting",
                "due_at": now,
                "fence": 0,
                "attempts": 0,
                "maybe_sent": False,
                "reason": "",
                "created_at": now,
            },
        )
