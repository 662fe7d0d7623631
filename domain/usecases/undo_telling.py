"""Who hears that a change was taken back: whoever made it, and whose request it had answered, if that was another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from domain.actions import Action
from domain.context import Context
from domain.events import ActionCompleted, DueMoved, Event, RequestClosed
from domain.happened import Logged
from domain.ids import PersonId
from domain.messages import Show, ShowHistory
from domain.presenters import join_names, say_moment
from domain.speech import tr
from domain.usecases.direct import let_know
from domain.usecases.telling import name_change, tell
from domain.views import Button, Buttons, Paragraph, Reply

_NAMED = 6


def let_doers_know(
    changes: Iterable[tuple[Logged, Action | None]], written: Event, ctx: Context, *, again: bool = False
) -> None:
    """One message for each of them. It says which action and what kind of change, not what stood in it: they may not
    see the plan any more.
    """
    theirs: dict[PersonId, list[tuple[Logged, Action | None]]] = {}
    for logged, action in changes:
        for person_id in _concerned(logged.event):
            if person_id != ctx.actor.id:
                theirs.setdefault(person_id, []).append((logged, action))
    name = ctx.actor.person.name
    for person_id, its in theirs.items():
        say = partial(_said, its, name, ctx, person_id, again=again)
        let_know(ctx.uow, person_id, say, key=f"undone:{written.id}:{person_id}", now=ctx.now)


def _concerned(event: Event) -> set[PersonId]:
    asked = event.asked if isinstance(event, ActionCompleted | DueMoved | RequestClosed) else None
    people = (event.by.person_id, asked.by.person_id if asked else None)
    return {person_id for person_id in people if person_id is not None}


def _said(
    its: list[tuple[Logged, Action | None]], name: str, ctx: Context, person_id: PersonId, *, again: bool
) -> Reply:
    of_actions = [(logged, action) for logged, action in its if action is not None]
    if not of_actions:
        told = join_names([tell(logged.event) for logged, _ in its][:_NAMED])
        moment = say_moment(its[0][0].event.at, ctx)
        words = {"name": name, "told": told, "moment": moment}
        said = (
            tr("{name} has put back what you did ({moment}): you {told}.", **words)
            if again
            else tr("{name} has undone what you did ({moment}): you {told}.", **words)
        )
        return Reply(elements=(Paragraph(text=said),))
    keys = list(dict.fromkeys(action.key for _, action in of_actions))
    kinds = list(dict.fromkeys(name_change(logged.event.kind) for logged, _ in of_actions))
    words = {
        "name": name,
        "keys": join_names(keys[:_NAMED]) if len(keys) <= _NAMED else tr("{count} actions", count=len(keys)),
        "what": join_names(kinds),
        "moment": say_moment(of_actions[0][0].event.at, ctx),
    }
    own = any(logged.event.by.person_id == person_id for logged, _ in of_actions)
    if again:
        said = tr("{keys}: {name} has put back {what} of {moment}.", **words)
    elif own:
        said = tr("{keys}: {name} has undone {what} that you made ({moment}). It is as it was before.", **words)
    else:
        said = tr("{keys}: {name} has undone the answer to your request ({what}). It waits again.", **words)
    look = (
        Button(label=tr("Show all of it"), sends=Show(ref=keys[0])),
        Button(label=tr("History"), sends=ShowHistory(ref=keys[0])),
    )
    return Reply(elements=(Paragraph(text=said), *((Buttons(buttons=look),) if len(keys) == 1 else ())))
