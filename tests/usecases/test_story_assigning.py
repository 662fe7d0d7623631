"""`assign` and `history`: who leads an action, and everything that happened to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.actions import Action, LeadRole
from domain.context import AccountFacts
from domain.people import EVERYTHING, Account
from domain.ports import PlanContents, Store
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_claims import settings
from tests.usecases.test_story_who_may import newcomer


def stored(store: Store, town: builders.Town, key: str) -> Action:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key(key)
    assert action is not None
    return action


class TestAssign:
    def second_account(self, store: Store, town: builders.Town, name: str) -> Account:
        with store.writing(town.id) as uow:
            uow.see_with(EVERYTHING)
            person = builders.person(town.organisation, name)
            account = builders.account(person, town.workspace)
            uow.people.add(person)
            uow.people.save_account(account)
        return account

    def leads(self, store: Store, town: builders.Town, key: str = "NRP-4") -> list[str]:
        return [lead.name for lead in stored(store, town, key).leads]

    def test_names_mentions_and_me(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        account = self.second_account(shared_store, town, "Perpetua Marsh")
        reply = boss.say(f"assign 4 to ⟦{account.external_id}|Perpetua⟧ and estates group")
        assert reply.text.startswith("NRP-4 is now led by Perpetua Marsh and Estates Group (was Imogen Vale).")
        boss.say("assign 4 to me")
        assert self.leads(shared_store, town) == ["Tobias Wren"]
        assert boss.say("assign 4 to me").text == "NRP-4 is led by Tobias Wren already."
        boss.press("Undo") if "Undo" in boss.labels() else boss.say("undo")
        assert self.leads(shared_store, town) == ["Perpetua Marsh", "Estates Group"]
        new = Talk(shared_store, town.workspace, account, boss.clock)
        assert "NRP-4" in new.say("mine").text
        assert new.say("done 4").outcome == "ok"

    def test_a_role_is_kept(self, shared_store: Store) -> None:
        def accountable(plan: PlanContents) -> PlanContents:
            (its,) = plan.actions[3].leads
            return builders.edited(plan, 4, leads=(replace(its, role=LeadRole.ACCOUNTABLE),))

        boss, _, town = talks(shared_store, actions=4, edit=accountable)
        boss.say("assign 4 to Imogen Vale and Estates Group")
        assert [lead.role for lead in stored(shared_store, town, "NRP-4").leads] == [
            LeadRole.ACCOUNTABLE,
            LeadRole.LEAD,
        ]

    def test_a_name_that_is_nearly_a_persons_is_offered(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        assert boss.say("assign 4 to Tobais Wren").text.endswith("Did you mean Tobias Wren?")
        boss.press("Tobias Wren")
        assert self.leads(shared_store, town) == ["Tobias Wren"]

    def test_an_unknown_name_is_asked_and_the_others_are_kept(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        reply = boss.say("assign 4 to Head of Parks, Estate Group and Rowan Ashdown")
        assert reply.outcome == "asked"
        assert reply.text == "The plan has no lead called “Estate Group”. Did you mean Estates Group?"
        asked = boss.last
        boss.press("Estates Group")
        assert self.leads(shared_store, town) == ["Head of Parks", "Estates Group", "Rowan Ashdown"]
        boss.say("undo")
        boss.last = asked
        boss.press("Add “Estate Group” as a lead")
        assert self.leads(shared_store, town) == ["Head of Parks", "Estate Group", "Rowan Ashdown"]

    def test_two_people_of_one_name_are_not_guessed(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        for _ in range(2):
            self.second_account(shared_store, town, "Sam Reed")
        reply = boss.say("assign 4 to Sam Reed")
        assert reply.text.startswith("There are 2 people called Sam Reed. Please pick the one you mean")
        assert self.leads(shared_store, town) == ["Imogen Vale"]
        assert boss.press(boss.labels()[0]).text.startswith("NRP-4 is now led by Sam Reed (was Imogen Vale).")

    def test_two_people_of_one_name_can_both_lead(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        accounts = [self.second_account(shared_store, town, "Sam Reed") for _ in range(3)]
        for account in accounts:
            assert boss.say(f"assign 4 to ⟦{account.external_id}|Sam Reed⟧").outcome == "ok"
        assert self.leads(shared_store, town) == ["Sam Reed (3)"]

    def test_somebody_picked_who_has_never_spoken_leads_and_is_known_from_then_on(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        grace = Talk(shared_store, town.workspace, replace(town.lead_account, external_id="U0GRACE"), boss.clock)
        grace.facts = AccountFacts(display_name="Grace Dunn")
        boss.others = {"U0GRACE": grace.facts}
        assert boss.say("assign 4 to ⟦U0GRACE|grace⟧").outcome == "ok"
        assert self.leads(shared_store, town) == ["Grace Dunn"]
        grace.say("mine")
        assert grace.rows() == ["NRP-4"]

    @pytest.mark.parametrize("barred", ["is_outside", "is_bot", "is_guest", "is_deactivated"])
    def test_who_may_not_be_let_in_can_not_be_picked(self, shared_store: Store, barred: str) -> None:
        boss, _, town = talks(shared_store, actions=4)
        boss.others = {"U0NOBODY": AccountFacts(**{barred: True})}
        assert boss.say("assign 4 to ⟦U0NOBODY|Grace⟧").outcome == "invalid"
        assert self.leads(shared_store, town) == ["Imogen Vale"]

    def test_only_coordinators_assign_and_the_form_is_theirs_too(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        for line in ("assign 4 to me", "assign 4"):
            assert lead.say(line).text == (
                "Only a coordinator of NRP can change who leads an action. Please ask Tobias Wren."
            )
        boss.say("assign 4")
        assert boss.form().fields[0].value == "Imogen Vale"
        boss.fill_in({"who": '"Imogen Vale", Rowan Ashdown'})
        assert self.leads(shared_store, town) == ["Imogen Vale", "Rowan Ashdown"]

    def test_nobody_is_asked_who(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=4)
        assert boss.say("assign 4 to").outcome == "invalid" or boss.last.form is not None
        boss.say("assign 4")
        assert boss.fill_in({"who": " , "}).text == ("Who should lead NRP-4? For example: assign NRP-4 to Audit Group")


class TestHistory:
    def test_tells_every_change_with_who_when_what_and_where(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4)
        for talk, line in (
            (lead, "update 4 survey sent out"),
            (boss, "rag 4 amber because few answers"),
            (lead, "date 4 1 March 2027 because chair not in post"),
            (boss, "assign 4 to Imogen Vale and Estates Group"),
            (lead, "done 4"),
            (boss, "reopen 4: not embedded yet"),
            (boss, "undo"),
        ):
            talk.clock.pass_(minutes=1)
            assert talk.say(line).outcome == "ok", talk.last.text
        assert lead.say("history 4").text.splitlines() == [
            "History of NRP-4",
            "Agree the dataset for the nature recovery report (4)",
            "21 November 2026, 10:37: Tobias Wren undid the reopening, in Slack",
            "21 November 2026, 10:36: Tobias Wren reopened it: “not embedded yet”, in Slack (since undone)",
            "21 November 2026, 10:35: You marked it complete, in Slack",
            "21 November 2026, 10:34: Tobias Wren changed the lead from Imogen Vale to Imogen Vale and Estates Group, "
            "in Slack",
            "21 November 2026, 10:33: You moved the date from 4 November 2026 to 1 March 2027 (1st change) because "
            "“chair not in post”, in Slack",
            "21 November 2026, 10:32: Tobias Wren changed RAG from ○ No RAG to ● Amber because “few answers”, in Slack",
            "21 November 2026, 10:31: You wrote “survey sent out”, in Slack",
            "7 changes, the newest first.",
        ]

    def test_has_pages_and_begins_empty(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        assert "Nothing has changed since the plan was imported." in lead.say("history 4").text
        for number in range(12):
            lead.say(f"update 4 week {number}")
        assert "12 changes, the newest first. Page 1 of 2" in lead.say("history 4").text
        assert "week 0" in lead.press("Next").text
        assert lead.say("history 4 please tell").outcome == "invalid"

    def test_times_are_british(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.clock.time = lead.clock.time.replace(month=7, day=1, hour=23, minute=30)
        assert "Completed by you, 00:30" in lead.say("done 4").text
        assert "2 July 2026, 00:30: You marked it complete" in lead.say("history 4").text


def test_an_action_given_to_a_person_is_not_printed_as_one_of_their_posts(shared_store: Store) -> None:
    """Who holds several posts is given it under their own name; who holds one, under that, and it is said."""
    boss, _, _ = talks(shared_store, actions=8)
    boss.say("link Head of Parks to Priya Nair")
    assert "is now led by Head of Parks (Priya Nair)" in boss.say("assign 2 to Priya Nair").text
    boss.say("link Estates Group to Priya Nair")
    assert "is now led by Priya Nair (was Head of Parks)" in boss.say("assign 2 to Priya Nair").text
    boss.say("people leave Imogen Vale")
    assert boss.fill_in({"who": "Priya Nair", "gone": "no"}).outcome == "ok"
    assert "Lead: Priya Nair" in boss.say("show 4").text


@pytest.mark.parametrize("way_back", ["undo", "assign 1 to Imogen Vale"])
def test_who_leads_nothing_any_more_in_a_closed_circle_is_out_of_it(shared_store: Store, way_back: str) -> None:
    """Given to the wrong person in a plan that only its own people see: the coordinator reads that it is mended."""
    boss, _, town = talks(shared_store, actions=8)
    settings(shared_store, town, restricted=True)
    ann = newcomer(shared_store, town, "Ann Hall")
    assert "no longer" not in boss.say("assign 1 to Ann Hall").text
    assert ann.say("show NRP-1").outcome == "ok"
    said = boss.say(way_back).text
    assert "Ann Hall leads nothing else in NRP, and no longer sees it." in said
    assert ann.say("show NRP-1").outcome == "not_found"
