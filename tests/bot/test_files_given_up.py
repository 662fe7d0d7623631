"""A file that could never be sent is said to be, by the name of its plan."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.clock import SystemClock
from bot.sending import SendingJob
from domain.ids import JobId, new_id
from domain.outgoing import Job
from storage.store import SqlStore
from tests import builders

WORDS = {"": "Say “check sheet NRP” to try once more", "paper": "Say “report NRP” to try once more"}


@pytest.mark.parametrize("what", WORDS, ids=["check sheet", "paper"])
async def test_whoever_asked_for_it_is_told_how_to_ask_again(store: SqlStore, what: str) -> None:
    town = builders.town(store, code="NRP")
    payload = {
        "what": what,
        "plan": town.plan.id,
        "person": town.coordinator.id,
        "platform": "slack",
        "workspace": town.workspace.external_id,
        "conversation": "D1",
    }
    with ThreadPoolExecutor(1) as executor:
        sending = SendingJob(store, SystemClock(), executor, {}, lambda: None)
        await sending.give_up(Job(JobId(new_id()), town.id, "sheet:1", "send_file:slack", payload))
    (posting,) = store.claim("test", lease_seconds=60, limit=5)
    assert posting.reply is not None
    assert WORDS[what] in posting.reply.text
