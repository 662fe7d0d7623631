"""Tests that start several processes of their own take turns, so that a small machine has no two of them at once; and
those of a file that begins with much work do not begin it in every worker.
"""

from __future__ import annotations

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
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs them all."""
    for item in items:
        if item.nodeid.startswith(HEAVY):
            item.add_marker(pytest.mark.xdist_group("heavy"))
        elif item.nodeid.startswith(BEGUN_ONCE):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
