"""The way back from each kind of change of an action, and the way there again: what it changed is as it was, or as it
was made, and that is recorded like any other change.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.actions import REVISED, Action, ActionLead, LeadRole, Status
from domain.events import (
    ActionAdded,
    ActionCompleted,
    ActionReopened,
    ActionRevised,
    ActionReworded,
    ChangeAsked,
    ChangeRedone,
    ChangeUndone,
    DueMoved,
    Event,
    LeadName,
    LeadsAssigned,
    MilestoneTicked,
    ProgressNoted,
    RagChanged,
    RequestClosed,
)
from domain.ids import LeadId
from domain.people import Signature


def undo(action: Action, event: Event, *, by: Signature, at: datetime) -> tuple[Action, ChangeUndone]:
    """Put back what `event` changed. The caller checks that nothing of it has changed since.

    Raises:
        ValueError: the event can't be undone.
    """
    undone = ChangeUndone(
        at=at,
        by=by,
        plan_id=action.plan_id,
        action_id=action.id,
        together=event.together,
        undid=event.id,
        what=event.kind,
        fields=_fields(event),
    )
    return _back(action, event), undone


def redo(
    action: Action, event: Event, undone: ChangeUndone, *, by: Signature, at: datetime
) -> tuple[Action, ChangeRedone]:
    """Make `event`, which `undone` took back, count again, by whoever made it then. The caller checks that nothing of
    it has changed since it was taken back.

    Raises:
        ValueError: the event can't be undone in the first place.
    """
    redone = ChangeRedone(
        at=at,
        by=by,
        plan_id=action.plan_id,
        action_id=action.id,
        together=event.together,
        redid=undone.id,
        did=event.id,
        what=event.kind,
        fields=undone.fields,
    )
    return _forth(action, event), redone


def _fields(event: Event) -> tuple[str, ...]:
    return event.fields if isinstance(event, ActionRevised) else tuple(sorted(event.touched))


def _back(action: Action, event: Event) -> Action:
    match event:
        case ActionCompleted():
            return replace(
                action,
                status=Status.OPEN,
                completed_at=None,
                completed_by=None,
                completed_on=None,
                rag=event.rag_before,
                asked_done=event.asked or action.asked_done,
            )
        case ActionReopened():
            return replace(
                action,
                status=Status.COMPLETE,
                completed_at=event.completed_at,
                completed_by=event.completed_by,
                completed_on=event.completed_on,
                rag=event.rag_before,
            )
        case RagChanged():
            return replace(action, rag=event.before)
        case DueMoved():
            return replace(
                action, due=event.before, due_changes=event.change - 1, asked_due=event.asked or action.asked_due
            )
        case LeadsAssigned():
            return replace(action, leads=_leads(action, event.before))
        case ActionRevised():
            return _revised(action, event, again=False)
        case ActionReworded():
            return replace(action, text=event.before)
        case MilestoneTicked():
            return action.ticked(event.milestone_id, event.before)
        case ChangeAsked():
            return action.with_request(event.what, event.before)
        case RequestClosed():
            return action.with_request(event.what, event.asked)
        case ActionAdded():
            return replace(action, status=Status.WITHDRAWN)
        case ProgressNoted():
            return action
    raise ValueError(f"{event.kind} can't be undone")


def _forth(action: Action, event: Event) -> Action:
    match event:
        case ActionCompleted():
            return replace(
                action,
                status=Status.COMPLETE,
                completed_at=event.at,
                completed_by=event.by,
                rag=event.rag_after,
                asked_done=None,
            )
        case ActionReopened():
            return replace(
                action,
                status=Status.OPEN,
                completed_at=None,
                completed_by=None,
                completed_on=None,
                rag=event.rag_after,
            )
        case RagChanged():
            return replace(action, rag=event.after)
        case DueMoved():
            waits = None if event.asked else action.asked_due
            return replace(action, due=event.after, due_changes=event.change, asked_due=waits)
        case LeadsAssigned():
            return replace(action, leads=_leads(action, event.after))
        case ActionRevised():
            return _revised(action, event, again=True)
        case ActionReworded():
            return replace(action, text=event.after)
        case MilestoneTicked():
            return action.ticked(event.milestone_id, event.after)
        case ChangeAsked():
            return action.with_request(event.what, event.asked)
        case RequestClosed():
            return action.with_request(event.what, None)
        case ActionAdded():
            return replace(action, status=Status.OPEN)
        case ProgressNoted():
            return action
    raise ValueError(f"{event.kind} can't be undone")


def _revised(action: Action, event: ActionRevised, *, again: bool) -> Action:
    said = event.after if again else event.before
    names = [name for each in event.fields for name in REVISED[each]]
    values = {name: getattr(said, name) for name in names}
    if "leads" in values:
        values["leads"] = _leads(action, said.leads)
    if "status" in values:
        values["status"] = Status(said.status)
    if event.version and "due" in event.fields:
        values["due_changes"] = action.due_changes + (1 if again else -1)
    return replace(action, **values)


def _leads(action: Action, names: tuple[LeadName, ...]) -> tuple[ActionLead, ...]:
    known = {lead.lead_id: lead for lead in action.leads}
    return tuple(
        known.get(LeadId(name.lead_id)) or ActionLead(LeadId(name.lead_id), name.name, LeadRole(name.role))
        for name in names
    )
