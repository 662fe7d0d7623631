"""A plan given in chat while others are at work: two who answer at once, drafts that go, channels that listen."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.playground.people import ADMINISTRATOR
from bot.playground.world import World
from domain.actions import Action
from domain.events import RoleGiven
from domain.people import EVERYTHING, Membership, Platform, Role, Signature
from domain.plans import Question
from tests.e2e.importers import ALL, PLAN, Importer, OnSlack, OnTeams
from tests.worlds import a_world

BOTH = pytest.mark.parametrize("kind", ALL, ids=[each.platform for each in ALL])
ZONES = """Mill Lane Plan

Ref\tAction\tDue date\tZone\tRAG
1\tMend the weir below the mill\t30 June 2030\tNorth ward\tBlue
2\tClear the race of weeds\t31 July 2030\tSouth ward\tBlue
3\tCount the trout in the pool\t31/04/2030\tNorth ward\tGreen
"""


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    with a_world(tmp_path, database_url=database_url) as running:
        yield running
        running.slack.check()
        running.teams.check()


def actions(world: World, code: str) -> dict[str, Action]:
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code(code)
        return {one.key: one for one in uow.versions.actions(plan.id)} if plan else {}


def questions(world: World, code: str) -> list[Question]:
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code(code)
        assert plan is not None
        return list(uow.questions.all(plan.id))


def also_coordinates(world: World, name: str, code: str) -> None:
    with world.store.writing(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        plan, person = uow.plans.by_code(code), uow.people.named(name)[0]
        assert plan is not None
        by = Signature(None, "Test", Platform.CONSOLE)
        because = RoleGiven(
            at=world.clock.now(), by=by, plan_id=plan.id, person=person.name, role=Role.COORDINATOR.value
        )
        uow.people.give_role(Membership(person.id, Role.COORDINATOR, plan.id), because=because)


def _next(somebody: Importer, said: str) -> None:
    somebody.world.slack.wait_for(lambda: somebody.all_words()[-1] != said, what="the next question")


def until(somebody: Importer, words: str, code: str) -> None:
    """Leave questions open until one speaks of this."""
    somebody.say(f"questions {code}")
    for _ in range(12):
        said = somebody.wait(f"{code}: question|You have seen all of them")
        if words in said:
            return
        somebody.press("Go through them again" if "You have seen" in said else "Leave open")
        _next(somebody, said)
    raise AssertionError(f"no question on {words}")


@BOTH
def test_a_column_is_said_in_an_answer_and_the_document_is_read_again(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.give("mill.txt", ZONES.encode(), "import MIL")
    grace.wait("It is the draft MIL")
    until(grace, "no such day", "MIL")
    grace.press("Take “30 April 2030”")
    grace.wait("MIL-3: due 30 April 2030")
    until(grace, "no column for the lead", "MIL")
    grace.press("Type an answer", {"Your answer": "Zone = lead"})
    grace.wait("I have read mill.txt again, as MIL")
    held = actions(world, "MIL")
    assert [[lead.name for lead in one.leads] for one in held.values()] == [
        ["North ward"],
        ["South ward"],
        ["North ward"],
    ]
    assert not held["MIL-3"].due.needs_check, "the answer that was given before is kept"
    grace.press("Import good rows")
    grace.wait("3 actions are in the draft MIL")
    grace.press("Go live")
    grace.wait("MIL is live")
    grace.give("brook.txt", ZONES.replace("Mill", "Brook").encode(), "import BRK")
    grace.wait("It is the draft BRK")
    assert "In MIL you said that “Zone” holds leads. The same here?" in grace.all_words()[-1]
    grace.press("Yes, “Zone” holds leads")
    grace.wait(r"(?s)^(?!.*The same here\?).*I found 3 actions")
    assert [lead.name for lead in actions(world, "BRK")["BRK-1"].leads] == ["North ward"]
    grace.give("mill-2.txt", f"{ZONES}4\tOil the sluice\t1 May 2030\tWest ward\n".encode(), "import MIL")
    grace.wait("next version of MIL: 1 new action, 0 changed, 3 unchanged")
    grace.press("Discard")
    grace.give(
        "mill-3.txt",
        f"{ZONES}4\tOil the sluice\t1 May 2030\tWest ward\n".replace("Zone", "Remarks").encode(),
        "import MIL",
    )
    told = grace.wait("next version of MIL: 1 new action")
    assert "It has no column “Zone”, of which you said before what it holds" in told


@BOTH
def test_what_blue_means_is_answered_once_and_undone_in_one_press(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.give("mill.txt", ZONES.encode(), "import MIL")
    grace.wait("It is the draft MIL")
    until(grace, "“Blue” stands on MIL-1 and MIL-2", "MIL")
    grace.press("Yes, complete")
    grace.wait("MIL-1 and MIL-2 are complete now")
    grace.press("Undo")
    grace.wait("MIL-1 and MIL-2 are as before. 1 question is open again.")
    assert {one.status.value for one in actions(world, "MIL").values()} == {"open"}


@BOTH
def test_a_name_typed_in_the_form_that_nobody_has_is_asked_about(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.give("renewal.txt", PLAN.encode(), "import HSR")
    grace.wait("It is the draft HSR")
    until(grace, "No lead is printed", "HSR")
    grace.press("Type an answer", {"Your answer": "Pria Nair"})
    grace.wait("anybody called “Pria Nair”. Did you mean Priya Nair")
    assert not actions(world, "HSR")["HSR-4"].leads
    grace.press("Priya Nair")
    grace.wait("HSR-4: led by Priya Nair")


@BOTH
def test_two_who_answer_at_once_do_not_overwrite_each_other(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.give("renewal.txt", PLAN.encode(), "import HSR")
    grace.wait("It is the draft HSR")
    also_coordinates(world, "Mary Khan", "HSR")
    mary = kind(world, "Mary Khan")
    for somebody in (grace, mary):
        until(somebody, "No lead is printed", "HSR")
    number = next(one.number for one in questions(world, "HSR") if "No lead" in one.message)
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda each: each[0].say(f"answer HSR {number} new: {each[1]}"),
                ((grace, "Quay Team"), (mary, "Harbour Board")),
            )
        )
    grace.hear("Quay Team|answered already")
    mary.hear("Harbour Board|answered already")
    held = [lead.name for lead in actions(world, "HSR")["HSR-4"].leads]
    assert held in (["Quay Team"], ["Harbour Board"])
    answered = next(one for one in questions(world, "HSR") if one.number == number)
    assert answered.answer == f"new: {held[0]}", "what is stored is what one of them said"
    loser = mary if held == ["Quay Team"] else grace
    assert "answered already" in "\n".join(loser.all_words())


@BOTH
def test_an_answer_to_a_draft_that_was_discarded_is_told_kindly(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.give("renewal.txt", PLAN.encode(), "import HSR")
    grace.wait("It is the draft HSR")
    also_coordinates(world, "Mary Khan", "HSR")
    mary = kind(world, "Mary Khan")
    until(mary, "No lead is printed", "HSR")
    grace.say("delete the draft HSR")
    grace.wait("Discard the draft HSR")
    grace.press("Discard HSR")
    grace.wait("Discarded")
    mary.press("No lead")
    mary.hear(
        "I couldn't find that question. A newer version of the plan may have settled it, or its draft was discarded"
    )
    assert actions(world, "HSR") == {}


@BOTH
def test_an_answer_to_a_draft_that_was_imported_again_meanwhile(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.give("renewal.txt", PLAN.encode(), "import HSR")
    grace.wait("It is the draft HSR")
    until(grace, "No lead is printed", "HSR")
    mary = kind(world, "Mary Khan")
    also_coordinates(world, "Mary Khan", "HSR")
    until(mary, "No lead is printed", "HSR")
    newer = PLAN.replace("Publish the drawings\t\t", "Publish the drawings\tPriya Nair\t")
    grace.give("renewal-2.txt", newer.encode(), "import HSR")
    grace.wait("It is the draft HSR|next version of HSR")
    if "next version" in grace.all_words()[-1]:
        grace.press("Take it into HSR")
        grace.wait("HSR now has")
    mary.press("No lead")
    mary.hear("answered already|couldn't find that question")
    assert [lead.name for lead in actions(world, "HSR")["HSR-4"].leads] == ["Priya Nair"], "nothing is overwritten"


@BOTH
def test_a_button_of_an_older_card_leaves_the_newer_draft_alone(kind: type[Importer], tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        grace = kind(world, ADMINISTRATOR)
        grace.give("renewal.txt", PLAN.encode(), "import HSR")
        grace.wait("It is the draft HSR")
        older = len(grace.all_words()) - 1
        newer = PLAN.replace("Publish the drawings\t\t", "Publish the drawings\tPriya Nair\t")
        grace.give("renewal-2.txt", newer.encode(), "import HSR")
        grace.wait("It takes the place of the draft HSR")
        grace.found = older
        grace.press("Discard")
        grace.hear("This is about an older document of the draft HSR. Nothing was changed. To go on, write “import”")
        assert [lead.name for lead in actions(world, "HSR")["HSR-4"].leads] == ["Priya Nair"]
        grace.say("golive HSR")
        grace.wait("HSR is live")
        grace.found = older
        grace.press("Import good rows")
        grace.hear("This was about the draft of HSR, and HSR is live by now. Nothing was changed")
        assert actions(world, "HSR")


def test_a_plan_in_a_slack_channel_is_not_looked_at(world: World) -> None:
    grace = OnSlack(world, ADMINISTRATOR)
    channel = world.slack_channel
    before = len(world.slack.messages(channel))
    assert world.slack.upload("renewal.txt", PLAN.encode(), user=grace.user, channel=channel) is None
    world.slack.command("import HSR", user=grace.user, channel=channel)
    said = world.slack.wait_for(
        lambda: [one.text for one in world.slack.messages(channel, as_user=grace.user)][before + 1 :], what="an answer"
    )
    assert "Please send the plan to me in a direct message, so that nobody else reads along" in said[-1]
    assert not world.slack.wire.matching("files.info")
    assert actions(world, "HSR") == {}


def test_a_plan_in_a_teams_channel_is_not_looked_at(world: World) -> None:
    grace = OnTeams(world, ADMINISTRATOR)
    where = world.teams_channel
    table = PLAN.split("\n\n")[1]
    world.teams.say(f"@Action Log import HSR\n{table}", user=grace.user, conversation=where)
    grace.wait("Please send the plan to me in a direct message, so that nobody else reads along")
    assert not [one for one in world.teams.messages(where) if one.sender != grace.user and "quay wall" in one.words("")]
    assert actions(world, "HSR") == {}
