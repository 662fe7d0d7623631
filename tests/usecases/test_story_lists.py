"""`mine`, `overdue`, `due`, `find`: counts, groups, pages, and rows that stay where the finger is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.actions import Status
from domain.due import Due, Precision
from domain.people import EVERYTHING, Membership, Role
from domain.ports import PlanContents, Store
from domain.views import Heading, Item
from tests import builders
from tests.talk import Talk, talks

TODAY = builders.TODAY


def led_by_imogen(plan: PlanContents) -> PlanContents:
    """Every action has the same lead."""
    its = plan.actions[3].leads
    for number in range(1, len(plan.actions) + 1):
        plan = builders.edited(plan, number, leads=its)
    return plan


def all_hers(store: Store, dues: list[Due], **changes: object) -> tuple[Talk, Talk, builders.Town]:
    """A plan in which the lead has every action; the list is in the order of the dates."""
    count = max(4, len(dues))
    return talks(store, actions=count, dues=dues, edit=led_by_imogen, **changes)


def days(*offsets: int) -> list[Due]:
    return [Due.on(TODAY + timedelta(days=each)) for each in offsets]


def outline(talk: Talk) -> list[str]:
    return [
        element.text if isinstance(element, Heading) else element.key
        for element in talk.last.elements
        if isinstance(element, Heading | Item)
    ]


class TestMine:
    def test_counts_and_groups(self, shared_store: Store) -> None:
        month = Due("Feb 2027", Precision.MONTH, date(2027, 2, 1), date(2027, 2, 28))
        dues = [
            *days(-12, -1, 0, 30, 31),
            month,
            Due("ongoing", Precision.ONGOING),
            Due.none("tbc"),
            Due.none(),
            Due("after the inspection", Precision.EVENT),
        ]
        _, lead, _ = all_hers(shared_store, dues)
        reply = lead.say("")
        assert reply.text.splitlines()[0] == "Your actions: 10 open, 2 overdue, 3 with no date."
        assert outline(lead) == [
            *("Overdue", "NRP-1", "NRP-2", "Due in 30 days", "NRP-3", "NRP-4", "Later", "NRP-5", "NRP-6"),
            *("Ongoing", "NRP-7", "No date", "NRP-8", "NRP-9", "NRP-10"),
        ]
        assert lead.row("NRP-1").facts == ("due 9 November 2026 (12 days late)", "○ No RAG")
        assert lead.row("NRP-2").facts[0] == "due 20 November 2026 (1 day late)"
        assert lead.row("NRP-6").facts[0] == "due February 2027"
        assert lead.row("NRP-8").facts[0] == "no date (“tbc”)"
        assert lead.row("NRP-10").facts[0] == "due “after the inspection”"
        assert [button.label for button in lead.row("NRP-1").buttons] == ["Mark complete", "Update"]
        assert lead.row("NRP-1").more

    def test_an_action_is_late_from_the_day_after_in_british_time(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, days(0, 60, 61, 62))
        lead.clock.time = lead.clock.time.replace(hour=23, minute=59)
        assert "overdue" not in lead.say("mine").text
        lead.clock.pass_(minutes=1)
        assert "1 overdue" in lead.say("mine").text

    def test_british_summer_time_begins_the_day_an_hour_early(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, [Due.on(date(2026, 6, 30))])
        lead.clock.time = lead.clock.time.replace(month=6, day=30, hour=22, minute=59)
        assert "overdue" not in lead.say("mine").text
        lead.clock.pass_(minutes=1)
        assert "4 overdue" in lead.say("mine").text

    def test_more_than_ten_come_in_pages(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, days(*range(-23, 0)))
        lead.say("mine")
        seen = lead.rows()
        assert len(seen) == 10
        assert "Page 1 of 3" in lead.last.text
        while "Next" in lead.labels():
            lead.press("Next")
            seen += lead.rows()
        assert seen == [f"NRP-{n}" for n in range(1, 24)]
        assert "Page 3 of 3" in lead.last.text
        lead.press("Back")
        assert lead.rows() == [f"NRP-{n}" for n in range(11, 21)]

    def test_open_overdue_all_and_done(self, shared_store: Store) -> None:
        _, lead, _ = talks(
            shared_store,
            actions=4,
            dues=days(-3, 5),
            edit=lambda plan: builders.edited(led_by_imogen(plan), 4, status=Status.WITHDRAWN),
        )
        lead.say("done 1")
        assert lead.say("mine").text.startswith("Your actions: 2 open, 1 overdue.")
        assert (lead.say("mine overdue") and lead.rows()) == ["NRP-3"]
        assert (lead.say("mine done") and lead.rows()) == ["NRP-1"]
        assert lead.last.text.startswith("Your actions: 1 completed.\nDone")
        assert lead.say("mine all").text.startswith("Your actions: 2 open, 1 overdue, 1 completed, 1 withdrawn.")
        assert "Withdrawn" in lead.row("NRP-4").note
        assert [button.label for button in lead.row("NRP-4").buttons] == []

    def test_empty_says_why_and_what_to_do(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4, dues=days(5))
        assert lead.say("mine overdue").text == "Nothing of yours is overdue."
        assert lead.say("mine done").text == "You have not completed an action yet."
        lead.say("done 4")
        reply = lead.say("mine")
        assert reply.text == "Nothing is open for you: every action that you lead is complete."
        assert "NRP-4" in lead.press("Show all of mine").text
        assert boss.say("mine").text == "You are not the lead of any action yet."
        assert boss.press("What is overdue").text == "Nothing is overdue."

    def test_who_leads_nothing_is_told_whom_to_ask(self, shared_store: Store) -> None:
        _, _, town = talks(shared_store, actions=3)
        with shared_store.writing(town.id) as uow:
            uow.see_with(EVERYTHING)
            newcomer = builders.person(town.organisation, "Perpetua Marsh")
            account = builders.account(newcomer, town.workspace)
            uow.people.add(newcomer)
            uow.people.save_account(account)
        new = Talk(shared_store, town.workspace, account)
        assert new.say("mine").text == (
            "You are not the lead of any action yet. If you should be, please ask Tobias Wren."
        )

    def test_an_unknown_word_offers_those_that_are_known(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store)
        reply = lead.say("mine tomorrow")
        assert reply.text == "After “mine” you can say overdue, all or done."
        assert lead.press("mine done").outcome == "ok"


class TestTheRowStays:
    @pytest.mark.parametrize("line", ["mine", "overdue", "mine overdue", "find dataset", "mine all"])
    def test_in_its_place_completed_with_undo(self, shared_store: Store, line: str) -> None:
        _, lead, _ = all_hers(shared_store, days(*range(-12, 0)))
        lead.say(line)
        before = lead.rows()
        lead.press("Mark complete", key="NRP-3")
        assert lead.last.text.startswith("NRP-3: completed by you, 10:30.")
        assert lead.rows() == before
        row = lead.row("NRP-3")
        assert row.done
        assert row.note == "Completed by you, 10:30"
        assert row.buttons[0].label == "Undo"
        lead.press("Undo", key="NRP-3")
        assert lead.rows() == before
        assert not lead.row("NRP-3").done
        assert lead.row("NRP-3").buttons[0].label == "Mark complete"

    @pytest.mark.parametrize("line", ["mine", "overdue"])
    def test_also_on_a_later_page(self, shared_store: Store, line: str) -> None:
        _, lead, _ = all_hers(shared_store, days(*range(-25, 0)))
        lead.say(line)
        lead.press("Next")
        before = lead.rows()
        lead.press("Mark complete", key="NRP-15")
        assert lead.rows() == before
        assert lead.row("NRP-15").done

    def test_and_undo_takes_back_the_completion_even_after_another_change(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, days(-3, -2))
        lead.say("mine")
        lead.press("Mark complete", key="NRP-1")
        card = lead.last
        lead.say("update 1 minutes sent to all")
        lead.last = card
        lead.press("Undo", key="NRP-1")
        assert "“minutes sent to all”" in lead.say("show 1").text
        assert "Status: Open" in lead.last.text

    def test_with_reopen_once_undo_is_over(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, days(-3, -2))
        lead.say("mine")
        lead.press("Mark complete", key="NRP-1")
        lead.clock.pass_(hours=25)
        lead.press("Mark complete", key="NRP-2")
        assert lead.row("NRP-1").buttons[0].label == "Reopen"
        assert lead.row("NRP-2").buttons[0].label == "Undo"

    def test_a_row_that_moved_away_is_shown_beside_the_list(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, days(*range(-25, 0)))
        lead.say("overdue")
        lead.press("Change date", key="NRP-3")
        lead.fill_in({"date": "1 March 2027", "reason": "chair not in post"})
        assert lead.last.text.startswith("NRP-3: Moved to Monday 1 March 2027 (was 29 October 2026")
        assert lead.rows()[0] == "NRP-3"
        assert lead.rows()[1:] == [f"NRP-{n}" for n in (1, 2, *range(4, 12))]

    @pytest.mark.parametrize("line", ["mine", "overdue"])
    def test_paging_after_completions_passes_no_row_over(self, shared_store: Store, line: str) -> None:
        _, lead, _ = all_hers(shared_store, days(*range(-34, 0)))
        lead.say(line)
        seen: set[str] = set()
        while True:
            seen |= set(lead.rows())
            for key in lead.rows()[1:9:2]:
                lead.press("Mark complete", key=key)
                seen |= set(lead.rows())
            if "Next" not in lead.labels():
                break
            lead.press("Next")
        assert seen == {f"NRP-{n}" for n in range(1, 35)}

    def test_a_page_that_is_no_more_is_said_so(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, days(*range(-11, 0)))
        lead.say("mine")
        next_page = lead.payload("Next")
        del next_page["in"]
        lead.say("done 1")
        reply = lead._send(pressed=next_page)
        assert reply.text == "There is no page 2: the list has 1 page now."

    def test_a_page_can_be_typed(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, days(*range(-12, 0)))
        second = ["NRP-11", "NRP-12"]
        for line in (
            "mine page 2",
            "overdue p2",
            "overdue NRP, page two please",
            "page 2 of late",
            "find report page 2",
        ):
            lead.say(line)
            assert lead.rows() == second, line
        assert lead.say("mine page 7").text == "There is no page 7: the list has 2 pages now."
        lead.say("next page")
        assert lead.press("mine page 2").outcome == "ok"
        assert lead.rows() == second
        assert lead.say("update 1 see page 2").text.startswith("Progress noted on NRP-1.")


class TestOverdueAndDue:
    def test_overdue_is_the_longest_first_with_leads(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4, dues=days(-1, -30, 3, -5))
        assert lead.say("overdue").text.startswith("3 actions are overdue.")
        assert lead.rows() == ["NRP-2", "NRP-4", "NRP-1"]
        assert lead.row("NRP-2").facts[0] == "Rowan Ashdown"

    def test_who_may_not_change_a_row_is_offered_only_to_look(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4, dues=days(-1))
        lead.say("overdue")
        assert [button.label for button in lead.row("NRP-1").buttons] == []
        assert [button.label for button in lead.row("NRP-1").more] == ["Show all of it", "History"]
        assert [button.label for button in lead.row("NRP-4").buttons] == ["Mark complete", "Update"]
        boss.say("overdue")
        assert boss.row("NRP-1").buttons[0].label == "Mark complete"

    def test_due_counts_today_and_the_last_day(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4, dues=days(0, 30, 31, -1))
        assert lead.say("due").text.startswith("2 actions are due in the next 30 days.")
        assert lead.rows() == ["NRP-1", "NRP-2"]
        assert (lead.say("due 31") and lead.rows()) == ["NRP-1", "NRP-2", "NRP-3"]
        assert (lead.say("due NRP 1") and lead.rows()) == ["NRP-1"]
        assert lead.say("due 0").outcome == "invalid"
        assert lead.say("due 99999").text.startswith("Please give a number of days from 1 to 3,650")

    def test_nothing(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=3, dues=[Due.none()])
        assert lead.say("overdue NRP").text == "Nothing is overdue in NRP."
        assert lead.say("due").text == "Nothing is due in the next 30 days."

    def test_a_row_keeps_its_place_among_dates_that_are_the_same(self, shared_store: Store) -> None:
        _, lead, _ = all_hers(shared_store, days(*[-5] * 12))
        lead.say("overdue")
        before = lead.rows()
        assert before == [f"NRP-{n}" for n in range(1, 11)]
        for key in ("NRP-2", "NRP-10", "NRP-9"):
            lead.press("Mark complete", key=key)
            assert lead.rows() == before


class TestFind:
    def test_all_words_in_any_case(self, shared_store: Store) -> None:
        _, lead, _ = talks(
            shared_store, actions=3, edit=lambda plan: builders.edited(plan, 2, text="Publish the Audit")
        )
        assert lead.say("find AUDIT publish").text.startswith("Actions with “AUDIT publish”: 1")
        assert lead.rows() == ["NRP-2"]
        assert lead.say("find audit walrus").text == (
            "Nothing that you can see has “walrus”. Please check the spelling, or leave it out."
        )

    @pytest.mark.parametrize("words", ["%", "_", "\\", "'; --", '"', "*", "paths OR walrus", "\0", "NEAR(", "🙂"])
    def test_operators_are_words(self, shared_store: Store, words: str) -> None:
        _, lead, _ = talks(shared_store, actions=3)
        assert lead.say(f"find {words}").outcome in {"ok", "invalid"}
        assert lead.rows() == []

    def test_notes_are_found_until_they_are_taken_back(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.say("update 4 the heron report arrived")
        assert (lead.say("find heron") and lead.rows()) == ["NRP-4"]
        lead.say("undo")
        assert (lead.say("find heron") and lead.rows()) == []


def test_viewers_see_and_can_not_change(shared_store: Store) -> None:
    _, _, town = talks(shared_store, actions=3)
    with shared_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        viewer = builders.person(town.organisation, "Perpetua Marsh")
        account = builders.account(viewer, town.workspace)
        uow.people.add(viewer)
        uow.people.save_account(account)
        because = builders.imported(town.contents)
        uow.people.give_role(Membership(viewer.id, Role.VIEWER, town.plan.id), because=because)
    looks = Talk(shared_store, town.workspace, account)
    looks.say("overdue")
    assert len(looks.rows()) == 3
    assert all(not looks.row(key).buttons for key in looks.rows())
    assert looks.say("done 1").outcome == "refused"


def test_a_command_without_a_reference_offers_the_list_that_has_them(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    for line in ("done", "update", "date next week"):
        lead.say(line)
        assert "My actions" in lead.labels(), line
    assert lead.press("My actions").text.startswith("Your actions:")
