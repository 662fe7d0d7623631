"""The plan's channel: one post, which everybody sees change, and answers that only one person sees."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from adapters.slack.client import SlackPoster
from bot.playground.faults import Fault
from bot.relay import Relay
from domain.due import Due
from domain.people import Platform
from domain.ports import Store
from domain.usecases.sweep import sweep_overdue
from tests import builders
from tests.adapters.slack.office import Office, config_for, opened


def deliver(office: Office) -> int:
    """What waits in the outbox, as the process would."""

    async def main() -> int:
        with ThreadPoolExecutor(2) as executor:
            async with SlackPoster.open(config_for(office.slack)) as poster:
                relay = Relay(office.store, {Platform.SLACK: poster}, office.bus.clock, executor, unclear_pause=0.01)
                return await relay.drain()

    return asyncio.run(main())


def posts(office: Office) -> list[str]:
    return [each.text for each in office.slack.messages(office.channel) if each.user == office.slack.bot_user]


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    """One in which the dates are missed the day after tomorrow."""
    with opened(store, dues=[Due.on(builders.TODAY + timedelta(days=2))]) as running:
        yield running


def follow_and_post(office: Office) -> None:
    """The channel follows; three days later it hears what was missed."""
    office.type("channel follow NRP", user=office.tobias)
    deliver(office)
    office.bus.clock.pass_(days=3)  # type: ignore[attr-defined]  # the tests' own clock
    assert sweep_overdue(office.store, office.bus.clock, at_once=True) == 4
    deliver(office)


def test_a_press_on_the_post_answers_one_person_and_changes_the_post_for_all(office: Office) -> None:
    follow_and_post(office)
    post = office.slack.messages(office.channel)[-1]
    assert "Mark complete" in post.buttons
    mine = next(
        n for n, block in enumerate(b for b in post.blocks if b["type"] == "rich_text") if "NRP-4" in str(block)
    )
    office.press("Mark complete", post, nth=mine)
    answer = office.last()
    assert answer.only_for == office.imogen
    assert "Completed by you" in answer.text
    assert office.slack.message(office.channel, post.ts).text == post.text, "only the outbox changes the post"
    deliver(office)
    after = office.slack.message(office.channel, post.ts)
    assert "Completed by Imogen Vale" in after.text
    assert posts(office)[-1] == after.text
    assert after.metadata == post.metadata


def test_a_form_opened_from_the_post_is_answered_for_its_author_alone(office: Office) -> None:
    follow_and_post(office)
    post = office.slack.messages(office.channel)[-1]
    office.press("Update NRP-4", post)
    assert office.save(office.slack.modal(office.imogen), {"What has happened?": "survey sent"}) is None
    assert office.last().only_for == office.imogen
    assert office.slack.message(office.channel, post.ts).text == post.text


def test_a_lost_answer_is_looked_for_and_the_post_is_there_once(office: Office) -> None:
    """Nobody knows whether it arrived: it is read back, not posted again."""

    def lost(method: str, arguments: Mapping[str, Any]) -> Fault | None:
        return Fault.drop_after() if method == "chat.postMessage" and "overdue" in str(arguments) else None

    office.slack.fail_when(lost)
    follow_and_post(office)
    office.slack.fail_when(None)
    end = time.monotonic() + 10
    while not deliver(office):  # the outbox waits a moment before it looks
        assert time.monotonic() < end
    overdue = [text for text in posts(office) if "became overdue" in text]
    assert len(overdue) == 1
