"""What people type as their keyboards and their platforms send it: in marks, with people mentioned in it, or absurd."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.playground.demo import read_demo_plan
from bot.playground.wire import Exchange
from bot.playground.world import World
from domain.people import EVERYTHING
from tests.e2e.speakers import SlackSpeaker, TeamsSpeaker

ME, BOSS = "Mary Khan", "Grace Dunn"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with World.open(tmp_path_factory.mktemp("words"), read_demo_plan(None)) as world:
        yield world


@pytest.fixture(autouse=True)
def _nothing_goes_wrong(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert not errors, errors[0]


def _command(world: World, text: str) -> Exchange:
    """A slash command whose text travels exactly so."""
    requests = world.slack.requests
    made = requests.command("x", user=world.person(ME).slack, channel=world.slack_channel)
    fields = {**made.payload, "text": text}
    return world.slack.send(requests.form("unseen", "slash_commands", fields, fields))


def _words(answer: Exchange) -> str:
    assert answer.status == 200
    return str(answer.json()["text"])


def _activity(world: World, **parts: Any) -> Exchange:
    """A message to the bot in the personal chat, with these parts put over the usual ones."""
    teams = world.teams
    user = world.teams_users[ME]
    base = teams.requests.base("message", teams.state.user(user), teams.personal(user))
    made = teams.requests.signed({**base, **parts}, "unseen")
    return teams.send(replace(made, body=json.dumps({**base, **parts}).encode()))


def _notes(world: World, ref: str) -> list[str]:
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key(ref)
        assert action is not None
        return [entry.event.model_dump_json() for entry in uow.history.of_action(action.id, limit=100)[0]]


@pytest.mark.parametrize(
    "text",
    ["`plans`", "'plans'", "*plans*", "**plans**", "_plans_", "~plans~", "```plans```", "pl\u200bans", "pl\u00adans",
     "plans\n\nSent from my iPhone", "plans\r\nGet Outlook for iOS", "\u3000plans\ufeff", "“plans”"],
)  # fmt: skip
def test_a_command_in_marks_or_with_what_nobody_sees(world: World, text: str) -> None:
    assert "You can see 1 plan" in _words(_command(world, text))
    chat = world.teams.personal(world.teams_users[ME]).id
    before = len(world.teams.messages(chat))
    assert _activity(world, text=text).status == 200
    world.teams.wait_for(lambda: len(world.teams.messages(chat)) > before, what="an answer")
    assert "You can see 1 plan" in str(world.teams.last(chat, as_user=world.teams_users[ME]))


@pytest.mark.parametrize("ref", ["“AMB-1”", "'1'", '"amb 1"', "1 please", "(AMB-1)"])
def test_a_reference_in_marks(world: World, ref: str) -> None:
    assert _words(_command(world, f"show {ref}")).startswith("AMB-1 ·")


def test_a_note_keeps_the_name_of_whom_it_mentions(world: World) -> None:
    boss = world.person(BOSS).slack
    for text in (
        f"update 2 agreed with <@{boss}|grace>",
        f"update 2 then asked <@{boss}>, whose name Slack does not say",
        f"date 2 30 June 2030 because <@{boss}> is away",
        "update 2 and <@U0NOBODY99|zoe.b> of another council",
        "update 2 and <@U0NOBODY98> whom nobody knows",
    ):
        assert "AMB-2" in _words(_command(world, text))
    whom = {"id": world.teams_users[BOSS], "name": BOSS}
    mention = {"type": "mention", "text": "<at>Grace</at>", "mentioned": whom}
    TeamsSpeaker(world, ME).say("plans")
    count = len(_notes(world, "AMB-2"))
    assert _activity(world, text="update 2 met <at>Grace</at> in Teams", entities=[mention]).status == 200
    world.teams.wait_for(lambda: len(_notes(world, "AMB-2")) > count, what="the note")
    kept = "\n".join(_notes(world, "AMB-2"))
    for said in (
        "agreed with Grace Dunn",
        "asked Grace Dunn, whose",
        "Grace Dunn is away",
        "and zoe.b of",
        "and that person whom",
        "met Grace Dunn in Teams",
    ):
        assert said in kept
    assert "⟦" not in kept
    assert boss not in kept


@pytest.mark.parametrize("text", ["<@{boss}|grace> frobnicate", "frobnicate <@U0NOBODY97>", "show <@{boss}|grace>"])
def test_what_is_not_understood_is_said_back_with_names(world: World, text: str) -> None:
    said = _words(_command(world, text.replace("{boss}", world.person(BOSS).slack)))
    assert "grace" in said or "that person" in said
    assert "⟦" not in said


def test_find_with_nothing_but_a_person_finds_their_actions(world: World) -> None:
    said = _words(_command(world, f"find <@{world.person('Tom Bell').slack}|tom>"))
    assert said.startswith("Actions for tom:")
    assert "AMB-4" in said


@pytest.mark.parametrize("depth", [300, 900, 960, 965, 970, 975, 980])
def test_what_is_nested_without_end_is_answered(world: World, depth: int) -> None:
    body = '{"a":' * depth + "1" + "}" * depth
    teams = world.teams
    user = world.teams_users[ME]
    base = teams.requests.base("message", teams.state.user(user), teams.personal(user))
    made = teams.requests.signed({**base, "text": "plans"}, "deep")
    deep = replace(made, body=made.body[:-1] + f',"value":{body}}}'.encode())
    assert teams.send(deep).status in {200, 400}


def test_one_person_does_everything_at_once_on_both_platforms(world: World) -> None:
    slack, teams = world.slack, world.teams
    me, user = world.person("Tom Bell").slack, world.teams_users["Tom Bell"]
    slack.command("mine", user=me, channel=world.slack_channel)
    listed = slack.last(world.slack_channel, as_user=me)
    chat = teams.personal(user).id
    teams.say("mine", user=user, conversation=chat)
    card = teams.last(chat, as_user=user)
    slack.press("Update", user=me, on=listed)
    form = slack.modal(me)
    assert form is not None
    once = slack.requests.press("Mark complete", user=me, on=listed)
    made = [slack.requests.press("Mark complete", user=me, on=listed) for _ in range(4)] + [once] * 4
    made += [slack.requests.submit(form, {"What has happened?": f"the panel met, {n % 2}"}) for n in range(6)]
    made += [
        slack.requests.command(line, user=me, channel=world.slack_channel)
        for line in ("done 4", "done 4: agreed", "rag 4 green", "update 4 hello", "show 4", "mine")
    ]
    jobs: list[Callable[[], Exchange | None]] = [partial(slack.send, one, timeout=30) for one in made]
    jobs += [partial(teams.press, "Mark complete", user=user, on=card) for _ in range(6)]
    jobs += [partial(teams.say, line, user=user, conversation=chat) for line in ("done 4", "mine", "4 amber")]
    jobs = jobs[::3] + jobs[1::3] + jobs[2::3]
    with ThreadPoolExecutor(len(jobs)) as pool:
        answers = list(pool.map(lambda job: job(), jobs))
    assert {answer and answer.status for answer in answers} == {200}
    slack.wait_for(lambda: len(_notes(world, "AMB-4")) >= 4, what="the changes")
    kept = "\n".join(_notes(world, "AMB-4"))
    assert kept.count("action_completed") <= 1, "completed once, however often it was pressed"
    for note in ("the panel met, 0", "the panel met, 1"):
        assert kept.count(note) == 1, "the same form with the same words is one note"
    assert "AMB-4" in SlackSpeaker(world, "Tom Bell").say("show 4")
