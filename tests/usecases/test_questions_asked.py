"""How many statements a request costs: each is a journey to the database, and none may depend on how long a list is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from domain.due import Due
from domain.events import ChannelFollowed
from domain.people import EVERYTHING, SYSTEM
from domain.usecases.sweep import sweep_overdue
from domain.views import Item
from storage.store import SqlStore
from storage.wire import Call, Result, Wire
from tests import builders
from tests.builders import NOW, TODAY, Town
from tests.talk import StoppedClock, Talk


@contextmanager
def asked(store: SqlStore) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile. What an organisation and its workspaces are is asked again
    every ten seconds only, whenever those are over.
    """
    statements: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if not re.search("FROM (workspaces|organisations)", sql):
            statements.append(sql)

    engines = (store._database._reader, store._database._writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def town(store: SqlStore) -> Town:
    """Imogen leads in four plans; everything is late."""
    town = builders.town(store, actions=4, dues=[Due.on(TODAY - timedelta(days=3))])
    for code in ("FLD", "TRE", "PAR"):
        late = [Due.on(TODAY - timedelta(days=5))]
        builders.add_plan(store, builders.plan(town.organisation, code, actions=4, dues=late, people=[town.lead]))
    return town


@pytest.fixture
def imogen(store: SqlStore, town: Town) -> Talk:
    talk = Talk(store, town.workspace, town.lead_account)
    talk.say("mine")
    return talk


def rows(talk: Talk) -> int:
    return sum(isinstance(element, Item) for element in talk.last.elements)


def test_mine_asks_who_i_am_and_what_i_lead(store: SqlStore, imogen: Talk) -> None:
    with asked(store) as statements:
        imogen.say("mine")
    assert rows(imogen) == 4
    assert len(statements) == 2, statements


def test_a_list_over_many_plans_asks_no_more_than_one_over_one(store: SqlStore, imogen: Talk) -> None:
    counts = []
    for line in ("overdue TRE", "overdue"):
        with asked(store) as statements:
            imogen.say(line)
        counts.append((rows(imogen), len(statements)))
    (few, few_asked), (many, many_asked) = counts
    assert few < many == 10
    assert many_asked == few_asked  # one asks which plan that is, the other how many there are on all pages


def test_a_press_asks_a_fixed_number_of_questions(store: SqlStore, imogen: Talk) -> None:
    imogen.say("mine")
    with asked(store) as first:
        imogen.press("Mark complete")
    imogen.say("mine")
    with asked(store) as second:
        imogen.press("Mark complete")
    assert imogen.last.outcome == "ok"
    assert len(first) == len(second) <= 12, first


def test_a_press_is_four_journeys_to_postgresql(store: SqlStore, imogen: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    if store._database.is_sqlite:
        return  # there is no way to go
    sent: list[int] = []
    usual, commits = Wire.run, Wire.commit

    def run(wire: Wire, calls: Sequence[Call]) -> list[Result]:
        sent.append(len(calls))
        return usual(wire, calls)

    def commit(wire: Wire) -> None:
        sent.append(0)
        commits(wire)

    monkeypatch.setattr(Wire, "run", run)
    monkeypatch.setattr(Wire, "commit", commit)
    imogen.press("Mark complete")
    press = sent[: sent.index(0) + 1]
    # Who is it? What is it about? What changes; and that is it.
    assert len(press) == 4, press
    assert imogen.last.outcome == "ok"


def test_a_list_in_which_much_was_completed_asks_no_more_than_at_first(store: SqlStore, imogen: Talk) -> None:
    imogen.say("mine")
    counts = []
    for done in (1, 2, 3):
        with asked(store) as statements:
            imogen.press("Mark complete")
        ways_back = [button for button in imogen.last.buttons() if button.label == "Undo"]
        counts.append((len(ways_back), len(statements)))
        assert len(ways_back) == done
    assert len({number for _, number in counts}) == 1, counts


def test_a_look_at_the_clock_before_the_hour_writes_nothing(store: SqlStore, town: Town) -> None:
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        began = ChannelFollowed(at=NOW, by=SYSTEM, plan_id=town.plan.id, channel="#green", already_overdue=0)
        uow.plans.follow(builders.follow(town.contents, town.workspace, hour=23), because=began)
    with asked(store) as statements:
        assert sweep_overdue(store, StoppedClock()) == 0
    assert len(statements) == 1, statements
    assert all(sql.startswith("SELECT") for sql in statements)
