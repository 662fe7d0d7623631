"""What the page can be about: the people, the two platforms, and a clock that can be moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from bot.playground.pretend_slack import PretendSlack
from bot.playground.pretend_teams import PretendTeams


@dataclass(frozen=True, slots=True)
class StagePerson:
    """Somebody one can be on the page, with their ids on the two platforms. ``key`` names them in addresses."""

    key: str
    name: str
    post: str
    slack: str
    teams: str


class Stage(Protocol):
    """What the page needs from the demonstration around it."""

    @property
    def slack(self) -> PretendSlack:
        """The running pretend Slack."""
        ...

    @property
    def teams(self) -> PretendTeams:
        """The running pretend Teams."""
        ...

    @property
    def people(self) -> Sequence[StagePerson]:
        """Who one can be."""
        ...

    def suggestions(self, person: StagePerson) -> Sequence[str]:
        """Words for somebody to try, such as "mine"; the page adds "/actions" where Slack wants it."""
        ...

    def now(self) -> datetime:
        """The time of the demonstration, with its zone."""
        ...

    def next_working_day(self) -> date:
        """Where "next working day" leads."""
        ...

    def move_to(self, day: date) -> str:
        """Move the clock forward and let the bot do what is due by then; a sentence that says what happened.

        Raises:
            ValueError: with a sentence for the page, such as that time does not run backwards.
        """
        ...


@dataclass
class SimpleStage:
    """A stage whose clock only moves; for tests, and as a base for real ones."""

    slack: PretendSlack
    teams: PretendTeams
    people: Sequence[StagePerson]
    tries: Sequence[str] = ("mine", "overdue", "help")
    ahead: timedelta = field(default_factory=timedelta)

    def suggestions(self, person: StagePerson) -> Sequence[str]:
        """The same for everybody."""
        return self.tries

    def now(self) -> datetime:
        """The machine's time, moved."""
        return datetime.now(UTC).astimezone() + self.ahead

    def next_working_day(self) -> date:
        """The next day that is not a Saturday or Sunday."""
        day = self.now().date() + timedelta(days=1)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return day

    def move_to(self, day: date) -> str:
        """Move the clock to that day, at the same time of day."""
        moved = day - self.now().date()
        if moved <= timedelta():
            raise ValueError("The clock can only be moved forward.")
        self.ahead += moved
        return f"It is now {self.now():%A} {day.day} {day:%B %Y}."
