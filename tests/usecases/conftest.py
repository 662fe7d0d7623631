"""Stories share one database of each kind: every story has its own organisation, and sees nothing of the others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from uuid import uuid4

import pytest

from storage.store import SqlStore
from tests.conftest import KINDS, Postgres


@pytest.fixture(scope="session", params=KINDS)
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """A store for tests that look at their own organisation only."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("stories") / "stories.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        url = f"sqlite:///{path}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        name = f"stories_{uuid4().hex}"
        server.run(f"CREATE DATABASE {name} TEMPLATE {server.template}")
        url = server.database(name)
    store = SqlStore.open(url)
    yield store
    store.close()
    if request.param != "sqlite":
        server.run(f"DROP DATABASE {name} WITH (FORCE)")
