"""The bench's council is a real one: what it measures is found, and can be done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bench import growth, workers
from bench.load import load
from bench.town import PLANS, Town
from bench.walks import said
from bot import bootstrap
from bot.clock import SystemClock
from domain.people import EVERYTHING
from domain.usecases.sweep import sweep_overdue
from domain.views import Item
from storage.database import make_engine
from storage.store import SqlStore

TOWN = Town(10_000)


@pytest.fixture
def council(store: SqlStore, database_url: str) -> SqlStore:
    load(database_url, TOWN, datetime.now(UTC))
    return store


def test_what_is_measured_is_found_and_can_be_done(council: SqlStore, database_url: str) -> None:
    bus = bootstrap.make_bus(council, SystemClock())
    for number, who in enumerate(TOWN.watched):
        shown = said(bus, who, "mine")
        assert {item.key for item in shown.elements if isinstance(item, Item)} == set(TOWN.watched_keys(number))
    who, key = TOWN.watched[0], TOWN.watched_keys(0)[0]
    assert "complete" in said(bus, who, f"done {key}").text
    assert key not in {item.key for item in said(bus, who, "mine").elements if isinstance(item, Item)}
    said(bus, who, "undo")
    with council.reading(TOWN.organisation) as uow:
        uow.see_with(EVERYTHING)
        assert len(uow.plans.all()) == PLANS
        assert len(uow.actions.keys(limit=20_000)) == TOWN.actions
        action = uow.actions.by_key(key)
        assert action is not None
        assert uow.plans.recommendation(action) is not None
        assert uow.history.of_action(action.id)[1] >= 2


def test_so_many_become_overdue_as_are_woken(council: SqlStore, database_url: str) -> None:
    with growth.sleepers(database_url, TOWN) as some:
        assert sweep_overdue(council, SystemClock(), at_once=True) == 0
        some.wake(7)
        assert sweep_overdue(council, SystemClock(), at_once=True) == 7
        assert some.told(7) == 7
        some.put_back(7)
        assert sweep_overdue(council, SystemClock(), at_once=True) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_workers_do_each_thing_once(council: SqlStore, database_url: str) -> None:
    taken = workers.measure({TOWN.actions: database_url}, due=PLANS, workers=(2,))
    assert {job: spent.done for (job, _, _), spent in taken.items()} == {"deliver": PLANS, "sweep": PLANS}
    assert all(len(spent.shares) == 2 for spent in taken.values())
    assert workers.unfinished(database_url) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_loading_leaves_the_indexes_as_they_were_and_touches_nothing_in_use(database_url: str) -> None:
    before = _indexes(database_url)
    load(database_url, TOWN, datetime.now(UTC))
    assert _indexes(database_url) == before
    assert any("gin" in definition for definition in before), "also that of words"
    with pytest.raises(RuntimeError, match="in use"):
        load(database_url, TOWN, datetime.now(UTC))


def _indexes(url: str) -> set[str]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")
        definitions = set(found.scalars())
    engine.dispose()
    return definitions
