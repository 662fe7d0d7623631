"""Brings a database's tables up to date, and says how they stand.

The steps are in `storage/migrations/versions`, inside the package, and need no file outside it. A step never goes back:
a newer program's database is refused by an older one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, cast

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Text, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from storage import searching
from storage.database import in_our_words, make_engine, normal_url
from storage.schema import metadata
from storage.schema.searches import DATABASES_OWN
from storage.types import Data, Moment, Sorted, Words


def _render_item(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Steps are written with SQLAlchemy's own types: ours may change, what a step did may not."""
    if kind != "type":
        return False
    match item:
        case Moment():
            return "sa.DateTime(timezone=True)"
        case Sorted():
            return 'sa.Text().with_variant(sa.Text(collation="C"), "postgresql")'
        case Words() | Data():
            return "sa.Text()"
    return False


def _compare_type(
    context: MigrationContext, _column: object, _wanted_column: object, found: TypeEngine[Any], wanted: TypeEngine[Any]
) -> bool | None:
    """Does a column have another type? Alembic can't tell a collation that depends on the database; `None` asks it."""
    if not isinstance(wanted, Sorted):
        return None
    collation = "C" if context.dialect.name == "postgresql" else None
    return not isinstance(found, Text) or found.collation != collation


def _is_ours(found: Any, name: str | None, kind: str, reflected: bool, wanted: object) -> bool:
    """Is it ours to compare? Alembic's own table is not, nor an index of words: each database makes its own."""
    if not reflected or wanted is not None:
        return True
    own = name or ""
    of = getattr(getattr(found, "table", None), "name", "")
    if kind == "table":
        return own != "alembic_version" and not own.startswith("searches_fts")
    return not (own in DATABASES_OWN or f"{of}.{own}" in DATABASES_OWN)


# SQLite can't alter most of a table in place: Alembic copies it ("batch"). Its DDL is transactional all the same.
COMPARING: dict[str, Any] = {
    "render_as_batch": True,
    "transactional_ddl": True,
    "compare_type": _compare_type,
    "render_item": _render_item,
    "include_object": _is_ours,
}

_TURN = 4_210_877_301
"""The advisory lock under which one process at a time migrates."""


class State(StrEnum):
    """How a database stands to this program."""

    EMPTY = "empty"
    BEHIND = "behind"
    UP_TO_DATE = "up to date"
    AHEAD = "ahead"
    FOREIGN = "foreign"


def upgrade(url: str) -> None:
    """Bring the tables up to date: every step or none. Two processes may call it at once.

    A SQLite file is made for our user's eyes only, with its folder; what is there already keeps its rights.

    Raises:
        Unavailable: the database can't be reached.
        ValueError: the URL is none of ours, its file can't be made, or the database is newer than this program or not
            Action Log's.
    """
    parsed = normal_url(url)
    if parsed.drivername == "sqlite":
        _make_private(Path(str(parsed.database)))
    engine = make_engine(parsed, patient=True)
    try:
        with engine.connect() as connection, _without_cascades(connection), connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
            match _state(connection):
                case State.AHEAD:
                    raise ValueError(
                        "The database is newer than this version of Action Log. Install the newer version."
                    )
                case State.FOREIGN:
                    raise ValueError("The database holds other tables. Give Action Log a database of its own.")
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if not searching.is_whole(connection):
                searching.rebuild(connection)
            _check_references(connection)
    except SQLAlchemyError as error:
        raise in_our_words(error) from error
    finally:
        engine.dispose()


@contextmanager
def _without_cascades(connection: Connection) -> Iterator[None]:
    """SQLite drops and copies a table that a step alters, and a dropped plan would take its actions along. References
    can be switched off outside a transaction only; they are checked at the end of it.
    """
    if connection.dialect.name == "sqlite":
        cast("Any", connection.connection.driver_connection).execute("PRAGMA foreign_keys = OFF")
    yield


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ValueError("The database holds rows that belong to nothing. Nothing was changed; please ask for help.")


def _make_private(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):  # SQLite gives the files that it puts beside it the same rights
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise ValueError(f"The database file {file} can't be made: {error.strerror}.") from None


def current_state(url: str) -> State:
    """How the database stands.

    Raises:
        Unavailable: the database can't be reached.
        ValueError: the URL is none of ours.
    """
    parsed = normal_url(url)
    if parsed.drivername == "sqlite" and not Path(str(parsed.database)).exists():
        return State.EMPTY
    engine = make_engine(parsed, patient=True)
    try:
        with engine.connect() as connection:
            return _state(connection)
    except SQLAlchemyError as error:
        raise in_our_words(error) from error
    finally:
        engine.dispose()


def differences(url: str) -> Sequence[Any]:
    """What the database has otherwise than the schema says: nothing, once it is up to date."""
    engine = make_engine(url, patient=True)
    try:
        with engine.connect() as connection:
            found: Sequence[Any] = compare_metadata(MigrationContext.configure(connection, opts=COMPARING), metadata)
            return found
    finally:
        engine.dispose()


def write_step(url: str, message: str, *, number: str) -> None:
    """For developers: write the step from the database at `url` (up to date with the steps) to the schema."""
    engine = make_engine(url, patient=True)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _state(connection: Connection) -> State:
    scripts = ScriptDirectory.from_config(_config())
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return State.FOREIGN if set(inspect(connection).get_table_names()) & set(metadata.tables) else State.EMPTY
    if current == scripts.get_current_head():
        return State.UP_TO_DATE
    return State.BEHIND if current in {step.revision for step in scripts.walk_revisions()} else State.AHEAD
