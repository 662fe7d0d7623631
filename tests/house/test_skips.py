"""A skipped test must not look like a passed one in CI."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

FILE = """
import pytest

def test_runs():
    pass

@pytest.mark.skip(reason="no browser here")
def test_needs_a_browser():
    pass

def test_needs_a_plan():
    pytest.skip("no ../shared/seeds beside the project")

@pytest.mark.xfail(reason="known", strict=True)
def test_known():
    assert False
"""


WHOLE_FILE = """
import pytest
pytest.skip("no browser here", allow_module_level=True)
"""


def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, source: str) -> pytest.RunResult:
    monkeypatch.setenv("CI", ci)
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess("-p", "tests.plugins.skips", "-p", "no:randomly", "-p", "no:asyncio")


def test_in_ci_a_skipped_test_fails_and_says_why(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(pytester, monkeypatch, "true", FILE)

    result.assert_outcomes(passed=1, errors=1, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(["*test_needs_a_browser was skipped*no browser here*"])


def test_in_ci_a_skipped_file_fails(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(pytester, monkeypatch, "true", WHOLE_FILE)

    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*was skipped*no browser here*"])


def test_on_ones_own_machine_a_skip_is_a_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run(pytester, monkeypatch, "", FILE).assert_outcomes(passed=1, skipped=2, xfailed=1)
