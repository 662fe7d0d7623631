"""The sweep killed at every step, and raced by threads and by processes: told once, and never not at all."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import create_engine

from domain.due import Due
from domain.events import ChannelFollowed
from domain.ids import OrganisationId
from domain.people import EVERYTHING, SYSTEM
from domain.ports import Store, UnitOfWork
from domain.usecases.announcing import OVERDUE_POST
from domain.usecases.sweep import sweep_overdue
from domain.views import Item
from storage.database import normal_url
from storage.store import SqlStore
from tests import builders
from tests.talk import StoppedClock, Talk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
LATE, CHANNELS = 13, ("C1", "C2", "C3")


def followed_town(store: Store) -> builders.Town:
    """A plan with 13 missed dates and 2 to come, followed by three channels."""
    day = MONDAY.date()
    dues = [Due.on(day - timedelta(days=n)) for n in range(1, LATE + 1)] + [Due.on(day)] * 2
    town = builders.town(store, actions=len(dues), dues=dues)
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        for channel in CHANNELS:
            follow = builders.follow(town.contents, town.workspace, channel)
            uow.plans.follow(
                follow,
                because=ChannelFollowed(at=MONDAY, by=SYSTEM, plan_id=town.plan.id, channel=channel, already_overdue=0),
            )
    return town


def heard(store: Store) -> dict[str, Counter[str]]:
    """What each channel was told, by action; of more than ten only how many are known."""
    told: dict[str, Counter[str]] = {}
    while postings := store.claim("reader", lease_seconds=60):
        for posting in postings:
            assert store.sent(posting, "reader", f"ts-{posting.id}")
            if posting.card is None or posting.replaces is not None:
                continue
            assert posting.card.kind == OVERDUE_POST
            of_channel = told.setdefault(posting.destination.conversation, Counter())
            of_channel.update(item.key for item in posting.reply.elements if isinstance(item, Item))
            of_channel["more"] += posting.card.more
    return told


def announced_in_history(store: Store, town: builders.Town) -> Counter[str]:
    """How often each action's history says that a channel was told."""
    found: Counter[str] = Counter()
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        for action in town.actions:
            lines, _ = uow.history.of_action(action.id, limit=50)
            found[action.key] += sum(line.event.kind == "overdue_announced" for line in lines)
    return +found


ONCE_EACH = {
    channel: Counter({**{f"NRP-{n}": 1 for n in range(LATE, LATE - 10, -1)}, "more": LATE - 10}) for channel in CHANNELS
}
IN_HISTORY = Counter({f"NRP-{n}": len(CHANNELS) for n in range(1, LATE + 1)})


class Killed(BaseException):
    """The process is gone: nothing in it runs on."""


class Steps:
    """Counts the steps of the sweep (every call to the store and its repositories), and dies at one of them."""

    def __init__(self, die_at: int | None = None, *, after: bool = False) -> None:
        self.taken: list[str] = []
        self._die_at, self._after = die_at, after

    def take(self, name: str, work: Any) -> Any:
        self.taken.append(name)
        dies = len(self.taken) == self._die_at
        if dies and not self._after:
            raise Killed(name)
        answer = work()
        if dies:
            raise Killed(name)
        return answer


class Watched:
    """Something whose every call is a step."""

    def __init__(self, real: object, steps: Steps, name: str) -> None:
        self._real, self._steps, self._name = real, steps, name

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name in {"actions", "plans", "people", "history", "outbox"}:
            return Watched(found, self._steps, name)
        if not callable(found):
            return found
        return lambda *args, **kwargs: self._steps.take(f"{self._name}.{name}", lambda: found(*args, **kwargs))


class WatchedStore:
    """The real store, with real transactions, whose calls are steps."""

    def __init__(self, store: Store, steps: Steps) -> None:
        self._store, self._steps = store, steps

    def organisations(self) -> Any:
        return self._steps.take("store.organisations", self._store.organisations)

    def follows_to_sweep(self) -> Any:
        return self._steps.take("store.follows_to_sweep", self._store.follows_to_sweep)

    @contextmanager
    def writing(self, organisation_id: OrganisationId) -> Iterator[UnitOfWork]:
        with self._store.writing(organisation_id) as uow:
            yield cast("UnitOfWork", Watched(uow, self._steps, "uow"))
            self._steps.take("commit", lambda: None)
        self._steps.take("committed", lambda: None)


def sweep_until_killed(store: Store, die_at: int, *, after: bool) -> bool:
    """Was it killed, or had it fewer steps than that?"""
    steps = Steps(die_at, after=after)
    try:
        sweep_overdue(cast("Store", WatchedStore(store, steps)), StoppedClock(MONDAY))
    except Killed:
        return True
    return False


def test_killed_at_every_step_it_loses_nothing_and_tells_nothing_twice(emptied_store: Store) -> None:
    town = followed_town(emptied_store)
    counted = Steps()
    probe = followed_steps(emptied_store, counted)
    assert probe > 20, "the steps are counted on a sweep that was rolled back"
    killed = 0
    for step in range(1, probe + 1):
        for after in (False, True):
            killed += sweep_until_killed(emptied_store, step, after=after)
    assert killed > 20
    sweep_overdue(emptied_store, StoppedClock(MONDAY + timedelta(minutes=5)))
    assert heard(emptied_store) == ONCE_EACH
    assert announced_in_history(emptied_store, town) == IN_HISTORY
    assert sweep_overdue(emptied_store, StoppedClock(MONDAY + timedelta(hours=1)), at_once=True) == 0


def followed_steps(store: Store, counted: Steps) -> int:
    """How many steps a whole sweep has; it is rolled back, channel by channel."""

    class RolledBack(WatchedStore):
        @contextmanager
        def writing(self, organisation_id: OrganisationId) -> Iterator[UnitOfWork]:
            try:
                with super().writing(organisation_id) as uow:
                    yield uow
                    raise Killed
            except Killed:
                counted.take("commit", lambda: None)
                counted.take("committed", lambda: None)

    sweep_overdue(cast("Store", RolledBack(store, counted)), StoppedClock(MONDAY))
    return len(counted.taken)


def test_killed_over_and_over_each_time_one_step_later_it_gets_through(emptied_store: Store) -> None:
    town = followed_town(emptied_store)
    step = 1
    while sweep_until_killed(emptied_store, step, after=bool(step % 2)):
        step += 1
        assert step < 200
    assert heard(emptied_store) == ONCE_EACH
    assert announced_in_history(emptied_store, town) == IN_HISTORY


def test_many_threads_tell_each_date_once(emptied_store: Store) -> None:
    town = followed_town(emptied_store)
    gate = threading.Barrier(8)
    counts: list[int] = []

    def sweep() -> None:
        gate.wait(20)
        counts.append(sweep_overdue(emptied_store, StoppedClock(MONDAY)))

    threads = [threading.Thread(target=sweep) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    sweep_overdue(emptied_store, StoppedClock(MONDAY + timedelta(minutes=1)))
    assert heard(emptied_store) == ONCE_EACH
    assert announced_in_history(emptied_store, town) == IN_HISTORY
    assert sum(counts) <= LATE * len(CHANNELS)


def test_a_date_moved_or_completed_while_it_sweeps_is_told_as_it_was_or_not_at_all(emptied_store: Store) -> None:
    town = followed_town(emptied_store)
    gate = threading.Barrier(3)
    clock = StoppedClock(MONDAY)

    def sweep() -> None:
        gate.wait(20)
        sweep_overdue(emptied_store, clock)

    def complete() -> None:
        talk = Talk(emptied_store, town.workspace, town.coordinator_account, clock)
        gate.wait(20)
        for number in range(1, LATE + 1):
            reply = talk.say(f"done {number}" if number % 2 else f"date {number} 1 March 2027 because chair is away")
            assert reply.outcome == "ok", reply.text

    threads = [threading.Thread(target=work) for work in (sweep, sweep, complete)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    sweep_overdue(emptied_store, StoppedClock(MONDAY + timedelta(minutes=1)))
    for of_channel in heard(emptied_store).values():
        assert all(count == 1 for key, count in of_channel.items() if key != "more")
    in_history = announced_in_history(emptied_store, town)
    assert all(count <= len(CHANNELS) for count in in_history.values())
    later = StoppedClock(datetime(2027, 3, 2, 10, 0, tzinfo=UTC))
    assert sweep_overdue(emptied_store, later) == (2 + LATE // 2) * len(CHANNELS), "moved, missed again: news"


PROCESS = """
import json, sys
from datetime import datetime
from domain.usecases.sweep import sweep_overdue
from storage.store import SqlStore
from tests.faults.processes import AheadClock

store = SqlStore.open(sys.argv[1])
store.organisations()
print("ready", flush=True)
sys.stdin.readline()
print(json.dumps(sweep_overdue(store, AheadClock(stopped_at=datetime.fromisoformat(sys.argv[2])))), flush=True)
store.close()
"""


def url_of(store: SqlStore) -> str:
    return store._database.url.render_as_string(hide_password=False)


def test_several_processes_tell_each_date_once(emptied_store: SqlStore) -> None:
    town = followed_town(emptied_store)
    command: Sequence[str] = [sys.executable, "-c", PROCESS, url_of(emptied_store), MONDAY.isoformat()]
    processes = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=60) for process in processes]
    assert all(process.returncode == 0 for process in processes), outputs
    assert sum(json.loads(out) for out, _ in outputs) <= LATE * len(CHANNELS)
    sweep_overdue(emptied_store, StoppedClock(MONDAY + timedelta(minutes=1)))
    assert heard(emptied_store) == ONCE_EACH
    assert announced_in_history(emptied_store, town) == IN_HISTORY


def test_more_dates_than_one_look_finds_are_one_post(emptied_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from storage.repositories.ledger import Ledger

    followed_town(emptied_store)
    whole = Ledger.newly_overdue

    def four_at_a_time(self: Ledger, follow: Any, today: Any, limit: int = 4) -> Any:
        return whole(self, follow, today, limit)

    monkeypatch.setattr(Ledger, "newly_overdue", four_at_a_time)
    assert sweep_overdue(emptied_store, StoppedClock(MONDAY)) == LATE * len(CHANNELS)
    assert heard(emptied_store) == ONCE_EACH


def test_the_ledger_has_a_row_for_each_date_and_channel(emptied_store: SqlStore) -> None:
    followed_town(emptied_store)
    sweep_overdue(emptied_store, StoppedClock(MONDAY))
    engine = create_engine(normal_url(url_of(emptied_store)))
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM announcements").scalar()
    engine.dispose()
    assert rows == LATE * len(CHANNELS)
