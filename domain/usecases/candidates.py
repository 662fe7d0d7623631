"""Whom an account may be: offered to whoever speaks from it, never taken for granted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.ids import LeadId, PlanId
from domain.language.naming import Fit, fits
from domain.people import Account, Actor, Person, PersonKind, Role
from domain.plans import Lead, Plan, PlanState
from domain.policy import may_vouch
from domain.ports import UnitOfWork
from domain.presenters import join_names
from domain.speech import trn

MOST = 5
"""So many are offered, one after the other."""

_ORDER = {"e-mail": 0, "name": 1, "initials": 2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody that an account may be: a person we know, or a printed lead (in one plan or several) that nobody is yet.
    `where` says how much they lead: `7 actions in TSP`.
    """

    target: str
    title: str
    where: str
    fits: str
    person: Person | None = None
    leads: tuple[Lead, ...] = ()


def candidates(uow: UnitOfWork, account: Account) -> list[Candidate]:
    """Whom this account may be, the surest first. Only plans that are open to the whole organisation are named: who is
    in a restricted one, its coordinators say. The unit of work must see everything.
    """
    open_plans = {
        plan.id: plan for plan in uow.plans.all() if plan.state is PlanState.LIVE and not plan.settings.restricted
    }
    counts = _Counts(uow, open_plans)
    found = [*_people(uow, account, counts), *_printed(uow, account, open_plans, counts)]
    found.sort(key=lambda one: (_ORDER[one.fits], one.title.casefold(), one.target))
    return found


class _Counts:
    """How many open actions leads have, in the plans that may be named."""

    def __init__(self, uow: UnitOfWork, plans: dict[PlanId, Plan]) -> None:
        self._uow = uow
        self._plans = plans
        self._of_plan: dict[PlanId, Mapping[LeadId, int]] = {}

    def where(self, leads: Sequence[Lead]) -> str:
        """`7 actions in TSP and 2 actions in HSP`."""
        of_plan: dict[PlanId, int] = defaultdict(int)
        for lead in leads:
            if lead.plan_id not in self._plans:
                continue
            if lead.plan_id not in self._of_plan:
                self._of_plan[lead.plan_id] = self._uow.plans.open_by_lead(lead.plan_id)
            of_plan[lead.plan_id] += self._of_plan[lead.plan_id].get(lead.id, 0)
        ordered = sorted(of_plan.items(), key=lambda each: self._plans[each[0]].code)
        return join_names(
            [
                trn("{count:,} action in {code}", "{count:,} actions in {code}", count, code=self._plans[plan].code)
                for plan, count in ordered
            ]
        )


def _people(uow: UnitOfWork, account: Account, counts: _Counts) -> list[Candidate]:
    by_email = list(uow.people.by_email(account.email))
    by_name = list(uow.people.named(account.display_name)) if account.display_name.strip() else []
    found: dict[str, Candidate] = {}
    for why, people in (("e-mail", by_email), ("name", by_name)):
        for person in people:
            if person.id in found or not is_free(uow, person, account):
                continue
            if why == "name" and person.email and account.email and person.email != account.email:
                continue  # a namesake
            where = counts.where(uow.plans.leads_of(person.id))
            found[person.id] = Candidate(f"person:{person.id}", person.name, where, why, person)
    return list(found.values())


def is_free(uow: UnitOfWork, person: Person, account: Account) -> bool:
    """Could this account be theirs? One account in each workspace is; one that was deactivated may have a successor."""
    if person.kind is not PersonKind.PERSON or person.left_at is not None:
        return False
    held = [one for one in uow.people.accounts_of(person.id) if one.id != account.id and not one.is_deactivated]
    return all(other.workspace_id != account.workspace_id for other in held)


def _printed(uow: UnitOfWork, account: Account, plans: dict[PlanId, Plan], counts: _Counts) -> list[Candidate]:
    groups: dict[str, list[Lead]] = defaultdict(list)
    for lead in uow.plans.leads():
        if lead.person_id is None and lead.plan_id in plans and _why(lead, account):
            groups[lead.name.casefold()].append(lead)
    return [
        Candidate(
            f"lead:{leads[0].id}",
            leads[0].name,
            counts.where(leads),
            _why(leads[0], account),
            leads=tuple(leads),
        )
        for leads in (sorted(group, key=lambda lead: lead.id) for group in groups.values())
    ]


def _why(lead: Lead, account: Account) -> Fit:
    """Why a printed lead may be whoever has this account; where the plan's key names somebody, only they may."""
    if lead.full_name:
        return "name" if fits(lead.full_name, account.display_name) == "name" else ""
    return fits(lead.name, account.display_name)


def deciders(uow: UnitOfWork, *, person: Person | None = None, plan_id: PlanId | None = None) -> list[Person]:
    """Who may say that an account is this person's, or that it is a lead of this plan: coordinators first, then, where
    there is none who may, the administrators.
    """
    found: list[Person] = []
    if person is not None:
        held = uow.people.ties(person.id)
        plans = {one.plan_id for one in held if one.plan_id is not None}
        if plans and all(one.plan_id is not None for one in held):
            of_each = [{one.id: one for one in uow.people.holders(Role.COORDINATOR, plan)} for plan in plans]
            found = [one for key, one in of_each[0].items() if all(key in each for each in of_each)]
    elif plan_id is not None:
        found = list(uow.people.holders(Role.COORDINATOR, plan_id))
    found = [one for one in found if one.left_at is None and (person is None or one.id != person.id)]
    return found or [one for one in uow.people.holders(Role.ADMINISTRATOR, None) if one.left_at is None]


def may_decide(uow: UnitOfWork, actor: Actor, *, person: Person | None, plan_id: PlanId | None) -> bool:
    """May they say so? Administrators may everywhere."""
    if actor.is_administrator:
        return True
    if person is not None:
        return may_vouch(actor, person, uow.people)
    return plan_id is not None and actor.coordinates(plan_id)
