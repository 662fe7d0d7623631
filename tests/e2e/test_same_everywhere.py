"""One conversation on Slack, Teams and the console: the same words, and the same things stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.world import World
from domain.people import EVERYTHING
from tests.e2e.speakers import ConsoleSpeaker, SlackSpeaker, Speaker, TeamsSpeaker, folded
from tests.worlds import a_world

ME = "Mary Khan"


def converse(me: Speaker) -> list[str]:
    """A morning of one lead."""
    return [
        me.say("mine"),
        me.press("Mark {key} complete", "AMB-1"),
        me.press("Undo the change to {key}", "AMB-1"),
        me.fill_in("Update {key}", "AMB-2", {"What has happened?": "Second deputy named: R&D <lead> *starts* Monday"}),
        me.say("done 1: register agreed at the board"),
        me.say("done 1"),
        me.say("8 done"),
        me.say("rag 2 amber because one deputy still missing"),
        me.say("date 2 30 June 2030 because chair not in post"),
        me.say("date 2 Apr 30 because chair not in post"),
        me.say("show 2"),
        me.say("doen 2"),
        me.say("done 99"),
        me.say("history 2"),
        me.say("undo"),
        me.say("overdue AMB"),
        me.say("find deputies"),
        me.say("mine all"),
        me.say("help more"),
    ]


def stored(world: World) -> list[object]:
    """Every action and every line of its history, without what differs from world to world (ids, times, platform)."""
    found: list[object] = []
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        for key in sorted(uow.actions.keys()):
            action = uow.actions.by_key(key)
            assert action is not None
            history, _ = uow.history.of_action(action.id, limit=50)
            changes = [
                {
                    name: value
                    for name, value in line.event.model_dump(mode="json").items()
                    if name not in {"id", "at", "by", "plan_id", "action_id", "note_id", "together", "undid"}
                }
                for line in history
            ]
            notes = [note.text for note in uow.actions.notes(action.id)]
            found.append((key, action.status, action.rag, action.due, action.version, changes, notes))
    return found


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], list[object]]]:
    """The conversation on each platform, each in a world of its own."""
    told: dict[str, tuple[list[str], list[object]]] = {}
    for kind in (ConsoleSpeaker, SlackSpeaker, TeamsSpeaker):
        folder: Path = tmp_path_factory.mktemp(kind.platform)
        with a_world(folder) as world:
            words = converse(kind(world, ME))
            world.slack.check()
            world.teams.check()
            told[kind.platform] = ([folded(one) for one in words], stored(world))
    return told


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_the_same_is_said_on_every_platform(spoken: dict[str, tuple[list[str], list[object]]], platform: str) -> None:
    for here, there in zip(spoken[platform][0], spoken["console"][0], strict=True):
        assert here == there


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_the_same_is_stored_from_every_platform(
    spoken: dict[str, tuple[list[str], list[object]]], platform: str
) -> None:
    assert spoken[platform][1] == spoken["console"][1]


def test_a_person_s_words_stay_words(spoken: dict[str, tuple[list[str], list[object]]]) -> None:
    for words, _ in spoken.values():
        assert "Second deputy named: R&D <lead> *starts* Monday" in " ".join(words)
