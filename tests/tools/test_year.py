"""The tool that lives a year: a shorter one, and what is wanted of every year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import migrate
from storage.store import SqlStore
from tools import year


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[year.Year]:
    url = f"sqlite:///{tmp_path / 'year.db'}"
    migrate.upgrade(url)
    store = SqlStore.open(url)
    made = year.build(store, actions=60, leads=6, seed=3)
    year.live(made, 60)
    yield made
    store.close()


def test_nobody_is_nagged_and_nothing_is_missed(lived: year.Year) -> None:
    zone = lived.organisation.zone
    assert lived.wrong == []
    assert sum(lived.expected.values()) >= 10
    for messages in lived.got.values():
        moments = [moment.astimezone(zone) for moment, _ in messages]
        assert max(Counter(moment.date() for moment in moments).values()) <= 2
        assert all(moment.date() in lived.organisation.working_days for moment in moments)
        assert all(9 <= moment.hour < 18 for moment in moments)
    said = year.tell(lived, 60, 1)
    assert "Missed: 0." in " ".join(said)
    assert year.untold(lived) == 0
    assert lived.acts["asked for sign-off"]
    assert lived.acts["agreed to"]
    assert year.read_aloud(lived)[0].endswith("reads:")
