"""PostgreSQL by libpq's own calls: prepared statements, and several of them in one journey.

psycopg's cursor takes some 50 µs of the processor for each execution, half of what a short statement takes in all, and
its pipelines take more than the journeys that they save. It still opens the connection, and turns values into the
server's and back.
"""

from __future__ import annotations

import re
import select
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import psycopg
from psycopg import errors, pq
from psycopg.adapt import PyFormat, Transformer

_MOST_PREPARED = 300
"""Statements that a connection keeps prepared; the server holds some ten kilobytes for each."""

_BIND = re.compile(r"%\(([^)]+)\)s|%%")
_KEPT = "actionlog.wire"
_GOOD = frozenset({pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK})


@dataclass(frozen=True, slots=True, eq=False)
class Sql:
    """A statement in the server's own words: `$1` stands for the first of `names`. `keep`: it is prepared."""

    text: bytes
    names: tuple[str, ...] = ()
    keep: bool = True

    @classmethod
    def of(cls, statement: str, *, keep: bool = True) -> Sql:
        """From SQL with `%(name)s` in it, as psycopg takes it."""
        names: dict[str, int] = {}

        def numbered(found: re.Match[str]) -> str:
            name = found[1]
            return "%" if name is None else f"${names.setdefault(name, len(names) + 1)}"

        return cls(_BIND.sub(numbered, statement).encode(), tuple(names), keep)


class Call(NamedTuple):
    """A statement and its values, in the order of its names."""

    sql: Sql
    values: Sequence[Any] = ()


class Result(NamedTuple):
    """The rows, if there are any, and how many were touched."""

    rows: Sequence[tuple[Any, ...]]
    rowcount: int


class _Ready(NamedTuple):
    sql: Sql
    name: bytes
    is_new: bool
    values: Sequence[Any]
    types: tuple[int, ...]
    formats: Sequence[Any]


_BEGIN = Call(Sql(b"BEGIN", keep=False))


class Wire:
    """What executes on one connection of psycopg's. It blocks, and leaves the interpreter to others meanwhile."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._pg = connection.pgconn
        self._values = Transformer(connection)
        self._prepared: OrderedDict[tuple[Sql, tuple[int, ...]], bytes] = OrderedDict()
        self._given_names = 0
        self._wait = _waiter(self._pg.socket)

    @classmethod
    def of(cls, pooled: Any) -> Wire:
        """The one of a connection from the pool."""
        wire = pooled.info.get(_KEPT)
        if wire is None:
            wire = pooled.info[_KEPT] = cls(pooled.driver_connection)
        return cast("Wire", wire)

    def run(self, calls: Sequence[Call]) -> list[Result]:
        """Execute them in this order and in one journey. What comes after one that fails is not executed. Where the
        connection is not in autocommit, the first statement begins a transaction, on the same journey.

        Raises:
            psycopg.Error
        """
        begins = not self._connection.autocommit and self._pg.transaction_status == pq.TransactionStatus.IDLE
        ready = [self._ready(call) for call in ((_BEGIN, *calls) if begins else calls)]
        if len(ready) == 1 and ready[0].name and not ready[0].is_new:
            results = [self._pg.exec_prepared(ready[0].name, ready[0].values, ready[0].formats)]
        else:
            results = self._in_one_journey(ready)
        try:
            read = [self._read(result) for result in results]
        except psycopg.Error:
            for each in ready:
                if each.is_new:  # perhaps it was prepared and perhaps not: its name is not used again
                    self._prepared.pop((each.sql, each.types), None)
            raise
        return read[1:] if begins else read

    def commit(self) -> None:
        """End the transaction, if one has begun.

        Raises:
            psycopg.Error
        """
        if self._pg.transaction_status != pq.TransactionStatus.IDLE:
            self._read(self._pg.exec_(b"COMMIT"))

    def _ready(self, call: Call) -> _Ready:
        sql, given = call
        values: Sequence[Any] = ()
        types: tuple[int, ...] = ()
        formats: Sequence[Any] = ()
        if given:
            values = self._values.dump_sequence(given, [PyFormat.AUTO] * len(given))
            types, formats = self._values.types or (), list(self._values.formats or ())
        if not sql.keep:
            return _Ready(sql, b"", False, values, types, formats)
        key = (sql, types)
        name = self._prepared.get(key)
        if name is not None:
            self._prepared.move_to_end(key)
            return _Ready(sql, name, False, values, types, formats)
        self._given_names += 1
        name = self._prepared[key] = b"actionlog_%d" % self._given_names
        return _Ready(sql, name, True, values, types, formats)

    def _in_one_journey(self, ready: Sequence[_Ready]) -> list[pq.abc.PGresult]:
        """The results, up to the first that failed."""
        try:
            return self._sent_and_heard(ready)
        except BaseException:  # halfway: nobody could tell whose answers come next
            self._pg.finish()
            raise

    def _sent_and_heard(self, ready: Sequence[_Ready]) -> list[pq.abc.PGresult]:
        pg = self._pg
        wanted: list[bool] = []
        pg.enter_pipeline_mode()
        for each in ready:
            if each.is_new:
                pg.send_prepare(each.name, each.sql.text, each.types)
                wanted.append(False)
            if each.name:
                pg.send_query_prepared(each.name, each.values, each.formats)
            else:
                pg.send_query_params(each.sql.text, each.values, each.types, each.formats)
            wanted.append(True)
        while len(self._prepared) > _MOST_PREPARED:
            _, name = self._prepared.popitem(last=False)
            pg.send_query_params(b"DEALLOCATE " + name, None)
            wanted.append(False)
        pg.pipeline_sync()
        while pg.flush():
            self._wait(True)
        results: list[pq.abc.PGresult] = []
        failed = False
        for is_wanted in wanted:
            result = self._next()
            bad = result.status not in _GOOD
            if (is_wanted or bad) and not failed:
                results.append(result)
            failed = failed or bad
            self._next_or_none()  # what ends the results of one statement
        self._next()  # what ends the journey
        pg.exit_pipeline_mode()
        return results

    def _next(self) -> pq.abc.PGresult:
        result = self._next_or_none()
        if result is None:
            raise psycopg.OperationalError("the server said nothing more")
        return result

    def _next_or_none(self) -> pq.abc.PGresult | None:
        pg = self._pg
        while pg.is_busy():
            self._wait(False)
            pg.consume_input()
        return pg.get_result()

    def _read(self, result: pq.abc.PGresult) -> Result:
        """Raises: psycopg.Error"""
        if result.status == pq.ExecStatus.TUPLES_OK:
            self._values.set_pgresult(result)
            return Result(self._values.load_rows(0, result.ntuples, tuple), result.ntuples)
        if result.status == pq.ExecStatus.COMMAND_OK:
            return Result((), result.command_tuples or 0)
        if self._pg.status == pq.ConnStatus.BAD:
            raise psycopg.OperationalError("the connection to the server is lost")
        raise errors.error_from_result(result)


def _waiter(socket: int) -> Callable[[bool], None]:
    """Waits until the server has said something, or (with `True`) takes more."""
    if not hasattr(select, "poll"):  # Windows, where `select` knows sockets of any number

        def wait(writing: bool) -> None:
            select.select([socket], [socket] if writing else [], [])

        return wait
    reading, both = select.poll(), select.poll()
    reading.register(socket, select.POLLIN)
    both.register(socket, select.POLLIN | select.POLLOUT)

    def poll(writing: bool) -> None:
        (both if writing else reading).poll()

    return poll
