"""An update round before a meeting: one message, one form, one reminder, and the list of what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.events import PlanSettingsChanged
from domain.people import EVERYTHING, SYSTEM
from domain.plans import PlanState
from domain.usecases.round_form import PAGE
from storage.store import SqlStore
from tests import builders
from tests.reminding import Town, due, keys
from tests.sweeping import on
from tests.usecases.test_story_plans import run_with

MONDAY = date(2026, 11, 30)
THURSDAY = date(2026, 12, 3)
FAR = date(2027, 6, 1)


def begun(store: SqlStore, actions: int = 3) -> Town:
    town = Town.of(store, *due(*[FAR] * actions), moment=on(MONDAY, 14))
    for who in (town.lead, town.coordinator):
        town.look(on(MONDAY, 9), who)
    town.clock.time = on(MONDAY, 14)
    return town


def test_a_round_is_one_message_one_form_and_a_count(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    coordinator, lead = town.talk(lead=False), town.talk()
    said = coordinator.say("round NRP by Thursday").text
    assert "1 person is asked about 3 actions of NRP, by Thursday 3 December 2026." in said
    (message,) = town.look(on(MONDAY, 14, 5))
    assert "Tobias Wren asks for a line on 3 of your actions in NRP by Thursday 3 December 2026." in message.text
    lead.last = message
    form = lead.press("Update all 3").form
    assert form is not None
    assert [field.name for field in form.fields] == ["text_1", "rag_1", "text_2", "rag_2", "text_3", "rag_3"]
    reply = lead.fill_in({"text_1": "The survey is out.", "rag_2": "amber"})
    assert "Saved: NRP-1 and NRP-2. Thank you.\n1 action of yours in NRP is left." in reply.text
    assert "2 of 3 updated" in coordinator.say("round NRP").text
    assert "Imogen Vale: NRP-3" in coordinator.last.text
    assert lead.press("Go on").form is not None
    assert "The survey is out." in coordinator.say("history 1").text
    assert "● Amber" in coordinator.say("show 2").text


def test_the_answers_are_marked_as_of_the_round(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    town.talk(lead=False).say("round NRP by Thursday")
    (message,) = town.look(on(MONDAY, 14, 5))
    lead = town.talk()
    lead.last = message
    lead.press("Update all 3")
    lead.fill_in({"text_1": "The survey is out.", "rag_1": "green"})
    with emptied_store.reading(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        logged, _ = uow.history.of_action(town.built.actions[0].id)
        (opened,) = uow.reminders.rounds(town.built.plan.id)
    assert {one.event.round for one in logged} == {opened.id}
    assert len({one.event.together for one in logged}) == 1


def test_an_ordinary_update_counts_too_and_who_has_answered_is_not_reminded(emptied_store: SqlStore) -> None:
    town = begun(emptied_store, 1)
    town.talk(lead=False).say("round NRP by Thursday")
    town.look(on(MONDAY, 14, 5))
    town.talk().say("update 1 all is well")
    assert "1 of 1 updated" in town.talk(lead=False).say("round NRP").text
    for hour in (9, 12, 16):
        assert not any("reminder" in one.text.lower() for one in town.look(on(THURSDAY - timedelta(days=1), hour)))


def test_the_rest_get_one_reminder_and_the_coordinator_the_closing_list(emptied_store: SqlStore) -> None:
    town = begun(emptied_store, 2)
    town.talk(lead=False).say("round NRP by Thursday")
    town.look(on(MONDAY, 14, 5))
    town.talk().say("update 1 all is well")
    assert town.look(on(date(2026, 12, 1))) == []
    (again,) = town.look(on(date(2026, 12, 2)))
    assert "A reminder: NRP needs a line on one of your actions by Thursday 3 December 2026." in again.text
    assert town.look(on(THURSDAY)) == []
    assert town.look(on(THURSDAY, 15, 59), town.coordinator) == []
    (closing,) = town.look(on(THURSDAY, 16), town.coordinator)
    assert "1 of 2 updated in the round of NRP which ended by Thursday 3 December 2026." in closing.text
    assert "Imogen Vale: NRP-2" in closing.text
    late = town.talk()
    late.last = again
    assert "This round of NRP has ended" in late.press("Update it").text


def test_a_round_can_be_ended_and_a_second_one_waits_for_it(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    coordinator = town.talk(lead=False)
    coordinator.say("round NRP by Thursday")
    assert "under way" in coordinator.say("round NRP by Friday").text
    coordinator.say("round NRP")
    assert "0 of 3 updated" in coordinator.press("End it now").text
    assert town.look(on(MONDAY, 14, 5)) == [], "nobody is asked for what has ended"
    assert coordinator.say("round NRP by Friday").outcome == "ok"
    assert len(town.look(on(MONDAY, 15))) == 1


def test_only_a_coordinator_may(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    assert town.talk().say("round NRP by Thursday").outcome == "refused"
    town.talk(lead=False).say("round NRP by Thursday")
    assert town.talk().say("round NRP").outcome == "refused"


def test_days_that_make_no_sense_are_said_kindly(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    coordinator = town.talk(lead=False)
    assert "is past already" in coordinator.say("round NRP by 1 May 2020").text
    assert coordinator.say("round NRP by whenever it suits").outcome == "invalid"
    assert "For example: round NRP by Thursday" in coordinator.say("round NRP").text


def test_many_actions_come_in_several_forms_and_a_mistake_loses_nothing(emptied_store: SqlStore) -> None:
    town = begun(emptied_store, PAGE + 2)
    town.talk(lead=False).say("round NRP by Thursday")
    (message,) = town.look(on(MONDAY, 14, 5))
    lead = town.talk()
    lead.last = message
    lead.press(f"Update all {PAGE + 2}")
    assert len(lead.form().fields) == 2 * PAGE
    wrong = lead.fill_in({"text_1": "fine", "rag_2": "purple"})
    assert wrong.field_errors.keys() == {"rag_2"}
    assert "updated" in town.talk(lead=False).say("round NRP").text
    assert "0 of 10" in town.talk(lead=False).say("round NRP").text
    lead.fill_in({f"text_{number}": "fine" for number in range(1, PAGE + 1)})
    lead.press("Go on")
    assert len(lead.form().fields) == 4
    lead.fill_in({"text_1": "fine", "text_2": "fine"})
    assert "10 of 10" in town.talk(lead=False).say("round NRP").text


def test_case_data_in_a_round_is_warned_of_before_it_is_kept(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    town.talk(lead=False).say("round NRP by Thursday")
    (message,) = town.look(on(MONDAY, 14, 5))
    lead = town.talk()
    lead.last = message
    lead.press("Update all 3")
    reply = lead.fill_in({"text_1": "NHS number 943 476 5919 was seen"})
    assert reply.form is not None
    assert "0 of 3" in town.talk(lead=False).say("round NRP").text
    lead.last = reply
    lead.fill_in({})
    assert "1 of 3" in town.talk(lead=False).say("round NRP").text


def test_the_form_of_somebody_else_is_empty(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    coordinator = town.talk(lead=False)
    coordinator.say("round NRP by Thursday")
    (message,) = town.look(on(MONDAY, 14, 5))
    coordinator.last = message
    assert "You have answered all of it" in coordinator.press("Update all 3").text
    assert keys(coordinator.last) == []


def test_a_plan_that_was_closed_has_no_round_left_to_answer(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    town.talk(lead=False).say("round NRP by Thursday")
    (message,) = town.look(on(MONDAY, 14, 5))
    lead = town.talk()
    lead.last = message
    with emptied_store.writing(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_id(town.built.plan.id)
        assert plan is not None
        closing = PlanSettingsChanged(at=town.clock.now(), by=SYSTEM, plan_id=plan.id, before={}, after={})
        uow.plans.save(replace(plan, state=PlanState.CLOSED), because=closing)
    reply = lead.press("Update all 3")
    assert reply.form is None
    assert reply.text == "The plan NRP is closed, so its round has ended: there is nothing left to answer."
    assert lead.labels() == ["My actions"]


def test_a_round_in_which_nobody_works_is_not_begun(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    coordinator = town.talk(lead=False)
    town.clock.time = on(MONDAY + timedelta(days=5), 10)
    refused = coordinator.say("round NRP by tomorrow")
    assert refused.outcome == "invalid"
    assert "Nobody could answer by Sunday 6 December 2026" in refused.text
    town.clock.time = on(MONDAY, 16, 30)
    assert coordinator.say("round NRP by today").outcome == "invalid"
    assert town.look(on(MONDAY, 16, 40)) == []
    assert coordinator.say("round NRP by tomorrow").outcome == "ok"


def test_who_is_looked_at_after_the_end_of_a_round_is_not_asked_any_more(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    town.talk().say("settings back on 7 December 2026")
    coordinator = town.talk(lead=False)
    coordinator.say("settings back on 9 December 2026")
    coordinator.say("round NRP by Thursday")
    assert not any("asks for a line" in reply.text for reply in town.look(on(date(2026, 12, 7))))


def test_asking_for_another_date_is_an_answer_to_a_round(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    coordinator, lead = town.talk(lead=False), town.talk()
    run_with(coordinator, date_approval="yes")
    coordinator.say("round NRP by Thursday")
    town.clock.pass_(minutes=10)
    lead.say("date 2 1 September 2027 because the survey is late")
    assert "1 of 3 updated" in coordinator.say("round NRP").text


def test_what_a_newer_version_no_longer_has_is_no_longer_asked_for(emptied_store: SqlStore) -> None:
    town = begun(emptied_store)
    coordinator = town.talk(lead=False)
    coordinator.say("round NRP by Thursday")
    with emptied_store.writing(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key("NRP-3")
        assert action is not None
        gone, because = action.revise(
            {"not_in": "the second version"},
            by=builders.signature(town.built.coordinator),
            at=town.clock.now(),
            version="v",
        )
        uow.actions.save(gone, because=because)
    (message,) = town.look(on(MONDAY, 14, 5))
    assert "asks for a line on 2 of your actions" in message.text
    assert "0 of 2 updated" in coordinator.say("round NRP").text
