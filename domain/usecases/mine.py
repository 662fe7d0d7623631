"""`mine`: what I lead, the late ones first."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence, Set
from datetime import date, timedelta

from domain.actions import ActionRow, Status
from domain.context import Context
from domain.due import Precision
from domain.errors import Invalid
from domain.messages import Mine, Overdue
from domain.people import Role
from domain.presenters import PAGE, in_order, join_names, kept, page_line, pager, row_item, ways_back
from domain.registry import registry
from domain.speech import marked, tr
from domain.views import Button, Buttons, Element, Heading, Paragraph, Reply, SmallPrint

SOON = timedelta(days=30)

_TITLES = (
    marked("Overdue"),
    marked("Due in 30 days"),
    marked("Later"),
    marked("Ongoing"),
    marked("No date"),
    marked("Done"),
)

_WHICH = {
    **dict.fromkeys(("", "open"), "open"),
    **dict.fromkeys(("overdue", "late"), "overdue"),
    **dict.fromkeys(("all", "everything"), "all"),
    **dict.fromkeys(("done", "complete", "completed", "finished", "closed"), "done"),
}


def parse(word: str, rest: str) -> Mine:
    """`mine`, `mine overdue`, `mine all`, `mine done`."""
    which = _WHICH.get(rest.strip().casefold())
    if which is None:
        raise Invalid(
            tr("After “mine” you can say overdue, all or done."),
            buttons=tuple(Button(label=f"mine {w}", sends=Mine(which=w)) for w in ("overdue", "all", "done")),
        )
    return Mine(which=which)


@registry.handles(
    Mine,
    verb="mine",
    aliases=("my", "list", "fy", "fy ngweithredoedd", "fy rhai i"),
    usage="mine [overdue|all|done]",
    summary=marked("Your own actions, the late ones first"),
    parse=parse,
)
def mine(query: Mine, ctx: Context) -> Reply:
    """My actions by how soon they are due, ten on a page."""
    return listed(query, ctx)


def listed(query: Mine, ctx: Context, *, size: int = PAGE) -> Reply:
    """The same with another number of rows on a page, for a place that shows more beside them."""
    rows = list(ctx.uow.actions.of_person(ctx.actor.id, statuses=_statuses(query.which), also=ctx.actor.ids))
    if query.which == "overdue":
        rows = [row for row in rows if row.is_late(ctx.today)]
    stay = kept(query, rows, ctx)
    if not rows and not stay:
        return _nothing(query, ctx)
    held = set(query.keep)
    counts = _counts(rows, ctx, late_only=query.which == "overdue")
    for row in stay:
        insort(rows, row, key=in_order)
    groups = _groups(rows, held, ctx)
    ordered = [(title, row) for title, members in groups for row in members]
    where = page_line(query.page, len(ordered), size)
    elements: list[Element] = [Paragraph(text=counts)]
    heading = None
    page = ordered[(query.page - 1) * size : query.page * size]
    undo = ways_back([row for _, row in page if row.key in held], ctx)
    for title, row in page:
        if title != heading:
            elements.append(Heading(text=tr(title)))
            heading = title
        elements.append(row_item(row, ctx, undo=undo.get(row.id)))
    if where:
        elements.append(SmallPrint(text=where))
    pages = pager(query, page=query.page, total=len(ordered), size=size)
    return Reply(elements=(*elements, *pages), replaces=True, source=query)


def _statuses(which: str) -> frozenset[str]:
    if which == "done":
        return frozenset({Status.COMPLETE.value})
    if which == "all":
        return frozenset(status.value for status in Status)
    return frozenset({Status.OPEN.value})


def _groups(rows: Sequence[ActionRow], held: Set[str], ctx: Context) -> list[tuple[str, list[ActionRow]]]:
    groups: dict[str, list[ActionRow]] = {title: [] for title in _TITLES}
    today = ctx.today
    for row in rows:
        groups[_group(row, today, stays=row.key in held)].append(row)
    return [(title, members) for title, members in groups.items() if members]


def _group(row: ActionRow, today: date, *, stays: bool) -> str:
    if row.status is not Status.OPEN and not stays:
        return "Done"
    if row.due.precision is Precision.ONGOING:
        return "Ongoing"
    if row.due.latest is None:
        return "No date"
    if row.due.is_late(today):
        return "Overdue"
    return "Due in 30 days" if row.due.latest <= today + SOON else "Later"


def _counts(rows: Sequence[ActionRow], ctx: Context, *, late_only: bool) -> str:
    """`12 open, 3 overdue, 2 with no date.` Of the late ones alone nothing is said of how many are open."""
    still = [row for row in rows if row.status is Status.OPEN]
    today = ctx.today
    late = len([row for row in still if row.due.is_late(today)])
    dateless = len([row for row in still if row.due.latest is None and row.due.precision is not Precision.ONGOING])
    done = len([row for row in rows if row.status is Status.COMPLETE])
    parts = [tr("{count:,} open", count=len(still))] if not late_only and (still or not done) else []
    if late or late_only:
        parts.append(tr("{count:,} overdue", count=late))
    if dateless:
        parts.append(tr("{count:,} with no date", count=dateless))
    if done:
        parts.append(tr("{count:,} completed", count=done))
    if withdrawn := len(rows) - len(still) - done:
        parts.append(tr("{count:,} withdrawn", count=withdrawn))
    return tr("Your actions: {parts}.", parts=", ".join(parts))


def _nothing(query: Mine, ctx: Context) -> Reply:
    if query.which == "all" or not ctx.uow.actions.of_person(
        ctx.actor.id, statuses=_statuses("all"), also=ctx.actor.ids
    ):
        coordinators = {
            person.name: None
            for plan in ctx.uow.plans.all()
            for person in ctx.uow.people.holders(Role.COORDINATOR, plan.id)
            if person.id != ctx.actor.id
        }
        words = tr("You are not the lead of any action yet.")
        if coordinators:
            names = join_names(list(coordinators)[:3], "or")
            words = tr("You are not the lead of any action yet. If you should be, please ask {names}.", names=names)
        return Reply(
            elements=(
                Paragraph(text=words),
                Buttons(buttons=(Button(label=tr("What is overdue"), sends=Overdue()),)),
            )
        )
    nothing = {
        "open": tr("Nothing is open for you: every action that you lead is complete."),
        "overdue": tr("Nothing of yours is overdue."),
        "done": tr("You have not completed an action yet."),
    }[query.which]
    return Reply(
        elements=(
            Paragraph(text=nothing),
            Buttons(buttons=(Button(label=tr("Show all of mine"), sends=Mine(which="all")),)),
        )
    )
