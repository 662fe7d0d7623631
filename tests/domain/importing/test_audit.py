"""A draft is looked at once more by its cells alone: a column or row that fits nothing is asked about, once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.raw import RawCell, RawDocument, RawParagraph, RawRow, RawTable
from domain.importing.soundness import FIELD as LAYOUT

HEAD = ("Ref", "Action", "Lead", "Due", "RAG")
ROWS = (
    ("1", "Train every warden", "Ada Brook", "30 June 2026", "Green"),
    ("2", "Buy ten radios", "Ben Carr", "31 July 2026", "Red"),
    ("3", "Print the rota", "Cleo Dunn", "31 August 2026", "Amber"),
    ("4", "Mend the van", "Dev Eason", "30 September 2026", "Green"),
)
PEOPLE = ("Olive Marsh", "Percy Nunn", "Rita Orme", "Sam Pryor")
DAYS = ("1 May 2026", "2 June 2026", "3 July 2026", "4 August 2026")
COLOURS = ("Red", "Green", "Green", "Amber")


def plan(*rows: Sequence[str]) -> DraftPlan:
    """A plan of one table."""
    found = [
        RawRow(tuple(RawCell.of(text, place) for place, text in enumerate(texts)), number)
        for number, texts in enumerate(rows, 1)
    ]
    blocks = (RawParagraph("Rescue plan", "Sheet1", 0, 1), RawTable(tuple(found), "Sheet1"))
    return read_plan(RawDocument("plan.xlsx", blocks), plan_code="ABC")


def beside(heading: str, cells: Sequence[str]) -> DraftPlan:
    """The plan with one more column."""
    return plan((*HEAD, heading), *((*row, cell) for row, cell in zip(ROWS, cells, strict=True)))


def headed(old: str, new: str) -> DraftPlan:
    """The plan with another heading over one of its columns."""
    return plan([new if heading == old else heading for heading in HEAD], *ROWS)


def columns_asked(draft: DraftPlan) -> set[str]:
    return {one.text for one in draft.questions if one.field == "columns"}


def rows_asked(draft: DraftPlan) -> set[str]:
    return {key for one in draft.questions if one.field == LAYOUT for key in one.keys}


def test_a_plain_table_is_asked_nothing() -> None:
    assert plan(HEAD, *ROWS).questions == ()


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Partner lead", PEOPLE),  # which of the two leads?
        ("Officer 2", PEOPLE),
        ("Service", PEOPLE),
        ("Committee date", DAYS),  # until when?
        ("Outcome", DAYS),
        ("Panel RAG", COLOURS),  # which colour counts?
        ("Outlook", COLOURS),
        ("Extent", ("40%", "100%", "0%", "60%")),  # is all of it all of the work?
    ],
)
def test_a_second_column_of_people_days_or_colours_is_asked_about(heading: str, cells: Sequence[str]) -> None:
    assert {heading, "Lead", "Due", "RAG"} & columns_asked(beside(heading, cells))


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Start date", DAYS),
        ("Date raised", DAYS),
        ("Supported by", PEOPLE),
        ("RAG last month", COLOURS),
        ("Location", PEOPLE),
    ],
)
def test_a_column_whose_heading_says_what_else_it_holds_is_not(heading: str, cells: Sequence[str]) -> None:
    assert columns_asked(beside(heading, cells)) == set()


@pytest.mark.parametrize(
    ("headings", "asked"),
    [
        (("Service responsible", "Accountable lead"), {"Service responsible"}),  # who of them acts?
        (("Partner lead", "Lead agency / officer"), {"Lead agency / officer"}),
        (("Officer 2", "Lead (current)"), {"Officer 2"}),
        (("SRO", "Responsible officer"), set()),
    ],
)
def test_of_two_columns_of_leads_one_is_asked_about_unless_they_say_who_answers(
    headings: Sequence[str], asked: set[str]
) -> None:
    before = "Lead (previous)" if "Lead (current)" in headings else "Site"
    rows = (("Action", *headings, before, "Due"), *((row[1], row[2], *PEOPLE[:2], row[3]) for row in ROWS))
    assert columns_asked(plan(*rows)) - {before} == asked


def test_what_people_added_to_the_leads_of_an_export_is_asked_about() -> None:
    head = ("Task Name", "Bucket Name", "Officer 2", "Assigned To", "Due Date")
    assert columns_asked(plan(head, *((row[1], "Rescue", row[2], "Olive Marsh", row[3]) for row in ROWS))) == {
        "Officer 2"
    }


@pytest.mark.parametrize("heading", ["Progress", "Risk", "Priority", "Outcome so far"])
def test_colours_under_a_heading_that_says_something_else_are_asked_about(heading: str) -> None:
    assert columns_asked(headed("RAG", heading)) == {heading}


@pytest.mark.parametrize("heading", ["Previous RAG", "Last RAG"])
def test_an_older_colour_that_is_the_only_one_is_asked_about(heading: str) -> None:
    assert columns_asked(headed("RAG", heading)) == {heading}


def test_the_only_date_is_asked_about_where_it_is_headed_as_the_first_of_several() -> None:
    assert columns_asked(headed("Due", "Original date")) == {"Original date"}


def test_commands_that_were_only_kept_are_asked_about() -> None:
    head = ("Ref", "Action area", "Jotting", "Lead", "Due")
    areas = ("Wardens here", "The old radios", "Paper rota", "White van")
    draft = plan(head, *((row[0], area, *row[1:4]) for row, area in zip(ROWS, areas, strict=True)))
    read = {action.text for action in draft.actions} == {row[1] for row in ROWS}
    assert read or {"Jotting", "Action area"} & columns_asked(draft)


def test_a_response_is_the_action_where_nothing_else_can_be_and_is_asked_about() -> None:
    head = ("Ref", "Management response", "Lead", "Due", "Audit trail")
    texts = ("Every warden trained by now", "The radios to be bought", "Rota in place before the winter", "Van mended")
    draft = plan(head, *((row[0], text, *row[2:4], "Web page") for row, text in zip(ROWS, texts, strict=True)))
    assert tuple(action.text for action in draft.actions) == texts
    assert columns_asked(draft) == {"Management response"}


def test_two_halves_of_names_are_asked_about() -> None:
    head = ("Ref", "Action", "Given", "Family", "Team", "Due")
    rows = [(row[0], row[1], *row[2].split(), "Rescue Service", row[3]) for row in ROWS]
    assert "Family" in columns_asked(plan(head, *rows))


@pytest.mark.parametrize(
    "last",
    [
        ("Key", "R = late", "A = at risk", "", ""),
        ("Summary", "Red 1, Amber 1, Green 2", "Average", "", ""),
        ("", "Last updated by the rescue team", "", "", ""),
        ("R", "Not begun", "", "", ""),
    ],
)
def test_a_row_that_counts_or_explains_is_no_action_or_asked_about(last: Sequence[str]) -> None:
    draft = plan(HEAD, *ROWS, last)
    assert [action.text for action in draft.actions[:3]] == [row[1] for row in ROWS[:3]]
    changed = len(draft.actions) > len(ROWS) or draft.actions[3].text != ROWS[3][1]
    assert not changed or draft.actions[-1].key in rows_asked(draft)


def test_a_row_that_slipped_by_a_cell_is_asked_about() -> None:
    draft = plan(HEAD, *ROWS[:3], ("", "4", "Mend the van", "Dev Eason", "30 September 2026"))
    assert draft.actions[-1].key in rows_asked(draft)


def test_the_end_of_an_action_in_a_row_of_its_own_is_joined_or_asked_about() -> None:
    torn = ("5", "Write down what the wardens of the", "Eve Frost", "31 May 2026", "Red")
    draft = plan(HEAD, *ROWS, torn, ("", "northern villages need", "", "", ""))
    last = draft.actions[-1]
    assert last.text == "Write down what the wardens of the northern villages need" or last.key in rows_asked(draft)


def test_the_end_of_an_action_is_no_title_where_rows_of_their_own_are() -> None:
    rows = (("North",), ("Train every", *ROWS[0][2:]), ("warden",), ROWS[1][1:], ("South",), ROWS[2][1:])
    draft = plan(HEAD[1:], *rows)
    assert [one.text for one in draft.actions] == ["Train every warden", ROWS[1][1], ROWS[2][1]]
    assert [one.title for one in draft.sections] == ["North", "South"]


@pytest.mark.parametrize(
    "cell", ["Ada Brook TBC", "Ben Carr Christmas 2026", "Next meeting", "Warden (Head of the hall"]
)
def test_a_lead_with_a_piece_of_something_else_is_asked_about(cell: str) -> None:
    rows = [*ROWS[:3], ("4", "Mend the van", cell, "", "Green")]
    draft = plan(HEAD, *rows)
    assert ("ABC-4", "leads") in {(one.key, one.field) for one in draft.questions}


def test_a_column_of_signs_that_no_key_explains_is_asked_about() -> None:
    rows = [("Hold a summit", "Cllr Yates", "May 2031", "●"), ("Publish the portfolio", "Mary Dobbs", "June 2031", "▲")]
    rows += [
        ("Give each councillor a plan", "Tom Bell", "July 2031", "○"),
        ("Write to all", "Ana Holt", "July 2031", ""),
    ]
    for heading in ("", "How"):
        text = "\n".join("\t".join(row) for row in [("Action", "Lead", "Due date", heading), *rows])
        plan = read_plan(read_document(text.encode(), "a.txt"), plan_code="ABC")
        assert [one for one in plan.questions if "“●”" in one.message], heading


def test_letters_of_traffic_lights_under_an_unknown_heading_are_asked_about_also_between_two() -> None:
    rows = [("Approve the budget", "Ana Holt", "May 2031", "C"), ("Leave the direction", "Tom Bell", "June 2031", "R")]
    rows += [("Rewrite the rules", "Mary Dobbs", "July 2031", "A/R"), ("Sell the depot", "Ana Holt", "July 2031", "G")]
    text = "\n".join("\t".join(row) for row in [("Milestone", "Responsible", "Forecast end", "DCA"), *rows])
    plan = read_plan(read_document(text.encode(), "a.txt"), plan_code="ABC")
    assert [one for one in plan.questions if one.text == "DCA"]


def test_what_may_be_the_work_under_an_unknown_heading_is_asked_about_beside_what_needs_to_improve() -> None:
    wanted = ("Complaints are answered too late", "Carers are not heard", "Nobody checks the rota")
    work = (
        "The complaints policy to be rewritten in all teams",
        "A panel of carers set up",
        "The rota in place by June",
    )
    rows = [(str(n), *pair, "Ana Holt", "May 2031") for n, pair in enumerate(zip(wanted, work, strict=True), 1)]
    header = ("No", "What we need to improve", "Undertaking", "Officer", "Due date")
    text = "\n".join("\t".join(row) for row in [header, *rows])
    plan = read_plan(read_document(text.encode(), "a.txt"), plan_code="ABC")
    assert [one for one in plan.questions if one.text == "Undertaking"]


def test_an_action_that_commands_nothing_stays_the_action_right_of_somebody_else() -> None:
    states = ("The wardens trained", "Radios to be bought", "The rota printed for all", "The van to be mended")
    gaps = ("No warden is trained", "There are no radios", "Nobody has a rota", "The van is broken")
    rows = [(row[0], *more, *row[2:]) for row, *more in zip(ROWS, gaps, PEOPLE, states, strict=True)]
    draft = plan(("Ref", "Gap", "Who updated", "Planned action", *HEAD[2:]), *rows)
    assert [action.text for one in draft.recommendations for action in one.actions] == list(states)
    assert "Planned action" in columns_asked(draft)


STATES = ("The wardens trained", "Radios to be bought", "The rota printed for all", "The van to be mended")
WANTS = (
    "Wardens should know what to do",
    "The council should hear its wardens",
    "Everybody should know the rota",
    "The van should be fit for the road",
)


@pytest.mark.parametrize(("asked_for", "work"), [("What must change", "Job"), ("What we know", "Undertaking")])
def test_an_unknown_heading_over_work_that_is_no_command_is_asked_about(asked_for: str, work: str) -> None:
    rows = [(row[0], want, state, *row[2:]) for row, want, state in zip(ROWS, WANTS, STATES, strict=True)]
    assert {asked_for, work} & columns_asked(plan(("Ref", asked_for, work, *HEAD[2:]), *rows))


def grouped(groups: Sequence[tuple[str, int]], *rows: Sequence[str]) -> RawTable:
    """A table whose first row holds words over so many columns each."""
    places = [sum(span for _, span in groups[:at]) for at in range(len(groups))]
    above = [RawCell(RawCell.of(text).pieces, at, span) for at, (text, span) in zip(places, groups, strict=True)]
    below = [[RawCell.of(text, place) for place, text in enumerate(texts)] for texts in rows]
    return RawTable(tuple(RawRow(tuple(cells), number) for number, cells in enumerate((above, *below), 1)))


def test_words_that_group_columns_say_nothing_of_what_stands_below_them() -> None:
    groups = (("The action", 3), ("Our response", 2), ("How it goes", 2))
    headings = ("Ref", "What must change", "Action required", "Lead", "Level of risk", "Due", "RAG")
    rows = [(row[0], want, row[1], row[2], "High", row[3], row[4]) for row, want in zip(ROWS, WANTS, strict=True)]
    draft = read_plan(RawDocument("plan.docx", (grouped(groups, headings, *rows),)), plan_code="ABC")
    actions = [action for one in draft.recommendations for action in one.actions]
    assert [action.text for action in actions] == [row[1] for row in ROWS]
    assert [[lead.name for lead in action.leads] for action in actions] == [[row[2]] for row in ROWS]
    assert dict(draft.roles)["Our response Level of risk"].value == "other"


def test_the_lower_row_of_a_header_of_two_rows_is_no_action_in_the_next_table() -> None:
    groups = (("Plan", 2), ("Ownership", 3), ("Reporting", 2))
    headings = ("Ref", "Action required", "Urgency", "Lead", "Resources", "Due", "RAG (current)")
    rows = [(row[0], row[1], "Soon", row[2], "£66k", row[3], row[4]) for row in ROWS]
    tables = [grouped(groups, headings, *part) for part in (rows[:2], rows[2:])]
    draft = read_plan(RawDocument("plan.docx", (RawParagraph("Rescue plan", "", 0, 1), *tables)), plan_code="ABC")
    assert [action.text for one in draft.recommendations for action in one.actions] == [row[1] for row in ROWS]


def test_surnames_before_first_names_are_people_under_any_heading() -> None:
    names = ("Hall, Ann", "Okafor, Bola", "Price, Carys", "Hall, Ann")
    rows = [(*row[:2], name, *row[3:]) for row, name in zip(ROWS, names, strict=True)]
    draft = plan(("Ref", "Action", "Taken by", *HEAD[3:]), *rows)
    assert [one.name for action in draft.recommendations for one in action.actions[0].leads] == list(names)


def test_of_three_columns_of_leads_the_one_that_nobody_explains_is_asked_about() -> None:
    rows = [
        (*row[:2], other, row[2], second, *row[3:])
        for row, other, second in zip(ROWS, PEOPLE, PEOPLE[::-1], strict=True)
    ]
    draft = plan(("Ref", "Action", "Strategic lead", "Delivery lead", "Responsible person", "Due", "RAG"), *rows)
    assert "Responsible person" in columns_asked(draft)


def test_a_lead_agency_beside_an_owner_is_asked_about() -> None:
    bodies = ("Police", "Public Health", "NHS Trust", "Police")
    rows = [(*row[:2], body, *row[2:]) for row, body in zip(ROWS, bodies, strict=True)]
    assert {"Lead agency", "Owner"} & columns_asked(
        plan(("Ref", "Action", "Lead agency", "Owner", "Due", "RAG"), *rows)
    )


def test_the_current_colour_counts_wherever_it_stands() -> None:
    rows = [(*row[:4], "Green", "Red – see last report") for row in ROWS]
    draft = plan((*HEAD[:4], "Current RAG", "RAG at June"), *rows)
    assert [action.rag.value.value for one in draft.recommendations for action in one.actions] == ["green"] * 4


def test_two_colours_with_words_behind_them_are_asked_about() -> None:
    rows = [(*row[:4], "Green – begun", "Red – see last report") for row in ROWS]
    assert {"Reference RAG", "Rating"} & columns_asked(plan((*HEAD[:4], "Rating", "Reference RAG"), *rows))


def test_of_several_leads_each_that_says_no_more_is_asked_about() -> None:
    others = zip(ROWS, PEOPLE, PEOPLE[::-1], strict=True)
    rows = [(*row[:3], manager, chief, *row[3:]) for row, manager, chief in others]
    draft = plan(("Ref", "Action", "By whom", "Assistant director", "Chief officer", "Due", "RAG"), *rows)
    assert {"Assistant director", "Chief officer"} <= columns_asked(draft)


def test_of_two_texts_that_were_asked_for_one_is_asked_about() -> None:
    rows = [(row[0], state, want, *row[2:]) for row, state, want in zip(ROWS, STATES, WANTS, strict=True)]
    assert {"Issue", "Aim"} & columns_asked(plan(("Ref", "Issue", "Aim", *HEAD[2:]), *rows))
