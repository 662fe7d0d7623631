"""Long work (an import, a report, a digest): a row that a worker claims with a lease, by the database's clock.

A job whose lease ran out is claimed again by whoever asks next; only who holds the newest fence can finish it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, literal_column, select

from domain.ids import JobId, OrganisationId, new_id
from domain.outgoing import Job
from storage.clock import database_now
from storage.repositories.scope import Scope
from storage.schema import JOB_UNFINISHED, jobs

_REASON_CHARACTERS = 500

_DUE = (
    select(jobs)
    .where(JOB_UNFINISHED, jobs.c.due_at <= bindparam("now"), jobs.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(jobs.c.due_at, jobs.c.sequence)
    .limit(bindparam("size"))
    .with_for_update(skip_locked=True)
)
_TAKE = jobs.update().where(jobs.c.sequence == bindparam("of_row"))
_MINE = jobs.update().where(
    jobs.c.organisation_id == bindparam("organisation"),
    jobs.c.id == bindparam("row_id"),
    jobs.c.state == literal_column("'claimed'"),
    jobs.c.owner == bindparam("of_owner"),
    jobs.c.fence == bindparam("of_fence"),
)


class SqlJobs:
    """`domain.ports.Jobs`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def put(self, *, key: str, kind: str, payload: Mapping[str, Any], due_at: datetime | None = None) -> bool:
        """Queue a job once for each key; `False` if that key was queued before."""
        now = database_now(self._scope.connection)
        row = {
            "organisation_id": self._scope.organisation_id,
            "id": new_id(),
            "key": key,
            "kind": kind,
            "payload": dict(payload),
            "state": "waiting",
            "due_at": due_at or now,
            "fence": 0,
            "attempts": 0,
            "reason": "",
            "created_at": now,
        }
        statement = (
            self._scope.insert(jobs)
            .on_conflict_do_nothing(index_elements=["organisation_id", "key"])
            .returning(jobs.c.sequence)
        )
        return self._scope.connection.execute(statement, row).scalar() is not None


def claim(
    connection: Connection, owner: str, *, kinds: Sequence[str], lease_seconds: float, limit: int
) -> Sequence[Job]:
    """Take up due jobs of these kinds, the longest due first."""
    now = database_now(connection)
    claimed = []
    for row in connection.execute(_DUE, {"now": now, "kinds": list(kinds), "size": limit}).all():
        taken = {
            "state": "claimed",
            "owner": owner,
            "fence": row.fence + 1,
            "attempts": row.attempts + 1,
            "due_at": now + timedelta(seconds=lease_seconds),
        }
        connection.execute(_TAKE, {"of_row": row.sequence} | taken)
        claimed.append(
            Job(
                id=JobId(row.id),
                organisation_id=OrganisationId(row.organisation_id),
                key=row.key,
                kind=row.kind,
                payload=row.payload,
                attempts=row.attempts + 1,
                fence=row.fence + 1,
            )
        )
    return claimed


def keep(connection: Connection, job: Job, owner: str, *, lease_seconds: float) -> bool:
    """Still at it: a new lease. `False`: it is in other hands by now, stop."""
    return _change(connection, job, owner, due_at=database_now(connection) + timedelta(seconds=lease_seconds))


def done(connection: Connection, job: Job, owner: str) -> bool:
    """Finished. `False`: it is in other hands by now."""
    return _change(connection, job, owner, state="done", due_at=None, finished_at=database_now(connection))


def put_back(connection: Connection, job: Job, owner: str, *, seconds: float, reason: str) -> bool:
    """To be tried again, so many seconds from now."""
    due_at = database_now(connection) + timedelta(seconds=seconds)
    return _change(connection, job, owner, state="waiting", due_at=due_at, reason=reason[:_REASON_CHARACTERS])


def give_up(connection: Connection, job: Job, owner: str, *, reason: str) -> bool:
    """It can't be done, for a person to see."""
    now = database_now(connection)
    return _change(
        connection, job, owner, state="dead", due_at=None, finished_at=now, reason=reason[:_REASON_CHARACTERS]
    )


def _change(connection: Connection, job: Job, owner: str, **values: object) -> bool:
    mine = {"organisation": job.organisation_id, "row_id": job.id, "of_owner": owner, "of_fence": job.fence}
    return connection.execute(_MINE, mine | values).rowcount == 1
