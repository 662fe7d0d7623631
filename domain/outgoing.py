"""What is left for after the commit: messages, long work, and how conversations are written to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.events import Event
from domain.ids import JobId, OrganisationId, OutboxId, PersonId, PlanId
from domain.people import Platform
from domain.posting import Card, Destination, Letter, Posting, Traffic
from domain.views import Reply


class Outbox(Protocol):
    """Messages that leave after the commit."""

    def put(
        self,
        *,
        key: str,
        destination: Destination,
        reply: Reply,
        card: Card | None = None,
        person_id: PersonId | None = None,
        plan_id: PlanId | None = None,
        recall: Mapping[str, Any] | None = None,
    ) -> bool:
        """Queue a message once for each key; `False` if that key was queued before. `person_id`: it is for that person
        alone, and whether it reached them is kept. `plan_id`: it tells a channel of that plan (a card does anyway).
        `recall`: what it tells that person, packed, for as long as it may be taken back."""
        ...

    def take_back(self, posting: Posting, owner: str, *, reason: str, at: datetime) -> bool:
        """It is not sent: whom it was for is told anew, by their next turn, what it told and what else still waits for
        them. `False`: it is in other hands by now."""
        ...

    def leave(self, posting: Posting, owner: str, *, reason: str) -> bool:
        """There is nothing left to send. `False`: it is in other hands by now."""
        ...

    def behind(self, posting: Posting) -> int:
        """How many other messages to the same person wait that could be taken back with it."""
        ...

    def remember(self, card: Card) -> None:
        """A message in somebody's own chat (`account`, `external_id`) that an adapter sent or edited by itself shows
        this from now on. Without actions it is no longer edited."""
        ...

    def leave_alone(self, account: str, message: str, *, span: timedelta) -> None:
        """In the place of this message in somebody's own chat stands a form: for so long no change edits it away, or
        until `remember` says what stands there then."""
        ...

    def missed(self, person_id: PersonId) -> Sequence[Reply]:
        """The newest direct messages to this person that could not be delivered."""
        ...

    def undelivered(self, limit: int = 20) -> tuple[Sequence[Letter], int]:
        """What was given up, newest first, then what still waits, oldest first; and how many in all."""
        ...

    def traffic(self) -> Traffic:
        """How many messages of the organisation stand how."""
        ...

    def failed(self, plan_id: PlanId) -> int:
        """How many messages that tell channels of this plan were given up in the last 30 days."""
        ...

    def longest_wait(self) -> timedelta:
        """How long the oldest message of the organisation waits to be sent; nothing where none does."""
        ...

    def given_up(self, plan_id: PlanId) -> Sequence[Letter]:
        """What channels of this plan were not told in the last 30 days since it was given up, oldest first."""
        ...

    def given_up_to(self, people: Collection[PersonId]) -> Sequence[Letter]:
        """What these people were not told in the last 30 days since it was given up, oldest first."""
        ...

    def send_again(self, letter_id: OutboxId, *, because: Event) -> bool:
        """Queue a message anew that was given up; `False` where it was not. What told somebody something that can be
        taken back is told anew by their next turn instead, as far as it still holds."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """Long work in the hands of a worker. `payload` is plain data of its kind; `attempts` counts from 1."""

    id: JobId
    organisation_id: OrganisationId
    key: str
    kind: str
    payload: Mapping[str, Any]
    attempts: int = 1
    fence: int = 0


class Jobs(Protocol):
    """Long work that begins after the commit."""

    def put(self, *, key: str, kind: str, payload: Mapping[str, Any], due_at: datetime | None = None) -> bool:
        """Queue a job once for each key; `False` if that key was queued before."""
        ...


@dataclass(frozen=True, slots=True)
class KnownConversation:
    """What is kept of a conversation so that it can be written to later (Teams: serviceUrl, bot and tenant)."""

    platform: Platform
    workspace: str
    conversation: str
    address: Mapping[str, str]
    person_external_id: str = ""
    seen_at: datetime | None = None
