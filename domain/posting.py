"""What leaves for Slack and Teams: a message, where it goes, the card it becomes, and who sends it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.ids import ActionId, CardId, OrganisationId, OutboxId, PersonId, PlanId
from domain.pacing import Rates
from domain.people import Platform
from domain.views import Reply


@dataclass(frozen=True, slots=True)
class Card:
    """A message of ours that shows actions, remembered so that it can be edited when one of them changes.
    `external_id` is the platform's name of it, once it was posted.

    In a channel it tells of a plan, and `intro` is its first sentence. In somebody's own chat, `account` is the
    platform's name of who alone reads it, and it is drawn again with their eyes: `query` is what gives its list, and
    where there is none (a digest), what was written then is shown with its rows as they are now.
    """

    id: CardId
    organisation_id: OrganisationId
    platform: Platform
    workspace: str
    conversation: str
    kind: str
    plan_id: PlanId | None
    intro: str
    action_ids: tuple[ActionId, ...]
    more: int = 0
    external_id: str | None = None
    account: str = ""
    query: Mapping[str, Any] | None = None
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message goes. `address` holds what the platform needs to reach it (Teams: serviceUrl, bot id ...)."""

    platform: Platform
    workspace: str
    conversation: str
    address: Mapping[str, str] = field(default_factory=dict)


Served = Mapping[Platform, Collection[str] | None]
"""The workspaces of each platform that a process can write to; `None` for all of a platform."""


@dataclass(frozen=True, slots=True)
class Posting:
    """An outbox row in the hands of the relay. `key` names the message on the platform, so that it can be looked for
    when nobody knows whether it arrived; `maybe_sent` says that this is such a time; `claimed_since` is when somebody
    first took it up, and `claimed_for` how long ago that was, both by the database's clock: a platform's may differ,
    and so may ours. `person_id` is who alone is to read it, where it is for one person. `replaces` is set where a
    message that is already there is to be edited.

    `card` is the card that the message is or edits. What a refresh (`replaces` is set) shows is drawn when it is sent,
    from what is true then; its `reply` is what was written first, for a card that has no query, else empty. Sending a
    refresh twice is harmless.

    `plan_id` is the plan that it tells a channel of; `sensitive` that this plan is, as it is run at this moment: then
    the poster asks its platform each time who can read there, and posts among members only.

    `age` is how long ago it was queued, by the database's clock; `recall` what it tells somebody
    (`domain.reminders.records.Recall`, packed), so that it can be taken back instead of being sent late.

    `taken_at` is when it was taken up this time, and `send_before` the last moment at which the platform may be asked
    for it, both by the watch of this machine (`domain.lateness.seconds_passed`).
    """

    id: OutboxId
    organisation_id: OrganisationId
    key: str
    destination: Destination
    reply: Reply
    card: Card | None = None
    replaces: str | None = None
    maybe_sent: bool = False
    attempts: int = 0
    claimed_since: datetime | None = None
    claimed_for: timedelta = timedelta()
    fence: int = 0
    person_id: PersonId | None = None
    plan_id: PlanId | None = None
    sensitive: bool = False
    age: timedelta = timedelta()
    recall: Mapping[str, Any] | None = None
    taken_at: float | None = None
    send_before: float | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person may know of a message in the outbox: where to, since when, how it stands; never what it says.
    `state` is `waiting`, `claimed` or `dead`; `reason` the platform's last word, for those who look after the bot.
    """

    id: OutboxId
    destination: Destination
    state: str
    attempts: int
    reason: str
    created_at: datetime
    finished_at: datetime | None = None
    maybe_sent: bool = False
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Traffic:
    """How many messages of an organisation stand how, of those that are not forgotten yet. `sent_again`: sent after
    more than one attempt. Of those that wait, `tried` were tried before, and `unclear` may have arrived.
    """

    sent: int = 0
    sent_again: int = 0
    waiting: int = 0
    tried: int = 0
    unclear: int = 0
    dead: int = 0


class Claimed(list[Posting]):
    """What was taken up. `again_in`: after how many seconds something that waits for its turn alone may go; `None` if
    nothing does.
    """

    again_in: float | None = None


class PostingFailed(Exception):
    """The platform refused for good: the channel is gone, the bot is not in it. `reason` is the platform's word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PostingDelayed(Exception):
    """The platform asks to wait (429: `asked`), or could not be reached before anything was sent."""

    def __init__(self, reason: str, *, seconds: float, asked: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds
        self.asked = asked


class PostingUnclear(Exception):
    """The answer was lost: the message may have arrived."""


class Poster(Protocol):
    """Sends what the outbox holds. Implementations never retry by themselves."""

    @property
    def rates(self) -> Rates:
        """How fast its platform may be written to."""
        ...

    async def workspaces(self) -> Collection[str] | None:
        """The workspaces it has a way into, as the platform calls them, in any case; `None` for all of them.

        Raises:
            PostingDelayed: the platform doesn't say just now.
        """
        ...

    async def post(self, posting: Posting) -> str:
        """Post it, or edit the message `posting.replaces`; gives the platform's id of the message. What has to be asked
        first may take its time; the request that posts leaves before `posting.send_before` or not at all.

        Raises:
            PostingFailed, PostingDelayed, PostingUnclear
        """
        ...

    async def find(self, posting: Posting) -> str | None:
        """Look for a message with this key that may have arrived; the platform's id of it, or `None`.

        Platforms whose history a bot can't read give `None` and label the repeat.
        """
        ...
