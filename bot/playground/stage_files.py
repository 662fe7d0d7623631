"""Giving a file, or a pasted table, to the bot from the demonstration's page."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from bot.playground.pretend_slack import PretendSlack
from bot.playground.pretend_teams import PretendTeams
from bot.playground.teams_files import file_of
from bot.playground.wire import Exchange

MAX_FILE = 5_000_000
"""Bytes of a file that the page sends along, well above what a plan has."""
MAX_BODY = 7_200_000
"""Of a request that carries such a file as base64."""


def content_of(body: Mapping[str, Any]) -> tuple[str, bytes]:
    """The name and the bytes of a file in a request.

    Raises:
        ValueError: with a sentence for the page.
    """
    name, given = body.get("name"), body.get("content")
    if not isinstance(name, str) or not name.strip() or not isinstance(given, str):
        raise ValueError("Choose a file first.")
    try:
        content = base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("The file did not arrive whole. Please choose it again.") from None
    if len(content) > MAX_FILE:
        raise ValueError(f"The demonstration takes files of at most {MAX_FILE // 1_000_000} MB.")
    return name.replace("/", "_").replace("\\", "_")[:120], content


def read_slack(slack: PretendSlack, file: str, *, user: str) -> tuple[str, bytes] | None:
    """The name and the bytes of a file in a conversation of this person."""
    state = slack.state
    with state.lock:
        mine = [*(c.id for c in state.channels.values() if user in c.members), state.direct_channel(user).id]
        shared = {str(one.get("id")) for c in mine for m in state.seen_in(c, user) for one in m.files}
        found = state.files.get(file) if file in shared else None
        return None if found is None or found.content is None else (found.name, found.content)


def read_teams(teams: PretendTeams, file: str, *, user: str) -> tuple[str, bytes] | None:
    """The name and the bytes of a file that the bot has put among this person's."""
    seen = teams.state.seen_in(teams.personal(user).id, user)
    kept = teams.drive.files.get(file) if any((file_of(one) or {}).get("id") == file for one in seen) else None
    return None if kept is None else (kept.name, kept.content)


def to_slack(slack: PretendSlack, body: Mapping[str, Any], *, user: str, channel: str, text: str) -> Exchange | None:
    """A file in a Slack conversation."""
    name, content = content_of(body)
    return slack.upload(name, content, user=user, channel=channel, text=text)


def to_teams(
    teams: PretendTeams, body: Mapping[str, Any], *, user: str, conversation: str, text: str
) -> Exchange | None:
    """A file in a Teams conversation; with `page` a table that was pasted."""
    page = body.get("page")
    if isinstance(page, str) and page:
        return teams.paste(page, text, user=user)
    name, content = content_of(body)
    return teams.upload(name, content, user=user, conversation=conversation, text=text)
