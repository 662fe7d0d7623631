"""From a document that was read to a plan that is stored, in one transaction: a new draft, or a newer version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.errors import Invalid
from domain.events import PlanDeleted, PlanImported, RoleGiven
from domain.importing.draft import DraftPlan
from domain.people import Membership, Person, Role, Signature
from domain.plans import Lead, Plan, PlanState
from domain.ports import UnitOfWork
from domain.speech import tr
from domain.usecases.comparing import Comparison, compare
from domain.usecases.making import contents_of, version_of
from domain.usecases.newer_version import take_in_version


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a document. `found` says what it changed of a plan that was there (`None`: the plan is new, or its
    untouched draft was replaced: `replaced` is the name of its document). `same`: it says nothing that the plan does
    not have, and nothing was stored.
    """

    plan: Plan
    found: Comparison | None = None
    same: bool = False
    replaced: str = ""


def store_draft(
    uow: UnitOfWork,
    draft: DraftPlan,
    *,
    coordinator: Person,
    by: Signature,
    at: datetime,
    source: str,
    sha256: str,
) -> Plan:
    """`take_in` for whoever only wants the plan."""
    return take_in(uow, draft, coordinator=coordinator, by=by, at=at, source=source, sha256=sha256).plan


def before(uow: UnitOfWork, draft: DraftPlan, coordinator: Person, *, sha256: str) -> TakenIn | None:
    """What `take_in` would do with the plan that is stored under this code; `None` where the document makes a new plan
    (or takes the place of a draft that nobody has touched, and of which it looks like another reading). Stores nothing.

    Raises:
        Invalid: the plan is closed, or somebody else's.
    """
    plan = uow.plans.by_code(draft.code)
    if plan is None:
        return None
    if coordinator.id not in {person.id for person in uow.people.holders(Role.COORDINATOR, plan.id)}:
        raise Invalid(tr("The code {code} is taken. Please give the plan another one with --plan.", code=plan.code))
    if plan.state is PlanState.CLOSED:
        raise Invalid(tr("{code} is closed, so nothing in it can change any more.", code=plan.code))
    roles = {heading: role.value for heading, role in draft.roles}
    if plan.source_sha256 == sha256 and roles == dict(plan.roles):
        return TakenIn(plan, same=True)
    found = compare(uow, plan, draft)
    if is_untouched(uow, plan) and not found.is_doubtful:
        return None
    return TakenIn(plan, found, same=found.is_empty)


def take_in(
    uow: UnitOfWork,
    draft: DraftPlan,
    *,
    coordinator: Person,
    by: Signature,
    at: datetime,
    source: str,
    sha256: str,
    certain: bool = False,
) -> TakenIn:
    """Store what was read. A new code makes a draft plan, which only its coordinator sees. The code of a plan that is
    there makes the document its next version; a draft that nobody has touched is replaced, and the links of its leads
    to people are kept. `certain`: a person said that it is this plan's, however little of it is the same.

    Raises:
        Invalid: there is nothing to store, the plan is closed or somebody else's, or the document looks like another
            plan's.
    """
    if not draft.actions:
        raise Invalid(tr("I found no action in this document, so there is nothing to store."))
    known = before(uow, draft, coordinator, sha256=sha256)
    if known is not None and known.found is not None and known.found.is_doubtful and not certain:
        raise Invalid(too_different(known.found))
    if known is not None and known.same and known.found is None:
        return known
    if known is not None and known.found is not None and not is_untouched(uow, known.plan):
        plan = take_in_version(uow, known.found, by=by, at=at, source=source, sha256=sha256)
        return TakenIn(plan, known.found, same=known.same)
    there = uow.plans.by_code(draft.code)
    plan = store_new(uow, draft, coordinator, by=by, at=at, source=source, sha256=sha256)
    return TakenIn(plan, replaced=there.source_name if there else "")


def too_different(found: Comparison) -> str:
    """Why a document may not be this plan's."""
    there = len(found.changes)
    return tr(
        "Only {count:,} of the {count2:,} actions of {code} are in this document. If it is "
        "another plan, give it another code with --plan. If it is the next version all the same, "
        "say so with --next-version.",
        count=there,
        count2=len(found.stored),
        code=found.plan.code,
    )


def store_new(
    uow: UnitOfWork, draft: DraftPlan, coordinator: Person, *, by: Signature, at: datetime, source: str, sha256: str
) -> Plan:
    """Store it as a new draft plan, in place of the draft of that code if there is one that nobody has touched."""
    replaced = uow.plans.by_code(draft.code)
    links: dict[str, Lead] = {}
    if replaced is not None:
        links = {lead.name: lead for lead in uow.plans.leads(replaced.id) if lead.person_id}
        uow.plans.delete_draft(
            replaced.id,
            because=PlanDeleted(at=at, by=by, plan_id=replaced.id, code=replaced.code, title=replaced.title),
        )
    contents = contents_of(draft, uow.organisation.id, at=at, source=source, sha256=sha256, links=links)
    uow.plans.add(
        contents,
        because=PlanImported(
            at=at,
            by=by,
            plan_id=contents.plan.id,
            source=source,
            sha256=sha256,
            actions=len(contents.actions),
            questions=len(contents.questions),
            replaced=replaced is not None,
        ),
    )
    said = {action.id: one for action, one in zip(contents.actions, draft.actions, strict=True)}
    uow.versions.add(version_of(draft, contents.plan.id, said, number=1, by=by, at=at, source=source, sha256=sha256))
    uow.people.give_role(
        Membership(coordinator.id, Role.COORDINATOR, contents.plan.id),
        because=RoleGiven(at=at, by=by, plan_id=contents.plan.id, person=coordinator.name, role=Role.COORDINATOR.value),
    )
    return contents.plan


def is_untouched(uow: UnitOfWork, plan: Plan) -> bool:
    """Is it a draft of which nobody has answered or changed anything?"""
    if plan.state is not PlanState.DRAFT or uow.plans.follows(plan.id):
        return False
    answered = any(one.answered_at is not None for one in uow.questions.all(plan.id))
    return not answered and all(action.version == 1 for action in uow.versions.actions(plan.id))
