"""Odd layouts of a further first sight: dates as headings over texts, ticks under agencies, bars under weeks, a board of
cards, progress on the next row, a header that changes half-way, forms with tables in them, diaries under lists."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import fill, put, saved, started
from tests.corpus.make.fixed import same_zip


def dates_as_headings() -> bytes:
    """Each theme has a lead, and under each deadline the work that is due by then."""
    word = Word("Calder Vale Council: children’s services recovery roadmap")
    word.doc.add_paragraph("Agreed by the improvement board on 12 May 2026")
    word.table(
        ["Workstream", "Workstream lead", "By 30 June 2026", "By 30 September 2026", "By 31 March 2027"],
        ["Front door", "Petra Lyle", "Agree one referral form with every partner",
         "Move the police desk into the front door", "Answer nine in ten referrals within a day"],
        ["Workforce", "Amit Sorrell", "Set a case-load limit of eighteen", "Open the social work academy", ""],
        ["Quality", "Jo Tench", "", "Audit sixty case files a quarter", "Publish the first learning review"],
    )  # fmt: skip
    return same_zip(word.bytes())


def ticks_under_agencies() -> bytes:
    """A partnership's matrix: who leads and who helps is a letter under the agency."""
    book, sheet = started("Matrix")
    put(sheet, 1, 1, [
        ["Hollin Valley serious violence duty – who does what"],
        ["As at 1 July 2026", "", "", "L = leads, S = supports"],
        [],
        ["No", "Commitment", "Deadline", "Police", "Council", "Probation", "Fire", "NHS", "RAG"],
        [1, "Map the places where knives are found", date(2026, 9, 30), "L", "S", "", "", "", "Green"],
        [2, "Put a youth worker in the emergency department", date(2026, 12, 31), "", "S", "", "", "L", "Amber"],
        [3, "Offer a way out to forty young adults", date(2027, 3, 31), "S", "", "L", "", "", "Red"],
        [4, "Teach bleed control in every secondary school", date(2026, 11, 30), "", "S", "", "L", "", "Green"],
    ])  # fmt: skip
    for row in range(5, 9):
        sheet.cell(row, 3).number_format = "dd/mm/yyyy"
    return saved(book)


def bars_under_weeks() -> bytes:
    """A mobilisation plan: weeks under months, and a bar for each task."""
    book, sheet = started("Programme")
    put(sheet, 1, 1, [
        ["Leisure centre mobilisation programme 2026"],
        ["", "", "September", "", "", "", "October", "", "", ""],
        ["Task", "Owner", *[date(2026, 9, day) for day in (7, 14, 21, 28)], *[date(2026, 10, day) for day in (5, 12, 19, 26)]],
        ["Transfer the staff", "HR Business Partner"],
        ["Move the bookings to the new system", "Wilf Garrity"],
        ["Deep clean both pools", "Facilities"],
        ["Open the doors", "Centre Manager"],
    ])  # fmt: skip
    sheet.merge_cells("C2:F2")
    sheet.merge_cells("G2:J2")
    for column in range(3, 11):
        sheet.cell(3, column).number_format = "dd mmm"
    for cell in ("C4", "D4", "E4", "D5", "E5", "F5", "G5", "G6", "H6", "J7"):
        fill(sheet, cell, "7030A0")
    return saved(book)


BOARD = """<!DOCTYPE html><html lang="en"><head><title>Repairs recovery board</title></head><body>
<h1>Repairs recovery board</h1><p>Exported 3 August 2026 09:14</p>
<table><thead><tr><th>To do (2)</th><th>Doing (2)</th><th>Done (1)</th></tr></thead><tbody><tr>
<td><p><b>Write the mutual exchange letter</b></p><p>Owner: Tess Orme</p><p>Due: 28 August 2026</p></td>
<td><p><b>Clear the damp backlog</b></p><p>Owner: Repairs Manager</p><p>Due: 30 September 2026</p></td>
<td><p><b>Hire two plasterers</b></p><p>Owner: HR</p><p>Due: 31 July 2026</p></td>
</tr><tr>
<td><p><b>Survey the tower blocks</b></p><p>Owner: Asset Team</p><p>Due: November 2026</p></td>
<td><p><b>Text tenants the day before</b></p><p>Owner: Idris Vane</p><p>Due: 14 August 2026</p></td>
<td></td></tr></tbody></table></body></html>
"""


def progress_on_the_next_row() -> bytes:
    """Under each action a row that says how it goes, without a label, in the column of the action."""
    book, sheet = started("Tracker")
    put(sheet, 1, 1, [
        ["Scrutiny task group on street cleaning: tracker of recommendations"],
        ["Ref", "Recommendation", "Responsible officer", "Implement by", "Status"],
        ["SC1", "That bins in parks be emptied at weekends", "Parks Manager", date(2026, 5, 31), "On track"],
        ["", "Update June 2026: crews now work Saturdays; Sundays need a new rota", "", "", ""],
        ["SC2", "That fines for fly-tipping be doubled", "Dee Rankin", date(2026, 9, 30), "Delayed"],
        ["", "Update June 2026: the legal order goes to Cabinet in September", "", "", ""],
        ["SC3", "That residents can report graffiti by phone", "Customer Services Manager", date(2026, 7, 31), "Complete"],
        ["", "Update June 2026: line opened on 1 June", "", "", ""],
    ])  # fmt: skip
    for row in (3, 5, 7):
        sheet.cell(row, 4).number_format = "d mmm yyyy"
        sheet.merge_cells(start_row=row + 1, start_column=2, end_row=row + 1, end_column=5)
    return saved(book)


def header_that_changes() -> bytes:
    """Half-way down the sheet the header stands again, its columns in another order."""
    book, sheet = started("All")
    put(sheet, 1, 1, [
        ["Equality plan 2026/27 – Marden and Hythe"],
        ["Owner", "Action", "Target date", "RAG", "Comment"],
        ["Head of HR", "Publish the pay gap by team", date(2026, 6, 30), "Green", "Data ready"],
        ["Lina Hobart", "Train every interview panel", date(2026, 10, 31), "Amber", ""],
        [],
        ["Objective 2: Services that fit"],
        ["Action", "RAG", "Owner", "Comment", "Target date"],
        ["Put a loop in every reception", "Red", "Property", "Supplier went bust", date(2026, 8, 31)],
        ["Translate the ten commonest letters", "Green", "Jem Castell", "", date(2026, 12, 18)],
    ])  # fmt: skip
    for row in (3, 4):
        sheet.cell(row, 3).number_format = "dd/mm/yyyy"
    for row in (8, 9):
        sheet.cell(row, 5).number_format = "dd/mm/yyyy"
    return saved(book)


def forms_with_tables_in_them() -> bytes:
    """A table for each recommendation: labels and values first, then a header and rows of actions."""
    word = Word("Domestic abuse related death review – “Marian” – action plan")
    word.doc.add_paragraph("Community Safety Partnership, 2 April 2026")
    for number, text, outcome, rows in (
        ("1", "Agencies should see an older victim as a victim", "Older victims are offered the same help",
         [("Add age to the risk checklist", "Nessa Frayne", "30 June 2026", "In progress"),
          ("Brief the falls clinics", "Ageing Well Team", "July 2026", "Not started")]),
        ("2", "Banks should know whom to call", "Money abuse is seen early",
         [("Hold a round table with four banks", "Trading Standards", "15 September 2026", "Not started")]),
    ):  # fmt: skip
        table = word.table(
            ["Recommendation " + number, text, "", ""],
            ["Desired outcome", outcome, "", ""],
            ["Action", "Lead", "Target date", "Status"],
            *[list(row) for row in rows],
        )
        for at in (0, 1):
            value = table.cell(at, 1).text
            table.cell(at, 1).merge(table.cell(at, 3)).text = value
        word.doc.add_paragraph("")
    return same_zip(word.bytes())


DIARY = """Flood resilience plan - Brackwater Parish and District
Notes for the working group, 20 February 2026

Recommendation 1 - Residents should know when to act
a) Put a gauge under the mill bridge (Lead: Rivers Trust, by 30 April 2026)
   09/01/26 - site agreed with the Agency
   12/02/26 - gauge ordered
b) Send flood texts to every household (Lead: Emergency Planning Officer, by May 2026)

Recommendation 2 - Water should be held upstream
a) Plant 4,000 trees above Hay Lane (Lead: Owen Stell, by 31 March 2027)
   02/02/26 - landowner has signed
b) Block the moor grips (Lead: Moor Partnership, by Autumn 2026)
"""


def unruled_and_wrapped() -> bytes:
    """A PDF without any line, whose cells run over three lines and whose rows are told apart by space alone."""
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 9, 11
    bold = getSampleStyleSheet()["Heading3"]
    rows = [
        ("Ref", "What needs to change", "What we will do", "Who", "By when", "Progress"),
        ("A1", "Families wait too long for an assessment and are not told why", "Publish the wait each month and write "
         "to every family that has waited more than twelve weeks", "Head of Therapies", "30 April 2026",
         "Letters went to 212 families in March"),
        ("A2", "Schools do not know what they should offer first", "Print one guide to ordinarily available support",
         "Bea Colley and Raj Munt", "Summer term 2026", ""),
        ("B1", "Plans say little about health", "Give each health adviser a template and check ten plans a month",
         "Designated Clinical Officer", "31 May 2026", "Template with the lawyers"),
    ]  # fmt: skip
    cells: list[list[Any]] = [
        [Paragraph(f"<b>{text}</b>" if not at else text, style) for text in row] for at, row in enumerate(rows)
    ]
    widths = [14 * mm, 52 * mm, 62 * mm, 38 * mm, 32 * mm, 52 * mm]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 9)]))
    SimpleDocTemplate(out, pagesize=landscape(A4), invariant=1, leftMargin=15 * mm, rightMargin=15 * mm).build(
        [Paragraph("SEND partnership: priority action plan", bold), Paragraph("March 2026", style), Spacer(1, 8), table]
    )
    return out.getvalue()


def sheets_with_other_headings() -> bytes:
    """A sheet for each directorate, each with headings of its own; a total and a sign-off below."""
    book, first = started("Place")
    put(first, 1, 1, [
        ["Ref", "Saving or action", "Lead officer", "When", "RAG"],
        ["P1", "Turn off one street light in three after midnight", "Highways Manager", date(2026, 10, 1), "Green"],
        ["P2", "Charge for replacement bins", "Zara Whitlock", date(2026, 7, 1), "Amber"],
        ["", "Total: 2 actions", "", "", ""],
        ["Signed off by", "Director of Place", "", date(2026, 4, 2), ""],
    ])  # fmt: skip
    second: Any = book.create_sheet("People")
    put(second, 1, 1, [
        ["People directorate"],
        [],
        ["Accountable", "What we will do", "#", "Delivery date", "Confidence"],
        ["Director of Adults", "Review forty high-cost placements", "A1", date(2026, 9, 30), "R"],
        ["Kofi Brandt", "Move the day centre to Mill Street", "A2", date(2026, 12, 31), "G"],
    ])  # fmt: skip
    for sheet in (first, second):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, date):
                    cell.number_format = "dd/mm/yyyy"
    return saved(book)


def quarters_in_colours() -> bytes:
    """Progress under each quarter, and the colour of each quarter only as the fill of its cell."""
    book, sheet = started("Monitoring")
    put(sheet, 1, 1, [
        ["Biodiversity duty action plan – monitoring 2026/27"],
        ["Action", "Lead", "Deadline", "Q1", "Q2", "Q3", "Q4"],
        ["Stop glyphosate on verges", "Grounds Manager", date(2026, 12, 31), "Trial in two wards", "Trial in six wards"],
        ["Count swifts at forty sites", "Ines Harbury", date(2026, 8, 31), "Volunteers trained", "38 counted"],
        ["Make ten ponds", "Countryside Team", date(2027, 3, 31), "Sites chosen", "Two dug"],
    ])  # fmt: skip
    for row, colours in ((3, ("00B050", "FFC000")), (4, ("00B050", "00B050")), (5, ("FFC000", "FF0000"))):
        sheet.cell(row, 3).number_format = "dd/mm/yyyy"
        for at, colour in enumerate(colours):
            fill(sheet, f"{'DE'[at]}{row}", colour)
    return saved(book)


FILES: dict[str, Callable[[], bytes]] = {
    "curious-dates-as-headings.docx": dates_as_headings,
    "curious-ticks-under-agencies.xlsx": ticks_under_agencies,
    "curious-bars-under-weeks.xlsx": bars_under_weeks,
    "curious-board-of-cards.html": BOARD.encode,
    "curious-progress-on-the-next-row.xlsx": progress_on_the_next_row,
    "curious-header-that-changes.xlsx": header_that_changes,
    "curious-forms-with-tables.docx": forms_with_tables_in_them,
    "curious-diary-under-lists.txt": DIARY.encode,
    "curious-unruled-and-wrapped.pdf": unruled_and_wrapped,
    "curious-sheets-with-other-headings.xlsx": sheets_with_other_headings,
    "curious-quarters-in-colours.xlsx": quarters_in_colours,
}
