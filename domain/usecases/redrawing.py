"""A card in somebody's own chat, drawn again with their eyes after an action on it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain import policy
from domain.actions import ActionRow, Status
from domain.bus import Bus
from domain.claims import ClaimState
from domain.context import Context, Inbound
from domain.errors import DomainError, Invalid
from domain.form_messages import Approve, OpenSendBack
from domain.ids import ClaimId
from domain.messages import Find, FormQuery, ListQuery, Message, Query
from domain.people_messages import DecideClaim, OpenClaimant
from domain.posting import Card
from domain.presenters import done_line, in_order, item
from domain.registry import registry
from domain.reminder_messages import OpenLater
from domain.speech import tr, trn
from domain.standing import keys_on
from domain.usecases.lists import list_items
from domain.views import Buttons, Element, Item, Paragraph, Reply, SmallPrint, in_its_language, say
from domain.waiting import Wanted

_MOST_KEPT = 10


def drawn_again(bus: Bus, card: Card, first: Reply) -> tuple[Reply, Card]:
    """What the card shows by now, and the card with the actions on it. `first` is what was written at first, for a card
    without a query. Blocks.
    """
    inbound = Inbound(
        platform=card.platform,
        workspace=card.workspace,
        account=card.account,
        conversation=card.conversation,
    )
    try:
        return bus.look(inbound, lambda ctx: _in_language(*_see(card, first, ctx)))
    except DomainError:
        return say(_hidden()), replace(card, action_ids=())


def _in_language(reply: Reply, card: Card) -> tuple[Reply, Card]:
    return in_its_language(reply), card


def _hidden() -> str:
    return tr("What stood here is no longer shown to you.")


def _see(card: Card, first: Reply, ctx: Context) -> tuple[Reply, Card]:
    rows = {row.id: row for row in ctx.uow.actions.rows(card.action_ids)}
    hidden = tuple(one for one in card.action_ids if one not in rows)
    by_key = {row.key: row for row in rows.values()}
    if card.query is None:
        return _refitted(first, by_key, ctx), card
    reply = _found_then(by_key, ctx) if card.query == Find().encode() else _asked_again(card.query, by_key, ctx)
    if hidden:
        words = trn(
            "{count:,} action that stood here is no longer shown to you.",
            "{count:,} actions that stood here are no longer shown to you.",
            len(hidden),
        )
        reply = reply.model_copy(update={"elements": (*reply.elements, SmallPrint(text=words))})
    shown = keys_on(reply)
    new = [key for key in shown if key not in by_key]
    found = by_key | {row.key: row for row in (ctx.uow.actions.rows_by_key(new) if new else ())}
    ids = [found[key].id for key in shown if key in found] or list(rows)
    return reply, replace(card, action_ids=tuple(dict.fromkeys((*ids, *hidden))))


def _found_then(rows: Mapping[str, ActionRow], ctx: Context) -> Reply:
    """What somebody found whose words are forgotten by now: the rows, without a way to further pages."""
    shown = sorted(rows.values(), key=in_order)
    said = Paragraph(text=tr("What you found, as it is now. The words that you looked for are kept for a day."))
    return Reply(elements=(said, *list_items(shown, Find(), ctx)), replaces=True)


def _asked_again(query: Mapping[str, object], rows: Mapping[str, ActionRow], ctx: Context) -> Reply:
    message = registry.decode(query, {})
    if not isinstance(message, Query) or isinstance(message, FormQuery):
        raise Invalid(tr("This is not something to look at."))  # a card never changes anything by itself
    policy.at_the_door(ctx.actor, message.needs, ctx.uow.people)
    look = registry.entry(message).look
    if not isinstance(message, ListQuery):
        return look(message, ctx)
    done = tuple(key for key, row in rows.items() if row.status is not Status.OPEN)
    message = message.with_(keep=done[:_MOST_KEPT])
    try:
        return look(message, ctx)
    except Invalid:
        if message.page == 1:
            raise
        return look(message.with_(page=1), ctx)  # the list has become shorter


def _refitted(first: Reply, rows: Mapping[str, ActionRow], ctx: Context) -> Reply:
    """The message as it was written, with its rows as they are now."""
    elements: list[Element] = []
    for element in first.elements:
        if isinstance(element, Item):
            row = rows.get(element.key)
            elements.append(SmallPrint(text=_hidden()) if row is None else _row(row, element, ctx))
        elif isinstance(element, Buttons):
            elements += _still_asked(element, ctx)
        else:
            elements.append(element)
    return first.model_copy(update={"elements": tuple(elements)})


def _row(row: ActionRow, first: Item, ctx: Context) -> Item:
    """As it is now. Rows of their own are without its leads, and can be put off."""
    if row.status is not Status.OPEN:
        return item(row, today=ctx.today, leads=True, done=done_line(row, ctx))
    later = tuple(one for one in first.buttons if isinstance(one.sends, OpenLater))
    shown = item(row, today=ctx.today, leads=not later)
    return shown.model_copy(update={"buttons": (*shown.buttons[:2], *later), "note": shown.note or first.note})


def _still_asked(element: Buttons, ctx: Context) -> list[Element]:
    """Buttons, without those that answer a request which no longer waits."""
    buttons = tuple(one for one in element.buttons if _is_still_asked(one.sends, ctx))
    left: list[Element] = [Buttons(buttons=buttons)] if buttons else []
    return (
        left
        if len(buttons) == len(element.buttons)
        else [SmallPrint(text=tr("This was answered or taken back.")), *left]
    )


def _is_still_asked(sends: Message, ctx: Context) -> bool:
    if isinstance(sends, DecideClaim | OpenClaimant):
        claim = ctx.uow.claims.by_id(ClaimId(sends.claim))
        return claim is not None and claim.state is ClaimState.OPEN
    return not isinstance(sends, Approve | OpenSendBack) or _waits(sends, ctx)


def _waits(answer: Approve | OpenSendBack, ctx: Context) -> bool:
    action = ctx.uow.actions.by_key(answer.ref)
    request = None if action is None else action.request(Wanted(answer.what))
    return request is not None and request.event == answer.asked
