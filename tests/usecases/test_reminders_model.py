"""Random weeks of changes, holidays, leave, moved dates and crashes: what people hear is what a small model of it says.

The model knows nothing of the program but the sentences of the issue: it counts working days on its own calendar.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import Engine, event

from domain.actions import ActionLead
from domain.due import Due, Precision
from domain.people import SYSTEM, Person
from domain.rag import ColourKey
from domain.reminders.records import PutOff
from domain.reminders.wishes import Wishes
from domain.usecases.turns import take_turns
from domain.views import Item
from storage.store import SqlStore
from tests import builders
from tests.storage.helpers import writing
from tests.sweeping import on
from tests.talk import StoppedClock

BEGIN = date(2026, 12, 7)
ENGLISH = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)}
ENGLISH |= {date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28)}
ONE = timedelta(days=1)


@dataclass
class Work:
    """What the model knows of an action."""

    due: Due
    who: int
    open: bool = True
    until: date | None = None
    put_off_by: int = 0
    put_off_at: date | None = None


@dataclass
class Model:
    """Who must hear what."""

    closed: set[date] = field(default_factory=set)
    back: dict[int, date] = field(default_factory=dict)
    wishes: dict[int, Wishes] = field(default_factory=dict)
    heard: set[tuple[object, ...]] = field(default_factory=set)

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in ENGLISH and day not in self.closed

    def count(self, after: date, to: date) -> int:
        """Working days after one day, up to another."""
        return sum(self.works(after + ONE * n) for n in range(1, (to - after).days + 1))

    def stage(self, due: Due, day: date) -> str:
        """How far its date has come."""
        assert due.latest is not None
        assert due.earliest is not None
        if late := self.count(due.latest, day):
            return f"late {max(step for step in (1, 3, 7, 14) if step <= late)}"
        if self.count(day, due.latest) == 0:
            return "today"
        if due.precision is Precision.MONTH:
            return "before" if day >= due.earliest and self.count(due.earliest - ONE, day) else ""
        return "before" if self.count(day, due.latest - timedelta(days=7)) == 0 else ""

    def wants(self, who: int, stage: str) -> bool:
        wishes = self.wishes.get(who, Wishes())
        return {"before": wishes.before, "today": wishes.on_the_day}.get(stage, wishes.late)

    def hears(self, key: str, work: Work, day: date) -> tuple[object, ...] | None:
        """What somebody must hear of an action on a day on which they are looked at."""
        if not work.open or work.due.latest is None:
            return None
        stage = self.stage(work.due, day)
        news: tuple[object, ...] = (work.who, key, work.due.latest, stage)
        moved = work.put_off_at != work.due.latest and work.until is not None and work.due.latest < work.until
        if work.until is not None and work.put_off_by == work.who and not moved:
            first = work.until
            while not self.works(first):
                first += ONE
            if day < first:
                return None
            if stage == self.stage(work.due, first):
                asked = (work.who, key, work.until, "as asked")
                return None if asked in self.heard else asked
        if not stage or not self.wants(work.who, stage) or news in self.heard:
            return None
        return news


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Die before the statement of this number, if it comes so far."""
    left = [statement]

    def count(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield
    except Killed:
        pass
    finally:
        event.remove(Engine, "before_cursor_execute", count)


class Weeks(RuleBasedStateMachine):
    """A plan of five actions, two leads, and a clock."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "weeks.db"
        shutil.copyfile(self.template, self.path)
        self.store = SqlStore.open(f"sqlite:///{self.path}")
        dues = [Due.on(BEGIN + timedelta(days=days)) for days in (3, 9, 20, 40)]
        dues.append(month_of(date(2027, 1, 1)))
        self.town = builders.town(self.store, actions=5, dues=dues)
        self.people: list[Person] = [self.town.lead, self.town.coordinator]
        self.model = Model()
        self.works = {action.key: Work(action.due, 0) for action in self.town.actions}
        self.clock = StoppedClock(on(BEGIN, 7))
        self.day = BEGIN
        self.dead: set[date] = set()
        with writing(self.store, self.town) as uow:
            for person in self.people:
                uow.reminders.wish(person.id, Wishes(weekly=False))
            plan = uow.plans.by_id(self.town.plan.id)
            assert plan is not None
            quiet = replace(plan, settings=replace(plan.settings, escalate_days=0))
            uow.plans.save(quiet, because=_settings(self.clock.now(), plan.id))
        for key in self.works:
            self._lead(key, 0)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    # What people do.

    @rule(number=st.integers(1, 5), days=st.integers(-20, 40), month=st.booleans())
    def move(self, number: int, days: int, month: bool) -> None:
        day = self.day + timedelta(days=days)
        due = month_of(day) if month else Due.on(day)
        work = self.works[f"NRP-{number}"]
        if work.open:
            self._change(number, lambda action: action.move(due, by=SYSTEM, at=self.clock.now(), reason="x"))
            work.due = due

    @rule(number=st.integers(1, 5))
    def complete_or_reopen(self, number: int) -> None:
        work = self.works[f"NRP-{number}"]
        if work.open:
            self._change(number, lambda action: action.complete(by=SYSTEM, at=self.clock.now(), key=ColourKey()))
        else:
            self._change(number, lambda action: action.reopen(by=SYSTEM, at=self.clock.now()))
        work.open = not work.open

    @rule(number=st.integers(1, 5), who=st.integers(0, 1))
    def give(self, number: int, who: int) -> None:
        self._lead(f"NRP-{number}", who)

    @rule(number=st.integers(1, 5), days=st.integers(1, 20))
    def put_off(self, number: int, days: int) -> None:
        key = f"NRP-{number}"
        work = self.works[key]
        work.until, work.put_off_by = self.day + timedelta(days=days), work.who
        work.put_off_at = work.due.latest
        with writing(self.store, self.town) as uow:
            action = uow.actions.by_key(key)
            assert action is not None
            person = self.people[work.who].id
            uow.reminders.put_off(PutOff(person, action.id, work.until, "x", self.clock.now(), action.due.latest))
            uow.reminders.wake([person], self.clock.now())

    @rule(who=st.integers(0, 1), days=st.integers(1, 15))
    def go_on_leave(self, who: int, days: int) -> None:
        self.model.back[who] = self.day + timedelta(days=days)
        self._wish(who, back_on=self.model.back[who])

    @rule(who=st.integers(0, 1), before=st.booleans(), on_the_day=st.booleans(), late=st.booleans())
    def wish(self, who: int, before: bool, on_the_day: bool, late: bool) -> None:
        self._wish(who, before=before, on_the_day=on_the_day, late=late)
        self.model.wishes[who] = Wishes(before=before, on_the_day=on_the_day, late=late)

    @rule(days=st.integers(1, 20))
    def close_a_day(self, days: int) -> None:
        self.model.closed.add(self.day + timedelta(days=days))
        with writing(self.store, self.town) as uow:
            uow.save_organisation(replace(uow.organisation, closed_days=tuple(sorted(self.model.closed))))

    # What time does.

    @rule(days=st.integers(1, 3), again=st.booleans())
    def morning(self, days: int, again: bool) -> None:
        """Each day is looked at, as by a process that runs."""
        for _ in range(days):
            self.day += ONE
            self._compare(self._look(9))
            if again:
                assert self._look(15) == {}, "a day is looked at once"

    @rule(days=st.integers(2, 30))
    def away(self, days: int) -> None:
        """No process ran for so long; then one does."""
        self.day += timedelta(days=days)
        self._compare(self._look(11))

    @rule(statement=st.integers(1, 60))
    def crash(self, statement: int) -> None:
        """The process dies at some statement of the morning's look, and another takes over."""
        self.day += ONE
        self.clock.time = on(self.day, 9)
        with killed_at(statement):
            take_turns(self.store, self.clock, owner="killed")
        with sqlite3.connect(self.path) as raw:
            raw.execute("UPDATE turns SET leased_until = '2000-01-01 00:00:00.000000' WHERE leased_until IS NOT NULL")
        raw.close()
        self._compare(self._look(9, 30))

    def _look(self, hour: int, minute: int = 0) -> dict[int, Counter[str]]:
        self.clock.time = on(self.day, hour, minute)
        take_turns(self.store, self.clock, owner="test")
        told: dict[int, Counter[str]] = {}
        while postings := self.store.claim("reader", lease_seconds=60):
            for posting in postings:
                self.store.sent(posting, "reader", "1")
                if posting.replaces is not None:
                    continue  # an edit of one that was told before
                who = next(n for n, person in enumerate(self.people) if person.id == posting.person_id)
                shown = Counter(one.key for one in posting.reply.elements if isinstance(one, Item))
                assert who not in told, "one message holds all of it"
                told[who] = shown
        return told

    def _compare(self, told: dict[int, Counter[str]]) -> None:
        expected: dict[int, Counter[str]] = {}
        if self.model.works(self.day):
            for key, work in self.works.items():
                if self.day < self.model.back.get(work.who, self.day):
                    continue
                if news := self.model.hears(key, work, self.day):
                    self.model.heard.add(news)
                    expected.setdefault(work.who, Counter())[key] += 1
        assert told == expected, f"on {self.day:%A %d %B %Y}"

    # What the story is made of.

    def _change(self, number: int, change: Any) -> None:
        with writing(self.store, self.town) as uow:
            action = uow.actions.by_key(f"NRP-{number}")
            assert action is not None
            after, because = change(action)
            uow.actions.save(after, because=because)

    def _lead(self, key: str, who: int) -> None:
        with writing(self.store, self.town) as uow:
            action = uow.actions.by_key(key)
            assert action is not None
            leads = {lead.name: lead for lead in uow.plans.leads(self.town.plan.id)}
            name = self.people[who].name
            if name not in leads:
                leads[name] = builders.lead(self.town.plan.id, name, self.people[who])
                uow.plans.add_lead(leads[name])
            given = (ActionLead(leads[name].id, name, person_id=self.people[who].id),)
            after, because = action.assign(given, by=SYSTEM, at=self.clock.now())
            uow.actions.save(after, because=because)
        self.works[key].who = who

    def _wish(self, who: int, **changes: Any) -> None:
        with writing(self.store, self.town) as uow:
            person = self.people[who].id
            uow.reminders.wish(person, replace(uow.reminders.wishes(person), **changes))
            uow.reminders.wake([person], self.clock.now())


def month_of(day: date) -> Due:
    first = day.replace(day=1)
    return Due(f"{first:%B %Y}", Precision.MONTH, first, (first + timedelta(days=32)).replace(day=1) - ONE)


def _settings(at: Any, plan_id: Any) -> Any:
    from domain.events import PlanSettingsChanged

    return PlanSettingsChanged(at=at, by=SYSTEM, plan_id=plan_id, before={}, after={})


def test_what_people_hear_is_what_the_model_says(sqlite_template: Path) -> None:
    class Here(Weeks):
        template = sqlite_template

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


@pytest.mark.parametrize("day", sorted(ENGLISH))
def test_the_model_s_own_calendar_is_england_s(day: date) -> None:
    from domain.calendar import is_working_day

    assert not is_working_day(day, "ENG")
