"""The action: the smallest thing with its own lead, date, RAG or progress, and how it may change.

Every change returns the new action and the event that says what happened; nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.due import Due
from domain.events import (
    ActionCompleted,
    ActionReopened,
    ActionRevised,
    ActionValues,
    ChangeUndone,
    DueMoved,
    Event,
    LeadName,
    LeadsAssigned,
    ProgressNoted,
    RagChanged,
)
from domain.ids import ActionId, LeadId, MilestoneId, NoteId, OrganisationId, PersonId, PlanId, RecommendationId, new_id
from domain.people import Signature
from domain.rag import ColourKey, Rag

REVISED: Mapping[str, tuple[str, ...]] = {
    "text": ("text",),
    "due": ("due",),
    "rag": ("rag",),
    "leads": ("leads",),
    "status": ("status", "completed_at", "completed_by", "completed_on"),
    "links": ("links",),
    "printed": ("ref", "leads_text", "progress", "progress_history", "success_measure", "other"),
    "not_in": ("not_in",),
}
"""What a revision may change: the fields that history names, and the values of each."""

UNDO_LASTS = timedelta(hours=24)
"""How long a change can be taken back."""


class Status(StrEnum):
    """Whether the work is still to do. It is neither the RAG nor the lateness."""

    OPEN = "open"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"


class LeadRole(StrEnum):
    """What a lead is to an action, where the plan says so; `LEAD` where it does not."""

    LEAD = "lead"
    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True)
class ActionLead:
    """One of an action's leads: a printed name, its role, and the person behind it once linked."""

    lead_id: LeadId
    name: str
    role: LeadRole = LeadRole.LEAD
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated or bulleted part inside an action, without a lead of its own."""

    id: MilestoneId
    text: str
    due: Due = field(default_factory=Due.none)


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """What somebody said about an action. A note that was taken back stays, marked."""

    id: NoteId
    action_id: ActionId
    text: str
    at: datetime
    by: Signature
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it stands now. `key` (`TSP-8`) is ours and stable; `ref` is what the plan printed. `not_in` names
    the version of the plan that no longer has it (`the version of 3 May 2026`), while nobody has decided about it.
    """

    id: ActionId
    organisation_id: OrganisationId
    plan_id: PlanId
    recommendation_id: RecommendationId
    position: int
    key: str
    ref: str
    text: str
    due: Due = field(default_factory=Due.none)
    due_original: Due = field(default_factory=Due.none)
    due_changes: int = 0
    status: Status = Status.OPEN
    completed_at: datetime | None = None
    completed_by: Signature | None = None
    completed_on: date | None = None
    rag: Rag = field(default_factory=Rag)
    leads: tuple[ActionLead, ...] = ()
    leads_text: str = ""
    progress: str = ""
    progress_history: tuple[tuple[str, str], ...] = ()
    success_measure: str = ""
    links: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)
    source_page: str = ""
    source_row: int | None = None
    milestones: tuple[Milestone, ...] = ()
    version: int = 1
    not_in: str = ""

    @property
    def is_open(self) -> bool:
        """Is there still work to do?"""
        return self.status is Status.OPEN

    def is_late(self, today: date) -> bool:
        """Open, and past the last day of its date."""
        return self.is_open and self.due.is_late(today)

    def led_by(self, person_id: PersonId) -> bool:
        """Is this person one of its leads?"""
        return any(lead.person_id == person_id for lead in self.leads)

    def complete(
        self, *, by: Signature, at: datetime, key: ColourKey, note: str = ""
    ) -> tuple[Action, ActionCompleted]:
        """Close it. The RAG moves only where the plan's own key has a colour that means complete."""
        rag = self.rag if key.complete is None else Rag.of(key.complete)
        event = ActionCompleted(
            at=at, by=by, plan_id=self.plan_id, action_id=self.id, note=note, rag_before=self.rag, rag_after=rag
        )
        return replace(self, status=Status.COMPLETE, completed_at=at, completed_by=by, rag=rag), event

    def reopen(
        self, *, by: Signature, at: datetime, rag: Rag | None = None, reason: str = ""
    ) -> tuple[Action, ActionReopened]:
        """Open it again; `rag` is the colour it had before it was completed."""
        back = self.rag if rag is None else rag
        event = ActionReopened(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            reason=reason,
            rag_before=self.rag,
            rag_after=back,
            completed_at=self.completed_at,
            completed_by=self.completed_by,
            completed_on=self.completed_on,
        )
        return replace(
            self, status=Status.OPEN, completed_at=None, completed_by=None, completed_on=None, rag=back
        ), event

    def judge(self, rag: Rag, *, by: Signature, at: datetime, reason: str = "") -> tuple[Action, RagChanged]:
        """Give it another colour. Neither the status nor the date moves."""
        event = RagChanged(
            at=at, by=by, plan_id=self.plan_id, action_id=self.id, before=self.rag, after=rag, reason=reason
        )
        return replace(self, rag=rag), event

    def move(self, due: Due, *, by: Signature, at: datetime, reason: str) -> tuple[Action, DueMoved]:
        """Give it another date. The original stays, and the change is counted."""
        change = self.due_changes + 1
        event = DueMoved(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            before=self.due,
            after=due,
            reason=reason,
            change=change,
        )
        return replace(self, due=due, due_changes=change), event

    def assign(self, leads: tuple[ActionLead, ...], *, by: Signature, at: datetime) -> tuple[Action, LeadsAssigned]:
        """Give it these leads instead of those it has."""
        event = LeadsAssigned(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            before=tuple(_lead_name(lead) for lead in self.leads),
            after=tuple(_lead_name(lead) for lead in leads),
        )
        return replace(self, leads=leads), event

    def note(self, text: str, *, by: Signature, at: datetime) -> tuple[ProgressNote, ProgressNoted]:
        """Say how it goes. The words are kept as they are."""
        note = ProgressNote(id=NoteId(new_id()), action_id=self.id, text=text, at=at, by=by)
        event = ProgressNoted(at=at, by=by, plan_id=self.plan_id, action_id=self.id, note_id=note.id, text=text)
        return note, event

    def revise(
        self,
        changes: Mapping[str, Any],
        *,
        by: Signature,
        at: datetime,
        question: str = "",
        asked: str = "",
        answer: str = "",
        version: str = "",
    ) -> tuple[Action, ActionRevised]:
        """Put right what the plan says of it: `changes` maps its values to what they are now. A date that is put right
        has not been moved; a newer version of the plan (`version`) moves it.
        """
        fields = tuple(name for name, values in REVISED.items() if any(value in changes for value in values))
        revised = replace(self, **changes)
        if version and "due" in fields:
            revised = replace(revised, due_changes=self.due_changes + 1)
        event = ActionRevised(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            fields=fields,
            before=self._values(fields),
            after=revised._values(fields),
            question=question,
            asked=asked,
            answer=answer,
            version=version,
        )
        return revised, event

    def _values(self, fields: tuple[str, ...]) -> ActionValues:
        names = [name for each in fields for name in REVISED[each]]
        values = {name: getattr(self, name) for name in names}
        if "leads" in values:
            values["leads"] = tuple(_lead_name(lead) for lead in self.leads)
        return ActionValues.model_validate(values)

    def _revised_back(self, event: ActionRevised) -> Action:
        names = [name for each in event.fields for name in REVISED[each]]
        values = {name: getattr(event.before, name) for name in names}
        if "leads" in values:
            values["leads"] = self._leads_before(event.before.leads)
        if "status" in values:
            values["status"] = Status(event.before.status)
        if event.version and "due" in event.fields:
            values["due_changes"] = self.due_changes - 1
        return replace(self, **values)

    def _leads_before(self, names: tuple[LeadName, ...]) -> tuple[ActionLead, ...]:
        known = {lead.lead_id: lead for lead in self.leads}
        return tuple(
            known.get(LeadId(name.lead_id)) or ActionLead(LeadId(name.lead_id), name.name, LeadRole(name.role))
            for name in names
        )

    def undo(self, event: Event, *, by: Signature, at: datetime) -> tuple[Action, ChangeUndone]:
        """Put back what `event` changed. The caller checks that nothing of it has changed since.

        Raises:
            ValueError: the event can't be undone.
        """
        match event:
            case ActionCompleted():
                back = replace(
                    self,
                    status=Status.OPEN,
                    completed_at=None,
                    completed_by=None,
                    completed_on=None,
                    rag=event.rag_before,
                )
            case ActionReopened():
                back = replace(
                    self,
                    status=Status.COMPLETE,
                    completed_at=event.completed_at,
                    completed_by=event.completed_by,
                    completed_on=event.completed_on,
                    rag=event.rag_before,
                )
            case RagChanged():
                back = replace(self, rag=event.before)
            case DueMoved():
                back = replace(self, due=event.before, due_changes=event.change - 1)
            case LeadsAssigned():
                back = replace(self, leads=self._leads_before(event.before))
            case ActionRevised():
                back = self._revised_back(event)
            case ProgressNoted():
                back = self
            case _:
                raise ValueError(f"{event.kind} can't be undone")
        undone = ChangeUndone(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            undid=event.id,
            what=event.kind,
            fields=event.fields if isinstance(event, ActionRevised) else tuple(sorted(event.touches)),
        )
        return back, undone


def _lead_name(lead: ActionLead) -> LeadName:
    return LeadName(lead_id=lead.lead_id, name=lead.name, role=lead.role.value)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as a list shows it: no milestones, notes or long words. `text` is its beginning."""

    id: ActionId
    plan_id: PlanId
    key: str
    text: str
    due: Due
    status: Status
    rag: Rag
    version: int
    completed_at: datetime | None = None
    completed_by: Signature | None = None
    leads: tuple[str, ...] = ()
    not_in: str = ""

    def is_late(self, today: date) -> bool:
        """Open, and past the last day of its date."""
        return self.status is Status.OPEN and self.due.is_late(today)
