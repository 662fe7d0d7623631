"""The server behind the page: what it tells, what it does, and whom it refuses."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.playground import page_files, stage
from bot.playground.page_files import PageMissing
from bot.playground.pretend_slack import PretendSlack
from tests.playground.stage_set import Set, stage_set

PAGE = {"index.html": (b"<!doctype html>", "text/html; charset=utf-8"), "assets/a.js": (b"1", "text/javascript")}


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    monkeypatch.setattr(stage, "page_files", lambda: PAGE)  # no need to build the page for its server's tests
    with stage_set() as running:
        yield running


class Visitor:
    """Somebody's browser: one session, and the origin its pages come from."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http = http
        self.url = url

    async def scene(self, person: str = "ann") -> Any:
        async with self.http.get(f"{self.url}api/scene", params={"as": person}) as answer:
            assert answer.status == 200
            return await answer.json()

    async def do(self, what: str, person: str = "ann", **given: Any) -> tuple[int, Any]:
        headers = {"Origin": self.url.rstrip("/")}
        body = {"as": person, **given}
        async with self.http.post(f"{self.url}api/do/{what}", json=body, headers=headers) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def visitor(little: Set) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession() as http:
        yield Visitor(http, little.page.url)


async def test_the_scene_has_everything_one_person_sees(little: Set, visitor: Visitor) -> None:
    await visitor.do("slack/say", channel=little.slack_channel, text="/actions mine")
    scene = await visitor.scene()
    assert [each["name"] for each in scene["people"]] == ["Ann Okoro", "Bea Lind"]
    assert [each["name"] for each in scene["slack"]["conversations"]] == ["safeguarding", "Action Log"]
    (message,) = scene["slack"]["messages"][little.slack_channel]
    assert (message["name"], message["ephemeral"], message["text"]) == ("Action Log", True, "1 open")
    assert scene["wire"][0]["what"] == "/actions mine"
    assert scene["clock"]["today"] < scene["clock"]["next_working_day"]
    others = await visitor.scene("bea")
    assert others["slack"]["messages"][little.slack_channel] == []


async def test_slack_is_pressed_filled_in_and_closed_through_the_page(little: Set, visitor: Visitor) -> None:
    channel = little.slack_channel
    await visitor.do("slack/say", channel=channel, text="/actions mine")
    (message,) = (await visitor.scene())["slack"]["messages"][channel]
    block = message["blocks"][1]
    element = f"{block['block_id']}/update"
    assert (await visitor.do("slack/press", channel=channel, ts=message["ts"], element=element))[1]["ok"]
    modal = (await visitor.scene())["slack"]["modal"]
    assert modal["title"] == "Update TSP-8"
    status, refused = await visitor.do("slack/submit", view=modal["id"])
    assert (status, refused["error"]) == (400, "'What happened?' must be filled in.")
    assert (await visitor.do("slack/submit", view=modal["id"], values={"note/text": "Agreed"}))[1]["ok"]
    assert (await visitor.scene())["slack"]["modal"] is None
    assert (await visitor.do("slack/submit", view=modal["id"]))[0] == 400
    assert (await visitor.do("slack/home"))[1]["ok"]
    assert (await visitor.scene())["slack"]["home"]["blocks"]


async def test_teams_is_pressed_through_the_page(little: Set, visitor: Visitor) -> None:
    little.teams_bot.answers["adaptiveCard/action"] = {
        "statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Completed.",
    }  # fmt: skip
    personal = (await visitor.scene())["teams"]["conversations"][-1]
    await visitor.do("teams/say", conversation=personal["id"], text="mine")
    said, card = (await visitor.scene())["teams"]["messages"][personal["id"]]
    assert said["mine"]
    assert [action["id"] for action in card["card"]["actions"]] == ["press:0", "press:1", "press:2"]
    press = {"conversation": personal["id"], "activity": card["id"], "index": 0, "inputs": {"note": "x"}}
    assert (await visitor.do("teams/press", **press))[1]["ok"]
    assert little.teams_bot.seen[-1]["value"]["action"]["data"] == {"do": "done", "note": "x"}
    assert (await visitor.scene())["teams"]["notice"] == "Completed."
    assert (await visitor.do("teams/press", **press | {"index": 9}))[0] == 400
    channel = little.teams_channel
    await visitor.do("teams/say", conversation=channel, text="/actions mine")
    assert little.teams_bot.seen[-1]["recipient"]["isTargeted"] is True
    assert little.teams_bot.seen[-1]["text"] == "actions mine"


async def test_a_press_is_of_what_was_seen_though_the_bot_has_edited_it_since(little: Set, visitor: Visitor) -> None:
    channel = little.slack_channel
    await visitor.do("slack/say", channel=channel, text="/actions mine")
    (seen,) = (await visitor.scene())["slack"]["messages"][channel]
    state = little.slack.state
    stored = state.message(channel, seen["ts"])
    state.store(replace(stored, blocks=stored.blocks[:1], text="None open"))
    block = seen["blocks"][1]
    press = {"channel": channel, "ts": seen["ts"], "element": f"{block['block_id']}/update"}
    assert (await visitor.do("slack/press", **press))[0] == 400
    assert (await visitor.do("slack/press", **press, drawn=seen["drawn"]))[1]["ok"]
    (edited,) = (await visitor.scene())["slack"]["messages"][channel]
    assert edited["drawn"] != seen["drawn"]
    assert (await visitor.do("slack/press", **press, drawn=edited["drawn"]))[0] == 400

    personal = (await visitor.scene())["teams"]["conversations"][-1]
    await visitor.do("teams/say", conversation=personal["id"], text="mine")
    card = (await visitor.scene())["teams"]["messages"][personal["id"]][-1]
    there = little.teams.message(personal["id"], card["id"])
    content = there.attachments[0]["content"]
    shorter = {**there.attachments[0], "content": {**content, "actions": content["actions"][1:]}}
    little.teams.state.store(replace(there, attachments=(shorter,)))
    on = {"conversation": personal["id"], "activity": card["id"], "index": 0, "inputs": {"note": "x"}}
    await visitor.do("teams/press", **on, drawn=card["drawn"])
    assert little.teams_bot.seen[-1]["value"]["action"]["data"]["do"] == "done"


async def test_one_can_only_act_where_one_is(little: Set, visitor: Visitor) -> None:
    elsewhere = little.slack.add_channel("elsewhere", bot=True).id
    status, refused = await visitor.do("slack/say", channel=elsewhere, text="hello")
    assert (status, refused["error"]) == (400, "Ann Okoro is not in that conversation.")
    theirs = little.teams.personal(little.stage.people[1].teams).id
    assert (await visitor.do("teams/say", conversation=theirs, text="hello"))[0] == 400


async def test_the_clock_moves_forward_only(little: Set, visitor: Visitor) -> None:
    coming = (await visitor.scene())["clock"]["next_working_day"]
    status, moved = await visitor.do("clock", to=coming)
    assert status == 200
    assert moved["words"].startswith("It is now ")
    assert (await visitor.scene())["clock"]["today"] == coming
    assert await visitor.do("clock", to=coming) == (400, {"error": "The clock can only be moved forward."})
    assert (await visitor.do("clock", to="soon"))[1] == {"error": "Give the date as day, month and year."}
    assert (await visitor.do("clock"))[0] == 400


async def test_changes_are_told_to_an_open_page(little: Set, visitor: Visitor) -> None:
    async with visitor.http.get(f"{visitor.url}api/events") as events:
        first = await events.content.readline()
        assert first.startswith(b"data: ")
        await events.content.readline()
        little.slack.state.changed()
        assert await events.content.readline() != first


async def test_a_request_is_shown_with_its_bodies(little: Set, visitor: Visitor) -> None:
    await visitor.do("slack/say", channel=little.slack_channel, text="/actions mine")
    entry = (await visitor.scene())["wire"][0]
    async with visitor.http.get(f"{visitor.url}api/wire/{entry['id']}") as answer:
        whole = await answer.json()
    assert json.loads(whole["request"])["command"] == "/actions"
    assert json.loads(whole["response"])["text"] == "1 open"
    assert whole["headers"]["X-Slack-Signature"].startswith("v0=")
    async with visitor.http.get(f"{visitor.url}api/wire/Slack/999") as answer:
        assert answer.status == 404


# who is refused


@pytest.mark.parametrize("host", ["council.example", "127.0.0.1", "localhost:1", "[::1]:80"])
async def test_another_host_name_is_refused(visitor: Visitor, host: str) -> None:
    async with visitor.http.get(f"{visitor.url}api/scene", headers={"Host": host}) as answer:
        assert answer.status == 421


@pytest.mark.parametrize("origin", [None, "null", "https://council.example", "http://127.0.0.1:1"])
async def test_a_change_from_another_origin_is_refused(little: Set, visitor: Visitor, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    body = {"channel": little.slack_channel, "text": "hello"}
    async with visitor.http.post(f"{visitor.url}api/do/slack/say", json=body, headers=headers) as answer:
        assert answer.status == 403
    assert little.slack.messages(little.slack_channel) == []


async def test_forms_and_nonsense_are_refused(little: Set, visitor: Visitor) -> None:
    headers = {"Origin": visitor.url.rstrip("/")}
    where = f"{visitor.url}api/do/slack/say"
    async with visitor.http.post(where, data={"text": "x"}, headers=headers) as answer:
        assert answer.status == 415
    for body in (b"{", b"[]", b'"x"', b"{}", b'{"channel": 5, "text": "x"}'):
        more = {**headers, "Content-Type": "application/json"}
        async with visitor.http.post(where, data=body, headers=more) as answer:
            assert answer.status == 400
            assert (await answer.json())["error"]
    assert (await visitor.do("slack/destroy"))[0] == 404


async def test_files_are_served_with_a_strict_policy_and_nothing_else(visitor: Visitor) -> None:
    async with visitor.http.get(visitor.url) as answer:
        assert answer.content_type == "text/html"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
    async with visitor.http.get(f"{visitor.url}assets/a.js") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    for path in ("stage.py", "../stage.py", "%2e%2e/stage.py", "assets", "api"):
        async with visitor.http.get(f"{visitor.url}{path}") as answer:
            assert answer.status == 404


def test_without_a_built_page_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(page_files, "dist", lambda: tmp_path)
    with pytest.raises(PageMissing, match=r"python -m bot\.playground\.build"):
        page_files.page_files()


def test_a_taken_port_is_an_error_and_stopping_is_harmless(little: Set) -> None:
    port = int(little.page.url.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(OSError, match="in use"):
        stage.PlaygroundPage(little.stage, port=port).start()
    slack = PretendSlack()
    slack.stop()
    with pytest.raises(RuntimeError, match="not running"):
        _ = slack.url
