"""The forms: wording, a new action, milestones, evidence, and that nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.actions import ActionLead, LeadRole, Milestone, Status
from domain.due import Due
from domain.events import ActionReworded
from domain.ids import MilestoneId, new_id
from domain.people import EVERYTHING
from domain.ports import PlanContents, Store
from domain.rag import Rag, RagValue
from domain.views import PersonField
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_changing import notes, stored


def with_milestones(contents: PlanContents, number: int = 4) -> PlanContents:
    parts = ("Draft the terms", "Consult the partners", "Publish")
    return builders.edited(contents, number, milestones=tuple(Milestone(MilestoneId(new_id()), text) for text in parts))


class TestUpdate:
    def test_the_link_to_the_evidence_stands_beside_the_words(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.say("update 4")
        errors = lead.fill_in({"text": "minutes agreed", "evidence": "S:\\minutes"}).field_errors
        assert errors["evidence"].startswith("A link begins with https://")
        lead.fill_in({"text": "minutes agreed", "evidence": "https://example.org/minutes?id=1&x=2"})
        assert "minutes agreed\nhttps://example.org/minutes?id=1&x=2" in lead.say("show 4").text
        assert "(evidence: https://example.org/minutes?id=1&x=2)" in lead.say("history 4").text

    def test_a_link_alone_is_an_update(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.say("update 4")
        assert lead.fill_in({"evidence": "https://example.org/a"}).text.startswith("Progress noted on NRP-4.")
        assert "gave evidence (evidence: https://example.org/a)" in lead.say("history 4").text

    def test_undo_takes_all_of_one_save_back(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = replace(stored(shared_store, town, "NRP-4"), version=0)
        lead.say("update 4")
        lead.fill_in(
            {"text": "sent", "rag": "red", "date": "2027-03-01", "reason": "late", "evidence": "https://a.org"}
        )
        lead.press("Undo")
        assert replace(stored(shared_store, town, "NRP-4"), version=0) == before
        assert notes(shared_store, town, "NRP-4") == []


class TestRag:
    def test_the_menu_takes_a_reason(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("mine")
        lead.press("Change RAG", key="NRP-4")
        assert [one.name for one in lead.form().fields] == ["rag", "reason"]
        reply = lead.fill_in({"rag": "green", "reason": "all agreed"})
        assert "Please note: Green, but 17 days past its date." in reply.text, "said, and not forbidden"
        assert "because “all agreed”" in lead.say("history 4").text
        lead.say("show 4")
        lead.press("Change RAG")
        assert lead.fill_in({}).field_errors == {"rag": "NRP-4 is ✔ Green already."}
        assert stored(shared_store, town, "NRP-4").rag == Rag.of(RagValue.GREEN)


class TestEdit:
    def test_before_and_after_are_shown_and_kept(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        old = stored(shared_store, town, "NRP-4").text
        boss.say("edit 4")
        assert boss.form().fields[0].value == old
        reply = boss.fill_in({"text": "Agree the dataset with all partners"})
        assert f"“{old}” before" in reply.text
        assert "“Agree the dataset with all partners” now" in reply.text
        assert (
            f"changed the wording from “{old}” to “Agree the dataset with all partners”" in lead.say("history 4").text
        )
        assert "Agree the dataset with all partners" in lead.say("find partners").text
        boss.last = reply
        boss.press("Undo")
        assert stored(shared_store, town, "NRP-4").text == old
        assert "undid the new wording" in lead.say("history 4").text

    def test_only_coordinators_may(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        for line in ("edit 4", "edit 4: Do nothing at all"):
            assert (
                lead.say(line).text
                == "Only a coordinator of NRP can change the wording of an action. Please ask Tobias Wren."
            )

    def test_two_at_once_lose_nothing(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        other = coordinator_too(shared_store, town)
        boss.say("edit 4")
        other.say("edit 4: Agree the dataset, says the other")
        boss.fill_in({"text": "Agree the dataset, say I"})
        assert "Perpetua Marsh changed the wording" in boss.form().intro
        assert boss.form().fields[0].value == "Agree the dataset, say I"
        assert boss.fill_in({}).outcome == "ok"
        assert stored(shared_store, town, "NRP-4").text == "Agree the dataset, say I"
        kept = [event for event in events(shared_store, town, "NRP-4") if isinstance(event, ActionReworded)]
        assert kept[0].before == "Agree the dataset, says the other"

    def test_what_is_no_change_is_said_at_the_field(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=4)
        boss.say("edit 4")
        assert boss.fill_in({}).field_errors == {"text": "That is its wording already."}
        assert boss.fill_in({"text": "  "}).field_errors == {"text": "Please say what is to be done."}


def events(store: Store, town: builders.Town, key: str) -> list[object]:
    action = stored(store, town, key)
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        return [line.event for line in uow.history.of_action(action.id, limit=100)[0]]


def coordinator_too(store: Store, town: builders.Town) -> Talk:
    from domain.people import Role
    from tests.usecases.test_story_who_may import newcomer

    return newcomer(store, town, role=Role.COORDINATOR, plan=town.plan.id)


@pytest.mark.parametrize(
    ("button", "values"),
    [
        ("Update", {"text": "The survey is out"}),
        ("Update", {"date": "2029-06-30", "reason": "the chair left"}),
        ("Change date", {"date": "30 June 2029", "reason": "the chair left"}),
        ("Change RAG", {"rag": "red"}),
    ],
)
def test_who_fills_in_a_form_is_told_that_the_action_was_closed_meanwhile(
    shared_store: Store, button: str, values: dict[str, str]
) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    lead.say("mine")
    lead.press(button, key="NRP-4")
    boss.say("done 4")
    before = stored(shared_store, town, "NRP-4")
    lead.fill_in(values)
    assert "Tobias Wren marked it complete" in lead.form().intro
    assert values.items() <= {one.name: one.value for one in lead.form().fields}.items(), "nothing typed is lost"
    assert stored(shared_store, town, "NRP-4") == before
    assert lead.fill_in({}).outcome == "ok", "and they may save it all the same"
    lead.say("undo")
    assert stored(shared_store, town, "NRP-4").due == before.due


class TestAdd:
    def test_a_lead_that_nobody_knows_leaves_a_way_back_into_the_form(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=4)
        boss.say("add NRP: Write to the partners")
        boss.fill_in({"under": "R2", "who": "Estate Group", "date": "30 June 2027"})
        assert boss.labels() == ["Estates Group", "Add “Estate Group” as a lead", "Edit"]
        boss.press("Edit")
        typed = [one.value for one in boss.form().fields][1:4]
        assert typed == ["Write to the partners", "Estate Group", "30 June 2027"]

    def test_a_lead_that_nobody_knows_beside_a_long_text_keeps_the_form_open(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        text = "Write to the partners. " * 100
        boss.say("add NRP")
        boss.fill_in({"under": "R2", "text": text, "who": "Estate Group", "date": "30 June 2027"})
        assert "no lead called “Estate Group”. Did you mean Estates Group? Nothing is saved yet" in boss.form().intro
        assert [one.value for one in boss.form().fields][1:4] == [text.strip(), "Estate Group", "30 June 2027"]
        boss.fill_in({"who": "Estates Groop"})
        assert "no lead called “Estates Groop”" in boss.form().intro, "one name was let in, not all"
        boss.fill_in({})
        assert boss.last.text.startswith("NRP-5 is added to NRP.")
        assert [one.name for one in stored(shared_store, town, "NRP-5").leads] == ["Estates Groop"]

    def test_it_gets_the_next_free_number_and_stands_with_the_others(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        boss.say("add NRP: Write to the partners")
        assert boss.form().fields[1].value == "Write to the partners"
        boss.fill_in({"under": "R2", "who": "Imogen Vale", "date": "30 June 2027", "rag": "amber"})
        assert boss.last.text.startswith("NRP-5 is added to NRP.\nNRP-5 · Write to the partners")
        added = stored(shared_store, town, "NRP-5")
        assert (added.due.latest, added.rag.value) == (date(2027, 6, 30), RagValue.AMBER)
        assert "NRP-5" in lead.say("mine").text
        assert (
            "added NRP-5: “Write to the partners” (lead Imogen Vale, 30 June 2027, ● Amber)"
            in lead.say("history 5").text
        )

    def test_its_lead_is_told_of_it(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        boss.say("add")
        boss.fill_in({"under": "R2", "text": "Count the paths", "who": "Imogen Vale", "date": "30 June 2027"})
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            [told] = uow.reminders.notices(town.lead.id)
        assert told.about["by"] == "Tobias Wren"

    def test_undone_it_is_withdrawn_and_its_number_is_not_given_again(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        boss.say("add")
        boss.fill_in({"under": "R2", "text": "A mistake", "who": "Imogen Vale"})
        boss.press("Undo")
        assert stored(shared_store, town, "NRP-5").status is Status.WITHDRAWN
        assert "NRP-5" not in lead.say("mine").text
        boss.say("add")
        boss.fill_in({"under": "R2", "text": "The right one"})
        assert boss.last.text.startswith("NRP-6 is added")

    def test_what_is_missing_or_wrong_stands_at_its_field(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        boss.say("add")
        assert boss.fill_in({"text": "x"}).field_errors == {
            "under": "Please choose the recommendation of NRP under which it stands: R1 or R2."
        }
        assert boss.fill_in({"under": "R1", "text": " "}).field_errors == {"text": "Please say what is to be done."}
        assert "date" in boss.fill_in({"under": "R1", "text": "x", "date": "soonish"}).field_errors
        assert "rag" in boss.fill_in({"under": "R1", "text": "x", "rag": "mauve"}).field_errors
        wrong = {"under": "R9", "text": " ", "rag": "mauve", "date": "soonish"}
        assert boss.fill_in(wrong).field_errors.keys() == wrong.keys()
        assert boss.fill_in(wrong | {"who": "Nobody At All"}).field_errors.keys() == wrong.keys()
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            assert len(uow.actions.keys()) == 4

    def test_a_lead_that_nobody_knows_is_asked_about_with_all_that_was_typed(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=4)
        boss.say("add")
        reply = boss.fill_in({"under": "R1", "text": "Count the paths", "who": "Head of Park", "date": "ongoing"})
        assert reply.outcome == "asked"
        assert "Did you mean Head of Parks?" in reply.text
        boss.press("Head of Parks")
        added = stored(shared_store, town, "NRP-5")
        assert ([lead.name for lead in added.leads], added.text) == (["Head of Parks"], "Count the paths")

    def test_only_coordinators_may(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        assert lead.say("add NRP").outcome == "refused"
        assert lead.say("add").text == "You coordinate no plan, so there is none that you could add an action to."

    @pytest.mark.parametrize(
        ("line", "none"), [("reminders", "no reminders that you could set"), ("round by Thursday", "no round that you")]
    )
    def test_who_sees_a_plan_is_never_told_that_there_is_none(self, shared_store: Store, line: str, none: str) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        assert none in lead.say(line).text


class TestAssign:
    def test_people_are_picked_and_roles_stay(self, shared_store: Store) -> None:
        def edit(contents: PlanContents) -> PlanContents:
            first, second = contents.leads[0], contents.leads[2]
            both = (
                ActionLead(first.id, first.name, LeadRole.ACCOUNTABLE),
                ActionLead(second.id, second.name, LeadRole.RESPONSIBLE),
            )
            return builders.edited(contents, 4, leads=both)

        boss, _, town = talks(shared_store, actions=4, edit=edit)
        boss.say("assign 4")
        field = boss.form().fields[0]
        assert isinstance(field, PersonField)
        assert "Head of Parks is accountable; Estates Group is responsible." in boss.form().intro
        picked = f"⟦{town.lead_account.external_id}|Imogen Vale⟧, Head of Parks"
        assert boss.fill_in({"who": picked}).outcome == "ok"
        leads = stored(shared_store, town, "NRP-4").leads
        assert [(lead.name, lead.role) for lead in leads] == [
            ("Imogen Vale", LeadRole.LEAD),
            ("Head of Parks", LeadRole.ACCOUNTABLE),
        ]
        boss.say("assign 4")
        assert boss.fill_in({"who": ""}).field_errors["who"].startswith("Who should lead NRP-4?")


class TestMilestones:
    @pytest.mark.parametrize(
        "line", ["milestone 4.2 done", "milestone 2 of NRP-4", "tick NRP-4.2", "milestone 4 2 done"]
    )
    def test_one_is_ticked_by_itself(self, shared_store: Store, line: str) -> None:
        _, lead, town = talks(shared_store, actions=4, edit=with_milestones)
        assert lead.say(line).text.startswith("NRP-4: “Consult the partners” is ticked (1 of 3 done).")
        assert [one.is_done for one in stored(shared_store, town, "NRP-4").milestones] == [False, True, False]
        assert "ticked the milestone “Consult the partners”" in lead.say("history 4").text
        assert "Milestone 2: Consult the partners · ✔ done" in lead.say("show 4").text
        assert lead.say(line).text.startswith("“Consult the partners” is ticked already by you at 10:30.")
        lead.say("undo")
        assert [one.is_done for one in stored(shared_store, town, "NRP-4").milestones] == [False] * 3

    def test_when_all_are_done_it_asks_whether_the_action_is(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4, edit=with_milestones)
        lead.say("milestones 4")
        for number in (1, 2, 3):
            assert "All milestones are done" not in lead.last.text
            lead.press("Tick", key=f"NRP-4.{number}")
        assert lead.last.text.endswith("All milestones are done. Is NRP-4 complete?")
        assert lead.say("milestones 4").text.endswith("All milestones are done. Is NRP-4 complete?")
        assert stored(shared_store, town, "NRP-4").is_open, "nothing is completed unasked"
        assert lead.press("Mark complete").outcome == "ok"
        assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE

    def test_two_people_tick_two_at_once(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4, edit=with_milestones)
        lead.say("milestones 4")
        boss.say("milestone 4.1 done")
        assert lead.press("Tick", key="NRP-4.3").outcome == "ok"
        boss.say("undo")
        assert [one.is_done for one in stored(shared_store, town, "NRP-4").milestones] == [False, False, True]

    def test_only_who_may_change_the_action_may_tick(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4, edit=lambda plan: with_milestones(plan, 1))
        assert lead.say("milestone 1.1 done").outcome == "refused"
        assert lead.say("milestones 1").outcome == "ok"
        assert "Tick" not in lead.labels()

    def test_numbers_that_could_be_an_action_or_a_milestone_are_asked_about(self, shared_store: Store) -> None:
        def edit(contents: PlanContents) -> PlanContents:
            return builders.edited(with_milestones(with_milestones(contents), 8), 8, key="NRP-4.2")

        boss, _, town = talks(shared_store, actions=8, edit=edit)
        assert boss.say("milestone 4.2 done").text == ("4.2 can be NRP-4.2 or a milestone of NRP-4. Which do you mean?")
        boss.press("Milestone 2 of NRP-4")
        assert stored(shared_store, town, "NRP-4").milestones[1].is_done

    @pytest.mark.parametrize("line", ["milestone 4.9 done", "milestone 2.1 done", "tick 4 7"])
    def test_what_is_not_there_is_said(self, shared_store: Store, line: str) -> None:
        boss, _, _ = talks(shared_store, actions=4, edit=with_milestones)
        assert boss.say(line).outcome == "not_found"

    def test_a_newer_version_of_the_plan_keeps_the_ticks(self) -> None:
        contents = with_milestones(builders.plan(builders.organisation(), actions=4))
        action = contents.actions[3]
        who = builders.signature(builders.person(builders.organisation()))
        ticked, _ = action.tick(action.milestones[1], done=True, by=who, at=builders.NOW)
        newer = tuple(
            Milestone(MilestoneId(new_id()), text, Due.none()) for text in ("consult  the Partners", "Sign", "Publish")
        )
        assert [one.is_done for one in ticked.with_parts(newer)] == [True, False, False]


def test_several_days_are_told_apart_from_the_day_they_became(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    moved = lead.say("date 4 week commencing 3 May 2027 because chair away").text
    assert moved.startswith("NRP-4: Moved to 3 May 2027 – 9 May 2027 (was 4 November 2026; 1st change).")
    lead.say("date 4 1 June 2027 because chair back")
    assert "from 3 May 2027 – 9 May 2027 to 1 June 2027 (2nd change)" in lead.say("history 4").text
