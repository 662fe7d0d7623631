"""Sign-off, agreed dates, milestones and warnings: the same words on Slack, Teams and the console, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playground.people import ADMINISTRATOR
from bot.playground.world import World
from tests.e2e.speakers import ConsoleSpeaker, SlackSpeaker, Speaker, TeamsSpeaker, folded
from tests.e2e.test_same_everywhere import ME, stored
from tests.worlds import a_world


def converse(world: World, lead: Speaker, boss: Speaker) -> list[str]:
    """A lead asks, a coordinator answers."""

    def after_the_post(gesture: Callable[[], str]) -> str:
        """What was sent to people directly has arrived: the answer is what comes last."""
        world.slack.wait_for(lambda: not {"waiting", "claimed"} & _there(world), what="the outbox to be empty")
        return gesture()

    return [
        after_the_post(gesture)
        for gesture in (
            lambda: lead.say("update 2 letter sent to 943 476 5919"),
            lambda: lead.press("Save anyway"),
            lambda: lead.say("undo"),
            lambda: lead.say("done 1: register agreed at the board"),
            lambda: lead.say("mine"),
            lambda: boss.say("waiting"),
            lambda: boss.press("Sign off: {key}", "AMB-1"),
            lambda: boss.say("approve 1"),
            lambda: boss.say("history 1"),
            lambda: lead.say("date 2 30 June 2030 because chair not in post"),
            lambda: lead.say("show 2"),
            lambda: boss.say("return 2: please wait for the board"),
            lambda: lead.say("history 2"),
            lambda: boss.say("edit 2 Name two deputies for every chair"),
            lambda: boss.say("history 2"),
            lambda: lead.say("waiting"),
            lambda: lead.say("milestones 2"),
            lambda: boss.say("casewords add MOS-####"),
            lambda: lead.say("update 2 see mos-1234"),
        )
    ]


def _there(world: World) -> set[str]:
    return {state for state, count in world.store.waiting().items() if count}


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], list[object]]]:
    """The conversation on each platform, each in a world of its own."""
    told: dict[str, tuple[list[str], list[object]]] = {}
    for kind in (ConsoleSpeaker, SlackSpeaker, TeamsSpeaker):
        folder: Path = tmp_path_factory.mktemp(kind.platform)
        with a_world(folder) as world:
            desk = ConsoleSpeaker(world, ADMINISTRATOR)
            desk.say("plan AMB")
            desk.fill_in(
                "Settings",
                "",
                {"A coordinator signs completions off": "yes", "A coordinator agrees to new dates": "yes"},
            )
            words = converse(world, kind(world, ME), kind(world, ADMINISTRATOR))
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
    assert "This looks as if it holds an NHS number." in said[0]
    assert "AMB-1 now waits for sign-off" in said[3]
    assert "waiting for sign-off" in said[4]
    assert "AMB-1 is signed off" in said[6]
    assert said[7] == "Nothing waits for an answer on AMB-1."
    assert "asked to move to Sunday 30 June 2030" in said[9]
    assert "AMB-2: the request of Mary Khan is sent back." in said[11]
    assert "your organisation keeps out of notes" in said[-1]
