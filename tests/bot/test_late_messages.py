"""A platform was out, or does not reach somebody: what waited is told in their hours, once, as it is by then."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from bot.relay import Relay
from domain.people import EVERYTHING, Account, Platform
from domain.posting import Destination, Posting, PostingDelayed, PostingFailed, PostingUnclear
from domain.reminders.records import Silence
from domain.reminders.wishes import Wishes
from domain.usecases.sweep import sweep_overdue
from domain.usecases.turns import take_turns
from domain.views import say
from storage.clock import database_now
from storage.schema import outbox
from storage.store import SqlStore
from tests import builders
from tests.bot.relaying import Pretend
from tests.reminding import Town, due, keys
from tests.sweeping import on
from tests.talk import Talk

MONDAY = date(2027, 1, 11)
TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
OUT = PostingDelayed("Slack can't be reached", seconds=60.0)


@dataclass
class Street:
    """A town whose messages go to platforms that are out as they are told to be."""

    store: SqlStore
    executor: ThreadPoolExecutor
    town: Town
    slack: Pretend = field(default_factory=Pretend)
    teams: Pretend = field(default_factory=Pretend)

    def turns(self, moment: datetime) -> None:
        self.town.clock.time = moment
        take_turns(self.store, self.town.clock, owner="test")

    async def deliver(self, moment: datetime, *, out: bool = False) -> list[Posting]:
        """What arrives on Slack and Teams at this moment, whatever it waited for; `out`: nothing can."""
        self.town.clock.time = moment
        held = len(self.slack.held), len(self.teams.held)
        if out:
            self.slack.script, self.teams.script = [OUT] * 9, [OUT] * 9
        posters = {Platform.SLACK: self.slack, Platform.TEAMS: self.teams}
        relay = Relay(self.store, posters, self.town.clock, self.executor, unclear_pause=60.0)
        await asyncio.to_thread(self.come_due)
        await relay.drain()
        self.slack.script, self.teams.script = [], []
        return [*self.slack.held[held[0] :], *self.teams.held[held[1] :]]

    async def pass_by(self, moment: datetime) -> list[Posting]:
        """A look at everybody at this moment, and what arrives."""
        await asyncio.to_thread(self.turns, moment)
        return await self.deliver(moment)

    def come_due(self) -> None:
        with self.store._database.writing() as connection:
            due_now = outbox.update().where(outbox.c.due_at.is_not(None), outbox.c.state == "waiting")
            connection.execute(due_now.values(due_at=database_now(connection)))

    def age(self, by: timedelta) -> None:
        """What is queued was queued so long ago."""
        with self.store._database.writing() as connection:
            connection.execute(outbox.update().values(created_at=database_now(connection) - by))

    def put(self, where: Destination, **options: object) -> None:
        with self.store.writing(self.town.built.id) as uow:
            uow.see_with(EVERYTHING)
            uow.outbox.put(key="k", destination=where, reply=say("Your paper."), **options)  # type: ignore[arg-type]  # the outbox's own names

    def slack_place(self, conversation: str) -> Destination:
        return Destination(Platform.SLACK, self.town.built.workspace.external_id, conversation)

    def on_teams_too(self, **wishes: object) -> Account:
        """The lead has an account in Teams, too."""
        built = self.town.built
        tenant = builders.workspace(built.organisation, Platform.TEAMS, f"tenant-{built.id}")
        account = builders.account(built.lead, tenant, "29:lead")
        with self.store.writing(built.id) as uow:
            uow.see_with(EVERYTHING)
            uow.add_workspace(tenant)
            uow.people.save_account(account)
            uow.reminders.wish(built.lead.id, Wishes(where=Platform.SLACK))
        return account

    def silences(self) -> Sequence[Silence]:
        with self.store.reading(self.town.built.id) as uow:
            return uow.reminders.silences(self.town.lead)

    def out_of_reach(self) -> bool:
        with self.store.reading(self.town.built.id) as uow:
            return bool(uow.reminders.reasons([self.town.lead]))

    def states(self) -> dict[str, int]:
        return {state: count for state, count in self.store.waiting().items() if count}


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


@pytest.fixture
def street(emptied_store: SqlStore, executor: ThreadPoolExecutor, pauses: None) -> Street:
    town = Town.of(emptied_store, *due(TUESDAY, TUESDAY), moment=on(MONDAY - timedelta(days=3)))
    return Street(emptied_store, executor, town)


def to_lead(street: Street, arrived: Sequence[Posting]) -> list[Posting]:
    return [one for one in arrived if one.person_id == street.town.lead]


async def wait_at(street: Street, *moments: datetime) -> None:
    """Messages are written at these moments, and none can go."""
    for moment in moments:
        await asyncio.to_thread(street.turns, moment)
        assert await street.deliver(moment, out=True) == []


async def test_what_waited_by_day_is_not_said_at_night_but_in_the_morning(street: Street) -> None:
    await wait_at(street, on(TUESDAY, 9))
    assert await street.pass_by(on(TUESDAY, 22)) == []
    assert await street.pass_by(on(TUESDAY, 23)) == []
    assert "waiting" not in street.states()
    (message,) = to_lead(street, await street.pass_by(on(TUESDAY + timedelta(days=1), 9)))
    assert keys(message.reply) == ["NRP-1", "NRP-2"]
    assert "overdue" in message.reply.text, "as it is by then"
    assert to_lead(street, await street.pass_by(on(TUESDAY + timedelta(days=1), 12))) == [], "once"


async def test_what_waited_for_an_hour_of_the_day_goes_as_it_is(street: Street) -> None:
    await wait_at(street, on(TUESDAY, 9))
    (message,) = to_lead(street, await street.deliver(on(TUESDAY, 11)))
    assert keys(message.reply) == ["NRP-1", "NRP-2"]


async def test_what_was_done_meanwhile_is_not_said(street: Street) -> None:
    await wait_at(street, on(TUESDAY, 9))
    street.town.clock.time = on(TUESDAY, 10)
    street.town.talk().say("done 1")
    (message,) = to_lead(street, await street.pass_by(on(TUESDAY, 11)) + await street.pass_by(on(TUESDAY, 11, 1)))
    assert keys(message.reply) == ["NRP-2"]


async def test_nothing_is_said_where_nothing_is_left(street: Street) -> None:
    await wait_at(street, on(TUESDAY, 9))
    street.town.clock.time = on(TUESDAY, 10)
    for number in (1, 2):
        street.town.talk().say(f"done {number}")
    for minute in (0, 1, 2):
        assert to_lead(street, await street.pass_by(on(TUESDAY, 11, minute))) == []
    assert "waiting" not in street.states()


async def test_what_was_given_to_somebody_else_meanwhile_is_theirs(street: Street) -> None:
    await wait_at(street, on(TUESDAY, 9))
    street.town.clock.time = on(TUESDAY, 10)
    street.town.talk(lead=False).say("assign 1 to me")
    arrived = await street.pass_by(on(TUESDAY, 11)) + await street.pass_by(on(TUESDAY, 11, 10))
    assert [keys(one.reply) for one in to_lead(street, arrived)] == [["NRP-2"]]


async def test_who_is_on_leave_by_then_hears_nothing_until_they_are_back(street: Street) -> None:
    await wait_at(street, on(TUESDAY, 9))
    street.town.clock.time = on(TUESDAY, 10)
    lead = street.town.talk()
    lead.say("settings")
    lead.fill_in({"back_on": FRIDAY.isoformat()})
    for day in (TUESDAY, TUESDAY + timedelta(days=1)):
        assert to_lead(street, await street.pass_by(on(day, 11))) == []
    (message,) = to_lead(street, await street.pass_by(on(FRIDAY, 9)))
    assert keys(message.reply) == ["NRP-1", "NRP-2"]


async def test_what_piled_up_is_one_message(street: Street) -> None:
    await wait_at(street, on(TUESDAY, 9))
    street.town.clock.time = on(TUESDAY, 10)
    coordinator = street.town.talk(lead=False)
    coordinator.say(f"round NRP by {FRIDAY.isoformat()}")
    await wait_at(street, on(TUESDAY, 10, 20), on(TUESDAY, 10, 21), on(TUESDAY, 10, 40))
    arrived = await street.pass_by(on(TUESDAY, 14)) + await street.pass_by(on(TUESDAY, 14, 1))
    (message,) = to_lead(street, arrived)
    assert keys(message.reply) == ["NRP-1", "NRP-2"]
    assert "asks for a line" in message.reply.text, "nothing of it is lost"


async def test_the_weeks_list_that_could_not_arrive_comes_on_another_day(
    emptied_store: SqlStore, executor: ThreadPoolExecutor, pauses: None
) -> None:
    town = Town.of(emptied_store, *due(FRIDAY + timedelta(days=10)), moment=on(MONDAY - timedelta(days=3)))
    street = Street(emptied_store, executor, town)
    await wait_at(street, on(MONDAY, 9))
    assert street.states().get("waiting"), "the lists of the week"
    assert await street.pass_by(on(MONDAY, 20)) == []
    arrived = await street.pass_by(on(TUESDAY, 9))
    assert [keys(one.reply) for one in to_lead(street, arrived)] == [["NRP-1"]]
    assert [one for one in arrived if one.person_id == town.coordinator], "how the plan stands"
    assert await street.pass_by(on(TUESDAY + timedelta(days=1), 9)) == []


async def test_what_may_have_arrived_is_never_told_anew(street: Street) -> None:
    await asyncio.to_thread(street.turns, on(TUESDAY, 9))
    street.slack.script = [PostingUnclear("cut off")] * 2
    await street.deliver(on(TUESDAY, 9))
    assert await street.pass_by(on(TUESDAY, 22)) == []
    assert street.states()["waiting"], "it waits as it is"
    first, second = to_lead(street, await street.pass_by(on(TUESDAY + timedelta(days=1), 9)))
    assert (first.maybe_sent, second.maybe_sent) == (True, False)
    assert second.key != first.key


async def test_an_answer_goes_at_any_hour_while_it_is_expected(street: Street) -> None:
    where = street.slack_place(street.town.built.lead_account.external_id)
    street.put(where, person_id=street.town.lead)
    street.age(timedelta(minutes=20))
    assert len(await street.deliver(on(TUESDAY, 22))) == 1


async def test_an_answer_that_comes_hours_late_waits_for_the_morning(street: Street) -> None:
    where = street.slack_place(street.town.built.lead_account.external_id)
    street.put(where, person_id=street.town.lead)
    street.age(timedelta(hours=3))
    assert await street.deliver(on(TUESDAY, 22)) == []
    assert len(await street.deliver(on(TUESDAY + timedelta(days=1), 9))) == 1


async def test_a_channel_is_not_written_to_at_the_weekend_and_not_after_it_left(street: Street) -> None:
    town = street.town
    coordinator = Talk(street.store, town.built.workspace, town.built.coordinator_account, town.clock, "C1", False)
    coordinator.say("channel follow NRP")
    await street.deliver(on(MONDAY, 10))
    town.clock.time = on(FRIDAY, 17)
    await asyncio.to_thread(sweep_overdue, street.store, town.clock)
    street.age(timedelta(hours=20))
    assert await street.deliver(on(FRIDAY + timedelta(days=1), 12)) == []
    (post,) = await street.deliver(on(FRIDAY + timedelta(days=3), 10))
    assert post.destination.conversation == "C1"
    town.clock.time = on(FRIDAY + timedelta(days=3), 10)
    street.put(street.slack_place("C1"), plan_id=town.built.plan.id)
    coordinator.say("close NRP")
    coordinator.press("Close NRP")
    street.age(timedelta(hours=2))
    (post,) = await street.deliver(on(FRIDAY + timedelta(days=3), 12))
    assert post.reply.text.startswith("NRP was closed"), "and nothing else of a plan that is"
    coordinator.say("reopen NRP")
    coordinator.say("channel unfollow NRP")
    street.age(timedelta(hours=2))
    assert await street.deliver(on(FRIDAY + timedelta(days=3), 12)) == []
    assert "waiting" not in street.states()


class TestAnotherAccount:
    async def test_is_written_to_where_the_chosen_one_does_not_work(self, street: Street) -> None:
        street.on_teams_too()
        await asyncio.to_thread(street.turns, on(TUESDAY, 9))
        street.slack.script = [PostingFailed("user_disabled")]
        assert await street.deliver(on(TUESDAY, 9)) == []
        (message,) = to_lead(street, await street.pass_by(on(TUESDAY, 9, 1)))
        assert message.destination.platform is Platform.TEAMS
        assert keys(message.reply) == ["NRP-1", "NRP-2"]
        assert [one.reason for one in street.silences()] == ["user_disabled"], "it is recorded"
        assert not street.out_of_reach(), "and no coordinator need know"

    async def test_the_chosen_one_comes_back_by_itself(self, street: Street) -> None:
        street.on_teams_too()
        await asyncio.to_thread(street.turns, on(TUESDAY, 9))
        street.slack.script = [PostingFailed("user_disabled")]
        await street.deliver(on(TUESDAY, 9))
        assert len(to_lead(street, await street.pass_by(on(TUESDAY, 9, 1)))) == 1
        (message,) = to_lead(street, await street.pass_by(on(TUESDAY + timedelta(days=1), 9, 5)))
        assert message.destination.platform is Platform.SLACK
        assert street.silences() == []

    async def test_comes_before_the_coordinator_and_the_mail(self, street: Street) -> None:
        street.on_teams_too()
        await asyncio.to_thread(street.turns, on(TUESDAY, 9))
        street.slack.script = [PostingFailed("user_disabled")]
        await street.deliver(on(TUESDAY, 9))
        await asyncio.to_thread(street.turns, on(TUESDAY, 9, 1))
        street.teams.script = [PostingFailed("BotNotInConversationRoster")]
        await street.deliver(on(TUESDAY, 9, 1))
        assert street.out_of_reach()
        assert street.states()["dead"] == 1
        assert len(street.silences()) == 2

    async def test_is_not_tried_where_the_message_itself_was_refused(self, street: Street) -> None:
        street.on_teams_too()
        await asyncio.to_thread(street.turns, on(TUESDAY, 9))
        street.slack.script = [PostingFailed("invalid_blocks")]
        await street.deliver(on(TUESDAY, 9))
        assert street.silences() == []
        assert street.states()["dead"] == 1

    async def test_gets_an_answer_too(self, street: Street) -> None:
        street.on_teams_too()
        street.put(street.slack_place(street.town.built.lead_account.external_id), person_id=street.town.lead)
        street.slack.script = [PostingFailed("user_disabled")]
        (message,) = await street.deliver(on(TUESDAY, 9))
        assert message.destination.platform is Platform.TEAMS


class TestSentAgain:
    async def test_what_somebody_was_not_told_is_told_anew_as_far_as_it_holds(self, street: Street) -> None:
        await asyncio.to_thread(street.turns, on(TUESDAY, 9))
        street.slack.script = [PostingFailed("user_not_found")]
        await street.deliver(on(TUESDAY, 9))
        assert street.states()["dead"] == 1
        street.town.clock.time = on(TUESDAY, 10)
        street.town.talk().say("done 2")
        reply = street.town.talk(lead=False).say("resend NRP")
        assert "Imogen Vale" in reply.text
        (message,) = to_lead(street, await street.pass_by(on(TUESDAY, 10, 1)))
        assert keys(message.reply) == ["NRP-1"]
        assert "dead" not in street.states()
        assert "Imogen Vale" not in street.town.talk(lead=False).say("resend NRP").text, "not twice"

    async def test_who_coordinates_nothing_sends_nothing_again(self, street: Street) -> None:
        await asyncio.to_thread(street.turns, on(TUESDAY, 9))
        street.slack.script = [PostingFailed("user_not_found")]
        await street.deliver(on(TUESDAY, 9))
        assert street.town.talk().say("resend NRP").outcome != "ok"
        assert street.states()["dead"] == 1


def test_a_clock_that_was_far_ahead_silences_nobody_for_longer_than_a_day(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(TUESDAY), moment=on(MONDAY - timedelta(days=3)))
    town.at(date(2029, 3, 6))
    assert town.at(TUESDAY), "they are looked at again, at the right time"
    assert town.at(TUESDAY, 12) == []
