"""From what was read of a document to the values that are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from domain.actions import Action, ActionLead, Milestone, Status
from domain.due import Due
from domain.ids import (
    ActionId,
    LeadId,
    MilestoneId,
    OrganisationId,
    PlanId,
    QuestionId,
    RecommendationId,
    SectionId,
    VersionId,
    new_id,
)
from domain.importing.draft import DraftAction, DraftPlan, DraftRecommendation, DraftSection, Pairs
from domain.importing.draft import Question as Doubt
from domain.importing.sure import places_of, sure_questions
from domain.people import Signature
from domain.plans import Lead, Plan, PlanVersion, Question, Recommendation, Section
from domain.ports import PlanContents


@cache
def _adapter() -> TypeAdapter[DraftAction]:
    return TypeAdapter(DraftAction)


def pack(action: DraftAction) -> dict[str, Any]:
    """What a document said of an action, as plain data."""
    packed: dict[str, Any] = _adapter().dump_python(action, mode="json")
    return packed


def unpack(said: Mapping[str, Any]) -> DraftAction:
    """The action in what `pack` made.

    Raises:
        ValueError: it can't be read any more.
    """
    return _adapter().validate_python(dict(said))


def plan_of(draft: DraftPlan, organisation_id: OrganisationId, *, at: datetime, source: str, sha256: str) -> Plan:
    """The plan itself, with a fresh id."""
    return Plan(
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
        corrections={heading: role.value for heading, role in draft.given},
        created_at=at,
    )


def section_of(draft: DraftSection, plan_id: PlanId, position: int) -> Section:
    """A section, with a fresh id."""
    return Section(SectionId(new_id()), plan_id, position, draft.title, draft.ref, draft.target, draft.due)


def recommendation_of(
    draft: DraftRecommendation, plan_id: PlanId, position: int, sections: Mapping[str, SectionId]
) -> Recommendation:
    """A recommendation, with a fresh id; `sections` by title."""
    return Recommendation(
        id=RecommendationId(new_id()),
        plan_id=plan_id,
        section_id=sections.get(draft.section),
        position=position,
        key=draft.key,
        ref=draft.ref,
        text=draft.text,
        outcome=draft.outcome,
        progress=draft.progress,
        success_measures=draft.success_measures,
        other=dict(draft.other),
    )


def action_of(
    draft: DraftAction,
    recommendation_id: RecommendationId,
    plan: Plan,
    position: int,
    leads: Mapping[str, Lead],
) -> Action:
    """An action, with a fresh id; `leads` by name, whatever its case (`lead_key`)."""
    original: Due = draft.due_original or draft.due
    its = {}
    for one in draft.leads:
        lead = leads[lead_key(one.name)]
        its[lead.id] = ActionLead(lead.id, lead.name, one.role, lead.person_id)
    return Action(
        id=ActionId(new_id()),
        organisation_id=plan.organisation_id,
        plan_id=plan.id,
        recommendation_id=recommendation_id,
        position=position,
        key=draft.key,
        ref=draft.ref,
        text=draft.text,
        due=draft.due,
        due_original=original,
        status=Status(draft.status.value),
        completed_on=draft.completed_on,
        rag=draft.rag,
        leads=tuple(its.values()),
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


def lead_key(name: str) -> str:
    """A lead's name for finding it again."""
    return " ".join(name.split()).casefold()


def leads_of(
    actions: Iterable[DraftAction], plan_id: PlanId, known: Iterable[Lead], full_names: Pairs = ()
) -> dict[str, Lead]:
    """A lead for every name of these actions: the plan's own where it knows the name, else a new one, with whom the
    plan's key of initials names behind it. A key that came later names those who were known before, too.
    """
    behind = {lead_key(short): name for short, name in full_names}
    leads = {
        (key := lead_key(lead.name)): lead
        if lead.person_id or key not in behind
        else replace(lead, full_name=behind[key])
        for lead in known
    }
    for action in actions:
        for one in action.leads:
            key = lead_key(one.name)
            if key not in leads:
                leads[key] = Lead(LeadId(new_id()), plan_id, one.name, full_name=behind.get(key, ""))
    return leads


def questions_of(draft: DraftPlan, plan_id: PlanId) -> list[Question]:
    """The questions of a draft as they wait for an answer, each with its place in the document."""
    places, sure = places_of(draft), sure_questions(draft)
    return [question_of(one, plan_id, place=places.get(one.key, ""), sure=one in sure) for one in draft.questions]


def question_of(doubt: Doubt, plan_id: PlanId, *, place: str = "", sure: bool = False) -> Question:
    """One of them, with a fresh id."""
    return Question(
        QuestionId(new_id()),
        plan_id,
        doubt.key,
        doubt.field,
        doubt.text,
        doubt.message,
        doubt.suggestion,
        kind=doubt.kind.value,
        place=place,
        sure=sure,
        about=_about(doubt),
    )


def _about(doubt: Doubt) -> dict[str, Any]:
    """What an answer for the whole plan needs to know."""
    if doubt.sign:
        return {"sign": doubt.sign, "keys": list(doubt.keys or (doubt.key,))}
    return {"heading": doubt.heading, "keys": list(doubt.keys)} if doubt.heading else {}


def contents_of(
    draft: DraftPlan,
    organisation_id: OrganisationId,
    *,
    at: datetime,
    source: str,
    sha256: str,
    links: Mapping[str, Lead] | None = None,
) -> PlanContents:
    """The rows of a new plan, with fresh ids. `links` are leads by name whose people are known from before."""
    plan = plan_of(draft, organisation_id, at=at, source=source, sha256=sha256)
    sections = [section_of(one, plan.id, position) for position, one in enumerate(draft.sections)]
    by_title = {section.title: section.id for section in sections}
    leads = leads_of(draft.actions, plan.id, (), draft.full_names)
    for key, lead in leads.items():
        before = (links or {}).get(lead.name)
        if before is not None:
            leads[key] = replace(lead, person_id=before.person_id)
    recommendations: list[Recommendation] = []
    actions: list[Action] = []
    for position, one in enumerate(draft.recommendations):
        recommendation = recommendation_of(one, plan.id, position, by_title)
        recommendations.append(recommendation)
        actions += [
            action_of(each, recommendation.id, plan, len(actions) + number, leads)
            for number, each in enumerate(one.actions)
        ]
    return PlanContents(plan, sections, recommendations, list(leads.values()), actions, questions_of(draft, plan.id))


def version_of(
    draft: DraftPlan,
    plan_id: PlanId,
    said: Mapping[ActionId, DraftAction],
    *,
    number: int,
    by: Signature,
    at: datetime,
    source: str,
    sha256: str,
) -> PlanVersion:
    """What is kept of a document: where it comes from, and what it said of each action."""
    return PlanVersion(
        id=VersionId(new_id()),
        plan_id=plan_id,
        number=number,
        as_at=draft.as_at,
        as_at_text=draft.as_at_text,
        source_name=source,
        source_sha256=sha256,
        imported_at=at,
        imported_by=by,
        said={action: pack(one) for action, one in said.items()},
    )
