"""What the demonstration's page offers to try fits the plan that it shows, also one of somebody's own."""

from __future__ import annotations

from pathlib import Path

from bot.playground.demo import read_demo_plan
from bot.playground.page import WorldStage
from bot.playground.world import World
from tests.worlds import a_world

OWN = """Mill Lane Plan

Ref\tAction\tLead\tDue date\tRAG
A.1\tMend the weir below the mill\tWater Team\t30 June 2030\tGreen
A.2\tClear the race of weeds\tWater Team\t31 July 2030\tAmber
A.3\tCount the trout in the pool\tWater Team\t31 August 2030\tGreen
B.7\tPaint the gate\tEstates\t1 May 2030\tRed
"""


def tried(world: World, name: str) -> list[str]:
    """What is offered to somebody, and that the bot understands each of it."""
    stage = WorldStage(world)
    person = next(one for one in stage.people if one.name == name)
    words = list(stage.suggestions(person))
    for line in words:
        exchange = world.slack.command(line, user=person.slack, channel=world.slack_channel)
        assert exchange.ok
        answer = world.slack.last(world.slack_channel, as_user=person.slack).text
        assert "couldn't find" not in answer, line
        assert "Only " not in answer, line
    return words


def test_the_sample_is_offered_its_own_actions(tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        assert tried(world, "Mary Khan") == [
            "mine",
            "overdue",
            "done 1: agreed at board",
            "date 2 end of next month because chair away",
            "help",
        ]
        assert tried(world, "Dev Shah") == ["mine", "overdue", "help"], "who leads nothing is offered nothing to change"


def test_a_plan_of_ones_own_is_offered_its_own_actions(tmp_path: Path) -> None:
    file = tmp_path / "mill.txt"
    file.write_text(OWN, encoding="utf-8")
    with World.open(tmp_path, read_demo_plan(file), source=file.name) as world:
        leads = {name: tried(world, name) for name in ("Grace Dunn", "Mary Khan")}
    offered = " ".join(words for each in leads.values() for words in each)
    assert "done " in offered
    assert "done 1:" not in offered
