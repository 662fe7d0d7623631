"""Points of time as task trackers write them (`2026-06-29T23:00:00.000Z`), as days in the United Kingdom."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_INSTANT = re.compile(
    r"\s*(?P<day>(?:19|20)\d\d-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?(?P<zone>Z|[+-]\d\d:?\d\d)\s*"
)


def uk_day(text: str) -> date | None:
    """The day in the United Kingdom at a point of time; nothing for a text that is none."""
    match = _INSTANT.fullmatch(text) if len(text) < 48 else None
    if match is None:
        return None
    zone = "+00:00" if match["zone"] == "Z" else match["zone"]
    try:
        moment = datetime.fromisoformat(f"{match['day']}T{match['time']}{zone}").astimezone(UTC)
        summer = _last_sunday(moment.year, 3) <= moment < _last_sunday(moment.year, 10)
        return (moment + timedelta(hours=1 if summer else 0)).date()
    except (ValueError, OverflowError):
        return None


def _last_sunday(year: int, month: int) -> datetime:
    """One o'clock on the last Sunday of March or October, when British summer time begins and ends."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
