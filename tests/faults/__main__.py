"""`make faults`: breaks a running Action Log in every way that is thought of, and prints what came of it.

The long form of the tests in this folder. `--seeds`, `--messages` and `--replicas` say how much of it; `--write` puts
the table into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.builders import Town
from tests.faults import ending, hardship
from tests.faults.databases import Breakable, Databases, Postgres, Sqlite, breakable
from tests.faults.room import MEGABYTES, NOTES, full_disk_of_a_server
from tests.faults.stage import furnish
from tests.faults.stepwise import MONDAY, WORKS, killed_at_every_step
from tests.faults.stillness import stands_still_at_every_step
from tests.faults.storm import Storm, live_through

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- faults -->", "<!-- end of faults -->"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table."""

    what: str
    database: str
    done: str
    wrong: int

    def __str__(self) -> str:
        return f"| {self.what} | {self.database} | {self.done} | {self.wrong or 'nothing'} |"


class Table:
    """Lines, printed as they come."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, what: str, database: str, done: str, wrong: list[str]) -> None:
        """One more; what was wrong is printed below it."""
        self.lines.append(Line(what, database, done, len(wrong)))
        print(self.lines[-1], flush=True)
        for problem in wrong[:20]:
            print(f"    {problem}", flush=True)


@contextmanager
def fresh(databases: Databases) -> Iterator[tuple[str, Town]]:
    """A furnished copy."""
    with databases.copy(databases.template) as url:
        yield url, furnish(url, MONDAY.date(), followed=False)


def steps(table: Table, databases: Databases, works: Sequence[str], every: int, at_once: int) -> None:
    """kill -9 at every step."""
    for work in works:
        count = killed_at_every_step(
            work, databases.template, databases.copy, choose=lambda all_: all_[::every], at_once=at_once
        )
        repeats = f", {count.repeats} labelled repeats on Teams" if work == "delivery" else ""
        done = f"{count.deaths} deaths at {count.steps} steps{repeats}"
        table.add(f"kill -9 at a step of: {work}", databases.kind, done, list(count.wrong))


def stillness(table: Table, databases: Databases, every: int) -> None:
    """SIGSTOP at every step of a delivery, and SIGCONT when others have taken over."""
    count = stands_still_at_every_step(databases.template, databases.copy, choose=lambda all_: all_[::every])
    done = f"{count.deaths} stops at {count.steps} steps, {count.repeats} labelled repeats on Teams"
    table.add("stands still past its lease at a step of: delivery", databases.kind, done, list(count.wrong))


def storms(
    table: Table, databases: Databases, seeds: range, messages: int, replicas: Sequence[int], kills: int
) -> None:
    """Servers killed at random, platforms in bad weather."""
    wrong: list[str] = []
    total: Counter[str] = Counter()
    slowest = 0.0
    for seed in seeds:
        storm = Storm(seed, messages=messages, replicas=replicas[seed % len(replicas)], kills=kills)
        with fresh(databases) as (url, town):
            seen = live_through(url, town, storm)
        wrong += [f"seed {seed}: {problem}" for problem in seen.wrong]
        total.update(kills=seen.kills, held=seen.held_when_killed, trouble=seen.troubles.total())
        total.update(repeats=seen.repeats_on_teams)
        slowest = max(slowest, seen.slowest_recovery)
        print(f"    storm {seed} on {databases.kind}: {seen.seconds:.0f} s, {seen.wrong or 'well'}", flush=True)
    late = slowest > Storm(0).pace.lease + 5.0
    wrong += [f"a message stayed in dead hands for {slowest:.1f} s"] if late else []
    done = (
        f"{len(seeds)} seeds of {messages} messages: {total['kills']} kills with {total['held']} messages in hand, "
        f"{total['trouble']} troubles; {total['repeats']} labelled repeats on Teams; taken over within {slowest:.1f} s"
    )
    table.add(
        f"{min(replicas)} to {max(replicas)} servers killed at random, 429, 503, resets, lost and late answers",
        databases.kind,
        done,
        wrong,
    )


def hardships(table: Table, databases: Databases) -> None:
    """One of each."""

    def of(what: str, work: Callable[[str, Town], list[str]], done: str) -> None:
        with fresh(databases) as (url, town):
            table.add(what, databases.kind, done, work(url, town))

    of("the same request four times to two servers", hardship.delivered_four_times, "5 commands")
    of("two people at once, on two servers", hardship.two_people_at_once, "5 rounds")
    with fresh(databases) as (url, town):
        wrong, refused = hardship.within_rates(url, town)
        done = f"40 messages to two channels and 28 to others, by two servers; {refused} refused with 429"
        table.add("more messages than a channel bears", databases.kind, done, wrong)
    with fresh(databases) as (url, town):
        wrong, seconds = ending.told_to_end(url, town)
        table.add("SIGTERM while it delivers", databases.kind, f"ended after {seconds:.1f} s", wrong)
    with fresh(databases) as (url, town):
        wrong, seconds = ending.told_to_end_while_a_platform_is_silent(url, town)
        done = f"ended after {seconds:.1f} s; the next server found the message"
        table.add("SIGTERM while a post is out that nobody answers", databases.kind, done, wrong)
    with fresh(databases) as (url, town):
        wrong, rate = hardship.many_writers(url, town)
        table.add("8 processes write at once", databases.kind, f"160 writes, {rate:.0f} a second", wrong)


def clocks(table: Table, databases: Databases) -> None:
    """Wrong clocks."""
    done = f"{len(hardship.WRONG_CLOCKS)} times three days, 36 looks each, clocks an hour ahead and behind"
    wrong = hardship.clocks_apart(databases.template, databases.copy)
    table.add("clocks an hour off, over midnight and the change of clocks", databases.kind, done, wrong)
    wrong = hardship.away_for_three_days(databases.template, databases.copy)
    table.add("no server ran for three days", databases.kind, "once", wrong)


def falls(table: Table, server: Breakable, databases: Databases, times: int) -> None:
    """The database itself."""
    for how in ("restarted", "backend killed"):
        wrong: list[str] = []
        longest = {"longest answer": 0.0, "well again": 0.0}
        for _ in range(times):
            with fresh(databases) as (url, town):
                problems, figures = hardship.server_falls_over(server, url, town, how=how)
            wrong += problems
            longest = {name: max(value, figures[name]) for name, value in longest.items()}
        done = (
            f"{times} times; longest answer {longest['longest answer']:.1f} s, well after {longest['well again']:.1f} s"
        )
        table.add(f"PostgreSQL: {how} while people write", databases.kind, done, wrong)


def disk(table: Table, folder: Path) -> None:
    """No room."""
    wrong = full_disk_of_a_server(folder / "server")
    done = (
        "not run: no small disk can be made here"
        if wrong is None
        else f"{MEGABYTES} MB, {NOTES} notes while it was full"
    )
    table.add("the disk is full", "PostgreSQL", done, wrong or [])
    wrong = hardship.full_disk(folder / "small")
    done = "not run: no small disk can be made here" if wrong is None else "8 MB, 12 notes while it was full"
    table.add("the disk is full", "SQLite", done, wrong or [])


def written(page: str, table: Table, words: str) -> str:
    """The page with this table in its place."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    lines = ["| what happened | on | how often | what went wrong |", "|---|---|---|---|", *map(str, table.lines)]
    return f"{head}{BEGIN}\n{words}\n\n" + "\n".join(lines) + f"\n\n{END}{tail}"


def main() -> int:
    """Run all of it; 1 if something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="storms on each database")
    parser.add_argument("--messages", type=int, default=300, help="messages in a storm")
    parser.add_argument("--kills", type=int, default=10, help="servers killed in a storm")
    parser.add_argument("--replicas", default="2,3,4", help="servers in a storm, by turns")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first storm")
    parser.add_argument("--works", default=",".join(WORKS), help="whose steps")
    parser.add_argument("--every", type=int, default=1, help="of the deaths at steps, only each so many")
    parser.add_argument("--at-once", type=int, default=1, help="deaths at the same time: more needs more cores")
    parser.add_argument("--times", type=int, default=3, help="how often PostgreSQL falls over, each way")
    parser.add_argument("--only", default="steps,stillness,storms,hardships,clocks,falls,disk", help="which parts")
    parser.add_argument("--databases", default="sqlite,postgresql", help="sqlite, postgresql or both")
    parser.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    chosen = parser.parse_args()
    parts, began, table = set(chosen.only.split(",")), time.monotonic(), Table()
    with tempfile.TemporaryDirectory(prefix="actionlog-faults-") as folder, breakable() as server:
        kinds: list[Databases] = []
        if "sqlite" in chosen.databases:
            kinds.append(Sqlite(Path(folder)))
        if "postgresql" in chosen.databases:
            kinds.append(Postgres(server.uri))
        for each in kinds:
            if "hardships" in parts:
                hardships(table, each)
            if "clocks" in parts:
                clocks(table, each)
            if "storms" in parts:
                seeds = range(chosen.first, chosen.first + chosen.seeds)
                replicas = [int(number) for number in chosen.replicas.split(",")]
                storms(table, each, seeds, chosen.messages, replicas, chosen.kills)
            if "steps" in parts:
                steps(table, each, chosen.works.split(","), chosen.every, chosen.at_once)
            if "stillness" in parts:
                stillness(table, each, chosen.every)
            if "falls" in parts and isinstance(each, Postgres):
                falls(table, server, each, chosen.times)
        if "disk" in parts:
            disk(table, Path(folder))
    options = " ".join(f"--{name} {value}" for name, value in vars(chosen).items() if name != "write")
    words = f"`python -m tests.faults {options}`, {(time.monotonic() - began) / 60:.0f} minutes."
    if chosen.write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), table, words), encoding="utf-8")
    print(words)
    return 1 if any(line.wrong for line in table.lines) else 0


if __name__ == "__main__":
    raise SystemExit(main())
