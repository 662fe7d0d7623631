"""A month in the life of a plan: the same on Slack, on Teams and at the console, and as the page tells it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.playground.world import World
from domain.people import EVERYTHING
from tests.e2e.month.lived import PLATFORMS, Lived, live
from tests.e2e.month.page import FOLDER, PAGE, page
from tests.e2e.month.turns import Fill, Give, Hear, Press, Told, Turn, Where
from tests.e2e.speakers import folded
from tests.e2e.test_same_everywhere import stored

_DRAWN = re.compile(r" \((?:Slack|Teams|by e-mail only)[^)]*\)|/actions |@Action Log |— ")
"""Which accounts somebody has, how one addresses the bot, and a console's dash before who was quoted."""
_OWN = re.compile(r"(^|_)(id|at|event|platform|channel)$")
"""What differs from world to world."""


def _bare(value: object) -> object:
    """What is stored without what differs from world to world."""
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if not _OWN.search(name)}
    return [_bare(one) for one in value] if isinstance(value, list | tuple) else value


def kept(world: World) -> list[object]:
    """Actions with their history, who leads what, who may do what, how the plans are run, and what waits."""
    found = stored(world)
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        names = {one.id: (one.name, one.kind, one.left_at is not None) for one in uow.people.all()}
        for plan in sorted(uow.plans.all(), key=lambda one: one.code):
            leads = sorted((one.name, names.get(one.person_id)) for one in uow.plans.leads(plan.id) if one.person_id)
            found.append((plan.code, plan.state, plan.settings, leads, len(uow.questions.open(plan.id))))
        for person_id, who in sorted(names.items(), key=lambda one: one[1]):
            roles = sorted(str(one.role) for one in uow.people.memberships(person_id))
            found.append((who, roles, [(one.kind, names[one.person_id]) for one in uow.people.acting_for(person_id)]))
    return [_bare(one) for one in found]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Lived]:
    folders = [tmp_path_factory.mktemp(kind.platform) for kind in PLATFORMS]
    with ThreadPoolExecutor(len(PLATFORMS)) as pool:  # most of a month is waiting for what is sent at a platform's pace
        lived = pool.map(lambda folder, kind: live(folder, kind, kept), folders, PLATFORMS)
        return {kind.platform: one for kind, one in zip(PLATFORMS, lived, strict=True)}


def _alike(told: list[Told], *, everywhere: bool) -> list[tuple[Turn, str]]:
    """What has to be the same; a file that is given is spoken of in other words at a console."""
    said = [(one.turn, folded(_DRAWN.sub("", one.answer))) for one in told]
    if everywhere:
        return [one for one in said if one[0].where is Where.EVERYWHERE and not isinstance(one[0], Give)]
    return said


def test_every_turn_is_answered_alike_on_slack_and_teams(month: dict[str, Lived]) -> None:
    slack, teams = (_alike(month[one].told, everywhere=False) for one in ("slack", "teams"))
    assert len(slack) >= 70
    assert [pair for pair in zip(slack, teams, strict=True) if pair[0] != pair[1]] == []


def test_every_turn_is_answered_at_a_console_as_in_chat(month: dict[str, Lived]) -> None:
    slack, console = (_alike(month[one].told, everywhere=True) for one in ("slack", "console"))
    assert len(console) >= 55
    assert [pair for pair in zip(slack, console, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize("platform", ["teams", "console"])
def test_the_same_is_stored_in_the_end(month: dict[str, Lived], platform: str) -> None:
    assert month[platform].stored == month["slack"].stored


@pytest.mark.parametrize("platform", ["slack", "teams", "console"])
def test_it_is_pressed_filled_in_and_given_not_only_typed(month: dict[str, Lived], platform: str) -> None:
    done = [type(one.turn) for one in month[platform].told]
    assert done.count(Give) == 1
    assert done.count(Fill) >= 4
    assert done.count(Press) >= 5
    assert platform == "console" or done.count(Hear) >= 6


def test_the_page_tells_the_month_as_it_is(month: dict[str, Lived]) -> None:
    told = page(month["slack"].told)
    assert PAGE.read_text(encoding="utf-8") == told, "Please run `python -m tests.e2e.month`"


def test_each_picture_of_the_page_is_there() -> None:
    named = set(re.findall(rf"\({FOLDER}/(.+?)\)", PAGE.read_text(encoding="utf-8")))
    there = {one.name for one in (PAGE.parent / FOLDER).glob("month-*.png")}
    assert len(named) >= 8
    assert named == there, "Please run `python -m tests.e2e.month --pictures`"
