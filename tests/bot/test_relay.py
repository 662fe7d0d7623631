"""The relay with the real store and a platform that misbehaves: each message arrives once, or is a dead letter."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from bot import relay as relay_module
from bot.relay import LONGEST_DOUBT, MOST_ATTEMPTS, Relay
from domain.errors import Unavailable
from domain.events import ChannelFollowed, PlanSettingsChanged
from domain.people import EVERYTHING, SYSTEM, Platform
from domain.ports import Store
from domain.posting import Destination, Posting, PostingDelayed, PostingFailed, PostingUnclear
from domain.usecases.sweep import sweep_overdue
from domain.views import say
from tests import builders
from tests.bot.relaying import Post, Pretend
from tests.letters import to_be_told
from tests.talk import StoppedClock, Talk


async def test_messages_of_a_channel_arrive_once_and_in_their_order(post: Post) -> None:
    post.put(*(f"m{n}" for n in range(12)))
    post.put("other", conversation="C2")
    assert await post.relay().drain() == 13
    assert [key for key in post.pretend.kept() if key != "other"] == [f"m{n}" for n in range(12)]
    assert post.states() == {"sent": 13}
    assert await post.relay().drain() == 0
    assert post.pretend.found == []


async def test_a_delay_holds_up_its_own_channel_only_and_is_no_doubt(post: Post) -> None:
    post.pretend.script = [PostingDelayed("ratelimited", seconds=30)]
    post.put("first", "second")
    relay = post.relay()
    await relay.drain()
    post.put("elsewhere", conversation="C2")
    assert await relay.drain() == 1
    assert post.pretend.kept() == ["elsewhere"]
    assert post.states() == {"waiting": 2, "sent": 1}


async def test_after_a_delay_it_goes_on_in_order_without_looking_back(post: Post) -> None:
    post.pretend.script = [PostingDelayed("ratelimited", seconds=0.01)] * 20
    post.put("first", "second")
    await post.until(post.relay(), lambda: len(post.pretend.held) == 2)
    assert post.pretend.kept() == ["first", "second"]
    assert post.pretend.found == []


async def test_a_lost_answer_is_looked_for_before_it_is_posted_again(post: Post) -> None:
    post.pretend.script = ["lost"]
    post.put("first", "second")
    await post.until(post.relay(), lambda: post.states() == {"sent": 2})
    assert post.pretend.kept() == ["first", "second"]
    assert post.pretend.found == ["first"]


async def test_what_did_not_arrive_is_posted_again(post: Post) -> None:
    post.pretend.script = [PostingUnclear("timed out"), PostingUnclear("timed out")]
    post.put("first")
    await post.until(post.relay(), lambda: post.states() == {"sent": 1})
    assert post.pretend.kept() == ["first"]
    assert post.pretend.found == ["first", "first"]


async def test_where_history_can_not_be_read_the_repeat_is_marked_as_maybe_sent(post: Post) -> None:
    post.pretend.readable = False
    post.pretend.script = ["lost"]
    post.put("first")
    await post.until(post.relay(), lambda: post.states() == {"sent": 1})
    assert [posting.maybe_sent for posting in post.pretend.held] == [False, True]


async def test_a_refusal_for_good_is_a_dead_letter_and_lets_the_next_through(post: Post) -> None:
    post.pretend.script = [PostingFailed("channel_not_found")]
    post.put("first", "second")
    assert await post.relay().drain() == 1
    assert post.states() == {"sent": 1, "dead": 1}


async def test_a_posters_bug_stops_nobody_else(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post.pretend.script = [KeyError("a bug"), "well"]
    post.put("first")
    post.put("elsewhere", conversation="C2")
    await post.until(post.relay(), lambda: post.states() == {"sent": 2})
    assert sorted(post.pretend.kept()) == ["elsewhere", "first"]
    assert "Message" not in caplog.text


class Aged:
    """The store, but what it hands out has been tried for long."""

    def __init__(self, store: Store, **changes: Any) -> None:
        self._store, self._changes = store, changes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def claim(self, owner: str, **kwargs: Any) -> Sequence[Posting]:
        aged = []
        for posting in self._store.claim(owner, **kwargs):
            since = cast("timedelta | None", self._changes.get("since"))
            changes = {name: value for name, value in self._changes.items() if name != "since"}
            if since is not None:
                changes["claimed_for"] = posting.claimed_for + since
            aged.append(replace(posting, **changes))
        return aged


async def test_doubt_ends_in_a_dead_letter(post: Post) -> None:
    post.put("first")
    post.pretend.script = [PostingUnclear("timed out")]
    await post.relay(Aged(post.store, since=LONGEST_DOUBT + timedelta(seconds=1))).drain()
    assert post.states() == {"dead": 1}
    assert post.pretend.held == []


async def test_doubt_after_a_long_outage_is_not_the_end(post: Post) -> None:
    post.put("first")
    post.pretend.script = [PostingUnclear("timed out")]
    relay = post.relay(Aged(post.store, attempts=MOST_ATTEMPTS - 1))
    await post.until(relay, lambda: post.states() == {"sent": 1})
    assert post.pretend.found == ["first"]


async def test_waiting_ends_after_about_a_day(post: Post) -> None:
    post.put("first")
    post.pretend.script = [PostingDelayed("unreachable", seconds=0.01)]
    await post.until(post.relay(Aged(post.store, attempts=MOST_ATTEMPTS - 1)), lambda: post.pretend.kept() == ["first"])
    post.put("second")
    post.pretend.script = [PostingDelayed("unreachable", seconds=0.01)]
    await post.relay(Aged(post.store, attempts=MOST_ATTEMPTS)).drain()
    assert post.states() == {"sent": 1, "dead": 1}


@pytest.mark.parametrize("attempts", [1, 50, 1_000, 100_000])
async def test_no_number_of_attempts_breaks_the_pause(post: Post, attempts: int) -> None:
    post.put("first")
    post.pretend.script = [PostingUnclear("timed out")]
    await post.relay(Aged(post.store, attempts=attempts)).drain()
    assert "claimed" not in post.states()


async def test_a_relay_that_was_killed_is_read_back_by_the_next(post: Post) -> None:
    post.put("arrived")
    post.put("never", conversation="C2")
    taken = post.store.claim("killed", lease_seconds=0)
    post.pretend.held += [posting for posting in taken if posting.key == "arrived"]
    assert await post.relay().drain() == 2
    assert sorted(post.pretend.kept()) == ["arrived", "never"]
    assert sorted(post.pretend.found) == ["arrived", "never"]
    for posting in taken:
        assert not post.store.sent(posting, "killed", "late"), "who lost the row can't finish it"
    assert post.states() == {"sent": 2}


async def test_while_one_relay_posts_no_other_takes_the_channel(post: Post) -> None:
    post.put("first", "second")
    post.pretend.slow = asyncio.Event()
    first = asyncio.create_task(post.relay().drain())
    while not post.pretend.under_way:
        await asyncio.sleep(0.001)
    assert await post.relay().drain() == 0
    post.pretend.slow.set()
    await first
    assert post.pretend.kept() == ["first", "second"]


async def test_two_relays_at_once_deliver_each_message_once(post: Post) -> None:
    channels = [f"C{n}" for n in range(6)]
    for channel in channels:
        post.put(*(f"{channel}-{n}" for n in range(5)), conversation=channel)
    post.pretend.script = [PostingDelayed("ratelimited", seconds=0.01), "lost", PostingUnclear("timed out")] * 3
    relays = [post.relay(), post.relay()]
    await asyncio.gather(*(post.until(relay, lambda: post.states() == {"sent": 30}) for relay in relays))
    for channel in channels:
        of_channel = [key for key in post.pretend.kept() if key.startswith(f"{channel}-")]
        assert of_channel == [f"{channel}-{n}" for n in range(5)]


async def test_what_another_process_has_the_way_to_is_left_to_it_at_once(post: Post) -> None:
    post.put("for Teams", platform=Platform.TEAMS)
    post.put("for another workspace", workspace="T2")
    post.put("ours", workspace="t1")
    post.pretend.known = ["T1"]
    assert await post.relay().drain() == 1
    assert post.pretend.kept() == ["ours"]
    other = Pretend(known=["T2"])
    assert await post.relay(pretend=other).drain() == 1
    assert other.kept() == ["for another workspace"]
    teams = Relay(post.store, {Platform.TEAMS: Pretend(known=None)}, StoppedClock(), post.executor)
    assert await teams.drain() == 1


async def test_a_platform_that_does_not_say_which_workspace_it_is_holds_up_no_other(post: Post) -> None:
    class Silent(Pretend):
        async def workspaces(self) -> Collection[str] | None:
            raise PostingDelayed("unreachable", seconds=30)

    post.put("for Slack")
    post.put("for Teams", platform=Platform.TEAMS)
    teams = Pretend()
    posters = {Platform.SLACK: Silent(), Platform.TEAMS: teams}
    assert await Relay(post.store, posters, StoppedClock(), post.executor).drain() == 1
    assert teams.kept() == ["for Teams"]
    assert post.states() == {"waiting": 1, "sent": 1}


class Broken:
    """The store, whose database goes away when a message is to be finished."""

    def __init__(self, store: Store, times: int) -> None:
        self._store, self._left = store, times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def sent(self, *args: Any) -> bool:
        if self._left:
            self._left -= 1
            raise Unavailable("gone")
        return self._store.sent(*args)


async def test_when_the_database_goes_away_after_posting_nothing_is_posted_twice(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "LEASE_SECONDS", 0.05)
    post.put("first")
    post.put("elsewhere", conversation="C2")
    relay = post.relay(Broken(post.store, times=1))
    with pytest.raises(Unavailable):
        await relay.drain()
    await post.until(relay, lambda: post.states() == {"sent": 2})
    assert sorted(post.pretend.kept()) == ["elsewhere", "first"]


async def test_a_card_is_drawn_as_it_is_when_it_leaves(post: Post) -> None:
    clock = StoppedClock(builders.NOW + timedelta(days=2))
    with post.store.writing(post.town.id) as uow:
        uow.see_with(EVERYTHING)
        follow = builders.follow(post.town.contents, post.town.workspace)
        because = ChannelFollowed(
            at=builders.NOW, by=SYSTEM, plan_id=follow.plan_id, channel=follow.channel, already_overdue=0
        )
        uow.plans.follow(follow, because=because)
    assert sweep_overdue(post.store, clock, at_once=True) == 4
    talk = Talk(post.store, post.town.workspace, post.town.coordinator_account, clock)
    talk.say("done 1")
    assert await post.relay().drain() == 2
    first, edit = post.pretend.held
    assert "Completed by Tobias Wren" in first.reply.text
    assert (first.replaces, edit.replaces) == (None, f"ts-{first.key}")
    talk.say("undo")
    assert await post.relay().drain() == 1
    assert "Completed" not in post.pretend.held[-1].reply.text


class TestSensitive:
    """What a plan is when the post leaves counts, not what it was when the post was queued."""

    def queue(self, post: Post, key: str) -> None:
        with post.store.writing(post.town.id) as uow:
            uow.see_with(EVERYTHING)
            where = Destination(Platform.SLACK, post.town.workspace.external_id, "C1")
            uow.outbox.put(key=key, destination=where, reply=say("News"), plan_id=post.town.plan.id)

    def run_it(self, post: Post, *, sensitive: bool) -> None:
        with post.store.writing(post.town.id) as uow:
            uow.see_with(EVERYTHING)
            plan = uow.plans.by_id(post.town.plan.id)
            assert plan is not None
            settings = replace(plan.settings, sensitive=sensitive)
            because = PlanSettingsChanged(
                at=builders.NOW, by=SYSTEM, plan_id=plan.id, before={"sensitive": not sensitive}, after={}
            )
            uow.plans.save(replace(plan, settings=settings), because=because)

    async def test_the_poster_is_told_so_at_every_post(self, post: Post) -> None:
        self.queue(post, "first")
        self.run_it(post, sensitive=True)
        await post.relay().drain()
        self.queue(post, "second")
        self.run_it(post, sensitive=False)
        await post.relay().drain()
        assert [(one.key, one.sensitive) for one in post.pretend.held] == [("first", True), ("second", False)]

    @pytest.mark.parametrize(
        ("reason", "why"),
        [
            ("is_archived", "the channel is archived. Please say “channel follow” and its code in another channel."),
            (
                "restricted_action",
                "who may write in the channel is restricted, and I may not. Please let me write there",
            ),
            ("not_in_channel", "I was taken out of the channel, or it is gone. Please add me to it again, or say"),
        ],
    )
    async def test_the_coordinator_is_told_once_that_the_channel_is_gone(
        self, post: Post, reason: str, why: str
    ) -> None:
        for key in ("first", "second"):
            self.queue(post, key)
            post.pretend.script.append(PostingFailed(reason))
            await post.relay().drain()
        [(_, told)] = to_be_told(post.store, post.town)
        assert told.text.startswith(f"I posted nothing about NRP in a channel (Slack), because {why}")
        assert "unfollow" not in told.text, "nobody can say that there"

    async def test_the_coordinator_is_told_once_that_nothing_was_posted(self, post: Post) -> None:
        self.run_it(post, sensitive=True)
        for key in ("first", "second"):
            self.queue(post, key)
            post.pretend.script.append(PostingFailed("sensitive:public"))
            await post.relay().drain()
        await post.relay().drain()
        assert not post.pretend.held
        [(account, told)] = to_be_told(post.store, post.town)
        assert account == post.town.coordinator_account.external_id
        assert told.text.startswith(
            "I posted nothing about NRP in a channel (Slack), because everybody in the organisation can read there."
        )
        assert "News" not in told.text
