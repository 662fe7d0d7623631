"""What one request changed, as far as it can be taken back: found by what was said, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from domain.actions import UNDO_LASTS
from domain.context import Context
from domain.errors import Invalid
from domain.events import (
    AnsweredTogether,
    ChangeRedone,
    ChangeUndone,
    Event,
    LeaverHandled,
    PeopleLoaded,
    PlanDeleted,
    PlanImported,
    PlanRevised,
    PlanSettled,
    PlanWentLive,
    Reversible,
    StandInEnded,
    StandInNamed,
)
from domain.happened import Logged
from domain.ids import ActionId, EventId
from domain.people import StandInKind
from domain.speech import marked, tr
from domain.undo_messages import ShowUndo
from domain.usecases.telling import tell
from domain.views import Button

MOST = 500
"""Lines of somebody's history that are looked through: more than anybody writes in a day."""

WHY_NOT = {
    PlanWentLive: marked("everybody has seen it by now, and channels were told"),
    PlanImported: marked("a draft is thrown away from its own card"),
    PlanDeleted: marked("nothing is kept of a draft that was thrown away; its document can be sent again"),
    PlanRevised: marked(
        "new actions have numbers by now that others may use. “undo” and a reference takes back what it changed of "
        "one action"
    ),
}
"""Changes that stay, by their kind, and why."""


_AS_ONE = (AnsweredTogether, PeopleLoaded, LeaverHandled)
"""Each of these stands for all that its request did."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Changes that one request made and that still count, oldest first. `again`: they took others back, and these are
    to be put back.
    """

    changes: tuple[Logged, ...]
    again: bool = False

    @property
    def newest(self) -> Logged:
        """The last that was written down."""
        return self.changes[-1]


def why_not(event: Event) -> str:
    """Why a change stays, or nothing."""
    if isinstance(event, PlanSettled) and event.lasting:
        return tr("references go by that answer now")
    why = WHY_NOT.get(type(event))
    return tr(why) if why else ""


def is_taking_back(event: Event) -> bool:
    """Did it take another change back?"""
    return isinstance(event, ChangeUndone) or (isinstance(event, Reversible) and bool(event.undid))


def counts(logged: Logged) -> bool:
    """Is it a change that was not taken back, and that can be? Who belongs to a post follows from what was said of the
    post.
    """
    event = logged.event
    if logged.undone_by is not None or not event.undoable or is_taking_back(event) or why_not(event):
        return False
    return not (isinstance(event, StandInNamed | StandInEnded) and event.why != StandInKind.DEPUTY.value)


def _takes_back(logged: Logged) -> bool:
    event = logged.event
    if logged.undone_by is not None or not is_taking_back(event):
        return False
    return not (isinstance(event, StandInNamed | StandInEnded) and event.why != StandInKind.DEPUTY.value)


def of_request(logged: Logged, ctx: Context) -> Deed:
    """All that the request of this change did, as far as it counts. What one event stands for is that event alone."""
    again = is_taking_back(logged.event)
    if not logged.request or logged.event.by.person_id is None:
        return Deed((logged,), again)
    rows = ctx.uow.history.of_request(logged.request, logged.event.by.person_id)
    for one in rows:
        if isinstance(one.event, _AS_ONE):
            return Deed((one,) if counts(one) else ())
    return Deed(tuple(filter(_takes_back if again else counts, rows)), again)


def newest(ctx: Context, *, action_id: ActionId | None = None, redo: bool = False) -> Iterator[Deed]:
    """What this person changed (or took back) within the last day, newest first; of one action, only its own part.

    Raises:
        Invalid: what is next was a change that stays.
    """
    since, seen = ctx.now - UNDO_LASTS, set[str]()
    wanted: Callable[[Logged], bool] = _takes_back if redo else counts
    for found in ctx.uow.history.latest_of(ctx.actor.id, since=since, action_id=action_id, limit=MOST):
        logged = _meant(found, ctx)
        if logged.event.id in seen:
            continue
        if action_id is None and why_not(logged.event) and not redo:
            yield Deed((logged,))
            seen |= {one.event.id for one in _whole(logged, ctx)}
            continue
        if not wanted(logged):
            continue
        deed = Deed((logged,), redo) if action_id is not None else of_request(logged, ctx)
        if action_id is None and (stays := _staying(logged, ctx)) is not None:
            deed = Deed((stays,))
        seen |= {one.event.id for one in (*deed.changes, *_whole(logged, ctx))}
        if deed.changes:
            yield deed


def refuse_what_stays(deed: Deed) -> None:
    """Let through what can be taken back.

    Raises:
        Invalid: with the reason.
    """
    event = deed.newest.event
    why = why_not(event)
    if why:
        more = Button(label=tr("What else can be undone"), sends=ShowUndo())
        raise Invalid(
            tr("What you did last can't be undone: you {told}. The reason: {why}.", told=tell(event), why=why),
            buttons=(more,),
        )


def _meant(logged: Logged, ctx: Context) -> Logged:
    """A change that was put back stands where that was done."""
    if isinstance(logged.event, ChangeRedone):
        return ctx.uow.history.by_id(EventId(logged.event.did)) or logged
    return logged


def _whole(logged: Logged, ctx: Context) -> Sequence[Logged]:
    if not logged.request or logged.event.by.person_id is None:
        return [logged]
    return ctx.uow.history.of_request(logged.request, logged.event.by.person_id)


def _staying(logged: Logged, ctx: Context) -> Logged | None:
    """The change of the same request that stays, if there is one: then all of it does."""
    return next((one for one in _whole(logged, ctx) if why_not(one.event)), None)
