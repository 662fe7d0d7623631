"""Eight plans more, written when the reader had been mended for the further ones: words that were struck out and replaced,
bullets with who and when behind them, a column for each agency, a log, columns over two pages, an accordion, wrapped
columns of text, and milestones in columns."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

ACCORDION = """<!DOCTYPE html><html lang="en"><head><title>Play areas plan</title></head><body><main>
<h1>Play areas plan 2026</h1><p>Published 1 June 2026 by Quenbury Borough Council</p>
<h2>Aim 1: Safe places to play</h2>
<details><summary>1.1 Repair 40 playgrounds</summary><p><strong>Lead officer:</strong> Parks Manager</p>
<p><strong>Target date:</strong> 30 September 2026</p><p><strong>RAG:</strong> Amber</p><p><strong>Latest update:</strong> 17 done by May.</p></details>
<details><summary>1.2 Check every site each week</summary><p><strong>Lead officer:</strong> Ola Prynne</p>
<p><strong>Target date:</strong> Ongoing</p><p><strong>RAG:</strong> Green</p><p><strong>Latest update:</strong> </p></details>
<h2>Aim 2: Room for everyone</h2>
<details><summary>2.1 Put a swing for wheelchairs in each town</summary><p><strong>Lead officer:</strong> Parks Manager and Ola Prynne</p>
<p><strong>Target date:</strong> 31 April 2027</p><p><strong>RAG:</strong> Red</p><p><strong>Latest update:</strong> Supplier not found.</p></details>
</main></body></html>
"""

WRAPPED = """FLOOD GROUP ACTION LIST
Agreed at the meeting on 4 June 2026

No.  Action                            Who               When          RAG
---  --------------------------------  ----------------  ------------  -----
1    Agree a protocol with the three   Gus Amery         30 June 2026  Amber
     largest landlords, and put it
     on the website
2    Clear the culvert at Fold Lane    Highways          September     Red
                                                         2026
3    Tell every household in the low   Comms and         Ongoing       Green
     streets what to do at night       Flood Wardens
"""

MILESTONES = """Ref,Project,Owner,Status,Milestone 1,Milestone 1 date,Milestone 2,Milestone 2 date,End date
P1,Build a hub for young carers,Libby Storr,Amber,Sign the lease,30/04/2026,Open the doors,30/11/2026,31/12/2026
P2,Move records to the new system,ICT Programme Manager,Green,Test with one team,15/05/2026,,,31/07/2026
P3,Write a volunteering offer,Libby Storr,Red,Ask volunteers,31/06/2026,Publish it,01/09/2026,30/09/2026
"""


def _run(paragraph: Any, text: str, *, struck: bool = False) -> None:
    paragraph.add_run(text).font.strike = struck


def struck_and_replaced() -> bytes:
    """A police plan in which old leads, dates and words were struck out, and new ones typed behind them."""
    word = Word("Custody healthcare: improvement plan")
    word.doc.add_paragraph("Updated 8 April 2026")
    table = word.table(
        ["Ref", "Action", "Lead", "Target date", "RAG"],
        ["1", "Train all custody sergeants", "", "", "Amber"],
        ["2", "Publish response times each month", "Control Room Manager", "31 May 2026", "Green"],
        ["3", "", "Dr Ravi Thorne", "", "Red"],
    )
    lead, due = table.cell(1, 2).paragraphs[0], table.cell(1, 3).paragraphs[0]
    _run(lead, "Insp Ann Fold", struck=True)
    _run(lead, " Insp Bea Corrie")
    _run(due, "31 March 2026", struck=True)
    _run(due, " 30 June 2026")
    text, late = table.cell(3, 1).paragraphs[0], table.cell(3, 3).paragraphs[0]
    _run(text, "Write to ")
    _run(text, "some", struck=True)
    _run(text, " every GP practice")
    _run(late, "Feb 2026", struck=True)
    _run(late, " ")
    _run(late, "Apr 2026", struck=True)
    _run(late, " July 2026")
    return same_zip(word.bytes())


def bullets_with_owners() -> bytes:
    """A care regulator's must-dos; each bullet of a cell ends with who and when in square brackets."""
    word = Word("Rowan Lodge: must do and should do actions")
    word.doc.add_paragraph("Provider response, 2 April 2026")
    table = word.table(["Must do", "Our actions", "Progress", "RAG"])
    number = word.lists(("bullet", "•"))
    rows: list[tuple[str, list[str], str, str]] = [
        ("1. Medicines must be stored safely",
         ["Fit locks to all fridges [Estates Lead – 30 April 2026]", "Check temperatures daily [Ward Managers – ongoing]"],
         "14 of 20 fitted", "Amber"),
        ("2. Staff must have appraisals",
         ["Book an appraisal for everyone [HR Business Partner – 30 June 2026]",
          "Report gaps to the board [Director of People – Sept 2026]"], "", "Red"),
    ]  # fmt: skip
    for must, actions, progress, rag in rows:
        cells = table.add_row().cells
        cells[0].text, cells[2].text, cells[3].text = must, progress, rag
        word.items(cells[1], number, *actions)
    return same_zip(word.bytes())


def a_column_for_each_agency() -> bytes:
    """A child practice review: what each agency does stands in a column of its own, with lead and date behind it."""
    book, sheet = started("Actions by agency")
    put(sheet, 1, 1, [
        ["Child practice review: multi-agency action plan (agreed 16 March 2026)"],
        ["Rec", "Recommendation", "Council", "Police", "Health board"],
        ["R1", "Share risk early", "Hold a call every morning. Lead: MASH Manager. By: 1 May 2026",
         "Send notices within 24 hours. Lead: DI Carys Holt. By: 31 May 2026", ""],
        ["R2", "See the child alone", "Audit 30 visits. Lead: Principal Social Worker. By: June 2026", "",
         "Train all health visitors. Lead: Named Nurse. By: 30 September 2026"],
    ])  # fmt: skip
    return saved(book)


def a_log_with_groups() -> bytes:
    """An officers' log: groups with counts, surnames first beside e-mail addresses, closed and withdrawn rows."""
    book, sheet = started("Log")
    put(sheet, 1, 1, [
        ["ID", "Raised", "What is to be done", "Owner", "E-mail", "Due", "Status", "Date closed", "Comment"],
        ["Governance (2)"],
        ["G-01", date(2026, 1, 12), "Refresh the scheme of delegation", "Fold, Ann", "ann.fold@quenbury.example",
         date(2026, 4, 30), "Closed", date(2026, 5, 6), "Adopted by Council"],
        ["G-02", date(2026, 1, 12), "Publish the register of gifts", "Corrie, Bea", "bea.corrie@quenbury.example",
         date(2026, 6, 30), "Open", "", ""],
        ["Finance (2)"],
        ["F-01", date(2026, 2, 9), "Reconcile the suspense account", "Storr, Libby", "libby.storr@quenbury.example",
         date(2026, 7, 31), "On hold", "", "Waiting for the auditor"],
        ["F-02", date(2026, 2, 9), "Tender for insurance", "Fold, Ann", "ann.fold@quenbury.example", date(2026, 9, 30),
         "Withdrawn", "", "Framework used instead"],
    ])  # fmt: skip
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    for row in (2, 5):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=9)
    return saved(book)


def columns_over_two_pages() -> bytes:
    """A wide sheet as it is printed: the left columns on one page, the right ones, row for row, on the next."""
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 9, 11
    left = [
        ("Ref", "Recommendation", "Action"),
        ("1", "Know who is at risk of fire", "Visit 4,000 homes"),
        ("2", "Reach people who live alone", "Train carers to refer"),
        ("3", "Learn from every fire", "Hold a review within a week"),
    ]
    right = [
        ("Lead", "Target date", "RAG"),
        ("Prevention Manager", "31/03/2027", "Green"),
        ("Ines Garrod", "30 September 2026", "Amber"),
        ("Group Manager Response", "Ongoing", "Red"),
    ]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for title, rows, widths in (
        ("Home fire safety action plan, 11 May 2026", left, (15, 70, 80)),
        ("", right, (60, 45, 25)),
    ):
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(20 * mm, A4[1] - 20 * mm, title)
        cells = [[Paragraph(text, style) for text in row] for row in rows]
        table = Table(cells, colWidths=[width * mm for width in widths], rowHeights=[10 * mm] * len(rows))
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
        _, high = table.wrapOn(canvas, *A4)
        table.drawOn(canvas, 20 * mm, A4[1] - 30 * mm - high)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "closing-struck-and-replaced.docx": struck_and_replaced,
    "closing-bullets-with-owners.docx": bullets_with_owners,
    "closing-a-column-for-each-agency.xlsx": a_column_for_each_agency,
    "closing-a-log-with-groups.xlsx": a_log_with_groups,
    "closing-columns-over-two-pages.pdf": columns_over_two_pages,
    "closing-accordion.html": ACCORDION.encode,
    "closing-wrapped-columns.txt": WRAPPED.encode,
    "closing-milestones-in-columns.csv": MILESTONES.encode,
}
