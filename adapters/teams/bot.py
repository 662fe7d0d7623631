"""What happens in a turn: a message, a button, a dialog, an installation."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity

from adapters.teams import compose, sentences
from adapters.teams.activity import Asked, Turn
from adapters.teams.adapter import turn_of
from adapters.teams.cards import (
    BELOW,
    CONTENT_TYPE,
    FRESH,
    Json,
    Place,
    TooBig,
    attachment,
    kept_current,
    render,
    shorten,
)
from adapters.teams.connector import ConnectorError
from adapters.teams.desk import Desk
from adapters.teams.ending import LONGEST, finish
from adapters.teams.forms import Filled, read_filled, render_form, shown_again
from adapters.teams.messenger import Messenger, message
from adapters.teams.sending import consented
from adapters.teams.words import from_message, typed_line
from domain.messages import ListQuery, by_name
from domain.place_messages import Home, PickAction
from domain.speech import tr
from domain.views import Buttons, Item, Paragraph, Reply, SmallPrint, say

log = logging.getLogger("actionlog.teams")

_RECENT = 2_000
_MOST_REMOVED = 20
_MAX_TOAST = 500
_AS_IT_IS: Json = {
    "statusCode": 500,
    "type": "application/vnd.microsoft.error",
    "value": {"code": "500", "message": "Nothing newer can be shown just now."},
}
"""To a card that wants to be renewed and can't be: Teams leaves it as it stands."""
_INVOKE_KEY = TurnContext._INVOKE_RESPONSE_KEY


class ActionLogBot(TeamsActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    """Takes a turn apart, asks the domain, and answers in the way that Teams offers for it."""

    def __init__(self, desk: Desk, messenger: Messenger) -> None:
        super().__init__()
        self._desk = desk
        self._messenger = messenger
        self._recent: OrderedDict[str, None] = OrderedDict()
        self._invokes: dict[str, Callable[[Turn], Awaitable[Json]]] = {
            "adaptiveCard/action": self._pressed,
            "task/fetch": self._dialog,
            "task/submit": self._dialog,
            "composeExtension/query": self._search,
            "composeExtension/fetchTask": self._from_message,
            "composeExtension/submitAction": self._dialog,
            "fileConsent/invoke": self._consented,
        }

    async def settled(self, seconds: float = LONGEST) -> None:
        """Wait until what follows the answers is done, so long at most."""
        await finish(lambda: [*self._messenger.under_way(), *self._desk.under_way()], seconds)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A typed line, or a button of a client that knows only `Action.Submit`."""
        turn = turn_of(turn_context)
        if not self._is_new(turn):
            return
        try:
            filled = read_filled(turn.envelope.value) if turn.envelope.value is not None else None
            if filled is not None:
                await self._submitted(turn, filled)
            else:
                line = typed_line(turn.envelope, await self._desk.accounts(turn))
                asked = Asked(said=line)
                reply = await self._desk.ask(turn, asked)
                stands = await self._messenger.privately(turn, self._message(turn, reply))
                self._desk.stands_soon(turn, asked, reply, stands)
        except ConnectorError as error:
            log.warning("activity %s could not be answered: %s", turn.envelope.id, error.reason)
        except Exception:
            log.exception("activity %s failed", turn.envelope.id)
            await self._apologise(turn)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A button or a dialog: always a well-formed answer, or Teams says "Unable to reach app" and sends it again."""
        turn = turn_of(turn_context)
        handler = self._invokes.get(turn.envelope.name)
        is_task = turn.envelope.name.startswith(
            ("task/", "composeExtension/fetchTask", "composeExtension/submitAction")
        )
        if handler is None:
            body = toast(tr(sentences.NOT_OFFERED))
        else:
            try:
                body = await handler(turn)
            except Exception:
                log.exception("invoke %s failed", turn.envelope.id)
                body = self._dialog_again(turn) if is_task else toast(tr(sentences.WENT_WRONG))
                if turn.envelope.name == "composeExtension/query":
                    body = compose.words(tr(sentences.WENT_WRONG))
        response = InvokeResponse(status=200, body=body)
        turn_context.turn_state[_INVOKE_KEY] = Activity(type="invokeResponse", value=response)
        return response

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Somebody joined. Teams says so at installation too; local clients say only this."""
        turn = turn_of(turn_context)
        envelope = turn.envelope
        for account in envelope.accounts_removed[:_MOST_REMOVED]:
            await self._desk.look_whether_gone(turn, account)
        if not envelope.is_teams and any(member != envelope.bot_id for member in envelope.members_added):
            await self._welcome(turn)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """The app was added: keep the address, say what it does. After an update of the app everybody knows that."""
        turn = turn_of(turn_context)
        if turn.envelope.action == "add":
            await self._welcome(turn)

    def _is_new(self, turn: Turn) -> bool:
        """Teams repeats a message that was not answered in 15 seconds; one answer is enough."""
        key = turn.delivery
        if key is None:
            return True
        if key in self._recent:
            return False
        self._recent[key] = None
        if len(self._recent) > _RECENT:
            self._recent.popitem(last=False)
        return True

    async def _submitted(self, turn: Turn, filled: Filled) -> None:
        if turn.envelope.is_personal and (turn.envelope.value or {}).get(BELOW) is True:
            await self._answered_below(turn, filled)
            return
        asked = Asked(pressed=filled.pressed, fields=filled.fields, on=turn.envelope.reply_to)
        reply = await self._desk.ask(turn, asked)
        reply = self._with_form_again(reply, filled)
        made, stands = self._message(turn, reply, filled), turn.envelope.reply_to
        replaces = (reply.replaces or reply.form is not None) and turn.envelope.is_personal
        if not (replaces and await self._messenger.put_in_place(turn, made)):
            stands = await self._messenger.privately(turn, made)
        self._desk.stands_soon(turn, asked, reply, stands)

    async def _pressed(self, turn: Turn) -> Json:
        """The answer to `Action.Execute`."""
        action = (turn.envelope.value or {}).get("action")
        data = action.get("data") if isinstance(action, Mapping) else None
        data = data if isinstance(data, Mapping) else {}
        if data.get(FRESH) is True:
            return await self._renewed(turn, data)
        filled = read_filled(data) or Filled(dict(data), {})
        if turn.envelope.is_personal and data.get(BELOW) is True:
            return await self._answered_below(turn, filled)
        asked = Asked(pressed=filled.pressed, fields=filled.fields, on=turn.envelope.reply_to)
        reply = await self._desk.ask(turn, asked)
        reply = self._with_form_again(reply, filled)
        if not turn.envelope.is_personal and data.get("private") is not True:
            return await self._pressed_on_a_post(turn, reply, filled)
        if reply.form is None and not reply.replaces:
            if any(isinstance(element, Buttons) for element in reply.elements):
                await self._send_quietly(turn, self._message(turn, reply, filled))
            return toast(reply.text)
        place = Place.CHAT if turn.envelope.is_personal else Place.TARGETED
        try:
            card = self._card(reply, place, filled)
        except TooBig:
            return toast(" ".join((tr(sentences.NOT_SAVED), *reply.form.errors.values())) if reply.form else reply.text)
        if reply.form is not None:
            await self._messenger.settled(turn)
            self._desk.stands_soon(turn, asked, reply, turn.envelope.reply_to)
        elif turn.envelope.is_personal:
            card = kept_current(card, reply, turn.envelope.user_id)
            self._messenger.put_in_place_soon(turn, message(card, reply.text))
            self._desk.stands_soon(turn, asked, reply, turn.envelope.reply_to)
        return {"statusCode": 200, "type": CONTENT_TYPE, "value": card}

    async def _renewed(self, turn: Turn, data: Mapping[str, Any]) -> Json:
        """Somebody looks at a card: it as it is now. The message is not edited, or Teams would ask again and again; and
        what only looks is asked, so that looking changes nothing whatever a card holds."""
        kind = by_name(str(data.get("do")))
        if kind is PickAction:
            reply = await self._desk.ask(turn, Asked(pressed=dict(data)))
            given = data.get("with")
            words = str(given.get("words", "")) if isinstance(given, Mapping) else ""
            card = compose.renewed(reply, words)
            return _AS_IT_IS if card is None else {"statusCode": 200, "type": CONTENT_TYPE, "value": card}
        if not turn.envelope.is_personal or kind is None or not issubclass(kind, ListQuery):
            return _AS_IT_IS
        reply = await self._desk.ask(turn, Asked(pressed=dict(data)))
        if reply.form is not None or reply.outcome in {"failed", "invalid"}:
            return _AS_IT_IS
        try:
            card = kept_current(self._card(reply, Place.CHAT, None), reply, turn.envelope.user_id)
        except TooBig:
            return _AS_IT_IS
        return {"statusCode": 200, "type": CONTENT_TYPE, "value": card}

    async def _answered_below(self, turn: Turn, filled: Filled) -> Json:
        """The card tells of other things too, and is edited by the outbox: the answer is a message of its own."""
        asked = Asked(pressed=filled.pressed, fields=filled.fields)
        reply = await self._desk.ask(turn, asked)
        try:
            stands = await self._messenger.privately(turn, self._message(turn, reply))
        except ConnectorError as error:
            log.warning("activity %s got no answer below its card: %s", turn.envelope.id, error.reason)
        else:
            self._desk.stands_soon(turn, asked, reply, stands)
        first = next((e.text for e in reply.elements if isinstance(e, Paragraph)), "")
        return toast(tr(sentences.FORM_BELOW) if reply.form is not None else first or reply.text)

    async def _pressed_on_a_post(self, turn: Turn, reply: Reply, filled: Filled) -> Json:
        """A channel's post is everybody's, and edited by the outbox. The presser gets a word, or a private card."""
        if reply.form is None and _is_short(reply):
            return toast("\n".join(e.text for e in reply.elements if isinstance(e, Paragraph | SmallPrint)))
        if not await self._send_quietly(turn, self._message(turn, reply, filled)):
            return toast(tr(sentences.ADD_ME_FIRST) if reply.outcome == "ok" else reply.text)
        if reply.form is not None:
            return toast(tr(sentences.FORM_IN_PRIVATE))
        first = next((e.text for e in reply.elements if isinstance(e, Paragraph)), "")
        return toast(
            tr(sentences.ANSWERED_PRIVATELY) if reply.outcome == "ok" else first or tr(sentences.ANSWERED_PRIVATELY)
        )

    async def _dialog(self, turn: Turn) -> Json:
        """A dialog opens, or comes back filled in."""
        data = (turn.envelope.value or {}).get("data")
        data = data if isinstance(data, Mapping) else {}
        filled = read_filled(data) or Filled({}, {})
        reply = await self._desk.ask(turn, Asked(pressed=filled.pressed, fields=filled.fields))
        reply = self._with_form_again(reply, filled)
        if reply.form is None and _is_short(reply):
            paragraphs = (e.text for e in reply.elements if isinstance(e, Paragraph | SmallPrint))
            return in_dialog("\n".join(paragraphs))
        try:
            card = self._card(reply, Place.DIALOG, filled)
        except TooBig:
            return in_dialog(tr(sentences.TOO_BIG))
        title = reply.form.title if reply.form else "Action Log"
        return _continued(title, card)

    async def _from_message(self, turn: Turn) -> Json:
        """Somebody picked a message: its words go into a form, and for a progress note the link to it."""
        pressed = from_message(turn.envelope.value or {})
        if pressed is None:
            return in_dialog(tr(sentences.NOT_OFFERED))
        reply = await self._desk.ask(turn, Asked(pressed=pressed))
        if reply.form is None:
            return in_dialog(reply.text)
        try:
            return _continued(reply.form.title, render_form(reply.form, place=Place.DIALOG))
        except TooBig:
            return in_dialog(tr(sentences.TOO_BIG))

    async def _search(self, turn: Turn) -> Json:
        """Somebody writes a message, and looks for an action to put into it."""
        words = compose.searched(turn.envelope.value or {})
        reply = await self._desk.ask(turn, Asked(pressed=PickAction(words=words).encode()))
        return compose.offered(reply)

    def _dialog_again(self, turn: Turn) -> Json:
        """The dialog as it was sent, with what was typed: something went wrong, and nobody should type it twice."""
        data = (turn.envelope.value or {}).get("data")
        filled = read_filled(data) if isinstance(data, Mapping) else None
        form = None if filled is None else shown_again(filled, {"": tr(sentences.WENT_WRONG)})
        if form is None:
            return in_dialog(tr(sentences.WENT_WRONG))
        try:
            card = render_form(form, place=Place.DIALOG)
        except TooBig:
            return in_dialog(tr(sentences.WENT_WRONG))
        return _continued(form.title, card)

    async def _consented(self, turn: Turn) -> Json:
        """Yes or no to a file of ours. What was asked for stands in the context that the card gave back."""
        value = turn.envelope.value or {}
        context = value.get("context")
        accepted = value.get("action") == "accept"
        asked = Asked(
            pressed=context if isinstance(context, Mapping) else {}, files=consented(value) if accepted else ()
        )
        reply = await self._desk.ask(turn, asked)
        made = self._message(turn, reply)
        if not (reply.replaces and await self._messenger.put_in_place(turn, made)):
            await self._send_quietly(turn, made)
        return toast(reply.text)

    async def _welcome(self, turn: Turn) -> None:
        try:
            reply = await self._desk.ask(turn, Asked(pressed=Home().encode()))
            if turn.envelope.is_personal:
                reply = reply.model_copy(update={"elements": (Paragraph(text=tr(sentences.WELCOME)), *reply.elements)})
                await self._messenger.reply(turn, self._message(turn, reply))
            else:
                await self._messenger.reply(turn, {"type": "message", "text": tr(sentences.WELCOME_TO_A_TEAM)})
        except ConnectorError as error:
            log.warning("no welcome for activity %s: %s", turn.envelope.id, error.reason)
        except Exception:
            log.exception("welcome for activity %s failed", turn.envelope.id)

    async def _apologise(self, turn: Turn) -> None:
        await self._send_quietly(turn, self._message(turn, say(tr(sentences.WENT_WRONG), outcome="failed")))

    async def _send_quietly(self, turn: Turn, activity: Json) -> bool:
        """Send for the person's eyes; a failure is only logged, since an answer to the request follows anyway."""
        try:
            if turn.envelope.is_personal or self._messenger.place(turn) is Place.TARGETED:
                await self._messenger.privately(turn, activity)
            else:
                await self._messenger.in_chat(turn, activity)
        except ConnectorError as error:
            log.warning("activity %s got no private answer: %s", turn.envelope.id, error.reason)
            return False
        return True

    def _message(self, turn: Turn, reply: Reply, filled: Filled | None = None) -> Json:
        try:
            place = self._messenger.place(turn)
            card = self._card(reply, place, filled)
            if place is Place.CHAT:
                card = kept_current(card, reply, turn.envelope.user_id)
        except TooBig:
            reply = say(tr(sentences.TOO_BIG), outcome="failed")
            card = self._card(reply, Place.CHAT, None)
        return message(card, reply.form.title if reply.form else reply.text)

    @staticmethod
    def _card(reply: Reply, place: Place, filled: Filled | None) -> Json:
        source = filled.source if filled else None
        if reply.form is not None:
            said = tr(sentences.NOT_SAVED) if reply.form.errors else ""
            return render_form(reply.form, place=place, source=source, said=said)
        return render(reply, place=place, came_from=source if reply.replaces else None)

    @staticmethod
    def _with_form_again(reply: Reply, filled: Filled) -> Reply:
        """The form with its mistakes; and with whatever else stands in the way, so that nothing typed is lost."""
        errors = reply.field_errors
        if not errors and reply.form is None and reply.outcome != "ok" and not any(reply.buttons()):
            errors = {"": reply.text}
        if errors and (again := shown_again(filled, errors)) is not None:
            return reply.model_copy(update={"form": again})
        return reply


def toast(text: str) -> Json:
    """An invoke's answer in words alone: the card stays as it is."""
    shown = shorten(text.strip(), _MAX_TOAST) or sentences.SUMMARY
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": shown}


def in_dialog(text: str) -> Json:
    """A dialog's answer in words alone."""
    return {"task": {"type": "message", "value": shorten(text.strip(), _MAX_TOAST) or sentences.SUMMARY}}


def _continued(title: str, card: Json) -> Json:
    value = {"title": title, "height": "large", "width": "medium", "card": attachment(card)}
    return {"task": {"type": "continue", "value": value}}


def _is_short(reply: Reply) -> bool:
    """A sentence, perhaps with the row that it is about: nothing is lost when only the sentence is shown."""
    rows = sum(isinstance(element, Item) for element in reply.elements)
    words = any(isinstance(element, Paragraph) for element in reply.elements)
    return words and rows <= 1 and all(isinstance(e, Paragraph | SmallPrint | Item) for e in reply.elements)
