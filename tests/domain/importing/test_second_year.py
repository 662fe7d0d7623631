"""Plans in their second year: ditto marks, who led before, dates that moved, and words under a date or a lead."""

from __future__ import annotations

import pytest

from domain.actions import LeadRole
from domain.due import Due
from domain.importing import DraftPlan
from domain.importing.draft import DraftAction, DraftStatus
from domain.importing.duedates import read_due
from domain.importing.leads import read_leads
from tests.domain.importing.test_small_dirt import draft, table


def led(action: DraftAction) -> list[str]:
    return [one.name for one in action.leads]


def asked(plan: DraftPlan, key: str) -> set[str]:
    return {one.field for one in plan.questions if key in (one.key, *one.keys)}


@pytest.mark.parametrize("mark", ["“", '"', "ditto", "do.", "as above", "As above."])
def test_a_ditto_mark_stands_for_what_is_above_it_and_is_asked_about(mark: str) -> None:
    plan = table(
        "Ref | Action | Lead | Due | RAG",
        "1 | Write the guide | Jo Marsh | 31/03/2026 | Green",
        f"2 | Print the guide | {mark} | {mark} | Red",
        "3 | Send the guide | Ed Ray | 30/06/2026 | Red",
    )
    second = plan.actions[1]
    assert led(second) == ["Jo Marsh"]
    assert (second.due.text, str(second.due.latest)) == (mark, "2026-03-31")
    assert {"leads", "due"} <= asked(plan, second.key)


def test_a_ditto_mark_under_an_original_date_takes_no_revised_one() -> None:
    plan = table(
        "Ref | Action | Lead | Agreed date | Revised date | RAG",
        "1 | Write the guide | Jo Marsh | 31/03/2025 | 30/11/2025 | Green",
        "2 | Print the guide | Ed Ray | ditto |  | Red",
        "3 | Send the guide | Ed Ray | 30/06/2025 |  | Red",
    )
    second = plan.actions[1]
    assert second.due.latest is None
    assert "due" in asked(plan, second.key)


def test_of_previous_and_current_columns_the_current_ones_hold() -> None:
    plan = table(
        "Ref (new) | Ref (old) | Action | Lead (previous) | Lead (current) | Date (previous) | Date (current)",
        "1.1 | 2.3 | Agree an approach with schools | Sal Fenn | Ade Bright | 31/03/2025 | 31/10/2025",
        "1.2 | 2.4 | Publish a newsletter | Ade Bright | Mo Hale | 30/04/2025 | 30/06/2025",
    )
    first, second = plan.actions
    assert [one.ref for one in plan.actions] == ["1.1", "1.2"]
    assert (led(first), led(second)) == (["Ade Bright"], ["Mo Hale"])
    assert str(first.due.latest) == "2025-10-31"
    assert str(first.due_original.latest if first.due_original else "") == "2025-03-31"
    assert dict(first.other) == {"Ref (old)": "2.3", "Lead (previous)": "Sal Fenn"}


def test_letters_of_a_key_are_colours_beside_one_that_means_complete() -> None:
    plan = table(
        "RAG: R = off track, A = at risk, G = on track, C = complete",
        "Action | Owner | Target date | Year 1 RAG | Year 2 RAG",
        "Open a winter shelter | Rough Sleeping Lead | 1 Nov 2026 | R | G",
        "End use of hotels | Options Manager | Mar 2026 | A | A",
        "Train duty officers | Options Trainer | Sept 2026 | G | C",
    )
    assert [one.rag.value.value for one in plan.actions] == ["green", "amber", "none"]
    assert [one.status for one in plan.actions] == [DraftStatus.OPEN, DraftStatus.OPEN, DraftStatus.COMPLETE]
    assert not any("rag" in asked(plan, one.key) for one in plan.actions)


def test_a_day_behind_a_word_of_being_done_is_when_it_was_done() -> None:
    plan = table(
        "Ref | Action | Officer | Agreed date | Position",
        "1 | Check leavers each month | Payroll Manager | 31/01/2025 | Implemented 02/06/2025",
        "2 | Keep a list of conflicts | Grants Officer | 31/05/2025 | Implemented June 2025",
        "3 | Check bank details with a call | Grants Officer | 31/07/2025 | Not implemented",
    )
    assert [str(one.completed_on or "") for one in plan.actions] == ["2025-06-02", "", ""]
    complete, still = DraftStatus.COMPLETE, DraftStatus.OPEN
    assert [one.status for one in plan.actions] == [complete, complete, still]


def test_an_agency_beside_a_named_lead_is_where_they_work() -> None:
    plan = table(
        "No | Action | Lead(s) | Agency | Target date | RAG",
        "1 | Train hotels and taxi drivers | Lowri Hughes | Police | Mar 2026 | Green",
        "2 | Agree one referral form | Gwen Arle | Council | May 2026 | Red",
    )
    assert [led(one) for one in plan.actions] == [["Lowri Hughes"], ["Gwen Arle"]]
    assert dict(plan.actions[0].other) == {"Agency": "Police"}
    assert any("“Agency”" in one.message for one in plan.questions)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("ICB – Designated Nurse", ["ICB – Designated Nurse"]),
        ("Police: DI Pask; Health: Dr Ode", ["DI Pask", "Dr Ode"]),
        ("Mr T Reddy, was Mrs Lunn", ["Mr T Reddy"]),
        ("Al Dunn until August, now Bea Frost", ["Bea Frost"]),
        ("Planning Officer (Al Dunn until August, now Bea Frost)", ["Planning Officer"]),
        ("English Lead – Mrs Amber Poole", ["Mrs Amber Poole"]),
        ("Chief Information Officer, ICB", ["Chief Information Officer, ICB"]),
        ("Superseded – see Health plan", []),
        ("Moved to the Board plan", []),
    ],
)
def test_who_works_where_and_who_led_before_is_read_and_asked_about(printed: str, names: list[str]) -> None:
    found = read_leads(printed)
    assert [one.name for one in found.leads] == names
    assert all(one.role is LeadRole.LEAD for one in found.leads)
    assert found.doubts


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Learning & Development Mgr.", ["Learning & Development Mgr."]),
        ("Exploitation Co-ord.", ["Exploitation Co-ord."]),
        ("Head of Housing.", ["Head of Housing"]),
        ("New lead: Bea Frost", ["Bea Frost"]),
        ("Health (Dr Ode) Police (DI Pask)", ["Health (Dr Ode)", "Police (DI Pask)"]),
    ],
)
def test_shortened_words_keep_their_dot_and_labels_are_no_names(printed: str, names: list[str]) -> None:
    assert [one.name for one in read_leads(printed).leads] == names


@pytest.mark.parametrize("printed", ["Withdrawn", "Superseded by the new strategy", "No longer required"])
def test_work_that_was_given_up_under_a_date_is_withdrawn_and_asked_about(printed: str) -> None:
    found = read_due(printed)
    assert (found.due, found.status) == (Due.none(printed), DraftStatus.WITHDRAWN)
    assert found.doubts


@pytest.mark.parametrize(
    ("printed", "latest", "first"),
    [
        ("Mar 2025 (rev. Mar 2026)", "2026-03-31", "2025-03-31"),
        ("30/06/25 (ext'd 31/12/25)", "2025-12-31", "2025-06-30"),
    ],
)
def test_a_date_that_moved_in_short_words(printed: str, latest: str, first: str) -> None:
    found = read_due(printed)
    assert str(found.due.latest) == latest
    assert str(found.original.latest if found.original else "") == first


def test_a_tick_behind_a_date_says_that_it_is_done() -> None:
    found = read_due("Sept 2025 ✔")
    assert (str(found.due.latest), found.status) == ("2025-09-30", DraftStatus.COMPLETE)
    assert found.doubts


@pytest.mark.parametrize("printed", ["Each half-term", "Every meeting", "each Board meeting", "Every 2 months"])
def test_how_often_is_no_deadline(printed: str) -> None:
    assert read_due(printed).due.precision.value == "ongoing"


def test_half_a_term_is_a_term_of_its_year_and_asked_about() -> None:
    found = read_due("Autumn half-term 2025")
    assert str(found.due.latest) == "2025-12-31"
    assert found.doubts


def test_a_number_that_says_what_it_was_before_is_a_row_of_its_own() -> None:
    plan = table(
        "Ref | Action | Lead | Due | RAG",
        "1.1 | Clear the backlog | Jo Marsh | 31/12/2025 | Amber",
        "1.2 (was 1.4) | Train all staff | Ed Ray | 31/10/2025 | Green",
        "1.3 | Start a helpline | Ed Ray | 30/11/2025 | Amber",
    )
    assert [(one.key, one.text) for one in plan.actions] == [
        ("ABC-1.1", "Clear the backlog"),
        ("ABC-1.2", "Train all staff"),
        ("ABC-1.3", "Start a helpline"),
    ]
    assert plan.actions[1].ref == "1.2 (was 1.4)"


def test_baseline_forecast_and_actual_are_three_dates() -> None:
    plan = table(
        "Project | Next step | Owner | Baseline | Forecast | Actual | RAG",
        "Market hall | Appoint the contractor | Ivo Stern | Mar-25 | Jul-25 | 18/07/25 | A",
        "Market hall | Finish the roof | Ivo Stern | Nov-25 | Feb-26 |  | A",
    )
    first, second = plan.actions
    assert (str(first.due.latest), str(first.completed_on), first.status) == (
        "2025-07-31",
        "2025-07-18",
        DraftStatus.COMPLETE,
    )
    assert (str(second.due.latest), second.status) == ("2026-02-28", DraftStatus.OPEN)
    assert [str(one.due_original.latest) for one in plan.actions if one.due_original] == ["2025-03-31", "2025-11-30"]


def test_numbers_that_continue_the_recommendation_above_them_are_those_of_its_actions() -> None:
    head = "<tr><th>Action</th><th>Owner</th><th>Due</th><th>RAG</th></tr>"

    def rows(*texts: str) -> str:
        cells = "<td>Jo Marsh</td><td>Mar 2026</td><td>A</td>"
        return "".join(f"<tr><td>{text}</td>{cells}</tr>" for text in texts)

    web = (
        "<p>Recommendation 1: The service should plan its visits.</p>"
        f"<table>{head}{rows('1.1 Adopt a model', '1.2 Train')}</table>"
        "<p>Recommendation 2: The service should review staff.</p>"
        f"<table>{head}{rows('2.1 Put reviews online')}</table>"
    )
    plan = draft(web, "plan.html")
    assert [one.text for one in plan.recommendations] == [
        "The service should plan its visits.",
        "The service should review staff.",
    ]
    assert [(one.key, one.text) for one in plan.actions] == [
        ("ABC-1.1", "Adopt a model"),
        ("ABC-1.2", "Train"),
        ("ABC-2.1", "Put reviews online"),
    ]


def test_agencies_involved_take_part_and_do_not_lead() -> None:
    plan = table(
        "No | Action | Who is leading | Agencies involved | Due | RAG",
        "1 | Map all parenting offers | Jo Marsh | Schools | Mar 2026 | Green",
        "2 | Audit 15 cases | Ed Ray | Health, Police | May 2026 | Red",
    )
    assert [led(one) for one in plan.actions] == [["Jo Marsh"], ["Ed Ray"]]
    assert dict(plan.actions[1].other) == {"Agencies involved": "Health, Police"}


def test_as_many_leads_as_points_are_asked_about() -> None:
    head = "<tr><th>Action</th><th>Lead</th><th>Due</th><th>RAG</th></tr>"
    points = "<ul><li>Send invitations</li><li>Visit the practices</li></ul>"
    row = f"<tr><td>{points}</td><td>Primary Care Lead<br>Liaison Nurse</td><td>31/03/2026</td><td>A</td></tr>"
    plan = draft(f"<table>{head}{row}</table>", "plan.html")
    (only,) = plan.actions
    assert len(only.leads) == 2
    assert "leads" in asked(plan, only.key)


def test_who_took_over_leads_where_a_second_column_names_them() -> None:
    plan = table(
        "Action | Assigned to | Reassigned to | Target date | New target date | State",
        "Replace panels in block C | Estates Surveyor | Capital Team | 28/02/2025 | 30/11/2025 | Open",
        "Agree a variation process | Contract Manager | No change | 30/04/2025 |  | Open",
        "Check fire doors each quarter | Site Manager |  | 31/01/2025 |  | Open",
    )
    assert [led(one) for one in plan.actions] == [["Capital Team"], ["Contract Manager"], ["Site Manager"]]
    assert dict(plan.actions[0].other)["Assigned to"] == "Estates Surveyor"


def test_letters_before_the_words_under_rag_are_colours() -> None:
    plan = table(
        "No | Action | Lead | Due | RAG + comment",
        "1 | Agree the form | Jo Marsh | Nov 2025 | A – the form is with legal",
        "2 | Set up a panel | Ed Ray | Mar 2026 | G – 11 employers so far",
        "3 | Start a nurse | Ed Ray | Mar 2026 | R – no funding",
    )
    assert [one.rag.value.value for one in plan.actions] == ["amber", "green", "red"]
    assert plan.actions[0].progress == "the form is with legal"


def test_a_revised_date_may_be_headed_in_short() -> None:
    plan = table(
        "ID | Action | Owner | Due | Due (rev) | RAG",
        "D1 | Replace the telephones | Bal Kang | 31/03/2025 | 19/12/2025 | Amber",
        "D2 | Move planning online | Bal Kang | 30/06/2025 |  | Green",
    )
    assert [str(one.due.latest) for one in plan.actions] == ["2025-12-19", "2025-06-30"]


def test_the_date_that_was_revised_is_not_when_it_was_done() -> None:
    plan = table(
        "Action | Lead | Completion date | Revised target date",
        "Write the guide | Jo Marsh | 31/03/2026 | 30/06/2026",
        "Send the guide | Ed Ray | 30/04/2026 | 31/07/2026",
    )
    assert {one.status for one in plan.actions} == {DraftStatus.OPEN}
    assert [str(one.due.latest) for one in plan.actions] == ["2026-06-30", "2026-07-31"]
