"""Odd layouts of a fourth kind: risks and actions on one sheet, numbered columns of actions, headings in two languages,
milestones under quarters, leaders of dots, three rows for each action, a page without lines and with notes in brackets."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip


def risks_and_actions() -> bytes:
    """A log whose sheet has risks first, and the actions in a table of their own below."""
    book, sheet = started("RAID")
    put(sheet, 1, 1, [
        ["Payroll system replacement: RAID log"],
        ["RISKS"],
        ["ID", "Risk", "Likelihood", "Impact", "Score"],
        ["R1", "The old contract ends before the new system works", 3, 5, 15],
        ["R2", "Nobody knows the pension rules", 2, 4, 8],
        [],
        ["ACTIONS"],
        ["ID", "Action", "Raised", "Action owner", "Target", "Closed"],
        ["A1", "Extend the old contract by six months", date(2026, 3, 2), "Head of Procurement", date(2026, 4, 30), date(2026, 4, 21)],
        ["A2", "Borrow a pensions specialist", date(2026, 3, 9), "Sian Ockwell", date(2026, 5, 29), ""],
        ["A3", "Test two pay runs side by side", date(2026, 4, 13), "Payroll Manager", date(2026, 8, 31), ""],
    ])  # fmt: skip
    for row in range(9, 12):
        for column in (3, 5, 6):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return saved(book)


def numbered_columns() -> bytes:
    """For each recommendation two actions beside each other, each with its lead and date."""
    word = Word("Scrutiny review of youth clubs – cabinet response")
    word.doc.add_paragraph("Cabinet, 16 June 2026")
    word.table(
        ["Recommendation", "Action 1", "Lead 1", "By 1", "Action 2", "Lead 2", "By 2"],
        ["1. Open clubs on Friday nights", "Find keyholders for four clubs", "Youth Manager", "31 July 2026",
         "Ask the police for a weekly visit", "Sgt Nell Corrie", "30 September 2026"],
        ["2. Ask young people what they want", "Hold a vote in every school", "Democratic Services", "30 November 2026",
         "", "", ""],
    )  # fmt: skip
    return same_zip(word.bytes())


WELSH = """<!DOCTYPE html><html lang="cy"><head><title>Cynllun Gweithredu / Action Plan</title></head><body>
<h1>Cynllun Gweithredu’r Gymraeg / Welsh Language Action Plan</h1>
<p>Diweddarwyd / Updated: 2 March 2026</p>
<table><tr><th>Rhif / No.</th><th>Cam gweithredu / Action</th><th>Arweinydd / Lead</th><th>Erbyn / By</th><th>Statws / Status</th></tr>
<tr><td>1</td><td>Offer every course in Welsh</td><td>Mared Puw</td><td>30 September 2026</td><td>Gwyrdd / Green</td></tr>
<tr><td>2</td><td>Put both languages on all signs</td><td>Highways</td><td>31 March 2027</td><td>Coch / Red</td></tr>
<tr><td>3</td><td>Answer letters in the language they came in</td><td>Customer Services</td><td>Ongoing</td><td>Oren / Amber</td></tr>
</table></body></html>
"""


def milestones_under_quarters() -> bytes:
    """An action and who leads it, and under each quarter what will have been reached by then."""
    book, sheet = started("Delivery plan")
    put(sheet, 1, 1, [
        ["Culture strategy delivery plan 2026/27"],
        ["Action", "Lead", "Q1", "Q2", "Q3", "Q4"],
        ["Reopen the arts centre", "Venue Director", "Contractor appointed", "Roof finished", "", "Doors open"],
        ["Run a book festival", "Libraries", "", "Authors booked", "Festival held", ""],
    ])  # fmt: skip
    return saved(book)


LEADERS = """HARBOUR USERS GROUP
Jobs agreed on Monday 11 May 2026

Mend the slipway chain ............ Boatman ............ 30 May 2026
Paint the fuel berth lines ........ R Dunmore .......... 12 June 2026
Write to berth holders ............ Harbour Office ..... by end of May 2026
Get prices for a new crane ........ Finance Sub ........ September 2026
"""


def three_rows_for_each() -> bytes:
    """Each action takes three rows: what, then who, then when, with a small word before each."""
    book, sheet = started("Sheet1")
    put(sheet, 1, 1, [
        ["Community hall: repairs list (February 2026)"],
        [],
        ["1", "What", "Replace the boiler"],
        ["", "Who", "Trustees"],
        ["", "When", date(2026, 9, 30)],
        ["2", "What", "Seal the roof lights"],
        ["", "Who", "Ed Farraday"],
        ["", "When", date(2026, 5, 15)],
        ["3", "What", "Test the fire alarm every week"],
        ["", "Who", "Caretaker"],
        ["", "When", "Ongoing"],
    ])  # fmt: skip
    for row in (5, 8):
        sheet.cell(row, 3).number_format = "d mmmm yyyy"
    return saved(book)


def notes_in_brackets() -> bytes:
    """A page without lines: dates set to the right, headings of two lines, and remarks in brackets below some rows."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(40, 550, "Dementia action plan – ward 7")
    canvas.setFont("Helvetica-Bold", 9)
    for left, lines in (
        (40, ("Action", "no.")),
        (90, ("Agreed", "action")),
        (420, ("Lead", "person")),
        (570, ("RAG",)),
    ):
        for line, text in enumerate(lines):
            canvas.drawString(left, 515 - 11 * line, text)
    canvas.drawRightString(780, 515, "Completion")
    canvas.drawRightString(780, 504, "date")
    rows = [
        ("1", "Put clocks and calendars in every bay", "Sr Ada Quill", "Green", "30 June 2026", ""),
        (
            "2",
            "Let carers stay outside visiting hours",
            "Matron",
            "Amber",
            "31 July 2026",
            "(Policy is with the union.)",
        ),
        ("3", "Train all bank staff in dementia care", "Practice Educator", "Red", "30 September 2026", ""),
    ]
    top = 480
    for ref, action, lead, rag, when, note in rows:
        canvas.setFont("Helvetica", 9)
        for left, text in ((40, ref), (90, action), (420, lead), (570, rag)):
            canvas.drawString(left, top, text)
        canvas.drawRightString(780, top, when)
        if note:
            canvas.setFont("Helvetica-Oblique", 9)
            canvas.drawString(90, top - 12, note)
        top -= 34
    canvas.showPage()
    canvas.save()
    return out.getvalue()


SMALL = """<!DOCTYPE html><html lang="en"><head><title>Bus partnership: what happens next</title></head><body>
<h1>Bus partnership: what happens next</h1><p>Published 20 July 2026</p>
<h2>Fares</h2><ol>
<li>Bring in a £1 evening fare<br><small>Lead: Operators · Due: 1 October 2026 · RAG: Green</small></li>
<li>One ticket for all companies<br><small>Lead: Ticketing Group · Due: April 2027 · RAG: Red</small></li></ol>
<h2>Stops</h2><ol start="3">
<li>Put seats at forty stops<br><small>Lead: Councillor Ffion Webb · Due: 31 December 2026 · RAG: Amber</small></li></ol>
</body></html>
"""

FILES: dict[str, Callable[[], bytes]] = {
    "stray-risks-and-actions.xlsx": risks_and_actions,
    "stray-numbered-columns.docx": numbered_columns,
    "stray-two-languages.html": WELSH.encode,
    "stray-milestones-under-quarters.xlsx": milestones_under_quarters,
    "stray-leaders-of-dots.txt": LEADERS.encode,
    "stray-three-rows-for-each.xlsx": three_rows_for_each,
    "stray-notes-in-brackets.pdf": notes_in_brackets,
    "stray-small-print.html": SMALL.encode,
}
