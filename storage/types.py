"""Column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.text import clean, pack


def as_text(value: str | None) -> str | None:
    """Text as it goes into the database."""
    return None if value is None else clean(value)


class Words(TypeDecorator[str]):
    """Text. Whatever a person typed goes in without an error: see `storage.text.clean`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean it on the way in."""
        return None if value is None else clean(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """The same in one call: nearly everything that travels is text, and both drivers take it as it is."""
        return as_text


class Sorted(Words):
    """Text that is compared byte by byte on both databases, so that lists have one order everywhere."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite compares bytes by itself; PostgreSQL must be asked to."""
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(Text(collation=collation))


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware on both databases. A naive one is refused: nobody knows what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way in; SQLite keeps it without the zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_EMPTY: Mapping[str, Callable[[], Any]] = {"[]": list, "{}": dict}


def _packed(value: Any) -> str | None:
    return None if value is None else pack(value)


def _unpacked(value: str | None) -> Any:
    if value is None:
        return None
    empty = _EMPTY.get(value)  # most columns of most actions
    return json.loads(value) if empty is None else empty()


class Data(TypeDecorator[Any]):
    """Plain data (lists, mappings, texts) as JSON text. It is never searched, so that it needs no type of its own."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """JSON on the way in."""
        return _packed(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Plain data on the way out."""
        return _unpacked(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """In one call, as with words."""
        return _packed

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        """Likewise."""
        return _unpacked
