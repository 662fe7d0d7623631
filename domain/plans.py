"""A plan and its parts above the action: sections, recommendations, leads, open questions, and who follows it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.due import Due, plain_date
from domain.ids import (
    ActionId,
    FollowId,
    LeadId,
    OrganisationId,
    PersonId,
    PlanId,
    QuestionId,
    RecommendationId,
    SectionId,
    VersionId,
    WorkspaceId,
)
from domain.people import Platform, Signature
from domain.rag import ColourKey


class PlanState(StrEnum):
    """A draft is seen by its coordinator only; a live plan by the organisation; a closed one can't change."""

    DRAFT = "draft"
    LIVE = "live"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """How a plan is run, as its coordinators decide.

    `restricted`: only its own people see it (those with a role in it, its linked leads, and whoever asks in a channel
    that follows it); else the whole organisation does. `note_to_complete`: nothing is completed without a word on how.
    `sign_off` and `date_approval`: leads ask, a coordinator agrees. `sensitive`: nothing of it is posted where the
    platform doesn't say that only members of the organisation who were let in can read.
    `review_days`: how often the leads of ongoing actions are asked for a line. `escalate_days`: after how many working
    days late without an update the coordinators are told. 0 is never.
    `claims_waived`: whose work e-mail address or full name fits is linked when they say so, and need not wait until a
    coordinator confirms it.
    """

    restricted: bool = False
    note_to_complete: bool = False
    sign_off: bool = False
    date_approval: bool = False
    sensitive: bool = False
    claims_waived: bool = False
    review_days: int = 90
    escalate_days: int = 5


@dataclass(frozen=True, slots=True)
class Rulings:
    """What coordinators said once about a whole document, for this version and the next ones.

    `signs` maps what is printed under RAG or status (folded, `blue`, `being scoped`) to a colour or to `complete`,
    `open` or `withdrawn`; `orders` maps a heading to `month first` or `day first`; `sheets` is `one plan`, `sections`,
    or `only:` and the title of the sheet that is the plan; empty where nobody has said.
    """

    signs: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    sheets: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """An action plan. `columns` are the headings of its document in their order, `roles` what each was read as,
    `corrections` the roles that a person gave to headings instead.
    """

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
    corrections: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime | None = None
    live_at: datetime | None = None
    settings: PlanSettings = field(default_factory=PlanSettings)
    rulings: Rulings = field(default_factory=Rulings)


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
    """Somebody's name as a plan prints it; `person_id` once a person was linked to it.

    `full_name` is whom the plan's own key of initials names behind it: a proposal, which links nobody by itself.
    """

    id: LeadId
    plan_id: PlanId
    name: str
    person_id: PersonId | None = None
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt that the reader of a plan had, waiting for a person.

    `key` is the action's (or the recommendation's; empty: the plan's), `field` which of its values is in doubt, `text`
    what was printed, `place` where (`page 3, row 12`). `sure`: the suggestion may be taken without asking, see
    `domain.importing.sure`. `left_at`: somebody looked and left it for later. `about` is plain data that a kind of
    question needs for its answers.
    """

    id: QuestionId
    plan_id: PlanId
    key: str
    field: str
    text: str
    message: str
    suggestion: str = ""
    answered_at: datetime | None = None
    kind: str = ""
    place: str = ""
    sure: bool = False
    answer: str = ""
    left_at: datetime | None = None
    about: Mapping[str, Any] = dataclasses.field(default_factory=dict)  # `field` is a column here
    number: int = 0


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A document that was imported as this plan; `number` counts from 1. `said` is what it said of each action, as it
    was read (`domain.versions.pack`), by the action's id.
    """

    id: VersionId
    plan_id: PlanId
    number: int
    as_at: date | None
    as_at_text: str
    source_name: str
    source_sha256: str
    imported_at: datetime
    imported_by: Signature
    said: Mapping[ActionId, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """`the version of 3 May 2026`: by the plan's own date, else by the day it was imported."""
        return f"the version of {plain_date(self.as_at or self.imported_at.date())}"


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
