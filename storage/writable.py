"""Can the database be written to? A full disk and a read-only one still answer every question."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from domain.errors import Unavailable
from storage.database import FULL, READ_ONLY, in_our_words, make_engine, normal_url, sqlite_in_our_words

ROOM = 1 << 20
"""Bytes that must be free beside a SQLite file: one change with its log needs some."""
_SECONDS = 1.0
_NOT_ALLOWED = "42501"


def refuse_unwritable(url: str) -> None:
    """Write something that changes nothing.

    Raises:
        Unavailable: it can't be written to, or not be reached. Its words say why.
    """
    parsed = normal_url(url)
    if parsed.drivername == "sqlite":
        _try_sqlite(Path(str(parsed.database)))
        return
    engine = make_engine(parsed)
    try:
        with engine.connect() as connection:
            if connection.execute(text("SHOW transaction_read_only")).scalar_one() == "on":
                raise Unavailable(READ_ONLY)
            # New pages, which a full disk refuses; of a temporary table, so that nothing is logged or kept.
            connection.execute(text("CREATE TEMPORARY TABLE actionlog_probe (filling text) ON COMMIT DROP"))
            filling = "INSERT INTO actionlog_probe SELECT repeat(md5(n::text), 32) FROM generate_series(1, 64) AS n"
            connection.execute(text(filling))
            connection.rollback()
    except SQLAlchemyError as error:
        if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == _NOT_ALLOWED:
            return  # its user may make no temporary tables: then there is no telling
        raise in_our_words(error) from None
    finally:
        engine.dispose()


def _try_sqlite(file: Path) -> None:
    try:
        if shutil.disk_usage(file.parent).free < ROOM:
            raise Unavailable(FULL)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_SECONDS)) as connection:
            connection.isolation_level = None
            connection.execute("BEGIN IMMEDIATE")
            number = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute(f"PRAGMA user_version = {int(number)}")  # what it was: a page is written all the same
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return  # somebody else writes, so it can be done
        raise sqlite_in_our_words(error) from None
    except OSError:
        raise Unavailable("its folder can't be looked at") from None
