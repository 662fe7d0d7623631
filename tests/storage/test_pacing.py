"""Every process draws from the same tokens: a place is written to no faster than it bears, and others don't wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.pacing import Rate, Rates
from domain.people import Platform
from domain.posting import Claimed, Destination, Posting
from domain.views import say
from storage.schema import outbox, paces
from storage.store import SqlStore
from tests import builders
from tests.builders import Town
from tests.storage.helpers import writing
from tests.storage.test_outbox import CHANNEL, card_of, change

SLOW = 600.0
"""Seconds in which no test sees a new token."""
PACE = {Platform.SLACK: Rates(conversation=(Rate(2, SLOW),), workspace=(Rate(5, SLOW),))}


@pytest.fixture
def town(store: SqlStore) -> Town:
    return builders.town(store)


@pytest.fixture
def another(store: SqlStore, database_url: str) -> Iterator[SqlStore]:
    with closing(SqlStore.open(database_url)) as opened:
        yield opened


def put(store: SqlStore, town: Town, places: Sequence[str], workspace: str = "T1") -> None:
    with writing(store, town) as uow:
        for number, place in enumerate(places):
            to = Destination(Platform.SLACK, workspace, place)
            assert uow.outbox.put(key=f"{workspace}:{place}:{number}", destination=to, reply=say("x"))


def claim(store: SqlStore, pace: dict[Platform, Rates] | None = None, limit: int = 10) -> Claimed:
    return store.claim("me", lease_seconds=60, limit=limit, rates=PACE if pace is None else pace)


def deliver(*stores: SqlStore, pace: dict[Platform, Rates] | None = None) -> list[Posting]:
    """What these send in turns until nothing more may go."""
    went: list[Posting] = []
    while some := [(one, posting) for one in stores for posting in claim(one, pace)]:
        for one, posting in some:
            assert one.sent(posting, "me", "1")
            went.append(posting)
    return went


def places(postings: Sequence[Posting]) -> list[str]:
    return sorted(one.destination.conversation for one in postings)


def test_a_channel_gets_its_burst_and_then_waits_whoever_asks(store: SqlStore, another: SqlStore, town: Town) -> None:
    put(store, town, ["C1", "C1", "C1", "C1", "C2"])
    assert places(deliver(store, another)) == ["C1", "C1", "C2"]
    put(store, town, ["C1"], "T2")
    assert places(deliver(another)) == ["C1"], "a channel of that name elsewhere is another"
    another.close()


def test_whoever_finds_a_place_full_is_told_when_to_come_again(store: SqlStore, town: Town) -> None:
    put(store, town, ["C1"] * 3)
    deliver(store)
    assert claim(store).again_in is None, "who comes later finds nothing due"
    put(store, town, ["C2"] * 3)
    for expected in (1, 1, 0):
        claimed = claim(store)
        assert len(claimed) == expected
        for posting in claimed:
            store.sent(posting, "me", "1")
    assert claimed.again_in is not None
    assert 0 < claimed.again_in <= SLOW


def test_what_waited_for_its_turn_goes_when_it_has_come(store: SqlStore, town: Town) -> None:
    quick = {Platform.SLACK: Rates(conversation=(Rate(1, 0.001),))}
    put(store, town, ["C1"] * 5)
    went: list[Posting] = []
    while len(went) < 5:
        went += deliver(store, pace=quick)
    assert [one.key for one in went] == [f"T1:C1:{number}" for number in range(5)]


def test_a_full_workspace_holds_up_no_other(store: SqlStore, another: SqlStore, town: Town) -> None:
    put(store, town, [f"C{number}" for number in range(30)])
    put(store, town, [f"C{number}" for number in range(3)], "T2")
    claimed = claim(store, limit=20)
    assert len(claimed) == 5 + 3
    assert claimed.again_in is not None
    assert not claim(another)
    another.close()


def test_a_burst_to_many_channels_is_as_fast_as_the_workspace_bears(store: SqlStore, town: Town) -> None:
    wide = {Platform.SLACK: Rates(conversation=(Rate(1, SLOW),), workspace=(Rate(100, SLOW),))}
    put(store, town, [f"C{number}" for number in range(40)])
    assert len(deliver(store, pace=wide)) == 40


def test_whoever_has_no_pace_waits_for_nobody(store: SqlStore, town: Town) -> None:
    put(store, town, ["C1"] * 4)
    assert len(deliver(store, pace={Platform.TEAMS: PACE[Platform.SLACK]})) == 4


def test_a_channel_that_asked_to_wait_is_left_alone_by_everybody(
    store: SqlStore, another: SqlStore, town: Town
) -> None:
    put(store, town, ["C1", "C1", "C2"])
    first, second = claim(store)
    assert store.put_back(first, "me", seconds=0.0, reason="lost", maybe_sent=False)
    (again,) = claim(another)
    assert again.key == first.key
    assert another.put_back(again, "me", seconds=SLOW, reason="ratelimited", maybe_sent=False, held=True)
    assert store.sent(second, "me", "1")
    put(store, town, ["C3"])
    assert places(deliver(store, another)) == ["C3"]
    another.close()


def test_two_channels_that_ask_to_wait_speak_for_their_workspace(
    store: SqlStore, another: SqlStore, town: Town
) -> None:
    put(store, town, ["C1", "C2", "C3"])
    put(store, town, ["C1"], "T2")
    claimed = claim(store, limit=3)
    for posting in claimed[:2]:
        assert store.put_back(posting, "me", seconds=SLOW, reason="ratelimited", maybe_sent=False, held=True)
    assert store.put_back(claimed[2], "me", seconds=0.0, reason="lost", maybe_sent=False)
    (elsewhere,) = claim(another)
    assert elsewhere.destination.workspace == "T2"
    another.close()


def test_a_clock_that_was_ahead_and_is_set_right_silences_no_place(store: SqlStore, town: Town) -> None:
    put(store, town, ["C1", "C2", "C2", "C2"])
    for posting in claim(store):
        assert store.put_back(posting, "me", seconds=0.0, reason="x", maybe_sent=False, held=True)
    ahead = timedelta(days=3)
    with store._database.writing() as connection:
        for place, rule, full_at in connection.execute(select(paces.c.place, paces.c.rule, paces.c.full_at)).all():
            of_it = paces.update().where(paces.c.place == place, paces.c.rule == rule)
            connection.execute(of_it, {"full_at": full_at + ahead})
        connection.execute(
            outbox.update().where(outbox.c.conversation == "C1").values(due_at=datetime.now(UTC) + ahead)
        )
    assert places(deliver(store)) == ["C2", "C2"], "and no faster than it bears from then on"
    store.bring_forward(datetime.now(UTC))
    with store._database.reading() as connection:
        due = connection.execute(select(outbox.c.due_at).where(outbox.c.conversation == "C1")).scalar_one()
    assert due < datetime.now(UTC) + timedelta(minutes=2)


def test_edits_of_what_stands_in_a_channel_need_no_turn_there(store: SqlStore, town: Town) -> None:
    with writing(store, town) as uow:
        card = card_of(town, 0)
        assert uow.outbox.put(key="post", destination=CHANNEL, reply=say("x"), card=card)
    deliver(store)
    put(store, town, [CHANNEL.conversation], CHANNEL.workspace)
    assert len(deliver(store)) == 1
    for _ in range(2):
        change(store, town, 0)
        (edit,) = deliver(store)
        assert edit.replaces == "1"
