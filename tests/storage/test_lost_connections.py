"""A database that hangs up: after a restart of it, or in the middle of saving."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import create_engine

from domain.bus import Bus
from domain.context import AccountFacts, Inbound
from domain.errors import Unavailable
from domain.people import Platform
from domain.usecases import registry
from domain.views import Reply
from storage import database as database_module
from storage.store import SqlStore
from storage.wire import Wire
from tests import builders
from tests.faults.processes import AheadClock

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # a file can't hang up


def ask(store: SqlStore, town: builders.Town, words: str) -> Reply:
    bus = Bus(store=store, clock=AheadClock(stopped_at=builders.NOW), registry=registry)
    account = town.coordinator_account.external_id
    known = AccountFacts()
    where = town.workspace.external_id
    return bus.receive(Inbound(Platform.SLACK, where, account, "D1", said=words, delivery=words, facts=known))


def notes(store: SqlStore) -> int:
    with store._database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM progress_notes").scalar_one())


def hang_up(url: str) -> None:
    engine = create_engine(database_module.normal_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()


def test_who_asks_first_after_a_restart_is_answered(store: SqlStore, database_url: str) -> None:
    town = builders.town(store)
    for number in range(3):
        assert ask(store, town, f"update 1 word{number}").outcome == "ok"
        hang_up(database_url)
    assert ask(store, town, "mine").outcome == "ok"
    assert notes(store) == 3


@pytest.fixture
def lost_answer(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The next commit is carried out, and nobody hears of it."""
    commit, lost = Wire.commit, [0]

    def break_off(wire: Wire) -> None:
        commit(wire)
        if not lost[0]:
            lost[0] = 1
            wire._pg.finish()
            raise psycopg.OperationalError("the connection to the server is lost")

    monkeypatch.setattr(Wire, "commit", break_off)
    lost[0] = 1  # not yet
    return lost


def test_what_was_saved_when_it_hung_up_is_found_and_not_done_twice(store: SqlStore, lost_answer: list[int]) -> None:
    town = builders.town(store)
    ask(store, town, "mine")
    lost_answer[0] = 0
    reply = ask(store, town, "update 1 the survey went out")
    assert reply.outcome == "ok"
    assert "Progress noted" in reply.text
    assert notes(store) == 1


def test_where_it_can_not_be_found_out_nobody_says_that_nothing_was_saved(
    store: SqlStore, lost_answer: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    town = builders.town(store)
    ask(store, town, "mine")
    find = SqlStore.find_workspace

    def away(store: SqlStore, platform: Platform, external_id: str) -> object:
        if lost_answer[0]:
            raise Unavailable("it is starting")
        return find(store, platform, external_id)

    lost_answer[0] = 0
    monkeypatch.setattr(SqlStore, "find_workspace", away)
    assert "can't say whether it was saved" in ask(store, town, "update 1 the survey went out").text
