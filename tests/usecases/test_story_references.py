"""What people type to name an action, a plan or a command: found, asked back or offered, and never guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.actions import Status
from domain.events import ChannelFollowed
from domain.people import EVERYTHING
from domain.plans import PlanState
from domain.ports import Store
from tests import builders
from tests.talk import Talk, talks


def is_open(store: Store, town: builders.Town, key: str) -> bool:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key(key)
    assert action is not None
    return action.status is Status.OPEN


def second_plan(store: Store, town: builders.Town, code: str = "WEL", state: PlanState = PlanState.LIVE) -> None:
    contents = builders.plan(town.organisation, code, actions=9, people=[town.lead], state=state)
    builders.add_plan(store, contents, town.coordinator)


@pytest.mark.parametrize("ref", ["NRP-4", "nrp-4", "nrp 4", "NRP4", "4", "#4", "action 4", " 4 "])
def test_one_plan_needs_only_the_number(shared_store: Store, ref: str) -> None:
    _, lead, _ = talks(shared_store, actions=5)
    assert lead.say(f"show {ref}").text.startswith("NRP-4 ·")


def test_deep_references_are_found(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, code="SHR", edit=lambda plan: builders.edited(plan, 1, key="SHR-1b.3", ref="1b.3"))
    for ref in ("SHR-1b.3", "shr 1B.3", "1b.3"):
        assert lead.say(f"show {ref}").text.startswith("SHR-1b.3 ·"), ref


def test_a_number_that_two_plans_have_is_asked_back(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=9)
    second_plan(shared_store, town)
    reply = lead.say("done 8: agreed")
    assert reply.outcome == "asked"
    assert reply.text == "8 is in more than one plan. Which do you mean?"
    assert lead.labels() == ["NRP-8", "WEL-8"]
    assert is_open(shared_store, town, "NRP-8")
    assert is_open(shared_store, town, "WEL-8")
    lead.press("WEL-8")
    assert "“agreed”" in lead.say("show WEL-8").text
    assert is_open(shared_store, town, "NRP-8")


def test_in_a_channel_the_number_means_the_channels_plan(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=9)
    second_plan(shared_store, town)
    boss.conversation, boss.private = "C7", False
    boss.say("channel follow WEL")
    lead.conversation, lead.private = "C7", False
    assert lead.say("show 8").text.startswith("WEL-8 ·")
    assert "NRP" not in lead.say("overdue").text
    assert lead.say("show NRP-8").text.startswith("NRP-8 ·")
    lead.conversation, lead.private = "D1", True
    assert lead.say("show 8").outcome == "asked"


def test_what_is_not_there_offers_the_nearest(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, code="TSP", actions=9)
    reply = lead.say("show TSP-88")
    assert (reply.outcome, reply.text) == ("not_found", "I couldn't find TSP-88. Did you mean TSP-8?")
    assert lead.press("TSP-8").text.startswith("TSP-8 ·")
    assert lead.say("show QQQ-500").text == (
        "I couldn't find QQQ-500. To look for an action by its words, type “find” and a word or two of it."
    )


def test_a_misspelt_command_is_not_taken_for_the_code_of_a_plan(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, code="TSP", actions=9)
    reply = lead.say("rga 4 green")
    assert (reply.outcome, reply.text) == ("not_found", "I couldn't find RGA-4. Did you mean “rag 4 green”?")
    assert lead.press("Yes: rag 4 green").text.startswith("TSP-4 is now ✔ Green")


def test_a_slip_that_is_as_near_to_two_commands_offers_each_that_can_be_asked(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, code="TSP", actions=9)
    assert lead.say("dne 4").text == "I couldn't find DNE-4. Did you mean “done 4” or “due 4”?"
    assert lead.labels() == ["done 4", "due 4"]
    assert lead.press("done 4").text.startswith("TSP-4: completed by you")
    for line, offered in (("dne 8: survey out", ["Yes: done 8: survey out"]), ("8 dne", ["Yes: done 8", "Help"])):
        lead.say(line)
        assert lead.labels() == offered


def test_a_draft_is_as_if_it_were_not_there(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=3)
    second_plan(shared_store, town, state=PlanState.DRAFT)
    nowhere = lead.say("show XYZ-8")
    hidden = lead.say("show WEL-8")
    assert hidden.text.replace("WEL", "XYZ") == nowhere.text
    assert hidden.outcome == nowhere.outcome == "not_found"
    for line in (
        "done WEL-8",
        "history WEL-8",
        "date WEL-8 1 March 2027 because x",
        "assign WEL-8 to me",
        "golive WEL",
    ):
        assert lead.say(line).outcome == "not_found", line
    for line in ("mine", "mine all", "overdue", "due", "find dataset", "overdue NRP"):
        assert "WEL" not in lead.say(line).text, line
    assert boss.say("show WEL-8").text.startswith("WEL-8 ·")
    assert lead.say("show 8").outcome == "not_found"


def test_nothing_of_another_organisation_is_found(shared_store: Store) -> None:
    _, stranger, _ = talks(shared_store, name="Elsewhere Council", code="ELS", actions=9)
    _, lead, _ = talks(shared_store, actions=3)
    for line in ("show ELS-8", "done ELS-8", "history ELS-8", "undo ELS-8", "overdue ELS", "update ELS-8 hello"):
        reply = lead.say(line)
        assert reply.outcome == "not_found", line
        assert "ELS" not in "".join(lead.labels())
    stranger.say("done ELS-4")
    for line in ("mine all", "overdue", "find dataset"):
        assert "ELS" not in lead.say(line).text


def test_a_button_of_another_organisation_does_nothing(shared_store: Store) -> None:
    _, stranger, elsewhere = talks(shared_store, name="Elsewhere Council", code="ELS", actions=9)
    _, lead, _ = talks(shared_store, actions=3)
    stranger.say("mine")
    complete = stranger.payload("Mark complete", key="ELS-4")
    stranger.say("rag 4 red")
    undo = stranger.payload("Undo")
    assert lead._send(pressed=complete).outcome == "not_found"
    assert lead._send(pressed=undo).text == "I couldn't find what to undo."
    assert is_open(shared_store, elsewhere, "ELS-4")


@pytest.mark.parametrize(
    ("line", "offered"),
    [("dnoe 4", "done 4"), ("udpate 4 sent", "update 4 sent"), ("4 dnoe", "done 4"), ("mien", "mine")],
)
def test_a_near_miss_is_offered_and_not_carried_out(shared_store: Store, line: str, offered: str) -> None:
    _, lead, town = talks(shared_store, actions=4)
    reply = lead.say(line)
    assert reply.outcome == "invalid"
    assert f"Did you mean “{offered}”?" in reply.text
    assert is_open(shared_store, town, "NRP-4")
    assert lead.press(f"Yes: {offered}").outcome == "ok"


@pytest.mark.parametrize("line", ["what should I do about the 4 trees?", "hmm", "drop table actions", "🤷", "…"])
def test_what_is_no_command_is_met_with_help(shared_store: Store, line: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    reply = lead.say(line)
    assert reply.outcome == "invalid"
    assert "Try “mine” for your actions, or “help” for what I can do." in reply.text
    assert lead.press("My actions").outcome == "ok"


@pytest.mark.parametrize("line", ["nrp 4", "NRP-4", "4", "4?", "who leads 4?", "how is NRP-4 going", "status of 4"])
def test_a_reference_alone_or_a_question_about_it_shows_it(shared_store: Store, line: str) -> None:
    _, lead, town = talks(shared_store, actions=4)
    assert lead.say(line).text.startswith("NRP-4 ·")
    assert is_open(shared_store, town, "NRP-4")


@pytest.mark.parametrize("line", ["4: survey sent to all schools", "NRP-4 the survey went out yesterday"])
def test_words_behind_a_reference_are_offered_as_a_note_and_not_stored(shared_store: Store, line: str) -> None:
    _, lead, town = talks(shared_store, actions=4)
    asked = lead.say(line)
    assert asked.text.startswith("Shall I note this as progress on ")
    assert "survey" not in lead.say("show 4").text
    lead.last = asked
    lead.press("Note it on NRP-4" if line.startswith("NRP") else "Note it on 4")
    assert "survey" in lead.say("show 4").text
    assert is_open(shared_store, town, "NRP-4")


@pytest.mark.parametrize("line", ["delete 4", "remove NRP-4", "cancel 4"])
def test_nothing_is_deleted_and_that_is_said(shared_store: Store, line: str) -> None:
    _, lead, town = talks(shared_store, actions=4)
    assert "Nothing is deleted here" in lead.say(line).text
    assert lead.press("Complete with a note").form is not None
    assert is_open(shared_store, town, "NRP-4")


@pytest.mark.parametrize("line", ["done", "done it", "show me", "update", "rag", "date", "assign", "history", "reopen"])
def test_a_missing_reference_shows_how_it_is_typed(shared_store: Store, line: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    reply = lead.say(line)
    assert reply.outcome == "invalid"
    assert f"For example: {line.split()[0]} TSP-8" in reply.text


def test_numbers_in_prose_are_no_references(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=8)
    lead.say("update 4 met 8 partners on 3 May, section 106 signed: 30% done")
    assert "“met 8 partners on 3 May, section 106 signed: 30% done”" in lead.say("show 4").text
    assert is_open(shared_store, town, "NRP-8")


def test_plans_are_found_by_their_code(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=3)
    assert lead.say("overdue nrp").outcome == "ok"
    assert lead.say("overdue ABC").text == "I couldn't find a plan called ABC. I know NRP."
    second_plan(shared_store, town, state=PlanState.DRAFT)
    assert lead.say("overdue ABC").text == "I couldn't find a plan called ABC. I know NRP."
    assert boss.say("golive").text.startswith("WEL is live:")
    assert boss.say("golive").text == "There is no draft of yours that could go live."
    assert boss.say("show 2").outcome == "asked"


def test_a_channel_that_follows_two_plans_asks(shared_store: Store) -> None:
    _, _, town = talks(shared_store, actions=9)
    second_plan(shared_store, town)
    with shared_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        for plan in uow.plans.all():
            follow = replace(builders.follow(town.contents, town.workspace, "C9"), plan_id=plan.id)
            because = ChannelFollowed(
                at=builders.NOW,
                by=builders.signature(town.coordinator),
                plan_id=plan.id,
                channel="C9",
                already_overdue=0,
            )
            uow.plans.follow(follow, because=because)
    here = Talk(shared_store, town.workspace, town.lead_account, conversation="C9", private=False)
    assert here.say("show 8").outcome == "asked"
    assert here.say("overdue").text.startswith("18 actions are overdue.")
