"""The manifest with which a council's IT makes the Slack app: what it may do, why, and where it is reached.

`python -m manifests.slack` writes the committed example anew; `actionlog manifests` writes one for a real address.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

EXAMPLE_URL: Final = "https://actions.example.gov.uk"
COMMITTED: Final = Path(__file__).with_name("slack.json")
COMMAND: Final = "/actions"
REQUEST_PATH: Final = "/slack/events"

SCOPES: Final[dict[str, str]] = {
    "app_mentions:read": "To hear when somebody writes to it with an @ in a channel it was invited to.",
    "channels:history": "To look for its own post in a public channel before it posts again after a failure, so that "
    "nothing is announced twice. It reads only channels it was invited to.",
    "channels:read": "To see whether a channel is shared with another organisation, where it posts nothing.",
    "chat:write": "To answer, and to post what became overdue.",
    "commands": "For /actions, and for its entries in the menu of a message.",
    "files:read": "To read an action plan that a coordinator sends to it.",
    "files:write": "To hand over reports and lists as files.",
    "groups:history": "The same as channels:history, in private channels it was invited to.",
    "groups:read": "The same as channels:read, in private channels it was invited to.",
    "im:history": "To hear what people write to it directly.",
    "im:write": "To send people their own reminders directly.",
    "users:read": "To see who somebody is, and whether an account is a guest's, a bot's or was deactivated.",
    "users:read.email": "To suggest who somebody is in the action plans, by their work e-mail address.",
}
"""What the app may do, and the reason for each."""

EVENTS: Final[dict[str, str]] = {
    "app_home_opened": "To show somebody's own actions when they open the app.",
    "app_mention": "To answer when it is written to in a channel.",
    "message.im": "To answer when it is written to directly.",
    "user_change": "To notice when an account is deactivated, so that a coordinator can give its actions to others.",
}
"""What Slack tells the app, and why it must know."""

SHORTCUTS: Final[dict[str, dict[str, str]]] = {
    "Log as progress": {
        "callback_id": "log_progress",
        "description": "Keep this message as a progress note of an action, with the link to it",
    },
    "Create action": {"callback_id": "create_action", "description": "Add an action with the words of this message"},
}
"""The entries in the menu of a message."""

_HINT = 200
_DESCRIPTION = "Your council's action plan: what is yours, what is due, what is done."
_LONG_DESCRIPTION = (
    "Action Log runs a published action plan from chat. It lists the actions that you lead, takes updates and new "
    "dates with their reasons, marks actions complete, and tells the plan's channel once of each date that was missed. "
    "Every change is kept with who made it and when. It answers people of your organisation only, and posts nothing in "
    "channels that are shared with others."
)


class BadAddress(ValueError):
    """Slack needs an https address that it can reach."""


def manifest(url: str = EXAMPLE_URL, *, socket_mode: bool = False) -> dict[str, Any]:
    """The manifest for a bot at this address; with `socket_mode` no address is given, as none is used.

    Raises:
        BadAddress: the address is not https.
    """
    request_url = "" if socket_mode else _request_url(url)
    where = {} if socket_mode else {"url": request_url}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Action Log",
            "description": _DESCRIPTION,
            "long_description": _LONG_DESCRIPTION,
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "actionlog", "always_online": True},
            "shortcuts": [{"name": name, "type": "message", **words} for name, words in SHORTCUTS.items()],
            "slash_commands": [
                {
                    "command": COMMAND,
                    **where,
                    "description": "Your actions, and what you can do with them",
                    "usage_hint": usage_hint(),
                    "should_escape": True,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {
                **({} if socket_mode else {"request_url": request_url}),
                "bot_events": sorted(EVENTS),
            },
            "interactivity": {"is_enabled": True, **({} if socket_mode else {"request_url": request_url})},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def usage_hint() -> str:
    """What stands beside the command while somebody types: the words that can be said, as many as have room."""
    from domain.usecases import registry

    verbs = [entry.verb for entry in registry.typed()]
    first = [verb for verb in ("mine", "overdue", "update", "done", "date", "help") if verb in verbs]
    hint = " | ".join((*first, *(verb for verb in verbs if verb not in first)))
    return hint if len(hint) <= _HINT else hint[:_HINT].rpartition(" | ")[0]


def as_text(content: dict[str, Any]) -> str:
    """A manifest as the text of a file."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _request_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or " " in url.strip():
        raise BadAddress(f"Slack needs an https address, such as {EXAMPLE_URL}.")
    return url.strip().rstrip("/") + REQUEST_PATH


if __name__ == "__main__":
    COMMITTED.write_text(as_text(manifest()), encoding="utf-8")
