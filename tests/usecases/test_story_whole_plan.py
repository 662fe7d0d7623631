"""What holds for a whole plan is asked once, applied to all that wait for it, and taken back as one thing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.documents import read_document
from domain.actions import Action, Status
from domain.importing import DraftPlan, read_plan
from domain.people import EVERYTHING
from domain.plans import Plan
from domain.ports import Store
from domain.rag import RagValue
from domain.usecases.comparing import compare
from domain.usecases.import_plan import take_in
from storage.store import SqlStore
from tests import builders
from tests.talk import Talk
from tests.usecases.reading import coordinator, draft_of, stored

ROWS = (
    ("1", "Mend the path along the brook", "Jo Marsh", "30/06/2027", "Blue", ""),
    ("2", "Paint the gate by the pond", "Jo Marsh", "30/06/2027", "Blue", ""),
    ("3", "Sweep the yard behind the hall", "Ann Lee", "30/06/2027", "Being scoped", ""),
    ("4", "Count the ducks on the island", "Ann Lee", "30/06/2027", "Being scoped", ""),
    ("5", "Publish the bus times", "Ann Lee", "30/06/2027", "Green", ""),
)
EXPORT = """Task ID,Name,Section/Column,Assignee,Due Date,Completed At
1,Mend the path along the brook,Open,Jo Marsh,03/04/2027,
2,Paint the gate by the pond,Open,Jo Marsh,04/13/2027,
3,Sweep the yard behind the hall,Open,Ann Lee,05/06/2027,02/03/2026
4,Count the ducks on the island,Open,Ann Lee,12/25/2027,01/15/2026
"""


@pytest.fixture
def town(shared_store: SqlStore) -> builders.Town:
    return builders.town(shared_store, code="OLD")


def beside(town: builders.Town, store: Store, draft: DraftPlan) -> Talk:
    stored(store, town, draft)
    return coordinator(store, town)


def state(talk: Talk, code: str = "HLP") -> tuple[Plan, Mapping[str, Action]]:
    with talk.store.reading(talk.workspace.organisation_id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code(code)
        assert plan is not None
        return plan, {one.key: one for one in uow.versions.actions(plan.id)}


def ask(talk: Talk, words: str) -> None:
    """Show the question that speaks of this."""
    talk.say("questions HLP")
    for _ in range(20):
        if words in talk.last.text:
            return
        talk.press("Leave open")
    raise AssertionError(f"no question on {words!r}: {talk.last.text}")


def next_version(talk: Talk, town: builders.Town, draft: DraftPlan) -> list[str]:
    """Take it in; gives what is asked about signs and columns then."""
    with talk.store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        taken = take_in(
            uow,
            draft,
            coordinator=town.coordinator,
            by=builders.signature(town.coordinator),
            at=builders.NOW,
            source="plan.md",
            sha256="b" * 64,
        )
        return [one.message for one in uow.questions.open(taken.plan.id)]


def test_what_blue_means_is_said_once_and_holds_for_every_row(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    ask(talk, "“Blue” stands on HLP-1 and HLP-2")
    assert {"Yes, complete", "Not complete"} <= set(talk.labels())
    talk.press("Yes, complete")
    assert "“Blue” means complete in HLP" in talk.last.text
    assert "HLP-1 and HLP-2 are complete now." in talk.last.text
    plan, actions = state(talk)
    assert [actions[f"HLP-{n}"].status for n in (1, 2, 5)] == [Status.COMPLETE, Status.COMPLETE, Status.OPEN]
    assert plan.colour_key.complete is RagValue.BLUE


def test_it_is_taken_back_as_one_thing(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    before = state(talk)
    ask(talk, "“Blue” stands on")
    talk.press("Yes, complete")
    talk.press("Undo")
    assert "HLP-1 and HLP-2 are as before. 1 question is open again." in talk.last.text
    plan, actions = state(talk)
    assert (plan.colour_key, plan.rulings) == (before[0].colour_key, before[0].rulings)
    assert {one.status for one in actions.values()} == {Status.OPEN}
    ask(talk, "“Blue” stands on")
    talk.press("Yes, complete")
    assert "HLP-1 and HLP-2 are complete now." in talk.last.text, "and it can be answered anew"
    talk.say("undo")
    assert "HLP-1 and HLP-2 are as before" in talk.last.text, "the last change was one answer"
    talk.say("undo")
    assert talk.last.outcome == "invalid"
    assert "What you did last can't be undone: you imported the plan" in talk.last.text


def test_a_meaning_in_own_words_is_kept_and_one_that_may_be_complete_is_asked(
    shared_store: SqlStore, town: builders.Town
) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    ask(talk, "“Blue” stands on")
    talk.press("Type an answer")
    talk.fill_in({"answer": "Handed over to the parish"})
    plan, actions = state(talk)
    assert plan.colour_key.meanings[RagValue.BLUE] == "Handed over to the parish"
    assert actions["HLP-1"].is_open
    talk.press("Undo")
    ask(talk, "“Blue” stands on")
    number = talk.last.text.split("HLP: question ")[1].split(" ")[0]
    talk.say(f"answer HLP {number} complete but awaiting evidence")
    assert talk.last.outcome == "asked", talk.last.text
    talk.press("Yes, complete")
    plan, actions = state(talk)
    assert plan.colour_key.meanings[RagValue.BLUE] == "complete but awaiting evidence"
    assert not actions["HLP-1"].is_open


def test_what_a_word_means_is_said_once(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    ask(talk, "“Being scoped” stands under RAG on HLP-3 and HLP-4")
    talk.press("Amber")
    assert "“Being scoped” means amber in HLP" in talk.last.text
    _, actions = state(talk)
    assert {actions[f"HLP-{n}"].rag.value for n in (3, 4)} == {RagValue.AMBER}
    assert actions["HLP-3"].rag.text == "Being scoped", "what is printed stays printed"


def test_words_that_mean_nothing_are_refused_kindly(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    ask(talk, "“Being scoped” stands")
    talk.press("Type an answer")
    talk.fill_in({"answer": "somewhere in between"})
    assert "Please say what “Being scoped” means" in str(talk.last.field_errors)
    assert state(talk)[0].rulings.signs == {}


def test_what_was_changed_here_meanwhile_stays(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    talk.say("rag HLP-2 red")
    ask(talk, "“Blue” stands on")
    talk.press("Yes, complete")
    assert "HLP-1 is complete now. HLP-2 was changed here since and stays as it is." in talk.last.text
    _, actions = state(talk)
    assert actions["HLP-2"].is_open
    assert actions["HLP-2"].rag.value is RagValue.RED


def test_a_date_that_was_put_right_does_not_keep_the_sign_from_its_row(
    shared_store: SqlStore, town: builders.Town
) -> None:
    talk = beside(town, shared_store, draft_of((*ROWS[0][:3], "31/04/2027", *ROWS[0][4:]), *ROWS[1:]))
    ask(talk, "There is no such day")
    talk.press("Take “30 April 2027”")
    ask(talk, "“Blue” stands on")
    talk.press("Yes, complete")
    assert "HLP-1 and HLP-2 are complete now." in talk.last.text


def test_one_row_can_be_excepted_and_the_rest_still_goes_back(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    ask(talk, "“Blue” stands on")
    talk.press("Yes, complete")
    answered = talk.payload("Undo")
    talk.say("undo HLP-2")
    assert state(talk)[1]["HLP-2"].is_open
    talk.say("questions HLP")
    assert "“Blue” stands on" not in talk.last.text, "the answer holds for the others"
    talk._send(pressed=answered)
    assert talk.last.outcome == "ok", talk.last.text
    assert state(talk)[1]["HLP-1"].is_open


def test_the_next_version_is_read_with_it(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    ask(talk, "“Blue” stands on")
    talk.press("Yes, complete")
    ask(talk, "“Being scoped” stands")
    talk.press("Amber")
    newer = (
        *ROWS[:4],
        (*ROWS[4][:4], "Blue", ""),
        ("6", "Open the new footbridge", "Jo Marsh", "1/12/2027", "Being scoped", ""),
    )
    asked = next_version(talk, town, draft_of(*newer))
    assert not [one for one in asked if "Blue" in one or "scoped" in one]
    _, actions = state(talk)
    assert actions["HLP-5"].status is Status.COMPLETE
    assert actions["HLP-6"].rag.value is RagValue.AMBER


def test_a_sign_left_open_is_asked_once_in_the_next_version(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, draft_of(*ROWS))
    talk.say("rag HLP-5 amber")
    newer = (*ROWS, ("6", "Open the new footbridge", "Jo Marsh", "1/12/2027", "Blue", ""))
    asked = next_version(talk, town, draft_of(*newer))
    assert [one for one in asked if "Blue" in one] == [
        "“Blue” stands on HLP-1, HLP-2 and HLP-6, and the plan does not say what it means. Does it mean complete?"
    ]


def export() -> DraftPlan:
    return read_plan(read_document(EXPORT.encode(), "export.csv"), plan_code="HLP")


def test_the_order_of_dates_is_said_once_for_a_column(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, export())
    ask(talk, "The dates under “Due Date” seem to put the month first")
    talk.press("The day comes first")
    assert "Under “Due Date” the day comes first" in talk.last.text
    assert "I turned the dates of HLP-u1 and HLP-u3." in talk.last.text
    _, actions = state(talk)
    assert [str(actions[f"HLP-u{n}"].due.latest) for n in (1, 2, 3, 4)] == [
        "2027-04-03",
        "2027-04-13",
        "2027-06-05",
        "2027-12-25",
    ]
    talk.press("Undo")
    assert str(state(talk)[1]["HLP-u1"].due.latest) == "2027-03-04"
    ask(talk, "The dates under “Completed At”")
    talk.press("The day comes first")
    assert str(state(talk)[1]["HLP-u3"].completed_on) == "2026-03-02"


def test_the_next_export_is_read_in_that_order(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, export())
    for heading in ("Due Date", "Completed At"):
        ask(talk, f"The dates under “{heading}”")
        talk.press("The day comes first")
    with talk.store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code("HLP")
        assert plan is not None
        found = compare(uow, plan, export())
    assert found.is_empty
    assert not found.draft.questions


@pytest.mark.parametrize("words", ["maybe", "the third", "12"])
def test_an_order_must_be_one_of_two(shared_store: SqlStore, town: builders.Town, words: str) -> None:
    talk = beside(town, shared_store, export())
    ask(talk, "The dates under “Due Date”")
    talk.press("Type an answer")
    talk.fill_in({"answer": words})
    assert "“month first” or “day first”" in str(talk.last.field_errors)


def two_sheets() -> DraftPlan:
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    for number, title in enumerate(("Parks", "Streets")):
        sheet = book.active if not number else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        sheet.append(("Ref", "Action", "Lead", "Due date"))
        for row in range(1, 4):
            ref = number * 3 + row
            sheet.append((ref, f"Look after the {title.lower()} in ward {ref}", "Jo Marsh", "30/06/2027"))
    content = BytesIO()
    book.save(content)
    return read_plan(read_document(content.getvalue(), "plan.xlsx"), plan_code="HLP")


def sections(talk: Talk) -> list[str]:
    with talk.store.reading(talk.workspace.organisation_id) as uow:
        uow.see_with(EVERYTHING)
        actions = uow.versions.actions(state(talk)[0].id)
        found = [uow.plans.section(one) for one in actions]
    return [one.title if one else "" for one in found]


def test_whether_each_sheet_is_a_section_is_said_once(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, two_sheets())
    before = sections(talk)
    assert before == ["Parks"] * 3 + ["Streets"] * 3
    ask(talk, "Are they all parts of one plan?")
    talk.press("One plan, no sections")
    assert "HLP is one plan; its sheets are no sections." in talk.last.text
    assert sections(talk) == [""] * 6
    asked = next_version(talk, town, two_sheets())
    assert not asked
    assert sections(talk) == [""] * 6, "the next version is read so too"
    talk.say("undo")
    assert talk.last.outcome == "invalid", "the newer version stays, and what was before it is not undone unasked"
    talk.press("What else can be undone")
    talk.press("Undo")
    assert sections(talk) == before
    ask(talk, "Are they all parts of one plan?")
    talk.press("One plan, each sheet a section")
    assert "Each sheet is a section of HLP: “Parks” and “Streets”." in talk.last.text
    assert sections(talk) == before
    with talk.store.reading(talk.workspace.organisation_id) as uow:
        uow.see_with(EVERYTHING)
        plan = state(talk)[0]
        titles = [one.title for one in uow.versions.sections(plan.id)]
    assert len(titles) == len(set(titles)), "no section is made twice"


def test_only_one_sheet_is_the_plan(shared_store: SqlStore, town: builders.Town) -> None:
    talk = beside(town, shared_store, two_sheets())
    ask(talk, "Are they all parts of one plan?")
    talk.press("Only “Parks”")
    assert "HLP-4, HLP-5 and HLP-6 are withdrawn; nothing is deleted." in talk.last.text
    assert not next_version(talk, town, two_sheets())
    _, actions = state(talk)
    assert [actions[f"HLP-{n}"].status.value for n in (1, 4)] == ["open", "withdrawn"]


BOTH_KINDS = """Ref,Action,Lead,Due Date
1,Mend the path along the brook,Jo Marsh,03/04/2027
2,Paint the gate by the pond,Jo Marsh,04/13/2027
3,Sweep the yard behind the hall,Ann Lee,05/06/2027
4,Count the ducks on the island,Ann Lee,25/12/2027
5,Count the swans on the island,Ann Lee,04/28/2027
"""


def test_dates_of_a_column_of_both_kinds_are_turned_together_and_back(
    shared_store: SqlStore, town: builders.Town
) -> None:
    draft = read_plan(read_document(BOTH_KINDS.encode(), "plan.csv"), plan_code="HLP")
    talk = beside(town, shared_store, draft)
    ask(talk, "“03/04/2027” can be 3 April 2027 or 4 March 2027")
    assert {"Take “3 April 2027”", "4 March 2027", "The month first in all 2"} <= set(talk.labels())
    talk.press("The month first in all 2")
    assert "2 questions are answered." in talk.last.text
    assert [str(state(talk)[1][f"HLP-{n}"].due.latest) for n in (1, 3)] == ["2027-03-04", "2027-05-06"]
    talk.press("Undo")
    assert "HLP-1 and HLP-3 are as before. 2 questions are open again." in talk.last.text
    assert [str(state(talk)[1][f"HLP-{n}"].due.latest) for n in (1, 3)] == ["2027-04-03", "2027-06-05"]


def test_a_blank_column_is_answered_once_and_the_next_version_is_read_with_it(
    shared_store: SqlStore, town: builders.Town
) -> None:
    rows = tuple((*row[:4], "", "") for row in ROWS)
    talk = beside(town, shared_store, draft_of(*rows))
    ask(talk, "RAG is blank on 5 actions")
    talk.press("Amber")
    assert {one.rag.value for one in state(talk)[1].values()} == {RagValue.AMBER}
    talk.press("Undo")
    assert {one.rag.value for one in state(talk)[1].values()} == {RagValue.NONE}
    ask(talk, "RAG is blank on 5 actions")
    talk.press("No RAG")
    assert "“Blank RAG” means no RAG in HLP" in talk.last.text
    asked = next_version(talk, town, draft_of(*rows))
    assert not [one for one in asked if "RAG is blank" in one]
