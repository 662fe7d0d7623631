"""Turns from the scheduler's side: people whose time has come are claimed with a lease, one process each.

When a turn comes is the clock of the domain; who holds it, and how long, is the database's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, or_, select

from domain.ids import OrganisationId, PersonId
from domain.reminders.records import Turn
from storage.clock import database_now
from storage.schema import HAS_TURN, turns

_A_DAY = timedelta(days=1)
DUE = (
    select(turns)
    .where(
        HAS_TURN,
        turns.c.next_at <= bindparam("moment"),
        or_(turns.c.leased_until.is_(None), turns.c.leased_until <= bindparam("now")),
    )
    .order_by(turns.c.next_at)
    .limit(bindparam("size"))
    .with_for_update(skip_locked=True)
)
"""Whose turn it is at a moment, and in nobody's hands."""
_AHEAD = (
    turns.update()
    .where(turns.c.looked_on > bindparam("day"))
    .values(next_at=bindparam("moment"), looked_on=None, told=0, leased_until=None)
)
FORWARD = turns.update().where(turns.c.next_at > bindparam("moment")).values(next_at=bindparam("moment"))
_TAKE = turns.update().where(
    turns.c.organisation_id == bindparam("of_organisation"), turns.c.person_id == bindparam("of_person")
)
_MINE = _TAKE.where(turns.c.owner == bindparam("of_owner"), turns.c.fence == bindparam("of_fence"))


def claim(connection: Connection, owner: str, moment: datetime, *, lease_seconds: float, limit: int) -> Sequence[Turn]:
    """Take up turns that have come, the longest due first."""
    now = database_now(connection)
    # Whoever was looked at by a clock that was far ahead would hear nothing until that day. Of one day ahead nothing is
    # made: it may be their own time zone.
    connection.execute(_AHEAD, {"day": moment.date() + _A_DAY, "moment": moment})
    claimed = []
    for row in connection.execute(DUE, {"moment": moment, "now": now, "size": limit}).all():
        taken = {
            "owner": owner,
            "fence": row.fence + 1,
            "attempts": row.attempts + 1,
            "leased_until": now + timedelta(seconds=lease_seconds),
        }
        connection.execute(_TAKE, {"of_organisation": row.organisation_id, "of_person": row.person_id} | taken)
        claimed.append(
            Turn(
                organisation_id=OrganisationId(row.organisation_id),
                person_id=PersonId(row.person_id),
                fence=row.fence + 1,
                attempts=row.attempts + 1,
                looked_on=row.looked_on,
                told=row.told,
                due_at=row.next_at,
            )
        )
    return claimed


def put_back(connection: Connection, turn: Turn, owner: str, *, seconds: float) -> bool:
    """It could not be taken; somebody may try again so many seconds from now. `False`: it is in other hands by now."""
    mine = {
        "of_organisation": turn.organisation_id,
        "of_person": turn.person_id,
        "of_owner": owner,
        "of_fence": turn.fence,
    }
    later = {"leased_until": database_now(connection) + timedelta(seconds=seconds)}
    return connection.execute(_MINE, mine | later).rowcount == 1
