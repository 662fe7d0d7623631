"""The connection to SQLite or PostgreSQL: one engine for reading, one for writing, and their errors in our words.

Reading is in autocommit: a request reads a few rows, and a transaction around them would cost two round trips.
Writing is one transaction. Both engines are safe to use from many threads.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.errors import ConnectionLost, StaleWrite, Unavailable
from storage.lending import Lender
from storage.prepared import as_sqlalchemy_says
from storage.wire import Wire

POOL_SIZE = 8
POOL_SECONDS = 1.5
STATEMENT_SECONDS = 1.9
LOCK_SECONDS = 1.5
CONNECT_SECONDS = 2
READER_KILOBYTES = 8_000
"""Of the file that each reading connection to SQLite may remember; 2,000 hold no list of a large council's."""
WRITER_KILOBYTES = 16_000
"""The same of the one that writes. It forgets nothing when something is written, as readers do; with SQLite's own 2,000
each change asked the system for thirty pages."""

_SQLITE_UNAVAILABLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CORRUPT,
    }
)
FULL = "its disk is full"
READ_ONLY = "it takes no changes just now (it is read-only)"
_SQLITE_WORDS = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: "its file can't be written to",
    sqlite3.SQLITE_NOTADB: "its file is no SQLite database",
    sqlite3.SQLITE_CORRUPT: "its file is damaged; please put the last backup in its place",
    sqlite3.SQLITE_CANTOPEN: "its file can't be opened; its folder must be writable too",
}
_SQLITE_DUPLICATE = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})
# SQLSTATE classes and codes: connection, resources, operator intervention, system, lock not available.
_POSTGRES_UNAVAILABLE = ("08", "53", "57", "58", "55P03", "25P03", "25006", "42501")
_POSTGRES_WORDS = {
    "53100": FULL,
    "53200": "it is out of memory",
    "53300": "all of its connections are taken",
    "25006": READ_ONLY,
    "42501": "its user may not use or make the tables; it has to own the database",
    "57014": "it took too long",
    "55P03": "somebody else held what was to be changed for too long",
}
_POSTGRES_HUNG_UP = ("57P01", "57P02")
_POSTGRES_RACE = ("40001", "40P01", "23505")


class StorageError(Exception):
    """The database refused what should never have been asked. It names the rule and never the values."""


def normal_url(url: str) -> URL:
    """The URL in the form that we use: `postgres://` and `postgresql://` speak through psycopg 3.

    Raises:
        ValueError: it is not a SQLite file or a PostgreSQL database.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number: the error would quote what may be a password
        raise ValueError(
            "The database URL can't be read. Examples: sqlite:///actions.db, postgresql://host/name"
        ) from None
    match parsed.drivername:
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return parsed.set(drivername="postgresql+psycopg")
        case "sqlite" | "sqlite+pysqlite":
            if not parsed.database or parsed.database == ":memory:" or parsed.database.startswith("file:"):
                raise ValueError("A SQLite database must be a file, such as sqlite:///actions.db")
            return parsed.set(drivername="sqlite")
    raise ValueError("The database must be SQLite (sqlite:///actions.db) or PostgreSQL (postgresql://host/name).")


def make_engine(url: str | URL, *, reading: bool = False, patient: bool = False) -> Engine:
    """An engine for reading or writing. A `patient` one has no time-outs and no pool: for migrations and bulk loads."""
    parsed = normal_url(url) if isinstance(url, str) else url
    options: dict[str, Any] = {"hide_parameters": True}
    if not patient:
        options |= {"pool_size": POOL_SIZE, "max_overflow": 2, "pool_timeout": POOL_SECONDS}
        options |= {"pool_reset_on_return": None}  # who reads has no transaction, and `Database.writing` ends its own
    if parsed.drivername == "sqlite":
        return _sqlite_engine(parsed, options, reading=reading, patient=patient)
    return _postgres_engine(parsed, options, reading=reading, patient=patient)


def _sqlite_engine(url: URL, options: dict[str, Any], *, reading: bool, patient: bool) -> Engine:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The driver's own BEGIN is switched off: it would come late, and a late lock is a lock refused.
    connect: dict[str, Any] = {
        "isolation_level": None,
        "check_same_thread": False,
        "timeout": 30 if patient else LOCK_SECONDS,
    }
    engine = create_engine(url, connect_args=connect, **options)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        _write_ahead(connection, seconds=connect["timeout"])
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if reading:
            connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{READER_KILOBYTES if reading else WRITER_KILOBYTES}")

    if not reading:

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            driver = cast("sqlite3.Connection", connection.connection.driver_connection)
            if driver.in_transaction:  # `transaction` has begun it
                return
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                raise as_sqlalchemy_says(error, connection) from error

    return engine


def _write_ahead(connection: sqlite3.Connection, *, seconds: float) -> None:
    """Switch to WAL. Two processes that meet a new file at once may both try, and then SQLite refuses one at once: for
    this statement it does not wait by itself.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _postgres_engine(url: URL, options: dict[str, Any], *, reading: bool, patient: bool) -> Engine:
    given = str(url.query.get("options", ""))
    knobs = {"idle_in_transaction_session_timeout": "10s"}
    connect: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "actionlog",
        # psycopg forgets what it prepared with DEALLOCATE ALL, and what `storage.wire` prepared would go with it.
        "prepare_threshold": None,
    }
    if not patient:
        knobs |= {
            "statement_timeout": f"{round(STATEMENT_SECONDS * 1000)}",
            "lock_timeout": f"{round(LOCK_SECONDS * 1000)}",
        }
        connect["tcp_user_timeout"] = round(STATEMENT_SECONDS * 1000)
    if reading:
        knobs["default_transaction_read_only"] = "on"
        options["isolation_level"] = "AUTOCOMMIT"
    connect["options"] = " ".join([given, *(f"-c {name}={value}" for name, value in knobs.items())]).strip()
    url = url.difference_update_query(["options"]) if given else url
    return create_engine(url, connect_args=connect, **options)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """A transaction on a connection of a writing engine, committed at the end of the block; an exception rolls it back.

    SQLite's begins at once, for there is one who writes; PostgreSQL's with the first statement, on its journey.
    SQLAlchemy's own costs several times as much as the database does for it.
    """
    pooled = connection.connection
    errors = connection.dialect.loaded_dbapi.Error
    driver: Any = pooled.dbapi_connection
    on_sqlite = connection.dialect.name == "sqlite"
    try:
        if on_sqlite:
            driver.execute("BEGIN IMMEDIATE")
        yield
        if on_sqlite:
            driver.execute("COMMIT")
        else:
            Wire.of(pooled).commit()
    except BaseException as error:
        said = as_sqlalchemy_says(error, connection) if isinstance(error, errors) else error
        if not connection.invalidated:
            try:
                driver.rollback()
            except errors:
                connection.invalidate()
        raise said from error.__cause__ if said is error else error


def in_our_words(error: SQLAlchemyError, *, writing: bool = True) -> Exception:
    """What a database's error means. The values that were sent are never in it.

    `Unavailable`: try later; `ConnectionLost`: perhaps at once. `StaleWrite`: somebody was there at the same time, try
    again from the start.
    """
    if isinstance(error, PoolTimeout):
        return Unavailable("no connection was free")
    if not isinstance(error, DBAPIError):
        return StorageError(type(error).__name__)
    if isinstance(error.orig, sqlite3.Error):
        return sqlite_in_our_words(error.orig, writing=writing)
    code = getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated or code in _POSTGRES_HUNG_UP:
        return ConnectionLost(_why_unreachable(error.orig))
    if code is None and _is_operational(error.orig):
        return Unavailable(_why_unreachable(error.orig))
    code = str(code)
    if code.startswith(_POSTGRES_RACE):
        return StaleWrite(_named(error.orig, code))
    if code.startswith(_POSTGRES_UNAVAILABLE) and not (code == "25006" and not writing):
        return Unavailable(_POSTGRES_WORDS.get(code, f"the database answered {code}"))
    return StorageError(f"{type(error.orig).__name__} {_named(error.orig, code)}")


def _is_operational(error: BaseException | None) -> bool:
    """Is it the driver's word for trouble with the connection, or one of its kinds (`ConnectionTimeout`)?"""
    return any(kind.__name__ == "OperationalError" for kind in type(error).__mro__)


_UNREACHABLE = (
    ("password authentication failed", "it refuses the user's name or password"),
    ("no pg_hba.conf entry", "it does not let this user in from this machine (pg_hba.conf)"),
    ("no password supplied", "it wants a password"),
    ("does not exist", "there is no such database or user on the server"),
    ("Connection refused", "nothing listens at its address and port"),
    ("resolve host", "its host name is not known"),
    ("timeout expired", "it does not answer"),
    ("too many clients", "all of its connections are taken"),
    ("too many connections", "all of its connections are taken"),
    ("remaining connection slots", "all of its connections are taken"),
    ("is starting up", "it is starting"),
    ("is shutting down", "it is shutting down"),
    ("in recovery mode", "it recovers from a crash"),
)


def _why_unreachable(error: BaseException | None) -> str:
    """The reason in our own words: what the driver says may quote the URL."""
    said = str(error)
    return next((words for sign, words in _UNREACHABLE if sign in said), "the database can't be reached")


def _named(error: BaseException | None, code: str) -> str:
    rule = getattr(getattr(error, "diag", None), "constraint_name", None)
    return f"{code} {rule}" if rule else code


def sqlite_in_our_words(error: sqlite3.Error, *, writing: bool = True) -> Exception:
    """The same of SQLite's own errors."""
    code = getattr(error, "sqlite_errorcode", 0)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if code in _SQLITE_DUPLICATE:
        return StaleWrite(name)
    primary = code & 0xFF
    if primary in _SQLITE_UNAVAILABLE or (primary == sqlite3.SQLITE_READONLY and writing):
        return Unavailable(_SQLITE_WORDS.get(primary, f"the database answered {name}"))
    return StorageError(f"{type(error).__name__} {name}")


class Database:
    """Connections for reading and writing."""

    def __init__(self, url: str) -> None:
        self.url = normal_url(url)
        self.is_sqlite = self.url.drivername == "sqlite"
        self._reader = make_engine(self.url, reading=True)
        self._writer = make_engine(self.url)
        self._to_read, self._to_write = Lender(self._reader), Lender(self._writer)
        # SQLite has one writer at a time. Waiting here is fair; waiting in SQLite is a lottery of sleeps.
        self._turn = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that can't write.

        Raises:
            Unavailable, StorageError
        """
        try:
            connection = self._to_read.lend()
            try:
                yield connection
            finally:
                self._to_read.take_back(connection)
        except SQLAlchemyError as error:
            raise in_our_words(error, writing=False) from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, committed at the end of the block; an exception rolls it back.

        Raises:
            Unavailable, StaleWrite, StorageError
        """
        is_ending = False
        if self.is_sqlite and not self._turn.acquire(timeout=STATEMENT_SECONDS):
            raise Unavailable("too many are writing")
        try:
            connection = self._to_write.lend()
            try:
                with transaction(connection):
                    yield connection
                    is_ending = True
            finally:
                self._to_write.take_back(connection)
        except SQLAlchemyError as error:
            said = in_our_words(error)
            if is_ending and isinstance(said, ConnectionLost):
                said = ConnectionLost(str(said), perhaps_saved=True)
            raise said from None
        finally:
            if self.is_sqlite:
                self._turn.release()

    def close(self) -> None:
        """Let every connection go."""
        self._to_read.close()
        self._to_write.close()
        self._reader.dispose()
        self._writer.dispose()
