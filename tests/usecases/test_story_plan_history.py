"""Who is who, and how a plan is run: who changed it, when, from what to what, for those who look after it."""

from __future__ import annotations

import pytest

from domain.context import AccountFacts
from domain.ports import Store
from tests import builders
from tests.talk import talks
from tests.usecases.test_story_claims import administrator
from tests.usecases.test_story_who_may import newcomer


class TestPeople:
    def test_each_link_says_who_it_was_before(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        newcomer(shared_store, town, "Ann Hall")
        boss.say("link Head of Parks to Wyn Pryce")
        boss.clock.pass_(minutes=1)
        boss.say("link Head of Parks to Ann Hall")
        boss.clock.pass_(minutes=1)
        boss.press("Undo")
        said = boss.say("history people").text.splitlines()
        assert said[0] == "History of the people of NRP"
        assert said[1].endswith("You linked the lead Head of Parks to Wyn Pryce (was Ann Hall)")
        assert said[2].endswith("You linked the lead Head of Parks to Ann Hall (was Wyn Pryce) (since undone)")
        assert said[3].endswith("You linked the lead Head of Parks to Wyn Pryce")
        assert boss.say("people history nrp").text.splitlines() == said

    def test_teams_roles_deputies_and_leavers_are_told(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        newcomer(shared_store, town, "Ann Hall")
        for line in (
            "link Estates Group to team Ann Hall and Bo Lee",
            "link Estates Group to team Bo Lee",
            "role Ann Hall viewer of NRP",
            "role remove Ann Hall viewer of NRP",
        ):
            assert boss.say(line).outcome == "ok", line
            boss.clock.pass_(minutes=1)
        lead.say("deputy Ann Hall until 3 December")
        boss.clock.pass_(minutes=1)
        boss.say("people leave Imogen Vale")
        boss.fill_in({"who": "Tobias Wren"})
        said = boss.say("people history").text
        for words in (
            "You said who “Estates Group” is: Bo Lee (was Ann Hall and Bo Lee)",
            "You said who “Estates Group” is: Ann Hall and Bo Lee (was nobody)",
            "You made Ann Hall viewer",
            "You took the role viewer from Ann Hall",
            "Imogen Vale let Ann Hall act for Imogen Vale until 3 December 2026",
            "You gave 2 actions of Imogen Vale to Tobias Wren and wrote down that Imogen Vale has left",
        ):
            assert words in said, words

    def test_what_was_said_of_somebody_stays_when_they_lead_nothing_any_more(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        boss.others = {"U0WYN": AccountFacts(display_name="Wyn Pryce")}
        boss.say("link Head of Parks to ⟦U0WYN|Wyn⟧")
        assert "You linked a Slack account to Wyn Pryce" in boss.say("people history").text
        boss.say("unlink Head of Parks")
        assert "You linked a Slack account to Wyn Pryce" in boss.say("people history").text

    def test_people_of_plans_of_others_are_not_in_it(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        other = newcomer(shared_store, town, "Ottoline Birch")
        contents = builders.plan(town.organisation, "WEL", actions=4)
        with shared_store.reading(town.id) as uow:
            ottoline = uow.people.named("Ottoline Birch")[0]
        builders.add_plan(shared_store, contents, ottoline)
        other.say("link Head of Parks in WEL to Cy Moss")
        other.say("link Head of Parks to Cy Moss in WEL")
        assert "Cy Moss" in other.say("people history WEL").text
        assert "Cy Moss" not in boss.say("people history NRP").text
        assert boss.say("people history WEL").outcome == "refused"

    @pytest.mark.parametrize("line", ["people history", "history NRP", "history people NRP", "history organisation"])
    def test_who_does_not_look_after_the_plan_sees_none_of_it(self, shared_store: Store, line: str) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        boss.say("link Head of Parks to Wyn Pryce")
        assert lead.say(line).outcome == "refused"
        assert "Pryce" not in lead.last.text


class TestPlan:
    def test_settings_say_from_what_to_what(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        boss._send(pressed={"do": "plan_settings", "with": {"plan": "NRP", "sign_off": "yes", "sensitive": "yes"}})
        boss.clock.pass_(minutes=1)
        boss._send(pressed={"do": "plan_reminders", "with": {"plan": "NRP", "review_days": "30"}})
        said = boss.say("history NRP").text
        assert "You changed how the plan is run: days between reviews of ongoing actions: 30 (was 90)\n" in said
        assert "A completion: is signed off by a coordinator (was needs no sign-off)" in said
        assert said.splitlines()[0] == "History of NRP"
        assert "history of" not in boss.say("history NRP-4").text
        assert boss.say("history XYZ").outcome == "not_found"

    def test_it_is_paged(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        for _ in range(8):
            boss.say("role Wyn Pryce viewer of NRP")
            boss.say("role remove Wyn Pryce viewer of NRP")
        first = boss.say("history NRP").text
        assert "the newest first. Page 1 of 2" in first
        assert boss.press("Next").text != first
        assert "Page 2 of 2" in boss.last.text

    def test_administrators_see_what_concerns_the_organisation(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        admin = administrator(shared_store, town)
        admin.say("closed 29 December 2026")
        admin.say("role Tobias Wren administrator")
        boss.say("link Head of Parks to Wyn Pryce")
        said = admin.say("history organisation").text
        assert said.startswith("History of Brackenford Council")
        assert "You changed the days on which nobody works: 29 December 2026 (was none)" in said
        assert "You made Tobias Wren administrator" in said
        assert "Head of Parks" not in said, "that is the plan's"
        assert "Head of Parks to Wyn Pryce" in admin.say("people history NRP").text
