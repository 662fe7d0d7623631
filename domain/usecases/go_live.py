"""`golive`: a draft becomes the plan that everybody works from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import Invalid, Stale
from domain.events import PlanWentLive
from domain.messages import GoLive, Overdue, Questions
from domain.people_messages import ShowPeople
from domain.plan_counts import PlanCounts
from domain.plans import PlanState
from domain.presenters import say_value
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.uploads import UploadState
from domain.usecases.announcing import summarise_start
from domain.usecases.finding import find_plan
from domain.views import Button, Buttons, Paragraph, Reply


def parse(word: str, rest: str) -> GoLive:
    """`golive TSP`."""
    return GoLive(plan=rest.strip())


@registry.handles(
    GoLive,
    verb="golive",
    aliases=("go live",),
    usage="golive PLAN",
    summary=marked("Open a draft plan to everybody (coordinators)"),
    parse=parse,
)
def go_live(command: GoLive, ctx: Context) -> Reply:
    """Open it. What is overdue already is summarised once, and announced no more; only what becomes so is news."""
    plan = find_plan(
        ctx,
        command.plan,
        lambda code: command.with_(plan=code),
        fits=lambda one: one.state is PlanState.DRAFT and policy.may_coordinate(ctx.actor, one),
        none=tr("There is no draft of yours that could go live."),
    )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("open it to everybody"))
    if plan.state is not PlanState.DRAFT:
        raise Stale(tr("{code} is {state} already.", code=plan.code, state=say_value(plan.state)))
    document = ctx.uow.uploads.of_plan(plan.id)
    if document is not None and document.state is UploadState.READING:
        raise Invalid(
            tr(
                "I'm just reading the document of {code} again, because of what its columns hold. "
                "Please go live once I have told you what came of it.",
                code=plan.code,
            ),
            buttons=(Button(label=tr("Go live"), sends=GoLive(plan=plan.code)),),
        )
    counts = ctx.uow.plans.counts(plan.id, ctx.today)
    live = replace(plan, state=PlanState.LIVE, live_at=ctx.now)
    ctx.uow.plans.save(
        live,
        because=PlanWentLive(at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, already_overdue=counts.overdue),
    )
    ctx.uow.uploads.finish(plan.id)
    channels = ctx.uow.plans.follows(plan.id)
    for follow in channels:
        summarise_start(ctx.uow, follow, live, now=ctx.now)
    late = tr("{count:,} already overdue", count=counts.overdue) if counts.overdue else tr("none overdue")
    lines = [
        trn(
            "{code} is live: {count:,} action open, {late}.",
            "{code} is live: {count:,} actions open, {late}.",
            counts.open,
            code=plan.code,
            late=late,
        )
    ]
    if counts.unlinked_leads:
        lines.append(
            trn(
                "{count:,} lead is not linked to a person yet.",
                "{count:,} leads are not linked to a person yet.",
                counts.unlinked_leads,
            )
        )
    if counts.questions:
        lines.append(
            trn(
                "{count:,} question is open about the document.",
                "{count:,} questions are open about the document.",
                counts.questions,
            )
        )
    lines.append(
        trn(
            "{count:,} channel hears of what becomes overdue from now on.",
            "{count:,} channels hear of what becomes overdue from now on.",
            len(channels),
        )
        if channels
        else tr(
            "No channel follows it yet. To have overdue actions posted in a channel, say "
            "“channel follow {code}” there.",
            code=plan.code,
        )
    )
    return Reply(
        elements=(
            Paragraph(text="\n".join(lines)),
            Buttons(buttons=tuple(_ways_on(plan.code, counts))),
        ),
        replaces=True,
    )


def _ways_on(code: str, counts: PlanCounts) -> Iterator[Button]:
    """What is to be done next, as far as there is something."""
    yield Button(label=tr("What is overdue"), sends=Overdue(plan=code))
    if counts.unlinked_leads:
        yield Button(label=tr("People"), sends=ShowPeople(plan=code))
    if counts.questions:
        label = trn("Answer {count:,} question", "Answer {count:,} questions", counts.questions)
        yield Button(label=label, sends=Questions(plan=code))
