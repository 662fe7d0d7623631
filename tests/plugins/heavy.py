"""Tests that start several processes of their own take turns, so that a small machine has no two of them at once."""

from __future__ import annotations

import pytest

HEAVY = ("tests/faults/", "tests/e2e/test_killed_while_reading.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs them all."""
    for item in items:
        if item.nodeid.startswith(HEAVY):
            item.add_marker(pytest.mark.xdist_group("heavy"))
