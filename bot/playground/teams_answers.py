"""What Teams does with the bot's answers to invokes: shows the card, the dialog or the words, or says it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.teams_cards import CARD, check_card
from bot.playground.teams_state import TeamsActivity, TeamsDialog, TeamsError, TeamsState
from bot.playground.wire import Exchange, Wire

UNREACHABLE = "Unable to reach app. Please try again."
WENT_WRONG = "Something went wrong. Please try again."
_KIND = "application/vnd.microsoft."


def apply_card_answer(state: TeamsState, wire: Wire, exchange: Exchange, *, on: TeamsActivity, user: str) -> Exchange:
    """The answer to ``adaptiveCard/action``: a card for this person only, words, or an error."""
    body, problem = _body(exchange)
    if problem:
        state.set_notice(user, UNREACHABLE)
        return wire.amend(exchange, problem) if exchange.problem is None else exchange
    kind, value = body.get("type"), body.get("value")
    if not isinstance(body.get("statusCode"), int):
        problem = "BadSyntax: the answer needs statusCode, type and value"
    elif kind == CARD:
        faults = check_card(value)
        problem = f"BadSyntax: {'; '.join(faults)}" if faults else None
        if not faults and isinstance(value, dict):
            _show_privately(state, on, user, value)
    elif kind == f"{_KIND}activity.message":
        state.set_notice(user, str(value))
        problem = None if isinstance(value, str) else "BadSyntax: the value of a message must be a string"
    elif kind == f"{_KIND}error":
        state.set_notice(user, str(value.get("message")) if isinstance(value, dict) else WENT_WRONG)
    else:
        problem = f"BadSyntax: unknown type {kind!r}"
    if problem:
        state.set_notice(user, WENT_WRONG)
        return wire.amend(exchange, problem)
    return exchange


def _show_privately(state: TeamsState, on: TeamsActivity, user: str, card: dict[str, Any]) -> None:
    try:
        with state.lock:
            now = state.activity(on.conversation, on.id)
            state.store(replace(now, private_cards={**now.private_cards, user: card}))
    except TeamsError:
        return  # the message was deleted meanwhile


def apply_dialog_answer(
    state: TeamsState, wire: Wire, exchange: Exchange, *, user: str, on: TeamsActivity | None = None
) -> Exchange:
    """The answer to ``task/fetch`` and ``task/submit``: a dialog, words, or the end of the dialog."""
    body, problem = _body(exchange, empty_is_fine=on is None)
    if problem:
        state.set_notice(user, UNREACHABLE)
        return wire.amend(exchange, problem) if exchange.problem is None else exchange
    task = body.get("task")
    before = state.dialogs.get(user)
    if task is None:
        state.set_dialog(user, None)
        return exchange
    value = task.get("value") if isinstance(task, dict) else None
    match task.get("type") if isinstance(task, dict) else None:
        case "message" if isinstance(value, str):
            state.set_dialog(user, None)
            state.set_notice(user, value)
        case "continue" if isinstance(value, dict):
            attachment = value.get("card")
            card = attachment.get("content") if isinstance(attachment, dict) else None
            faults = check_card(card)
            where = on.conversation if on else before.conversation if before else ""
            reply_to = on.id if on else before.reply_to if before else None
            if not faults and isinstance(card, dict) and isinstance(attachment, dict):
                state.set_dialog(user, TeamsDialog(user, where, str(value.get("title") or ""), card, reply_to))
            problem = f"BadSyntax: {'; '.join(faults)}" if faults else None
        case other:
            problem = f"BadSyntax: unknown task {other!r}"
    if problem:
        state.set_notice(user, WENT_WRONG)
        return wire.amend(exchange, problem)
    return exchange


def _body(exchange: Exchange, *, empty_is_fine: bool = False) -> tuple[Mapping[str, Any], str | None]:
    if not exchange.ok:
        return {}, exchange.problem or f"HTTP {exchange.status}"
    if not exchange.response_body.strip():
        return {}, None if empty_is_fine else "BadSyntax: an invoke needs a body"
    try:
        body = exchange.json()
    except ValueError:
        return {}, "BadSyntax: the answer is not JSON"
    return (body, None) if isinstance(body, dict) else ({}, "BadSyntax: the answer must be a JSON object")
