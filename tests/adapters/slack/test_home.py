"""The home tab: somebody's own list, kept there while they work on it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from adapters.slack import homes
from bot.playground.slack_rules import check_view
from bot.playground.slack_state import SlackView
from bot.playground.wire import Exchange
from domain.home_tabs import HomeTabs
from tests import builders
from tests.adapters.slack import rules
from tests.adapters.slack.office import Office, Running, config_for
from tests.talk import StoppedClock


@pytest.fixture(autouse=True)
def _looked_at_by_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every few seconds the entrance looks by itself: on a slow machine that falls into a test."""
    monkeypatch.setattr(homes, "LOOK_SECONDS", 3600.0)


def home(office: Office, user: str = "") -> SlackView:
    office.running.settle()
    view = office.slack.home(user or office.imogen)
    assert view is not None, "no home tab was published"
    assert check_view(view.payload) is None
    rules.check_words(view.blocks)
    return view


def test_opening_it_shows_my_actions(office: Office) -> None:
    assert office.slack.open_home(office.imogen).status == 200
    assert "NRP-4" in rules.shown(home(office).blocks)
    assert "NRP-1 " not in rules.shown(home(office).blocks)


def test_a_press_there_changes_it_there(office: Office) -> None:
    office.slack.open_home(office.imogen)
    office.slack.press("Mark complete", user=office.imogen, on=home(office))
    words = rules.shown(home(office).blocks)
    assert "Completed by you" in words
    assert "Undo" in words
    assert office.history("NRP-4") == ["action_completed"]
    assert office.slack.messages(office.direct) == []


def test_what_is_shown_in_its_place_has_a_way_back(office: Office) -> None:
    office.slack.open_home(office.imogen)
    menu = next(e["action_id"] for b in home(office).blocks for e in b.get("elements", ()) if e["type"] == "overflow")
    office.slack.press(menu, user=office.imogen, on=home(office), choose="Show all of it")
    assert "Recommendation" in rules.shown(home(office).blocks)
    office.slack.press("My actions", user=office.imogen, on=home(office))
    assert "1 open" in rules.shown(home(office).blocks)


def test_a_form_from_there_comes_back_there(office: Office) -> None:
    office.slack.open_home(office.imogen)
    office.slack.press("Update", user=office.imogen, on=home(office))
    assert office.save(office.slack.modal(office.imogen), {"RAG": "amber", "What has happened?": "sent"}) is None
    assert "Amber" in rules.shown(home(office).blocks)


def renew(office: Office, *, every: bool = False) -> int:
    """The homes are looked through, as they are every few seconds; gives how many were published."""
    running = office.running
    return asyncio.run_coroutine_threadsafe(running.entrance.renew_homes(every=every), running._loop).result(20)


def test_a_change_made_elsewhere_shows_there_and_nothing_else_is_published(office: Office) -> None:
    office.slack.open_home(office.imogen)
    office.slack.open_home(office.tobias)
    office.running.settle()
    assert renew(office) == 0, "nothing has changed"
    office.type("rag 4 amber because the data is late", user=office.tobias)
    assert "○ No RAG" in rules.shown(home(office).blocks)
    before = office.store.home_tabs.changes()
    renew(office)
    words = rules.shown(home(office).blocks)
    assert "Tobias Wren changed RAG from ○ No RAG to ● Amber" in words
    assert "● Amber" in words
    assert "Amber 1" in rules.shown(home(office, office.tobias).blocks), "the figures of the plan that he coordinates"
    assert renew(office) == 0
    office.type("undo", user=office.tobias)
    assert office.store.home_tabs.changes() > before


class Looked:
    """The home tabs, and how often somebody has looked whether anything changed."""

    def __init__(self, tabs: HomeTabs) -> None:
        self._tabs, self.looks = tabs, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tabs, name)

    def changes(self) -> Any:
        self.looks += 1
        return self._tabs.changes()


def test_it_is_watched_and_published_by_itself(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes, "LOOK_SECONDS", 0.02)
    office.slack.open_home(office.imogen)
    home(office)

    def published() -> Sequence[Exchange]:
        return office.slack.wire.matching("views.publish")

    entrance = office.running.entrance
    tabs = Looked(office.store.home_tabs)
    kept = homes.Homes(entrance._homes._asking, entrance._client, cast("HomeTabs", tabs))
    watching = asyncio.run_coroutine_threadsafe(kept.run(), office.running._loop)
    try:
        office.type("rag 4 red because the data is late", user=office.tobias)
        office.slack.wait_for(lambda: len(published()) == 2, what="the new colour")
        assert "▲ Red" in rules.shown(home(office).blocks)
        office.type("find dataset", user=office.tobias)
        looked = tabs.looks
        office.slack.wait_for(lambda: tabs.looks > looked + 3, what="another whole look")
        assert len(published()) == 2
    finally:
        watching.cancel()


def test_after_a_restart_and_by_any_process_it_is_kept_current_once(office: Office) -> None:
    office.slack.open_home(office.imogen)
    home(office)
    office.type("rag 4 red because the data is late", user=office.tobias)
    published = len(office.slack.wire.matching("views.publish"))
    config, tabs = config_for(office.slack), office.store.home_tabs
    with Running(config, office.bus, tabs=tabs) as one, Running(config, office.bus, tabs=tabs) as another:
        both = [asyncio.run_coroutine_threadsafe(each.entrance.renew_homes(), each._loop) for each in (one, another)]
        assert sum(each.result(20) for each in both) == 1
    assert "▲ Red" in rules.shown(home(office).blocks)
    assert len(office.slack.wire.matching("views.publish")) == published + 1


def test_what_somebody_looks_at_is_not_swept_away(office: Office) -> None:
    office.slack.open_home(office.imogen)
    menu = next(e["action_id"] for b in home(office).blocks for e in b.get("elements", ()) if e["type"] == "overflow")
    office.slack.press(menu, user=office.imogen, on=home(office), choose="Show all of it")
    office.running.settle()
    office.type("rag 4 red because the data is late", user=office.tobias)
    assert renew(office) == 1
    words = rules.shown(home(office).blocks)
    assert "Recommendation" in words
    assert "Red" in words
    assert "What changed lately" not in words


def test_a_tab_shown_anew_by_another_process_is_left_to_that(office: Office) -> None:
    office.slack.open_home(office.imogen)
    newer = home(office)
    with office.slack.state.lock:
        office.slack.state.homes[office.imogen] = replace(newer, hash="of-another")
    office.type("rag 4 red because the data is late", user=office.tobias)
    assert renew(office) == 0
    assert "○ No RAG" in rules.shown(home(office).blocks)
    assert renew(office) == 0
    published = office.slack.wire.matching("views.publish")
    assert len(published) == 2, "it was tried once, and then left alone"


def test_who_may_no_longer_see_anything_loses_the_list(office: Office) -> None:
    office.slack.open_home(office.imogen)
    assert "NRP-4" in rules.shown(home(office).blocks)
    with office.slack.state.lock:
        user = office.slack.state.users[office.imogen]
        office.slack.state.users[office.imogen] = replace(user, guest=True)
    office.bus.clock = StoppedClock(builders.NOW + timedelta(hours=2))
    assert renew(office, every=True) == 1
    assert "NRP-4" not in rules.shown(home(office).blocks)


def test_the_messages_tab_and_strangers_get_no_list(office: Office) -> None:
    assert office.slack.open_home(office.imogen, tab="messages").status == 200
    office.running.settle()
    assert office.slack.home(office.imogen) is None
    stranger = office.slack.add_user("pat", "Pat Lund")
    office.slack.open_home(stranger.id)
    assert "I don't know yet who you are" in rules.shown(home(office, stranger.id).blocks)
