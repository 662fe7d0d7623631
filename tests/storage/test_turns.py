"""Turns: claimed by one, fenced, woken by changes; and their cost follows what is due."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from domain.errors import StaleWrite
from domain.people import EVERYTHING, SYSTEM
from domain.rag import Rag, RagValue
from domain.usecases.turns import take_turns
from storage.database import make_engine
from storage.repositories.reminders import TO_ESCALATE
from storage.store import SqlStore
from storage.turns import DUE
from tests import builders
from tests.builders import NOW, TODAY, Town
from tests.reminding import due
from tests.storage.helpers import writing
from tests.storage.test_plans_of_queries import Explain, scans
from tests.sweeping import on
from tests.talk import StoppedClock

LATER = NOW + timedelta(days=400)


def test_a_turn_is_in_one_pair_of_hands_until_its_lease_is_over(emptied_store: SqlStore) -> None:
    builders.town(emptied_store)
    mine = emptied_store.claim_turns("me", LATER, lease_seconds=60)
    assert len(mine) == 2
    assert not emptied_store.claim_turns("you", LATER, lease_seconds=60)
    for turn in mine:
        assert emptied_store.put_turn_back(turn, "me", seconds=-1)
    yours = emptied_store.claim_turns("you", LATER, lease_seconds=60)
    assert [turn.fence for turn in yours] == [2, 2]
    assert not emptied_store.put_turn_back(mine[0], "me", seconds=1)


def test_who_lost_a_turn_keeps_nothing(emptied_store: SqlStore) -> None:
    town = builders.town(emptied_store)
    turns = {turn.person_id: turn for turn in emptied_store.claim_turns("me", LATER, lease_seconds=-1)}
    emptied_store.claim_turns("you", LATER, lease_seconds=60)
    with pytest.raises(StaleWrite), writing(emptied_store, town) as uow:
        uow.reminders.done(turns[town.lead.id], "me", next_at=None, looked_on=None, told=0)


def test_a_change_under_its_hands_takes_the_turn_away(emptied_store: SqlStore) -> None:
    town = builders.town(emptied_store)
    turns = {turn.person_id: turn for turn in emptied_store.claim_turns("me", LATER, lease_seconds=60)}
    with writing(emptied_store, town) as uow:
        uow.reminders.wake([town.lead.id], NOW)
    with pytest.raises(StaleWrite), writing(emptied_store, town) as uow:
        uow.reminders.done(turns[town.lead.id], "me", next_at=None, looked_on=None, told=0)
    assert [turn.person_id for turn in emptied_store.claim_turns("you", LATER, lease_seconds=60)] == [town.lead.id]


def test_processes_that_race_tell_everybody_once(store: SqlStore) -> None:
    towns = [builders.town(store, f"Town {n}", actions=3, dues=due(TODAY - timedelta(days=3))) for n in range(4)]
    clock = StoppedClock(on(TODAY + timedelta(days=2), 10))
    begin = threading.Barrier(4)

    def work(name: str) -> None:
        begin.wait()
        for _ in range(5):
            take_turns(store, clock, owner=name)

    threads = [threading.Thread(target=work, args=(f"process {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told: Counter[str | None] = Counter()
    for town in towns:
        while some := store.claim("reader", lease_seconds=60, organisation_id=town.id):
            for posting in some:
                store.sent(posting, "reader", "1")
                told[posting.person_id] += 1
    assert all(told[town.lead.id] <= 1 for town in towns)
    assert all(told[town.coordinator.id] == 1 for town in towns)


@pytest.fixture
def crowd(store: SqlStore, database_url: str) -> Iterator[tuple[Town, Explain]]:
    """A thousand people whose time has not come, and few whose time has; plans with thousands of actions."""
    town = builders.town(store, actions=5)
    dues = due(*(TODAY + timedelta(days=n) for n in range(1, 400)), TODAY - timedelta(days=9))
    for number in range(4):
        builders.add_plan(store, builders.plan(town.organisation, f"P{number}", actions=400, dues=dues))
    with writing(store, town) as uow:
        for number in range(1000):
            uow.people.add(builders.person(town.organisation, f"Person {number}"))
    engine = make_engine(database_url, patient=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE turns SET next_at = :later WHERE next_at IS NULL"), {"later": LATER})
        connection.exec_driver_sql("ANALYZE")
    yield town, Explain(engine)
    engine.dispose()


def test_whose_turn_it_is_comes_out_of_an_index(crowd: tuple[Town, Explain]) -> None:
    _, explain = crowd
    plan = explain(DUE, moment=NOW, now=NOW, size=50)
    assert "ix_turns_next_at" in plan
    assert not scans(plan, "turns")


def test_silence_is_looked_for_among_what_is_late(crowd: tuple[Town, Explain]) -> None:
    town, explain = crowd
    plan = explain(TO_ESCALATE, organisation=town.id, plan=town.plan.id, person=town.coordinator.id, before=TODAY)
    assert "ix_actions_open" in plan
    assert not scans(plan, "actions")


def test_where_nothing_is_due_a_look_costs_a_few_statements(store: SqlStore, crowd: tuple[Town, Explain]) -> None:
    from sqlalchemy import Engine

    clock = StoppedClock(on(TODAY - timedelta(days=400), 10))
    seen: list[str] = []

    def note(_c: object, _cursor: object, sql: str, *_: object) -> None:
        seen.append(sql)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert take_turns(store, clock, owner="me") == 0
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(seen) <= 4, seen


def test_a_change_of_colour_wakes_nobody(emptied_store: SqlStore) -> None:
    town = builders.town(emptied_store)
    take_turns(emptied_store, StoppedClock(on(TODAY + timedelta(days=2), 10)), owner="me")
    with writing(emptied_store, town) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key("NRP-1")
        assert action is not None
        changed, because = action.judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
        uow.actions.save(changed, because=because)
    assert not emptied_store.claim_turns("me", on(TODAY + timedelta(days=2), 11), lease_seconds=60)
