"""In CI nothing is skipped in silence: there, a test that would be skipped fails, and says why it was.

Elsewhere a missing browser or Node.js skips the tests that need it. `.ci/run` installs all of that, so a skip there is
a mistake. Only what lies beside the project and not in it, in `../shared`, may be missing: published plans,
and the schemas of other people.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

MAY_BE_MISSING = "shared/"


def _must_run(reason: str) -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"} and MAY_BE_MISSING not in reason


def _why(report: pytest.TestReport | pytest.CollectReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and _must_run(_why(report)):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, which nothing may be in CI. {_why(report)}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Fail a test that was skipped."""
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Iterator[None]:
    """Fail a file that was skipped as a whole."""
    report = yield
    _refuse(report)
    return report
