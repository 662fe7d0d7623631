"""Signed requests as the platforms send them, each with a delivery of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.outside import APP_ID, Outside
from bench.town import TEAM, TENANT, Who
from bot.playground.slack_outgoing import FORM, sign

SECRET = "bench-signing-secret"  # noqa: S105 - of a workspace that doesn't exist


@dataclass(frozen=True, slots=True)
class Signed:
    """What goes over the wire."""

    headers: dict[str, str]
    body: bytes


def command(who: Who, text: str, response_url: str = "") -> Signed:
    """`/actions TEXT`, typed in a conversation of two."""
    return _form(
        {
            "token": "x",
            "team_id": TEAM,
            "team_domain": "brackenford",
            "channel_id": f"D{who.slack[1:]}",
            "channel_name": "directmessage",
            "user_id": who.slack,
            "user_name": who.name,
            "command": "/actions",
            "text": text,
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": _delivery(),
        }
    )


def press(who: Who, button: dict[str, Any], response_url: str) -> Signed:
    """A button of an answer that only this person sees."""
    channel = f"D{who.slack[1:]}"
    payload: dict[str, Any] = {
        "type": "block_actions",
        "user": {"id": who.slack, "username": who.name, "name": who.name, "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "x",
        "container": {
            "type": "message",
            "message_ts": "1760000000.000100",
            "channel_id": channel,
            "is_ephemeral": True,
        },
        "trigger_id": _delivery(),
        "team": {"id": TEAM, "domain": "brackenford"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel, "name": "directmessage"},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [button | {"action_ts": "1760000000.000200"}],
    }
    return _form({"payload": json.dumps(payload, separators=(",", ":"))})


def message(who: Who, text: str, world: Outside, token: str) -> Signed:
    """A message to the bot in Teams."""
    number = _delivery()
    activity = {
        "type": "message",
        "id": number,
        "timestamp": "2026-01-01T09:00:00.000Z",
        "serviceUrl": world.service_url,
        "channelId": "msteams",
        "from": {"id": f"29:{who.teams}", "name": who.name, "aadObjectId": who.teams},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": f"a:{who.teams}"},
        "recipient": {"id": f"28:{APP_ID}", "name": "Action Log"},
        "text": text,
        "textFormat": "plain",
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web"}],
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-GB",
    }
    headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {token}"}
    return Signed(headers, json.dumps(activity).encode())


def teams_token(world: Outside) -> str:
    """A token as Teams makes them; like Teams', it is used for many requests."""
    return world.keys.token(world.keys.claims(world.service_url))


def _delivery() -> str:
    return uuid4().hex


def _form(fields: dict[str, str]) -> Signed:
    body = urlencode(fields).encode()
    return Signed({"Content-Type": FORM, **sign(body, SECRET)}, body)
