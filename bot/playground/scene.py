"""What the page shows to one person: conversations, messages, open windows, and the list of requests, as JSON."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.playground.drawn import Drawn
from bot.playground.slack_state import SlackMessage, SlackState, SlackView
from bot.playground.teams_cards import actions_of, inputs_of
from bot.playground.teams_files import file_of
from bot.playground.teams_state import TeamsActivity, TeamsState
from bot.playground.wire import Exchange, Wire

MESSAGES = 60
REQUESTS = 120
PRESS = "press:"


class Scene:
    """Reads the two pretend platforms; changes nothing. ``drawn`` remembers what was shown."""

    def __init__(self, slack: SlackState, teams: TeamsState, slack_wire: Wire, teams_wire: Wire) -> None:
        self._slack = slack
        self._teams = teams
        self.drawn = Drawn()
        self._wires = {"Slack": slack_wire, "Teams": teams_wire}

    # Slack

    def slack(self, user_id: str) -> dict[str, Any]:
        """Everything one person sees in Slack."""
        state = self._slack
        with state.lock:
            direct = state.direct_channel(user_id)
            channels = [c for c in state.channels.values() if c.kind != "im" and user_id in c.members]
            stack = state.stack(user_id)
            home = state.homes.get(user_id)
            return {
                "workspace": state.team_name,
                "bot": state.bot_user,
                "users": [{"id": u.id, "name": u.real_name} for u in state.users.values()],
                "conversations": [
                    *({"id": c.id, "name": c.name, "kind": c.kind} for c in channels),
                    {"id": direct.id, "name": state.users[state.bot_user].real_name, "kind": "im"},
                ],
                "messages": {
                    channel.id: [self._slack_message(m) for m in state.seen_in(channel.id, user_id)[-MESSAGES:]]
                    for channel in (*channels, direct)
                },
                "modal": self._view(stack[-1], len(stack)) if stack else None,
                "home": self._view(home, 1) if home else None,
            }

    def _slack_message(self, message: SlackMessage) -> dict[str, Any]:
        user = self._slack.users.get(message.user)
        return {
            "ts": message.ts,
            "drawn": self.drawn.number(message),
            "at": _iso(float(message.ts)),
            "name": user.real_name if user else message.user,
            "app": bool(user and (user.is_bot or user.id == "USLACKBOT")),
            "text": message.text,
            "blocks": list(message.blocks),
            "files": [{"id": str(file.get("id")), "name": str(file.get("name"))} for file in message.files],
            "ephemeral": message.ephemeral,
            "edited": message.edited_ts is not None and not message.ephemeral,
        }

    def _view(self, view: SlackView, depth: int) -> dict[str, Any]:
        payload = view.payload
        return {
            "id": view.id,
            "hash": view.hash,
            "title": view.title,
            "submit": (payload.get("submit") or {}).get("text"),
            "close": (payload.get("close") or {}).get("text", "Cancel"),
            "blocks": view.blocks,
            "errors": dict(view.errors),
            "depth": depth,
        }

    # Teams

    def teams(self, user_id: str) -> dict[str, Any]:
        """Everything one person sees in Teams."""
        state = self._teams
        with state.lock:
            personal = state.personal(user_id)
            others = [c for c in state.conversations.values() if c.kind != "personal" and user_id in c.members]
            dialog = state.dialogs.get(user_id)
            return {
                "bot": state.bot_name,
                "conversations": [
                    *({"id": c.id, "name": c.name, "kind": c.kind, "team": c.team_name} for c in others),
                    {"id": personal.id, "name": state.bot_name, "kind": "personal", "team": None},
                ],
                "messages": {
                    c.id: [self._activity(a, user_id) for a in state.seen_in(c.id, user_id)[-MESSAGES:]]
                    for c in (*others, personal)
                },
                "dialog": {"title": dialog.title, "card": self._drawable(dialog.card)} if dialog else None,
                "notice": state.notices.get(user_id),
            }

    def _activity(self, activity: TeamsActivity, user_id: str) -> dict[str, Any]:
        app = activity.sender == self._teams.bot_id
        user = self._teams.users.get(activity.sender)
        card = activity.card(user_id)
        return {
            "id": activity.id,
            "drawn": self.drawn.number(activity),
            "at": _iso(int(activity.id) / 1000),
            "name": self._teams.bot_name if app else user.name if user else "Somebody",
            "app": app,
            "mine": activity.sender == user_id,
            "text": activity.text,
            "card": self._drawable(card) if card else None,
            "file": file_of(activity),
            "thread": activity.thread,
            "private": activity.only_for is not None,
            "edited": activity.edited,
        }

    def _drawable(self, card: Mapping[str, Any]) -> dict[str, Any]:
        """A card as the page draws it: its people pickers hold the directory, which Teams asks as somebody types."""
        drawn = _pressable(card)
        for field in inputs_of(drawn):
            if field.pop("choices.data", None):  # with it, the page's renderer would ask us at every letter
                people = [{"title": user.name, "value": user.object_id} for user in self._teams.users.values()]
                there = {person["value"] for person in people}
                others = [choice for choice in field.get("choices", ()) if choice["value"] not in there]
                field |= {"choices": people + others, "style": "expanded" if field.get("isMultiSelect") else "compact"}
        return drawn

    # requests

    def wire(self) -> list[dict[str, Any]]:
        """The newest requests of both platforms, newest first, without their bodies."""
        both = [exchange for wire in self._wires.values() for exchange in wire.all()[-REQUESTS:]]
        both.sort(key=lambda exchange: exchange.at, reverse=True)
        return [wire_entry(exchange) for exchange in both[:REQUESTS]]

    def exchange(self, platform: str, number: str) -> Exchange | None:
        """One request, if it is still kept."""
        wire = self._wires.get(platform)
        kept = wire.all() if wire else []
        return next((exchange for exchange in kept if str(exchange.number) == number), None)


def wire_entry(exchange: Exchange, *, whole: bool = False) -> dict[str, Any]:
    """A request as the page lists it; ``whole`` adds headers and bodies, secrets in the bot's own headers hidden."""
    entry: dict[str, Any] = {
        "id": f"{exchange.platform}/{exchange.number}",
        "at": exchange.at.isoformat(timespec="milliseconds"),
        "platform": exchange.platform,
        "direction": exchange.direction,
        "what": exchange.what,
        "status": exchange.status,
        "ms": round(exchange.milliseconds, 2),
        "problem": exchange.problem,
    }
    if whole:
        headers = {
            key: _shortened(value)
            for key, value in exchange.request_headers.items()
            if key.lower() in ("authorization", "content-type") or key.lower().startswith("x-slack")
        }
        entry |= {
            "path": exchange.path,
            "headers": headers,
            "request": _pretty(exchange.request_body, exchange.payload),
            "response": _pretty(exchange.response_body, {}),
        }
    return entry


def _shortened(value: str) -> str:
    return value if len(value) <= 80 else f"{value[:48]}…{value[-12:]}"


def _pretty(body: bytes, payload: Mapping[str, Any]) -> str:
    if payload:
        return json.dumps(dict(payload), indent=2, ensure_ascii=False)
    text = body.decode("utf-8", "replace")
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False) if text.strip() else ""
    except ValueError:
        return text


def _pressable(card: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a card whose buttons carry their number as id, so that the page can say which one was pressed."""
    copied: dict[str, Any] = copy.deepcopy(dict(card))
    for number, action in enumerate(actions_of(copied)):
        action["id"] = f"{PRESS}{number}"
    return copied


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
