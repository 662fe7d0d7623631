"""What is stored so that people hear of things by themselves, and the port to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.actions import ActionRow
from domain.due import Due
from domain.ids import ActionId, OrganisationId, PersonId, PlanId
from domain.people import Platform
from domain.reminders.hearing import Told
from domain.reminders.steps import Step
from domain.reminders.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Turn:
    """A person whose turn it is to be looked at, in the hands of a process. `looked_on` is the last local day whose
    look is done, `told` how many messages went out on it, `due_at` since when it is their turn. `fence` says who holds
    it.
    """

    organisation_id: OrganisationId
    person_id: PersonId
    fence: int
    attempts: int
    looked_on: date | None = None
    told: int = 0
    due_at: datetime | None = None


class News(StrEnum):
    """What a notice tells. A stored format: a name never changes its meaning."""

    ASSIGNED = "assigned"
    ROUND = "round"
    ROUND_AGAIN = "round_again"
    ROUND_CLOSED = "round_closed"
    OUT_OF_REACH = "out_of_reach"
    ASKED = "asked"
    CLAIM = "claim"
    WORD = "word"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person is to hear in their next message, not before `at`. `about` is plain data of its kind."""

    key: str
    person_id: PersonId
    kind: News
    about: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Recall:
    """What a message to somebody told, so that it can be taken back as long as it has not arrived: then they are told
    anew, in their hours, what still holds by then.

    `day` is theirs, `at` the moment it was written; `looked_on` the day of the look before it. `entries` stand in the
    ledger because of it, and `notices` count as told; `weekly`: which list of the week was in it. `versions`:
    the actions as it shows them.
    """

    day: date
    at: datetime
    looked_on: date | None = None
    entries: tuple[Told, ...] = ()
    notices: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    weekly: str = ""
    versions: Mapping[ActionId, int] = field(default_factory=dict)

    def packed(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "day": self.day.isoformat(),
            "at": self.at.isoformat(),
            "looked_on": self.looked_on.isoformat() if self.looked_on else None,
            "entries": [[one.action_id, one.due_on.isoformat(), one.step.value] for one in self.entries],
            "notices": [[key, dict(about)] for key, about in self.notices],
            "weekly": self.weekly,
            "versions": dict(self.versions),
        }

    @classmethod
    def unpacked(cls, given: Mapping[str, Any]) -> Recall:
        """From plain data."""
        return cls(
            day=date.fromisoformat(given["day"]),
            at=datetime.fromisoformat(given["at"]),
            looked_on=date.fromisoformat(given["looked_on"]) if given["looked_on"] else None,
            entries=tuple(
                Told(ActionId(action), date.fromisoformat(due_on), Step(step))
                for action, due_on, step in given["entries"]
            ),
            notices=tuple((key, about) for key, about in given["notices"]),
            weekly=str(given["weekly"]),
            versions={ActionId(action): int(version) for action, version in given["versions"].items()},
        )


@dataclass(frozen=True, slots=True)
class Silence:
    """A platform's workspace in which a message could not reach somebody, and the platform's word why."""

    platform: Platform
    workspace: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PutOff:
    """Somebody asked to be reminded of an action later, and said why. `due_on` is the last day of the date that the
    action had then (`None`: it had none, or that was not kept).
    """

    person_id: PersonId
    action_id: ActionId
    until: date
    reason: str
    at: datetime
    due_on: date | None = None

    def holds_for(self, due: Due) -> bool:
        """Does it still count, with this date? A date that somebody moved to before the day of the reminder is news:
        who put off the old one must hear of the new one in time.
        """
        return self.due_on is None or due.latest is None or due.latest == self.due_on or due.latest >= self.until


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """Somebody whom a message could not reach, and the platform's word why."""

    organisation_id: OrganisationId
    person_id: PersonId
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """A coordinator asks every lead of a plan for a line by a day."""

    id: str
    plan_id: PlanId
    person_id: PersonId
    opened_at: datetime
    deadline: date
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A plan as it was on a day: open actions, overdue ones, completed ones, and open ones by colour."""

    day: date
    open: int
    overdue: int
    complete: int
    colours: Mapping[str, int] = field(default_factory=dict)


class Reminders(Protocol):
    """Reminders within an organisation."""

    def wishes(self, person_id: PersonId) -> Wishes:
        """What somebody wishes."""
        ...

    def wish(self, person_id: PersonId, wishes: Wishes) -> None:
        """Keep it."""
        ...

    def wake(self, people: Collection[PersonId], at: datetime) -> None:
        """Something changed for these people: look at them anew at this moment, or earlier if that is due."""
        ...

    def wake_leads(self, action_id: ActionId, at: datetime) -> None:
        """The same for the leads of an action."""
        ...

    def wake_plan(self, plan_id: PlanId, at: datetime) -> None:
        """The same for everybody who leads something in a plan, or has a role in it."""
        ...

    def done(self, turn: Turn, owner: str, *, next_at: datetime | None, looked_on: date | None, told: int) -> None:
        """The turn was taken, in this very transaction.

        Raises:
            StaleWrite: it is in other hands by now, or something changed meanwhile: nothing of it may be kept.
        """
        ...

    def told(self, person_id: PersonId, actions: Collection[ActionId]) -> frozenset[Told]:
        """What the ledger says of a person and these actions."""
        ...

    def tell(self, person_id: PersonId, entries: Collection[Told], at: datetime) -> None:
        """Enter these; what is there already stays."""
        ...

    def heard_of(self, actions: Collection[ActionId]) -> Mapping[ActionId, datetime]:
        """When people last said something of these actions, or changed them; those never touched are not in it."""
        ...

    def open_rows(self, plan_id: PlanId) -> Sequence[ActionRow]:
        """Every open action of a plan that its newest version still has, by date."""
        ...

    def to_escalate(self, plan_id: PlanId, person_id: PersonId, before: date) -> Sequence[ActionRow]:
        """Open actions of a plan due before this day, of whose date this coordinator was not told yet, by date."""
        ...

    def judged_since(self, actions: Collection[ActionId], since: datetime) -> frozenset[ActionId]:
        """Which of these actions were given another colour since then."""
        ...

    def put_off(self, entry: PutOff) -> None:
        """Keep that somebody asked to be reminded later, instead of what they asked before."""
        ...

    def put_offs(self, *, person_id: PersonId | None = None, plan_id: PlanId | None = None) -> Sequence[PutOff]:
        """What a person put off, or what was put off in a plan."""
        ...

    def notify(self, notice: Notice) -> bool:
        """Queue it once for each key, and wake the person; `False` if that key was queued before."""
        ...

    def notices(self, person_id: PersonId) -> Sequence[Notice]:
        """What a person was not told yet, oldest first; also what is not due."""
        ...

    def told_of(self, keys: Collection[str], at: datetime) -> None:
        """These notices were told, or have nothing left to tell."""
        ...

    def leave_unsaid(self, beginning: str) -> Sequence[PersonId]:
        """Whoever was not told of the notices whose keys begin so hears nothing of it; gives who was told before."""
        ...

    def out_of_reach(self, person_id: PersonId, reason: str, at: datetime) -> None:
        """A message could not reach them; their coordinators are to know, once for each reason."""
        ...

    def silent_at(self, silence: Silence, person_id: PersonId) -> None:
        """A message could not reach them there."""
        ...

    def silences(self, person_id: PersonId) -> Sequence[Silence]:
        """Where messages could not reach them, and none has since."""
        ...

    def unreported(self) -> Sequence[OutOfReach]:
        """People out of reach of whom no coordinator knows."""
        ...

    def reported(self, person_id: PersonId, at: datetime) -> None:
        """Somebody knows."""
        ...

    def reasons(self, people: Collection[PersonId]) -> Mapping[PersonId, str]:
        """Why some of these people are out of reach; the others are not in it."""
        ...

    def open_round(self, opened: Round) -> None:
        """Keep a round."""
        ...

    def close_round(self, round_id: str, at: datetime) -> None:
        """It is over."""
        ...

    def go_on_with_round(self, round_id: str) -> None:
        """It is not over after all."""
        ...

    def round(self, round_id: str) -> Round | None:
        """One round."""
        ...

    def asked_in(self, round_id: str) -> Mapping[PersonId, tuple[ActionId, ...]]:
        """Who was asked about which actions in a round."""
        ...

    def rounds(self, plan_id: PlanId, *, only_open: bool = False) -> Sequence[Round]:
        """The rounds of a plan, newest first."""
        ...

    def figures_before(self, plan_id: PlanId, day: date) -> Figures | None:
        """The newest figures of a plan from before this day."""
        ...

    def keep_figures(self, plan_id: PlanId, figures: Figures) -> None:
        """Keep a plan's figures of a day, unless they are kept."""
        ...
