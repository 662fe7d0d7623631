"""What could not be delivered is seen, counted and tried again by whoever looks after the bot."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.commands import outbox
from bot.metrics import figures
from bot.server import Part, build
from bot.settings import load
from domain.events import MessageSentAgain
from domain.ids import OutboxId
from domain.people import EVERYTHING, SYSTEM, Platform
from domain.ports import Store
from domain.posting import Destination, Letter, PostingDelayed, PostingFailed, PostingUnclear, Traffic
from domain.views import say
from storage.store import SqlStore
from tests import builders
from tests.bot.relaying import Post
from tests.bot.test_door import serving
from tests.bot.test_talking import Shell


def letters(store: Store, town: builders.Town) -> list[Letter]:
    with store.reading(town.id) as uow:
        return list(uow.outbox.undelivered()[0])


def again(post: Post, letter: OutboxId) -> bool:
    event = MessageSentAgain(at=builders.NOW, by=SYSTEM, message=letter, platform="slack")
    with post.store.writing(post.town.id) as uow:
        uow.see_with(EVERYTHING)
        return uow.outbox.send_again(letter, because=event)


async def test_a_dead_letter_is_seen_and_arrives_when_it_is_sent_again(post: Post) -> None:
    post.pretend.script = [PostingFailed("is_archived")]
    post.put("first", "second")
    await post.relay().drain()
    (letter,) = letters(post.store, post.town)
    assert (letter.state, letter.reason, letter.attempts) == ("dead", "is_archived", 1)
    assert again(post, letter.id)
    assert not again(post, letter.id), "it waits already"
    assert await post.relay().drain() == 1
    assert post.pretend.kept() == ["second", "first"]
    assert letters(post.store, post.town) == []
    assert post.store.oldest_waiting() is None


async def test_what_may_have_arrived_is_looked_for_when_it_is_sent_again(post: Post) -> None:
    post.put("first")
    (posting,) = post.store.claim("killed", lease_seconds=0)
    post.pretend.held.append(posting)
    (posting,) = post.store.claim("another", lease_seconds=60)
    assert post.store.give_up(posting, "another", reason="in doubt for too long: no answer")
    (letter,) = letters(post.store, post.town)
    assert letter.maybe_sent
    assert again(post, letter.id)
    assert await post.relay().drain() == 1
    assert post.pretend.kept() == ["first"], "it was there already"


async def test_dead_letters_come_first_and_another_organisation_sees_none(post: Post) -> None:
    post.pretend.script = [PostingDelayed("ratelimited", seconds=600), PostingFailed("is_archived")]
    post.put("waits")
    await post.relay().drain()
    post.put("dies", conversation="C2")
    await post.relay().drain()
    assert [letter.state for letter in letters(post.store, post.town)] == ["dead", "waiting"]
    other = builders.town(post.store, "Wychmere Partnership")
    assert letters(post.store, other) == []
    dead = letters(post.store, post.town)[0]
    assert not again(Post(post.store, other, post.executor), dead.id)


async def test_the_figures_say_what_arrived_what_was_put_off_and_what_waits(post: Post) -> None:
    post.pretend.script = [PostingFailed("is_archived"), "well", PostingDelayed("ratelimited", seconds=600)]
    post.put("dies", "arrives", "waits")
    relay = post.relay()
    await relay.drain()
    lines = figures(post.store, relay.tally).decode().splitlines()
    for line in (
        'actionlog_deliveries_sent_total{platform="slack"} 1.0',
        'actionlog_deliveries_failed_total{platform="slack"} 1.0',
        'actionlog_deliveries_delayed_total{platform="slack"} 1.0',
        'actionlog_deliveries_unclear_total{platform="teams"} 0.0',
        'actionlog_outbox_messages{state="dead"} 1.0',
        'actionlog_outbox_messages{state="waiting"} 1.0',
    ):
        assert line in lines
    assert not any("Message" in line and not line.startswith("#") for line in lines)


async def test_metrics_are_served_in_the_form_prometheus_reads(store: Store) -> None:
    async with serving(store, teams_insecure_anonymous=True) as client, client.get("/metrics") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        assert "actionlog_outbox_oldest_seconds" in await answer.text()


@pytest.mark.parametrize(("part", "entrance"), [(Part.ALL, True), (Part.WEB, True), (Part.WORKER, False)])
async def test_a_worker_opens_no_entrance_and_a_web_process_delivers_nothing(
    post: Post, part: Part, entrance: bool
) -> None:
    settings = load(_env_file=None, teams_insecure_anonymous=True)
    async with build(settings, post.store, SystemClock(), part=part) as service:
        paths = {route.resource.canonical for route in service.app.router.routes() if route.resource is not None}
        assert ("/api/messages" in paths) is entrance
        assert {"/healthz", "/readyz", "/metrics"} <= paths
        assert (service.bus.after_commit.__name__ == "wake") is (part is not Part.WEB)


def test_an_administrator_sees_at_the_terminal_what_was_given_up_and_why(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("setup", "--organisation", "Brackenford", "--administrator", "Tobias Wren").returncode == 0
    assert shell.run("outbox").stdout == "0 messages sent in the last 30 days.\nEverything is delivered.\n"
    store = SqlStore.open(shell.environment()["ACTIONLOG_DATABASE_URL"])
    (tenant,) = store.organisations()
    with store.writing(tenant.id) as uow:
        uow.outbox.put(key="k", destination=Destination(Platform.SLACK, "T1", "C1"), reply=say("Confidential words"))
    (posting,) = store.claim("me", lease_seconds=60)
    store.give_up(posting, "me", reason="externally_shared")
    store.close()
    shown = shell.run("outbox")
    assert "given up after 1 attempt, for Slack C1. The channel is shared with another organisation" in shown.stdout
    assert "Confidential" not in shown.stdout
    ill = shell.run("doctor")
    assert "1 message could not be delivered. Run: actionlog outbox" in ill.stdout
    assert "no message of that id" in shell.run("outbox", "--again", "nope").stderr
    assert "1 message will be tried again" in shell.run("outbox", "--again", posting.id).stdout
    assert "waiting for 0 minutes, for Slack C1." in shell.run("outbox").stdout


async def test_the_terminal_says_how_many_stand_how(post: Post) -> None:
    post.pretend.script = ["well", PostingFailed("is_archived"), PostingDelayed("ratelimited", seconds=600)]
    post.put("arrives", "dies", "waits", "waits behind it")
    await post.relay().drain()
    with post.store.reading(post.town.id) as uow:
        assert uow.outbox.traffic() == Traffic(sent=1, sent_again=0, waiting=2, tried=1, unclear=0, dead=1)
    post.put("in doubt", conversation="C2")
    (posting,) = post.store.claim("killed", lease_seconds=0)
    (posting,) = post.store.claim("another", lease_seconds=60)
    with post.store.reading(post.town.id) as uow:
        stands = uow.outbox.traffic()
    assert stands == Traffic(sent=1, sent_again=0, waiting=3, tried=2, unclear=1, dead=1)
    assert (
        outbox._stand(stands, timedelta(minutes=75))
        == "3 waiting (the oldest for 1 hour, 2 tried before, 1 may have arrived), 1 given up"
    )
    assert post.store.sent(posting, "another", "ts")
    with post.store.reading(post.town.id) as uow:
        assert uow.outbox.traffic() == Traffic(sent=2, sent_again=1, waiting=2, tried=1, unclear=0, dead=1)
    other = builders.town(post.store, "Wychmere Partnership")
    with post.store.reading(other.id) as uow:
        assert uow.outbox.traffic() == Traffic()


async def test_the_figures_count_what_was_tried_again_also_for_e_mail(post: Post) -> None:
    post.pretend.script = [PostingDelayed("unreachable", seconds=0.01), PostingUnclear("no answer")]
    post.put("first")
    relay = post.relay()
    await post.until(relay, lambda: post.states() == {"sent": 1})
    lines = figures(post.store, relay.tally).decode().splitlines()
    assert 'actionlog_deliveries_retried_total{platform="slack"} 2.0' in lines
    assert 'actionlog_deliveries_sent_total{platform="email"} 0.0' in lines
