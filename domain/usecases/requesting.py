"""What a plan has a coordinator agree to: asked for, told to the coordinators, granted, sent back or withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from domain import policy
from domain.action_events import BaseEvent, ChangeAsked
from domain.actions import Action
from domain.context import Context
from domain.due import Due
from domain.errors import Stale
from domain.form_messages import Approve, OpenSendBack, Waiting, Withdraw
from domain.ids import ActionId, PersonId
from domain.messages import Show, Update
from domain.people import Role
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import at_when, first_words, say_due, who
from domain.reminders.records import News, Notice
from domain.speech import tr, trn
from domain.usecases.direct import let_coordinators_know, let_know
from domain.usecases.handing_on import who_can_answer
from domain.usecases.move_words import in_full
from domain.views import Button, Buttons, Element, Paragraph, Quote, Reply, SmallPrint
from domain.waiting import Request, Wanted

MOST_ASKED = 5
"""Requests that a message shows with their buttons."""


def must_ask(ctx: Context, plan: Plan, what: Wanted) -> bool:
    """Does the plan have a coordinator agree to this? They themselves need nobody's leave."""
    wanted = plan.settings.sign_off if what is Wanted.DONE else plan.settings.date_approval
    return wanted and not policy.may_coordinate(ctx.actor, plan)


def ask(
    ctx: Context,
    action: Action,
    plan: Plan,
    what: Wanted,
    *,
    words: str,
    due: Due | None = None,
    together: str = "",
    warned: tuple[str, ...] = (),
) -> tuple[Action, ChangeAsked, str]:
    """Ask the coordinators of the plan; gives the action, the event, and what to tell who asked.

    Raises:
        Stale: the same was asked before and waits.
    """
    refuse_asking_twice(ctx, action, what, words, due)
    asking, event = action.ask(what, by=ctx.actor.signature, at=ctx.now, words=words, due=due)
    event = event.model_copy(update={"together": together, "warned": warned})
    asking = ctx.uow.actions.save(asking, because=event)
    let_coordinators_know(
        ctx.uow,
        plan.id,
        key=f"asked:{event.id}",
        now=ctx.now,
        but=[ctx.actor.id],
        kind=News.ASKED,
        about={"action": action.id, "what": what.value, "asked": event.asked.event},
    )
    waits = who_can_answer(ctx.uow, plan)
    if what is Wanted.DONE:
        return (
            asking,
            event,
            tr("{key} now waits for sign-off, and stays open until then.{waits}", key=action.key, waits=waits),
        )
    sentence = tr(
        "{key}: asked to move to {in_full}. Until that is agreed, ",
        key=action.key,
        in_full=in_full(due) if due else tr("another date"),
    )
    return (
        asking,
        event,
        tr("{sentence}{due} counts.{waits}", sentence=sentence, due=say_due(action.due, ctx.today), waits=waits),
    )


def refuse_asking_twice(ctx: Context, action: Action, what: Wanted, words: str, due: Due | None = None) -> None:
    """Let through what was not asked yet.

    Raises:
        Stale: it was, and waits; with a way to take the request back, and to keep other words.
    """
    before = action.request(what)
    if before is not None and before.due == due:
        raise _waits_already(ctx, action, what, before, words)


def _waits_already(ctx: Context, action: Action, what: Wanted, before: Request, words: str) -> Stale:
    asked = tr("to sign it off") if before.due is None else tr("for {due}", due=before.due.describe())
    buttons = [
        Button(label=tr("Take the request back"), sends=Withdraw(ref=action.key, what=what.value, asked=before.event))
    ]
    sentence = tr(
        "{key} waits already: {who} asked {asked} {when}.",
        key=action.key,
        who=who(before.by, ctx.actor.id),
        asked=asked,
        when=at_when(before.at, ctx),
    )
    if words.strip() and words.strip() != before.words.strip():
        sentence += tr(" Your words are not saved yet.")
        buttons.insert(0, Button(label=tr("Add the note"), sends=Update(ref=action.key, text=words), style="primary"))
    return Stale(sentence, buttons=tuple(buttons))


def asked_for(action: Action, what: Wanted, request: Request, today: date) -> list[Element]:
    """A request as a coordinator sees it: who asks for what, in which words, and the two answers."""
    wish = (
        tr("asks you to sign the completion off")
        if request.due is None
        else tr("asks to move the date to {in_full}", in_full=in_full(request.due))
    )
    elements: list[Element] = [
        Paragraph(text=f"{action.key}: {request.by.name} {wish}."),
        SmallPrint(
            text=tr(
                "{words}\nNow {due}, {rag}.",
                words=first_words(action.text, 200),
                due=say_due(action.due, today),
                rag=action.rag.describe(),
            )
        ),
    ]
    if request.words:
        elements.append(Quote(text=request.words, by=request.by.name))
    elements.append(Buttons(buttons=answers(action, what, request)))
    return elements


def say_asked(uow: UnitOfWork, notices: Iterable[Notice], person_id: PersonId, today: date) -> list[Element]:
    """The requests of these notices that still wait, as they are now, for a coordinator; the first few with buttons."""
    theirs = {one.plan_id for one in uow.people.memberships(person_id) if one.role is Role.COORDINATOR}
    waiting = []
    for one in notices:
        action = uow.actions.by_id(ActionId(str(one.about.get("action", ""))))
        what = Wanted(str(one.about.get("what", Wanted.DONE.value)))
        plan = None if action is None else uow.plans.by_id(action.plan_id)
        theirs_now = plan is not None and plan.id in theirs and plan.state is not PlanState.CLOSED
        request = action.request(what) if action is not None and theirs_now else None
        if action is not None and request is not None and request.event == one.about.get("asked"):
            waiting.append(asked_for(action, what, request, today))
    elements = [element for each in waiting[:MOST_ASKED] for element in each]
    if len(waiting) > MOST_ASKED:
        said = trn("{count:,} request waits for your answer", "{count:,} requests wait for your answer", len(waiting))
        elements += [Paragraph(text=f"{said}."), Buttons(buttons=(Button(label=tr("What waits"), sends=Waiting()),))]
    return elements


def answers(action: Action, what: Wanted, request: Request) -> tuple[Button, ...]:
    """The two answers to a request, and the way to look first."""
    named = {"ref": action.key, "what": what.value, "asked": request.event}
    accept = tr("Sign off") if what is Wanted.DONE else tr("Agree to the date")
    return (
        Button(label=accept, sends=Approve.model_validate(named), style="primary", describe=f"{accept}: {action.key}"),
        Button(
            label=tr("Send back"),
            sends=OpenSendBack.model_validate(named),
            describe=tr("Send back the request on {key}", key=action.key),
        ),
        Button(
            label=tr("Show all of it"), sends=Show(ref=action.key), describe=tr("Show all of {key}", key=action.key)
        ),
    )


def granted(ctx: Context, action: Action, event: BaseEvent, request: Request) -> None:
    """Tell who asked that it was granted."""

    def did() -> str:
        said = {"key": action.key, "name": ctx.actor.person.name, "what": _what(request)}
        if request.due:
            return tr("{key}: {name} agreed to {what} that you asked for.", **said)
        return tr("{key}: {name} signed off {what} that you asked for.", **said)

    _answer(ctx, action, event, request, did)


def sent_back(ctx: Context, action: Action, event: BaseEvent, request: Request, reason: str) -> None:
    """Tell who asked that it was not, and why."""

    def did() -> str:
        name = ctx.actor.person.name
        return tr("{key}: {name} sent back {what} that you asked for.", key=action.key, name=name, what=_what(request))

    _answer(ctx, action, event, request, did, reason)


def withdrawn(ctx: Context, action: Action, event: BaseEvent, request: Request) -> None:
    """Tell who asked that somebody else took the request back."""

    def did() -> str:
        name = ctx.actor.person.name
        return tr("{key}: {name} took back your request for {what}.", key=action.key, name=name, what=_what(request))

    _answer(ctx, action, event, request, did)


def _what(request: Request) -> str:
    return tr("the completion") if request.due is None else tr("the date {due}", due=request.due.describe())


def _answer(
    ctx: Context, action: Action, event: BaseEvent, request: Request, did: Callable[[], str], reason: str = ""
) -> None:
    if request.by.person_id is None or request.by.person_id == ctx.actor.id:
        return
    name = ctx.actor.person.name

    def answer() -> Reply:
        elements: list[Element] = [Paragraph(text=did())]
        if reason:
            elements.append(Quote(text=reason, by=name))
        look = Button(label=tr("Show all of it"), sends=Show(ref=action.key))
        elements.append(Buttons(buttons=(look, Button(label=tr("What waits"), sends=Waiting()))))
        return Reply(elements=tuple(elements))

    let_know(ctx.uow, request.by.person_id, answer, key=f"answered:{event.id}", now=ctx.now)
