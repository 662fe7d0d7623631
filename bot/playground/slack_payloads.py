"""What Slack sends to an app: slash commands, interactions and events, in the shapes of its documentation.

Plain functions from the workspace's state to JSON; signing and sending are done elsewhere.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.slack_state import SlackChannel, SlackMessage, SlackState, SlackUser, SlackView
from bot.playground.slack_values import element_value, option_named

VERIFICATION_TOKEN = "pretend-verification-token"  # noqa: S105 - Slack's retired token; apps verify signatures instead


def _team(state: SlackState) -> dict[str, Any]:
    return {"id": state.team_id, "domain": state.team_domain}


def _user(user: SlackUser) -> dict[str, Any]:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id}


def _channel(channel: SlackChannel) -> dict[str, Any]:
    return {"id": channel.id, "name": channel_name(channel)}


def channel_name(channel: SlackChannel) -> str:
    """The name Slack gives in payloads: direct and private conversations are not named."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def message_json(state: SlackState, message: SlackMessage, *, metadata: bool = False) -> dict[str, Any]:
    """A message as histories and interactions show it."""
    body: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": state.users[message.user].team_id if message.user in state.users else state.team_id,
    }
    if message.bot_id:
        body |= {"bot_id": message.bot_id, "app_id": state.app_id}
    if message.blocks:
        body["blocks"] = list(message.blocks)
    if message.attachments:
        body["attachments"] = list(message.attachments)
    if message.files:
        body["files"] = list(message.files)
    if message.client_msg_id:
        body["client_msg_id"] = message.client_msg_id
    if message.thread_ts:
        body["thread_ts"] = message.thread_ts
    if message.edited_ts:
        body["edited"] = {"user": message.user, "ts": message.edited_ts}
    if metadata and message.metadata is not None:
        body["metadata"] = dict(message.metadata)
    return body


def view_json(state: SlackState, view: SlackView, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A view as Slack returns it and sends it with interactions."""
    text_or_none = {"title", "close", "submit"}
    body: dict[str, Any] = {
        "id": view.id,
        "team_id": state.team_id,
        "type": view.kind,
        "blocks": view.blocks,
        "private_metadata": view.payload.get("private_metadata", ""),
        "callback_id": view.payload.get("callback_id", ""),
        "state": {"values": dict(values or {})},
        "hash": view.hash,
        "clear_on_close": view.payload.get("clear_on_close", False),
        "notify_on_close": view.payload.get("notify_on_close", False),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": state.app_id,
        "external_id": view.payload.get("external_id", ""),
        "app_installed_team_id": state.team_id,
        "bot_id": state.bot_id,
    }
    return body | {key: view.payload.get(key) for key in text_or_none}


def slash_command(
    state: SlackState,
    user: SlackUser,
    channel: SlackChannel,
    command: str,
    text: str,
    *,
    trigger: str,
    response_url: str,
) -> dict[str, str]:
    """The form fields of a slash command."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": state.team_id,
        "team_domain": state.team_domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": state.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def _interaction(state: SlackState, kind: str, user: SlackUser, trigger: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": kind,
        "team": _team(state),
        "user": _user(user),
        "api_app_id": state.app_id,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }
    return body | ({"trigger_id": trigger} if trigger else {})


def pressed(block: Mapping[str, Any], element: Mapping[str, Any], given: Any = ...) -> dict[str, Any]:
    """One entry of ``actions``: what was pressed or chosen."""
    action: dict[str, Any] = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": f"{time.time():.6f}",
    }
    if element["type"] == "button":
        action["text"] = element["text"]
        action |= {key: element[key] for key in ("value", "style") if key in element}
    elif element["type"] == "overflow":
        action["selected_option"] = option_named(element, given)
    else:
        action |= element_value(element, given) or {}
    if "placeholder" in element:
        action["placeholder"] = element["placeholder"]
    return action


def block_actions_on_message(
    state: SlackState,
    user: SlackUser,
    message: SlackMessage,
    action: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    trigger: str,
    response_url: str,
) -> dict[str, Any]:
    """Something was pressed on a message."""
    channel = state.channel(message.channel)
    body = _interaction(state, "block_actions", user, trigger) | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.ephemeral,
        },
        "channel": _channel(channel),
        "state": {"values": dict(values)},
        "response_url": response_url,
        "actions": [dict(action)],
    }
    if not message.ephemeral:
        body["message"] = message_json(state, message, metadata=True)
    if message.thread_ts:
        body["container"]["thread_ts"] = message.thread_ts
    return body


def block_actions_on_view(
    state: SlackState,
    user: SlackUser,
    view: SlackView,
    action: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    trigger: str,
) -> dict[str, Any]:
    """Something was pressed in a modal or on the home tab."""
    return _interaction(state, "block_actions", user, trigger) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(state, view, values),
        "actions": [dict(action)],
    }


def view_submission(
    state: SlackState,
    user: SlackUser,
    view: SlackView,
    values: Mapping[str, Any],
    *,
    trigger: str,
    response_urls: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """A modal was sent off."""
    return _interaction(state, "view_submission", user, trigger) | {
        "view": view_json(state, view, values),
        "response_urls": list(response_urls),
    }


def view_closed(state: SlackState, user: SlackUser, view: SlackView, *, cleared: bool) -> dict[str, Any]:
    """A modal was closed without sending it off."""
    return _interaction(state, "view_closed", user, None) | {"view": view_json(state, view), "is_cleared": cleared}


def shortcut(state: SlackState, user: SlackUser, callback_id: str, *, trigger: str) -> dict[str, Any]:
    """A global shortcut was chosen."""
    return _interaction(state, "shortcut", user, trigger) | {
        "callback_id": callback_id,
        "action_ts": f"{time.time():.6f}",
    }


def message_shortcut(
    state: SlackState, user: SlackUser, message: SlackMessage, callback_id: str, *, trigger: str, response_url: str
) -> dict[str, Any]:
    """A shortcut was chosen from the menu of a message."""
    return _interaction(state, "message_action", user, trigger) | {
        "callback_id": callback_id,
        "action_ts": f"{time.time():.6f}",
        "message_ts": message.ts,
        "channel": _channel(state.channel(message.channel)),
        "message": message_json(state, message, metadata=True),
        "response_url": response_url,
    }


def block_suggestion(
    state: SlackState, user: SlackUser, block: Mapping[str, Any], element: Mapping[str, Any], typed: str, **where: Any
) -> dict[str, Any]:
    """Somebody typed into a menu whose options the app supplies."""
    return _interaction(state, "block_suggestion", user, None) | {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": typed,
        **where,
    }


def event_callback(state: SlackState, event: Mapping[str, Any], *, event_id: str | None = None) -> dict[str, Any]:
    """The envelope of an event."""
    channel = event.get("channel")
    known = state.channels.get(channel) if isinstance(channel, str) else None
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": state.team_id,
        "context_team_id": state.team_id,
        "context_enterprise_id": None,
        "api_app_id": state.app_id,
        "event": dict(event),
        "type": "event_callback",
        "event_id": event_id or "Ev" + secrets.token_hex(5).upper(),
        "event_time": int(state.clock()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": state.team_id,
                "user_id": state.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(known and known.is_ext_shared),
        "event_context": "4-" + secrets.token_hex(12),
    }


def message_event(state: SlackState, message: SlackMessage, kind: str) -> dict[str, Any]:
    """The inner event of a message: ``message`` (with its channel type) or ``app_mention``."""
    body = message_json(state, message) | {"type": kind, "channel": message.channel, "event_ts": message.ts}
    if kind == "message":
        body["channel_type"] = {"im": "im", "private": "group"}.get(state.channel(message.channel).kind, "channel")
    return body


def home_opened_event(state: SlackState, user: SlackUser, tab: str = "home") -> dict[str, Any]:
    """The inner event of somebody opening the app's home; with the view that is there, if any."""
    event: dict[str, Any] = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": state.direct_channel(user.id).id,
        "event_ts": state.new_ts(),
        "tab": tab,
    }
    view = state.homes.get(user.id)
    return event | ({"view": view_json(state, view)} if view else {})


def rich_text(text: str) -> dict[str, Any]:
    """The block that Slack makes of a typed message."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": secrets.token_hex(3), "elements": [section]}
