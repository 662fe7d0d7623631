"""What Slack does with the bot's answers: shows them to the person, or tells them that the app failed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.slack_rules import check_view
from bot.playground.slack_server import SlackServer
from bot.playground.slack_state import SlackError, SlackMessage, SlackState, SlackView, filled
from bot.playground.slack_web_messages import new_hash, show_view
from bot.playground.wire import Exchange

TROUBLE = "We had some trouble connecting. Try again?"


def apply_command_answer(server: SlackServer, exchange: Exchange, *, command: str, user: str, channel: str) -> Exchange:
    """Show the body of the answer to a command, or the sentence Slack shows where the app failed."""
    if not exchange.ok:
        code = "operation_timeout" if exchange.status is None else "dispatch_failed"
        _slackbot(server.state, channel, user, f'{command} failed with the error "{code}"')
        return exchange
    body = _body(exchange)
    if not body:
        return exchange
    try:
        server.answer_in_channel(channel, user, body)
    except SlackError as refusal:
        _slackbot(server.state, channel, user, f'{command} failed with the error "{refusal.code}"')
        return server.wire.amend(exchange, _words(refusal))
    return exchange


def apply_submission_answer(server: SlackServer, exchange: Exchange, view: SlackView) -> Exchange:
    """Close the modal, show its errors, change it or put another on top, as the answer says."""
    state = server.state
    if not exchange.ok:
        state.put_view(replace(view, errors={"": TROUBLE}))
        return exchange
    try:
        body = _body(exchange)
        _apply(state, body, view)
    except SlackError as refusal:
        state.put_view(replace(view, errors={"": TROUBLE}))
        return server.wire.amend(exchange, _words(refusal))
    return exchange


def _apply(state: SlackState, body: Mapping[str, Any], view: SlackView) -> None:
    action = body.get("response_action")
    if not body:
        state.close_view(view.id)
    elif action == "clear":
        state.close_view(view.id, whole_stack=True)
    elif action == "errors":
        errors = body.get("errors")
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or set(errors) - inputs:
            raise SlackError("invalid_errors", errors=[f"errors must name input blocks: {sorted(inputs)}"])
        state.put_view(replace(view, errors=errors))
    elif action in ("update", "push"):
        payload = body.get("view")
        refusal = check_view(payload)
        if refusal or not isinstance(payload, dict):
            raise SlackError("invalid_view", errors=refusal[1] if refusal else ["no view"])
        whole = {**payload, "blocks": list(filled(payload["blocks"]))}
        if action == "push":
            show_view(state, view.user, whole, onto=view)
        else:
            state.put_view(replace(view, payload=whole, hash=new_hash(), errors={}))
    else:
        raise SlackError("invalid_response_action", errors=[f"unknown response_action {action!r}"])


def _body(exchange: Exchange) -> dict[str, Any]:
    """The answer as Slack reads it: JSON, or plain words as a text."""
    if not exchange.response_body.strip():
        return {}
    try:
        body = json.loads(exchange.response_body)
    except ValueError:
        return {"text": exchange.text}
    return body if isinstance(body, dict) else {"text": exchange.text}


def _slackbot(state: SlackState, channel: str, user: str, words: str) -> None:
    state.store(SlackMessage(channel, state.new_ts(), "USLACKBOT", words, only_for=user))


def _words(refusal: SlackError) -> str:
    return ": ".join([refusal.code, *(["; ".join(refusal.more["errors"])] if refusal.more.get("errors") else [])])
