"""What people are told by themselves, over real HTTP: a direct message on Slack and Teams, with buttons that work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.people import ADMINISTRATOR
from bot.playground.world import World
from domain.people import EVERYTHING, Platform
from domain.reminders.wishes import Wishes
from tests.e2e.speakers import ConsoleSpeaker
from tests.worlds import a_world

ME = "Mary Khan"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as opened:
        yield opened
        opened.slack.check()
        opened.teams.check()


def choose(world: World, where: Platform) -> str:
    """Mary reads there; gives the key of an action of hers that is late."""
    with world.store.writing(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        (mary,) = uow.people.named(ME)
        uow.reminders.wish(mary.id, Wishes(where=where))
        rows = uow.actions.of_person(mary.id, statuses=frozenset({"open"}))
        today = world.today()
    return next(row.key for row in rows if row.is_late(today))


def is_complete(world: World, key: str) -> bool:
    return "Completed by" in ConsoleSpeaker(world, ME).say(f"show {key}")


def test_on_slack_a_nudge_is_pressed_in_its_place(world: World) -> None:
    key = choose(world, Platform.SLACK)
    user = world.person(ME).slack
    world.move_to(world.next_working_day())
    direct = world.slack.direct(user).id
    message = world.slack.wait_for(
        lambda: next((one for one in world.slack.messages(direct, as_user=user) if key in one.text), None),
        what="the nudge",
    )
    assert "Of your actions," in message.text or "is overdue" in message.text
    count = len(world.slack.messages(direct, as_user=user))
    assert world.slack.press(f"Mark {key} complete", user=user, on=message).status == 200
    world.slack.wait_for(lambda: is_complete(world, key), what="the completion")
    world.slack.wait_for(
        lambda: "Completed by you" in world.slack.message(direct, message.ts).text, what="the row as it is now"
    )
    assert len(world.slack.messages(direct, as_user=user)) == count, "it changes in its place"
    shown = world.slack.message(direct, message.ts)
    assert world.slack.press("All my actions", user=user, on=shown).status == 200


def test_on_teams_a_nudge_opens_a_chat_and_is_pressed_there(world: World) -> None:
    key = choose(world, Platform.TEAMS)
    user = world.teams_users[ME]
    world.move_to(world.next_working_day())
    chat = world.teams.personal(user).id
    card = world.teams.wait_for(
        lambda: next((one for one in world.teams.messages(chat) if key in one.words(user)), None), what="the nudge"
    )
    assert world.teams.press(f"Mark {key} complete", user=user, on=card).status == 200
    world.teams.wait_for(lambda: is_complete(world, key), what="the completion")


@pytest.mark.parametrize("where", [Platform.SLACK, Platform.TEAMS])
def test_settings_and_later_open_as_forms(world: World, where: Platform) -> None:
    key = choose(world, where)
    world.move_to(world.next_working_day())
    until = (world.today() + timedelta(days=9)).isoformat()
    if where is Platform.SLACK:
        user = world.person(ME).slack
        direct = world.slack.direct(user).id
        message = world.slack.wait_for(
            lambda: next((one for one in world.slack.messages(direct, as_user=user) if key in one.text), None),
            what="the nudge",
        )
        world.slack.press(f"Remind me of {key} later", user=user, on=message)
        view = world.slack.modal(user)
        assert view is not None
        values = {"Remind me on": until, "Why not before?": "the survey"}
        assert world.slack.submit(view, values).status == 200
    else:
        user = world.teams_users[ME]
        chat = world.teams.personal(user).id
        card = world.teams.wait_for(
            lambda: next((one for one in world.teams.messages(chat) if key in one.words(user)), None), what="the nudge"
        )
        world.teams.press(f"Remind me of {key} later", user=user, on=card)
        form = world.teams.wait_for(
            lambda: next((one for one in world.teams.messages(chat) if "Remind me then" in one.buttons(user)), None),
            what="the form",
        )
        values = {"Remind me on": until, "Why not before?": "the survey"}
        assert world.teams.press("Remind me then", user=user, on=form, inputs=values).status == 200
    desk = ConsoleSpeaker(world, ME)
    world.slack.wait_for(lambda: "the survey" in desk.say(f"history {key}"), what="the reason in history")


def test_who_left_the_platform_is_reported_to_the_coordinator(world: World) -> None:
    choose(world, Platform.SLACK)
    with world.store.writing(world.organisation.id) as uow:
        (grace,) = uow.people.named(ADMINISTRATOR)
        uow.reminders.wish(grace.id, Wishes(where=Platform.SLACK))
        (me,) = uow.people.named(ME)  # in Teams they would be told instead
        for account in uow.people.accounts_of(me.id):
            if account.platform is Platform.TEAMS:
                uow.people.save_account(replace(account, is_deactivated=True))
    world.slack.change_user(world.person(ME).slack, deleted=True)
    world.move_to(world.next_working_day())
    world.slack.wait_for(lambda: world.store.waiting()["dead"] or None, what="the message to be given up")
    world.move_to(world.clock.now() + timedelta(minutes=10))
    user = world.person(ADMINISTRATOR).slack
    direct = world.slack.direct(user).id
    told = world.slack.wait_for(
        lambda: next((one for one in world.slack.messages(direct, as_user=user) if "do not reach" in one.text), None),
        what="the report",
    )
    assert f"{ME}: their account is deactivated" in told.text
