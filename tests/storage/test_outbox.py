"""Messages leave after the commit, in order, in one pair of hands at a time, and cards are edited after a change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.ids import CardId, new_id
from domain.people import SYSTEM, Platform
from domain.posting import Card, Destination, Posting
from domain.rag import Rag, RagValue
from domain.uploads import KEPT
from domain.views import Reply, say
from storage.database import make_engine
from storage.schema import jobs, outbox
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, Town
from tests.storage.helpers import reading, writing

CHANNEL = Destination(Platform.SLACK, "T1", "C1", {"team": "T1"})
OTHER = Destination(Platform.SLACK, "T1", "C2")


@pytest.fixture
def town(store: SqlStore) -> Town:
    return builders.town(store)


def put(store: SqlStore, town: Town, key: str, to: Destination = CHANNEL, card: Card | None = None) -> bool:
    with writing(store, town) as uow:
        return uow.outbox.put(key=key, destination=to, reply=say(f"Message {key}"), card=card)


def card_of(town: Town, *positions: int) -> Card:
    return Card(
        CardId(new_id()),
        town.id,
        CHANNEL.platform,
        CHANNEL.workspace,
        CHANNEL.conversation,
        "overdue",
        town.plan.id,
        "3 actions became overdue",
        tuple(town.actions[position].id for position in positions),
        more=12,
    )


def change(store: SqlStore, town: Town, position: int) -> None:
    with writing(store, town) as uow:
        action = uow.actions.by_id(town.actions[position].id)
        assert action is not None
        changed, event = action.judge(Rag.of(RagValue.GREEN), by=SYSTEM, at=NOW)
        uow.actions.save(changed, because=event)


def claim(store: SqlStore, owner: str = "me", limit: int = 10, lease: float = 60) -> list[Posting]:
    return list(store.claim(owner, lease_seconds=lease, limit=limit))


def expire(url: str) -> None:
    """Let every lease run out now."""
    engine = make_engine(url, patient=True)
    with engine.begin() as connection:
        for table in (outbox, jobs):
            past = datetime.now(UTC) - timedelta(seconds=1)
            connection.execute(table.update().where(table.c.due_at.is_not(None)).values(due_at=past))
    engine.dispose()


def test_a_message_is_queued_once_and_carries_everything(store: SqlStore, town: Town) -> None:
    assert put(store, town, "a")
    assert not put(store, town, "a")
    (posting,) = claim(store)
    assert posting.key == "a"
    assert posting.organisation_id == town.id
    assert posting.destination == CHANNEL
    assert posting.reply == say("Message a")
    assert (posting.card, posting.replaces, posting.maybe_sent, posting.attempts) == (None, None, False, 1)
    assert posting.claimed_since is not None
    assert abs(datetime.now(UTC) - posting.claimed_since) < timedelta(minutes=1)
    assert claim(store, "you") == []
    assert store.waiting() == {"waiting": 0, "claimed": 1, "sent": 0, "dead": 0, "skipped": 0}
    assert store.sent(posting, "me", "1700.1")
    assert not store.sent(posting, "me", "1700.1")
    assert claim(store) == []
    assert store.waiting()["sent"] == 1


def test_the_same_key_in_two_organisations_is_two_messages(store: SqlStore, town: Town) -> None:
    other = builders.town(store, "Wychmere Partnership")
    assert put(store, town, "a")
    assert put(store, other, "a")
    assert [each.organisation_id for each in store.claim("me", lease_seconds=60, organisation_id=other.id)] == [
        other.id
    ]
    assert {each.organisation_id for each in claim(store)} == {town.id}


def test_what_is_rolled_back_never_leaves(store: SqlStore, town: Town) -> None:
    changed, event = town.actions[0].judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)

    def fails() -> None:
        with writing(store, town) as uow:
            uow.actions.save(changed, because=event)
            uow.outbox.put(key="a", destination=CHANNEL, reply=say("x"), card=card_of(town, 0))
            uow.jobs.put(key="a", kind="import", payload={})
            raise OSError("the power went")

    with pytest.raises(OSError, match="the power went"):
        fails()
    assert store.claim_jobs("me", kinds=["import"], lease_seconds=60) == []
    assert claim(store) == []
    with reading(store, town) as uow:
        assert uow.actions.by_id(changed.id) == town.actions[0]
        assert uow.history.of_action(changed.id) == ([], 0)


def test_one_destination_is_written_to_in_order_and_by_one(store: SqlStore, town: Town) -> None:
    for key in ("a", "b", "c"):
        put(store, town, key)
    put(store, town, "d", OTHER)
    first, other = claim(store)
    assert (first.key, other.key) == ("a", "d")
    assert claim(store, "you") == []
    assert store.put_back(first, "me", seconds=600, reason="asked to wait", maybe_sent=False)
    assert claim(store) == [], "what waits holds up what comes after it"
    assert store.sent(other, "me", "1")


def test_a_message_put_back_comes_again_with_what_is_known(store: SqlStore, town: Town, database_url: str) -> None:
    put(store, town, "a")
    (posting,) = claim(store)
    assert store.put_back(posting, "me", seconds=30, reason="no answer", maybe_sent=True)
    assert claim(store) == []
    expire(database_url)
    (again,) = claim(store, "you")
    assert (again.maybe_sent, again.attempts, again.claimed_since) == (True, 2, posting.claimed_since)
    assert not store.sent(posting, "me", "1"), "it is in other hands"
    assert store.put_back(again, "you", seconds=0, reason="429", maybe_sent=False)
    (third,) = claim(store)
    assert not third.maybe_sent
    assert store.give_up(third, "me", reason="channel_not_found")
    assert not store.give_up(third, "me", reason="channel_not_found")
    assert store.waiting()["dead"] == 1
    put(store, town, "b")
    assert [each.key for each in claim(store)] == ["b"]


def test_a_lease_that_ran_out_is_doubt_and_shuts_the_late_one_out(
    store: SqlStore, town: Town, database_url: str
) -> None:
    put(store, town, "a")
    (slow,) = claim(store, "slow")
    expire(database_url)
    (quick,) = claim(store, "quick")
    assert (quick.maybe_sent, quick.attempts) == (True, 2)
    assert quick.claimed_since == slow.claimed_since
    assert not store.sent(slow, "slow", "1")
    assert not store.put_back(slow, "slow", seconds=0, reason="x", maybe_sent=False)
    assert not store.give_up(slow, "slow", reason="x")
    assert not store.sent(replace(quick, fence=slow.fence), "quick", "1")
    assert store.sent(quick, "quick", "1")


def test_the_same_owner_is_shut_out_by_its_own_newer_claim(store: SqlStore, town: Town, database_url: str) -> None:
    put(store, town, "a")
    (before,) = claim(store)
    expire(database_url)
    (after,) = claim(store)
    assert not store.sent(before, "me", "1")
    assert store.sent(after, "me", "1")


def test_claims_that_race_take_each_row_once(store: SqlStore, town: Town) -> None:
    places = [Destination(Platform.SLACK, "T1", f"C{number}") for number in range(20)]
    for place in places:
        for key in ("first", "second"):
            put(store, town, f"{place.conversation}-{key}", place)

    def work(owner: str) -> list[str]:
        done: list[str] = []
        while postings := claim(store, owner, limit=3):
            for posting in postings:
                assert store.sent(posting, owner, "1")
                done.append(posting.key)
        return done

    with ThreadPoolExecutor(6) as pool:
        done = [key for each in [pool.submit(work, f"w{n}") for n in range(6)] for key in each.result()]
    assert sorted(done) == sorted(f"{place.conversation}-{key}" for place in places for key in ("first", "second"))


def test_a_change_edits_the_cards_that_show_it_once(store: SqlStore, town: Town) -> None:
    card = card_of(town, 0, 1)
    put(store, town, "a", card=card)
    (posting,) = claim(store)
    assert posting.card == card
    assert posting.replaces is None
    store.sent(posting, "me", "1700.5")
    change(store, town, 2)
    assert claim(store) == []
    change(store, town, 0)
    change(store, town, 1)
    change(store, town, 0)
    (refresh,) = claim(store)
    assert refresh.card == replace(card, external_id="1700.5")
    assert refresh.replaces == "1700.5"
    assert refresh.destination == CHANNEL
    assert refresh.reply == Reply()
    change(store, town, 1)
    assert claim(store) == [], "one edit at a time"
    assert store.put_back(refresh, "me", seconds=0, reason="429", maybe_sent=False)
    (again,) = claim(store)
    assert again.id == refresh.id
    store.sent(again, "me", "1700.5")
    (last,) = claim(store)
    assert last.id != refresh.id
    store.sent(last, "me", "1700.5")
    assert claim(store) == []


def test_a_change_before_the_card_is_posted_is_not_lost(store: SqlStore, town: Town) -> None:
    put(store, town, "a", card=card_of(town, 0))
    change(store, town, 0)
    (posting,) = claim(store)
    assert posting.key == "a"
    store.sent(posting, "me", "1700.5")
    (refresh,) = claim(store)
    assert refresh.replaces == "1700.5"


def test_a_card_that_never_arrived_is_not_edited(store: SqlStore, town: Town) -> None:
    put(store, town, "a", card=card_of(town, 0))
    change(store, town, 0)
    (posting,) = claim(store)
    store.give_up(posting, "me", reason="channel_not_found")
    put(store, town, "b")
    assert [each.key for each in claim(store)] == ["b"]
    change(store, town, 0)
    assert store.waiting() == {"waiting": 0, "claimed": 1, "sent": 0, "dead": 1, "skipped": 1}


def test_a_change_beside_a_claim_always_gets_its_own_edit(store: SqlStore, town: Town) -> None:
    """Whoever takes a refresh up draws what is true then; a change that is committed later must be drawn later."""
    put(store, town, "a", card=card_of(town, 0, 1, 2))
    (posting,) = claim(store)
    store.sent(posting, "me", "1700.5")
    drawn: list[tuple[int, ...]] = []

    def versions() -> tuple[int, ...]:
        with reading(store, town) as uow:
            return tuple(row.version for row in uow.actions.rows([action.id for action in town.actions]))

    def relay(stop: list[bool]) -> None:
        while True:
            last = bool(stop)
            for each in claim(store):
                drawn.append(versions())
                store.sent(each, "me", "1700.5")
            if last:
                return

    stop: list[bool] = []
    with ThreadPoolExecutor(4) as pool:
        relaying = pool.submit(relay, stop)
        changing = [pool.submit(lambda n: [change(store, town, n) for _ in range(15)], n) for n in range(3)]
        for each in changing:
            each.result()
        stop.append(True)
        relaying.result()
    while postings := claim(store):
        for each in postings:
            drawn.append(versions())
            store.sent(each, "me", "1700.5")
    assert versions() == (16, 16, 16)
    assert drawn[-1] == (16, 16, 16)


def test_jobs_are_done_once_and_survive_their_worker(store: SqlStore, town: Town, database_url: str) -> None:
    with writing(store, town) as uow:
        assert uow.jobs.put(key="import:1", kind="import", payload={"file": "plan.docx"})
        assert not uow.jobs.put(key="import:1", kind="import", payload={})
        assert uow.jobs.put(key="later", kind="import", payload={}, due_at=datetime.now(UTC) + timedelta(hours=1))
        assert uow.jobs.put(key="other", kind="report", payload={})
    (job,) = store.claim_jobs("w1", kinds=["import"], lease_seconds=60, limit=5)
    assert (job.key, job.kind, job.payload, job.attempts) == ("import:1", "import", {"file": "plan.docx"}, 1)
    assert store.claim_jobs("w2", kinds=["import"], lease_seconds=60) == []
    assert store.keep_job(job, "w1", lease_seconds=90)
    assert store.put_job_back(job, "w1", seconds=0, reason="the disk was full")
    (job,) = store.claim_jobs("w1", kinds=["import"], lease_seconds=60)
    expire(database_url)
    (taken,) = [
        each for each in store.claim_jobs("w2", kinds=["import"], lease_seconds=60, limit=9) if each.id == job.id
    ]
    assert taken.attempts == 3
    assert not store.keep_job(job, "w1", lease_seconds=60)
    assert not store.finish_job(job, "w1")
    assert store.finish_job(taken, "w2")
    (report,) = store.claim_jobs("w1", kinds=["report"], lease_seconds=60)
    assert store.give_job_up(report, "w1", reason="no such plan")
    assert store.claim_jobs("w1", kinds=["report"], lease_seconds=60) == []
    assert store.forget(datetime.now(UTC) + KEPT + timedelta(minutes=1)) == 1


def test_jobs_that_race_are_done_once(store: SqlStore, town: Town) -> None:
    with writing(store, town) as uow:
        for number in range(30):
            uow.jobs.put(key=str(number), kind="digest", payload={})

    def work(owner: str) -> list[str]:
        done = []
        while claimed := store.claim_jobs(owner, kinds=["digest"], lease_seconds=60, limit=2):
            done += [job.key for job in claimed if store.finish_job(job, owner)]
        return done

    with ThreadPoolExecutor(6) as pool:
        done = [key for each in [pool.submit(work, f"w{n}") for n in range(6)] for key in each.result()]
    assert sorted(done, key=int) == [str(number) for number in range(30)]
