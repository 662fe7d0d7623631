"""Initials that a plan explains: a table, a key in a line, a name with its short form; leads stay as printed."""

from __future__ import annotations

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import QuestionKind

ROWS = (
    "Ref\tAction\tLead\tDue\tRAG\n1\tMend the gate\tRHO\t1 May 2026\tGreen\n2\tPaint the wall\tTVA\t2 May 2026\tGreen\n"
)
KEYS = {
    "a table": "Initials\tRole\tName\nRHO\tManager\tRita Holm\nTVA\tNurse\tTess Vane\n",
    "a line": "Key to leads: RHO = Rita Holm; TVA = Tess Vane\n",
    "in words": "Rita Holm (shown as “RHO”) and Tess Vane (“TVA”) wrote this plan.\n",
}


def read(key: str, rows: str = ROWS) -> DraftPlan:
    return read_plan(read_document(f"Garden plan, 3 March 2025\n\n{key}\n{rows}".encode(), "plan.txt"), plan_code="GAR")


def about_leads(draft: DraftPlan) -> list[str]:
    return [one.message for one in draft.questions if one.kind is QuestionKind.LEAD]


def test_without_a_key_it_is_asked_whether_it_is_a_person_or_a_team() -> None:
    assert about_leads(read("")) == ["Is RHO a person or a team?", "Is TVA a person or a team?"]


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_what_the_plan_explains_is_not_asked(key: str) -> None:
    draft = read(key)
    assert about_leads(draft) == []
    assert [action.text for action in draft.actions] == ["Mend the gate", "Paint the wall"]
    leads = [(lead.name, lead.remark.split(",")[0]) for action in draft.actions for lead in action.leads]
    assert leads == [("RHO", "Rita Holm"), ("TVA", "Tess Vane")]


def test_initials_and_the_name_they_stand_for_may_be_one_lead() -> None:
    rows = f"{ROWS}3\tCut the hedge\tRita Holm\t3 May 2026\tGreen\n"
    assert about_leads(read(KEYS["a line"], rows)) == [
        "The plan says that RHO is Rita Holm. Is that the “Rita Holm” who leads GAR-3?"
    ]


def test_a_key_of_colours_explains_no_initials() -> None:
    assert len(about_leads(read("R = Red; G = Green; A = Amber\n"))) == 2


def test_a_lead_that_was_left_whole_is_not_said_twice() -> None:
    draft = read("", ROWS.replace("RHO", "Education/Early Years/Schools"))
    assert "I read “Education/Early Years/Schools” as one lead. Is that right, or are there several?" in about_leads(
        draft
    )
