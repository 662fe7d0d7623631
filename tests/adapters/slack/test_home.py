"""The home tab: somebody's own list, kept there while they work on it."""

from __future__ import annotations

from bot.playground.slack_rules import check_view
from bot.playground.slack_state import SlackView
from tests.adapters.slack import rules
from tests.adapters.slack.office import Office


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


def test_the_messages_tab_and_strangers_get_no_list(office: Office) -> None:
    assert office.slack.open_home(office.imogen, tab="messages").status == 200
    office.running.settle()
    assert office.slack.home(office.imogen) is None
    stranger = office.slack.add_user("pat", "Pat Lund")
    office.slack.open_home(stranger.id)
    assert "I don't know yet who you are" in rules.shown(home(office, stranger.id).blocks)
