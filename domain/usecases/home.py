"""`home`: my actions, what changed lately, and for coordinators what their plans need of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from domain.actions import ActionRow, Status
from domain.context import Context
from domain.form_messages import Waiting
from domain.happened import Logged
from domain.messages import Help, Questions, ShowPlan, ShowPlans
from domain.people import Role
from domain.people_messages import ShowPeople
from domain.place_messages import Home
from domain.plan_counts import PlanCounts
from domain.plans import Plan, PlanState
from domain.presenters import first_words, say_when
from domain.registry import registry
from domain.reminder_messages import OpenMySettings
from domain.speech import marked, tr, trn
from domain.usecases.claims_waiting import asked, to_decide
from domain.usecases.mine import listed
from domain.usecases.plans import bar, figures
from domain.usecases.telling import tell
from domain.views import Button, Buttons, Element, Heading, Paragraph, Reply, SmallPrint

LATELY = timedelta(days=7)
TOO_LONG = timedelta(minutes=10)
"""Messages leave within seconds. When one has waited so long, somebody should look."""

_ROWS = 5
"""Of my actions on a page: a card in Teams holds some 26 kB, and the plans stand there too."""
_MOST_CHANGES = 5
_MOST_PLANS = 5
_MOST_CLAIMS = 3
_CHARACTERS = 160


def parse(word: str, rest: str) -> Home:
    """`home`, whatever follows."""
    return Home()


@registry.handles(
    Home,
    verb="home",
    aliases=("dashboard", "hafan"),
    usage="home",
    summary=marked("Your actions, what changed lately, and your plans at a glance"),
    parse=parse,
)
def home(query: Home, ctx: Context) -> Reply:
    """My actions on every page; the rest on the first."""
    elements: list[Element] = list(listed(query, ctx, size=_ROWS).elements)
    if query.page == 1:
        plans = _coordinated(ctx)
        claims = asked(ctx, to_decide(ctx), most=_MOST_CLAIMS)
        elements = [*_slow(ctx, plans), *claims, *elements, *_lately(ctx, plans), *_plans(ctx, plans)]
    ways = (
        Button(label=tr("My settings"), sends=OpenMySettings(), describe=tr("My settings: reminders, hours, leave")),
        Button(label=tr("Plans"), sends=ShowPlans(), describe=tr("The plans that I can see")),
        Button(label=tr("Help"), sends=Help(), describe=tr("What I can say")),
    )
    return Reply(elements=(*elements, Buttons(buttons=ways)), replaces=True, source=query)


def _coordinated(ctx: Context) -> list[Plan]:
    mine = {one.plan_id for one in ctx.actor.memberships if one.role is Role.COORDINATOR}
    if not mine:
        return []
    return [plan for plan in ctx.uow.plans.all() if plan.id in mine and plan.state is not PlanState.CLOSED]


def _slow(ctx: Context, plans: Sequence[Plan]) -> list[Element]:
    """A warning where messages don't leave, for those who are asked about it."""
    if not (plans or ctx.actor.is_administrator):
        return []
    waited = ctx.uow.outbox.longest_wait()
    if waited < TOO_LONG:
        return []
    span = trn("{count:,} minute", "{count:,} minutes", int(waited.total_seconds() // 60))
    if waited >= timedelta(hours=2):
        span = trn("{count:,} hour", "{count:,} hours", int(waited.total_seconds() // 3600))
    words = tr(
        "⚠ Warning: a message of mine has waited for {span} to be sent. Nothing is lost. Please tell your IT team.",
        span=span,
    )
    return [Paragraph(text=words)]


def _lately(ctx: Context, plans: Sequence[Plan]) -> list[Element]:
    """What others did to my actions, and to those of the plans that I coordinate."""
    everything = frozenset(status.value for status in Status)
    own = [row.id for row in ctx.uow.actions.of_person(ctx.actor.id, statuses=everything, also=ctx.actor.ids)]
    found = ctx.uow.history.lately(
        own, [plan.id for plan in plans], since=ctx.now - LATELY, but=ctx.actor.id, limit=_MOST_CHANGES
    )
    ids = dict.fromkeys(one.event.action_id for one in found if one.event.action_id is not None)
    rows = {row.id: row for row in ctx.uow.actions.rows(list(ids))}
    lines = list(_lines(found, rows.values(), ctx))
    return [Heading(text=tr("What changed lately")), Paragraph(text="\n".join(lines))] if lines else []


def _lines(found: Iterable[Logged], rows: Iterable[ActionRow], ctx: Context) -> Iterable[str]:
    keys = {row.id: row.key for row in rows}
    for one in found:
        key = keys.get(one.event.action_id) if one.event.action_id is not None else None
        if key is None:
            continue
        undone = tr(" (since undone)") if one.undone_by is not None else ""
        words = first_words(f"{one.event.by.spoken} {tell(one.event)}", _CHARACTERS)
        yield f"• {key}, {say_when(one.event.at, ctx)}: {words}{undone}"


def _plans(ctx: Context, plans: Sequence[Plan]) -> list[Element]:
    elements: list[Element] = [Heading(text=tr("Plans that you coordinate"))] if plans else []
    for plan in plans[:_MOST_PLANS]:
        counts = ctx.uow.plans.counts(plan.id, ctx.today)
        requests = len(ctx.uow.actions.waiting(plan.id))
        title = first_words(plan.title, 100)
        draft = tr(" (draft)") if plan.state is PlanState.DRAFT else ""
        elements += [
            Paragraph(text=f"{plan.code}{draft}{': ' if title else ''}{title}\n{figures(counts)}\n{bar(counts)}"),
            *(
                SmallPrint(text=tr("Needs you: {needs}.", needs=needs))
                for needs in [_needs(ctx, plan, counts, requests)]
                if needs
            ),
            Buttons(buttons=_ways(plan, counts, requests)),
        ]
    if len(plans) > _MOST_PLANS:
        elements.append(SmallPrint(text=tr("{count} more: press Plans.", count=len(plans) - _MOST_PLANS)))
    return elements


def _needs(ctx: Context, plan: Plan, counts: PlanCounts, requests: int) -> str:
    failed = ctx.uow.outbox.failed(plan.id)
    linked = {lead.person_id for lead in ctx.uow.plans.leads(plan.id) if lead.person_id is not None}
    unreached = len(ctx.uow.reminders.reasons(sorted(linked)))
    parts = [
        (
            requests,
            trn("{count:,} request waits for your answer", "{count:,} requests wait for your answer", requests),
        ),
        (
            counts.unlinked_leads,
            trn("{count:,} lead is linked to nobody", "{count:,} leads are linked to nobody", counts.unlinked_leads),
        ),
        (
            counts.questions,
            trn("{count:,} question on the document", "{count:,} questions on the document", counts.questions),
        ),
        (
            failed,
            trn(
                "{count:,} message to channels could not be delivered",
                "{count:,} messages to channels could not be delivered",
                failed,
            ),
        ),
        (
            unreached,
            trn("my messages do not reach {count:,} lead", "my messages do not reach {count:,} leads", unreached),
        ),
    ]
    return "; ".join(words for count, words in parts if count)


def _ways(plan: Plan, counts: PlanCounts, requests: int) -> tuple[Button, ...]:
    ways = [Button(label=tr("Open"), sends=ShowPlan(plan=plan.code), describe=tr("Open {code}", code=plan.code))]
    if requests:
        ways.append(
            Button(
                label=tr("Requests"), sends=Waiting(plan=plan.code), describe=tr("Requests in {code}", code=plan.code)
            )
        )
    if counts.questions:
        ways.append(
            Button(
                label=tr("Questions"),
                sends=Questions(plan=plan.code),
                describe=tr("Questions on {code}", code=plan.code),
            )
        )
    if counts.unlinked_leads:
        ways.append(
            Button(
                label=tr("People"), sends=ShowPeople(plan=plan.code), describe=tr("People of {code}", code=plan.code)
            )
        )
    return tuple(ways)
