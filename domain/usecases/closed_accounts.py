"""The platform closed an account: who looks after what its person leads or coordinates is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from domain.actions import Status
from domain.ids import PersonId, PlanId
from domain.people import EVERYTHING, Account, Person, Role
from domain.people_messages import OpenLeave
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import join_names
from domain.registry import registry
from domain.speech import tr, trn
from domain.usecases.direct import let_know
from domain.views import Button, Buttons, Paragraph, Reply, say

_OPEN = frozenset({Status.OPEN.value})


def account_closed(uow: UnitOfWork, account: Account, at: datetime) -> None:
    """The platform closed an account: the coordinators of plans in which its person leads something open are told."""
    person = uow.people.person(account.person_id) if account.person_id else None
    if person is None:
        return
    if any(one.barred is None and one.id != account.id for one in uow.people.accounts_of(person.id)):
        return  # they speak from another one
    uow.see_with(EVERYTHING)
    of_plan: dict[PlanId, int] = defaultdict(int)
    for row in uow.actions.of_person(person.id, statuses=_OPEN):
        of_plan[row.plan_id] += 1
    _tell_of_coordinator(uow, person, account, at)
    told: dict[PersonId, list[tuple[PlanId, int]]] = defaultdict(list)
    for plan_id, count in of_plan.items():
        for who in uow.people.holders(Role.COORDINATOR, plan_id):
            told[who.id].append((plan_id, count))
    for who_id, counts in told.items():
        make = partial(_was_closed, uow, person, account, counts)
        let_know(uow, who_id, make, key=f"closed:{account.id}:{at.isoformat()}:{who_id}", now=at)


def _tell_of_coordinator(uow: UnitOfWork, person: Person, account: Account, at: datetime) -> None:
    """Administrators are told of a plan whose only coordinator it was: nobody can answer what waits there."""
    for one in uow.people.memberships(person.id):
        plan = uow.plans.by_id(one.plan_id) if one.role is Role.COORDINATOR and one.plan_id else None
        if plan is None or plan.state is PlanState.CLOSED:
            continue
        if any(other.id != person.id for other in uow.people.holders(Role.COORDINATOR, plan.id)):
            continue
        said = partial(_only_coordinator, person, account, plan, len(uow.actions.waiting(plan.id)))
        for administrator in uow.people.holders(Role.ADMINISTRATOR, None):
            key = f"closed:{account.id}:{at.isoformat()}:{plan.id}:{administrator.id}"
            let_know(uow, administrator.id, said, key=key, now=at)


def _only_coordinator(person: Person, account: Account, plan: Plan, waiting: int) -> Reply:
    words = tr(
        "{name}'s {platform} account was deactivated. They are the only coordinator of {code}.",
        name=person.name,
        platform=account.platform.value.title(),
        code=plan.code,
    )
    if waiting:
        words += " " + trn(
            "Nobody can answer the {count:,} request that waits.",
            "Nobody can answer the {count:,} requests that wait.",
            waiting,
        )
    return Reply(elements=(Paragraph(text=words),))


def _was_closed(uow: UnitOfWork, person: Person, account: Account, of_plans: Sequence[tuple[PlanId, int]]) -> Reply:
    counts = []
    for plan_id, count in of_plans:
        plan = uow.plans.by_id(plan_id)
        code = plan.code if plan else tr("a plan")
        counts.append(trn("{count:,} open action in {code}", "{count:,} open actions in {code}", count, code=code))
    return Reply(
        elements=(
            Paragraph(
                text=tr(
                    "{name}'s {platform} account was deactivated. They lead {names}.",
                    name=person.name,
                    platform=account.platform.value.title(),
                    names=join_names(counts),
                )
            ),
            Buttons(buttons=(Button(label=tr("Give them to others"), sends=OpenLeave(person=person.id)),)),
        )
    )


def account_opened(uow: UnitOfWork, account: Account, at: datetime) -> None:
    """It is active again: who was not told yet hears nothing of it, the others that nothing needs to be done."""
    person = uow.people.person(account.person_id) if account.person_id else None
    if person is None:
        return
    for who_id in uow.reminders.leave_unsaid(f"closed:{account.id}:"):
        said = partial(_is_back, person, account)
        let_know(uow, who_id, said, key=f"opened:{account.id}:{at.isoformat()}:{who_id}", now=at)


def _is_back(person: Person, account: Account) -> Reply:
    platform = account.platform.value.title()
    return say(tr("{name}'s {platform} account is active again.", name=person.name, platform=platform))


registry.account_closed = account_closed
registry.account_opened = account_opened
