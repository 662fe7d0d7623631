"""A town whose people are reminded by a stopped clock: what the stories of reminders have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.due import Due
from domain.ids import PersonId
from domain.posting import Posting
from domain.usecases.turns import take_turns
from domain.views import Item, Reply
from storage.store import SqlStore
from tests import builders
from tests.sweeping import on
from tests.talk import StoppedClock, Talk


@dataclass
class Town:
    """People of one organisation, alone in its database, and what they were told."""

    store: SqlStore
    built: builders.Town
    clock: StoppedClock
    heard: list[tuple[datetime, PersonId, Reply]] = field(default_factory=list)
    posted: list[Posting] = field(default_factory=list)

    @classmethod
    def of(cls, store: SqlStore, *dues: Due, moment: datetime, **options: object) -> Town:
        """A plan with these dates, all led by Imogen Vale, coordinated by Tobias Wren."""
        built = builders.town(store, actions=len(dues), dues=dues, edit=_all_hers, **options)  # type: ignore[arg-type]  # the builder's own names
        return cls(store, built, StoppedClock(moment))

    @property
    def lead(self) -> PersonId:
        return self.built.lead.id

    @property
    def coordinator(self) -> PersonId:
        return self.built.coordinator.id

    def at(self, day: date, hour: int = 9, minute: int = 0) -> list[Reply]:
        """What the lead is told by a look at this moment on the organisation's clock."""
        return self.look(on(day, hour, minute))

    def look(self, moment: datetime, who: PersonId | None = None) -> list[Reply]:
        """What somebody (else the lead) is told by a look at this moment."""
        self.clock.time = moment
        take_turns(self.store, self.clock, owner="test")
        return [one.reply for one in self.delivered() if one.person_id == (who or self.lead)]

    def delivered(self) -> list[Posting]:
        """What was queued since the last look, delivered."""
        new: list[Posting] = []
        while some := self.store.claim("test", lease_seconds=60, organisation_id=self.built.id):
            for posting in some:
                assert self.store.sent(posting, "test", f"ts-{posting.id}")
                if posting.replaces is not None:
                    continue  # an edit of one that was heard before
                new.append(posting)
                self.posted.append(posting)
                if posting.person_id is not None:
                    self.heard.append((self.clock.now(), posting.person_id, posting.reply))
        return new

    def talk(self, *, lead: bool = True) -> Talk:
        account = self.built.lead_account if lead else self.built.coordinator_account
        return Talk(self.store, self.built.workspace, account, self.clock)

    def days(self, who: PersonId | None = None) -> list[date]:
        """On which days somebody (else the lead) heard something."""
        return [
            moment.astimezone(self.built.organisation.zone).date()
            for moment, whom, _ in self.heard
            if whom == (who or self.lead)
        ]


def _all_hers(contents: builders.PlanContents) -> builders.PlanContents:
    hers = next(lead for lead in contents.leads if lead.person_id is not None)
    for number in range(1, len(contents.actions) + 1):
        contents = builders.edited(
            contents, number, leads=(builders.ActionLead(hers.id, hers.name, person_id=hers.person_id),)
        )
    return contents


def keys(reply: Reply) -> list[str]:
    """The actions that a message shows, in their order."""
    return [one.key for one in reply.elements if isinstance(one, Item)]


def due(*days: date) -> Sequence[Due]:
    return [Due.on(day) for day in days]
