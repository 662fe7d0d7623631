"""Requests that are really signed, in which any part is missing or of another kind: answered, and the bot goes on."""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import cycle
from typing import Any, NamedTuple

import pytest

from bot.playground.wire import Exchange, SignedRequest
from bot.playground.world import World
from tests.e2e.speakers import SlackSpeaker, TeamsSpeaker
from tests.worlds import a_world

ME, BOSS = "Mary Khan", "Grace Dunn"
NOWHERE = "http://127.0.0.1:1/"
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "x", "\x00", "\u202e", "null", "<@U1>", "https://x", "é" * 5000,
    [], [[]], [None], ["a"] * 50, {}, {"a": {"b": [1]}},
)  # fmt: skip


class Sample(NamedTuple):
    """A request as it is when nothing is wrong with it, and how a spoilt one is signed and sent."""

    what: str
    payload: Mapping[str, Any]
    send: Callable[[Mapping[str, Any]], Exchange]


class Stage(NamedTuple):
    """A running bot, and one request of each kind."""

    world: World
    samples: tuple[Sample, ...]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with a_world(tmp_path_factory.mktemp("spoilt")) as world:
        yield Stage(world, (*_on_slack(world), *_on_teams(world)))


def _on_slack(world: World) -> Iterator[Sample]:
    slack, requests, channel = world.slack, world.slack.requests, world.slack_channel
    me, boss = world.person(ME).slack, world.person(BOSS).slack

    def send(like: SignedRequest, payload: Mapping[str, Any]) -> Exchange:
        if like.kind == "interactive":
            return slack.send(requests.interaction(payload, like.what))
        if like.kind == "slash_commands":
            fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in payload.items()}
            return slack.send(requests.form(like.what, like.kind, fields, payload))
        return slack.send(requests.envelope(payload))

    slack.command("mine", user=me, channel=channel)
    listed = slack.last(channel, as_user=me)
    slack.press("Update", user=me, on=listed)
    form = slack.modal(me)
    assert form is not None
    direct = {"channel": slack.direct(me).id, "channel_type": "im", "user": me, "team": slack.team_id}
    file = {"id": "F1", "name": "plan.csv", "size": 9, "url_private_download": NOWHERE, "mimetype": "text/csv"}
    other = world.person("Tom Bell").slack  # who may be a bot afterwards
    profile = {"id": other, "team_id": slack.team_id, "is_bot": False, "profile": {"email": "t@x.example"}}
    said = {"type": "message", "text": "mine", "ts": "1700000000.000100", **direct}
    for request in (
        requests.command("mine", user=me, channel=channel),
        requests.command("update 2 The deputies are named", user=me, channel=channel),
        requests.press("Mark complete", user=me, on=listed),
        requests.press("Update", user=me, on=listed),
        requests.submit(form, {"What has happened?": "Both are in."}),
        requests.message_shortcut("log_progress", user=boss, on=slack.messages(channel)[0]),
        requests.message_shortcut("create_action", user=boss, on=slack.messages(channel)[0]),
        requests.event(said),
        requests.event({**said, "subtype": "file_share", "text": "", "files": [file]}),
        requests.event({"type": "app_mention", "text": "mine", "ts": "1700000000.2", "channel": channel, "user": me}),
        requests.event({"type": "app_home_opened", "tab": "home", "channel": direct["channel"], "user": me}),
        requests.event({"type": "user_change", "user": profile}),
    ):
        yield Sample(request.what, request.payload, partial(send, request))


def _on_teams(world: World) -> Iterator[Sample]:
    teams, me = world.teams, world.teams_users[ME]
    chat = teams.personal(me).id
    teams.say("mine", user=me, conversation=chat)
    card = teams.last(chat, as_user=me)
    done = [teams.say("overdue", user=me, conversation=chat), teams.press("Update", user=me, on=card)]
    real = [dict(exchange.payload) for exchange in done if exchange is not None]
    said, pressed = real[0], real[1]
    file = {"downloadUrl": NOWHERE, "uniqueId": "u", "fileType": "csv"}
    message = {"id": "1", "body": {"content": "<p>Agreed</p>", "contentType": "html"}, "linkToMessage": "https://x"}
    invokes: dict[str, dict[str, Any]] = {
        "composeExtension/query": {
            "commandId": "find",
            "parameters": [{"name": "words", "value": "risk"}],
            "queryOptions": {"skip": 0, "count": 25},
        },
        "composeExtension/fetchTask": {"commandId": "log", "commandContext": "message", "messagePayload": message},
        "task/fetch": {"data": {"do": "update"}},
        "task/submit": {"data": {"do": "update", "with": {"ref": "AMB-1"}}},
        "fileConsent/invoke": {"action": "accept", "context": {}, "uploadInfo": {"uploadUrl": NOWHERE, "name": "x"}},
    }
    kinds: tuple[dict[str, Any], ...] = (
        said,
        pressed,
        {**said, "text": "", "attachments": [{"contentType": DOWNLOAD, "content": file, "name": "p.csv"}]},
        {**said, "type": "conversationUpdate", "membersAdded": [{"id": said["recipient"]["id"]}]},
        {**said, "type": "installationUpdate", "action": "add"},
        *({**said, "type": "invoke", "name": name, "value": value} for name, value in invokes.items()),
    )
    for activity in kinds:
        what = str(activity.get("name") or activity["type"])
        yield Sample(what, activity, lambda spoilt: teams.send(teams.requests.signed(spoilt, "spoilt")))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield (*path, name)
        yield from _places(inner, (*path, name))


def _spoilt(payload: Mapping[str, Any], place: tuple[Any, ...], odd: Any, *, gone: bool) -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(dict(payload))
    part: Any = made
    for name in place[:-1]:
        part = part[name]
    if gone:
        del part[place[-1]]
    else:
        part[place[-1]] = odd
    return made


def test_whatever_is_wrong_in_a_request_it_is_answered(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    unlike = cycle(ODD)
    for sample in stage.samples:
        for place in _places(sample.payload):
            for odd, gone in ((None, True), (next(unlike), False)):
                caplog.clear()
                answer = sample.send(_spoilt(sample.payload, place, odd, gone=gone))
                what = f"{sample.what} without {place}" if gone else f"{sample.what} with {odd!r} at {place}"
                assert answer.status is not None, f"{what}: no answer"
                assert answer.status < 500, f"{what}: {answer.status}"
                errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
                assert not errors, f"{what}: {errors[0]}"


def test_afterwards_others_are_answered_as_before(stage: Stage) -> None:
    assert "Your actions" in SlackSpeaker(stage.world, "Rosa Okafor").say("mine")
    assert "Your actions" in TeamsSpeaker(stage.world, "Rosa Okafor").say("mine")
