"""Values as a database takes them in bulk: bound for SQLite, as the text of COPY for PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from storage.types import Words

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Encoder:
    """Makes rows of a table in the order of its columns, without those that count by themselves."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        made = sqlite.dialect() if kind == "sqlite" else postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's
        self._dialect: Dialect = made
        self._processors: dict[Table, Sequence[tuple[str, Any, str | None]]] = {}

    @staticmethod
    def columns(table: Table) -> tuple[str, ...]:
        """The names of the columns of a row."""
        return tuple(column.name for column in table.columns if column.name != "sequence")

    def row(self, table: Table, values: Mapping[str, Any]) -> list[Any]:
        """A row; a column that is not given is empty: no words where there are always words, else nothing."""
        if table not in self._processors:
            self._processors[table] = [
                (name, self._processor(table.c[name]), _empty(table.c[name])) for name in self.columns(table)
            ]
        made = []
        for name, process, empty in self._processors[table]:
            value = values.get(name, empty)
            made.append(self.value(process(value) if process is not None else value))
        return made

    def value(self, value: Any) -> Any:
        """One bound value."""
        if self.kind == "sqlite":
            return value
        if value is None:
            return "\\N"
        if value is True or value is False:
            return "t" if value else "f"
        return str(value).translate(_ESCAPES)

    def _processor(self, column: Column[Any]) -> Any:
        return column.type.dialect_impl(self._dialect).bind_processor(self._dialect)

    @cached_property
    def as_text(self) -> bool:
        """Are rows lines of text?"""
        return self.kind != "sqlite"


def _empty(column: Column[Any]) -> str | None:
    return "" if isinstance(column.type, Words) and not column.nullable else None
