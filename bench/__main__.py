"""`python -m bench`: prints how fast Action Log is, from one run, with what is wanted beside it."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import multiprocessing
import platform
import sys
import time
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec

from bench import documents, growth, report, workers
from bench.databases import KINDS, Databases, databases
from bench.house import Plans, house
from bench.load import load
from bench.neighbour import neighbour
from bench.outside import outside
from bench.requests import teams_token
from bench.stopwatch import WARM_UP, Lap, in_rows, in_turns
from bench.town import Town
from bench.walks import ANSWERED, IN_TURNS, MINE, RESTED, SHOWN, TEAMS, InProcess, Walks, Way, cards, over_http
from bot.clock import SystemClock

SIZES = (10_000, 100_000, 1_000_000)
PARTS = ("walks", "growth", "sweep", "workers", "documents")
NEWLY_OVERDUE = (0, 10, 100, 1_000)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be run."""

    sizes: tuple[int, ...]
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    rounds: int

    @property
    def main_size(self) -> int:
        """The size at which times are compared with bare listeners: 100,000, or the nearest there is."""
        return min(self.sizes, key=lambda size: abs(size - 100_000))

    @property
    def extremes(self) -> tuple[int, ...]:
        """The smallest size and the largest."""
        return tuple(sorted({self.sizes[0], self.sizes[-1]}))

    @property
    def has_workers(self) -> bool:
        """Are several workers wanted, and the database on which there may be several?"""
        return "workers" in self.parts and "postgresql" in self.kinds


def choose(arguments: Sequence[str]) -> Choice:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 actions and few rounds: half a minute")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of actions, with commas")
    parser.add_argument("--databases", default=",".join(KINDS), help="sqlite, postgresql or both")
    parser.add_argument(
        "--only", default=",".join(PARTS), help="walks (against bare listeners), growth, sweep, workers, documents"
    )
    parser.add_argument("--rounds", type=int, default=300, help="how often each thing is measured")
    given = parser.parse_args(arguments)
    sizes = (10_000,) if given.quick else tuple(sorted({int(size.replace("_", "")) for size in given.sizes.split(",")}))
    parts, kinds = tuple(given.only.split(",")), tuple(given.databases.split(","))
    if sizes[0] < 10_000 or not set(parts) <= set(PARTS) or not set(kinds) <= set(KINDS) or given.rounds < 20:
        parser.error(f"sizes begin at 10,000; parts are {', '.join(PARTS)}; databases are {', '.join(KINDS)}")
    return Choice(sizes, kinds, parts, 60 if given.quick else given.rounds)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it and print."""
    choice = choose(sys.argv[1:] if arguments is None else arguments)
    logging.disable(logging.WARNING)
    began = time.monotonic()
    print(
        f"Action Log on Python {platform.python_version()}, {multiprocessing.cpu_count()} cores. "
        "Times in milliseconds; trust the ratios.\n"
    )
    if set(choice.parts) - {"documents"}:
        with databases(choice.kinds) as made:
            urls = _filled(made, choice)
            _tell(f"databases filled after {time.monotonic() - began:.0f} s")
            asyncio.run(_measure(choice, urls))
            if choice.has_workers:  # the last: it changes what the others count on
                of_sizes = {size: urls["postgresql", size] for size in choice.extremes}
                print(report.working(workers.measure(of_sizes, tell=_tell)))
    if "documents" in choice.parts:
        print(documents.measure(1 if choice.rounds < 100 else 3))
    print(f"{time.monotonic() - began:.0f} seconds in all.")


Urls = Mapping[tuple[str, int], str]


def _filled(made: Databases, choice: Choice) -> Urls:
    """A database of each kind and size. They are filled two at a time, the largest first."""
    wanted = choice.sizes if "growth" in choice.parts else (choice.main_size,)
    pairs = {(kind, size) for size in wanted for kind in choice.kinds}
    if choice.has_workers:
        pairs |= {("postgresql", size) for size in choice.extremes}
    ordered = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    urls = {(kind, size): made.fresh(kind, f"of_{size}") for kind, size in ordered}
    now = SystemClock().now()
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        for done in [pool.submit(load, url, Town(size), now) for (_, size), url in urls.items()]:
            done.result()
    return urls


async def _measure(choice: Choice, urls: Urls) -> None:
    if "walks" in choice.parts:
        await _walks(choice, urls)
    if "growth" in choice.parts:
        await _growth(choice, urls)
    if "sweep" in choice.parts:
        await _sweep(choice, urls)


async def _walks(choice: Choice, urls: Urls) -> None:
    size = choice.main_size
    teams = find_spec("adapters.teams.endpoint") is not None
    town = Town(size)
    async with outside() as world:
        plans = Plans(world.url, {kind: urls[kind, size] for kind in choice.kinds})
        async with house(plans, teams=teams) as built:
            plans = replace(plans, cards=await cards(Walks(town, world, built, teams_token(world)), teams=teams))
        async with house(plans, teams=teams) as built:
            walks = Walks(town, world, built, teams_token(world))
            things = [MINE, ANSWERED, SHOWN, *([TEAMS] if teams else [])]
            async with neighbour(plans, teams=teams) as url, over_http(url) as way:
                over = {thing: await _walked(walks, thing, way, choice.rounds) for thing in [*things, IN_TURNS, RESTED]}
            here = {thing: await _walked(walks, thing, InProcess(built), choice.rounds) for thing in things}
    title = f"Through HTTP on this machine, {size:,} actions"
    print(report.above_bare(over, title, besides=(IN_TURNS, RESTED)))
    print(report.above_bare(here, f"In process, {size:,} actions", same_process=True))
    if report.was_busy(here[MINE]):
        print(report.busy(here[MINE]))


async def _growth(choice: Choice, urls: Urls) -> None:
    rows = []
    async with outside() as world:
        named = {f"{kind} {size}": url for (kind, size), url in urls.items()}
        async with house(Plans(world.url, named), teams=False) as built:
            way = InProcess(built)
            walks = {size: Walks(Town(size), world, built, "") for size in choice.sizes}
            for thing in ("mine", "done"):
                ways = {
                    f"{kind} {size}": getattr(walks[size], thing)(f"{kind} {size}", way)
                    for kind in choice.kinds
                    for size in choice.sizes
                }
                taken = await _timed(in_rows(ways, choice.rounds), choice.rounds, f"{thing} at each size")
                rows.append((f"/actions {thing}", taken))
            for what, words in growth.LOOKED_FOR:
                laps = {
                    f"{kind} {size}": growth.find(built.buses[f"{kind} {size}"], walks[size].who, words)
                    for kind in choice.kinds
                    for size in choice.sizes
                }
                rows.append((f"find, {what}", await _in_turns(laps, max(10, choice.rounds // 6), f"find, {what}")))
            with _all_sleepers(choice, urls) as some:
                laps = {name: growth.sweep(built.buses[name], some[name], 10) for name in some}
                rows.append(
                    ("sweep, 10 newly overdue", await _in_turns(laps, choice.rounds // 6, "sweep at each size"))
                )
    for kind in choice.kinds:
        print(report.growing(rows, kind, choice.sizes))


async def _sweep(choice: Choice, urls: Urls) -> None:
    size = choice.main_size
    async with outside() as world:
        named = {f"{kind} {size}": urls[kind, size] for kind in choice.kinds}
        async with house(Plans(world.url, named), teams=False) as built:
            with _all_sleepers(replace(choice, sizes=(size,)), urls) as some:
                laps: dict[str, Lap] = {}
                for name in some:
                    for count in NEWLY_OVERDUE:
                        laps[f"{name} {count}"] = growth.sweep(built.buses[name], some[name], count)
                    laps[f"{name} idle"] = growth.idle(built.buses[name])
                taken = await _in_turns(laps, max(10, choice.rounds // 15), "sweep of more and more")
    print(report.sweeping(taken, choice.kinds, size, NEWLY_OVERDUE))


@contextmanager
def _all_sleepers(choice: Choice, urls: Urls) -> Iterator[dict[str, growth.Sleepers]]:
    with ExitStack() as stack:
        yield {
            f"{kind} {size}": stack.enter_context(growth.sleepers(urls[kind, size], Town(size)))
            for kind in choice.kinds
            for size in choice.sizes
        }


async def _walked(walks: Walks, what: str, way: Way, rounds: int) -> report.Taken:
    """Everybody has been there once before time is taken: whom Teams has not named for an hour, it is asked about."""
    warm_up = len(walks.town.watched)
    if what in (IN_TURNS, RESTED):
        return await _in_turns(walks.laps(what, way), rounds, what, warm_up)
    return await _timed(in_rows(walks.rows(what, way), rounds, warm_up), rounds, what)


async def _in_turns(laps: Mapping[str, Lap], rounds: int, what: str, warm_up: int = WARM_UP) -> report.Taken:
    return await _timed(in_turns(laps, rounds, warm_up), rounds, what)


async def _timed(measuring: Awaitable[report.Taken], rounds: int, what: str) -> report.Taken:
    gc.collect()
    began = time.monotonic()
    taken = await measuring
    _tell(f"{what}: {rounds} rounds in {time.monotonic() - began:.0f} s")
    return taken


def _tell(what: str) -> None:
    """How far it is, for whoever waits; the figures go elsewhere."""
    print(f"  ({what})", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
