"""Working days: no post goes out at a weekend or on a bank holiday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

REGIONS = ("ENG", "WLS", "SCT", "NIR")


@lru_cache(maxsize=64)
def _bank_holidays(region: str, year: int) -> frozenset[date]:
    import holidays  # heavy, and first needed by the first sweep

    return frozenset(holidays.country_holidays("GB", subdiv=region, years=year))


def learn_bank_holidays(year: int) -> None:
    """Know them before they are asked for: the first time takes half a second, in which nobody should hold a lock."""
    for region in REGIONS:
        for each in (year, year + 1):
            _bank_holidays(region, each)


def is_working_day(day: date, region: str = "ENG") -> bool:
    """Monday to Friday, and no bank holiday of England, Wales, Scotland or Northern Ireland (`region`)."""
    return day.weekday() < 5 and day not in _bank_holidays(region, day.year)


def next_working_day(day: date, region: str = "ENG") -> date:
    """The first working day after this one."""
    while True:
        day += timedelta(days=1)
        if is_working_day(day, region):
            return day


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days on which an organisation works: no weekend, no bank holiday of its region, no day it is closed."""

    region: str = "ENG"
    closed: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        """Is it a working day?"""
        return day not in self.closed and is_working_day(day, self.region)

    def after(self, day: date, count: int = 1) -> date:
        """The working day that comes so many after this day."""
        for _ in range(count):
            day += timedelta(days=1)
            while day not in self:
                day += timedelta(days=1)
        return day

    def since(self, day: date) -> date:
        """This day, or the next working day."""
        return day if day in self else self.after(day)

    def until(self, day: date) -> date:
        """This day, or the working day before it."""
        while day not in self:
            day -= timedelta(days=1)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`."""
        return sum(first + timedelta(days=number) in self for number in range(1, (last - first).days + 1))
