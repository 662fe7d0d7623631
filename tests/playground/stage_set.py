"""A little council on both pretend platforms with tiny bots behind them, to try the page on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bot.playground.pretend_slack import PretendSlack
from bot.playground.pretend_teams import PretendTeams
from bot.playground.stage import PlaygroundPage
from bot.playground.staged import SimpleStage, StagePerson
from tests.playground import slack_bot, teams_bot


@dataclass(frozen=True)
class Set:
    """What stands on the stage."""

    page: PlaygroundPage
    stage: SimpleStage
    slack: PretendSlack
    teams: PretendTeams
    slack_bot: slack_bot.SlackBot
    teams_bot: teams_bot.TeamsBot
    slack_channel: str
    teams_channel: str


@contextmanager
def stage_set(port: int = 0) -> Iterator[Set]:
    """Everything running on loopback, with two people who share a channel on each platform."""
    with ExitStack() as stack:
        slack = stack.enter_context(PretendSlack())
        teams = stack.enter_context(PretendTeams())
        people = []
        for key, name, post in (("ann", "Ann Okoro", "Lead nurse"), ("bea", "Bea Lind", "Coordinator")):
            on_slack = slack.add_user(key, name)
            on_teams = teams.add_user(name)
            people.append(StagePerson(key, name, post, on_slack.id, on_teams.id))
        slack_channel = slack.add_channel("safeguarding", [person.slack for person in people])
        teams_channel = teams.add_channel("Safeguarding", [person.teams for person in people])
        stage = SimpleStage(slack, teams, people)
        bots = stack.enter_context(slack_bot.running_bot(slack)), stack.enter_context(teams_bot.running_bot(teams))
        page = stack.enter_context(PlaygroundPage(stage, port=port))
        yield Set(page, stage, slack, teams, *bots, slack_channel.id, teams_channel.id)
