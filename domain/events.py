"""What happened: one frozen value for each kind of change, with who, when, from what and to what.

An event is written to history in the transaction that makes its change (`uow.actions.save(action, because=event)`).
The kinds are a stored format: a field may be added with a default, none may change its meaning.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from domain.due import Due
from domain.ids import ActionId, EventId, NoteId, PlanId, new_id
from domain.people import Signature
from domain.rag import Rag


def _new_event_id() -> EventId:
    return EventId(new_id())


class _Event(BaseModel):
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


class LeadName(BaseModel):
    """A lead as history keeps it."""

    model_config = ConfigDict(frozen=True)
    lead_id: str
    name: str
    role: str


class ActionCompleted(_Event):
    """Somebody marked it complete; the RAG went along only where the plan's key has a colour for it."""

    touches = frozenset({"status", "rag"})
    undoable = True
    kind: Literal["action_completed"] = "action_completed"
    note: str = ""
    rag_before: Rag
    rag_after: Rag


class ActionReopened(_Event):
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


class RagChanged(_Event):
    """Somebody judged it anew."""

    touches = frozenset({"rag"})
    undoable = True
    kind: Literal["rag_changed"] = "rag_changed"
    before: Rag
    after: Rag
    reason: str = ""


class DueMoved(_Event):
    """Somebody gave it another date; `change` counts the moves from 1."""

    touches = frozenset({"due"})
    undoable = True
    kind: Literal["due_moved"] = "due_moved"
    before: Due
    after: Due
    reason: str
    change: int


class LeadsAssigned(_Event):
    """Somebody gave it other leads."""

    touches = frozenset({"leads"})
    undoable = True
    kind: Literal["leads_assigned"] = "leads_assigned"
    before: tuple[LeadName, ...]
    after: tuple[LeadName, ...]


class ProgressNoted(_Event):
    """Somebody said how it goes."""

    touches = frozenset({"progress"})
    undoable = True
    kind: Literal["progress_noted"] = "progress_noted"
    note_id: NoteId
    text: str


class ActionValues(BaseModel):
    """What a revision changes of an action; which of these count is said by its `fields`."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)
    text: str = ""
    due: Due | None = None
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


class ActionRevised(_Event):
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


class ChangeUndone(_Event):
    """Somebody took a change back; `undid` is its event, `what` its kind."""

    kind: Literal["change_undone"] = "change_undone"
    undid: EventId
    what: str
    fields: tuple[str, ...]


class OverdueAnnounced(_Event):
    """A channel was told that a date was missed."""

    kind: Literal["overdue_announced"] = "overdue_announced"
    due: Due
    channel: str


class PlanImported(_Event):
    """A document became a draft plan."""

    kind: Literal["plan_imported"] = "plan_imported"
    source: str
    sha256: str
    actions: int
    questions: int
    replaced: bool = False


class PlanRevised(_Event):
    """A newer version of its document was taken in: how many actions were new, changed, unchanged, or no longer in it,
    and how many of its doubts were put to a person.
    """

    kind: Literal["plan_revised"] = "plan_revised"
    source: str
    sha256: str
    version: str
    new: int
    changed: int
    unchanged: int
    missing: int
    questions: int


class PlanSettled(_Event):
    """A question on the document as a whole, or one whose answer changed nothing, was answered."""

    kind: Literal["plan_settled"] = "plan_settled"
    question: str
    asked: str
    answer: str


class PlanWentLive(_Event):
    """A draft was opened to the organisation."""

    kind: Literal["plan_went_live"] = "plan_went_live"
    already_overdue: int


class PlanSettingsChanged(_Event):
    """A coordinator decided anew how a plan is run. `before` and `after` hold what changed, by its name."""

    kind: Literal["plan_settings_changed"] = "plan_settings_changed"
    before: dict[str, bool]
    after: dict[str, bool]


class PlanDeleted(_Event):
    """A draft was thrown away. Only drafts can be."""

    kind: Literal["plan_deleted"] = "plan_deleted"
    code: str
    title: str


class LeadLinked(_Event):
    """A printed lead was said to be a person."""

    kind: Literal["lead_linked"] = "lead_linked"
    lead: str
    before: str | None
    after: str


class AccountLinked(_Event):
    """An account was said to be a person's."""

    kind: Literal["account_linked"] = "account_linked"
    platform: str
    account: str
    before: str | None
    after: str


class RoleGiven(_Event):
    """Somebody was given a role."""

    kind: Literal["role_given"] = "role_given"
    person: str
    role: str


class MessageSentAgain(_Event):
    """Somebody had a message tried again that could not be delivered."""

    kind: Literal["message_sent_again"] = "message_sent_again"
    message: str
    platform: str


class ChannelFollowed(_Event):
    """A channel began to hear of a plan."""

    kind: Literal["channel_followed"] = "channel_followed"
    channel: str
    already_overdue: int


class ChannelUnfollowed(_Event):
    """A channel stopped hearing of a plan."""

    kind: Literal["channel_unfollowed"] = "channel_unfollowed"
    channel: str


ActionEvent = (
    ActionCompleted
    | ActionReopened
    | RagChanged
    | DueMoved
    | LeadsAssigned
    | ProgressNoted
    | ActionRevised
    | ChangeUndone
    | OverdueAnnounced
)
Event = (
    ActionEvent
    | PlanImported
    | PlanRevised
    | PlanSettled
    | PlanWentLive
    | PlanSettingsChanged
    | PlanDeleted
    | LeadLinked
    | AccountLinked
    | RoleGiven
    | MessageSentAgain
    | ChannelFollowed
    | ChannelUnfollowed
)

_EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def read_event(stored: str | bytes) -> Event:
    """An event from its stored JSON."""
    return _EVENTS.validate_json(stored)
