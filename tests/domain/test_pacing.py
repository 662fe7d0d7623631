"""Laws of the buckets: whatever is asked for when, no window of a platform ever holds more than it bears."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.client import RATES as SLACK
from adapters.teams.client import RATES as TEAMS
from bot.playground.weather import SLACK_WINDOWS, TEAMS_WINDOWS, Window
from domain.pacing import Rate

BEGAN = datetime(2026, 11, 23, 9, tzinfo=UTC)


def went(rates: list[Rate], waits: list[float]) -> list[datetime]:
    """When messages went of which somebody tried to send each after so many more seconds, as soon as it might go."""
    full_at = dict.fromkeys(range(len(rates)), BEGAN)
    now, moments = BEGAN, []
    for wait in waits:
        now += timedelta(seconds=wait)
        now = max([now, *(rate.free_at(full_at[number]) for number, rate in enumerate(rates))])
        for number, rate in enumerate(rates):
            full_at[number] = rate.taken(full_at[number], now)
        moments.append(now)
    return moments


PLATFORMS = [
    pytest.param(SLACK.conversation, SLACK_WINDOWS, id="Slack"),
    pytest.param(TEAMS.conversation, TEAMS_WINDOWS, id="Teams"),
    pytest.param(TEAMS.workspace, ((20, 1.0),), id="Teams, a tenant"),
]


@pytest.mark.parametrize(("rates", "windows"), PLATFORMS)
@given(waits=st.lists(st.one_of(st.just(0.0), st.floats(0, 3), st.floats(0, 90)), max_size=120))
def test_no_window_holds_more_than_the_platform_bears(
    rates: list[Rate], windows: tuple[Window, ...], waits: list[float]
) -> None:
    moments = went(list(rates), waits)
    for most, seconds in windows:
        for first, last in zip(moments, moments[most:], strict=False):
            assert last - first >= timedelta(seconds=seconds), f"{most + 1} messages within {seconds} s"


@pytest.mark.parametrize(("rates", "windows"), PLATFORMS)
def test_nor_when_somebody_never_stops(rates: list[Rate], windows: tuple[Window, ...]) -> None:
    moments = went(list(rates), [0.0] * 4000)
    for most, seconds in windows:
        assert min(last - first for first, last in zip(moments, moments[most:], strict=False)) >= timedelta(
            seconds=seconds
        )


@pytest.mark.parametrize(("rates", "windows"), PLATFORMS)
def test_one_message_now_and_then_is_never_kept_waiting(rates: list[Rate], windows: tuple[Window, ...]) -> None:
    moments = went(list(rates), [3.0] * 50)
    assert moments == [BEGAN + timedelta(seconds=3.0 * number) for number in range(1, 51)]
