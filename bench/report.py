"""What was measured, as tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bench.house import ALONE, BARE
from bench.stopwatch import Times, table

Taken = Mapping[str, Times]

WANTED = {"sqlite": (1.0, 3.0), "postgresql": (2.0, 5.0)}
"""Milliseconds above bare, p50 and p95, at most."""
WANTED_GROWTH = 1.3


class Worked(Protocol):
    """What several workers took for what was due."""

    @property
    def seconds(self) -> float:
        """From the word to the end of the last."""
        ...

    @property
    def shares(self) -> tuple[int, ...]:
        """What each did."""
        ...

    @property
    def done(self) -> int:
        """All of it."""
        ...


_NAMES = {
    BARE: "bare listener",
    "sqlite": "SQLite",
    "postgresql": "PostgreSQL",
    f"sqlite-{ALONE}": "its statements alone, SQLite",
    f"postgresql-{ALONE}": "its statements alone, PostgreSQL",
}


def above_bare(
    measured: Mapping[str, Taken], title: str, *, same_process: bool = False, besides: Collection[str] = ()
) -> str:
    """Each walk: its times, how many times those of the bare listener, and how much above. Where listener and caller
    are one process, also the processor's work, from which the neighbours of a busy machine are left out. What stands
    `besides` is measured otherwise than the wish means it, and gets no verdict; nor do a press's statements alone.
    """
    rows = []
    for thing, taken in measured.items():
        bare = taken[BARE]
        rows.append((thing, _NAMES[BARE], *map(_ms, (bare.p05, bare.p50, bare.p95)), "", "", "", ""))
        if same_process:
            rows[-1] += (_ms(bare.work), "")
        for name, times in taken.items():
            if name == BARE:
                continue
            above = times.p50 - bare.p50, times.p95 - bare.p95
            most = None if thing in besides else WANTED.get(name)
            cells = (
                "",
                _NAMES[name],
                *map(_ms, (times.p05, times.p50, times.p95)),
                f"{times.p50 / bare.p50:.1f}",
                *map(_ms, above),
                _verdict(above, most),
            )
            rows.append((*cells, _ms(times.work), _ms(times.work - bare.work)) if same_process else cells)
    headings = ("", "", "p05", "p50", "p95", "times bare", "above, p50", "above, p95", "wanted at most")
    return f"{title}\n{table((*headings, *(('work', 'above') if same_process else ())), rows)}\n"


def _verdict(above: tuple[float, float], most: tuple[float, float] | None) -> str:
    if most is None:
        return ""
    held = all(each <= limit for each, limit in zip(above, most, strict=True))
    return f"{most[0]:.0f} and {most[1]:.0f}: {'yes' if held else 'NO'}"


def was_busy(taken: Taken) -> bool:
    """Is a comparison in milliseconds worth little, because the machine had other things to do?"""
    return taken[BARE].p95 > 2 * taken[BARE].p05


def busy(taken: Taken) -> str:
    """How busy the machine was with other things: a bare listener's ordinary time against its best."""
    bare = taken[BARE]
    return f"The machine was busy with other things: bare listeners took {bare.p50 / bare.p05:.1f} times their best.\n"


def growing(measured: Sequence[tuple[str, Taken]], kind: str, sizes: Sequence[int]) -> str:
    """Each thing at each size, and how many times longer it takes at the largest than at the smallest."""
    rows = []
    for thing, taken in measured:
        times = [taken[f"{kind} {size}"] for size in sizes]
        growth = times[-1].p50 / times[0].p50
        verdict = f"{WANTED_GROWTH}: {'yes' if growth < WANTED_GROWTH else 'NO'}"
        rows.append((thing, *(f"{each.p50:.2f} / {each.p95:.2f}" for each in times), f"{growth:.2f}", verdict))
    headings = ("p50 / p95", *(f"{size:,}" for size in sizes), "growth", "wanted below")
    return f"{_NAMES[kind]}: the whole way in process, with a constant number of rows found\n{table(headings, rows)}\n"


def sweeping(taken: Taken, kinds: Sequence[str], size: int, counts: Sequence[int]) -> str:
    """What a sweep of a hundred channels costs, by how much there is to tell."""
    rows = []
    for kind in kinds:
        names = [f"{kind} {size} {count}" for count in counts]
        most = (taken[names[-1]].p50 - taken[names[0]].p50) / (counts[-1] - counts[0])
        cells = [f"{taken[name].p50:.1f}" for name in (f"{kind} {size} idle", *names)]
        rows.append((_NAMES[kind], *cells, f"{most:.3f}"))
    headings = ("p50", "not its hour", *(f"{count:,} newly overdue" for count in counts), "for each more")
    return f"A sweep of 100 channels, {size:,} actions\n{table(headings, rows)}\n"


def working(taken: Mapping[tuple[str, int, int], Worked]) -> str:
    """What so many workers get done in a second of the same work, with more or less of what is not due around it."""
    rows = []
    for job, words in (("deliver", "messages out"), ("sweep", "actions announced")):
        for size in sorted({size for of, size, _ in taken if of == job}):
            counts = sorted(count for of, at, count in taken if (of, at) == (job, size))
            for count in counts:
                spent = taken[job, size, count]
                shares = " + ".join(map(str, sorted(spent.shares, reverse=True)))
                rate = f"{spent.done / spent.seconds:,.0f}"
                rows.append((words, f"{size:,}", str(count), f"{spent.seconds:.2f}", rate, shares))
    headings = ("what is due", "actions there are", "workers", "seconds", "a second", "by each")
    return f"Workers on PostgreSQL, {max(spent.done for spent in taken.values()):,} due\n{table(headings, rows)}\n"


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.2f}"
