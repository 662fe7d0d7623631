"""What nobody needs any more goes after its time, in batches; what keeps a promise stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, Table, func, insert, select

from domain.ids import new_id
from domain.people import Platform
from domain.posting import Destination
from domain.reminders.records import News, Notice
from domain.views import say
from storage import store as store_module
from storage.database import make_engine
from storage.schema import announcements, history, notices, outbox
from storage.store import SqlStore
from storage.tidying import BATCH, RULES
from tests import builders
from tests.builders import NOW, Town
from tests.storage.helpers import reading, writing

A_DAY = timedelta(days=1)


@pytest.fixture
def town(store: SqlStore) -> Town:
    return builders.town(store)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url, patient=True)
    yield made
    made.dispose()


def rows(engine: Engine, table: Table) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def queue(store: SqlStore, town: Town, *keys: str) -> None:
    with writing(store, town) as uow:
        for key in keys:
            uow.outbox.put(key=key, destination=Destination(Platform.SLACK, "T1", key), reply=say("Words."))


def test_messages_that_were_sent_go_after_a_month_and_no_others(store: SqlStore, town: Town, engine: Engine) -> None:
    queue(store, town, "sent", "dead", "doubtful")
    taken = {posting.key: posting for posting in store.claim("me", lease_seconds=60)}
    assert store.sent(taken["sent"], "me", "1")
    assert store.give_up(taken["dead"], "me", reason="channel_not_found")
    queue(store, town, "waiting")
    now = datetime.now(UTC)
    assert store.forget(now + 29 * A_DAY) == 0
    assert store.forget(now + 31 * A_DAY) == 1
    assert store.forget(now + 4000 * A_DAY) == 0, "who waits, and what a person should see, stays"
    assert rows(engine, outbox) == 3


def test_what_was_told_loses_its_words_at_once_and_goes_after_three_months(
    store: SqlStore, town: Town, engine: Engine
) -> None:
    with writing(store, town) as uow:
        for key in ("role:1:x", "silent:1:x", "role:2:x"):
            about = {"reply": say("Something sensitive.").model_dump(mode="json")}
            uow.reminders.notify(Notice(key, town.lead.id, News.WORD, about, NOW))
        uow.reminders.told_of(["role:1:x", "silent:1:x"], NOW)
    with engine.connect() as connection:
        kept = {row.key: row.about for row in connection.execute(select(notices))}
    assert (kept["role:1:x"], kept["silent:1:x"]) == ({}, {})
    assert store.forget(NOW + 89 * A_DAY) == 0
    assert store.forget(NOW + 91 * A_DAY) == 1
    with reading(store, town) as uow:
        assert [one.key for one in uow.reminders.notices(town.lead.id)] == ["role:2:x"]
    with writing(store, town) as uow:
        again = Notice("silent:1:x", town.lead.id, News.WORD, {}, NOW)
        assert not uow.reminders.notify(again), "what is told once for ever is remembered"


def test_many_rows_go_in_batches(store: SqlStore, town: Town, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(store, town, "one")
    (posting,) = store.claim("me", lease_seconds=60)
    store.sent(posting, "me", "1")
    with engine.begin() as connection:
        made = dict(connection.execute(select(outbox)).one()._mapping)
        made.pop("sequence")
        more = [made | {"id": new_id(), "key": f"k{number}"} for number in range(2 * BATCH)]
        connection.execute(insert(outbox), more)
    later = datetime.now(UTC) + 31 * A_DAY
    monkeypatch.setattr(store_module, "MOST_BATCHES", 1)
    assert store.forget(later) == BATCH
    monkeypatch.setattr(store_module, "MOST_BATCHES", 20)
    assert store.forget(later) == BATCH + 1
    assert rows(engine, outbox) == 0


def test_history_and_the_ledgers_are_never_touched(store: SqlStore, town: Town, engine: Engine) -> None:
    before = rows(engine, history)
    store.forget(NOW + 10_000 * A_DAY)
    assert rows(engine, history) == before > 0
    ours = {str(rule.statement.table) for rule in RULES}
    assert not ours & {"history", "actions", "plans", "progress_notes", announcements.name, "told", "people"}
