"""The pretend Slack's files: uploaded in three steps as the SDK does it, shared, downloaded with the bot's token."""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.playground import slack_payloads as payloads
from bot.playground.slack_state import SlackError, SlackFile, SlackMessage, SlackState
from bot.playground.slack_web_api import Arguments, method, need, writable


def file_json(state: SlackState, file: SlackFile) -> dict[str, Any]:
    """A file as messages and files.info show it."""
    mimetype = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    url = f"{state.origin}/files/{file.id}/{quote(file.name)}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": mimetype,
        "filetype": file.name.rpartition(".")[2].lower() or "text",
        "user": file.user,
        "user_team": state.team_id,
        "size": len(file.content or b""),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": url,
        "url_private_download": url,
        "file_access": "visible",
    }


def new_file(state: SlackState, name: str, user: str, content: bytes | None = None) -> SlackFile:
    """A file that is known, with or without content, and not shared yet."""
    file = SlackFile(state.new_id("F"), name, name, user, content, int(state.clock()))
    with state.lock:
        state.files[file.id] = file
    return file


@method("files.getUploadURLExternal")
def get_upload_url(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """First step of an upload: an address to send the bytes to."""
    name, length = need(arguments, "filename", "length")
    if not length.isdecimal() or int(length) == 0:
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] length must be at least 1"]})
    file = new_file(state, name, state.bot_user)
    return {"upload_url": f"{state.origin}/upload/{file.id}", "file_id": file.id}


async def receive(state: SlackState, request: web.Request) -> web.Response:
    """Second step: the bytes, as the body or as a form with one file."""
    with state.lock:
        file = state.files.get(request.match_info["file"])
    if file is None or file.content is not None:
        return web.Response(status=404, text="not found")
    if request.content_type == "multipart/form-data":
        form = await request.post()
        parts = [value for value in form.values() if isinstance(value, web.FileField)]
        content = parts[0].file.read() if parts else b""
    else:
        content = await request.read()
    with state.lock:
        state.files[file.id] = replace(file, content=content)
    return web.Response(text=f"OK - {len(content)}")


@method("files.completeUploadExternal")
def complete_upload(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """Third step: the files are shared in a conversation, or kept by the bot alone."""
    need(arguments, "files")
    asked = arguments["files"]
    if not isinstance(asked, list) or not all(isinstance(each, dict) and each.get("id") for each in asked):
        raise SlackError("invalid_arguments")
    shared = []
    with state.lock:
        for each in asked:
            file = state.files.get(str(each["id"]))
            if file is None or file.content is None:
                raise SlackError("file_not_found")
            shared.append(replace(file, title=str(each.get("title") or file.name)))
        state.files.update({file.id: file for file in shared})
    bodies = [file_json(state, file) for file in shared]
    where = arguments.get("channel_id") or str(arguments.get("channels") or "").partition(",")[0]
    if where:
        channel = writable(state, str(where))
        words = str(arguments.get("initial_comment") or "")
        state.store(
            SlackMessage(
                channel.id,
                state.new_ts(),
                state.bot_user,
                words,
                thread_ts=arguments.get("thread_ts") or None,
                bot_id=state.bot_id,
                files=tuple(bodies),
            )
        )
    return {"files": bodies}


@method("files.info")
def files_info(state: SlackState, arguments: Arguments) -> dict[str, Any]:
    """One file."""
    (file_id,) = need(arguments, "file")
    with state.lock:
        if file_id not in state.files:
            raise SlackError("file_not_found")
        return {"file": file_json(state, state.files[file_id])}


async def download(state: SlackState, request: web.Request, bot_token: str) -> web.Response:
    """The content of a file. Without the bot's token Slack answers 200 with its sign-in page, and so does this."""
    if request.headers.get("Authorization") != f"Bearer {bot_token}":
        return web.Response(text="<!DOCTYPE html><title>Sign in | Slack</title>", content_type="text/html")
    with state.lock:
        file = state.files.get(request.match_info["file"])
    if file is None or file.content is None:
        return web.Response(status=404, text="not found")
    return web.Response(body=file.content, content_type=file_json(state, file)["mimetype"])


def share_event(state: SlackState, message: SlackMessage) -> dict[str, Any]:
    """The inner event of a message that somebody sent with files."""
    body = payloads.message_event(state, message, "message")
    return body | {"subtype": "file_share", "upload": True, "display_as_bot": False}
