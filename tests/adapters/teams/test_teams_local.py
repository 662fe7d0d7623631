"""Without Azure: a local Bot Framework client speaks anonymously, and everything works but nobody else gets in."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from adapters.teams.cards import CONTENT_TYPE
from adapters.teams.config import TeamsConfig
from bot.playground.loopback import LoopbackServer
from domain.bus import Bus
from domain.ids import AccountId, OrganisationId, OutboxId, new_id
from domain.people import Account, Platform
from domain.posting import Destination, Posting
from domain.usecases import registry
from domain.views import say
from storage.store import SqlStore
from tests import builders
from tests.adapters.teams.conftest import Host, running
from tests.talk import StoppedClock


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Emulator:
    """A client as Microsoft's emulators are: no tenant, no directory, `http://localhost`, no tokens."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.edited: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.lock = threading.Lock()
        self.bot = ""
        self.url = ""
        self.count = 0

    def app(self) -> web.Application:
        app = web.Application()
        path = "/v3/conversations/{conversation}/activities"
        app.router.add_post(path, self.take)
        app.router.add_post(path + "/{activity}", self.take)
        app.router.add_put(path + "/{activity}", self.edit)
        return app

    async def take(self, request: web.Request) -> web.Response:
        with self.lock:
            self.posted.append(await request.json())
            self.headers.append(dict(request.headers))
            return web.json_response({"id": f"posted-{len(self.posted)}"})

    async def edit(self, request: web.Request) -> web.Response:
        with self.lock:
            self.edited.append(await request.json())
            return web.json_response({"id": request.match_info["activity"]})

    def send(self, kind: str = "message", **parts: Any) -> Answer:
        self.count += 1
        activity = {
            "type": kind,
            "id": f"a{self.count}",
            "channelId": "emulator",
            "serviceUrl": self.url,
            "from": {"id": "user-1", "name": "User", "role": "user"},
            "recipient": {"id": "bot-1", "name": "Bot", "role": "bot"},
            "conversation": {"id": "c1|livechat"},
            **parts,
        }
        connection = http.client.HTTPConnection(urlsplit(self.bot).netloc, timeout=10)
        connection.request("POST", "/api/messages", json.dumps(activity), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        found = Answer(answer.status, answer.read())
        connection.close()
        return found


@pytest.fixture
def town(teams_store: SqlStore) -> builders.Town:
    made = builders.town(teams_store, platform=Platform.TEAMS, actions=8)
    account = Account(AccountId(new_id()), made.id, made.workspace.id, Platform.TEAMS, "user-1", person_id=made.lead.id)
    with teams_store.writing(made.id) as uow:
        uow.people.save_account(account)
    return made


@pytest.fixture
def emulator(town: builders.Town, teams_store: SqlStore) -> Iterator[Emulator]:
    config = TeamsConfig(insecure_anonymous=True, tenant_ids=[town.workspace.external_id])
    host = Host(config, Bus(store=teams_store, clock=StoppedClock(), registry=registry))
    client = Emulator()
    with running(host) as bot, LoopbackServer(client.app, name="emulator") as server:
        client.bot = bot
        client.url = server.origin.replace("127.0.0.1", "localhost")
        client.host = host  # type: ignore[attr-defined]  # for what the bot says by itself
        yield client


def test_where_there_is_but_one_workspace_no_tenant_need_be_named(
    town: builders.Town, teams_store: SqlStore, emulator: Emulator
) -> None:
    bus = Bus(store=teams_store, clock=StoppedClock(), registry=registry)
    with running(Host(TeamsConfig(insecure_anonymous=True), bus)) as bot:
        emulator.bot = bot
        emulator.send(text="mine")
    assert "2 open" in str(card(emulator.posted[0]))


def card(activity: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = activity["attachments"][0]["content"]
    return found


def test_a_conversation_without_azure(emulator: Emulator, town: builders.Town) -> None:
    assert emulator.send(text="mine").status == 200
    shown = card(emulator.posted[0])
    assert "2 open" in str(shown)
    assert "Authorization" not in emulator.headers[0]
    button = next(block for block in shown["body"] if block.get("items"))["items"][-1]["actions"][0]
    assert (button["type"], button["title"]) == ("Action.Execute", "Mark complete")
    value = {"action": {"type": "Action.Execute", "verb": button["verb"], "data": button["data"]}}
    answer = emulator.send("invoke", name="adaptiveCard/action", value=value, replyToId="posted-1").json()
    assert (answer["statusCode"], answer["type"]) == (200, CONTENT_TYPE)
    assert "completed by you" in str(answer["value"])
    answered = emulator.send(value=button["fallback"]["data"], replyToId="posted-1", text="")
    assert answered.status == 200
    assert "already completed by you" in str(emulator.posted[-1])


def test_a_post_without_azure(emulator: Emulator, town: builders.Town) -> None:
    address = {"serviceUrl": emulator.url, "botId": "bot-1", "channelId": "emulator"}
    where = Destination(Platform.TEAMS, town.workspace.external_id, "c1|livechat", address)
    posting = Posting(OutboxId("o"), OrganisationId("x"), "k", where, say("3 actions became overdue."))
    host: Host = emulator.host  # type: ignore[attr-defined]  # set by the fixture
    assert host.post(posting) == "posted-1"
    assert "3 actions became overdue." in str(card(emulator.posted[0]))


def test_somebody_who_joins_is_welcomed_once(emulator: Emulator) -> None:
    emulator.send("conversationUpdate", membersAdded=[{"id": "bot-1"}])
    assert not emulator.posted
    emulator.send("conversationUpdate", membersAdded=[{"id": "user-1"}])
    assert len(emulator.posted) == 1
    assert "Hello, I'm Action Log." in str(emulator.posted[0])


def test_nothing_is_sent_elsewhere_even_then(emulator: Emulator) -> None:
    for url in ("https://smba.trafficmanager.net/uk/", "http://10.0.0.7/", "http://localhost.evil.example/"):
        assert emulator.send(text="mine", serviceUrl=url).status == 403
    assert not emulator.posted


def test_a_foreign_tenant_is_refused_even_then(emulator: Emulator) -> None:
    assert emulator.send(text="mine", channelData={"tenant": {"id": "other"}}).status == 403


def test_a_client_that_plays_teams_is_heard_too(emulator: Emulator, town: builders.Town) -> None:
    """Such as the Agents Playground: `msteams`, a directory id, and no member look-up to speak of."""
    tenant = town.workspace.external_id
    answer = emulator.send(
        text="help",
        channelId="msteams",
        conversation={"id": "p1", "conversationType": "personal", "tenantId": tenant},
        **{"from": {"id": "29:1", "name": "Imogen", "aadObjectId": "user-1"}},
    )
    assert answer.status == 200
    assert "lists your actions" in str(emulator.posted[0])
