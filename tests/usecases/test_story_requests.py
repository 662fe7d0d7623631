"""Sign-off and agreement to dates: leads ask, coordinators answer, and until then all stays as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.actions import Status
from domain.people import EVERYTHING
from domain.ports import Store
from domain.views import Reply
from tests import builders
from tests.letters import to_be_told
from tests.talk import Talk, talks
from tests.usecases.test_story_changing import notes, stored
from tests.usecases.test_story_forms import coordinator_too
from tests.usecases.test_story_plans import run_with


def letters(store: Store, town: builders.Town) -> list[tuple[str, Reply]]:
    """What was sent to people directly: the account it goes to, and what it says."""
    claimed = store.claim("test", lease_seconds=0, limit=50, organisation_id=town.id)
    found = to_be_told(store, town)
    while claimed:
        for posting in claimed:
            if posting.replaces is None:  # not an edit of one that was sent before
                found.append((posting.destination.conversation, posting.reply))
            assert store.sent(posting, "test", "1")
        claimed = store.claim("test", lease_seconds=0, limit=50, organisation_id=town.id)
    return found


def signed(store: Store, **settings: str) -> tuple[Talk, Talk, builders.Town]:
    boss, lead, town = talks(store, actions=4)
    run_with(boss, **(settings or {"sign_off": "yes"}))
    return boss, lead, town


class TestSignOff:
    def test_a_lead_asks_a_coordinator_accepts_and_both_are_told(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store)
        reply = lead.say("done 4: dataset agreed at the board")
        assert reply.text.startswith(
            "NRP-4 now waits for sign-off, and stays open until then. Tobias Wren can answer it."
        )
        assert stored(shared_store, town, "NRP-4").is_open
        assert "waiting for sign-off" in lead.say("mine").text
        assert "Waiting for sign-off: you asked at 10:30" in lead.say("show 4").text
        assert "NRP-4" in lead.say("overdue").text, "not complete until then"
        [(whom, asked)] = letters(shared_store, town)
        assert whom == town.coordinator_account.external_id
        assert "NRP-4: Imogen Vale asks you to sign the completion off." in asked.text
        assert "“dataset agreed at the board” Imogen Vale" in asked.text
        boss.last = asked
        assert boss.press("Sign off").text.startswith("NRP-4 is signed off: completed by you, 10:30.")
        done = stored(shared_store, town, "NRP-4")
        assert (done.status, done.asked_done) == (Status.COMPLETE, None)
        assert notes(shared_store, town, "NRP-4") == ["dataset agreed at the board"]
        assert lead.say("history 4").text.count("dataset agreed at the board") == 1
        assert "Imogen Vale, " in boss.say("show 4").text, "the words are hers who said them"
        [(whom, answer)] = letters(shared_store, town)
        assert whom == town.lead_account.external_id
        assert answer.text.startswith("NRP-4: Tobias Wren signed off the completion that you asked for.")
        assert "marked it complete, as Imogen Vale asked" in lead.say("history 4").text

    def test_sent_back_it_is_open_and_the_lead_knows_why(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store)
        lead.say("done 4: all agreed")
        boss.say("waiting")
        boss.press("Send back")
        assert boss.fill_in({"reason": " "}).field_errors == {
            "reason": "Please say in a few words why, so that they know what to do."
        }
        assert boss.fill_in({"reason": "Where are the minutes?"}).text.startswith(
            "NRP-4: the request of Imogen Vale is sent back."
        )
        action = stored(shared_store, town, "NRP-4")
        assert (action.is_open, action.asked_done) == (True, None)
        told = letters(shared_store, town)[-1]
        assert told[0] == town.lead_account.external_id
        assert "“Where are the minutes?” Tobias Wren" in told[1].text
        assert (
            "sent back the request of Imogen Vale to sign it off: “Where are the minutes?”"
            in lead.say("history 4").text
        )
        assert notes(shared_store, town, "NRP-4") == ["all agreed"], "what they said stays said"
        boss.say("undo")
        assert stored(shared_store, town, "NRP-4").asked_done is not None

    def test_a_coordinator_needs_nobodys_leave_and_settles_what_waits(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store)
        lead.say("done 4")
        boss.say("done 4")
        assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE
        assert boss.say("waiting").text == "Nothing waits for an answer."
        boss.say("undo")
        assert stored(shared_store, town, "NRP-4").asked_done is not None, "the request is there again"

    def test_asking_twice_says_when_it_was_asked_and_keeps_the_words(self, shared_store: Store) -> None:
        _, lead, town = signed(shared_store)
        lead.say("done 4")
        again = lead.say("done 4: here are the minutes")
        assert again.text.startswith(
            "NRP-4 waits already: you asked to sign it off at 10:30. Your words are not saved yet."
        )
        lead.press("Add the note")
        assert notes(shared_store, town, "NRP-4") == ["here are the minutes"]

    def test_whoever_asked_takes_it_back(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store)
        lead.say("done 4")
        lead.press("Undo")
        assert stored(shared_store, town, "NRP-4").asked_done is None
        lead.say("done 4: all agreed")
        undone = lead.say("undo").text
        assert undone.startswith("Undone on NRP-4: you asked for the completion to be signed off: “all agreed”.")
        assert notes(shared_store, town, "NRP-4") == []
        lead.say("done 4")
        lead.clock.pass_(days=3)
        lead.say("waiting")
        assert lead.press("Take it back").text.startswith("NRP-4: your request is taken back.")
        assert stored(shared_store, town, "NRP-4").asked_done is None
        assert "withdrew the request to sign it off" in lead.say("history 4").text
        assert boss.say("approve 4").text == "Nothing waits for an answer on NRP-4."

    def test_who_asked_is_told_if_a_coordinator_takes_it_back(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store)
        lead.say("done 4")
        assert boss.say("withdraw 4").text.startswith("NRP-4: the request of Imogen Vale is taken back.")
        told = letters(shared_store, town)[-1][1].text
        assert told.startswith("NRP-4: Tobias Wren took back your request for the completion.")

    def test_the_note_is_still_wanted_where_the_plan_wants_one(self, shared_store: Store) -> None:
        _, lead, town = signed(shared_store, sign_off="yes", note_to_complete="yes")
        assert lead.say("done 4").outcome == "asked"
        lead.press("Write the note")
        assert lead.fill_in({"note": "agreed", "evidence": "https://a.org/x"}).text.startswith("NRP-4 now waits")
        asked = stored(shared_store, town, "NRP-4").asked_done
        assert asked is not None
        assert asked.words == "agreed\nhttps://a.org/x"

    def test_only_coordinators_answer(self, shared_store: Store) -> None:
        _, lead, _ = signed(shared_store)
        lead.say("done 4")
        for line in ("approve 4", "return 4: no", "return 4"):
            assert lead.say(line).text == "Only a coordinator of NRP can answer such a request. Please ask Tobias Wren."


class TestDates:
    def test_the_old_date_counts_until_it_is_agreed(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store, date_approval="yes")
        reply = lead.say("date 4 1 March 2027 because chair not in post")
        assert reply.text.startswith(
            "NRP-4: asked to move to Monday 1 March 2027. Until that is agreed, "
            "due 4 November 2026 (17 days late) counts."
        )
        action = stored(shared_store, town, "NRP-4")
        assert (action.due.latest, action.due_changes) == (date(2026, 11, 4), 0)
        assert "1 March 2027 asked for, not agreed yet" in lead.say("overdue").text
        assert "Date asked for: 1 March 2027, by you at 10:30; until a coordinator agrees" in lead.say("show 4").text
        assert "You asked for 1 March 2027, not agreed yet." in _upper(lead.say("date 4").form.intro)  # type: ignore[union-attr]  # it is there
        assert boss.say("approve 4").text.startswith(
            "NRP-4: Moved to Monday 1 March 2027 (was 4 November 2026; 1st change)."
        )
        moved = stored(shared_store, town, "NRP-4")
        assert (moved.due.latest, moved.due_changes, moved.asked_due) == (date(2027, 3, 1), 1, None)
        assert "(1st change, as Imogen Vale asked) because “chair not in post”" in lead.say("history 4").text
        assert "agreed to the date 1 March 2027" in letters(shared_store, town)[-1][1].text
        boss.say("undo")
        back = stored(shared_store, town, "NRP-4")
        assert back.due.latest == date(2026, 11, 4)
        assert back.asked_due is not None

    def test_asked_in_the_update_form_the_rest_is_saved_at_once(self, shared_store: Store) -> None:
        _, lead, town = signed(shared_store, date_approval="yes")
        lead.say("update 4")
        lead.fill_in({"text": "survey sent", "rag": "red", "date": "2027-03-01", "reason": "few answers"})
        action = stored(shared_store, town, "NRP-4")
        assert (action.rag.value.value, action.due.latest) == ("red", date(2026, 11, 4))
        assert action.asked_due is not None
        lead.press("Undo")
        after = stored(shared_store, town, "NRP-4")
        assert (after.rag.value.value, after.asked_due) == ("none", None)

    def test_another_date_takes_the_place_of_the_first_wish(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store, date_approval="yes")
        lead.say("date 4 1 March 2027 because x")
        first = letters(shared_store, town)[0][1]
        lead.say("date 4 1 May 2027 because y")
        boss.last = first
        assert boss.press("Agree to the date").text == (
            "That request on NRP-4 no longer waits: it was replaced by another one."
        )
        assert stored(shared_store, town, "NRP-4").due.latest == date(2026, 11, 4)
        lead.say("undo")
        asked = stored(shared_store, town, "NRP-4").asked_due
        assert asked is not None
        assert asked.due is not None
        assert asked.due.latest == date(2027, 3, 1), "the first wish is there again"

    def test_two_requests_on_one_action_are_told_apart(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store, date_approval="yes", sign_off="yes")
        lead.say("date 4 1 March 2027 because x")
        lead.say("done 4")
        assert boss.say("waiting").text.startswith("2 requests wait for an answer.")
        assert boss.say("approve 4").text == "Two requests wait on NRP-4. Which do you mean?"
        boss.press("The date 1 March 2027")
        assert stored(shared_store, town, "NRP-4").due.latest == date(2027, 3, 1)
        assert boss.say("sign off 4").text.startswith("NRP-4 is signed off")


def _upper(words: str) -> str:
    return words.replace("you asked", "You asked")


class TestAtOnce:
    @pytest.mark.parametrize("second", ["Sign off", "Send back"])
    def test_the_second_to_answer_is_told_who_was_first(self, shared_store: Store, second: str) -> None:
        boss, lead, town = signed(shared_store)
        other = coordinator_too(shared_store, town)
        lead.say("done 4")
        asked = [reply for _, reply in letters(shared_store, town)]
        assert len(asked) == 2
        boss.last, other.last = asked
        boss.press("Sign off")
        answer = other.press(second)
        assert answer.outcome == "stale"
        assert answer.text.startswith("That request was answered already: Tobias Wren marked it complete")

    def test_many_answers_at_the_same_moment_are_one(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store)
        lead.say("done 4: agreed")
        boss.say("waiting")
        payloads = [boss.payload("Sign off") for _ in range(4)]
        gate, outcomes = threading.Barrier(4), []

        def answer(payload: Mapping[str, Any]) -> None:
            talk = replace(boss)
            gate.wait(10)
            outcomes.append(talk._send(pressed=payload).outcome)

        run_all([lambda one=one: answer(one) for one in payloads])  # type: ignore[misc]  # of this turn
        assert sorted(outcomes) == ["ok", "stale", "stale", "stale"]
        assert notes(shared_store, town, "NRP-4") == ["agreed"]


def run_all(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


class TestWaiting:
    def test_coordinators_see_their_plans_leads_their_own_others_nothing(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store)
        lead.say("done 4")
        assert "NRP-4: Imogen Vale asks you" in boss.say("waiting NRP").text
        assert "NRP-4: you asked to sign it off" in lead.say("waiting").text
        assert {"Sign off", "Send back"}.isdisjoint(lead.labels())
        from tests.usecases.test_story_who_may import newcomer

        assert newcomer(shared_store, town).say("waiting").text == "Nothing waits for an answer."

    def test_a_long_list_is_paged(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=32)
        run_with(boss, sign_off="yes")
        for number in range(4, 33, 4):
            lead.say(f"done {number}")
        assert boss.say("waiting").text.startswith("8 requests wait for an answer.")
        assert boss.labels().count("Sign off") == 5
        boss.press("Next")
        assert boss.labels().count("Sign off") == 3

    def test_what_else_waits_stays_there_when_one_is_answered(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=24)
        run_with(boss, sign_off="yes", date_approval="yes")
        for number in range(4, 25, 4):
            lead.say(f"done {number}")
        lead.clock.pass_(minutes=1)  # the newest request comes last
        lead.say("date 8 1 July 2029 because the board moved")
        boss.say("waiting")
        boss.press("Next")
        assert boss.labels().count("Sign off") == 1
        said = boss.press("Sign off").text
        assert said.startswith("NRP-24 is signed off")
        assert "1 July 2029" in said, "the other request of that page is still there"
        assert "Undo" in boss.labels()
        boss.press("Agree to the date")
        assert boss.labels().count("Sign off") == 5, "the page is gone; the one before is shown"
        boss.press("Send back")
        assert boss.fill_in({"reason": "Where are the minutes?"}).text.startswith("NRP-4: the request")
        assert boss.labels().count("Sign off") == 4

    def test_a_completed_action_no_longer_says_that_a_date_is_asked_for(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4)
        run_with(boss, sign_off="yes", date_approval="yes")
        lead.say("done 4")
        lead.say("date 4 1 July 2029 because the board moved")
        boss.say("waiting")
        assert "1 July 2029" not in boss.press("Sign off").text
        boss.say("undo")
        assert "1 July 2029 asked for, not agreed yet" in lead.say("mine").text, "it waits again"

    def test_turned_off_again_what_waits_can_still_be_answered(self, shared_store: Store) -> None:
        boss, lead, town = signed(shared_store)
        lead.say("done 4")
        run_with(boss, sign_off="no")
        assert boss.say("approve 4").text.startswith("NRP-4 is signed off")
        assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            assert not uow.actions.waiting()
