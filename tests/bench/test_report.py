"""The figures are what they are called."""

from __future__ import annotations

from bench.report import above_bare, growing, working
from bench.stopwatch import IN_A_ROW, Spent, Times, in_rows, in_turns
from bench.workers import Spent as Worked


def times(p50: float) -> Times:
    return Times((p50,) * 20)


def test_what_is_above_the_bare_listener_is_judged() -> None:
    shown = above_bare({"mine": {"bare": times(0.5), "sqlite": times(1.4), "postgresql": times(2.6)}}, "Title")
    sqlite, postgres = shown.splitlines()[4:6]
    assert sqlite.split() == ["SQLite", "1.40", "1.40", "1.40", "2.8", "0.90", "0.90", "1", "and", "3:", "yes"]
    assert postgres.split()[-4:] == ["2", "and", "5:", "NO"]


def test_what_stands_besides_is_printed_and_not_judged() -> None:
    shown = above_bare({"mine": {"bare": times(0.5), "sqlite": times(1.6)}}, "Title", besides=("mine",))
    assert shown.splitlines()[4].split() == ["SQLite", "1.60", "1.60", "1.60", "3.2", "1.10", "1.10"]


def test_what_statements_take_by_themselves_is_printed_beside_and_not_judged() -> None:
    taken = {"bare": times(0.5), "sqlite": times(2.6), "sqlite-alone": times(1.2)}
    ours, alone = above_bare({"a button": taken}, "Title").splitlines()[4:6]
    assert ours.split()[-4:] == ["1", "and", "3:", "NO"]
    assert alone.split() == ["its", "statements", "alone,", "SQLite", "1.20", "1.20", "1.20", "2.4", "0.70", "0.70"]


def test_growth_is_from_the_smallest_to_the_largest() -> None:
    measured = [("mine", {"sqlite 10000": times(1.0), "sqlite 100000": times(1.1), "sqlite 1000000": times(1.5)})]
    assert growing(measured, "sqlite", (10_000, 100_000, 1_000_000)).splitlines()[3].split()[-3:] == [
        "1.50",
        "1.3:",
        "NO",
    ]


def test_nineteen_of_twenty_were_faster() -> None:
    assert Times(tuple(float(each) for each in range(100))).p95 == 95.0
    assert Times((1.0, 2.0, 9.0)).p50 == 2.0


async def test_each_way_is_taken_once_a_round_after_warming_up() -> None:
    taken: list[str] = []

    async def one(number: int) -> Spent:
        taken.append("one")
        return Spent(0.001, 0.0005)

    async def two(number: int) -> Spent:
        taken.append("two")
        return Spent(0.002)

    measured = await in_turns({"one": one, "two": two}, 20)
    assert len(measured["one"].laps) == len(measured["two"].laps) == 20
    assert measured["two"].p50 == 2.0
    assert measured["one"].work == 0.5
    assert taken[:4] in (["one", "two", "two", "one"], ["two", "one", "one", "two"])


async def test_in_rows_nothing_comes_between_the_requests_to_one_listener() -> None:
    taken: list[tuple[str, range]] = []

    async def one(numbers: range) -> list[Spent]:
        taken.append(("one", numbers))
        return [Spent(0.001) for _ in numbers]

    async def two(numbers: range) -> list[Spent]:
        taken.append(("two", numbers))
        return [Spent(0.002 if number >= 0 else 9.0) for number in numbers]

    measured = await in_rows({"one": one, "two": two}, 2 * IN_A_ROW + 3, warm_up=IN_A_ROW + 1)
    assert len(measured["one"].laps) == len(measured["two"].laps) == 2 * IN_A_ROW + 3
    assert set(measured["two"].laps) == {2.0}
    assert [name for name, _ in taken[:4]] == ["one", "two", "two", "one"]
    assert [len(numbers) for name, numbers in taken if name == "one"] == [IN_A_ROW, IN_A_ROW, IN_A_ROW, 4]


def test_what_workers_got_done_is_said_of_each_second_and_each_of_them() -> None:
    taken = {("deliver", 10_000, 2): Worked(2.0, (40, 60)), ("sweep", 10_000, 1): Worked(0.5, (100,))}
    out, announced = working(taken).splitlines()[3:5]
    assert out.split() == ["messages", "out", "10,000", "2", "2.00", "50", "60", "+", "40"]
    assert announced.split()[-3:] == ["0.50", "200", "100"]
