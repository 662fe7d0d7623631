"""Statements that are worked out once for each database, and from then on go straight to its driver.

SQLAlchemy writes the SQL and knows how each type travels. What it does besides for every single execution takes three
times as long as SQLite takes to answer, and a press is a dozen statements.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, cast

from sqlalchemy import Connection, Executable
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from storage.mapping import AnyRow
from storage.types import as_text
from storage.wire import Call, Sql, Wire

_MOST = 1_000
"""Statements that are kept. There are some hundred, made when their module is imported or kept by it."""

_LENGTHS = (0, 1, 2, 3, 4, 6, 8, 10, 20, 50, 100, 200, 500)
"""How many values an `IN` has room for: its last value is repeated to fill it, so that the SQL is one of a few."""

Process = Callable[[Any], Any]
V = TypeVar("V")


class Found(NamedTuple):
    """What came back: the rows as the driver gave them, if the statement gives any, and how many it touched. `read`
    makes of each what SQLAlchemy would.
    """

    given: Sequence[tuple[Any, ...]]
    rowcount: int
    read: Callable[[Any], AnyRow] | None = None

    def all(self) -> Sequence[AnyRow]:
        """Every row."""
        return [self._one(row) for row in self.given]

    def first(self) -> AnyRow | None:
        """The first row, or `None`."""
        return self._one(self.given[0]) if self.given else None

    def scalar(self) -> Any:
        """The first value of the first row, or `None`."""
        row = self.first()
        return None if row is None else row[0]

    def made(self, kept: Kept[V]) -> list[V]:
        """A value of each row; of a row that is known already, it is the value from then."""
        known = kept.known
        return [known.get(row) or kept.keep(row, kept.value_of(self._one(row))) for row in self.given]

    def _one(self, row: Any) -> AnyRow:
        return row if self.read is None else self.read(row)


class Kept(Generic[V]):
    """Values that were made of rows, by the row as the driver gave it: an action that did not change comes back as the
    very same value, and nobody has to make it, hash it or draw it again.

    For frozen values that are true as objects, and for rows of texts, numbers and dates.
    """

    def __init__(self, value_of: Callable[[AnyRow], V], *, size: int) -> None:
        self.known: dict[tuple[Any, ...], V] = {}
        self.value_of = value_of
        self._size = size

    def keep(self, row: tuple[Any, ...], value: V) -> V:
        """It is the value of this row; gives it back."""
        if len(self.known) >= self._size:
            self.known.clear()  # simple and rare
        self.known[row] = value
        return value


@dataclass(frozen=True, slots=True)
class _Shape:
    """The SQL for lists of certain lengths: what goes in by name, in this order. `wired`: as PostgreSQL has it."""

    sql: str
    binds: Sequence[tuple[str, Any, Process | None]]
    lists: Sequence[tuple[str, Sequence[str]]]
    wired: Sql | None

    def sent(self, values: Mapping[str, Any]) -> Sequence[Any]:
        """Values as the driver takes them."""
        if self.lists:
            values = {**values, **{name: each for one in self.lists for name, each in _spread(values[one[0]], one[1])}}
        made = []
        for name, usual, process in self.binds:
            value = values.get(name, usual)
            # Most of what travels is plain text that needs no cleaning: it is known without a call.
            if process is None or (process is as_text and type(value) is str and value.isascii() and "\0" not in value):
                made.append(value)
            else:
                made.append(process(value))
        return made


def _spread(given: Sequence[Any], names: Sequence[str]) -> Sequence[tuple[str, Any]]:
    return [(name, given[min(number, len(given) - 1)]) for number, name in enumerate(names)]


class Prepared:
    """A statement in a database's own words."""

    def __init__(self, dialect: Dialect, statement: Any, columns: Sequence[str]) -> None:
        self._dialect = dialect
        self._compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(columns) or None)
        self._lists = [name for bind, name in self._compiled.bind_names.items() if bind.expanding]
        self.read = _reader(dialect, statement)
        self._shapes: dict[tuple[int, ...], _Shape] = {}
        # A plan that PostgreSQL keeps knows no values: of a word it can't say then whether it is rare or common.
        self._planned_anew = statement.get_execution_options().get("planned_anew", False)

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Found:
        """Execute it with these values.

        Raises:
            DBAPIError: as SQLAlchemy would.
        """
        ready = self.sent(values)
        ((rows, count),) = _executed(connection, (ready,))
        return Found(rows, count, self.read)

    def sent(self, values: Mapping[str, Any]) -> tuple[_Shape, Sequence[Any]]:
        """What goes to the driver."""
        lengths = tuple([_room(len(values[name])) for name in self._lists]) if self._lists else ()
        shape = self._shapes.get(lengths) or self._shape(lengths)
        return shape, shape.sent(values)

    def _shape(self, lengths: tuple[int, ...]) -> _Shape:
        compiled, dialect = self._compiled, self._dialect
        binds = {
            name: (name, bind.value, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for bind, name in compiled.bind_names.items()
        }
        sql, order = compiled.string, compiled.positiontup or []
        lists: list[tuple[str, Sequence[str]]] = []
        if lengths:
            room = {name: [None] * length for name, length in zip(self._lists, lengths, strict=True)}
            state = compiled.construct_expanded_state({**dict.fromkeys(binds), **room})
            sql, order = state.statement, list(state.positiontup or ())
            for name, expanded in state.parameter_expansion.items():
                lists.append((name, expanded))
                _, _, process = binds.pop(name)
                binds |= {each: (each, None, process) for each in expanded}
        wired = None if compiled.positional else Sql.of(sql, keep=not self._planned_anew)
        names = order if wired is None else wired.names
        shape = _Shape(sql, [binds[name] for name in names], lists, wired)
        self._shapes[lengths] = shape
        return shape


def run_all(connection: Connection, statements: Sequence[tuple[Prepared, Mapping[str, Any]]]) -> list[Found]:
    """Execute statements with their values in this order; on PostgreSQL they are one journey.

    Raises:
        DBAPIError: as SQLAlchemy would; what comes after the one that failed was not executed.
    """
    ready = [each.sent(values) for each, values in statements]
    found = _executed(connection, ready)
    return [Found(rows, count, each.read) for (each, _), (rows, count) in zip(statements, found, strict=True)]


def execute(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Found:
    """Execute a statement that is kept, for who has no `Scope`.

    Raises:
        DBAPIError: as SQLAlchemy would.
    """
    return _ready(connection, statement, values).run(connection, values)


def execute_each(connection: Connection, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same with one set of values after the other; on PostgreSQL they are one journey.

    Raises:
        DBAPIError: as SQLAlchemy would.
    """
    if rows:
        run_all(connection, [(_ready(connection, statement, values), values) for values in rows])


def _ready(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Prepared:
    return prepared(connection.dialect, statement, tuple(values) if statement.is_dml else ())


def _executed(
    connection: Connection, ready: Sequence[tuple[_Shape, Sequence[Any]]]
) -> Sequence[tuple[Sequence[tuple[Any, ...]], int]]:
    """Of each the rows as the driver gives them, and how many were touched."""
    for listener in connection.engine.dispatch.before_cursor_execute:
        for shape, sent in ready:
            listener(connection, None, shape.sql, sent, None, False)
    pooled = connection.connection
    try:
        if ready[0][0].wired is not None:
            return Wire.of(pooled).run([Call(shape.wired or Sql(b""), sent) for shape, sent in ready])
        # For sqlite3 the connection itself is as good as a cursor.
        driver: Any = pooled.dbapi_connection  # what `driver_connection` gives too, after three calls
        found = []
        for shape, sent in ready:
            cursor = driver.execute(shape.sql, sent)
            found.append((cursor.fetchall(), cursor.rowcount))
        return found
    except connection.dialect.loaded_dbapi.Error as error:
        raise as_sqlalchemy_says(error, connection) from error


def _room(length: int) -> int:
    return next((room for room in _LENGTHS if room >= length), length)


def as_sqlalchemy_says(error: Exception, connection: Connection) -> BaseException:
    """The driver's error in SQLAlchemy's wrapping; a connection that is lost leaves the pool."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(cast("Any", error), cast("Any", connection.connection), None)
    wrapped = DBAPIError.instance(
        None, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, connection_invalidated=lost
    )
    if lost:
        connection.invalidate(error)
    return wrapped


_prepared: dict[tuple[Dialect, Executable, tuple[str, ...]], Prepared] = {}


def prepared(dialect: Dialect, statement: Executable, columns: Sequence[str] = ()) -> Prepared:
    """A statement in the words of this database. `columns` are what an INSERT or UPDATE writes."""
    name = (dialect, statement, tuple(columns))
    try:
        return _prepared[name]
    except KeyError:
        if len(_prepared) >= _MOST:
            _prepared.clear()
        made = _prepared[name] = Prepared(dialect, statement, columns)
        return made


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
            value = values[number]
            if value is not None:
                values[number] = process(value)
        return make(values)

    return read
