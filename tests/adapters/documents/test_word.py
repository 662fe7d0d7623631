"""Word documents as councils make them: merged cells, lists that Word numbers, shading, tracked changes."""

from __future__ import annotations

from adapters.documents import read_document
from adapters.documents.word_numbering import written
from domain.importing import read_plan
from domain.importing.raw import PieceKind
from domain.rag import RagValue
from tests.adapters.documents.office import W, Word, repacked

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


def test_tracked_changes_are_read_as_accepted_and_reported() -> None:
    word = Word()
    table = word.table(HEAD, ["1", "Boats leak", "Paint ", "Ada", "June 2026", ""], ["2", "Gone", "x", "y", "z", ""])
    paragraph = table.cell(1, 2).paragraphs[0]
    word.add(paragraph, '<w:del w:id="1"><w:r><w:delText>the old hull</w:delText></w:r></w:del>')
    word.add(paragraph, '<w:ins w:id="2"><w:r><w:t>the new hull</w:t></w:r></w:ins>')
    word.add(table.rows[2]._tr.get_or_add_trPr(), '<w:del w:id="3"/>')
    document = word.read()
    (read,) = document.tables()

    assert [row.texts[2] for row in read.rows] == ["Action", "Paint the new hull"]
    assert document.doubts == (
        "This document has tracked changes. I read it as if all were accepted: 1 insertion taken in, 2 deletions left "
        "out. Is that right?",
    )


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    word = Word("Ferry Service")
    word.doc.add_paragraph(" Improvement Plan")
    first = word.doc.paragraphs[0]._p.get_or_add_pPr()
    word.add(first, '<w:rPr><w:del w:id="1"/></w:rPr>')
    assert [one.text for one in word.read().paragraphs()] == ["Ferry Service Improvement Plan"]


def test_content_controls_are_looked_through_and_hints_are_nobodys_text() -> None:
    word = Word()
    table = word.table(HEAD, ["1", "Boats leak", "", "", "June 2026", ""])
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    word.add(table.cell(1, 2).paragraphs[0], control.format("", "Paint the hull"))
    word.add(table.cell(1, 3).paragraphs[0], control.format("<w:showingPlcHdr/>", "Click to enter a name"))
    assert word.one_table().rows[1].texts == ("1", "Boats leak", "Paint the hull", "", "June 2026", "")


def test_text_boxes_notes_and_comments_are_reported() -> None:
    word = Word("Ferry Plan")
    table = word.table(HEAD, ["1", "Boats leak", "Paint", "Ada Prone", "June 2026", ""])
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    word.add(word.doc.paragraphs[0], box.format("Key: Red = late"))
    word.add(table.cell(1, 2).paragraphs[0], box.format("before winter"))
    document = word.read()

    assert [one.text for one in document.paragraphs()] == ["Ferry Plan", "Key: Red = late"]
    assert next(document.tables()).rows[1].texts[2] == "Paint before winter"
    assert document.notes == ("Text boxes were read where they are anchored: 2.",)


def test_footnotes_are_kept_as_text_and_not_in_the_date() -> None:
    word = Word("Ferry Plan")
    table = word.table(HEAD, ["1", "Boats leak", "Paint", "Ada Prone", "June 2026", ""])
    word.add(table.cell(1, 4).paragraphs[0], '<w:r><w:footnoteReference w:id="2"/></w:r>')
    note = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>If dry.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = b'<Relationship Id="rId97" Target="footnotes.xml" Type="http://x/relationships/footnotes"/></Relationships>'

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"</Relationships>", kind) if name == "word/_rels/document.xml.rels" else content

    document = read_document(repacked(word.bytes(), change, **{"word/footnotes.xml": note.encode()}))
    draft = read_plan(document, plan_code="FSI")
    assert draft.actions[0].due.text == "June 2026"
    assert "If dry." in draft.leftover
    assert document.notes == ("Footnotes and endnotes were read as text after the tables: 1.",)


def test_a_two_row_header_and_headers_repeated_on_each_page() -> None:
    word = Word("Ferry Plan")
    top = ["Ref", "Recommendation", "Action", "Lead", "Timescale", "Progress", ""]
    table = word.table(
        top,
        ["", "", "", "", "", "Q1", "Q2"],
        ["1", "Boats leak", "Paint", "Ada Prone", "June 2026", "Bought", "Half done"],
        top,
        ["2", "Nets tear", "Buy rope", "Cy Nod", "July 2026", "", "Ordered"],
    )
    for column in range(5):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 5).merge(table.cell(0, 6))
    for row in table.rows[:2]:
        word.add(row._tr.get_or_add_trPr(), "<w:tblHeader/>")
    assert word.one_table().header_rows == 2

    draft = read_plan(word.read(), plan_code="FSI")
    assert [one.key for one in draft.actions] == ["FSI-1", "FSI-2"]
    assert [entry.label for entry in draft.actions[0].progress_history] == ["Progress Q1", "Progress Q2"]


def test_a_column_of_numbers_that_word_draws_is_the_refs() -> None:
    word = Word("Ferry Plan")
    table = word.table(
        HEAD, ["", "Boats leak", "Paint", "Ada", "June 2026", ""], ["", "Nets", "Buy", "Cy", "May 2026", ""]
    )
    listed = word.lists(("decimal", "%1."))
    for row in (1, 2):
        word.items(table.cell(row, 0), listed, "")
    assert [one.ref for one in read_plan(word.read(), plan_code="FSI").recommendations] == ["1", "2"]


def test_borders_that_miss_each_other_by_a_hair_are_one() -> None:
    word = Word("Ferry Plan")
    rows = [["Ref", "", "Action", "Lead"], ["1", "Paint the hull", "", "Ada Prone"]]
    table = word.table(*rows, widths=[1000, 60, 4000, 3000])
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).merge(table.cell(1, 2))
    read = word.one_table()
    assert [[cell.column for cell in row.cells] for row in read.rows] == [[0, 1, 2], [0, 1, 2]]
    assert read.rows[1].texts == ("1", "Paint the hull", "Ada Prone")


def test_tables_that_look_alike_stay_apart_and_only_one_is_the_plan() -> None:
    word = Word("Ferry Service Improvement Plan")
    word.table(["Version", "Date", "Author"], ["1", "1 May 2026", "Di Or"])
    word.doc.add_paragraph("Actions")
    word.table(HEAD, ["1", "Boats leak", "Paint", "Ada Prone", "June 2026", "Red"])
    word.doc.add_paragraph("Sign-off")
    word.table(["Name", "Role", "Signature", "Date"], ["Una Fair", "Leader", "", "2 May 2026"])
    draft = read_plan(word.read(), plan_code="FSI")

    assert [(one.key, one.source.sheet_or_page, one.source.row) for one in draft.actions] == [("FSI-1", "table 2", 2)]
    assert any("Una Fair" in text for text in draft.leftover)


def test_a_highlighter_colours_and_a_line_through_strikes() -> None:
    word = Word()
    table = word.table(HEAD, ["1", "Boats leak", "Paint", "Ada", "June 2026", "●"])
    word.add(table.cell(1, 5).paragraphs[0].runs[0]._r.get_or_add_rPr(), '<w:highlight w:val="red"/>')
    word.add(table.cell(1, 2).paragraphs[0].runs[0]._r.get_or_add_rPr(), "<w:strike/>")
    cells = word.one_table().rows[1].cells
    assert cells[5].fill == "FF0000"
    assert [cell.struck for cell in cells] == [False, False, True, False, False, False]


def test_a_strict_document_is_read_too() -> None:
    word = Word("Ferry Plan")
    word.table(HEAD, ["1", "Boats leak", "Paint", "Ada Prone", "June 2026", ""])

    def strict(name: str, content: bytes) -> bytes:
        usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        content = content.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        return content.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    assert read_document(repacked(word.bytes(), strict)).blocks == word.read().blocks


def test_the_title_at_the_top_of_every_page_is_found() -> None:
    word = Word()
    word.table(HEAD, ["1", "Boats leak", "Paint", "Ada Prone", "June 2026", ""])
    word.doc.sections[0].header.paragraphs[0].text = "Ferry Service Improvement Plan"
    assert read_plan(word.read(), plan_code="FSI").title == "Ferry Service Improvement Plan"


def test_lists_in_letters_romans_and_of_several_levels() -> None:
    assert [written(number, "lowerRoman") for number in (1, 4, 9, 14, 40)] == ["i", "iv", "ix", "xiv", "xl"]
    assert [written(number, "upperLetter") for number in (1, 26, 27)] == ["A", "Z", "AA"]
    word = Word()
    table = word.table(HEAD, ["1", "", "", "", "", ""])
    listed = word.lists(("decimal", "%1."), ("decimal", "%1.%2"), ("bullet", "•"))
    word.items(table.cell(1, 1), listed, "a", (1, "b"), (1, "c"), (2, "d"), "e", (1, "f"))
    pieces = word.one_table().rows[1].cells[1].pieces
    assert [piece.printed for piece in pieces] == ["1. a", "1.1 b", "1.2 c", "d", "2. e", "2.1 f"]
