"""Home tabs in the database: each change is drawn on each tab by one process, whichever comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from domain.home_tabs import HomeTab
from storage.clock import database_now
from storage.database import Database
from storage.repositories.scope import insert_into
from storage.schema import history, homes, workspaces

_LATEST = select(func.max(history.c.sequence))
_OWNER = select(workspaces.c.organisation_id).where(
    workspaces.c.platform == "slack", workspaces.c.external_id == bindparam("of_workspace")
)
_STALE = (
    select(homes)
    .where(
        homes.c.workspace == bindparam("of_workspace"),
        homes.c.shown_at >= bindparam("since"),
        or_(homes.c.seen < bindparam("latest"), homes.c.drawn_at <= bindparam("anyway")),
    )
    .order_by(homes.c.shown_at.desc())
    .limit(bindparam("size"))
)
_LOCKED = _STALE.with_for_update(skip_locked=True)
_THIS = and_(homes.c.workspace == bindparam("of_workspace"), homes.c.account == bindparam("of_account"))
_TAKE = homes.update().where(_THIS)
_DRAWN = homes.update().where(_THIS, homes.c.hash == bindparam("before"))
_FORGET = homes.delete().where(_THIS, homes.c.hash == bindparam("before"))


class SqlHomeTabs:
    """`domain.home_tabs.HomeTabs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def changes(self) -> int:
        """A number that grows with everything that is written down."""
        with self._database.reading() as connection:
            return connection.execute(_LATEST).scalar() or 0

    def keep(self, tab: HomeTab) -> None:
        """Somebody opened it, or pressed there: it was published just now."""
        with self._database.writing() as connection:
            owners = connection.execute(_OWNER, {"of_workspace": tab.workspace}).scalars().all()
            if len(owners) != 1:
                return
            now = database_now(connection)
            values = {
                "organisation_id": owners[0],
                "workspace": tab.workspace,
                "account": tab.account,
                "asks": dict(tab.asks),
                "hash": tab.hash,
                "digest": tab.digest,
                "shown_at": now,
                "drawn_at": now,
                "seen": connection.execute(_LATEST).scalar() or 0,
            }
            statement = insert_into(homes, connection.dialect.name).values(values)
            changed = {name: statement.excluded[name] for name in values}
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["organisation_id", "workspace", "account"], set_=changed
                )
            )

    def take(
        self, workspace: str, *, latest: int, shown: timedelta, anyway: timedelta, limit: int
    ) -> Sequence[HomeTab]:
        """Tabs to draw now, for the caller alone."""
        with self._database.reading() as connection:  # mostly there is none, and nobody is held up for that
            if connection.execute(_STALE, _when(connection, workspace, latest, shown, anyway, limit)).first() is None:
                return []
        with self._database.writing() as connection:
            values = _when(connection, workspace, latest, shown, anyway, limit)
            rows = connection.execute(_LOCKED, values).all()
            for row in rows:
                where = {"of_workspace": row.workspace, "of_account": row.account}
                connection.execute(_TAKE, where | {"seen": latest, "drawn_at": database_now(connection)})
        return [HomeTab(row.workspace, row.account, row.asks, row.hash, row.digest) for row in rows]

    def drawn(self, tab: HomeTab, *, before: str) -> None:
        """It was published again, unless somebody else has published it since."""
        where = {"of_workspace": tab.workspace, "of_account": tab.account, "before": before}
        with self._database.writing() as connection:
            connection.execute(_DRAWN, where | {"hash": tab.hash, "digest": tab.digest})

    def forget(self, tab: HomeTab) -> None:
        """It is no longer kept current, unless it was published again meanwhile."""
        where = {"of_workspace": tab.workspace, "of_account": tab.account, "before": tab.hash}
        with self._database.writing() as connection:
            connection.execute(_FORGET, where)


def _when(
    connection: Connection, workspace: str, latest: int, shown: timedelta, anyway: timedelta, limit: int
) -> dict[str, object]:
    now = database_now(connection)
    return {
        "of_workspace": workspace,
        "latest": latest,
        "since": now - shown,
        "anyway": now - anyway,
        "size": limit,
    }
