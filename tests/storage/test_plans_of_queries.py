"""The lists that people and the sweep ask for all the time come out of an index in their order, on both databases."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from domain.due import Due
from domain.people import EVERYTHING, SYSTEM, Platform, Sight
from domain.plans import PlanState
from domain.posting import Destination
from domain.rag import Rag, RagValue
from domain.views import say
from storage.database import make_engine
from storage.outbox import CANDIDATES
from storage.repositories.action_lists import of_person_statement, overdue_statements
from storage.repositories.actions import waiting_statement
from storage.repositories.history import completions_statement, lately_statement
from storage.repositories.ledger import newly_overdue_statements
from storage.repositories.scope import View
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, TODAY, Town
from tests.conftest import KINDS
from tests.faults.databases import Databases, Postgres, Sqlite
from tests.storage.helpers import writing

Copied = Callable[[], AbstractContextManager[str]]
"""Makes a copy of the database (its URL), until the end of the block."""


class Explain:
    """Runs a statement as EXPLAIN, and gives the database's plan in words."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._prefix = ""
        event.listen(engine, "before_cursor_execute", self._explained, retval=True)

    def __call__(self, statement: Any, **values: Any) -> str:
        return self._plan("FORMAT JSON", statement, values)

    def run(self, statement: Any, **values: Any) -> str:
        """On PostgreSQL it is really run, and the plan says how many rows were looked at."""
        return self._plan("ANALYZE, FORMAT JSON", statement, values)

    def _plan(self, how: str, statement: Any, values: dict[str, Any]) -> str:
        postgres = self._engine.dialect.name == "postgresql"
        with self._engine.begin() as connection:
            self._prefix = f"EXPLAIN ({how}) " if postgres else "EXPLAIN QUERY PLAN "
            try:
                cursor = connection.execute(statement, values).cursor
            finally:
                self._prefix = ""
            assert cursor is not None
            rows = cursor.fetchall()
        return json.dumps(rows[0][0]) if postgres else "\n".join(str(row[-1]) for row in rows)

    def _explained(self, _c: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> tuple[str, Any]:
        return self._prefix + sql, values


def sorts(plan: str) -> bool:
    return '"Sort"' in plan or "TEMP B-TREE" in plan


def scans(plan: str, table: str) -> bool:
    """Does it read the whole table?"""
    whole = f"SCAN {table}" in plan and f"SCAN {table} USING INDEX" not in plan
    return whole or any(
        node.get("Node Type") == "Seq Scan" and node.get("Relation Name") == table for node in nodes(plan)
    )


COUNTED = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter", "Rows Removed by Index Recheck")


def rows_looked_at(plan: str) -> float:
    """By PostgreSQL, when the statement was run."""
    found: list[float] = [node["Actual Loops"] * sum(node.get(name, 0) for name in COUNTED) for node in nodes(plan)]
    return sum(found)


def nodes(plan: str) -> Iterator[dict[str, Any]]:
    if not plan.startswith("["):
        return
    waiting = [json.loads(plan)[0]["Plan"]]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.get("Plans", [])


@pytest.fixture(scope="module", params=KINDS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Copied]]:
    """A town with thousands of actions, few of them late, and what the database's planner knows about them: made once,
    and copied for each test.
    """
    databases: Databases
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        databases = Sqlite(tmp_path_factory.mktemp("crowd"), f"sqlite:///{template}")
    else:
        server = request.getfixturevalue("postgres")
        databases = Postgres(server.url, server.database(server.template))
    with databases.copy(databases.template) as url:
        with closing(SqlStore.open(url)) as store:
            town = _town_with_a_crowd(store)
        _analyze(url)
        yield town, lambda: databases.copy(url)


def _town_with_a_crowd(store: SqlStore) -> Town:
    dues = [Due.on(TODAY + timedelta(days=days)) for days in range(1, 400)] + [Due.on(TODAY - timedelta(days=9))]
    town = builders.town(store, actions=300, dues=dues)
    people = [builders.person(town.organisation, f"Person {number}") for number in range(50)]
    with writing(store, town) as uow:
        for each in people:
            uow.people.add(each)
    for number in range(4):
        builders.add_plan(store, builders.plan(town.organisation, f"P{number}", actions=400, dues=dues, people=people))
    return town


def _analyze(url: str) -> None:
    engine = make_engine(url, patient=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


@pytest.fixture
def crowded_url(full: tuple[Town, Copied]) -> Iterator[str]:
    with full[1]() as url:
        yield url


@pytest.fixture
def crowd(full: tuple[Town, Copied], crowded_url: str) -> Iterator[tuple[Town, Explain]]:
    engine = make_engine(crowded_url, patient=True)
    yield full[0], Explain(engine)
    engine.dispose()


VIEWS = {
    view: ({"drafts": ["a", "b"]} if "DRAFTS" in view.name else {}) | ({"own": "a b"} if "LIVE" in view.name else {})
    for view in View
    if view is not View.NOTHING
}


@pytest.mark.parametrize("view", [View.LIVE, View.LIVE_AND_DRAFTS, View.EVERYTHING])
def test_overdue_comes_in_the_order_of_its_index(crowd: tuple[Town, Explain], view: View) -> None:
    town, explain = crowd
    values = {"organisation": town.id, "today": TODAY, "size": 10, "skipped": 0} | VIEWS[view]
    page, count = overdue_statements(view, one_plan=False)
    plan = explain(page, **values)
    assert "ix_actions_open_by_due" in plan
    assert not sorts(plan)
    assert "ix_actions_open" in explain(count, **values)
    page, _ = overdue_statements(view, one_plan=True)
    plan = explain(page, plan=town.plan.id, **values)
    assert "ix_actions_open" in plan
    assert not scans(plan, "actions")


def test_mine_reads_only_my_actions(crowd: tuple[Town, Explain]) -> None:
    town, explain = crowd
    plan = explain(
        of_person_statement(View.LIVE), organisation=town.id, people=[town.lead.id], statuses=["open"], own=""
    )
    assert "ix_leads_organisation_id_person_id" in plan
    assert "ix_action_leads_organisation_id_lead_id_action_id" in plan
    for table in ("actions", "action_leads", "leads"):
        assert not scans(plan, table), plan


def test_what_waits_for_an_answer_comes_from_its_index(crowd: tuple[Town, Explain]) -> None:
    town, explain = crowd
    values = {"organisation": town.id, "size": 200, "own": ""}
    for one_plan in (False, True):
        plan = explain(waiting_statement(View.LIVE, one_plan=one_plan), plan=town.plan.id, **values)
        assert "ix_actions_waiting" in plan, plan
        assert not scans(plan, "actions")


def test_the_sweep_reads_only_what_is_late_and_not_announced(crowd: tuple[Town, Explain]) -> None:
    town, explain = crowd
    values = {
        "organisation": town.id,
        "plan": town.plan.id,
        "follow": "f",
        "workspace": town.workspace.id,
        "channel": "C1",
        "today": TODAY,
    }
    for lock in (False, True):
        page, count = newly_overdue_statements(View.EVERYTHING, lock=lock)
        assert "ix_actions_to_announce" in explain(page, size=1000, **values)
    assert "ix_actions_to_announce" in explain(count, **values)


def test_the_relay_reads_only_what_is_due(crowd: tuple[Town, Explain], crowded_url: str) -> None:
    with closing(SqlStore.open(crowded_url)) as store:
        _reads_only_what_is_due(store, *crowd, crowded_url)


def _reads_only_what_is_due(store: SqlStore, town: Town, explain: Explain, url: str) -> None:
    with writing(store, town) as uow:
        for number in range(400):
            to = Destination(Platform.SLACK, "T", f"C{number}")
            uow.outbox.put(key=str(number), destination=to, reply=say("x"))
    for _ in range(40):
        for posting in store.claim("me", lease_seconds=60, limit=10):
            store.sent(posting, "me", "1")
    _analyze(url)
    places = {"whole_platforms": ["teams"], "places": ["slack t"]}
    for some, values in ((False, {}), (True, places)):
        plan = explain(CANDIDATES[False, some], now=NOW, size=10, **values)
        assert "ix_outbox_d" in plan
        assert not scans(plan, "outbox"), plan
    # Many come due at once, and the statistics still say that nothing does: each is looked at a few times, not with
    # each other one.
    many = 300
    with writing(store, town) as uow:
        for number in range(many):
            uow.outbox.put(
                key=f"new {number}", destination=Destination(Platform.SLACK, "T", f"C{number}"), reply=say("x")
            )
    for some, values in ((False, {}), (True, places)):
        plan = explain.run(CANDIDATES[False, some], now=datetime.now(UTC) + timedelta(hours=1), size=10, **values)
        assert rows_looked_at(plan) < 12 * many, plan
        assert (
            plan.startswith("[") or "ix_outbox_destination (organisation_id=? AND platform=? AND workspace=?" in plan
        ), plan


class Count:
    """Statements sent by a store."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, _c: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        self.statements.append(sql)


@pytest.fixture
def count() -> Iterator[Count]:
    """Every statement that any engine runs from now on."""
    counter = Count()
    event.listen(Engine, "before_cursor_execute", counter)
    yield counter
    event.remove(Engine, "before_cursor_execute", counter)


def test_a_hundred_actions_are_stored_with_a_handful_of_statements(store: SqlStore, count: Count) -> None:
    town = builders.town(store)
    contents = builders.plan(town.organisation, "BIG", actions=100, state=PlanState.DRAFT)
    count.statements.clear()
    builders.add_plan(store, contents)
    assert len(count.statements) <= 14


def test_people_wait_for_few_statements(store: SqlStore, count: Count) -> None:
    town = builders.town(store, actions=20)
    with store.reading(town.id) as uow:
        uow.see_with(Sight(live=True))
        count.statements.clear()
        uow.actions.of_person(town.lead.id, statuses=frozenset({"open"}))
        assert len(count.statements) == 1
        count.statements.clear()
        uow.actions.overdue(TODAY)
        assert len(count.statements) == 2
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        count.statements.clear()
        action = uow.actions.by_key("NRP-1")
        assert action is not None
        changed, happened = action.judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
        uow.actions.save(changed, because=happened)
        assert len(count.statements) <= 6


@pytest.fixture
def young(sqlite_template: Path, tmp_path: Path) -> Iterator[Explain]:
    """Nobody runs ANALYZE in a council's database: the shape of the query alone must lead to the indexes."""
    path = tmp_path / "young.db"
    shutil.copyfile(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}", patient=True)
    yield Explain(engine)
    engine.dispose()


def test_mine_reads_only_my_actions_in_sqlite_without_statistics(young: Explain) -> None:
    plan = young(of_person_statement(View.LIVE), organisation="o", people=["p"], statuses=["open"], own="")
    assert "ix_leads_organisation_id_person_id (organisation_id=? AND person_id=?)" in plan
    assert "ix_action_leads_organisation_id_lead_id_action_id (organisation_id=? AND lead_id=?)" in plan


def test_a_way_back_does_not_read_all_that_somebody_ever_did(young: Explain) -> None:
    for wanted in (["a"], ["a", "b", "c"], [f"a{number}" for number in range(10)]):
        plan = young(completions_statement(View.LIVE), organisation="o", actions=wanted, person="p", since=NOW, own="")
        assert "ix_history_organisation_id_action_id_sequence" in plan, plan


@pytest.mark.parametrize("of_plans", [False, True])
def test_what_changed_lately_does_not_read_all_that_ever_happened(young: Explain, of_plans: bool) -> None:
    statement = lately_statement(View.LIVE, of_plans=of_plans)
    plan = young(statement, organisation="o", wanted=["a", "b"], person="p", since=NOW, own="", size=5)
    assert "ix_history_organisation_id_action_id_sequence" in plan, plan
