"""Personal reminders, as the people live through them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.calendar import WorkingDays
from domain.due import Due
from domain.people import EVERYTHING
from storage.store import SqlStore
from tests.reminding import Town, due, keys
from tests.sweeping import on

ENGLAND = WorkingDays("ENG")
FRIDAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)
IN_JANUARY = date(2027, 1, 13)  # a Wednesday


def test_a_lead_hears_of_a_date_in_one_message_with_working_buttons(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY, IN_JANUARY), moment=on(FRIDAY))
    (message,) = town.at(IN_JANUARY - timedelta(days=7))
    assert keys(message) == ["NRP-1", "NRP-2"]
    assert message.text.splitlines()[0] == "Of your actions, 2 are coming up."
    lead = town.talk()
    lead.last = message
    reply = lead.press("Mark complete", key="NRP-1")
    assert reply.outcome == "ok"
    assert keys(reply) == ["NRP-1", "NRP-2"], "the list stays, with the row as it is now"
    assert lead.row("NRP-1").done
    assert lead.press("Later", key="NRP-2").form is not None
    lead.last = message
    assert lead.press("Settings").form is not None


def test_nobody_is_told_before_their_hour_at_night_or_at_a_weekend(emptied_store: SqlStore) -> None:
    saturday = IN_JANUARY + timedelta(days=3)
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY))
    assert town.at(IN_JANUARY, 8, 59) == []
    assert town.at(IN_JANUARY, 18) == []
    late = IN_JANUARY + timedelta(days=1)
    assert len(town.at(late, 9)) == 1, "what was missed by night is told in the morning, once"
    assert town.at(saturday, 10) == []


def test_each_day_is_looked_at_once(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY))
    assert len(town.at(IN_JANUARY)) == 1
    for hour in (9, 10, 12, 17):
        assert town.at(IN_JANUARY, hour, 30) == []


def test_a_date_is_heard_of_on_six_days_and_then_in_the_weekly_list_only(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY))
    lead = town.talk()
    lead.say("settings")
    lead.fill_in({"weekly": "no"})
    day = FRIDAY
    while day < date(2027, 3, 1):
        town.at(day)
        day += timedelta(days=1)
    late = [ENGLAND.after(IN_JANUARY, count) for count in (1, 3, 7, 14)]
    assert town.days() == [IN_JANUARY - timedelta(days=7), IN_JANUARY, *late]


def test_the_weekly_list_holds_what_is_late_and_what_comes_soon(emptied_store: SqlStore) -> None:
    soon, far = MONDAY + timedelta(days=10), MONDAY + timedelta(days=40)
    town = Town.of(emptied_store, *due(date(2026, 10, 1), soon, far), moment=on(FRIDAY))
    (first,) = town.at(FRIDAY)
    assert keys(first) == ["NRP-1"], "a late start catches up once"
    (weekly,) = town.at(MONDAY)
    assert keys(weekly) == ["NRP-1", "NRP-2"]
    assert town.at(MONDAY + timedelta(days=1)) == []


def test_a_process_that_was_away_tells_once_what_it_missed(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(date(2027, 1, 12), IN_JANUARY, date(2027, 1, 14)), moment=on(FRIDAY))
    town.at(date(2027, 1, 11))
    (message,) = town.at(date(2027, 1, 15), 14)
    assert sorted(keys(message)) == ["NRP-1", "NRP-2", "NRP-3"]


def test_a_moved_date_is_news(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY))
    town.at(IN_JANUARY)
    lead = town.talk()
    moved = IN_JANUARY + timedelta(days=14)
    lead.say(f"date 1 {moved:%d/%m/%Y} because the survey is late")
    assert town.at(IN_JANUARY, 15) == []
    assert len(town.at(moved - timedelta(days=7))) == 1
    assert len(town.at(moved)) == 1


def test_what_is_complete_is_not_heard_of(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY))
    town.talk().say("done 1")
    assert town.at(IN_JANUARY) == []


def test_remind_me_later_is_quiet_until_that_day_and_says_why(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(IN_JANUARY, 8))
    (message,) = town.at(IN_JANUARY)
    lead = town.talk()
    lead.last = message
    lead.press("Later", key="NRP-1")
    until = IN_JANUARY + timedelta(days=12)
    refused = lead.fill_in({"until": IN_JANUARY.isoformat(), "reason": "x"})
    assert refused.field_errors.keys() == {"until"}
    reply = lead.fill_in({"until": until.isoformat(), "reason": "the survey comes back then"})
    assert "I'll remind you of NRP-1 on Monday 25 January 2027." in reply.text
    day = IN_JANUARY + timedelta(days=1)
    while day < until:
        assert town.at(day) == []
        day += timedelta(days=1)
    (again,) = town.at(until)
    assert keys(again) == ["NRP-1"]
    assert "You asked to be reminded" in again.text
    coordinator = town.talk(lead=False)
    assert "the survey comes back then" in coordinator.say("history 1").text


def test_on_leave_nothing_is_heard_and_then_all_of_it_once(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY, date(2027, 1, 15)), moment=on(FRIDAY))
    lead = town.talk()
    assert "back on" in lead.say("settings back on 22 January 2027").text
    day = FRIDAY
    while day < date(2027, 1, 22):
        assert town.at(day) == []
        day += timedelta(days=1)
    (message,) = town.at(date(2027, 1, 22))
    assert sorted(keys(message)) == ["NRP-1", "NRP-2"]


def test_nine_stays_nine_when_clocks_change(emptied_store: SqlStore) -> None:
    sunday = date(2027, 10, 31)  # clocks go back
    friday, monday = sunday - timedelta(days=2), sunday + timedelta(days=1)
    town = Town.of(emptied_store, *due(friday, monday), moment=on(FRIDAY))
    town.at(friday - timedelta(days=7))
    town.at(friday - timedelta(days=1))
    for day in (friday, monday):
        assert town.at(day, 8, 59) == []
        assert len(town.at(day, 9)) == 1


def test_somebody_in_another_time_zone_hears_at_their_own_hour(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY))
    town.talk().say("settings")
    lead = town.talk()
    lead.say("settings")
    lead.fill_in({"timezone": "America/New_York", "hour": "9"})
    assert town.at(IN_JANUARY, 13, 59) == []
    assert len(town.at(IN_JANUARY, 14)) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("settings time zone tokyo", "(Asia/Tokyo)"),
        ("settings timezone Europe/Lundon", "Do you mean Europe/London"),
        ("settings weekly list off", "A list at the beginning of the week: no"),
        ("settings week before off", "A week before a date: no"),
        ("settings on the day no", "On the day: no"),
        ("settings late off", "working days): no"),
        ("settings hours 8 to 17", "08:00 to 17:00"),
        ("settings 10-16", "10:00 to 16:00"),
        ("settings quiet from 16:00", "09:00 to 16:00"),
        ("settings from 25", "“From” is a full hour"),
        ("settings 17 to 9", "must begin after"),
        ("settings language English", "I speak English with you"),
        ("settings language Klingon", "In which language shall I answer you?"),
        ("settings loudly", "“settings time zone Tokyo”"),
    ],
)
def test_each_setting_can_be_typed(emptied_store: SqlStore, line: str, said: str) -> None:
    lead = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY)).talk()
    assert said in lead.say(line).text


def test_settings_that_make_no_sense_are_said_at_their_fields(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY))
    lead = town.talk()
    lead.say("settings")
    wrong = lead.fill_in({"timezone": "Europe/Lundon", "hour": "15", "quiet_from": "14", "back_on": "1 May 2020"})
    assert wrong.field_errors.keys() == {"timezone", "quiet_from", "back_on"}
    saved = lead.fill_in({"timezone": "", "hour": "8", "quiet_from": "17", "back_on": ""})
    assert "08:00 to 17:00" in saved.text
    assert len(town.at(IN_JANUARY, 8)) == 1


def test_an_action_that_is_in_no_newer_version_of_its_plan_is_left_out(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(IN_JANUARY), moment=on(FRIDAY))
    with emptied_store.writing(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key("NRP-1")
        assert action is not None
        changed, event = action.revise(
            {"not_in": "the version of 3 May 2026"}, by=_somebody(town), at=town.clock.now(), version="v"
        )
        uow.actions.save(changed, because=event)
    assert town.at(IN_JANUARY) == []


def _somebody(town: Town):  # type: ignore[no-untyped-def]  # a signature
    from tests.builders import signature

    return signature(town.built.coordinator)


@pytest.mark.parametrize("dues", [[Due.none()], [Due.on(date(2027, 6, 1))]])
def test_where_nothing_is_in_sight_nobody_is_looked_at_every_day(
    emptied_store: SqlStore, dues: list[Due], tmp_path: Path
) -> None:
    town = Town.of(emptied_store, *dues, moment=on(FRIDAY))
    town.at(FRIDAY)
    town.talk().say("settings")
    assert not emptied_store.claim_turns("x", on(FRIDAY, 17), lease_seconds=1)
