"""Actions that somebody puts into a message of their own, as a card for whoever reads there."""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions import ActionRow, Status
from domain.context import Context
from domain.due import say_date
from domain.errors import DomainError
from domain.language.refs import parse_ref
from domain.messages import Find
from domain.place_messages import PickAction
from domain.plans import PlanState
from domain.presenters import PAGE, as_row, item
from domain.registry import registry
from domain.speech import tr
from domain.usecases.find import find
from domain.views import Element, Item, Reply, SmallPrint, say

_OPEN = frozenset({Status.OPEN.value})


@registry.handles(PickAction)
def pick(query: PickAction, ctx: Context) -> Reply:
    """The rows, drawn for anybody's eyes. Nobody knows who reads where the card will stand, so nothing is offered of a
    plan that is a draft, restricted to its own people or sensitive, not even to those who see it.
    """
    words = query.words.strip()
    rows = _found(words, ctx) if words else _own(ctx)
    kept = {
        plan.id
        for plan in ctx.uow.plans.all()
        if plan.state is PlanState.DRAFT or plan.settings.restricted or plan.settings.sensitive
    }
    offered = [row for row in rows if row.plan_id not in kept]
    left_out = len(rows) - len(offered)
    if not offered:
        if left_out:
            return say(tr("What you look for is in a plan that is not for everybody, so I don't put it into messages."))
        return say(
            tr("I found no action with these words.")
            if words
            else tr("You lead no open action. Type a word to look for.")
        )
    elements: list[Element] = [
        item(row, today=ctx.today, leads=True, done="" if row.status is Status.OPEN else tr("No longer open"))
        for row in offered
    ]
    elements.append(
        SmallPrint(text=tr("As of {date}, {time}.", date=say_date(ctx.today), time=f"{ctx.local(ctx.now):%H:%M}"))
    )
    return Reply(elements=tuple(elements))


def _own(ctx: Context) -> Sequence[ActionRow]:
    return ctx.uow.actions.of_person(ctx.actor.id, statuses=_OPEN, also=ctx.actor.ids)[:PAGE]


def _found(words: str, ctx: Context) -> Sequence[ActionRow]:
    """The action of that reference; else what has the words."""
    ref = parse_ref(words)
    if ref is not None:
        action = ctx.uow.actions.by_key(str(ref)) if ref.code else None
        named = [as_row(action)] if action else ctx.uow.actions.by_local_ref(ref.local) if not ref.code else ()
        if named:
            return named[:PAGE]
    try:
        reply = find(Find(words=words), ctx)
    except DomainError:
        return ()
    return ctx.uow.actions.rows_by_key([one.key for one in reply.elements if isinstance(one, Item)])
