"""Many at once: nothing is lost, nobody hears of a lock, and what fails leaves nothing behind."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from socket import socket
from threading import Barrier

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from domain.errors import StaleWrite, Unavailable
from domain.people import SYSTEM
from domain.rag import Rag, RagValue
from domain.views import say
from storage import database as database_module
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, Town
from tests.storage.helpers import reading, writing

WRITERS = 8


def judge(store: SqlStore, town: Town, key: str, times: int) -> int:
    """Change an action so many times, each on what is true then; gives how often it had to start again."""
    again = 0
    for _ in range(times):
        while True:
            try:
                with writing(store, town) as uow:
                    action = uow.actions.by_key(key)
                    assert action is not None
                    changed, event = action.judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
                    uow.actions.save(changed, because=event)
            except StaleWrite:
                again += 1
            else:
                break
    return again


def test_eight_writers_of_one_action_lose_nothing(store: SqlStore) -> None:
    town = builders.town(store)
    with ThreadPoolExecutor(WRITERS) as pool:
        waits = [pool.submit(judge, store, town, "NRP-1", 20) for _ in range(WRITERS)]
        assert sum(each.result() for each in waits) == 0, "a locked read makes starting again unnecessary"
    with reading(store, town) as uow:
        action = uow.actions.by_key("NRP-1")
        assert action is not None
        assert action.version == 1 + 20 * WRITERS
        assert uow.history.of_action(action.id)[1] == 20 * WRITERS
        logged = uow.history.since_version(action.id, 1)
        assert [line.version for line in logged] == list(range(2, 2 + 20 * WRITERS))


def test_those_who_read_before_lose_no_update_either(store: SqlStore) -> None:
    """Read in one unit of work, written in another: the version decides, and the loser is told."""
    town = builders.town(store)
    barrier = Barrier(WRITERS)

    def once() -> bool:
        with reading(store, town) as uow:
            action = uow.actions.by_key("NRP-1")
            assert action is not None
        barrier.wait(timeout=30)
        changed, event = action.judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
        try:
            with writing(store, town) as uow:
                uow.actions.save(changed, because=event)
        except StaleWrite:
            return False
        return True

    with ThreadPoolExecutor(WRITERS) as pool:
        won = [each.result() for each in [pool.submit(once) for _ in range(WRITERS)]]
    assert won.count(True) == 1
    with reading(store, town) as uow:
        assert uow.history.of_action(town.actions[0].id)[1] == 1


def test_eight_writers_and_readers_of_a_plan(store: SqlStore) -> None:
    town = builders.town(store, actions=WRITERS)

    def read(times: int) -> None:
        for _ in range(times):
            with reading(store, town) as uow:
                assert uow.actions.overdue(builders.TODAY)[1] == WRITERS

    with ThreadPoolExecutor(WRITERS) as pool:
        waits = [pool.submit(judge, store, town, f"NRP-{n + 1}", 15) for n in range(WRITERS)]
        waits += [pool.submit(read, 15) for _ in range(4)]  # type: ignore[misc]  # only their errors matter
        for each in waits:
            each.result()
    with reading(store, town) as uow:
        assert [row.version for row in uow.actions.rows([action.id for action in town.actions])] == [16] * WRITERS


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_those_who_change_different_actions_of_a_plan_do_not_wait_for_each_other(store: SqlStore) -> None:
    town = builders.town(store)
    barrier = Barrier(3)

    def change(key: str) -> None:
        with writing(store, town) as uow:
            assert uow.plans.by_id(town.plan.id) == town.plan
            action = uow.actions.by_key(key)
            assert action is not None
            changed, event = action.judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
            barrier.wait(timeout=10)
            uow.actions.save(changed, because=event)

    with ThreadPoolExecutor(3) as pool:
        for each in [pool.submit(change, f"NRP-{n}") for n in (1, 2, 3)]:
            each.result()
    with reading(store, town) as uow:
        assert [row.version for row in uow.actions.rows([action.id for action in town.actions])] == [2, 2, 2]


def test_settings_that_another_replica_changed_a_moment_ago_are_not_overwritten(
    store: SqlStore, database_url: str
) -> None:
    town = builders.town(store)
    with closing(SqlStore.open(database_url)) as other:
        for one in (store, other):
            with reading(one, town) as uow:  # both know the settings now, and go by that for a while
                assert not uow.organisation.case_words
        with writing(store, town) as uow:
            uow.save_organisation(replace(uow.organisation, case_words=("MOS-####",)))
        with pytest.raises(StaleWrite), writing(other, town) as uow:
            uow.save_organisation(replace(uow.organisation, language="cy"))
        with writing(other, town) as uow:  # as the bus does: it tries again
            uow.save_organisation(replace(uow.organisation, language="cy"))
        with reading(other, town) as uow:
            assert (uow.organisation.case_words, uow.organisation.language) == (("MOS-####",), "cy")


def test_the_same_delivery_to_two_replicas_has_one_effect(store: SqlStore, database_url: str) -> None:
    town = builders.town(store)
    other = SqlStore.open(database_url)
    barrier = Barrier(4)

    def deliver(replica: SqlStore, answer: str) -> str:
        with reading(replica, town) as uow:
            assert uow.outcome_of("press-1") is None
        barrier.wait(timeout=30)
        try:
            with writing(replica, town) as uow:
                action = uow.actions.by_key("NRP-1")
                assert action is not None
                changed, event = action.judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
                uow.actions.save(changed, because=event)
                uow.remember_outcome("press-1", say(answer))
        except StaleWrite:
            pass
        with reading(replica, town) as uow:
            outcome = uow.outcome_of("press-1")
            assert outcome is not None
            return outcome.text

    with ThreadPoolExecutor(4) as pool:
        waits = [pool.submit(deliver, (store, other)[n % 2], f"answer {n}") for n in range(4)]
        answers = {each.result() for each in waits}
    other.close()
    assert len(answers) == 1
    with reading(store, town) as uow:
        assert uow.history.of_action(town.actions[0].id)[1] == 1


def test_an_exception_rolls_everything_back(store: SqlStore) -> None:
    town = builders.town(store)
    more = builders.plan(town.organisation, "MOR")

    def fails() -> None:
        with writing(store, town) as uow:
            action = uow.actions.by_key("NRP-1")
            assert action is not None
            changed, event = action.judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
            uow.actions.save(changed, because=event)
            note, _ = action.note("Half done", by=SYSTEM, at=NOW)
            uow.actions.add_note(note)
            uow.plans.add(more, because=builders.imported(more))
            uow.people.add(builders.person(town.organisation, "Nobody Yet"))
            uow.remember_outcome("x", say("x"))
            raise OSError("the power went")

    with pytest.raises(OSError, match="the power went"):
        fails()
    with reading(store, town) as uow:
        assert uow.actions.by_key("NRP-1") == town.actions[0]
        assert uow.history.of_action(town.actions[0].id) == ([], 0)
        assert uow.actions.notes(town.actions[0].id) == []
        assert uow.plans.by_code("MOR") is None
        assert uow.people.named("Nobody Yet") == []
        assert uow.outcome_of("x") is None


def test_a_database_that_is_locked_by_somebody_else_is_unavailable(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "LOCK_SECONDS", 0.05)
    path = tmp_path / "actions.db"
    path.write_bytes(sqlite_template.read_bytes())
    store = SqlStore.open(f"sqlite:///{path}")
    town = builders.town(store)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        judge(store, town, "NRP-1", 1)
    with reading(store, town) as uow:
        assert uow.actions.by_key("NRP-1") == town.actions[0]
    other.execute("ROLLBACK")
    other.close()
    assert judge(store, town, "NRP-1", 1) == 0
    store.close()


def test_a_file_that_is_no_database_is_unavailable_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are my notes, not a database. " * 50)
    store = SqlStore.open(f"sqlite:///{path}")
    with pytest.raises((Unavailable, database_module.StorageError)):
        store.organisations()
    assert path.read_text().startswith("These are my notes")


def test_a_server_that_is_not_there_is_unavailable() -> None:
    store = SqlStore.open("postgres://nobody:secret-word@127.0.0.1:1/none")
    with pytest.raises(Unavailable) as caught:
        store.organisations()
    assert "secret-word" not in str(caught.value)
    store.close()


def test_a_server_that_says_nothing_is_unavailable() -> None:
    """Its host swallows packets, or it is frozen: the driver has a word of its own for that."""
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        store = SqlStore.open(f"postgresql://nobody:secret-word@127.0.0.1:{silent.getsockname()[1]}/none")
        with pytest.raises(Unavailable) as caught:
            store.organisations()
        store.close()
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_is_told_that_a_database_is_not_there_hears_why(database_url: str) -> None:
    url = make_url(database_url).set(database="not-there").render_as_string(hide_password=False)
    store = SqlStore.open(url)
    with pytest.raises(Unavailable, match="no such database"):
        store.organisations()
    store.close()


OTHERS = ["mysql://host/name", "sqlite://", "sqlite:///:memory:", "what is this", "", "postgresql://a:pass@w@h:word/x"]


@pytest.mark.parametrize("url", OTHERS)
def test_other_urls_are_refused_with_an_example(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///actions\.db") as caught:
        SqlStore.open(url)
    assert "word" not in str(caught.value)


def test_errors_never_hold_what_was_sent(store: SqlStore, caplog: pytest.LogCaptureFixture) -> None:
    town = builders.town(store)
    secret = "canary-7c1f"
    again = builders.plan(town.organisation, "NRP", texts=(secret,))
    with pytest.raises(StaleWrite) as caught:
        builders.add_plan(store, again)
    assert secret not in repr(caught.value)
    with pytest.raises(database_module.StorageError) as refused, writing(store, town) as uow:
        uow.plans.add_lead(builders.lead(again.plan.id, secret))
    assert secret not in repr(refused.value)
    assert refused.value.__suppress_context__
    assert secret not in caplog.text


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_killed_connection_heals(store: SqlStore, database_url: str) -> None:
    """The server was restarted: those who were on the line are told, the next are served."""
    town = builders.town(store)
    from sqlalchemy import create_engine

    engine = create_engine(database_module.normal_url(database_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()
    failures = 0
    for _ in range(2):
        for work in (lambda: store.organisations(), lambda: judge(store, town, "NRP-1", 1)):
            try:
                work()
            except Unavailable:
                failures += 1
    assert failures <= 2
    assert store.organisations() == [town.organisation]
    assert judge(store, town, "NRP-1", 1) == 0


def test_the_file_is_kept_from_others(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no such permissions")
    store = SqlStore.open(f"sqlite:///{tmp_path / 'new' / 'folder' / 'actions.db'}")
    assert (tmp_path / "new" / "folder").stat().st_mode & 0o077 == 0
    store.close()


def test_a_full_disk_and_a_file_out_of_reach_are_said_to_be_so(tmp_path: Path) -> None:
    engine = database_module.make_engine(f"sqlite:///{tmp_path / 'small.db'}", patient=True)

    def fill() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 2")
            connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
            connection.exec_driver_sql("INSERT INTO words VALUES (?)", ("canary" * 4000,))

    with pytest.raises(SQLAlchemyError) as full:
        fill()
    engine.dispose()
    told = database_module.in_our_words(full.value)
    assert (type(told), str(told)) == (Unavailable, "its disk is full")

    (tmp_path / "folder.db").mkdir()
    store = SqlStore.open(f"sqlite:///{tmp_path / 'folder.db'}")
    with pytest.raises(Unavailable, match="can't be opened"):
        store.organisations()
    store.close()
