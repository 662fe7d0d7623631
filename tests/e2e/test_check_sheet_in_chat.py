"""The doubtful rows of a plan as a file in chat: sent, asked for where the platform asks, filled in and given back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.playground.faults import Fault
from bot.playground.people import ADMINISTRATOR
from bot.playground.teams_state import TeamsActivity
from bot.playground.wire import Exchange
from bot.playground.world import World
from domain.people import EVERYTHING
from tests.e2e.importers import ALL, PLAN, Importer, OnSlack, OnTeams
from tests.worlds import a_world

BOTH = pytest.mark.parametrize("kind", ALL, ids=[each.platform for each in ALL])
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as running:
        yield running
        running.slack.check()
        running.teams.check()


def with_questions(world: World, kind: type[Importer]) -> Importer:
    """Somebody with the draft HSR, on whose document questions are open."""
    grace = kind(world, ADMINISTRATOR)
    grace.give("renewal.txt", PLAN.encode(), "import HSR")
    grace.wait("It is the draft HSR")
    return grace


def open_questions(world: World) -> int:
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code("HSR")
        assert plan is not None
        return len(uow.questions.open(plan.id))


def attached(grace: Importer, kind: str) -> list[tuple[TeamsActivity, dict[str, Any]]]:
    assert isinstance(grace, OnTeams)
    return [
        (message, each) for message in grace._messages() for each in message.attachments if each["contentType"] == kind
    ]


def wait_for_attached(grace: Importer, kind: str, count: int = 1) -> tuple[TeamsActivity, dict[str, Any]]:
    found: list[tuple[TeamsActivity, dict[str, Any]]] = grace.world.teams.wait_for(
        lambda: made if len(made := attached(grace, kind)) >= count else None, timeout=30, what=kind
    )
    return found[-1]


def answered(world: World, user: str, message: TeamsActivity, value: Mapping[str, Any]) -> Exchange:
    teams = world.teams
    activity = teams.requests.invoke(
        "fileConsent/invoke", value, user=user, conversation=message.conversation, reply_to=message.id
    )
    exchange = teams.send(teams.requests.signed(activity, "file consent"))
    assert exchange.status == 200
    return exchange


def told(exchange: Exchange) -> str:
    return str(json.loads(exchange.response_body))


def say_yes(grace: Importer) -> Mapping[str, Any]:
    assert isinstance(grace, OnTeams)
    message, asked = wait_for_attached(grace, CONSENT)
    value = grace.world.teams.drive.answer_to(asked, accept=True)
    answered(grace.world, grace.user, message, value)
    return value


def sheet_of(grace: Importer) -> tuple[str, bytes]:
    """The file that the bot gave, on either platform."""
    if isinstance(grace, OnSlack):
        slack = grace.world.slack
        shared = slack.wait_for(
            lambda: next((m for m in reversed(grace._messages()) if m.files), None), timeout=30, what="a file"
        )
        file = slack.state.files[shared.files[0]["id"]]
        assert file.content is not None
        return file.name, file.content
    value = say_yes(grace)
    _, shown = wait_for_attached(grace, INFO)
    kept = grace.world.teams.drive.files[shown["content"]["uniqueId"]]
    assert shown["contentUrl"] == value["uploadInfo"]["contentUrl"]
    return kept.name, kept.content


def as_csv(content: bytes) -> bytes:
    """The sheet as somebody's program saves it."""
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(["" if one is None else one for one in row] for row in sheet.values)
    return out.getvalue().encode("cp1252")


def filled(content: bytes, answers: Mapping[str, str]) -> bytes:
    """The sheet with these answers, by what the question is about."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    left = dict(answers)
    for row in sheet.iter_rows(min_row=5):
        for words in list(left):
            if words in str(row[3].value) or words in str(row[2].value):
                row[5].value = left.pop(words)
    assert not left, [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@BOTH
def test_the_doubtful_rows_come_as_a_file_and_go_back_filled_in(world: World, kind: type[Importer]) -> None:
    grace = with_questions(world, kind)
    before = open_questions(world)
    grace.say("check sheet HSR")
    name, content = sheet_of(grace)
    assert name == "HSR check sheet.xlsx"
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet.max_row - 4 == before
    grace.give(name, filled(content, {"soon": "30 September 2031"}))
    said = grace.wait("Check sheet of HSR: 1 answer is taken")
    assert f"{before - 1} question" in said
    assert open_questions(world) == before - 1
    grace.say("show HSR-3")
    assert "30 September 2031" in grace.wait("HSR-3")
    grace.give("sheet.csv", as_csv(filled(content, {"soon": "", "No lead": "Jo Marsh", "RAG": "green"})))
    assert "No question on HSR is open." in grace.wait("Check sheet of HSR: 2 answers are taken")
    grace.press("Go live")
    grace.wait("HSR is live")


@BOTH
def test_an_answer_that_can_not_be_taken_is_told_with_its_row(world: World, kind: type[Importer]) -> None:
    grace = with_questions(world, kind)
    before = open_questions(world)
    grace.say("checksheet HSR")
    name, content = sheet_of(grace)
    grace.give(name, filled(content, {"soon": "when the cows come home"}))
    said = grace.wait("Check sheet of HSR: 0 answers are taken, 1 needs another look")
    assert "Row " in said
    assert open_questions(world) == before


@BOTH
def test_who_does_not_coordinate_the_plan_gets_nothing(world: World, kind: type[Importer]) -> None:
    grace = with_questions(world, kind)
    mary = kind(world, "Mary Khan")
    mary.say("check sheet HSR")
    assert "couldn't find a plan called HSR" in mary.wait(".")
    grace.say("check sheet HSR")
    name, content = sheet_of(grace)
    mary.give(name, filled(content, {"soon": "30 September 2031"}))
    mary.wait("Please ask Grace Dunn")
    assert open_questions(world) > 0


def test_no_to_a_file_is_taken_kindly(world: World) -> None:
    grace = with_questions(world, OnTeams)
    grace.say("check sheet HSR")
    message, asked = wait_for_attached(grace, CONSENT)
    assert isinstance(grace, OnTeams)
    answered(world, grace.user, message, world.teams.drive.answer_to(asked, accept=False))
    said = [words for words in grace.all_words() if "All right, the check sheet of HSR was not sent" in words]
    assert len(said) == 1
    assert not attached(grace, CONSENT)  # the question is gone, so nobody answers it twice
    assert not world.teams.drive.files.keys() & world.teams.drive.rooms.keys()


def test_a_second_yes_does_nothing(world: World) -> None:
    grace = with_questions(world, OnTeams)
    grace.say("check sheet HSR")
    message, asked = wait_for_attached(grace, CONSENT)
    assert isinstance(grace, OnTeams)
    first = world.teams.drive.answer_to(asked, accept=True)
    second = world.teams.drive.answer_to(asked, accept=True)
    exchange = answered(world, grace.user, message, first)
    world.teams.send(world.teams.requests.signed(exchange.payload))  # Teams repeats what it thinks got lost
    wait_for_attached(grace, INFO)
    exchange = answered(world, grace.user, message, second)
    assert "already" in told(exchange)
    assert len(world.teams.wire.matching("write")) == 1
    assert len(attached(grace, INFO)) == 1
    assert second["uploadInfo"]["uniqueId"] in world.teams.drive.rooms  # nothing was written there


def test_only_the_person_who_was_asked_can_say_yes(world: World) -> None:
    grace = with_questions(world, OnTeams)
    grace.say("check sheet HSR")
    _, asked = wait_for_attached(grace, CONSENT)
    mary = OnTeams(world, "Mary Khan")
    mary.say("mine")
    mary.wait(".")
    value = world.teams.drive.answer_to(asked, accept=True)
    exchange = answered(world, mary.user, mary._messages()[-1], value)
    assert "meant for somebody else" in told(exchange)
    assert not world.teams.wire.matching("write")


def test_a_yes_that_comes_too_late_is_told_so(world: World) -> None:
    grace = with_questions(world, OnTeams)
    grace.say("check sheet HSR")
    message, asked = wait_for_attached(grace, CONSENT)
    value = world.teams.drive.answer_to(asked, accept=True)
    value["context"]["with"]["until"] = (world.clock.now() - timedelta(minutes=1)).isoformat()
    assert isinstance(grace, OnTeams)
    exchange = answered(world, grace.user, message, value)
    assert "too old" in told(exchange)
    assert not world.teams.wire.matching("write")


@pytest.mark.parametrize(
    "url", ["https://evil.example/take?it", "http://169.254.169.254/latest", "file:///etc/passwd", "", "//x", "\n"]
)
def test_a_file_goes_nowhere_but_to_the_platforms_hosts(world: World, url: str) -> None:
    grace = with_questions(world, OnTeams)
    grace.say("check sheet HSR")
    message, asked = wait_for_attached(grace, CONSENT)
    value = world.teams.drive.answer_to(asked, accept=True)
    value["uploadInfo"]["uploadUrl"] = url
    assert isinstance(grace, OnTeams)
    answered(world, grace.user, message, value)
    said = grace.wait("could not be put among your files|No place for the file")
    assert "check sheet HSR" in said
    assert not world.teams.wire.matching("write")
    assert not attached(grace, INFO)


def test_an_address_that_has_lapsed_is_told_kindly(world: World) -> None:
    grace = with_questions(world, OnTeams)
    grace.say("check sheet HSR")
    message, asked = wait_for_attached(grace, CONSENT)
    value = world.teams.drive.answer_to(asked, accept=True)
    world.teams.drive.expire()
    assert isinstance(grace, OnTeams)
    answered(world, grace.user, message, value)
    grace.wait("the permission for it is no longer good")


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"action": "accept"},
        {"action": "accept", "context": None, "uploadInfo": []},
        {"action": "accept", "context": {"do": "take_file", "with": {"plan": 7}}, "uploadInfo": {"uploadUrl": 3}},
        {"action": ["accept"], "context": "x", "uploadInfo": {"uploadUrl": "x" * 9_000}},
    ],
)
def test_an_answer_that_makes_no_sense_gets_a_sentence(world: World, value: dict[str, Any]) -> None:
    grace = OnTeams(world, ADMINISTRATOR)
    grace.say("mine")
    grace.wait(".")
    exchange = answered(world, grace.user, grace._messages()[-1], value)
    assert exchange.problem is None
    assert "no longer know" in told(exchange) or "can't read" in told(exchange)


def test_slack_that_asks_to_wait_gets_the_file_later(world: World) -> None:
    grace = with_questions(world, OnSlack)
    world.slack.fail("files.getUploadURLExternal", Fault.rate_limited(1))
    grace.say("check sheet HSR")
    _, content = sheet_of(grace)
    assert content.startswith(b"PK")
    assert len(world.slack.wire.matching("files.completeUploadExternal")) == 1
