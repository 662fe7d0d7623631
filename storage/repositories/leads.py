"""Printed leads of plans, and the people behind them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from sqlalchemy import and_, bindparam, func, select

from domain.errors import StaleWrite
from domain.events import Event
from domain.ids import ActionId, LeadId, PersonId, PlanId
from domain.plans import Lead
from storage.mapping import lead_from, lead_values
from storage.repositories.history import log
from storage.repositories.refreshes import queue_refreshes_of_people
from storage.repositories.scope import LEADERS, LEADS_SOMETHING, ORGANISATION, Rows, Scope, View, in_view
from storage.repositories.waking import wake
from storage.schema import IS_OPEN, action_leads, actions, leads
from storage.text import fold_key


@cache
def _leads(view: View, *, one_plan: bool) -> Rows:
    statement = select(leads).where(leads.c.organisation_id == ORGANISATION, in_view(leads, view))
    if one_plan:
        statement = statement.where(leads.c.plan_id == bindparam("plan"))
    return statement.order_by(leads.c.name_folded, leads.c.id)


@cache
def _named(view: View) -> Rows:
    return _leads(view, one_plan=True).where(leads.c.name_folded == bindparam("name")).limit(1)


@cache
def _leads_of(view: View) -> Rows:
    return _leads(view, one_plan=False).where(leads.c.person_id == bindparam("person"))


@cache
def _one(view: View) -> Rows:
    return _leads(view, one_plan=False).where(leads.c.id == bindparam("lead"))


@cache
def _open_by_lead(view: View) -> Rows:
    return (
        select(action_leads.c.lead_id, func.count().label("open"))
        .join(
            actions,
            and_(actions.c.organisation_id == action_leads.c.organisation_id, actions.c.id == action_leads.c.action_id),
        )
        .where(
            action_leads.c.organisation_id == ORGANISATION,
            actions.c.plan_id == bindparam("plan"),
            IS_OPEN,
            in_view(actions, view),
        )
        .group_by(action_leads.c.lead_id)
    )


_WHOSE = select(leads.c.person_id, leads.c.plan_id).where(
    leads.c.organisation_id == ORGANISATION, leads.c.id == bindparam("lead")
)
_LINK = (
    leads.update()
    .where(leads.c.organisation_id == ORGANISATION, leads.c.id == bindparam("of_lead"))
    .values(person_id=bindparam("linked"))
)


_STILL_LEADING = select(leads.c.person_id).where(
    leads.c.organisation_id == ORGANISATION,
    leads.c.plan_id == bindparam("plan"),
    leads.c.person_id.in_(bindparam("people", expanding=True)),
    LEADS_SOMETHING,
)


def leaders_of(scope: Scope, action_id: ActionId) -> frozenset[PersonId]:
    """Who is behind the leads of an action."""
    return frozenset(PersonId(row.person_id) for row in scope.all(LEADERS, of_action=action_id))


def without_actions(scope: Scope, people: Collection[PersonId], plan_id: PlanId) -> frozenset[PersonId]:
    """Those of them who lead nothing in a plan (any more), and so see it by that no longer."""
    still = {row.person_id for row in scope.all(_STILL_LEADING, plan=plan_id, people=sorted(people))}
    return frozenset(people) - still


class Leads:
    """The part of `domain.ports.Plans` that is about leads."""

    _scope: Scope

    def leads(self, plan_id: PlanId | None = None) -> Sequence[Lead]:
        """Printed leads, by name."""
        statement = _leads(self._scope.view, one_plan=plan_id is not None)
        return [lead_from(row) for row in self._scope.all(statement, plan=plan_id)]

    def leads_of(self, person_id: PersonId) -> Sequence[Lead]:
        """The printed leads that are this person, by name."""
        return [lead_from(row) for row in self._scope.all(_leads_of(self._scope.view), person=person_id)]

    def lead_named(self, plan_id: PlanId, name: str) -> Lead | None:
        """A lead of this plan, whatever its case."""
        row = self._scope.first(_named(self._scope.view), plan=plan_id, name=fold_key(name))
        return None if row is None else lead_from(row)

    def add_lead(self, lead: Lead) -> None:
        """A further lead of a plan (somebody was assigned who was not printed)."""
        self._scope.add(leads, [lead_values(lead, self._scope.organisation_id)])

    def lead(self, lead_id: LeadId) -> Lead | None:
        """One lead."""
        row = self._scope.first(_one(self._scope.view), lead=lead_id)
        return None if row is None else lead_from(row)

    def open_by_lead(self, plan_id: PlanId) -> Mapping[LeadId, int]:
        """How many open actions each lead of a plan has; leads without any are not in it."""
        return {LeadId(row.lead_id): row.open for row in self._scope.all(_open_by_lead(self._scope.view), plan=plan_id)}

    def link_lead(self, lead_id: LeadId, person_id: PersonId | None, *, because: Event) -> None:
        """Say that a printed lead is this person, role or team; or nobody in particular.

        Raises:
            StaleWrite: the lead is no longer there.
        """
        before = self._scope.first(_WHOSE, lead=lead_id)
        if self._scope.run(_LINK, of_lead=lead_id, linked=person_id).rowcount != 1:
            raise StaleWrite("leads")
        if before is not None and before.person_id not in {None, person_id}:
            queue_refreshes_of_people(self._scope, [before.person_id], before.plan_id)
        wake(self._scope, [person_id] if person_id else [], because.at)
        log(self._scope, because)
