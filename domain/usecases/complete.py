"""`done`: one line or one click marks an action complete."""

from __future__ import annotations

from domain.context import Context
from domain.errors import Stale
from domain.events import ActionCompleted, ProgressNoted
from domain.language.refs import take_ref
from domain.messages import Complete, Reopen, ShowHistory
from domain.presenters import changed, done_line, say_when, who
from domain.registry import registry
from domain.usecases.finding import find_action, refuse_if_changed, require_update
from domain.views import Button, Reply


def parse(word: str, rest: str) -> Complete:
    """`done 8`, `done 8: dataset agreed at PSG`."""
    ref, note = take_ref(rest)
    return Complete(ref=ref.typed if ref else rest.strip(), note=note)


@registry.handles(
    Complete,
    verb="done",
    aliases=("complete", "completed", "finished", "close"),
    usage="done REF[: NOTE]",
    summary="Mark an action complete",
    parse=parse,
)
def complete(command: Complete, ctx: Context) -> Reply:
    """Close it, record who did, show the row with Undo."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    if not action.is_open:
        raise Stale(
            f"{action.key} was already completed"
            + (
                f" by {who(action.completed_by, ctx.actor.id)} {_at(action.completed_at, ctx)}."
                if action.completed_at
                else " in the plan as imported."
            ),
            buttons=(
                Button(label="Reopen", sends=Reopen(ref=action.key, seen_version=action.version)),
                Button(label="History", sends=ShowHistory(ref=action.key)),
            ),
        )
    refuse_if_changed(
        ctx, action, command.seen_version, ActionCompleted.touches, lambda v: command.with_(seen_version=v)
    )
    me = ctx.actor.signature
    together = ""
    if command.note:
        note, noted = action.note(command.note, by=me, at=ctx.now)
        together = noted.id
        ctx.uow.actions.add_note(note)
        action = ctx.uow.actions.save(action, because=_with(noted, together))
    closed, completed = action.complete(by=me, at=ctx.now, key=plan.colour_key, note=command.note)
    completed = completed.model_copy(update={"together": together})
    closed = ctx.uow.actions.save(closed, because=completed)
    return changed(f"{closed.key}: {_lower(done_line(closed, ctx))}.", closed, ctx, undo=completed.id)


def _with(event: ProgressNoted, together: str) -> ProgressNoted:
    return event.model_copy(update={"together": together})


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _at(moment: object, ctx: Context) -> str:
    from datetime import datetime

    assert isinstance(moment, datetime)
    when = say_when(moment, ctx)
    return when if when.startswith("on") else f"at {when}"
