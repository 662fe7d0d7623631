"""The pretend Slack's own web server: the Web API, response addresses and the Socket Mode endpoint."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import WSMsgType, web

import bot.playground.slack_web_messages  # noqa: F401 - registers its methods
from bot.playground import slack_files
from bot.playground.faults import FaultScript, with_fault
from bot.playground.slack_state import SlackError, SlackMessage, SlackState
from bot.playground.slack_web_api import METHODS, arguments_of
from bot.playground.slack_web_messages import bot_message, changed_message
from bot.playground.wire import Exchange, SignedRequest, Wire

ANSWER_SECONDS = 3.0
APP_TOKEN_METHODS = {"apps.connections.open"}


class SlackServer:
    """The handlers, with what they need. One per pretend Slack."""

    def __init__(self, state: SlackState, wire: Wire, faults: FaultScript, *, bot_token: str, app_token: str) -> None:
        self.state = state
        self.wire = wire
        self.faults = faults
        self.bot_token = bot_token
        self.app_token = app_token
        self.origin = ""
        self.sockets: list[web.WebSocketResponse] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}

    def app(self) -> web.Application:
        """The routes."""
        app = web.Application(client_max_size=20 * 1024**2)
        app.router.add_route("*", "/api/{method}", self.call)
        app.router.add_post("/response/{token}", self.respond)
        app.router.add_get("/socket/{ticket}", self.socket)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files/{file}/{name}", self._download)
        app.on_shutdown.append(self._close_sockets)
        return app

    # the Web API

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One Web API call, with whatever trouble was scripted for it."""
        name = request.match_info["method"]
        began = time.perf_counter()
        raw = await request.read()
        arguments: dict[str, Any] = {}
        stored: dict[str, Any] = {}

        async def work() -> web.StreamResponse:
            try:
                stored.update(self._answer(name, request, arguments))
            except SlackError as refusal:
                stored.update(refusal.body())
            return web.json_response(stored)

        try:
            arguments = await arguments_of(request)
            fault = self.faults.next_for(name, arguments)
            response = await with_fault(fault, request, work)
        except SlackError as refusal:
            fault = None
            stored = refusal.body()
            response = web.json_response(stored)
        lost = fault is not None and fault.kind.startswith("drop")
        self.wire.note(
            direction="from bot",
            what=name,
            path=request.path,
            status=None if lost else response.status,
            seconds=time.perf_counter() - began,
            request_headers=request.headers,
            request_body=raw,
            response_headers=response.headers,
            response_body=response.body if isinstance(response, web.Response) and response.body else b"",  # type: ignore[arg-type]  # json_response always holds bytes
            payload=arguments,
            problem=_problem(stored, lost),
        )
        return response

    def _answer(self, name: str, request: web.Request, arguments: Mapping[str, Any]) -> dict[str, Any]:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        token = token if scheme.lower() == "bearer" else str(arguments.get("token") or "")
        if not token:
            raise SlackError("not_authed")
        wanted = self.app_token if name in APP_TOKEN_METHODS else self.bot_token
        if not secrets.compare_digest(token.encode(), wanted.encode()):
            known = token in (self.app_token, self.bot_token)
            raise SlackError("not_allowed_token_type" if known else "invalid_auth")
        if name == "apps.connections.open":
            ticket = secrets.token_urlsafe(16)
            self._tickets.add(ticket)
            return {"ok": True, "url": f"{self.origin.replace('http', 'ws', 1)}/socket/{ticket}"}
        if name not in METHODS:
            raise SlackError("unknown_method", req_method=name)
        return {"ok": True, **METHODS[name](self.state, {k: v for k, v in arguments.items() if k != "token"})}

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        return await slack_files.receive(self.state, request)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        return await slack_files.download(self.state, request, self.bot_token)

    # response addresses

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A post to a response address: five uses within half an hour."""
        began = time.perf_counter()
        raw = await request.read()
        body: dict[str, Any] = {}
        stored: dict[str, Any] = {}

        async def work() -> web.StreamResponse:
            try:
                self._use_response_url(request.match_info["token"], body)
                stored["ok"] = True
                return web.Response(text="ok")
            except SlackError as refusal:
                stored.update(refusal.body())
                return web.json_response(stored, status=404 if refusal.code.endswith("_url") else 400)

        try:
            parsed = json.loads(raw or b"{}")
            body = parsed if isinstance(parsed, dict) else {}
        except ValueError:
            stored.update(ok=False, error="invalid_payload")
        fault = self.faults.next_for("response_url", body)
        response = await with_fault(fault, request, work) if not stored else web.json_response(stored, status=400)
        lost = fault is not None and fault.kind.startswith("drop")
        self.wire.note(
            direction="from bot",
            what="response_url",
            path="/response/…",
            status=None if lost else response.status,
            seconds=time.perf_counter() - began,
            request_headers=request.headers,
            request_body=raw,
            payload=body,
            problem=_problem(stored, lost),
        )
        return response

    def _use_response_url(self, token: str, body: Mapping[str, Any]) -> None:
        state = self.state
        with state.lock:
            address = state.response_urls.get(token)
            if address is None or time.monotonic() > address.expires:
                raise SlackError("expired_url")
            if address.uses_left <= 0:
                raise SlackError("used_url")
            source: SlackMessage | None = None
            if address.message_ts is not None:
                try:
                    source = state.message(address.channel, address.message_ts)
                except SlackError:
                    source = None
            if body.get("delete_original") is True:
                if source is not None:
                    state.remove(source.channel, source.ts)
            elif body.get("replace_original") is True and source is not None:
                # Unlike chat.update this replaces all of it: blocks that aren't given are gone.
                state.store(changed_message(source, {"text": "", "blocks": [], **body}, state.new_ts()))
            else:
                self.answer_in_channel(address.channel, address.user, body)
            address.uses_left -= 1

    def answer_in_channel(self, channel: str, user: str, body: Mapping[str, Any]) -> SlackMessage:
        """Store an answer to a command or an interaction: private unless it says ``in_channel``."""
        everyone = body.get("response_type") == "in_channel"
        message = bot_message(self.state, self.state.channel(channel), body, only_for=None if everyone else user)
        return self.state.store(message)

    # Socket Mode

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """A Socket Mode connection: says hello, then carries envelopes out and acknowledgements in."""
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=10)
        await socket.prepare(request)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.sockets) + 1,
                "debug_info": {"host": "pretend", "build_number": 1, "approximate_connection_time": 18060},
                "connection_info": {"app_id": self.state.app_id},
            }
        )
        self.sockets.append(socket)
        self.state.changed()
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledged(frame.data)
        finally:
            self.sockets.remove(socket)
            self.state.changed()
        return socket

    def _acknowledged(self, text: str) -> None:
        try:
            body = json.loads(text)
        except ValueError:
            return
        if isinstance(body, dict):
            waiting = self._waiting.pop(str(body.get("envelope_id")), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(body)

    async def send_envelope(self, kind: str, payload: Mapping[str, Any], timeout: float, **more: Any) -> dict[str, Any]:
        """Send one envelope to the newest connection; its acknowledgement. TimeoutError where none comes."""
        if not self.sockets:
            raise ConnectionError("the bot has no Socket Mode connection open")
        envelope_id = secrets.token_hex(16)
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        try:
            await self.sockets[-1].send_json(
                {
                    "envelope_id": envelope_id,
                    "type": kind,
                    "payload": dict(payload),
                    "accepts_response_payload": kind != "events_api",
                    **more,
                }
            )
            return await asyncio.wait_for(answer, timeout)
        finally:
            self._waiting.pop(envelope_id, None)

    async def send_through_socket(self, request: SignedRequest, timeout: float) -> Exchange:
        """Deliver a request as an envelope; the acknowledgement's payload is the answer."""
        began = time.perf_counter()
        retry = {key.lower(): value for key, value in request.headers.items()}
        more: dict[str, Any] = {}
        if request.kind == "events_api":
            more = {
                "retry_attempt": int(retry.get("x-slack-retry-num", 0)),
                "retry_reason": retry.get("x-slack-retry-reason", ""),
            }
        status: int | None = None
        body, problem = b"", None
        try:
            answer = await self.send_envelope(request.kind, request.payload, timeout, **more)
            status = 200
            if answer.get("payload") is not None:
                payload = answer["payload"]
                body = payload.encode() if isinstance(payload, str) else json.dumps(payload).encode()
        except TimeoutError:
            problem = f"not acknowledged within {timeout:g} seconds"
        except ConnectionError as failure:
            problem = f"no answer: {failure}"
        return self.wire.note(
            direction="to bot",
            what=request.what,
            path="Socket Mode",
            status=status,
            seconds=time.perf_counter() - began,
            request_body=json.dumps(dict(request.payload)).encode(),
            response_body=body,
            payload=request.payload,
            problem=problem,
        )

    async def refresh_sockets(self) -> None:
        """Tell every connection to come again, as Slack does from time to time: the bot closes the old one itself."""
        for socket in tuple(self.sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "x"}})

    async def drop_sockets(self) -> None:
        """Cut every connection."""
        for socket in tuple(self.sockets):
            await socket.close()

    async def _close_sockets(self, app: web.Application) -> None:
        await self.drop_sockets()


def _problem(answer: Mapping[str, Any], lost: bool) -> str | None:
    if lost:
        return "the connection was cut (scripted)"
    if answer.get("ok") is False:
        reasons = answer.get("errors") or (answer.get("response_metadata") or {}).get("messages") or ()
        return ": ".join([str(answer.get("error")), *(["; ".join(map(str, reasons))] if reasons else [])])
    return None
