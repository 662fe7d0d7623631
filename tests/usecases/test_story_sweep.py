"""Newly overdue: each missed date is told once to each channel that follows the plan, at its hour, on working days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.events import PlanWentLive
from domain.people import EVERYTHING, SYSTEM, Platform
from domain.plans import Follow, PlanState
from domain.ports import Store
from domain.usecases.announcing import OVERDUE_POST, card_now
from domain.views import Heading, Item, SmallPrint
from tests import builders
from tests.sweeping import LONDON, MONDAY, YESTERDAY, Round, due, followed, keys, on
from tests.talk import StoppedClock


def test_each_missed_date_is_announced_once(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY, MONDAY, date(2026, 11, 2)))
    assert here.sweep() == 2
    (post,) = here.posts()
    assert keys(post) == ["NRP-3", "NRP-1"]
    assert isinstance(post.reply.elements[0], Heading)
    assert post.reply.elements[0].text == "NRP: 2 actions became overdue"
    assert post.card is not None
    assert post.card.kind == OVERDUE_POST
    for later in range(1, 5):
        here.sweep(on(MONDAY, 10 + later))
    assert here.posts() == []
    assert here.sweep(on(MONDAY + timedelta(days=1))) == 1
    (post,) = here.posts()
    assert keys(post) == ["NRP-2"]
    assert post.reply.text.startswith("NRP: 1 action became overdue since Monday\n")


def test_rows_have_buttons_and_names_and_no_free_text_of_people(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY))
    here.talk().say("rag 1 red because <!channel> @everybody look")
    here.sweep()
    (post,) = here.posts()
    (row,) = [one for one in post.reply.elements if isinstance(one, Item)]
    assert [button.label for button in row.buttons] == ["Mark complete", "Update"]
    assert row.facts == ("Head of Parks", "due 22 November 2026 (1 day late)", "▲ Red")
    assert "everybody" not in post.reply.text


def test_nothing_is_said_where_there_is_nothing(shared_store: Store) -> None:
    here = followed(shared_store, due(MONDAY, MONDAY + timedelta(days=9)))
    assert here.sweep() == 0
    assert here.posts() == []


def test_at_most_ten_rows_and_how_many_more(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY) * 22)
    assert here.sweep() == 22
    (post,) = here.posts()
    assert post.reply.elements[0] == Heading(text="NRP: 22 actions became overdue")
    assert len(keys(post)) == 10
    assert post.reply.elements[-1] == SmallPrint(text="12 more: /actions overdue NRP")
    assert here.sweep(on(MONDAY + timedelta(days=1))) == 0


@pytest.mark.parametrize(
    ("moment", "speaks"),
    [
        (on(MONDAY, 8, 59), False),
        (on(MONDAY, 9, 0), True),
        (on(MONDAY, 17, 59), True),
        (on(MONDAY, 18, 0), False),  # a process that comes back in the evening waits for the morning
        (on(MONDAY, 23, 59), False),
        (on(date(2026, 11, 21)), False),  # a Saturday
        (on(date(2026, 11, 22)), False),  # a Sunday
        (on(date(2026, 12, 25)), False),  # Christmas Day
        (on(date(2026, 12, 28)), False),  # Boxing Day, kept on a Monday
        (on(date(2027, 3, 26)), False),  # Good Friday
        (on(date(2027, 3, 29)), False),  # Easter Monday
        (on(date(2027, 3, 30)), True),
        (on(date(2026, 8, 31)), False),  # the summer bank holiday
        (on(date(2026, 6, 1), 9, 0), True),  # 8:00 UTC: summer time
        (on(date(2026, 6, 1), 8, 59), False),
    ],
)
def test_a_channel_is_told_on_working_days_from_its_hour(shared_store: Store, moment: datetime, speaks: bool) -> None:
    here = followed(shared_store, due(date(2026, 5, 1)), moment=moment)
    assert here.sweep() == int(speaks)
    assert len(here.posts()) == int(speaks)


def test_nine_stays_nine_when_the_clocks_change(shared_store: Store) -> None:
    here = followed(
        shared_store, due(*(date(2027, 3, 25) + timedelta(days=n) for n in range(8))), moment=on(date(2027, 3, 26))
    )
    told: list[tuple[datetime, int]] = []
    moment = datetime(2027, 3, 26, 0, 0, tzinfo=UTC)
    while moment < datetime(2027, 4, 1, 0, 0, tzinfo=UTC):
        if count := here.sweep(moment):
            told.append((moment.astimezone(LONDON), count))
        moment += timedelta(minutes=30)
    # Good Friday 26 March, Easter Monday 29 March; the clocks go forward on Sunday 28 March.
    assert [(when.date(), when.hour, when.minute, count) for when, count in told] == [
        (date(2027, 3, 30), 9, 0, 5),
        (date(2027, 3, 31), 9, 0, 1),
    ]


def test_after_days_away_there_is_one_message(shared_store: Store) -> None:
    here = followed(shared_store, due(*(MONDAY + timedelta(days=n) for n in range(-3, 4))))
    here.sweep()
    here.posts()
    here.sweep(on(MONDAY + timedelta(days=10), 15))
    (post,) = here.posts()
    assert post.reply.text.startswith("NRP: 4 actions became overdue since 23 November 2026\n")


def test_a_moved_date_that_is_missed_again_is_news(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY))
    here.sweep()
    here.posts()
    here.talk().say("date 1 tomorrow because the hall was shut")
    here.posts()
    assert here.sweep(on(MONDAY + timedelta(days=1))) == 0
    assert here.sweep(on(MONDAY + timedelta(days=2))) == 1
    assert [keys(post) for post in here.posts()] == [["NRP-1"]]


def test_a_date_that_moved_back_is_no_news(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY))
    here.sweep()
    coordinator = here.talk()
    coordinator.say("date 1 1 March 2027 because the hall was shut")
    coordinator.say("undo")
    here.posts()
    assert here.sweep(on(MONDAY + timedelta(days=1))) == 0
    coordinator.say("date 1 1 March 2027 because the hall was shut")
    coordinator.say("date 1 22/11/2026 because typed wrongly")
    coordinator.press("Sunday 22 November 2026")
    here.posts()
    assert here.sweep(on(MONDAY + timedelta(days=2))) == 0


def test_what_was_completed_before_the_sweep_is_not_told(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY, YESTERDAY))
    here.talk().say("done 1")
    assert here.sweep() == 1
    assert [keys(post) for post in here.posts()] == [["NRP-2"]]
    here.talk().say("undo")
    here.posts()
    assert here.sweep(on(MONDAY + timedelta(days=1))) == 1, "opened again, and never told before"
    here.posts()
    here.talk().say("done 2")
    here.talk().say("reopen 2")
    here.posts()
    assert here.sweep(on(MONDAY + timedelta(days=2))) == 0, "told before"


def test_two_channels_hear_at_their_own_hours(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY), channels=())
    here.follow("C1", hour=9)
    here.follow("C2", hour=14)
    assert here.sweep(on(MONDAY, 9)) == 1
    assert [post.destination.conversation for post in here.posts()] == ["C1"]
    assert here.sweep(on(MONDAY, 13, 59)) == 0
    assert here.sweep(on(MONDAY, 14)) == 1
    assert [post.destination.conversation for post in here.posts()] == ["C2"]
    assert here.sweep(on(MONDAY + timedelta(days=1), 15)) == 0


def test_two_plans_in_one_channel_are_two_posts(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY))
    other = builders.plan(here.town.organisation, "WEL", actions=1, dues=due(YESTERDAY))
    builders.add_plan(shared_store, other)
    here.follow("C1", plan_id=other.plan.id)
    assert here.sweep() == 2
    assert sorted(keys(post)[0] for post in here.posts()) == ["NRP-1", "WEL-1"]


def test_organisations_keep_to_themselves(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY))
    there = Round(
        shared_store, builders.town(shared_store, "Elsewhere Council", dues=due(YESTERDAY), actions=2), here.clock
    )
    there.follow("C1")
    assert here.sweep(also=[there]) == 3
    assert [post.destination.workspace for post in here.posts()] == [here.town.workspace.external_id]
    assert [post.destination.workspace for post in there.posts()] == [there.town.workspace.external_id]


def test_a_closed_plan_and_one_that_nobody_follows_are_silent(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY))
    with shared_store.writing(here.town.id) as uow:
        uow.see_with(EVERYTHING)
        closed = replace(here.town.plan, state=PlanState.CLOSED)
        uow.plans.save(closed, because=PlanWentLive(at=builders.NOW, by=SYSTEM, plan_id=closed.id, already_overdue=0))
    assert here.sweep(at_once=True) == 0
    nobody = followed(shared_store, due(YESTERDAY), channels=())
    assert nobody.sweep(at_once=True) == 0


def test_a_channel_that_stopped_following_hears_nothing(shared_store: Store) -> None:
    here = followed(shared_store, due(YESTERDAY))
    assert here.talk(channel="C1").say("channel unfollow NRP").text == "This channel no longer follows NRP."
    assert here.sweep(at_once=True) == 0
    assert here.posts() == []


def test_a_teams_channel_is_told_words_that_work_in_teams(shared_store: Store) -> None:
    town = builders.town(shared_store, actions=12, dues=due(*[YESTERDAY] * 12), platform=Platform.TEAMS)
    here = Round(shared_store, town, StoppedClock(on(MONDAY)))
    here.talk(channel="19:abc@thread.tacv2").say("channel follow NRP")
    (start,) = here.posts()
    assert "12 of them already overdue: @Action Log overdue NRP." in start.reply.text


class TestBeginning:
    def test_following_summarises_once_and_announces_nothing_row_by_row(self, shared_store: Store) -> None:
        here = followed(shared_store, due(YESTERDAY, date(2026, 11, 2), MONDAY), channels=())
        talk = here.talk(channel="C5")
        talk.say("channel follow NRP")
        assert talk.last.text == (
            "This channel now follows NRP: overdue actions come at 09:00 on working days. 2 actions are overdue "
            "already; the channel is told so once."
        )
        (start,) = here.posts()
        assert start.reply.text == (
            "This channel follows NRP: NRP plan\n"
            "3 actions open, 2 of them already overdue: /actions overdue NRP.\n"
            "From now on, what becomes overdue is posted here on working days."
        )
        assert talk.say("channel follow NRP").text == "This channel follows NRP already."
        assert here.sweep(on(MONDAY, 16), at_once=True) == 0
        assert here.sweep(on(MONDAY + timedelta(days=1))) == 1
        (post,) = here.posts()
        assert keys(post) == ["NRP-3"]
        assert "since Monday" in post.reply.text
        assert "told the channel" not in here.talk().say("history 1").text

    def test_going_live_summarises_for_each_channel_that_waited(self, shared_store: Store) -> None:
        town = builders.town(shared_store, actions=2, dues=due(YESTERDAY, MONDAY), state=PlanState.DRAFT)
        here = Round(shared_store, town, StoppedClock(on(MONDAY)))
        talk = here.talk(channel="C5")
        assert "nothing is posted until you say “golive NRP”" in talk.say("channel follow NRP").text
        assert here.sweep(at_once=True) == 0
        assert here.posts() == []
        reply = here.talk().say("golive NRP")
        assert reply.text.splitlines() == [
            "NRP is live: 2 actions open, 1 already overdue.",
            "3 leads are not linked to a person yet.",
            "1 channel hears of what becomes overdue from now on.",
        ]
        (start,) = here.posts()
        assert "2 actions open, 1 of them already overdue" in start.reply.text
        assert here.sweep(on(MONDAY, 12), at_once=True) == 0
        assert here.sweep(on(MONDAY + timedelta(days=1))) == 1
        assert here.talk().say("golive NRP").text == "NRP is live already."

    def test_following_again_tells_what_is_overdue_again(self, shared_store: Store) -> None:
        here = followed(shared_store, due(YESTERDAY, YESTERDAY), channels=())
        talk = here.talk(channel="C5")
        talk.say("channel follow NRP")
        talk.press("Stop following")
        assert "2 actions are overdue already" in talk.say("channel follow NRP").text
        assert ["2 of them already overdue" in post.reply.text for post in here.posts()] == [True, True]
        assert here.sweep(on(MONDAY + timedelta(days=1))) == 0

    def test_only_the_coordinator_says_which_channel_follows(self, shared_store: Store) -> None:
        here = followed(shared_store, due(YESTERDAY), channels=())
        refused = here.talk(lead=True, channel="C5").say("channel follow NRP")
        assert refused.text == "Only a coordinator of NRP can say which channel follows it. Please ask Tobias Wren."
        assert here.talk().say("channel follow NRP").text == (
            "Please say that in the channel that should follow the plan. This is a direct conversation."
        )
        assert here.talk(channel="C5").say("channel").text.startswith("This channel follows no plan.")
        assert here.talk(channel="C5").say("channel dance NRP").outcome == "invalid"
        assert here.talk(channel="C5").say("channel unfollow NRP").text == "This channel does not follow NRP."
        assert here.posts() == []


class TestTheCardThatWasPosted:
    def refreshed(self, here: Round) -> list[str]:
        """The texts of the edits that were queued, as they are drawn now."""
        texts = []
        for posting in here.posts():
            assert posting.replaces
            assert posting.card is not None
            with here.store.reading(here.town.id) as uow:
                uow.see_with(EVERYTHING)
                reply = card_now(uow, posting.card, here.clock.now())
            assert reply is not None
            texts.append(reply.text)
        return texts

    def test_is_edited_when_an_action_on_it_changes_and_when_that_is_undone(self, shared_store: Store) -> None:
        here = followed(shared_store, due(YESTERDAY, YESTERDAY))
        here.sweep()
        here.posts()
        coordinator = here.talk()
        coordinator.say("done 1")
        (text,) = self.refreshed(here)
        assert text.startswith("NRP: 2 actions became overdue\nNRP-1 · ")
        assert "Completed by Tobias Wren on 23 November 2026, 10:00" in text
        coordinator.say("undo")
        (text,) = self.refreshed(here)
        assert "Completed" not in text
        assert "you" not in text

    def test_is_edited_for_a_button_that_was_pressed_on_it(self, shared_store: Store) -> None:
        here = followed(shared_store, due(YESTERDAY, YESTERDAY))
        here.sweep()
        (post,) = here.posts()
        pressed = here.talk(lead=True, channel="C1")
        pressed.last = post.reply
        assert pressed.press("Mark complete", key="NRP-1").outcome == "refused"
        assert here.posts() == []
        coordinator = here.talk(channel="C1")
        coordinator.last = post.reply
        assert coordinator.press("Mark complete", key="NRP-1").outcome == "ok"
        assert len(self.refreshed(here)) == 1
        coordinator.last = post.reply
        assert "was already completed by you" in coordinator.press("Mark complete", key="NRP-1").text

    def test_is_left_alone_when_another_action_changes(self, shared_store: Store) -> None:
        here = followed(shared_store, due(YESTERDAY, MONDAY))
        here.sweep()
        here.posts()
        here.talk().say("done 2")
        assert here.posts() == []

    def test_announcing_does_not_make_older_cards_stale(self, shared_store: Store) -> None:
        here = followed(shared_store, due(YESTERDAY))
        coordinator = here.talk()
        coordinator.say("overdue")
        here.sweep()
        assert coordinator.press("Mark complete", key="NRP-1").outcome == "ok"

    def test_is_in_the_history(self, shared_store: Store) -> None:
        here = followed(shared_store, due(YESTERDAY))
        here.sweep()
        assert (
            "23 November 2026, 10:00: Action Log told the channel that it was not done by 22 November 2026, in Slack"
            in here.talk().say("history 1").text
        )


def test_a_teams_channel_is_reached_by_the_address_it_spoke_from(shared_store: Store) -> None:
    town = builders.town(shared_store, actions=1, dues=due(YESTERDAY), platform=Platform.TEAMS)
    here = Round(shared_store, town, StoppedClock(on(MONDAY)))
    talk = here.talk(channel="19:abc@thread.tacv2")
    talk.address = {"service_url": "https://smba.example/uk/"}
    talk.say("channel follow NRP")
    here.talk().say("date 1 tomorrow because the hall was shut")
    here.sweep(on(MONDAY + timedelta(days=3)))
    for post in here.posts():
        assert post.destination.address == {"service_url": "https://smba.example/uk/"}
        assert post.destination.conversation == "19:abc@thread.tacv2"
    assert len(here.heard) == 2


def test_one_channel_that_fails_does_not_silence_the_others(
    shared_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from domain.usecases import announcing, sweep

    here = followed(shared_store, due(YESTERDAY), channels=("C1", "C2", "C3"))
    real = announcing.announce_newly_overdue

    def fails(uow: object, follow: Follow, *args: object, **kwargs: object) -> int:
        if follow.channel == "C2":
            raise RuntimeError("something unforeseen")
        return real(uow, follow, *args, **kwargs)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(sweep, "announce_newly_overdue", fails)
    assert here.sweep() == 2
    monkeypatch.undo()
    assert here.sweep() == 1
    assert sorted(post.destination.conversation for post in here.posts()) == ["C1", "C2", "C3"]
