"""What plans after an inspection or an audit have: two judgements, two deadlines, who checks, and official forms."""

from __future__ import annotations

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import DraftStatus
from domain.importing.soundness import FIELD as LAYOUT
from domain.rag import RagValue
from tests.adapters.documents.office import Word


def table(*rows: str, before: str = "") -> DraftPlan:
    lines = [before, *(row.replace(" | ", "\t") for row in rows)]
    return read_plan(read_document("\n".join(lines).encode(), "plan.txt"), plan_code="ABC")


def leads(plan: DraftPlan) -> list[list[str]]:
    return [[lead.name for lead in one.leads] for one in plan.actions]


def test_of_two_judgements_that_differ_the_one_of_the_work_is_taken_and_asked_about() -> None:
    plan = table(
        "Ref | Action | Lead | Due | Delivery RAG | Impact RAG",
        "1 | Set a visit standard | Kezia Moult | 30/09/2026 | Green | Amber",
        "2 | Hold a daily huddle | Ben Addo | 31/12/2026 | Green | Green",
    )
    assert [one.rag.value for one in plan.actions] == [RagValue.GREEN, RagValue.GREEN]
    (asked,) = [one for one in plan.questions if one.field == LAYOUT]
    assert asked.keys == ("ABC-1",)
    assert "I took “Delivery RAG” and kept “Impact RAG”" in asked.message


def test_colours_of_two_quarters_are_no_contradiction() -> None:
    plan = table(
        "Ref | Action | Lead | Due | Q1 RAG | Q2 RAG",
        "1 | Set a visit standard | Kezia Moult | 30/09/2026 | Green | Amber",
        "2 | Hold a daily huddle | Ben Addo | 31/12/2026 | Amber | Green",
    )
    assert [one.rag.value for one in plan.actions] == [RagValue.AMBER, RagValue.GREEN]
    assert not [one for one in plan.questions if one.field == LAYOUT]


def test_a_completion_date_closes_nothing_that_is_still_in_progress() -> None:
    plan = table(
        "Ref | Action | Lead | Deadline | Date completed | Status",
        "1 | Set a visit standard | Kezia Moult | 30/09/2026 | 12/10/2026 | In progress",
        "2 | Hold a daily huddle | Ben Addo | 31/12/2026 | 01/09/2026 | Complete",
    )
    assert [one.status for one in plan.actions] == [DraftStatus.OPEN, DraftStatus.COMPLETE]
    asked = [one.message for one in plan.questions if (one.key, one.field) == ("ABC-1", "status")]
    assert len(asked) == 1
    assert "“In progress” beside it" in asked[0]


def test_of_two_deadlines_the_one_that_most_rows_have_governs_and_the_other_is_asked_about() -> None:
    plan = table(
        "HMI ref | Wording | Chief officer lead | HMI deadline | Force completion date | Force status",
        "24/118-R3 | Review the use of scrutiny panels | Ada Brook | 31/05/2026 | 20/05/2026 | Complete",
        "25/014-A1 | Answer calls within ten seconds | Ben Carr |  | 19/12/2026 | In progress",
        "25/014-A2 | Improve the supervision of cases | Cy Dean |  | 26/02/2027 | In progress",
    )
    assert [one.ref for one in plan.actions] == ["24/118-R3", "25/014-A1", "25/014-A2"]
    assert [str(one.due.latest) for one in plan.actions] == ["2026-05-20", "2026-12-19", "2027-02-26"]
    assert [one.status.value for one in plan.actions] == ["complete", "open", "open"]
    assert any("HMI deadline" in one.message for one in plan.questions)


def test_leads_of_two_columns_are_two_and_need_no_question() -> None:
    plan = table(
        "Ref | Action | SRO | Delivery lead | Due",
        "1 | Open a second triage desk | Chief Exec | Partnerships Officer | 30/09/2026",
        "2 | Review the guidelines | All Exec Dirs | Consultant Midwife | 31/12/2026",
    )
    assert leads(plan) == [["Chief Exec", "Partnerships Officer"], ["All Exec Dirs", "Consultant Midwife"]]
    assert not [one for one in plan.questions if one.field == "leads"]


def test_the_service_inspected_and_who_checks_lead_nothing() -> None:
    plan = table(
        "Ref | Core service | Action | Lead | Monitored by | Monitoring: who, how, when | Due",
        "1 | Maternity | Review the guidelines | Ward Manager | Ben Carr | Head of Quality, walk round | 30/09/2026",
        "2 | Surgery | Start each list on time | Theatres Manager | Cy Dean | Ward Manager, audit | 31/12/2026",
    )
    assert leads(plan) == [["Ward Manager"], ["Theatres Manager"]]


def test_a_share_that_is_done_closes_only_at_a_hundred() -> None:
    plan = table(
        "Ref | Action | Lead | Due | % implemented",
        "1 | Reconcile the payroll | Ada Brook | 30/09/2026 | 80",
        "2 | Recover what was overpaid | Ben Carr | 31/12/2026 | 100",
        "3 | Test the firewall | Cy Dean | 31/12/2026 | 0",
    )
    assert [one.status.value for one in plan.actions] == ["open", "complete", "open"]
    assert not [one for one in plan.questions if one.field == "status"]


def test_the_title_of_a_plan_and_when_it_was_sent_in_are_no_actions() -> None:
    word = Word()
    word.doc.add_heading("Action Plan: HMP Wetherdale", 1)
    word.doc.add_paragraph("Action Plan Submitted: 5 November 2026")
    word.table(
        ["1. Concern No", "2. Concern", "3. Response: action taken or planned", "4. Owner", "5. Target date"],
        ["1", "Levels of violence were high.", "Relaunch the strategy", "Head of Safety", "December 2026"],
        ["2", "Too few workshop places.", "Begin a new regime", "Head of Work", "March 2027"],
    )
    plan = read_plan(word.read(), plan_code="ABC")
    assert [one.text for one in plan.actions] == ["Relaunch the strategy", "Begin a new regime"]


def test_a_councillor_and_an_officer_below_each_other_are_two() -> None:
    plan = Word()
    plan.table(
        ["No", "Recommendation", "Response", "Lead Member & Officer", "Date"],
        ["1", "Publish a register", "Publish it each quarter", "Cllr J Amadi\nRegeneration Manager", "September 2026"],
        ["2", "Appoint an officer", "Fund the post", "Cllr J Amadi\nHead of Place", "January 2027"],
    )
    assert leads(read_plan(plan.read(), plan_code="ABC")) == [
        ["Cllr J Amadi", "Regeneration Manager"],
        ["Cllr J Amadi", "Head of Place"],
    ]


def test_a_form_that_asks_over_the_whole_width_has_its_answers_below() -> None:
    word = Word()
    for failing, action, who, when in (
        ("Medicines were not signed for.", "We will move to electronic records.", "Paula Crake", "31 January 2027"),
        ("There were too few staff at night.", "We will recruit three carers.", "Nominated Individual", "28/02/2027"),
    ):
        form = word.doc.add_table(rows=0, cols=2)
        for texts in (
            ("Regulated activity(ies)", "Regulation"),
            ("Personal care", "Regulation 12 Safe care"),
            ("How the regulation was not being met:",),
            (failing,),
            ("Please describe clearly the action you are going to take to meet the regulation and what it achieves",),
            (action,),
            ("Who is responsible for the action?", who),
            ("How are you going to ensure that the improvements have been made and are sustainable?",),
            ("Ada Brook checks each week.",),
            ("Date actions will be completed:", when),
            ("How will people who use the service(s) be affected by you not meeting this regulation until then?",),
            ("Agency staff are booked.",),
        ):
            cells = form.add_row().cells
            (cells[0].merge(cells[1]) if len(texts) == 1 else cells[0]).text = texts[0]
            cells[1].text = texts[-1]
        word.doc.add_paragraph("")
    plan = read_plan(word.read(), plan_code="ABC")
    assert [one.text for one in plan.actions] == [
        "We will move to electronic records.",
        "We will recruit three carers.",
    ]
    assert leads(plan) == [["Paula Crake"], ["Nominated Individual"]]
    assert [str(one.due.latest) for one in plan.actions] == ["2027-01-31", "2027-02-28"]
    assert [one.text for one in plan.recommendations] == [
        "Medicines were not signed for.",
        "There were too few staff at night.",
    ]


def test_what_went_wrong_is_no_action_beside_the_improvement_that_was_agreed() -> None:
    plan = table(
        "Case reference | What went wrong | Service improvement agreed | Responsible | Due",
        "24 019 227 | Respite was stopped | Remind all teams of the duty | Ada Brook | 12 June 2026",
        "25 000 415 | Reviews were late | Weekly list to the Head of SEND | Ben Carr | 1 September 2026",
    )
    assert [one.text for one in plan.actions] == ["Remind all teams of the duty", "Weekly list to the Head of SEND"]


def test_either_of_two_texts_that_may_be_the_action_is_asked_about_with_all_actions() -> None:
    plan = table(
        "Ref | What | How | Lead | Due",
        "1 | Reverse mentoring | Pilot with eight pairs | Ada Brook | 12 June 2026",
        "2 | Publish the pay gap | Use census categories | Ben Carr | 1 September 2026",
    )
    (asked,) = [one for one in plan.questions if one.field == LAYOUT]
    assert asked.keys == ("ABC-1", "ABC-2")
    assert "“How” or “What”" in asked.message


def test_of_two_judges_the_plan_is_believed_first_and_a_bare_rag_before_any_other() -> None:
    own = table(
        "Ref | Action | Lead | Due | Self-assessed RAG | Adviser RAG",
        "1 | Commission assessments | Ada Brook | 12 June 2026 | Amber | Red",
    )
    bare = table(
        "Ref | Action | Lead | Due | Adviser RAG | RAG",
        "1 | Commission assessments | Ada Brook | 12 June 2026 | Amber | Red",
    )
    assert [one.actions[0].rag.value for one in (own, bare)] == [RagValue.AMBER, RagValue.RED]
    assert all(any(one.field == LAYOUT for one in plan.questions) for plan in (own, bare))


def test_a_baseline_of_figures_is_no_first_date_and_an_answer_no_recommendation() -> None:
    plan = table(
        "Ref | Concern | Accepted? | Action | Functional head | Due | Baseline",
        "1 | Violence rose | Accepted | Hold a weekly meeting | Head of Safety | 12 June 2026 | 14",
        "2 | Few places | Accepted in part | Begin a new regime | Head of Work | 1 September 2026 | 0",
    )
    assert [one.text for one in plan.recommendations] == ["Violence rose", "Few places"]
    assert leads(plan) == [["Head of Safety"], ["Head of Work"]]
    assert [one.due_original for one in plan.actions] == [None, None]
