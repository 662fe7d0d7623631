"""From what somebody typed to the action, plan or channel they mean: never by a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from domain import policy
from domain.actions import Action
from domain.context import Context
from domain.errors import Asked, Invalid, NotFound, Stale
from domain.events import ChangeRedone, ChangeUndone, Event
from domain.happened import Logged
from domain.language.refs import Ref, closest, parse_ref, spelt_number, take_ref
from domain.language.search_line import MOST_TYPED
from domain.messages import Find, Message, Mine, Show
from domain.plans import Follow, Plan
from domain.presenters import at_when, first_words, join_names, who
from domain.registry import registry
from domain.speech import tr
from domain.unread import is_code
from domain.usecases.behalf import act_for_another
from domain.usecases.telling import tell
from domain.views import Button

_IT = re.compile(r"(?:it|this|that|this one|that one)[\s.!?]*", re.I)
Again = Callable[[str], Message]
"""The same request for another reference."""


def followed_here(ctx: Context) -> list[Follow]:
    """What the channel in which somebody speaks follows."""
    if ctx.inbound.private:
        return []
    return list(ctx.uow.plans.followed_in(ctx.inbound.platform, ctx.workspace.id, ctx.inbound.conversation))


def find_action(ctx: Context, text: str, again: Again) -> tuple[Action, Plan]:
    """The action that a typed reference means.

    Raises:
        Asked: it fits several plans; a button for each.
        NotFound: there is none in sight, perhaps with a button for the nearest.
        Invalid: it is no reference.
    """
    ref = parse_ref(text)
    if ref is None:
        raise Invalid(
            tr("“{words}” is not a reference. References look like TSP-8, or just 8.", words=first_words(text, 40))
        )
    action = _by_ref(ctx, ref, again)
    plan = ctx.uow.plans.by_id(action.plan_id) if action else None
    if action is None or plan is None:
        raise _not_found(ctx, ref, again)
    return action, plan


def _by_ref(ctx: Context, ref: Ref, again: Again) -> Action | None:
    if ref.code:
        return ctx.uow.actions.by_key(ref.folded)
    here = {follow.plan_id for follow in followed_here(ctx)}
    rows = ctx.uow.actions.by_local_ref(ref.folded)
    if here:
        rows = [row for row in rows if row.plan_id in here] or rows
    if len(rows) > 1:
        raise Asked(
            tr("{ref} is in more than one plan. Which do you mean?", ref=ref),
            buttons=tuple(
                Button(label=row.key, sends=again(row.key), describe=f"{row.key}: {first_words(row.text, 60)}")
                for row in rows[:5]
            ),
        )
    return ctx.uow.actions.by_key(rows[0].key) if rows else None


def _not_found(ctx: Context, ref: Ref, again: Again) -> NotFound:
    near = closest(ref, list(ctx.uow.actions.keys()))[:3]
    shown = str(ref)
    codes = [plan.code for plan in ctx.uow.plans.all()]  # asked of all, so that no answer takes longer than another
    if not near and ref.code and ref.code not in codes and ctx.inbound.said:
        meant = registry.nearly(ctx.inbound.said, codes)
        if meant:
            names = join_names([f"“{one.describe}”" for one in meant], "or")
            return NotFound(tr("I couldn't find {shown}. Did you mean {near}?", shown=shown, near=names), buttons=meant)
    if not near and ref.code and ref.code not in codes:  # the code may be of a plan elsewhere, or a word
        near = [row.key for row in ctx.uow.actions.by_local_ref(Ref(None, ref.local).folded)][:3]
        if ctx.inbound.said and not is_code(ref, ctx.inbound.said):
            again = _shown  # `can you confirm 8 is done?` asks for nothing to be done
    if not near:
        return NotFound(
            tr(
                "I couldn't find {shown}. To look for an action by its words, type “find” and a word or two of it.",
                shown=shown,
            )
        )
    return NotFound(
        tr("I couldn't find {shown}. Did you mean {near}?", shown=shown, near=tr(" or ").join(near)),
        buttons=tuple(Button(label=key, sends=again(key)) for key in near),
    )


def _shown(ref: str) -> Message:
    return Show(ref=ref)


def find_plan(
    ctx: Context, code: str, again: Again, *, fits: Callable[[Plan], bool] = lambda plan: True, none: str = ""
) -> Plan:
    """The plan that somebody means by its code; with none, the one this channel follows, or the only one there is.
    Only what `fits` is offered then, and `none` says that nothing does.

    Raises:
        NotFound, Asked: as for an action.
    """
    plans = ctx.uow.plans
    if code:
        plan = plans.by_code(code)
        if plan is not None:
            return plan
        known = [plan.code for plan in plans.all()]
        tail = tr(" I know {known}.", known=", ".join(known)) if known else ""
        raise NotFound(tr("I couldn't find a plan called {words}.{tail}", words=first_words(code, 30), tail=tail))
    here = [plan for follow in followed_here(ctx) if (plan := plans.by_id(follow.plan_id))]
    choice = [plan for plan in here if fits(plan)] or [plan for plan in plans.all() if fits(plan)]
    if len(choice) == 1:
        return choice[0]
    if not choice and none:
        raise NotFound(none)
    if not choice:
        raise NotFound(
            tr("There is no plan that you can see yet. A coordinator brings one in with “actionlog import”.")
        )
    raise Asked(
        tr("Which plan do you mean?"),
        buttons=tuple(Button(label=plan.code, sends=again(plan.code), describe=plan.title) for plan in choice[:5]),
    )


def require_update(ctx: Context, action: Action, plan: Plan) -> None:
    """Let through who may change this action (`policy.require_update`); a deputy signs as one from here on."""
    policy.require_update(ctx.actor, action, plan, ctx.uow.people)
    act_for_another(ctx, action, plan)


def lasting(changes: Sequence[Logged]) -> list[Logged]:
    """Those of some changes that still count: a change that was taken back, and its taking back, are as if neither
    had been; and so are a taking back, and what took that back.
    """
    there = {logged.event.id for logged in changes}

    def answers_another(event: Event) -> bool:
        match event:
            case ChangeUndone():
                return event.undid in there
            case ChangeRedone():
                return event.redid in there
        return False

    return [logged for logged in changes if logged.undone_by is None and not answers_another(logged.event)]


def touched(event: Event) -> frozenset[str]:
    """What of an action an event changed."""
    return event.touched


def refuse_if_changed(
    ctx: Context, action: Action, seen_version: int | None, touches: frozenset[str], again: Callable[[int], Message]
) -> None:
    """A card may be months old: refuse only if somebody else changed since what this request touches.

    Raises:
        Stale: with who changed what, and a button to do it all the same.
    """
    if seen_version is None or seen_version >= action.version:
        return
    for logged in reversed(lasting(ctx.uow.history.since_version(action.id, seen_version))):
        event = logged.event
        if touched(event) & touches and event.by.person_id != ctx.actor.id:
            raise Stale(
                tr(
                    "{key} has changed since this card was made: {who} {told} {when}. Nothing of yours was saved.",
                    key=action.key,
                    who=who(event.by, ctx.actor.id),
                    told=tell(event),
                    when=at_when(event.at, ctx),
                ),
                buttons=(Button(label=tr("Do it all the same"), sends=again(action.version)),),
            )


def take_action_ref(rest: str, verb: str) -> tuple[str, str]:
    """The reference at the start of what was typed after a verb, and the words after it.

    Raises:
        Invalid: there is none; the sentence shows how it is typed.
    """
    ref, words = take_ref(rest)
    if ref is None:
        if not rest.strip() or _IT.fullmatch(rest):
            raise Invalid(tr("Which action? For example: {verb} TSP-8", verb=verb), buttons=(_mine(),))
        if (spelt := spelt_number(rest)) is not None:
            number, after = spelt
            line = f"{verb} {number} {after}".strip()
            meant = Button(label=tr("Yes: {words}", words=first_words(line, 40)), sends=registry.parse(line))
            said = tr("Do you mean action {number}? I have changed nothing.", number=number)
            raise Asked(said, buttons=(meant, _mine()))
        raise Invalid(
            tr(
                "I couldn't find a reference in “{words}”. For example: {verb} TSP-8",
                words=first_words(rest, 40),
                verb=verb,
            ),
            buttons=(*_found(rest, verb), _mine()),
        )
    return str(ref), words


def _found(words: str, verb: str) -> tuple[Button, ...]:
    """`show dataset`: whoever only looks may not know the reference."""
    if verb != Show.name:
        return ()
    label = tr("Find {words}", words=f"“{first_words(words, 40)}”")
    return (Button(label=label, sends=Find(words=words[:MOST_TYPED])),)


def _mine() -> Button:
    """Where references are to be found."""
    return Button(label=tr("My actions"), sends=Mine())
