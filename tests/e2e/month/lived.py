"""The month, lived on one platform: what everybody did, what was answered, and what is stored in the end."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

from adapters.documents import read_document
from bot.playground.world import World
from domain.importing import read_plan
from tests.e2e.month.chat import OnSlack, OnTeams
from tests.e2e.month.console import AtConsole
from tests.e2e.month.script import BEGINS, MONTH, STANDING
from tests.e2e.month.turns import Told, Turn, Where

_OPENING = threading.Lock()
"""Months may be lived side by side; but databases are made one after the other, which is how Alembic wants it."""
_NEWS_LEFT = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'claimed') AND kind <> 'refresh'"
_TIME = re.compile(r"\b\d\d:\d\d\b")
Platform = type[OnSlack] | type[OnTeams] | type[AtConsole]
PLATFORMS: tuple[Platform, ...] = (OnSlack, OnTeams, AtConsole)


class Watch(Protocol):
    """Called with the world and a turn: once its form is open, and once it is answered."""

    def __call__(self, world: World, turn: Turn, *, form: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Lived:
    """What was told, and the world it ended in, by what a test compares."""

    told: list[Told]
    stored: list[object]


def live(folder: Path, platform: Platform, keep: Callable[[World], list[object]], watch: Watch | None = None) -> Lived:
    """Every turn, in a world of its own."""
    standing = read_plan(read_document(STANDING.encode(), "standing-plan.txt"), plan_code="ANR")
    elsewhere = Where.CHAT if platform.platform == "console" else Where.CONSOLE
    told: list[Told] = []
    with ExitStack() as stack:
        with _OPENING:
            world = stack.enter_context(World.open(folder, standing))
        people = platform(world, folder)
        if watch is not None and not isinstance(people, AtConsole):
            people.opened = partial(watch, world, form=True)
        now = BEGINS
        for week, turns in enumerate(MONTH):
            for turn in (BEGINS + timedelta(weeks=week) - now, *turns()):
                if isinstance(turn, timedelta):
                    now += turn
                    _pass_to(world, now)
                    people.pass_time()
                elif turn.where is not elsewhere:
                    answer, buttons = people.do(turn)
                    told.append(Told(now.date(), turn, _TIME.sub("09:00", answer), buttons))
                    if watch is not None:
                        watch(world, turn, form=False)
        people.close()
        _hear_all(world)
        return Lived(told, keep(world))


def _pass_to(world: World, moment: datetime) -> None:
    """Time passes once what went out before is delivered, and what it brings is delivered too."""
    _hear_all(world)
    world.move_to(moment)
    _hear_all(world)


def _hear_all(world: World) -> None:
    """Wait until what goes out by itself is delivered. Cards that are drawn again may take longer: a platform lets us
    write to a place about once a second.
    """

    def is_quiet() -> bool:
        if not {name for name, count in world.store.waiting().items() if count} & {"waiting", "claimed"}:
            return True
        with closing(sqlite3.connect(world.settings.database_url.removeprefix("sqlite:///"))) as database:
            (left,) = database.execute(_NEWS_LEFT).fetchone()
        return not left

    world.bot.wake()
    # What a busy disk made a delivery give up is taken up again when its lease of a minute is over.
    world.slack.wait_for(is_quiet, timeout=150.0, what="everything to be delivered")
