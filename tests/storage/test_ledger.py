"""Each missed date is told to a channel once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.due import Due
from domain.events import ChannelFollowed, ChannelUnfollowed, OverdueAnnounced, PlanWentLive
from domain.people import SYSTEM
from domain.plans import Follow, PlanState
from domain.rag import ColourKey
from domain.undoing import undo
from storage.database import make_engine
from storage.schema import NOT_ANNOUNCED, actions, announcements
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, TODAY, Town
from tests.storage.helpers import event_of, reading, writing


def follow(store: SqlStore, town: Town, channel: str = "C1") -> Follow:
    made = builders.follow(town.contents, town.workspace, channel)
    with writing(store, town) as uow:
        uow.plans.follow(
            made, because=event_of(ChannelFollowed, plan_id=town.plan.id, channel=channel, already_overdue=0)
        )
    return made


def sweep(store: SqlStore, town: Town, channel: Follow, *, quietly: bool = False, today: date = TODAY) -> list[str]:
    with writing(store, town) as uow:
        rows, _ = uow.actions.newly_overdue(channel, today)
        return [row.key for row in uow.actions.announce(channel, rows, at=NOW, quietly=quietly)]


def marked(url: str) -> int:
    """How many actions the sweep's index still holds with a date in the past."""
    engine = make_engine(url, patient=True)
    with engine.connect() as connection:
        found = connection.execute(actions.select().where(NOT_ANNOUNCED, actions.c.late_from <= TODAY)).all()
    engine.dispose()
    return len(found)


@pytest.fixture
def town(store: SqlStore) -> Town:
    late, today = Due.on(TODAY - timedelta(days=3)), Due.on(TODAY)
    return builders.town(store, actions=8, dues=[late, today, Due.none(), Due.on(TODAY - timedelta(days=9))])


def test_a_missed_date_is_told_once_and_again_when_missed_again(store: SqlStore, town: Town, database_url: str) -> None:
    channel = follow(store, town)
    with reading(store, town) as uow:
        rows, total = uow.actions.newly_overdue(channel, TODAY)
        assert [row.key for row in rows] == ["NRP-4", "NRP-8", "NRP-1", "NRP-5"]
        assert total == 4
        assert (len(uow.actions.newly_overdue(channel, TODAY, limit=1)[0]), total) == (1, 4)
    assert sweep(store, town, channel) == ["NRP-4", "NRP-8", "NRP-1", "NRP-5"]
    assert marked(database_url) == 0
    assert sweep(store, town, channel) == []
    with reading(store, town) as uow:
        found = uow.actions.by_key("NRP-1")
        assert found is not None
        assert found.version == 1
        ((line,), count) = uow.history.of_action(found.id)
        assert isinstance(line.event, OverdueAnnounced)
        assert (line.event.channel, line.event.due, line.version, count) == ("#green", found.due, None, 1)
    tomorrow = TODAY + timedelta(days=1)
    assert sweep(store, town, channel, today=tomorrow) == ["NRP-2", "NRP-6"]

    move(store, town, "NRP-1", TODAY - timedelta(days=1))
    assert sweep(store, town, channel) == ["NRP-1"]
    move(store, town, "NRP-1", TODAY - timedelta(days=3))
    assert marked(database_url) == 0
    assert sweep(store, town, channel) == []


def move(store: SqlStore, town: Town, key: str, day: date) -> None:
    with writing(store, town) as uow:
        action = uow.actions.by_key(key)
        assert action is not None
        moved, event = action.move(Due.on(day), by=SYSTEM, at=NOW, reason="x")
        uow.actions.save(moved, because=event)


def test_undoing_a_move_puts_the_mark_back(store: SqlStore, town: Town, database_url: str) -> None:
    channel = follow(store, town)
    sweep(store, town, channel)
    with writing(store, town) as uow:
        action = uow.actions.by_key("NRP-1")
        assert action is not None
        moved, event = action.move(Due.on(TODAY + timedelta(days=30)), by=SYSTEM, at=NOW, reason="x")
        moved = uow.actions.save(moved, because=event)
        back, undone = undo(moved, event, by=SYSTEM, at=NOW)
        uow.actions.save(back, because=undone)
    assert marked(database_url) == 0
    assert sweep(store, town, channel) == []


def test_what_is_closed_is_no_news(store: SqlStore, town: Town) -> None:
    channel = follow(store, town)
    with reading(store, town) as uow:
        seen_before, _ = uow.actions.newly_overdue(channel, TODAY)
    with writing(store, town) as uow:
        action = uow.actions.by_key("NRP-4")
        assert action is not None
        done, event = action.complete(by=SYSTEM, at=NOW, key=ColourKey())
        uow.actions.save(done, because=event)
    move(store, town, "NRP-8", TODAY + timedelta(days=8))
    with writing(store, town) as uow:
        told = uow.actions.announce(channel, seen_before, at=NOW)
    assert [row.key for row in told] == ["NRP-1", "NRP-5"]
    assert sweep(store, town, channel) == []


def test_each_channel_is_told_for_itself(store: SqlStore, town: Town, database_url: str) -> None:
    first, second = follow(store, town, "C1"), follow(store, town, "C2")
    assert len(sweep(store, town, first)) == 4
    assert marked(database_url) == 4
    assert sweep(store, town, first) == []
    assert len(sweep(store, town, second)) == 4
    assert marked(database_url) == 0
    third = follow(store, town, "C3")
    assert marked(database_url) == 4
    assert len(sweep(store, town, third, quietly=True)) == 4
    with reading(store, town) as uow:
        assert uow.history.of_action(town.actions[0].id)[1] == 2


def test_following_again_does_not_tell_again(store: SqlStore, town: Town, database_url: str) -> None:
    channel = follow(store, town)
    waiting = follow(store, town, "C2")
    sweep(store, town, channel)
    for each in (waiting, channel):
        with writing(store, town) as uow:
            uow.plans.unfollow(each.id, because=event_of(ChannelUnfollowed, plan_id=town.plan.id, channel="#green"))
        assert marked(database_url) == (0 if each is waiting else 4)
    assert sweep(store, town, channel) == []
    assert sweep(store, town, follow(store, town)) == []


def test_drafts_and_closed_plans_are_no_news(store: SqlStore) -> None:
    town = builders.town(store, state=PlanState.DRAFT)
    channel = follow(store, town)
    assert sweep(store, town, channel) == []
    for state, expected in ((PlanState.LIVE, 3), (PlanState.CLOSED, 0)):
        with writing(store, town) as uow:
            went = event_of(PlanWentLive, plan_id=town.plan.id, already_overdue=0)
            uow.plans.save(replace(town.plan, state=state), because=went)
            assert uow.actions.newly_overdue(channel, TODAY)[1] == expected


def test_sweeps_that_race_tell_once(store: SqlStore, town: Town, database_url: str) -> None:
    channel = follow(store, town)
    with ThreadPoolExecutor(6) as pool:
        told = [key for done in [pool.submit(sweep, store, town, channel) for _ in range(6)] for key in done.result()]
    assert sorted(told) == ["NRP-1", "NRP-4", "NRP-5", "NRP-8"]
    engine = make_engine(database_url, patient=True)
    with engine.connect() as connection:
        assert len(connection.execute(announcements.select()).all()) == 4
    engine.dispose()
    with reading(store, town) as uow:
        assert [uow.history.of_action(town.actions[n].id)[1] for n in (0, 3, 4, 7)] == [1, 1, 1, 1]


def test_a_sweep_that_fails_told_nothing(store: SqlStore, town: Town, database_url: str) -> None:
    channel = follow(store, town)

    def fails() -> None:
        with writing(store, town) as uow:
            rows, _ = uow.actions.newly_overdue(channel, TODAY)
            assert len(uow.actions.announce(channel, rows, at=NOW)) == 4
            raise OSError("the power went")

    with pytest.raises(OSError, match="the power went"):
        fails()
    assert marked(database_url) == 4
    assert len(sweep(store, town, channel)) == 4
