"""What somebody wishes to hear, and when."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.calendar import WorkingDays
from domain.people import Organisation, Platform
from domain.reminders.steps import Step

QUIET_FROM = 18
MOST_A_DAY = 2
"""Messages that somebody gets on one day at most, whatever happens."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person chose; the rest is as usual. Hours are on their own clock (`timezone`, else the organisation's).

    `before`, `on_the_day`, `late`: nudges at these steps. `weekly`: the list at the beginning of the week. `back_on`:
    the first day after a leave, before which they hear nothing. `where`: the platform they read, if they have several.
    `language`: a tag of `domain.speech.LANGUAGES`, or nothing for the organisation's.
    """

    before: bool = True
    on_the_day: bool = True
    late: bool = True
    weekly: bool = True
    hour: int | None = None
    quiet_from: int = QUIET_FROM
    timezone: str = ""
    back_on: date | None = None
    where: Platform | None = None
    language: str = ""

    def wants(self, step: Step) -> bool:
        """Do they want to hear at this step? What they asked for themselves always."""
        if step in {Step.MONTH, Step.SOON}:
            return self.before
        if step is Step.TODAY:
            return self.on_the_day
        return self.late if step.is_late else True

    def packed(self) -> dict[str, Any]:
        """As plain data, without what is as usual."""
        usual = Wishes()
        given = {name: value for name, value in asdict(self).items() if value != getattr(usual, name)}
        return given | {"back_on": self.back_on.isoformat()} if self.back_on else given

    @classmethod
    def unpacked(cls, given: dict[str, Any]) -> Wishes:
        """From plain data; what is not known is left out."""
        values = {one.name: given[one.name] for one in fields(cls) if one.name in given}
        if values.get("back_on"):
            values["back_on"] = date.fromisoformat(values["back_on"])
        if values.get("where"):
            values["where"] = Platform(values["where"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a person can be told something: their hours on the organisation's working days, outside of their leave."""

    days: WorkingDays
    zone: ZoneInfo
    hour: int
    quiet_from: int
    back_on: date | None = None

    @classmethod
    def of(cls, wishes: Wishes, organisation: Organisation) -> Rhythm:
        """Somebody's, by their wishes and what is usual in the organisation."""
        hour = organisation.announce_hour if wishes.hour is None else wishes.hour
        return cls(
            days=organisation.working_days,
            zone=ZoneInfo(wishes.timezone) if wishes.timezone else organisation.zone,
            hour=hour,
            quiet_from=wishes.quiet_from if wishes.quiet_from > hour else max(hour + 1, QUIET_FROM),
            back_on=wishes.back_on,
        )

    def day(self, now: datetime) -> date:
        """Today, where they are."""
        return now.astimezone(self.zone).date()

    def works_on(self, day: date) -> bool:
        """Is it a working day of theirs?"""
        return day in self.days and (self.back_on is None or day >= self.back_on)

    def first_day(self, day: date) -> date:
        """This day, or the next on which they work."""
        return self.days.since(day if self.back_on is None else max(day, self.back_on))

    def is_open(self, now: datetime) -> bool:
        """Can they be told something at this moment?"""
        local = now.astimezone(self.zone)
        return self.works_on(local.date()) and self.hour <= local.hour < self.quiet_from

    def at(self, day: date) -> datetime:
        """The moment of their hour on this day: 09:00 stays 09:00 when clocks change."""
        return datetime.combine(day, time(self.hour), self.zone).astimezone(UTC)

    def next_open(self, now: datetime) -> datetime:
        """This moment, if they can be told something now; else the next at which they can."""
        if self.is_open(now):
            return now
        local = now.astimezone(self.zone)
        day = local.date()
        if self.works_on(day) and local.hour < self.hour:
            return self.at(day)
        return self.at(self.first_day(day + timedelta(days=1)))
