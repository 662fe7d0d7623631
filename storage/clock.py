"""The database's own clock."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select

from storage.prepared import execute
from storage.types import Moment

_POSTGRES = select(func.clock_timestamp(type_=Moment))
_TURN = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("turn"))))


def database_now(connection: Connection, *, turn: str | None = None) -> datetime:
    """What time the database has. With `turn`, wait first until nobody else is in a transaction of that name, and
    stay in it until the end: on SQLite a writing transaction is alone anyway, and its clock is this machine's.
    """
    if connection.dialect.name == "sqlite":
        return datetime.now(UTC)
    if turn is not None:
        execute(connection, _TURN, {"turn": turn})
    now: datetime = execute(connection, _POSTGRES, {}).scalar()
    return now
