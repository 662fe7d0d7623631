"""A message becomes a progress note or an action from its menu, over real HTTP: long ones, with files and links, of
bots, in threads, and edited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.playground.people import ADMINISTRATOR
from bot.playground.slack_state import SlackMessage
from bot.playground.teams_cards import actions_of, inputs_of
from bot.playground.world import World
from domain.people import EVERYTHING
from tests import builders
from tests.worlds import a_world

MARY = "Mary Khan"
LONG = "The board went through every line of the register. " * 200


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("world")) as made:
        with made.store.reading(made.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            (grace,) = uow.people.named(ADMINISTRATOR)
        builders.add_plan(made.store, builders.plan(made.organisation, "QUA", actions=3, people=[]), grace)
        yield made
        made.slack.check()
        made.teams.check()


def notes(world: World, key: str) -> list[tuple[str, str]]:
    """What was written on an action, and the links, the newest last."""
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key(key)
        assert action is not None
        return [(one.text, one.evidence) for one in sorted(uow.actions.notes(action.id), key=lambda one: one.at)]


class OnSlack:
    """Mary in Slack."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.mary = world.person(MARY).slack

    def written(self, said: str, **more: Any) -> SlackMessage:
        """A message in the channel."""
        self.world.slack.say(said, user=more.pop("by", self.mary), channel=self.world.slack_channel)
        message = self.world.slack.last(self.world.slack_channel)
        return self.world.slack.state.store(replace(message, **{"blocks": (), **more})) if more else message

    def log(self, message: SlackMessage, **values: str) -> None:
        """Log it as progress on the second action."""
        assert self.world.slack.message_shortcut("log_progress", user=self.mary, on=message).ok
        form = self.world.slack.wait_for(lambda: self.world.slack.modal(self.mary), what="a form")
        assert self.world.slack.submit(form, {"Or its reference, or words of it": "AMB-2", **values}).ok
        left = self.world.slack.modal(self.mary)
        assert left is None or not left.errors, left


def test_on_slack_every_kind_of_message_becomes_a_note(world: World) -> None:
    slack = OnSlack(world)
    first = slack.written(
        "x", text="Agreed <https://council.example/minutes|in the minutes> &amp; sent to <@U0TOM00004|Tom Bell>"
    )
    slack.log(first)
    slack.log(slack.written("x", text="", files=({"id": "F1", "name": "minutes of March.docx"},)))
    slack.log(slack.written("The second deputy is named", thread_ts=first.ts))
    slack.log(slack.written("Named on Monday", edited_ts="1900000000.000100"))
    blocks = ({"type": "section", "text": {"type": "mrkdwn", "text": "Build 8 is done"}, "block_id": "b"},)
    slack.log(slack.written("x", text="", blocks=blocks, bot_id="B0OTHER"))
    slack.log(slack.written(LONG))
    said = notes(world, "AMB-2")[-6:]
    assert "https://council.example/minutes" in said[0][0]
    assert "Tom Bell" in said[0][0]
    assert "<" not in said[0][0]
    assert said[1][0] == "[minutes of March.docx]"
    assert said[2][0] == "The second deputy is named"
    assert f"?thread_ts={first.ts}&cid={world.slack_channel}" in said[2][1]
    assert said[3][0] == "Named on Monday"
    assert said[4][0] == "Build 8 is done"
    assert said[5][0].endswith("…")
    assert all(link.startswith("https://") for _, link in said)


def test_on_slack_who_coordinates_two_plans_chooses_one_for_the_action(world: World) -> None:
    grace = world.person(ADMINISTRATOR).slack
    world.slack.say("Ask the trust for its figures", user=grace, channel=world.slack_channel)
    picked = world.slack.last(world.slack_channel)
    assert world.slack.message_shortcut("create_action", user=grace, on=picked).ok
    form = world.slack.wait_for(lambda: world.slack.modal(grace), what="a form")
    assert form.title == "Add an action"
    world.slack.submit(form, {"To which plan?": "AMB"})
    form = world.slack.modal(grace)
    assert form is not None
    (wrong,) = form.errors.values()
    assert wrong.startswith("Please choose the recommendation of AMB under which it stands: AMB-1, AMB-2")
    world.slack.submit(form, {"To which plan?": "AMB", "Under which recommendation?": "AMB-2"})
    assert world.slack.modal(grace) is None
    world.slack.command("find trust figures", user=grace, channel=world.slack_channel)
    assert "Ask the trust for its figures" in world.slack.last(world.slack_channel, as_user=grace).text


class OnTeams:
    """Somebody in Teams."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.user = world.teams_users[name]

    def invoke(self, name: str, value: dict[str, Any]) -> dict[str, Any]:
        chat = self.world.teams.personal(self.user).id
        activity = self.world.teams.requests.invoke(name, value, user=self.user, conversation=chat)
        answer = self.world.teams.send(self.world.teams.requests.signed(activity))
        assert answer.status == 200
        task: dict[str, Any] = answer.json()["task"]
        return task

    def pick(self, command: str, message: dict[str, Any]) -> dict[str, Any]:
        """The card of the dialog that opens."""
        task = self.invoke("composeExtension/fetchTask", {"commandId": command, "messagePayload": message})
        assert isinstance(task["value"], dict), task
        card: dict[str, Any] = task["value"]["card"]["content"]
        return card

    def send(self, command: str, card: dict[str, Any], **values: str) -> str:
        """Save it; gives what the dialog says then."""
        given = {one["id"]: one.get("value", "") for one in inputs_of(card)}
        data = actions_of(card)[0]["data"] | given | {f"field.{name}": value for name, value in values.items()}
        return str(self.invoke("composeExtension/submitAction", {"commandId": command, "data": data})["value"])


def html(words: str, **more: Any) -> dict[str, Any]:
    link = "https://teams.microsoft.com/l/message/19:a@thread.v2/1?parentMessageId=7"
    return {"id": "1", "body": {"contentType": "html", "content": words}, "linkToMessage": link, **more}


def test_on_teams_every_kind_of_message_becomes_a_note(world: World) -> None:
    mary = OnTeams(world, MARY)
    for message in (
        html('<p>Agreed <a href="https://council.example/m">in the minutes</a> &amp; sent</p>'),
        html('<attachment id="a1"></attachment>', attachments=[{"id": "a1", "name": "minutes of March.docx"}]),
        html("<p>A reply</p>", replyToId="7"),
        html("<p>Edited</p>", lastModifiedDateTime="2026-11-20T09:00:00Z"),
        html("Build 8 is done", **{"from": {"application": {"displayName": "Builder"}}}),
        html(f"<p>{LONG}</p>"),
    ):
        assert "Progress noted on AMB-2." in mary.send("log_progress", mary.pick("log_progress", message), ref="AMB-2")
    said = notes(world, "AMB-2")[-6:]
    assert [words for words, _ in said[1:5]] == ["[minutes of March.docx]", "A reply", "Edited", "Build 8 is done"]
    assert "in the minutes" in said[0][0]
    assert said[5][0].endswith("…")
    assert all(link.startswith("https://teams.microsoft.com/") for _, link in said)


def test_on_teams_who_coordinates_two_plans_chooses_one_for_the_action(world: World) -> None:
    grace = OnTeams(world, ADMINISTRATOR)
    card = grace.pick("create_action", html("<p>Count the beds again</p>"))
    assert "is added to QUA" in grace.send("create_action", card, plan="QUA", under="QUA-1")
