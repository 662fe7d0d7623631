"""What happened: one frozen value for each kind of change, with who, when, from what and to what.

An event is written to history in the transaction that makes its change (`uow.actions.save(action, because=event)`).
The kinds are a stored format: a field may be added with a default, none may change its meaning. Those of an action
stand in `domain.action_events`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from domain.action_events import (
    ActionAdded,
    ActionCompleted,
    ActionReopened,
    ActionRevised,
    ActionReworded,
    ActionValues,
    BaseEvent,
    ChangeAsked,
    ChangeRedone,
    ChangeUndone,
    DueMoved,
    LeadName,
    LeadsAssigned,
    MilestoneTicked,
    OverdueAnnounced,
    ProgressNoted,
    RagChanged,
    ReminderPutOff,
    RequestClosed,
    Reversible,
    Tick,
)
from domain.ids import EventId, QuestionId, RecommendationId, SectionId
from domain.people_events import (
    AccountLinked,
    AccountUnlinked,
    ClaimDecided,
    ClaimMade,
    GuestAdmitted,
    LeadLinked,
    LeadUnlinked,
    LeaverHandled,
    MembersSet,
    PeopleLoaded,
    PersonChanged,
    RoleGiven,
    RoleTaken,
    StandInEnded,
    StandInNamed,
)
from domain.plans import Rulings
from domain.rag import ColourKey

__all__ = [
    "AccountLinked",
    "AccountUnlinked",
    "ActionAdded",
    "ActionCompleted",
    "ActionEvent",
    "ActionReopened",
    "ActionRevised",
    "ActionReworded",
    "ActionValues",
    "AnsweredTogether",
    "CaseWordsChanged",
    "ChangeAsked",
    "ChangeRedone",
    "ChangeUndone",
    "ChannelFollowed",
    "ChannelUnfollowed",
    "ClaimDecided",
    "ClaimMade",
    "ClosedDaysChanged",
    "DueMoved",
    "Event",
    "GuestAdmitted",
    "LanguageChanged",
    "LeadLinked",
    "LeadName",
    "LeadUnlinked",
    "LeadsAssigned",
    "LeaverHandled",
    "MembersSet",
    "MessageSentAgain",
    "MilestoneTicked",
    "OverdueAnnounced",
    "PeopleLoaded",
    "PersonChanged",
    "PlanClosed",
    "PlanDeleted",
    "PlanImported",
    "PlanReopened",
    "PlanRevised",
    "PlanSettingsChanged",
    "PlanSettled",
    "PlanWentLive",
    "ProgressNoted",
    "RagChanged",
    "ReminderPutOff",
    "ReportTaken",
    "RequestClosed",
    "Reversible",
    "RoleGiven",
    "RoleTaken",
    "RoundClosed",
    "RoundOpened",
    "StandInEnded",
    "StandInNamed",
    "Tick",
    "WishesChanged",
    "WorkspaceAdded",
    "WorkspaceRemoved",
    "read_event",
]


class PlanImported(BaseEvent):
    """A document became a draft plan."""

    kind: Literal["plan_imported"] = "plan_imported"
    source: str
    sha256: str
    actions: int
    questions: int
    replaced: bool = False


class PlanRevised(BaseEvent):
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


class PlanSettled(Reversible):
    """A question on the document as a whole, or one whose answer changed nothing, was answered. `lasting`: references
    go by the answer now, so it stays.
    """

    kind: Literal["plan_settled"] = "plan_settled"
    question: str
    asked: str
    answer: str
    lasting: bool = False


class AnsweredTogether(BaseEvent):
    """One answer was given to several questions, or to one that holds for the whole plan: taken back as one thing.

    `steps` are the events of the actions that it changed. Of the plan it may have changed what is known of its signs,
    columns and sheets; `sections` maps recommendations to the sections in which they stood before. `columns_before`
    and `columns_after` are what was said of columns, by heading; what nobody had said is left out.
    """

    undoable = True
    kind: Literal["answered_together"] = "answered_together"
    asked: str
    answer: str
    steps: tuple[EventId, ...] = ()
    questions: tuple[QuestionId, ...] = ()
    rulings_before: Rulings = Field(default_factory=Rulings)
    rulings_after: Rulings = Field(default_factory=Rulings)
    key_before: ColourKey = Field(default_factory=ColourKey)
    key_after: ColourKey = Field(default_factory=ColourKey)
    sections: dict[RecommendationId, SectionId | None] = Field(default_factory=dict)
    columns_before: dict[str, str] = Field(default_factory=dict)
    columns_after: dict[str, str] = Field(default_factory=dict)


class PlanWentLive(BaseEvent):
    """A draft was opened to the organisation."""

    kind: Literal["plan_went_live"] = "plan_went_live"
    already_overdue: int


class PlanClosed(Reversible):
    """A plan ended, with so many actions still open: nothing in it changes any more."""

    kind: Literal["plan_closed"] = "plan_closed"
    open: int


class PlanReopened(Reversible):
    """A closed plan goes on."""

    kind: Literal["plan_reopened"] = "plan_reopened"


class PlanSettingsChanged(Reversible):
    """A coordinator decided anew how a plan is run. `before` and `after` hold what changed, by its name."""

    kind: Literal["plan_settings_changed"] = "plan_settings_changed"
    before: dict[str, bool | int]
    after: dict[str, bool | int]


class PlanDeleted(BaseEvent):
    """A draft was thrown away. Only drafts can be."""

    kind: Literal["plan_deleted"] = "plan_deleted"
    code: str
    title: str


class CaseWordsChanged(Reversible):
    """An administrator changed the words and patterns that notes are checked for."""

    kind: Literal["case_words_changed"] = "case_words_changed"
    before: tuple[str, ...]
    after: tuple[str, ...]


class ClosedDaysChanged(Reversible):
    """An administrator said on which days beside weekends and bank holidays nobody works."""

    kind: Literal["closed_days_changed"] = "closed_days_changed"
    before: tuple[date, ...]
    after: tuple[date, ...]


class LanguageChanged(Reversible):
    """An administrator said in which language channels are told, and people who chose none. Both are language tags."""

    kind: Literal["language_changed"] = "language_changed"
    before: str
    after: str


class WishesChanged(Reversible):
    """Somebody wished to hear other things, or at other times; both as they are stored (`Wishes.packed`)."""

    kind: Literal["wishes_changed"] = "wishes_changed"
    before: dict[str, Any]
    after: dict[str, Any]


class RoundOpened(Reversible):
    """A coordinator asked every lead of a plan for a line by a day (`round_of` is the round's id)."""

    kind: Literal["round_opened"] = "round_opened"
    round_of: str
    deadline: date


class RoundClosed(Reversible):
    """A coordinator ended a round before its day."""

    kind: Literal["round_closed"] = "round_closed"
    round_of: str
    deadline: date


class ReportTaken(BaseEvent):
    """Somebody had a plan made into a paper; `since` is from when on its notes are in it, `format` its ending."""

    kind: Literal["report_taken"] = "report_taken"
    since: date | None = None
    format: str = "docx"


class WorkspaceAdded(BaseEvent):
    """A Slack team or a Teams tenant was let in."""

    kind: Literal["workspace_added"] = "workspace_added"
    platform: str
    workspace: str


class WorkspaceRemoved(BaseEvent):
    """A Slack team or a Teams tenant is let in no more; so many messages to it were not sent."""

    kind: Literal["workspace_removed"] = "workspace_removed"
    platform: str
    workspace: str
    unsent: int = 0


class MessageSentAgain(BaseEvent):
    """Somebody had a message tried again that could not be delivered."""

    kind: Literal["message_sent_again"] = "message_sent_again"
    message: str
    platform: str


class ChannelFollowed(Reversible):
    """A channel began to hear of a plan."""

    kind: Literal["channel_followed"] = "channel_followed"
    channel: str
    already_overdue: int
    workspace_id: str = ""


class ChannelUnfollowed(Reversible):
    """A channel stopped hearing of a plan. What is beside its name says how it did, so that it can again."""

    kind: Literal["channel_unfollowed"] = "channel_unfollowed"
    channel: str
    workspace_id: str = ""
    channel_name: str = ""
    hour: int = 9
    last_swept: date | None = None


ActionEvent = (
    ActionCompleted
    | ActionReopened
    | RagChanged
    | DueMoved
    | LeadsAssigned
    | ProgressNoted
    | ChangeAsked
    | RequestClosed
    | MilestoneTicked
    | ActionReworded
    | ActionAdded
    | ActionRevised
    | ChangeUndone
    | ChangeRedone
    | OverdueAnnounced
    | ReminderPutOff
)
Event = (
    ActionEvent
    | PlanImported
    | PlanRevised
    | PlanSettled
    | AnsweredTogether
    | PlanWentLive
    | PlanClosed
    | PlanReopened
    | PlanSettingsChanged
    | PlanDeleted
    | AccountLinked
    | AccountUnlinked
    | ClaimDecided
    | ClaimMade
    | GuestAdmitted
    | LeadLinked
    | LeadUnlinked
    | LeaverHandled
    | MembersSet
    | PeopleLoaded
    | PersonChanged
    | RoleGiven
    | RoleTaken
    | StandInEnded
    | StandInNamed
    | CaseWordsChanged
    | ClosedDaysChanged
    | LanguageChanged
    | MessageSentAgain
    | WorkspaceAdded
    | WorkspaceRemoved
    | ReportTaken
    | WishesChanged
    | RoundOpened
    | RoundClosed
    | ChannelFollowed
    | ChannelUnfollowed
)

_EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def read_event(stored: str | bytes) -> Event:
    """An event from its stored JSON."""
    return _EVENTS.validate_json(stored)
