"""`waiting`, `approve`, `send back`, `withdraw`: what leads asked for, and a coordinator's answer to it."""

from __future__ import annotations

from domain import policy
from domain.actions import Action
from domain.context import Context
from domain.errors import Asked, FieldErrors, Invalid, Refused, Stale
from domain.events import ActionCompleted, ChangeUndone, DueMoved, RequestClosed
from domain.form_messages import Approve, OpenSendBack, SendBack, Waiting, Withdraw
from domain.messages import Message
from domain.plans import PlanState
from domain.presenters import PAGE, at_when, changed, done_line, first_words, page_line, pager, who
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.checking import in_form, overridden
from domain.usecases.claims_waiting import asked, to_decide
from domain.usecases.complete import close
from domain.usecases.finding import find_action, find_plan, require_update, take_action_ref
from domain.usecases.move_words import echo
from domain.usecases.requesting import asked_for, granted, sent_back, withdrawn
from domain.usecases.telling import tell
from domain.views import Button, Buttons, Element, Form, Paragraph, Reply, SmallPrint, TextField
from domain.waiting import Request, Wanted

_WHAT = marked("answer such a request")


def parse_waiting(word: str, rest: str) -> Waiting:
    """`waiting`, `waiting TSP`."""
    if len(rest.split()) > 1:
        raise Invalid(tr("Please say “waiting”, or “waiting” and the plan's code, for example: waiting TSP"))
    return Waiting(plan=rest.strip())


@registry.handles(
    Waiting,
    verb="waiting",
    aliases=("requests",),
    usage="waiting [PLAN]",
    summary=marked("What waits for an answer: a sign-off, another date, or who somebody is"),
    parse=parse_waiting,
)
def waiting(query: Waiting, ctx: Context) -> Reply:
    """What waits for me, and what I wait for; first, who says that they are somebody."""
    plan = find_plan(ctx, query.plan, lambda code: query.with_(plan=code)) if query.plan else None
    found = []
    for action in ctx.uow.actions.waiting(plan.id if plan else None):
        own = ctx.actor.coordinates(action.plan_id)
        for what in Wanted:
            request = action.request(what)
            if request is not None and (own or request.by.person_id == ctx.actor.id):
                found.append((action, what, request, own))
    claims = to_decide(ctx, plan.id if plan else None)
    if not found and not claims:
        where = tr(" in {code}", code=plan.code) if plan else ""
        nothing = Paragraph(text=tr("Nothing waits for an answer{where}.", where=where))
        return Reply(elements=(nothing,), replaces=True, source=query)
    found.sort(key=lambda one: one[2].at)
    # What was answered is gone from the last page, and perhaps the page with it.
    query = query.with_(page=min(query.page, max(1, -(-len(found) // (PAGE // 2)))))
    page = found[(query.page - 1) * PAGE // 2 :][: PAGE // 2]
    where = page_line(query.page, len(found), PAGE // 2)
    elements = asked(ctx, claims) if query.page == 1 else []
    if found:
        elements.append(Paragraph(text=_how_many(len(found))))
    for action, what, request, own in page:
        if own:
            elements += asked_for(action, what, request, ctx.today)
        else:
            elements += _mine(action, what, request, ctx)
    if where:
        elements.append(SmallPrint(text=where))
    elements += pager(query, page=query.page, total=len(found), size=PAGE // 2)
    return Reply(elements=tuple(elements), replaces=True, source=query)


def _how_many(requests: int) -> str:
    return trn("{count:,} request waits for an answer.", "{count:,} requests wait for an answer.", requests)


def _mine(action: Action, what: Wanted, request: Request, ctx: Context) -> list[Element]:
    wish = tr("to sign it off") if request.due is None else tr("for {due}", due=request.due.describe())
    take_back = Withdraw(ref=action.key, what=what.value, asked=request.event)
    return [
        Paragraph(
            text=tr("{key}: you asked {wish}, {when}.", key=action.key, wish=wish, when=at_when(request.at, ctx))
        ),
        SmallPrint(text=first_words(action.text, 200)),
        Buttons(
            buttons=(
                Button(label=tr("Take it back"), sends=take_back, describe=tr("Take back: {key}", key=action.key)),
            )
        ),
    ]


def parse_approve(word: str, rest: str) -> Approve:
    """`approve 8`, `sign off 8`."""
    ref, more = take_action_ref(rest, "approve")
    if more.strip():
        raise Invalid(tr("After “approve” I understand one reference, for example “approve TSP-8”."))
    return Approve(ref=ref, what=Wanted.DONE.value if word.casefold().startswith("sign") else "")


@registry.handles(
    Approve,
    verb="approve",
    aliases=("agree", "sign off"),
    usage="approve REF",
    summary=marked("Agree to what a lead asked for: the completion or the date (coordinators)"),
    parse=parse_approve,
)
def approve(command: Approve, ctx: Context) -> Reply:
    """Do what was asked for; who asked is told."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    _, request = _waits(command, action, ctx)
    if not action.is_open:
        raise Stale(tr("{key} is not open any more, so there is nothing to agree to.", key=action.key))
    if request.due is None:
        closed, completed = close(ctx, action, plan)  # the words were kept when they were said
        sentence = tr("{key} is signed off: {words}.", key=closed.key, words=_lower(done_line(closed, ctx)))
        return changed(sentence, closed, ctx, undo=completed.id)
    moved, event = action.move(request.due, by=ctx.actor.signature, at=ctx.now, reason=request.words)
    moved = ctx.uow.actions.save(moved, because=event)
    granted(ctx, moved, event, request)
    return changed(f"{moved.key}: {echo(moved, event)}", moved, ctx, undo=event.id)


def parse_send_back(word: str, rest: str) -> Message:
    """`send back 8: where are the minutes?`"""
    ref, reason = take_action_ref(rest, "return")
    return SendBack(ref=ref, reason=reason) if reason.strip() else OpenSendBack(ref=ref)


@registry.handles(OpenSendBack)
def open_send_back(query: OpenSendBack, ctx: Context) -> Reply:
    """The form in which a coordinator says why."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    what, request = _waits(query, action, ctx)
    return Reply(form=_send_back_form(query, action, what, request))


def _send_back_form(query: OpenSendBack, action: Action, what: Wanted, request: Request) -> Form:
    wish = (
        tr("the completion to be signed off")
        if request.due is None
        else tr("the date {due}", due=request.due.describe())
    )
    words = f"\n“{first_words(request.words, 300)}”" if request.words else ""
    return Form(
        title=tr("Send back {key}", key=action.key)[:24],
        intro=tr("{name} asked for {wish}.{words}", name=request.by.name, wish=wish, words=words),
        sends=SendBack(ref=action.key, what=what.value, asked=request.event),
        fields=(
            TextField(
                name="reason",
                label=tr("Why? What should they do?"),
                value=query.reason,
                long=True,
                required=True,
                hint=tr("They are told this."),
            ),
        ),
        submit=tr("Send back"),
    )


@registry.handles(
    SendBack,
    verb="return",
    aliases=("send back", "reject", "decline"),
    usage="return REF: REASON",
    summary=marked("Send a lead's request back, with the reason (coordinators)"),
    parse=parse_send_back,
)
def send_back(command: SendBack, ctx: Context) -> Reply:
    """All stays as it is; who asked is told why."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    what, request = _waits(command, action, ctx)
    reason = command.reason.strip()
    edit = OpenSendBack(ref=action.key, what=what.value, asked=request.event, reason=reason)
    if not reason:
        words = tr("Please say in a few words why, so that they know what to do.")
        if in_form(ctx):
            raise FieldErrors({"reason": words})
        raise Asked(words, buttons=(Button(label=tr("Give the reason"), sends=edit, style="primary"),))
    warned = overridden(ctx, command, reason, edit=edit, form=lambda: _send_back_form(edit, action, what, request))
    back, event = action.close_request(what, "sent_back", by=ctx.actor.signature, at=ctx.now, reason=reason)
    back = ctx.uow.actions.save(back, because=event.model_copy(update={"warned": warned}))
    sent_back(ctx, back, event, request, reason)
    return changed(
        tr("{key}: the request of {name} is sent back.", key=back.key, name=request.by.name), back, ctx, undo=event.id
    )


def parse_withdraw(word: str, rest: str) -> Withdraw:
    """`withdraw 8`."""
    return Withdraw(ref=take_action_ref(rest, "withdraw")[0])


@registry.handles(
    Withdraw,
    verb="withdraw",
    aliases=("take back",),
    usage="withdraw REF",
    summary=marked("Take back your own request that waits for an answer"),
    parse=parse_withdraw,
)
def withdraw(command: Withdraw, ctx: Context) -> Reply:
    """End it; only who asked may, or a coordinator."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    asked = (action.request(what) for what in Wanted)
    mine = any(request is not None and request.by.person_id == ctx.actor.id for request in asked)
    if plan.state is PlanState.CLOSED or not mine:  # who asked and no longer leads it may still take it back
        require_update(ctx, action, plan)
    what, request = _waits(command, action, ctx)
    if request.by.person_id != ctx.actor.id and not policy.may_coordinate(ctx.actor, plan):
        raise Refused(
            tr("That is the request of {name}, so only they or a coordinator can take it back.", name=request.by.name)
        )
    back, event = action.close_request(what, "withdrawn", by=ctx.actor.signature, at=ctx.now)
    back = ctx.uow.actions.save(back, because=event)
    withdrawn(ctx, back, event, request)
    sentence = tr("{key}: the request of {name} is taken back.", key=back.key, name=request.by.name)
    if request.by.person_id == ctx.actor.id:
        sentence = tr("{key}: your request is taken back.", key=back.key)
    return changed(sentence, back, ctx, undo=event.id)


def _waits(
    command: Approve | SendBack | OpenSendBack | Withdraw, action: Action, ctx: Context
) -> tuple[Wanted, Request]:
    """The request that is meant.

    Raises:
        Stale: it was answered, or replaced by another one, since.
        Asked: two wait.
    """
    there = [(what, request) for what in Wanted if (request := action.request(what)) is not None]
    if command.asked:
        for what, request in there:
            if request.event == command.asked:
                return what, request
        raise Stale(_ended(command.asked, action, ctx))
    there = [one for one in there if not command.what or one[0] == command.what]
    if not there:
        raise Stale(tr("Nothing waits for an answer on {key}.", key=action.key))
    if len(there) > 1:
        raise Asked(
            tr("Two requests wait on {key}. Which do you mean?", key=action.key),
            buttons=tuple(
                Button(
                    label=tr("The completion")
                    if request.due is None
                    else tr("The date {due}", due=request.due.describe())[:70],
                    sends=command.with_(what=what.value, asked=request.event),
                )
                for what, request in there
            ),
        )
    return there[0]


def _ended(asked: str, action: Action, ctx: Context) -> str:
    """How the request ended that an old button names."""
    lines, _ = ctx.uow.history.of_action(action.id, limit=100)
    for logged in lines:
        event = logged.event
        answered = isinstance(event, ActionCompleted | DueMoved | RequestClosed) and (
            event.asked is not None and event.asked.event == asked
        )
        if (answered and logged.undone_by is None) or (isinstance(event, ChangeUndone) and event.undid == asked):
            return tr(
                "That request was answered already: {who} {told} {when}.",
                who=who(event.by, ctx.actor.id),
                told=tell(event),
                when=at_when(event.at, ctx),
            )
    return tr("That request on {key} no longer waits: it was replaced by another one.", key=action.key)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
