"""Who may see less from now on sees it at once: what stands in their chat is drawn again or emptied, and what waits for
several people loses its buttons when one has answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.playground.slack_state import SlackMessage
from domain.context import AccountFacts, Inbound
from domain.events import GuestAdmitted, PlanSettingsChanged, RoleGiven
from domain.people import EVERYTHING, SYSTEM, Membership, Platform, Role
from domain.people_messages import DecideClaim
from domain.usecases.direct import tell
from domain.usecases.running_out import end_what_ran_out
from domain.views import Button, Buttons, Paragraph, Reply
from tests import builders
from tests.adapters.slack import rules
from tests.adapters.slack.office import Office
from tests.adapters.slack.test_kept_cards import relayed

HIDDEN = "What stood here is no longer shown to you."


def words(office: Office, message: SlackMessage, user: str) -> str:
    found = [one for one in office.slack.messages(message.channel, as_user=user) if one.ts == message.ts]
    return rules.shown(list(found[0].blocks)).strip()


def for_few(office: Office) -> None:
    """Only its own people see the plan from now on."""
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = replace(office.town.plan, settings=replace(office.town.plan.settings, restricted=True))
        because = PlanSettingsChanged(
            at=builders.NOW, by=SYSTEM, plan_id=plan.id, before={"restricted": False}, after={"restricted": True}
        )
        uow.plans.save(plan, because=because)


def second_coordinator(office: Office) -> str:
    user, who = (
        office.slack.add_user("odette", "Odette Marsh"),
        builders.person(office.town.organisation, "Odette Marsh"),
    )
    with office.store.writing(office.town.id) as uow:
        uow.people.add(who)
        because = RoleGiven(at=builders.NOW, by=SYSTEM, person=who.name, role="coordinator")
        uow.people.give_role(Membership(who.id, Role.COORDINATOR, office.town.plan.id), because=because)
    office.link(user, who)
    return user.id


def closed_account(office: Office) -> None:
    inbound = Inbound(Platform.SLACK, office.town.workspace.external_id, office.imogen, "")
    office.bus.heard_of(inbound, AccountFacts(display_name="Imogen Vale", is_deactivated=True))


def assigned_to_another(office: Office) -> None:
    """All that she leads: the printed lead is linked to her still."""
    for action in office.town.actions:
        if any(lead.person_id == office.town.lead.id for lead in action.leads):
            office.type(f"assign {action.key} to Head of Parks", user=office.tobias)


@pytest.mark.parametrize(
    "lose",
    [
        pytest.param(lambda office: office.type("unlink Imogen Vale", user=office.tobias), id="a link"),
        pytest.param(lambda office: office.type("link Imogen Vale to Bo Lee", user=office.tobias), id="to another"),
        pytest.param(closed_account, id="the account"),
        pytest.param(assigned_to_another, id="the last action"),
    ],
)
def test_a_lead_who_loses_it_sees_it_no_more(office: Office, lose: Callable[[Office], object]) -> None:
    for_few(office)
    listed, shown, other, figures = (office.write(line) for line in ("mine", "show 4", "show 1", "plan NRP"))
    assert "NRP-4" in words(office, listed, office.imogen)
    lose(office)
    assert relayed(office) >= 4
    for message in (listed, shown, other, figures):
        said = words(office, message, office.imogen)
        assert "dataset" not in said, said
        assert "no longer shown to you" in said


def test_who_lost_one_plan_keeps_the_cards_of_another(office: Office) -> None:
    contents = builders.plan(office.town.organisation, "WEL", actions=4, people=[office.town.lead])
    builders.add_plan(office.store, contents, office.town.coordinator)
    kept = office.write("show WEL-4")
    office.type("unlink Imogen Vale in NRP", user=office.tobias)
    relayed(office)
    assert "WEL-4" in words(office, kept, office.imogen)
    assert not office.slack.wire.matching("chat.update"), "it is not even drawn again"


def test_who_no_longer_coordinates_sees_neither_people_nor_settings(office: Office) -> None:
    odette = second_coordinator(office)
    for_few(office)
    people, plan, listed = (office.write(line, user=odette) for line in ("people NRP", "plan NRP", "overdue NRP"))
    assert "Head of Parks" in words(office, people, odette)
    office.type("role remove Odette Marsh coordinator of NRP", user=office.tobias)
    relayed(office)
    for message in (people, plan, listed):
        assert words(office, message, odette) == HIDDEN


def _runs_out(office: Office) -> None:
    clock = office.bus.clock
    assert end_what_ran_out(office.store, clock) == 0, "not before the day is over"
    clock.pass_(days=13)  # type: ignore[attr-defined]  # the clock of a test
    assert end_what_ran_out(office.store, clock) >= 1
    assert end_what_ran_out(office.store, clock) == 0, "once"


@pytest.mark.parametrize("end", [lambda office: office.type("deputy nobody"), _runs_out], ids=["taken back", "run out"])
def test_a_deputy_whose_time_is_ended_sees_it_no_more(office: Office, end: Callable[[Office], object]) -> None:
    user, who = (
        office.slack.add_user("odette", "Odette Marsh"),
        builders.person(office.town.organisation, "Odette Marsh"),
    )
    with office.store.writing(office.town.id) as uow:
        uow.people.add(who)
    office.link(user, who)
    for_few(office)
    office.type("deputy Odette Marsh until 3 December")
    listed = office.write("mine", user=user.id)
    assert "NRP-4" in words(office, listed, user.id)
    end(office)
    relayed(office)
    assert "dataset" not in words(office, listed, user.id)


def test_a_guest_who_is_shut_out_sees_it_no_more(office: Office) -> None:
    listed = office.write("show 4")
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        (account,) = [one for one in uow.people.accounts_of(office.town.lead.id) if one.platform is Platform.SLACK]
        because = GuestAdmitted(
            at=builders.NOW, by=SYSTEM, account=account.external_id, platform="slack", before=("NRP",), after=()
        )
        uow.people.save_account(replace(account, is_guest=True))
        uow.people.admit_guest(account.id, [], because=because)
    assert relayed(office) == 1
    assert words(office, listed, office.imogen) == HIDDEN


def test_who_waits_to_be_confirmed_stands_in_waiting_and_at_home_until_one_has_answered(office: Office) -> None:
    odette = second_coordinator(office)
    rowan = office.slack.add_user("rowan", "Rowan Ashdown")
    office.write("mine", user=rowan.id)
    asked = office.last(rowan.id, office.slack.direct(rowan.id).id)
    office.press("Yes", asked, user=rowan.id)
    lists = {user: office.write("waiting", user=user) for user in (office.tobias, odette)}
    homes = office.write("home", user=odette)
    for user, message in [*lists.items(), (odette, homes)]:
        assert "says: I am “Rowan Ashdown” in NRP" in words(office, message, user)
    office.press("Confirm", lists[office.tobias], user=office.tobias)
    said = words(office, lists[office.tobias], office.tobias)
    assert "is now Rowan Ashdown" in said
    assert "Undo" in said
    assert "Nothing waits for an answer" in said
    relayed(office)
    assert words(office, lists[odette], odette) == "Nothing waits for an answer."
    assert "Rowan Ashdown" not in words(office, homes, odette)


def test_a_message_that_asked_who_somebody_is_loses_its_buttons_when_it_was_answered(office: Office) -> None:
    asked = Reply(
        elements=(
            Paragraph(text="Rowan Ashdown (Slack) says: I am “Rowan Ashdown” in NRP."),
            Buttons(buttons=(Button(label="Confirm", sends=DecideClaim(claim="gone", yes=True)),)),
        )
    )
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        assert tell(uow, office.town.coordinator.id, asked, key="k", now=builders.NOW)
    relayed(office)
    message = office.last(office.tobias, office.slack.direct(office.tobias).id)
    assert "Confirm" in words(office, message, office.tobias)
    rowan = office.slack.add_user("rowan", "Rowan Ashdown")
    office.press("Yes", office.write("mine", user=rowan.id), user=rowan.id)
    relayed(office)
    said = words(office, message, office.tobias)
    assert "This was answered or taken back." in said
    assert "Confirm" not in said
