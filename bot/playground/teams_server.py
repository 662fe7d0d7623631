"""The pretend Teams' own web server: key set, token endpoint and the connector the bot posts to."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.playground.faults import FaultScript, with_fault
from bot.playground.teams_cards import check_activity
from bot.playground.teams_files import OneDrive
from bot.playground.teams_keys import ISSUER, SigningKeys
from bot.playground.teams_state import TeamsActivity, TeamsConversation, TeamsError, TeamsState, TeamsUser
from bot.playground.wire import Wire

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Work = Callable[[web.Request, dict[str, Any]], tuple[int, Any]]
TOKEN_SECONDS = 3600


class TeamsServer:
    """The handlers, with what they need. One per pretend Teams."""

    def __init__(
        self, state: TeamsState, wire: Wire, faults: FaultScript, keys: SigningKeys, *, app_password: str
    ) -> None:
        self.state = state
        self.wire = wire
        self.faults = faults
        self.keys = keys
        self.app_password = app_password
        self.origin = ""
        self.drive = OneDrive()
        self._tokens: dict[str, float] = {}

    def app(self) -> web.Application:
        """The routes. Connector operations are named for `FaultScript` as in Microsoft's reference."""
        app = web.Application(client_max_size=20 * 1024**2)
        app.router.add_get("/v1/.well-known/openidconfiguration", self._named("openid", self.openid))
        app.router.add_get("/v1/.well-known/keys", self._named("keys", self.jwks))
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._named("authority", self.authority))
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._named("token", self.token))
        app.router.add_get("/onedrive/{file}/{name}", self._named("download", self.drive.download))
        app.router.add_put("/onedrive/{file}/{name}", self._named("write", self.drive.write))
        base = "/teams/v3/conversations"
        one = base + "/{conversation}"
        routes: list[tuple[str, str, str, Work]] = [
            ("POST", base, "createConversation", self.create_conversation),
            ("POST", f"{one}/activities", "sendToConversation", self.send),
            ("POST", f"{one}/activities/{{activity}}", "replyToActivity", self.send),
            ("PUT", f"{one}/activities/{{activity}}", "updateActivity", self.update),
            ("DELETE", f"{one}/activities/{{activity}}", "deleteActivity", self.delete),
            ("GET", f"{one}/members", "getConversationMembers", self.members),
            ("GET", f"{one}/pagedmembers", "getConversationPagedMembers", self.paged_members),
            ("GET", f"{one}/members/{{member}}", "getConversationMember", self.member),
            ("GET", "/teams/v3/teams/{team}", "getTeam", self.team),
            ("GET", "/teams/v3/teams/{team}/conversations", "getTeamChannels", self.team_channels),
        ]
        for verb, path, name, work in routes:
            app.router.add_route(verb, path, self._named(name, self._authorised(work)))
        return app

    def _named(self, name: str, handler: Handler) -> Handler:
        """A handler that writes down what it does, and goes wrong where that was scripted."""

        async def handle(request: web.Request) -> web.StreamResponse:
            began = time.perf_counter()
            raw = await request.read()
            payload = _parsed(raw)
            fault = self.faults.next_for(name, payload | dict(request.match_info))
            response = await with_fault(fault, request, lambda: handler(request))
            lost = fault is not None and fault.kind.startswith("drop")
            body = response.body if isinstance(response, web.Response) and isinstance(response.body, bytes) else b""
            self.wire.note(
                direction="from bot",
                what=name,
                path=request.path,
                status=None if lost else response.status,
                seconds=time.perf_counter() - began,
                request_headers=request.headers,
                request_body=raw,
                response_headers=response.headers,
                response_body=body,
                payload=payload,
                problem="the connection was cut (scripted)" if lost else _problem(response.status, body),
            )
            return response

        return handle

    # tokens and keys

    async def openid(self, request: web.Request) -> web.StreamResponse:
        """The OpenID metadata: who issues tokens and where the keys are."""
        return web.json_response(
            {
                "issuer": ISSUER,
                "authorization_endpoint": "https://invalid.botframework.com",
                "jwks_uri": f"{self.origin}/v1/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            }
        )

    async def jwks(self, request: web.Request) -> web.StreamResponse:
        """The published keys."""
        return web.json_response({"keys": self.keys.published()})

    async def authority(self, request: web.Request) -> web.StreamResponse:
        """The metadata of the directory, for clients that look for the token endpoint."""
        tenant = request.match_info["tenant"]
        return web.json_response(
            {
                "token_endpoint": f"{self.origin}/{tenant}/oauth2/v2.0/token",
                "authorization_endpoint": f"{self.origin}/{tenant}/oauth2/v2.0/authorize",
                "issuer": f"{self.origin}/{tenant}/v2.0",
                "jwks_uri": f"{self.origin}/v1/.well-known/keys",
            }
        )

    async def token(self, request: web.Request) -> web.StreamResponse:
        """A token for client credentials: the app's id with its password or a signed assertion."""
        form = await request.post()
        if request.match_info["tenant"] != self.state.tenant_id:
            return _oauth_error("AADSTS90002: Tenant not found.")
        if form.get("grant_type") != "client_credentials":
            return _oauth_error("AADSTS70003: The grant type is not supported.", "unsupported_grant_type")
        if form.get("client_id") != self.state.app_id:
            return _oauth_error("AADSTS700016: Application not found in the directory.", "unauthorized_client")
        by_secret = secrets.compare_digest(str(form.get("client_secret") or "").encode(), self.app_password.encode())
        if not by_secret and not form.get("client_assertion"):
            return _oauth_error("AADSTS7000215: Invalid client secret provided.", "invalid_client", 401)
        token = f"pretend-{secrets.token_urlsafe(24)}"
        self._tokens[token] = time.monotonic() + TOKEN_SECONDS
        return web.json_response(
            {
                "token_type": "Bearer",
                "expires_in": TOKEN_SECONDS,
                "ext_expires_in": TOKEN_SECONDS,
                "access_token": token,
            }
        )

    def expire_tokens(self) -> None:
        """Every token given out so far is refused from now on."""
        self._tokens.clear()

    # the connector

    def _authorised(self, work: Work) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            scheme, _, token = request.headers.get("Authorization", "").partition(" ")
            if scheme != "Bearer" or self._tokens.get(token, 0) < time.monotonic():
                words = "Authorization has been denied for this request."
                return web.json_response({"message": words}, status=401)
            try:
                body = _parsed(await request.read(), strict=request.method in ("POST", "PUT"))
                status, answer = work(request, body)
            except TeamsError as refusal:
                return web.json_response(refusal.body(), status=refusal.status)
            return web.json_response(answer, status=status) if answer is not None else web.Response(status=status)

        return handle

    def _writable(self, conversation_id: str) -> TeamsConversation:
        conversation = self.state.conversation(conversation_id)
        if not conversation.bot:
            raise TeamsError(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
        if conversation.kind == "personal":
            user = self.state.user(next(iter(conversation.members)))
            if user.blocked:
                raise TeamsError(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.")
        return conversation

    def _checked(self, body: Mapping[str, Any]) -> None:
        faults = check_activity(body)
        if faults:
            large = any("bytes" in fault for fault in faults)
            raise TeamsError(413 if large else 400, "MessageSizeTooBig" if large else "BadSyntax", "; ".join(faults))

    def _new(self, conversation: TeamsConversation, conversation_id: str, body: Mapping[str, Any]) -> TeamsActivity:
        _, _, thread = conversation_id.partition(";messageid=")
        return TeamsActivity(
            id=self.state.new_activity_id(),
            conversation=conversation.id,
            sender=self.state.bot_id,
            text=str(body.get("text") or ""),
            attachments=tuple(body.get("attachments") or ()),
            thread=thread or None,
            raw=dict(body),
        )

    def create_conversation(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """A personal chat with one member, or a new thread in a channel with its first activity."""
        channel_data = body.get("channelData") or {}
        if body.get("isGroup"):
            channel_id = str((channel_data.get("channel") or {}).get("id") or "")
            conversation = self._writable(channel_id)
            activity = body.get("activity") or {}
            self._checked(activity)
            stored = self.state.store(self._new(conversation, channel_id, activity))
            stored = self.state.store(replace(stored, thread=stored.id))
            return 201, {"id": f"{conversation.id};messageid={stored.id}", "activityId": stored.id}
        members = body.get("members") or []
        tenant = (channel_data.get("tenant") or {}).get("id") or body.get("tenantId")
        if len(members) != 1 or not members[0].get("id"):
            raise TeamsError(400, "BadArgument", "Exactly one member is needed for a personal chat.")
        if not tenant:
            raise TeamsError(400, "BadArgument", "The tenant id is needed in channelData.")
        if tenant != self.state.tenant_id:
            raise TeamsError(403, "BotNotInConversationRoster", "The app is not installed in this tenant.")
        user = self.state.user(str(members[0]["id"]))
        conversation = self.state.personal(user.id)
        if not conversation.bot:
            raise TeamsError(403, "BotNotInConversationRoster", "The app is not installed for this person.")
        answer = {"id": conversation.id}
        if body.get("activity"):
            self._checked(body["activity"])
            writable = self._writable(conversation.id)
            answer["activityId"] = self.state.store(self._new(writable, conversation.id, body["activity"])).id
        return 201, answer

    def send(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """A new activity in a conversation, for everybody or (targeted) for one person."""
        conversation_id = request.match_info["conversation"]
        conversation = self._writable(conversation_id)
        self._checked(body)
        if body["type"] == "typing":
            return 202, {"id": self.state.new_activity_id()}
        only_for = None
        if request.query.get("isTargetedActivity") == "true":
            if conversation.kind == "personal":
                raise TeamsError(400, "BadArgument", "Targeted messages are not available in personal chats.")
            recipient = str((body.get("recipient") or {}).get("id") or "")
            if recipient not in conversation.members:
                raise TeamsError(400, "BadArgument", "The recipient of a targeted message must be a member.")
            only_for = recipient
        activity = replace(self._new(conversation, conversation_id, body), only_for=only_for)
        if "activity" in request.match_info and conversation.kind == "channel" and activity.thread is None:
            activity = replace(activity, thread=request.match_info["activity"])
        return 201, {"id": self.state.store(activity).id}

    def _own(self, request: web.Request) -> TeamsActivity:
        conversation_id = request.match_info["conversation"]
        self._writable(conversation_id)
        activity = self.state.activity(conversation_id, request.match_info["activity"])
        if activity.sender != self.state.bot_id:
            raise TeamsError(403, "ForbiddenOperationException", "Only the bot's own activities can be changed.")
        return activity

    def update(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """New content for an activity of the bot; private states of its card end."""
        with self.state.lock:
            activity = self._own(request)
            self._checked(body)
            changed = replace(
                activity,
                text=str(body.get("text") or ""),
                attachments=tuple(body.get("attachments") or ()),
                edited=True,
                raw=dict(body),
                private_cards={},
            )
            self.state.store(changed)
        return 200, {"id": activity.id}

    def delete(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """Take an activity of the bot away."""
        self.state.remove(self._own(request))
        return 200, None

    # who is there

    def _account(self, user: TeamsUser) -> dict[str, Any]:
        given, _, surname = user.name.partition(" ")
        return {
            "id": user.id,
            "name": user.name,
            "objectId": user.object_id,
            "aadObjectId": user.object_id,
            "givenName": given,
            "surname": surname,
            "email": user.email,
            "userPrincipalName": user.email,
            "tenantId": user.tenant_id,
            "userRole": "guest" if user.guest else "user",
        }

    def _members_of(self, request: web.Request) -> list[TeamsUser]:
        conversation = self._writable(request.match_info["conversation"])
        return sorted((self.state.user(each) for each in conversation.members), key=lambda user: user.id)

    def members(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """Everybody in a conversation."""
        return 200, [self._account(user) for user in self._members_of(request)]

    def paged_members(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """Everybody in a conversation, a page at a time."""
        everyone = self._members_of(request)
        try:
            size = min(int(request.query.get("pageSize") or 500), 500)
            start = int(request.query.get("continuationToken") or 0)
        except ValueError as problem:
            raise TeamsError(400, "BadArgument", "pageSize and continuationToken must be as given.") from problem
        answer: dict[str, Any] = {"members": [self._account(user) for user in everyone[start : start + size]]}
        if start + size < len(everyone):
            answer["continuationToken"] = str(start + size)
        return 200, answer

    def member(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """One person in a conversation, by id or directory id."""
        conversation = self._writable(request.match_info["conversation"])
        user = self.state.user(request.match_info["member"])
        if user.id not in conversation.members:
            raise TeamsError(404, "MemberNotFoundInConversation", "Member not found in conversation.")
        return 200, self._account(user)

    def _channels(self, request: web.Request) -> list[TeamsConversation]:
        team_id = request.match_info["team"]
        found = [each for each in self.state.conversations.values() if each.team_id == team_id and each.bot]
        if not found:
            raise TeamsError(404, "NotFound", "Team not found.")
        return found

    def team(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """A team the app is installed in."""
        channels = self._channels(request)
        return 200, {"id": request.match_info["team"], "name": channels[0].team_name, "channelCount": len(channels)}

    def team_channels(self, request: web.Request, body: dict[str, Any]) -> tuple[int, Any]:
        """The channels of a team."""
        return 200, {
            "conversations": [
                {"id": each.id, "name": each.name, "type": each.channel_type} for each in self._channels(request)
            ]
        }


def _parsed(raw: bytes, *, strict: bool = False) -> dict[str, Any]:
    try:
        body = json.loads(raw) if raw.strip() else {}
    except ValueError as problem:
        if strict:
            raise TeamsError(400, "BadSyntax", "The body must be JSON.") from problem
        return {}
    if isinstance(body, dict):
        return body
    if strict:
        raise TeamsError(400, "BadSyntax", "The body must be a JSON object.")
    return {}


def _oauth_error(words: str, code: str = "invalid_request", status: int = 400) -> web.Response:
    return web.json_response({"error": code, "error_description": words}, status=status)


def _problem(status: int, body: bytes) -> str | None:
    if status < 400:
        return None
    answer = _parsed(body)
    error = answer.get("error")
    if isinstance(error, dict):
        return f"{error.get('code')}: {error.get('message')}"
    return str(answer.get("error_description") or answer.get("message") or f"HTTP {status}")
