"""Columns that say who answers and who acts, progress by month, and figures that are no colours."""

from __future__ import annotations

import pytest

from adapters.documents import read_document
from domain.actions import LeadRole
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import QuestionKind

HEAD = "Action\tAccountable\tResponsible\tCompletion date\tMeasure\tProgress (Jan 2025)\tProgress (Apr 2025)\n"
FIRST = "Choose one screening tool\tDirector of Care\tTeam Manager\t31/01/2025\tIn use\tDraft sent round\tIn use\n"
SECOND = "Nurses come to meetings\tChief Nurse\tNamed Midwifery / Hub Health Lead\tJun 25\t100%\t78%\t91%\n"


def plan(*tables: str) -> DraftPlan:
    text = "Tarnbrook statement of action\n\n" + "\n".join(
        f"Priority {n}: theme {n}\n\n{HEAD}{table}" for n, table in enumerate(tables, 1)
    )
    return read_plan(read_document(text.encode(), "plan.txt"), plan_code="TSA")


def test_the_column_says_who_answers_and_who_acts() -> None:
    (action, _) = plan(FIRST, SECOND).actions
    assert [(lead.name, lead.role) for lead in action.leads] == [
        ("Director of Care", LeadRole.ACCOUNTABLE),
        ("Team Manager", LeadRole.RESPONSIBLE),
    ]


def test_figures_under_progress_are_progress_and_every_month_is_kept() -> None:
    for action, months in zip(
        plan(FIRST, SECOND).actions, (("Draft sent round", "In use"), ("78%", "91%")), strict=True
    ):
        assert tuple(entry.text for entry in action.progress_history) == months
        assert action.progress == months[-1]
        assert not action.rag.text


def test_a_slash_between_two_posts_is_kept_as_printed_and_asked() -> None:
    draft = plan(SECOND)
    names = [lead.name for lead in draft.actions[0].leads]
    asked = [one for one in draft.questions if one.field == "leads" and names[1] in one.message]
    assert names == ["Chief Nurse", "Named Midwifery / Hub Health Lead"]
    assert asked


def test_how_people_will_know_is_the_measure_and_not_the_action() -> None:
    text = (
        "Ref\tWe will…\tWho\tBy when\tHow tenants will know\n"
        "A1\tClose all overdue fire actions.\tCompliance Lead\t30 November 2026\tLetter to each block\n"
        "A2\tReplace the asbestos register.\tAsset Manager\t31 March 2027\tRegister on request\n"
    )
    draft = read_plan(read_document(text.encode(), "plan.txt"), plan_code="TVI")
    assert [(action.text, action.success_measure) for action in draft.actions] == [
        ("Close all overdue fire actions.", "Letter to each block"),
        ("Replace the asbestos register.", "Register on request"),
    ]


def test_what_an_area_is_called_points_to_no_action() -> None:
    text = (
        "Area\tNo.\tAction\tLead\tDue\n"
        "Area for priority action 1: Plans are late\t1.1\tRecruit\tAB\t30 November 2026\n"
        "Area for priority action 2: Waits are long\t2.1\tCommission\tCD\t31 March 2027\n"
    )
    draft = read_plan(read_document(text.encode(), "plan.txt"), plan_code="TVI")
    assert [question.message for question in draft.questions if "points to" in question.message] == []


@pytest.mark.parametrize("heading", ["Portfolio holder", "Cabinet Member", "Elected member lead", "Executive sponsor"])
def test_who_oversees_is_accountable_beside_the_lead_and_the_column_is_asked_about(heading: str) -> None:
    text = (
        f"Ref\tAction\tLead officer\t{heading}\tDue\n"
        "1\tWrite the guide\tDana Whitlock\tCllr Joan Moss\t30 November 2026\n"
        "2\tPrint the guide\tFemi Okafor\tCllr Joan Moss\t31 March 2027\n"
        "3\tSend the guide\t\tCllr Joan Moss\t31 May 2027\n"
    )
    draft = read_plan(read_document(text.encode(), "plan.txt"), plan_code="TVI")
    assert [[(lead.name, lead.role.value) for lead in action.leads] for action in draft.actions] == [
        [("Dana Whitlock", "lead"), ("Cllr Joan Moss", "accountable")],
        [("Femi Okafor", "lead"), ("Cllr Joan Moss", "accountable")],
        [("Cllr Joan Moss", "accountable")],
    ]
    assert [(one.text, one.suggestion) for one in draft.questions if one.field == "columns"] == [(heading, "lead")]
    assert [one.key for one in draft.questions if one.kind is QuestionKind.NO_LEAD] == ["TVI-3"]


def test_a_column_of_members_alone_names_the_leads() -> None:
    text = "Ref\tAction\tPortfolio holder\tDue\n1\tWrite the guide\tCllr Joan Moss\t30 November 2026\n"
    (action,) = read_plan(read_document(text.encode(), "plan.txt"), plan_code="TVI").actions
    assert [(lead.name, lead.role) for lead in action.leads] == [("Cllr Joan Moss", LeadRole.LEAD)]


def test_when_it_was_done_is_no_second_deadline() -> None:
    text = (
        "Block,Remedial action,Responsible,Target completion,Actual completion\n"
        "Quay House,Replace the closers,Repairs,28/02/2026,20/02/2026\n"
        "Quay House,Clear the riser,Caretakers,15/03/2026,\n"
    )
    done, open_still = read_plan(read_document(text.encode(), "log.csv"), plan_code="FRA").actions
    assert (str(done.due.latest), str(done.completed_on), done.status.value) == ("2026-02-28", "2026-02-20", "complete")
    assert (str(open_still.due.latest), open_still.completed_on) == ("2026-03-15", None)
    assert not open_still.due_original
