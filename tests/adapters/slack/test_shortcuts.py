"""The entries in the menu of a message: its words become a progress note or an action, after a look at a form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.form_messages import LogProgress
from domain.views import Form, Reply, TextField, say
from tests.adapters.slack.desk import Desk, form_of, opened

FORM = Form(title="Log as progress", sends=LogProgress(), fields=(TextField(name="text", label="What has happened?"),))


@pytest.fixture
def desk() -> Iterator[Desk]:
    with opened() as running:
        yield running


@pytest.mark.parametrize(("entry", "does"), [("log_progress", "open_log"), ("create_action", "open_add")])
def test_the_words_of_a_message_go_into_the_form(desk: Desk, entry: str, does: str) -> None:
    desk.slack.say("R&D <draft> agreed today", user=desk.ann, channel=desk.channel)
    written = desk.slack.last(desk.channel)
    desk.bus.answer = lambda inbound: Reply(form=FORM)
    assert desk.slack.message_shortcut(entry, user=desk.ann, on=written).status == 200
    assert form_of(desk).title == "Log as progress"
    pressed = desk.bus.asked[-1].pressed or {}
    assert pressed["do"] == does
    assert pressed["with"]["text"] == "R&D <draft> agreed today"
    if does == "open_log":
        assert pressed["with"]["evidence"].startswith("https://")
        assert pressed["with"]["evidence"].endswith(written.ts.replace(".", ""))


def test_another_entry_is_none_of_ours(desk: Desk) -> None:
    desk.slack.say("hello", user=desk.ann, channel=desk.channel)
    written = desk.slack.last(desk.channel)
    desk.bus.answer = lambda inbound: say("?")
    desk.slack.message_shortcut("nonsense", user=desk.ann, on=written)
    assert desk.bus.asked == []
