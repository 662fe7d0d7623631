"""Somebody says who they are. It counts for nothing until a person who may say so has confirmed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.events import Event
from domain.ids import AccountId, ClaimId, LeadId, OrganisationId, PersonId, PlanId


class ClaimState(StrEnum):
    """What became of it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Claim:
    """An account says that it is a printed lead of a plan (`lead_id`), a person (`person_id`), or somebody whom it
    names in its own words (`said`) and whom we could not place. `target` names what is claimed, so that the same is
    claimed once. `fits` says why it was offered: `e-mail`, `name`, `initials`, or empty for their own words.
    """

    id: ClaimId
    organisation_id: OrganisationId
    account_id: AccountId
    target: str
    at: datetime
    lead_id: LeadId | None = None
    person_id: PersonId | None = None
    plan_id: PlanId | None = None
    said: str = ""
    fits: str = ""
    state: ClaimState = ClaimState.OPEN
    decided_at: datetime | None = None


class Claims(Protocol):
    """Claims within the organisation. Nothing here looks at sight: who asks decides whom they may be shown to."""

    def add(self, claim: Claim) -> bool:
        """Keep it; `False` where the account has claimed the same already, and nobody has decided."""
        ...

    def by_id(self, claim_id: ClaimId) -> Claim | None:
        """One claim; locked until the end in a writing unit of work."""
        ...

    def of_account(self, account_id: AccountId) -> Sequence[Claim]:
        """What waits of this account's claims, oldest first."""
        ...

    def made_since(self, account_id: AccountId, since: datetime) -> int:
        """How many it made since then, whatever became of them."""
        ...

    def waiting(self, limit: int = 200) -> Sequence[Claim]:
        """Every claim that waits, oldest first."""
        ...

    def decide(self, claim: Claim, state: ClaimState, *, at: datetime, because: Event | None) -> None:
        """Say what became of it.

        Raises:
            StaleWrite: somebody else did, or it was withdrawn.
        """
        ...
