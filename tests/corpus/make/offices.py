"""Eight plans of offices that nobody had asked before: an ombudsman's remedies, a climate register, minutes on the web."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

PRINTED = Path(__file__).resolve().parents[1] / "printed"

MINUTES = """<!DOCTYPE html><html lang="en"><head><title>Agenda item - Winter planning</title></head><body>
<h1>Adult Social Care Select Committee</h1><p>Thursday 17 September 2026, 7.00 pm</p>
<h2>12. Winter planning</h2><p>The Director gave a presentation. Members asked about discharges at weekends.</p>
<h3>Actions</h3><ul><li>Director of Adult Social Care to send weekend discharge figures to Members by 30 September 2026</li>
<li>Democratic Services to invite the hospital to the next meeting</li>
<li>Cllr Joan Farrow to visit the discharge lounge before December 2026</li></ul>
<h2>13. Work programme</h2><p>The work programme was noted.</p></body></html>
"""

MAIL = """Hi both,

Here's where we got to on the fostering action plan (as at 22 July 2026):

- Run three information evenings
  Owner: Zara Whitlow | Due: 30 Sept 2026 | Status: On track
- Pay the new allowance
  Owner: Finance Business Partner | Due: 1 August 2026 | Status: Done
- Open an out-of-hours line for carers
  Owner: TBC | Due: TBC | Status: Not started

Shout if I've missed anything.
Zara
"""


def statement_of_action() -> bytes:
    """A SEND partnership: leads with their posts in brackets, start and end, milestones by month in three columns."""
    word = Word("Priority Action Plan: SEND local area partnership")
    word.doc.add_paragraph("Submitted 2 October 2026")
    word.table(
        ["Area for priority action", "Action", "Lead officer (name and role)", "Start", "End", "3 months", "6 months", "12 months"],
        ["1. Waiting times for autism assessments are too long", "Commission 300 extra assessments",
         "Orla Dunmore (ICB Head of Children’s Commissioning)", "Oct 2026", "Sept 2027", "Contract let", "100 done", "300 done"],
        ["2. Plans are not written in time", "Recruit eight plan writers", "Kit Aldous (Head of SEND)", "Oct 2026", "March 2027",
         "Four in post", "Eight in post", ""],
        ["", "Bring panels together each week", "Kit Aldous (Head of SEND)", "Nov 2026", "Ongoing", "Panels meet", "", ""],
    )  # fmt: skip
    return same_zip(word.bytes())


def ombudsman_remedies() -> bytes:
    """Remedies agreed with an ombudsman: when evidence is due, who does it, and whether it is complete, yes or no."""
    word = Word("Ombudsman remedies tracker, Quarter 2 2026/27")
    word.table(
        ["Case", "Remedy agreed", "Service", "Responsible officer", "Evidence due", "Complete?", "Date complete"],
        ["26 001 234", "Apologise and pay £500", "Housing Options", "Lou Tarrant", "12 August 2026", "Y", "10 August 2026"],
        ["26 001 877", "Review the transport policy", "Education", "Head of School Transport", "30 November 2026", "N", ""],
        ["26 002 015", "Train staff on blue badges", "Customer Services", "Customer Services Manager", "31 October 2026", "N",
         ""],
    )  # fmt: skip
    return same_zip(word.bytes())


def climate_register() -> bytes:
    """A climate register: sectors, carbon and cost beside who leads and supports, words for times, status of two years."""
    book, sheet = started("Register")
    put(sheet, 1, 1, [
        ["Climate action register", "", "", "", "", "", "", "", "", "v7 - Sept 2026"],
        ["Action ID", "Sector", "Action", "tCO2e saved", "Cost (£k)", "Lead service", "Supporting services", "Target year",
         "Status Sept 25", "Status Sept 26"],
        ["CA001", "Buildings", "Insulate the depot", 41, 220, "Property", "Waste", 2027, "Not started", "In progress"],
        ["CA002", "Buildings", "LED lights in all offices", 63, 95, "Property", "ICT", 2026, "In progress", "Complete"],
        ["CA003", "Travel", "Electric pool cars", 18, 310, "Fleet", "HR; Finance", 2028, "Not started", "Not started"],
        ["CA004", "Land", "Plant 4,000 trees", 12, 40, "Parks", "Volunteers", 2030, "In progress", "On hold"],
    ])  # fmt: skip
    return saved(book)


def audit_titles_between() -> bytes:
    """An audit tracker: the title of each audit on a row of its own, dates that were revised twice, and the reason."""
    book, sheet = started("Open recs")
    put(sheet, 1, 1, [
        ["Ref", "Agreed action", "Priority", "Owner", "Original date", "1st revised date", "2nd revised date", "Reason / update"],
        ["Cyber security (March 2025) - Limited assurance"],
        ["C1", "Test the backups each quarter", "High", "ICT Operations Manager", date(2025, 6, 30), date(2025, 12, 31),
         date(2026, 9, 30), "New supplier from July"],
        ["C2", "Remove old accounts", "Medium", "ICT Service Desk Lead", date(2025, 6, 30), "", "", "Script written"],
        ["Direct payments (May 2026) - Reasonable assurance"],
        ["D1", "Review accounts over £5,000 within a month", "High", "Direct Payments Lead", date(2026, 8, 31),
         date(2026, 11, 30), "", "Two vacancies"],
    ])  # fmt: skip
    for row in (3, 4, 6):
        for column in (5, 6, 7):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return saved(book)


def columns_without_lines() -> bytes:
    """A two-page list set in columns with wide gaps and no lines at all, the header on the first page only."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), invariant=1)
    high = landscape(A4)[1]
    places = (50, 90, 380, 560, 680)
    rows = [
        ("1", "Map all private rented homes", "Private Sector Housing Manager", "Dec 2026", "Green"),
        ("2", "Inspect 600 homes a year", "Ines Calder", "31/03/2027", "Amber"),
        ("3", "Publish penalties on the website", "Comms", "Ongoing", "Green"),
        ("4", "Write to letting agents about deposits", "Trading Standards", "15 October 2026", "Red"),
        ("5", "Set up a landlords’ forum", "Ines Calder", "Spring 2027", "Green"),
        ("6", "Agree a fee for licences", "Finance Business Partner", "30/11/2026", "Amber"),
    ]
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(50, high - 50, "Private renting action plan")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, high - 68, "Housing Committee, 8 September 2026")
    canvas.setFont("Helvetica-Bold", 10)
    for place, text in zip(places, ("No", "Action", "Responsible", "Deadline", "RAG"), strict=True):
        canvas.drawString(place, high - 100, text)
    canvas.setFont("Helvetica", 10)
    top = high - 122
    for number, row in enumerate(rows):
        if number == 4:
            canvas.showPage()
            canvas.setFont("Helvetica", 10)
            top = high - 60
        for place, text in zip(places, row, strict=True):
            canvas.drawString(place, top, text)
        top -= 24
    canvas.showPage()
    canvas.save()
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "offices-statement-of-action.docx": statement_of_action,
    "offices-ombudsman-remedies.docx": ombudsman_remedies,
    "offices-climate-register.xlsx": climate_register,
    "offices-audit-titles-between.xlsx": audit_titles_between,
    "offices-columns-without-lines.pdf": columns_without_lines,
    "offices-print-quality.pdf": lambda: (PRINTED / "offices-print-quality.pdf").read_bytes(),
    "offices-minutes-on-the-web.html": MINUTES.encode,
    "offices-where-we-got-to.txt": MAIL.encode,
}
