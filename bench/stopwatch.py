"""Taking time so that a noisy machine is noisy for everybody: ways are taken in turns, and compared with each other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

WARM_UP = 12
IN_A_ROW = 25


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the wall, and seconds of this process's own work: what its neighbours take from it is not in those."""

    wall: float
    work: float = 0.0


Lap = Callable[[int], Awaitable[Spent]]
"""One measured go: what has to be ready is made ready, then time is taken, then it is tidied up."""

Row = Callable[[range], Awaitable[list[Spent]]]
"""Goes with nothing between them: all are made ready, then time is taken of each, then all is tidied up."""


@dataclass(frozen=True, slots=True)
class Times:
    """What was measured of one way, in milliseconds."""

    laps: tuple[float, ...]
    works: tuple[float, ...] = ()

    @classmethod
    def of(cls, spent: Sequence[Spent]) -> Times:
        """In milliseconds."""
        return cls(tuple(each.wall * 1000 for each in spent), tuple(each.work * 1000 for each in spent))

    @property
    def p50(self) -> float:
        """Half of them were faster."""
        return statistics.median(self.laps)

    @property
    def p95(self) -> float:
        """Nineteen of twenty were faster."""
        return self._at(0.95)

    @property
    def p05(self) -> float:
        """One of twenty was faster: how it is when the neighbours sleep."""
        return self._at(0.05)

    @property
    def work(self) -> float:
        """Half of them took less of the processor."""
        return statistics.median(self.works)

    def _at(self, share: float) -> float:
        ordered = sorted(self.laps)
        return ordered[min(len(ordered) - 1, round(len(ordered) * share))]


async def in_turns(ways: Mapping[str, Lap], rounds: int, warm_up: int = WARM_UP) -> dict[str, Times]:
    """Each way once a round, each round beginning with another way, so that drift and neighbours cancel out."""
    names = list(ways)
    spent: dict[str, list[Spent]] = {name: [] for name in names}
    for number in range(-warm_up, rounds):
        shift = number % len(names)
        for name in [*names[shift:], *names[:shift]]:
            taken = await ways[name](number % 1_000_000)
            if number >= 0:
                spent[name].append(taken)
    return {name: Times.of(taken) for name, taken in spent.items()}


async def in_rows(ways: Mapping[str, Row], rounds: int, warm_up: int = WARM_UP) -> dict[str, Times]:
    """Each way so many times in a row, then the next: between two requests to one listener nothing else is done, and
    drift and neighbours still cancel out. Each round begins with another way.
    """
    names = list(ways)
    spent: dict[str, list[Spent]] = {name: [] for name in names}
    starts = range(-warm_up, rounds, IN_A_ROW)
    for turn, start in enumerate(starts):
        numbers = range(start, min(start + IN_A_ROW, rounds))
        shift = turn % len(names)
        for name in [*names[shift:], *names[:shift]]:
            taken = await ways[name](numbers)
            spent[name] += [each for number, each in zip(numbers, taken, strict=True) if number >= 0]
    return {name: Times.of(taken) for name, taken in spent.items()}


class Clock:
    """Started when it is made."""

    def __init__(self) -> None:
        self._work = time.process_time()
        self._wall = time.perf_counter()

    def spent(self) -> Spent:
        """Since then."""
        wall = time.perf_counter() - self._wall
        return Spent(wall, time.process_time() - self._work)


async def timed(work: Callable[[], Awaitable[object]]) -> Spent:
    """What it takes."""
    clock = Clock()
    await work()
    return clock.spent()


def timed_here(work: Callable[[], object]) -> Spent:
    """What a call takes which blocks."""
    clock = Clock()
    work()
    return clock.spent()


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines in columns; the first is for words, the others are for figures."""
    widths = [max(len(line[number]) for line in (headings, *rows)) for number in range(len(headings))]

    def line(cells: Sequence[str]) -> str:
        first, *others = (
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join((first, *others)).rstrip()

    return "\n".join((line(headings), "  ".join("-" * width for width in widths), *map(line, rows)))
