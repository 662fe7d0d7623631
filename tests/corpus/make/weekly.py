"""Eight plans as they are published every week, written last: nothing odd on purpose, but each as its office makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from docx.enum.section import WD_ORIENT

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import fill, put, saved, started
from tests.corpus.make.fixed import same_zip

PRINTED = Path(__file__).resolve().parents[1] / "printed"

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tenancy fraud action plan - Marlow Heath Council</title></head>
<body><header><a href="#main">Skip to content</a><nav><ul><li>Residents</li><li>Business</li></ul></nav></header>
<main id="main"><h1>Tenancy fraud action plan</h1><p>This plan runs from April 2026 to March 2028. It was last reviewed on 3 August 2026.</p>
<h2>Objective 1: Stop fraud at the door</h2>
<table><caption>Actions for objective 1</caption><thead><tr><th scope="col">Action</th><th scope="col">Responsible officer</th><th scope="col">Timescale</th><th scope="col">Progress</th></tr></thead>
<tbody><tr><th scope="row">1.1 Check the identity of every new tenant</th><td>Lettings Manager</td><td>September 2026</td><td>On track. Scanner bought.</td></tr>
<tr><th scope="row">1.2 Share data with the mortgage lenders</th><td>Counter Fraud Manager<br>Data Protection Officer</td><td>31 March 2027</td><td>Delayed: agreement not signed.</td></tr></tbody></table>
<h2>Objective 2: Find fraud sooner</h2>
<table><caption>Actions for objective 2</caption><thead><tr><th scope="col">Action</th><th scope="col">Responsible officer</th><th scope="col">Timescale</th><th scope="col">Progress</th></tr></thead>
<tbody><tr><th scope="row">2.1 Visit one in ten homes each year</th><td>Neighbourhood Managers</td><td>Annually</td><td>412 visits so far.</td></tr>
<tr><th scope="row">2.2 Run a hotline</th><td>Petra Lisle</td><td>Completed</td><td>Open since 1 May 2026.</td></tr></tbody></table>
<h2>Contact</h2><p>Counter Fraud Team, 01632 960222</p></main></body></html>
"""

PASTED = """Ref\tRecommendation\tAgreed action\tResponsible officer\tTarget date\tUpdate June 2026\tStatus
IA1\tSupplier bank details are changed without a check\tRing the supplier before each change\tExchequer Manager\t30/04/2026\tDone and tested\tImplemented
IA2\tPurchase cards have no monthly review\tReview all cards each month\tHead of Procurement\t31/05/2026\tFirst review held\tPartially implemented
IA3\tGrants are paid before conditions are met\tHold back the last 10%\tGrants Officer/ Finance Business Partner\t31/07/2026\t\tNot yet due
IA4\tStock is not counted\tCount stock twice a year\tDepot Manager\t30/06/2026\tStaff shortage\tOverdue - revised date 30/09/2026
"""

CSV = """"Priority","Outcome","Action","Lead Directorate","Lead Officer","Start Date","Due Date","% Complete","RAG","Comments"
"Fair Work","More people in good jobs","Pay the real living wage to all care staff","Adults","Imran Sayle","01/04/2026","31/03/2027","50","Green","Agreed by Cabinet"
"Fair Work","More people in good jobs","Offer 40 work placements","Place","Jo Whitcombe","01/05/2026","30/09/2026","20","Amber","9 found"
"Warm Homes","Fewer cold homes","Insulate 250 council flats","Place","Head of Housing Assets","01/06/2026","28/02/2027","0","Red",""
"Warm Homes","Fewer cold homes","Give advice in six libraries","Communities","Library Services Manager","","Ongoing","","Green","Started in two"
"""


def inspection_letter() -> bytes:
    """A children's services plan: priorities as headings, one table for each with the same columns, RAG by shading and word."""
    word = Word()
    word.doc.sections[0].orientation = WD_ORIENT.LANDSCAPE
    word.doc.add_heading("Children’s Services Improvement Plan", 0)
    word.doc.add_paragraph("Borough of Eastlea – Version 5.1 – Improvement Board 8 July 2026")
    word.doc.add_paragraph(
        "This plan responds to the inspection of March 2026. Progress is reported to the Board each month."
    )
    word.table(
        ["RAG", "Meaning"], ["Red", "Off track"], ["Amber", "At risk"], ["Green", "On track"], ["Blue", "Complete"]
    )
    head = ["No.", "What we need to do", "Who", "By when", "What difference will it make?", "Progress", "RAG"]
    parts: dict[str, list[list[str]]] = {
        "Priority 1: The front door": [
            ["1.1", "Answer every contact within one working day", "Service Manager MASH", "31 August 2026",
             "Children are safe sooner", "88% in June", "Amber"],
            ["1.2", "Agree thresholds with schools and health", "Partnership Manager", "30 November 2026",
             "Partners know when to refer", "Workshop held", "Green"],
        ],
        "Priority 2: Children in care": [
            ["2.1", "Visit every child placed out of area", "IRO Manager / Team Managers", "June 2026",
             "Children are seen", "All visited", "Blue"],
            ["2.2", "Recruit 20 foster carers", "Fostering Manager", "31 March 2027", "Children live near home",
             "Six approved", "Red"],
        ],
    }  # fmt: skip
    colours = {"Red": "FF0000", "Amber": "FFC000", "Green": "00B050", "Blue": "0070C0"}
    for title, rows in parts.items():
        word.doc.add_heading(title, 1)
        table = word.table(head, *rows)
        for number, row in enumerate(rows, 1):
            word.shade(table.cell(number, 6), colours[row[6]])
    return same_zip(word.bytes())


def safeguarding_review() -> bytes:
    """A safeguarding adults review: one wide table, recommendations merged over their actions, single and multi agency."""
    word = Word("Safeguarding Adults Review: Adult T – Action Plan")
    word.doc.add_paragraph("Wenlow Safeguarding Adults Board, updated September 2026")
    table = word.table(
        ["Recommendation", "Action required", "Lead agency and officer", "Timescale", "Evidence", "RAG status"]
    )
    rows = [
        ("Recommendation 1: The Board should assure itself that mental capacity is assessed and written down.",
         "1a. Audit 40 records across four agencies", "Board Business Manager", "December 2026", "Audit report", "Green"),
        ("", "1b. Publish a one-page guide", "Adult Social Care – Principal Social Worker", "October 2026",
         "Guide on website", "Amber"),
        ("Recommendation 2: Housing providers should tell the council when rent arrears follow a bereavement.",
         "2a. Add bereavement to the arrears script", "Wenlow Homes – Income Manager", "30/09/2026", "Script", "Green"),
    ]  # fmt: skip
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    text = table.cell(1, 0).text
    table.cell(1, 0).merge(table.cell(2, 0)).text = text
    return same_zip(word.bytes())


def corporate_tracker() -> bytes:
    """A corporate plan tracker with a frozen header in row 4, merged themes, quarters of comments and a total row."""
    book, sheet = started("Tracker 26-27")
    put(sheet, 1, 1, [
        ["Corporate Plan delivery tracker 2026/27"],
        ["Last updated:", date(2026, 7, 10)],
        [],
        ["Theme", "Ref", "Deliverable", "SRO", "Delivery lead", "Deadline", "Q1 comment", "Q2 comment", "RAG Q1", "RAG Q2"],
        ["Growth", "G1", "Adopt the local plan", "Director of Place", "Planning Policy Manager", date(2027, 3, 31),
         "Examination opened", "", "G", ""],
        ["", "G2", "Open the market hall", "Director of Place", "Markets Manager", date(2026, 10, 1), "Tender issued", "",
         "A", ""],
        ["Health", "H1", "Build two leisure pools", "Director of Communities", "Lena Harrow", date(2028, 6, 30),
         "Design agreed", "", "G", ""],
        ["", "H2", "Cut smoking in pregnancy", "Director of Public Health", "Lena Harrow", date(2026, 12, 31),
         "Rate is 9%", "", "R", ""],
    ])  # fmt: skip
    sheet.merge_cells("A5:A6")
    sheet.merge_cells("A7:A8")
    sheet.merge_cells("A1:J1")
    sheet["B2"].number_format = "dd/mm/yyyy"
    for row, colour in ((5, "92D050"), (6, "FFC000"), (7, "92D050"), (8, "FF0000")):
        sheet.cell(row, 6).number_format = "dd-mmm-yy"
        fill(sheet, f"I{row}", colour)
    sheet.freeze_panes = "A5"
    return saved(book)


def audit_follow_up() -> bytes:
    """An audit follow-up of a fire authority: original and revised dates, priorities, management responses."""
    book, sheet = started("Follow up")
    put(sheet, 1, 1, [
        ["Audit", "Rec no.", "Priority", "Recommendation", "Management response", "Owner", "Original target date",
         "Revised target date", "Current position", "Status"],
        ["Payroll 25/26", 1, "High", "Reconcile payroll to the ledger monthly", "Agreed. A monthly control will be set up.",
         "Payroll Manager", date(2026, 3, 31), date(2026, 6, 30), "Two months done", "In progress"],
        ["Payroll 25/26", 2, "Medium", "Remove leavers within five days", "Agreed.", "HR Operations Lead",
         date(2026, 4, 30), "", "Report runs weekly", "Complete"],
        ["Fleet 24/25", 1, "High", "Keep a log of keys", "Partly agreed. A safe will be bought.", "Fleet Manager",
         date(2025, 12, 31), date(2026, 9, 30), "", "Overdue"],
    ])  # fmt: skip
    for row in range(2, 5):
        for column in (7, 8):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return saved(book)


FILES: dict[str, Callable[[], bytes]] = {
    "weekly-inspection-letter.docx": inspection_letter,
    "weekly-safeguarding-review.docx": safeguarding_review,
    "weekly-corporate-tracker.xlsx": corporate_tracker,
    "weekly-audit-follow-up.xlsx": audit_follow_up,
    "weekly-tenancy-fraud.html": PAGE.encode,
    "weekly-audit-update.txt": PASTED.encode,
    "weekly-delivery-plan.csv": CSV.encode,
    "weekly-print-waste-strategy.pdf": lambda: (PRINTED / "weekly-print-waste-strategy.pdf").read_bytes(),
}
