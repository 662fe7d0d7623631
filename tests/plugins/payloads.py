"""Every payload that any test sends to the pretend Slack or the pretend Teams also goes through the schemas.

The pretend platforms refuse what breaks their own rules. Here a second reading of the same documentation is laid over
it: where the pretend platform takes something that Slack's types or Microsoft's schema refuse, the test fails.
A test that sends what we never would says so: `@pytest.mark.any_payload`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_FAULTS: list[str] = []
_CHECKS = {
    "bot.playground.slack_web_messages": {"check_message": "slack_message_faults", "check_view": "slack_view_faults"},
    "bot.playground.slack_answers": {"check_view": "slack_view_faults"},
    "bot.playground.teams_answers": {"check_card": "card_faults"},
    "bot.playground.teams_server": {"check_activity": "_activity"},
}
_COUNTED = {"checked": 0}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "any_payload: sends payloads that Action Log would never send")


def _activity(activity: Any) -> list[str]:
    from bot.playground.teams_cards import CARD
    from tests.payloads import card_faults

    attachments = activity.get("attachments") or []
    return [fault for each in attachments if each.get("contentType") == CARD for fault in card_faults(each["content"])]


def _over(check: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    def both(payload: Any) -> Any:
        refused = check(payload)
        if not refused:
            from tests import payloads

            _COUNTED["checked"] += 1
            _FAULTS.extend((_activity if name == "_activity" else getattr(payloads, name))(payload))
        return refused

    both.__dict__["schema"] = name
    return both


def checked() -> int:
    """How many payloads have gone through the schemas so far."""
    return _COUNTED["checked"]


@pytest.fixture(autouse=True)
def _payloads_are_valid(request: pytest.FixtureRequest) -> Iterator[None]:
    for place, checks in _CHECKS.items():
        if (module := sys.modules.get(place)) is not None:
            for name, schema in checks.items():
                if "schema" not in vars(check := getattr(module, name)):
                    setattr(module, name, _over(check, schema))
    yield
    faults = _FAULTS.copy()
    _FAULTS.clear()
    if request.node.get_closest_marker("any_payload") is None:
        assert faults == []
