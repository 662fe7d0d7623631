"""Is what `find` looks through as it should be? It is kept true with every change; a restored backup, a hand in the
database or a damaged file can leave it behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from domain.ids import OrganisationId
from storage import searching
from storage.database import in_our_words, make_engine
from storage.repositories.scope import Scope, batches
from storage.schema import actions, organisations, searches

_LOOKED_AT = 500
"""Actions of an organisation, the newest, of which each word is compared."""


def faults(url: str) -> Sequence[str]:
    """What is wrong with it, in sentences; nothing where it is well.

    Raises:
        Unavailable: the database can't be reached.
    """
    engine = make_engine(url, patient=True)
    try:
        with engine.connect() as connection, connection.begin() as look:
            found = list(_faults(connection))
            look.rollback()
            return found
    except SQLAlchemyError as error:
        raise in_our_words(error) from error
    finally:
        engine.dispose()


def rebuild(url: str) -> int:
    """Make it anew from the actions; gives of how many.

    Raises:
        Unavailable: the database can't be reached.
    """
    engine = make_engine(url, patient=True)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "sqlite":  # its own index first: the triggers of the rows rely on it
                connection.exec_driver_sql("INSERT INTO searches_fts (searches_fts) VALUES ('rebuild')")
            return searching.rebuild(connection)
    except SQLAlchemyError as error:
        raise in_our_words(error) from error
    finally:
        engine.dispose()


def _faults(connection: Connection) -> Sequence[str]:
    wrong = 0
    for organisation in connection.execute(select(organisations.c.id)).all():
        wrong += _other_rows(Scope(connection, OrganisationId(organisation.id), True))
    found = [f"{wrong:,} of the newest actions would be missed or wrongly found."] if wrong else []
    if not searching.is_whole(connection):
        found.append("Some actions are not in it.")
    if connection.dialect.name == "sqlite" and not _is_sound(connection):
        found.append("The index of words itself is damaged.")
    return found


def _other_rows(scope: Scope) -> int:
    """How many of the newest actions have other words than they should."""
    newest = (
        select(actions.c.id)
        .where(actions.c.organisation_id == scope.organisation_id)
        .order_by(actions.c.id.desc())
        .limit(_LOOKED_AT)
    )
    wrong = 0
    for some in batches([row.id for row in scope.connection.execute(newest)]):
        kept = select(searches).where(
            searches.c.organisation_id == scope.organisation_id, searches.c.action_id.in_(list(some))
        )
        there = {row.action_id: (row.head, row.body, row.notes) for row in scope.connection.execute(kept)}
        made, _ = searching.rows_of(scope, list(some))
        wrong += sum((row["head"], row["body"], row["notes"]) != there.get(row["action_id"]) for row in made)
    return wrong


def _is_sound(connection: Connection) -> bool:
    try:
        connection.exec_driver_sql("INSERT INTO searches_fts (searches_fts, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True
