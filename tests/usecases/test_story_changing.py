"""`rag`, `date`, `update`, `assign`: what is judged, moved, said and given, and how it is told afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.actions import Action, Status
from domain.due import Due, Precision
from domain.people import EVERYTHING
from domain.ports import PlanContents, Store
from domain.rag import ColourKey, Rag, RagValue
from tests import builders
from tests.talk import talks

APRIL = Due(
    "31/04/2021", Precision.MONTH, date(2021, 4, 1), date(2021, 4, 30), needs_check=True, note="April has 30 days"
)


def stored(store: Store, town: builders.Town, key: str) -> Action:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key(key)
    assert action is not None
    return action


def notes(store: Store, town: builders.Town, key: str) -> list[str]:
    action = stored(store, town, key)
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        return [note.text for note in uow.actions.notes(action.id)]


def blue_is_complete(contents: PlanContents) -> PlanContents:
    key = ColourKey(meanings={RagValue.BLUE: "Complete and evidenced"}, complete=RagValue.BLUE)
    return replace(contents, plan=replace(contents.plan, colour_key=key))


class TestRag:
    @pytest.mark.parametrize(
        "line",
        [
            "rag 4 amber because survey late",
            "amber 4 because survey late",
            "4 amber: survey late",
            "rag 4 🟠 - survey late",
        ],
    )
    def test_a_colour_with_its_reason(self, shared_store: Store, line: str) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4")
        assert lead.say(line).text.startswith("NRP-4 is now ● Amber (was ○ No RAG).")
        after = stored(shared_store, town, "NRP-4")
        assert after.rag == Rag.of(RagValue.AMBER)
        assert (after.status, after.due) == (before.status, before.due)
        assert "changed RAG from ○ No RAG to ● Amber because “survey late”" in lead.say("history 4").text

    def test_the_printed_word_is_kept_until_it_changes(self, shared_store: Store) -> None:
        yellow = Rag(RagValue.AMBER, "Yellow")
        _, lead, town = talks(shared_store, actions=4, edit=lambda plan: builders.edited(plan, 4, rag=yellow))
        assert lead.say("rag 4 amber").text == "NRP-4 is ● Amber (printed Yellow) already."
        assert stored(shared_store, town, "NRP-4").rag == yellow
        lead.say("rag 4 r")
        assert stored(shared_store, town, "NRP-4").rag == Rag(RagValue.RED, "Red")
        lead.press("Undo")
        assert stored(shared_store, town, "NRP-4").rag == yellow

    def test_without_a_colour_it_asks_which(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        assert lead.say("rag 4").text == "NRP-4 is ○ No RAG now. Which RAG should it have?"
        assert lead.labels() == ["▲ Red", "● Amber", "✔ Green", "◆ Blue", "With a reason"]
        lead.press("✔ Green")
        assert stored(shared_store, town, "NRP-4").rag.value is RagValue.GREEN
        assert lead.say("rag 4 purple").text.startswith("“purple” is not a colour that I know.")
        assert lead.say("rag 4 red or amber").outcome == "asked"

    def test_a_colour_that_means_complete_asks_whether_it_is(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=8, edit=blue_is_complete, dues=[Due.on(date(2026, 11, 1))])
        reply = lead.say("rag 8 blue because signed off")
        assert reply.outcome == "asked"
        assert reply.text == "In NRP, blue means “Complete and evidenced”. Mark NRP-8 complete?"
        assert stored(shared_store, town, "NRP-8").rag.value is RagValue.NONE
        asked = lead.last
        lead.press("Mark complete")
        done = stored(shared_store, town, "NRP-8")
        assert (done.status, done.rag.value) == (Status.COMPLETE, RagValue.BLUE)
        assert notes(shared_store, town, "NRP-8") == ["signed off"]
        lead.press("Undo")
        lead.last = asked
        lead.press("Only change the RAG")
        only = stored(shared_store, town, "NRP-8")
        assert (only.status, only.rag.value) == (Status.OPEN, RagValue.BLUE)

    def test_a_contradiction_is_said_and_not_forbidden(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        assert "Please note: Green, but 17 days past its date." in lead.say("rag 4 green").text


class TestDate:
    def test_the_echo(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=8, dues=[APRIL])
        lead.clock.time = lead.clock.time.replace(month=5, day=4)
        reply = lead.say("date 8 end of June 2026 because chair not in post")
        assert reply.text.splitlines()[0] == (
            "NRP-8: Moved to Tuesday 30 June 2026 (was end of April 2021, printed 31/04/2021; 1st change)."
        )
        reply = lead.say("date 8 3 July 2026 because chair still not in post")
        assert reply.text.splitlines()[0] == "NRP-8: Moved to Friday 3 July 2026 (was 30 June 2026; 2nd change)."
        moved = stored(shared_store, town, "NRP-8")
        assert (moved.due_original, moved.due_changes) == (APRIL, 2)
        assert "due 3 July 2026; was April 2021, printed “31/04/2021”, 2 changes" in lead.say("show 8").text
        lead.say("undo")
        assert stored(shared_store, town, "NRP-8").due.latest == date(2026, 6, 30)
        assert stored(shared_store, town, "NRP-8").due_changes == 1

    def test_the_reason_is_required(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        reply = lead.say("date 4 1 March 2027")
        assert reply.outcome == "asked"
        assert reply.text.startswith("To move NRP-4 to Monday 1 March 2027 I need the reason.")
        assert stored(shared_store, town, "NRP-4").due_changes == 0
        lead.press("Give the reason")
        assert [(field.name, field.value) for field in lead.form().fields] == [
            ("date", "2027-03-01"),
            ("picked", ""),
            ("reason", ""),
        ]
        assert lead.fill_in({"reason": "  "}).field_errors == {
            "reason": "Please say in a few words why the date moves."
        }
        assert lead.fill_in({"reason": "chair not in post"}).outcome == "ok"
        assert stored(shared_store, town, "NRP-4").due.latest == date(2027, 3, 1)

    def test_two_meanings_are_asked_back(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        for words in ("Apr 27", "next Friday"):
            reply = lead.say(f"date 4 {words} because chair not in post")
            assert reply.text == f"“{words}” can be read in 2 ways. Which do you mean?"
        assert lead.labels() == ["Friday 27 November 2026", "Friday 4 December 2026"]
        assert lead.press("Friday 4 December 2026").outcome == "ok"
        assert stored(shared_store, town, "NRP-4").due.latest == date(2026, 12, 4)
        assert "because “chair not in post”" in lead.say("history 4").text

    @pytest.mark.parametrize("words", ["Apr 27", "next Friday", "Q3", "01/02", "spring", "next year"])
    def test_every_offered_meaning_can_be_pressed(self, shared_store: Store, words: str) -> None:
        _, lead, town = talks(shared_store, actions=4)
        asked = lead.say(f"date 4 {words}: chair not in post")
        for label in lead.labels() if asked.outcome == "asked" else []:
            lead.last = asked
            reply = lead.press(label)
            assert reply.outcome == "ok", (label, reply.text)
            assert stored(shared_store, town, "NRP-4").due_changes == 1
            lead.say("undo")

    @pytest.mark.parametrize(
        ("typed", "past", "later"),
        [
            ("20 November", "Friday 20 November 2026 was 1 day ago.", "Saturday 20 November 2027"),
            ("end of October", "Saturday 31 October 2026 was 21 days ago.", "Sunday 31 October 2027"),
        ],
    )
    def test_a_day_that_is_just_over_is_not_next_years_unasked(
        self, shared_store: Store, typed: str, past: str, later: str
    ) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4").due
        assert lead.say(f"date 4 {typed} because the room is let").text == f"{past} Do you mean that?"
        assert stored(shared_store, town, "NRP-4").due == before
        assert lead.press(later).text.startswith(f"NRP-4: Moved to {later}")
        assert lead.say("date 4 20 November 2028 because the room is let").outcome == "ok"
        assert lead.say("date 4 20 September because the room is let").outcome == "ok", "nobody means that one"

    def test_the_past_is_asked_back(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        asked = lead.say("date 4 1 May 2026 because typed late")
        assert asked.text == "Friday 1 May 2026 was 204 days ago. Do you mean that?"
        assert lead.labels() == ["Friday 1 May 2026", "Saturday 1 May 2027"]
        lead.press("Friday 1 May 2026")
        assert stored(shared_store, town, "NRP-4").due.latest == date(2026, 5, 1)
        lead.last = asked
        lead.press("Saturday 1 May 2027")
        assert stored(shared_store, town, "NRP-4").due.latest == date(2027, 5, 1)

    def test_a_past_date_that_was_meant_survives_the_question_for_the_reason(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("date 4 1 May 2026")
        lead.press("Friday 1 May 2026")
        lead.press("Give the reason")
        assert lead.fill_in({"reason": "the plan was wrong"}).outcome == "ok"
        assert stored(shared_store, town, "NRP-4").due.latest == date(2026, 5, 1)

    def test_what_is_no_date_says_what_to_type(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        reply = lead.say("date 4 whenever because nobody knows")
        assert reply.outcome == "invalid"
        assert "Type it like 30 June 2027" in reply.text

    def test_the_same_date_is_no_change(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        assert lead.say("date 4 4/11/2026 because x").outcome == "asked"
        lead.say("date 4 1 March 2027 because x")
        assert lead.say("date 4 1/3/27 because y").text.startswith("NRP-4 is due 1 March 2027 already.")
        assert stored(shared_store, town, "NRP-4").due_changes == 1

    def test_in_the_form_mistakes_stand_at_their_fields(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        assert lead.say("date 4").form is not None
        assert lead.fill_in({"date": "next Friday", "reason": "x"}).field_errors == {
            "date": "This can mean Friday 27 November 2026 or Friday 4 December 2026. Please write it out."
        }
        assert "was 204 days ago" in lead.fill_in({"date": "1 May 2026", "reason": "x"}).field_errors["date"]
        assert "Type it like" in lead.fill_in({"date": "tomorow-ish", "reason": "x"}).field_errors["date"]
        assert "pick it below" in lead.fill_in({"date": "", "reason": "x"}).field_errors["date"]
        assert lead.fill_in({"date": "soonish", "reason": " "}).field_errors.keys() == {"date", "reason"}
        both = {"date": "1 March 2027", "picked": "2027-03-02", "reason": "x"}
        assert lead.fill_in(both).field_errors["date"].startswith("You typed Monday 1 March 2027 and picked Tuesday")
        assert stored(shared_store, town, "NRP-4").due_changes == 0
        assert lead.fill_in({"date": "27/11/2026", "reason": "x"}).outcome == "ok"

    def test_ongoing_and_no_date_are_never_late(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        assert lead.say("date 4 ongoing because it never ends").text.startswith(
            "NRP-4: Moved to ongoing (was 4 November 2026; 1st change)."
        )
        assert "overdue" not in lead.say("mine").text


class TestUpdate:
    def test_words_are_kept_as_they_are(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("update 4   survey sent out; 12 of 40 back :tada: <b>so far</b>")
        assert notes(shared_store, town, "NRP-4") == ["survey sent out; 12 of 40 back :tada: <b>so far</b>"]
        assert "“survey sent out; 12 of 40 back :tada: <b>so far</b>” Imogen" not in lead.say("show 4").text
        assert "You, 21 November 2026, 10:30" in lead.last.text

    def test_the_form_shows_what_is_and_saves_all_of_it_at_once(self, shared_store: Store) -> None:
        _, lead, town = talks(
            shared_store, actions=4, edit=lambda plan: builders.edited(plan, 4, rag=Rag.of(RagValue.AMBER))
        )
        before = stored(shared_store, town, "NRP-4")
        lead.say("update 4")
        assert lead.form().title == "Update NRP-4"
        assert "Due 4 November 2026 (17 days late)." in lead.form().intro
        assert {field.name: field.value for field in lead.form().fields} == {
            "text": "",
            "rag": "amber",
            "date": "",
            "reason": "",
            "evidence": "",
        }
        reply = lead.fill_in(
            {"text": "survey sent out", "rag": "red", "date": "2027-03-01", "reason": "chair not in post"}
        )
        assert reply.text.splitlines()[0] == (
            "Progress noted on NRP-4. NRP-4 is now ▲ Red (was ● Amber). "
            "Moved to Monday 1 March 2027 (was 4 November 2026; 1st change)."
        )
        after = stored(shared_store, town, "NRP-4")
        assert (after.rag.value, after.due.latest) == (RagValue.RED, date(2027, 3, 1))
        assert notes(shared_store, town, "NRP-4") == ["survey sent out"]
        undone = lead.press("Undo")
        assert undone.text.splitlines()[0] == (
            "Undone on NRP-4: you wrote “survey sent out”, changed RAG from ● Amber to ▲ Red and moved the date from 4 "
            "November 2026 to 1 March 2027 (1st change) because “chair not in post”."
        )
        assert replace(stored(shared_store, town, "NRP-4"), version=before.version) == before
        assert notes(shared_store, town, "NRP-4") == []

    def test_undo_of_one_form_is_one_undo_typed_too(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4")
        lead.say("update 4")
        lead.fill_in({"text": "survey sent out", "rag": "red", "date": "2027-03-01", "reason": "chair not in post"})
        lead.say("undo")
        assert replace(stored(shared_store, town, "NRP-4"), version=before.version) == before
        assert lead.say("undo").outcome == "not_found"

    @pytest.mark.parametrize(
        ("fields", "errors"),
        [
            ({}, {"text": "Please say what has happened, or change the RAG or the date."}),
            ({"text": "   "}, {"text": "Please say what has happened, or change the RAG or the date."}),
            ({"text": "x", "date": "2027-03-01"}, {"reason": "Please say in a few words why the date moves."}),
            ({"text": "x", "reason": "because"}, {"date": "You gave a reason, but no new date."}),
            ({"text": "x", "rag": "mauve"}, {"rag": "Please choose red, amber, green or blue."}),
            ({"text": "x" * 10_001}, {"text": "This is too long: please use at most 10,000 characters."}),
            ({"text": "x", "rag": "blue"}, {"rag": "In NRP blue means complete: please use “Mark complete” for that."}),
            (
                {"text": "x", "rag": "mauve", "date": "2126-01-01", "evidence": "minutes"},
                {
                    "rag": "Please choose red, amber, green or blue.",
                    "date": "Action Log keeps dates from 1990 to 2041. Type it like 30 June 2027, end of next month, "
                    "Friday or in 2 weeks.",
                    "reason": "Please say in a few words why the date moves.",
                    "evidence": "A link begins with https:// and has no blanks. Where the evidence is kept otherwise, "
                    "say so in words.",
                },
            ),
        ],
    )
    def test_a_mistake_stands_at_its_field_and_saves_nothing(
        self, shared_store: Store, fields: dict[str, str], errors: dict[str, str]
    ) -> None:
        _, lead, town = talks(shared_store, actions=4, edit=blue_is_complete)
        before = stored(shared_store, town, "NRP-4")
        lead.say("update 4")
        reply = lead.fill_in(fields)
        assert (reply.outcome, reply.field_errors) == ("invalid", errors)
        assert stored(shared_store, town, "NRP-4") == before
        assert notes(shared_store, town, "NRP-4") == []
        assert lead.fill_in({"text": "x"}).outcome == "ok"

    def test_who_was_faster_is_said_and_what_was_typed_stays(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        lead.say("update 4")
        boss.say("rag 4 red because no survey yet")
        lead.fill_in({"text": "all well", "rag": "green"})
        assert "Tobias Wren changed RAG from ○ No RAG to ▲ Red" in lead.form().intro
        assert {one.name: one.value for one in lead.form().fields if one.value} == {"text": "all well", "rag": "green"}
        assert notes(shared_store, town, "NRP-4") == []
        assert lead.fill_in({}).outcome == "ok"
        assert notes(shared_store, town, "NRP-4") == ["all well"]
        assert stored(shared_store, town, "NRP-4").rag.value is RagValue.GREEN

    def test_a_colour_that_was_left_as_shown_undoes_nobodys_change(self, shared_store: Store) -> None:
        boss, lead, town = talks(
            shared_store, actions=4, edit=lambda plan: builders.edited(plan, 4, rag=Rag.of(RagValue.AMBER))
        )
        lead.say("update 4")
        boss.say("rag 4 red because no survey yet")
        assert lead.fill_in({"text": "all well"}).outcome == "ok"
        assert stored(shared_store, town, "NRP-4").rag.value is RagValue.RED

    def test_the_same_form_sent_twice_is_one_note(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("update 4")
        form = lead.last
        first = lead.fill_in({"text": "survey sent out"}, delivery="view-1")
        lead.last = form
        assert lead.fill_in({"text": "survey sent out"}, delivery="view-1") == first
        assert notes(shared_store, town, "NRP-4") == ["survey sent out"]


def test_a_moved_date_shows_its_lateness_anew(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4, dues=[Due.on(builders.TODAY - timedelta(days=1))])
    assert "1 day late" in lead.say("mine").text
    lead.say("date 4 tomorrow because the hall was shut")
    assert "late" not in lead.say("mine").text


@pytest.mark.parametrize(
    ("button", "values"),
    [
        ("Update", {"text": "The survey is out"}),
        ("Change RAG", {"rag": "red"}),
        ("Change date", {"date": "30 June 2029", "reason": "the chair left"}),
    ],
)
def test_a_change_in_a_list_is_undone_in_the_list(shared_store: Store, button: str, values: dict[str, str]) -> None:
    _, lead, town = talks(shared_store, actions=4)
    before = stored(shared_store, town, "NRP-4")
    lead.say("mine")
    lead.press(button, key="NRP-4")
    lead.fill_in(values)
    lead.press("Undo", key="NRP-4")
    after = stored(shared_store, town, "NRP-4")
    assert (after.rag, after.due, notes(shared_store, town, "NRP-4")) == (before.rag, before.due, [])
    assert "Undo" not in [one.label for one in lead.row("NRP-4").buttons], "it is undone, and still in its list"
