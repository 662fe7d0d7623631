"""From a draft that was read to a draft plan that is stored, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.actions import Action, ActionLead, Milestone, Status
from domain.due import Due
from domain.errors import Invalid
from domain.events import PlanDeleted, PlanImported, RoleGiven
from domain.ids import (
    ActionId,
    LeadId,
    MilestoneId,
    OrganisationId,
    PlanId,
    QuestionId,
    RecommendationId,
    SectionId,
    new_id,
)
from domain.importing.draft import DraftAction, DraftPlan
from domain.importing.sure import places_of, sure_questions
from domain.people import Membership, Person, Role, Signature
from domain.plans import Lead, Plan, PlanState, Question, Recommendation, Section
from domain.ports import PlanContents, UnitOfWork


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
    """Store what was read as a draft plan, which only its coordinator sees. A draft of the same code is replaced,
    and the links of its leads to people are kept.

    Raises:
        Invalid: the plan is live, or the draft is somebody else's.
    """
    if not draft.actions:
        raise Invalid("I found no action in this document, so there is nothing to store.")
    before = uow.plans.by_code(draft.code)
    links: dict[str, Lead] = {}
    if before is not None:
        if before.state is not PlanState.DRAFT:
            raise Invalid(
                f"{before.code} is {before.state.value} already, so this document was not stored. "
                "Give it another code with --plan to keep both."
            )
        if coordinator.id not in {person.id for person in uow.people.holders(Role.COORDINATOR, before.id)}:
            raise Invalid(f"The code {before.code} is taken. Please give the plan another one with --plan.")
        links = {lead.name: lead for lead in uow.plans.leads(before.id) if lead.person_id}
        uow.plans.delete_draft(
            before.id,
            because=PlanDeleted(at=at, by=by, plan_id=before.id, code=before.code, title=before.title),
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
            replaced=before is not None,
        ),
    )
    uow.people.give_role(
        Membership(coordinator.id, Role.COORDINATOR, contents.plan.id),
        because=RoleGiven(at=at, by=by, plan_id=contents.plan.id, person=coordinator.name, role=Role.COORDINATOR.value),
    )
    return contents.plan


def contents_of(
    draft: DraftPlan,
    organisation_id: OrganisationId,
    *,
    at: datetime,
    source: str,
    sha256: str,
    links: Mapping[str, Lead] | None = None,
) -> PlanContents:
    """The rows of a plan, with fresh ids, from what was read."""
    plan = Plan(
        id=PlanId(new_id()),
        organisation_id=organisation_id,
        code=draft.code,
        title=draft.title,
        as_at=draft.as_at,
        as_at_text=draft.as_at_text,
        colour_key=draft.colour_key,
        columns=draft.columns,
        roles={heading: role.value for heading, role in draft.roles},
        source_name=source,
        source_sha256=sha256,
        leftover=draft.leftover,
        created_at=at,
    )
    sections = [
        Section(SectionId(new_id()), plan.id, position, one.title, one.ref, one.target, one.due)
        for position, one in enumerate(draft.sections)
    ]
    by_title = {section.title: section.id for section in sections}
    leads = _leads(draft, plan.id, links or {})
    recommendations: list[Recommendation] = []
    actions: list[Action] = []
    for position, one in enumerate(draft.recommendations):
        recommendation = Recommendation(
            id=RecommendationId(new_id()),
            plan_id=plan.id,
            section_id=by_title.get(one.section),
            position=position,
            key=one.key,
            ref=one.ref,
            text=one.text,
            outcome=one.outcome,
            progress=one.progress,
            success_measures=one.success_measures,
            other=dict(one.other),
        )
        recommendations.append(recommendation)
        for action in one.actions:
            actions.append(_action(action, recommendation, organisation_id, len(actions), leads))
    questions = questions_of(draft, plan.id)
    return PlanContents(plan, sections, recommendations, list(leads.values()), actions, questions)


def questions_of(draft: DraftPlan, plan_id: PlanId) -> list[Question]:
    """The questions of a draft as they wait for an answer, each with its place in the document."""
    places = places_of(draft)
    sure = sure_questions(draft)
    return [
        Question(
            QuestionId(new_id()),
            plan_id,
            one.key,
            one.field,
            one.text,
            one.message,
            one.suggestion,
            kind=one.kind.value,
            place=places.get(one.key, ""),
            sure=one in sure,
        )
        for one in draft.questions
    ]


def _leads(draft: DraftPlan, plan_id: PlanId, links: Mapping[str, Lead]) -> dict[str, Lead]:
    names = dict.fromkeys(lead.name for action in draft.actions for lead in action.leads)
    leads = {name: Lead(LeadId(new_id()), plan_id, name) for name in names}
    return {
        name: replace(lead, person_id=links[name].person_id) if name in links else lead for name, lead in leads.items()
    }


def _action(
    draft: DraftAction,
    recommendation: Recommendation,
    organisation_id: OrganisationId,
    position: int,
    leads: Mapping[str, Lead],
) -> Action:
    original: Due = draft.due_original or draft.due
    action_leads = {
        leads[one.name].id: ActionLead(leads[one.name].id, one.name, one.role, leads[one.name].person_id)
        for one in draft.leads
    }
    return Action(
        id=ActionId(new_id()),
        organisation_id=organisation_id,
        plan_id=recommendation.plan_id,
        recommendation_id=recommendation.id,
        position=position,
        key=draft.key,
        ref=draft.ref,
        text=draft.text,
        due=draft.due,
        due_original=original,
        status=Status(draft.status.value),
        completed_on=draft.completed_on,
        rag=draft.rag,
        leads=tuple(action_leads.values()),
        leads_text=draft.leads_text,
        progress=draft.progress,
        progress_history=tuple((entry.label, entry.text) for entry in draft.progress_history),
        success_measure=draft.success_measure,
        links=draft.links,
        other=dict(draft.other),
        source_page=draft.source.sheet_or_page,
        source_row=draft.source.row or None,
        milestones=tuple(Milestone(MilestoneId(new_id()), one.text, one.due) for one in draft.milestones),
    )
