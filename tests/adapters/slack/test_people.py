"""Who is let in, with the real bus: on every way in, on every press, and whatever they say."""

from __future__ import annotations

import json

import pytest

from bot.playground.slack_state import SlackMessage, SlackUser
from domain.ports import Store
from tests.adapters.slack.office import Office, opened

KINDS: dict[str, dict[str, object]] = {
    "guest": {"guest": True},
    "single-channel guest": {"single_channel_guest": True},
    "deactivated": {"deleted": True},
    "bot": {"is_bot": True},
    "outsider": {"team_id": "T0OTHER"},
}
ANSWERS = {
    "guest": "Guest accounts can't use Action Log",
    "single-channel guest": "Guest accounts can't use Action Log",
    "deactivated": "no longer active",
    "bot": "not with other bots",
    "outsider": "people of this organisation",
}
SECRETS = ("NRP", "dataset", "Imogen", "Tobias", "nature recovery")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def newcomer(office: Office, kind: str) -> SlackUser:
    """Somebody whose account is linked to Imogen, the lead, so that only their kind can keep them out."""
    user = office.slack.add_user("newcomer", "Kit Marsh", **KINDS[kind])  # type: ignore[arg-type]  # a table of options
    office.link(user, office.town.lead)
    office.slack.change_channel(
        office.channel, members=frozenset({office.imogen, office.tobias, user.id, office.slack.bot_user})
    )
    return user


def seen(office: Office, user: str) -> list[SlackMessage]:
    office.running.settle()
    said = office.slack.messages(office.channel, as_user=user)
    return [each for each in said if each.user == office.slack.bot_user]


def test_they_are_refused_kindly_and_learn_nothing(office: Office, kind: str) -> None:
    user = newcomer(office, kind)
    for line in ("mine", "overdue", "show NRP-4", "show NRP-99", "done NRP-4", "undo", "nonsense", "help", ""):
        office.slack.command(line, user=user.id, channel=office.channel)
    answers = seen(office, user.id)
    assert len(answers) == 9
    assert {each.text for each in answers} == {answers[0].text}, "the same answer to everything"
    assert ANSWERS[kind] in answers[0].text
    assert not [secret for secret in SECRETS if secret in str(answers)]
    assert office.history("NRP-4") == []


def test_a_press_is_refused_as_well(office: Office, kind: str) -> None:
    """Somebody who was let in once, and is not any more, may still have the card."""
    card = office.type("mine")
    user = newcomer(office, kind)
    payload = json.loads(json.dumps(office.slack.requests.press("Mark complete", user=office.imogen, on=card).payload))
    payload["user"] = {"id": user.id, "name": user.name, "team_id": user.team_id}
    assert office.slack.send(office.slack.requests.interaction(payload, "press")).status == 200
    office.running.settle()
    assert office.history("NRP-4") == []


def test_a_form_is_refused_as_well(office: Office, kind: str) -> None:
    card = office.type("mine")
    office.press("Update", card)
    form = office.slack.modal(office.imogen)
    assert form is not None
    user = newcomer(office, kind)
    payload = json.loads(json.dumps(office.slack.requests.submit(form, {"What has happened?": "x"}).payload))
    payload["user"] = {"id": user.id, "name": user.name, "team_id": user.team_id}
    answer = office.slack.send(office.slack.requests.interaction(payload, "form")).json()
    assert ANSWERS[kind] in answer["errors"]["text"]
    assert office.history("NRP-4") == []


def test_a_message_is_refused_as_well(office: Office, kind: str) -> None:
    user = newcomer(office, kind)
    office.slack.say("@actionlog mine", user=user.id, channel=office.channel)
    assert [ANSWERS[kind] in each.text for each in seen(office, user.id)] == [True]


def test_somebody_unknown_is_told_whom_to_ask(office: Office) -> None:
    stranger = office.slack.add_user("pat", "Pat Lund")
    office.slack.command("show NRP-4", user=stranger.id, channel=office.channel)
    answer = seen(office, stranger.id)[0].text
    assert "I don't know yet who you are" in answer
    assert stranger.id in answer


def test_who_is_deactivated_is_refused_within_the_hour(office: Office) -> None:
    user = office.slack.add_user("kit", "Kit Marsh")
    office.link(user, office.town.lead)
    assert "1 open" in office.type("mine", user=user.id).text
    assert len(office.slack.wire.matching("users.info")) == 1
    office.slack.change_user(user.id, deleted=True)
    office.bus.clock.pass_(minutes=61)  # type: ignore[attr-defined]  # the tests' own clock
    office.slack.command("done NRP-4", user=user.id, channel=office.channel)
    assert "no longer active" in seen(office, user.id)[-1].text
    assert office.history("NRP-4") == []


def test_the_name_in_a_payload_or_a_value_makes_nobody_somebody_else(office: Office) -> None:
    """The coordinator's account in a value, a name and a form's memory: the actor stays who Slack says."""
    card = office.type("mine")
    request = office.slack.requests.press("Mark complete", user=office.imogen, on=card)
    payload = json.loads(json.dumps(request.payload))
    payload["user"]["name"] = "tobias"
    payload["actions"][0]["value"] += f" actor={office.tobias} account={office.tobias} person=tobias"
    assert office.slack.send(office.slack.requests.interaction(payload, "press")).status == 200
    office.running.settle()
    shown = office.type("history NRP-4")
    assert "You marked it complete" in shown.text
    assert "Tobias" not in shown.text


# deliveries, with the real bus


def test_the_same_press_four_times_has_one_effect(office: Office) -> None:
    card = office.type("mine")
    request = office.slack.requests.press("Mark complete", user=office.imogen, on=card)
    assert [office.slack.send(request).status for _ in range(4)] == [200] * 4
    office.running.settle()
    assert office.history("NRP-4") == ["action_completed"]
    assert "Completed by you" in office.last().text


def test_the_same_command_replayed_has_one_effect_and_one_answer(office: Office) -> None:
    request = office.slack.requests.command("update 4 survey sent", user=office.imogen, channel=office.channel)
    answers = {json.dumps(office.slack.send(request).json()) for _ in range(3)}
    assert len(answers) == 1
    assert office.history("NRP-4") == ["progress_noted"]


def test_a_message_delivered_again_after_a_crash_has_one_effect(office: Office) -> None:
    """Another process knows nothing of what this one has answered; the database does."""
    first = office.slack.say("update 4 survey sent", user=office.imogen, channel=office.direct)
    assert first is not None
    office.running.settle()
    office.running.entrance._answers._seen._keys.clear()
    assert office.slack.redeliver(first).status == 200
    office.running.settle()
    assert office.history("NRP-4") == ["progress_noted"]


def test_saving_the_same_form_twice_has_one_effect_and_a_changed_one_another(office: Office) -> None:
    office.press("Update", office.type("mine"))
    form = office.slack.modal(office.imogen)
    assert form is not None
    request = office.slack.requests.submit(form, {"What has happened?": "survey sent"})
    again = office.slack.requests.submit(form, {"What has happened?": "survey sent"})
    assert [office.slack.send(each).status for each in (request, request, again)] == [200] * 3
    office.running.settle()
    assert office.history("NRP-4") == ["progress_noted"]


def test_a_mistake_in_a_form_can_be_mended(office: Office) -> None:
    office.press("Update", office.type("mine"))
    form = office.slack.modal(office.imogen)
    still = office.save(form, {"New date, if it moves": "2027-06-30"})
    assert still is not None
    assert "why the date moves" in dict(still.errors)["reason"]
    assert office.save(still, {"New date, if it moves": "2027-06-30", "Why does the date move?": "no chair"}) is None
    assert "30 June 2027" in office.last().text
    assert office.history("NRP-4") == ["due_moved"]


def test_markup_from_anywhere_is_only_words(office: Office) -> None:
    nasty = "<!channel> <@U1|Eve> *bold* <https://evil.example|click> & &amp; `x`"
    office.type(f"update 4 {nasty}")
    shown = office.type("show NRP-4")
    assert nasty in json.dumps(list(shown.blocks))
    assert "mrkdwn" not in json.dumps(list(shown.blocks))
    assert "<" not in shown.text


def test_the_day_works_over_socket_mode_too(store: Store) -> None:
    with opened(store, socket_mode=True) as office:
        after = office.press("Mark complete", office.type("mine"))
        assert "Completed by you" in after.text
        assert "1 open" not in office.write("mine").text
