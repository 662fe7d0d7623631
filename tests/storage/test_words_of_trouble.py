"""What a database in trouble is said to be: a kind error that says what is wrong, and never one of ours."""

from __future__ import annotations

import pytest

from domain.errors import Unavailable
from domain.people import EVERYTHING
from storage.store import SqlStore
from tests import builders


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # a file is tested with the doctor
def test_a_read_only_database_is_said_to_be_one_and_serves_who_only_reads(database_url: str) -> None:
    town = _town(database_url)
    mark = "&" if "?" in database_url else "?"
    store = SqlStore.open(f"{database_url}{mark}options=-c%20default_transaction_read_only%3Don")
    try:
        with store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            assert len(uow.plans.all()) == 1
        with pytest.raises(Unavailable, match="read-only"):
            _add_somebody(store, town)
    finally:
        store.close()


def _add_somebody(store: SqlStore, town: builders.Town) -> None:
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        uow.people.add(builders.person(town.organisation, "Ann Hall"))


def _town(url: str) -> builders.Town:
    store = SqlStore.open(url)
    try:
        return builders.town(store)
    finally:
        store.close()
