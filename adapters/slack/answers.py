"""How an answer reaches the person who asked: in the body of the HTTP answer where Slack takes it there, else through
the address that came with the request, else as a message only they see. Never twice, and never in a channel for all.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack import sentences
from adapters.slack.asking import Asked, Asking, Chores, Seen
from adapters.slack.blocks import Json, fits_buttons, line_button, message
from adapters.slack.envelope import Envelope
from adapters.slack.forms import FormTooBig, Origin, field_errors, modal
from adapters.slack.homes import Homes
from adapters.slack.trouble import code
from adapters.slack.web_api import SlackClient
from domain.bus import Answer
from domain.messages import Message
from domain.speech import speak, tr
from domain.views import Button, Buttons, Element, Form, Quote, Reply, say

log = logging.getLogger("actionlog.slack")

BUDGET_SECONDS = 2.4
"""Slack waits three seconds for an answer; a later one goes another way."""

_WORTH_KEEPING = 12
"""Characters: what is shorter is a choice or a date, which is picked again in no time."""

Stood = tuple[str, str] | None
"""The channel and the `ts` of a message that stands there for good."""

_CALL = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)


class Answers:
    """Answers each kind of request. The methods give the body of the HTTP answer."""

    def __init__(
        self, asking: Asking, client: SlackClient, chores: Chores, homes: Homes, *, budget: float | None = None
    ) -> None:
        self._asking = asking
        self._client = client
        self._chores = chores
        self._homes = homes
        self._seen = Seen()
        self._budget = BUDGET_SECONDS if budget is None else budget

    async def command(self, envelope: Envelope) -> Json:
        """A slash command: in the body, so that nothing can be lost on the way."""
        answer = await self._in_time(envelope)
        if answer is None:
            return _private(message(sentences.late()))
        reply = answer.reply
        if reply.form is None:
            return _private(message(_with_line(envelope, reply)))
        excuse = await self._open(envelope, reply.form)
        return _private(excuse) if excuse else {}

    async def button(self, envelope: Envelope) -> Json:
        """A press can't be answered in the body: the answer goes to the address that came with it, after the commit."""
        first = self._seen.first(envelope.inbound.delivery)
        answer = await self._in_time(envelope)
        if answer is None or not first:
            return {}
        if (form := answer.form) is None:
            self._chores.start(self._show(envelope, answer))
        elif excuse := await self._open(envelope, form):
            self._chores.start(self._tell(envelope, excuse))
        return {}

    async def submission(self, envelope: Envelope) -> Json:
        """A form: closed, and its outcome shown; or left open with what was typed, and a sentence at the field."""
        first = self._seen.first(envelope.inbound.delivery)
        answer = await self._in_time(envelope)
        if answer is None:
            return {"response_action": "clear"}
        reply = answer.reply
        if reply.form is not None:
            self._seen.forget(envelope.inbound.delivery)  # it may be sent again as it is, to save it anyway
            return self._another(envelope, reply.form)
        ways_on = any(True for _ in reply.buttons()) and fits_buttons(reply)
        if envelope.inputs and (reply.field_errors or (reply.outcome != "ok" and not ways_on)):
            self._seen.forget(envelope.inbound.delivery)
            errors = reply.field_errors or {envelope.inputs[0]: reply.text}
            return {"response_action": "errors", "errors": field_errors(errors, envelope.inputs)}
        if first:
            self._chores.start(self._show(envelope, answer))
        return {"response_action": "clear"}

    def _another(self, envelope: Envelope, form: Form) -> Json:
        try:
            view = modal(form, envelope.origin, source=envelope.source)
            return {"response_action": "update", "view": view}
        except FormTooBig:
            self._chores.start(self._tell(envelope, message(_typed_back(envelope, sentences.form_big()))))
            return {"response_action": "clear"}

    async def event(self, envelope: Envelope) -> Json:
        """A message to the bot, one in a channel that mentions it, or somebody who opens its home tab. Slack sends an
        event again until it is answered, so the answer is sent first: a crash repeats it rather than lose it.
        """
        if not self._seen.first(envelope.inbound.delivery):
            return {}
        try:
            if envelope.kind == "profile":
                await self._asking.heard(envelope)
                return {}
            reply = await self._asking.reply(envelope)
            speak(reply.language)
            if envelope.kind == "home":
                await self._homes.publish(envelope, reply)
            else:
                form = reply.form is not None
                said = _form_button(sentences.form_here(), envelope.line) if form else message(reply)
                self._stands(envelope, reply, await self._say(envelope, said))
        except BaseException:
            self._seen.forget(envelope.inbound.delivery)
            raise
        return {}

    async def _in_time(self, envelope: Envelope) -> Answer | None:
        """The answer if it comes within Slack's three seconds; else it is shown when it is there."""
        asked = self._asking.ask(envelope)
        answer = await asked.within(self._budget)
        if answer is None:
            self._chores.start(self._late(envelope, asked))
        else:
            speak(answer.language)
        return answer

    async def _late(self, envelope: Envelope, asked: Asked) -> None:
        answer = await asked.later()
        reply = answer.reply
        speak(reply.language)
        if envelope.inputs and reply.outcome != "ok" and not any(reply.buttons()):
            # The form is gone by now, and with it what was typed.
            excuse = reply if reply.form is None else say(reply.form.intro)
            await self._tell(envelope, message(_typed_back(envelope, excuse, reply.again)))
        elif answer.form is None:
            await self._show(envelope, answer)
        elif envelope.line:
            await self._tell(envelope, _form_button(sentences.form_late_typed(), envelope.line))
        else:
            await self._tell(envelope, message(sentences.form_late()))

    async def _open(self, envelope: Envelope, form: Form) -> Json | None:
        """Show a form; what to say where it can't be shown."""
        try:
            view = modal(form, envelope.origin, source=envelope.source)
        except FormTooBig:
            return message(sentences.form_big())
        if envelope.trigger_id and await self._client.open_view(envelope.trigger_id, view):
            return None
        if envelope.line:
            return _form_button(sentences.form_late_typed(), envelope.line)
        return message(sentences.form_late())

    async def _show(self, envelope: Envelope, answer: Answer) -> None:
        """An answer in the place of the message that was pressed, where it stands in for that, or below it."""
        reply, origin = await self._asking.shown(answer), envelope.origin
        if origin.home:
            await self._homes.publish(envelope, reply)
            return
        content = message(reply)
        if not (reply.replaces and origin.own):
            self._stands(envelope, reply, await self._tell(envelope, content))
        elif origin.ephemeral:
            await self._tell(envelope, content, replacing=True)
        elif await self._update(origin, content):
            self._stands(envelope, reply, (origin.channel, origin.ts))
        else:
            self._stands(envelope, reply, await self._tell(envelope, content))

    def _stands(self, envelope: Envelope, reply: Reply, where: Stood) -> None:
        """Remember it after the answer, which nobody waits for. What only one person sees in a channel, or as the
        answer to a command, can't be edited by a bot later, and is not remembered."""
        if where is not None and where[0].startswith("D") and reply.form is None:
            self._chores.start(self._asking.stands(envelope, reply, *where))

    async def _update(self, origin: Origin, content: Mapping[str, Any]) -> bool:
        """Change an answer of ours in a direct conversation."""
        try:
            await self._client.web.chat_update(
                channel=origin.channel, ts=origin.ts, text=content["text"], blocks=content["blocks"]
            )
        except _CALL as error:
            log.warning("chat.update of an answer failed: %s", code(error))
            return False
        return True

    async def _tell(self, envelope: Envelope, content: Mapping[str, Any], *, replacing: bool = False) -> Stood:
        """An answer that the person sees: through the address that came with the request, or as a message."""
        origin = envelope.origin
        if origin.direct and not origin.ephemeral and origin.ts:
            return await self._say(envelope, content)  # they pressed in their own conversation with us
        if origin.response_url:
            body = _private(content) | {"replace_original": replacing}
            if origin.thread and not replacing:
                body["thread_ts"] = origin.thread
            if await self._client.respond(origin.response_url, body) is not False:
                return None
        return await self._say(envelope, content)

    async def _say(self, envelope: Envelope, content: Mapping[str, Any]) -> Stood:
        """A message in their conversation with us, or one in the channel that only they see. Gives where it stands."""
        origin, account = envelope.origin, envelope.inbound.account
        thread: Json = {"thread_ts": origin.thread} if origin.thread else {}
        if origin.channel and not origin.direct:
            try:
                await self._client.web.chat_postEphemeral(channel=origin.channel, user=account, **content, **thread)
            except SlackApiError as error:
                log.info("no private message in %s (%s); writing directly", origin.channel, code(error))
                thread = {}
            except _CALL as error:
                log.warning("an answer may be lost: %s", code(error))
                return None
            else:
                return None
        # A conversation of two may be somebody else's, where a slash command was typed: only an event or a press on a
        # message of ours shows that it is with us.
        ours = origin.direct and (envelope.kind == "message" or bool(origin.ts and not origin.ephemeral))
        try:
            answer = await self._client.web.chat_postMessage(
                channel=origin.channel if ours else account, **content, **(thread if ours else {})
            )
        except _CALL as error:
            log.warning("an answer is lost: %s", code(error))
            return None
        channel, ts = answer.get("channel"), answer.get("ts")
        return (channel, ts) if isinstance(channel, str) and isinstance(ts, str) and ts else None


def _typed_back(envelope: Envelope, excuse: Reply, again: Message | None = None) -> Reply:
    """What somebody typed into a form that is closed: as words, and (`again`) with a button that opens it anew."""
    typed = "\n\n".join(value for value in envelope.inbound.fields.values() if len(value) > _WORTH_KEEPING)
    elements: tuple[Element, ...] = excuse.elements
    if typed:
        elements = (*elements, Quote(text=typed, by=tr("You typed this. It is not saved yet.")))
    if again is not None:
        button = Button(label=sentences.form_again(), sends=again, style="primary")
        elements = (*elements, Buttons(buttons=(button,)))
    return Reply(elements=elements, outcome=excuse.outcome)


def _with_line(envelope: Envelope, reply: Reply) -> Reply:
    """What was typed as a command stands nowhere: where a way on has no room for it, it is said back."""
    if reply.outcome == "ok" or fits_buttons(reply) or any(isinstance(one, Quote) for one in reply.elements):
        return reply
    said = Quote(text=envelope.line, by=tr("You typed this. It is not saved yet."))
    return reply.model_copy(update={"elements": (*reply.elements, said)})


def _private(content: Mapping[str, Any]) -> Json:
    return {"response_type": "ephemeral", **content}


def _form_button(sentence: Reply, line: str) -> Json:
    """A sentence, and a button that says the line again: a press brings what is needed to open a form."""
    button = line_button(sentences.form_button(), line) if line else None
    if button is None:
        return message(sentences.form_needs_command())
    content = message(sentence)
    return {**content, "blocks": [*content["blocks"], button]}
