"""A month in the life of a plan, in sixty turns. `python -m tests.e2e.month` writes `docs/a-month.md` anew."""

from __future__ import annotations

import re
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from adapters.documents import read_document
from bot.playground.people import ADMINISTRATOR
from bot.playground.sample import CODE, sample_plan
from bot.playground.world import World
from domain.due import say_date_with_weekday
from domain.importing import read_plan
from tests.e2e.speakers import ConsoleSpeaker, Speaker

GRACE, MARY, ROSA, TOM = ADMINISTRATOR, "Mary Khan", "Rosa Okafor", "Tom Bell"
A_WEEK = 7
BEGINS = datetime(2030, 1, 7, 9, 0, tzinfo=UTC)
"""A Monday that has not been: the clock of the demonstration only moves forward."""
PAGE = Path(__file__).parents[2] / "docs" / "a-month.md"
_TIME = re.compile(r"\b\d\d:\d\d\b")
MONTH: tuple[tuple[str, str] | int, ...] = (
    # the first week: what is there, and who is who
    (GRACE, "plans"),
    (GRACE, "plan AMB"),
    (GRACE, "people AMB all"),
    (GRACE, "overdue AMB"),
    (MARY, "whoami"),
    (MARY, "mine"),
    (MARY, "show 1"),
    (MARY, "update 1 health has sent its two columns"),
    (MARY, "rag 1 green because both columns are in"),
    (MARY, "history 1"),
    (ROSA, "mine"),
    (ROSA, "update 2 the third deputy starts in spring"),
    (ROSA, "done 1: not mine"),
    (TOM, "mine"),
    (TOM, "find register"),
    A_WEEK,
    # the second: a mistake, and a date that moves twice
    (MARY, "done 1: agreed at the board"),
    (MARY, "undo"),
    (MARY, "show 1"),
    (MARY, "date 1 30 June 2030 because the board moved"),
    (MARY, "date 1 31 July 2030 because the board moved again"),
    (MARY, "history 1"),
    (MARY, "date 1 yesterdayish because x"),
    (MARY, "sohw 1"),
    (MARY, "show 99"),
    (ROSA, "rag 2 amber because one deputy is missing"),
    (ROSA, "rag 2 blue"),
    (GRACE, "waiting"),
    (GRACE, "overdue AMB"),
    (GRACE, "find deputies"),
    A_WEEK,
    # the third: the work changes hands
    (GRACE, "assign 1 to Tom Bell"),
    (MARY, "update 1 is this still mine?"),
    (TOM, "mine"),
    (TOM, "update 1 I have the papers"),
    (GRACE, "undo 1"),
    (GRACE, "history 1"),
    (GRACE, "edit 1 Agree a shared risk register, and review it at every board"),
    (TOM, "edit 1 something else"),
    (GRACE, "role Tom Bell viewer of AMB"),
    (GRACE, "role remove Tom Bell viewer of AMB"),
    (ROSA, "deputy Tom Bell until tomorrow"),
    (TOM, "mine"),
    (TOM, "update 2 for Rosa: the letter is out"),
    (ROSA, "history 2"),
    (ROSA, "due AMB 400"),
    A_WEEK,
    # the fourth: the end of the month
    (ROSA, "done 2: every deputy is named"),
    (ROSA, "done 2"),
    (GRACE, "show 2"),
    (GRACE, "reopen 2: the fire service has none"),
    (ROSA, "mine"),
    (ROSA, "done 2: the fire service has named one too"),
    (ROSA, "mine all"),
    (TOM, "done 2"),
    (GRACE, "plan AMB"),
    (GRACE, "find register amber"),
    (GRACE, "people AMB"),
    (GRACE, "overdue AMB"),
    (MARY, "mine done"),
    (GRACE, "help date"),
    (MARY, "help"),
    (MARY, "undo"),
    (GRACE, "history 2"),
)


def _hear_all(world: World) -> None:
    """Wait until what goes out by itself is delivered, so that nothing else is taken for an answer."""

    def is_quiet() -> bool:
        told = world.store.waiting()
        return not told.get("waiting") and not told.get("claimed")

    world.bot.wake()
    world.slack.wait_for(is_quiet, what="everything to be delivered")


def lived(folder: Path, kind: type[Speaker]) -> list[tuple[date, str, str, str]]:
    """Every turn on one platform: the day, who spoke, what they said, and the answer, with all times of day alike."""
    plan = read_plan(read_document(sample_plan(BEGINS.date()).encode(), "sample-plan.txt"), plan_code=CODE)
    told = []
    with World.open(folder, plan) as world:
        people = {name: kind(world, name) for name in (GRACE, MARY, ROSA, TOM)}
        day = BEGINS
        world.move_to(day)
        for turn in MONTH:
            if isinstance(turn, int):
                day += timedelta(days=turn)
                world.move_to(day)
                continue
            name, line = turn
            _hear_all(world)
            told.append((day.date(), name, line, _TIME.sub("09:00", people[name].say(line)).strip()))
        world.slack.check()
        world.teams.check()
    return told


def page(told: list[tuple[date, str, str, str]]) -> str:
    """The conversation as a document."""
    parts = [
        "# A month in the life of a plan",
        "Written by `python -m tests.e2e.month`; please don't edit it. "
        f"These {len(told)} turns are had on Slack and on Teams, over HTTP, and at the console, and a test compares "
        "every answer (`tests/e2e/test_a_month.py`). The people and the plan are the demonstration's. What can be "
        "pressed is left out here: `make demo` shows it.",
        f"{GRACE} coordinates the plan, {MARY} and {ROSA} lead actions, and so does {TOM}.",
    ]
    last = None
    for day, name, line, answer in told:
        if day != last:
            parts.append(f"## {say_date_with_weekday(day)}")
            last = day
        parts.append(f"**{name}:** `{line}`")
        parts.append("\n".join(["```text", *(line.rstrip() for line in answer.splitlines()), "```"]))
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Write the page."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        PAGE.write_text(page(lived(Path(folder), ConsoleSpeaker)), encoding="utf-8")
    print(f"{PAGE.name} is written anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
