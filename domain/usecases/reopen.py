"""`reopen`: a completed action is open again; once its completion is a day old, with the reason."""

from __future__ import annotations

from domain.actions import UNDO_LASTS, Action, Status
from domain.context import Context
from domain.errors import Asked, FieldErrors, Stale
from domain.events import ActionCompleted, ActionReopened
from domain.form_messages import OpenReopen
from domain.messages import Reopen
from domain.plan_messages import ReopenPlan
from domain.presenters import at_when, changed, done_line, first_words, who
from domain.rag import Rag
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.checking import in_form, overridden
from domain.usecases.close_plan import plan_named
from domain.usecases.finding import find_action, refuse_if_changed, require_update, take_action_ref
from domain.views import Button, Form, Reply, TextField


def parse_reopen(word: str, rest: str) -> Reopen | ReopenPlan:
    """`reopen 8: not embedded yet`; `reopen TSP` is of a plan."""
    if code := plan_named(rest):
        return ReopenPlan(plan=code)
    ref, reason = take_action_ref(rest, "reopen")
    return Reopen(ref=ref, reason=reason)


@registry.handles(
    Reopen,
    verb="reopen",
    aliases=("uncomplete",),
    usage="reopen REF[: REASON]",
    summary=marked("Open a completed action again"),
    detail=marked("Once it has been complete for a day, please say why: reopen TSP-8: not embedded yet"),
    parse=parse_reopen,
)
def reopen(command: Reopen, ctx: Context) -> Reply:
    """Open it, with the colour it had before it was completed."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    if action.status is not Status.COMPLETE:
        raise Stale(tr("{key} is not complete, so there is nothing to reopen.", key=action.key))
    refuse_if_changed(
        ctx, action, command.seen_version, ActionReopened.touches, lambda v: command.with_(seen_version=v)
    )
    if not command.reason.strip() and needs_a_reason(action, ctx):
        raise _asks_why(action, ctx)
    edit = OpenReopen(ref=action.key, reason=command.reason)
    warned = overridden(ctx, command, command.reason, edit=edit, form=lambda: _reopen_form(edit, action, ctx))
    before = _rag_before(action, ctx)
    if before is None and action.rag.value is plan.colour_key.complete:
        before = Rag()  # it came complete with the plan: a colour that means complete would be untrue now
    opened, event = action.reopen(by=ctx.actor.signature, at=ctx.now, rag=before, reason=command.reason)
    opened = ctx.uow.actions.save(opened, because=event.model_copy(update={"warned": warned}))
    colour = tr(", with {rag}", rag=opened.rag.describe()) if event.rag_after != event.rag_before else ""
    said = tr("{key} is open again{colour}.", key=opened.key, colour=colour) + _whose(action, ctx)
    return changed(said, opened, ctx, undo=event.id)


def needs_a_reason(action: Action, ctx: Context) -> bool:
    """Has it been complete for longer than a completion can be undone?"""
    return action.completed_at is None or ctx.now - action.completed_at > UNDO_LASTS


def _asks_why(action: Action, ctx: Context) -> FieldErrors | Asked:
    if in_form(ctx):
        return FieldErrors({"reason": tr("Please say in a few words why it is open again.")})
    said = tr(
        "{key} has been complete for more than a day, so I need the reason. Please say “reopen {key}:” and why. "
        "It stays complete until then.",
        key=action.key,
    )
    give = Button(label=tr("Give the reason"), sends=OpenReopen(ref=action.key), style="primary")
    return Asked(f"{said} {done_line(action, ctx)}.", buttons=(give,))


def _whose(action: Action, ctx: Context) -> str:
    """Who had completed it, where that was somebody else."""
    by = action.completed_by
    if by is None or action.completed_at is None or by.person_id == ctx.actor.id:
        return ""
    return tr(
        " It had been completed by {who} {when}.",
        who=who(by, ctx.actor.id),
        when=at_when(action.completed_at, ctx),
    )


@registry.handles(OpenReopen)
def open_reopen(query: OpenReopen, ctx: Context) -> Reply:
    """The form for the reason."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    require_update(ctx, action, plan)
    return Reply(form=_reopen_form(query, action, ctx))


def _reopen_form(query: OpenReopen, action: Action, ctx: Context) -> Form:
    return Form(
        title=tr("Reopen {key}", key=action.key)[:24],
        intro=f"{first_words(action.text)}\n{done_line(action, ctx)}.",
        sends=Reopen(ref=action.key, seen_version=action.version),
        fields=(
            TextField(
                name="reason",
                label=tr("Why is it open again?"),
                value=query.reason,
                long=True,
                required=needs_a_reason(action, ctx),
            ),
        ),
        submit=tr("Reopen"),
    )


def _rag_before(action: Action, ctx: Context) -> Rag | None:
    """The colour before its last completion, unless somebody gave it another since."""
    history, _ = ctx.uow.history.of_action(action.id, limit=50)
    for logged in history:
        if logged.undone_by is not None:
            continue
        if isinstance(logged.event, ActionCompleted):
            return logged.event.rag_before if logged.event.rag_after == action.rag else None
        if "rag" in logged.event.touches:
            return None
    return None
