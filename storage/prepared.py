"""Statements that are worked out once for each database, and from then on go straight to its driver.

SQLAlchemy writes the SQL and knows how each type travels. What it does besides for every single execution takes three
times as long as SQLite takes to answer, and a press is a dozen statements. What can't be known beforehand (a list of
any length in an `IN`) goes its usual way.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Executable
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from storage.mapping import AnyRow

_MOST = 1_000
"""Statements that are kept. There are some hundred, made when their module is imported or kept by it."""

Process = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What came back: the rows, if the statement gives any, and how many it touched."""

    rows: Sequence[AnyRow]
    rowcount: int

    def all(self) -> Sequence[AnyRow]:
        """Every row."""
        return self.rows

    def first(self) -> AnyRow | None:
        """The first row, or `None`."""
        return self.rows[0] if self.rows else None

    def scalar(self) -> Any:
        """The first value of the first row, or `None`."""
        return self.rows[0][0] if self.rows else None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement in a database's own words: what goes in by name, and what is made of a row that comes out."""

    sql: str
    binds: Sequence[tuple[str, Any, Process | None]]
    positional: bool
    row: Callable[[Any], AnyRow] | None

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Found:
        """Execute it with these values.

        Raises:
            DBAPIError: as SQLAlchemy would.
        """
        sql, sent = self.sql, self._sent(values)
        for listener in connection.dispatch.before_cursor_execute:
            sql, sent = listener(connection, None, sql, sent, None, False)
        proxied = connection.connection
        driver = cast("Any", proxied.driver_connection)
        try:
            cursor = driver.execute(sql, sent)
            rows = cursor.fetchall() if self.row is not None else ()
            count = cursor.rowcount
        except connection.dialect.loaded_dbapi.Error as error:
            raise _as_sqlalchemy_says(error, connection) from error
        return Found(list(map(self.row, rows)) if self.row is not None else (), count)

    def _sent(self, values: Mapping[str, Any]) -> Any:
        made = []
        for name, usual, process in self.binds:
            value = values.get(name, usual)
            made.append(value if process is None else process(value))
        if self.positional:
            return made
        return {name: value for (name, _, _), value in zip(self.binds, made, strict=True)}


def _as_sqlalchemy_says(error: Exception, connection: Connection) -> BaseException:
    """The driver's error in SQLAlchemy's wrapping; a connection that is lost leaves the pool."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(cast("Any", error), cast("Any", connection.connection), None)
    wrapped = DBAPIError.instance(
        None, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, connection_invalidated=lost
    )
    if lost:
        connection.invalidate(error)
    return wrapped


_prepared: dict[tuple[Dialect, Executable, tuple[str, ...]], Prepared | None] = {}


def prepared(dialect: Dialect, statement: Executable, columns: Sequence[str] = ()) -> Prepared | None:
    """A statement in the words of this database; `None` if it must be made anew for each execution. `columns` are what
    an INSERT or UPDATE writes.
    """
    name = (dialect, statement, tuple(columns))
    try:
        return _prepared[name]
    except KeyError:
        if len(_prepared) >= _MOST:
            _prepared.clear()
        made = _prepared[name] = _prepare(dialect, statement, columns)
        return made


def _prepare(dialect: Dialect, statement: Any, columns: Sequence[str]) -> Prepared | None:
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    if any(bind.expanding or bind.literal_execute for bind in compiled.binds.values()):
        return None
    binds = {
        name: (name, bind.value, bind.type.dialect_impl(dialect).bind_processor(dialect))
        for bind, name in compiled.bind_names.items()
    }
    names = compiled.positiontup if compiled.positional else list(binds)
    return Prepared(
        compiled.string, [binds[name] for name in names or ()], compiled.positional, _reader(dialect, statement)
    )


def _reader(dialect: Dialect, statement: Any) -> Callable[[Any], AnyRow] | None:
    columns = statement.exported_columns
    if not columns:
        return None
    make = cast("Any", namedtuple)("Row", columns.keys(), rename=True)._make
    processes = [
        (number, process)
        for number, column in enumerate(columns)
        if (process := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    ]
    if not processes:
        return cast("Callable[[Any], AnyRow]", make)

    def read(given: Any) -> Any:
        values = list(given)
        for number, process in processes:
            values[number] = process(values[number])
        return make(values)

    return read
