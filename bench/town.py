"""A made-up council of any size: who is in it, and which actions are watched. Nothing here touches a database.

The size changes how many actions there are, and nothing else: always 100 plans, 5,000 people, and 50 people besides who
lead ten open actions each, so that what they find costs the same to show whatever lies around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

PLANS = 100
PEOPLE = 5_000
WATCHED_PEOPLE = 50
WATCHED_ACTIONS = 10
SWEPT_PLAN_ACTIONS = 1_200
"""The first plan has at least so many, so that up to a thousand of them can become overdue at once."""

TEAM = "T0BENCH00"
TENANT = "5f0c4c1e-7d0e-4f52-9c68-000000000001"
CHANNEL = "C0BENCH00"

_FIRST = ("Imogen", "Tobias", "Rowan", "Maren", "Kit", "Anselm", "Priya", "Odette", "Corin", "Yusra")
_LAST = ("Vale", "Wren", "Ashdown", "Larch", "Sedge", "Hollis", "Marlow", "Tarn", "Fenwick", "Osei")


def identity(kind: str, number: int) -> str:
    """An id that sorts by number, as ids that were made one after the other do."""
    return f"{kind:0<4.4}{number:022d}"


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody with an account on each platform."""

    id: str
    name: str
    slack: str
    teams: str


def person(number: int) -> Who:
    """The person with this number; those who are watched have numbers from `PEOPLE` on."""
    name = f"{_FIRST[number % 10]} {_LAST[number // 10 % 10]} {number}"
    return Who(identity("prsn", number), name, f"U{number:08d}", f"5f0c4c1e-0000-4f52-9c68-{number:012d}")


def code(plan: int) -> str:
    """The code of a plan."""
    return f"B{chr(65 + plan // 26)}{chr(65 + plan % 26)}"


@dataclass(frozen=True)
class Town:
    """A council with so many actions."""

    actions: int
    organisation: str = identity("orgn", 1)
    slack: str = identity("wksp", 1)
    teams: str = identity("wksp", 2)
    console: str = identity("wksp", 3)

    @cached_property
    def plan_sizes(self) -> tuple[int, ...]:
        """How many actions each plan has."""
        first = max(SWEPT_PLAN_ACTIONS, self.actions // PLANS)
        share, left = divmod(self.actions - first, PLANS - 1)
        return (first, *(share + (number < left) for number in range(PLANS - 1)))

    @cached_property
    def watched(self) -> tuple[Who, ...]:
        """People who lead ten open actions each, five in each of two plans."""
        return tuple(person(PEOPLE + number) for number in range(WATCHED_PEOPLE))

    def watched_places(self, number: int) -> tuple[tuple[int, int], ...]:
        """Plan and position of what a watched person leads, spread over the plans."""
        half = WATCHED_ACTIONS // 2
        spots = []
        for turn, plan in enumerate((1 + number % 49, 50 + number % 50)):
            size = self.plan_sizes[plan]
            shift = number // 49 if turn == 0 else 0
            spots += [(plan, step * size // half + shift) for step in range(half)]
        return tuple(spots)

    def watched_keys(self, number: int) -> tuple[str, ...]:
        """The keys of those actions."""
        return tuple(f"{code(plan)}-{position + 1}" for plan, position in self.watched_places(number))

    @cached_property
    def first_action(self) -> tuple[int, ...]:
        """The number of the first action of each plan, counted over all plans."""
        starts, total = [], 0
        for size in self.plan_sizes:
            starts.append(total)
            total += size
        return tuple(starts)

    def sleepers(self, count: int) -> list[str]:
        """Ids of so many actions of the first plan that can be made overdue: open, and in nobody's list."""
        return [identity("actn", number) for number in range(count)]

    def follow(self, plan: int) -> str:
        """The id of the channel's following of a plan."""
        return identity("fllw", plan)
