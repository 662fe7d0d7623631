"""Between rows and the domain's values. Nothing here asks the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Row

from domain.actions import Action, ActionLead, LeadRole, Milestone, ProgressNote, Status
from domain.due import Due, Precision
from domain.events import read_event
from domain.happened import Logged
from domain.ids import (
    ActionId,
    EventId,
    LeadId,
    MilestoneId,
    NoteId,
    OrganisationId,
    PersonId,
    PlanId,
    QuestionId,
    RecommendationId,
    SectionId,
)
from domain.people import Platform, Signature
from domain.plans import Lead, Plan, PlanSettings, PlanState, Question, Recommendation, Rulings, Section
from domain.rag import ColourKey, Rag, RagValue
from domain.waiting import Wanted, say_waits
from storage.requests import request_from, request_values
from storage.text import fold_key, sort_key

Values = dict[str, Any]
AnyRow = Row[Any]

NO_DATE = date(9999, 12, 31)
"""Where an action without a date stands in a list by date."""


def due_values(due: Due, prefix: str = "due") -> Values:
    """A date's columns."""
    return {
        f"{prefix}_text": due.text,
        f"{prefix}_precision": due.precision.value,
        f"{prefix}_earliest": due.earliest,
        f"{prefix}_latest": due.latest,
        f"{prefix}_needs_check": due.needs_check,
        f"{prefix}_note": due.note,
    }


# Looking a member up by its value in a dict takes a fifth of what a call of the enumeration does.
_PRECISIONS = {one.value: one for one in Precision}
_STATUSES = {one.value: one for one in Status}
_COLOURS = {one.value: one for one in RagValue}
_LEAD_ROLES = {one.value: one for one in LeadRole}
_PLATFORMS = {one.value: one for one in Platform}


def due_from(row: AnyRow) -> Due:
    """The date that a row has now."""
    return Due(
        row.due_text,
        _PRECISIONS[row.due_precision],
        row.due_earliest,
        row.due_latest,
        row.due_needs_check,
        row.due_note,
    )


def _original_due_from(row: AnyRow) -> Due:
    return Due(
        row.due_original_text,
        _PRECISIONS[row.due_original_precision],
        row.due_original_earliest,
        row.due_original_latest,
        row.due_original_needs_check,
        row.due_original_note,
    )


def signature_values(by: Signature | None) -> Values | None:
    """A signature as plain data."""
    if by is None:
        return None
    stored = {"person": by.person_id, "name": by.name, "platform": by.platform.value, "account": by.account_id}
    acting = {"deputy_for": by.deputy_for, "on_behalf_of": by.on_behalf_of}
    return stored | {name: words for name, words in acting.items() if words}


def signature_from(stored: Mapping[str, Any] | None) -> Signature | None:
    """The signature in plain data."""
    if stored is None:
        return None
    return Signature(
        stored["person"],
        stored["name"],
        _PLATFORMS[stored["platform"]],
        stored["account"],
        stored.get("deputy_for", ""),
        stored.get("on_behalf_of", ""),
    )


def state_values(action: Action) -> Values:
    """What an action's own columns hold, but for what never changes and for the search text."""
    return {
        "ref": action.ref,
        "text": action.text,
        **due_values(action.due),
        "due_sort": action.due.latest or NO_DATE,
        "late_from": action.due.late_from,
        "due_changes": action.due_changes,
        "status": action.status.value,
        "completed_at": action.completed_at,
        "completed_by": signature_values(action.completed_by),
        "completed_on": action.completed_on,
        "rag_value": action.rag.value.value,
        "rag_text": action.rag.text,
        "lead_names": [lead.name for lead in action.leads],
        "leads_text": action.leads_text,
        "progress": action.progress,
        "progress_history": [list(pair) for pair in action.progress_history],
        "success_measure": action.success_measure,
        "links": list(action.links),
        "other": dict(action.other),
        "not_in": action.not_in,
        **_waiting_values(action),
    }


def _waiting_values(action: Action) -> Values:
    if action.asked_done is None and action.asked_due is None:  # nearly always
        return {"requests": {}, "waits": ""}
    return {
        "requests": {
            what.value: request_values(request) for what in Wanted if (request := action.request(what)) is not None
        },
        "waits": say_waits(action.asked_done, action.asked_due),
    }


def new_action_values(action: Action, code: str) -> Values:
    """Every column of a new action of the plan with this code."""
    folded = fold_key(action.key)
    return {
        "organisation_id": action.organisation_id,
        "id": action.id,
        "plan_id": action.plan_id,
        "recommendation_id": action.recommendation_id,
        "position": action.position,
        "key": action.key,
        "key_folded": folded,
        "key_sort": sort_key(action.key),
        "local_folded": folded.removeprefix(f"{fold_key(code)}-"),
        **due_values(action.due_original, "due_original"),
        "source_page": action.source_page,
        "source_row": action.source_row,
        "announced": False,
        "version": action.version,
        **state_values(action),
    }


def action_lead_values(action: Action) -> Sequence[Values]:
    """The rows that tie an action to its leads."""
    return [
        {
            "organisation_id": action.organisation_id,
            "action_id": action.id,
            "position": position,
            "lead_id": lead.lead_id,
            "role": lead.role.value,
        }
        for position, lead in enumerate(action.leads)
    ]


def milestone_values(action: Action) -> Sequence[Values]:
    """The rows of an action's milestones."""
    return [
        {
            "organisation_id": action.organisation_id,
            "id": milestone.id,
            "action_id": action.id,
            "position": position,
            "text": milestone.text,
            **due_values(milestone.due),
            "done_at": milestone.done_at,
            "done_by": signature_values(milestone.done_by),
        }
        for position, milestone in enumerate(action.milestones)
    ]


def action_from(row: AnyRow, leads: Sequence[Any], milestones: Sequence[Any]) -> Action:
    """An action with its parts."""
    return Action(
        id=ActionId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        plan_id=PlanId(row.plan_id),
        recommendation_id=RecommendationId(row.recommendation_id),
        position=row.position,
        key=row.key,
        ref=row.ref,
        text=row.text,
        due=due_from(row),
        due_original=_original_due_from(row),
        due_changes=row.due_changes,
        status=_STATUSES[row.status],
        completed_at=row.completed_at,
        completed_by=signature_from(row.completed_by),
        completed_on=row.completed_on,
        rag=Rag(_COLOURS[row.rag_value], row.rag_text),
        leads=tuple(
            ActionLead(LeadId(lead.lead_id), lead.name, _LEAD_ROLES[lead.role], lead.person_id) for lead in leads
        ),
        leads_text=row.leads_text,
        progress=row.progress,
        progress_history=tuple((label, text) for label, text in row.progress_history),
        success_measure=row.success_measure,
        links=tuple(row.links),
        other=row.other,
        source_page=row.source_page,
        source_row=row.source_row,
        milestones=tuple(
            Milestone(MilestoneId(part.id), part.text, due_from(part), part.done_at, signature_from(part.done_by))
            for part in milestones
        ),
        version=row.version,
        not_in=row.not_in,
        asked_done=request_from(row.requests.get(Wanted.DONE)),
        asked_due=request_from(row.requests.get(Wanted.DUE)),
    )


def note_from(row: AnyRow) -> ProgressNote:
    """A progress note."""
    by = signature_from(row.by)
    if by is None:
        raise ValueError("a progress note without a signature")
    return ProgressNote(NoteId(row.id), ActionId(row.action_id), row.text, row.at, by, row.withdrawn, row.evidence)


_USUAL = PlanSettings()


def plan_values(plan: Plan) -> Values:
    """A plan's columns."""
    key = plan.colour_key
    return {
        "organisation_id": plan.organisation_id,
        "id": plan.id,
        "code": plan.code,
        "code_folded": fold_key(plan.code),
        "title": plan.title,
        "state": plan.state.value,
        "as_at": plan.as_at,
        "as_at_text": plan.as_at_text,
        "colour_key": {
            "meanings": {colour.value: words for colour, words in key.meanings.items()},
            "complete": None if key.complete is None else key.complete.value,
        },
        "columns": list(plan.columns),
        "roles": dict(plan.roles),
        "source_name": plan.source_name,
        "source_sha256": plan.source_sha256,
        "leftover": list(plan.leftover),
        "corrections": dict(plan.corrections),
        "created_at": plan.created_at,
        "live_at": plan.live_at,
        "restricted": plan.settings.restricted,
        "settings": {
            name: value
            for name, value in asdict(plan.settings).items()
            if name != "restricted" and value != getattr(_USUAL, name)
        },
        "rulings": {name: said for name, said in asdict(plan.rulings).items() if said},
    }


def plan_from(row: AnyRow) -> Plan:
    """A plan."""
    complete = row.colour_key["complete"]
    return Plan(
        id=PlanId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        code=row.code,
        title=row.title,
        state=PlanState(row.state),
        as_at=row.as_at,
        as_at_text=row.as_at_text,
        colour_key=ColourKey(
            {RagValue(colour): words for colour, words in row.colour_key["meanings"].items()},
            None if complete is None else RagValue(complete),
        ),
        columns=tuple(row.columns),
        roles=row.roles,
        source_name=row.source_name,
        source_sha256=row.source_sha256,
        leftover=tuple(row.leftover),
        corrections=row.corrections,
        created_at=row.created_at,
        live_at=row.live_at,
        settings=PlanSettings(restricted=row.restricted, **row.settings),
        rulings=Rulings(**row.rulings),
    )


def section_values(section: Section, organisation_id: OrganisationId) -> Values:
    """A section's columns."""
    return {
        "organisation_id": organisation_id,
        "id": section.id,
        "plan_id": section.plan_id,
        "position": section.position,
        "ref": section.ref,
        "title": section.title,
        "target": section.target,
        **due_values(section.due),
    }


def section_from(row: AnyRow) -> Section:
    """A section."""
    return Section(SectionId(row.id), PlanId(row.plan_id), row.position, row.title, row.ref, row.target, due_from(row))


def recommendation_values(recommendation: Recommendation, organisation_id: OrganisationId) -> Values:
    """A recommendation's columns."""
    return {
        "organisation_id": organisation_id,
        "id": recommendation.id,
        "plan_id": recommendation.plan_id,
        "section_id": recommendation.section_id,
        "position": recommendation.position,
        "key": recommendation.key,
        "ref": recommendation.ref,
        "text": recommendation.text,
        "outcome": recommendation.outcome,
        "progress": recommendation.progress,
        "success_measures": list(recommendation.success_measures),
        "other": dict(recommendation.other),
    }


def recommendation_from(row: AnyRow) -> Recommendation:
    """A recommendation."""
    return Recommendation(
        id=RecommendationId(row.id),
        plan_id=PlanId(row.plan_id),
        section_id=None if row.section_id is None else SectionId(row.section_id),
        position=row.position,
        key=row.key,
        ref=row.ref,
        text=row.text,
        outcome=row.outcome,
        progress=row.progress,
        success_measures=tuple(row.success_measures),
        other=row.other,
    )


def lead_values(lead: Lead, organisation_id: OrganisationId) -> Values:
    """A printed lead's columns."""
    return {
        "organisation_id": organisation_id,
        "id": lead.id,
        "plan_id": lead.plan_id,
        "name": lead.name,
        "name_folded": fold_key(lead.name),
        "person_id": lead.person_id,
        "full_name": lead.full_name or None,
    }


def lead_from(row: AnyRow) -> Lead:
    """A printed lead."""
    return Lead(
        LeadId(row.id),
        PlanId(row.plan_id),
        row.name,
        None if row.person_id is None else PersonId(row.person_id),
        row.full_name or "",
    )


def question_values(question: Question, organisation_id: OrganisationId, position: int) -> Values:
    """A question's columns."""
    return {
        "organisation_id": organisation_id,
        "id": question.id,
        "plan_id": question.plan_id,
        "position": position,
        "key": question.key,
        "field": question.field,
        "text": question.text,
        "message": question.message,
        "suggestion": question.suggestion,
        "answered_at": question.answered_at,
        "kind": question.kind,
        "place": question.place,
        "sure": question.sure,
        "answer": question.answer,
        "left_at": question.left_at,
        "about": dict(question.about),
    }


def question_from(row: AnyRow) -> Question:
    """A question."""
    return Question(
        id=QuestionId(row.id),
        plan_id=PlanId(row.plan_id),
        key=row.key,
        field=row.field,
        text=row.text,
        message=row.message,
        suggestion=row.suggestion,
        answered_at=row.answered_at,
        kind=row.kind,
        place=row.place,
        sure=row.sure,
        answer=row.answer,
        left_at=row.left_at,
        about=row.about,
        number=row.position + 1,
    )


def logged_from(row: AnyRow) -> Logged:
    """A line of history."""
    return Logged(
        read_event(row.event), row.version, None if row.undone_by is None else EventId(row.undone_by), row.request or ""
    )
