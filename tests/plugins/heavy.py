"""Tests that start several processes of their own take turns, so that a small machine has no two of them at once; and
those of a file that begins with much work do not begin it in every worker.

`pytest.mark.xdist_group` would say the same, but pytest-xdist 3.8 writes it where pytest 9.2 does not look any more.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

HEAVY = ("tests/faults/", "tests/e2e/test_killed_while_reading.py")
BEGUN_ONCE = (
    "tests/cards/test_cards_with_axe.py",
    "tests/e2e/test_a_month.py",
    "tests/e2e/test_from_a_message.py",
    "tests/e2e/test_requests_everywhere.py",
    "tests/e2e/test_same_everywhere.py",
    "tests/e2e/test_spoilt_requests.py",
    "tests/e2e/test_unseen_payloads.py",
    "tests/storage/test_plans_of_queries.py",
)


def group_of(test: str) -> str:
    """The tests that have to be run by one worker have the same; most are alone."""
    if test.startswith(HEAVY):
        return "heavy"
    return test.partition("::")[0] if test.startswith(BEGUN_ONCE) else test


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Hand out groups, the largest first."""
    if config.getoption("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return Groups(config, log)


@pytest.fixture(autouse=True)
def _by_one_worker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing else would tell that the groups are handed out one test at a time."""
    worker, group = os.environ.get("PYTEST_XDIST_WORKER"), group_of(request.node.nodeid)
    if worker is None or group == request.node.nodeid or not getattr(request.config.option, "loadgroup", False):
        return
    said = tmp_path_factory.getbasetemp().parent / f"{group.replace('/', '-')}.worker"
    if not said.exists():
        said.write_text(worker)
    assert said.read_text() == worker, f"{group} is run by two workers"
