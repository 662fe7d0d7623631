"""`overdue` and `due`: what is late, and what comes next, over everything one may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.actions import ActionRow
from domain.context import Context
from domain.errors import Invalid
from domain.messages import DueSoon, Message, Overdue
from domain.plans import Plan
from domain.presenters import PAGE, item, page_line, pager, plural
from domain.registry import registry
from domain.usecases.finding import find_plan, followed_here
from domain.views import Element, Paragraph, Reply, SmallPrint


def _plan(code: str, ctx: Context, again: type[Overdue] | type[DueSoon]) -> Plan | None:
    if code:
        return find_plan(ctx, code, lambda found: again(plan=found))
    here = followed_here(ctx)
    return ctx.uow.plans.by_id(here[0].plan_id) if len(here) == 1 else None


def _list(intro: str, rows: Sequence[ActionRow], total: int, query: Overdue | DueSoon, ctx: Context) -> Reply:
    where = page_line(query.page, total)
    elements: list[Element] = [Paragraph(text=intro)]
    elements += [item(row, today=ctx.today, leads=True) for row in rows]
    if where:
        elements.append(SmallPrint(text=where))
    message: Message = query
    return Reply(elements=(*elements, *pager(message, page=query.page, total=total)), replaces=True)


def parse_overdue(word: str, rest: str) -> Overdue:
    """`overdue`, `overdue TSP`."""
    return Overdue(plan=rest.strip())


@registry.handles(
    Overdue,
    verb="overdue",
    aliases=("late",),
    usage="overdue [PLAN]",
    summary="What is late, the longest first",
    parse=parse_overdue,
)
def overdue(query: Overdue, ctx: Context) -> Reply:
    """Open actions past their date."""
    plan = _plan(query.plan, ctx, Overdue)
    rows, total = ctx.uow.actions.overdue(
        ctx.today, plan_id=plan.id if plan else None, limit=PAGE, offset=(query.page - 1) * PAGE
    )
    where = f" in {plan.code}" if plan else ""
    if not total:
        return Reply(elements=(Paragraph(text=f"Nothing is overdue{where}."),), replaces=True)
    return _list(f"{plural(total, 'action is', 'actions are')} overdue{where}.", rows, total, query, ctx)


def parse_due(word: str, rest: str) -> DueSoon:
    """`due`, `due TSP`, `due 14`, `due TSP 60`."""
    plan, days = "", 30
    for part in rest.replace(",", " ").split():
        if part.isdecimal() and len(part) <= 4:
            days = int(part)
        elif part.casefold() not in {"in", "day", "days", "next"}:
            plan = part
    if not 1 <= days <= 3650:
        raise Invalid("Please give a number of days from 1 to 3,650, for example “due 30”.")
    return DueSoon(plan=plan, days=days)


@registry.handles(
    DueSoon,
    verb="due",
    aliases=("soon", "upcoming"),
    usage="due [PLAN] [DAYS]",
    summary="What is due in the next 30 days",
    parse=parse_due,
)
def due(query: DueSoon, ctx: Context) -> Reply:
    """Open actions whose date comes within so many days."""
    plan = _plan(query.plan, ctx, DueSoon)
    rows, total = ctx.uow.actions.due_between(
        ctx.today,
        ctx.today + timedelta(days=query.days),
        plan_id=plan.id if plan else None,
        limit=PAGE,
        offset=(query.page - 1) * PAGE,
    )
    where = f" in {plan.code}" if plan else ""
    span = f"in the next {plural(query.days, 'day')}"
    if not total:
        return Reply(elements=(Paragraph(text=f"Nothing is due{where} {span}."),), replaces=True)
    return _list(f"{plural(total, 'action is', 'actions are')} due{where} {span}.", rows, total, query, ctx)
