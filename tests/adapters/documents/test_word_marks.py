"""Marks that offices leave in Word: signs for colours, theme colours, comments, hidden words, controls, forms."""

from __future__ import annotations

import pytest
from docx.shared import RGBColor

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.draft import DraftAction, DraftPlan
from tests.adapters.documents.office import W, Word, repacked

HEAD = ["Ref", "Action", "Lead", "By when", "RAG"]
ROW = ["1", "Mend the fence by the school", "Ada Prone", "June 2027", ""]


def draft_of(word: Word) -> DraftPlan:
    return read_plan(word.read(), plan_code="FP")


def actions(draft: DraftPlan) -> list[DraftAction]:
    return [action for one in draft.recommendations for action in one.actions]


@pytest.mark.parametrize(
    ("sign", "colour", "rag"),
    [
        ('<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>●</w:t></w:r>', "●", "red"),
        ('<w:r><w:rPr><w:color w:val="00B050"/></w:rPr><w:sym w:font="Wingdings" w:char="F06C"/></w:r>', "●", "green"),
        (
            '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/><w:color w:val="FFC000"/></w:rPr>'
            "<w:t>n</w:t></w:r>",
            "■",
            "amber",
        ),
        (
            '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>●</w:t></w:r>'
            '<w:r><w:t xml:space="preserve"> late</w:t></w:r>',
            "● late",
            "red",
        ),
    ],
)
def test_a_coloured_sign_is_a_rag(sign: str, colour: str, rag: str) -> None:
    word = Word("Fence plan")
    table = word.table(HEAD, ROW)
    for run in sign.split("</w:r>")[:-1]:
        word.add(table.cell(1, 4).paragraphs[0], f"{run}</w:r>")
    (action,) = actions(draft_of(word))
    assert (action.rag.text, action.rag.value) == (colour, rag)


def test_black_and_grey_signs_say_nothing() -> None:
    word = Word("Fence plan")
    cell = word.table(HEAD, ROW).cell(1, 4)
    cell.paragraphs[0].add_run("●").font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    assert actions(draft_of(word))[0].rag.value == "none"


def test_words_in_a_red_pen_are_no_rag() -> None:
    word = Word("Fence plan")
    cell = word.table(HEAD, ROW).cell(1, 4)
    cell.paragraphs[0].add_run("In progress").font.color.rgb = RGBColor(0xFF, 0, 0)
    assert actions(draft_of(word))[0].rag.value == "none"


def test_a_colour_of_the_theme_is_seen_as_it_is_drawn() -> None:
    word = Word("Fence plan")
    cell = word.table(HEAD, ROW).cell(1, 4)
    word.add(cell._tc.get_or_add_tcPr(), '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent6"/>')
    assert word.one_table().rows[1].cells[4].fill == "F79646"  # the sixth accent of the template: orange
    assert actions(draft_of(word))[0].rag.value == "amber"


def test_ticks_of_a_sign_font_and_boxes_of_a_control_are_signs() -> None:
    word = Word("Fence plan")
    table = word.table([*HEAD, "Done"], [*ROW, ""], [*ROW, ""])
    old = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r>'
    word.add(table.cell(1, 5).paragraphs[0], old)
    box = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
    word.add(table.cell(2, 5).paragraphs[0], box)
    (read,) = word.read().tables()
    assert [row.texts[5] for row in read.rows[1:]] == ["✓", "☒"]


def test_hidden_words_are_kept_but_are_no_part_of_the_plan() -> None:
    word = Word("Fence plan")
    table = word.table(HEAD, ROW)
    word.add(table.cell(1, 2).paragraphs[0], "<w:r><w:rPr><w:vanish/></w:rPr><w:t>or Zed Quist</w:t></w:r>")
    draft = draft_of(word)
    assert actions(draft)[0].leads_text == "Ada Prone"
    assert "or Zed Quist" in draft.leftover
    assert "Hidden words were kept with what found no place: 1 passage." in draft.notes


def test_comments_in_the_margin_are_kept() -> None:
    word = Word("Fence plan")
    word.table(HEAD, ROW)
    comment = f'<w:comments {W}><w:comment w:id="0"><w:p><w:r><w:t>Who pays?</w:t></w:r></w:p></w:comment></w:comments>'
    kind = b'<Relationship Id="rId98" Target="comments.xml" Type="http://x/relationships/comments"/></Relationships>'

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"</Relationships>", kind) if name == "word/_rels/document.xml.rels" else content

    document = read_document(repacked(word.bytes(), change, **{"word/comments.xml": comment.encode()}))
    draft = read_plan(document, plan_code="FP")
    assert draft.title == "Fence plan"
    assert "Comment: Who pays?" in draft.leftover
    assert "Comments in the margin were kept with what found no place: 1." in draft.notes


def test_a_choice_and_a_date_of_a_control_are_read_as_shown() -> None:
    word = Word("Fence plan")
    table = word.table(HEAD, ["1", "Mend the fence", "", "", ""])
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    choice = '<w:dropDownList><w:listItem w:value="1" w:displayText="Ada Prone"/></w:dropDownList>'
    word.add(table.cell(1, 2).paragraphs[0], control.format(choice, "Ada Prone"))
    day = '<w:date w:fullDate="2027-03-01T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>'
    word.add(table.cell(1, 3).paragraphs[0], control.format(day, "01/03/2027"))
    word.add(table.cell(1, 4).paragraphs[0], control.format("<w:dropDownList/>", "Amber"))
    (action,) = actions(draft_of(word))
    assert (action.leads_text, str(action.due.latest), action.rag.value) == ("Ada Prone", "2027-03-01", "amber")


def test_headings_with_lists_in_word() -> None:
    word = Word()
    word.doc.add_heading("Harbour safety plan", 0)
    for number, text, lead in ((1, "Keep the quay lit", "Ada Prone"), (2, "Teach the crews", "Bo Ray")):
        word.doc.add_heading(f"Recommendation {number}: {text}", 2)
        word.doc.add_paragraph(f"Action: Do the work of {text.lower()}", style="List Bullet")
        word.doc.add_paragraph(f"Lead: {lead}", style="List Bullet")
        word.doc.add_paragraph("Timescale: June 2027", style="List Bullet")
    draft = draft_of(word)
    assert [(one.ref, one.text) for one in draft.recommendations] == [
        ("1", "Keep the quay lit"),
        ("2", "Teach the crews"),
    ]
    assert [one.leads_text for one in actions(draft)] == ["Ada Prone", "Bo Ray"]


def test_a_form_for_each_action_in_word() -> None:
    word = Word("Harbour plan")
    for text, lead, fill in (("Light the quay", "Ada Prone", "FF0000"), ("Teach the crews", "Bo Ray", "00B050")):
        table = word.table(
            ["Action", text], ["Lead", lead], ["Deadline", "June 2027"], ["RAG", ""], ["Progress", f"{lead} has begun"]
        )
        word.shade(table.cell(3, 1), fill)
        word.doc.add_paragraph("")
    read = actions(draft_of(word))
    assert [(one.text, one.leads_text, one.rag.value) for one in read] == [
        ("Light the quay", "Ada Prone", "red"),
        ("Teach the crews", "Bo Ray", "green"),
    ]
    assert [one.progress for one in read] == ["Ada Prone has begun", "Bo Ray has begun"]
