"""Notices that wait for a person's next message, and people whom messages don't reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, case, literal, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from domain.ids import OrganisationId, PersonId
from domain.people import Platform
from domain.reminders.records import News, Notice, OutOfReach, Silence
from storage.repositories.scope import ORGANISATION, Scope, batches
from storage.repositories.waking import wake
from storage.schema import UNREPORTED, UNTOLD, notices, silences, unreached
from storage.types import Data

_WORDS: tuple[ColumnElement[str], ...] = tuple(
    literal_column(f"'{kind.value}'") for kind in (News.WORD, News.CLAIM, News.ASKED)
)
_UNTOLD = (
    select(notices)
    .where(notices.c.organisation_id == ORGANISATION, notices.c.person_id == bindparam("person"), UNTOLD)
    .order_by(notices.c.sequence)
)
_TOLD = (
    notices.update()
    .where(notices.c.organisation_id == ORGANISATION, notices.c.key.in_(bindparam("keys", expanding=True)), UNTOLD)
    .values(
        told_at=bindparam("moment"),
        # Words are needed no more; who was asked about what in a round is.
        about=case((notices.c.kind.in_(_WORDS), literal({}, Data)), else_=notices.c.about),
    )
)
_BEGINS = notices.c.key.like(bindparam("beginning"))
_HEARD = (
    select(notices.c.person_id)
    .where(notices.c.organisation_id == ORGANISATION, _BEGINS, notices.c.told_at.is_not(None))
    .distinct()
)
_UNSAID = notices.delete().where(notices.c.organisation_id == ORGANISATION, _BEGINS, notices.c.told_at.is_(None))
_UNREPORTED = (
    select(unreached).where(unreached.c.organisation_id == ORGANISATION, UNREPORTED).order_by(unreached.c.at).limit(200)
)
_REPORTED = (
    unreached.update()
    .where(unreached.c.organisation_id == ORGANISATION, unreached.c.person_id == bindparam("of_person"))
    .values(told_at=bindparam("moment"))
)
_SILENCES = (
    select(silences)
    .where(silences.c.organisation_id == ORGANISATION, silences.c.person_id == bindparam("person"))
    .order_by(silences.c.platform, silences.c.workspace)
)
_REASONS = select(unreached.c.person_id, unreached.c.reason).where(
    unreached.c.organisation_id == ORGANISATION, unreached.c.person_id.in_(bindparam("people", expanding=True))
)


class Notices:
    """The part of `domain.reminders.records.Reminders` that is about notices and reach."""

    _scope: Scope

    def notify(self, notice: Notice) -> bool:
        """Queue it once for each key, and wake the person; `False` if that key was queued before."""
        if not insert_notice(self._scope, notice):
            return False
        wake(self._scope, [notice.person_id], notice.at)
        return True

    def notices(self, person_id: PersonId) -> Sequence[Notice]:
        """What a person was not told yet, oldest first; also what is not due."""
        return [
            Notice(row.key, PersonId(row.person_id), News(row.kind), row.about, row.at)
            for row in self._scope.all(_UNTOLD, person=person_id)
        ]

    def told_of(self, keys: Collection[str], at: datetime) -> None:
        """These notices were told, or have nothing left to tell."""
        for some in batches(sorted(set(keys))):
            self._scope.run(_TOLD, keys=list(some), moment=at)

    def leave_unsaid(self, beginning: str) -> Sequence[PersonId]:
        """Whoever was not told of the notices whose keys begin so hears nothing of it; gives who was told before."""
        scope, which = self._scope, f"{beginning}%"
        scope.run(_UNSAID, beginning=which)
        return [PersonId(row.person_id) for row in scope.all(_HEARD, beginning=which)]

    def out_of_reach(self, person_id: PersonId, reason: str, at: datetime) -> None:
        """A message could not reach them; their coordinators are to know, once for each reason."""
        note_out_of_reach(self._scope, person_id, reason, at)

    def silent_at(self, silence: Silence, person_id: PersonId) -> None:
        """A message could not reach them there."""
        values = {
            "organisation_id": self._scope.organisation_id,
            "person_id": person_id,
            "platform": silence.platform.value,
            "workspace": silence.workspace,
            "reason": silence.reason,
            "at": silence.at,
        }
        self._scope.upsert(silences, values, key=("organisation_id", "person_id", "platform", "workspace"))

    def silences(self, person_id: PersonId) -> Sequence[Silence]:
        """Where messages could not reach them, and none has since."""
        return [
            Silence(Platform(row.platform), row.workspace, row.reason, row.at)
            for row in self._scope.all(_SILENCES, person=person_id)
        ]

    def unreported(self) -> Sequence[OutOfReach]:
        """People out of reach of whom no coordinator knows."""
        return [
            OutOfReach(OrganisationId(row.organisation_id), PersonId(row.person_id), row.reason, row.at)
            for row in self._scope.all(_UNREPORTED)
        ]

    def reported(self, person_id: PersonId, at: datetime) -> None:
        """Somebody knows."""
        self._scope.run(_REPORTED, of_person=person_id, moment=at)

    def reasons(self, people: Collection[PersonId]) -> Mapping[PersonId, str]:
        """Why some of these people are out of reach; the others are not in it."""
        return {
            PersonId(row.person_id): row.reason
            for some in batches(sorted(set(people)))
            for row in self._scope.all(_REASONS, people=list(some))
        }


def insert_notice(scope: Scope, notice: Notice) -> bool:
    """Keep it; `False` if its key was queued before."""
    row = {
        "organisation_id": scope.organisation_id,
        "key": notice.key,
        "person_id": notice.person_id,
        "kind": notice.kind.value,
        "about": dict(notice.about),
        "at": notice.at,
    }
    statement = (
        scope.insert(notices)
        .on_conflict_do_nothing(index_elements=["organisation_id", "key"])
        .returning(notices.c.sequence)
    )
    return scope.connection.execute(statement, row).scalar() is not None


def note_out_of_reach(scope: Scope, person_id: PersonId, reason: str, at: datetime) -> None:
    """Keep that a message did not reach somebody. The same reason again is no news."""
    values = {
        "organisation_id": scope.organisation_id,
        "person_id": person_id,
        "reason": reason,
        "at": at,
        "told_at": None,
    }
    statement = scope.insert(unreached).values(values)
    new = statement.excluded
    scope.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["organisation_id", "person_id"],
            set_={"reason": new.reason, "at": new.at, "told_at": None},
            where=unreached.c.reason != new.reason,
        )
    )
