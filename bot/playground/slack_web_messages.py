"""The pretend Slack's Web API, second half: messages and views."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground import slack_payloads as payloads
from bot.playground.slack_rules import MAX_MESSAGE_TEXT, check_message, check_view
from bot.playground.slack_state import SlackChannel, SlackError, SlackMessage, SlackState, SlackView, filled
from bot.playground.slack_web_api import Arguments, flag, method, need, visible, writable

MAX_OPEN_VIEWS = 3

# messages


def checked(message: Mapping[str, Any]) -> None:
    """Refuse what Slack refuses, with its reasons."""
    refusal = check_message(message)
    if refusal:
        code, faults = refusal
        raise SlackError(code, errors=faults, response_metadata={"messages": faults})


def bot_message(
    state: SlackState, channel: SlackChannel, arguments: Arguments, *, only_for: str | None = None
) -> SlackMessage:
    """A message the bot sends, checked but not stored."""
    checked(arguments)
    return SlackMessage(
        channel=channel.id,
        ts=state.new_ts(),
        user=state.bot_user,
        text=str(arguments.get("text") or "")[:MAX_MESSAGE_TEXT],
        blocks=filled(arguments.get("blocks") or ()),
        attachments=tuple(arguments.get("attachments") or ()),
        metadata=arguments.get("metadata") or None,
        thread_ts=arguments.get("thread_ts") or None,
        only_for=only_for,
        bot_id=state.bot_id,
        unfurl=flag(arguments, "unfurl_links") or "unfurl_links" not in arguments,
    )


def changed_message(message: SlackMessage, arguments: Arguments, ts: str) -> SlackMessage:
    """A message with newer content; what is not given stays as it was."""
    checked({"text": message.text or " ", **arguments})
    blocks, metadata = arguments.get("blocks"), arguments.get("metadata")
    return replace(
        message,
        text=str(arguments["text"])[:MAX_MESSAGE_TEXT] if arguments.get("text") is not None else message.text,
        blocks=message.blocks if blocks is None else filled(blocks),
        metadata=message.metadata if metadata is None else (metadata or None),
        edited_ts=ts,
    )


@method("chat.postMessage")
def chat_post_message(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Say something in a conversation."""
    (channel_id,) = need(arguments, "channel")
    message = state.store(bot_message(state, writable(state, channel_id), arguments))
    for listener in tuple(state.posted):
        listener(message)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "message": payloads.message_json(state, message, metadata=True),
    }


@method("chat.postEphemeral")
def chat_post_ephemeral(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Say something that one person sees."""
    channel_id, user_id = need(arguments, "channel", "user")
    channel = writable(state, channel_id)
    if state.user(user_id).id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = state.store(bot_message(state, channel, arguments, only_for=user_id))
    return {"message_ts": message.ts}


@method("chat.update")
def chat_update(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Change a message of the bot."""
    channel_id, ts = need(arguments, "channel", "ts")
    channel = visible(state, channel_id)
    with state.lock:
        message = state.message(channel.id, ts)
        if message.ephemeral:
            raise SlackError("message_not_found")
        if message.bot_id != state.bot_id:
            raise SlackError("cant_update_message")
        if channel.is_archived:
            raise SlackError("is_archived")
        message = state.store(changed_message(message, arguments, state.new_ts()))
    body = payloads.message_json(state, message, metadata=True)
    return {"channel": channel.id, "ts": ts, "text": message.text, "message": body}


@method("chat.delete")
def chat_delete(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Take a message of the bot away."""
    channel_id, ts = need(arguments, "channel", "ts")
    with state.lock:
        message = state.message(visible(state, channel_id).id, ts)
        if message.ephemeral:
            raise SlackError("message_not_found")
        if message.bot_id != state.bot_id:
            raise SlackError("cant_delete_message")
        state.remove(channel_id, ts)
    return {"channel": channel_id, "ts": ts}


@method("chat.getPermalink")
def chat_get_permalink(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """The address of a message."""
    channel_id, ts = need(arguments, "channel", "message_ts")
    state.message(channel_id, ts)
    link = f"https://{state.team_domain}.slack.com/archives/{channel_id}/p{ts.replace('.', '')}"
    return {"channel": channel_id, "permalink": link}


# views


def _checked_view(arguments: Arguments, *kinds: str) -> dict[str, Any]:
    view = arguments.get("view")
    refusal = check_view(view)
    if refusal:
        code, faults = refusal
        raise SlackError(code, response_metadata={"messages": faults})
    assert isinstance(view, dict)  # noqa: S101 - check_view refuses anything else; this tells the type checker
    if view["type"] not in kinds:
        faults = [f"[ERROR] view type must be {' or '.join(kinds)} [json-pointer:/view/type]"]
        raise SlackError("invalid_arguments", response_metadata={"messages": faults})
    return {**view, "blocks": list(filled(view["blocks"]))}


def new_hash() -> str:
    """The version mark of a view."""
    return f"{int(time.time())}.{secrets.token_hex(4)}"


def show_view(state: SlackState, user: str, payload: Mapping[str, Any], *, onto: SlackView | None) -> SlackView:
    """Open a modal, alone or on top of another one."""
    if onto is None:
        with state.lock:
            for view in state.stack(user):
                state.close_view(view.id)
    elif len(state.stack(user)) >= MAX_OPEN_VIEWS:
        raise SlackError("push_limit_reached")
    view_id = state.new_id("V")
    root, previous = (onto.root_id, onto.id) if onto else (view_id, None)
    return state.put_view(SlackView(view_id, user, "modal", payload, new_hash(), root, previous))


@method("views.open")
def views_open(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Open a modal for whoever's interaction the trigger comes from."""
    (trigger,) = need(arguments, "trigger_id")
    payload = _checked_view(arguments, "modal")
    user, _ = state.use_trigger(trigger)
    return {"view": payloads.view_json(state, show_view(state, user, payload, onto=None))}


@method("views.push")
def views_push(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Open a modal on top of the one in which the trigger was made."""
    (trigger,) = need(arguments, "trigger_id")
    payload = _checked_view(arguments, "modal")
    user, view_id = state.use_trigger(trigger)
    below = state.views.get(view_id or "")
    if below is None:
        raise SlackError("not_found")
    return {"view": payloads.view_json(state, show_view(state, user, payload, onto=below))}


@method("views.update")
def views_update(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Change an open modal."""
    payload = _checked_view(arguments, "modal")
    with state.lock:
        view = state.views.get(str(arguments.get("view_id") or ""))
        if view is None and arguments.get("external_id"):
            wanted = arguments["external_id"]
            view = next((v for v in state.views.values() if v.payload.get("external_id") == wanted), None)
        if view is None:
            raise SlackError("not_found")
        if arguments.get("hash") and arguments["hash"] != view.hash:
            raise SlackError("hash_conflict")
        view = state.put_view(replace(view, payload=payload, hash=new_hash(), errors={}))
    return {"view": payloads.view_json(state, view)}


@method("views.publish")
def views_publish(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Set somebody's home tab."""
    (user_id,) = need(arguments, "user_id")
    payload = _checked_view(arguments, "home")
    with state.lock:
        user = state.user(user_id)
        if user.deleted or user.team_id != state.team_id:
            raise SlackError("not_enabled")
        before = state.homes.get(user.id)
        if before and arguments.get("hash") and arguments["hash"] != before.hash:
            raise SlackError("hash_conflict")
        view_id = before.id if before else state.new_id("V")
        view = state.put_view(SlackView(view_id, user.id, "home", payload, new_hash(), view_id))
    return {"view": payloads.view_json(state, view)}
