"""Reminders where hours, deputies and plans change between writing and sending; tried with a clock that moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.events import PlanSettingsChanged
from domain.people import EVERYTHING, SYSTEM
from domain.posting import PostingFailed
from storage.store import SqlStore
from tests import builders
from tests.bot.test_late_messages import MONDAY, TUESDAY, Street, executor, street, to_lead, wait_at
from tests.reminding import Town, due, keys
from tests.sweeping import on
from tests.talk import Talk

__all__ = ["executor", "street"]  # fixtures


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (date(2027, 3, 10), 14),  # neither has changed its clocks
        (date(2027, 3, 17), 13),  # New York has
        (date(2027, 3, 31), 13),  # London has, too
        (date(2027, 10, 27), 13),  # New York has not changed back yet
        (date(2027, 11, 3), 13),  # London has
        (date(2027, 11, 10), 14),  # both have
    ],
)
def test_nine_in_new_york_is_nine_there_on_either_side_of_each_change_of_clocks(
    emptied_store: SqlStore, day: date, opens: int
) -> None:
    town = Town.of(emptied_store, *due(day), moment=on(day - timedelta(days=1), 12))
    assert town.talk().say("settings time zone New York").outcome == "ok"
    told = datetime(day.year, day.month, day.day, opens, 0, tzinfo=UTC)
    before = town.look(told - timedelta(minutes=1))
    assert not before
    (message,) = town.look(told)
    assert "is due today" in message.text
    assert town.look(told + timedelta(hours=9) - timedelta(minutes=1)) == []


async def test_what_waits_keeps_the_hours_of_new_york(street: Street) -> None:
    street.town.clock.time = on(MONDAY, 12)
    street.town.talk().say("settings time zone New York")
    await wait_at(street, on(TUESDAY, 14))  # nine in New York
    (message,) = to_lead(street, await street.deliver(on(TUESDAY, 22, 30)))  # half past five there
    assert keys(message.reply) == ["NRP-1", "NRP-2"]


async def test_what_a_deputy_could_not_be_told_goes_to_whose_turn_it_is_then(street: Street) -> None:
    town = street.town
    town.clock.time = on(MONDAY, 12)
    lead, coordinator = town.talk(), town.built.coordinator
    mention = f"⟦{town.built.coordinator_account.external_id}|x⟧"
    assert lead.say(f"deputy {mention} until {TUESDAY.isoformat()}").outcome == "ok"
    await wait_at(street, on(TUESDAY, 9))
    arrived = await street.pass_by(on(TUESDAY, 20))
    assert arrived == []
    arrived = await street.pass_by(on(TUESDAY + timedelta(days=1), 9))
    (own,) = to_lead(street, arrived)
    assert keys(own.reply) == ["NRP-1", "NRP-2"], "the lead is their own again"
    theirs = [one for one in arrived if one.person_id == coordinator.id]
    assert all("NRP-1" not in keys(one.reply) for one in theirs), "and nobody is told for them"


async def test_a_deputy_on_leave_and_a_lead_on_leave_are_both_left_alone(street: Street) -> None:
    town = street.town
    town.clock.time = on(MONDAY, 12)
    lead, deputy = town.talk(), town.talk(lead=False)
    thursday = TUESDAY + timedelta(days=2)
    mention = f"⟦{town.built.coordinator_account.external_id}|x⟧"
    assert lead.say(f"deputy {mention} until {(TUESDAY + timedelta(days=7)).isoformat()}").outcome == "ok"
    for who in (lead, deputy):
        who.say("settings")
        assert who.fill_in({"back_on": thursday.isoformat()}).outcome == "ok"
    for day in (TUESDAY, TUESDAY + timedelta(days=1)):
        assert await street.pass_by(on(day, 11)) == []
    arrived = await street.pass_by(on(thursday, 9))
    assert to_lead(street, arrived) == [], "their deputy is told, who is back"
    assert any(keys(one.reply) == ["NRP-1", "NRP-2"] for one in arrived)


async def test_a_plan_that_was_made_sensitive_while_its_post_waited_is_posted_as_one(street: Street) -> None:
    town = street.town
    coordinator = Talk(street.store, town.built.workspace, town.built.coordinator_account, town.clock, "C1", False)
    town.clock.time = on(MONDAY, 10)
    coordinator.say("channel follow NRP")
    await street.deliver(on(MONDAY, 10), out=True)
    with street.store.writing(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_id(town.built.plan.id)
        assert plan is not None
        before = {"sensitive": False}
        changed = PlanSettingsChanged(at=builders.NOW, by=SYSTEM, plan_id=plan.id, before=before, after={})
        uow.plans.save(replace(plan, settings=replace(plan.settings, sensitive=True)), because=changed)
    (post,) = await street.deliver(on(MONDAY, 11))
    assert post.sensitive


async def test_a_channel_that_was_archived_while_its_post_waited_is_told_to_the_coordinator(street: Street) -> None:
    town = street.town
    coordinator = Talk(street.store, town.built.workspace, town.built.coordinator_account, town.clock, "C1", False)
    town.clock.time = on(MONDAY, 10)
    coordinator.say("channel follow NRP")
    await street.deliver(on(MONDAY, 10), out=True)
    street.slack.script = [PostingFailed("is_archived")]
    await street.deliver(on(MONDAY, 11))
    arrived = await street.pass_by(on(MONDAY, 12))
    assert any("the channel is archived" in one.reply.text for one in arrived if one.person_id == town.coordinator)


async def test_a_lead_who_left_while_their_message_waited_gets_none(street: Street) -> None:
    await wait_at(street, on(TUESDAY, 9))
    street.town.clock.time = on(TUESDAY, 10)
    with street.store.writing(street.town.built.id) as uow:
        uow.see_with(EVERYTHING)
        uow.people.save_account(replace(street.town.built.lead_account, is_deactivated=True))
    arrived = await street.pass_by(on(TUESDAY, 11)) + await street.pass_by(on(TUESDAY, 11, 1))
    assert to_lead(street, arrived) == []
