"""Fills a migrated database with a council, in bulk: COPY on PostgreSQL, `executemany` on SQLite.

Secondary indexes are dropped and built at the end, and references are not checked row by row: only a made-up council
may be loaded so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from queue import Queue
from threading import Thread
from typing import Any, TypeVar, cast

import psycopg
from sqlalchemy import Connection, Index, Table
from sqlalchemy.schema import CreateIndex, DropIndex

from bench.encode import Encoder
from bench.rows import Council
from bench.town import Town
from storage.database import make_engine
from storage.schema import metadata

T = TypeVar("T")

_SECONDARY = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND NOT i.indisunique
"""
"""The server is asked: one of words (GIN) is not in the metadata, and keeping that up row by row takes long."""


def load(url: str, town: Town, now: datetime) -> None:
    """Fill the database at this URL, which has the tables and nothing in them.

    Raises:
        RuntimeError: it is in use.
    """
    engine = make_engine(url, patient=True)
    try:
        with engine.connect() as connection:
            kind = connection.dialect.name
            council = Council(town, Encoder(kind), now)
            if kind == "sqlite":
                _into_sqlite(connection, council)
            else:
                _into_postgres(connection, council)
    finally:
        engine.dispose()


def _indexes() -> list[Index]:
    """Indexes that no statement of the load needs; the one that makes a ledger unique is among the others."""
    return [index for table in metadata.sorted_tables for index in table.indexes if not index.unique]


def _into_sqlite(connection: Connection, council: Council) -> None:
    # DBAPI level: the journal can't be switched within a transaction, and each layer would cost a second here.
    raw = cast("sqlite3.Connection", connection.connection.driver_connection)
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = MEMORY", "cache_size = -400000"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("BEGIN")
    for index in _indexes():
        raw.execute(str(DropIndex(index).compile(dialect=connection.dialect)))
    for table, rows in council.batches():
        if rows:
            names = Encoder.columns(table)
            slots = ", ".join("?" * len(names))
            columns = ", ".join(f'"{name}"' for name in names)
            raw.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({slots})', rows)  # noqa: S608 - our own names
    for index in _indexes():
        raw.execute(str(CreateIndex(index).compile(dialect=connection.dialect)))
    raw.execute("COMMIT")
    raw.execute("PRAGMA journal_mode = WAL")


def _into_postgres(connection: Connection, council: Council) -> None:
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    with raw.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no reference is checked
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # rows may take long on a busy machine
        if cursor.execute("SELECT 1 FROM organisations LIMIT 1").fetchone():
            raise RuntimeError("the database is in use")
        # What is loaded into tables that were emptied in the same transaction needs no VACUUM.
        cursor.execute(f"TRUNCATE {', '.join(table.name for table in metadata.sorted_tables)}".encode())
        dropped = cursor.execute(_SECONDARY).fetchall()
        for name, _ in dropped:
            cursor.execute(f'DROP INDEX "{name}"'.encode())
        for table, lines in _ahead(_lines(council)):
            columns = ", ".join(f'"{name}"' for name in Encoder.columns(table))
            with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN (FREEZE)'.encode()) as copy:
                copy.write(lines)
        for _, definition in dropped:
            cursor.execute(definition.encode())
    raw.commit()
    raw.autocommit = True
    raw.execute("VACUUM (ANALYZE)")  # as the server would do by itself within minutes


def _lines(council: Council) -> Iterator[tuple[Table, bytes]]:
    for table, rows in council.batches():
        if rows:
            yield table, ("\n".join(map("\t".join, rows)) + "\n").encode()


def _ahead(made: Iterator[T], most: int = 20) -> Iterator[T]:
    """The same, made in a thread that is ahead by so many: the server takes one while the next is made."""
    ready: Queue[T | None] = Queue(most)
    failures: list[BaseException] = []

    def make() -> None:
        try:
            for one in made:
                ready.put(one)
        except BaseException as failure:
            failures.append(failure)
        finally:
            ready.put(None)

    Thread(target=make, daemon=True).start()
    while (one := ready.get()) is not None:
        yield one
    if failures:
        raise failures[0]
