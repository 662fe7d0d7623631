"""The buckets of tokens by which platforms are written to no faster than they bear, shared by every process.

They are taken from while outbox rows are claimed, in the same transaction: claims come one after the other, so that no
token is given twice. A platform that asks to wait (429) has its conversation held; where it asks so in two
conversations at once, it means the whole workspace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.ids import OrganisationId
from domain.pacing import LONGEST_WAIT, UNLIMITED, Rate, Rates
from domain.people import Platform
from domain.posting import Posting
from storage.mapping import AnyRow
from storage.schema import paces

HOLD = "hold"
"""The rule of a row that is no bucket: nothing goes there before this moment."""
_DRIFT = timedelta(minutes=1)
"""By so much clocks are set back all the time."""
_KNOWN = select(paces.c.place, paces.c.rule, paces.c.full_at).where(
    paces.c.organisation_id == bindparam("organisation"), paces.c.place.in_(bindparam("places", expanding=True))
)
_HELD = select(paces.c.place).where(
    paces.c.organisation_id == bindparam("organisation"),
    paces.c.rule == literal_column(f"'{HOLD}'"),
    paces.c.full_at > bindparam("now"),
)
FORGET = paces.delete().where(paces.c.full_at < bindparam("before"))


def workspace_of(row: AnyRow) -> str:
    """A workspace, as buckets and claims name it."""
    return f"{row.platform} {row.workspace.lower()}"


def _conversation_of(row: AnyRow) -> str:
    return f"{workspace_of(row)} {row.conversation}"


class Buckets:
    """The buckets that these rows draw from, read at once; what was taken is written by `keep`."""

    def __init__(
        self, connection: Connection, rows: Iterable[AnyRow], rates: Mapping[Platform, Rates], now: datetime
    ) -> None:
        self._connection, self._rates, self._now = connection, rates, now
        self._full_at: dict[tuple[str, str, str], datetime] = {}
        self._taken: dict[tuple[str, str, str], datetime] = {}
        places: dict[str, set[str]] = {}
        for row in rows:
            if self._of(row) is not UNLIMITED:
                places.setdefault(row.organisation_id, set()).update((workspace_of(row), _conversation_of(row)))
        for organisation, names in places.items():
            values = {"organisation": organisation, "places": sorted(names)}
            for place, rule, full_at in connection.execute(_KNOWN, values):
                self._full_at[organisation, place, rule] = full_at

    def workspace_free_at(self, row: AnyRow) -> datetime:
        """When its workspace may be written to."""
        return self._free_at(row, workspace_of(row), self._of(row).workspace)

    def conversation_free_at(self, row: AnyRow) -> datetime:
        """When its conversation may be."""
        return self._free_at(row, _conversation_of(row), self._conversation_rules(row))

    def take(self, row: AnyRow) -> None:
        """It goes now."""
        rates = self._of(row)
        conversation = self._conversation_rules(row)
        for place, rules in ((workspace_of(row), rates.workspace), (_conversation_of(row), conversation)):
            for number, rate in enumerate(rules):
                key = (row.organisation_id, place, str(number))
                full_at = self._known(key, rate.seconds * rate.burst) or self._now
                self._full_at[key] = self._taken[key] = rate.taken(full_at, self._now)

    def keep(self) -> None:
        """Write down what was taken."""
        _write(self._connection, self._taken)

    def _conversation_rules(self, row: AnyRow) -> Sequence[Rate]:
        """Platforms count what is posted in a conversation; edits of it have room enough."""
        return () if row.kind == "refresh" else self._of(row).conversation

    def _of(self, row: AnyRow) -> Rates:
        return self._rates.get(Platform(row.platform), UNLIMITED)

    def _free_at(self, row: AnyRow, place: str, rules: Iterable[Rate]) -> datetime:
        held = self._known((row.organisation_id, place, HOLD), LONGEST_WAIT)
        found = [self._now if held is None else held]
        for number, rate in enumerate(rules):
            full_at = self._known((row.organisation_id, place, str(number)), rate.seconds * rate.burst)
            found += [] if full_at is None else [rate.free_at(full_at)]
        return max(found)

    def _known(self, key: tuple[str, str, str], most: float) -> datetime | None:
        """A moment that was kept. One that lies further ahead than so many seconds was reckoned before the database's
        clock was set back, and must not keep everybody waiting.
        """
        kept = self._full_at.get(key)
        return None if kept is None or kept > self._now + timedelta(seconds=most) + _DRIFT else kept


def hold(connection: Connection, posting: Posting, until: datetime, now: datetime) -> None:
    """Its platform asked to wait there."""
    where = posting.destination
    workspace = f"{where.platform.value} {where.workspace.lower()}"
    mine = f"{workspace} {where.conversation}"
    held = {mine: until}
    others = connection.execute(_HELD, {"organisation": posting.organisation_id, "now": now}).scalars()
    if any(place.startswith(f"{workspace} ") and place != mine for place in others):
        held[workspace] = until
    _write(connection, {(posting.organisation_id, place, HOLD): moment for place, moment in held.items()})


def _write(connection: Connection, rows: Mapping[tuple[OrganisationId | str, str, str], datetime]) -> None:
    if not rows:
        return
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(paces)
    statement = statement.on_conflict_do_update(
        index_elements=["organisation_id", "place", "rule"], set_={"full_at": statement.excluded.full_at}
    )
    values = [
        {"organisation_id": organisation, "place": place, "rule": rule, "full_at": full_at}
        for (organisation, place, rule), full_at in sorted(rows.items())
    ]
    connection.execute(statement, values)
