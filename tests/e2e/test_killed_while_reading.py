"""The power fails while a file is being read: the next process reads it, and there is one answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import create_engine

from bot.playground.demo import read_demo_plan
from bot.playground.people import ADMINISTRATOR
from bot.playground.world import World
from bot.settings import Settings
from domain.people import EVERYTHING
from storage.database import normal_url
from storage.schema import jobs
from tests.e2e.importers import ALL, Importer
from tests.faults.processes import kept_port

READER = b"adapters.documents.worker"
ROWS = 1_500  # a second or two of reading
LONG = "Harbour Street Renewal Plan\n\nRef\tAction\tLead\tDue date\tRAG\n" + "".join(
    f"{number}\tWrite to shop {number} about the works\tJo Marsh\t30 June 2030\tGreen\n"
    for number in range(1, ROWS + 1)
)

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the reading process in /proc")


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with World.open(tmp_path, read_demo_plan(None), database_url=database_url) as running:
        running.bot.stop()
        yield running


@contextmanager
def served(world: World) -> Iterator[subprocess.Popen[str]]:
    """`actionlog serve` in a process of its own, to which both platforms deliver."""
    kept = kept_port()
    port = kept.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "serve", "--port", str(port)],
        env={**os.environ, **environment(world.settings)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert "listens" in process.stdout.readline()
        world.slack.deliver_to(f"http://127.0.0.1:{port}")
        world.teams.deliver_to(f"http://127.0.0.1:{port}")
        yield process
    finally:
        process.kill()
        process.communicate()
        kept.close()


def environment(settings: Settings) -> dict[str, str]:
    """The settings as a process is given them."""
    found = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if value not in (None, ""):
            plain = value.get_secret_value() if hasattr(value, "get_secret_value") else value
            found[f"ACTIONLOG_{name.upper()}"] = str(plain)
    return found


def reader_of(process: int) -> int | None:
    """The process that reads for this one, if there is any."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == process and READER in (entry / "cmdline").read_bytes():
                    return int(entry.name)
            except OSError:  # it ended meanwhile
                continue
    return None


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def let_the_lease_run_out(database_url: str) -> int:
    """As if some minutes had gone by; gives how many jobs were under way."""
    engine = create_engine(normal_url(database_url))
    with engine.begin() as connection:
        rows = connection.execute(jobs.select().where(jobs.c.state == "claimed")).all()
        for row in rows:
            earlier = jobs.update().where(jobs.c.sequence == row.sequence)
            connection.execute(earlier.values(due_at=row.due_at - timedelta(minutes=10)))
    engine.dispose()
    return len(rows)


Found = TypeVar("Found")


def until(look: Callable[[], Found | None], what: str, seconds: float = 60.0) -> Found:
    """What `look` finds, asked again and again: of other processes nobody brings news."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, f"waited {seconds:.0f} seconds for {what}"
        time.sleep(0.01)
    return found


def nothing_left(world: World) -> bool:
    return not any(count for state, count in world.store.waiting().items() if state not in {"sent", "dead"})


def given(grace: Importer) -> None:
    """The file is given, as often as a person is asked to try again: a busy machine may keep SQLite's writer."""
    for _ in range(10):
        before = len(grace.all_words())
        grace.give("renewal.txt", LONG.encode(), "import HSR")
        said = until(lambda since=before: "\n".join(grace.all_words()[since:]), "an answer")  # type: ignore[misc]  # of this turn
        if "I'm reading" in said:
            return
    raise AssertionError(grace.all_words()[-1])


@pytest.mark.parametrize("kind", ALL, ids=[each.platform for each in ALL])
def test_a_file_is_read_again_after_a_crash_and_answered_once(
    world: World, kind: type[Importer], database_url: str
) -> None:
    grace = kind(world, ADMINISTRATOR)
    pretend = world.slack if grace.platform == "slack" else world.teams
    with served(world) as process:
        given(grace)
        reader = until(lambda: reader_of(process.pid), "a process that reads")
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    until(lambda: not is_alive(reader), "the end of the reading process")
    assert not [words for words in grace.all_words() if "I found" in words]
    assert let_the_lease_run_out(database_url) == 1
    with served(world):
        pretend.wait_for(
            lambda: [words for words in grace.all_words() if "It is the draft HSR" in words], timeout=120, what="answer"
        )
        until(lambda: nothing_left(world), "an empty outbox")
    assert len([words for words in grace.all_words() if "I found" in words]) == 1
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        assert [plan.code for plan in uow.plans.all()].count("HSR") == 1
    fetched = len(world.slack.wire.matching("files.info")) + len(world.teams.wire.matching("download"))
    assert fetched == 1, "the bytes were kept, so nobody is asked for them twice"
