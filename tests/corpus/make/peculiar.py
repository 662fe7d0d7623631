"""Odd layouts of a second kind: leads or deadlines as titles of groups, ticks under states, milestones under months, a
list of actions beside each lead, lines that pair without marks, boxes of an audit, days after a start."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import fill, put, saved, started
from tests.corpus.make.fixed import same_zip


def leads_as_titles() -> bytes:
    """A sheet grouped by who leads: the name stands right across, the actions below it."""
    book, sheet = started("By owner")
    put(sheet, 1, 1, [
        ["Town deal delivery log, printed by owner on 4 June 2026"],
        ["Ref", "Action", "Target date", "RAG"],
        ["Owner: Sasha Flint (2)"],
        ["TD3", "Let the market hall contract", date(2026, 7, 31), "Amber"],
        ["TD5", "Open the skills hub", date(2026, 9, 14), "Green"],
        ["Owner: Regeneration Manager (1)"],
        ["TD1", "Buy the former bank", date(2026, 6, 30), "Red"],
        ["Owner: not assigned (1)"],
        ["TD8", "Light the canal path", date(2026, 10, 31), "Red"],
    ])  # fmt: skip
    for row in (3, 6, 8):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    for row in (4, 5, 7, 9):
        sheet.cell(row, 3).number_format = "dd/mm/yyyy"
    return saved(book)


def deadlines_as_titles() -> bytes:
    """A table grouped by when: the deadline stands right across, the actions below it."""
    word = Word("Whitmoor Fire Authority: first hundred days plan")
    word.doc.add_paragraph("1 May 2026")
    table = word.table(
        ["What we will do", "Who", "Status"],
        ["By the end of May 2026", "", ""],
        ["Meet every watch in person", "Chief Fire Officer", "On track"],
        ["Publish the pay scales", "Head of People", "Not started"],
        ["By the end of July 2026", "", ""],
        ["Replace forty breathing sets", "Station Manager Ola Reeve", "On track"],
        ["Sign off the risk plan", "Fire Authority", "Delayed"],
    )
    for row in (1, 4):
        text = table.cell(row, 0).text
        table.cell(row, 0).merge(table.cell(row, 2)).text = text
    return same_zip(word.bytes())


STATES = """Action,Owner,Deadline,Not started,Under way,Finished
Repaint the crossing outside the school,Highways,30/06/2026,,x,
Ask the bus company for a stop,Cllr Ines Varga,31/07/2026,x,,
Mend the notice board,Parish Clerk,15/05/2026,,,x
"""


def months_and_lanes() -> bytes:
    """A road map: a lane for each team, a column for each month, and what happens then in its cells."""
    book, sheet = started("Roadmap")
    put(sheet, 1, 1, [
        ["Digital strategy roadmap"],
        ["Team", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026"],
        ["Web Team", "New home page live", "", "Planning forms online", ""],
        ["Infrastructure", "", "Old servers switched off", "", "Wi-fi in all libraries"],
        ["Data Office", "Data policy signed", "", "", "First dashboard published"],
    ])  # fmt: skip
    for cell in ("B3", "D3", "C4", "E4", "B5", "E5"):
        fill(sheet, cell, "DDEBF7")
    return saved(book)


def a_list_beside_each_lead() -> bytes:
    """Two columns: who, and a list of what they will do, each item with its date in brackets."""
    word = Word("Oakhanger Academy Trust – attendance recovery")
    word.doc.add_paragraph("Governors, 9 March 2026")
    table = word.table(["Responsible", "Actions"])
    bullets = word.lists(("bullet", "•"))
    for who, items in (
        ("Assistant Head (Pastoral)", ["Ring home by 9.30 each day (from 20 April 2026)",
                                       "Hold panel meetings with thirty families (by 22 May 2026)"]),
        ("Farah Molyneux", ["Rewrite the attendance letters (31 March 2026)"]),
        ("Governors", ["Read the figures each half term (ongoing)"]),
    ):  # fmt: skip
        cells = table.add_row().cells
        cells[0].text = who
        word.items(cells[1], bullets, *items)
    return same_zip(word.bytes())


def lines_that_pair() -> bytes:
    """Lines in a cell without marks: the first line of each column belongs to the first line of the others."""
    word = Word("Corporate parenting pledge: delivery plan")
    word.doc.add_paragraph("Version 2, 6 February 2026")
    word.table(
        ["Pledge", "Actions", "Lead", "By"],
        ["You will have a say", "Set up a young inspectors group\nPay young people for panels",
         "Participation Officer\nHR", "30 April 2026\n31 May 2026"],
        ["You will have a home", "Offer a deposit to each care leaver\nKeep rooms for Staying Put",
         "Jude Amos\nFostering Team", "1 June 2026\n1 September 2026"],
    )  # fmt: skip
    return same_zip(word.bytes())


def boxes_of_an_audit() -> bytes:
    """A report whose findings stand in boxes: a coloured bar with a number, then text, then labels in two columns."""
    out = io.BytesIO()
    sheet = getSampleStyleSheet()
    body, head = sheet["BodyText"], sheet["Heading2"]
    body.fontSize, body.leading = 9, 11
    story: list[object] = [
        Paragraph("Internal audit report: purchase cards", head),
        Paragraph("Final, 18 May 2026", body),
    ]
    for number, finding, action, who, when, level in (
        ("1", "Eleven cards belong to people who have left.", "Cancel cards on the last day of employment.",
         "Payroll Manager", "30 June 2026", "High"),
        ("2", "Receipts are missing for one payment in five.", "Stop cards after two missing receipts.",
         "Finance Business Partner", "31 August 2026", "Medium"),
    ):  # fmt: skip
        rows = [
            [Paragraph(f"<b>Finding {number}</b>", body), Paragraph(f"Priority: {level}", body)],
            [Paragraph(finding, body), ""],
            [Paragraph("<b>Agreed action</b>", body), Paragraph(action, body)],
            [Paragraph(f"<b>Responsible officer:</b> {who}", body), Paragraph(f"<b>Target date:</b> {when}", body)],
        ]
        box = Table(rows, colWidths=[85 * mm, 85 * mm])
        box.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 0.7, "black"), ("SPAN", (0, 1), (1, 1)),
                                 ("INNERGRID", (0, 0), (-1, -1), 0.3, "grey"),
                                 ("BACKGROUND", (0, 0), (-1, 0), "lightgrey")]))  # fmt: skip
        story += [Spacer(1, 8), box]
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def days_after_a_start() -> bytes:
    """Deadlines as a number of days after a start that stands once above the table."""
    book, sheet = started("Mobilise")
    put(sheet, 1, 1, [
        ["Home care contract: mobilisation checklist"],
        ["Contract start (day 0)", date(2026, 9, 1)],
        [],
        ["No.", "Task", "Who", "Day", "Done?"],
        [1, "Write to all 340 clients", "Contracts Team", -28, "Yes"],
        [2, "Move the rota to the new system", "Provider", -7, "No"],
        [3, "Call each client in week one", "Brokerage Lead", 7, "No"],
    ])  # fmt: skip
    sheet["B2"].number_format = "dd/mm/yyyy"
    return saved(book)


LETTER = """<!DOCTYPE html><html lang="en"><head><title>Our response to the coroner</title></head><body>
<h1>Our response to the coroner: prevention of future deaths</h1><p>14 April 2026</p>
<p>Thank you for your report. We have agreed the following.</p>
<ol>
<li>By 31 May 2026 the Head of Highways will put a barrier on the quay.</li>
<li>The Harbour Master will check every ladder each month, starting in June 2026.</li>
<li>We will review the signs with the lifeboat crew before the end of July 2026. Morwen Tye will lead this.</li>
</ol>
<p>Yours sincerely</p><p>Director of Environment</p></body></html>
"""


def hidden_columns() -> bytes:
    """Old dates in a hidden column, two columns of leads, and the month first in the way the sheet is sorted."""
    book, sheet = started("Log")
    put(sheet, 1, 1, [
        ["Ref", "What", "Strategic lead", "Operational lead", "Due (as first agreed)", "Due", "B/R/A/G"],
        ["H1", "Fit sprinklers in four blocks", "Corporate Director", "Noor Abbott", date(2026, 3, 31), date(2026, 9, 30), "A"],
        ["H2", "Check 900 flat doors", "Corporate Director", "Fire Safety Team", date(2026, 6, 30), date(2026, 6, 30), "G"],
        ["H3", "Publish the building safety cases", "Head of Housing", "", date(2026, 1, 31), date(2026, 5, 31), "B"],
        [],
        ["B = complete, R = late, A = at risk, G = on time"],
    ])  # fmt: skip
    sheet.column_dimensions["E"].hidden = True
    for row in (2, 3, 4):
        for column in (5, 6):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return saved(book)


NESTED = """# Air quality action plan 2026-2031

Progress report, September 2026

## Measure 1 - Cleaner buses
* Twelve electric buses on route 4
    * **Owner** Transport Strategy / Coastline Buses
    * **Timescale** March 2027
    * **RAG** 🟢
    * Charging points ordered in July
* No idling at the bus station
    * **Owner** Parking Services
    * **Timescale** December 2026
    * **RAG** 🔴

## Measure 2 - Cleaner homes
* Letters to 2,000 homes with open fires
    * **Owner** Environmental Health
    * **Timescale** October 2026
    * **RAG** 🟠
"""

FILES: dict[str, Callable[[], bytes]] = {
    "peculiar-leads-as-titles.xlsx": leads_as_titles,
    "peculiar-deadlines-as-titles.docx": deadlines_as_titles,
    "peculiar-ticks-under-states.csv": STATES.encode,
    "peculiar-months-and-lanes.xlsx": months_and_lanes,
    "peculiar-list-beside-each-lead.docx": a_list_beside_each_lead,
    "peculiar-lines-that-pair.docx": lines_that_pair,
    "peculiar-boxes-of-an-audit.pdf": boxes_of_an_audit,
    "peculiar-days-after-a-start.xlsx": days_after_a_start,
    "peculiar-letter-to-a-coroner.html": LETTER.encode,
    "peculiar-hidden-columns.xlsx": hidden_columns,
    "peculiar-nested-bullets.md": NESTED.encode,
}
