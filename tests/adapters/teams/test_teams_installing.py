"""The app is added: it says what it is, remembers where, and says nothing of a plan to a channel."""

from __future__ import annotations

from bot.playground.faults import Fault
from domain.people import Platform
from tests.adapters.teams.conftest import Scene


def test_added_by_a_person_it_says_hello_and_what_it_can_do(scene: Scene) -> None:
    scene.teams.install(scene.chat(scene.imogen), by=scene.imogen.id)
    (hello,) = scene.answers(scene.imogen)
    assert "Hello, I'm Action Log." in scene.words(hello)
    assert "Your actions: 2 open" in scene.words(hello)
    assert {"My settings", "Plans", "Help"} <= set(hello.buttons())
    scene.press("Help", hello)
    assert "“mine” lists your actions" in scene.words(hello)


def test_added_to_a_team_it_says_hello_without_a_word_of_a_plan_and_remembers_where(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id], bot=False)
    scene.teams.install(channel.id, by=scene.tobias.id)
    said = scene.teams.messages(channel.id)
    assert len(said) == 1
    assert "I answer in private" in said[0].text
    assert "NRP" not in said[0].words()
    with scene.store.reading(scene.town.id) as uow:
        assert uow.conversation(Platform.TEAMS, scene.teams.tenant_id, channel.id)


def test_a_stranger_who_adds_it_learns_nothing(scene: Scene) -> None:
    stranger = scene.teams.add_user("Sam Stranger")
    scene.teams.install(scene.chat(stranger), by=stranger.id)
    said = scene.words(scene.answers(stranger)[-1], stranger)
    assert "I don't know yet who you are" in said
    assert "NRP" not in said


def test_an_update_of_the_app_is_no_reason_to_say_hello_again(scene: Scene) -> None:
    activity = scene.teams.requests.installation(scene.chat(scene.imogen), by=scene.imogen.id)
    scene.teams.send(scene.teams.requests.signed({**activity, "action": "add-upgrade"}))
    assert not scene.answers(scene.imogen)


def test_removed_it_says_nothing(scene: Scene) -> None:
    answer = scene.teams.uninstall(scene.chat(scene.imogen), by=scene.imogen.id)
    assert answer.status == 200
    assert not scene.answers(scene.imogen)


def test_a_welcome_that_can_t_be_sent_is_no_error(scene: Scene) -> None:
    scene.teams.fail("sendToConversation", Fault.teams_error(403, "MessageWritesBlocked"))
    assert scene.teams.install(scene.chat(scene.imogen), by=scene.imogen.id).status == 200
