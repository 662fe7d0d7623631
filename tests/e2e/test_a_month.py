"""A month in the life of a plan: the same on Slack, on Teams and at the console, and as the page tells it."""

from __future__ import annotations

import pytest

from tests.e2e.month import PAGE, lived, page
from tests.e2e.speakers import ConsoleSpeaker, SlackSpeaker, TeamsSpeaker, folded

Turns = list[tuple[object, str, str, str]]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Turns]:
    kinds = (ConsoleSpeaker, SlackSpeaker, TeamsSpeaker)
    return {kind.platform: lived(tmp_path_factory.mktemp(kind.platform), kind) for kind in kinds}  # type: ignore[misc]  # dates are objects


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_every_turn_is_answered_alike_on_every_platform(month: dict[str, Turns], platform: str) -> None:
    assert len(month[platform]) >= 60
    here, there = ([(*turn[:3], folded(turn[3])) for turn in month[one]] for one in (platform, "console"))
    assert [pair for pair in zip(here, there, strict=True) if pair[0] != pair[1]] == []


def test_the_page_tells_the_month_as_it_is(month: dict[str, Turns]) -> None:
    told = page(month["console"])  # type: ignore[arg-type]  # dates are objects
    assert PAGE.read_text(encoding="utf-8") == told, "Please run `python -m tests.e2e.month`"
