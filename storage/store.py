"""The store: opens units of work, and holds what belongs to the process rather than to a person's request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, literal_column, select

from domain.errors import NotFound, StaleWrite
from domain.ids import OrganisationId
from domain.outgoing import Job
from domain.pacing import Rates
from domain.people import Organisation, Platform, Refusal, Workspace
from domain.plans import Follow
from domain.ports import UnitOfWork
from domain.posting import Claimed, Posting, Served
from domain.reminders.records import Turn
from storage import jobs, outbox, turns
from storage.database import Database
from storage.home_tabs import SqlHomeTabs
from storage.recent import Recent
from storage.repositories.follows import follow_from
from storage.repositories.scope import insert_into
from storage.repositories.stand_ins import COUNT_OF_DAY, refusal_from, refusal_values
from storage.schema import (
    UNREPORTED,
    follows,
    organisations,
    plans,
    refusals,
    unreached,
    workspaces,
)
from storage.tidying import BATCH, MOST_BATCHES, RULES
from storage.unit_of_work import SqlUnitOfWork, organisation_from, organisation_values, workspace_from

_KNOWN_SECONDS = 10
"""How long a request may go by what an organisation's settings were, or whose a workspace is."""

_ORGANISATIONS = select(organisations).order_by(organisations.c.name, organisations.c.id)
_ORGANISATION = select(organisations).where(organisations.c.id == bindparam("wanted"))
_WORKSPACE = (
    select(workspaces)
    .where(
        workspaces.c.platform == bindparam("of_platform"),
        workspaces.c.external_id == bindparam("external"),
        workspaces.c.removed_at.is_(None),
    )
    .limit(2)
)
_TO_SWEEP = (
    select(follows)
    .join(plans, and_(plans.c.organisation_id == follows.c.organisation_id, plans.c.id == follows.c.plan_id))
    .where(plans.c.state == literal_column("'live'"))
    .order_by(follows.c.organisation_id, follows.c.id)
)
_UNREPORTED = select(unreached.c.organisation_id).where(UNREPORTED).distinct().limit(100)
_ELSEWHERE = (
    select(refusals)
    .where(refusals.c.organisation_id == literal_column("''"))
    .order_by(refusals.c.last_at.desc(), refusals.c.workspace, refusals.c.account)
    .limit(bindparam("size"))
)


class SqlStore:
    """`domain.ports.Store` on SQLite or PostgreSQL. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._organisations: Recent[OrganisationId, Organisation] = Recent(_KNOWN_SECONDS)
        self._workspaces: Recent[tuple[Platform, str], Workspace] = Recent(_KNOWN_SECONDS)

    @classmethod
    def open(cls, url: str) -> SqlStore:
        """The store at this URL. The first connection is made when it is first used.

        Raises:
            ValueError: the URL is neither a SQLite file nor a PostgreSQL database.
        """
        return cls(Database(url))

    def close(self) -> None:
        """Let every connection go."""
        self._database.close()

    @contextmanager
    def reading(self, organisation_id: OrganisationId) -> Iterator[UnitOfWork]:
        """A unit of work that can't write.

        Raises:
            NotFound, Unavailable
        """
        with self._database.reading() as connection:
            known = self._organisations.recent(organisation_id)
            organisation = known or self._organisation(connection, organisation_id)
            yield SqlUnitOfWork(connection, organisation, writing=False)

    @contextmanager
    def writing(self, organisation_id: OrganisationId) -> Iterator[UnitOfWork]:
        """Commits at the end of the `with` block; an exception rolls everything back.

        Raises:
            NotFound, StaleWrite, Unavailable
        """
        with self._database.writing() as connection:
            known = self._organisations.recent(organisation_id)
            organisation = known or self._organisation(connection, organisation_id)
            uow = SqlUnitOfWork(connection, organisation, writing=True)
            try:
                yield uow
                uow.finish()
            except StaleWrite:
                self._organisations.forget(organisation_id)  # it may be the settings that are not what they were
                raise
        if uow.organisation is not organisation:
            self._organisations.forget(organisation_id)

    def organisations(self) -> Sequence[Organisation]:
        """Every organisation, by name."""
        with self._database.reading() as connection:
            return [organisation_from(row) for row in connection.execute(_ORGANISATIONS)]

    @contextmanager
    def founding(self, organisation: Organisation) -> Iterator[UnitOfWork]:
        """A new organisation, kept together with what the `with` block writes in it, or not at all."""
        with self._database.writing() as connection:
            connection.execute(organisations.insert(), organisation_values(organisation))
            uow = SqlUnitOfWork(connection, organisation, writing=True)
            yield uow
            uow.finish()

    @property
    def home_tabs(self) -> SqlHomeTabs:
        """The home tabs that people may be looking at."""
        return SqlHomeTabs(self._database)

    def find_workspace(self, platform: Platform, external_id: str) -> Workspace | None:
        """The workspace that a platform calls this; `None` also where several organisations have one of that name."""
        name = (platform, external_id)
        if (known := self._workspaces.recent(name)) is not None:
            return known
        with self._database.reading() as connection:
            rows = connection.execute(_WORKSPACE, {"of_platform": platform.value, "external": external_id}).all()
        found = workspace_from(rows[0]) if len(rows) == 1 else None
        # A Slack team or Teams tenant never changes hands; a console's name may come to mean two.
        if found is not None and platform is not Platform.CONSOLE:
            self._workspaces.keep(name, found)
        return found

    def follows_to_sweep(self) -> Sequence[tuple[OrganisationId, Follow]]:
        """Every channel that follows a live plan."""
        with self._database.reading() as connection:
            found = [follow_from(row) for row in connection.execute(_TO_SWEEP)]
        return [(follow.organisation_id, follow) for follow in found]

    def claim(
        self,
        owner: str,
        *,
        lease_seconds: float,
        limit: int = 10,
        organisation_id: OrganisationId | None = None,
        served: Served | None = None,
        rates: Mapping[Platform, Rates] | None = None,
    ) -> Claimed:
        """Take up due outbox rows: the oldest of each destination, none whose destination is being written to. An
        expired lease comes back as `maybe_sent`. With `served`, only rows for these platforms and workspaces; with
        `rates`, no faster than they bear.
        """
        with self._database.writing() as connection:
            return outbox.claim(
                connection,
                owner,
                lease_seconds=lease_seconds,
                limit=limit,
                organisation_id=organisation_id,
                served=served,
                rates=rates,
            )

    def sent(self, posting: Posting, owner: str, external_id: str) -> bool:
        """It arrived, and the platform calls it this. `False`: it is in other hands by now."""
        with self._database.writing() as connection:
            return outbox.sent(connection, posting, owner, external_id)

    def refusals_elsewhere(self, limit: int = 50) -> Sequence[Refusal]:
        """Who came from workspaces that no organisation has, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_ELSEWHERE, {"size": limit}).all()
        return [refusal_from(row) for row in rows]

    def note_refusal(self, refusal: Refusal) -> None:
        """Count somebody who was turned away; by day and reason, and no more rows a day than a disk can bear."""
        with self._database.writing() as connection:
            of_day = {"of_organisation": refusal.organisation_id or "", "of_day": refusal.last_at.date()}
            values = refusal_values(refusal, connection.execute(COUNT_OF_DAY, of_day).scalar_one())
            statement = insert_into(refusals, connection.dialect.name)
            statement = statement.on_conflict_do_update(
                index_elements=["organisation_id", "day", "platform", "workspace", "account", "reason"],
                set_={
                    "times": refusals.c.times + statement.excluded.times,
                    "last_at": statement.excluded.last_at,
                },
            )
            connection.execute(statement, values)

    def put_back(
        self, posting: Posting, owner: str, *, seconds: float, reason: str, maybe_sent: bool, held: bool = False
    ) -> bool:
        """It is to be tried again, so many seconds from now. `held`: its platform asked so, for whatever goes there."""
        with self._database.writing() as connection:
            return outbox.put_back(
                connection, posting, owner, seconds=seconds, reason=reason, maybe_sent=maybe_sent, held=held
            )

    def give_up(self, posting: Posting, owner: str, *, reason: str) -> bool:
        """It will never arrive: a dead letter, for a person to see."""
        with self._database.writing() as connection:
            return outbox.give_up(connection, posting, owner, reason=reason)

    def waiting(self) -> Mapping[str, int]:
        """Outbox rows by state."""
        with self._database.reading() as connection:
            return outbox.waiting(connection)

    def oldest_waiting(self) -> datetime | None:
        """When the message was queued that has waited longest; `None` where none waits."""
        with self._database.reading() as connection:
            return outbox.oldest_waiting(connection)

    def waiting_by_place(self) -> Mapping[tuple[Platform, str], int]:
        """How many messages are still to be delivered, by platform and workspace."""
        with self._database.reading() as connection:
            return outbox.waiting_by_place(connection)

    def claim_jobs(self, owner: str, *, kinds: Sequence[str], lease_seconds: float, limit: int = 1) -> Sequence[Job]:
        """Take up due jobs of these kinds, the longest due first; one whose lease ran out comes again."""
        with self._database.writing() as connection:
            return jobs.claim(connection, owner, kinds=kinds, lease_seconds=lease_seconds, limit=limit)

    def keep_job(self, job: Job, owner: str, *, lease_seconds: float) -> bool:
        """Still at it: a new lease. `False` here and below: it is in other hands by now, stop."""
        with self._database.writing() as connection:
            return jobs.keep(connection, job, owner, lease_seconds=lease_seconds)

    def finish_job(self, job: Job, owner: str) -> bool:
        """It is done."""
        with self._database.writing() as connection:
            return jobs.done(connection, job, owner)

    def put_job_back(self, job: Job, owner: str, *, seconds: float, reason: str) -> bool:
        """It is to be tried again, so many seconds from now."""
        with self._database.writing() as connection:
            return jobs.put_back(connection, job, owner, seconds=seconds, reason=reason)

    def give_job_up(self, job: Job, owner: str, *, reason: str) -> bool:
        """It can't be done, for a person to see."""
        with self._database.writing() as connection:
            return jobs.give_up(connection, job, owner, reason=reason)

    def claim_turns(self, owner: str, moment: datetime, *, lease_seconds: float, limit: int = 20) -> Sequence[Turn]:
        """Take up people whose turn to be looked at has come at this moment; one whose lease ran out comes again."""
        with self._database.writing() as connection:
            return turns.claim(connection, owner, moment, lease_seconds=lease_seconds, limit=limit)

    def bring_forward(self, moment: datetime) -> None:
        """The clock was set back to this moment: look at everybody whose turn comes later, and let no message wait
        longer than one ever does.
        """
        with self._database.writing() as connection:
            connection.execute(turns.FORWARD, {"moment": moment})
            outbox.bring_forward(connection)

    def organisations_with_unreported(self) -> Sequence[OrganisationId]:
        """Those in which somebody is out of reach and nobody knows."""
        with self._database.reading() as connection:
            return [OrganisationId(name) for name in connection.execute(_UNREPORTED).scalars()]

    def put_turn_back(self, turn: Turn, owner: str, *, seconds: float) -> bool:
        """It could not be taken. `False`: it is in other hands by now."""
        with self._database.writing() as connection:
            return turns.put_back(connection, turn, owner, seconds=seconds)

    def forget(self, now: datetime) -> int:
        """Drop what is no longer needed at this moment (`storage.tidying`), a batch in each transaction, so that nobody
        waits for it. Gives how many rows went.
        """
        gone = 0
        for rule in RULES:
            for _ in range(MOST_BATCHES):
                with self._database.writing() as connection:
                    rows = connection.execute(rule.statement, {"before": now - rule.after}).rowcount
                gone += rows
                if rows < BATCH:
                    break
        return gone

    def _organisation(self, connection: Connection, organisation_id: OrganisationId) -> Organisation:
        row = connection.execute(_ORGANISATION, {"wanted": organisation_id}).first()
        if row is None:
            raise NotFound("There is no such organisation.")
        organisation = organisation_from(row)
        self._organisations.keep(organisation_id, organisation)
        return organisation
