"""What happened to an action: one frozen value for each kind of change, with who, when, from what and to what."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.action_parts import Milestone
from domain.due import Due
from domain.ids import ActionId, EventId, MilestoneId, NoteId, PlanId, new_id
from domain.people import Signature
from domain.rag import Rag
from domain.waiting import Request, Wanted


def _new_event_id() -> EventId:
    return EventId(new_id())


class BaseEvent(BaseModel):
    """Who did something when, and to what."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    touches: ClassVar[frozenset[str]] = frozenset()
    undoable: ClassVar[bool] = False

    id: EventId = Field(default_factory=_new_event_id)
    at: datetime
    by: Signature
    plan_id: PlanId | None = None
    action_id: ActionId | None = None
    together: str = ""
    """Changes made by one request carry one mark here, and are undone together."""
    round: str = ""
    """The update round that it answers, if it does."""
    warned: tuple[str, ...] = ()
    """What its words may hold about a person, in general terms: its author was warned and saved it all the same."""

    @property
    def touched(self) -> frozenset[str]:
        """What of an action it changed; `touches` says so of every event of its kind."""
        return self.touches


class Reversible(BaseEvent):
    """A change of something other than an action. A change of the same sort takes it back, and names it in `undid`;
    `redid` names the taking back that this one took back.
    """

    undoable = True
    undid: str = ""
    redid: str = ""


class LeadName(BaseModel):
    """A lead as history keeps it."""

    model_config = ConfigDict(frozen=True)
    lead_id: str
    name: str
    role: str


class ActionCompleted(BaseEvent):
    """Somebody marked it complete; the RAG went along only where the plan's key has a colour for it."""

    touches = frozenset({"status", "rag"})
    undoable = True
    kind: Literal["action_completed"] = "action_completed"
    note: str = ""
    rag_before: Rag
    rag_after: Rag
    asked: Request | None = None
    """The request that was signed off by it."""

    @property
    def touched(self) -> frozenset[str]:
        """A request that it answered is gone with it."""
        return self.touches | {"asked_done"} if self.asked else self.touches


class ActionReopened(BaseEvent):
    """Somebody opened a completed action again."""

    touches = frozenset({"status", "rag"})
    undoable = True
    kind: Literal["action_reopened"] = "action_reopened"
    reason: str = ""
    rag_before: Rag
    rag_after: Rag
    completed_at: datetime | None = None
    completed_by: Signature | None = None
    completed_on: date | None = None


class RagChanged(BaseEvent):
    """Somebody judged it anew."""

    touches = frozenset({"rag"})
    undoable = True
    kind: Literal["rag_changed"] = "rag_changed"
    before: Rag
    after: Rag
    reason: str = ""


class DueMoved(BaseEvent):
    """Somebody gave it another date; `change` counts the moves from 1."""

    touches = frozenset({"due"})
    undoable = True
    kind: Literal["due_moved"] = "due_moved"
    before: Due
    after: Due
    reason: str
    change: int
    asked: Request | None = None
    """The request that was agreed to by it."""

    @property
    def touched(self) -> frozenset[str]:
        """A request that it answered is gone with it."""
        return self.touches | {"asked_due"} if self.asked else self.touches


class LeadsAssigned(BaseEvent):
    """Somebody gave it other leads."""

    touches = frozenset({"leads"})
    undoable = True
    kind: Literal["leads_assigned"] = "leads_assigned"
    before: tuple[LeadName, ...]
    after: tuple[LeadName, ...]


class ProgressNoted(BaseEvent):
    """Somebody said how it goes."""

    touches = frozenset({"progress"})
    undoable = True
    kind: Literal["progress_noted"] = "progress_noted"
    note_id: NoteId
    text: str
    evidence: str = ""


class ChangeAsked(BaseEvent):
    """Somebody asked a coordinator to sign a completion off or to agree to a date; `before` is their earlier request
    that this one replaces. Until it is answered, all stays as it was.
    """

    undoable = True
    kind: Literal["change_asked"] = "change_asked"
    what: Wanted
    asked: Request
    before: Request | None = None

    @property
    def touched(self) -> frozenset[str]:
        """The request."""
        return frozenset({f"asked_{self.what}"})


class RequestClosed(BaseEvent):
    """A request ended without what was asked for: a coordinator sent it back, or who asked withdrew it."""

    undoable = True
    kind: Literal["request_closed"] = "request_closed"
    what: Wanted
    asked: Request
    how: Literal["sent_back", "withdrawn"]
    reason: str = ""

    @property
    def touched(self) -> frozenset[str]:
        """The request."""
        return frozenset({f"asked_{self.what}"})


class Tick(BaseModel):
    """Who ticked a milestone, and when."""

    model_config = ConfigDict(frozen=True)
    at: datetime
    by: Signature


class MilestoneTicked(BaseEvent):
    """Somebody said that a milestone is done, or (`after` is empty) that it is not."""

    undoable = True
    kind: Literal["milestone_ticked"] = "milestone_ticked"
    milestone_id: MilestoneId
    text: str
    before: Tick | None = None
    after: Tick | None = None

    @property
    def touched(self) -> frozenset[str]:
        """That milestone alone: two people may tick two at once."""
        return frozenset({f"milestone {self.milestone_id}"})


class ActionReworded(BaseEvent):
    """Somebody changed its wording; both are kept."""

    touches = frozenset({"text"})
    undoable = True
    kind: Literal["action_reworded"] = "action_reworded"
    before: str
    after: str


class ActionAdded(BaseEvent):
    """Somebody added an action to the plan that its document does not have. Undone, it is withdrawn."""

    touches = frozenset({"status", "text", "due", "rag", "leads"})
    undoable = True
    kind: Literal["action_added"] = "action_added"
    key: str
    text: str
    due: Due
    rag: Rag
    leads: tuple[LeadName, ...] = ()


class ActionValues(BaseModel):
    """What a revision changes of an action; which of these count is said by its `fields`."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)
    text: str = ""
    due: Due | None = None
    due_original: Due | None = None
    rag: Rag | None = None
    leads: tuple[LeadName, ...] = ()
    leads_text: str = ""
    status: str = ""
    completed_at: datetime | None = None
    completed_by: Signature | None = None
    completed_on: date | None = None
    links: tuple[str, ...] = ()
    ref: str = ""
    progress: str = ""
    progress_history: tuple[tuple[str, str], ...] = ()
    success_measure: str = ""
    other: dict[str, str] = Field(default_factory=dict)
    not_in: str = ""
    milestones: tuple[Milestone, ...] = ()

    @property
    def ticked(self) -> tuple[Milestone, ...]:
        """The milestones that were ticked."""
        return tuple(one for one in self.milestones if one.is_done)


class ActionRevised(BaseEvent):
    """What the plan says of an action was put right: somebody answered a question on the document (`question` is its
    id, `answer` their words), or took in a newer version of it (`version` is its name). `fields` are what changed.
    """

    undoable = True
    kind: Literal["action_revised"] = "action_revised"
    fields: tuple[str, ...]
    before: ActionValues
    after: ActionValues
    question: str = ""
    asked: str = ""
    answer: str = ""
    version: str = ""

    @property
    def touched(self) -> frozenset[str]:
        """As it says; and each of the milestones, since somebody may tick one meanwhile."""
        parts = (*self.before.milestones, *self.after.milestones)
        return frozenset(self.fields) | {f"milestone {one.id}" for one in parts}


class ChangeUndone(BaseEvent):
    """Somebody took a change back; `undid` is its event, `what` its kind."""

    kind: Literal["change_undone"] = "change_undone"
    undid: EventId
    what: str
    fields: tuple[str, ...]

    @property
    def touched(self) -> frozenset[str]:
        """What the change had changed."""
        return frozenset(self.fields)


class ChangeRedone(BaseEvent):
    """Somebody took the taking back of a change back: the change (`did`, of the kind `what`) counts again. `redid` is
    the event that had taken it back.
    """

    kind: Literal["change_redone"] = "change_redone"
    redid: EventId
    did: EventId
    what: str
    fields: tuple[str, ...]

    @property
    def touched(self) -> frozenset[str]:
        """What the change had changed."""
        return frozenset(self.fields)


class OverdueAnnounced(BaseEvent):
    """A channel was told that a date was missed."""

    kind: Literal["overdue_announced"] = "overdue_announced"
    due: Due
    channel: str


class ReminderPutOff(Reversible):
    """Somebody asked not to be reminded of it before a day, and said why; without a day, to be reminded as usual.
    `before` and `reason_before` are what they had asked for until then.
    """

    kind: Literal["reminder_put_off"] = "reminder_put_off"
    until: date | None = None
    reason: str = ""
    before: date | None = None
    reason_before: str = ""
