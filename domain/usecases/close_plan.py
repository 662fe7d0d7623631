"""`close plan`: a plan has ended; nothing in it changes any more, and its channels hear only that. And the way back."""

from __future__ import annotations

import re
from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import Asked, Invalid, Stale
from domain.events import PlanClosed, PlanReopened, RoundClosed
from domain.form_messages import Waiting
from domain.messages import ShowPlan, Undo
from domain.paper_messages import Report
from domain.plan_messages import ClosePlan, ReopenPlan
from domain.plans import Plan, PlanState
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.announcing import announce_state
from domain.usecases.finding import find_plan
from domain.usecases.plans import figures
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button, Buttons, Paragraph, Reply

_WHAT = marked("close it or open it again")
_A_PLAN = re.compile(
    r"(?:the\s+)?plan\s+(?P<code>\S+)|(?P<first>(?!(?:it|this|that|them)$)[^\W\d_]{2,12})(?:\s+plan)?", re.I
)


def plan_named(rest: str) -> str:
    """The plan in `close TSP`, `close plan TSP` and `close TSP plan`, as opposed to an action; or nothing."""
    found = _A_PLAN.fullmatch(rest.strip())
    return (found["code"] or found["first"]) if found else ""


def parse_close(word: str, rest: str) -> ClosePlan:
    """`close plan TSP`."""
    return ClosePlan(plan=rest.strip())


def parse_reopen(word: str, rest: str) -> ReopenPlan:
    """`reopen plan TSP`."""
    return ReopenPlan(plan=rest.strip())


@registry.handles(
    ClosePlan,
    verb="closeplan",
    aliases=("close plan", "end plan"),
    usage="closeplan PLAN",
    summary=marked("End a plan: nothing in it changes any more (coordinators, administrators)"),
    detail=marked(
        "You are asked first. Whoever saw it still sees it, with its history, and can have its report; it is on no "
        "list of what is to be done, nobody is reminded, and its channels hear that it was closed and no more. “reopen "
        "plan TSP” opens it again."
    ),
    parse=parse_close,
)
def close_plan(command: ClosePlan, ctx: Context) -> Reply:
    """Close it, once they have seen what is open."""
    plan = find_plan(
        ctx,
        command.plan,
        lambda code: command.with_(plan=code),
        fits=lambda one: one.state is PlanState.LIVE and policy.may_end(ctx.actor, one),
        none=tr("There is no plan that you could close."),
    )
    if plan.state is PlanState.CLOSED:
        raise Invalid(
            tr("{code} is closed, so there is nothing to close.", code=plan.code), buttons=(_reopen_button(plan),)
        )
    policy.require_end(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    if plan.state is PlanState.DRAFT:
        raise Invalid(
            tr(
                "{code} is still a draft, so there is nothing to close. “discard {code}” throws it away.",
                code=plan.code,
            )
        )
    if not command.confirmed:
        raise _sure(plan, command, ctx)
    _end_round(plan, ctx)
    counts = ctx.uow.plans.counts(plan.id, ctx.today)
    closed = PlanClosed(at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, open=counts.open)
    _save(plan, PlanState.CLOSED, closed, ctx)
    said = tr(
        "{code} is closed. Nothing in it can change any more, nobody is reminded, and no channel hears more of it. "
        "“reopen plan {code}” opens it again.",
        code=plan.code,
    )
    return _done(said, plan, closed)


def _save(plan: Plan, state: PlanState, because: PlanClosed | PlanReopened, ctx: Context) -> None:
    """Keep how it stands now, and tell the channels that follow it, once."""
    now = replace(plan, state=state)
    ctx.uow.plans.save(now, because=because)
    for follow in ctx.uow.plans.follows(plan.id):
        announce_state(ctx.uow, follow, now, because, now=ctx.now)


def _sure(plan: Plan, command: ClosePlan, ctx: Context) -> Asked:
    counts = ctx.uow.plans.counts(plan.id, ctx.today)
    waiting = len(ctx.uow.actions.waiting(plan.id))
    lines = [tr("Close {code}? It has {figures}.", code=plan.code, figures=figures(counts))]
    if waiting:
        lines.append(
            trn(
                "{count:,} request waits for an answer, and would get none.",
                "{count:,} requests wait for an answer, and would get none.",
                waiting,
            )
        )
    if ctx.uow.reminders.rounds(plan.id, only_open=True):
        lines.append(tr("Its round ends with it."))
    if channels := len(ctx.uow.plans.follows(plan.id)):
        lines.append(
            trn(
                "{count:,} channel that follows it is told once.",
                "{count:,} channels that follow it are told once.",
                channels,
            )
        )
    lines.append(
        tr(
            "Nothing in it could change any more. Whoever sees it now still could. I have changed nothing yet.",
        )
    )
    yes = Button(label=tr("Close {code}", code=plan.code), sends=command.with_(plan=plan.code, confirmed=True))
    waits = (Button(label=tr("What waits"), sends=Waiting(plan=plan.code)),) if waiting else ()
    report = Button(label=tr("Its report first"), sends=Report(plan=plan.code))
    return Asked(" ".join(lines), buttons=(yes, *waits, report))


def _end_round(plan: Plan, ctx: Context) -> None:
    for opened in ctx.uow.reminders.rounds(plan.id, only_open=True):
        ctx.uow.reminders.close_round(opened.id, ctx.now)
        ended = RoundClosed(
            at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, round_of=opened.id, deadline=opened.deadline
        )
        ctx.uow.history.add(ended)


@registry.handles(
    ReopenPlan,
    verb="reopenplan",
    aliases=("reopen plan",),
    usage="reopenplan PLAN",
    summary=marked("Open a closed plan again (coordinators, administrators)"),
    detail=marked(
        "Channels that follow it are told, and hear on their next working day of what became overdue meanwhile."
    ),
    parse=parse_reopen,
)
def reopen_plan(command: ReopenPlan, ctx: Context) -> Reply:
    """Open it; all of it is as it was."""
    plan = find_plan(
        ctx,
        command.plan,
        lambda code: command.with_(plan=code),
        fits=lambda one: one.state is PlanState.CLOSED and policy.may_end(ctx.actor, one),
        none=tr("There is no closed plan that you could open again."),
    )
    policy.require_end(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    if plan.state is PlanState.LIVE:
        raise Stale(tr("{code} is live already.", code=plan.code))
    if plan.state is PlanState.DRAFT:
        raise Invalid(tr("{code} is still a draft. “golive {code}” opens it to everybody.", code=plan.code))
    opened = PlanReopened(at=ctx.now, by=ctx.actor.signature, plan_id=plan.id)
    _save(plan, PlanState.LIVE, opened, ctx)
    return _done(tr("{code} is open again, as it was.", code=plan.code), plan, opened)


def _done(said: str, plan: Plan, event: PlanClosed | PlanReopened) -> Reply:
    undo = Button(label=tr("Undo"), sends=Undo(event=event.id), describe=tr("Undo: {sentence}", sentence=said)[:200])
    look = Button(label=tr("Open"), sends=ShowPlan(plan=plan.code), describe=tr("Open {code}", code=plan.code))
    return Reply(elements=(Paragraph(text=said), Buttons(buttons=(undo, look))), replaces=True)


def _reopen_button(plan: Plan) -> Button:
    return Button(label=tr("Open {code} again", code=plan.code), sends=ReopenPlan(plan=plan.code))


@way_back(PlanClosed, PlanReopened)
def _back(event: PlanClosed | PlanReopened, ctx: Context) -> Back:
    """Open what was closed, or close what was opened, if it still is."""
    plan = ctx.uow.plans.by_id(event.plan_id) if event.plan_id else None
    was_closed = isinstance(event, PlanClosed)
    if plan is None or (plan.state is PlanState.CLOSED) is not was_closed:
        raise overtaken(tr("the plan was opened or closed again"))
    policy.require_end(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    now = {"at": ctx.now, "by": ctx.actor.signature, "plan_id": plan.id, **taking_back(event)}
    if was_closed:
        opened = PlanReopened.model_validate(now)
        _save(plan, PlanState.LIVE, opened, ctx)
        return Back(tr("{code} is open again, as it was.", code=plan.code), opened)
    closed = PlanClosed.model_validate(now | {"open": ctx.uow.plans.counts(plan.id, ctx.today).open})
    _save(plan, PlanState.CLOSED, closed, ctx)
    return Back(tr("{code} is closed again.", code=plan.code), closed)
