"""The steps give the tables that the schema says, all at once or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    create_engine,
    func,
    inspect,
    select,
)

from storage import migrate
from storage.database import make_engine, normal_url
from storage.migrate import State
from storage.schema import metadata
from storage.store import SqlStore
from tests import builders

EACH = pytest.mark.parametrize("empty_database_url", ["sqlite", "postgresql"], indirect=True)


def execute(url: str, *statements: str) -> None:
    engine = make_engine(url, patient=True)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def tables(url: str) -> set[str]:
    engine = create_engine(normal_url(url))
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def test_the_steps_and_the_schema_are_the_same(database_url: str) -> None:
    assert migrate.differences(database_url) == []


def test_a_difference_would_be_noticed(database_url: str) -> None:
    execute(database_url, "DROP INDEX ix_actions_to_announce", "ALTER TABLE plans DROP COLUMN source_name")
    assert len(migrate.differences(database_url)) == 2


def test_partial_indexes_have_the_schemas_conditions(database_url: str) -> None:
    """Comparing the metadata does not look at them, and without them the sweep and the relay crawl."""
    engine = create_engine(normal_url(database_url))
    kind = engine.dialect.name
    expected = {
        index.name: str(condition.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True}))
        for table in metadata.tables.values()
        for index in table.indexes
        if (condition := index.dialect_options[kind]["where"]) is not None
    }
    scratch = {}
    with engine.begin() as connection:
        for name in expected:
            if kind == "sqlite":
                sql = "SELECT sql FROM sqlite_master WHERE name = ?"
                made = connection.exec_driver_sql(sql, (name,)).scalar_one()
            else:
                made = connection.exec_driver_sql("SELECT pg_get_indexdef(%s::regclass)", (name,)).scalar_one()
            scratch[name] = _plain(made.partition(" WHERE ")[2])
    engine.dispose()
    assert len(expected) >= 7
    assert scratch == {name: _plain(condition) for name, condition in expected.items()}


def _plain(condition: str) -> str:
    for old, new in (("::text", ""), ("<>", "!="), ("(", ""), (")", "")):
        condition = condition.replace(old, new)
    table_free = condition
    for table in metadata.tables:
        table_free = table_free.replace(f"{table}.", "")
    return " ".join(table_free.split())


@EACH
def test_a_database_is_empty_then_up_to_date(empty_database_url: str) -> None:
    assert migrate.current_state(empty_database_url) is State.EMPTY
    migrate.upgrade(empty_database_url)
    assert migrate.current_state(empty_database_url) is State.UP_TO_DATE
    migrate.upgrade(empty_database_url)
    assert set(metadata.tables) < tables(empty_database_url)


def test_asking_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert migrate.current_state(f"sqlite:///{path}") is State.EMPTY
    assert not path.exists()


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    assert migrate.current_state(database_url) is State.AHEAD
    with pytest.raises(ValueError, match="newer than this version"):
        migrate.upgrade(database_url)


@EACH
def test_somebody_elses_tables_are_left_alone(empty_database_url: str) -> None:
    execute(empty_database_url, "CREATE TABLE people (name TEXT)")
    assert migrate.current_state(empty_database_url) is State.FOREIGN
    with pytest.raises(ValueError, match="a database of its own"):
        migrate.upgrade(empty_database_url)
    assert tables(empty_database_url) == {"people"}


@EACH
def test_an_upgrade_that_fails_changes_nothing(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    really = command.upgrade

    def fails_at_the_end(*args: object, **options: object) -> None:
        really(*args, **options)  # type: ignore[arg-type]  # passed through
        raise OSError("the power went")

    monkeypatch.setattr(command, "upgrade", fails_at_the_end)
    with pytest.raises(OSError, match="the power went"):
        migrate.upgrade(empty_database_url)
    monkeypatch.undo()
    assert tables(empty_database_url) == set()
    migrate.upgrade(empty_database_url)
    assert migrate.current_state(empty_database_url) is State.UP_TO_DATE


@EACH
def test_replicas_that_start_together_do_not_collide(empty_database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(migrate.upgrade, empty_database_url) for _ in range(4)]:
            done.result()
    assert migrate.current_state(empty_database_url) is State.UP_TO_DATE


def test_the_steps_travel_inside_the_package(tmp_path: Path) -> None:
    """What is installed has no `alembic.ini` and no checkout beside it."""
    root = Path(migrate.__file__).parent.parent
    for package in ("domain", "storage"):
        shutil.copytree(root / package, tmp_path / "installed" / package)
    script = "from storage.migrate import *; u = 'sqlite:///new.db'; upgrade(u); print(current_state(u))"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip() == "up to date", ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights than these")
def test_a_new_file_and_its_folder_are_for_our_eyes_only(tmp_path: Path) -> None:
    file = tmp_path / "data" / "actionlog" / "actions.db"
    migrate.upgrade(f"sqlite:///{file}")
    store = SqlStore.open(f"sqlite:///{file}")
    builders.town(store)  # now the write-ahead log stands beside it
    rights = {each.name: stat.filemode(each.stat().st_mode) for each in (file.parent, *file.parent.iterdir())}
    store.close()
    assert len(rights) > 2
    assert rights.pop("actionlog") == "drwx------"
    assert set(rights.values()) == {"-rw-------"}


def test_a_file_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ValueError, match="can't be made"):
        migrate.upgrade(f"sqlite:///{tmp_path / 'file' / 'actions.db'}")


@EACH
def test_a_step_that_rebuilds_a_table_loses_nothing(empty_database_url: str) -> None:
    """SQLite drops and copies what it alters: what points there must not go with it."""
    engine = make_engine(empty_database_url, patient=True)
    config = migrate._config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        known = MetaData()
        known.reflect(connection)
        rows = {}
        for table in known.sorted_tables:
            if table.name != "alembic_version":
                rows[table.name] = 1
                connection.execute(
                    table.insert(), {c.name: _something(c) for c in table.columns if c.name != "sequence"}
                )
    engine.dispose()
    migrate.upgrade(empty_database_url)
    engine = make_engine(empty_database_url, patient=True)
    with engine.connect() as connection:
        left = {name: connection.scalar(select(func.count()).select_from(known.tables[name])) for name in rows}
    engine.dispose()
    assert left == rows


def _something(column: Column[Any]) -> Any:
    """A value that fits the column; every text is the same, so that every reference is right."""
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, DateTime):
        return builders.NOW
    if isinstance(column.type, Date):
        return builders.TODAY
    if isinstance(column.type, LargeBinary):
        return b"x"
    return 1 if isinstance(column.type, Integer) else "[]"  # text that is plain data too
