"""The pretend Slack's Web API: what the bot may call, under ``/api/<method>``.

Arguments are taken from the query, a form or a JSON body, as Slack does. A method is a function from the workspace
and its arguments to the answer; `SlackError` is Slack's refusal.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.playground import slack_payloads as payloads
from bot.playground.slack_state import SlackChannel, SlackError, SlackMessage, SlackState, SlackUser

Arguments = Mapping[str, Any]
Method = Callable[[SlackState, Arguments], dict[str, Any]]

METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as a Web API method."""

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


async def arguments_of(request: web.Request) -> dict[str, Any]:
    """The arguments of a call, wherever they stand; JSON inside form fields is read."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        try:
            given |= json.loads(body) if body.strip() else {}
        except (ValueError, TypeError) as problem:
            raise SlackError("invalid_json") from problem
    elif request.content_type == "application/x-www-form-urlencoded":
        given |= dict(parse_qsl(await request.text(), keep_blank_values=True))
    elif request.can_read_body:
        given |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    for key in ("blocks", "attachments", "metadata", "view", "files"):
        if isinstance(given.get(key), str):
            try:
                given[key] = json.loads(given[key])
            except ValueError as problem:
                raise SlackError("invalid_blocks_format" if key == "blocks" else "invalid_arguments") from problem
    return given


def flag(arguments: Arguments, name: str, default: bool = False) -> bool:
    """An argument that is true or false, in whichever spelling it came."""
    return str(arguments.get(name, default)).lower() in ("1", "true")


def need(arguments: Arguments, *names: str) -> list[str]:
    """Arguments that have to be there; SlackError invalid_arguments names those that are not."""
    missing = [name for name in names if arguments.get(name) in (None, "")]
    if missing:
        raise SlackError(
            "invalid_arguments",
            response_metadata={"messages": [f"[ERROR] missing required field: {name}" for name in missing]},
        )
    return [str(arguments[name]) for name in names]


def whole(arguments: Arguments, name: str, default: int, most: int) -> int:
    """A number from 1 to ``most``; SlackError invalid_limit."""
    try:
        number = int(arguments.get(name) or default)
    except ValueError as problem:
        raise SlackError("invalid_limit") from problem
    return max(1, min(number, most))


def _page(rows: list[Any], arguments: Arguments, default: int, most: int) -> tuple[list[Any], str]:
    """One page of rows and the cursor of the next one."""
    start = 0
    if arguments.get("cursor"):
        try:
            start = int(base64.b64decode(str(arguments["cursor"]), validate=True))
        except ValueError as problem:
            raise SlackError("invalid_cursor") from problem
    end = start + whole(arguments, "limit", default, most)
    return rows[start:end], base64.b64encode(str(end).encode()).decode() if end < len(rows) else ""


# who we are


@method("api.test")
def api_test(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Answer at all."""
    return {"args": dict(arguments)}


@method("auth.test")
def auth_test(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Which workspace and which bot the token belongs to."""
    return {
        "url": f"https://{state.team_domain}.slack.com/",
        "team": state.team_name,
        "user": state.users[state.bot_user].name,
        "team_id": state.team_id,
        "user_id": state.bot_user,
        "bot_id": state.bot_id,
        "app_id": state.app_id,
        "is_enterprise_install": False,
    }


@method("team.info")
def team_info(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """The workspace."""
    return {"team": {"id": state.team_id, "name": state.team_name, "domain": state.team_domain, "icon": {}}}


# people


def user_json(state: SlackState, user: SlackUser) -> dict[str, Any]:
    """A person as users.info shows them."""
    profile: dict[str, Any] = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "team": user.team_id,
    }
    if user.email:
        profile["email"] = user.email
    body: dict[str, Any] = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(state.clock()),
    }
    if not user.deleted:
        body |= {
            "real_name": user.real_name,
            "tz": user.tz,
            "is_admin": user.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": user.guest or user.single_channel_guest,
            "is_ultra_restricted": user.single_channel_guest,
            "is_email_confirmed": True,
        }
    if user.team_id != state.team_id:
        body["is_stranger"] = True
    return body


@method("users.info")
def users_info(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """One person."""
    (user,) = need(arguments, "user")
    return {"user": user_json(state, state.user(user))}


@method("users.lookupByEmail")
def users_lookup_by_email(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """The person with an e-mail address."""
    (email,) = need(arguments, "email")
    for user in state.users.values():
        if user.email and user.email.lower() == email.lower() and not user.deleted and user.team_id == state.team_id:
            return {"user": user_json(state, user)}
    raise SlackError("users_not_found")


@method("users.list")
def users_list(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Everybody in the workspace."""
    page, cursor = _page([u for u in state.users.values() if u.team_id == state.team_id], arguments, 200, 1000)
    return {"members": [user_json(state, user) for user in page], "response_metadata": {"next_cursor": cursor}}


# conversations


def channel_json(state: SlackState, channel: SlackChannel) -> dict[str, Any]:
    """A conversation as conversations.info shows it."""
    if channel.kind == "im":
        other = next(iter(channel.members - {state.bot_user}))
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_archived": False,
            "is_org_shared": False,
            "context_team_id": state.team_id,
            "user": other,
            "is_user_deleted": state.users[other].deleted,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": next(iter(sorted(channel.members)), ""),
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_archived": channel.is_archived,
        "is_general": False,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "is_member": state.bot_user in channel.members,
        "context_team_id": state.team_id,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def visible(state: SlackState, channel_id: str) -> SlackChannel:
    """A conversation the bot may know of: private ones exist only for their members."""
    channel = state.channel(channel_id)
    if channel.kind != "channel" and state.bot_user not in channel.members:
        raise SlackError("channel_not_found")
    return channel


def writable(state: SlackState, channel_id: str) -> SlackChannel:
    """A conversation the bot may post to, given by its id or by a person's; SlackError where it may not."""
    if channel_id in state.users:
        channel_id = state.direct_channel(channel_id).id
    channel = visible(state, channel_id)
    if channel.is_archived:
        raise SlackError("is_archived")
    if state.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


@method("conversations.info")
def conversations_info(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """One conversation."""
    (channel_id,) = need(arguments, "channel")
    channel = visible(state, channel_id)
    body = channel_json(state, channel)
    if flag(arguments, "include_num_members"):
        body["num_members"] = len(channel.members)
    return {"channel": body}


@method("conversations.open")
def conversations_open(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """The direct conversation with one person."""
    if arguments.get("channel"):
        channel = visible(state, str(arguments["channel"]))
    else:
        (users,) = need(arguments, "users")
        if "," in users:
            raise SlackError("method_not_supported_for_channel_type")
        channel = state.direct_channel(users)
    short = {"id": channel.id}
    return {"channel": channel_json(state, channel) if flag(arguments, "return_im") else short}


@method("conversations.join")
def conversations_join(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """The bot enters a public channel."""
    (channel_id,) = need(arguments, "channel")
    channel = visible(state, channel_id)
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    channel = state.put_channel(replace(channel, members=channel.members | {state.bot_user}))
    return {"channel": channel_json(state, channel)}


@method("conversations.members")
def conversations_members(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Who is in a conversation."""
    (channel_id,) = need(arguments, "channel")
    page, cursor = _page(sorted(visible(state, channel_id).members), arguments, 100, 1000)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def _listed(state: SlackState, arguments: Arguments, who: str | None) -> dict[str, Any]:
    names = {"public_channel": "channel", "private_channel": "private", "im": "im"}
    kinds = {names.get(kind.strip()) for kind in str(arguments.get("types") or "public_channel").split(",")}
    rows = [
        channel_json(state, channel)
        for channel in state.channels.values()
        if channel.kind in kinds
        and (who is None or who in channel.members)
        and (channel.kind == "channel" or state.bot_user in channel.members)
        and not (channel.is_archived and flag(arguments, "exclude_archived"))
    ]
    page, cursor = _page(rows, arguments, 100, 999)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


@method("users.conversations")
def users_conversations(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """The conversations somebody (else: the bot) is in."""
    who = str(arguments.get("user") or state.bot_user)
    return _listed(state, arguments, state.user(who).id)


@method("conversations.list")
def conversations_list(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Every conversation the bot may know of."""
    return _listed(state, arguments, None)


def _history(state: SlackState, arguments: Arguments, keep: Callable[[SlackMessage], bool]) -> dict[str, Any]:
    (channel_id,) = need(arguments, "channel")
    channel = visible(state, channel_id)
    if state.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    try:
        oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    except ValueError as problem:
        raise SlackError("invalid_ts_latest") from problem
    inclusive = flag(arguments, "inclusive")
    shown_until = time.monotonic() - state.history_lag
    rows = [
        message
        for message in state.seen_in(channel.id)
        if keep(message)
        and (oldest < float(message.ts) < latest or (inclusive and float(message.ts) in (oldest, latest)))
        and (not state.history_lag or message.stored_at <= shown_until)
    ]
    rows.sort(key=lambda message: float(message.ts), reverse="ts" not in arguments)
    page, cursor = _page(rows, arguments, 100, 999)
    metadata = flag(arguments, "include_all_metadata")
    return {
        "messages": [payloads.message_json(state, message, metadata=metadata) for message in page],
        "has_more": bool(cursor),
        "pin_count": 0,
        "response_metadata": {"next_cursor": cursor},
    }


@method("conversations.history")
def conversations_history(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """The messages of a conversation, newest first; metadata only where it is asked for."""
    return _history(state, arguments, lambda message: message.thread_ts in (None, message.ts))


@method("conversations.replies")
def conversations_replies(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """A thread, oldest first."""
    (ts,) = need(arguments, "ts")
    return _history(state, arguments, lambda message: ts in (message.ts, message.thread_ts))
