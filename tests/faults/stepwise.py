"""Killed at every step: a piece of work is run in a process that dies there, then by one that does not.

Afterwards the database must be as if nothing had happened (as many rows in each table, nothing left in the outbox that
should have gone), and each platform must hold each message once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import create_engine, inspect, text

from storage.database import normal_url
from tests.builders import Town
from tests.faults.dying import Death, every_death
from tests.faults.processes import Order, Pace, environment, run
from tests.faults.stage import Stage, furnish, stage

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
QUICK = Pace(lease=0.4, unclear=0.1, longest_pause=0.1, other=0.2)
CALM = Pace(lease=6.0, unclear=3.5, longest_pause=0.3, call=1.2, other=0.5)
"""For what is delivered: a request must be over before its message is looked for, also on a machine that is busy with
other things. Half of the lease and one call are less than the lease, as in real life.
"""
PATIENCE = 5.0
DELIVERED = ("s1", "s2", "s3", "t1", "t2")
TRIES = 5
WORKS = ("import", "go live", "command", "sweep", "reminders", "delivery")
SAID = {"go live": "golive HSR"}

FILE = b"Harbour Street Renewal Plan\n\nRef\tAction\tLead\tDue date\tRAG\n" + b"".join(
    b"%d\tWrite to shop %d about the works\tJo Marsh\t30 June 2030\tGreen\n" % (number, number)
    for number in range(1, 20)
)
READ_LEASE = 3.0
PAUSES = {"import": READ_LEASE * 1.1, "reminders": QUICK.lease * 1.2, "delivery": CALM.lease * 0.4}
"""Between the tries to take over what a killed process held."""

Copies = Callable[[str], AbstractContextManager[str]]
"""A copy of a database (its URL), until the end of the block."""


@dataclass(frozen=True, slots=True)
class Count:
    """How it went: steps of the work, deaths, and what was wrong after one (with where); `lived`: it never came to the
    step at which it was to die.
    """

    steps: int
    deaths: int
    wrong: tuple[str, ...]
    repeats: int = 0
    lived: int = 0


def counts_of(url: str) -> dict[str, int]:
    """Rows by table, and those of the outbox by state."""
    engine = create_engine(normal_url(url))
    with engine.connect() as connection:
        tables = [name for name in inspect(engine).get_table_names() if not name.startswith("alembic")]
        found = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables}  # noqa: S608  names of our own tables
        for state, rows in connection.execute(text("SELECT state, count(*) FROM outbox GROUP BY state")):
            found[f"outbox {state}"] = rows
    engine.dispose()
    return found


def killed_at_every_step(
    work: str,
    template: str,
    copies: Copies,
    *,
    choose: Callable[[Sequence[Death]], Sequence[Death]] = lambda all_: all_,
    at_once: int = 1,
) -> Count:
    """Kill `work` at the chosen steps, each time on a copy of the empty database `template`; so many deaths at the same
    time, which mostly wait for a lease to end.
    """
    with copies(template) as made:
        town = furnish(made, MONDAY.date(), followed=work == "sweep")
        if work == "go live":
            with stage(made, town) as at:
                _give(at)
                run(_order("import", town, environment(at.settings)))
        whole, taken = _live(work, made, town, copies)
        wrong, repeats, lived = [], 0, 0
        deaths = choose(every_death(taken))
        with ThreadPoolExecutor(at_once) as threads:
            outcomes = list(threads.map(partial(_dies, work, made, town, copies), deaths))
        for death, found in zip(deaths, outcomes, strict=True):
            if found is None:
                lived += 1
                continue
            after, problems, labelled = found
            where = f"{work}, killed {'after' if death.after else 'before'} step {death.step} ({taken[death.step - 1]})"
            wrong += [f"{where}: {problem}" for problem in problems]
            wrong += [f"{where}: {n}: {after.get(n)} instead of {c}" for n, c in whole.items() if after.get(n) != c]
            repeats += labelled
    return Count(len(taken), len(deaths) - lived, tuple(wrong), repeats, lived)


@contextmanager
def _ready(work: str, made: str, town: Town, copies: Copies) -> Iterator[Stage]:
    with copies(made) as url, stage(url, town) as at:
        if work == "delivery":
            at.put(DELIVERED)
        if work == "import":
            _give(at)
        yield at


def _give(at: Stage) -> None:
    """The coordinator gives a file; its bytes are here already."""
    order = _order("command", at.town, environment(at.settings))
    run(replace(order, said="import HSR", file="renewal.txt", delivery="file-1"))
    (upload,) = at.rows("SELECT id FROM uploads")
    with at.store.writing(at.town.id) as uow:
        uow.uploads.fill(upload.id, FILE)


def _live(work: str, made: str, town: Town, copies: Copies) -> tuple[dict[str, int], list[str]]:
    """Undisturbed: how many rows there are afterwards, and the steps. On a starved machine a platform may be too slow
    to be waited for, so it is done once more.
    """
    for _ in range(TRIES):
        with _ready(work, made, town, copies) as at:
            taken = run(_order(work, town, environment(at.settings)))
            assert taken, "it has no steps"
            if work == "delivery" and at.states() != {"sent": len(DELIVERED)}:
                continue
            if work == "import" and not at.rows("SELECT 1 FROM plans WHERE code = 'HSR'"):
                continue
            return counts_of(at.url), taken
    raise AssertionError(f"{work} was not done, though nothing disturbed it")


def _dies(
    work: str, made: str, town: Town, copies: Copies, death: Death
) -> tuple[dict[str, int], list[str], int] | None:
    with _ready(work, made, town, copies) as at:
        order = _order(work, town, environment(at.settings))
        if run(replace(order, death=death)) is not None:
            return None  # it took fewer steps this time: one that reads a file says now and then that it lives
        end = time.monotonic() + 60
        while True:
            time.sleep(PAUSES.get(work, QUICK.lease * 0.3))
            run(order)
            if work != "delivery" or at.states() == {"sent": len(DELIVERED)} or time.monotonic() > end:
                break
        problems: list[str] = []
        labelled = 0
        if work == "delivery":
            problems, labelled = delivered(at.on_slack(), *at.on_teams())
        return counts_of(at.url), problems, labelled


def delivered(slack: dict[str, int], teams: dict[str, int], labelled: dict[str, int]) -> tuple[list[str], int]:
    """What is wrong with what stands on the platforms, and how many labelled repeats there are."""
    problems = [f"{key} is {slack.get(key, 0)} times on Slack" for key in DELIVERED[:3] if slack.get(key) != 1]
    for key in DELIVERED[3:]:
        times, repeats = teams.get(key, 0), labelled.get(key, 0)
        if not 1 <= times <= 2 or (times == 2 and repeats != 1):
            problems.append(f"{key} is {times} times on Teams, {repeats} of them labelled")
    return problems, sum(labelled.values())


def _order(work: str, town: Town, environ: dict[str, str]) -> Order:
    paces = {"import": replace(QUICK, other=READ_LEASE), "delivery": CALM}
    return Order(
        work=work,
        environ=environ,
        pace=replace(paces.get(work, QUICK), patience=PATIENCE),
        now=MONDAY,
        organisation=town.id,
        workspace=town.workspace.external_id,
        account=town.coordinator_account.external_id,
        said=SAID.get(work, "done 3 the board agreed it"),
        delivery="press-1",
    )
