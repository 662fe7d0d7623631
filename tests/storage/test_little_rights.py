"""A user of PostgreSQL that may not make tables, or not use those that another made: said in words, at the terminal."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy.engine import make_url

from domain.errors import Unavailable
from storage import migrate
from storage.migrate import current_state
from tests.conftest import Postgres


def test_a_user_with_little_rights_is_told_of_it(postgres: Postgres) -> None:
    name, user = f"rights_{uuid4().hex}", f"little_{uuid4().hex[:8]}"
    postgres.run(f"CREATE DATABASE {name} TEMPLATE {postgres.template}")
    postgres.run(f"CREATE ROLE {user} LOGIN PASSWORD 'p'")
    url = make_url(postgres.database(name)).set(username=user, password="p").render_as_string(hide_password=False)
    try:
        for ask in (migrate.upgrade, current_state):
            with pytest.raises(Unavailable, match="own the database"):
                ask(url)
    finally:
        postgres.run(f"DROP DATABASE {name} WITH (FORCE)")
        postgres.run(f"DROP ROLE {user}")
