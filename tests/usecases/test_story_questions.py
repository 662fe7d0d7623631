"""The questions that a document left are answered one at a time, and every answer can be found again in history."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from adapters.documents import read_document
from domain.actions import Status
from domain.due import Precision
from domain.importing import read_plan
from domain.importing.draft import Question, QuestionKind
from domain.ports import Store
from domain.rag import RagValue
from storage.store import SqlStore
from tests import builders
from tests.talk import Talk
from tests.usecases.reading import PATHS, action, coordinator, draft_of, stored


@pytest.fixture
def town(shared_store: SqlStore) -> builders.Town:
    return builders.town(shared_store, code="OLD")


@pytest.fixture
def tobias(shared_store: SqlStore, town: builders.Town) -> Talk:
    stored(shared_store, town, draft_of(*PATHS))
    return coordinator(shared_store, town)


def until(talk: Talk, words: str) -> None:
    """Leave questions open until one speaks of this."""
    for _ in range(20):
        if words in talk.last.text:
            return
        talk.press("Leave open")
    raise AssertionError(f"no question on {words!r}: {talk.last.text}")


def test_a_suggestion_is_taken_and_the_next_question_comes(tobias: Talk) -> None:
    tobias.say("questions HLP")
    assert "HLP: question 1 · 5 open" in tobias.last.text
    until(tobias, "There is no such day")
    assert "Printed: 31/04/2026" in tobias.last.text
    assert "line 5" in tobias.last.text
    tobias.press("Take “30 April 2026”")
    assert tobias.last.outcome == "ok"
    assert tobias.last.text.startswith("HLP-1: due 30 April 2026")
    assert "4 open" in tobias.last.text
    mended = action(tobias, "HLP-1")
    assert mended.due.precision is Precision.DAY
    assert mended.due.text == "31/04/2026", "what is printed stays printed"
    assert not mended.due.needs_check
    assert mended.due_changes == 0, "a date that was put right was not moved"
    tobias.say("history HLP-1")
    assert "answered “30 April 2026” to “There is no such day as “31/04/2026”" in tobias.last.text


def test_an_answer_is_undone_and_its_question_comes_back(tobias: Talk) -> None:
    tobias.say("questions HLP")
    until(tobias, "There is no such day")
    tobias.press("Take “30 April 2026”")
    tobias.press("Undo")
    assert tobias.last.outcome == "ok", tobias.last.text
    assert action(tobias, "HLP-1").due.needs_check
    tobias.say("questions HLP")
    assert "5 open" in tobias.last.text


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        ("No lead is printed", "Imogen Vale and new: Estates", "led by Imogen Vale and Estates (was nobody)"),
        ("No lead is printed", "no lead", "stays as it was read"),
        ("RAG is blank", "amber", "● Amber (was ○ No RAG)"),
        ("RAG is blank", "none", "stays as it was read"),
        ("printed instead of a date", "12/5/27", "due 12 May 2027 (was no date"),
        ("printed instead of a date", "Q1 2027/28", "due Q1 2027/28"),
        ("printed instead of a date", "no date", "stays as it was read"),
        ("printed instead of a date", "end of next month", "due 31 December 2026"),
        ("There is no such day", "31 May 2025", "due 31 May 2025"),
        ("Is the action complete?", "yes", "complete (was open)"),
        ("Is the action complete?", "no", "stays as it was read"),
        ("Is the action complete?", "complete on 3 March 2026", "complete (was open)"),
    ],
)
def test_an_answer_is_typed(tobias: Talk, words: str, typed: str, said: str) -> None:
    tobias.say("questions HLP")
    until(tobias, words)
    tobias.press("Type an answer")
    tobias.fill_in({"answer": typed})
    assert tobias.last.outcome == "ok", tobias.last.text
    assert said in tobias.last.text.split("\n")[0]
    assert re.search(r"4 (?:open|questions are left)", tobias.last.text)


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        ("printed instead of a date", "when Rowan is back", "I couldn't read"),
        ("printed instead of a date", "31/02/2027", "February 2027 has 28 days"),
        ("RAG is blank", "purple", "Please type red, amber, green, blue, or none."),
        ("Is the action complete?", "perhaps", "Please answer “yes” if it is complete"),
        ("Is the action complete?", "complete on 3 March 2031", "the day on which it was completed"),
        ("There is no such day", "no", "Please type the right date"),
    ],
)
def test_what_can_not_be_read_is_asked_again_and_the_question_stays(
    tobias: Talk, words: str, typed: str, said: str
) -> None:
    tobias.say("questions HLP")
    until(tobias, words)
    tobias.press("Type an answer")
    reply = tobias.fill_in({"answer": typed})
    assert said in reply.field_errors["answer"], reply
    tobias.say("questions HLP")
    assert "5 open" in tobias.last.text


def test_a_date_with_two_readings_is_asked_with_a_button_for_each(tobias: Talk) -> None:
    tobias.say("questions HLP")
    until(tobias, "printed instead of a date")
    number = tobias.last.text.split("HLP: question ")[1].split(" ")[0]
    tobias.say(f"answer HLP {number} next Friday")
    assert tobias.last.outcome == "asked"
    assert "“next Friday” can be read in 2 ways." in tobias.last.text
    label = tobias.labels()[0]
    assert tobias.press(label).outcome == "ok"
    assert action(tobias, "HLP-3").due.precision is Precision.DAY


def test_a_question_that_is_left_comes_last_and_is_there_tomorrow(tobias: Talk) -> None:
    tobias.say("questions HLP")
    first = tobias.last.text.split("\n")[1]
    tobias.press("Leave open")
    assert first not in tobias.last.text
    tobias.clock.pass_(days=1)
    tobias.say("questions HLP")
    assert "5 open, 1 of them left for later" in tobias.last.text
    for _ in range(4):
        tobias.press("Leave open")
    tobias.press("Go through them again")
    assert first in tobias.last.text


def test_an_answered_question_can_not_be_answered_again(tobias: Talk) -> None:
    tobias.say("questions HLP")
    until(tobias, "RAG is blank")
    card = tobias.last
    tobias.press("Green")
    tobias.last = card
    tobias.press("Red")
    assert "That question is answered already: “green”." in tobias.last.text
    assert action(tobias, "HLP-2").rag.value is RagValue.GREEN


def test_a_name_that_nobody_has_is_asked_about(tobias: Talk) -> None:
    tobias.say("questions HLP")
    until(tobias, "No lead is printed")
    tobias.press("Type an answer")
    tobias.fill_in({"answer": "Imogen Vail, Rowan Ashdown"})
    assert tobias.last.outcome == "asked", tobias.last.text
    assert "anybody called “Imogen Vail”. Did you mean Imogen Vale?" in tobias.last.text
    assert not action(tobias, "HLP-2").leads, "nobody is made silently"
    tobias.press("Imogen Vale")
    assert "led by Imogen Vale and Rowan Ashdown" in tobias.last.text
    leads = action(tobias, "HLP-2").leads
    assert leads[0].person_id, "it is the person of that name"


def test_a_name_that_nobody_has_can_be_meant(tobias: Talk) -> None:
    tobias.say("questions HLP")
    until(tobias, "No lead is printed")
    number = tobias.last.text.split("HLP: question ")[1].split(" ")[0]
    tobias.say(f"answer HLP {number} Wendover Wardens")
    assert tobias.last.outcome == "asked"
    assert tobias.labels() == ["Add “Wendover Wardens” as a lead"]
    tobias.press("Add “Wendover Wardens” as a lead")
    assert [lead.name for lead in action(tobias, "HLP-2").leads] == ["Wendover Wardens"]
    with tobias.store.reading(tobias.workspace.organisation_id) as uow:
        from domain.people import EVERYTHING

        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code("HLP")
        assert plan is not None
        assert [lead.name for lead in uow.plans.leads(plan.id)].count("Wendover Wardens") == 1


def test_only_a_coordinator_answers(shared_store: SqlStore, town: builders.Town, tobias: Talk) -> None:
    tobias.say("questions HLP")
    until(tobias, "RAG is blank")
    card = tobias.last
    tobias.say("golive HLP")
    imogen = Talk(shared_store, town.workspace, town.lead_account, tobias.clock)
    imogen.last = card
    imogen.press("Green")
    assert imogen.last.outcome == "refused"
    assert "Only a coordinator of HLP can answer questions on its document." in imogen.last.text
    assert action(tobias, "HLP-2").rag.value is RagValue.NONE
    imogen.say("questions HLP")
    assert imogen.last.outcome == "refused"


def test_all_suggestions_of_a_kind_are_taken_together(shared_store: SqlStore, town: builders.Town) -> None:
    rows = [(str(n), f"Mend the path number {n}", "Head of Parks", "31/04/2026", "Red", "") for n in range(1, 6)]
    stored(shared_store, town, draft_of(*rows))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    talk.press("Take all 5 suggestions of this kind")
    assert "5 questions are answered." in talk.last.text
    assert "No question on HLP is open." in talk.last.text
    assert {action(talk, f"HLP-{n}").due.describe() for n in range(1, 6)} == {"30 April 2026"}


def test_what_was_taken_in_one_press_is_undone_in_one_press(shared_store: SqlStore, town: builders.Town) -> None:
    rows = [(str(n), f"Mend the path number {n}", "Head of Parks", "31/04/2026", "Red", "") for n in range(1, 6)]
    stored(shared_store, town, draft_of(*rows))
    talk = coordinator(shared_store, town)
    before = [action(talk, f"HLP-{n}").due for n in range(1, 6)]
    talk.say("questions HLP")
    talk.press("Take all 5 suggestions of this kind")
    undo = talk.payload("Undo")
    talk.press("Undo")
    assert talk.last.text.startswith("Undone: the suggestions that were taken together. 5 actions are as before.")
    assert "5 questions are open again." in talk.last.text
    assert [action(talk, f"HLP-{n}").due for n in range(1, 6)] == before
    talk._send(pressed=undo)
    assert talk.last.outcome == "stale"
    assert "already undone" in talk.last.text
    talk.say("questions HLP")
    assert "5 open" in talk.last.text
    talk.press("Take all 5 suggestions of this kind")
    assert "5 questions are answered." in talk.last.text


def test_undoing_many_leaves_what_somebody_changed_since(shared_store: SqlStore, town: builders.Town) -> None:
    rows = [(str(n), f"Mend the path number {n}", "Head of Parks", "31/04/2026", "Red", "") for n in range(1, 4)]
    stored(shared_store, town, draft_of(*rows))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    talk.press("Take all 3 suggestions of this kind")
    card = talk.last
    talk.say("move HLP-2 to 30 June 2027 because the wardens are away")
    assert talk.last.outcome == "ok", talk.last.text
    talk.last = card
    talk.press("Undo")
    assert "HLP-1 and HLP-3 are as before. HLP-2 stays as now, because of a later change." in talk.last.text
    assert "2 questions are open again." in talk.last.text
    assert action(talk, "HLP-2").due.describe() == "30 June 2027"


def test_only_a_coordinator_undoes_an_answer_for_many(shared_store: SqlStore, town: builders.Town) -> None:
    rows = [(str(n), f"Mend the path number {n}", "Head of Parks", "31/04/2026", "Red", "") for n in range(1, 4)]
    stored(shared_store, town, draft_of(*rows))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    talk.press("Take all 3 suggestions of this kind")
    card = talk.last
    talk.say("golive HLP")
    imogen = Talk(shared_store, town.workspace, town.lead_account, talk.clock)
    imogen.last = card
    imogen.press("Undo")
    assert imogen.last.outcome == "refused"
    assert not action(talk, "HLP-1").due.needs_check
    talk.clock.pass_(hours=25)
    talk.last = card
    talk.press("Undo")
    assert "Undo works for 24 hours" in talk.last.text


def test_one_answer_serves_all_rows_that_print_the_same(shared_store: SqlStore, town: builders.Town) -> None:
    rows = [(str(n), f"Mend the path number {n}", "Head of Parks", "Phase 2 of works", "Red", "") for n in range(1, 4)]
    stored(shared_store, town, draft_of(*rows, ("4", "Mend the gate", "Head of Parks", "1/7/2027", "Red", "")))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    talk.press("Type an answer")
    talk.fill_in({"answer": "June 2027"})
    talk.press("The same for 2 more rows")
    assert {action(talk, f"HLP-{n}").due.describe() for n in range(1, 4)} == {"June 2027"}
    talk.press("Undo")
    assert "HLP-2 and HLP-3 are as before." in talk.last.text
    assert action(talk, "HLP-1").due.describe() == "June 2027", "that was another answer"


def test_import_good_rows_takes_what_is_sure_and_invents_nothing(shared_store: SqlStore, town: builders.Town) -> None:
    rows = (
        ("1", "Agree the list of paths to be mended", "Head of Parks", "31/04/2026", "Amber", ""),
        ("2", "Write to every parish council", "Estates Manager", "30/06/2026", "Red", ""),
        ("3", "Train the wardens in first aid", "Head of Parks Estates Manager", "", "Green", ""),
    )
    draft = draft_of(*rows)
    parted = [lead.name for lead in draft.actions[2].leads]
    assert parted == ["Head of Parks", "Estates Manager"]
    asked = Question(
        QuestionKind.LEAD, "leads", "I read 2 leads. Is that right?", "HLP-3", draft.actions[2].leads_text,
        "; ".join(parted),
    )  # fmt: skip
    guess = replace(asked, key="HLP-2", text="Estates Manager", suggestion="Rowan Ashdown")
    draft = replace(draft, questions=(*draft.questions, asked, guess))
    plan = stored(shared_store, town, draft)
    talk = coordinator(shared_store, town)
    before = [action(talk, f"HLP-{n}") for n in (1, 2, 3)]
    talk.say("accept HLP")
    assert "1 sure suggestion is taken. 3 questions stay open" in talk.last.text
    after = [action(talk, f"HLP-{n}") for n in (1, 2, 3)]
    assert [(one.due, [lead.name for lead in one.leads]) for one in before] == [
        (one.due, [lead.name for lead in one.leads]) for one in after
    ]
    assert talk.labels() == ["Answer questions", "Go live", "Undo"]
    assert plan.code == "HLP"
    talk.press("Undo")
    assert "Undone: the suggestions that were taken together. 1 question is open again." in talk.last.text
    assert "· 4 open" in talk.last.text, "the list goes on"


def test_the_code_of_a_draft_is_chosen_and_goes_through_all_references(
    shared_store: SqlStore, town: builders.Town
) -> None:
    draft = draft_of(*PATHS)
    asked = Question(QuestionKind.PLAN_CODE, "code", "Which letters?", suggestion="HLP")
    stored(shared_store, town, replace(draft, questions=(asked, *draft.questions)))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    talk.press("Type an answer")
    assert talk.fill_in({"answer": "OLD"}).field_errors["answer"].startswith("There is a plan called OLD already.")
    talk.fill_in({"answer": "mon"})
    assert "MON reads as a day" in talk.last.field_errors["answer"]
    talk.fill_in({"answer": "pth"})
    assert "The plan is called PTH now" in talk.last.text
    assert "PTH: question 2" in talk.last.text
    assert "PTH-" in talk.last.text
    assert action(talk, "PTH-2").status is Status.OPEN
    talk.say("show HLP-2")
    assert talk.last.outcome == "not_found"


def test_a_plan_of_another_organisation_has_no_questions_here(
    shared_store: Store, town: builders.Town, tobias: Talk
) -> None:
    other = builders.town(shared_store, "Elsewhere Council", code="OLD")
    tobias.say("questions HLP")
    card = tobias.last
    stranger = coordinator(shared_store, other)
    stranger.last = card
    stranger.press("Leave open")
    assert stranger.last.outcome == "not_found"
    stranger.say("questions HLP")
    assert stranger.last.outcome == "not_found"


class TestChangedHereSince:
    """What somebody decides in chat settles the doubt; no suggestion may undo it."""

    @pytest.fixture
    def talk(self, shared_store: SqlStore) -> Talk:
        town = builders.town(shared_store, code="OLD")
        rows = (("1", "Mend the path along the brook", "Rowan Ashdown", "31/04/2027", "Red", ""),)
        stored(shared_store, town, draft_of(*rows))
        talk = coordinator(shared_store, town)
        talk.say("golive HLP")
        return talk

    def test_a_date_moved_in_chat_closes_its_question_and_an_old_card_changes_nothing(self, talk: Talk) -> None:
        talk.say("questions HLP")
        assert "31/04/2027" in talk.last.text
        old = talk.payload(next(label for label in talk.labels() if label.startswith("Take")))
        talk.say("date HLP-1 30 June 2027: the contractor is booked")
        assert talk.say("questions HLP").text.startswith("No question on HLP is open.")
        assert "Open questions" not in talk.say("plan HLP").text
        talk._send(pressed=old)
        assert "Changed here by Tobias Wren since, so this question is closed." in talk.last.text
        assert "30 June 2027" in talk.say("show HLP-1").text
        assert "closed: changed here by Tobias Wren" in talk.say("answer HLP 1").text
        assert "due 30 June 2027" in talk.say("show HLP-1").text

    def test_where_the_move_is_undone_the_question_is_asked_again(self, talk: Talk) -> None:
        talk.say("date HLP-1 30 June 2027: the contractor is booked")
        talk.press("Undo")
        assert "31/04/2027" in talk.say("questions HLP").text
        talk.press(next(label for label in talk.labels() if label.startswith("Take")))
        assert talk.last.outcome == "ok"
        assert "No question on HLP is open." in talk.last.text
        assert "“30 April 2027”" in talk.say("answer HLP 1").text

    def test_other_values_leave_it_open(self, talk: Talk) -> None:
        talk.say("rag HLP-1 green")
        talk.say("update HLP-1 gravel has come")
        assert "31/04/2027" in talk.say("questions HLP").text


def test_completing_in_chat_answers_whether_it_is_complete(shared_store: SqlStore, town: builders.Town) -> None:
    stored(shared_store, town, draft_of(("1", "Mend the path", "Rowan Ashdown", "30/04/2027", "Red", "Now in place")))
    (talk := coordinator(shared_store, town)).say("golive HLP")
    done = talk.say("done HLP-1")
    assert talk.say("questions HLP").text.startswith("No question on HLP is open.")
    talk.last = done  # its Undo takes the answer back too
    talk.press("Undo")
    assert "Is the action complete?" in talk.say("questions HLP").text


def test_what_is_blank_in_many_rows_is_answered_once(shared_store: SqlStore, town: builders.Town) -> None:
    rows = [(str(n), f"Paint hall {n} in the usual colours", "", f"{n}/06/2027", "Red", "") for n in range(1, 8)]
    stored(shared_store, town, draft_of(*rows, ("8", "Sweep the yard", "Rowan Ashdown", "1/7/2027", "Red", "")))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    while "No lead is printed" not in talk.last.text:
        talk.press("Leave open")
    talk.press("No lead")
    assert "6 more rows ask the same." in talk.last.text
    talk.press("The same for 6 more rows")
    assert "6 questions are answered." in talk.last.text


def test_the_last_question_is_followed_by_an_end_where_the_others_were_left_for_later(tobias: Talk) -> None:
    tobias.say("questions HLP")
    while "of them left for later" not in tobias.last.text:
        tobias.press("Leave open")
    while True:
        head = tobias.last.text
        waiting, left = (int(part) for part in re.findall(r"(\d+) open, (\d+) of them left", head)[0])
        if waiting - left == 1:
            break
        tobias.press("Leave open")
    tobias.press("Type an answer")
    tobias.fill_in({"answer": tobias.form().fields[0].value or "no lead"})
    assert "You have seen all of them" in tobias.last.text


def test_no_to_how_a_text_was_read_leads_to_its_actions_and_to_a_table(
    shared_store: SqlStore, town: builders.Town
) -> None:
    text = (
        "Actions\n- Rowan Ashdown to write to all parishes by 8 May 2027\n- Beth to count the paths\n- Ring the clerk\n"
    )
    stored(shared_store, town, read_plan(read_document(text.encode(), "mail.txt"), plan_code="HLP"))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    until(talk, "stand in no table")
    talk.press("No, it is not")
    assert "open one and press Edit" in talk.last.text
    assert "a table with a row for each action" in talk.last.text
    assert "Undo" in talk.labels()
    talk.press("See its actions")
    assert "count the paths" in talk.last.text
    assert "Ring the clerk" in talk.last.text
