"""`undo list`: what can be undone, each with its button: my own, or with a plan what anybody changed in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from domain import policy
from domain.actions import UNDO_LASTS
from domain.context import Context
from domain.happened import Logged
from domain.messages import Undo
from domain.presenters import first_words, join_names, say_when, who
from domain.registry import registry
from domain.speech import tr, trn
from domain.undo_messages import ShowUndo
from domain.usecases.deeds import Deed, counts, newest, of_request, why_not
from domain.usecases.finding import find_plan
from domain.usecases.telling import tell
from domain.views import Button, Buttons, Element, Heading, Paragraph, Reply, SmallPrint, say

_SHOWN = 8
_LOOKED_AT = 60


@registry.handles(ShowUndo)
def undo_list(query: ShowUndo, ctx: Context) -> Reply:
    """The newest first; what followed doesn't change what each button takes back."""
    if not query.plan:
        deeds = [deed for deed in newest(ctx) if not why_not(deed.newest.event)]
        if not deeds:
            return say(tr("You made no change in the last 24 hours that could be undone."))
        return _shown(tr("What you did in the last 24 hours"), deeds, ctx)
    plan = find_plan(ctx, query.plan, lambda code: query.with_(plan=code))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("undo what others did"))
    rows = ctx.uow.history.of_plan(plan.id, since=ctx.now - UNDO_LASTS, limit=_LOOKED_AT)
    deeds = list(_one_each(rows, ctx))
    if not deeds:
        return say(tr("Nobody changed anything in {code} in the last 24 hours that could be undone.", code=plan.code))
    return _shown(tr("What was done in {code} in the last 24 hours", code=plan.code), deeds, ctx)


def _one_each(rows: Iterable[Logged], ctx: Context) -> Iterable[Deed]:
    """One for each request, the newest first."""
    seen: set[str] = set()
    for logged in rows:
        if logged.event.id in seen or not counts(logged) or logged.event.by.person_id is None:
            continue
        deed = of_request(logged, ctx)
        seen |= {one.event.id for one in deed.changes}
        if deed.changes:
            yield deed


def _shown(title: str, deeds: list[Deed], ctx: Context) -> Reply:
    elements: list[Element] = [Heading(text=title)]
    for deed in islice(deeds, _SHOWN):
        said = _said(deed, ctx)
        button = Button(
            label=tr("Undo"),
            sends=Undo(event=deed.newest.event.id, whole=True),
            describe=tr("Undo: {sentence}", sentence=first_words(said, 100)),
        )
        elements += [Paragraph(text=said), Buttons(buttons=(button,))]
    if len(deeds) > _SHOWN:
        left = len(deeds) - _SHOWN
        elements.append(
            SmallPrint(
                text=trn(
                    "{count:,} more. “undo” and a reference takes back what you did to that action.",
                    "{count:,} more. “undo” and a reference takes back what you did to that action.",
                    left,
                )
            )
        )
    return Reply(elements=tuple(elements), replaces=True)


def _said(deed: Deed, ctx: Context) -> str:
    first = deed.newest.event
    keys = [
        action.key
        for action_id in dict.fromkeys(one.event.action_id for one in deed.changes if one.event.action_id)
        if (action := ctx.uow.actions.by_id(action_id)) is not None
    ]
    name = who(first.by, ctx.actor.id)
    told = join_names([first_words(tell(one.event), 120) for one in deed.changes[-2:]])
    if len(keys) > 1:
        told = trn("changed {count:,} action", "changed {count:,} actions", len(keys))
    where = f"{keys[0]}, " if len(keys) == 1 else ""
    return f"{where}{say_when(first.at, ctx)}: {name} {told}."
