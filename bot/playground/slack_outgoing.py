"""Really signed requests from the pretend Slack to the bot: built here, sent elsewhere.

`SlackRequests` turns "this person pressed that" into a `SignedRequest`. Tests may take one, spoil it with
`dataclasses.replace`, and send it themselves.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from bot.playground import slack_payloads as payloads
from bot.playground.slack_state import SlackMessage, SlackState, SlackView, elements_of
from bot.playground.slack_values import NoSuchElement, require_inputs, state_values
from bot.playground.wire import SignedRequest

EVENTS_PATH = "/slack/events"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def sign(body: bytes, secret: str, *, timestamp: int | str | None = None) -> dict[str, str]:
    """Slack's v0 signature headers of a body; ``timestamp`` defaults to now, in whole seconds."""
    stamp = str(int(time.time()) if timestamp is None else timestamp)
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def find_element(
    blocks: Sequence[Mapping[str, Any]], name: str, *, nth: int = 0
) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """The ``nth`` interactive element with this label, accessibility label, action id or placeholder, and its block.

    ``block_id/action_id`` names exactly one. NoSuchElement lists the ones that are there.
    """
    found = []
    labels = []
    for block, element in elements_of(blocks):
        names = [
            element.get("text", {}).get("text"),
            element.get("accessibility_label"),
            element.get("placeholder", {}).get("text"),
            element.get("action_id"),
            f"{block.get('block_id')}/{element.get('action_id')}",
        ]
        labels.append(next((each for each in names if each), "?"))
        if name in names:
            found.append((block, element))
    if nth >= len(found):
        raise NoSuchElement(f"No element {name!r} (number {nth}); there are {labels}.")
    return found[nth]


class SlackRequests:
    """Builds the requests of one workspace."""

    def __init__(self, state: SlackState, signing_secret: str) -> None:
        self.state = state
        self.signing_secret = signing_secret
        self.origin = ""

    # words as Slack encodes them

    def encoded(self, text: str, *, named: bool = False) -> str:
        """What somebody typed, as it travels: ``&``, ``<``, ``>`` escaped, ``@name`` and ``#name`` as references.

        ``named`` writes the longer form that slash commands carry, ``<@U1|name>``.
        """
        words = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        users = {user.name: user.id for user in self.state.users.values()}
        channels = {channel.name: channel.id for channel in self.state.channels.values() if channel.name}

        def reference(match: re.Match[str]) -> str:
            mark, name = match[1], match[2]
            found = (users if mark == "@" else channels).get(name)
            if not found:
                return match[0]
            return f"<{mark}{found}|{name}>" if named or mark == "#" else f"<{mark}{found}>"

        return re.sub(r"(?<!\w)([@#])([\w.-]*\w)", reference, words)

    # envelopes

    def form(self, what: str, kind: str, fields: Mapping[str, str], payload: Mapping[str, Any]) -> SignedRequest:
        """A signed form."""
        body = urlencode(dict(fields)).encode()
        headers = {"Content-Type": FORM, **self._headers(body)}
        return SignedRequest(what, EVENTS_PATH, headers, body, payload, kind=kind)

    def interaction(self, payload: Mapping[str, Any], what: str) -> SignedRequest:
        """A signed interaction: a form with one field, ``payload``."""
        return self.form(what, "interactive", {"payload": json.dumps(payload, separators=(",", ":"))}, payload)

    def event(
        self, inner: Mapping[str, Any], *, event_id: str | None = None, retry: int = 0, reason: str = "http_timeout"
    ) -> SignedRequest:
        """A signed event; ``retry`` from 1 adds the headers of a repeated delivery."""
        return self.envelope(payloads.event_callback(self.state, inner, event_id=event_id), retry=retry, reason=reason)

    def envelope(self, payload: Mapping[str, Any], *, retry: int = 0, reason: str = "http_timeout") -> SignedRequest:
        """A signed JSON body as the Events API sends it, such as an event or ``url_verification``."""
        body = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
        headers = {"Content-Type": JSON, **self._headers(body)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        inner = payload.get("event")
        what = f"event {inner.get('type') if isinstance(inner, Mapping) else payload.get('type', '?')}"
        return SignedRequest(what, EVENTS_PATH, headers, body, payload, kind="events_api")

    def _headers(self, body: bytes) -> dict[str, str]:
        return {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", **sign(body, self.signing_secret)}

    def _response_url(self, channel: str, user: str, message: SlackMessage | None) -> str:
        return f"{self.origin}/response/{self.state.new_response_url(channel, user, message)}"

    # what people do

    def command(self, text: str, *, user: str, channel: str, command: str = "/actions") -> SignedRequest:
        """A slash command as typed."""
        fields = payloads.slash_command(
            self.state,
            self.state.user(user),
            self.state.channel(channel),
            command,
            self.encoded(text, named=True),
            trigger=self.state.new_trigger(user),
            response_url=self._response_url(channel, user, None),
        )
        return self.form(f"{command} {text}".strip(), "slash_commands", fields, fields)

    def press(
        self,
        name: str,
        *,
        user: str,
        on: SlackMessage | SlackView,
        nth: int = 0,
        choose: Any = ...,
        values: Mapping[str, Any] | None = None,
    ) -> SignedRequest:
        """A button pressed, or something chosen from a menu or picker with ``choose``.

        ``values`` are what stands in the other fields of the message or view, see `slack_values.state_values`.
        """
        state = self.state
        block, element = find_element(on.blocks, name, nth=nth)
        given = {**(values or {}), **({} if choose is ... else {element["action_id"]: choose})}
        stateless = element["type"] in ("button", "overflow")
        now = state_values(on.blocks, dict(values or {}) if stateless else given)
        action = payloads.pressed(block, element, choose)
        label = f"press “{element.get('text', {}).get('text', name)}”"
        if isinstance(on, SlackView):
            body = payloads.block_actions_on_view(
                state, state.user(user), on, action, now, trigger=state.new_trigger(user, on.id)
            )
        else:
            if on.only_for not in (None, user):
                raise NoSuchElement(f"{user} can't see that message: it is for {on.only_for} only.")
            body = payloads.block_actions_on_message(
                state,
                state.user(user),
                on,
                action,
                now,
                trigger=state.new_trigger(user),
                response_url=self._response_url(on.channel, user, on),
            )
        return self.interaction(body, label)

    def submit(self, view: SlackView, values: Mapping[str, Any] | None = None) -> SignedRequest:
        """A modal sent off with these values; InputMissing where Slack's own window would not let it go."""
        now = state_values(view.blocks, values or {})
        require_inputs(view.blocks, now)
        urls = []
        for block, element in elements_of(view.blocks):
            if element.get("response_url_enabled"):
                chosen = now[block["block_id"]][element["action_id"]]
                channel = chosen.get("selected_conversation") or chosen.get("selected_channel")
                if channel:
                    urls.append(
                        {
                            "block_id": block["block_id"],
                            "action_id": element["action_id"],
                            "channel_id": channel,
                            "response_url": self._response_url(channel, view.user, None),
                        }
                    )
        body = payloads.view_submission(
            self.state,
            self.state.user(view.user),
            view,
            now,
            trigger=self.state.new_trigger(view.user, view.id),
            response_urls=urls,
        )
        return self.interaction(body, f"send “{view.title}”")

    def closed(self, view: SlackView, *, cleared: bool = False) -> SignedRequest:
        """A modal closed without sending it."""
        body = payloads.view_closed(self.state, self.state.user(view.user), view, cleared=cleared)
        return self.interaction(body, f"close “{view.title}”")

    def shortcut(self, callback_id: str, *, user: str) -> SignedRequest:
        """A global shortcut."""
        trigger = self.state.new_trigger(user)
        body = payloads.shortcut(self.state, self.state.user(user), callback_id, trigger=trigger)
        return self.interaction(body, f"shortcut {callback_id}")

    def message_shortcut(self, callback_id: str, *, user: str, on: SlackMessage) -> SignedRequest:
        """A shortcut from the menu of a message."""
        body = payloads.message_shortcut(
            self.state,
            self.state.user(user),
            on,
            callback_id,
            trigger=self.state.new_trigger(user),
            response_url=self._response_url(on.channel, user, on),
        )
        return self.interaction(body, f"message shortcut {callback_id}")

    def suggest(self, name: str, typed: str, *, user: str, on: SlackMessage | SlackView) -> SignedRequest:
        """Typing into a menu whose options the app supplies."""
        block, element = find_element(on.blocks, name)
        if isinstance(on, SlackView):
            where: dict[str, Any] = {
                "container": {"type": "view", "view_id": on.id},
                "view": payloads.view_json(self.state, on),
            }
        else:
            where = {
                "container": {"type": "message", "message_ts": on.ts, "channel_id": on.channel},
                "channel": {"id": on.channel},
                "message": payloads.message_json(self.state, on),
            }
        body = payloads.block_suggestion(self.state, self.state.user(user), block, element, typed, **where)
        return self.interaction(body, f"options for “{typed}”")
