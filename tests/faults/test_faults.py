"""The short form of `make faults`: real processes, really killed, on both databases.

The same dice are thrown at each run; `make faults` throws others, and tries every step.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.builders import Town
from tests.conftest import Postgres as Server
from tests.faults import ending, hardship
from tests.faults.databases import Databases, Postgres, Sqlite
from tests.faults.dying import Death
from tests.faults.processes import Pace
from tests.faults.stage import furnish
from tests.faults.stepwise import MONDAY, WORKS, killed_at_every_step
from tests.faults.stillness import stands_still_at_every_step
from tests.faults.storm import Storm, live_through

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="forks and signals of Linux")


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    if request.param == "sqlite":
        return Sqlite(tmp_path, f"sqlite:///{request.getfixturevalue('sqlite_template')}")
    server: Server = request.getfixturevalue("postgres")
    return Postgres(server.url, server.database(server.template))


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.node.name)  # noqa: S311  chance, not secrets


@pytest.fixture
def place(databases: Databases) -> Iterator[tuple[str, Town]]:
    with databases.copy(databases.template) as url:
        yield url, furnish(url, MONDAY.date(), followed=False)


@pytest.mark.parametrize("work", [work for work in WORKS if work != "go live"])  # a command like any other
def test_killed_at_a_step_nothing_is_lost_or_doubled(work: str, databases: Databases, dice: random.Random) -> None:
    times = 1 if work == "import" else 2

    def some(deaths: Sequence[Death]) -> Sequence[Death]:
        return dice.sample(deaths, times)

    count = killed_at_every_step(work, databases.template, databases.copy, choose=some, at_once=times)
    assert count.deaths + count.lived == times
    assert count.wrong == ()


def test_servers_killed_at_random_in_bad_weather_deliver_each_message(
    place: tuple[str, Town], dice: random.Random
) -> None:
    seed = dice.randrange(1000)
    pace = Pace(lease=8.0, unclear=4.0, call=1.2, other=0.5)
    storm = Storm(seed, messages=40, kills=2, history_lag=0.4, limits=False, pace=pace)
    seen = live_through(*place, storm)
    assert seen.wrong == [], f"seed {seed}"
    assert seen.kills, "all was delivered before anything could be killed"
    assert seen.slowest_recovery < pace.lease + 20, "whose server died is taken up by another soon after its lease"


def test_the_same_request_four_times_to_two_servers_has_one_effect(place: tuple[str, Town]) -> None:
    assert hardship.delivered_four_times(*place, commands=1) == []


def test_who_stood_still_past_the_lease_posts_no_second_time(databases: Databases, dice: random.Random) -> None:
    def some(stops: Sequence[Death]) -> Sequence[Death]:
        return dice.sample(stops, 1)

    count = stands_still_at_every_step(databases.template, databases.copy, choose=some)
    assert count.deaths == 1
    assert count.wrong == ()


def test_no_channel_gets_more_than_its_platform_bears_from_two_servers(place: tuple[str, Town]) -> None:
    wrong, _ = hardship.within_rates(*place, messages=5)
    assert wrong == []


def test_a_server_told_to_end_leaves_nothing_in_its_hands(place: tuple[str, Town]) -> None:
    wrong, seconds = ending.told_to_end(*place)
    assert wrong == []
    assert seconds < 10
