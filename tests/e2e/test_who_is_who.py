"""Who is who over real HTTP: somebody new is asked, a coordinator confirms in a direct message, picks people from the
platform's own list, and hears of closed accounts.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.faults import Fault
from bot.playground.slack_state import SlackMessage
from bot.playground.slack_web_api import user_json
from bot.playground.teams_cards import actions_of, inputs_of
from bot.playground.teams_state import TeamsActivity
from bot.playground.world import World
from domain.people import Platform
from tests.worlds import a_world

GRACE = "Grace Dunn"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        yield made
        made.slack.check()
        made.teams.check()


class OnSlack:
    """Direct messages with the bot."""

    def __init__(self, world: World, user: str) -> None:
        self.world, self.user = world, user

    def seen(self) -> list[SlackMessage]:
        direct = self.world.slack.direct(self.user).id
        bot = self.world.slack.bot_user
        return [one for one in self.world.slack.messages(direct, as_user=self.user) if one.user == bot]

    def wait(self, words: str) -> SlackMessage:
        found: SlackMessage = self.world.slack.wait_for(
            lambda: next((one for one in reversed(self.seen()) if words in html.unescape(one.text)), None), what=words
        )
        return found

    def hear(self, words: str) -> SlackMessage:
        """What others did, in the morning of the next working day."""
        self.world.move_to(self.world.next_working_day())
        return self.wait(words)

    def say(self, line: str, answer: str) -> SlackMessage:
        self.world.slack.say(line, user=self.user, channel=self.world.slack.direct(self.user).id)
        return self.wait(answer)

    def press(self, label: str, on: SlackMessage, answer: str) -> SlackMessage:
        assert self.world.slack.press(label, user=self.user, on=on).status == 200
        return self.wait(answer)


class OnTeams:
    """The personal chat with the bot."""

    def __init__(self, world: World, user: str) -> None:
        self.world, self.user = world, user

    def wait(self, words: str) -> TeamsActivity:
        chat = self.world.teams.personal(self.user).id

        def there() -> TeamsActivity | None:
            shown = [one for one in self.world.teams.messages(chat) if words in one.words(self.user)]
            return shown[-1] if shown else None

        found: TeamsActivity = self.world.teams.wait_for(there, what=words)
        return found

    def hear(self, words: str) -> TeamsActivity:
        """What others did, in the morning of the next working day."""
        self.world.move_to(self.world.next_working_day())
        return self.wait(words)

    def say(self, line: str, answer: str) -> TeamsActivity:
        self.world.teams.say(line, user=self.user)
        return self.wait(answer)

    def press(self, label: str, on: TeamsActivity, answer: str) -> TeamsActivity:
        assert self.world.teams.press(label, user=self.user, on=on).status == 200
        return self.wait(answer)


def test_somebody_new_on_slack(world: World) -> None:
    grace = OnSlack(world, world.person(GRACE).slack)
    grace.say("unlink RO", "is nobody in particular now")
    ruth = OnSlack(world, world.slack.add_user("ruth", "Ruth Ormond", email="ruth.ormond@council.example").id)
    asked = ruth.say("mine", "Is this you? RO, 4 actions in AMB")
    ruth.press("Yes", asked, "until then I can't show you anything")
    question = grace.hear("Ruth Ormond (Slack, ruth.ormond@council.example) says: I am “RO” in AMB (4 open actions).")
    grace.press("Confirm", question, "is now Ruth Ormond, who is “RO” in the plan")
    told = ruth.wait("Grace Dunn has confirmed who you are: Ruth Ormond.")
    ruth.press("My actions", told, "Your actions: 4 open")


def test_somebody_new_on_teams(world: World) -> None:
    grace = OnTeams(world, world.teams_users[GRACE])
    grace.say("unlink RO", "is nobody in particular now")
    ruth = OnTeams(world, world.teams.add_user("Ruth Ormond").id)
    asked = ruth.say("mine", "Is this you? RO, 4 actions in AMB")
    ruth.press("Yes", asked, "until then I can't show you anything")
    question = grace.hear("Ruth Ormond (Teams, ruth.ormond@council.example) says: I am “RO” in AMB (4 open actions).")
    grace.press("Confirm", question, "is now Ruth Ormond, who is “RO” in the plan")
    told = ruth.wait("Grace Dunn has confirmed who you are: Ruth Ormond.")
    ruth.press("My actions", told, "Your actions: 4 open")


def test_a_lead_is_linked_to_somebody_picked_in_slack_who_has_never_spoken(world: World) -> None:
    grace = OnSlack(world, world.person(GRACE).slack)
    grace.say("unlink RO", "is nobody in particular now")
    ruth = world.slack.add_user("ruth", "Ruth Ormond", email="ruth.ormond@council.example")
    robot = world.slack.add_user("robot", "Robo", is_bot=True)
    people = grace.say("people", "RO")
    world.slack.press("Link RO", user=grace.user, on=people)
    form = world.slack.modal(grace.user)
    assert form is not None
    world.slack.submit(form, {"Who?": [robot.id]})
    form = world.slack.modal(grace.user)
    assert form is not None
    assert dict(form.errors) == {"who": "That is a bot. Please pick a person."}
    world.slack.submit(form, {"Who?": [ruth.id]})
    grace.wait("“RO” is now Ruth Ormond.")
    OnSlack(world, ruth.id).say("mine", "Your actions: 4 open")


def test_a_lead_is_linked_to_somebody_picked_in_teams(world: World) -> None:
    grace = OnTeams(world, world.teams_users[GRACE])
    grace.say("unlink RO", "is nobody in particular now")
    ruth = world.teams.add_user("Ruth Ormond")
    people = grace.say("people", "RO")
    world.teams.press("Link RO", user=grace.user, on=people)
    form = grace.wait("leads 4 open actions in AMB")
    card = form.card(grace.user)
    assert card is not None
    picker = next(one for one in inputs_of(card) if one.get("choices.data"))
    assert next(one["title"] for one in actions_of(card)) == "Save"
    inputs = {"field.what": "person", picker["id"]: ruth.object_id}
    world.teams.press("Save", user=grace.user, on=form, inputs=inputs)
    grace.wait("“RO” is now")
    OnTeams(world, ruth.id).say("mine", "Your actions: 4 open")


def test_a_slip_in_the_form_is_asked_about_in_slack(world: World) -> None:
    grace = OnSlack(world, world.person(GRACE).slack)
    grace.say("unlink RO", "is nobody in particular now")
    people = grace.say("people", "RO")
    world.slack.press("Link RO", user=grace.user, on=people)
    form = world.slack.modal(grace.user)
    assert form is not None
    world.slack.submit(form, {"Or names, if they are on neither Slack nor Teams": "Tom Bel"})
    asked = grace.wait("I know nobody called “Tom Bel”. Did you mean Tom Bell?")
    grace.press("Tom Bell", asked, "“RO” is now Tom Bell.")


def test_a_slip_in_the_form_is_asked_about_in_teams(world: World) -> None:
    grace = OnTeams(world, world.teams_users[GRACE])
    grace.say("unlink RO", "is nobody in particular now")
    people = grace.say("people", "RO")
    world.teams.press("Link RO", user=grace.user, on=people)
    form = grace.wait("leads 4 open actions in AMB")
    card = form.card(grace.user)
    assert card is not None
    typed = next(one["id"] for one in inputs_of(card) if "Or names" in str(one.get("label")))
    world.teams.press("Save", user=grace.user, on=form, inputs={"field.what": "person", typed: "Tom Bel"})
    asked = grace.wait("I know nobody called “Tom Bel”. Did you mean Tom Bell?")
    grace.press("Somebody new: Tom Bel", asked, "“RO” is now Tom Bel. Tom Bel is new to me.")


def test_the_coordinator_hears_of_a_closed_account(world: World) -> None:
    grace = OnSlack(world, world.person(GRACE).slack)
    grace.say("help", "mine")
    mary = OnSlack(world, world.person("Mary Khan").slack)
    mary.say("mine", "Your actions: 3 open")
    OnTeams(world, world.teams_users["Mary Khan"])
    with world.store.writing(world.organisation.id) as uow:  # her only account is the one on Slack
        for account in uow.people.accounts_of(uow.people.named("Mary Khan")[0].id):
            if account.platform is Platform.TEAMS:
                uow.people.save_account(replace(account, person_id=None))
    gone = world.slack.change_user(mary.user, deleted=True)
    event = {"type": "user_change", "user": user_json(world.slack.state, gone), "event_ts": "1.2"}
    assert world.slack.event(event).status == 200
    told = grace.hear("Mary Khan's Slack account was deactivated. They lead 3 open actions in AMB.")
    world.slack.press("Give them to others", user=grace.user, on=told)
    form = world.slack.modal(grace.user)
    assert form is not None
    world.slack.submit(form, {"Who leads them from now on?": [world.person("Tom Bell").slack]})
    grace.wait("3 actions of Mary Khan go to Tom Bell")
    world.clock.move_to(world.clock.now() + timedelta(minutes=61))
    OnSlack(world, world.person("Tom Bell").slack).say("mine", "Your actions: 5 open")


def test_who_comes_from_elsewhere_is_written_down(world: World) -> None:
    grace = OnSlack(world, world.person(GRACE).slack)
    kim = world.slack.add_user("kim", "Kim Other", team_id="T0OTHER")
    for _ in range(3):
        world.slack.command("mine", user=kim.id, channel=world.slack_channel)
    shown = grace.say("refused", "Turned away at the door")
    assert f"Slack {kim.id} of workspace T0OTHER: somebody of another organisation, 1 time on" in shown.text
    asked = len(world.slack.wire.matching("users.info"))
    world.slack.command("mine", user=kim.id, channel=world.slack_channel)
    assert len(world.slack.wire.matching("users.info")) == asked, "Slack is not asked each time"


def test_somebody_says_who_they_are_in_a_form(world: World) -> None:
    grace = OnSlack(world, world.person(GRACE).slack)
    grace.say("unlink RO", "is nobody in particular now")
    kit = OnSlack(world, world.slack.add_user("kit", "Kit Marsh").id)
    asked = kit.say("mine", "by which name or initials the plan calls you")
    world.slack.press("Say who I am", user=kit.user, on=asked)
    form = world.slack.modal(kit.user)
    assert form is not None
    world.slack.submit(form, {"Your name in the plan": "ro"})
    kit.wait("You say that you are “ro”. It has to be confirmed")
    grace.press("Not them", grace.hear("Kit Marsh (Slack) says: I am “ro” in AMB"), "was not linked to “ro”")
    kit.wait("Grace Dunn says that you are not “ro” in the plans.")


def test_somebody_says_who_they_are_in_a_card(world: World) -> None:
    grace = OnTeams(world, world.teams_users[GRACE])
    grace.say("unlink RO", "is nobody in particular now")
    kit = OnTeams(world, world.teams.add_user("Kit Marsh").id)
    asked = kit.say("mine", "by which name or initials the plan calls you")
    form = kit.press("Say who I am", asked, "They say whether it is right.")
    world.teams.press("Send", user=kit.user, on=form, inputs={"Your name in the plan": "ro"})
    kit.wait("You say that you are “ro”. It has to be confirmed")
    grace.press("Not them", grace.hear("says: I am “ro” in AMB"), "was not linked to “ro”")
    kit.wait("Grace Dunn says that you are not “ro” in the plans.")


LIST = b"Lead,Name,E-mail\nRO,Ruth Ormond,ruth.ormond@council.example\nXY,Xan Yale,xan@council.example\n"


def test_a_list_of_people_is_given_as_a_file_on_slack(world: World) -> None:
    grace = OnSlack(world, world.person(GRACE).slack)
    grace.say("unlink RO", "is nobody in particular now")
    direct = world.slack.direct(grace.user).id
    world.slack.upload("leads.csv", LIST, user=grace.user, channel=direct, text="people load AMB")
    shown = grace.wait("I read 2 rows: 1 fit a lead of AMB, 1 is doubtful. Nothing is stored yet.")
    grace.press("Load 1 row", shown, "1 person is stored, and 1 lead linked.")
    ruth = OnSlack(world, world.slack.add_user("ruth", "R. Ormond", email="Ruth.Ormond@council.example").id)
    ruth.say("mine", "Is this you? Ruth Ormond, 4 actions in AMB")


def test_a_list_of_people_is_given_as_a_file_on_teams(world: World) -> None:
    grace = OnTeams(world, world.teams_users[GRACE])
    grace.say("unlink RO", "is nobody in particular now")
    world.teams.upload("leads.csv", LIST, user=grace.user, text="people load AMB")
    shown = grace.wait("I read 2 rows: 1 fit a lead of AMB, 1 is doubtful. Nothing is stored yet.")
    grace.press("Load 1 row", shown, "1 person is stored, and 1 lead linked.")


def test_the_coordinator_hears_of_somebody_who_is_gone_from_teams(world: World) -> None:
    grace, mary = OnTeams(world, world.teams_users[GRACE]), OnTeams(world, world.teams_users["Mary Khan"])
    grace.say("help", "mine")
    mary.say("mine", "Your actions: 3 open")
    with world.store.writing(world.organisation.id) as uow:  # her only account is the one on Teams
        for account in uow.people.accounts_of(uow.people.named("Mary Khan")[0].id):
            if account.platform is Platform.SLACK:
                uow.people.save_account(replace(account, person_id=None))
    removed = [{"id": mary.user, "aadObjectId": world.person("Mary Khan").teams}]

    def remove() -> None:
        activity = world.teams.requests.members_changed(world.teams_channel, by=grace.user, added=False)
        made = {**activity, "membersRemoved": removed}
        assert world.teams.send(world.teams.requests.signed(made, "removed")).status == 200

    remove()  # she left the team only
    gone = Fault.teams_error(404, "MemberNotFoundInConversation", "Member not found in conversation.")
    world.teams.fail("getConversationMember", gone)
    remove()
    grace.hear("Mary Khan's Teams account was deactivated. They lead 3 open actions in AMB.")
