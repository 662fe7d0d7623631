"""Working days: no post goes out at a weekend or on a bank holiday."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

REGIONS = ("ENG", "WLS", "SCT", "NIR")


@lru_cache(maxsize=64)
def _bank_holidays(region: str, year: int) -> frozenset[date]:
    import holidays  # heavy, and first needed by the first sweep

    return frozenset(holidays.country_holidays("GB", subdiv=region, years=year))


def is_working_day(day: date, region: str = "ENG") -> bool:
    """Monday to Friday, and no bank holiday of England, Wales, Scotland or Northern Ireland (`region`)."""
    return day.weekday() < 5 and day not in _bank_holidays(region, day.year)


def next_working_day(day: date, region: str = "ENG") -> date:
    """The first working day after this one."""
    while True:
        day += timedelta(days=1)
        if is_working_day(day, region):
            return day
