"""The message extension's search: somebody puts an action into the message that they write."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.playground.teams_cards import check_card
from bot.playground.teams_state import TeamsActivity
from tests.adapters.teams.conftest import Scene
from tests.adapters.teams.test_teams_trouble import explode


def search(scene: Scene, words: str | None, *, user: str = "", conversation: str = "") -> dict[str, Any]:
    given = [] if words is None else [{"name": "words", "value": words}]
    value = {"commandId": "search", "parameters": given, "queryOptions": {"skip": 0, "count": 25}}
    user = user or scene.imogen.id
    where = conversation or scene.teams.personal(user).id
    activity = scene.teams.requests.invoke("composeExtension/query", value, user=user, conversation=where)
    answer = scene.teams.send(scene.teams.requests.signed(activity))
    assert answer.status == 200
    found: dict[str, Any] = answer.json()["composeExtension"]
    return found


def test_a_card_is_chosen_by_its_preview_and_says_when_it_was_true(scene: Scene) -> None:
    found = search(scene, None)
    assert found["type"] == "result"
    first = found["attachments"][0]
    assert first["preview"]["content"]["title"].startswith("NRP-4 · ")
    assert "No RAG" in first["preview"]["content"]["text"]
    assert check_card(first["content"]) == []
    assert "As of" in first["content"]["fallbackText"]
    assert "NRP-4" in first["content"]["speak"]
    assert len(search(scene, "nrp-3")["attachments"]) == 1


def test_it_works_in_a_channel_and_says_nothing_of_a_sensitive_plan(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id])
    assert search(scene, "4", conversation=channel.id)["type"] == "result"
    scene.say("home", scene.tobias)
    inbound = scene.host.heard[-1]
    setting = {"do": "plan_settings", "with": {"plan": "NRP", "sensitive": "yes"}}
    scene.host.bus.receive(replace(inbound, said=None, pressed=setting, delivery=None))
    found = search(scene, "4", conversation=channel.id)
    assert found["type"] == "message"
    assert "NRP" not in str(found)


def test_a_stranger_finds_nothing_and_a_fault_is_answered_in_words(scene: Scene) -> None:
    stranger = scene.teams.add_user("Sam Stranger")
    found = search(scene, "dataset", user=stranger.id)
    assert found["type"] == "message"
    assert "NRP" not in str(found)
    for value in ({}, {"parameters": 7}, {"parameters": [7, {"name": "words", "value": 7}]}):
        activity = scene.teams.requests.invoke(
            "composeExtension/query", value, user=scene.imogen.id, conversation=scene.chat(scene.imogen)
        )
        assert scene.teams.send(scene.teams.requests.signed(activity)).json()["composeExtension"]["attachments"]
    half = {"parameters": [{"name": "words", "value": "nrp-3\ud83c"}]}  # of a character that was cut
    activity = scene.teams.requests.invoke(
        "composeExtension/query", {}, user=scene.imogen.id, conversation=scene.chat(scene.imogen)
    )
    signed = scene.teams.requests.signed(activity)
    cut = replace(signed, body=json.dumps({**activity, "value": half}).encode())
    assert len(scene.teams.send(cut).json()["composeExtension"]["attachments"]) == 1
    scene.host.answer = explode
    assert "Something went wrong" in search(scene, "x")["text"]


def test_markup_in_a_plan_is_no_markup_in_a_preview(scene: Scene) -> None:
    scene.say('edit 4 to Ask <a href="https://x.example">the board</a> & <b>partners</b>', scene.tobias)
    preview = str(search(scene, "4")["attachments"][0]["preview"])
    assert "<" not in preview
    assert "›the board‹" in preview


def put_in(scene: Scene, conversation: str, words: str) -> TeamsActivity:
    """Imogen puts the action into a message of hers, and sends it."""
    content = search(scene, words)["attachments"][0]["content"]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
    return scene.teams.state.store(TeamsActivity("1790000000001", conversation, scene.imogen.id, "", (attachment,)))


def test_a_card_in_somebodys_message_is_renewed_for_whoever_looks(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id])
    put = put_in(scene, channel.id, "4")
    scene.say("done 4 all agreed", scene.tobias)
    exchange = scene.teams.look(user=scene.tobias.id, on=put)
    assert exchange is not None
    value = exchange.json()["value"]
    assert "No longer open" in str(value)
    assert check_card(value) == []
    assert value["refresh"]["action"]["data"]["with"] == {"words": "NRP-4"}, "it is asked for again the next time"
    assert scene.teams.look(user=scene.tobias.id, on=put) is not None


def test_a_card_in_somebodys_message_shows_nothing_that_is_no_longer_for_everybody(scene: Scene) -> None:
    channel = scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id])
    put = put_in(scene, channel.id, "4")
    scene.say("home", scene.tobias)
    inbound = scene.host.heard[-1]
    setting = {"do": "plan_settings", "with": {"plan": "NRP", "sensitive": "yes"}}
    scene.host.bus.receive(replace(inbound, said=None, pressed=setting, delivery=None))
    exchange = scene.teams.look(user=scene.tobias.id, on=put)
    assert exchange is not None
    assert "no longer shown to you" in str(exchange.json()["value"])
    assert "dataset" not in str(exchange.json()["value"])
