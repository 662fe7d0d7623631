"""A town whose messages are relayed to a platform in memory."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot import relay as relay_module
from domain.ports import Store
from tests import builders
from tests.bot.relaying import Post


@pytest.fixture
def town(emptied_store: Store) -> builders.Town:
    return builders.town(emptied_store, actions=4)


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause is longer than a moment, so that the test need not wait."""
    monkeypatch.setattr(relay_module, "_LONGEST_PAUSE", 0.02)


@pytest.fixture
def post(emptied_store: Store, town: builders.Town, executor: ThreadPoolExecutor, pauses: None) -> Post:
    return Post(emptied_store, town, executor)
