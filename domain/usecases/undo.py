"""`undo` and `reopen`: the way back, itself recorded."""

from __future__ import annotations

from collections.abc import Sequence

from domain import policy
from domain.actions import UNDO_LASTS, Action, Status
from domain.context import Context
from domain.errors import Invalid, NotFound, Refused, Stale
from domain.events import ActionCompleted, ActionReopened, ActionRevised, ChangeAsked, ProgressNoted
from domain.form_messages import OpenReopen
from domain.happened import Logged
from domain.ids import EventId, QuestionId
from domain.language.refs import parse_ref
from domain.messages import Reopen, ShowHistory, Undo
from domain.people_messages import UndoLinks
from domain.plans import Plan
from domain.presenters import at_when, changed, done_line, first_words, join_names, who
from domain.rag import Rag
from domain.registry import registry
from domain.speech import marked, tr
from domain.undoing import undo as take_back
from domain.usecases.checking import overridden
from domain.usecases.finding import find_action, lasting, refuse_if_changed, require_update, take_action_ref, touched
from domain.usecases.telling import tell
from domain.usecases.undo_together import answered_together, undo_together
from domain.usecases.unlinking import loaded_list, undo_links
from domain.usecases.whole_plan import holds_for_all
from domain.views import Button, Form, Reply, TextField


def parse_undo(word: str, rest: str) -> Undo:
    """`undo`, `undo 8`."""
    if rest.strip() and parse_ref(rest) is None:
        raise Invalid(tr("After “undo” I understand a reference, for example “undo TSP-8”, or nothing."))
    return Undo(ref=rest.strip())


@registry.handles(
    Undo,
    verb="undo",
    aliases=("oops", "revert"),
    usage="undo [REF]",
    summary=marked("Take back your last change, within a day"),
    parse=parse_undo,
)
def undo(command: Undo, ctx: Context) -> Reply:
    """Put back what a change changed, if nobody has changed it since."""
    if (together := answered_together(command, ctx)) is not None:
        return undo_together(together, ctx, _take_back)
    if (loaded := loaded_list(command, ctx)) is not None:
        return undo_links(UndoLinks(events=(loaded.event.id,)), ctx)
    logged, action, plan = _what(command, ctx)
    event = logged.event
    if logged.undone_by is not None:
        raise Stale(tr("That was already undone. {key} is as it was before.", key=action.key))
    if not event.undoable:
        raise Invalid(tr("That can't be undone."))
    if event.by.person_id != ctx.actor.id and not policy.may_coordinate(ctx.actor, plan):
        raise Refused(
            tr(
                "Only {name} or a coordinator of {code} can undo that. You can change the action "
                "again, if you lead it.",
                name=event.by.name,
                code=plan.code,
            )
        )
    if ctx.now - event.at > UNDO_LASTS:
        raise Invalid(
            tr(
                "Undo works for 24 hours, and that was {when}. To open a completed action again, use "
                "“reopen” with a reason.",
                when=at_when(event.at, ctx),
            ),
            buttons=(
                *_reopen_button(action),
                _history_button(action),
            ),
        )
    steps = _together(logged, action, ctx)
    for step in reversed(steps):
        action = _take_back(step, action, ctx)
    return changed(
        tr(
            "Undone on {key}: {who} {tell_all}.",
            key=action.key,
            who=who(event.by, ctx.actor.id),
            tell_all=_tell_all(steps),
        ),
        action,
        ctx,
    )


def _reopen_button(action: Action) -> tuple[Button, ...]:
    if action.status is not Status.COMPLETE:
        return ()
    return (Button(label=tr("Reopen with a reason"), sends=OpenReopen(ref=action.key), style="primary"),)


def _tell_all(steps: Sequence[Logged]) -> str:
    """What was done in one request; a note that the completion repeats is told once."""
    notes = {step.event.note for step in steps if isinstance(step.event, ActionCompleted)}
    notes |= {step.event.asked.words for step in steps if isinstance(step.event, ChangeAsked)}
    told = [
        tell(step.event) for step in steps if not (isinstance(step.event, ProgressNoted) and step.event.text in notes)
    ]
    return join_names(told)


def _what(command: Undo, ctx: Context) -> tuple[Logged, Action, Plan]:
    if command.event:
        logged = ctx.uow.history.by_id(EventId(command.event))
        action = ctx.uow.actions.by_id(logged.event.action_id) if logged and logged.event.action_id else None
        plan = ctx.uow.plans.by_id(action.plan_id) if action else None
        if logged is None or action is None or plan is None:
            raise NotFound(tr("I couldn't find what to undo."))
        require_update(ctx, action, plan)
        return logged, action, plan
    wanted = None
    if command.ref:
        wanted, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
        require_update(ctx, wanted, plan)
    since = ctx.now - UNDO_LASTS
    for logged in ctx.uow.history.latest_of(ctx.actor.id, since=since, action_id=wanted.id if wanted else None):
        if logged.event.undoable and logged.undone_by is None and logged.event.action_id:
            action = ctx.uow.actions.by_id(logged.event.action_id)
            found = ctx.uow.plans.by_id(action.plan_id) if action else None
            if action and found:
                require_update(ctx, action, found)
                return logged, action, found
    where = tr(" of {key}", key=wanted.key) if wanted else ""
    said = tr("You made no change{where} in the last 24 hours that could be undone.", where=where)
    if wanted is None or plan is None:
        raise NotFound(said)
    raise NotFound(said, buttons=(*_anothers(wanted, plan, ctx), *_reopen_button(wanted)))


def _anothers(action: Action, plan: Plan, ctx: Context) -> tuple[Button, ...]:
    """What somebody else changed last, which a coordinator may take back: it is named, and never taken back unasked."""
    if not policy.may_coordinate(ctx.actor, plan):
        return ()
    history, _ = ctx.uow.history.of_action(action.id, limit=10)
    for logged in history:
        event = logged.event
        if event.undoable and logged.undone_by is None and ctx.now - event.at <= UNDO_LASTS:
            label = tr("Undo what {name} did", name=first_words(event.by.name, 20))
            return (Button(label=label, sends=Undo(event=event.id)), _history_button(action))
    return ()


def _history_button(action: Action) -> Button:
    return Button(label=tr("History"), sends=ShowHistory(ref=action.key))


def _together(logged: Logged, action: Action, ctx: Context) -> list[Logged]:
    """The changes that were made with this one in one request, oldest first."""
    if not logged.event.together or logged.version is None:
        return [logged]
    around = ctx.uow.history.since_version(action.id, max(0, logged.version - 6))
    return [one for one in around if one.event.together == logged.event.together and one.undone_by is None]


def _take_back(logged: Logged, action: Action, ctx: Context) -> Action:
    event = logged.event
    for later in lasting(ctx.uow.history.since_version(action.id, logged.version or 0)):
        same_request = event.together and later.event.together == event.together
        if not same_request and touched(later.event) & touched(event) - {"progress"}:
            raise Stale(
                tr(
                    "That can't be undone any more: since then {who} {told}.",
                    who=who(later.event.by, ctx.actor.id),
                    told=tell(later.event),
                ),
                buttons=(_history_button(action),),
            )
    back, undone = take_back(action, event, by=ctx.actor.signature, at=ctx.now)
    undone = undone.model_copy(update={"together": event.together})
    back = ctx.uow.actions.save(back, because=undone)
    ctx.uow.history.mark_undone(event.id, undone.id)
    if isinstance(event, ProgressNoted):
        ctx.uow.actions.withdraw_note(event.note_id)
    if isinstance(event, ActionRevised) and event.question:
        question = ctx.uow.questions.by_id(QuestionId(event.question))
        if question is not None and not holds_for_all(question):  # the answer still holds for the other actions
            ctx.uow.questions.reopen(question.id)
    return back


def parse_reopen(word: str, rest: str) -> Reopen:
    """`reopen 8: not embedded yet`."""
    ref, reason = take_action_ref(rest, "reopen")
    return Reopen(ref=ref, reason=reason)


@registry.handles(
    Reopen,
    verb="reopen",
    aliases=("uncomplete",),
    usage="reopen REF[: REASON]",
    summary=marked("Open a completed action again"),
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
    edit = OpenReopen(ref=action.key, reason=command.reason)
    warned = overridden(ctx, command, command.reason, edit=edit, form=lambda: _reopen_form(edit, action, ctx))
    before = _rag_before(action, ctx)
    if before is None and action.rag.value is plan.colour_key.complete:
        before = Rag()  # it came complete with the plan: a colour that means complete would be untrue now
    opened, event = action.reopen(by=ctx.actor.signature, at=ctx.now, rag=before, reason=command.reason)
    opened = ctx.uow.actions.save(opened, because=event.model_copy(update={"warned": warned}))
    colour = tr(", with {rag}", rag=opened.rag.describe()) if event.rag_after != event.rag_before else ""
    return changed(tr("{key} is open again{colour}.", key=opened.key, colour=colour), opened, ctx, undo=event.id)


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
        fields=(TextField(name="reason", label=tr("Why is it open again?"), value=query.reason, long=True),),
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
