"""A person's day on Slack: real HTTP, real signatures, the real bus, a real database."""

from __future__ import annotations

from tests.adapters.slack.office import Office


def test_a_command_is_answered_for_the_person_alone(office: Office) -> None:
    answer = office.type("mine")
    assert answer.only_for == office.imogen
    assert "1 open" in answer.text
    assert {"Mark complete", "Update"} <= set(answer.buttons)
    assert office.slack.messages(office.channel, as_user=office.tobias) == []


def test_a_press_completes_the_action_and_the_row_stays_with_undo(office: Office) -> None:
    card = office.type("mine")
    after = office.press("Mark complete", card)
    assert after.ts == card.ts, "the list was replaced, not followed by another"
    assert "Undo" in after.buttons
    assert "Completed by you" in after.text
    assert office.history("NRP-4") == ["action_completed"]


def test_the_update_form_goes_there_and_back(office: Office) -> None:
    card = office.type("mine")
    office.press("Update", card)
    form = office.slack.modal(office.imogen)
    assert form is not None
    assert form.title == "Update NRP-4"
    still_open = office.save(form, {"What has happened?": "Survey sent to R&D <draft> & back", "RAG": "amber"})
    assert still_open is None
    after = office.last()
    assert after.ts == card.ts
    assert "Amber" in after.text
    shown = office.type("show NRP-4")
    assert any("Survey sent to R&D <draft> & back" in str(block) for block in shown.blocks)


def test_other_words_under_a_used_name_are_another_request(office: Office) -> None:
    first = office.slack.requests.command("done NRP-4: agreed", user=office.imogen, channel=office.channel)
    told = office.slack.send(first).json()["text"]
    assert "NRP-4: completed by you" in told
    assert office.slack.send(first).json()["text"] == told
    fields = {**first.payload, "text": "history NRP-4"}
    other = office.slack.requests.form("/actions history", "slash_commands", fields, fields)
    said = office.slack.send(other).json()["text"]
    assert said.count("You marked it complete") == 1
    assert told not in said
