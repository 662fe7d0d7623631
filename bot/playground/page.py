"""The demonstration in a browser: the small world, put on the stage of the web page."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date, datetime, time

import typer

from bot.playground.page_files import page_is_built
from bot.playground.people import PEOPLE
from bot.playground.pretend_slack import PretendSlack
from bot.playground.pretend_teams import PretendTeams
from bot.playground.stage import PlaygroundPage
from bot.playground.staged import StagePerson
from bot.playground.world import World
from bot.settings import BadSettings
from domain.actions import Status
from domain.calendar import is_working_day
from domain.due import say_date_with_weekday
from domain.people import EVERYTHING

FIRST = "Mary Khan"
ALWAYS = ("mine", "overdue")
FOR_OWN = ("done {}: agreed at board", "date {} end of next month because chair away")
"""What can be tried with actions of somebody's own, one each."""
_OPEN = frozenset({Status.OPEN.value})


def built_page() -> bool:
    """Whether there is a page to show."""
    return page_is_built()


class WorldStage:
    """The stage of the page, with the real bot behind it."""

    def __init__(self, world: World) -> None:
        self._world = world
        first = sorted(PEOPLE, key=lambda person: person.name != FIRST)
        self._people = tuple(
            StagePerson(_key(one.name), one.name, one.post, one.slack, world.teams_users[one.name]) for one in first
        )

    @property
    def slack(self) -> PretendSlack:
        """The running pretend Slack."""
        return self._world.slack

    @property
    def teams(self) -> PretendTeams:
        """The running pretend Teams."""
        return self._world.teams

    @property
    def people(self) -> Sequence[StagePerson]:
        """Who one can be; somebody who leads actions comes first."""
        return self._people

    def suggestions(self, person: StagePerson) -> Sequence[str]:
        """Words to try, about actions that this person leads in whatever plan is shown."""
        code = self._world.plan_code
        with self._world.store.reading(self._world.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            rows = [
                row for who in uow.people.named(person.name) for row in uow.actions.of_person(who.id, statuses=_OPEN)
            ]
        keys = [_short(row.key, code) for row in rows if row.key.startswith(f"{code}-")]
        return (*ALWAYS, *(words.format(key) for words, key in zip(FOR_OWN, keys, strict=False)), "help")

    def now(self) -> datetime:
        """The time of the demonstration, where the organisation is."""
        return self._world.clock.now().astimezone(self._world.organisation.zone)

    def next_working_day(self) -> date:
        """Where "next working day" leads."""
        return self._world.next_working_day().date()

    def move_to(self, day: date) -> str:
        """Move the clock to just after the hour at which the channels are told, and tell them."""
        organisation = self._world.organisation
        moment = datetime.combine(day, time(organisation.announce_hour, 1), organisation.zone)
        if moment <= self.now():
            raise ValueError("The clock can only be moved forward. Choose a later day.")
        announced = self._world.move_to(moment)
        clock = f"It is now {say_date_with_weekday(day)}, {moment:%H:%M}."
        if announced:  # counted once for each channel that follows its plan, and so not said
            return f"{clock} Something became overdue: look at the channel."
        if not is_working_day(day, organisation.holidays):
            return f"{clock} It is no working day, so nothing is posted."
        return f"{clock} Nothing became overdue."


def serve_page(world: World, *, port: int) -> None:
    """Show the page until Ctrl+C. BadSettings where the port is taken."""
    page = PlaygroundPage(WorldStage(world), port=port)
    try:
        page.start()
    except OSError as error:
        raise BadSettings(
            f"I can't use port {port} ({error.strerror}). Try “--port 0”, which takes a free one."
        ) from None
    try:
        typer.echo(f"Action Log is ready to be tried at {page.url}")
        typer.echo("It keeps to this machine. Ctrl+C ends it, and throws away what you did.")
        threading.Event().wait()
    except KeyboardInterrupt:
        typer.echo("")
    finally:
        page.stop()


def _short(key: str, code: str) -> str:
    """`8` for `TSP-8`, which is enough where there is one plan; what is no plain number stays whole."""
    rest = key.removeprefix(f"{code}-")
    return rest if rest.isdecimal() else key


def _key(name: str) -> str:
    return name.split()[0].lower()
