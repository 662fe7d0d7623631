"""PostgreSQL by libpq's own calls: several statements in one journey; what was put off is neither lost nor late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest
from sqlalchemy import bindparam, func, select

from domain.errors import StaleWrite
from domain.people import SYSTEM
from domain.rag import Rag, RagValue
from storage import wire as wires
from storage.database import normal_url
from storage.repositories.scope import Scope
from storage.schema import history
from storage.store import SqlStore
from storage.wire import Call, Sql, Wire
from tests import builders
from tests.builders import NOW
from tests.storage.helpers import reading, writing

MAKE = Call(Sql(b"CREATE TEMP TABLE words (number int PRIMARY KEY, word text)", keep=False))
ADD = Sql.of("INSERT INTO words VALUES (%(number)s::INTEGER, %(word)s::VARCHAR)")
WORDS = Call(Sql.of("SELECT word FROM words WHERE word NOT LIKE '%%!' ORDER BY number"))
HALF = Sql.of("SELECT 1 / %(by)s::INTEGER")


@pytest.fixture
def connection(postgres_server: str) -> Iterator[psycopg.Connection]:
    url = normal_url(postgres_server).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), prepare_threshold=None) as connection:
        yield connection


def test_a_journey_begins_the_transaction_and_what_was_done_in_it_can_be_taken_back(
    connection: psycopg.Connection,
) -> None:
    wire = Wire(connection)
    wire.run([MAKE])
    wire.commit()
    added = wire.run([Call(ADD, [1, "one"]), Call(ADD, [2, "two"]), WORDS])
    assert [(list(each.rows), each.rowcount) for each in added] == [([], 1), ([], 1), ([("one",), ("two",)], 2)]
    connection.rollback()
    assert wire.run([WORDS])[0].rows == []
    wire.run([Call(ADD, [3, "three"])])
    wire.commit()
    connection.rollback()  # too late
    assert wire.run([WORDS])[0].rows == [("three",)]


def test_what_comes_after_a_failure_is_not_executed_and_the_line_goes_on(connection: psycopg.Connection) -> None:
    wire = Wire(connection)
    wire.run([MAKE])
    wire.commit()
    with pytest.raises(psycopg.errors.DivisionByZero):
        wire.run([Call(ADD, [1, "one"]), Call(HALF, [0]), Call(ADD, [2, "two"])])
    connection.rollback()
    assert wire.run([Call(ADD, [2, "two!"]), Call(HALF, [1]), WORDS])[2].rows == []
    with pytest.raises(psycopg.errors.UniqueViolation):
        wire.run([Call(ADD, [2, "again"])])
    connection.rollback()


def test_values_come_back_as_they_went(connection: psycopg.Connection) -> None:
    wire = Wire(connection)
    sql = Sql.of(
        "SELECT %(words)s::VARCHAR, %(none)s::VARCHAR, %(number)s::BIGINT, %(flag)s::BOOLEAN, %(day)s::DATE,"
        " %(at)s::TIMESTAMP WITH TIME ZONE, %(bytes)s::BYTEA, %(words)s::VARCHAR || '%%'"
    )
    words = "½ “done” \\ ' $1 %s"
    values = [words, None, 2**40, True, date(2026, 2, 28), datetime(2026, 2, 28, 9, tzinfo=UTC), b"\0x"]
    assert len(sql.names) == 7
    for _ in range(2):  # prepared, and then again as it was prepared
        assert wire.run([Call(sql, values)])[0].rows == [(*values, f"{words}%")]


def test_of_prepared_statements_only_so_many_are_kept(
    connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wires, "_MOST_PREPARED", 3)
    wire = Wire(connection)
    statements = [Sql.of(f"SELECT {number}, %(word)s::VARCHAR") for number in range(8)]
    for _ in range(2):
        for number, sql in enumerate(statements):
            assert wire.run([Call(sql, ["x"])])[0].rows == [(number, "x")]
    count = connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()
    assert count == (3,)


def test_a_line_that_is_cut_is_no_answer(connection: psycopg.Connection) -> None:
    wire = Wire(connection)
    hang_up = Call(Sql(b"SELECT pg_terminate_backend(pg_backend_pid())", keep=False))
    with pytest.raises(psycopg.OperationalError):
        wire.run([hang_up, WORDS])
    assert connection.broken
    with pytest.raises(psycopg.OperationalError):
        wire.run([Call(HALF, [1])])


_COUNT = select(func.count()).select_from(history).where(history.c.action_id == bindparam("action"))


def test_what_was_put_off_is_there_for_whoever_looks_next(store: SqlStore) -> None:
    town = builders.town(store)
    with writing(store, town) as uow:
        action = uow.actions.by_key("NRP-1")
        assert action is not None
        changed, event = action.judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
        changed = uow.actions.save(changed, because=event)
        assert [each.event.id for each in uow.history.of_action(action.id)[0]] == [event.id]
        again, second = changed.judge(Rag.of(RagValue.AMBER), by=SYSTEM, at=NOW)
        uow.actions.save(again, because=second)
        assert uow.actions.by_key("NRP-1") is not None
        scope: Scope = uow._scope  # type: ignore[attr-defined]  # looked at from within
        assert scope.connection.execute(_COUNT, {"action": action.id}).scalar() == 2


def test_somebody_who_was_there_first_is_heard_of_before_the_end(store: SqlStore) -> None:
    town = builders.town(store)

    def judge_twice_from_one_version() -> None:
        with writing(store, town) as uow:
            action = uow.actions.by_key("NRP-1")
            assert action is not None
            for colour in (RagValue.RED, RagValue.AMBER):
                changed, event = action.judge(Rag.of(colour), by=SYSTEM, at=NOW)
                uow.actions.save(changed, because=event)

    with pytest.raises(StaleWrite):
        judge_twice_from_one_version()
    with reading(store, town) as uow:
        found, count = uow.history.of_action(town.actions[0].id)
        assert (list(found), count) == ([], 0)
