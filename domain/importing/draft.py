"""What was understood of a plan, with the doubts: a draft that a person confirms before anything is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.action_parts import LeadRole
from domain.due import Due
from domain.rag import ColourKey, Rag

Pairs = tuple[tuple[str, str], ...]  # heading and text, in the order of the columns


class ColumnRole(StrEnum):
    """What a column of a plan holds."""

    REF = "ref"
    SECTION = "section"
    RECOMMENDATION = "recommendation"
    OUTCOME = "outcome"
    ACTION = "action"
    LEAD = "lead"
    DUE = "due"
    DUE_ORIGINAL = "due_original"
    RAG = "rag"
    PROGRESS = "progress"
    SUCCESS_MEASURE = "success_measure"
    EVIDENCE = "evidence"
    PRIORITY = "priority"
    NOTES = "notes"
    OTHER = "other"


class DraftStatus(StrEnum):
    """What the plan says about an action being finished. A draft is complete only where the plan says so."""

    OPEN = "open"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"


class QuestionKind(StrEnum):
    """Kinds of doubt, to group questions by when they are put to a person."""

    PLAN_CODE = "plan code"
    COLUMNS = "columns"
    DATE = "dates to check"
    NO_DATE = "no date"
    DATE_ORDER = "dates out of order"
    LEAD = "leads to check"
    NO_LEAD = "no lead"
    NO_ACTION = "no action text"
    RAG = "RAG"
    STATUS = "looks complete"
    LISTS = "lists that do not pair"
    SPLIT = "texts that were split or joined"
    REFS = "refs"
    DUPLICATE = "same action twice"
    LINK = "links"
    OFFERED = "read from sentences"
    DOCUMENT = "the document"
    MATCH = "which action it is"
    CONFLICT = "changed here and in the document"
    MISSING = "no longer in the document"


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the document a value stood, for a person who checks it. `column` counts from 1; 0 is the whole row."""

    sheet_or_page: str = ""
    row: int = 0
    column: int = 0

    def describe(self) -> str:
        """`page 3, row 12`, `sheet Actions, row 7`, `line 9` for plain text; empty where nothing is known."""
        if not self.row:
            return ""
        where = self.sheet_or_page
        if where in {"", "text"}:
            return f"line {self.row}"
        named = re.fullmatch(r"(?:page|table|sheet)\b.*", where)
        return f"{where if named else f'sheet {where}'}, row {self.row}"


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt. `key` names what it concerns (empty: the plan), `field` which fact, `text` what was printed,
    `message` the question in plain words, `suggestion` the likeliest answer, or empty.

    `source` is where to look in the document. A question that is put once for many actions has no `key` but `keys`.
    A question about a column (field `columns`) has its heading as `text` and the name of a role as `suggestion`.
    Some hold for the whole plan once they are answered: `sign` is what is printed under RAG or status and means
    nothing by itself, `heading` the column whose dates may put the month first.
    """

    kind: QuestionKind
    field: str
    message: str
    key: str = ""
    text: str = ""
    suggestion: str = ""
    source: Source = Source()
    keys: tuple[str, ...] = ()
    sign: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class DraftLead:
    """A name, post or group as printed, and what it is to the action. `remark` is what stood beside it (`inc ...`)."""

    name: str
    role: LeadRole = LeadRole.LEAD
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DraftMilestone:
    """A dated or bulleted part of an action."""

    text: str
    due: Due = field(default_factory=Due.none)


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """What one progress column said; `label` is its heading (`Q1 progress`)."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftAction:
    """The smallest thing with a lead, date, RAG or progress of its own.

    `leads_text` and `due.text` are what was printed for it; `other` is what stood in columns that mean nothing here.
    `lead_cells` says, where the plan has several columns of leads, what stood in which.
    """

    key: str
    ref: str
    text: str
    leads: tuple[DraftLead, ...] = ()
    leads_text: str = ""
    due: Due = field(default_factory=Due.none)
    due_original: Due | None = None
    status: DraftStatus = DraftStatus.OPEN
    completed_on: date | None = None
    rag: Rag = field(default_factory=Rag)
    progress: str = ""
    progress_history: tuple[ProgressEntry, ...] = ()
    success_measure: str = ""
    links: tuple[str, ...] = ()
    other: Pairs = ()
    source: Source = field(default_factory=Source)
    milestones: tuple[DraftMilestone, ...] = ()
    lead_cells: Pairs = ()


@dataclass(frozen=True, slots=True)
class DraftRecommendation:
    """What the plan numbers. `section` is the title of its section, or empty; `ref` is printed, `key` is ours."""

    key: str
    ref: str
    text: str
    section: str = ""
    outcome: str = ""
    progress: str = ""
    success_measures: tuple[str, ...] = ()
    other: Pairs = ()
    actions: tuple[DraftAction, ...] = ()
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A theme, category, element or objective, as first printed, with its own target and date where it has them."""

    title: str
    ref: str = ""
    target: str = ""
    due: Due = field(default_factory=Due.none)


@dataclass(frozen=True, slots=True)
class ColumnTaken:
    """What a column was taken for, how likely that is (in per cent), and why, in words."""

    heading: str
    role: ColumnRole
    percent: int = 100
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """A plan as read. `columns` are its headings in order, `roles` what each was taken for, `given` those of them that
    a person gave; `taken` says how sure each role is."""

    code: str
    title: str
    as_at: date | None = None
    as_at_text: str = ""
    columns: tuple[str, ...] = ()
    roles: tuple[tuple[str, ColumnRole], ...] = ()
    given: tuple[tuple[str, ColumnRole], ...] = ()
    colour_key: ColourKey = field(default_factory=ColourKey)
    sections: tuple[DraftSection, ...] = ()
    recommendations: tuple[DraftRecommendation, ...] = ()
    questions: tuple[Question, ...] = ()
    leftover: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    taken: tuple[ColumnTaken, ...] = ()
    full_names: Pairs = ()  # by the initials that the plan's own key explains

    @property
    def actions(self) -> tuple[DraftAction, ...]:
        """All actions, in the order of the plan."""
        return tuple(action for recommendation in self.recommendations for action in recommendation.actions)
