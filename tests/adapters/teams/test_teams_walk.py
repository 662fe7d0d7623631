"""A person's day in Teams: real bus, real store, real HTTP, really signed requests."""

from __future__ import annotations

from typing import Any

from adapters.teams.cards import CONTENT_TYPE
from bot.playground.teams_cards import actions_of, inputs_of
from tests.adapters.teams.conftest import Scene


def test_a_typed_line_is_answered_with_a_card(scene: Scene) -> None:
    answer = scene.say("mine")
    assert "Your actions: 2 open, 2 overdue." in scene.words(answer)
    assert answer.buttons()[:3] == ["Mark complete", "Update", "More"]
    scene.teams.check()


def test_a_button_changes_the_row_in_its_list_and_can_be_undone(scene: Scene) -> None:
    answer = scene.say("mine")
    assert scene.press("Mark complete", answer)["type"] == CONTENT_TYPE
    assert "NRP-4: completed by you, 10:30." in scene.words(answer)
    assert "Completed by you, 10:30" in scene.words(answer)
    assert "NRP-8" in scene.words(answer), "the rest of the list is still there"
    scene.press("Undo", answer)
    assert "2 open" in scene.words(answer)
    scene.teams.check()


def test_what_a_button_changed_is_there_when_the_chat_is_opened_anew(scene: Scene) -> None:
    answer = scene.say("mine")
    scene.press("Mark complete", answer)
    kept = scene.teams.wait_for(lambda: scene.now(answer).edited and scene.now(answer), what="the edit")
    assert "Completed by you" in kept.words()


def test_a_client_without_execute_presses_the_submit_fallback(scene: Scene) -> None:
    answer = scene.say("mine")
    scene.press("Mark complete", answer, fallback=True)
    assert "NRP-4: completed by you, 10:30." in scene.words(answer)
    assert scene.answers(scene.imogen)[-1].id == answer.id, "the card was edited, no second one sent"


def test_a_form_is_filled_in_where_the_list_stood(scene: Scene) -> None:
    answer = scene.say("mine")
    scene.press("Update", answer)
    assert "Update NRP-4" in scene.words(answer)
    scene.press("Save", answer, inputs={"What has happened?": "Survey sent out", "RAG": "● Amber"})
    assert "Progress noted on NRP-4. NRP-4 is now ● Amber (was ○ No RAG)." in scene.words(answer)
    assert "NRP-8" in scene.words(answer), "back in the list"
    assert "Survey sent out" in scene.words(scene.say("show NRP-4"))
    scene.teams.check()


def test_a_mistake_in_a_form_stands_at_its_field_and_nothing_typed_is_lost(scene: Scene) -> None:
    answer = scene.say("date NRP-4")
    long = "chair <not> in post & the *others* away"
    scene.press("Move the date", answer, inputs={"New date": "soonish", "Why does it move?": long})
    card = scene.now(answer).card(scene.imogen.id)
    assert card
    kinds = [(block["type"], block.get("value")) for block in card["body"]]
    at = kinds.index(("Input.Text", "soonish"))
    assert kinds[at + 1][0] == "RichTextBlock", "the sentence stands at its field"
    assert ("Input.Text", long) in kinds
    assert "Not saved yet." in scene.words(answer)
    scene.press("Move the date", answer, inputs={"New date": "30 June 2027"})
    assert "to Wednesday 30 June 2027 (was 4 November 2026; 1st change)" in scene.words(answer)
    assert long in scene.words(scene.say("history NRP-4"))
    scene.teams.check()


def test_back_leaves_a_form_without_saving(scene: Scene) -> None:
    answer = scene.say("mine")
    scene.press("Update", answer)
    scene.press("Back", answer)
    assert "Your actions: 2 open" in scene.words(answer)


def test_the_same_delivery_twice_changes_once_and_answers_once(scene: Scene) -> None:
    activity = scene.teams.requests.message(
        "done NRP-4: agreed", user=scene.imogen.id, conversation=scene.chat(scene.imogen)
    )
    request = scene.teams.requests.signed(activity)
    assert [scene.teams.send(request).status for _ in range(3)] == [200, 200, 200]
    assert len(scene.answers(scene.imogen)) == 1
    assert scene.words(scene.say("history NRP-4")).count("You marked it complete") == 1


def test_other_words_under_a_used_name_are_another_request(scene: Scene) -> None:
    chat = scene.chat(scene.imogen)
    for line in ("done NRP-4: agreed", "done NRP-4: agreed", "history NRP-4"):
        activity = scene.teams.requests.message(line, user=scene.imogen.id, conversation=chat)
        scene.teams.send(scene.teams.requests.signed({**activity, "id": "1"}))
    answers = [scene.words(each) for each in scene.answers(scene.imogen)]
    assert len(answers) == 2
    assert answers[1].count("You marked it complete") == 1


def test_a_repeated_invoke_gets_the_same_answer_and_changes_once(scene: Scene) -> None:
    answer = scene.say("mine")
    card = scene.now(answer).card(scene.imogen.id)
    assert card
    from bot.playground.teams_outgoing import find_action

    activity = scene.teams.requests.execute(find_action(card, "Mark complete"), card, answer, user=scene.imogen.id)
    request = scene.teams.requests.signed(activity)
    first, second = scene.teams.send(request).json(), scene.teams.send(request).json()
    assert first == second
    assert scene.words(scene.say("history NRP-4")).count("You marked it complete") == 1


def test_a_second_press_on_an_old_card_says_who_did_it(scene: Scene) -> None:
    old, new = scene.say("mine"), scene.say("mine")
    scene.press("Mark complete", new)
    said = scene.press("Mark complete", old)
    assert said["type"] == "application/vnd.microsoft.activity.message"
    assert "NRP-4 was already completed by you at 10:30." in said["value"]
    assert "Reopen" in scene.answers(scene.imogen)[-1].buttons(), "the way on comes as a card"


def test_words_survive_the_round_trip(scene: Scene) -> None:
    scene.say("update NRP-4 R&D <draft> at 5\xa0pm — “ok” &amp; _so_ *on* ⟦x|y⟧")
    assert "R&D <draft> at 5 pm — “ok” &amp; _so_ *on* x|y" in scene.words(scene.say("show NRP-4"))


def test_somebody_is_assigned_by_mention(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id])
    answer = scene.say("@Action Log assign NRP-1 to @Imogen Vale", scene.tobias, conversation=channel.id)
    assert "NRP-1 is now led by Imogen Vale" in scene.words(answer, scene.tobias)


def test_a_mention_in_a_channel_is_answered_in_private(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id])
    answer = scene.say("@Action Log mine", conversation=channel.id)
    assert answer.conversation == scene.chat(scene.imogen)
    assert [each.sender for each in scene.teams.messages(channel.id)] == [scene.imogen.id], "nothing in the channel"


def test_a_slash_command_is_answered_in_the_channel_for_one_person(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id])
    scene.teams.slash("mine", user=scene.imogen.id, conversation=channel.id)
    answer = scene.teams.last(channel.id, as_user=scene.imogen.id)
    assert answer.only_for == scene.imogen.id
    assert "Your actions: 2 open" in scene.words(answer)
    assert scene.press("Mark complete", answer)["type"] == CONTENT_TYPE
    assert "Completed by you" in scene.words(answer)
    assert not scene.teams.messages(channel.id, as_user=scene.tobias.id)
    scene.teams.check()


def test_who_cant_be_written_to_in_private_is_told_how_to_mend_that(scene: Scene) -> None:
    scene.teams.change_user(scene.imogen.id, installed=False)
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id])
    scene.teams.say("@Action Log mine", user=scene.imogen.id, conversation=channel.id)
    said = scene.teams.last(channel.id)
    assert "Please add Action Log for yourself" in said.text
    assert "NRP" not in said.text


def test_an_old_or_foreign_button_gets_a_kind_sentence(scene: Scene) -> None:
    for data in (
        {"do": "launch", "with": {}},
        {"do": 7},
        {},
        {"with": {"ref": "NRP-4"}},
        {"do": "complete", "with": []},
    ):
        value = {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"}
        chat = scene.chat(scene.imogen)
        invoke = scene.teams.requests.invoke("adaptiveCard/action", value, user=scene.imogen.id, conversation=chat)
        answer = scene.teams.send(scene.teams.requests.signed(invoke)).json()
        assert answer["statusCode"] == 200
        assert "I no longer know what this button did" in answer["value"]


def test_a_file_without_words_is_not_mistaken_for_a_question(scene: Scene) -> None:
    chat = scene.chat(scene.imogen)
    activity = scene.teams.requests.message("", user=scene.imogen.id, conversation=chat)
    kind = "application/vnd.microsoft.teams.file.download.info"
    activity["attachments"] = [{"contentType": kind, "name": "plan.docx", "content": {"downloadUrl": "https://x"}}]
    scene.teams.send(scene.teams.requests.signed(activity))
    assert "so I have not looked at it" in scene.words(scene.answers(scene.imogen)[-1])


def test_a_page_behind_a_list_leads_back_to_it(scene: Scene) -> None:
    answer = scene.say("mine")
    scene.press("Show all of it", answer)
    assert "NRP-4 · NRP plan" in scene.words(answer)
    scene.press("Back to the list", answer)
    assert "Your actions: 2 open" in scene.words(answer)


def test_a_message_becomes_a_progress_note_from_its_menu(scene: Scene) -> None:
    chat = scene.chat(scene.imogen)
    link = "https://teams.microsoft.com/l/message/19:a@thread.v2/1?context=%7B%7D"
    body = {"contentType": "html", "content": "<p>Board &amp; partners agreed <b>all</b></p><p>1 &lt; 2</p>"}
    value = {"commandId": "log_progress", "messagePayload": {"id": "1", "body": body, "linkToMessage": link}}

    def invoke(name: str, value: dict[str, Any]) -> Any:
        activity = scene.teams.requests.invoke(name, value, user=scene.imogen.id, conversation=chat)
        answer = scene.teams.send(scene.teams.requests.signed(activity))
        assert answer.status == 200
        return answer.json()["task"]

    opened = invoke("composeExtension/fetchTask", value)["value"]
    assert opened["title"] == "Log as progress"
    card = opened["card"]["content"]
    assert "Board & partners agreed all\n1 < 2" in str(inputs_of(card)).replace("\\n", "\n")
    save = next(one for one in actions_of(card) if one["title"] == "Save")
    given = {one["id"]: one.get("value", "") for one in inputs_of(card)} | {"field.action": "NRP-4"}
    done = invoke("composeExtension/submitAction", {"commandId": "log_progress", "data": save["data"] | given})
    assert "Progress noted on NRP-4." in str(done["value"])
    shown = scene.words(scene.say("show 4"))
    assert "Board & partners agreed all" in shown
    assert link in shown


def test_a_menu_entry_that_is_none_of_ours_is_answered_in_words(scene: Scene) -> None:
    for value in ({}, {"commandId": "nonsense"}, {"commandId": "log_progress", "messagePayload": 7}):
        activity = scene.teams.requests.invoke(
            "composeExtension/fetchTask", value, user=scene.imogen.id, conversation=scene.chat(scene.imogen)
        )
        answer = scene.teams.send(scene.teams.requests.signed(activity))
        assert "Please write to it instead" in answer.json()["task"]["value"]
