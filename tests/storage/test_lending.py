"""Connections that stay open between requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database, StorageError, make_engine
from storage.lending import Lender
from storage.store import SqlStore


@pytest.fixture
def lender(tmp_path: Path) -> Lender:
    return Lender(make_engine(f"sqlite:///{tmp_path / 'few.db'}", reading=True))


def test_the_last_one_goes_first_and_nobody_shares(lender: Lender) -> None:
    with lender.lent() as first, lender.lent() as second:
        assert first is not second
        assert first.execute(text("SELECT 1")).scalar() == 1
    with lender.lent() as again:
        assert again is first
        assert not again.in_transaction()
    lender.close()


def test_where_one_is_lost_the_idle_ones_go_too(lender: Lender) -> None:
    with lender.lent() as first, lender.lent():
        pass
    with lender.lent() as lost:
        assert lost is first
        lost.invalidate()
    with lender.lent() as one, lender.lent() as other:
        assert not {id(one), id(other)} & {id(lost)}
        assert one.execute(text("SELECT 1")).scalar() == 1
    lender.close()


def test_what_comes_back_late_is_closed(lender: Lender) -> None:
    with lender.lent() as late:
        lender.close()
        assert late.execute(text("SELECT 1")).scalar() == 1
    assert late.closed
    with lender.lent() as after:
        assert after is not late


def test_an_error_leaves_nothing_behind_for_the_next(store: SqlStore) -> None:
    database: Database = store._database

    def fail() -> None:
        with database.writing() as connection:
            connection.execute(text("CREATE TABLE words (word TEXT)"))
            connection.execute(text("INSERT INTO words VALUES ('lost')"))
            connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(StorageError):
        fail()
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE words (word TEXT)"))
        assert connection.execute(text("SELECT count(*) FROM words")).scalar() == 0
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM words")).scalar() == 0
