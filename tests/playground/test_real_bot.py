"""The real bot on the pretend platforms, where something about the platforms themselves is at stake."""

from __future__ import annotations

from pathlib import Path

from tests.worlds import a_world


def test_the_bot_does_not_answer_its_own_messages(tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        slack = world.slack
        slack.echo = True
        mary = world.person("Mary Khan").slack
        direct = slack.direct(mary).id
        slack.say("mine", user=mary, channel=direct)
        slack.wait_for(lambda: len(slack.wire.matching("event message")) == 2, what="the echo of the bot's answer")
        assert [message.user for message in slack.messages(direct)] == [mary, slack.bot_user]
        slack.check()
