"""Plans as PDF: with lines and without, over several pages, and the files that can't be read."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.draft import DraftPlan
from domain.importing.raw import PieceKind, RawBreak, RawTable, UnreadableDocument
from tests.adapters.documents.pdfs import coloured, printed
from tests.domain.importing.told import told

HEADER = ("Ref", "Recommendation", "Action", "Lead", "Target date", "RAG", "Progress")
WIDTHS = (35, 140, 200, 85, 75, 50, 170)
LEADS = ("Ann Fell", "Bob Marsh", "Cara Holt", "Dev Rao", "Eva Lund")
TITLES = ("Riverside Libraries Improvement Plan", "As at 3 May 2026")


def plan_rows(count: int) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            f"Improve how branch {number} is run and how its readers hear of a change",
            f"Write to the readers of branch {number} and ask what they need, then agree hours with the staff there",
            LEADS[number % 5],
            f"{number % 28 + 1:02d}/09/2026",
            ("Red", "Amber", "Green")[number % 3],
            f"Letters for branch {number} were sent in the spring and forty readers answered them",
        )
        for number in range(1, count + 1)
    ]


def as_text(rows: list[tuple[str, ...]]) -> bytes:
    return "\n".join([*TITLES, "", *("\t".join(row) for row in rows)]).encode()


def lines_of(data: bytes) -> list[str]:
    return told(read_plan(read_document(data), plan_code="LIB"))


def draft_of(rows: list[tuple[str, ...]], **how: Any) -> DraftPlan:
    return read_plan(read_document(printed(rows, titles=TITLES, **how)), plan_code="LIB")


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
@pytest.mark.parametrize("padding", [0, 4])
@pytest.mark.parametrize("split", [True, False], ids=["rows split", "rows whole"])
def test_a_plan_over_several_pages_reads_like_its_text(ruled: bool, padding: int, split: bool) -> None:
    rows = [HEADER, *plan_rows(40)]
    data = printed(rows, titles=TITLES, widths=WIDTHS, ruled=ruled, padding=padding, split=split)
    document = read_document(data)
    assert sum(isinstance(block, RawBreak) for block in document.blocks) >= 2
    assert lines_of(data) == lines_of(as_text(rows))


def test_a_workbook_reads_like_the_text_and_the_pdf() -> None:
    rows = [HEADER, *plan_rows(12)]
    book = Workbook()
    assert book.active is not None
    for row in ((TITLES[0],), (TITLES[1],), (), *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert lines_of(file.getvalue()) == lines_of(as_text(rows))


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_header_that_is_not_repeated_holds_for_the_next_page(ruled: bool) -> None:
    rows = [HEADER, *plan_rows(30)]
    data = printed(rows, titles=TITLES, widths=WIDTHS, ruled=ruled, repeat=0)
    assert lines_of(data) == lines_of(as_text(rows))


def test_a_place_says_page_and_row() -> None:
    draft = draft_of([HEADER, *plan_rows(30)], widths=WIDTHS)
    last = draft.actions[-1].source
    assert last.sheet_or_page == "page 3"
    assert 1 < last.row < 20


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_what_stands_at_the_foot_of_each_page_is_no_action(ruled: bool) -> None:
    draft = draft_of(
        [HEADER, *plan_rows(30)], widths=WIDTHS, ruled=ruled, foot="Riverside Libraries", notes=["Agreed in May."]
    )
    assert len(draft.actions) == 30
    assert all("Riverside Libraries" not in action.progress for action in draft.actions)
    assert "Agreed in May." in draft.leftover


def test_merged_cells_and_titles_across_the_table() -> None:
    rows = [
        HEADER,
        ("Theme 1: Buildings", *[""] * 6),
        ("1", "Mend the roof", "Ask three builders", "Ann Fell", "15/09/2026", "Green", "Two answered"),
        ("", "", "Choose one of them", "Dev Rao", "01/11/2026", "Green", "Later"),
        ("Theme 2: People", *[""] * 6),
        ("2", "Train the staff", "Write a plan", "Cara Holt", "Oct 2026", "Red", "Not begun"),
    ]
    spans = [("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 4), (-1, 4)), ("SPAN", (0, 2), (0, 3)), ("SPAN", (1, 2), (1, 3))]
    draft = draft_of(rows, widths=WIDTHS, styles=spans)
    assert [(one.section, one.ref, len(one.actions)) for one in draft.recommendations] == [
        ("Theme 1: Buildings", "1", 2),
        ("Theme 2: People", "2", 1),
    ]
    assert [one.leads[0].name for one in draft.actions] == ["Ann Fell", "Dev Rao", "Cara Holt"]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_coloured_cell_is_the_rag(ruled: bool) -> None:
    rows = [HEADER, *((*row[:5], "", row[6]) for row in plan_rows(3))]
    styles = [coloured(1, 5, "FF0000"), coloured(2, 5, "FFC000"), coloured(3, 5, "00B050"), coloured(0, 0, "DDEBF7")]
    draft = draft_of(rows, widths=WIDTHS, ruled=ruled, styles=styles)
    assert [one.rag.value for one in draft.actions] == ["red", "amber", "green"]


def test_lines_that_end_early_stay_apart() -> None:
    rows = [HEADER, *plan_rows(2)]
    rows[1] = (*rows[1][:3], "Ann Fell\nBob Marsh", *rows[1][4:])
    data = printed(rows, widths=WIDTHS)
    table = next(block for block in read_document(data).blocks if isinstance(block, RawTable))
    lead, progress = table.rows[1].cells[3], table.rows[1].cells[6]
    assert [(piece.text, piece.kind) for piece in lead.pieces] == [
        ("Ann Fell", PieceKind.PARAGRAPH),
        ("Bob Marsh", PieceKind.PARAGRAPH),
    ]
    assert len(progress.pieces) == 1  # wrapped, not broken


def test_a_scan_says_what_to_do() -> None:
    from PIL import Image

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableDocument, match="it is a scan"):
        read_document(file.getvalue())


def test_a_locked_pdf_says_what_to_do() -> None:
    with pytest.raises(UnreadableDocument, match="protected with a password"):
        read_document(printed([HEADER, *plan_rows(2)], widths=WIDTHS, encrypt="riverside"))


def test_a_title_of_a_plan_and_its_date_come_from_above_the_table() -> None:
    draft = draft_of([HEADER, *plan_rows(30)], widths=WIDTHS)
    assert (draft.title, draft.as_at) == ("Riverside Libraries Improvement Plan", date(2026, 5, 3))


def turned(degrees: int, rows: list[tuple[str, ...]]) -> bytes:
    """A table whose page is stored lying on its side or its head, and shown upright."""
    file = io.BytesIO()
    width, height = (A4[1], A4[0]) if degrees % 180 else A4
    canvas = Canvas(file, pagesize=(width, height))
    canvas.setPageRotation(degrees)
    canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[degrees])
    canvas.rotate(degrees)
    for down, row in enumerate(rows):
        for column, text in enumerate(row):
            canvas.rect(30 + 130 * column, A4[1] - 60 - 30 * down, 130, 30)
            canvas.drawString(35 + 130 * column, A4[1] - 50 - 30 * down, text)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_as_it_is_shown(degrees: int) -> None:
    rows = [("Ref", "Action", "Lead", "Target date"), ("1", "Mend the roof", "Ann Fell", "15/09/2026")]
    (upright,) = read_document(turned(0, rows)).tables()
    (found,) = read_document(turned(degrees, rows)).tables()
    assert [row.texts for row in found.rows] == [row.texts for row in upright.rows] == rows


def test_letters_given_all_at_once_are_those_given_one_by_one() -> None:
    import pypdfium2
    import pypdfium2.raw as pdfium

    from adapters.documents.pdf_page import letters_of

    for data in (printed([HEADER, *plan_rows(3)]), turned(0, [("Naïve – “said” £5…", "ﬁne", "x")])):
        text = pypdfium2.PdfDocument(data)[0].get_textpage()
        count = text.count_chars()
        assert letters_of(text, count) == "".join(chr(pdfium.FPDFText_GetUnicode(text, at)) for at in range(count))


def test_rows_set_in_the_middle_begin_the_next_page_and_no_numbered_line_is_taken_for_a_foot() -> None:
    rows = [("Ref", "Action", "Lead", "Due")]
    rows += [
        (
            str(n),
            f"Inspect culvert number {n} and clear it of silt, of branches and of waste",
            "Ada Brook",
            "30/06/2031",
        )
        for n in range(1, 61)
    ]
    data = printed(
        rows,
        titles=("Culverts",),
        ruled=False,
        widths=(40, 150, 120, 90),
        repeat=0,
        split=False,
        foot="Culvert plan",
        styles=(("VALIGN", (0, 0), (-1, -1), "MIDDLE"),),
        size=(420, 460),
    )
    draft = read_plan(read_document(data, "culverts.pdf"))
    assert [action.text for one in draft.recommendations for action in one.actions] == [row[1] for row in rows[1:]]
    assert [text for text in draft.leftover if "silt" in text] == []


def _set_in_the_middle(*, bullets: bool = False) -> bytes:
    """A table without lines whose cells are set in the middle, its second heading on two lines; or drawn bullets."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)

    def at(x: float, top: float, text: str) -> None:
        canvas.drawString(x, 800 - top, text)

    at(110, 0, "Recommendation of")
    for x, text in ((60, "Ref"), (260, "Lead"), (360, "Target")):
        at(x, 6, text)
    at(120, 12, "the review")
    rows = (("7.1", "Tell partners where a", "tenant has moved", "Ada Prone", "3 May 2027"),
            ("7.2", "Keep a list of roofs", "that let in water", "Cy Nod", "June 2027"),
            ("7.3", "Paint every door at", "the north end", "Di Or", "July 2027"))  # fmt: skip
    for number, (ref, first, second, lead, due) in enumerate(rows):
        top = 46 + 46 * number
        at(114 if bullets else 104, top, first)
        at(114 if bullets else 112, top + 12, second)
        for x, text in ((60, ref), (250, lead), (350, due)):
            at(x, top + 6, text)
        if bullets:
            canvas.circle(104, 800 - top + 3, 1.8, stroke=0, fill=1)
            canvas.circle(104, 800 - top - 9, 1.8, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_tall_heading_set_in_the_middle_is_a_heading_of_its_own() -> None:
    draft = read_plan(read_document(_set_in_the_middle(), "plan.pdf"), plan_code="ROO")

    assert [(one.ref, one.text, one.leads[0].name) for one in draft.actions] == [
        ("7.1", "Tell partners where a tenant has moved", "Ada Prone"),
        ("7.2", "Keep a list of roofs that let in water", "Cy Nod"),
        ("7.3", "Paint every door at the north end", "Di Or"),
    ]


def test_bullets_that_are_drawn_part_the_items_of_a_cell() -> None:
    document = read_document(_set_in_the_middle(bullets=True), "plan.pdf")
    cell = next(cell for table in document.tables() for row in table.rows for cell in row.cells if "roofs" in cell.text)

    assert [(piece.kind, piece.text) for piece in cell.pieces] == [
        (PieceKind.ITEM, "Keep a list of roofs"),
        (PieceKind.ITEM, "that let in water"),
    ]
