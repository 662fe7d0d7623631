"""What somebody wishes to hear, and in which language, is kept with its event, and taken back."""

from __future__ import annotations

from collections.abc import Mapping

from domain.context import Context
from domain.events import WishesChanged
from domain.messages import Undo
from domain.reminders.wishes import Wishes
from domain.speech import tr
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button


def wish(before: Wishes, after: Wishes, ctx: Context, marks: Mapping[str, str] | None = None) -> WishesChanged:
    """Keep what somebody wishes, with its event."""
    event = WishesChanged(
        at=ctx.now, by=ctx.actor.signature, before=before.packed(), after=after.packed(), **(marks or {})
    )
    ctx.uow.reminders.wish(ctx.actor.id, after)
    ctx.uow.reminders.wake([ctx.actor.id], ctx.now)
    ctx.uow.history.add(event)
    return event


@way_back(WishesChanged)
def _back(event: WishesChanged, ctx: Context) -> Back:
    """As they wished before, where they wished nothing else since."""
    now, before = ctx.uow.reminders.wishes(ctx.actor.id), Wishes.unpacked(event.before)
    if now != Wishes.unpacked(event.after) or event.by.person_id != ctx.actor.id:
        raise overtaken(tr("your settings were changed"))
    return Back(tr("Your settings are as before."), wish(now, before, ctx, taking_back(event)))


def undo_wish(event: WishesChanged) -> Button:
    """The way back from a wish."""
    return Button(label=tr("Undo"), sends=Undo(event=event.id), describe=tr("Undo: my settings"))
