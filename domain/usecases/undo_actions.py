"""Taking changes of an action back, and taking that back: what nobody has changed since is as it was, and recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from domain import policy
from domain.actions import Action, ActionLead
from domain.context import Context
from domain.errors import Stale
from domain.events import (
    ActionCompleted,
    ActionRevised,
    ChangeAsked,
    ChangeUndone,
    Event,
    LeadsAssigned,
    ProgressNoted,
)
from domain.happened import Logged
from domain.ids import EventId, QuestionId
from domain.messages import ShowHistory
from domain.plans import Plan
from domain.presenters import join_names, who
from domain.speech import tr
from domain.undoing import redo, undo
from domain.usecases.finding import lasting, touched
from domain.usecases.news import tell_of_assignment
from domain.usecases.telling import tell
from domain.usecases.whole_plan import holds_for_all
from domain.views import Button


def may_take_back(ctx: Context, event: Event, action: Action, plan: Plan) -> bool:
    """Who did it may, and the coordinators of the plan; and of what a deputy did for somebody, or a coordinator wrote
    down on behalf of somebody, whoever it was done for.
    """
    if event.by.person_id == ctx.actor.id or policy.may_coordinate(ctx.actor, plan):
        return True
    done_for = {name.casefold() for name in (event.by.deputy_for, event.by.on_behalf_of) if name}
    names = {lead.name.casefold() for lead in action.leads if lead.person_id in ctx.actor.ids}
    return bool(names) and bool(done_for & {*names, ctx.actor.person.name.casefold()})


def refuse_if_overtaken(steps: Sequence[Logged], action: Action, ctx: Context) -> None:
    """Let changes through that nobody has changed since.

    Raises:
        Stale: with who did what, and the history.
    """
    own = {step.event.id for step in steps}
    marks = {step.event.together for step in steps if step.event.together}
    for step in steps:
        for later in lasting(ctx.uow.history.since_version(action.id, step.version or 0)):
            other = later.event
            if other.id in own or other.together in marks:
                continue
            if touched(other) & touched(step.event) - {"progress"}:
                words = {"who": who(other.by, ctx.actor.id), "told": tell(other)}
                raise Stale(
                    tr("That can't be put back any more: since then {who} {told}.", **words)
                    if isinstance(step.event, ChangeUndone)
                    else tr("That can't be undone any more: since then {who} {told}.", **words),
                    buttons=(history_button(action),),
                )


def take_back(logged: Logged, action: Action, ctx: Context) -> tuple[Action, Event]:
    """Take one change back, which nobody has changed since; gives what was written down of that."""
    event, before = logged.event, action.leads
    back, undone = undo(action, event, by=ctx.actor.signature, at=ctx.now)
    back = ctx.uow.actions.save(back, because=undone)
    ctx.uow.history.mark_undone(event.id, undone.id)
    if isinstance(event, ProgressNoted):
        ctx.uow.actions.withdraw_note(event.note_id)
    if isinstance(event, ActionRevised) and event.question:
        question = ctx.uow.questions.by_id(QuestionId(event.question))
        if question is not None and not holds_for_all(question):  # the answer still holds for the other actions
            ctx.uow.questions.reopen(question.id)
    if isinstance(event, LeadsAssigned):
        _tell_leads(back, before, ctx)
    return back, undone


def put_back(logged: Logged, action: Action, ctx: Context) -> tuple[Action, Event]:
    """Make a change count again that was taken back by this one; gives what was written down of that.

    Raises:
        Stale: the change can't be found any more, or counts already.
    """
    undone = logged.event
    done = ctx.uow.history.by_id(EventId(undone.undid)) if isinstance(undone, ChangeUndone) else None
    if done is None or not isinstance(undone, ChangeUndone) or done.undone_by != undone.id:
        raise Stale(tr("That was already put back."))
    event, before = done.event, action.leads
    there, redone = redo(action, event, undone, by=ctx.actor.signature, at=ctx.now)
    there = ctx.uow.actions.save(there, because=redone)
    ctx.uow.history.mark_undone(undone.id, redone.id)
    ctx.uow.history.mark_redone(event.id, undone.id)
    if isinstance(event, ProgressNoted):
        ctx.uow.actions.withdraw_note(event.note_id, withdrawn=False)
    if isinstance(event, ActionRevised) and event.question:
        question = ctx.uow.questions.by_id(QuestionId(event.question))
        if question is not None and question.answered_at is None:
            ctx.uow.questions.close(question, event.answer, at=event.at)
    if isinstance(event, LeadsAssigned):
        _tell_leads(there, before, ctx)
    return there, redone


Step = Callable[[Logged, Action, Context], tuple[Action, Event]]


def turn(steps: Iterable[Logged], action: Action, ctx: Context, step: Step) -> tuple[Action, list[Event]]:
    """Take these changes of one action back, or put them back, the newest first; gives what was written down.

    Raises:
        Stale: somebody has changed since what they changed; nothing is written then.
    """
    steps = list(steps)
    refuse_if_overtaken(steps, action, ctx)
    written = []
    for one in reversed(steps):
        action, event = step(one, action, ctx)
        written.append(event)
    return action, written


def together(logged: Logged, action: Action, ctx: Context) -> list[Logged]:
    """The changes of the action that were made with this one in one request and still count, oldest first."""
    if not logged.event.together:
        return [logged]
    again = isinstance(logged.event, ChangeUndone)
    return [
        one
        for one in ctx.uow.history.since_version(action.id, max(0, (logged.version or 0) - 6))
        if one.event.together == logged.event.together
        and one.undone_by is None
        and (isinstance(one.event, ChangeUndone) if again else one.event.undoable)
    ]


def tell_all(steps: Sequence[Logged]) -> str:
    """What was done in one request; a note that the completion repeats is told once."""
    notes = {step.event.note for step in steps if isinstance(step.event, ActionCompleted)}
    notes |= {step.event.asked.words for step in steps if isinstance(step.event, ChangeAsked)}
    told = [
        tell(step.event) for step in steps if not (isinstance(step.event, ProgressNoted) and step.event.text in notes)
    ]
    return join_names(told)


def history_button(action: Action) -> Button:
    """To look what happened."""
    return Button(label=tr("History"), sends=ShowHistory(ref=action.key))


def _tell_leads(action: Action, before: tuple[ActionLead, ...], ctx: Context) -> None:
    plan = ctx.uow.plans.by_id(action.plan_id)
    saved = ctx.uow.actions.by_id(action.id)
    if plan is not None and saved is not None:
        me = ctx.actor
        tell_of_assignment(ctx.uow, saved, plan, before, by=me.id, name=me.person.name, now=ctx.now)
