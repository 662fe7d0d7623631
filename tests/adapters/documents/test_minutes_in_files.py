"""Minutes in files: lines and cells that say who does what by when are actions, the talk around them is kept."""

from __future__ import annotations

from datetime import date

from adapters.documents import read_document
from domain.importing import read_plan
from tests.adapters.documents.office import Word


def test_flagged_lines_of_word_are_actions_and_the_talk_is_kept() -> None:
    word = Word("Minutes of the Harbour Board, 4 May 2026")
    word.doc.add_paragraph("The crane was discussed at length.")
    word.doc.add_paragraph("Action: Ada Brook to sell the crane by 3 June 2026")
    word.doc.add_paragraph("Action: to be agreed next time")
    plan = read_plan(read_document(word.bytes(), "minutes.docx"), plan_code="HBR")
    assert [action.text for action in plan.actions] == ["sell the crane"]
    assert [lead.name for lead in plan.actions[0].leads] == ["Ada Brook"]
    assert plan.actions[0].due.latest == date(2026, 6, 3)
    assert "The crane was discussed at length." in plan.leftover
    assert any("to be agreed next time" in text for text in plan.leftover)


def test_each_line_of_a_cell_of_actions_is_an_action() -> None:
    word = Word("Minutes of the Harbour Board, 4 May 2026")
    word.table(
        ["Item", "Discussion", "Action"],
        ["1. Crane", "It rusts.", "Ada Brook to sell it by 3 June 2026\nCy Nod to clear the quay by 4 June 2026"],
        ["2. Ropes", "There are enough.", ""],
    )
    plan = read_plan(read_document(word.bytes(), "minutes.docx"), plan_code="HBR")
    assert [action.text for action in plan.actions] == ["sell it", "clear the quay"]
    assert [action.due.latest for action in plan.actions] == [date(2026, 6, 3), date(2026, 6, 4)]
    assert any("There are enough." in text for text in plan.leftover)


def test_a_column_of_actions_beside_one_of_leads_is_left_as_it_is() -> None:
    word = Word("Harbour plan")
    word.table(
        ["No", "Action", "Lead", "By when"],
        ["1", "Ada Brook to be asked about ropes", "Cy Nod", "3 June 2026"],
        ["2", "Cy Nod to be thanked", "Ada Brook", "4 June 2026"],
    )
    plan = read_plan(read_document(word.bytes(), "plan.docx"), plan_code="HBR")
    assert [action.text for action in plan.actions] == ["Ada Brook to be asked about ropes", "Cy Nod to be thanked"]
    assert [lead.name for action in plan.actions for lead in action.leads] == ["Cy Nod", "Ada Brook"]


def test_bold_lines_above_tables_are_sections_and_one_alone_is_the_title() -> None:
    word = Word()
    for title, name in (("Quays", "Ada Brook"), ("Boats", "Cy Nod")):
        word.doc.add_paragraph().add_run(title).bold = True
        word.table(["No", "Action", "Lead", "By when"], [title[0], f"Mend the {title.lower()}", name, "3 June 2026"])
    plan = read_plan(read_document(word.bytes(), "plan.docx"), plan_code="HBR")
    assert [one.section for one in plan.recommendations] == ["Quays", "Boats"]
    alone = Word()
    alone.doc.add_paragraph().add_run("Harbour plan").bold = True
    alone.table(["No", "Action", "Lead", "By when"], ["1", "Mend the quay", "Ada Brook", "3 June 2026"])
    plan = read_plan(read_document(alone.bytes(), "plan.docx"), plan_code="HBR")
    assert (plan.title, [one.section for one in plan.recommendations]) == ("Harbour plan", [""])
