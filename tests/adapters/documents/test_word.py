"""Word documents as councils make them: merged cells, lists that Word numbers, shading, tracked changes."""

from __future__ import annotations

from domain.importing import read_plan
from domain.importing.raw import PieceKind
from domain.rag import RagValue
from tests.adapters.documents.office import Word

HEAD = ["Ref", "Recommendation", "Action", "Lead", "Timescale", "RAG"]


def test_a_simple_table_becomes_a_draft() -> None:
    word = Word("Ferry Service Improvement Plan")
    word.table(HEAD, ["1", "Crews are tired", "Write a rota", "Ada Prone", "30/06/2026", "Amber"])
    draft = read_plan(word.read(), plan_code="FSI")

    (action,) = draft.actions
    assert draft.title == "Ferry Service Improvement Plan"
    assert (action.key, action.text, action.leads_text) == ("FSI-1", "Write a rota", "Ada Prone")
    assert str(action.due.latest) == "2026-06-30"
    assert action.rag.value is RagValue.AMBER
    assert (action.source.sheet_or_page, action.source.row) == ("table 1", 2)


def test_a_merged_cell_reaches_down_and_across() -> None:
    word = Word()
    table = word.table(HEAD, ["1", "Nets", "Buy rope", "Cy Nod", "May 2026", ""], ["", "", "Tie", "Di Or", "", ""])
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(1, 4).merge(table.cell(1, 5))
    rows = word.one_table().rows

    assert rows[1].cells[1].row_span == 2
    assert [cell.column for cell in rows[2].cells] == [0, 2, 3, 4, 5]
    assert (rows[1].cells[4].text, rows[1].cells[4].column_span) == ("May 2026", 2)
    draft = read_plan(word.read(), plan_code="FSI")
    assert [(one.key, one.text) for one in draft.actions] == [("FSI-1.u1", "Buy rope"), ("FSI-1.u2", "Tie")]


def test_numbers_that_word_draws_are_labels_of_the_items() -> None:
    word = Word()
    table = word.table(HEAD, ["1", "Boats leak", "", "Ada Prone", "", ""])
    first = word.lists(("decimal", "%1."), ("lowerLetter", "(%2)"))
    second = word.lists(like=first, start=1)
    word.items(table.cell(1, 2), first, "Paint the hull", (1, "port"), (1, "starboard"), "Mend the sail")
    word.items(table.cell(1, 4), second, "June 2026", "July 2026")
    cells = word.one_table().rows[1].cells

    assert [piece.printed for piece in cells[2].pieces] == [
        "1. Paint the hull",
        "(a) port",
        "(b) starboard",
        "2. Mend the sail",
    ]
    assert [piece.level for piece in cells[2].pieces] == [0, 1, 1, 0]
    assert {piece.kind for piece in cells[2].pieces} == {PieceKind.ITEM}
    assert [piece.label for piece in cells[4].pieces] == ["1.", "2."]


def test_a_colour_without_a_word_is_a_rag() -> None:
    word = Word()
    table = word.table(HEAD, ["1", "Boats leak", "Paint the hull", "Ada Prone", "June 2026", ""])
    word.shade(table.cell(1, 5), "FF0000")

    assert word.one_table().rows[1].cells[5].fill == "FF0000"
    assert [one.rag.value for one in read_plan(word.read(), plan_code="FSI").actions] == [RagValue.RED]
