"""dateparser as the last resort, for sums of time only (`in 1 month and 2 weeks`).

It is never let near a calendar date, where it is silently wrong about British ones (`29.11.19` becomes 2119).
"""

from __future__ import annotations

import re
from datetime import date, datetime

_SUM = re.compile(
    r"(?:in )?(?:[0-9]{1,3}|an?) (?:year|month|week|day)s?(?: and | )(?:[0-9]{1,3}|an?) (?:year|month|week|day)s?"
    r"(?:(?: and | )(?:[0-9]{1,3}|an?) (?:year|month|week|day)s?)?(?:'? time| from now| from today)?"
)


def read_sum(words: str, today: date) -> date | None:
    """The day that a sum of years, months, weeks and days from today is; `None` for all other words."""
    if _SUM.fullmatch(words) is None:
        return None
    import dateparser  # type: ignore[import-untyped]  # it ships no types; slow to load: see `warm`

    bare = re.sub(r"^in |'? time$| from (?:now|today)$", "", words)
    found = dateparser.parse(
        f"in {bare}",
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - days only, no zone to have
            "PARSERS": ["relative-time"],
            "PREFER_DATES_FROM": "future",
        },
    )
    return None if found is None else found.date()


def warm() -> None:
    """Load dateparser and its tables (about 160 ms): call it in a thread once the process is ready."""
    read_sum("in 1 month and 2 weeks", date(2026, 1, 1))
