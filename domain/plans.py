"""A plan and its parts above the action: sections, recommendations, leads, open questions, and who follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.due import Due
from domain.ids import (
    FollowId,
    LeadId,
    OrganisationId,
    PersonId,
    PlanId,
    QuestionId,
    RecommendationId,
    SectionId,
    WorkspaceId,
)
from domain.people import Platform
from domain.rag import ColourKey


class PlanState(StrEnum):
    """A draft is seen by its coordinator only; a live plan by the organisation; a closed one can't change."""

    DRAFT = "draft"
    LIVE = "live"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Plan:
    """An action plan. `columns` are the headings of its document in their order, `roles` what each was read as."""

    id: PlanId
    organisation_id: OrganisationId
    code: str
    title: str
    state: PlanState = PlanState.DRAFT
    as_at: date | None = None
    as_at_text: str = ""
    colour_key: ColourKey = field(default_factory=ColourKey)
    columns: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    source_name: str = ""
    source_sha256: str = ""
    leftover: tuple[str, ...] = ()
    created_at: datetime | None = None
    live_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A theme, category, element or objective of a plan, with its own target and date where the plan has them."""

    id: SectionId
    plan_id: PlanId
    position: int
    title: str
    ref: str = ""
    target: str = ""
    due: Due = field(default_factory=Due.none)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the plan numbers: a recommendation, objective or area for improvement."""

    id: RecommendationId
    plan_id: PlanId
    section_id: SectionId | None
    position: int
    key: str
    ref: str
    text: str
    outcome: str = ""
    progress: str = ""
    success_measures: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody's name as a plan prints it; `person_id` once a person was linked to it."""

    id: LeadId
    plan_id: PlanId
    name: str
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt that the reader of a plan had, waiting for a person."""

    id: QuestionId
    plan_id: PlanId
    key: str
    field: str
    text: str
    message: str
    suggestion: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """A channel that hears of a plan: on working days at `hour` (local), what became overdue since."""

    id: FollowId
    organisation_id: OrganisationId
    plan_id: PlanId
    workspace_id: WorkspaceId
    platform: Platform
    channel: str
    channel_name: str = ""
    hour: int = 9
    last_swept: date | None = None
