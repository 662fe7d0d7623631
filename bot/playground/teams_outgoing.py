"""Really signed activities from the pretend Teams to the bot: built here, sent elsewhere.

`TeamsRequests` turns "this person pressed that" into a `SignedRequest`, good or spoilt in a named way (`BAD_CASES`).
"""

from __future__ import annotations

import html
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.playground.teams_cards import actions_of, inputs_of
from bot.playground.teams_keys import SigningKeys
from bot.playground.teams_state import TeamsActivity, TeamsConversation, TeamsDialog, TeamsState, TeamsUser
from bot.playground.wire import SignedRequest

MESSAGES_PATH = "/api/messages"

# What is wrong with a request, and the status the bot should answer with.
BAD_CASES: dict[str, int] = {
    "no header": 401,
    "bearer alone": 401,
    "other scheme": 401,
    "garbage": 401,
    "expired": 401,
    "not yet valid": 401,
    "no issuer": 401,
    "no expiry": 401,
    "wrong issuer": 401,
    "wrong audience": 401,
    "wrong service url in the token": 401,
    "wrong key": 401,
    "unknown key id": 401,
    "key not endorsed": 401,
    "key without endorsements": 401,
    "hs256": 401,
    "alg none": 401,
    "emulator issuer": 401,
    "no service url": 400,
    "foreign service url": 403,
    "foreign tenant": 403,
    "differing tenants": 403,
    "not json": 400,
    "a list": 400,
    "text/plain": 415,
}
_CLAIMS: dict[str, dict[str, Any]] = {
    "no issuer": {"iss": None},
    "no expiry": {"exp": None},
    "wrong issuer": {"iss": "https://login.example.com"},
    "emulator issuer": {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
    "wrong audience": {"aud": "00000000-0000-0000-0000-00000000dead"},
    "wrong service url in the token": {"serviceurl": "https://elsewhere.example/"},
}


class NoSuchButton(LookupError):
    """There is no such button or field on the card; the message lists what there is."""


class FieldMissing(ValueError):
    """A required field was left empty; the card would not let the person send it."""


def field_values(card: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields of a card: given by id or label, else as the card came."""
    values: dict[str, str] = {}
    used: set[str] = set()
    fields = inputs_of(card)
    for each in fields:
        name = next((name for name in (each["id"], each.get("label")) if name in given), None)
        if name is not None:
            used.add(name)
        value = each.get("value", each.get("valueOff", "false") if each["type"] == "Input.Toggle" else "")
        value = given[name] if name is not None else value
        if each["type"] == "Input.ChoiceSet" and name is not None and value:
            value = _choices(each, value)
        if each.get("isRequired") and value in ("", None):
            raise FieldMissing(str(each.get("errorMessage") or f"{each.get('label', each['id'])!r} must be filled in."))
        values[each["id"]] = "" if value is None else str(value)
    if set(given) - used:
        raise NoSuchButton(
            f"No field {sorted(set(given) - used)}; there are {[f.get('label', f['id']) for f in fields]}."
        )
    return values


def _choices(element: Mapping[str, Any], value: Any) -> str:
    if "choices.data" in element:
        return str(value)
    picked = []
    if element.get("isMultiSelect") and isinstance(value, str):
        value = value.split(",")  # as the renderer of the cards joins them
    for each in value if isinstance(value, list | tuple) else [value]:
        for choice in element.get("choices", ()):
            if each in (choice["value"], choice["title"]):
                picked.append(choice["value"])
                break
        else:
            offered = [choice["title"] for choice in element.get("choices", ())]
            raise NoSuchButton(f"No choice {each!r}; there are {offered}.")
    return ",".join(picked)


def find_action(card: Mapping[str, Any], title: str | int, *, nth: int = 0) -> dict[str, Any]:
    """The ``nth`` action with this title, tooltip, id or verb, or by its number on the card.

    NoSuchButton lists what there is.
    """
    actions = actions_of(card)
    if isinstance(title, int):
        found, nth = actions[title : title + 1] if title >= 0 else [], 0
    else:
        found = [each for each in actions if title in (each.get(k) for k in ("title", "tooltip", "id", "verb"))]
    if nth >= len(found):
        raise NoSuchButton(f"No button {title!r} (number {nth}); there are {[a.get('title') for a in actions]}.")
    return found[nth]


class TeamsRequests:
    """Builds the requests of one tenant."""

    def __init__(self, state: TeamsState, keys: SigningKeys) -> None:
        self.state = state
        self.keys = keys
        self.service_url = ""

    # envelopes

    def signed(self, activity: Mapping[str, Any], what: str = "", **claims: Any) -> SignedRequest:
        """An activity with a good token; ``claims`` replaces some (None leaves one out)."""
        service_url = str(activity.get("serviceUrl", self.service_url))
        token = self.keys.token(self.keys.claims(service_url, **claims))
        name = activity.get("name") or activity.get("text") or activity.get("type")
        return SignedRequest(
            what or str(name),
            MESSAGES_PATH,
            {
                "Content-Type": "application/json; charset=utf-8",
                "Authorization": f"Bearer {token}",
                "User-Agent": "BF-DirectLine (Microsoft-BotFramework/3.2)",
            },
            json.dumps(activity, ensure_ascii=False).encode(),
            activity,
            kind=str(activity.get("type")),
        )

    def forged(self, case: str, activity: Mapping[str, Any]) -> SignedRequest:
        """The request spoilt in one of the ways of `BAD_CASES`; KeyError for an unknown one."""
        _ = BAD_CASES[case]
        now = int(time.time())
        good = self.signed(activity, case)
        claims = self.keys.claims(self.service_url)
        keys = self.keys
        tokens: dict[str, Callable[[], str]] = {
            "garbage": lambda: "not.a.token",
            "wrong key": lambda: keys.token(claims, number=2, kid=keys.kid()),
            "unknown key id": lambda: keys.token(claims, number=2),
            "key not endorsed": lambda: keys.token(claims, number=1),
            "key without endorsements": lambda: keys.token(claims, number=4),
            "hs256": lambda: keys.token_hs256(claims),
            "alg none": lambda: keys.token_unsigned(claims),
            "expired": lambda: keys.token({**claims, "nbf": now - 7200, "exp": now - 3600}),
            "not yet valid": lambda: keys.token({**claims, "nbf": now + 3600, "exp": now + 7200}),
        }
        if case in tokens:
            return replace(good, headers={**good.headers, "Authorization": f"Bearer {tokens[case]()}"})
        if case in _CLAIMS:
            return self.signed(activity, case, **_CLAIMS[case])
        headers = dict(good.headers)
        match case:
            case "no header":
                del headers["Authorization"]
            case "bearer alone":
                headers["Authorization"] = "Bearer"
            case "other scheme":
                headers["Authorization"] = "Basic " + headers["Authorization"].partition(" ")[2]
            case "text/plain":
                headers["Content-Type"] = "text/plain"
            case "not json":
                return replace(good, body=b"{not json")
            case "a list":
                return replace(good, body=b"[" + good.body + b"]")
            case "no service url":
                return self.signed({key: value for key, value in activity.items() if key != "serviceUrl"}, case)
            case "foreign service url":
                return self.signed({**activity, "serviceUrl": "https://collector.example/"}, case)
            case "foreign tenant" | "differing tenants":
                tenant = "99999999-0000-0000-0000-000000000000"
                conversation = dict(activity["conversation"])
                if case == "foreign tenant":
                    conversation["tenantId"] = tenant
                data = {**activity["channelData"], "tenant": {"id": tenant}}
                return self.signed({**activity, "channelData": data, "conversation": conversation}, case)
        return replace(good, headers=headers)

    # activities

    def base(
        self, kind: str, user: TeamsUser, conversation: TeamsConversation, *, thread: str | None = None
    ) -> dict[str, Any]:
        """What every activity from somebody has."""
        state = self.state
        now = datetime.fromtimestamp(state.clock(), UTC)
        where: dict[str, Any] = {
            "conversationType": conversation.kind,
            "tenantId": user.tenant_id,
            "id": conversation.id,
        }
        data: dict[str, Any] = {"tenant": {"id": user.tenant_id}}
        if conversation.kind != "personal":
            where |= {"isGroup": True}
        if conversation.name:
            where |= {"name": conversation.name}
        if conversation.kind == "channel":
            where["id"] = f"{conversation.id};messageid={thread}" if thread else conversation.id
            data |= {
                "teamsChannelId": conversation.id,
                "teamsTeamId": conversation.team_id,
                "channel": {"id": conversation.id},
                "team": {"id": conversation.team_id, "name": conversation.team_name},
            }
        return {
            "type": kind,
            "id": state.new_activity_id(),
            "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimezone": "Europe/London",
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": {"id": user.id, "name": user.name, "aadObjectId": user.object_id},
            "conversation": where,
            "recipient": {"id": state.bot_id, "name": state.bot_name},
            "locale": "en-GB",
            "entities": [
                {
                    "type": "clientInfo",
                    "locale": "en-GB",
                    "country": "GB",
                    "platform": "Web",
                    "timezone": "Europe/London",
                }
            ],
            "channelData": data,
        }

    def message(
        self,
        text: str,
        *,
        user: str,
        conversation: str,
        thread: str | None = None,
        targeted: bool = False,
    ) -> dict[str, Any]:
        """A typed message. ``@Name`` of a member or of the bot becomes a mention; markup characters are encoded.

        ``targeted`` marks it as Teams marks a slash command.
        """
        state = self.state
        where = state.conversation(conversation)
        activity = self.base("message", state.user(user), where, thread=thread)
        if where.kind == "channel" and thread is None:
            activity["conversation"]["id"] = f"{where.id};messageid={activity['id']}"
        names = {state.bot_name: state.bot_id} | {state.users[each].name: each for each in where.members}
        words = html.escape(text, quote=False)
        for name, account in names.items():
            tag = f"<at>{html.escape(name, quote=False)}</at>"
            words, count = re.subn(rf"@{re.escape(html.escape(name, quote=False))}(?!\w)", tag, words)
            if count:
                mentioned = {"id": account, "name": name}
                activity["entities"].append({"type": "mention", "mentioned": mentioned, "text": tag})
        activity |= {
            "text": words,
            "textFormat": "plain",
            "attachments": [{"contentType": "text/html", "content": f"<div>{words}</div>"}],
        }
        if targeted:
            activity["recipient"]["isTargeted"] = True
        return activity

    def invoke(
        self, name: str, value: Mapping[str, Any], *, user: str, conversation: str, reply_to: str | None = None
    ) -> dict[str, Any]:
        """An invoke activity: its answer is in the body."""
        activity = self.base("invoke", self.state.user(user), self.state.conversation(conversation), thread=reply_to)
        activity |= {"name": name, "value": dict(value)}
        return activity | ({"replyToId": reply_to} if reply_to else {})

    def execute(
        self,
        action: Mapping[str, Any],
        card: Mapping[str, Any],
        on: TeamsActivity,
        *,
        user: str,
        inputs: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """``Action.Execute`` pressed: the invoke ``adaptiveCard/action``."""
        sent = {key: action[key] for key in ("type", "id", "title", "verb") if key in action}
        values = {} if action.get("associatedInputs") == "none" else field_values(card, inputs or {})
        sent["data"] = {**(action.get("data") or {}), **values}
        value = {"action": sent, "trigger": "manual"}
        return self.invoke("adaptiveCard/action", value, user=user, conversation=on.conversation, reply_to=on.id)

    def submit(
        self,
        action: Mapping[str, Any],
        card: Mapping[str, Any],
        on: TeamsActivity,
        *,
        user: str,
        inputs: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """``Action.Submit`` pressed: a message whose ``value`` is the data, or the invoke ``task/fetch``."""
        values = {} if action.get("associatedInputs") == "none" else field_values(card, inputs or {})
        data = {**(action.get("data") or {}), **values}
        special = data.get("msteams") if isinstance(data.get("msteams"), dict) else {}
        if special and special.get("type") == "task/fetch":
            value = {"data": data, "context": {"theme": "default"}, "tabContext": None}
            return self.invoke("task/fetch", value, user=user, conversation=on.conversation, reply_to=on.id)
        where = self.state.conversation(on.conversation)
        activity = self.base("message", self.state.user(user), where, thread=on.thread or on.id)
        activity |= {"value": {key: each for key, each in data.items() if key != "msteams"}, "replyToId": on.id}
        activity["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": on.id}}
        if special and special.get("type") == "messageBack":
            activity |= {"text": special.get("text", ""), "value": special.get("value", activity["value"])}
        return activity

    def dialog_submit(self, dialog: TeamsDialog, data: Mapping[str, Any]) -> dict[str, Any]:
        """A dialog sent off: the invoke ``task/submit``."""
        value = {"data": dict(data), "context": {"theme": "default"}}
        return self.invoke(
            "task/submit", value, user=dialog.user, conversation=dialog.conversation, reply_to=dialog.reply_to
        )

    def members_changed(self, conversation: str, *, by: str, added: bool = True) -> dict[str, Any]:
        """``conversationUpdate``: the bot was added to a conversation, or removed."""
        activity = self.base("conversationUpdate", self.state.user(by), self.state.conversation(conversation))
        activity["membersAdded" if added else "membersRemoved"] = [{"id": self.state.bot_id}]
        activity["channelData"]["eventType"] = "teamMemberAdded" if added else "teamMemberRemoved"
        return activity

    def installation(self, conversation: str, *, by: str, added: bool = True) -> dict[str, Any]:
        """``installationUpdate``: the app was installed, or removed."""
        activity = self.base("installationUpdate", self.state.user(by), self.state.conversation(conversation))
        activity["action"] = "add" if added else "remove"
        activity["channelData"]["settings"] = {"selectedChannel": {"id": conversation}}
        return activity


def new_user_id() -> str:
    """An id as the bot sees people."""
    return f"29:{secrets.token_urlsafe(32)}"
