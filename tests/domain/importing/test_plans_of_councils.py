"""What plans of councils have that small plans have not: dashboards, sponsors, levels of numbers, forms with titles."""

from __future__ import annotations

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.duedates import read_due
from domain.importing.leads import read_leads
from domain.importing.soundness import FIELD as LAYOUT
from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started


def table(*rows: str, before: str = "") -> DraftPlan:
    lines = [before, *(row.replace(" | ", "\t") for row in rows)]
    return read_plan(read_document("\n".join(lines).encode(), "plan.txt"), plan_code="ABC")


def facts(plan: DraftPlan) -> list[tuple[str, str, str]]:
    return [
        (one.text, "; ".join(lead.name for lead in one.leads), str(one.due.latest or one.due.text))
        for one in plan.actions
    ]


def test_a_dashboard_and_a_sponsor_are_no_actions_and_each_sheet_has_its_own_header() -> None:
    book, sheet = started("Dashboard")
    put(sheet, 1, 1, [
        ["Recovery plan – where we are"],
        ["Workstream", "Actions", "On track", "Late", "Complete"],
        ["Money", 2, 1, 1, 0],
        ["Rules", 1, 1, 0, 0],
        ["Total", 3, 2, 1, 0],
    ])  # fmt: skip
    for name, sponsor, rows in (
        ("Money", "Director of Finance", [
            ["1.01", "Close the accounts", "Chief Accountant", "Apr-25", "Dec-25", "Complete", "Signed"],
            ["1.02", "Cut agency spend", "All Directors", "Jun-25", "Mar-26", "Late", "Panel set up"],
        ]),
        ("Rules", "Monitoring Officer", [
            ["2.01", "Rewrite the scheme of delegation", "Deputy Monitoring Officer",
             "Jul-25", "May-26", "On track", "Third draft"],
        ]),
    ):  # fmt: skip
        own = book.create_sheet(name)
        put(own, 1, 1, [[f"Workstream: {name}"], [f"Senior Responsible Owner: {sponsor}"], []])
        put(
            own, 4, 1, [["Ref", "Deliverable", "Lead", "Start", "Finish", "Status", "Commentary (January 2026)"], *rows]
        )
    plan = read_plan(read_document(saved(book), "plan.xlsx"), plan_code="ABC")
    assert facts(plan) == [
        ("Close the accounts", "Chief Accountant", "2025-12-31"),
        ("Cut agency spend", "All Directors", "2026-03-31"),
        ("Rewrite the scheme of delegation", "Deputy Monitoring Officer", "2026-05-31"),
    ]
    assert any("Actions | On track" in one.message for one in plan.questions)  # the dashboard is mentioned
    assert any("Monitoring Officer" in text for text in plan.leftover)


def test_bare_titles_on_two_levels_are_the_section_and_what_is_recommended() -> None:
    plan = table(
        "Ref | Requirement / action | Lead | Due",
        "1 | Safety |  | ",
        "1.1 | Know every home |  | ",
        "1.1.1 | Load the old surveys | Ana Brook | 31 May 2026",
        "1.1.2 | Survey a fifth each year | Cy Nod | 30 June 2026",
        "1.2 | Act on hazards |  | ",
        "1.2.1 | Report weekly | Cy Nod | 1 July 2026",
        "2 | Tenancy |  | ",
        "2.1 | Let homes fairly |  | ",
        "2.1.1 | Review the policy | Ana Brook | 1 March 2027",
    )
    assert [(one.section, one.text) for one in plan.recommendations] == [
        ("Safety", "Know every home"),
        ("Safety", "Know every home"),
        ("Safety", "Act on hazards"),
        ("Tenancy", "Let homes fairly"),
    ]
    assert [one.ref for one in plan.actions] == ["1.1.1", "1.1.2", "1.2.1", "2.1.1"]
    assert not [one for one in plan.questions if one.field in {"leads", "due"}]


def test_the_number_and_title_above_a_form_belong_to_its_recommendation() -> None:
    word = Word("Auditor's report: action plan")
    for number, title in ((1, "Reserves"), (2, "Contracts")):
        word.table(
            [f"Key recommendation {number}", title],
            ["Recommendation", f"The council should review its {title.lower()}."],
            ["Actions", f"Report on {title.lower()} to Cabinet"],
            ["Responsible officer", "Head of Finance"],
            ["Due date", f"{number} June 2026"],
        )
        word.doc.add_paragraph("")
    plan = read_plan(word.read(), plan_code="ABC")
    assert [(one.key, one.text) for one in plan.recommendations] == [
        ("ABC-1", "The council should review its reserves."),
        ("ABC-2", "The council should review its contracts."),
    ]
    assert plan.recommendations[0].actions[0].other[0] == ("Key recommendation 1", "Reserves")
    assert not plan.questions or {one.field for one in plan.questions} <= {"columns"}


def test_words_under_quarters_are_asked_about_where_nothing_says_when() -> None:
    plan = table(
        "Direction | Q1 (Apr-Jun) | Q2 (Jul-Sep) | Lead officer",
        "Finance | Budget refreshed | Savings assured | Ana Brook",
        "Recruitment | Chief Executive appointed | Directors appointed | Cy Nod",
    )
    (doubt,) = [one for one in plan.questions if one.field == LAYOUT]
    assert "Q1 (Apr-Jun)" in doubt.message
    assert set(doubt.keys) == {one.key for one in plan.actions}


def test_as_many_dates_as_colours_beside_one_text_are_asked_about() -> None:
    plan = table(
        "Ref | Action | Lead | Target date | RAG",
        "1 | Buy safe radios Update the policy | Ana Brook | 31/07/2026 31/03/2026 | R A",
        "2 | Test the hydrants | Cy Nod | 30/09/2026 | G",
        "3 | Sign the agreement | Cy Nod | 31/10/2026 | A",
    )
    (doubt,) = [one for one in plan.questions if one.field == LAYOUT]
    assert doubt.key == "ABC-1" or doubt.keys == ("ABC-1",)


def test_an_organisation_beside_the_owner_is_where_they_work() -> None:
    plan = table(
        "No | Action | Owner | Agency | By",
        "1 | Hold the keys | Ana Brook | Wharf Council | 30 April 2026",
        "2 | Train the loggists | Cy Nod | Water company | 11 May 2026",
    )
    assert [fact[1] for fact in facts(plan)] == ["Ana Brook", "Cy Nod"]
    assert plan.actions[0].other == (("Agency", "Wharf Council"),)


def test_teams_that_may_be_one_and_people_who_are_counted_are_asked_about() -> None:
    for text in ("HR and OD", "Validation Team Leader + 2 agency"):
        assert read_leads(text).doubts, text
    found = read_leads("Parking Services (with Disability Forum)")
    assert [(lead.name, lead.remark) for lead in found.leads] == [("Parking Services", "with Disability Forum")]
    assert not read_leads("JW & PH").doubts


def test_a_priority_in_colour_is_no_rag_and_a_signed_date_says_when_it_was_done() -> None:
    word = Word("Fire risk assessment: action plan")
    word.doc.add_paragraph("Assessment date: 8 April 2026   Review due: April 2027")
    made = word.table(
        ["No", "Action required", "Priority", "By whom", "Completion date", "Date actioned / initials"],
        ["1", "Fit a hold-open device", "A", "Facilities Manager", "15/05/2026", "12/05/26 FM"],
        ["2", "Book training", "B", "Training Officer", "31/07/2026", ""],
        ["3", "Clear the stairs", "A", "Duty Manager", "30/04/2026", "29/04/26"],
    )
    for row, colour in ((1, "FF0000"), (2, "FFC000"), (3, "FF0000")):
        word.shade(made.cell(row, 2), colour)
    plan = read_plan(word.read(), plan_code="ABC")
    assert {one.rag.value.value for one in plan.actions} == {"none"}
    assert [one.status.value for one in plan.actions] == ["complete", "open", "complete"]
    assert [str(one.completed_on) for one in plan.actions] == ["2026-05-12", "None", "2026-04-29"]
    assert str(plan.as_at) == "2026-04-08"


def test_letters_for_each_theme_number_the_actions() -> None:
    plan = table(
        "Theme | Improvement action | Lead | Delivery date",
        "Governance | G1. Publish a register | Ana Brook | 30 June 2026",
        "Governance | G2. Review the protocol | Cy Nod | 31 July 2026",
        "Services | S1. Set standards for every channel | Cy Nod | 5 October 2026",
    )
    assert [(one.ref, one.text) for one in plan.actions] == [
        ("G1", "Publish a register"),
        ("G2", "Review the protocol"),
        ("S1", "Set standards for every channel"),
    ]


def test_a_service_that_leads_alone_elsewhere_may_be_one_of_two() -> None:
    plan = table(
        "No | Action | Service | Due by",
        "1 | Adopt a template | Development Management | 1 May 2026",
        "2 | Brief the chair | Development Management and Democratic Services | 1 June 2026",
        "3 | Set up a working group | Planning Policy | 1 July 2026",
    )
    assert [one.key for one in plan.questions if one.field == "leads"] == ["ABC-2"]


def test_the_dot_of_a_short_word_stays() -> None:
    assert [lead.name for lead in read_leads("L&D Partner; Perf. and Insight Manager").leads] == [
        "L&D Partner",
        "Perf. and Insight Manager",
    ]


def test_ticks_under_years_say_when_and_never_that_something_is_complete() -> None:
    plans = {}
    for heads in (("Year 1 2026/27", "Year 2 2027/28", "Year 3 2028/29"), ("North", "South", "Town")):
        word = Word("Action plan")
        word.table(
            ["Ref", "Action", "Lead", *heads],
            ["A1", "Train managers", "Ana Brook", "✓", "✓", ""],
            ["A2", "Review the weighting", "Cy Nod", "", "", "✓"],
        )
        plans[heads[0]] = read_plan(word.read(), plan_code="ABC")
        assert {one.status.value for one in plans[heads[0]].actions} == {"open"}
    years = plans["Year 1 2026/27"]
    assert [str(one.due.latest) for one in years.actions] == ["2028-03-31", "2029-03-31"]
    assert any("stand marks" in one.message for one in years.questions)


def test_the_same_post_twice_and_letters_before_a_title_are_asked_about() -> None:
    found = read_leads("Area Manager North & Area Manager South")
    assert [lead.name for lead in found.leads] == ["Area Manager North", "Area Manager South"]
    assert found.doubts
    assert read_leads("ICB & Payroll Manager").doubts


def test_what_was_completed_since_the_last_report_is_no_action() -> None:
    word = Word("Governance review: implementation plan")
    word.doc.add_heading("Quick wins", 2)
    word.table(
        ["Action", "Owner", "Due"], ["Publish a list", "Clerk", "1 May 2026"], ["Add an item", "Chair", "1 June 2026"]
    )
    word.doc.add_heading("Completed since last report", 2)
    word.table(["Action", "Owner", "Completed"], ["Declare interests", "All members", "May 2026"])
    plan = read_plan(word.read(), plan_code="ABC")
    assert [one.text for one in plan.actions] == ["Publish a list", "Add an item"]
    assert any("Completed since last report" in one.message for one in plan.questions)


def test_the_number_before_an_action_goes_on_from_that_of_its_recommendation() -> None:
    plan = table(
        "Rec no | Recommendation | Sub-action | Lead | Deadline",
        "1 | Clarify the role of the office | 1.1 Write job descriptions | Ana Brook | 28 February 2026",
        "2 | Publish decisions promptly | 2.1 Decision notices within 2 working days | Cy Nod | 30 April 2026",
        "3 | Count the visits | 2.5 visits a week to each site | Cy Nod | 31 May 2026",
    )
    assert [(one.ref, one.text.split()[0]) for one in plan.actions] == [
        ("1.1", "Write"),
        ("2.1", "Decision"),
        ("3", "2.5"),
    ]


def test_the_number_of_an_item_is_no_day_of_a_month() -> None:
    for text, wanted in (
        ("1.1 Dec 2026", "2026-12-31"),
        ("1.2 March 2027", "2027-03-31"),
        ("1 Dec 2026", "2026-12-01"),
    ):
        assert str(read_due(text, None).due.latest) == wanted


def test_an_executive_member_is_accountable_beside_who_acts() -> None:
    plan = table(
        "Ref | Action | Action lead | Exec Member | Due",
        "P1 | Open the portal | Systems Analyst | Cllr T Vane | 2 November 2026",
        "P2 | Write the log | Appeals Officer | Cllr T Vane | 3 November 2026",
    )
    assert [(lead.name, lead.role.value) for lead in plan.actions[0].leads] == [
        ("Systems Analyst", "lead"),
        ("Cllr T Vane", "accountable"),
    ]
