"""Who led something in a plan for few people and leads nothing there any more sees it no more, though the printed lead
is linked to them still; what happened stays in history.
"""

from __future__ import annotations

import pytest

from domain.ids import PersonId
from domain.people import EVERYTHING
from domain.ports import Store
from domain.usecases.nudging import eyes_of
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_acting_for import account_of, mention

LINES = (
    *("show 4", "show NRP-4", "show NRP-1", "history NRP-4", "find dataset", "overdue", "overdue NRP", "due 400"),
    *("plan NRP", "plans", "report NRP", "milestones NRP-4", "update NRP-4 x", "done NRP-4", "undo NRP-4", "mine all"),
)


@pytest.fixture
def few(shared_store: Store) -> tuple[Talk, Talk, builders.Town]:
    """A coordinator and a lead of a plan that only its own people see; she leads NRP-4 and nothing else."""
    boss, imogen, town = talks(shared_store, actions=6)
    boss.say("plan NRP")
    boss.press("Settings")
    assert "NRP" in boss.fill_in({"restricted": "yes"}).text
    return boss, imogen, town


def blind(talk: Talk) -> list[str]:
    """The lines of which the answer still says something of the plan."""
    told = []
    for line in LINES:
        reply = talk.say(line)
        shown = reply.text + str([button.sends.encode() for button in reply.buttons()])
        for word in line.split():
            shown = shown.replace(word, "")
        if any(each in shown for each in ("dataset", "NRP", "Parks", "Tobias")):
            told.append(f"{line}: {reply.text}")
    return told


def sees(store: Store, town: builders.Town, person: PersonId) -> bool:
    """Would a message to this person speak of the plan?"""
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        uow.see_with(eyes_of(uow, person, builders.TODAY))
        return uow.plans.by_code("NRP") is not None


def test_who_is_given_something_sees_the_plan_and_who_loses_the_last_of_it_does_not(
    few: tuple[Talk, Talk, builders.Town], shared_store: Store
) -> None:
    boss, imogen, town = few
    assert imogen.say("show NRP-1").outcome == "ok"
    assert boss.say("assign NRP-4 to Head of Parks").outcome == "ok"
    assert blind(imogen) == []
    assert not sees(shared_store, town, town.lead.id)
    assert imogen.say("show NRP-4").outcome == imogen.say("show ZZZ-4").outcome == "not_found"
    assert "Imogen Vale" in boss.say("history NRP-4").text, "what was is written down"
    assert boss.say("assign NRP-5 to Imogen Vale").outcome == "ok"
    assert imogen.say("show NRP-4").outcome == "ok"
    assert sees(shared_store, town, town.lead.id)


def test_an_undone_assignment_gives_sight_back(few: tuple[Talk, Talk, builders.Town]) -> None:
    boss, imogen, _ = few
    boss.say("assign NRP-4 to Head of Parks")
    assert imogen.say("show NRP-4").outcome == "not_found"
    assert boss.say("undo NRP-4").outcome == "ok"
    assert imogen.say("show NRP-4").outcome == "ok"


def test_what_is_done_was_theirs_still(few: tuple[Talk, Talk, builders.Town]) -> None:
    _, imogen, _ = few
    assert imogen.say("done NRP-4").outcome == "ok"
    assert imogen.say("history NRP-4").outcome == "ok"


def test_an_action_added_by_mistake_gives_sight_until_it_is_undone(few: tuple[Talk, Talk, builders.Town]) -> None:
    boss, imogen, _ = few
    boss.say("assign NRP-4 to Head of Parks")
    boss.say("add NRP")
    boss.fill_in({"text": "Count the paths", "who": "Imogen Vale", "under": "R1"})
    assert boss.last.outcome == "ok", boss.last.text
    assert imogen.say("show NRP-1").outcome == "ok"
    assert boss.say("undo").outcome == "ok"
    assert imogen.say("show NRP-1").outcome == "not_found"


def test_a_role_without_actions_gives_its_holder_nothing(
    few: tuple[Talk, Talk, builders.Town], shared_store: Store
) -> None:
    boss, _, town = few
    ann = account_of(shared_store, town, "Ann Hall")
    boss.say(f"link Head of Parks to role {mention(ann)}")
    assert ann.say("show NRP-2").outcome == "ok"
    for ref in ("NRP-1", "NRP-5"):
        assert boss.say(f"assign {ref} to Imogen Vale").outcome == "ok"
    assert blind(ann) == []
    assert not sees(shared_store, town, ann.account.person_id or PersonId(""))


def test_a_deputy_loses_what_they_stand_in_for(few: tuple[Talk, Talk, builders.Town], shared_store: Store) -> None:
    boss, imogen, town = few
    ann = account_of(shared_store, town, "Ann Hall")
    assert imogen.say(f"deputy {mention(ann)} until 3 December").outcome == "ok"
    assert ann.say("show NRP-1").outcome == "ok"
    boss.say("assign NRP-4 to Head of Parks")
    assert blind(ann) == []


def test_whoever_is_linked_without_an_action_is_vouched_for_by_the_plans_coordinator_still(
    few: tuple[Talk, Talk, builders.Town], shared_store: Store
) -> None:
    """They may lead there again: a coordinator of another plan alone does not say who they are."""
    boss, imogen, town = few
    boss.say("assign NRP-4 to Head of Parks")
    other = builders.plan(town.organisation, "WEL", actions=4)
    odette = account_of(shared_store, town, "Odette Marsh")
    with shared_store.reading(town.id) as uow:
        who = uow.people.person(odette.account.person_id or PersonId(""))
    builders.add_plan(shared_store, other, who)
    assert odette.say(f"unlink {mention(imogen)}").outcome == "refused"
    assert boss.say(f"unlink {mention(imogen)}").outcome == "ok"
