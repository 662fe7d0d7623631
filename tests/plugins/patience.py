"""However slow the machine is that runs the tests, nothing is given up because of that.

Whoever asks on a platform must have an answer within seconds, so the product gives up what takes longer: a lock of the
database, a question to Slack, its own answer. Here these limits are longer, in the same proportion, and so are those of
the pretend Slack. A test of lateness sets its own limit and holds up what is to be late.
"""

from __future__ import annotations

from importlib import import_module

import pytest

_TIMES = 5
_LIMITS = {
    "adapters.slack.answers": ("BUDGET_SECONDS",),
    "adapters.slack.web_api": ("CALL_SECONDS", "CONNECT_SECONDS", "FACTS_SECONDS", "VIEW_SECONDS"),
    "bot.playground.pretend_slack": ("ANSWER_SECONDS",),
    "bot.playground.slack_state": ("TRIGGER_SECONDS",),
    "storage.database": ("LOCK_SECONDS", "POOL_SECONDS", "STATEMENT_SECONDS"),
}


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    for place, names in _LIMITS.items():
        module = import_module(place)
        for name in names:
            setattr(module, name, getattr(module, name) * _TIMES)
