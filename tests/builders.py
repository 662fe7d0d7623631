"""Small builders: invented people and plans in as few words as a test needs.

    organisation = builders.organisation()
    contents = builders.plan(organisation, "NRP", actions=3)
    with store.writing(organisation.id) as uow: ...
or, for all of it at once, `builders.town(store)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from domain.actions import Action, ActionLead
from domain.due import Due
from domain.events import PlanImported, RoleGiven
from domain.ids import (
    AccountId,
    ActionId,
    FollowId,
    LeadId,
    OrganisationId,
    PersonId,
    PlanId,
    RecommendationId,
    SectionId,
    WorkspaceId,
    new_id,
)
from domain.people import (
    EVERYTHING,
    SYSTEM,
    Account,
    Membership,
    Organisation,
    Person,
    Platform,
    Role,
    Signature,
    Workspace,
)
from domain.plans import Follow, Lead, Plan, PlanState, Recommendation, Section
from domain.ports import PlanContents, Store

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
TODAY = NOW.date()
LEAD_NAMES = ("Head of Parks", "Rowan Ashdown", "Estates Group", "Imogen Vale")


def organisation(name: str = "Brackenford Council") -> Organisation:
    """A tenant."""
    return Organisation(id=OrganisationId(new_id()), name=name)


def workspace(of: Organisation, platform: Platform = Platform.SLACK, external_id: str | None = None) -> Workspace:
    """A Slack team, a Teams tenant or a console of it."""
    return Workspace(WorkspaceId(new_id()), of.id, platform, external_id or f"T{new_id()}", "Brackenford")


def person(of: Organisation, name: str = "Imogen Vale") -> Person:
    """Somebody."""
    return Person(PersonId(new_id()), of.id, name)


def account(who: Person, where: Workspace, external_id: str | None = None) -> Account:
    """Their account in a workspace."""
    return Account(
        AccountId(new_id()),
        who.organisation_id,
        where.id,
        where.platform,
        external_id or f"U{new_id()}",
        person_id=who.id,
        display_name=who.name,
        checked_at=NOW,
    )


def signature(who: Person, platform: Platform = Platform.SLACK) -> Signature:
    """Who did something."""
    return Signature(who.id, who.name, platform)


def lead(plan_id: PlanId, name: str, who: Person | None = None) -> Lead:
    """A printed lead, linked to a person if one is given."""
    return Lead(LeadId(new_id()), plan_id, name, None if who is None else who.id)


def plan(
    of: Organisation,
    code: str = "NRP",
    *,
    actions: int = 3,
    dues: Sequence[Due] | None = None,
    state: PlanState = PlanState.LIVE,
    people: Iterable[Person] = (),
    texts: Sequence[str] = ("Agree the dataset for the nature recovery report",),
) -> PlanContents:
    """A plan with a section, a recommendation for every three actions, and a lead for each action.

    Action n is `CODE-n`. Without `dues` it is due n - 1 days after 1 November 2026, so that on `TODAY` the first
    twenty are late. The leads take turns, and those named like one of `people` are linked to them.
    """
    plan_id = PlanId(new_id())
    whole = Plan(plan_id, of.id, code, f"{code} plan", state=state, created_at=NOW)
    section = Section(SectionId(new_id()), plan_id, 1, "Green spaces", ref="A")
    recommendations = [
        Recommendation(
            RecommendationId(new_id()), plan_id, section.id, n, f"R{n}", str(n), f"Recommendation {n} about paths"
        )
        for n in range(1, max(1, -(-actions // 3)) + 1)
    ]
    by_name = {each.name: each for each in people}
    names = list(dict.fromkeys([*LEAD_NAMES, *by_name]))
    leads = [lead(plan_id, name, by_name.get(name)) for name in names]
    made = []
    for n in range(1, actions + 1):
        its = leads[(n - 1) % len(leads)]
        due = dues[(n - 1) % len(dues)] if dues else Due.on(date(2026, 11, 1) + timedelta(days=n - 1))
        made.append(
            Action(
                id=ActionId(new_id()),
                organisation_id=of.id,
                plan_id=plan_id,
                recommendation_id=recommendations[(n - 1) // 3].id,
                position=n,
                key=f"{code}-{n}",
                ref=str(n),
                text=f"{texts[(n - 1) % len(texts)]} ({n})",
                due=due,
                due_original=due,
                leads=(ActionLead(its.id, its.name, person_id=its.person_id),),
            )
        )
    return PlanContents(whole, [section], recommendations, leads, made)


def edited(contents: PlanContents, number: int, **changes: object) -> PlanContents:
    """The plan with some fields of its action `CODE-number` changed."""
    actions = list(contents.actions)
    actions[number - 1] = replace(actions[number - 1], **changes)  # type: ignore[arg-type]  # any field, by its name
    return replace(contents, actions=actions)


def imported(contents: PlanContents) -> PlanImported:
    """The event of storing a plan."""
    return PlanImported(
        at=NOW,
        by=SYSTEM,
        plan_id=contents.plan.id,
        source="plan.docx",
        sha256="0" * 64,
        actions=len(contents.actions),
        questions=len(contents.questions),
    )


def follow(contents: PlanContents, where: Workspace, channel: str = "C1", *, hour: int = 9) -> Follow:
    """A channel that follows the plan."""
    return Follow(
        FollowId(new_id()), where.organisation_id, contents.plan.id, where.id, where.platform, channel, "#green", hour
    )


@dataclass(frozen=True)
class Town:
    """An organisation with a workspace, two people and a live plan, stored."""

    organisation: Organisation
    workspace: Workspace
    coordinator: Person
    lead: Person
    coordinator_account: Account
    lead_account: Account
    contents: PlanContents

    @property
    def id(self) -> OrganisationId:
        return self.organisation.id

    @property
    def plan(self) -> Plan:
        return self.contents.plan

    @property
    def actions(self) -> Sequence[Action]:
        return self.contents.actions


def add_plan(store: Store, contents: PlanContents, coordinator: Person | None = None) -> None:
    """Store a plan, with somebody who coordinates it."""
    with store.writing(contents.plan.organisation_id) as uow:
        uow.see_with(EVERYTHING)
        uow.plans.add(contents, because=imported(contents))
        if coordinator is not None:
            given = Membership(coordinator.id, Role.COORDINATOR, contents.plan.id)
            because = RoleGiven(
                at=NOW, by=SYSTEM, plan_id=contents.plan.id, person=coordinator.name, role="coordinator"
            )
            uow.people.give_role(given, because=because)


def town(
    store: Store,
    name: str = "Brackenford Council",
    *,
    code: str = "NRP",
    actions: int = 3,
    dues: Sequence[Due] | None = None,
    state: PlanState = PlanState.LIVE,
    platform: Platform = Platform.SLACK,
    edit: Callable[[PlanContents], PlanContents] = lambda contents: contents,
) -> Town:
    """An organisation with a workspace, a coordinator (Tobias Wren), a lead (Imogen Vale) and a plan, stored. `edit`
    may change the plan before that.
    """
    of = organisation(name)
    where = workspace(of, platform)
    coordinator, somebody = person(of, "Tobias Wren"), person(of, "Imogen Vale")
    contents = edit(plan(of, code, actions=actions, dues=dues, state=state, people=[somebody]))
    accounts = account(coordinator, where), account(somebody, where)
    with store.founding(of) as uow:
        uow.add_workspace(where)
        for who, its in zip((coordinator, somebody), accounts, strict=True):
            uow.people.add(who)
            uow.people.save_account(its)
    add_plan(store, contents, coordinator)
    return Town(of, where, coordinator, somebody, *accounts, contents)
