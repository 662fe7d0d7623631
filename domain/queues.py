"""What processes take up and finish: messages, jobs and people's turns, each in one pair of hands at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.ids import OrganisationId
from domain.outgoing import Job
from domain.pacing import Rates
from domain.people import Platform
from domain.posting import Claimed, Posting, Served
from domain.reminders.records import Turn


class Queues(Protocol):
    """The part of the store from which processes claim. Leases are by the database's clock; only who holds something
    may finish it.
    """

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
        expired lease comes back as `maybe_sent`. With `served`, only rows for these platforms and workspaces: the
        others are left to the process that has a way there. With `rates`, no faster than these, of which all processes
        have the same tokens.
        """
        ...

    def sent(self, posting: Posting, owner: str, external_id: str) -> bool:
        """It arrived, and the platform calls it this. `False` here and below: it is in other hands by now."""
        ...

    def put_back(
        self, posting: Posting, owner: str, *, seconds: float, reason: str, maybe_sent: bool, held: bool = False
    ) -> bool:
        """It is to be tried again, so many seconds from now. `held`: its platform asked so, for whatever goes there; if
        it asks so in two conversations at once, for the whole workspace.
        """
        ...

    def give_up(self, posting: Posting, owner: str, *, reason: str) -> bool:
        """It will never arrive: a dead letter, for a person to see."""
        ...

    def waiting(self) -> Mapping[str, int]:
        """Outbox rows by state: waiting, claimed, sent, dead (a person should look), skipped (nothing left to do)."""
        ...

    def oldest_waiting(self) -> datetime | None:
        """When the message was queued that has waited longest; `None` where none waits. By the database's clock, as is
        `created_at` of a letter."""
        ...

    def waiting_by_place(self) -> Mapping[tuple[Platform, str], int]:
        """How many messages are still to be delivered, by platform and workspace."""
        ...

    def claim_jobs(self, owner: str, *, kinds: Sequence[str], lease_seconds: float, limit: int = 1) -> Sequence[Job]:
        """Take up due jobs of these kinds, the longest due first; one whose lease ran out comes again."""
        ...

    def keep_job(self, job: Job, owner: str, *, lease_seconds: float) -> bool:
        """Still at it: a new lease. `False` here and below: it is in other hands by now, stop."""
        ...

    def finish_job(self, job: Job, owner: str) -> bool:
        """It is done."""
        ...

    def put_job_back(self, job: Job, owner: str, *, seconds: float, reason: str) -> bool:
        """It is to be tried again, so many seconds from now."""
        ...

    def give_job_up(self, job: Job, owner: str, *, reason: str) -> bool:
        """It can't be done, for a person to see."""
        ...

    def claim_turns(self, owner: str, moment: datetime, *, lease_seconds: float, limit: int = 20) -> Sequence[Turn]:
        """Take up people whose turn to be looked at has come at this moment; one whose lease ran out comes again."""
        ...

    def bring_forward(self, moment: datetime) -> None:
        """The clock was set back to this moment: look at everybody whose turn comes later, and let no message wait
        longer than one ever does.
        """
        ...

    def organisations_with_unreported(self) -> Sequence[OrganisationId]:
        """Those in which a message did not reach somebody, and nobody was told."""
        ...

    def put_turn_back(self, turn: Turn, owner: str, *, seconds: float) -> bool:
        """It could not be taken. `False`: it is in other hands by now."""
        ...
