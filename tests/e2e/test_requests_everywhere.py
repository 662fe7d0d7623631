"""Sign-off, dates that are agreed, milestones and warnings: the same words on Slack, Teams and the console, over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.demo import read_demo_plan
from bot.playground.people import ADMINISTRATOR
from bot.playground.world import World
from tests.e2e.speakers import ConsoleSpeaker, SlackSpeaker, Speaker, TeamsSpeaker, folded
from tests.e2e.test_same_everywhere import ME, stored


def converse(lead: Speaker, boss: Speaker) -> list[str]:
    """A lead asks, a coordinator answers."""
    return [
        lead.say("done 1: register agreed at the board"),
        lead.say("mine"),
        boss.say("waiting"),
        boss.press("Sign off: {key}", "AMB-1"),
        boss.say("approve 1"),
        boss.say("history 1"),
        lead.say("date 2 30 June 2030 because chair not in post"),
        lead.say("show 2"),
        boss.say("return 2: please wait for the board"),
        lead.say("history 2"),
        lead.say("update 2 letter sent to 943 476 5919"),
        lead.press("Save anyway"),
        lead.say("undo"),
        boss.say("edit 2 Name two deputies for every chair"),
        boss.say("history 2"),
        lead.say("waiting"),
        lead.say("milestones 2"),
        boss.say("casewords add MOS-####"),
        lead.say("update 2 see mos-1234"),
    ]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], list[object]]]:
    """The conversation on each platform, each in a world of its own."""
    told: dict[str, tuple[list[str], list[object]]] = {}
    for kind in (ConsoleSpeaker, SlackSpeaker, TeamsSpeaker):
        folder: Path = tmp_path_factory.mktemp(kind.platform)
        with World.open(folder, read_demo_plan(None)) as world:
            desk = ConsoleSpeaker(world, ADMINISTRATOR)
            desk.say("plan AMB")
            desk.fill_in(
                "Settings",
                "",
                {"A coordinator signs completions off": "yes", "A coordinator agrees to new dates": "yes"},
            )
            words = converse(kind(world, ME), kind(world, ADMINISTRATOR))
            world.slack.check()
            world.teams.check()
            told[kind.platform] = ([folded(one) for one in words], stored(world))
    return told


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_the_same_is_said_on_every_platform(spoken: dict[str, tuple[list[str], list[object]]], platform: str) -> None:
    for here, there in zip(spoken[platform][0], spoken["console"][0], strict=True):
        assert here == there


def test_it_means_what_it_says(spoken: dict[str, tuple[list[str], list[object]]]) -> None:
    said = spoken["console"][0]
    assert "AMB-1 now waits for sign-off" in said[0]
    assert "waiting for sign-off" in said[1]
    assert "AMB-1 is signed off" in said[3]
    assert said[4] == "Nothing waits for an answer on AMB-1."
    assert "asked to move to Sunday 30 June 2030" in said[6]
    assert "AMB-2: the request of Mary Khan is sent back." in said[8]
    assert "This looks as if it holds an NHS number." in said[10]
    assert "your organisation keeps out of notes" in said[-1]
