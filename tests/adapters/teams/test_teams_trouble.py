"""When something breaks: an invoke is always answered in words, a message with an apology, and nothing leaks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from adapters.teams.config import BadTeamsSettings, TeamsConfig
from bot.playground.faults import Fault
from domain.context import Inbound
from domain.views import Reply
from tests.adapters.teams.conftest import Scene

EXECUTE = {"action": {"type": "Action.Execute", "data": {"do": "mine", "with": {}}}, "trigger": "manual"}


def explode(inbound: Inbound) -> Reply:
    raise RuntimeError("secret-detail")


def invoke(scene: Scene, name: str, value: dict[str, Any]) -> dict[str, Any]:
    chat = scene.chat(scene.imogen)
    activity = scene.teams.requests.invoke(name, value, user=scene.imogen.id, conversation=chat)
    answer = scene.teams.send(scene.teams.requests.signed(activity))
    assert answer.status == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("name", ["adaptiveCard/action", "task/fetch", "task/submit"])
def test_a_broken_handler_gives_a_well_formed_answer(scene: Scene, name: str) -> None:
    scene.host.answer = explode
    answer = invoke(scene, name, EXECUTE if name.startswith("adaptive") else {"data": {"do": "mine", "with": {}}})
    said = answer["value"] if "value" in answer else answer["task"]["value"]
    assert "Something went wrong on my side" in said
    assert "secret-detail" not in str(answer)


@pytest.mark.parametrize("name", ["composeExtension/queryLink", "signin/verifyState", "nonsense", ""])
def test_an_invoke_that_is_not_offered_is_answered_in_words(scene: Scene, name: str) -> None:
    answer = invoke(scene, name, {"x": 1})
    assert answer["statusCode"] == 200
    assert "Please write to it instead" in answer["value"]


@pytest.mark.parametrize("value", [{}, {"action": None}, {"action": {"data": 7}}, {"action": {"data": {"do": "mine"}}}])
def test_an_invoke_without_its_parts_is_answered_in_words(scene: Scene, value: dict[str, Any]) -> None:
    assert "I no longer know what this button did" in invoke(scene, "adaptiveCard/action", value)["value"]


@pytest.mark.parametrize("depth", [50, 900, 965, 985, 1_000, 10_000])
def test_an_invoke_that_is_nested_without_end_leaves_no_trace(scene: Scene, depth: int) -> None:
    chat = scene.chat(scene.imogen)
    activity = scene.teams.requests.invoke(
        "adaptiveCard/action", {"a": "here"}, user=scene.imogen.id, conversation=chat
    )
    request = scene.teams.requests.signed(activity)
    nested = b'{"a":' * depth + b"1" + b"}" * depth
    answer = scene.teams.send(replace(request, body=request.body.replace(b'"here"', nested)))
    assert answer.status in (200, 400)
    assert "2 open" in scene.words(scene.say("mine"))


def test_a_broken_message_is_apologised_for(scene: Scene) -> None:
    scene.host.answer = explode
    assert "Something went wrong on my side" in scene.words(scene.say("mine"))


def test_an_answer_that_can_t_be_sent_loses_nothing_that_was_saved(scene: Scene) -> None:
    scene.teams.fail("sendToConversation", Fault.server_error(502))
    answer = scene.teams.say("done NRP-4", user=scene.imogen.id)
    assert answer
    assert answer.status == 200
    assert "You marked it complete" in scene.words(scene.say("history NRP-4"))


@pytest.mark.parametrize("status", [412, 429])
def test_where_teams_asks_to_wait_a_moment_the_answer_comes_after_it(scene: Scene, status: int) -> None:
    scene.teams.fail("sendToConversation", Fault.teams_error(status, "Throttled", retry_after=0))
    assert "2 open" in scene.words(scene.say("mine"))
    scene.teams.fail("sendToConversation", Fault.teams_error(status, "Throttled", retry_after=600))
    before = len(scene.answers(scene.imogen))
    scene.teams.say("mine", user=scene.imogen.id)
    assert len(scene.answers(scene.imogen)) == before


def test_the_edit_after_a_press_may_fail_without_a_trace(scene: Scene) -> None:
    answer = scene.say("mine")
    scene.teams.fail("updateActivity", Fault.teams_error(403, "MessageWritesBlocked"))
    scene.press("Mark complete", answer)
    assert "completed by you" in scene.words(answer)


def test_a_targeted_answer_that_is_refused_comes_in_the_private_chat(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id])
    scene.teams.fail("sendToConversation", Fault.teams_error(400, "NotSupported"))
    scene.teams.slash("mine", user=scene.imogen.id, conversation=channel.id)
    assert "2 open" in scene.words(scene.answers(scene.imogen)[-1])
    assert not scene.teams.messages(channel.id)


GOOD: dict[str, Any] = {"app_id": "app", "tenant_ids": ["t"], "app_password": "pw"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"app_id": ""}, "ACTIONLOG_TEAMS_APP_ID is blank"),
        ({"app_id": "  "}, "ACTIONLOG_TEAMS_APP_ID is blank"),
        ({"tenant_ids": []}, "ACTIONLOG_TEAMS_TENANT_ID is blank"),
        ({"tenant_ids": [" "]}, "ACTIONLOG_TEAMS_TENANT_ID is blank"),
        ({"app_password": " "}, "a way to sign in"),
        ({"openid_url": "https://keys.example/openid"}, "ACTIONLOG_TEAMS_OPENID_URL may only name a stand-in"),
        ({"token_url": "http://10.0.0.7/token"}, "ACTIONLOG_TEAMS_TOKEN_URL may only name a stand-in"),
        ({"token_url": "http://127.0.0.1.evil.example/"}, "ACTIONLOG_TEAMS_TOKEN_URL may only name a stand-in"),
        ({"token_url": "http://localhost@evil.example/"}, "ACTIONLOG_TEAMS_TOKEN_URL may only name a stand-in"),
    ],
)
def test_it_does_not_start_half_filled_or_unsafe(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadTeamsSettings, match=said):
        TeamsConfig(**GOOD | changes)


def test_secrets_are_not_in_what_is_printed_of_the_settings() -> None:
    assert "pw-canary" not in repr(TeamsConfig(**GOOD | {"app_password": "pw-canary"}))


def test_a_late_edit_does_not_sweep_a_form_away(scene: Scene) -> None:
    answer = scene.say("mine")
    scene.teams.fail("updateActivity", Fault.delay(0.3))
    scene.press("Mark complete", answer)
    scene.press("Update", answer, nth=0)
    assert scene.now(answer).edited, "the edit came first"
    assert "Update NRP-8" in scene.words(answer)
    scene.press("Save", answer, inputs={"What has happened?": "Survey sent out"})
    assert "Progress noted on NRP-8." in scene.words(answer)
