"""Small things that stand in the cells of published plans: raised numbers, colours before words, dates of one row."""

from __future__ import annotations

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.recode import with_code
from tests.adapters.documents.office import Word


def draft(text: str, name: str = "plan.txt") -> DraftPlan:
    return read_plan(read_document(text.encode(), name), plan_code="ABC")


def table(*rows: str) -> DraftPlan:
    return draft("\n".join(row.replace(" | ", "\t") for row in rows))


def test_the_raised_number_of_a_footnote_changes_no_date_and_no_name() -> None:
    word = Word("Action plan")
    made = word.table(
        ["Action", "Lead", "Due", "RAG"],
        ["Write the guide", "Jo Marsh", "31 March 2026", "Green"],
        ["Print the guide", "Ed Ray", "1 June 2026", "Red"],
    )
    for place in range(4):
        made.cell(1, place).paragraphs[0].add_run("1").font.superscript = True
    web = (
        "<table><tr><th>Action</th><th>Lead</th><th>Due</th><th>RAG</th></tr><tr><td>Write the guide<sup>1</sup></td>"
        "<td>Jo Marsh<sup>1</sup></td><td>31<sup>st</sup> March 2026<sup>1</sup></td><td>Green<sup>1</sup></td></tr>"
        "<tr><td>Print</td><td>Ed Ray</td><td>1 June 2026</td><td>Red</td></tr></table>"
    )
    for plan in (read_plan(word.read(), plan_code="ABC"), draft(web, "plan.html")):
        first = plan.actions[0]
        assert first.text == "Write the guide¹"
        assert [lead.name for lead in first.leads] == ["Jo Marsh"]
        assert str(first.due.latest) == "2026-03-31"
        assert first.rag.value == "green"


def test_colours_before_the_words_of_an_update_are_read_and_both_are_kept() -> None:
    plan = table(
        "No | Action | Lead | Due | RAG and commentary",
        "1 | Open the hub | Jo Marsh | 1 May 2026 | AMBER – two nurses have still to start, and the lease is unsigned",
        "2 | Hire a van | Ed Ray | 1 June 2026 | GREEN",
        "3 | Train the crew | Ed Ray | 1 July 2026 | RED: the course was cancelled because nobody had booked a place",
    )
    assert [one.rag.value.value for one in plan.actions] == ["amber", "green", "red"]
    assert [one.progress.split()[0] if one.progress else "" for one in plan.actions] == ["two", "", "the"]


def test_an_update_that_speaks_of_a_colour_is_no_rag() -> None:
    plan = table(
        "No | Action | Lead | Due | Update",
        "1 | Open the park | Jo Marsh | 1 May 2026 | Green spaces team has drawn the map of all the paths and gates",
        "2 | Hire a van | Ed Ray | 1 June 2026 | Red tape has held up the order by several weeks so far this year",
    )
    assert [one.rag.value.value for one in plan.actions] == ["none", "none"]


def test_letters_beside_red_and_green_are_asked_about_alone() -> None:
    rows = ["No | Action | Lead | Due | RAG"]
    rows += [f"{n} | Do thing {n} | Jo Marsh | {n} May 2026 | {sign}" for n, sign in enumerate("RAGC", start=1)]
    plan = table(*rows)
    assert [one.rag.value.value for one in plan.actions] == ["red", "amber", "green", "none"]
    assert [one.key for one in plan.questions if one.field == "rag"] == ["ABC-4"]
    explained = table(*rows, "", "C = completed")
    assert explained.actions[3].status == "complete"
    assert not [one for one in explained.questions if one.field == "rag"]


def test_letters_of_another_scale_stay_letters() -> None:
    rows = ["No | Action | Lead | Due | RAG"]
    rows += [f"{n} | Do thing {n} | Jo Marsh | {n} May 2026 | {sign}" for n, sign in enumerate("APN", start=1)]
    plan = table(*rows)
    assert {one.rag.value.value for one in plan.actions} == {"none"}


def test_a_letter_before_words_is_a_colour_where_single_letters_are() -> None:
    plan = table(
        "No | Action | Lead | Due | RAG",
        "1 | Write | Jo Marsh | 1 May 2026 | G - letter drafted",
        "2 | Ring | Jo Marsh | 2 May 2026 | A",
        "3 | Meet | Jo Marsh | 3 May 2026 | R",
    )
    assert [one.rag.value.value for one in plan.actions] == ["green", "amber", "red"]


def test_a_row_with_an_original_date_of_its_own_does_not_take_the_revised_date_from_above() -> None:
    plan = table(
        "Ref | Issue | Action | Lead | Original date | Revised date",
        "1 | Late replies | Clear the backlog | Jo Marsh | 31/07/2025 | 31/01/2026",
        " |  | Buy software | Ed Ray | 31/03/2026 | ",
    )
    assert [str(one.due.latest) for one in plan.actions] == ["2026-01-31", "2026-03-31"]
    assert not [one for one in plan.questions if one.field == "due"]


def test_lines_in_capitals_between_the_rows_of_a_pasted_list_are_its_sections() -> None:
    plan = table(
        "No | Action | Who | When",
        "",
        "FINANCE",
        "1 | Get three quotes | Clerk | 30/11/2025",
        "2 | Move the reserves | Clerk | 31/12/2025",
        "",
        "ALLOTMENTS",
        "1 | Repair the gate | Cllr Dunmore | 30/11/2025",
        "",
        "OFFICIAL",
    )
    assert [(one.section, one.key) for one in plan.recommendations] == [
        ("FINANCE", "ABC-T1.1"),
        ("FINANCE", "ABC-T1.2"),
        ("ALLOTMENTS", "ABC-T2.1"),
    ]


def test_the_end_of_the_financial_year_is_taken_from_the_plans_own_date_and_asked_about() -> None:
    plan = table(
        "Action plan",
        "Updated 13 October 2025",
        "",
        "No | Action | Who | When",
        "1 | Move the reserves | Clerk | by end of FY",
        "2 | Close the books | Clerk | Throughout 25/26",
        "3 | Open a new account | Clerk | 1 November 2025",
    )
    first, second, _ = plan.actions
    assert (str(first.due.latest), first.due.needs_check) == ("2026-03-31", True)
    assert [one.key for one in plan.questions if one.field == "due"] == ["ABC-1"]
    assert (second.due.precision, str(second.due.latest)) == ("year", "2026-03-31")


def test_the_colour_of_the_newest_quarter_holds_whatever_words_stand_beside_it() -> None:
    plan = table(
        "Action | Lead | Complete by | Q1 | Q2 | Q3",
        "Fund a hospital worker | Commissioner | 31 December 2025 | Amber – one filled | Green – both are filled | ",
        "Pay the panel for its time | Coordinator | 31 October 2025 | Green | Green ↔ | ",
        "Run the programme | Head of Probation | 31 March 2026 | Amber – slow | Red – provider has withdrawn | ",
        "Teach in twelve schools | Principal | 31 July 2026 | Not started | Amber | ",
    )
    assert [one.rag.value.value for one in plan.actions] == ["green", "green", "red", "amber"]
    assert plan.actions[2].progress == "Red – provider has withdrawn"


def test_a_number_and_a_title_above_the_rows_that_it_numbers_are_a_section() -> None:
    plan = table(
        "Ref | Action | Who | Finish | Status",
        "1 | Asset management |  |  | ",
        "1a | Adopt plans for all roads | Asset Manager | 31/03/2026 | On track",
        "2 | Winter service |  |  | ",
        "2a | Draw new gritting routes | Depot Supervisor | 30/09/2026 | Behind",
        "2b | Write the rota | Depot Supervisor | 31/08/2025 | Complete",
    )
    assert [(one.section, action.ref) for one in plan.recommendations for action in one.actions] == [
        ("1 Asset management", "1a"),
        ("2 Winter service", "2a"),
        ("2 Winter service", "2b"),
    ]


def test_a_title_in_the_first_cell_below_a_blank_row_does_not_continue_the_row_above() -> None:
    plan = draft(
        "Ref,Action,Lead,Timescale,Update\n,,,,\nESTATE,,,,\nE1,Fit lights,Facilities,31/03/2026,70% done\n"
        "E2,Write heat plans,Energy Manager,31/03/2026,\n,,,,\nTRAVEL,,,,\nT1,Buy bikes,Travel Team,31/01/2026,\n",
        "plan.csv",
    )
    assert [(one.section, one.text) for one in plan.recommendations] == [
        ("ESTATE", "Fit lights"),
        ("ESTATE", "Write heat plans"),
        ("TRAVEL", "Buy bikes"),
    ]


def test_what_stands_beside_each_action_of_a_repeated_recommendation_stays_with_it() -> None:
    plan = table(
        "Key issue | Actions | Lead | Deadline | Monitored by",
        "Reading | Teach phonics daily | Lois Barnett | 19/12/2025 | Headteacher",
        "Reading | Invite all parents | Kit Munro | 09/10/2025 | Governors",
    )
    assert [dict(one.other) for one in plan.actions] == [{"Monitored by": "Headteacher"}, {"Monitored by": "Governors"}]


def test_the_one_colour_that_a_plan_explains_is_used() -> None:
    rows = ["Action | Lead | Due | RAG", "Train staff | Jo Marsh | 1 May 2026 | Blue"]
    rows += ["Write | Ed Ray | 2 May 2026 | Green"]
    assert table(*rows).actions[0].status == "open"
    assert table(*rows, "", "Blue means complete.").actions[0].status == "complete"


OWN = (
    b"Ref,Action,Lead,Due\nDQ-1,Check all addresses,Ann Pell,30 June 2026\nDQ-2,Train the clerks,Bo Marsh,1 July 2026\n"
)


def test_a_plan_whose_refs_begin_with_its_code_does_not_say_it_twice() -> None:
    draft = read_plan(read_document(OWN, "board.csv"), plan_code="DQ")
    assert [(one.key, one.ref) for one in draft.actions] == [("DQ-1", "DQ-1"), ("DQ-2", "DQ-2")]
    later = with_code(read_plan(read_document(OWN, "board.csv"), plan_code="AB"), "DQ")
    assert [one.key for one in later.actions] == ["DQ-1", "DQ-2"]
    mixed = read_plan(read_document(OWN.replace(b"DQ-2", b"1"), "board.csv"), plan_code="DQ")
    assert [one.key for one in mixed.actions] == ["DQ-DQ-1", "DQ-1"]  # a number of its own has the first call on it


def test_a_key_right_below_the_last_row_is_no_action_and_a_nul_is_no_reason_to_refuse() -> None:
    data = OWN.replace(b"Ann Pell", b"Ann Pell\0\0") + b"Colour,Meaning\nRed,Off track\nGreen,On track\n"
    draft = read_plan(read_document(data, "plan.csv"), plan_code="ABC")
    assert [one.text for one in draft.actions] == ["Check all addresses", "Train the clerks"]
    assert [one.name for one in draft.actions[0].leads] == ["Ann Pell"]
    assert not draft.questions


def test_a_markdown_table_without_headings_keeps_its_first_row() -> None:
    first = "| 1 | Mend the roof | Ann Pell | 30 June 2026 |\n|---|---|---|---|\n"
    plan = draft(
        f"{first}| 2 | Train the crew | Bo Marsh | 1 July 2026 |\n| 3 | Buy two new vans | Ann Pell | August 2026 |\n",
        "plan.md",
    )
    assert [one.text for one in plan.actions] == ["Mend the roof", "Train the crew", "Buy two new vans"]
    (question,) = plan.questions
    assert "no headings" in question.message


def test_leads_that_always_stand_in_the_same_pairs_may_be_one_each_in_two_languages() -> None:
    rows = ["Plan | Pennaeth Plant / Head of Children | June 2026", "Train | Rheolwr Tai / Housing Manager | May 2026"]
    plan = table("Action | Lead | Due", *rows, "Count | Pennaeth Plant / Head of Children | July 2026")
    (question,) = plan.questions
    assert question.keys == tuple(one.key for one in plan.actions)
    shared = table("Action | Lead | Due", *rows, "Count | Pennaeth Plant / Housing Manager | July 2026")
    assert not shared.questions
