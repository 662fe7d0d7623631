"""The adapter adds its own words in the language of the answer."""

from __future__ import annotations

from bot.languages import offer_languages
from domain.views import Reply
from tests.adapters.slack.desk import FORM, LIST, Desk, answers, form_of


def test_a_form_is_closed_in_the_language_of_its_answer(desk: Desk) -> None:
    offer_languages()
    desk.bus.answer = answers(said=LIST, open_update=Reply(form=FORM, language="cy"))
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    desk.slack.press("Update", user=desk.ann, on=desk.seen("")[-1])
    assert form_of(desk).payload["close"]["text"] == "Canslo"
    desk.bus.answer = answers(said=LIST, open_update=Reply(form=FORM))
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    desk.slack.press("Update", user=desk.ann, on=desk.seen("")[-1])
    assert form_of(desk).payload["close"]["text"] == "Cancel", "the next one is English again"
