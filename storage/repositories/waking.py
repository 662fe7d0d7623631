"""Waking people: something changed that they may have to hear of, so that they are looked at anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, case, or_, select, union

from domain.ids import ActionId, PersonId, PlanId
from storage.repositories.scope import LEADERS, ORGANISATION, Scope, batches
from storage.schema import leads, memberships, stand_ins, turns
from storage.types import Moment

_MOMENT: BindParameter[datetime] = bindparam("moment", type_=Moment())
_SOONER = case((or_(turns.c.next_at.is_(None), turns.c.next_at > _MOMENT), _MOMENT), else_=turns.c.next_at)
# Whoever holds the turn just now read what is no longer so: their lease is taken away.
_WAKE = turns.update().where(turns.c.organisation_id == ORGANISATION).values(next_at=_SOONER, leased_until=None)
_OF_PLAN = union(
    select(leads.c.person_id).where(
        leads.c.organisation_id == ORGANISATION, leads.c.plan_id == bindparam("of_plan"), leads.c.person_id.is_not(None)
    ),
    select(memberships.c.person_id).where(
        memberships.c.organisation_id == ORGANISATION, memberships.c.plan_id == bindparam("of_plan")
    ),
)


def _acting_for(people: Any) -> ColumnElement[bool]:
    """Is it one of these people, or somebody who acts for one of them?"""
    acting = select(stand_ins.c.person_id).where(
        stand_ins.c.organisation_id == ORGANISATION, stand_ins.c.ended_at.is_(None), stand_ins.c.for_id.in_(people)
    )
    return or_(turns.c.person_id.in_(people), turns.c.person_id.in_(acting))


_WAKE_PEOPLE = _WAKE.where(_acting_for(bindparam("people", expanding=True)))
_WAKE_LEADS = _WAKE.where(_acting_for(LEADERS))
_WAKE_PLAN = _WAKE.where(_acting_for(_OF_PLAN))


def wake_all(scope: Scope, at: datetime) -> None:
    """The calendar changed: look at everybody anew."""
    scope.run(_WAKE, moment=at)


def wake_leads(scope: Scope, action_id: ActionId, at: datetime) -> None:
    """Something changed for the leads of an action: look at them anew."""
    scope.run(_WAKE_LEADS, of_action=action_id, moment=at)


def wake(scope: Scope, people: Collection[PersonId], at: datetime) -> None:
    """Something changed for these people: look at them anew at this moment, or earlier if that is due."""
    for some in batches(sorted(set(people))):
        scope.run(_WAKE_PEOPLE, people=list(some), moment=at)


def add_turn(scope: Scope, person_id: PersonId) -> None:
    """Somebody new: there is nothing to hear until something wakes them."""
    row = {"organisation_id": scope.organisation_id, "person_id": person_id, "fence": 0, "attempts": 0, "told": 0}
    scope.add(turns, [row])


def wake_plan(scope: Scope, plan_id: PlanId, at: datetime) -> None:
    """The same for everybody who leads something in a plan, or has a role in it."""
    scope.run(_WAKE_PLAN, of_plan=plan_id, moment=at)
