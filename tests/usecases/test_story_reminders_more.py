"""Reminders where several things come together: wishes, moved dates, outages, clocks that are set back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.due import Due, Precision
from domain.people import EVERYTHING, Platform
from domain.posting import Destination
from domain.views import say
from storage.store import SqlStore
from tests.reminding import Town, due, keys
from tests.sweeping import on
from tests.usecases.test_story_plans import run_with

FRIDAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)
TUESDAY = date(2026, 12, 1)
WEDNESDAY = date(2027, 1, 13)
FAR = date(2027, 6, 1)
ONE = timedelta(days=1)


def lived(town: Town, first: date, last: date, hour: int = 9) -> list[date]:
    """The days on which the lead heard something, each day being looked at."""
    before = len(town.days())
    while first <= last:
        town.at(first, hour)
        first += ONE
    return town.days()[before:]


def test_who_wants_the_weekly_list_alone_hears_of_each_date_in_it(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(WEDNESDAY), moment=on(FRIDAY))
    lead = town.talk()
    for line in ("settings week before off", "settings on the day off", "settings late off"):
        assert lead.say(line).outcome == "ok"
    heard = lived(town, FRIDAY, WEDNESDAY + timedelta(days=14))
    mondays = [date(2027, 1, 4), date(2027, 1, 11), date(2027, 1, 18), date(2027, 1, 25)]
    assert heard == mondays, "two weeks before, and as long as it is late"


def test_a_date_that_is_moved_before_the_day_of_remind_me_later_is_heard_of(emptied_store: SqlStore) -> None:
    friday, nearer = date(2027, 1, 29), date(2027, 1, 20)
    town = Town.of(emptied_store, *due(friday), moment=on(FRIDAY))
    lead, coordinator = town.talk(), town.talk(lead=False)
    lead.say("settings weekly list off")
    lead.say("later 1 until 1 March 2027 because the survey comes back then")
    assert lived(town, FRIDAY, date(2027, 1, 8)) == []
    coordinator.say(f"date 1 {nearer:%d/%m/%Y} because the committee wants it sooner")
    heard = lived(town, date(2027, 1, 9), date(2027, 1, 22))
    assert heard == [nearer - timedelta(days=7), nearer, nearer + ONE]
    lead.say("later 1 until 1 March 2027 because it can't be sooner")
    assert lived(town, date(2027, 1, 23), date(2027, 2, 28)) == [], "that was said of the new date"
    assert lived(town, date(2027, 3, 1), date(2027, 3, 1)) == [date(2027, 3, 1)]


def test_a_date_that_moves_further_away_leaves_remind_me_later_as_it_is(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(date(2027, 1, 29)), moment=on(FRIDAY))
    lead = town.talk()
    lead.say("settings weekly list off")
    lead.say("later 1 until 1 March 2027 because the survey comes back then")
    town.talk(lead=False).say("date 1 31/3/2027 because the board meets then")
    assert lived(town, FRIDAY, date(2027, 3, 2)) == [date(2027, 3, 1)]


def test_the_week_s_list_is_told_when_no_process_ran_on_its_day(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(date(2026, 10, 1)), moment=on(FRIDAY))
    for who in (town.lead, town.coordinator):
        town.look(on(FRIDAY), who)
    late = on(TUESDAY, 11)
    (mine,) = town.look(late)
    assert keys(mine) == ["NRP-1"]
    plans = [reply for moment, who, reply in town.heard if who == town.coordinator and moment == late]
    assert len(plans) == 1
    assert "1 open, 1 overdue" in plans[0].text
    assert town.look(on(TUESDAY + ONE)) == [], "once"
    assert town.days(town.coordinator).count(TUESDAY + ONE) == 0


def test_what_begins_in_the_middle_of_a_week_brings_no_list_with_it(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(FAR), moment=on(FRIDAY))
    town.look(on(MONDAY), town.coordinator)
    assert town.days(town.coordinator) == [MONDAY]
    town.clock.time = on(TUESDAY, 10)
    town.talk(lead=False).say("date 1 30 June 2027 because the board meets then")
    town.look(on(TUESDAY, 11), town.coordinator)
    assert town.days(town.coordinator) == [MONDAY]


def test_a_clock_that_is_set_back_silences_nobody(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(MONDAY, TUESDAY, FAR), moment=on(FRIDAY))
    assert len(town.at(MONDAY)) == 1
    assert len(town.at(TUESDAY)) == 1
    town.clock.time = on(MONDAY, 11)
    town.talk(lead=False).say("round NRP by Thursday")
    (asked,) = town.at(MONDAY, 11, 30)
    assert "asks for a line on 3 of your actions" in asked.text
    assert town.at(MONDAY, 12) == []


def test_a_request_is_a_word_and_no_silence(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(*[WEDNESDAY] * 4), moment=on(FRIDAY))
    lead, coordinator = town.talk(), town.talk(lead=False)
    run_with(coordinator, sign_off="yes", date_approval="yes")
    town.clock.time = on(WEDNESDAY - ONE)
    assert "waits for sign-off" in lead.say("done 1").text
    town.clock.time = on(WEDNESDAY + ONE)
    assert "asked to move" in lead.say("date 2 1/3/2027 because the survey is late").text
    lead.say("date 3 1/3/2027 because the survey is late")
    coordinator.say("send back 3 because it is too late")
    told: list[str] = []
    day = WEDNESDAY
    while day < WEDNESDAY + timedelta(days=14):
        told += [one.text for one in town.look(on(day, 11), town.coordinator)]
        day += ONE
    (escalated,) = [text for text in told if "without an update" in text]
    assert "NRP-4" in escalated
    assert not any(key in escalated for key in ("NRP-1", "NRP-2", "NRP-3"))
    town.clock.time = on(date(2027, 2, 8), 8)
    weekly = town.look(on(date(2027, 2, 8)), town.coordinator)[-1].text
    assert "No update in 60 days: 1: NRP-4" in weekly


def test_a_month_whose_last_days_are_closed_is_told_on_the_last_working_day(emptied_store: SqlStore) -> None:
    december = Due("December 2026", Precision.MONTH, date(2026, 12, 1), date(2026, 12, 31))
    town = Town.of(emptied_store, december, moment=on(FRIDAY))
    closed = tuple(date(2026, 12, 21) + timedelta(days=number) for number in range(19))
    with emptied_store.writing(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        uow.save_organisation(replace(uow.organisation, closed_days=closed))
    town.talk().say("settings weekly list off")
    heard = lived(town, FRIDAY, date(2027, 1, 20))
    assert heard == [TUESDAY, date(2026, 12, 18), date(2027, 1, 11), date(2027, 1, 13), date(2027, 1, 19)]


def test_a_coordinator_s_week_says_what_channels_did_not_get(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(FAR), moment=on(FRIDAY))
    with emptied_store.writing(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        where = Destination(Platform.SLACK, town.built.workspace.external_id, "C1")
        uow.outbox.put(key="post", destination=where, reply=say("x"), plan_id=town.built.plan.id)
    (posting,) = emptied_store.claim("test", lease_seconds=60, organisation_id=town.built.id)
    assert emptied_store.give_up(posting, "test", reason="internal error")
    weekly = town.look(on(MONDAY), town.coordinator)[-1].text
    assert "Not delivered to channels: 1 message in 30 days" in weekly
    coordinator = town.talk(lead=False)
    assert town.talk().say("try again NRP").outcome == "refused"
    said = coordinator.say("try again NRP").text
    assert said == "1 message about NRP is sent again:\n• a channel (Slack): the platform says “internal error”"
    (again,) = emptied_store.claim("test", lease_seconds=60, organisation_id=town.built.id)
    assert again.id == posting.id
    assert "has arrived, or waits" in coordinator.say("try again NRP").text
