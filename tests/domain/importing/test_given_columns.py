"""A person says which column holds what: headings as people type them, and errors that say what there is."""

from __future__ import annotations

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, InvalidColumn, read_plan
from domain.importing.contract import to_contract
from domain.importing.draft import ColumnRole

TEXT = (
    "Quay Lane Improvement Plan, March 2026\n\n"
    "Ref\tProposal\tWho helps\tBy whom\tTimescale\tUpdate: Q1\n"
    "1\tChoose ten measures for the board\tDana Whitlock\tQuality Board\t30 June 2026\tDrafted by the team\n"
    "2\tBook two days of training for chairs\tUna Fairweather\tTraining Team\tMay 2026\tNot begun\n"
)


def read(columns: dict[str, ColumnRole | str] | None = None, text: str = TEXT) -> DraftPlan:
    return read_plan(read_document(text.encode(), "plan.txt"), plan_code="QLP", columns=columns)


@pytest.mark.parametrize("heading", ["Who helps", "who HELPS", "whohelps", "Who-helps:", " who  helps "])
def test_a_heading_counts_however_it_is_typed(heading: str) -> None:
    draft = read({heading: "lead", "By whom": "ignore"})
    assert [lead.name for action in draft.actions for lead in action.leads] == ["Dana Whitlock", "Una Fairweather"]
    assert dict(draft.actions[0].other)["By whom"] == "Quality Board"
    assert dict(draft.given) == {"Who helps": ColumnRole.LEAD, "By whom": ColumnRole.OTHER}
    assert to_contract(draft).plan.roles_given == dict(draft.given)


@pytest.mark.parametrize("role", [ColumnRole.NOTES, "notes", "Notes", "note"])
def test_a_role_may_be_given_by_any_of_its_names(role: ColumnRole | str) -> None:
    assert dict(read({"update q1": role}).roles)["Update: Q1"] is ColumnRole.NOTES


def test_two_columns_may_both_name_leads() -> None:
    draft = read({"Who helps": "lead", "By whom": "lead"})
    assert [lead.name for lead in draft.actions[0].leads] == ["Dana Whitlock", "Quality Board"]


def test_a_column_without_heading_is_called_by_its_place() -> None:
    rows = "\n".join(TEXT.splitlines()[3:])
    draft = read({"Column 3": "notes"}, rows)
    assert dict(draft.given) == {"column 3": ColumnRole.NOTES}


def test_a_given_date_column_is_the_only_one() -> None:
    text = "Ref\tAction\tLead\tStart\tDue date\n1\tHold a workshop\tAB\t1 May 2026\t30 June 2026\n"
    draft = read({"start": "due"}, text)
    assert draft.actions[0].due.text == "1 May 2026"
    assert draft.actions[0].due_original is None
    assert dict(draft.actions[0].other) == {"Due date": "30 June 2026"}


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"Owner": "lead"}, ["Owner", "By whom", "Timescale"]),
        ({"By whom": "boss"}, ["boss", "lead", "success_measure"]),
        ({"Timescale": "due", "Update: Q1": "due"}, ["Timescale", "Update: Q1", "other"]),
        ({"Timescale": "due", "timescale ": "notes"}, ["twice", "due", "notes"]),
    ],
)
def test_what_can_not_be_is_said_with_what_there_is(columns: dict[str, ColumnRole | str], words: list[str]) -> None:
    with pytest.raises(InvalidColumn) as error:
        read(columns)
    assert [word for word in words if word not in str(error.value)] == []


def test_a_question_says_where_in_the_document_to_look() -> None:
    text = TEXT + "3\tAsk the board\t\ttbc\t31/04/2026\t\n"
    found = {one.field: one.source for one in read(text=text).questions if one.key == "QLP-3"}
    assert found["due"].describe() == "line 6"
    assert (found["due"].column, found["leads"].column) == (5, 4)
