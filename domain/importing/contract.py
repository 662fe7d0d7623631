"""The public JSON of `import --json`: a draft in the shape that other programs rely on. Its schema stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.action_parts import LeadRole
from domain.due import Due, Precision
from domain.importing.draft import (
    ColumnRole,
    DraftAction,
    DraftPlan,
    DraftRecommendation,
    DraftStatus,
    Source,
)
from domain.rag import RagValue


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DueJson(_Shape):
    """A date as printed and as understood; `latest` governs."""

    text: str | None
    precision: Precision
    earliest: date | None
    latest: date | None
    needs_check: bool


class LeadJson(_Shape):
    """A lead as printed."""

    name: str
    role: LeadRole


class RagJson(_Shape):
    """The printed word and the colour."""

    text: str | None
    value: RagValue


class ProgressJson(_Shape):
    """What one of several progress columns said."""

    label: str | None
    text: str


class SourceJson(_Shape):
    """Where it stood."""

    sheet_or_page: str | None
    row: int


class MilestoneJson(_Shape):
    """A part of an action."""

    text: str
    due: DueJson


class ActionJson(_Shape):
    """The smallest thing with its own lead, date, RAG or progress."""

    key: str
    ref: str | None
    text: str | None
    leads: list[LeadJson]
    leads_text: str | None
    due: DueJson
    due_original: DueJson | None
    status: DraftStatus
    completed_on: date | None
    rag: RagJson
    progress: str | None
    progress_history: list[ProgressJson]
    success_measure: str | None
    links: list[str]
    other: dict[str, str]
    source: SourceJson
    milestones: list[MilestoneJson]


class RecommendationJson(_Shape):
    """What the plan numbers."""

    key: str
    ref: str | None
    section: str | None
    text: str | None
    outcome: str | None
    progress: str | None
    success_measures: list[str]
    other: dict[str, str]
    actions: list[ActionJson]


class SectionJson(_Shape):
    """A theme, category, element or objective."""

    title: str
    ref: str | None
    target: str | None
    due: DueJson


class PlaceJson(_Shape):
    """Where to look: `row` as a person finds it, `column` from 1 (0: the whole row)."""

    sheet_or_page: str | None
    row: int
    column: int


class QuestionJson(_Shape):
    """A doubt for a person. One that is put once for many actions names them in `keys`."""

    key: str | None
    field: str
    text: str | None
    message: str
    suggestion: str | None
    source: PlaceJson | None
    keys: list[str]


class PlanHeadJson(_Shape):
    """What is said about the plan as a whole."""

    title: str | None
    as_at: date | None
    as_at_text: str | None
    columns: list[str]
    roles: dict[str, ColumnRole]
    roles_given: dict[str, ColumnRole]


class PlanJson(_Shape):
    """A whole draft."""

    plan: PlanHeadJson
    sections: list[SectionJson]
    recommendations: list[RecommendationJson]
    questions: list[QuestionJson]
    leftover: list[str]


def to_contract(draft: DraftPlan) -> PlanJson:
    """The draft in the public shape. Absent values are null, absent lists empty."""
    return PlanJson(
        plan=PlanHeadJson(
            title=draft.title or None,
            as_at=draft.as_at,
            as_at_text=draft.as_at_text or None,
            columns=list(draft.columns),
            roles=dict(draft.roles),
            roles_given=dict(draft.given),
        ),
        sections=[
            SectionJson(
                title=section.title, ref=section.ref or None, target=section.target or None, due=_due(section.due)
            )
            for section in draft.sections
        ],
        recommendations=[_recommendation(one) for one in draft.recommendations],
        questions=[
            QuestionJson(
                key=one.key or None,
                field=one.field,
                text=one.text or None,
                message=one.message,
                suggestion=one.suggestion or None,
                source=_place(one.source),
                keys=list(one.keys),
            )
            for one in draft.questions
        ],
        leftover=list(draft.leftover),
    )


def to_json(draft: DraftPlan) -> str:
    """The public JSON, indented, in UTF-8 letters."""
    return to_contract(draft).model_dump_json(indent=2)


def _place(source: Source) -> PlaceJson | None:
    if not source.row:
        return None
    return PlaceJson(sheet_or_page=source.sheet_or_page or None, row=source.row, column=source.column)


def _due(due: Due) -> DueJson:
    return DueJson(
        text=due.text or None,
        precision=due.precision,
        earliest=due.earliest,
        latest=due.latest,
        needs_check=due.needs_check,
    )


def _recommendation(one: DraftRecommendation) -> RecommendationJson:
    return RecommendationJson(
        key=one.key,
        ref=one.ref or None,
        section=one.section or None,
        text=one.text or None,
        outcome=one.outcome or None,
        progress=one.progress or None,
        success_measures=list(one.success_measures),
        other=_pairs(one.other),
        actions=[_action(action) for action in one.actions],
    )


def _action(one: DraftAction) -> ActionJson:
    return ActionJson(
        key=one.key,
        ref=one.ref or None,
        text=one.text or None,
        leads=[LeadJson(name=lead.name, role=lead.role) for lead in one.leads],
        leads_text=one.leads_text or None,
        due=_due(one.due),
        due_original=_due(one.due_original) if one.due_original else None,
        status=one.status,
        completed_on=one.completed_on,
        rag=RagJson(text=one.rag.text or None, value=one.rag.value),
        progress=one.progress or None,
        progress_history=[ProgressJson(label=entry.label or None, text=entry.text) for entry in one.progress_history],
        success_measure=one.success_measure or None,
        links=list(one.links),
        other=_pairs(one.other),
        source=SourceJson(sheet_or_page=one.source.sheet_or_page or None, row=one.source.row),
        milestones=[MilestoneJson(text=milestone.text, due=_due(milestone.due)) for milestone in one.milestones],
    )


def _pairs(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    return dict(pairs)
