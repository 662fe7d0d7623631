from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.ports import Store
from tests.adapters.slack.desk import Desk
from tests.adapters.slack.desk import opened as opened_desk
from tests.adapters.slack.office import Office, opened


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    with opened(store) as running:
        yield running


@pytest.fixture
def desk() -> Iterator[Desk]:
    with opened_desk() as running:
        yield running
