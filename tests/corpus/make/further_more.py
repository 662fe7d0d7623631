"""Workbooks, printed pages and texts of a further first sight: bars for dates, headers of three rows, themes as sheets,
two tables beside each other, a grid without a table, odd separators and a mail thread."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from tests.corpus.make.excel import fill, put, saved, started

PRINTED = Path(__file__).resolve().parents[1] / "printed"

CARETS = """\ufeffRecommendation^Agreed action^Responsible^Deadline^State of play
The constabulary should record rape within 24 hours^Move recording into the control room; audit it weekly^DCS Fay Loughlin^31.10.2026^Amber - nine of twelve posts filled
The constabulary should keep evidence safely^Buy lockers for \u201chot\u201d exhibits^Head of Estates^30.11.26^Red
"The constabulary should answer 101 calls^ and web chats"^Hire 30 call handlers^Supt Gil Ferraby^Dec 2026^Green - 18 hired
"""

THREAD = """From: Lorna Vickers
Sent: 16 June 2026 17:42
To: Improvement Board
Subject: RE: Actions from yesterday's improvement board

Hi all

As promised, the actions:

1. Budget monitoring reports to go to DMT monthly - Sanjay, from July
2. Paper on agency spend to Cabinet. Owner: Director of Resources. Deadline: 14 September 2026
3. Julie Akers to write to the DfE by Friday 26 June 2026
4. Fostering campaign - Comms/Fostering - launch end of September 2026 - AMBER

Kind regards
Lorna Vickers
Improvement Programme Manager | Saltmere Council
T: 01632 960111
Please consider the environment before printing this e-mail.

> From: Director of Children's Services
> Sent: 15 June 2026
> Can somebody send round the actions please?
"""

GRID = """<!DOCTYPE html><html lang="en"><head><title>Dementia-friendly town plan | Orrisbury Town Council</title>
<style>.grid{display:grid;grid-template-columns:3fr 1fr 1fr 1fr}.head{font-weight:bold}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/plans">Plans</a></li></ul></nav>
<main><h1>Dementia-friendly town plan</h1><p>Last updated 8 May 2026</p>
<h2>Getting about</h2>
<div class="grid"><div class="head">Action</div><div class="head">Owner</div><div class="head">Target date</div><div class="head">Status</div>
<div>Paint the kerbs at six crossings</div><div>Highways</div><div>31 August 2026</div><div><span class="tag tag--green">Green</span></div>
<div>Train every bus driver</div><div>Coastway Buses</div><div>Spring 2027</div><div><span class="tag tag--amber">Amber</span></div></div>
<h2>Being welcome</h2>
<div class="grid"><div class="head">Action</div><div class="head">Owner</div><div class="head">Target date</div><div class="head">Status</div>
<div>Open a memory cafe in the library</div><div>Maeve Tranter</div><div>1 July 2026</div><div><span class="tag tag--red">Red</span></div>
<div>Give shops a one-page guide</div><div></div><div>31 June 2026</div><div><span class="tag tag--green">Green</span></div></div>
</main><footer><p>© Orrisbury Town Council. Contact the webmaster.</p></footer></body></html>
"""


def bars_for_dates() -> bytes:
    """A Gantt chart: months under years, and coloured bars without a word say when something runs."""
    book, sheet = started("Gantt")
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    put(sheet, 1, 1, [
        ["Local plan for allotments – delivery timetable"],
        ["", "", "", "2026", *[""] * 8, "2027"],
        ["No.", "Task", "Responsible officer", *months],
        ["1", "Survey all 41 sites", "Parks Officer"],
        ["2", "Write the new tenancy agreement", "Legal Services"],
        ["3", "Cut the waiting list in half", "Bryn Ockley"],
        ["4", "Put water on every site", "Property Team"],
    ])  # fmt: skip
    sheet.merge_cells("D2:L2")
    sheet.merge_cells("M2:O2")
    for cells in ("D4", "E4", "F4", "F5", "G5", "H6", "I6", "J6", "K6", "L6", "M6"):
        fill(sheet, cells, "4472C4")
    return saved(book)


def header_of_three_rows() -> bytes:
    """A header of three rows; headings that say little over columns of allowed words; days as bare numbers; a note."""
    book, sheet = started("Tracker")
    put(sheet, 1, 1, [
        ["Integrated Care System – winter resilience tracker (as at 6 November 2026)"],
        [],
        ["About the action", "", "", "Who", "", "Timing", "", "Position", ""],
        ["ID", "Scheme", "What", "Organisation", "Named", "Planned", "Now", "This week", "Said by lead"],
        ["", "", "", "", "individual", "finish", "expected", "", ""],
        ["W1", "Beds", "Open twenty step-down beds", "Wyvern Trust", "Asha Pell", 46356, 46356, "On plan", "Staffed from Monday"],
        ["W2", "Beds", "Keep one ward for flu", "Wyvern Trust", "Col Redfern", 46341, 46387, "Slipping", "Building works"],
        ["W3", "Home", "Double the night sitters", "Eastvale Council", "Asha Pell", 46371, 46371, "On plan", ""],
        ["W4", "Home", "Old: ring-fence taxis", "Eastvale Council", "Gus Amber", 46300, 46300, "Stopped", ""],
        ["W5", "999", "Put a GP in the control room", "Ambulance Service", "", 46356, 46418, "Failing", "No GP found"],
    ])  # fmt: skip
    for merged in ("A3:C3", "D3:E3", "F3:G3", "H3:I3", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "H4:H5", "I4:I5"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[9].hidden = True
    words = DataValidation(type="list", formula1='"On plan,Slipping,Failing,Stopped,Done"')
    words.add("H6:H40")
    sheet.add_data_validation(words)
    sheet["G7"].comment = Comment("Board agreed the new date on 3 November", "PMO")
    return saved(book)


def themes_on_sheets() -> bytes:
    """A dashboard of formulas with the worst actions again, then a sheet for each theme in which repeats are blank."""
    book, front = started("Summary")
    put(front, 1, 1, [
        ["Anti-poverty strategy: delivery plan dashboard"],
        ["Reporting date", date(2026, 9, 30)],
        [],
        ["Theme", "Actions", "Red", "Amber", "Green"],
        ["Money advice", '=COUNTA(Money!C:C)-1', 1, 1, 1],
        ["Food", '=COUNTA(Food!C:C)-1', 1, 0, 1],
        [],
        ["Actions at red"],
        ["Ref", "Action", "Lead", "Due", "RAG"],
        ["M2", "Train 60 volunteers", "Citizens Advice", date(2026, 8, 31), "Red"],
        ["F1", "Open four pantries", "Nesta Boyd", date(2026, 7, 31), "Red"],
    ])  # fmt: skip
    head = ["Goal", "Ref", "Action", "Lead", "Due", "RAG", "Notes"]
    money: Any = book.create_sheet("Money")
    put(money, 1, 1, [
        ["Theme 1: Money advice"], head,
        ["People get what they are owed", "M1", "Write to everyone who may claim Pension Credit", "Benefits Manager",
         date(2026, 11, 30), "Green", "3,100 letters"],
        ["", "M2", "Train 60 volunteers", "Citizens Advice", date(2026, 8, 31), "Red", "22 trained"],
        ["Nobody loses their home over a debt", "M3", "Stop bailiffs for those on Council Tax support",
         "Revenues Manager", date(2027, 3, 31), "Amber", ""],
    ])  # fmt: skip
    food: Any = book.create_sheet("Food")
    put(food, 1, 1, [
        ["Theme 2: Food"], head,
        ["Good food is near", "F1", "Open four pantries", "Nesta Boyd", date(2026, 7, 31), "Red", "Two open"],
        ["", "F2", "Teach cooking in schools", "Public Health", date(2026, 12, 18), "Green", ""],
    ])  # fmt: skip
    for sheet in (front, money, food):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, date):
                    cell.number_format = "dd/mm/yyyy"
    return saved(book)


def two_beside_each_other() -> bytes:
    """A sheet with the actions at the left, and at the right, beside them, who is who and what the letters mean."""
    book, sheet = started("Sheet1")
    put(sheet, 1, 1, [
        ["Licensing review action tracker", "", "", "", "", "", "", "Contacts"],
        ["No", "Action", "Owner", "Deadline", "Status", "", "", "Initials", "Name"],
        [1, "Check all 38 late licences", "RT", date(2026, 10, 30), "G", "", "", "RT", "Rosa Tulley"],
        [2, "Publish a new policy", "RT / KM", date(2026, 12, 11), "A", "", "", "KM", "Kofi Marland"],
        [3, "Train members of the committee", "KM", "Jan 2027", "R"],
        [4, "Visit five taxi firms", "Trading Standards", "31/11/2026", "G", "", "", "Status", ""],
        ["", "", "", "", "", "", "", "G", "On time"],
        ["", "", "", "", "", "", "", "A", "Some delay"],
        ["", "", "", "", "", "", "", "R", "Late"],
    ])  # fmt: skip
    for cell in ("D3", "D4"):
        sheet[cell].number_format = "dd/mm/yyyy"
    return saved(book)


def side_by_side() -> bytes:
    """One printed page with the council's actions at the left and the health board's at the right, each in a table."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), invariant=1)
    width, height = landscape(A4)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(15 * mm, height - 18 * mm, "Joint carers plan on a page")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(15 * mm, height - 25 * mm, "Agreed 5 August 2026")
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 8.5, 10
    sides = {
        "Council actions": [
            ("C1", "Call every carer once a year", "Carers Team", "31/03/2027", "Green"),
            ("C2", "Pay for 300 nights of respite", "Ivo Brandling", "Dec 2026", "Amber"),
            ("C3", "Ask carers on every council form", "Customer Services", "30/09/2026", "Red"),
        ],
        "Health board actions": [
            ("H1", "Put carers on GP registers", "Dr Lena Strang", "31/10/2026", "Amber"),
            ("H2", "Let carers stay on wards", "Ward Managers", "Ongoing", "Green"),
        ],
    }
    for place, (title, rows) in enumerate(sides.items()):
        left = 15 * mm + place * (width - 24 * mm) / 2
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(left, height - 36 * mm, title)
        cells = [
            [Paragraph(text, style) for text in row] for row in [("Ref", "Action", "Lead", "By when", "RAG"), *rows]
        ]
        table = Table(cells, colWidths=[12 * mm, 46 * mm, 30 * mm, 24 * mm, 16 * mm])
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
        _, high = table.wrapOn(canvas, width, height)
        table.drawOn(canvas, left, height - 40 * mm - high)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "further-bars-for-dates.xlsx": bars_for_dates,
    "further-header-of-three-rows.xlsx": header_of_three_rows,
    "further-themes-on-sheets.xlsx": themes_on_sheets,
    "further-two-beside-each-other.xlsx": two_beside_each_other,
    "further-print-landscape.pdf": lambda: (PRINTED / "further-print-landscape.pdf").read_bytes(),
    "further-side-by-side.pdf": side_by_side,
    "further-grid-without-a-table.html": GRID.encode,
    "further-carets.csv": CARETS.encode,
    "further-mail-thread.txt": THREAD.encode,
}
