from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.faults import Fault
from bot.playground.pretend_slack import PretendSlack
from bot.playground.weather import ROUNDING, TEAMS_WINDOWS, first_of, limits, random_trouble, slack_limits, teams_limits


def test_a_burst_is_taken_and_then_refused_until_the_time_given() -> None:
    now = [0.0]
    choose = slack_limits(clock=lambda: now[0])
    post = {"channel": "C1"}
    assert [choose("chat.postMessage", post) for _ in range(4)] == [None] * 4
    refused = choose("chat.postMessage", post)
    assert refused is not None
    assert (refused.status, refused.headers) == (429, {"Retry-After": "2"})
    assert choose("chat.postMessage", {"channel": "C2"}) is None
    assert choose("chat.update", post) is None
    now[0] += 2
    assert choose("chat.postMessage", post) is None


@given(gaps=st.lists(st.floats(0, 3), max_size=80))
def test_no_window_ever_holds_more_than_its_number(gaps: list[float]) -> None:
    now = [0.0]
    choose = teams_limits(clock=lambda: now[0])
    taken: list[float] = []
    for gap in gaps:
        now[0] += gap
        fault = choose("sendToConversation", {"conversation": "a"})
        if fault is None:
            taken.append(now[0])
        else:
            wait = int(fault.headers["Retry-After"])
            assert wait >= 1
    for most, seconds in TEAMS_WINDOWS:
        for moment in taken:
            assert sum(moment - seconds + ROUNDING < each <= moment for each in taken) <= most


@given(gaps=st.lists(st.floats(0, 3), max_size=80))
def test_waiting_as_told_is_enough(gaps: list[float]) -> None:
    now = [0.0]
    choose = limits({"m"}, "k", ((2, 1.5), (5, 10.0)), Fault.rate_limited, clock=lambda: now[0])
    for gap in gaps:
        now[0] += gap
        fault = choose("m", {})
        if fault is not None:
            now[0] += int(fault.headers["Retry-After"])
            assert choose("m", {}) is None


def test_the_same_seed_gives_the_same_weather_in_the_wanted_measure() -> None:
    def weather(seed: int) -> list[str]:
        choose = random_trouble(seed, {"m"}, lost_request=0.1, lost_answer=0.2, server_error=0.1)
        return [fault.kind if (fault := choose("m", {})) else "fine" for _ in range(4000)]

    assert weather(1) == weather(1) != weather(2)
    share = {kind: count / 4000 for kind, count in Counter(weather(1)).items()}
    assert abs(share["drop_before"] - 0.1) < 0.03
    assert abs(share["drop_after"] - 0.2) < 0.03
    assert abs(share["answer"] - 0.1) < 0.03
    assert random_trouble(1, {"m"}, lost_request=1.0)("other", {}) is None


def test_the_pretend_slack_refuses_a_flood() -> None:
    with PretendSlack() as slack:
        channel = slack.add_channel("plans").id
        slack.fail_when(first_of(random_trouble(1, set()), slack_limits()))
        client = WebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])
        statuses = []
        for number in range(6):
            try:
                statuses.append(client.chat_postMessage(channel=channel, text=str(number)).status_code)
            except SlackApiError as refusal:
                statuses.append(refusal.response.status_code)
        assert statuses[:5] == [200, 200, 200, 200, 429]
        assert len(slack.messages(channel)) == statuses.count(200)
