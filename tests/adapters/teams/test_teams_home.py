"""The welcome card and `home` in a private chat: everything at a glance, current whenever somebody looks at it."""

from __future__ import annotations

from bot.playground.teams_state import TeamsActivity
from tests.adapters.teams.conftest import Scene


def look(scene: Scene, message: TeamsActivity) -> str:
    """Imogen scrolls to a message; gives what she then sees."""
    exchange = scene.teams.look(user=scene.imogen.id, on=scene.now(message))
    assert exchange is not None, "the card does not ask to be renewed"
    assert exchange.status == 200
    return scene.words(message)


def test_what_changed_elsewhere_shows_when_it_is_looked_at(scene: Scene) -> None:
    scene.teams.install(scene.chat(scene.imogen), by=scene.imogen.id)
    (hello,) = scene.answers(scene.imogen)
    scene.say("rag 4 red because the data is late", scene.tobias)
    assert "Red" not in scene.words(hello)
    words = look(scene, hello)
    assert "Tobias Wren changed RAG from ○ No RAG to ▲ Red" in words
    assert "Your actions: 2 open" in words
    assert look(scene, hello) == words, "it asks again the next time"
    assert len(scene.answers(scene.imogen)) == 1, "nothing is sent for it"


def test_a_coordinator_sees_their_plan(scene: Scene) -> None:
    shown = scene.say("home", scene.tobias)
    words = scene.words(shown, scene.tobias)
    assert "Plans that you coordinate" in words
    assert "linked to nobody" in words
    scene.press("People", shown, scene.tobias)


def test_a_list_is_renewed_and_looking_changes_nothing(scene: Scene) -> None:
    shown = scene.say("mine")
    scene.say("done 4 all of it", scene.tobias)
    words = look(scene, shown)
    assert "Your actions: 1 open" in words
    assert not scene.teams.wire.matching("updateActivity")
    before = scene.store.home_tabs.changes()
    card = scene.now(shown).card(scene.imogen.id)
    assert card is not None
    card["refresh"]["action"]["data"] = {"do": "complete", "with": {"ref": "NRP-8"}, "fresh": True}
    exchange = scene.teams.look(user=scene.imogen.id, on=scene.now(shown))
    assert exchange is not None
    assert scene.store.home_tabs.changes() == before
    assert scene.words(shown) == words, "the card stays as it is"


def test_whoever_has_left_loses_the_list_when_they_look(scene: Scene) -> None:
    shown = scene.say("mine")
    scene.teams.change_user(scene.imogen.id, guest=True)
    scene.clock.pass_(hours=2)
    assert "NRP-4" not in look(scene, shown)


def test_a_card_in_a_channel_is_not_renewed_for_one(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id])
    scene.teams.say("mine", user=scene.imogen.id, conversation=channel.id)
    assert all("refresh" not in (each.card(scene.imogen.id) or {}) for each in scene.teams.messages(channel.id))
