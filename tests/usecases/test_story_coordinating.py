"""What coordinators and directors hear by themselves: silence, the week, whom messages don't reach, and assignments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.bootstrap import let_email_in
from domain.due import Due
from domain.events import RoleGiven
from domain.people import EVERYTHING, SYSTEM, Membership, Platform, Role
from domain.usecases.turns import take_turns
from storage.store import SqlStore
from tests import builders
from tests.reminding import Town, due, keys
from tests.storage.helpers import writing
from tests.sweeping import on

FRIDAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)
TUESDAY = date(2026, 12, 1)
WEDNESDAY = date(2026, 12, 2)


def test_silence_is_escalated_to_the_coordinator_alone_and_once(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(WEDNESDAY, WEDNESDAY), moment=on(FRIDAY))
    town.look(on(FRIDAY), town.coordinator)
    fifth = date(2026, 12, 9)  # the fifth working day after it
    town.clock.time = on(date(2026, 12, 4))
    town.talk().say("update 2 the survey is out")
    town.look(on(fifth - timedelta(days=2)), town.coordinator)  # a Monday: the week's list
    assert town.look(on(fifth - timedelta(days=1)), town.coordinator) == []
    (message,) = town.look(on(fifth), town.coordinator)
    assert "NRP: late by 5 working days or more without an update (1 action)" in message.text
    assert keys(message) == ["NRP-1"]
    assert "Imogen Vale" in message.text
    for days in range(1, 4):
        assert all("late by" not in one.text for one in town.look(on(fifth + timedelta(days=days)), town.coordinator))
    assert not any(who == town.lead and "without an update" in reply.text for _, who, reply in town.heard)


def test_the_week_tells_a_coordinator_what_needs_a_hand(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(date(2026, 10, 1)), Due.none(), *due(date(2027, 5, 1)), moment=on(FRIDAY))
    town.look(on(FRIDAY), town.coordinator)
    lead = town.talk()
    lead.say("red 3 because nobody is there")
    lead.say("later 1 until 3 January 2027 because the grant comes then")
    (message,) = town.look(on(MONDAY), town.coordinator)
    text = message.text
    assert "3 open, 1 overdue, 0 complete" in text
    assert "▲ Red 1" in text
    assert "Overdue: 1: NRP-1" in text
    assert "Gone red this week: 1: NRP-3" in text
    assert "No date: 1: NRP-2" in text
    assert "Put off: NRP-1 until 3 January 2027 (Imogen Vale: the grant comes then)" in text
    assert "Leads not linked to a person: 3" in text
    assert town.look(on(TUESDAY), town.coordinator) == []


def test_a_director_reads_bars_and_movement(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(TUESDAY, date(2027, 3, 1)), moment=on(FRIDAY))
    director = builders.person(town.built.organisation, "Odette Marsh")
    with writing(emptied_store, town.built) as uow:
        uow.people.add(director)
        uow.people.save_account(builders.account(director, town.built.workspace))
        because = RoleGiven(at=on(FRIDAY), by=SYSTEM, person=director.name, role="viewer", plan_id=town.built.plan.id)
        uow.people.give_role(Membership(director.id, Role.VIEWER, town.built.plan.id), because=because)
    (first,) = town.look(on(MONDAY), director.id)
    assert "○ No RAG 2" in first.text
    assert "Since" not in first.text
    assert "Leads not linked" not in first.text
    town.talk().say("red 2")
    (second,) = town.look(on(MONDAY + timedelta(days=7)), director.id)
    assert "Since 30 November 2026: 1 more overdue, 1 more ▲ Red." in second.text


def test_who_is_given_an_action_hears_of_it_and_who_gave_it_does_not(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(date(2027, 3, 1), date(2026, 11, 2)), moment=on(TUESDAY, 14))
    with writing(emptied_store, town.built) as uow:
        other = builders.person(town.built.organisation, "Odette Marsh")
        uow.people.add(other)
        uow.people.save_account(builders.account(other, town.built.workspace))
    coordinator = town.talk(lead=False)
    town.look(on(TUESDAY, 9))
    town.clock.time = on(TUESDAY, 14)
    coordinator.say("assign 1 to Odette Marsh")
    coordinator.say("assign 2 to Odette Marsh")
    (message,) = town.look(on(TUESDAY, 14, 10), other.id)
    assert message.text.splitlines()[0] == "Tobias Wren made you lead of NRP-1 and NRP-2."
    assert sorted(keys(message)) == ["NRP-1", "NRP-2"]
    assert "coming up" not in message.text.casefold(), "the first of March is three months ahead"
    assert "Later\nNRP-1" in message.text
    assert town.look(on(WEDNESDAY), other.id) == [], "what is late was told with it"
    assert not any(who == town.coordinator for _, who, reply in town.heard if "made you lead" in reply.text)


def test_an_assignment_at_night_is_told_in_the_morning(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(date(2027, 3, 1)), moment=on(FRIDAY, 21))
    with writing(emptied_store, town.built) as uow:
        other = builders.person(town.built.organisation, "Odette Marsh")
        uow.people.add(other)
        uow.people.save_account(builders.account(other, town.built.workspace))
    town.clock.time = on(FRIDAY, 21)
    town.talk(lead=False).say("assign 1 to Odette Marsh")
    assert town.look(on(FRIDAY, 22), other.id) == []
    assert town.look(on(FRIDAY + timedelta(days=1), 12), other.id) == []
    assert len(town.look(on(MONDAY), other.id)) == 1


def test_an_assignment_that_was_undone_at_once_is_not_told(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(date(2027, 3, 1)), moment=on(TUESDAY, 14))
    with writing(emptied_store, town.built) as uow:
        other = builders.person(town.built.organisation, "Odette Marsh")
        uow.people.add(other)
        uow.people.save_account(builders.account(other, town.built.workspace))
    coordinator = town.talk(lead=False)
    coordinator.say("assign 1 to Odette Marsh")
    coordinator.press("Undo")
    assert town.look(on(TUESDAY, 14, 10), other.id) == []


def test_whom_messages_do_not_reach_is_told_to_the_coordinator_once_and_nothing_is_lost(
    emptied_store: SqlStore,
) -> None:
    town = Town.of(emptied_store, *due(TUESDAY), moment=on(FRIDAY))
    town.look(on(FRIDAY), town.coordinator)
    with writing(emptied_store, town.built) as uow:
        uow.people.save_account(replace(town.built.lead_account, is_deactivated=True))
    assert town.look(on(TUESDAY)) == []
    (message,) = town.look(on(TUESDAY, 9, 10), town.coordinator)
    assert "My messages do not reach 1 person:\n• Imogen Vale: their account is deactivated" in message.text
    for hour in (10, 11, 12):
        assert town.look(on(TUESDAY, hour), town.coordinator) == []
    assert town.look(on(WEDNESDAY), town.coordinator) == []
    with writing(emptied_store, town.built) as uow:
        uow.people.save_account(replace(town.built.lead_account, is_deactivated=False))
    (late,) = town.look(on(date(2026, 12, 3)))
    assert keys(late) == ["NRP-1"], "what did not reach them was never counted as told"


def test_a_deputy_is_told_instead_while_they_are_one(emptied_store: SqlStore) -> None:
    from domain.ids import StandInId, new_id
    from domain.people import StandIn, StandInKind

    town = Town.of(emptied_store, *due(WEDNESDAY, date(2026, 12, 11)), moment=on(FRIDAY))
    deputy = builders.person(town.built.organisation, "Odette Marsh")
    because = RoleGiven(at=on(FRIDAY), by=SYSTEM, person=deputy.name, role="deputy")
    with writing(emptied_store, town.built) as uow:
        uow.see_with(EVERYTHING)
        uow.people.add(deputy)
        uow.people.save_account(builders.account(deputy, town.built.workspace))
        stand_in = StandIn(
            StandInId(new_id()), town.built.id, StandInKind.DEPUTY, town.lead, deputy.id, TUESDAY, WEDNESDAY
        )
        uow.people.add_stand_in(stand_in, because=because)
    town.look(on(MONDAY))
    day = TUESDAY
    while day <= date(2026, 12, 11):
        town.look(on(day))
        day += timedelta(days=1)
    assert town.days(deputy.id) == [TUESDAY, WEDNESDAY]
    assert date(2026, 12, 3) in town.days()
    assert not {TUESDAY, WEDNESDAY} & set(town.days())


def test_who_has_no_account_gets_an_e_mail_with_references_only(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(TUESDAY, date(2026, 12, 8)), moment=on(FRIDAY))
    let_email_in(emptied_store)
    let_email_in(emptied_store)
    with writing(emptied_store, town.built) as uow:
        uow.see_with(EVERYTHING)
        uow.people.save(
            replace(town.built.lead, email="imogen.vale@example.gov.uk"),
            because=RoleGiven(at=on(FRIDAY), by=SYSTEM, person="Imogen Vale", role="x"),
        )
        uow.people.save_account(replace(town.built.lead_account, is_deactivated=True))
    town.clock.time = on(TUESDAY)
    town.look(on(TUESDAY), town.coordinator)
    town.look(on(TUESDAY, 15), town.coordinator)
    letters = [one for one in town.posted if one.destination.platform is Platform.EMAIL]
    assert [one.destination.conversation for one in letters] == ["imogen.vale@example.gov.uk"]
    assert "Action Log has 2 actions for you: NRP-1 and NRP-2.\n" in letters[0].reply.text
    for action in town.built.actions:
        assert action.text[:20] not in letters[0].reply.text
    assert town.built.plan.title not in letters[0].reply.text


def test_a_message_that_was_refused_is_followed_by_an_e_mail(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(TUESDAY), moment=on(FRIDAY))
    let_email_in(emptied_store)
    with writing(emptied_store, town.built) as uow:
        uow.see_with(EVERYTHING)
        uow.people.save(
            replace(town.built.lead, email="imogen.vale@example.gov.uk"),
            because=RoleGiven(at=on(FRIDAY), by=SYSTEM, person="Imogen Vale", role="x"),
        )
    town.clock.time = on(TUESDAY)
    take_turns(emptied_store, town.clock, owner="test")
    for posting in emptied_store.claim("test", lease_seconds=60):
        if posting.person_id == town.lead:
            emptied_store.give_up(posting, "test", reason="user_not_found")
        else:
            emptied_store.sent(posting, "test", "1")
    town.look(on(TUESDAY, 9, 10), town.coordinator)
    assert any("their account is gone" in reply.text for _, who, reply in town.heard if who == town.coordinator)
    letters = [one for one in town.posted if one.destination.platform is Platform.EMAIL]
    assert len(letters) == 1
    assert "NRP-1" in letters[0].reply.text


def test_a_guest_is_written_to_only_about_plans_they_were_let_into(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(TUESDAY), moment=on(FRIDAY))
    account = replace(town.built.lead_account, is_guest=True)
    with writing(emptied_store, town.built) as uow:
        uow.people.save_account(account)
    assert town.look(on(TUESDAY)) == []
    because = RoleGiven(at=on(TUESDAY), by=SYSTEM, person="Imogen Vale", role="guest")
    with writing(emptied_store, town.built) as uow:
        uow.people.admit_guest(account.id, [town.built.plan.id], because=because)
        uow.reminders.wake([town.lead], on(TUESDAY))
    (message,) = town.look(on(WEDNESDAY))
    assert keys(message) == ["NRP-1"]
