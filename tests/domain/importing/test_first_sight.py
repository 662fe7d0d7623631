"""What holds for any plan: which row is a header, which text the action, what a list of alike items says."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.leadjoins import lines_of_people


def sheet(*rows: Sequence[str]) -> DraftPlan:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return read_plan(read_document(out.getvalue().encode(), "plan.csv"), plan_code="ABC")


def pasted(text: str) -> DraftPlan:
    return read_plan(read_document(text.encode(), "plan.txt"), plan_code="ABC")


def test_rows_that_begin_with_small_letters_are_actions_of_their_own() -> None:
    draft = sheet(
        ["action", "who", "when"],
        ["ring the two clubs", "Petra Quayle", "4 December 2026"],
        ["book the barn", "Imogen Sayers", "11 December 2026"],
        ["print the tickets", "Petra Quayle", "January 2027"],
    )
    assert [(one.text, one.due.text) for one in draft.actions] == [
        ("ring the two clubs", "4 December 2026"),
        ("book the barn", "11 December 2026"),
        ("print the tickets", "January 2027"),
    ]


def test_a_row_of_work_that_was_signed_is_no_sign_off() -> None:
    draft = sheet(
        ["Objective", "Activity", "Lead", "Q1", "Q2", "Q3"],
        ["Fewer smoke", "Offer vouchers", "Hospital trust", "Two signed", "", ""],
        ["Help at work", "Sign up employers", "Public health", "Two signed", "Five signed", ""],
        ["Safer nights", "Run a night bus", "Bus company", "12 nights", "", ""],
    )
    assert [one.text for one in draft.actions] == ["Offer vouchers", "Sign up employers", "Run a night bus"]


def test_headings_that_nobody_knows_stand_over_dates_and_numbers() -> None:
    draft = sheet(
        ["Vorhaben", "Jobb", "Wunsch", "Betrag", "Menge"],
        ["Mill Road", "Lay 900 m of kerb", "12/02/2027", "210000", "3"],
        ["Low Street", "Replace 14 gullies", "01/03/2027", "38000", "14"],
    )
    assert [one.text for one in draft.actions] == ["Lay 900 m of kerb", "Replace 14 gullies"]


def test_a_decision_is_not_the_action_but_a_response_that_says_what_will_be_done_is() -> None:
    head = ["Recommendation", "Response", "Lead officer", "By when", "Progress"]
    decided = sheet(
        head,
        ["That verges are mapped", "Accepted", "GIS Manager", "May 2027", "Begun"],
        ["That cutting waits until July", "Accepted in part", "Parks Manager", "July 2027", ""],
    )
    assert [one.text for one in decided.actions] == ["That verges are mapped", "That cutting waits until July"]
    answered = sheet(
        head,
        ["That verges are mapped", "Agreed, the map will go on the website", "GIS Manager", "May 2027", "Begun"],
        ["That cutting waits until July", "We will move the first cut to July", "Parks Manager", "July 2027", ""],
    )
    assert [one.text for one in answered.actions] == [
        "Agreed, the map will go on the website",
        "We will move the first cut to July",
    ]


def test_names_under_a_heading_that_says_nothing_are_asked_about() -> None:
    draft = sheet(
        ["Action", "Lead department", "Zuständig", "Due"],
        ["Buy ten radios", "ICT Team", "Gwen Talbot", "31 January 2027"],
        ["Cut three sets of keys", "Property Team", "Idris Cole", "30 November 2026"],
    )
    assert any("“Zuständig”" in one.message for one in draft.questions if one.field == "columns")


def test_items_of_a_list_that_look_alike_say_alike_who_and_when() -> None:
    draft = pasted(
        "Actions as agreed:\n\n"
        "1. Clear the screen at the weir - Drainage Team - with immediate effect\n"
        "2. Agree who opens the gate - Martin Keogh - by 30 November 2026\n"
        "3. Write to every household - Revenues (S Deol) - when the list is here\n"
        "4. Hold a public meeting - Agnes Dale - 12 December 2026\n"
    )
    assert [(one.leads_text, one.due.text) for one in draft.actions] == [
        ("Drainage Team", "with immediate effect"),
        ("Martin Keogh", "by 30 November 2026"),
        ("Revenues (S Deol)", "when the list is here"),
        ("Agnes Dale", "12 December 2026"),
    ]
    asked = {one.key for one in draft.questions if one.field == "due"}
    assert {draft.actions[0].key, draft.actions[2].key} <= asked


def test_a_name_over_a_post_is_one_person() -> None:
    assert lines_of_people(["Sheila Mott", "Head of Access"]) == ["Sheila Mott - Head of Access"]
    assert lines_of_people(["Sheila Mott", "Ben Carr"]) == []
    assert lines_of_people(["Sheila Mott", "Audit Group"]) == []
    assert lines_of_people(["Head of Access", "Access Manager"]) == []


def test_two_that_fill_cells_of_their_own_are_two_where_they_run_together_and_asked_about() -> None:
    draft = sheet(
        ["Action", "Who", "Due"],
        ["Mend the roof", "Estates", "31 January 2027"],
        ["Price the menu", "Catering", "30 November 2026"],
        ["Move the kitchen", "Estates Catering", "30 June 2027"],
        ["Clean the hall", "Estates / Catering", "30 June 2027"],
    )
    assert [[lead.name for lead in one.leads] for one in draft.actions[2:]] == [["Estates", "Catering"]] * 2
    assert draft.actions[2].key in {one.key for one in draft.questions if one.field == "leads"}


def test_one_date_that_can_only_put_the_month_first_does_not_turn_the_others_unasked() -> None:
    draft = sheet(
        ["Action", "Lead", "Due"],
        ["Buy ten radios", "Gwen Talbot", "04/05/2027"],
        ["Cut three sets of keys", "Idris Cole", "01/31/2027"],
        ["Test the sirens", "Gwen Talbot", "06/07/2027"],
    )
    open_ = [one for one in draft.actions if one.text != "Cut three sets of keys"]
    assert [str(one.due.latest) for one in open_] == ["2027-05-04", "2027-07-06"]
    assert all(one.due.needs_check for one in open_)
    asked = {one.key for one in draft.questions if one.field == "due"}
    assert {one.key for one in draft.actions} <= asked


def test_a_step_with_a_day_under_date_completed_is_asked_about() -> None:
    draft = sheet(
        ["Action", "Lead", "Target date", "Date completed and outcome"],
        ["Write to the Minister", "Chair", "30 June 2026", "Letter sent 8.06.2026, reply awaited"],
        ["Add a prompt", "Designated GP", "30 Sept 2026", "Completed 12.06.2026: live in 41 practices"],
    )
    first, second = draft.actions
    assert (first.status.value, second.status.value) == ("open", "complete")
    assert any(one.key == first.key and one.field == "status" for one in draft.questions)


def test_a_line_that_speaks_of_completed_actions_does_not_close_the_plan_below_it() -> None:
    table = "Ref\tAction\tLead\tDue date\tStatus\n1\tRevise the pathway\tMeera Holt\t31/12/2026\tGreen\n"
    for line in ("Completed actions are shaded.", "Version 4. Closed actions have been removed.", "Completed actions"):
        plan = read_plan(read_document(f"A board's action plan\n{line}\n\n{table}".encode(), "a.txt"), plan_code="ABC")
        assert [action.text for action in plan.actions] == ["Revise the pathway"], line


def test_a_last_name_that_stands_first_is_known_by_an_address_and_asked_about_else() -> None:
    def plan(owner: str) -> DraftPlan:
        rows = [
            "ID,Title,Assigned To,Target Date",
            *(
                f'{n},Write part {n},"{one}",31/01/2031'
                for n, one in enumerate((owner, "Patel, Ravi", "Okafor, Nia", "PMO"), 1)
            ),
        ]
        return read_plan(read_document("\n".join(rows).encode(), "a.csv"), plan_code="ABC")

    def asked(draft: DraftPlan) -> list[str]:
        return [one.key for one in draft.questions if one.field == "leads" and "," in one.text]

    told, untold = plan("Hughes, Dawn <dawn.hughes@north.example>"), plan("Hughes, Dawn")
    for one in (told, untold):
        assert [[lead.name for lead in action.leads] for action in one.actions][:2] == [
            ["Hughes, Dawn"],
            ["Patel, Ravi"],
        ]
    assert not asked(told)
    assert asked(untold)


def test_the_last_word_of_one_text_and_the_number_that_begins_the_next_are_no_reference() -> None:
    text = "Ref\tAction\tLead\tDue\tProgress\n1\tClose all high-risk actions\tAna Holt\t31/12/2031\t412 of 600 closed"
    plan = read_plan(read_document(text.encode(), "a.txt"), plan_code="ABC")
    assert not [one for one in plan.questions if one.field == "links"]


def test_a_row_whose_words_could_all_be_headings_is_data_where_it_has_a_month() -> None:
    rows = [
        "Proposed action\tWho\tTarget date\tProgress to date\tEvidence",
        "Rewrite the audits\tHR Partner\tJan-28\tScoping\tTraining log",
        "Recruit to the information sharing agreement so that gaps are closed\tProcurement Manager\tDec-26"
        "\tWaiting for comments on the transition protocol\tSurvey results",
        "Update the scheme\tChief Nurse\tJul-27\t\t",
    ]
    plan = read_plan(read_document("\n".join(rows).encode(), "a.txt"), plan_code="ABC")
    assert [action.due.text for action in plan.actions] == ["Jan-28", "Dec-26", "Jul-27"]


def test_a_date_that_only_the_text_says_is_offered_where_its_place_is_blank() -> None:
    draft = sheet(
        ["Action", "Lead", "Due date"],
        ["Complete the audit by 30 June 2026", "Ada Brook", ""],
        ["Review 2024 data", "Cy Dale", "30/09/2026"],
        ["Write to schools", "Ben Carr", ""],
    )
    assert [(one.key, one.message, one.suggestion) for one in draft.questions] == [
        (
            "ABC-u1",
            "The place of the date is blank. The text says 30 June 2026: is that when this is due?",
            "30 June 2026",
        ),
        ("ABC-u3", "No date is printed. When is this due?", ""),
    ]


def test_a_theme_above_a_group_of_records_is_a_heading_and_no_value_of_the_one_above() -> None:
    draft = pasted(
        "Theme: Leadership\n1.1 Hold an away day\n    Lead: Ada Brook\n    When: October 2026\n"
        "1.2 Refresh the terms of reference\n    Lead: Ben Carr\n    When: 31/12/26\n"
        "Theme: Practice\n2.1 Issue the protocol again\n    Lead: Cy Dale\n    When: May 2027\n"
    )
    assert [one.title for one in draft.sections] == ["Theme: Leadership", "Theme: Practice"]
    assert [(one.key, one.other) for one in draft.actions] == [("ABC-1.1", ()), ("ABC-1.2", ()), ("ABC-2.1", ())]
    assert draft.questions == ()


def test_steps_listed_below_a_name_belong_to_the_record_and_say_nothing_of_its_state() -> None:
    draft = pasted(
        "Rec 1. Agencies to review their policies\nLead agency: CSP | Target: 30 September 2026 | Status: In progress\n"
        "Milestones:\n- Policies collected (May 2026) - done\n- Gap analysis (July 2026)\n\n"
        "Rec 2. Practices to have a named lead\nLead agency: ICB | Target: December 2026 | Status: Not started\n"
        "Milestones:\n- Letter to practices (June 2026)\n- Training offered (October 2026)\n"
    )
    assert [one.text for one in draft.recommendations] == [
        "Agencies to review their policies",
        "Practices to have a named lead",
    ]
    assert [(one.due.text, one.status.value, [step.due.text for step in one.milestones]) for one in draft.actions] == [
        ("30 September 2026", "open", ["May 2026", "July 2026"]),
        ("December 2026", "open", ["June 2026", "October 2026"]),
    ]
    assert not [one.message for one in draft.questions if "says who will do what" in one.message]
