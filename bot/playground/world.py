"""A whole small world on loopback: the real bot, a pretend Slack, a pretend Teams, people, and a plan.

Used by the demonstration and by the tests that walk through everything::

    with World.open(folder, draft) as world:
        world.slack.command("mine", user=world.person("Mary Khan").slack, channel=world.slack_channel)
        world.teams.say("mine", user=world.teams_users["Mary Khan"])
        world.move_to(tomorrow)
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from aiohttp import web

from bot import bootstrap
from bot.clock import MovableClock
from bot.playground.loopback import closed
from bot.playground.people import ADMINISTRATOR, PEOPLE, SLACK_TEAM, TEAMS_TENANT, DemoPerson, furnish
from bot.playground.pretend_slack import PretendSlack
from bot.playground.pretend_teams import PretendTeams
from bot.server import Service, build, make_runner
from bot.settings import Settings, load
from domain.calendar import next_working_day
from domain.importing.draft import DraftPlan
from domain.people import Organisation
from domain.ports import Store
from domain.usecases.sweep import sweep_overdue
from domain.usecases.turns import take_turns

log = logging.getLogger("actionlog.world")

START_SECONDS = 60.0
CHANNEL = "action-plan"
SECRET = "a demonstration's secret, of no use elsewhere"  # noqa: S105 - it seals nothing that matters


class RunningBot:
    """The real bot on a free port of 127.0.0.1, in a thread of its own."""

    def __init__(self, settings: Settings, store: Store, clock: MovableClock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._main, name="bot", daemon=True)
        self.service: Service | None = None
        self.url = ""

    def start(self) -> None:
        """Listen; gives back when requests are taken."""
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise RuntimeError(f"the bot did not start within {START_SECONDS:.0f} seconds")
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """Finish what is under way, and stop."""
        if self._loop is not None and self._stop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def wake(self) -> None:
        """Let the relay look at the outbox now."""
        if self.service is not None:
            self.service.relay.wake()

    def _main(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as problem:
            self._failure = problem
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        async with build(self._settings, self._store, self._clock) as self.service:
            runner = make_runner(self.service, drain_seconds=1.0)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            self._ready.set()
            await self._stop.wait()
            await closed(runner)


@dataclass(slots=True)
class World:
    """The parts, while they run."""

    settings: Settings
    store: Store
    clock: MovableClock
    organisation: Organisation
    slack: PretendSlack
    teams: PretendTeams
    bot: RunningBot
    plan_code: str
    slack_channel: str = ""
    teams_channel: str = ""
    teams_users: dict[str, str] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def open(
        cls,
        folder: Path,
        draft: DraftPlan,
        *,
        source: str = "sample plan",
        database_url: str | None = None,
        begins: datetime | None = None,
    ) -> Iterator[World]:
        """Start everything in `folder`, import the draft, link the people, follow the plan in a channel of each
        platform, and go live. The world's time runs from `begins`, else from now.
        """
        clock = MovableClock(begins)
        with (
            PretendSlack(team_id=SLACK_TEAM, team_name="Ambermere", clock=lambda: clock.now().timestamp()) as slack,
            PretendTeams(tenant_id=TEAMS_TENANT, clock=lambda: clock.now().timestamp()) as teams,
        ):
            settings = load(
                _env_file=None,
                database_url=database_url or f"sqlite:///{folder / 'demonstration.sqlite3'}",
                secret_key=SECRET,
                slack_signing_secret=slack.signing_secret,
                slack_bot_token=slack.bot_token,
                slack_app_token=None,
                slack_api_url=slack.url,
                teams_app_id=teams.app_id,
                teams_tenant_id=teams.tenant_id,
                teams_app_password=teams.app_password,
                teams_openid_url=teams.openid_url,
                teams_token_url=teams.token_url,
            )
            bootstrap.migrate(settings)
            with closing(bootstrap.open_store(settings)) as store:
                digest = hashlib.sha256(source.encode()).hexdigest()
                organisation = furnish(store, draft, now=clock.now(), source=source, sha256=digest)
                bot = RunningBot(settings, store, clock)
                world = cls(settings, store, clock, organisation, slack, teams, bot, draft.code)
                bot.start()
                try:
                    slack.deliver_to(bot.url)
                    teams.deliver_to(bot.url)
                    world._people_come_in()
                    world._channels_follow()
                    yield world
                finally:
                    bot.stop()

    @staticmethod
    def person(name: str) -> DemoPerson:
        """One of the people, by name."""
        return next(one for one in PEOPLE if one.name == name)

    def today(self) -> date:
        """Today in the demonstration."""
        return self.clock.now().astimezone(self.organisation.zone).date()

    def move_to(self, moment: datetime) -> int:
        """Move the clock forward, sweep and remind, as the scheduler would; gives how many actions became overdue."""
        self.clock.move_to(moment)
        announced = sweep_overdue(self.store, self.clock)
        take_turns(self.store, self.clock, owner="world")
        self.bot.wake()
        return announced

    def next_working_day(self) -> datetime:
        """The next working day, a minute after the channels' hour."""
        day = next_working_day(self.today(), self.organisation.holidays)
        return datetime.combine(day, time(self.organisation.announce_hour, 1), self.organisation.zone)

    def _people_come_in(self) -> None:
        for person in PEOPLE:
            self.slack.add_user(person.name.split()[0].lower(), person.name, id=person.slack, guest=person.guest)
            user = self.teams.add_user(person.name, object_id=person.teams, guest=person.guest)
            self.teams_users[person.name] = user.id
        self.slack_channel = self.slack.add_channel(CHANNEL, [person.slack for person in PEOPLE]).id
        self.teams_channel = self.teams.add_channel(CHANNEL, list(self.teams_users.values())).id

    def _channels_follow(self) -> None:
        coordinator = self.person(ADMINISTRATOR)
        self.teams.install(self.teams_channel, by=self.teams_users[ADMINISTRATOR])
        self.slack.command(f"channel follow {self.plan_code}", user=coordinator.slack, channel=self.slack_channel)
        self.teams.say(
            f"@Action Log channel follow {self.plan_code}",
            user=self.teams_users[ADMINISTRATOR],
            conversation=self.teams_channel,
        )
        self.slack.command(f"golive {self.plan_code}", user=coordinator.slack, channel=self.slack_channel)
        told = "what the channels are told first"
        self.slack.wait_for(lambda: self.store.oldest_waiting() is None, timeout=30.0, what=told)
