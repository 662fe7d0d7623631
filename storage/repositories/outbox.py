"""Messages that leave after the commit: put here in the transaction of what they tell."""

from __future__ import annotations

from sqlalchemy import bindparam

from domain.ids import new_id
from domain.posting import Card, Destination
from domain.views import Reply
from storage.clock import database_now
from storage.mapping import Values
from storage.repositories.scope import ORGANISATION, Scope
from storage.schema import card_actions, cards, outbox
from storage.text import pack_model

_SHOWS = (
    outbox.update()
    .where(outbox.c.organisation_id == ORGANISATION, outbox.c.id == bindparam("row_id"))
    .values(card_id=bindparam("of_card"))
)


class SqlOutbox:
    """`domain.ports.Outbox`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def put(self, *, key: str, destination: Destination, reply: Reply, card: Card | None = None) -> bool:
        """Queue a message once for each key; `False` if that key was queued before."""
        scope, row_id = self._scope, new_id()
        now = database_now(scope.connection)
        where: Values = {
            "organisation_id": scope.organisation_id,
            "platform": destination.platform.value,
            "workspace": destination.workspace,
            "conversation": destination.conversation,
            "address": dict(destination.address),
        }
        row = where | {
            "id": row_id,
            "key": key,
            "kind": "post",
            "reply": pack_model(reply),
            "state": "waiting",
            "due_at": now,
            "fence": 0,
            "attempts": 0,
            "maybe_sent": False,
            "reason": "",
            "created_at": now,
        }
        statement = (
            scope.insert(outbox)
            .on_conflict_do_nothing(index_elements=["organisation_id", "key"])
            .returning(outbox.c.sequence)
        )
        if scope.connection.execute(statement, row).scalar() is None:
            return False
        if card is not None:
            self._add_card(card, where)
            scope.run(_SHOWS, row_id=row_id, of_card=card.id)
        return True

    def _add_card(self, card: Card, where: Values) -> None:
        organisation = self._scope.organisation_id
        row = where | {
            "id": card.id,
            "kind": card.kind,
            "plan_id": card.plan_id,
            "intro": card.intro,
            "more": card.more,
            "external_id": card.external_id,
            "gone": False,
        }
        self._scope.add(cards, [row])
        self._scope.add(
            card_actions,
            [
                {"organisation_id": organisation, "card_id": card.id, "position": position, "action_id": action_id}
                for position, action_id in enumerate(card.action_ids)
            ],
        )
