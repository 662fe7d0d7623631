"""Who acts for a role, a team or a person; which plans a guest may see; and who was turned away at the door."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, func, select

from domain.errors import StaleWrite
from domain.events import Event
from domain.ids import AccountId, OrganisationId, PersonId, PlanId, StandInId
from domain.people import Person, Platform, Refusal, StandIn, StandInKind
from storage.gathered import Gathered, rows_of
from storage.mapping import AnyRow
from storage.repositories.history import log
from storage.repositories.refreshes import queue_refreshes_of_account, queue_refreshes_of_people
from storage.repositories.scope import LEADS_SOMETHING, ORGANISATION, Scope
from storage.repositories.waking import wake
from storage.schema import guest_plans, leads, people, refusals, stand_ins

_whom = people.alias("whom")
_named = and_(_whom.c.organisation_id == stand_ins.c.organisation_id, _whom.c.id == stand_ins.c.for_id)


def acts_for(organisation: ColumnElement[str], person: ColumnElement[Any]) -> ScalarSelect[str]:
    """For whom this person acts or will act, as one value of a row; read it with `stand_ins_from`."""
    return (
        select(
            Gathered(
                stand_ins.c.id, stand_ins.c.kind, stand_ins.c.for_id, stand_ins.c.since, stand_ins.c.until, _whom.c.name
            )
        )
        .join(_whom, _named)
        .where(
            stand_ins.c.organisation_id == organisation,
            stand_ins.c.person_id == person,
            stand_ins.c.ended_at.is_(None),
        )
        .scalar_subquery()
    )


def stand_ins_from(gathered: str | None, person: Person) -> list[StandIn]:
    """What `acts_for` gave, the oldest first."""
    return [
        StandIn(
            StandInId(own_id),
            person.organisation_id,
            StandInKind(kind),
            PersonId(for_id),
            person.id,
            date.fromisoformat(str(since)),
            date.fromisoformat(str(until)) if until else None,
            for_name=name,
        )
        for own_id, kind, for_id, since, until, name in sorted(rows_of(gathered), key=lambda row: str(row[0]))
    ]


_ROWS = (
    select(*stand_ins.c, _whom.c.name.label("for_name"))
    .join(_whom, _named)
    .where(stand_ins.c.organisation_id == ORGANISATION)
)
_ACTING_FOR = _ROWS.where(stand_ins.c.for_id == bindparam("person")).order_by(stand_ins.c.id)
_ACTED_FOR = _ROWS.where(stand_ins.c.person_id == bindparam("person"), stand_ins.c.ended_at.is_(None)).order_by(
    stand_ins.c.id
)
_RUN_OUT = _ROWS.where(stand_ins.c.ended_at.is_(None), stand_ins.c.until < bindparam("today")).order_by(stand_ins.c.id)
_END = (
    stand_ins.update()
    .where(
        stand_ins.c.organisation_id == ORGANISATION,
        stand_ins.c.id == bindparam("of_stand_in"),
        stand_ins.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("ended"))
)
_LED = (
    select(leads.c.plan_id)
    .where(leads.c.organisation_id == ORGANISATION, leads.c.person_id == bindparam("person"), LEADS_SOMETHING)
    .distinct()
)
_GUEST_PLANS = select(guest_plans.c.plan_id).where(
    guest_plans.c.organisation_id == ORGANISATION, guest_plans.c.account_id == bindparam("account")
)
_SHUT_OUT = guest_plans.delete().where(
    guest_plans.c.organisation_id == ORGANISATION, guest_plans.c.account_id == bindparam("of_account")
)
_REFUSALS = (
    select(refusals)
    .where(refusals.c.organisation_id == ORGANISATION)
    .order_by(refusals.c.last_at.desc(), refusals.c.account)
    .limit(bindparam("size"))
)


def _from(row: AnyRow) -> StandIn:
    return StandIn(
        StandInId(row.id),
        OrganisationId(row.organisation_id),
        StandInKind(row.kind),
        PersonId(row.for_id),
        PersonId(row.person_id),
        row.since,
        row.until,
        row.ended_at,
        row.for_name,
    )


def refusal_from(row: AnyRow) -> Refusal:
    """Somebody who was turned away."""
    return Refusal(
        OrganisationId(row.organisation_id) if row.organisation_id else None,
        Platform(row.platform),
        row.workspace,
        row.account,
        row.reason,
        row.first_at,
        row.last_at,
        row.times,
    )


class StandIns:
    """The part of `domain.ports.People` that is about acting for others, guests and strangers."""

    _scope: Scope

    def acting_for(self, person_id: PersonId) -> Sequence[StandIn]:
        """Who acts or acted for this person, role or team, oldest first, also those who no longer do."""
        return [_from(row) for row in self._scope.all(_ACTING_FOR, person=person_id)]

    def acted_for(self, person_id: PersonId) -> Sequence[StandIn]:
        """For whom this person acts, or will, each with a name. Whether it counts today: `StandIn.counts_on`."""
        return [_from(row) for row in self._scope.all(_ACTED_FOR, person=person_id)]

    def run_out(self, today: date) -> Sequence[StandIn]:
        """Those whose last day is before this one, and that nobody has ended."""
        return [_from(row) for row in self._scope.all(_RUN_OUT, today=today)]

    def add_stand_in(self, stand_in: StandIn, *, because: Event) -> None:
        """Somebody acts for somebody."""
        row = {
            "organisation_id": self._scope.organisation_id,
            "id": stand_in.id,
            "kind": stand_in.kind.value,
            "for_id": stand_in.for_id,
            "person_id": stand_in.person_id,
            "since": stand_in.since,
            "until": stand_in.until,
            "ended_at": stand_in.ended_at,
        }
        self._scope.add(stand_ins, [row])
        wake(self._scope, [stand_in.person_id, stand_in.for_id], because.at)
        log(self._scope, because)

    def end_stand_in(self, stand_in: StandIn, *, at: datetime, because: Event) -> None:
        """It ends now.

        Raises:
            StaleWrite: it has ended.
        """
        if self._scope.run(_END, of_stand_in=stand_in.id, ended=at).rowcount != 1:
            raise StaleWrite("stand_ins.ended_at")
        wake(self._scope, [stand_in.person_id, stand_in.for_id], at)
        queue_refreshes_of_people(self._scope, [stand_in.person_id])
        log(self._scope, because)

    def guest_plans(self, account_id: AccountId) -> frozenset[PlanId]:
        """The plans that were named for a guest's account."""
        return frozenset(PlanId(row.plan_id) for row in self._scope.all(_GUEST_PLANS, account=account_id))

    def admit_guest(self, account_id: AccountId, plans: Collection[PlanId], *, because: Event) -> None:
        """Name them: these and no others."""
        self._scope.run(_SHUT_OUT, of_account=account_id)
        own = {"organisation_id": self._scope.organisation_id, "account_id": account_id}
        self._scope.add(guest_plans, [own | {"plan_id": plan_id} for plan_id in sorted(set(plans))])
        queue_refreshes_of_account(self._scope, account_id)
        log(self._scope, because)

    def refusals(self, limit: int = 50) -> Sequence[Refusal]:
        """Who was turned away at this organisation's door, the latest first."""
        return [refusal_from(row) for row in self._scope.all(_REFUSALS, size=limit)]

    def _led_by(self, person_id: PersonId) -> list[str]:
        return [row.plan_id for row in self._scope.all(_LED, person=person_id)]

    def _with_their_posts(self, acting: Iterable[StandIn], on: date) -> list[StandIn]:
        """A deputy acts for the roles and teams of whom they stand in for as well."""
        found = {each.for_id: each for each in acting}
        for each in [one for one in found.values() if one.kind is StandInKind.DEPUTY]:
            for post in self.acted_for(each.for_id):
                if post.kind is not StandInKind.DEPUTY and post.counts_on(on) and post.for_id not in found:
                    found[post.for_id] = StandIn(
                        post.id,
                        post.organisation_id,
                        StandInKind.DEPUTY,
                        post.for_id,
                        each.person_id,
                        max(post.since, each.since),
                        each.until,
                        for_name=each.for_name,
                    )
        return list(found.values())


COUNT_OF_DAY = (
    select(func.count())
    .select_from(refusals)
    .where(refusals.c.organisation_id == bindparam("of_organisation"), refusals.c.day == bindparam("of_day"))
)
MOST_A_DAY = 500
"""Rows of refusals that a day may fill in an organisation; further strangers are counted together."""
OTHERS = "others"
"""The account under which those are counted."""


def refusal_values(refusal: Refusal, rows_today: int) -> dict[str, Any]:
    """A refusal as a row; once there are many of a day, those of further accounts are one row for each platform."""
    full = rows_today >= MOST_A_DAY
    return {
        "organisation_id": refusal.organisation_id or "",
        "platform": refusal.platform.value,
        "workspace": OTHERS if full else refusal.workspace[:100],
        "account": OTHERS if full else refusal.account[:100],
        "reason": refusal.reason,
        "day": refusal.last_at.date(),
        "times": refusal.times,
        "first_at": refusal.first_at,
        "last_at": refusal.last_at,
    }
