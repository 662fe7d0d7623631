"""The action: the smallest thing with its own lead, date, RAG or progress, and how it may change.

Every change returns the new action and the event that says what happened; nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from domain.action_parts import ActionLead, LeadRole, Milestone, ProgressNote, Status
from domain.due import Due
from domain.events import (
    ActionCompleted,
    ActionReopened,
    ActionRevised,
    ActionReworded,
    ActionValues,
    ChangeAsked,
    DueMoved,
    LeadName,
    LeadsAssigned,
    MilestoneTicked,
    ProgressNoted,
    RagChanged,
    RequestClosed,
    Tick,
)
from domain.ids import (
    ActionId,
    EventId,
    MilestoneId,
    NoteId,
    OrganisationId,
    PersonId,
    PlanId,
    RecommendationId,
    new_id,
)
from domain.people import Signature
from domain.rag import ColourKey, Rag
from domain.waiting import Request, Wanted

__all__ = [
    "REVISED",
    "UNDO_LASTS",
    "Action",
    "ActionLead",
    "ActionRow",
    "LeadRole",
    "Milestone",
    "ProgressNote",
    "Status",
    "lead_name",
]

REVISED: Mapping[str, tuple[str, ...]] = {
    "text": ("text",),
    "due": ("due",),
    "due_original": ("due_original",),
    "rag": ("rag",),
    "leads": ("leads",),
    "status": ("status", "completed_at", "completed_by", "completed_on"),
    "links": ("links",),
    "milestones": ("milestones",),
    "printed": ("ref", "leads_text", "progress", "progress_history", "success_measure", "other"),
    "not_in": ("not_in",),
}
"""What a revision may change: the fields that history names, and the values of each."""

UNDO_LASTS = timedelta(hours=24)
"""How long a change can be taken back."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it stands now. `key` (`TSP-8`) is ours and stable; `ref` is what the plan printed. `not_in` names
    the version of the plan that no longer has it (`the version of 3 May 2026`), while nobody has decided about it.
    `asked_done` and `asked_due` wait for a coordinator's answer; until then it is open, and its date counts.
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
    asked_done: Request | None = None
    asked_due: Request | None = None

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
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            note=note,
            rag_before=self.rag,
            rag_after=rag,
            asked=self.asked_done,
        )
        return replace(self, status=Status.COMPLETE, completed_at=at, completed_by=by, rag=rag, asked_done=None), event

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
        """Give it another date. The original stays, and the change is counted. A request for that date is granted."""
        change = self.due_changes + 1
        granted = self.asked_due if self.asked_due is not None and self.asked_due.due == due else None
        event = DueMoved(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            before=self.due,
            after=due,
            reason=reason,
            change=change,
            asked=granted,
        )
        return replace(self, due=due, due_changes=change, asked_due=None if granted else self.asked_due), event

    def request(self, what: Wanted) -> Request | None:
        """What waits for a coordinator's answer."""
        return self.asked_done if what is Wanted.DONE else self.asked_due

    def with_request(self, what: Wanted, request: Request | None) -> Action:
        """The same with that waiting."""
        return replace(self, asked_done=request) if what is Wanted.DONE else replace(self, asked_due=request)

    def ask(
        self, what: Wanted, *, by: Signature, at: datetime, words: str = "", due: Due | None = None
    ) -> tuple[Action, ChangeAsked]:
        """Ask a coordinator to sign it off, or to agree to a date."""
        event_id = EventId(new_id())
        request = Request(event=event_id, by=by, at=at, words=words, due=due)
        event = ChangeAsked(
            id=event_id,
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            what=what,
            asked=request,
            before=self.request(what),
        )
        return self.with_request(what, request), event

    def close_request(
        self, what: Wanted, how: Literal["sent_back", "withdrawn"], *, by: Signature, at: datetime, reason: str = ""
    ) -> tuple[Action, RequestClosed]:
        """End a request without granting it.

        Raises:
            ValueError: none waits.
        """
        request = self.request(what)
        if request is None:
            raise ValueError("nothing was asked")
        event = RequestClosed(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            what=what,
            asked=request,
            how=how,
            reason=reason,
        )
        return self.with_request(what, None), event

    def tick(self, milestone: Milestone, *, done: bool, by: Signature, at: datetime) -> tuple[Action, MilestoneTicked]:
        """Say that one of its milestones is done, or not. The action itself stays as it is."""
        after = Tick(at=at, by=by) if done else None
        event = MilestoneTicked(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            milestone_id=milestone.id,
            text=milestone.text,
            before=Tick(at=milestone.done_at, by=milestone.done_by)
            if milestone.done_at is not None and milestone.done_by is not None
            else None,
            after=after,
        )
        return self.ticked(milestone.id, after), event

    def ticked(self, milestone_id: MilestoneId, tick: Tick | None) -> Action:
        """The same with that milestone ticked so."""
        at, by = (tick.at, tick.by) if tick is not None else (None, None)
        return replace(
            self,
            milestones=tuple(
                replace(one, done_at=at, done_by=by) if one.id == milestone_id else one for one in self.milestones
            ),
        )

    def with_parts(self, said: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
        """The milestones that a newer document prints; one in the same words, whatever its date, is the one that was
        there, and stays ticked.
        """
        there: dict[str, list[Milestone]] = {}
        for one in self.milestones:
            there.setdefault(one.words, []).append(one)

        def kept(one: Milestone) -> Milestone:
            before = there.get(one.words)
            return replace(before.pop(0), text=one.text, due=one.due) if before else one

        return tuple(map(kept, said))

    def reword(self, text: str, *, by: Signature, at: datetime) -> tuple[Action, ActionReworded]:
        """Give it another wording; history keeps both."""
        event = ActionReworded(at=at, by=by, plan_id=self.plan_id, action_id=self.id, before=self.text, after=text)
        return replace(self, text=text), event

    def assign(self, leads: tuple[ActionLead, ...], *, by: Signature, at: datetime) -> tuple[Action, LeadsAssigned]:
        """Give it these leads instead of those it has."""
        event = LeadsAssigned(
            at=at,
            by=by,
            plan_id=self.plan_id,
            action_id=self.id,
            before=tuple(lead_name(lead) for lead in self.leads),
            after=tuple(lead_name(lead) for lead in leads),
        )
        return replace(self, leads=leads), event

    def note(self, text: str, *, by: Signature, at: datetime, evidence: str = "") -> tuple[ProgressNote, ProgressNoted]:
        """Say how it goes. The words are kept as they are; `evidence` is a link."""
        note = ProgressNote(id=NoteId(new_id()), action_id=self.id, text=text, at=at, by=by, evidence=evidence)
        event = ProgressNoted(
            at=at, by=by, plan_id=self.plan_id, action_id=self.id, note_id=note.id, text=text, evidence=evidence
        )
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
            values["leads"] = tuple(lead_name(lead) for lead in self.leads)
        return ActionValues.model_validate(values)


def lead_name(lead: ActionLead) -> LeadName:
    """A lead as history keeps it."""
    return LeadName(lead_id=lead.lead_id, name=lead.name, role=lead.role.value)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as a list shows it: no milestones, notes or long words. `text` is its beginning, `waits` says in words
    what waits for a coordinator.
    """

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
    waits: str = ""

    def is_late(self, today: date) -> bool:
        """Open, and past the last day of its date."""
        return self.status is Status.OPEN and self.due.is_late(today)
