"""Messages to a person that are taken back before they arrive: what they told is untold, and told anew by a turn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, literal_column, select

from domain.events import Event
from domain.ids import OutboxId, PersonId
from domain.posting import Letter, Posting
from domain.reminders.records import News, Notice, Recall
from storage.clock import database_now
from storage.mapping import AnyRow, Values
from storage.repositories.history import log
from storage.repositories.letters import OF_A_MESSAGE, letter_from
from storage.repositories.notices import insert_notice
from storage.repositories.scope import ORGANISATION, Scope, batches
from storage.repositories.waking import wake
from storage.schema import OF_A_PERSON, cards, notices, nudges, outbox, turns

FAILED_DAYS = 30
"""For how long it is worth sending again what was given up."""

LEFT: Values = {"state": "skipped", "due_at": None, "owner": None, "reply": None, "recall": None}
"""What becomes of a message that is not to be sent."""
_LEAVE = outbox.update().where(outbox.c.organisation_id == ORGANISATION, outbox.c.id == bindparam("row_id"))
_MINE = _LEAVE.where(
    outbox.c.state == literal_column("'claimed'"),
    outbox.c.owner == bindparam("of_owner"),
    outbox.c.fence == bindparam("of_fence"),
)
_DEAD = (
    select(outbox)
    .where(
        outbox.c.organisation_id == ORGANISATION,
        outbox.c.id == bindparam("row_id"),
        outbox.c.state == literal_column("'dead'"),
    )
    .with_for_update()
)
_OTHERS = (
    outbox.c.organisation_id == ORGANISATION,
    outbox.c.person_id == bindparam("reader"),
    outbox.c.id != bindparam("row_id"),
    outbox.c.state == literal_column("'waiting'"),
    OF_A_PERSON,
    ~outbox.c.maybe_sent,
    outbox.c.recall.is_not(None),
)
_BEHIND = select(func.count()).select_from(outbox).where(*_OTHERS)
_BESIDE = select(outbox).where(*_OTHERS).order_by(outbox.c.sequence.desc()).with_for_update()
_GIVEN_UP_TO = (
    select(*OF_A_MESSAGE)
    .where(
        outbox.c.organisation_id == ORGANISATION,
        outbox.c.person_id.in_(bindparam("people", expanding=True)),
        outbox.c.state == literal_column("'dead'"),
        OF_A_PERSON,
        outbox.c.finished_at >= bindparam("since"),
    )
    .order_by(outbox.c.sequence)
)
_UNTELL = nudges.delete().where(
    nudges.c.organisation_id == ORGANISATION,
    nudges.c.person_id == bindparam("reader"),
    nudges.c.action_id == bindparam("of_action"),
    nudges.c.due_on == bindparam("of_date"),
    nudges.c.step == bindparam("of_step"),
)
_UNTOLD = (
    notices.update()
    .where(
        notices.c.organisation_id == ORGANISATION,
        notices.c.key == bindparam("of_key"),
        notices.c.person_id == bindparam("reader"),
    )
    .values(told_at=None, about=bindparam("its_words"))
)
_TURN = select(turns.c.looked_on, turns.c.told).where(
    turns.c.organisation_id == ORGANISATION, turns.c.person_id == bindparam("reader")
)
_TURN_BACK = (
    turns.update()
    .where(turns.c.organisation_id == ORGANISATION, turns.c.person_id == bindparam("reader"))
    .values(looked_on=bindparam("new_day"), told=bindparam("new_told"))
)
_CARD_GONE = (
    cards.update().where(cards.c.organisation_id == ORGANISATION, cards.c.id == bindparam("of_card")).values(gone=True)
)


class Recalls:
    """The part of `domain.outgoing.Outbox` that is about messages to a person that are not to arrive as they are."""

    _scope: Scope

    def take_back(self, posting: Posting, owner: str, *, reason: str, at: datetime) -> bool:
        """It is not sent: whom it was for is told anew, by their next turn, what it told and what else still waits for
        them. `False`: it is in other hands by now."""
        if posting.person_id is None or posting.recall is None or not self.leave(posting, owner, reason=reason):
            return False
        beside = self._scope.run(_BESIDE, reader=posting.person_id, row_id=posting.id).all()
        for row in beside:  # the newest first, so that the first look of them all is the one to go back to
            self._leave(row, reason)
            self._untell(posting.person_id, Recall.unpacked(row.recall), row.key, at)
        self._untell(posting.person_id, Recall.unpacked(posting.recall), posting.key, at)
        return True

    def leave(self, posting: Posting, owner: str, *, reason: str) -> bool:
        """There is nothing left to send. `False`: it is in other hands by now."""
        mine = {"row_id": posting.id, "of_owner": owner, "of_fence": posting.fence}
        now = database_now(self._scope.connection)
        if self._scope.run(_MINE, **mine, **LEFT, finished_at=now, reason=reason).rowcount != 1:
            return False
        if posting.card is not None and posting.replaces is None:
            self._scope.run(_CARD_GONE, of_card=posting.card.id)
        return True

    def behind(self, posting: Posting) -> int:
        """How many other messages to the same person wait that could be taken back with it."""
        if posting.person_id is None:
            return 0
        return self._scope.number(_BEHIND, reader=posting.person_id, row_id=posting.id)

    def given_up_to(self, people: Collection[PersonId]) -> Sequence[Letter]:
        """What these people were not told in the last 30 days since it was given up, oldest first."""
        since = database_now(self._scope.connection) - timedelta(days=FAILED_DAYS)
        return [
            letter_from(row)
            for some in batches(sorted(set(people)))
            for row in self._scope.all(_GIVEN_UP_TO, people=list(some), since=since)
        ]

    def _tell_anew(self, letter_id: OutboxId, because: Event) -> bool:
        """Take a message back that was given up and surely did not arrive; `False` where it told nothing like that."""
        row = self._scope.run(_DEAD, row_id=letter_id).first()
        if row is None or row.recall is None or row.maybe_sent or row.person_id is None:
            return False
        self._leave(row, row.reason)
        self._untell(PersonId(row.person_id), Recall.unpacked(row.recall), row.key, because.at)
        log(self._scope, because)
        return True

    def _leave(self, row: AnyRow, reason: str) -> None:
        now = database_now(self._scope.connection)
        self._scope.run(_LEAVE, row_id=row.id, **LEFT, finished_at=now, reason=reason)
        if row.card_id is not None:
            self._scope.run(_CARD_GONE, of_card=row.card_id)

    def _untell(self, person_id: PersonId, recall: Recall, key: str, at: datetime) -> None:
        scope = self._scope
        for one in recall.entries:
            scope.run(_UNTELL, reader=person_id, of_action=one.action_id, of_date=one.due_on, of_step=one.step.value)
        for notice, about in recall.notices:
            scope.run(_UNTOLD, reader=person_id, of_key=notice, its_words=dict(about))
        if recall.weekly:  # they are to be looked at on another day than that of the list
            insert_notice(scope, Notice(f"week:{key}", person_id, News.WEEK, {"which": recall.weekly}, at))
        turn = scope.run(_TURN, reader=person_id).first()
        if turn is not None:
            same_day = turn.looked_on == recall.day
            days = [day for day in (turn.looked_on, recall.looked_on) if day is not None]
            back_to = min(days) if len(days) == 2 else None
            told = max(0, turn.told - 1) if same_day else turn.told
            scope.run(_TURN_BACK, reader=person_id, new_day=back_to, new_told=told)
        wake(scope, [person_id], at)
