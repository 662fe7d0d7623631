"""What other plans put into columns is found inside cells, under marks, in shading and below rows, or asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.divided import divide
from domain.importing.raw import RawCell, RawDocument, RawPiece, RawRow, RawTable
from domain.importing.shaded import with_shading
from domain.importing.subtasks import with_parents
from domain.importing.ticked import with_ticks


def table(*rows: Sequence[str | RawCell]) -> RawDocument:
    found = []
    for number, row in enumerate(rows, 1):
        cells = [
            RawCell(one.pieces, place, fill=one.fill)
            if isinstance(one, RawCell)
            else RawCell(tuple(RawPiece(line) for line in one.split("\n") if line), place)
            for place, one in enumerate(row)
        ]
        found.append(RawRow(tuple(cells), number))
    return RawDocument("plan", (RawTable(tuple(found), "Plan"),))


def draft(*rows: Sequence[str | RawCell]) -> DraftPlan:
    return read_plan(table(*rows), plan_code="TST")


def leads(plan: DraftPlan) -> list[list[str]]:
    return [[lead.name for lead in action.leads] for action in plan.actions]


def latest(plan: DraftPlan) -> list[date | None]:
    return [action.due.latest for action in plan.actions]


def filled(colour: str, text: str = "") -> RawCell:
    return RawCell((RawPiece(text),) if text else (), fill=colour)


@pytest.mark.parametrize("heading", ["Who & when", "Lead and timescale", "Owner / deadline", "By when, by whom"])
@pytest.mark.parametrize(
    "cell", ["Ada Brook, by 3 May 2027", "Ada Brook\n3 May 2027", "Ada Brook (3 May 2027)", "Ada Brook 3/5/27"]
)
def test_who_and_when_under_one_heading_are_two_facts(heading: str, cell: str) -> None:
    plan = draft(["No", "Action", heading], ["1", "Paint the quay", cell], ["2", "Mend the rail", "Cy Nod, June 2027"])
    assert leads(plan) == [["Ada Brook"], ["Cy Nod"]]
    assert latest(plan) == [date(2027, 5, 3), date(2027, 6, 30)]


def test_a_heading_of_both_over_dates_alone_stays_one_column() -> None:
    plan = draft(["No", "Action", "Lead and date"], ["1", "Paint the quay", "Ada Brook"], ["2", "Mend it", "Cy Nod"])
    assert leads(plan) == [["Ada Brook"], ["Cy Nod"]]
    assert any(one.field == "columns" or one.field == "due" for one in plan.questions)


def test_labelled_lines_in_a_cell_are_columns() -> None:
    plan = draft(
        ["Recommendation", "Response"],
        ["1. Find them sooner", "Action: Train the crews\nLead: Ada Brook\nBy: 3 May 2027\nRAG: Red"],
        ["2. Keep them safe", "Action: Buy vests\nLead: Cy Nod\nBy: tbc\nRAG: Green"],
    )
    assert [action.text for action in plan.actions] == ["Train the crews", "Buy vests"]
    assert leads(plan) == [["Ada Brook"], ["Cy Nod"]]
    assert [action.rag.value.value for action in plan.actions] == ["red", "green"]
    assert {one.key for one in plan.questions if one.field == "due"} == {"TST-2"}


def test_progress_that_has_colons_stays_progress() -> None:
    said = "June: three met. Next: write up"
    plan = draft(
        ["No", "Action", "Lead", "By when", "Progress"],
        ["1", "Paint the quay", "Ada Brook", "3 May 2027", said],
        ["2", "Mend the rail", "Cy Nod", "4 May 2027", said],
    )
    assert [action.progress for action in plan.actions] == [said, said]


@pytest.mark.parametrize("heading", ["Progress", "Action"])
def test_shading_is_the_rag_where_there_is_no_other(heading: str) -> None:
    place = ["No", "Action", "Lead", "By when", "Progress"].index(heading)
    rows: list[list[str | RawCell]] = [["No", "Action", "Lead", "By when", "Progress"]]
    for number, colour in enumerate(("FF0000", "00B050", "FFC000"), 1):
        row: list[str | RawCell] = [str(number), f"Paint quay {number}", "Ada Brook", "3 May 2027", "begun"]
        text = row[place]
        row[place] = filled(colour, text if isinstance(text, str) else "")
        rows.append(row)
    plan = draft(*rows)
    assert [action.rag.value.value for action in plan.actions] == ["red", "green", "amber"]
    assert any("shading" in one.message for one in plan.questions)


def test_themes_in_their_own_colours_are_no_rag() -> None:
    rows: list[list[str | RawCell]] = [["Theme", "Action", "Lead", "By when"]]
    for theme, colour in (("Quays", "FF0000"), ("Quays", "FF0000"), ("Boats", "00B050"), ("Boats", "00B050")):
        rows.append([filled(colour, theme), f"Mend {len(rows)}", "Ada Brook", "3 May 2027"])
    assert {action.rag.value.value for action in draft(*rows).actions} == {"none"}


def test_marks_under_quarters_are_dates_and_asked() -> None:
    plan = draft(
        ["No", "Action", "Lead", "Q1 2026/27", "Q2 2026/27", "Q3 2026/27"],
        ["1", "Paint the quay", "Ada Brook", "x", "", ""],
        ["2", "Mend the rail", "Cy Nod", "", "x", "x"],
        ["3", "Sell the crane", "Cy Nod", "", "", ""],
    )
    assert latest(plan) == [date(2026, 6, 30), date(2026, 12, 31), None]
    assert any("marks" in one.message for one in plan.questions)
    assert ("TST-3", "due") in {(one.key, one.field) for one in plan.questions}


def test_words_under_quarters_are_progress_and_no_marks() -> None:
    plan = draft(
        ["No", "Action", "Lead", "By when", "Q1", "Q2", "Q3"],
        ["1", "Paint the quay", "Ada Brook", "3 May 2027", "begun", "half done", ""],
        ["2", "Mend the rail", "Cy Nod", "4 May 2027", "", "x", ""],
    )
    assert latest(plan) == [date(2027, 5, 3), date(2027, 5, 4)]
    assert plan.actions[0].progress == "half done"


def test_lines_below_rows_belong_to_them() -> None:
    wide = '<td colspan="4">'
    page = (
        "<html><table><tr><th>No</th><th>Action</th><th>Lead</th><th>By when</th></tr>"
        f"<tr><td>1</td><td>Paint the quay</td><td>Ada Brook</td><td>3 May 2027</td></tr>"
        f"<tr>{wide}Update: begun</td></tr>"
        f"<tr><td>2</td><td>Mend the rail</td><td>Cy Nod</td><td>4 May 2027</td></tr><tr>{wide}Update: late</td></tr>"
        "</table></html>"
    )
    plan = read_plan(read_document(page.encode(), "plan.html"), plan_code="TST")
    assert [action.progress for action in plan.actions] == ["begun", "late"]
    assert [one.section for one in plan.recommendations] == ["", ""]


def test_a_lead_printed_once_for_a_recommendation_is_asked_about_on_each_action() -> None:
    """It was taken in silence: the questions were put before there were any."""
    plan = draft(
        ["No", "Recommendation", "Action", "Lead", "By when"],
        ["1", "Keep the harbour safe", "Paint the quay.", "Ada Brook", "3 May 2027"],
        ["", "", "Mend the rail.", "", "4 May 2027"],
    )
    assert leads(plan) == [["Ada Brook"], ["Ada Brook"]]
    assert [one.key for one in plan.questions if one.field == "leads"] == [plan.actions[1].key]


def test_a_task_without_a_lead_does_not_take_that_of_its_neighbour() -> None:
    text = (
        "Harbour plan, 2 May 2026\n1. Keep the harbour safe\n   a) Paint the quay\n      Lead: Ada Brook\n"
        "      By: 3 May 2027\n   b) Mend the rail\n      By: 4 May 2027\n"
    )
    plan = read_plan(read_document(text.encode(), "plan.txt"), plan_code="TST")
    assert leads(plan) == [["Ada Brook"], []]
    assert [one.key for one in plan.questions if one.field == "leads"] == ["TST-1.b"]
    assert {one.text for one in plan.recommendations} == {"Keep the harbour safe"}


def test_tasks_in_a_circle_are_read_all_the_same() -> None:
    text = "Task ID,Name,Section/Column,Assignee,Due Date,Parent task\n1,A hull,Boats,Ada Brook,2027-05-03,A sail\n"
    text += "2,A sail,Boats,Cy Nod,2027-05-04,A hull\n3,A rope,Boats,Cy Nod,2027-05-05,A rope\n"
    plan = read_plan(read_document(text.encode(), "plan.csv"), plan_code="TST")
    assert {action.text for action in plan.actions} == {"A hull", "A sail", "A rope"}


WORDS = st.sampled_from(
    ["Lead: Ada Brook", "By: 3 May 2027", "Action: mend it", "x", "Update: begun", "Ada Brook, June 2027", "",
     "Paint it", "Q1", "1.1", "RAG: Red", "Lead:", "; ; ;", "Support: Cy Nod", "ongoing", "A - Ada Brook / R - Cy Nod"]
)  # fmt: skip
HEADS = st.sampled_from(
    ["No", "Action", "Lead", "Who & when", "Progress", "By when", "Q1", "Q2", "Q3", "Outline level", "Name"]
)


@example(
    heads=["No", "No"],
    rows=[[("Update: begun", ""), ("Lead:", "")], [("Action: mend it", "")], [("By: 3 May 2027", "")]],
)
@example(
    heads=["No", "No"],
    rows=[
        [("Lead: Ada Brook", ""), ("Q1", "")],
        [("Lead: Ada Brook", ""), ("Lead: Ada Brook", "")],
        [("Lead: Ada Brook", ""), ("By: 3 May 2027", "")],
    ],
)
@given(
    heads=st.lists(HEADS, min_size=2, max_size=6),
    rows=st.lists(
        st.lists(st.tuples(WORDS, st.sampled_from(["", "FF0000", "00B050"])), min_size=1, max_size=6), max_size=6
    ),
)
def test_no_word_is_lost_when_cells_are_divided(heads: list[str], rows: list[list[tuple[str, str]]]) -> None:
    before = table(list(heads), *([filled(fill, text) for text, fill in row] for row in rows))
    after, labels = divide(with_ticks(with_shading(with_parents(before))))
    said = " ".join([*labels, *(text for one in after.tables() for row in one.rows for text in row.texts)])
    said += " ".join(paragraph.text for paragraph in after.paragraphs())
    for row in next(before.tables()).rows[1:]:
        for text in row.texts:
            assert all(word in said for word in text.replace(":", " ").replace(";", " ").replace(",", " ").split())


def test_who_and_when_behind_the_action_are_read_where_a_column_of_decisions_hides_the_header() -> None:
    rows = [
        ("Control", "Recommendation", "Accept / Partially accept / Reject", "Action, date and owner", "ICO view"),
        *(
            (f"A.{number}", f"The council should {what}.", "Accept", f"{act}. Owner: {who}. Date: {when}", "Open")
            for number, what, act, who, when in (
                (1, "name a deputy", "Appoint a deputy", "Head of Governance", "30 June 2027"),
                (2, "sign its register", "Sign it each April", "Information Manager", "30 April 2027"),
            )
        ),
    ]
    text = "\n".join("\t".join(row) for row in rows)
    actions = read_plan(read_document(text.encode(), "plan.txt"), plan_code="ICO").actions
    assert [(one.text, one.leads_text, str(one.due.latest)) for one in actions] == [
        ("Appoint a deputy.", "Head of Governance", "2027-06-30"),
        ("Sign it each April.", "Information Manager", "2027-04-30"),
    ]
