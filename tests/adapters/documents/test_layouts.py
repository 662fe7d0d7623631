"""Layouts that readers take apart before anybody knows what they mean, and those that they must leave whole."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from adapters.documents import read_document
from domain.importing.raw import RawDocument, RawTable


def workbook(*rows: tuple[Any, ...]) -> RawDocument:
    """A sheet with these rows, as it is read; `None` leaves a cell alone."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return read_document(out.getvalue(), "plan.xlsx")


def texts(table: RawTable) -> list[list[str]]:
    """The filled cells of a table, row by row."""
    return [[cell.text for cell in row.cells if cell.pieces] for row in table.rows]


HEAD = ("Ref", "Action", "Lead", "Due")
ROWS = (("1", "Mend the roof", "Ann Pell", "May 2026"), ("2", "Paint it", "Bo Tarn", "June 2026"))


def test_a_list_beside_the_actions_is_a_table_of_its_own() -> None:
    document = workbook(
        (*HEAD, None, None, "Initials", "Name"),
        (*ROWS[0], None, None, "AP", "Ann Pell"),
        (*ROWS[1], None, None, "BT", "Bo Tarn"),
        (None, None, None, None, None, None, "CH", "Cy Holm"),
        (None, None, None, None, None, None, "DK", "Di Kerr"),
        (None, None, None, None, None, None, "EL", "Ed Lunt"),
    )
    left, right = document.tables()
    assert texts(left) == [list(HEAD), *(list(row) for row in ROWS)]
    assert right.apart
    assert texts(right)[-1] == ["EL", "Ed Lunt"]


def test_a_table_with_an_empty_column_inside_stays_one() -> None:
    document = workbook((*HEAD, None, "RAG", "Notes"), (*ROWS[0], None, "Red", "late"), (*ROWS[1], None, "Green", ""))
    (table,) = document.tables()
    assert texts(table)[1] == [*ROWS[0], "Red", "late"]


def page(body: str) -> RawDocument:
    """A web page, as it is read."""
    return read_document(f"<!DOCTYPE html><html><body><h1>Plan</h1>{body}</body></html>".encode(), "plan.html")


def boxes(*rows: tuple[str, ...], tag: str = "div") -> str:
    """Rows of boxes."""
    return "".join(f"<{tag}>{''.join(f'<span>{text}</span>' for text in row)}</{tag}>" for row in rows)


@pytest.mark.parametrize("tag", ["div", "li"])
def test_rows_of_boxes_below_a_header_are_a_table(tag: str) -> None:
    (table,) = page(f"<section>{boxes(HEAD, *ROWS, tag=tag)}</section>").tables()
    assert texts(table) == [list(HEAD), *(list(row) for row in ROWS)]


def test_the_header_may_stand_in_a_box_of_its_own() -> None:
    (table,) = page(f"<div class='head'>{boxes(HEAD)}</div><div class='body'>{boxes(*ROWS)}</div>").tables()
    assert len(table.rows) == 3


def test_boxes_without_a_header_are_no_table() -> None:
    document = page(f"<section>{boxes(('Home', 'News', 'Jobs'), ('Bins', 'Roads', 'Parks'))}</section>")
    assert not list(document.tables())


def test_words_beside_a_grid_are_kept() -> None:
    document = page(f"<section>before {boxes(HEAD, *ROWS)} behind</section>")
    said = " ".join(one.text for one in document.paragraphs())
    assert "before" in said
    assert "behind" in said


PAGE = "<html><body><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>{}</td></tr></table></body></html>"
KINDS = pytest.mark.parametrize(
    ("name", "content"), [("plan.html", PAGE), ("plan.md", "| A | B |\n|---|---|\n| 1 | {} |\n")]
)


@KINDS
def test_struck_words_are_parted_from_those_that_stand(name: str, content: str) -> None:
    struck = "<del>1 May</del> 1 June" if name.endswith("html") else "~~1 May~~ 1 June"
    document = read_document(content.format(struck).encode(), name)
    cell = next(document.tables()).rows[1].cells[1]
    assert (cell.text, cell.gone, cell.struck) == ("1 June", "1 May", False)
    assert any("1 May" in one.text for one in document.paragraphs())  # kept among what found no place


@KINDS
def test_a_cell_that_is_struck_from_end_to_end_keeps_its_words(name: str, content: str) -> None:
    struck = "<del>1 May</del>" if name.endswith("html") else "~~1 May~~"
    cell = next(read_document(content.format(struck).encode(), name).tables()).rows[1].cells[1]
    assert (cell.text, cell.gone, cell.struck) == ("1 May", "", True)


@pytest.mark.parametrize("mark", list("^~¦|"))
def test_separators_that_only_programs_write_are_found(mark: str) -> None:
    content = "\n".join(mark.join(row) for row in (HEAD, *ROWS))
    (table,) = read_document(content.encode(), "plan.csv").tables()
    assert texts(table) == [list(HEAD), *(list(row) for row in ROWS)]


def test_headings_of_a_printed_plan_are_told_by_their_size() -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table, TableStyle

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    top = A4[1] - 50
    for title in ("Safer homes", "Cleaner streets"):
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(50, top, title)
        table = Table([list(HEAD), *(list(row) for row in ROWS)])
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), 10)]))
        _, high = table.wrapOn(canvas, *A4)
        table.drawOn(canvas, 50, top - 12 - high)
        top -= high + 60
    canvas.showPage()
    canvas.save()
    levels = {one.text: one.level for one in read_document(out.getvalue(), "plan.pdf").paragraphs()}
    assert levels["Safer homes"] == levels["Cleaner streets"] > 0
