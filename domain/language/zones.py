"""Time zones as people call them: by the database's own name, or by a city."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

_BLANKS = re.compile(r"[\s_]+")
_BRITISH = frozenset(
    {"gmt", "bst", "uk", "gb", "britain", "british summer time", "british time", "greenwich mean time"}
)
_PLACE = re.compile(r"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC")
_NEAR = 80.0
_OFFERED = 3


def read_zone(typed: str) -> str | None:
    """The name of the time zone that is meant: `europe/london`, `Tokyo`, `New York`, `BST`; `None` for no zone."""
    wanted = _folded(typed)
    if wanted in _BRITISH:
        return "Europe/London"
    found = _names().get(wanted)
    if found is None:
        return None
    try:
        ZoneInfo(found)
    except (KeyError, ValueError, OSError):
        return None
    return found


def near_zones(typed: str) -> list[str]:
    """Time zones that are called nearly so, the nearest first."""
    from rapidfuzz import fuzz, process

    names = _names()
    found = process.extract(_folded(typed)[:60], list(names), scorer=fuzz.ratio, limit=2 * _OFFERED, score_cutoff=_NEAR)
    return list(dict.fromkeys(names[name] for name, _, _ in found))[:_OFFERED]


def _folded(typed: str) -> str:
    return _BLANKS.sub(" ", typed).strip().casefold()


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """The zones by their names and by their cities; of two zones in one city the one that says more exactly where."""
    zones = sorted(filter(_PLACE.fullmatch, available_timezones()), key=lambda name: (name.count("/"), name))
    cities = {_folded(name.rpartition("/")[2]): name for name in zones}
    return cities | {_folded(name): name for name in zones}
