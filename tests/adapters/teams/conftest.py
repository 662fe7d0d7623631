"""The real Teams side and the real bus, with a pretend Teams around them on loopback."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from adapters.teams.client import TeamsPoster
from adapters.teams.config import TeamsConfig
from adapters.teams.endpoint import TeamsEntrance
from bot.playground.loopback import LoopbackServer
from bot.playground.pretend_teams import PretendTeams
from bot.playground.teams_state import TeamsActivity, TeamsUser
from domain.bus import Bus
from domain.context import Inbound
from domain.ids import OrganisationId, OutboxId
from domain.people import Platform
from domain.ports import Store
from domain.posting import Destination, Posting
from domain.usecases import registry
from domain.views import Reply
from storage.store import SqlStore
from tests import builders
from tests.talk import StoppedClock


@dataclass(slots=True)
class Host:
    """The bot as a process would run it. `heard` is what reached the bus; `answer` stands in for the bus if given."""

    config: TeamsConfig
    bus: Bus
    heard: list[Inbound] = field(default_factory=list)
    answer: Callable[[Inbound], Reply] | None = None
    entrance: TeamsEntrance | None = None
    poster: TeamsPoster | None = None
    server: LoopbackServer | None = None

    @property
    def store(self) -> Store:
        return self.bus.store

    def receive(self, inbound: Inbound) -> Reply:
        self.heard.append(inbound)
        return self.answer(inbound) if self.answer else self.bus.receive(inbound)

    def stands(self, inbound: Inbound, reply: Reply, message: str) -> None:
        self.bus.stands(inbound, reply, message)

    def form_stands(self, inbound: Inbound, message: str) -> None:
        self.bus.form_stands(inbound, message)

    def turn_away(self, inbound: Inbound, reason: str) -> None:
        self.bus.turn_away(inbound, reason)

    def app(self) -> web.Application:
        app = web.Application()

        async def run(app: web.Application) -> AsyncIterator[None]:
            async with AsyncExitStack() as stack:
                executor = stack.enter_context(ThreadPoolExecutor(4))
                listening: Any = self  # it only has to receive
                self.entrance = await stack.enter_async_context(TeamsEntrance.open(self.config, listening, executor))
                self.poster = await stack.enter_async_context(TeamsPoster.open(self.config))
                app.router.add_post("/api/messages", self.entrance.handle)
                yield

        app.cleanup_ctx.append(run)
        return app

    def post(self, posting: Posting) -> str:
        assert self.poster
        assert self.server
        return self.server.run(self.poster.post(posting), timeout=30)


@contextmanager
def running(host: Host) -> Iterator[str]:
    """Serve it on loopback; gives the address."""
    with LoopbackServer(host.app, name="bot") as server:
        host.server = server
        yield server.origin


@dataclass(slots=True)
class Scene:
    """A town on Teams: Imogen Vale leads actions, Tobias Wren coordinates the plan."""

    teams: PretendTeams
    town: builders.Town
    store: SqlStore
    clock: StoppedClock
    host: Host
    imogen: TeamsUser
    tobias: TeamsUser

    def chat(self, user: TeamsUser) -> str:
        return self.teams.personal(user.id).id

    def say(self, text: str, user: TeamsUser | None = None, *, conversation: str | None = None) -> TeamsActivity:
        """Somebody types; gives the bot's answer, in their private chat."""
        user = user or self.imogen
        before = len(self.answers(user))
        answer = self.teams.say(text, user=user.id, conversation=conversation)
        assert answer is not None
        assert answer.status == 200, answer
        found = self.answers(user)
        assert len(found) == before + 1
        return found[-1]

    def answers(self, user: TeamsUser) -> list[TeamsActivity]:
        return [each for each in self.teams.messages(self.chat(user)) if each.sender != user.id]

    def now(self, message: TeamsActivity) -> TeamsActivity:
        """A message as it stands now."""
        return self.teams.message(message.conversation, message.id)

    def press(
        self, title: str, on: TeamsActivity, user: TeamsUser | None = None, *, nth: int = 0, **more: Any
    ) -> dict[str, Any]:
        """Somebody presses a button; gives what the bot answered to that."""
        answer = self.teams.press(title, user=(user or self.imogen).id, on=self.now(on), nth=nth, **more)
        assert answer.status == 200, answer
        return answer.json() if answer.response_body.strip() else {}

    def words(self, message: TeamsActivity, user: TeamsUser | None = None) -> str:
        return self.now(message).words((user or self.imogen).id)

    def posting(self, reply: Reply, conversation: str, **changes: Any) -> Posting:
        address = {"serviceUrl": self.teams.service_url, "conversationType": "channel"}
        where = Destination(Platform.TEAMS, self.teams.tenant_id, conversation, address)
        made = Posting(OutboxId("o1"), OrganisationId("org"), "key-1", where, reply)
        return replace(made, **changes)


@pytest.fixture
def teams_store(tmp_path: Path, sqlite_template: Path) -> Iterator[SqlStore]:
    path = tmp_path / "teams.db"
    shutil.copyfile(sqlite_template, path)
    opened = SqlStore.open(f"sqlite:///{path}")
    yield opened
    opened.close()


@pytest.fixture
def make_scene(teams_store: SqlStore) -> Iterator[Callable[..., Scene]]:
    from contextlib import ExitStack

    with ExitStack() as stack:

        def make(*, actions: int = 8, **changes: Any) -> Scene:
            town = builders.town(teams_store, platform=Platform.TEAMS, actions=actions)
            teams = stack.enter_context(PretendTeams(tenant_id=town.workspace.external_id))
            imogen = teams.add_user("Imogen Vale", object_id=town.lead_account.external_id)
            tobias = teams.add_user("Tobias Wren", object_id=town.coordinator_account.external_id)
            settings: dict[str, Any] = {
                "app_id": teams.app_id,
                "tenant_ids": [teams.tenant_id],
                "app_password": teams.app_password,
                "openid_url": teams.openid_url,
                "token_url": teams.token_url,
            }
            clock = StoppedClock()
            bus = Bus(store=teams_store, clock=clock, registry=registry)
            host = Host(TeamsConfig(**settings | changes), bus)
            teams.deliver_to(stack.enter_context(running(host)))
            return Scene(teams, town, teams_store, clock, host, imogen, tobias)

        yield make


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    return make_scene()
