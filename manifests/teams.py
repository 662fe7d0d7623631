"""The packages that a council's IT uploads to Teams: what the app may do, why, and what people are offered to say.

`python -m manifests.teams` writes the committed examples anew; `actionlog manifests` builds packages for a real app.
There are two, since Teams that don't know version 1.29 and later refuse a manifest with slash commands: the plain one
(1.25), and one (1.30) with slash commands and private answers in channels.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from manifests import drawing

EXAMPLE_URL: Final = "https://actions.example.gov.uk"
EXAMPLE_APP_ID: Final = "00000000-0000-4000-8000-000000000000"
VERSION: Final = "1.0.0"
"""Teams takes an upload for an update only where this is higher than before."""

PERMISSIONS: Final[dict[str, str]] = {
    "identity": "To know who presses a button, so that people can change only what is theirs.",
    "messageTeamMembers": "To answer in private when somebody asks in a channel, and to send people their reminders.",
}
SCOPES: Final[dict[str, str]] = {
    "personal": "To be asked, and to answer, in a private chat; this is where most of it happens.",
    "team": "To post in a plan's channel what became overdue, and to be asked there with an @mention.",
    "groupChat": "To be asked with an @mention in a chat of several people; the answers stay private.",
}
FEATURES: Final[dict[str, str]] = {
    "supportsFiles": "To read an action plan that a coordinator sends to it, and to hand over reports.",
    "supportedChannelTypes: privateChannels": "To serve plans whose channel is private. Channels that are shared with "
    "other organisations are left out on purpose.",
    "supportsTargetedMessages (only 1.30)": "To be asked with a slash command, and to answer in the channel for the "
    "eyes of one person.",
}
"""What else it asks for, and the reason for each. It asks for no right to read messages, files or the directory."""

MAX_COMMANDS: Final = 12
MAX_HINT: Final = 128
_FIRST = ("mine", "overdue", "done", "update", "date", "due", "show", "find", "rag", "undo", "help", "channel")
_SHORT = "Your council's action plan: what is yours, what is due, what is done."
_FULL = (
    "Action Log runs a published action plan from chat. It lists the actions that you lead, takes updates and new "
    "dates with their reasons, marks actions complete, and tells the plan's channel once about each missed date. Every "
    "change is kept with who made it and when. It answers people of your organisation only, and in private: "
    "nothing of a plan is shown in a channel unless its coordinator lets that channel follow it, or somebody puts "
    "an action into a message of their own."
)


class BadAddress(ValueError):
    """The address or the app id can't stand in a manifest."""


FROM_MESSAGE: Final = {
    "log_progress": ("Log as progress", "Keep this message as a progress note of an action, with the link to it"),
    "create_action": ("Create action", "Add an action with the words of this message"),
}
"""The entries in the menu of a message."""

_SEARCH: Final[dict[str, Any]] = {
    "id": "search",
    "type": "query",
    "title": "Find an action",
    "description": "Put an action into your message, as a card",
    "context": ["compose"],
    "initialRun": True,
    "parameters": [
        {"name": "words", "title": "Words", "description": "Words of the action, or its reference", "inputType": "text"}
    ],
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two manifests."""

    version: str
    slash: bool
    committed: Path
    package: str


PLAIN: Final = Kind("1.25", False, Path(__file__).with_name("teams.json"), "actionlog-teams.zip")
SLASH: Final = Kind("1.30", True, Path(__file__).with_name("teams_slash.json"), "actionlog-teams-slash.zip")
KINDS: Final = (PLAIN, SLASH)


def manifest(kind: Kind = PLAIN, *, app_id: str = EXAMPLE_APP_ID, url: str = EXAMPLE_URL) -> dict[str, Any]:
    """The manifest of the app with this (client) id for a bot at this address.

    Raises:
        BadAddress: the address is not https, or the id is none.
    """
    app_id, url = _app_id(app_id), _address(url)
    bot: dict[str, Any] = {
        "botId": app_id,
        "scopes": list(SCOPES),
        "isNotificationOnly": False,
        "supportsFiles": True,
        "commandLists": _command_lists(kind),
    }
    if kind.slash:
        bot["supportsTargetedMessages"] = True
    return {
        "$schema": (f"https://developer.microsoft.com/json-schemas/teams/v{kind.version}/MicrosoftTeams.schema.json"),
        "manifestVersion": kind.version,
        "version": VERSION,
        "id": app_id,
        "developer": {
            "name": "Action Log",
            "websiteUrl": f"{url}/about",
            "privacyUrl": f"{url}/privacy",
            "termsOfUseUrl": f"{url}/terms",
        },
        "name": {"short": "Action Log", "full": "Action Log: council action plans"},
        "description": {"short": _SHORT, "full": _FULL},
        "icons": {"color": drawing.COLOR.name, "outline": drawing.OUTLINE.name},
        "accentColor": "#1D3557",
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "bots": [bot],
        "composeExtensions": [
            {"botId": app_id, "commands": [_SEARCH, *(_from_message(*one) for one in FROM_MESSAGE.items())]}
        ],
        "permissions": list(PERMISSIONS),
        "supportedChannelTypes": ["privateChannels"],
        "validDomains": [str(urlsplit(url).hostname)],
    }


def commands() -> list[dict[str, str]]:
    """What Teams offers while somebody types, from the registry: at most twelve, those that people need first."""
    from domain.usecases import registry

    entries = {entry.verb: entry for entry in registry.typed() if entry.teams_hint}
    ordered = [*(verb for verb in _FIRST if verb in entries), *(verb for verb in entries if verb not in _FIRST)]
    return [_command(verb, f"{entries[verb].summary}: {entries[verb].usage}") for verb in ordered[:MAX_COMMANDS]]


def _command_lists(kind: Kind) -> list[dict[str, Any]]:
    offered = commands()
    if not kind.slash:
        return [{"scopes": [scope], "commands": offered} for scope in SCOPES]
    own = _command("actions", "Your actions; or say what you want to do: actions done 8")
    with_slash = [own, *offered[: MAX_COMMANDS - 1]]
    shared = [scope for scope in SCOPES if scope != "personal"]
    return [
        {"scopes": ["personal"], "commands": offered},
        *({"scopes": [scope], "triggers": ["mention", "slash"], "commands": with_slash} for scope in shared),
    ]


def _from_message(name: str, words: tuple[str, str]) -> dict[str, Any]:
    title, description = words
    return {
        "id": name,
        "type": "action",
        "title": title,
        "description": description,
        "context": ["message"],
        "fetchTask": True,
    }


def _command(title: str, description: str) -> dict[str, str]:
    short = description if len(description) <= MAX_HINT else f"{description[: MAX_HINT - 1].rstrip()}…"
    return {"title": title, "description": short}


def build_zip(path: Path, kind: Kind = PLAIN, *, app_id: str, url: str = EXAMPLE_URL) -> Path:
    """Write the package that Teams takes as an upload: the manifest and the icons. The same call gives the same bytes.

    Raises:
        BadAddress: the address is not https, or the id is none.
    """
    files = {
        "manifest.json": as_text(manifest(kind, app_id=app_id, url=url)).encode(),
        drawing.COLOR.name: drawing.COLOR.read_bytes(),
        drawing.OUTLINE.name: drawing.OUTLINE.read_bytes(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return path


def as_text(content: dict[str, Any]) -> str:
    """A manifest as the text of a file."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _app_id(given: str) -> str:
    try:
        return str(UUID(given.strip()))
    except ValueError:
        raise BadAddress(
            "Teams needs the application (client) id of your Azure Bot: 36 characters such as " + EXAMPLE_APP_ID + "."
        ) from None


def _address(given: str) -> str:
    parts = urlsplit(given.strip())
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise BadAddress(f"Teams needs an https address, such as {EXAMPLE_URL}.")
    return given.strip().rstrip("/")


if __name__ == "__main__":
    for each in KINDS:
        each.committed.write_text(as_text(manifest(each)), encoding="utf-8")
