"""A plan given in chat, from the file to Go live, over real HTTP and the same on Slack and on Teams."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.people import ADMINISTRATOR
from bot.playground.world import World
from domain.people import EVERYTHING
from domain.plans import Plan, PlanState
from tests.e2e.importers import ALL, PLAN, Importer
from tests.worlds import a_world

BOTH = pytest.mark.parametrize("kind", ALL, ids=[each.platform for each in ALL])


def plan_of(world: World, code: str) -> Plan | None:
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        return uow.plans.by_code(code)


def posts(world: World) -> list[str]:
    return [one.text for one in world.slack.messages(world.slack_channel)]


@BOTH
def test_a_file_becomes_a_plan_that_goes_live(kind: type[Importer], tmp_path: Path, database_url: str) -> None:
    with a_world(tmp_path, database_url=database_url) as world:
        grace = kind(world, ADMINISTRATOR)
        answer = grace.give("renewal.txt", PLAN.encode(), "import HSR")
        assert answer is not None
        assert answer.ok
        assert any("I'm reading renewal.txt" in words for words in grace.all_words())
        found = grace.wait("I found 5 actions in “Harbour Street Renewal Plan”")
        assert "Only you see it." in found
        draft = plan_of(world, "HSR")
        assert draft is not None
        assert draft.state is PlanState.DRAFT
        grace.press("Import good rows")
        grace.wait("5 actions are in the draft HSR")
        assert not any("HSR" in post for post in posts(world))
        grace.press("Go live")
        grace.wait("HSR is live: 5 actions open, 1 already overdue")
        live = plan_of(world, "HSR")
        assert live is not None
        assert live.state is PlanState.LIVE
        world.slack.check()
        world.teams.check()


@BOTH
def test_without_a_code_it_is_asked_for_and_questions_come_one_at_a_time(
    kind: type[Importer], tmp_path: Path, database_url: str
) -> None:
    with a_world(tmp_path, database_url=database_url) as world:
        grace = kind(world, ADMINISTRATOR)
        grace.give("renewal.txt", PLAN.encode())
        grace.wait("Which short code shall the plan have")
        assert "Call it HSRP" in grace.labels()
        assert plan_of(world, "HSRP") is None
        grace.say("quay")
        grace.wait("Shall QUAY be the code of renewal.txt")
        assert "Call it QUAY" in grace.labels()
        grace.press("Another code", {"Short code": "quay"})
        grace.wait("It is the draft QUAY")
        assert any(label.startswith("Answer") for label in grace.labels())
        grace.say("30 June 2031")
        grace.wait("If that answers a question about QUAY, please press “Type an answer”")
        grace.press("Go on with QUAY")
        first = grace.wait("QUAY: question")
        assert "line" in first
        grace.press("Leave open")
        grace.wait("Left open: question 1")
        grace.press("Type an answer", {"Your answer": "yes"})
        grace.wait("QUAY: question")
        grace.press("Stop for now")
        grace.wait("All answers are kept")
        grace.say("questions QUAY")
        grace.wait("QUAY: question")
        grace.press("Stop for now")
        grace.wait("All answers are kept")
        grace.press("Import good rows")
        grace.wait("^5 actions are in the draft QUAY")
        grace.press("Go live")
        grace.wait("QUAY is live")
        world.slack.check()
        world.teams.check()


@BOTH
def test_the_next_version_is_compared_and_taken_in_when_somebody_says_so(
    kind: type[Importer], tmp_path: Path, database_url: str
) -> None:
    with a_world(tmp_path, database_url=database_url) as world:
        grace = kind(world, ADMINISTRATOR)
        grace.give("renewal.txt", PLAN.encode(), "import HSR")
        grace.wait("It is the draft HSR")
        grace.press("Import good rows")
        grace.wait("^5 actions are in the draft HSR")
        grace.press("Go live")
        grace.wait("HSR is live")
        grace.give("renewal.txt", PLAN.encode(), "HSR")
        grace.wait("says nothing that HSR doesn't have already")
        newer = PLAN.replace("30 June 2030", "31 July 2030") + "6\tPaint the railings\tJo Marsh\t1 May 2031\tGreen\t\n"
        grace.give("renewal-2.txt", newer.encode(), "HSR")
        told = grace.wait("next version of HSR")
        assert "1 new action, 1 changed, 4 unchanged, 0 no longer in it" in told
        assert "30 June 2030 → 31 July 2030" in told
        grace.press("Take it into HSR")
        grace.wait("HSR now has what this version says")
        grace.say("show HSR-6")
        grace.wait("Paint the railings")
        world.slack.check()
        world.teams.check()


@BOTH
def test_a_file_that_is_said_to_be_a_list_of_people_is_never_read_as_a_plan(
    kind: type[Importer], tmp_path: Path
) -> None:
    with a_world(tmp_path) as world:
        grace = kind(world, ADMINISTRATOR)
        grace.give("no addresses.csv", b"Name,Lead\nMary Khan,MK\nTom Bell,TB\n", "people load AMB")
        assert "Lead, Name and E-mail, in any order" in grace.find("I can't read no addresses.csv as a list of people")
        blank = b"E-mail;Name;Lead\n;Mary Khan;MK\n;Tom Bell;TB\nro@x.example;Rosa Okafor;RO\n"
        grace.give("leads.csv", blank, "people load AMB")
        assert "I read 3 rows: 3 fit a lead of AMB" in grace.find("A list of people")
        assert plan_of(world, "AMB") is not None
