"""A town whose plan is followed, swept by a stopped clock: what the stories of the sweep have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from domain.due import Due
from domain.events import ChannelFollowed
from domain.ids import OrganisationId
from domain.people import EVERYTHING, SYSTEM
from domain.plans import Follow
from domain.ports import Store
from domain.posting import Posting
from domain.usecases.sweep import sweep_overdue
from domain.views import Item
from tests import builders
from tests.talk import StoppedClock, Talk

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 11, 23)


def on(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment on the clock of the organisation."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


class OnlyHere:
    """The store as if there were one organisation: the others in it belong to other stories."""

    def __init__(self, store: Store, *wanted: OrganisationId) -> None:
        self._store, self._wanted = store, wanted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def follows_to_sweep(self) -> Iterable[tuple[OrganisationId, Follow]]:
        return [(of, follow) for of, follow in self._store.follows_to_sweep() if of in self._wanted]


@dataclass
class Round:
    """A town whose plan is followed, a clock, and what its channels heard."""

    store: Store
    town: builders.Town
    clock: StoppedClock
    heard: list[Posting] = field(default_factory=list)

    def sweep(self, moment: datetime | None = None, *, at_once: bool = False, also: Sequence[Round] = ()) -> int:
        if moment is not None:
            self.clock.time = moment
        where = OnlyHere(self.store, self.town.id, *(one.town.id for one in also))
        return sweep_overdue(cast("Store", where), self.clock, at_once=at_once)

    def posts(self) -> list[Posting]:
        """What was queued since the last look, delivered."""
        new: list[Posting] = []
        while some := self.store.claim("test", lease_seconds=60, organisation_id=self.town.id):
            for posting in some:
                assert self.store.sent(posting, "test", f"ts-{posting.id}")
                new.append(posting)
        self.heard += new
        return new

    def talk(self, *, lead: bool = False, channel: str = "") -> Talk:
        account = self.town.lead_account if lead else self.town.coordinator_account
        return Talk(self.store, self.town.workspace, account, self.clock, channel or "D1", private=not channel)

    def follow(self, channel: str, **changes: object) -> Follow:
        follow = replace(builders.follow(self.town.contents, self.town.workspace, channel), **changes)  # type: ignore[arg-type]  # any field
        with self.store.writing(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            because = ChannelFollowed(
                at=self.clock.now(), by=SYSTEM, plan_id=self.town.plan.id, channel=channel, already_overdue=0
            )
            uow.plans.follow(follow, because=because)
        return follow


def followed(
    store: Store, dues: Sequence[Due], *, moment: datetime | None = None, channels: Sequence[str] = ("C1",)
) -> Round:
    """A plan followed by channels that were told of nothing yet."""
    town = builders.town(store, actions=len(dues), dues=dues)
    made = Round(store, town, StoppedClock(moment or on(MONDAY)))
    for channel in channels:
        made.follow(channel)
    return made


def due(*days: date) -> list[Due]:
    return [Due.on(day) for day in days]


def keys(posting: Posting) -> list[str]:
    return [one.key for one in posting.reply.elements if isinstance(one, Item)]


YESTERDAY = MONDAY - timedelta(days=1)
