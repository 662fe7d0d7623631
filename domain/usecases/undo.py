"""`undo`: the way back from every change, for a day; itself recorded, and undone by `redo`."""

from __future__ import annotations

from collections.abc import Sequence

from domain import policy
from domain.actions import UNDO_LASTS, Action, Status
from domain.context import Context
from domain.errors import Invalid, NotFound, Refused, Stale
from domain.events import (
    AnsweredTogether,
    ChangeUndone,
    Event,
    LeaverHandled,
    PeopleLoaded,
    ReminderPutOff,
    Reversible,
    WishesChanged,
)
from domain.form_messages import OpenReopen
from domain.happened import Logged
from domain.ids import ActionId, EventId
from domain.language.refs import parse_ref
from domain.messages import Message, Questions, Undo
from domain.plans import Plan
from domain.presenters import at_when, changed, first_words, join_names, who
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.undo_messages import Redo, ShowUndo
from domain.usecases.deeds import Deed, newest, of_request, refuse_what_stays
from domain.usecases.finding import find_action, require_update
from domain.usecases.left_over import say_who_sees_it_no_more
from domain.usecases.telling import tell
from domain.usecases.undo_actions import (
    history_button,
    may_take_back,
    put_back,
    refuse_if_overtaken,
    take_back,
    tell_all,
    together,
    turn,
)
from domain.usecases.undo_telling import let_doers_know
from domain.usecases.undo_together import undo_together
from domain.usecases.ways_back import Back, way_from
from domain.views import Button, Buttons, Paragraph, Reply

_OWN = (ReminderPutOff, WishesChanged)
"""What everybody settles for themselves."""
_LISTED = frozenset({"list", "which", "what", "choose", "?"})
_NAMED = 4


def parse_undo(word: str, rest: str) -> Message:
    """`undo`, `undo 8`, `undo list`, `undo list TSP`."""
    words = rest.split()
    if words and words[0].casefold() in _LISTED and len(words) < 3:
        return ShowUndo(plan="".join(words[1:]))
    if rest.strip() and parse_ref(rest) is None:
        raise Invalid(
            tr(
                "After “undo” I understand a reference, for example “undo TSP-8”, or nothing. “undo list” shows "
                "what can be undone."
            )
        )
    return Undo(ref=rest.strip())


def parse_redo(word: str, rest: str) -> Redo:
    """`redo`, `redo 8`."""
    if rest.strip() and parse_ref(rest) is None:
        raise Invalid(tr("After “redo” I understand a reference, for example “redo TSP-8”, or nothing."))
    return Redo(ref=rest.strip())


@registry.handles(
    Redo,
    verb="redo",
    usage="redo [REF]",
    summary=marked("Put back what you took back last, within a day"),
    parse=parse_redo,
)
def redo(command: Redo, ctx: Context) -> Reply:
    """What was undone counts again, if nobody has changed it since."""
    return undo(Undo(ref=command.ref, redo=True), ctx)


@registry.handles(
    Undo,
    verb="undo",
    aliases=("oops", "revert", "dadwneud"),
    usage="undo [REF] | undo list [PLAN]",
    summary=marked("Take back your last change, within a day"),
    detail=marked(
        "“undo” takes back what you did last, whatever it was, and says what; “undo TSP-8” what you did last to that "
        "action. “undo list” shows what else can be undone, “undo list TSP” what anybody did in a plan that you "
        "coordinate. “redo” puts back what you took back last."
    ),
    parse=parse_undo,
)
def undo(command: Undo, ctx: Context) -> Reply:
    """Put back what was changed, if nobody has changed it since."""
    deed = _named(command, ctx) if command.event else _last(command, ctx)
    if command.event:
        _refuse(deed.newest, ctx)
    if command.event or command.ref:
        return _done(deed, ctx)
    try:
        return _done(deed, ctx)
    except (Stale, Refused, NotFound) as error:
        more = Button(label=tr("What else can be undone"), sends=ShowUndo())
        raise type(error)(f"{_tried(deed, ctx)} {error.message}", buttons=(*error.buttons, more)) from None


def _tried(deed: Deed, ctx: Context) -> str:
    """What it was that could not be taken back, for who did not name it."""
    event = deed.newest.event
    action = ctx.uow.actions.by_id(event.action_id) if event.action_id else None
    words = {"who": who(event.by, ctx.actor.id), "told": first_words(tell(event), 200)}
    if action is None:
        return tr("Your last change: {who} {told}.", **words)
    return tr("Your last change, on {key}: {who} {told}.", key=action.key, **words)


def _done(deed: Deed, ctx: Context) -> Reply:
    if isinstance(deed.newest.event, AnsweredTogether):
        return undo_together(deed.newest, ctx, _take_one_back)
    actions = {one.event.action_id for one in deed.changes if _is_of_action(one.event)}
    if len(actions) == 1 and all(_is_of_action(one.event) for one in deed.changes):
        return _of_one_action(deed, ctx)
    return _of_several(deed, ctx)


def _is_of_action(event: Event) -> bool:
    return event.action_id is not None and not isinstance(event, Reversible)


def _named(command: Undo, ctx: Context) -> Deed:
    """What a button names."""
    logged = ctx.uow.history.by_id(EventId(command.event))
    if logged is None:
        raise NotFound(tr("I couldn't find what to undo."))
    event = logged.event
    if isinstance(event, ChangeUndone) and event.action_id is None:
        plan = ctx.uow.plans.by_id(event.plan_id) if event.plan_id else None
        buttons = (_questions(plan),) if plan is not None else ()
        raise Invalid(
            tr("That was undone for good: please answer again, or load the list again."),
            buttons=buttons,
        )
    if command.whole or isinstance(event, Reversible):
        whole = of_request(logged, ctx)
        if command.whole:
            return whole if whole.changes else Deed((logged,), whole.again)
        return Deed(tuple(one for one in whole.changes if not _is_of_action(one.event)) or (logged,), whole.again)
    action = ctx.uow.actions.by_id(event.action_id) if event.action_id else None
    if action is None:
        return Deed((logged,))
    return Deed(tuple(together(logged, action, ctx)) or (logged,), isinstance(event, ChangeUndone))


def _questions(plan: Plan) -> Button:
    return Button(label=tr("Questions on {code}", code=plan.code), sends=Questions(plan=plan.code))


def _refuse(logged: Logged, ctx: Context) -> None:
    """Let through what can be taken back, or put back, by this person at this time."""
    event = logged.event
    action = ctx.uow.actions.by_id(event.action_id) if event.action_id else None
    plan = ctx.uow.plans.by_id(event.plan_id) if event.plan_id else None
    is_back = isinstance(event, ChangeUndone)
    if event.action_id and (action is None or plan is None):
        raise NotFound(tr("I couldn't find what to undo."))
    if action is not None and plan is not None and _is_of_action(event):
        require_update(ctx, action, plan)
    allowed = _is_theirs(event, action, plan, ctx)
    if not allowed and plan is None:
        raise NotFound(tr("I couldn't find what to undo."))
    if logged.undone_by is not None:
        if is_back:
            raise Stale(tr("That was already put back."))
        if action is not None:
            raise Stale(tr("That was already undone. {key} is as it was before.", key=action.key))
        raise Stale(tr("That was already undone."))
    if not event.undoable and not is_back:
        refuse_what_stays(Deed((logged,)))
        raise Invalid(tr("That can't be undone."))
    if not allowed and plan is not None:
        raise Refused(_who_may(event, plan, action))
    if ctx.now - event.at > UNDO_LASTS:
        raise _too_late(event, action, ctx)


def _is_theirs(event: Event, action: Action | None, plan: Plan | None, ctx: Context) -> bool:
    """Did they do it, or is it a coordinator's or administrator's to take back?"""
    if action is not None and plan is not None and _is_of_action(event):
        return may_take_back(ctx, event, action, plan)
    if event.by.person_id == ctx.actor.id:
        return True
    if isinstance(event, _OWN):
        return False
    return ctx.actor.is_administrator or (plan is not None and policy.may_coordinate(ctx.actor, plan))


def _who_may(event: Event, plan: Plan, action: Action | None) -> str:
    said = {"name": event.by.name, "code": plan.code}
    if action is None:
        return tr("Only {name} or a coordinator of {code} can undo that.", **said)
    return tr(
        "Only {name} or a coordinator of {code} can undo that. You can change the action again, if you lead it.",
        **said,
    )


def _too_late(event: Event, action: Action | None, ctx: Context) -> Invalid:
    when = at_when(event.at, ctx)
    if action is None:
        return Invalid(tr("Undo works for 24 hours, and that was {when}. Please change it again instead.", when=when))
    return Invalid(
        tr(
            "Undo works for 24 hours, and that was {when}. To open a completed action again, use "
            "“reopen” with a reason.",
            when=when,
        ),
        buttons=(*_reopen_button(action), history_button(action)),
    )


def _reopen_button(action: Action) -> tuple[Button, ...]:
    if action.status is not Status.COMPLETE:
        return ()
    return (Button(label=tr("Reopen with a reason"), sends=OpenReopen(ref=action.key), style="primary"),)


def _last(command: Undo, ctx: Context) -> Deed:
    """What this person did last, or (`redo`) took back last; of an action, if they name one."""
    if not command.ref:
        for deed in newest(ctx, redo=command.redo):
            refuse_what_stays(deed)
            return deed
        words = (
            tr("You took nothing back in the last 24 hours that could be put back.")
            if command.redo
            else tr("You made no change in the last 24 hours that could be undone.")
        )
        raise NotFound(words)
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    for deed in newest(ctx, action_id=action.id, redo=command.redo):
        logged = deed.newest
        if not _is_of_action(logged.event):
            return deed
        return Deed(tuple(together(logged, action, ctx)) or (logged,), deed.again)
    if command.redo:
        raise NotFound(tr("You took nothing back of {key} in the last 24 hours.", key=action.key))
    raise NotFound(
        tr("You made no change to {key} in the last 24 hours that could be undone.", key=action.key),
        buttons=(*_anothers(action, plan, ctx), *_reopen_button(action)),
    )


def _anothers(action: Action, plan: Plan, ctx: Context) -> tuple[Button, ...]:
    """What somebody else changed last, which this person may take back: it is named, and never taken back unasked."""
    history, _ = ctx.uow.history.of_action(action.id, limit=10)
    for logged in history:
        event = logged.event
        if _is_of_action(event) and event.undoable and logged.undone_by is None:
            if ctx.now - event.at > UNDO_LASTS or not may_take_back(ctx, event, action, plan):
                return ()
            label = tr("Undo what {name} did", name=first_words(event.by.name, 20))
            return (Button(label=label, sends=Undo(event=event.id)), history_button(action))
    return ()


def _loaded(action_id: ActionId | None, ctx: Context) -> tuple[Action, Plan]:
    action = ctx.uow.actions.by_id(action_id) if action_id else None
    plan = ctx.uow.plans.by_id(action.plan_id) if action else None
    if action is None or plan is None:
        raise NotFound(tr("I couldn't find what to undo."))
    return action, plan


def _of_one_action(deed: Deed, ctx: Context) -> Reply:
    action, plan = _loaded(deed.newest.event.action_id, ctx)
    require_update(ctx, action, plan)
    before = action.leads
    action, written = turn(deed.changes, action, ctx, put_back if deed.again else take_back)
    told = _originals(deed, ctx)
    let_doers_know([(one, action) for one in told], written[-1], ctx, again=deed.again)
    words = {"key": action.key, "who": who(told[-1].event.by, ctx.actor.id), "tell_all": tell_all(told)}
    if deed.again:
        return changed(tr("Put back on {key}: {who} {tell_all}.", **words), action, ctx, undo=told[-1].event.id)
    said = tr("Undone on {key}: {who} {tell_all}.", **words) + say_who_sees_it_no_more(before, action, plan, ctx)
    return changed(said, action, ctx, redo=written[-1].id, also=_asked_again(told))


def _originals(deed: Deed, ctx: Context) -> list[Logged]:
    """The changes themselves, where their taking back is put back."""
    if not deed.again:
        return list(deed.changes)
    found = [ctx.uow.history.by_id(EventId(getattr(one.event, "undid", ""))) for one in deed.changes]
    return [one for one in found if one is not None] or list(deed.changes)


def _asked_again(told: Sequence[Logged]) -> tuple[Buttons, ...]:
    """The way to the question whose answer was taken back."""
    question = next((found for one in told if (found := getattr(one.event, "question", ""))), "")
    if not question:
        return ()
    return (Buttons(buttons=(Button(label=tr("The question again"), sends=Questions(question=question)),)),)


def _of_several(deed: Deed, ctx: Context) -> Reply:
    """What was changed beside one action: each part in turn, the newest first. Where it is of several actions, those
    that somebody has changed since stay as they are, and are named.
    """
    me = ctx.actor
    puts: list[Back] = []
    back: list[str] = []
    kept: list[str] = []
    done: list[tuple[Logged, Action | None]] = []
    written: Event | None = None
    handled: set[ActionId] = set()
    for one in reversed(deed.changes):
        ctx.actor = me
        if not _is_of_action(one.event):
            plan_of = ctx.uow.plans.by_id(one.event.plan_id) if one.event.plan_id else None
            if not _is_theirs(one.event, None, plan_of, ctx):
                raise Refused(tr("Part of that is for somebody else to undo. Nothing was changed."))
            way = way_from(one.event)
            if way is None:
                raise Invalid(tr("That can't be undone."))
            put = way(one.event, ctx)
            ctx.uow.history.mark_undone(one.event.id, EventId(put.event.id))
            puts.append(put)
            written = put.event
            done.append((one, None))
        elif one.event.action_id not in handled:
            action, plan = _loaded(one.event.action_id, ctx)
            handled.add(action.id)
            require_update(ctx, action, plan)
            steps = [each for each in deed.changes if each.event.action_id == action.id and _is_of_action(each.event)]
            try:
                if not all(_is_theirs(each.event, action, plan, ctx) for each in steps):
                    raise Stale("")
                action, events = turn(steps, action, ctx, put_back if deed.again else take_back)
            except Stale:
                kept.append(action.key)
                continue
            written = events[-1]
            back.append(action.key)
            done += [(each, action) for each in steps]
    if written is None:
        raise Stale(tr("That can't be undone any more: it was changed since. Nothing was changed now."))
    let_doers_know(done, written, ctx, again=deed.again)
    return _summary(deed, puts, back[::-1], kept[::-1], written, ctx)


def _summary(deed: Deed, puts: list[Back], back: list[str], kept: list[str], written: Event, ctx: Context) -> Reply:
    first, said = deed.newest.event, [put.said for put in puts]
    told = "" if back and not said else tr("{who} {told}", who=who(first.by, ctx.actor.id), told=tell(first))
    head = tr("Put back") if deed.again else tr("Undone")
    lines = [f"{head}: {told}." if told and not deed.again else f"{head}."]
    lines += list(dict.fromkeys(filter(None, said)))
    if back:
        named = join_names(back) if len(back) <= _NAMED else trn("{count:,} action", "{count:,} actions", len(back))
        lines.append(
            trn("{named} is as it was changed.", "{named} are as they were changed.", len(back), named=named)
            if deed.again
            else trn("{named} is as before.", "{named} are as before.", len(back), named=named)
        )
    if kept:
        lines.append(
            trn(
                "{names} stays as now, because of a later change.",
                "{names} stay as now, because of a later change.",
                len(kept),
                names=join_names(kept),
            )
        )
    if isinstance(first, PeopleLoaded | LeaverHandled):  # done again from the list, or by saying that they leave
        return Reply(elements=(Paragraph(text=" ".join(said)),), replaces=True)
    sentence = " ".join(lines)
    more = tuple(button for put in puts for button in put.more)
    if any(put.for_good for put in puts):
        return Reply(elements=(Paragraph(text=sentence), *((Buttons(buttons=more),) if more else ())), replaces=True)
    label = tr("Undo") if deed.again else tr("Redo")
    button = Button(
        label=label, sends=Undo(event=written.id, whole=True), describe=f"{label}: {first_words(sentence, 100)}"
    )
    return Reply(elements=(Paragraph(text=sentence), Buttons(buttons=(button, *more))), replaces=True)


def _take_one_back(logged: Logged, action: Action, ctx: Context) -> Action:
    refuse_if_overtaken([logged], action, ctx)
    return take_back(logged, action, ctx)[0]
