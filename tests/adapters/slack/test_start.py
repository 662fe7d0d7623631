"""Starting: with a token that Slack doesn't take, and while Slack can't be reached."""

from __future__ import annotations

import logging

import pytest

from adapters.slack import app
from adapters.slack.config import BadSlackConfig, SlackConfig
from bot.playground.faults import Fault
from bot.playground.pretend_slack import PretendSlack
from tests.adapters.slack.desk import ToldBus
from tests.adapters.slack.office import Running, config_for


def test_a_token_that_slack_refuses_ends_the_start_with_what_to_do() -> None:
    with PretendSlack() as slack:
        config = SlackConfig(bot_token="xoxb-canary", signing_secret=slack.signing_secret, api_url=slack.url)
        with pytest.raises(BadSlackConfig, match="ACTIONLOG_SLACK_BOT_TOKEN") as caught, Running(config, ToldBus()):
            pass
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("fault", [Fault.server_error(), Fault.rate_limited(1), Fault.refuse("internal_error")])
def test_while_slack_is_away_requests_are_put_off_until_it_is_back(
    fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "RETRY_SECONDS", 0.05)
    with PretendSlack() as slack:
        ann, plans = slack.add_user("ann"), slack.add_channel("plans")
        slack.fail_when(lambda method, arguments: fault if method == "auth.test" else None)
        bus = ToldBus()
        with Running(config_for(slack), bus) as running:
            slack.deliver_to(running.url)
            assert slack.command("mine", user=ann.id, channel=plans.id).status == 503
            assert bus.asked == []
            slack.fail_when(None)
            slack.wait_for(lambda: running.entrance._bolt, what="the adapter to learn who it is")
            assert slack.command("mine", user=ann.id, channel=plans.id).status == 200
            assert bus.lines == ["mine"]


def test_it_leaves_the_logs_of_others_alone() -> None:
    """Bolt makes a logger with the app's name and gives it the level of its own."""
    with PretendSlack() as slack, Running(config_for(slack), ToldBus()) as running:
        slack.deliver_to(running.url)
        slack.command("mine", user=slack.add_user("ann").id, channel=slack.add_channel("plans").id)
        assert logging.getLogger("actionlog.bus").isEnabledFor(logging.WARNING)
        assert logging.getLogger("actionlog.slack").isEnabledFor(logging.WARNING)
        assert not logging.getLogger("actionlog.slack.sdk").isEnabledFor(logging.CRITICAL)
