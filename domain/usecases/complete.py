"""`done`: one line or one click marks an action complete."""

from __future__ import annotations

from domain.actions import Action, Status
from domain.context import Context
from domain.errors import Asked, Faults, FieldErrors, Stale
from domain.events import ActionCompleted
from domain.form_messages import OpenReopen
from domain.language.not_yet import begins_with_a_day_ahead, says_not_yet
from domain.language.on_behalf import take_behalf
from domain.messages import Complete, OpenComplete, Reopen, ShowHistory, Update
from domain.outcomes import Outcome
from domain.plan_messages import ClosePlan
from domain.plans import Plan
from domain.presenters import at_when, change, changed, done_line, first_words, who
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.behalf import act_on_behalf, behalf_field, hear_behalf
from domain.usecases.checking import keep_form_if_changed, overridden, read_link
from domain.usecases.close_plan import plan_named
from domain.usecases.finding import find_action, require_update, take_action_ref
from domain.usecases.reopen import needs_a_reason
from domain.usecases.requesting import ask, granted, must_ask, refuse_asking_twice
from domain.views import Button, Form, Reply, TextField
from domain.waiting import Wanted


def parse(word: str, rest: str) -> Complete | ClosePlan:
    """`done 8`, `done 8: dataset agreed at PSG`, `done 8 on behalf of GD: dataset agreed`; `close TSP` is of a plan."""
    if word.casefold() == "close" and (code := plan_named(rest)):
        return ClosePlan(plan=code)
    ref, words = take_action_ref(rest, "done")
    behalf, note = take_behalf(words)
    command = Complete(ref=ref, note=note, behalf=behalf)
    marked_note = bool(behalf) or rest[: len(rest) - len(words)].rstrip().endswith(":")
    if says_not_yet(note, marked=marked_note):
        raise _not_yet(command)
    return command


def _not_yet(command: Complete) -> Asked:
    """`done 8 by Friday`, `done 8 on 30 June 2027`: it may not be done, so nothing is closed unasked."""
    noting = Update(ref=command.ref, text=command.note, behalf=command.behalf)
    return Asked(
        tr("“{words}”: is {ref} done already? I have changed nothing.", words=command.note[:200], ref=command.ref),
        buttons=(
            Button(label=tr("Note it, {ref} stays open", ref=command.ref)[:70], sends=noting),
            Button(label=tr("Mark {key} complete", key=command.ref)[:70], sends=command.with_(confirmed=True)),
        ),
    )


@registry.handles(
    Complete,
    verb="done",
    aliases=("complete", "completed", "finished", "close", "cwblhau", "gorffen"),
    usage="done REF[: NOTE]",
    summary=marked("Mark an action complete"),
    detail=marked("Coordinators do it for others with “done 8 on behalf of GD: ...”."),
    parse=parse,
)
def complete(command: Complete, ctx: Context) -> Outcome:
    """Close it, record who did, show the row with Undo."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    command = hear_behalf(ctx, action, plan, command, "note")
    act_on_behalf(ctx, action, plan, command.behalf)
    if action.status is Status.WITHDRAWN:
        raise Stale(tr("{key} was withdrawn, so there is nothing to complete.", key=action.key))
    if not action.is_open:
        raise _already(command, action, ctx)
    if not (command.confirmed or ctx.inbound.fields) and begins_with_a_day_ahead(command.note, ctx.today):
        raise _not_yet(command.with_(ref=action.key))
    edit = OpenComplete(ref=action.key, note=command.note, evidence=command.evidence, behalf=command.behalf)

    def form() -> Form:
        return complete_form(edit, action, plan, ctx)

    keep_form_if_changed(
        ctx, action, command.seen_version, ActionCompleted.touches, lambda v: command.with_(seen_version=v), form
    )
    faults = Faults()
    faults.read(lambda: _note_if_needed(command, action, plan, ctx), None)
    evidence = faults.read(lambda: read_link(command.evidence, ctx), "")
    faults.refuse()
    warned = overridden(ctx, command, f"{command.note}\n{evidence}", edit=edit, form=form)
    if must_ask(ctx, plan, Wanted.DONE):
        words = "\n".join(part for part in (command.note.strip(), evidence) if part)
        refuse_asking_twice(ctx, action, Wanted.DONE, words)
        action, together = _noted(ctx, action, command.note, evidence, warned)
        asking, asked, sentence = ask(ctx, action, plan, Wanted.DONE, words=words, together=together)
        return changed(sentence, asking, ctx, undo=asked.id)
    closed, completed = close(ctx, action, plan, note=command.note, evidence=evidence, warned=warned)
    return change(f"{closed.key}: {_lower(done_line(closed, ctx))}.", closed, ctx, undo=completed.id)


def close(
    ctx: Context, action: Action, plan: Plan, *, note: str = "", evidence: str = "", warned: tuple[str, ...] = ()
) -> tuple[Action, ActionCompleted]:
    """Close it, with its note and evidence; who asked for that is told."""
    me = ctx.actor.signature
    action, together = _noted(ctx, action, note, evidence, warned)
    closed, completed = action.complete(by=me, at=ctx.now, key=plan.colour_key, note=note)
    if together:
        completed = completed.model_copy(update={"together": together})
    closed = ctx.uow.actions.save(closed, because=completed)
    if completed.asked is not None:
        granted(ctx, closed, completed, completed.asked)
    return closed, completed


def _noted(ctx: Context, action: Action, note: str, evidence: str, warned: tuple[str, ...]) -> tuple[Action, str]:
    """Keep the words on how it was done, if there are any; gives the mark of what is undone with them."""
    if not note.strip() and not evidence:
        return action, ""
    said, noted = action.note(note, by=ctx.actor.signature, at=ctx.now, evidence=evidence)
    ctx.uow.actions.add_note(said)
    mark = {"together": noted.id, "warned": warned}
    return ctx.uow.actions.save(action, because=noted.model_copy(update=mark)), noted.id


@registry.handles(OpenComplete)
def open_complete(query: OpenComplete, ctx: Context) -> Reply:
    """The form for a note on how it was done."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    require_update(ctx, action, plan)
    act_on_behalf(ctx, action, plan, query.behalf)
    return Reply(form=complete_form(query, action, plan, ctx))


def complete_form(query: OpenComplete, action: Action, plan: Plan, ctx: Context) -> Form:
    """The form, with what was typed already."""
    return Form(
        title=tr("Complete {key}", key=action.key)[:24],
        intro=first_words(action.text),
        sends=Complete(ref=action.key, seen_version=action.version),
        fields=(
            TextField(
                name="note",
                label=tr("What was done?"),
                long=True,
                required=plan.settings.note_to_complete,
                hint=tr("A line or two."),
                value=query.note,
            ),
            TextField(
                name="evidence",
                label=tr("Link to the evidence"),
                hint=tr("For example: https://council.sharepoint.com/minutes.docx"),
                max_length=2000,
                value=query.evidence,
            ),
            *behalf_field(ctx, action, plan),
        ),
        submit=tr("Mark complete"),
    )


def _note_if_needed(command: Complete, action: Action, plan: Plan, ctx: Context) -> None:
    """
    Raises:
        Asked, FieldErrors: the plan wants a note, and there is none.
    """
    if not plan.settings.note_to_complete or command.note.strip():
        return
    words = tr("In {code} an action is completed with a note on what was done.", code=plan.code)
    if ctx.inbound.fields:
        raise FieldErrors({"note": words})
    write = OpenComplete(ref=action.key, behalf=command.behalf)
    raise Asked(
        tr("{words} {key} is still open.", words=words, key=action.key),
        buttons=(Button(label=tr("Write the note"), sends=write, style="primary"),),
    )


def _already(command: Complete, action: Action, ctx: Context) -> Stale:
    """Who did it and when; a note that came too late is not thrown away."""
    if action.completed_at is None:
        words = tr("{key} was already completed in the plan as imported.", key=action.key)
    else:
        words = tr(
            "{key} was already completed by {who} {when}.",
            key=action.key,
            who=who(action.completed_by, ctx.actor.id),
            when=at_when(action.completed_at, ctx),
        )
    buttons = (
        Button(label=tr("Reopen"), sends=_reopen(action, ctx)),
        Button(label=tr("History"), sends=ShowHistory(ref=action.key)),
    )
    if not command.note.strip():
        return Stale(words, buttons=buttons)
    late = Update(ref=action.key, text=command.note, behalf=command.behalf)
    add = Button(label=tr("Add the note"), sends=late, style="primary")
    return Stale(tr("{words} Your note is not saved yet.", words=words), buttons=(add, *buttons))


def _reopen(action: Action, ctx: Context) -> Reopen | OpenReopen:
    if needs_a_reason(action, ctx):
        return OpenReopen(ref=action.key)
    return Reopen(ref=action.key, seen_version=action.version)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
