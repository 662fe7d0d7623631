"""Forms: there and back, with mistakes at their fields, and nothing typed lost."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack import web_api
from bot.playground.faults import Fault
from domain.messages import MoveDate, Update
from domain.views import Button, Buttons, ChoiceField, Form, Paragraph, PersonField, Reply, TextField, say
from tests.adapters.slack.desk import DONE, FORM, LIST, Desk, answers, form_of, open_form, replace_text

NEVER = Fault.hold(lambda: False)

# forms


def test_a_form_opens_and_its_fields_come_back_as_typed(desk: Desk) -> None:
    open_form(desk)
    words = "R&D <draft> &amp; “so on” ⟦U1|x⟧\nsecond line"
    desk.slack.submit(form_of(desk), {"New date": "end of June", "Why does it move?": words})
    inbound = desk.bus.asked[-1]
    assert inbound.pressed == {
        "do": "date",
        "with": {"ref": "NRP-4", "seen_version": "3"},
        "in": {"do": "mine", "with": {"which": "overdue"}},
    }
    assert inbound.fields == {"date": "end of June", "reason": "R&D <draft> &amp; “so on” U1|x\nsecond line"}
    assert inbound.conversation == desk.channel
    assert desk.seen()[-1].text == "Moved to Tuesday 30 June 2026."
    assert desk.slack.modal(desk.ann) is None


def test_mistakes_stand_at_their_fields_and_nothing_typed_is_lost(desk: Desk) -> None:
    open_form(desk)
    wrong = Reply(outcome="invalid", field_errors={"date": "This is no date.", "elsewhere": "And this."})
    desk.bus.answer = lambda inbound: wrong
    view = form_of(desk)
    desk.slack.submit(view, {"New date": "soon", "Why does it move?": "x"})
    assert dict(form_of(desk).errors) == {"date": "This is no date. And this."}
    desk.bus.answer = lambda inbound: DONE
    desk.slack.submit(view, {"New date": "30 June", "Why does it move?": "x"})
    assert desk.slack.modal(desk.ann) is None
    assert len({inbound.delivery for inbound in desk.bus.asked[-2:]}) == 2, "a mended form is another request"


def test_errors_of_unknown_fields_stand_at_the_first(desk: Desk) -> None:
    open_form(desk)
    desk.bus.answer = lambda inbound: Reply(outcome="invalid", field_errors={"ref": "Which action?"})
    desk.slack.submit(form_of(desk), {"New date": "soon", "Why does it move?": "x"})
    assert dict(form_of(desk).errors) == {"date": "Which action?"}


@pytest.mark.parametrize("outcome", ["refused", "not_found", "stale", "failed", "invalid"])
def test_a_refused_form_stays_open_with_the_sentence(desk: Desk, outcome: Any) -> None:
    open_form(desk)
    desk.bus.answer = lambda inbound: say("The plan NRP is closed.", outcome=outcome)
    desk.slack.submit(form_of(desk), {"New date": "soon", "Why does it move?": "x"})
    assert dict(form_of(desk).errors) == {"date": "The plan NRP is closed."}


def test_a_question_with_a_way_on_closes_the_form_and_shows_it(desk: Desk) -> None:
    open_form(desk)
    buttons = Buttons(buttons=(Button(label="Do it all the same", sends=MoveDate(ref="NRP-4", date="2026-06-30")),))
    asked = Reply(outcome="stale", elements=(Paragraph(text="Rowan moved it."), buttons))
    desk.bus.answer = lambda inbound: asked
    desk.slack.submit(form_of(desk), {"New date": "30 June 2026", "Why does it move?": "x"})
    assert desk.slack.modal(desk.ann) is None
    assert desk.seen()[-1].buttons == ["Do it all the same"]


def test_the_same_form_sent_twice_is_the_same_request(desk: Desk) -> None:
    open_form(desk)
    request = desk.slack.requests.submit(form_of(desk), {"New date": "30 June", "Why does it move?": "x"})
    later = desk.slack.requests.submit(form_of(desk), {"New date": "30 June", "Why does it move?": "x"})
    assert [desk.slack.send(each).status for each in (request, request, later)] == [200] * 3
    assert len({inbound.delivery for inbound in desk.bus.asked[-3:]}) == 1
    assert [each.text for each in desk.seen()].count("Moved to Tuesday 30 June 2026.") == 1


def test_a_form_from_a_direct_message_updates_that_message(desk: Desk) -> None:
    open_form(desk, where=desk.direct)
    card = desk.seen(desk.direct)[-1]
    desk.bus.answer = lambda inbound: replace_text(LIST, "Moved.")
    desk.slack.submit(form_of(desk), {"New date": "30 June", "Why does it move?": "x"})
    assert [(each.ts, each.text.startswith("Moved.")) for each in desk.seen(desk.direct)] == [(card.ts, True)]


def test_a_typed_line_opens_its_form_at_once(desk: Desk) -> None:
    desk.bus.answer = answers(said=Reply(form=FORM))
    desk.slack.command("date 4", user=desk.ann, channel=desk.channel)
    assert form_of(desk).title == "Date of NRP-4"
    assert desk.seen() == []


@pytest.mark.parametrize("line", ["date 4", "date 4 because R&D <b> \"q\" 'a' = % , ⟦", "date 4 because " + "ü" * 600])
def test_where_slack_gives_no_trigger_a_button_opens_the_form(desk: Desk, line: str) -> None:
    desk.bus.answer = answers(said=Reply(form=FORM))
    desk.slack.say(line, user=desk.ann, channel=desk.direct)
    offered = desk.seen(desk.direct)[-1]
    assert desk.slack.modal(desk.ann) is None
    desk.slack.press("Open the form", user=desk.ann, on=offered)
    assert form_of(desk).title == "Date of NRP-4"
    assert desk.bus.lines[0] == desk.bus.lines[1] == line.replace("⟦", "").strip()


def test_a_line_too_long_for_a_button_is_answered_all_the_same(desk: Desk) -> None:
    desk.bus.answer = answers(said=Reply(form=FORM))
    desk.slack.say("date 4 because " + "word " * 1000, user=desk.ann, channel=desk.direct)
    assert "too long" in desk.seen(desk.direct)[-1].text


@pytest.mark.parametrize("fault", [Fault.server_error(), Fault.drop_before(), NEVER])
def test_a_form_that_does_not_open_is_said_kindly(desk: Desk, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.bus.answer = answers(said=Reply(form=FORM))
    desk.slack.fail("views.open", fault)
    if fault is NEVER:
        monkeypatch.setattr(web_api, "VIEW_SECONDS", 0.1)
    desk.slack.command("date 4", user=desk.ann, channel=desk.channel)
    offered = desk.seen()[-1]
    assert "too little time" in offered.text
    desk.slack.press("Open the form", user=desk.ann, on=offered)
    assert form_of(desk)


def test_an_old_trigger_is_said_kindly(desk: Desk) -> None:
    desk.bus.answer = answers(open_update=Reply(form=FORM))
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    request = desk.slack.requests.press("Update", user=desk.ann, on=desk.seen()[-1])
    desk.slack.state.expire_triggers()
    assert desk.slack.send(request).status == 200
    assert "press again" in desk.seen()[-1].text


def test_a_choice_comes_back_as_its_value(desk: Desk) -> None:
    choice = ChoiceField(name="rag", label="RAG", options=(("amber", "● Amber"), ("green", "✔ Green")), value="amber")
    form = Form(title="Update", sends=Update(ref="NRP-4"), fields=(choice, TextField(name="text", label="Words")))
    desk.bus.answer = answers(said=Reply(form=form))
    desk.slack.command("update 4", user=desk.ann, channel=desk.channel)
    desk.slack.submit(form_of(desk), {"Words": ""})
    assert desk.bus.asked[-1].fields == {"rag": "amber", "text": ""}
    desk.slack.command("update 4", user=desk.ann, channel=desk.channel)
    desk.slack.submit(form_of(desk), {"RAG": "green"})
    assert desk.bus.asked[-1].fields == {"rag": "green", "text": ""}


def test_people_are_picked_from_slacks_list_and_others_typed_beside(desk: Desk) -> None:
    who = PersonField(name="who", label="Who leads it?", several=True, typed_label="Or a name", required=True)
    value = f"⟦{desk.ann}|Ann⟧, ⟦0e1c7a52-2222-4a6b-8d51-6a8f0c1a0002|Bo⟧, Audit Group"
    form = Form(title="Lead", sends=Update(ref="NRP-4"), fields=(who.model_copy(update={"value": value}),))
    desk.bus.answer = answers(said=Reply(form=form))
    desk.slack.command("assign 4", user=desk.ann, channel=desk.channel)
    desk.slack.submit(form_of(desk), {})
    assert desk.bus.asked[-1].fields == {"who": f"⟦{desk.ann}|⟧, Audit Group"}
    desk.slack.command("assign 4", user=desk.ann, channel=desk.channel)
    desk.slack.submit(form_of(desk), {"Who leads it?": ["U0BO", "U0CY"], "Or a name": "⟦U1|Eve⟧, Parks "})
    assert desk.bus.asked[-1].fields == {"who": "⟦U0BO|⟧, ⟦U0CY|⟧, U1|Eve, Parks"}, "a mention can't be typed"


def test_one_person_is_picked_where_one_is_asked_for(desk: Desk) -> None:
    field = PersonField(name="who", label="Who is it?", value="⟦U0BO|Bo⟧")
    desk.bus.answer = answers(said=Reply(form=Form(title="Who", sends=Update(ref="NRP-4"), fields=(field,))))
    desk.slack.command("assign 4", user=desk.ann, channel=desk.channel)
    desk.slack.submit(form_of(desk), {})
    assert desk.bus.asked[-1].fields == {"who": "⟦U0BO|⟧"}
    desk.slack.command("assign 4", user=desk.ann, channel=desk.channel)
    desk.slack.submit(form_of(desk), {"Who is it?": None})
    assert desk.bus.asked[-1].fields == {"who": ""}


def test_a_form_that_comes_back_is_saved_when_it_is_sent_again_as_it_is(desk: Desk) -> None:
    open_form(desk)
    warned = FORM.model_copy(
        update={
            "intro": "⚠ This looks as if it holds an NHS number.",
            "submit": "Save anyway",
            "sends": MoveDate(ref="NRP-4", seen_version=3, checked="an NHS number"),
        }
    )
    words = {"New date": "30 June", "Why does it move?": "943 476 5919 waits"}
    desk.bus.answer = lambda inbound: Reply(form=warned, outcome="asked")
    desk.slack.submit(form_of(desk), words)
    assert form_of(desk).blocks[0]["text"]["text"].startswith("⚠ This looks as if")
    desk.bus.answer = lambda inbound: say("Moved.")
    desk.slack.submit(form_of(desk), words)
    assert desk.slack.modal(desk.ann) is None
    assert desk.seen()[-1].text == "Moved."
    first, second = desk.bus.asked[-2:]
    assert first.delivery != second.delivery
    assert (second.pressed or {})["with"]["checked"] == "an NHS number"
    assert (second.pressed or {})["in"] == {"do": "mine", "with": {"which": "overdue"}}, "its answer is its list"
