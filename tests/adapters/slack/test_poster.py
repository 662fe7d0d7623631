"""The outbox's posts: once, in the right place, and honest about what nobody knows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from adapters.slack import web_api
from adapters.slack.client import SlackPoster
from adapters.slack.config import SlackConfig
from bot.playground.faults import Fault
from bot.playground.pretend_slack import PretendSlack
from bot.playground.slack_state import SlackMessage
from domain.ids import OrganisationId, OutboxId
from domain.lateness import HeldTooLong, seconds_passed, sending_before
from domain.messages import Complete, Mine, OpenUpdate
from domain.people import Platform
from domain.posting import Destination, Posting, PostingDelayed, PostingFailed, PostingUnclear
from domain.views import Button, Item, Paragraph, Reply, say
from tests.adapters.slack.office import config_for

T = TypeVar("T")

CARD = Reply(
    elements=(
        Paragraph(text="1 action became overdue since Tuesday <!channel> @here"),
        Item(
            key="NRP-4",
            text="Agree the dataset <@U1> *now*",
            facts=("Rowan Ashdown", "due 4 November 2026 (17 days late)"),
            buttons=(
                Button(label="Mark complete", sends=Complete(ref="NRP-4", seen_version=3), style="primary"),
                Button(label="Update", sends=OpenUpdate(ref="NRP-4"), opens_form=True),
            ),
        ),
    ),
    source=Mine(),
)


@pytest.fixture
def slack() -> Iterator[PretendSlack]:
    with PretendSlack() as running:
        yield running


@pytest.fixture
def channel(slack: PretendSlack) -> str:
    return slack.add_channel("plans").id


def posting(slack: PretendSlack, channel: str, reply: Reply = CARD, **more: Any) -> Posting:
    return Posting(
        id=OutboxId("o1"),
        organisation_id=OrganisationId("org"),
        key=more.pop("key", "overdue:NRP:1"),
        destination=Destination(Platform.SLACK, slack.team_id, channel),
        reply=reply,
        claimed_since=datetime.now(UTC),
        **more,
    )


def run(slack: PretendSlack, work: Callable[[SlackPoster], Awaitable[T]], config: SlackConfig | None = None) -> T:
    async def main() -> T:
        async with SlackPoster.open(config or config_for(slack)) as poster:
            return await work(poster)

    return asyncio.run(main())


def post(slack: PretendSlack, it: Posting) -> str:
    return run(slack, lambda poster: poster.post(it))


def find(slack: PretendSlack, it: Posting) -> str | None:
    return run(slack, lambda poster: poster.find(it))


def test_a_post_is_there_for_everybody_with_its_key_and_without_unfurling(slack: PretendSlack, channel: str) -> None:
    ts = post(slack, posting(slack, channel))
    message = slack.message(channel, ts)
    assert message.only_for is None
    assert message.buttons == ["Mark complete", "Update"]
    assert message.metadata == {"event_type": "actionlog_post", "event_payload": {"key": "overdue:NRP:1"}}
    assert not message.unfurl
    slack.check()


def test_a_post_calls_nobody(slack: PretendSlack, channel: str) -> None:
    message = slack.message(channel, post(slack, posting(slack, channel)))
    assert "&lt;!channel&gt;" in message.text
    assert "mrkdwn" not in str(message.blocks)
    assert "'user'" not in str(message.blocks)


def test_a_button_on_a_post_knows_that_it_is_one(slack: PretendSlack, channel: str) -> None:
    """A press there never replaces what everybody sees."""
    blocks = slack.message(channel, post(slack, posting(slack, channel))).blocks
    ids = [block["block_id"] for block in blocks if block["type"] == "actions"]
    assert ids == ["p0"]


def test_a_post_to_a_person_arrives_in_their_conversation(slack: PretendSlack) -> None:
    ann = slack.add_user("ann")
    ts = post(slack, posting(slack, ann.id, say("You lead 2 actions.")))
    assert slack.message(slack.direct(ann.id).id, ts).text == "You lead 2 actions."
    again = posting(slack, ann.id, say("You lead 1 action."), replaces=ts)
    assert post(slack, again) == ts
    assert [message.text for message in slack.messages(slack.direct(ann.id).id)] == ["You lead 1 action."]


def test_an_edit_changes_the_post_and_keeps_its_key(slack: PretendSlack, channel: str) -> None:
    ts = post(slack, posting(slack, channel))
    assert post(slack, posting(slack, channel, say("All done."), replaces=ts)) == ts
    assert [(each.text, each.ts) for each in slack.messages(channel)] == [("All done.", ts)]
    assert find(slack, posting(slack, channel)) == ts


def test_it_is_found_again_by_its_key_alone(slack: PretendSlack, channel: str) -> None:
    mine = posting(slack, channel, key="overdue:NRP:7")
    assert find(slack, mine) is None
    post(slack, posting(slack, channel, key="overdue:NRP:6"))
    ts = post(slack, mine)
    for number in range(8, 12):
        post(slack, posting(slack, channel, key=f"overdue:NRP:{number}"))
    assert find(slack, mine) == ts


def test_it_is_found_behind_many_other_messages(slack: PretendSlack, channel: str) -> None:
    ann = slack.add_user("ann")
    slack.change_channel(channel, members=frozenset({ann.id, slack.bot_user}))
    ts = post(slack, posting(slack, channel))
    for number in range(450):
        slack.say(f"chat {number}", user=ann.id, channel=channel)
    assert find(slack, posting(slack, channel)) == ts
    assert len(slack.wire.matching("conversations.history")) == 3


def test_older_posts_than_a_minute_before_the_claim_are_not_looked_at(slack: PretendSlack, channel: str) -> None:
    it = posting(slack, channel)
    post(slack, it)
    assert find(slack, replace(it, claimed_for=timedelta(seconds=-50))) is not None
    assert find(slack, replace(it, claimed_for=timedelta(seconds=-90))) is None


@pytest.mark.parametrize("hours", [-1, 1])
def test_what_may_have_arrived_is_found_whatever_clock_the_database_has(
    slack: PretendSlack, channel: str, hours: int
) -> None:
    it = posting(slack, channel)
    posted = post(slack, it)
    wrong = datetime.now(UTC) + timedelta(hours=hours)
    assert find(slack, replace(it, claimed_since=wrong, claimed_for=timedelta(seconds=12))) == posted


@pytest.mark.parametrize("hours", [-1, 1])
def test_what_may_have_arrived_is_found_whatever_clock_this_machine_has(
    slack: PretendSlack, channel: str, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = posting(slack, channel)
    posted = post(slack, it)
    ours = SimpleNamespace(time=lambda: time.time() + hours * 3600)
    monkeypatch.setattr(web_api, "time", ours)  # Slack, which runs beside us here, keeps its own
    assert find(slack, it) == posted


def test_what_is_held_for_too_long_is_not_posted(slack: PretendSlack, channel: str) -> None:
    it = posting(slack, channel)

    async def late_in_the_very_call(poster: SlackPoster) -> None:
        await poster.post(replace(it, key="first"))  # who they are, and who hears, is known by now

        def slowly(method: str, arguments: Mapping[str, Any]) -> Fault | None:
            return Fault.delay(0.3) if method == "conversations.open" else None

        slack.fail_when(slowly)
        person = slack.add_user("jo", "Jo Marsh").id
        where = replace(it.destination, conversation=person)
        with pytest.raises(HeldTooLong), sending_before(seconds_passed() + 0.2):
            await poster.post(replace(it, destination=where))

    run(slack, late_in_the_very_call)
    assert len(slack.wire.matching("chat.postMessage")) == 1


def test_somebody_elses_message_with_our_key_is_not_ours(slack: PretendSlack, channel: str) -> None:
    key = {"event_type": "actionlog_post", "event_payload": {"key": "overdue:NRP:1"}}
    slack.state.store(SlackMessage(channel, slack.state.new_ts(), "U0EVE", "hello", metadata=key))
    assert find(slack, posting(slack, channel)) is None


@pytest.mark.parametrize("fault", [Fault.drop_after(), Fault.server_error(), Fault.server_error(503)])
def test_a_lost_answer_is_unclear_and_the_message_is_there_once(
    slack: PretendSlack, channel: str, fault: Fault
) -> None:
    slack.fail("chat.postMessage", fault)
    with pytest.raises(PostingUnclear):
        post(slack, posting(slack, channel))
    assert len(slack.wire.matching("chat.postMessage")) == 1, "nothing is repeated by itself"
    found = find(slack, posting(slack, channel))
    assert (found is not None) == (fault.kind == "drop_after")


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable"])
def test_slacks_own_failures_are_unclear(slack: PretendSlack, channel: str, error: str) -> None:
    slack.fail("chat.postMessage", Fault.refuse(error))
    with pytest.raises(PostingUnclear):
        post(slack, posting(slack, channel))


def test_a_request_to_wait_is_obeyed_to_the_second(slack: PretendSlack, channel: str) -> None:
    slack.fail("chat.postMessage", Fault.rate_limited(17))
    with pytest.raises(PostingDelayed) as caught:
        post(slack, posting(slack, channel))
    assert caught.value.seconds == 17
    assert slack.messages(channel) == []


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive", "ratelimited"])
def test_what_somebody_can_mend_is_tried_later_and_not_lost(slack: PretendSlack, channel: str, error: str) -> None:
    slack.fail("chat.postMessage", Fault.refuse(error))
    with pytest.raises(PostingDelayed):
        post(slack, posting(slack, channel))


def test_a_wrong_token_loses_nothing(slack: PretendSlack, channel: str) -> None:
    config = SlackConfig(bot_token="xoxb-wrong", signing_secret="x", api_url=slack.url)
    with pytest.raises(PostingDelayed, match="invalid_auth"):
        run(slack, lambda poster: poster.post(posting(slack, channel)), config)


def test_where_slack_cannot_be_reached_nothing_was_sent() -> None:
    slack = PretendSlack().start()
    channel = slack.add_channel("plans").id
    config = config_for(slack)
    slack.stop()
    with pytest.raises(PostingDelayed):
        run(slack, lambda poster: poster.post(posting(slack, channel)), config)


def test_a_channel_that_is_gone_archived_or_closed_to_us_fails_for_good(slack: PretendSlack) -> None:
    archived = slack.add_channel("old")
    slack.change_channel(archived.id, is_archived=True)
    elsewhere = slack.add_channel("elsewhere", bot=False)
    hidden = slack.add_channel("hidden", private=True, bot=False)
    for channel, reason in (
        (archived.id, "is_archived"),
        (elsewhere.id, "not_in_channel"),
        (hidden.id, "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
    ):
        with pytest.raises(PostingFailed) as caught:
            post(slack, posting(slack, channel))
        assert caught.value.reason == reason


def test_editing_a_message_that_is_gone_fails_for_good(slack: PretendSlack, channel: str) -> None:
    with pytest.raises(PostingFailed, match="message_not_found"):
        post(slack, posting(slack, channel, replaces="1.000001"))


def test_nothing_goes_to_a_channel_that_others_read(slack: PretendSlack) -> None:
    shared = slack.add_channel("partners", is_ext_shared=True)
    with pytest.raises(PostingFailed, match="externally_shared"):
        post(slack, posting(slack, shared.id))
    assert slack.messages(shared.id) == []


def test_a_channel_is_asked_about_again_once_it_was_shared(slack: PretendSlack, channel: str) -> None:
    async def work(poster: SlackPoster) -> None:
        await poster.post(posting(slack, channel, key="1"))
        await poster.post(posting(slack, channel, key="2"))
        assert len(slack.wire.matching("conversations.info")) == 1
        poster._ours_alone.clear()  # a minute passes
        slack.change_channel(channel, is_ext_shared=True)
        with pytest.raises(PostingFailed, match="externally_shared"):
            await poster.post(posting(slack, channel, key="3"))

    run(slack, work)
    assert len(slack.messages(channel)) == 2


@pytest.mark.parametrize("fault", [Fault.server_error(), Fault.rate_limited(3), Fault.refuse("internal_error")])
def test_where_slack_does_not_say_whether_it_is_shared_nothing_is_posted(
    slack: PretendSlack, channel: str, fault: Fault
) -> None:
    slack.fail("conversations.info", fault)
    with pytest.raises(PostingDelayed):
        post(slack, posting(slack, channel))
    assert slack.messages(channel) == []


@pytest.mark.parametrize("fault", [Fault.server_error(), Fault.rate_limited(3), Fault.refuse("fatal_error")])
def test_while_the_history_cannot_be_read_nothing_is_posted_again(
    slack: PretendSlack, channel: str, fault: Fault
) -> None:
    slack.fail("conversations.history", fault)
    with pytest.raises(PostingDelayed):
        find(slack, posting(slack, channel))


def test_without_the_right_to_read_a_post_is_repeated_rather_than_lost(slack: PretendSlack, channel: str) -> None:
    slack.fail("conversations.history", Fault.refuse("missing_scope"))
    assert find(slack, posting(slack, channel)) is None


def test_what_is_for_another_workspace_is_left_to_whoever_has_its_token(slack: PretendSlack, channel: str) -> None:
    """Two councils in one database, each with a process of its own: nothing goes to the other's Slack."""
    with PretendSlack(team_id="T0NEIGHBOUR") as neighbour:
        assert neighbour.add_channel("plans").id == channel  # worse than it can be
        theirs = posting(neighbour, channel)
        for call in (post, find):
            with pytest.raises(PostingDelayed, match="another Slack workspace"):
                call(slack, theirs)
        with pytest.raises(PostingDelayed):
            post(slack, replace(theirs, replaces="1.1"))
        assert slack.messages(channel) == []
        assert post(neighbour, theirs)


def test_nothing_is_posted_before_slack_said_which_workspace_is_ours(slack: PretendSlack, channel: str) -> None:
    slack.fail("auth.test", Fault.server_error())
    with pytest.raises(PostingDelayed):
        post(slack, posting(slack, channel))
    assert slack.messages(channel) == []


@pytest.mark.parametrize(
    ("kind", "reason"), [({}, "sensitive:public"), ({"is_ext_shared": True, "private": True}, "externally_shared")]
)
def test_a_sensitive_plan_is_silent_where_others_read(slack: PretendSlack, kind: dict[str, bool], reason: str) -> None:
    place = slack.add_channel("open", **kind).id
    with pytest.raises(PostingFailed, match=reason):
        post(slack, posting(slack, place, sensitive=True))
    assert slack.messages(place) == []


def test_a_sensitive_plan_speaks_among_members(slack: PretendSlack) -> None:
    place = slack.add_channel("closed", private=True).id
    post(slack, posting(slack, place, sensitive=True))
    assert len(slack.messages(place)) == 1


def test_who_reads_there_is_asked_before_every_post_of_a_sensitive_plan(slack: PretendSlack) -> None:
    channel = slack.add_channel("closed", private=True)

    async def two(poster: SlackPoster) -> None:
        await poster.post(posting(slack, channel.id, sensitive=True))
        slack.state.put_channel(replace(channel, kind="channel"))
        with pytest.raises(PostingFailed, match="sensitive:public"):
            await poster.post(posting(slack, channel.id, sensitive=True, key="second"))

    run(slack, two)
    assert len(slack.messages(channel.id)) == 1


@pytest.mark.parametrize("error", ["missing_scope", "access_denied"])
def test_where_slack_doesn_t_say_who_reads_a_sensitive_plan_is_silent(slack: PretendSlack, error: str) -> None:
    place = slack.add_channel("closed", private=True).id
    slack.fail("conversations.info", Fault.refuse(error))
    with pytest.raises(PostingFailed, match="sensitive:unknown"):
        post(slack, posting(slack, place, sensitive=True))
    assert slack.messages(place) == []
