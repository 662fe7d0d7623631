"""The same words in another order ask for the same, and what somebody typed beside them is not lost."""

from __future__ import annotations

import pytest

from domain.due import Due
from domain.plans import PlanState
from domain.ports import Store
from tests import builders
from tests.talk import talks


@pytest.mark.parametrize(
    "line", ["rag amber 4", "amber rag 4", "rag to amber NRP-4", "amber on 4", "rag amber for nrp 4"]
)
def test_a_colour_may_stand_before_its_action(shared_store: Store, line: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say(line)
    assert lead.last.text.startswith("NRP-4 is now ● Amber (was ○ No RAG).")


def test_a_colour_alone_asks_for_the_action(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    assert lead.say("amber").text == "Which action? For example: amber TSP-8"


def test_the_reason_for_a_colour_that_it_has_already_is_offered_as_a_note(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=4)
    lead.say("amber 4")
    said = lead.say("amber 4 because two posts are vacant")
    assert said.text == ("NRP-4 is ● Amber already. Shall I note your reason as progress? “two posts are vacant”")
    lead.press("Note it on NRP-4")
    assert "You wrote “two posts are vacant”" in lead.say("history 4").text
    boss.say("amber 4 on behalf of Imogen Vale because one post is vacant")
    boss.press("Note it on NRP-4")
    assert "on behalf of Imogen Vale" in boss.say("history 4").text


def test_a_date_that_it_has_already_needs_no_reason(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say("date 4 5 May 2027 because the chair is not in post")
    assert lead.say("date 4 5 May 2027").text == "NRP-4 is due 5 May 2027 already."
    assert lead.say("date 4 5 May 2027 because the venue is booked").text == (
        "NRP-4 is due 5 May 2027 already. Shall I note your reason as progress? “the venue is booked”"
    )


@pytest.mark.parametrize("line", ["date 4 5 May 2027, chair not in post", "date 4 5 May 2027 chair not in post"])
def test_a_reason_that_nothing_parts_from_the_date_is_asked_about(shared_store: Store, line: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    assert lead.say(line).text == "Shall I move NRP-4 to Wednesday 5 May 2027 because “chair not in post”?"
    assert lead.press("Yes: Wednesday 5 May 2027").text.startswith("NRP-4: Moved to Wednesday 5 May 2027")
    assert "because “chair not in post”" in lead.say("history 4").text


def test_a_date_is_moved_back(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4, dues=[Due.on(builders.TODAY)])
    assert "Moved to Saturday 28 November 2026" in lead.say("move 4 back a week because x").text
    assert "Moved to Saturday 12 December 2026" in lead.say("move 4 back by two weeks because x").text


def test_a_name_may_stand_before_the_action_that_it_is_to_lead(shared_store: Store) -> None:
    boss, _, _ = talks(shared_store, actions=4)
    assert boss.say("assign Estates Group to 4").text.startswith("NRP-4 is now led by Estates Group (was Imogen Vale).")
    both = boss.say("give Rowan Ashdown and Estates Group to nrp 4")
    assert both.text.startswith("NRP-4 is now led by Rowan Ashdown and Estates Group (was Estates Group).")


def test_show_me_is_show(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    for line in ("show me 4", "show me nrp 4"):
        assert lead.say(line).text.startswith("NRP-4 · NRP plan")


class TestMine:
    def test_its_words_may_stand_first(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=8)
        lead.say("done 4")
        assert lead.say("done mine").text.startswith("Your actions: 1 completed.")
        assert lead.say("all mine").text.startswith("Your actions: 1 open, 1 overdue, 1 completed.")
        assert lead.say("mine completed").text.startswith("Your actions: 1 completed.")

    def test_of_the_late_ones_it_says_only_how_many_are_late(self, shared_store: Store) -> None:
        later = Due.on(builders.TODAY.replace(year=2027))
        _, lead, _ = talks(shared_store, actions=8, dues=[Due.on(builders.TODAY.replace(day=1))] * 4 + [later] * 4)
        assert lead.say("mine overdue").text.startswith("Your actions: 1 overdue.")
        assert lead.say("mine").text.startswith("Your actions: 2 open, 1 overdue.")


class TestPlan:
    @pytest.mark.parametrize(
        ("line", "other"),
        [
            ("NRP overdue", "overdue NRP"),
            ("nrp: due 60", "due NRP 60"),
            ("NRP", "plan NRP"),
            ("nrp?", "plan NRP"),
            ("show NRP", "plan NRP"),
            ("show me nrp", "plan NRP"),
            ("NRP plan", "plan NRP"),
            ("NRP people", "people NRP"),
            ("nrp hwyr", "overdue NRP"),
        ],
    )
    def test_its_code_may_stand_first(self, shared_store: Store, line: str, other: str) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        assert boss.say(line).text == boss.say(other).text

    def test_nothing_is_changed_so(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=4, state=PlanState.DRAFT)
        assert boss.say("NRP golive").text.startswith("I don't understand “NRP golive”.")
        assert "draft" in boss.say("NRP").text

    def test_a_plan_that_somebody_may_not_see_is_no_word(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4, state=PlanState.DRAFT)
        assert lead.say("NRP").text.startswith("I don't understand “NRP”.")
        assert lead.say("NRP overdue").text.startswith("I don't understand “NRP overdue”.")


class TestSeveral:
    @pytest.mark.parametrize(
        "line", ["done 4,8", "4,8 done", "done 4+8", "done NRP-4,NRP-8", "mark 4&8 as done", "4 and 8: done"]
    )
    def test_several_without_blanks_are_offered_singly(self, shared_store: Store, line: str) -> None:
        _, lead, _ = talks(shared_store, actions=8)
        assert lead.say(line).text == "That looks like 2 requests. I take one at a time, and have changed nothing."
        assert len(lead.labels()) == 2

    def test_of_more_than_five_the_first_five_are_offered_and_that_is_said(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=9)
        for line in ("done 1-9", "done 1 to 9", "done 1, 2, 3, 4, 5 and 6"):
            assert lead.say(line).text == (
                "That looks like more than 5 requests. I take one at a time, and have changed nothing. "
                "Here are the first 5."
            )
            assert lead.labels()[:5] == ["done 1", "done 2", "done 3", "done 4", "done 5"]

    def test_a_number_with_a_comma_or_a_plus_is_no_list(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=8)
        assert "2 requests" not in lead.say("done 1,000").text
        assert lead.say("date 8 +14 because the room is let").text.startswith("I couldn't read “+14” as a date.")


def test_to_follow_a_plan_needs_no_other_word(shared_store: Store) -> None:
    boss, _, _ = talks(shared_store, actions=4)
    boss.private, boss.conversation = False, "C7"
    assert boss.say("follow NRP").text.startswith("This channel now follows NRP")
    assert boss.say("please follow nrp here").text == "This channel follows NRP already."
    assert boss.say("stop following NRP").text == "This channel no longer follows NRP."
    assert boss.say("follow").text.startswith("This channel now follows NRP"), "it is the only plan"


@pytest.mark.parametrize("line", ["frobnicate NRP-4", "NRP-4 frobnicate"])
def test_an_action_is_shown_where_the_word_beside_it_means_nothing(shared_store: Store, line: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    assert lead.say(line).text.startswith(f"I don't understand “{line}”.")
    assert lead.press("Show NRP-4").text.startswith("NRP-4 · NRP plan")


@pytest.mark.parametrize("line", ["frobnicate 4", "done TSP-4", "tsp 4 done"])
def test_where_no_plan_has_the_code_its_number_in_another_is_offered(shared_store: Store, line: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    assert lead.say(line).text.endswith("-4. Did you mean NRP-4?")
    assert lead.labels() == ["NRP-4"]
    lead.say("done TSP-9")
    assert lead.labels() == [], "no such number"


@pytest.mark.parametrize(
    "names", ["Estates Group / Rowan Ashdown", "Estates Group/Rowan Ashdown", "Estates Group – Rowan Ashdown"]
)
def test_leads_are_named_as_plans_print_them(shared_store: Store, names: str) -> None:
    boss, _, _ = talks(shared_store, actions=4)
    said = boss.say(f"assign 4 to {names}").text
    assert said.startswith("NRP-4 is now led by Estates Group and Rowan Ashdown (was Imogen Vale).")
    whole = boss.say("assign 4 to Tree Warden - North").text
    assert whole == "The plan has no lead called “Tree Warden - North”."


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("rag help", "help rag"),
        ("history of 4", "history 4"),
        ("due tomorrow in NRP", "find due tomorrow in NRP"),
        ("due next week in nrp", "find due next week in nrp"),
    ],
)
def test_other_words_for_the_same(shared_store: Store, line: str, other: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    assert lead.say(line).text == lead.say(other).text


def test_no_word_about_the_time_is_left_out(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    assert lead.say("due sometime in NRP").text.startswith("After “due” I understand a plan")


def test_nobody_is_no_name(shared_store: Store) -> None:
    boss, _, _ = talks(shared_store, actions=4)
    assert (
        boss.say("assign 4 to nobody").text == "An action is never left without a lead. Who should lead NRP-4 instead?"
    )
    assert boss.labels() == []
