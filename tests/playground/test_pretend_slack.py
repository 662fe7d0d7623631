from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.faults import Fault
from bot.playground.pretend_slack import PretendSlack
from bot.playground.slack_state import SlackChannel, SlackUser
from bot.playground.slack_values import InputMissing, NoSuchElement
from tests.playground.slack_bot import SlackBot, row, running_bot, update_form


@pytest.fixture
def slack() -> Iterator[PretendSlack]:
    with PretendSlack() as running:
        yield running


@pytest.fixture
def ann(slack: PretendSlack) -> SlackUser:
    return slack.add_user("ann", "Ann Okoro", email="ann@council.example")


@pytest.fixture
def plans(slack: PretendSlack, ann: SlackUser) -> SlackChannel:
    return slack.add_channel("plans", [ann.id])


@pytest.fixture
def bot(slack: PretendSlack) -> Iterator[SlackBot]:
    with running_bot(slack) as running:
        yield running


@pytest.fixture
def client(slack: PretendSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])


def refusal(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


# a person's day


def test_a_command_is_answered_privately_and_a_button_changes_the_answer(
    slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel
) -> None:
    bea = slack.add_user("bea")
    answer = slack.command("mine", user=ann.id, channel=plans.id)
    assert (answer.status, answer.json()["text"]) == (200, "1 open")
    assert answer.milliseconds > 0
    assert slack.messages(plans.id, as_user=bea.id) == []
    card = slack.last(plans.id, as_user=ann.id)
    assert card.buttons == ["Mark complete", "Update"]

    assert slack.press("Mark complete", user=ann.id, on=card).ok
    assert slack.message(plans.id, card.ts).text == "Completed by you"
    assert slack.message(plans.id, card.ts).blocks == ()
    assert slack.last(plans.id).text == "TSP-8 completed"
    kind, body = bot.seen[-1]
    assert kind == "done"
    assert body["container"] == {
        "type": "message",
        "message_ts": card.ts,
        "channel_id": plans.id,
        "is_ephemeral": True,
    }
    assert "message" not in body
    assert body["user"]["team_id"] == slack.team_id
    assert slack.refused() == []


def test_a_form_is_opened_refused_by_the_bot_and_then_saved(
    slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel
) -> None:
    slack.command("mine", user=ann.id, channel=plans.id)
    slack.press("Update", user=ann.id, on=slack.last(plans.id, as_user=ann.id))
    form = slack.modal(ann.id)
    assert form is not None
    assert form.title == "Update TSP-8"
    with pytest.raises(InputMissing):
        slack.submit(form)
    slack.submit(form, {"What happened?": "no"})
    form = slack.modal(ann.id)
    assert form is not None
    assert form.errors == {"note": "Please say more."}
    slack.submit(form, {"What happened?": "Agreed", "day": "2026-07-01"})
    assert slack.modal(ann.id) is None
    values = bot.seen[-1][1]["view"]["state"]["values"]
    assert values == {
        "note": {"text": {"type": "plain_text_input", "value": "Agreed"}},
        "date": {"day": {"type": "datepicker", "selected_date": "2026-07-01"}},
    }


def test_closing_a_form_tells_the_bot_that_asked_for_it(
    slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel
) -> None:
    slack.command("mine", user=ann.id, channel=plans.id)
    slack.press("Update", user=ann.id, on=slack.last(plans.id, as_user=ann.id))
    form = slack.modal(ann.id)
    assert form is not None
    slack.close(form)
    assert slack.modal(ann.id) is None
    assert bot.seen[-1][0] == "closed"


def test_a_menu_sends_the_chosen_option(
    slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel
) -> None:
    slack.command("mine", user=ann.id, channel=plans.id)
    card = slack.last(plans.id, as_user=ann.id)
    slack.press("more", user=ann.id, on=card, choose="History")
    assert bot.seen[-1][1]["actions"][0]["selected_option"]["value"] == "history"
    with pytest.raises(NoSuchElement, match="History"):
        slack.press("more", user=ann.id, on=card, choose="Delete everything")
    with pytest.raises(NoSuchElement, match="Mark complete"):
        slack.press("Explode", user=ann.id, on=card)


def test_direct_messages_and_mentions_reach_the_bot_and_other_talk_does_not(
    slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel
) -> None:
    direct = slack.direct(ann.id)
    assert slack.say("R&D <draft>", user=ann.id, channel=direct.id)
    assert bot.seen[-1][1]["event"]["text"] == "R&amp;D &lt;draft&gt;"
    assert bot.seen[-1][1]["event"]["channel_type"] == "im"
    assert slack.last(direct.id).text == "You said R&amp;D &lt;draft&gt;"
    assert slack.say("@actionlog mine", user=ann.id, channel=plans.id)
    assert bot.seen[-1][1]["event"]["text"] == f"<@{slack.bot_user}> mine"
    assert slack.say("lunch?", user=ann.id, channel=plans.id) is None


def test_slash_commands_carry_people_as_references(
    slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel
) -> None:
    slack.command("assign 8 to @ann in #plans, not a@b", user=ann.id, channel=plans.id)
    words = bot.seen[-1][1]["text"]
    assert words == f"assign 8 to <@{ann.id}|ann> in <#{plans.id}|plans>, not a@b"


def test_the_home_tab_is_published_when_opened(slack: PretendSlack, bot: SlackBot, ann: SlackUser) -> None:
    assert slack.home(ann.id) is None
    slack.open_home(ann.id)
    home = slack.home(ann.id)
    assert home is not None
    slack.press("Update", user=ann.id, on=home)
    assert slack.modal(ann.id)


# what Slack shows when the bot fails


def test_a_crash_and_a_bad_answer_are_shown_as_slack_shows_them(
    slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel
) -> None:
    assert slack.command("crash", user=ann.id, channel=plans.id).status == 500
    assert slack.last(plans.id, as_user=ann.id).text == '/actions failed with the error "dispatch_failed"'
    bad = slack.command("wrong", user=ann.id, channel=plans.id)
    assert bad.status == 200
    assert not bad.ok
    assert slack.last(plans.id, as_user=ann.id).text == '/actions failed with the error "invalid_blocks"'
    with pytest.raises(AssertionError, match="plain_text"):
        slack.check()


def test_a_late_answer_is_no_answer(slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel) -> None:
    exchange = slack.send(slack.requests.command("slow", user=ann.id, channel=plans.id), timeout=0.2)
    assert exchange.status is None
    assert exchange.problem == "no answer within 0.2 seconds"


def test_signatures_are_real(slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel) -> None:
    request = slack.requests.command("mine", user=ann.id, channel=plans.id)
    assert slack.send(request).status == 200
    assert slack.send(replace(request, body=request.body + b"&x=1")).status == 401
    assert slack.send(replace(request, headers={})).status == 401


def test_events_are_repeated_until_the_bot_takes_them(slack: PretendSlack, ann: SlackUser) -> None:
    from aiohttp import web

    from bot.playground.loopback import LoopbackServer

    seen: list[tuple[str, str | None]] = []

    async def twice_broken(request: web.Request) -> web.Response:
        seen.append(((await request.json())["event_id"], request.headers.get("x-slack-retry-num")))
        return web.Response(status=500 if len(seen) < 3 else 200)

    def make() -> web.Application:
        app = web.Application()
        app.router.add_post("/slack/events", twice_broken)
        return app

    with LoopbackServer(make, name="broken bot") as server:
        slack.deliver_to(server.origin)
        assert slack.event({"type": "app_mention", "user": ann.id}, retries=3).ok
    assert [number for _, number in seen] == [None, "1", "2"]
    assert len({event_id for event_id, _ in seen}) == 1


# the Web API


def test_messages_keep_metadata_and_come_newest_first_in_pages(
    slack: PretendSlack, client: WebClient, plans: SlackChannel
) -> None:
    stamps = [
        client.chat_postMessage(
            channel=plans.id, text=str(n), metadata={"event_type": "said", "event_payload": {"key": n}}
        )["ts"]
        for n in range(5)
    ]
    first = client.conversations_history(channel=plans.id, limit=3, include_all_metadata=True)
    assert [m["metadata"]["event_payload"]["key"] for m in first["messages"]] == [4, 3, 2]
    assert first["has_more"]
    rest = client.conversations_history(channel=plans.id, limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert [m["text"] for m in rest["messages"]] == ["1", "0"]
    assert "metadata" not in rest["messages"][0]
    since = client.conversations_history(channel=plans.id, oldest=stamps[2])
    assert [m["text"] for m in since["messages"]] == ["4", "3"]


async def test_the_asynchronous_client_reaches_every_method_with_its_get_requests(
    slack: PretendSlack, ann: SlackUser, plans: SlackChannel
) -> None:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])
    assert (await client.auth_test())["user_id"] == slack.bot_user
    assert (await client.users_info(user=ann.id))["user"]["profile"]["email"] == "ann@council.example"
    assert (await client.conversations_info(channel=plans.id))["channel"]["is_ext_shared"] is False
    assert ann.id in (await client.conversations_members(channel=plans.id))["members"]
    opened = await client.conversations_open(users=ann.id)
    assert opened["channel"]["id"] == slack.direct(ann.id).id
    listed = await client.users_conversations(types="public_channel,im")
    assert {c["id"] for c in listed["channels"]} == {plans.id, slack.direct(ann.id).id}


def test_people_are_told_apart(slack: PretendSlack, client: WebClient) -> None:
    guest = slack.add_user("guest", single_channel_guest=True)
    outsider = slack.add_user("out", team_id="T0ELSEWHERE")
    gone = slack.change_user(slack.add_user("gone").id, deleted=True)
    assert client.users_info(user=guest.id)["user"]["is_ultra_restricted"]
    assert client.users_info(user=guest.id)["user"]["is_restricted"]
    assert client.users_info(user=outsider.id)["user"]["is_stranger"]
    assert client.users_info(user=outsider.id)["user"]["team_id"] == "T0ELSEWHERE"
    assert client.users_info(user=gone.id)["user"]["deleted"]
    assert client.users_info(user=slack.bot_user)["user"]["is_bot"]
    assert refusal(client.users_info, user="U404") == "user_not_found"
    assert refusal(client.conversations_open, users=gone.id) == "user_disabled"


def test_the_bot_can_post_only_where_it_is(slack: PretendSlack, client: WebClient, ann: SlackUser) -> None:
    public = slack.add_channel("public", [ann.id], bot=False)
    private = slack.add_channel("private", [ann.id], bot=False, private=True)
    archived = slack.change_channel(slack.add_channel("old", [ann.id]).id, is_archived=True)
    bea = slack.add_user("bea")
    mine = slack.add_channel("mine", [ann.id])
    assert refusal(client.chat_postMessage, channel=public.id, text="x") == "not_in_channel"
    assert refusal(client.chat_postMessage, channel=private.id, text="x") == "channel_not_found"
    assert refusal(client.chat_postMessage, channel=archived.id, text="x") == "is_archived"
    assert refusal(client.chat_postEphemeral, channel=mine.id, user=bea.id, text="x") == "user_not_in_channel"
    assert refusal(client.conversations_history, channel=public.id) == "not_in_channel"
    assert client.chat_postMessage(channel=ann.id, text="hello")["channel"] == slack.direct(ann.id).id
    client.conversations_join(channel=public.id)
    assert client.chat_postMessage(channel=public.id, text="x")["ok"]


def test_only_own_and_public_messages_can_be_changed(
    slack: PretendSlack, client: WebClient, ann: SlackUser, plans: SlackChannel
) -> None:
    slack.deliver_to("http://127.0.0.1:9")
    slack.say("hello", user=ann.id, channel=plans.id)
    theirs = slack.last(plans.id)
    assert refusal(client.chat_update, channel=plans.id, ts=theirs.ts, text="x") == "cant_update_message"
    private = client.chat_postEphemeral(channel=plans.id, user=ann.id, text="psst")["message_ts"]
    assert refusal(client.chat_update, channel=plans.id, ts=private, text="x") == "message_not_found"
    ts = client.chat_postMessage(channel=plans.id, text="a", blocks=row("a"))["ts"]
    client.chat_update(channel=plans.id, ts=ts, text="b")
    assert slack.message(plans.id, ts).text == "b"
    assert slack.message(plans.id, ts).buttons == ["Mark complete", "Update"]
    client.chat_update(channel=plans.id, ts=ts, text="c", blocks=[])
    assert slack.message(plans.id, ts).blocks == ()
    client.chat_delete(channel=plans.id, ts=ts)
    assert refusal(client.chat_delete, channel=plans.id, ts=ts) == "message_not_found"


def test_tokens_are_checked(slack: PretendSlack) -> None:
    assert refusal(WebClient(token="xoxb-wrong", base_url=slack.url).auth_test) == "invalid_auth"
    assert refusal(WebClient(token=slack.app_token, base_url=slack.url).auth_test) == "not_allowed_token_type"
    assert refusal(WebClient(base_url=slack.url).auth_test) == "not_authed"
    bot = WebClient(token=slack.bot_token, base_url=slack.url)
    assert refusal(bot.api_call, api_method="made.up") == "unknown_method"


def test_triggers_are_used_once_and_within_three_seconds(
    slack: PretendSlack, client: WebClient, ann: SlackUser
) -> None:
    trigger = slack.state.new_trigger(ann.id)
    view = client.views_open(trigger_id=trigger, view=update_form())["view"]
    assert refusal(client.views_open, trigger_id=trigger, view=update_form()) == "exchanged_trigger_id"
    assert refusal(client.views_open, trigger_id="1.2.x", view=update_form()) == "invalid_trigger_id"
    late = slack.state.new_trigger(ann.id)
    slack.state.expire_triggers()
    assert refusal(client.views_open, trigger_id=late, view=update_form()) == "expired_trigger_id"
    client.views_update(view_id=view["id"], hash=view["hash"], view=update_form())
    stale = view["hash"]
    assert refusal(client.views_update, view_id=view["id"], hash=stale, view=update_form()) == "hash_conflict"
    assert refusal(client.views_update, view_id="V404", view=update_form()) == "not_found"


def test_at_most_three_modals_stand_on_each_other(slack: PretendSlack, client: WebClient, ann: SlackUser) -> None:
    view = client.views_open(trigger_id=slack.state.new_trigger(ann.id), view=update_form())["view"]
    for _ in range(2):
        trigger = slack.state.new_trigger(ann.id, view["id"])
        pushed = client.views_push(trigger_id=trigger, view=update_form())["view"]
        assert pushed["root_view_id"] == view["root_view_id"]
        view = pushed
    trigger = slack.state.new_trigger(ann.id, view["id"])
    assert refusal(client.views_push, trigger_id=trigger, view=update_form()) == "push_limit_reached"


def test_a_response_address_is_good_for_five_uses(slack: PretendSlack, ann: SlackUser, plans: SlackChannel) -> None:
    from slack_sdk.webhook import WebhookClient

    request = slack.requests.command("mine", user=ann.id, channel=plans.id)
    address = WebhookClient(request.payload["response_url"])
    for number in range(5):
        assert address.send(text=str(number)).status_code == 200
    assert address.send(text="6").body == '{"ok": false, "error": "used_url"}'
    assert len(slack.messages(plans.id, as_user=ann.id)) == 5
    assert slack.messages(plans.id) == []
    late = slack.requests.command("mine", user=ann.id, channel=plans.id)
    slack.state.expire_response_urls()
    assert WebhookClient(late.payload["response_url"]).send(text="x").status_code == 404


# trouble


def test_faults_come_in_order_and_then_end(slack: PretendSlack, client: WebClient, plans: SlackChannel) -> None:
    slack.fail("chat.postMessage", Fault.rate_limited(7))
    slack.fail("chat.postMessage", Fault.server_error(503))
    with pytest.raises(SlackApiError) as limited:
        client.chat_postMessage(channel=plans.id, text="1")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    with pytest.raises(SlackApiError) as broken:
        client.chat_postMessage(channel=plans.id, text="2")
    assert broken.value.response.status_code == 503
    assert client.chat_postMessage(channel=plans.id, text="3")["ok"]
    assert [m.text for m in slack.messages(plans.id)] == ["3"]


@pytest.mark.parametrize(("fault", "stored"), [(Fault.drop_before(), 0), (Fault.drop_after(), 1)])
async def test_a_cut_connection_loses_the_post_or_only_its_answer(
    slack: PretendSlack, plans: SlackChannel, fault: Fault, stored: int
) -> None:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])
    slack.fail("chat.postMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=plans.id, text="x")
    assert len(slack.messages(plans.id)) == stored


def test_a_chooser_may_decide_each_call(slack: PretendSlack, client: WebClient, plans: SlackChannel) -> None:
    slack.fail_when(lambda method, given: Fault.refuse("fatal_error") if given.get("text") == "bad" else None)
    assert refusal(client.chat_postMessage, channel=plans.id, text="bad") == "fatal_error"
    assert client.chat_postMessage(channel=plans.id, text="good")["ok"]


def test_history_can_be_late(slack: PretendSlack, client: WebClient, plans: SlackChannel) -> None:
    client.chat_postMessage(channel=plans.id, text="x")
    slack.history_lag = 60
    assert client.conversations_history(channel=plans.id)["messages"] == []
    slack.history_lag = 0
    assert len(client.conversations_history(channel=plans.id)["messages"]) == 1


def test_messages_live_by_the_given_clock() -> None:
    with PretendSlack(clock=lambda: 1_800_000_000.0) as slack:
        ann = slack.add_user("ann")
        client = WebClient(token=slack.bot_token, base_url=slack.url)
        stamps = [client.chat_postMessage(channel=ann.id, text="x")["ts"] for _ in range(2)]
    assert stamps == ["1800000000.000000", "1800000000.000001"]


# Socket Mode


async def test_socket_mode_carries_commands_and_their_answers(
    slack: PretendSlack, ann: SlackUser, plans: SlackChannel
) -> None:
    kinds: list[str] = []

    async def listen(client: Any, request: Any) -> None:
        kinds.append(request.type)
        answer = {"text": "1 open"} if request.type == "slash_commands" else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload=answer))

    socket = SocketModeClient(
        app_token=slack.app_token, web_client=AsyncWebClient(token=slack.bot_token, base_url=slack.url)
    )
    socket.socket_mode_request_listeners.append(listen)
    await socket.connect()  # type: ignore[no-untyped-call]  # the SDK has no annotation here
    try:
        answer = await asyncio.to_thread(slack.command, "mine", user=ann.id, channel=plans.id)
        assert (answer.status, answer.json()) == (200, {"text": "1 open"})
        assert slack.last(plans.id, as_user=ann.id).text == "1 open"
        await asyncio.to_thread(slack.say, "hello", user=ann.id, channel=slack.direct(ann.id).id)
        assert kinds == ["slash_commands", "events_api"]
    finally:
        await socket.close()  # type: ignore[no-untyped-call]  # the SDK has no annotation here


def test_without_a_connection_the_failure_is_said(slack: PretendSlack, ann: SlackUser, plans: SlackChannel) -> None:
    answer = slack.command("mine", user=ann.id, channel=plans.id)
    assert answer.problem == "no answer: the bot has no Socket Mode connection open"


def test_the_wire_shows_each_request_with_its_body_and_time(
    slack: PretendSlack, bot: SlackBot, ann: SlackUser, plans: SlackChannel
) -> None:
    slack.command("mine", user=ann.id, channel=plans.id)
    slack.press("Mark complete", user=ann.id, on=slack.last(plans.id, as_user=ann.id))
    assert [(e.direction, e.what, e.status) for e in slack.wire.all()] == [
        ("to bot", "/actions mine", 200),
        ("from bot", "response_url", 200),
        ("from bot", "chat.postMessage", 200),
        ("to bot", "press “Mark complete”", 200),
    ]
    post = slack.wire.matching("chat.postMessage")[0]
    assert json.loads(post.response_body)["ok"]
    assert post.payload["metadata"]["event_payload"] == {"key": "k1"}
