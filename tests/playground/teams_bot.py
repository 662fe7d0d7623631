"""A tiny bot for the pretend Teams to talk to, with tokens checked by PyJWT."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import jwt
from aiohttp import web
from jwt import PyJWK

from bot.playground.loopback import LoopbackServer
from bot.playground.pretend_teams import PretendTeams
from bot.playground.teams_cards import CARD


def card(words: str, *actions: dict[str, Any], body: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    text = {"type": "TextBlock", "text": words, "wrap": True}
    return {"type": "AdaptiveCard", "version": "1.5", "body": [text, *body], "actions": list(actions)}


def execute(title: str, verb: str) -> dict[str, Any]:
    data = {"do": verb}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": verb,
        "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": data},
    }


ROW = card(
    "TSP-8 · Agree the dataset",
    execute("Mark complete", "done"),
    execute("Update", "update"),
    {"type": "Action.Submit", "title": "Form", "data": {"msteams": {"type": "task/fetch"}, "ref": "TSP-8"}},
    body=({"type": "Input.Text", "id": "note", "label": "What happened?"},),
)
FORM = card(
    "Update TSP-8",
    {"type": "Action.Submit", "title": "Save", "data": {"ref": "TSP-8"}},
    body=(
        {"type": "Input.Text", "id": "note", "label": "What happened?", "isRequired": True, "errorMessage": "Say it."},
        {"type": "Input.Date", "id": "day", "label": "New date", "value": "2026-06-30"},
        {
            "type": "Input.ChoiceSet",
            "id": "rag",
            "label": "RAG",
            "choices": [{"title": "Amber", "value": "a"}, {"title": "Green", "value": "g"}],
        },
    ),
)


class TeamsBot:
    """What it saw is in ``seen``. It checks signatures with PyJWT and posts as the connector's reference says."""

    def __init__(self, teams: PretendTeams) -> None:
        self.teams = teams
        self.seen: list[dict[str, Any]] = []
        self.answers: dict[str, Any] = {}

    async def _allowed(self, http: aiohttp.ClientSession, request: web.Request, activity: dict[str, Any]) -> bool:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        try:
            kid = jwt.get_unverified_header(token)["kid"]
            async with http.get(self.teams.openid_url) as answer:
                metadata = await answer.json()
            async with http.get(metadata["jwks_uri"]) as answer:
                keys = {key["kid"]: key for key in (await answer.json())["keys"]}
            if scheme != "Bearer" or "msteams" not in keys[kid]["endorsements"]:
                return False
            claims = jwt.decode(
                token,
                PyJWK(keys[kid]),
                algorithms=["RS256"],
                audience=self.teams.app_id,
                issuer=metadata["issuer"],
                options={"require": ["exp", "nbf", "iss", "aud"]},
            )
        except (jwt.PyJWTError, KeyError):
            return False
        return bool(claims["serviceurl"] == activity.get("serviceUrl") == self.teams.service_url)

    async def post(self, http: aiohttp.ClientSession, conversation: str, body: dict[str, Any], **query: str) -> int:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.teams.app_id,
            "client_secret": self.teams.app_password,
            "scope": "https://api.botframework.com/.default",
        }
        async with http.post(self.teams.token_url, data=form) as answer:
            token = (await answer.json())["access_token"]
        url = f"{self.teams.service_url}v3/conversations/{conversation}/activities"
        headers = {"Authorization": f"Bearer {token}"}
        async with http.post(url, json=body, params=query, headers=headers) as answer:
            return answer.status

    async def messages(self, request: web.Request) -> web.Response:
        try:
            activity = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        async with aiohttp.ClientSession() as http:
            if not isinstance(activity, dict) or not await self._allowed(http, request, activity):
                return web.Response(status=401)
            self.seen.append(activity)
            if activity["type"] == "invoke":
                return web.json_response(self.answers[activity["name"]])
            if activity["type"] == "message" and "value" not in activity:
                targeted = activity["recipient"].get("isTargeted")
                body = {"type": "message", "attachments": [{"contentType": CARD, "content": ROW}]}
                extra = {"isTargetedActivity": "true"} if targeted else {}
                recipient = {"recipient": activity["from"]} if targeted else {}
                await self.post(http, activity["conversation"]["id"], body | recipient, **extra)
        return web.Response(status=200)

    def web(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/messages", self.messages)
        return app


@contextmanager
def running_bot(teams: PretendTeams) -> Iterator[TeamsBot]:
    """The bot on loopback, with the pretend Teams delivering to it."""
    bot = TeamsBot(teams)
    with LoopbackServer(bot.web, name="tiny bot") as server:
        teams.deliver_to(server.origin)
        yield bot
