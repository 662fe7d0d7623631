"""A plan asked for as a paper, on either platform: it comes as a file, and Teams asks first."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from adapters.documents import read_document
from bot.playground.demo import read_demo_plan
from bot.playground.people import ADMINISTRATOR
from bot.playground.sample import CODE
from bot.playground.world import World
from domain.events import ReportTaken
from domain.importing import read_plan
from domain.people import EVERYTHING
from tests.e2e.importers import ALL, Importer, OnTeams
from tests.e2e.test_check_sheet_in_chat import CONSENT, answered, sheet_of, wait_for_attached
from tests.worlds import a_world

BOTH = pytest.mark.parametrize("kind", ALL, ids=[each.platform for each in ALL])


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as running:
        yield running
        running.slack.check()
        running.teams.check()


@BOTH
def test_a_plan_comes_as_a_word_file_in_ones_own_chat(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.say(f"report {CODE}")
    name, content = sheet_of(grace)
    assert name == f"{CODE} paper.docx"
    before = read_demo_plan(None)
    again = read_plan(read_document(content, name), plan_code=CODE)
    assert [one.text for one in again.actions] == [one.text for one in before.actions]
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code(CODE)
        assert plan is not None
        lines, _ = uow.history.beside_actions(frozenset({"report_taken"}), plan_id=plan.id)
    assert [type(one.event) for one in lines] == [ReportTaken]
    assert lines[0].event.by.name == ADMINISTRATOR


def test_no_to_a_paper_is_taken_kindly_and_as_excel_it_is_a_workbook(world: World) -> None:
    grace = OnTeams(world, ADMINISTRATOR)
    grace.say(f"board paper {CODE} as excel")
    message, asked = wait_for_attached(grace, CONSENT)
    assert asked["name"] == f"{CODE} paper.xlsx"
    answered(world, grace.user, message, world.teams.drive.answer_to(asked, accept=False))
    assert any("All right, the paper of" in words for words in grace.all_words())
    grace.say(f"export {CODE} as excel")
    name, content = sheet_of(grace)
    assert load_workbook(io.BytesIO(content)).active is not None
    assert name.endswith(".xlsx")
