"""Alembic's way in. It is given an open connection by `storage.migrate`, and makes none of its own."""

from __future__ import annotations

from alembic import context

from storage.migrate import COMPARING
from storage.schema import metadata


def run() -> None:
    """Run the steps in one transaction: all of them or none."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, **COMPARING)
    context.run_migrations()


run()
