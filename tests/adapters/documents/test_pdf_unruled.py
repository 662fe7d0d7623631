"""Tables of a PDF without lines: told by their columns, the steps between lines, and what stands beside a colour."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.raw import RawDocument
from tests.adapters.documents.pdfs import coloured, printed

HEADER = ("Ref", "Action", "Lead", "Due date", "RAG")
WIDTHS = (40, 230, 90, 90, 50)
SMALL = (842.0, 260.0)


def read(*rows: Sequence[str], **how: Any) -> RawDocument:
    return read_document(printed(rows, titles=["Harbour plan"], ruled=False, **{"widths": WIDTHS, **how}), "plan.pdf")


def texts(document: RawDocument) -> list[tuple[str, ...]]:
    return [row.texts for table in document.tables() for row in table.rows]


def test_a_dark_header_and_coloured_cells_are_no_table_of_their_own() -> None:
    rows = [HEADER, *((str(at), f"Paint quay {at}", "Ann Hall", "01/06/2026", "Red") for at in range(1, 5))]
    dark = ("BACKGROUND", (0, 0), (-1, 0), HexColor("#1F3864"))
    document = read(*rows, styles=[dark, *(coloured(at, 4, "FF0000") for at in range(1, 5))])
    assert texts(document) == rows
    assert [row.cells[4].fill for table in document.tables() for row in table.rows[1:]] == ["FF0000"] * 4


def test_the_second_lines_of_a_row_are_no_header() -> None:
    agree = "Agree with all of the harbour users an action"
    long = ("4", agree, "The group and the lead person", "By the due date", "Red")
    rows = [
        HEADER,
        ("1", "Paint the quay", "Ann Hall", "01/06/2026", "Red"),
        long,
        ("5", "Mend the gate", "Bo Ray", "02/06/2026", "Red"),
    ]
    assert texts(read(*rows, widths=(40, 130, 80, 60, 50))) == rows


def test_a_page_may_hold_wider_words_than_the_one_with_the_header() -> None:
    short = [(str(at), "Paint it", "Ann Hall", "June 2026", "Red") for at in range(1, 8)]
    ask = "Ask every one of the harbour users what to do"
    wide = [(str(at), ask, "Ann Hall-Smythe", "November 2026", "Amber") for at in range(8, 11)]
    rows = [HEADER, *short, *wide]
    assert texts(read(*rows, size=SMALL, repeat=0, foot="Official.")) == rows


def test_a_row_that_wraps_between_two_titles_stays_one_row() -> None:
    ask = "Ask every one of the harbour users what they think should be done about the quay"
    mend = "Mend the gate that the storm took away and the lamp that hangs above it today"
    rows: list[tuple[str, ...]] = [
        HEADER,
        ("Quays",),
        ("1", ask, "Ann Hall", "June 2026", "Red"),
        ("Gates",),
        ("2", mend, "Bo Ray", "July 2026", "Green"),
    ]
    styles = [("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 3), (-1, 3)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    assert texts(read(*[(*row, *[""] * (5 - len(row))) for row in rows], styles=styles)) == rows


def test_headings_below_a_wide_heading_are_columns() -> None:
    last = ("1", "Paint the quay", "Ann Hall", "Bo Ray", "June 2026")
    rows = [("Ref", "Action", "Who", "", "Due date"), ("", "", "Lead", "Sponsor", ""), last]
    assert texts(read(*rows, styles=[("SPAN", (2, 0), (3, 0))]))[-1] == last


def test_headings_that_stand_as_close_as_words_part_where_no_word_of_the_rows_stands() -> None:
    rows = [("Ref", "Action", "", "Due date")]
    rows += [(str(at), f"Paint quay {at}", "Ann Hall", "01/06/2026") for at in range(1, 5)]
    widths = (40, 90, 80, 90)
    assert texts(read(*rows, widths=widths))[1:] == rows[1:]


def test_a_row_goes_on_at_the_top_of_the_next_page_in_its_first_column() -> None:
    long = "Ask every one of the harbour users what they think should be done about the old quay by the gate"
    rows = [("Action", "Lead", "Due date"), *((long, "Ann Hall", f"0{at}/06/2026") for at in range(1, 10))]
    rows.append(("Paint it", "Bo Ray", "30/06/2026"))
    document = read(*rows, widths=(100, 90, 90), size=(842.0, 231.0), repeat=0, split=True)
    words = " ".join(text for row in texts(document) for text in row)
    assert words.count(long.split()[-1]) == 9
    assert not [one.text for one in document.paragraphs() if "gate" in one.text]


@pytest.mark.parametrize("last", [("", "Estates", ""), ("", "", "2026")])
def test_the_last_line_of_a_row_alone_on_the_next_page_ends_that_row(last: tuple[str, str, str]) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    rows = (
        ("Action", "Lead", "Due"),
        ("Pump out the cellars", "Ann Pell", "1 June 2026"),
        ("Lend dryers to all houses", "Bo Marsh", "1 July 2026"),
        ("Write to the owners", "Head of", "30 April"),
    )
    for place, row in enumerate(rows):
        for left, text in zip((60, 260, 420), row, strict=True):
            canvas.drawString(left, 200 - 50 * place, text)
    canvas.showPage()
    for left, text in zip((60, 260, 420), last, strict=True):
        canvas.drawString(left, 780, text)
    canvas.showPage()
    canvas.save()
    draft = read_plan(read_document(file.getvalue(), "plan.pdf"), plan_code="ABC")
    found = draft.actions[-1]
    assert (found.leads_text, found.due.text) == (f"Head of {last[1]}".strip(), f"30 April {last[2]}".strip())
    assert not draft.leftover
