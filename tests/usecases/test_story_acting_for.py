"""Roles, teams and deputies: who may, and what history says. Whose words coordinators write down is in its own file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.context import AccountFacts
from domain.ids import AccountId, new_id
from domain.people import EVERYTHING, Account, Platform
from domain.ports import Store
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_who_may import newcomer


def account_of(store: Store, town: builders.Town, name: str) -> Talk:
    return newcomer(store, town, name)


def mention(talk: Talk, name: str = "x") -> str:
    return f"⟦{talk.account.external_id}|{name}⟧"


def history(talk: Talk, ref: int) -> str:
    return talk.say(f"history {ref}").text


class TestRolesAndTeams:
    def test_a_role_is_held_by_one_and_later_by_another(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ann, bo = account_of(shared_store, town, "Ann Hall"), account_of(shared_store, town, "Bo Lee")
        assert boss.say(f"link Head of Parks to role {mention(ann)}").text == (
            "“Head of Parks” is now a role, held by Ann Hall."
        )
        assert ann.say("mine").outcome == "ok"
        assert ann.rows() == ["NRP-1", "NRP-5"]
        assert ann.say("done 1").outcome == "ok"
        assert boss.say(f"link Head of Parks to role {mention(bo)}").text.endswith("a role, held by Bo Lee.")
        assert ann.say("done 5").outcome == "refused"
        assert bo.say("done 5").outcome == "ok"
        assert "Ann Hall" in history(boss, 1)
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            role = next(one for one in uow.people.all() if one.name == "Head of Parks")
            held = [(uow.people.person(one.person_id), one.ended_at is None) for one in uow.people.acting_for(role.id)]
        assert [(person.name if person else "", now) for person, now in held] == [("Ann Hall", False), ("Bo Lee", True)]

    def test_everybody_of_a_team_sees_and_changes_what_it_leads(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ann, bo = account_of(shared_store, town, "Ann Hall"), account_of(shared_store, town, "Bo Lee")
        other = account_of(shared_store, town, "Cy Moss")
        boss.say(f"link Estates Group to team {mention(ann)} and {mention(bo)}")
        assert boss.last.text == "“Estates Group” is now a team: Ann Hall and Bo Lee."
        for talk in (ann, bo):
            talk.say("mine")
            assert talk.rows() == ["NRP-3", "NRP-7"]
        assert bo.say("update 3 surveyed").outcome == "ok"
        assert other.say("update 3 x").outcome == "refused"
        assert boss.say(f"link Estates Group to team {mention(bo)}").text.endswith("a team: Bo Lee.")
        assert ann.say("update 3 x").outcome == "refused"

    def test_each_link_can_be_undone(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ann = account_of(shared_store, town, "Ann Hall")
        boss.say(f"link Head of Parks to {mention(ann)}")
        assert ann.say("done 1").outcome == "ok"
        undo = boss.payload("Undo") if boss.labels() else {}
        assert boss._send(pressed=undo).text == "“Head of Parks” in NRP is nobody in particular again."
        assert ann.say("done 5").outcome == "refused"
        assert boss._send(pressed=undo).outcome == "stale"
        boss.say(f"link Head of Parks to {mention(ann)}")
        assert (
            boss.say("unlink Head of Parks").text
            == "“Head of Parks” in NRP is nobody in particular now (was Ann Hall)."
        )
        assert boss.press("Undo").text == "“Head of Parks” in NRP is Ann Hall again."

    def test_undoing_a_role_or_team_puts_back_who_they_were(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ann, bo = account_of(shared_store, town, "Ann Hall"), account_of(shared_store, town, "Bo Lee")
        boss.say(f"link Estates Group to team {mention(ann)} and {mention(bo)}")
        boss.say(f"link Estates Group to team {mention(bo)}")
        assert ann.say("update 3 x").outcome == "refused"
        assert boss.press("Undo").text == "“Estates Group” is Ann Hall and Bo Lee again."
        assert ann.say("update 3 x").outcome == "ok"
        boss.say(f"link Head of Parks to role {mention(ann)}")
        boss.say(f"link Head of Parks to role {mention(bo)}")
        older = boss.last
        assert boss.press("Undo").text == "“Head of Parks” is Ann Hall again."
        assert ann.say("done 5").outcome == "ok"
        assert bo.say("done 1").outcome == "refused"
        boss.last = older
        assert boss.press("Undo").outcome == "stale"

    def test_the_first_link_to_a_team_leaves_nobody_behind_when_it_is_undone(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ann = account_of(shared_store, town, "Ann Hall")
        boss.say(f"link Estates Group to team {mention(ann)}")
        assert boss.press("Undo").text == "“Estates Group” in NRP is nobody in particular again."
        assert ann.say("update 3 x").outcome == "refused"

    def test_a_team_of_many_who_never_spoke_is_linked_and_taken_back(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        many = [account_of(shared_store, town, f"Member Number{letter}") for letter in "abcdefghijklmn"]
        boss.say("link Estates Group to team " + " and ".join(mention(one) for one in many))
        assert boss.press("Undo").text.startswith("“Estates Group” in NRP is nobody in particular again.")
        assert many[0].say("update 3 x").outcome == "refused"

    def test_somebody_on_neither_platform_is_kept_with_their_address(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        boss.say("link Head of Parks to Wyn Pryce <wyn.pryce@nhs.example>")
        assert boss.last.text == "“Head of Parks” is now Wyn Pryce. Wyn Pryce is new to me."
        assert "Wyn Pryce (by e-mail only)" in boss.say("people all").text
        account = Account(AccountId(new_id()), town.id, town.workspace.id, town.workspace.platform, "U0WYN")
        wyn = Talk(shared_store, town.workspace, account)
        wyn.facts = AccountFacts(display_name="W P", email="Wyn.Pryce@NHS.example")
        assert wyn.say("mine").text.endswith("Is this you? Wyn Pryce, 2 actions in NRP")

    def test_who_does_not_run_the_plan_can_not_link(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=8)
        for line in ("people", "link Head of Parks to me", "unlink Imogen Vale", "people leave Tobias Wren"):
            assert lead.say(line).outcome == "refused", line
            assert "Tobias Wren" in lead.last.text


class TestDeputies:
    def test_a_deputy_acts_as_themselves_for_a_while(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        ann = account_of(shared_store, town, "Ann Hall")
        ann.clock = lead.clock
        assert ann.say("done 4").outcome == "refused"
        assert lead.say(f"deputy {mention(ann)} until 27 November 2026").text == (
            "Ann Hall acts for you until 27 November 2026."
        )
        ann.say("mine")
        assert ann.rows() == ["NRP-4", "NRP-8"]
        assert ann.say("done 4").outcome == "ok"
        assert "Ann Hall for Imogen Vale" in history(boss, 4)
        assert "You for Imogen Vale" in history(ann, 4)
        ann.clock.pass_(days=7)
        ann.say("mine")
        assert ann.say("done 8").outcome == "refused", "it ended by itself"
        assert "Ann Hall for Imogen Vale" in history(boss, 4)

    def test_it_can_be_ended_early_and_takes_one_deputy(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=8)
        ann, bo = account_of(shared_store, town, "Ann Hall"), account_of(shared_store, town, "Bo Lee")
        lead.say(f"deputy {mention(ann)} until 1 December 2026")
        lead.say(f"deputy {mention(bo)} until 2 December 2026")
        assert ann.say("done 4").outcome == "refused"
        assert lead.say("deputy").text == "Bo Lee acts for you until 2 December 2026."
        assert lead.press("End it").text == "Bo Lee no longer acts for you."
        assert bo.say("done 4").outcome == "refused"

    @pytest.mark.parametrize(
        "line",
        [
            "deputy me until 1 May 2027",
            "deputy Ann Hall until 1 May 2040",
            "deputy Ann Hall until yesterday",
            "deputy Ann Hall",
            "deputy Nobody Here until 1 May",
        ],
    )
    def test_what_makes_no_sense_is_said_so(self, shared_store: Store, line: str) -> None:
        _, lead, town = talks(shared_store, actions=8)
        account_of(shared_store, town, "Ann Hall")
        assert lead.say(line).outcome in {"invalid", "not_found", "asked"}
        assert lead.say("deputy").text.startswith("Nobody acts for you.")


class TestLeavers:
    def test_what_they_lead_goes_to_others_in_one_form(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        ann = account_of(shared_store, town, "Ann Hall")
        form = boss.say("people leave Imogen Vale").form
        assert form is not None
        assert "Imogen Vale leads 2 open actions that you can give to others." in form.intro
        assert "NRP-4" in form.intro
        assert boss.fill_in({"who": ""}).field_errors
        reply = boss.fill_in({"who": mention(ann)})
        assert reply.text.startswith("2 actions of Imogen Vale go to Ann Hall: NRP-4 and NRP-8.")
        ann.say("mine")
        assert ann.rows() == ["NRP-4", "NRP-8"]
        assert lead.say("mine").outcome == "refused"
        assert "you have left" in lead.last.text
        assert boss.press("They have not left").text == "Imogen Vale is back. NRP-4 and NRP-8 are theirs again."
        assert lead.say("mine").outcome == "ok"
        assert lead.rows() == ["NRP-4", "NRP-8"]
        ann.say("mine")
        assert ann.rows() == []

    def test_a_slip_of_the_pen_makes_nobody(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        for slip, meant in (("Tobias Wrenn", "Tobias Wren"), ("Rowan Ashdwn", "Rowan Ashdown")):
            boss.say("people leave Imogen Vale")
            refused = boss.fill_in({"who": slip, "gone": "no"})
            assert refused.text == f"I know nobody called “{slip}”. Did you mean {meant}?"
            assert boss.labels() == [meant, f"Somebody new: {slip}"]
        assert lead.say("mine").outcome == "ok"
        assert lead.rows() == ["NRP-4", "NRP-8"]
        assert boss.press("Rowan Ashdown").text.startswith("2 actions of Imogen Vale go to Rowan Ashdown")

    def test_what_was_given_on_since_stays_where_it_is(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=12)
        ann = account_of(shared_store, town, "Ann Hall")
        boss.say("people leave Imogen Vale")
        boss.fill_in({"who": mention(ann)})
        there = boss.last
        ann.say("update 4 walked the path")  # the lead stays the same: no reason to keep it
        boss.say("assign 8 to Head of Parks")
        ann.say("done 12")
        boss.last = there
        reply = boss.press("They have not left")
        assert reply.text == (
            "Imogen Vale is back. NRP-4 is theirs again. "
            "NRP-8 and NRP-12 stay where they are, because of a later change."
        )
        lead.say("mine")
        assert lead.rows() == ["NRP-4"]
        assert boss.say("people back Imogen Vale").text == "Imogen Vale has not left."

    def test_undo_takes_all_of_it_back(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        ann = account_of(shared_store, town, "Ann Hall")
        boss.say(f"link Head of Parks to role {mention(lead)}")
        boss.say("people leave Imogen Vale")
        boss.fill_in({"who": mention(ann)})
        assert boss.say("undo").text == (
            "Imogen Vale is back. They act again as before with Head of Parks. NRP-4 and NRP-8 are theirs again."
        )
        lead.say("mine")
        assert lead.rows() == ["NRP-1", "NRP-4", "NRP-5", "NRP-8"]
        assert "They" not in boss.say("undo").text

    def test_what_was_only_given_on_goes_back_with_a_press(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        boss.say("people leave Imogen Vale")
        boss.fill_in({"who": "Rowan Ashdown", "gone": "no"})
        given = boss.last
        assert lead.say("mine").outcome == "ok"
        assert boss.press("Undo").text == "NRP-4 and NRP-8 are theirs again."
        lead.say("mine")
        assert lead.rows() == ["NRP-4", "NRP-8"]
        boss.last = given
        assert boss.press("Undo").outcome == "stale"

    def test_plans_of_others_are_left_to_them(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        other = account_of(shared_store, town, "Ottoline Birch")
        contents = builders.plan(town.organisation, "WEL", actions=4, people=[town.lead])
        with shared_store.reading(town.id) as uow:
            ottoline = uow.people.named("Ottoline Birch")[0]
        builders.add_plan(shared_store, contents, ottoline)
        boss.say("people leave Imogen Vale")
        reply = boss.fill_in({"who": "Rowan Ashdown"})
        assert "1 more in plans of others: please ask Ottoline Birch." in reply.text
        assert "An administrator must say that they have left" in reply.text
        assert lead.say("done WEL-4").outcome == "ok"
        assert other.say("show WEL-4").outcome == "ok"


def test_a_person_may_speak_from_slack_and_teams(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=8)
    tenant = builders.workspace(town.organisation, Platform.TEAMS)
    account = replace(builders.account(town.lead, tenant), external_id=f"{new_id()}")
    with shared_store.writing(town.id) as uow:
        uow.add_workspace(tenant)
        uow.people.save_account(account)
    there = Talk(shared_store, tenant, account, lead.clock)
    there.say("mine")
    assert there.rows() == ["NRP-4", "NRP-8"]
    boss = Talk(shared_store, town.workspace, town.coordinator_account, lead.clock)
    assert "Imogen Vale (Slack and Teams)" in boss.say("people all").text
