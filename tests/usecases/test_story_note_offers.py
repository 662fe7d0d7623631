"""A typed note that names a colour or a date: nothing changes by itself, and one press makes it so."""

from __future__ import annotations

import pytest

from domain.ports import Store
from tests.talk import talks
from tests.usecases.test_story_changing import notes, stored
from tests.usecases.test_story_plans import run_with


class TestTyped:
    def test_a_colour_is_offered_and_not_taken(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4").rag
        assert lead.say("update 4 survey late, now amber").outcome == "ok"
        assert stored(shared_store, town, "NRP-4").rag == before
        assert notes(shared_store, town, "NRP-4") == ["survey late, now amber"]
        assert lead.press("Make it amber").text.startswith("NRP-4 is now ● Amber")
        lead.say("update 4 still amber")
        assert "Make it amber" not in lead.labels()

    def test_a_date_opens_the_form_with_date_and_reason(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4").due
        lead.say("update 4 moved to 30 June 2027 because the chair left")
        assert stored(shared_store, town, "NRP-4").due == before
        lead.press("Move it to Wednesday 30 June 2027")
        fields = {one.name: one.value for one in lead.form().fields}
        assert (fields["date"], fields["reason"]) == ("2027-06-30", "the chair left")
        assert "Moved to Wednesday 30 June 2027" in lead.fill_in({}).text

    def test_a_date_that_can_be_two_is_asked_about_when_it_is_pressed(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.say("update 4 deadline extended to next Friday because of leave")
        assert lead.press("Move it to “next Friday”").outcome == "asked"
        assert len(lead.labels()) == 2

    def test_both_and_for_whom_it_was_said(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4)
        boss.say("update 2 on behalf of Rowan Ashdown: moved to end of June, now red")
        assert {"Make it red", "Move it to Wednesday 30 June 2027"} <= set(boss.labels())
        boss.press("Make it red")
        assert "on behalf of Rowan Ashdown changed RAG" in lead.say("history 2").text

    def test_where_dates_are_agreed_it_says_so(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4)
        run_with(boss, date_approval="yes")
        lead.say("update 4 moved to end of June 2027")
        assert "Ask to move it to Wednesday 30 June 2027" in lead.labels()

    @pytest.mark.parametrize(
        "words", ["survey sent", "the board moved to 30 June 2027", "not green yet", "could be moved to June"]
    )
    def test_ordinary_notes_are_answered_as_before(self, shared_store: Store, words: str) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.say(f"update 4 {words}")
        assert [one for one in lead.labels() if "Make it" in one or "ove it" in one] == []

    def test_a_form_has_its_own_fields_for_both(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.say("update 4")
        lead.fill_in({"text": "now amber"})
        assert "Make it amber" not in lead.labels()

    def test_what_is_complete_is_left_alone(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.say("done 4")
        lead.say("update 4 now amber")
        assert "Make it amber" not in lead.labels()
