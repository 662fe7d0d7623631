"""The organisation's own closed days, and how a plan reminds."""

from __future__ import annotations

from datetime import date, timedelta

from domain.events import RoleGiven
from domain.people import EVERYTHING, SYSTEM, Membership, Role
from storage.store import SqlStore
from tests.reminding import Town, due
from tests.storage.helpers import writing
from tests.sweeping import on
from tests.talk import Talk

MONDAY = date(2026, 11, 30)
DECEMBER_30 = date(2026, 12, 30)


def administrator(town: Town) -> Talk:
    with writing(town.store, town.built) as uow:
        because = RoleGiven(at=town.clock.now(), by=SYSTEM, person="Tobias Wren", role="administrator")
        uow.people.give_role(Membership(town.coordinator, Role.ADMINISTRATOR), because=because)
    return town.talk(lead=False)


def test_nobody_is_written_to_on_a_closed_day_and_a_date_is_told_of_before_it(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(DECEMBER_30), moment=on(MONDAY))
    town.at(date(2026, 12, 23))
    office = administrator(town)
    assert "Only an administrator" in town.talk().say("closed 24 December 2026").text
    said = office.say("closed 29 December 2026 to 31 December 2026").text
    assert "29 December 2026 to 31 December 2026: nobody is written to" in said
    (message,) = town.at(date(2026, 12, 24))
    assert "NRP-1 is coming up." in message.text, "on the last working day before it"
    for day in range(25, 32):
        assert town.at(date(2026, 12, day)) == []
    assert town.at(date(2027, 1, 1)) == []
    assert "NRP-1 is overdue." in town.at(date(2027, 1, 4))[0].text


def test_closed_days_are_shown_and_taken_away(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(DECEMBER_30), moment=on(MONDAY))
    office = administrator(town)
    assert "No closed days are coming up" in office.say("closed").text
    office.say("closed 24 December 2026")
    assert "1 closed day to come: 24 December 2026." in office.say("closed").text
    assert "is a working day again" in office.press("Not 24 December 2026").text
    assert office.say("closed not 24 December 2026").outcome == "invalid"
    assert "At most 60" in office.say("closed 1 January 2027 to 31 December 2027").text
    assert office.say("closed whenever").outcome == "invalid"


def test_a_coordinator_says_when_silence_is_told(emptied_store: SqlStore) -> None:
    town = Town.of(emptied_store, *due(MONDAY), moment=on(MONDAY - timedelta(days=3)))
    coordinator = town.talk(lead=False)
    assert town.talk().say("reminders NRP").outcome == "refused"
    coordinator.say("reminders NRP")
    wrong = coordinator.fill_in({"review_days": "soon", "escalate_days": "-1"})
    assert wrong.field_errors.keys() == {"review_days", "escalate_days"}
    saved = coordinator.fill_in({"review_days": "0", "escalate_days": "2"})
    assert "asked never; its coordinators are told of silence after 2 working days late" in saved.text
    coordinator.press("Undo")
    coordinator.say("reminders NRP")
    assert {field.name: field.value for field in coordinator.form().fields}["review_days"] == "90"
    coordinator.fill_in({"review_days": "0", "escalate_days": "2"})
    with emptied_store.reading(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_id(town.built.plan.id)
        assert plan is not None
        assert (plan.settings.review_days, plan.settings.escalate_days) == (0, 2)
    town.look(on(MONDAY), town.coordinator)
    assert town.look(on(MONDAY + timedelta(days=1)), town.coordinator) == []
    (told,) = town.look(on(MONDAY + timedelta(days=2)), town.coordinator)
    assert "late by 2 working days or more" in told.text
    late = coordinator.press("Undo")
    assert (late.outcome, late.text.count("24 hours")) == ("invalid", 1), "the button is a week old by now"
