"""The columns that tables are made of, and the rule that every reference stays within its organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
)

from storage.types import Data, Moment, Sorted, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def words(name: str, **options: Any) -> Column[str]:
    """Text that is always there, if only empty."""
    return Column(name, Words, nullable=options.pop("nullable", False), **options)


def maybe_words(name: str) -> Column[str]:
    """Text, or nothing."""
    return Column(name, Words, nullable=True)


def sorted_words(name: str) -> Column[str]:
    """Text that lists are ordered by or names are found by, folded."""
    return Column(name, Sorted, nullable=False)


def number(name: str) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False)


def flag(name: str) -> Column[bool]:
    """Yes or no."""
    return Column(name, Boolean, nullable=False)


def moment(name: str, *, nullable: bool = True) -> Column[Any]:
    """A moment in UTC."""
    return Column(name, Moment, nullable=nullable)


def data(name: str, *, nullable: bool = False) -> Column[Any]:
    """Plain data as JSON."""
    return Column(name, Data, nullable=nullable)


def due(prefix: str = "due") -> Sequence[Column[Any]]:
    """The six columns of a `domain.due.Due`."""
    return (
        words(f"{prefix}_text"),
        words(f"{prefix}_precision"),
        Column(f"{prefix}_earliest", Date),
        Column(f"{prefix}_latest", Date),
        flag(f"{prefix}_needs_check"),
        words(f"{prefix}_note"),
    )


def growing() -> Column[int]:
    """A number that grows with every row, by which rows keep their order."""
    # SQLite counts by itself only in a primary key that is called INTEGER.
    return Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def belongs(*key: str) -> Sequence[Any]:
    """The organisation, and the primary key within it."""
    return (
        PrimaryKeyConstraint("organisation_id", *key),
        ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
    )


def points(column: str, table: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """A reference within the organisation; `cascade` where the row is a part of what it points to."""
    return ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{table}.organisation_id", f"{table}.id"],
        ondelete="CASCADE" if cascade else None,
    )


def organisation() -> Column[str]:
    """Whose row it is."""
    return Column("organisation_id", Words, nullable=False)
