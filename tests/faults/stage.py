"""A town with a pretend Slack and a pretend Teams, whose messages can be counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import create_engine, text

from bot.playground.pretend_slack import PretendSlack
from bot.playground.pretend_teams import PretendTeams
from bot.settings import Settings, load
from domain.due import Due
from domain.events import ChannelFollowed
from domain.people import EVERYTHING, SYSTEM, Platform
from domain.posting import Destination
from domain.views import say
from storage.database import normal_url
from storage.store import SqlStore
from tests import builders

CHANNELS = ("C1", "C2", "C3")
LATE = 13
_KEY = re.compile(r"Message (\w+)\b")


def furnish(url: str, monday: date, *, followed: bool) -> builders.Town:
    """A plan with missed dates and some to come; with `followed`, three channels that want to hear of them."""
    store = SqlStore.open(url)
    dues = [Due.on(monday - timedelta(days=n)) for n in range(1, LATE + 1)] + [Due.on(monday)] * 2
    town = builders.town(store, actions=len(dues), dues=dues)
    if followed:
        with store.writing(town.id) as uow:
            uow.see_with(EVERYTHING)
            for channel in CHANNELS:
                follow = builders.follow(town.contents, town.workspace, channel)
                because = ChannelFollowed(
                    at=builders.NOW, by=SYSTEM, plan_id=town.plan.id, channel=channel, already_overdue=0
                )
                uow.plans.follow(follow, because=because)
    store.close()
    return town


@dataclass(slots=True)
class Stage:
    """The platforms of one run, and what is counted on them."""

    url: str
    town: builders.Town
    slack: PretendSlack
    teams: PretendTeams
    settings: Settings
    store: SqlStore
    slack_places: list[str] = field(default_factory=list)
    teams_places: list[str] = field(default_factory=list)

    def put(self, keys: Sequence[str], *, by_number: bool = False) -> None:
        """Queue messages, in turns to each place, or to that of the number in its key; a key that begins with t goes
        to Teams.
        """
        with self.store.writing(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            for count, key in enumerate(keys):
                number = int(key[1:]) if by_number else count
                where = self._slack_place(number)
                if key.startswith("t"):
                    where = self._teams_place(number)
                assert uow.outbox.put(key=key, destination=where, reply=say(f"Message {key}"))

    def _slack_place(self, number: int) -> Destination:
        place = self.slack_places[number % len(self.slack_places)]
        return Destination(Platform.SLACK, self.slack.team_id, place)

    def _teams_place(self, number: int) -> Destination:
        place = self.teams_places[number % len(self.teams_places)]
        return Destination(Platform.TEAMS, self.teams.tenant_id, place, {"serviceUrl": self.teams.service_url})

    def on_slack(self) -> Counter[str]:
        """How often each of our messages stands on Slack, by the key that it carries."""
        found: Counter[str] = Counter()
        for message in list(self.slack.state.messages):
            if message.bot_id and message.metadata and (key := _KEY.search(message.text)):
                assert message.metadata["event_payload"]["key"] == key[1]
                found[key[1]] += 1
        return found

    def on_teams(self) -> tuple[Counter[str], Counter[str]]:
        """How often each of our messages stands on Teams: in all, and with the label that it is a repeat."""
        found: Counter[str] = Counter()
        labelled: Counter[str] = Counter()
        for place in self.teams_places:
            for activity in self.teams.messages(place):
                words = json.dumps(activity.raw)
                if key := _KEY.search(words):
                    found[key[1]] += 1
                    labelled[key[1]] += "may have reached you already" in words
        return found, labelled

    def rows(self, statement: str, **values: object) -> list[Any]:
        """What the database says."""
        engine = create_engine(normal_url(self.url))
        try:
            with engine.connect() as connection:
                return list(connection.execute(text(statement), values).all())
        finally:
            engine.dispose()

    def states(self) -> Mapping[str, int]:
        """Our messages in the outbox by state."""
        return {state: count for state, count in self.store.waiting().items() if count}


@contextmanager
def stage(url: str, town: builders.Town, *, slack_places: int = 4, teams_places: int = 2) -> Iterator[Stage]:
    """Both platforms, with so many conversations each, until the end of the block."""
    with PretendSlack(team_id=town.workspace.external_id) as slack, PretendTeams() as teams:
        settings = load(
            _env_file=None,
            database_url=url,
            secret_key="a secret of the tests, of no use elsewhere",
            slack_signing_secret=slack.signing_secret,
            slack_bot_token=slack.bot_token,
            slack_api_url=slack.url,
            teams_app_id=teams.app_id,
            teams_tenant_id=teams.tenant_id,
            teams_app_password=teams.app_password,
            teams_openid_url=teams.openid_url,
            teams_token_url=teams.token_url,
        )
        for who, account in ((town.coordinator, town.coordinator_account), (town.lead, town.lead_account)):
            slack.add_user(who.name.split()[0].lower(), who.name, id=account.external_id)
        made = Stage(url, town, slack, teams, settings, SqlStore.open(url))
        people = [town.coordinator_account.external_id, town.lead_account.external_id]
        for number in range(1, slack_places + 1):
            made.slack_places.append(slack.add_channel(f"place-{number}", people, id=f"C{number}").id)
        user = teams.add_user(town.lead.name)
        for number in range(1, teams_places + 1):
            made.teams_places.append(teams.add_channel(f"place-{number}", [user.id]).id)
        try:
            yield made
        finally:
            made.store.close()
