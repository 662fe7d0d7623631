"""`plans` and `plan`: what one sees of a plan as a whole, who sees it at all, and how its coordinators run it."""

from __future__ import annotations

from dataclasses import replace

from domain.people import EVERYTHING, Role
from domain.plans import PlanSettings, PlanState
from domain.ports import Store
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.reading import coordinator as coordinator_of
from tests.usecases.reading import draft_of, stored
from tests.usecases.test_story_who_may import newcomer

YES = {"restricted": "yes"}


def run_with(coordinator: Talk, **settings: str) -> None:
    coordinator.say("plan NRP")
    coordinator.press("Settings")
    coordinator.fill_in(settings)
    assert coordinator.last.outcome == "ok", coordinator.last.text


class TestLooking:
    def test_plans_are_listed_in_figures_and_open_with_a_press(self, shared_store: Store) -> None:
        coordinator, lead, _ = talks(shared_store, actions=4)
        coordinator.say("rag 1 amber")
        shown = lead.say("plans").text
        assert shown == ("You can see 1 plan.\nNRP: NRP plan\n4 open, 4 overdue, 0 complete\n● Amber 1 · ○ No RAG 3")
        opened = lead.press("Open")
        assert opened.text.startswith("NRP · NRP plan\nState: live\nActions: 4 open, 4 overdue, 0 complete\n")
        assert "Coordinator: Tobias Wren" in opened.text
        assert "Seen by: everybody in the organisation" in opened.text
        assert "Settings" not in lead.labels()
        assert "Settings" in (coordinator.say("plan NRP") and coordinator.labels())

    def test_a_draft_is_listed_as_one(self, shared_store: Store) -> None:
        coordinator, lead, _ = talks(shared_store, actions=4, state=PlanState.DRAFT)
        said = coordinator.say("plans").text
        assert "NRP: NRP plan\nIt is still a draft: only its coordinators see it until it goes live.\n4 open" in said
        assert "NRP" not in lead.say("plans").text

    def test_a_draft_is_seen_by_its_coordinators_whatever_its_settings_say(self, shared_store: Store) -> None:
        town = builders.town(shared_store, code="OLD")
        stored(shared_store, town, draft_of(("1", "Mend the weir", "Rowan Ashdown", "30 June 2027", "Green", "")))
        talk = coordinator_of(shared_store, town)
        shown = talk.say("plan HLP").text
        assert "State: draft\n" in shown
        assert "Seen by: only its coordinators until it goes live, then everybody in the organisation" in shown
        talk.say("golive HLP")
        assert "Seen by: everybody in the organisation" in talk.say("plan HLP").text

    def test_where_there_is_none_it_says_how_one_comes(self, shared_store: Store) -> None:
        coordinator, lead, town = talks(shared_store, actions=4)
        run_with(coordinator, restricted="yes")
        somebody = newcomer(shared_store, town)
        assert somebody.say("plans").text.startswith("There is no plan that you can see yet.")
        assert lead.say("plan XYZ").outcome == "not_found"


class TestRestricted:
    def test_a_restricted_plan_is_not_there_for_others(self, shared_store: Store) -> None:
        coordinator, lead, town = talks(shared_store, actions=4)
        outsider = newcomer(shared_store, town)
        assert outsider.say("show NRP-1").outcome == "ok"
        run_with(coordinator, restricted="yes")
        missing = newcomer(shared_store, town, "Ada Brook")
        for line in ("show NRP-1", "history NRP-1", "overdue NRP", "plan NRP", "done NRP-1", "golive NRP"):
            refused, unknown = missing.say(line), missing.say(line.replace("NRP", "ZZZ"))
            assert refused.outcome == unknown.outcome == "not_found", line
            assert refused.text.replace("NRP", "ZZZ") == unknown.text, "the two can't be told apart"
        assert missing.say("overdue").text == "Nothing is overdue."
        assert missing.say("find dataset").text.startswith("Nothing that you can see has")
        assert lead.say("show NRP-4").outcome == "ok", "who leads something in it sees it"
        assert coordinator.say("show NRP-1").outcome == "ok"

    def test_a_viewer_of_it_sees_it(self, shared_store: Store) -> None:
        coordinator, _, town = talks(shared_store, actions=4)
        run_with(coordinator, restricted="yes")
        viewer = newcomer(shared_store, town, "Ada Brook", Role.VIEWER, town.plan.id)
        assert viewer.say("show NRP-1").outcome == "ok"
        assert viewer.say("done NRP-1").outcome == "refused"

    def test_whoever_asks_in_a_channel_that_follows_it_sees_it_there(self, shared_store: Store) -> None:
        coordinator, _, town = talks(shared_store, actions=4)
        run_with(coordinator, restricted="yes")
        there = replace(coordinator, conversation="C77", private=False)
        assert "now follows NRP" in there.say("channel follow NRP").text
        somebody = newcomer(shared_store, town)
        assert replace(somebody, conversation="C77", private=False).say("show NRP-1").outcome == "ok"
        assert replace(somebody, conversation="C78", private=False).say("show NRP-1").outcome == "not_found"
        assert replace(somebody, conversation="C77", private=True).say("show NRP-1").outcome == "not_found"


class TestSettings:
    def test_a_change_is_kept_and_written_down(self, shared_store: Store) -> None:
        coordinator, _, town = talks(shared_store, actions=4)
        run_with(coordinator, restricted="yes", note_to_complete="yes")
        assert coordinator.last.text.startswith("The settings of NRP are saved.")
        assert "Seen by: its own people only" in coordinator.last.text
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            found = uow.plans.by_code("NRP")
        assert found is not None
        assert found.settings == PlanSettings(restricted=True, note_to_complete=True)
        run_with(coordinator, restricted="yes", note_to_complete="yes")
        assert coordinator.last.text.startswith("Nothing was changed.")

    def test_only_a_coordinator_may(self, shared_store: Store) -> None:
        coordinator, lead, _ = talks(shared_store, actions=4)
        coordinator.say("plan NRP")
        payload = coordinator.payload("Settings")
        assert lead._send(pressed=payload).outcome == "refused"
        coordinator.press("Settings")
        sends = coordinator.form().sends.encode()
        assert lead._send(pressed=sends, fields=YES).outcome == "refused"
        assert coordinator._send(pressed=sends, fields={"restricted": "perhaps"}).field_errors


class TestNoteToComplete:
    def test_completing_asks_for_the_note_and_nothing_is_lost(self, shared_store: Store) -> None:
        coordinator, lead, _ = talks(shared_store, actions=4)
        run_with(coordinator, note_to_complete="yes")
        lead.say("mine")
        asked = lead.press("Mark complete", key="NRP-4")
        assert (asked.outcome, asked.text) == (
            "asked",
            "In NRP an action is completed with a note on what was done. NRP-4 is still open.",
        )
        lead.press("Write the note")
        assert lead.fill_in({"note": " "}).field_errors == {
            "note": "In NRP an action is completed with a note on what was done."
        }
        assert lead.fill_in({"note": "Dataset agreed at the board"}).text.startswith("NRP-4: completed by you")
        assert "Dataset agreed at the board" in lead.say("show NRP-4").text

    def test_typed_with_its_note_it_is_one_line(self, shared_store: Store) -> None:
        coordinator, lead, _ = talks(shared_store, actions=4)
        run_with(coordinator, note_to_complete="yes")
        assert lead.say("done 4").outcome == "asked"
        assert lead.say("done 4: agreed").text.startswith("NRP-4: completed by you")


class TestTwoCoordinators:
    def test_what_a_form_left_alone_undoes_nobodys_change(self, shared_store: Store) -> None:
        coordinator, _, town = talks(shared_store, actions=4)
        other = newcomer(shared_store, town, role=Role.COORDINATOR, plan=town.plan.id)
        other.say("plan NRP")
        other.press("Settings")
        run_with(coordinator, sensitive="yes")
        assert other.fill_in({"sign_off": "yes"}).outcome == "ok"
        shown = other.say("plan NRP").text
        assert "A completion: is signed off by a coordinator" in shown
        assert "In channels: sensitive" in shown

    def test_a_change_is_taken_back_with_a_press(self, shared_store: Store) -> None:
        coordinator, _, _ = talks(shared_store, actions=4)
        run_with(coordinator, sign_off="yes", sensitive="yes")
        assert "A completion: is signed off by a coordinator; In channels: sensitive" in coordinator.last.text
        coordinator.press("Undo")
        assert "A completion: needs no sign-off" in coordinator.say("plan NRP").text
        assert "In channels: wherever a coordinator says" in coordinator.last.text
