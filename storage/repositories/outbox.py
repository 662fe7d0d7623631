"""Messages that leave after the commit: put here in the transaction of what they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, literal_column, or_, select

from domain.events import Event
from domain.ids import ActionId, CardId, OutboxId, PersonId, PlanId, new_id
from domain.posting import Card, Destination, Letter, Traffic
from domain.views import Reply
from storage.clock import database_now
from storage.mapping import Values
from storage.repositories.history import log
from storage.repositories.letters import OF_A_MESSAGE, letter_from
from storage.repositories.recalls import FAILED_DAYS, Recalls
from storage.repositories.scope import ORGANISATION, Scope
from storage.schema import IN_A_CHAT, UNFINISHED, card_actions, cards, outbox
from storage.text import pack_model

_SHOWS = (
    outbox.update()
    .where(outbox.c.organisation_id == ORGANISATION, outbox.c.id == bindparam("row_id"))
    .values(card_id=bindparam("of_card"))
)
_UNDELIVERED = (
    select(
        *OF_A_MESSAGE,
        func.count().over().label("in_all"),
    )
    .where(outbox.c.organisation_id == ORGANISATION, or_(outbox.c.state == literal_column("'dead'"), UNFINISHED))
    .order_by(outbox.c.due_at.is_not(None), outbox.c.finished_at.desc(), outbox.c.sequence)
    .limit(bindparam("size"))
)
_MISSED = (
    select(outbox.c.reply)
    .where(
        outbox.c.organisation_id == ORGANISATION,
        outbox.c.state == literal_column("'dead'"),
        outbox.c.person_id == bindparam("reader"),
        outbox.c.reply.is_not(None),
    )
    .order_by(outbox.c.sequence.desc())
    .limit(5)
)
_FAILED = (
    select(func.count())
    .select_from(outbox)
    .where(
        outbox.c.organisation_id == ORGANISATION,
        outbox.c.state == literal_column("'dead'"),
        outbox.c.plan_id == bindparam("plan"),
        outbox.c.finished_at >= bindparam("since"),
    )
)
_GIVEN_UP = (
    select(
        *OF_A_MESSAGE,
    )
    .where(
        outbox.c.organisation_id == ORGANISATION,
        outbox.c.state == literal_column("'dead'"),
        outbox.c.plan_id == bindparam("plan"),
        outbox.c.finished_at >= bindparam("since"),
    )
    .order_by(outbox.c.sequence)
)
_HOW_MANY = select(
    *(
        func.count().filter(*conditions).label(name)
        for name, conditions in {
            "sent": (outbox.c.state == literal_column("'sent'"),),
            "sent_again": (outbox.c.state == literal_column("'sent'"), outbox.c.attempts > 1),
            "waiting": (UNFINISHED,),
            "tried": (
                UNFINISHED,
                outbox.c.attempts > case((outbox.c.state == literal_column("'claimed'"), 1), else_=0),
            ),
            "unclear": (UNFINISHED, outbox.c.maybe_sent),
            "dead": (outbox.c.state == literal_column("'dead'"),),
        }.items()
    )
).where(outbox.c.organisation_id == ORGANISATION)
_OLDEST = select(func.min(outbox.c.created_at)).where(outbox.c.organisation_id == ORGANISATION, UNFINISHED)
_AGAIN = (
    outbox.update()
    .where(
        outbox.c.organisation_id == ORGANISATION,
        outbox.c.id == bindparam("row_id"),
        outbox.c.state == literal_column("'dead'"),
    )
    .values(
        state="waiting",
        due_at=bindparam("now"),
        attempts=0,
        owner=None,
        finished_at=None,
        claimed_since=None,
        reason="",
    )
    .returning(outbox.c.card_id, outbox.c.kind)
)
_IN_CHAT = select(cards.c.id).where(
    cards.c.organisation_id == ORGANISATION,
    cards.c.account == bindparam("of_account"),
    cards.c.external_id == bindparam("of_message"),
    IN_A_CHAT,
)
_STANDS = cards.update().where(cards.c.organisation_id == ORGANISATION, cards.c.id == bindparam("of_card"))
_SHOWS_NOTHING = card_actions.delete().where(
    card_actions.c.organisation_id == ORGANISATION, card_actions.c.card_id == bindparam("of_card")
)
_THERE_AGAIN = (
    cards.update().where(cards.c.organisation_id == ORGANISATION, cards.c.id == bindparam("of_card")).values(gone=False)
)


class SqlOutbox(Recalls):
    """`domain.ports.Outbox`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def put(
        self,
        *,
        key: str,
        destination: Destination,
        reply: Reply,
        card: Card | None = None,
        person_id: PersonId | None = None,
        plan_id: PlanId | None = None,
        recall: Mapping[str, Any] | None = None,
    ) -> bool:
        """Queue a message once for each key; `False` if that key was queued before. `person_id`: it is for that person
        alone, and whether it reached them is kept. `recall`: what it tells them."""
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
            "person_id": person_id,
            "plan_id": card.plan_id if card is not None else plan_id,
            "recall": None if recall is None else dict(recall),
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

    def remember(self, card: Card) -> None:
        """A message in somebody's own chat that an adapter sent or edited by itself shows this from now on. Without
        actions it is no longer edited."""
        scope = self._scope
        known = [row.id for row in scope.all(_IN_CHAT, of_account=card.account, of_message=card.external_id)]
        now = datetime.now(UTC)
        for card_id in known:
            scope.run(
                _STANDS,
                of_card=card_id,
                kind=card.kind,
                query=None if card.query is None else dict(card.query),
                shown_at=now,
                gone=not card.action_ids and card.query is None,
                form_until=None,
            )
            scope.run(_SHOWS_NOTHING, of_card=card_id)
            self._add_actions(CardId(card_id), card.action_ids)
        if (card.action_ids or card.query is not None) and not known:
            where = {"platform": card.platform.value, "workspace": card.workspace, "conversation": card.conversation}
            self._add_card(card, {"organisation_id": scope.organisation_id, "address": dict(card.address)} | where)

    def leave_alone(self, account: str, message: str, *, span: timedelta) -> None:
        """In the place of this message in somebody's own chat stands a form: for so long no change edits it away, or
        until `remember` says what stands there then."""
        until = datetime.now(UTC) + span
        for row in self._scope.all(_IN_CHAT, of_account=account, of_message=message):
            self._scope.run(_STANDS, of_card=row.id, form_until=until)

    def missed(self, person_id: PersonId) -> Sequence[Reply]:
        """The newest direct messages to this person that could not be delivered."""
        rows = self._scope.all(_MISSED, reader=person_id)
        return [Reply.model_validate_json(row.reply) for row in rows]

    def undelivered(self, limit: int = 20) -> tuple[Sequence[Letter], int]:
        """What was given up, newest first, then what still waits, oldest first; and how many in all."""
        rows = self._scope.run(_UNDELIVERED, size=limit).all()
        return [letter_from(row) for row in rows], rows[0].in_all if rows else 0

    def traffic(self) -> Traffic:
        """How many messages of the organisation stand how."""
        return Traffic(*self._scope.run(_HOW_MANY).all()[0])

    def failed(self, plan_id: PlanId) -> int:
        """How many messages that tell channels of this plan were given up in the last 30 days."""
        since = database_now(self._scope.connection) - timedelta(days=FAILED_DAYS)
        return self._scope.number(_FAILED, plan=plan_id, since=since)

    def given_up(self, plan_id: PlanId) -> Sequence[Letter]:
        """What channels of this plan were not told in the last 30 days since it was given up, oldest first."""
        since = database_now(self._scope.connection) - timedelta(days=FAILED_DAYS)
        return [letter_from(row) for row in self._scope.run(_GIVEN_UP, plan=plan_id, since=since).all()]

    def longest_wait(self) -> timedelta:
        """How long the oldest message of the organisation waits to be sent; nothing where none does."""
        oldest = self._scope.run(_OLDEST).scalar()
        # By the database's clock, which wrote it: a demonstration moves the domain's.
        return timedelta(0) if oldest is None else database_now(self._scope.connection) - oldest

    def send_again(self, letter_id: OutboxId, *, because: Event) -> bool:
        """Queue a message anew that was given up; `False` where it was not. Of one that may have arrived, that stays
        known, so that it is looked for first. What told somebody something is told anew by their next turn instead."""
        scope = self._scope
        if self._tell_anew(letter_id, because):
            return True
        row = scope.run(_AGAIN, row_id=letter_id, now=database_now(scope.connection)).first()
        if row is None:
            return False
        if row.card_id is not None and row.kind == "post":
            scope.run(_THERE_AGAIN, of_card=row.card_id)
        log(scope, because)
        return True

    def _add_card(self, card: Card, where: Values) -> None:
        row = where | {
            "id": card.id,
            "kind": card.kind,
            "plan_id": card.plan_id,
            "intro": card.intro,
            "more": card.more,
            "external_id": card.external_id,
            "gone": False,
            "account": card.account,
            "query": None if card.query is None else dict(card.query),
            "shown_at": datetime.now(UTC),
        }
        self._scope.add(cards, [row])
        self._add_actions(card.id, card.action_ids)

    def _add_actions(self, card_id: CardId, action_ids: Sequence[ActionId]) -> None:
        organisation = self._scope.organisation_id
        self._scope.add(
            card_actions,
            [
                {"organisation_id": organisation, "card_id": card_id, "position": position, "action_id": action_id}
                for position, action_id in enumerate(dict.fromkeys(action_ids))
            ],
        )
