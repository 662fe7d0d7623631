"""Where an answer appears, who sees it, and that it appears once."""

from __future__ import annotations

from bot.playground.faults import Fault
from bot.playground.slack_payloads import message_event
from domain.messages import Update
from domain.views import Button, Buttons, say
from tests.adapters.slack.desk import LIST, Desk, answers, pressed, replace_text

# typed


def test_a_command_says_who_where_and_what(desk: Desk) -> None:
    desk.slack.command("done 8: R&D <draft> &amp; more ⟦U1|Eve⟧", user=desk.ann, channel=desk.channel)
    inbound = desk.bus.asked[0]
    assert (inbound.workspace, inbound.account) == (desk.slack.team_id, desk.ann)
    assert (inbound.conversation, inbound.conversation_name, inbound.private) == (desk.channel, "plans", False)
    assert inbound.said == "done 8: R&D <draft> &amp; more U1|Eve"
    assert inbound.delivery
    assert [message.only_for for message in desk.seen()] == [desk.ann]


def test_mentions_links_and_channels_are_read_as_people_mean_them(desk: Desk) -> None:
    bea = desk.slack.add_user("bea", "Bea Quill")
    desk.slack.command("assign 8 to @bea in #plans", user=desk.ann, channel=desk.channel)
    assert desk.bus.lines[-1] == f"assign 8 to ⟦{bea.id}|bea⟧ in #plans"
    desk.slack.say("assign 8 to @bea", user=desk.ann, channel=desk.direct)
    assert desk.bus.lines[-1] == f"assign 8 to ⟦{bea.id}|that person⟧"


def test_a_direct_message_is_answered_there(desk: Desk) -> None:
    desk.slack.say("mine", user=desk.ann, channel=desk.direct)
    inbound = desk.bus.asked[0]
    assert (inbound.said, inbound.private, inbound.conversation) == ("mine", True, desk.direct)
    assert [(each.only_for, each.text) for each in desk.seen(desk.direct)] == [(None, "Done.")]


def test_a_mention_is_answered_for_its_author_alone_in_its_thread(desk: Desk) -> None:
    bea = desk.slack.add_user("bea")
    desk.slack.change_channel(desk.channel, members=frozenset({desk.ann, bea.id, desk.slack.bot_user}))
    desk.slack.say("@actionlog mine please", user=desk.ann, channel=desk.channel, thread_ts="123.456")
    assert desk.bus.lines == ["mine please"]
    answer = desk.seen()[0]
    assert (answer.only_for, answer.thread_ts) == (desk.ann, "123.456")
    assert [m for m in desk.slack.messages(desk.channel, as_user=bea.id) if m.user == desk.slack.bot_user] == []


def test_what_no_person_has_just_typed_is_ignored(desk: Desk) -> None:
    desk.slack.say("mine", user=desk.ann, channel=desk.direct)
    message = desk.slack.messages(desk.direct)[0]
    event = message_event(desk.slack.state, message, "message")
    for more in (
        {"subtype": "message_changed", "hidden": True},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"edited": {"user": desk.ann, "ts": "1.2"}},
        {"user": desk.slack.bot_user},
        {"user": None},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"type": "reaction_added"},
    ):
        assert desk.slack.event(event | more).status == 200
    assert desk.bus.lines == ["mine"]
    assert len(desk.seen(desk.direct)) == 1


def test_what_was_typed_as_a_command_is_said_back_where_no_button_can_carry_it(desk: Desk) -> None:
    words = "Agreed with the board. " * 100
    way = Buttons(buttons=(Button(label="NRP-8", sends=Update(ref="NRP-8", text=words)),))
    question = say("Which do you mean?", outcome="asked")
    desk.bus.answer = lambda _: question.model_copy(update={"elements": (*question.elements, way)})
    desk.slack.command(f"update 8 {words}", user=desk.ann, channel=desk.channel)
    assert words.strip() in str(desk.seen()[-1].blocks)
    assert "You typed this. It is not saved yet." in str(desk.seen()[-1].blocks)


# pressed


def test_a_press_carries_its_message_and_its_list(desk: Desk) -> None:
    desk.bus.answer = answers()
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    card = desk.seen()[-1]
    desk.slack.press("Mark complete", user=desk.ann, on=card)
    assert pressed(desk) == {
        "do": "complete",
        "with": {"ref": "NRP-4", "seen_version": "3"},
        "in": {"do": "mine", "with": {"which": "overdue"}},
    }
    desk.slack.press("2", user=desk.ann, on=card, choose="Show all of it")
    assert pressed(desk)["do"] == "show"


def test_an_answer_replaces_the_private_card_that_was_pressed(desk: Desk) -> None:
    desk.bus.answer = answers(complete=replace_text(LIST, "Completed by you"), show=say("All of it"))
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    card = desk.seen()[-1]
    desk.slack.press("Mark complete", user=desk.ann, on=card)
    assert [(each.ts, "Completed by you" in each.text) for each in desk.seen()] == [(card.ts, True)]
    desk.slack.press("2", user=desk.ann, on=desk.seen()[-1], choose="Show all of it")
    assert [each.text for each in desk.seen()][1:] == ["All of it"]
    assert {each.only_for for each in desk.seen()} == {desk.ann}


def test_an_answer_replaces_the_direct_message_that_was_pressed(desk: Desk) -> None:
    desk.bus.answer = answers(complete=replace_text(LIST, "Completed by you"), show=say("All of it"))
    desk.slack.say("mine", user=desk.ann, channel=desk.direct)
    card = desk.seen(desk.direct)[-1]
    desk.slack.press("Mark complete", user=desk.ann, on=card)
    assert [each.ts for each in desk.seen(desk.direct)] == [card.ts]
    assert "Completed by you" in desk.seen(desk.direct)[0].text
    desk.slack.press("2", user=desk.ann, on=desk.seen(desk.direct)[-1], choose="Show all of it")
    assert [(each.text, each.only_for) for each in desk.seen(desk.direct)][1:] == [("All of it", None)]


def test_a_press_that_comes_twice_is_answered_once(desk: Desk) -> None:
    desk.bus.answer = answers(complete=say("Done, once."))
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    request = desk.slack.requests.press("Mark complete", user=desk.ann, on=desk.seen()[-1])
    assert [desk.slack.send(request).status for _ in range(4)] == [200] * 4
    assert [each.text for each in desk.seen()][1:] == ["Done, once."]
    assert len({inbound.delivery for inbound in desk.bus.asked[1:]}) == 1, "the bus knows it for the same"


def test_an_event_that_comes_again_is_answered_once(desk: Desk) -> None:
    first = desk.slack.say("mine", user=desk.ann, channel=desk.direct)
    assert first is not None
    for retry in (1, 2, 3):
        assert desk.slack.redeliver(first, retry=retry).status == 200
    assert len(desk.seen(desk.direct)) == 1


def test_a_refused_response_url_is_followed_by_a_private_message(desk: Desk) -> None:
    desk.bus.answer = answers(complete=say("Done anyway."))
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    card = desk.seen()[-1]
    request = desk.slack.requests.press("Mark complete", user=desk.ann, on=card)
    for address in desk.slack.state.response_urls.values():
        address.uses_left = 0
    assert desk.slack.send(request).status == 200
    assert [(each.text, each.only_for) for each in desk.seen()][1:] == [("Done anyway.", desk.ann)]


def test_a_lost_answer_is_not_sent_again(desk: Desk) -> None:
    desk.bus.answer = answers(complete=say("Done."))
    desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    desk.slack.fail("response_url", Fault.drop_after())
    desk.slack.press("Mark complete", user=desk.ann, on=desk.seen()[-1])
    assert [each.text for each in desk.seen()][1:] == ["Done."]
