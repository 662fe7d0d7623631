"""`overdue` and `due`: what is late, and what comes next, over everything one may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.actions import ActionRow, Status
from domain.context import Context
from domain.errors import Invalid
from domain.ids import PlanId
from domain.messages import DueSoon, Find, ListQuery, Overdue
from domain.plans import Plan, PlanState
from domain.presenters import done_line, item, kept, page_line, page_with, pager, ways_back
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_plan, followed_here
from domain.views import Element, Item, Paragraph, Reply, SmallPrint


def _plan(code: str, ctx: Context, again: type[Overdue] | type[DueSoon]) -> Plan | None:
    if code:
        return find_plan(ctx, code, lambda found: again(plan=found))
    here = followed_here(ctx)
    return ctx.uow.plans.by_id(here[0].plan_id) if len(here) == 1 else None


def _list(intro: str, rows: Sequence[ActionRow], total: int, query: Overdue | DueSoon, ctx: Context) -> Reply:
    where = page_line(query.page, total)
    elements: list[Element] = [Paragraph(text=intro)]
    elements += list_items(rows, query, ctx)
    if where:
        elements.append(SmallPrint(text=where))
    pages = pager(query, page=query.page, total=total)
    return Reply(elements=(*elements, *pages), replaces=True, source=query)


def list_items(rows: Sequence[ActionRow], query: ListQuery, ctx: Context) -> list[Item]:
    """Rows with their leads, and buttons to change those that the person may change. One that was just completed says
    so and can be undone; one of a closed plan, which only `find` shows, says that and can't be changed.
    """
    looked = ctx.uow.plans.all() if rows and isinstance(query, Find) else ()
    closed = {plan.id for plan in looked if plan.state is PlanState.CLOSED}
    mine: dict[PlanId, set[str]] = {}
    for lead in ctx.uow.plans.leads_of(ctx.actor.id) if rows else ():
        mine.setdefault(lead.plan_id, set()).add(lead.name)
    undo = ways_back([row for row in rows if row.key in query.keep], ctx)
    items = []
    for row in rows:
        done = done_line(row, ctx) if row.status is not Status.OPEN else ""
        leads_it = not mine.get(row.plan_id, set()).isdisjoint(row.leads)
        shown = item(
            row,
            today=ctx.today,
            done=done,
            leads=True,
            undo=undo.get(row.id),
            may_change=row.plan_id not in closed and (ctx.actor.coordinates(row.plan_id) or leads_it),
        )
        if row.plan_id in closed:
            shown = shown.model_copy(update={"facts": (*shown.facts, tr("plan closed"))})
        items.append(shown)
    return items


def parse_overdue(word: str, rest: str) -> Overdue:
    """`overdue`, `overdue TSP`."""
    return Overdue(plan=rest.strip())


@registry.handles(
    Overdue,
    verb="overdue",
    aliases=("late", "hwyr"),
    usage="overdue [PLAN]",
    summary=marked("What is late, the longest first"),
    parse=parse_overdue,
)
def overdue(query: Overdue, ctx: Context) -> Reply:
    """Open actions past their date."""
    plan = _plan(query.plan, ctx, Overdue)
    stay = [row for row in kept(query, (), ctx) if not row.is_late(ctx.today)]
    rows, total = page_with(
        stay,
        query.page,
        lambda limit, offset: ctx.uow.actions.overdue(
            ctx.today, plan_id=plan.id if plan else None, limit=limit, offset=offset
        ),
    )
    where = tr(" in {code}", code=plan.code) if plan else ""
    if not total and not stay:
        return Reply(elements=(Paragraph(text=tr("Nothing is overdue{where}.", where=where)),), replaces=True)
    intro = trn("{count:,} action is overdue{where}.", "{count:,} actions are overdue{where}.", total, where=where)
    return _list(intro, rows, total + len(stay), query, ctx)


def parse_due(word: str, rest: str) -> DueSoon:
    """`due`, `due TSP`, `due 14`, `due TSP 60`."""
    plans: list[str] = []
    days = 30
    for part in rest.replace(",", " ").split():
        if part.isdecimal():
            days = int(part[:5])
        elif part.casefold() not in {"in", "day", "days", "next", "for", "the", "within"}:
            plans.append(part)
    if len(plans) > 1:
        raise Invalid(
            tr("After “due” I understand a plan, a number of days, or a time: due TSP 60, due next week in TSP.")
        )
    plan = "".join(plans)
    if not 1 <= days <= 3650:
        raise Invalid(tr("Please give a number of days from 1 to 3,650, for example “due 30”."))
    return DueSoon(plan=plan, days=days)


@registry.handles(
    DueSoon,
    verb="due",
    aliases=("soon", "upcoming"),
    usage="due [PLAN] [DAYS]",
    summary=marked("What is due in the next 30 days"),
    parse=parse_due,
)
def due(query: DueSoon, ctx: Context) -> Reply:
    """Open actions whose date comes within so many days."""
    plan = _plan(query.plan, ctx, DueSoon)
    last = ctx.today + timedelta(days=query.days)
    stay = [row for row in kept(query, (), ctx) if not _is_due(row, ctx.today, last)]
    rows, total = page_with(
        stay,
        query.page,
        lambda limit, offset: ctx.uow.actions.due_between(
            ctx.today, last, plan_id=plan.id if plan else None, limit=limit, offset=offset
        ),
    )
    where = tr(" in {code}", code=plan.code) if plan else ""
    span = trn("in the next {count:,} day", "in the next {count:,} days", query.days)
    if not total and not stay:
        return Reply(
            elements=(Paragraph(text=tr("Nothing is due{where} {span}.", where=where, span=span)),), replaces=True
        )
    intro = trn(
        "{count:,} action is due{where} {span}.",
        "{count:,} actions are due{where} {span}.",
        total,
        where=where,
        span=span,
    )
    return _list(intro, rows, total + len(stay), query, ctx)


def _is_due(row: ActionRow, first: date, last: date) -> bool:
    return row.status is Status.OPEN and row.due.latest is not None and first <= row.due.latest <= last
