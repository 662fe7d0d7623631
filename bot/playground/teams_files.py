"""The pretend Teams' files: kept by a pretend OneDrive, which gives them to whoever has the address it made."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.playground.teams_state import TeamsActivity

DOWNLOAD_INFO = "application/vnd.microsoft.teams.file.download.info"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
FILE_INFO = "application/vnd.microsoft.teams.card.file.info"
ADDRESS_SECONDS = 300.0


@dataclass(slots=True)
class KeptFile:
    """A file, and the word in its address that lets one read it until `expires`."""

    name: str
    content: bytes
    word: str
    expires: float


@dataclass(slots=True)
class OneDrive:
    """What people sent to the bot. One per pretend Teams."""

    files: dict[str, KeptFile] = field(default_factory=dict)
    rooms: dict[str, KeptFile] = field(default_factory=dict)
    origin: str = ""

    def keep(self, name: str, content: bytes) -> dict[str, Any]:
        """Keep a file; gives the attachment with which a message tells of it."""
        unique = secrets.token_hex(16)
        kept = KeptFile(name, content, secrets.token_urlsafe(24), time.monotonic() + ADDRESS_SECONDS)
        self.files[unique] = kept
        address = f"{self.origin}/onedrive/{unique}/{quote(name)}"
        return {
            "contentType": DOWNLOAD_INFO,
            "contentUrl": address,
            "name": name,
            "content": {
                "downloadUrl": f"{address}?tempauth={kept.word}",
                "uniqueId": unique,
                "fileType": name.rpartition(".")[2].lower(),
            },
        }

    def make_room(self, name: str) -> dict[str, Any]:
        """An address to which a file of the bot may be written once; gives what comes with somebody's yes."""
        unique = secrets.token_hex(16)
        kept = KeptFile(name, b"", secrets.token_urlsafe(24), time.monotonic() + ADDRESS_SECONDS)
        self.rooms[unique] = kept
        address = f"{self.origin}/onedrive/{unique}/{quote(name)}"
        return {
            "contentUrl": address,
            "name": name,
            "uploadUrl": f"{address}?uploadauth={kept.word}",
            "uniqueId": unique,
            "fileType": name.rpartition(".")[2].lower(),
        }

    def answer_to(self, asked: Mapping[str, Any], *, accept: bool) -> dict[str, Any]:
        """What Teams tells the bot when somebody answers its question about a file."""
        content = asked.get("content") or {}
        if not accept:
            return {"type": "fileUpload", "action": "decline", "context": content.get("declineContext")}
        room = self.make_room(str(asked.get("name", "")))
        return {"type": "fileUpload", "action": "accept", "context": content.get("acceptContext"), "uploadInfo": room}

    def expire(self) -> None:
        """Make every address too old, as if some minutes had passed."""
        for kept in (*self.files.values(), *self.rooms.values()):
            kept.expires = 0.0

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file, for whoever has the whole address in time."""
        kept = self.files.get(request.match_info["file"])
        if kept is None:
            return web.json_response({"error": {"code": "itemNotFound"}}, status=404)
        given = request.query.get("tempauth", "")
        if time.monotonic() > kept.expires or not secrets.compare_digest(given.encode(), kept.word.encode()):
            return web.json_response({"error": {"code": "unauthenticated"}}, status=401)
        return web.Response(body=kept.content, content_type="application/octet-stream")

    async def write(self, request: web.Request) -> web.StreamResponse:
        """A file is written in one piece, into a room that is still empty."""
        unique = request.match_info["file"]
        kept = self.rooms.get(unique)
        given = request.query.get("uploadauth", "")
        good = kept is not None and secrets.compare_digest(given.encode(), kept.word.encode())
        if kept is None or not good or time.monotonic() > kept.expires:
            return web.json_response({"error": {"code": "itemNotFound"}}, status=404)
        if request.headers.get("Authorization"):
            return web.json_response({"error": {"code": "unauthenticated"}}, status=401)
        content = await request.read()
        if request.headers.get("Content-Range") != f"bytes 0-{len(content) - 1}/{len(content)}":
            return web.json_response({"error": {"code": "invalidRange"}}, status=416)
        self.files[unique] = KeptFile(kept.name, content, kept.word, kept.expires)
        del self.rooms[unique]  # the session ends with the last byte
        return web.json_response({"id": unique, "name": kept.name, "size": len(content)}, status=201)


def consent_of(activity: TeamsActivity) -> dict[str, Any] | None:
    """The question about a file that stands in a message, if there is one."""
    return next((one for one in activity.attachments if one.get("contentType") == CONSENT), None)


def file_of(activity: TeamsActivity) -> dict[str, Any] | None:
    """The file of a message as the page draws it: one that is asked about (`asks`), or one that is there (`id`)."""
    if (asked := consent_of(activity)) is not None:
        content = asked.get("content") or {}
        words, size = str(content.get("description", "")), int(content.get("sizeInBytes") or 0)
        return {"id": None, "name": str(asked.get("name", "")), "asks": True, "words": words, "size": size}
    for one in activity.attachments:
        if one.get("contentType") == FILE_INFO:
            unique = str((one.get("content") or {}).get("uniqueId", ""))
            return {"id": unique, "name": str(one.get("name", "")), "asks": False, "words": "", "size": 0}
    return None


def with_file(activity: Mapping[str, Any], attachment: Mapping[str, Any]) -> dict[str, Any]:
    """A message that tells of a file, as Teams sends it: the file first, then the words as HTML."""
    return {**activity, "attachments": [dict(attachment), *activity.get("attachments", ())]}


def with_pasted(activity: Mapping[str, Any], page: str) -> dict[str, Any]:
    """A message in which something was pasted that is more than words: the words have lost its shape."""
    return {**activity, "textFormat": "plain", "attachments": [{"contentType": "text/html", "content": page}]}
