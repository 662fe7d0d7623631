"""`done`: one line or one click marks an action complete."""

from __future__ import annotations

from domain.actions import Action, Status
from domain.context import Context
from domain.errors import Asked, DomainError, FieldErrors, Stale
from domain.events import ActionCompleted
from domain.messages import Complete, OpenComplete, Reopen, ShowHistory, Update
from domain.plans import Plan
from domain.presenters import at_when, changed, done_line, first_words, who
from domain.registry import registry
from domain.usecases.finding import find_action, refuse_if_changed, require_update, take_action_ref
from domain.views import Button, Form, Reply, TextField


def parse(word: str, rest: str) -> Complete:
    """`done 8`, `done 8: dataset agreed at PSG`."""
    ref, note = take_action_ref(rest, "done")
    return Complete(ref=ref, note=note)


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
    if action.status is Status.WITHDRAWN:
        raise Stale(f"{action.key} was withdrawn, so there is nothing to complete.")
    if not action.is_open:
        raise _already(command, action, ctx)
    refuse_if_changed(
        ctx, action, command.seen_version, ActionCompleted.touches, lambda v: command.with_(seen_version=v)
    )
    if plan.settings.note_to_complete and not command.note.strip():
        raise _needs_a_note(action, plan, ctx)
    me = ctx.actor.signature
    together = ""
    if command.note:
        note, noted = action.note(command.note, by=me, at=ctx.now)
        together = noted.id
        ctx.uow.actions.add_note(note)
        action = ctx.uow.actions.save(action, because=noted.model_copy(update={"together": together}))
    closed, completed = action.complete(by=me, at=ctx.now, key=plan.colour_key, note=command.note)
    completed = completed.model_copy(update={"together": together})
    closed = ctx.uow.actions.save(closed, because=completed)
    return changed(f"{closed.key}: {_lower(done_line(closed, ctx))}.", closed, ctx, undo=completed.id)


@registry.handles(OpenComplete)
def open_complete(query: OpenComplete, ctx: Context) -> Reply:
    """The form for a note on how it was done."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    require_update(ctx, action, plan)
    return Reply(
        form=Form(
            title=f"Complete {action.key}"[:24],
            intro=first_words(action.text),
            sends=Complete(ref=action.key, seen_version=action.version),
            fields=(
                TextField(
                    name="note",
                    label="What was done?",
                    long=True,
                    required=plan.settings.note_to_complete,
                    hint="A line or two, and where the evidence is.",
                ),
            ),
            submit="Mark complete",
        )
    )


def _needs_a_note(action: Action, plan: Plan, ctx: Context) -> DomainError:
    words = f"In {plan.code} an action is completed with a note on what was done."
    if ctx.inbound.fields:
        return FieldErrors({"note": words})
    return Asked(
        f"{words} {action.key} is still open.",
        buttons=(Button(label="Write the note", sends=OpenComplete(ref=action.key), style="primary"),),
    )


def _already(command: Complete, action: Action, ctx: Context) -> Stale:
    """Who did it and when; a note that came too late is not thrown away."""
    words = f"{action.key} was already completed" + (
        f" by {who(action.completed_by, ctx.actor.id)} {at_when(action.completed_at, ctx)}."
        if action.completed_at
        else " in the plan as imported."
    )
    buttons = (
        Button(label="Reopen", sends=Reopen(ref=action.key, seen_version=action.version)),
        Button(label="History", sends=ShowHistory(ref=action.key)),
    )
    if not command.note.strip():
        return Stale(words, buttons=buttons)
    add = Button(label="Add the note", sends=Update(ref=action.key, text=command.note), style="primary")
    return Stale(f"{words} Your note is not saved yet.", buttons=(add, *buttons))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
