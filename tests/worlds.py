"""The demonstration's world for tests, always on the same quiet day.

The bot in it looks at its clock by itself: where a world began now, then on a Monday, or at nine in the morning, posts
and reminders would come in among the answers that a test waits for.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from bot.playground.demo import read_demo_plan
from bot.playground.world import World
from tests.conftest import migrated_sqlite

SUNDAY = datetime(2029, 1, 7, 10, 30, tzinfo=UTC)
"""Nobody is told anything until Monday. It lies ahead, because a world's clock can only be moved forward."""


def a_world(folder: Path, *, database_url: str | None = None) -> AbstractContextManager[World]:
    """The sample plan, live in a channel of each platform."""
    if database_url is None:
        (file := folder / "world.db").write_bytes(migrated_sqlite())
        database_url = f"sqlite:///{file}"
    draft = read_demo_plan(None, SUNDAY.date())
    return World.open(folder, draft, database_url=database_url, begins=SUNDAY)
