"""Taking time so that a noisy machine is noisy for everybody: ways are taken in turns, and compared with each other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

Lap = Callable[[int], Awaitable[float]]
"""One measured go: what has to be ready is made ready, then time is taken, then it is tidied up. Gives seconds."""

WARM_UP = 12


@dataclass(frozen=True, slots=True)
class Times:
    """What was measured of one way, in milliseconds."""

    laps: tuple[float, ...]

    @property
    def p50(self) -> float:
        """Half of them were faster."""
        return statistics.median(self.laps)

    @property
    def p95(self) -> float:
        """Nineteen of twenty were faster."""
        ordered = sorted(self.laps)
        return ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]


async def in_turns(ways: Mapping[str, Lap], rounds: int) -> dict[str, Times]:
    """Each way once a round, each round beginning with another way, so that drift and neighbours cancel out."""
    names = list(ways)
    laps: dict[str, list[float]] = {name: [] for name in names}
    for number in range(-WARM_UP, rounds):
        shift = number % len(names)
        for name in [*names[shift:], *names[:shift]]:
            taken = await ways[name](number % 1_000_000)
            if number >= 0:
                laps[name].append(taken * 1000)
    return {name: Times(tuple(taken)) for name, taken in laps.items()}


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Seconds that it takes."""
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def timed_here(work: Callable[[], object]) -> float:
    """Seconds that a call takes which blocks."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


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
