"""What grows with the database, and what must not: `mine`, `done` and the sweep at several sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import Engine, bindparam, delete, null, select, update

from bench.searched import COMMON, RARE
from bench.stopwatch import Lap, Spent, timed_here
from bench.town import Town, Who
from bench.walks import said
from bot.clock import SystemClock
from domain.bus import Bus
from domain.usecases.sweep import sweep_overdue
from storage.database import make_engine
from storage.schema import actions, announcements, cards

MOVE = (
    update(actions)
    .where(actions.c.organisation_id == bindparam("organisation"), actions.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        due_earliest=bindparam("day"),
        due_latest=bindparam("day"),
        due_sort=bindparam("day"),
        late_from=bindparam("next"),
        announced=bindparam("told"),
    )
)
_FORGET_TOLD = delete(announcements).where(
    announcements.c.organisation_id == bindparam("organisation"),
    announcements.c.action_id.in_(bindparam("ids", expanding=True)),
)
_FORGET_POSTS = delete(cards).where(cards.c.external_id.is_(null()))
LOOKED_FOR = (
    ("a rare word", RARE),
    ("a common word", COMMON),
    ("a common word, amber, overdue, in BAA", f"{COMMON} amber overdue in BAA"),
    ("amber, overdue", "amber overdue"),
)


class Sleepers:
    """Actions of the first plan that become overdue when we say so, and can be put back."""

    def __init__(self, engine: Engine, town: Town, today: date) -> None:
        self._engine = engine
        self._town = town
        self._today = today

    def wake(self, count: int) -> None:
        """So many have missed their date, and no channel knows."""
        self._write(count, self._today - timedelta(days=1))

    def put_back(self, count: int) -> None:
        """They have a year more, and nothing was said."""
        self._write(count, self._today + timedelta(days=365))

    def told(self, count: int) -> int:
        """Of how many the channel was told."""
        with self._engine.connect() as connection:
            where = announcements.c.action_id.in_(self._town.sleepers(count))
            return len(connection.execute(select(announcements.c.action_id).where(where)).all())

    def _write(self, count: int, day: date) -> None:
        ids = self._town.sleepers(count)
        named = {"organisation": self._town.organisation, "ids": ids}
        with self._engine.begin() as connection:
            if ids:
                values = {"day": day, "next": day + timedelta(days=1), "told": False}
                connection.execute(MOVE, named | values)
                connection.execute(_FORGET_TOLD, named)
            connection.execute(_FORGET_POSTS)


def find(bus: Bus, who: Callable[[int], Who], words: str) -> Lap:
    """`find` with these words, answered but not drawn."""

    async def lap(number: int) -> Spent:
        return timed_here(lambda: said(bus, who(number), f"find {words}"))

    return lap


@contextmanager
def sleepers(url: str, town: Town) -> Iterator[Sleepers]:
    """The sleepers of a database."""
    engine = make_engine(url, patient=True)
    try:
        yield Sleepers(engine, town, SystemClock().now().date())
    finally:
        engine.dispose()


def sweep(bus: Bus, some: Sleepers, count: int) -> Lap:
    """A sweep of all hundred channels, one of which hears of so many."""
    clock = SystemClock()

    async def lap(number: int) -> Spent:
        some.wake(count)
        announced: list[int] = []
        taken = timed_here(lambda: announced.append(sweep_overdue(bus.store, clock, at_once=True)))
        if announced != [count]:
            raise RuntimeError(f"{announced} were announced, not {count}")
        some.put_back(count)
        return taken

    return lap


def idle(bus: Bus) -> Lap:
    """A look at the clock when every channel has been swept today."""
    clock = SystemClock()

    async def lap(number: int) -> Spent:
        return timed_here(lambda: sweep_overdue(bus.store, clock))

    return lap
