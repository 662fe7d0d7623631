"""Seven plans of boards with the dirt of a second year: ratings by quarter, initials, rows of titles, hidden rows."""

from __future__ import annotations

from collections.abc import Callable

from tests.adapters.documents.office import Word
from tests.adapters.documents.pdfs import printed
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

SEND = """<html><body><h1>Area SEND inspection: priority action plan</h1><p>Agreed by the partnership on 14 May 2025</p>
<table><thead><tr><th rowspan="2">Action</th><th colspan="2">Accountable</th><th rowspan="2">Milestone and date</th><th rowspan="2">RAG (Sept)</th><th rowspan="2">Impact so far</th></tr>
<tr><th>Local authority</th><th>ICB</th></tr></thead>
<tbody><tr><th colspan="6" scope="rowgroup">Priority action 1: Autism assessments</th></tr>
<tr><td>1.1 Triage every referral within ten days</td><td>-</td><td>Children's Clinical Lead</td><td>31 July 2025</td><td>Green</td><td>92% within ten days</td></tr>
<tr><td>1.2 Offer support while families wait</td><td>Head of Early Help</td><td>Autism Commissioner</td><td>Autumn half term 2025</td><td>Amber</td><td>Two of five offers live</td></tr>
<tr><th colspan="6" scope="rowgroup">Priority action 2: Social care contributions to plans</th></tr>
<tr><td>2.1 Train 150 social workers</td><td>Principal Social Worker</td><td>n/a</td><td>By the end of the summer term 2025</td><td>Blue</td><td>158 trained</td></tr>
<tr><td>2.2 Audit ten plans a month</td><td>SEND Quality Officer</td><td>n/a</td><td>Monthly from Sept 2025</td><td>Green</td><td></td></tr></tbody></table>
<p>Blue means complete.</p></body></html>
"""


def position_statement() -> bytes:
    """A follow-up of a peer review: each recommendation as a heading, below it a table of who and when."""
    word = Word()
    word.doc.add_heading("Peer Challenge Progress Review: position statement", 1)
    word.doc.add_paragraph("Prepared for the review team, 2 June 2025")
    parts = [
        ("Recommendation 1: Reset the relationship between members and officers", [
            ["Member–officer protocol revised and adopted by Council", "Monitoring Officer\nMarch 2025", "Adopted 27 March 2025", "Complete"],
            ["Joint workshops twice a year", "Head of Paid Service\nOngoing", "First held in May", "On track"],
        ]),
        ("Recommendation 2: Make the capital programme deliverable", [
            ["Gateway reviews for all schemes above £500k", "S151 Officer / Capital Programme Manager\n30 September 2025", "Template agreed", "On track"],
            ["Reprofile the programme", "Capital Programme Manager\nQ3 2025/26", "Slippage of £4.1m found", "Delayed"],
        ]),
    ]  # fmt: skip
    for title, rows in parts:
        word.doc.add_heading(title, 2)
        word.doc.add_paragraph("We accept this recommendation.")
        word.table(["What we are doing", "Lead officer and timescale", "Progress", "Status"], *rows)
    return same_zip(word.bytes())


def inspection_plan() -> bytes:
    """An improvement plan with the RAG of three months, measures, and a number for each action within its theme."""
    word = Word("Children’s Services Improvement Plan 2025-26")
    table = word.table(
        ["What Ofsted said", "What we will do", "By whom", "By when", "How will we know", "RAG", "", ""],
        ["", "", "", "", "", "Apr 25", "Jul 25", "Oct 25"],
        ["1. Too many changes of social worker", "1.1 Offer a retention payment", "Assistant Director, Safeguarding", "May 2025", "Turnover below 14%", "A", "G", "G"],
        ["", "1.2 Cap caseloads at 18", "Service Managers", "Sept 2025", "Average caseload 17", "R", "A", "A"],
        ["2. Supervision is not always recorded", "2.1 New supervision template", "Principal Social Worker", "30 June 2025", "90% recorded in time", "A", "A", "G"],
        ["", "2.2 Dip sampling by team managers", "All Team Managers", "Monthly", "", "A", "G", "R"],
    )  # fmt: skip
    table.cell(0, 5).merge(table.cell(0, 7))
    for column in range(5):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(2, 0).merge(table.cell(3, 0))
    table.cell(4, 0).merge(table.cell(5, 0))
    return same_zip(word.bytes())


def library_review() -> bytes:
    """A printed plan without lines: initials for leads with a key below, days with ordinals, short years."""
    return printed(
        [
            ["No", "Action", "Lead(s)", "Due date", "Progress"],
            ["1", "Extend opening hours at three branches", "JW / PH", "31st March 26", "Staff consultation ends in November"],
            ["2", "Install self-service at Hay Street", "PH", "1st Dec 25", "Kit delivered"],
            ["3", "Recruit 40 volunteers", "KT", "Easter 2026", "17 so far"],
            ["4", "Friends group for each branch", "JW, KT", "Ongoing", "Five of eight"],
        ],
        titles=["Library Service Review – action plan", "Version 4 – 20 October 2025"],
        widths=[40, 240, 90, 100, 240],
        ruled=False,
        padding=6,
        notes=["JW = Jan Wicks, Libraries Manager; PH = Pete Hollis, Digital Librarian; KT = Kofi Tandoh, Community Librarian"],
    )  # fmt: skip


def risk_actions() -> bytes:
    """Actions against risks: several in a cell, each with its owner and date in brackets, beside scores."""
    book, sheet = started("BAF actions")
    put(sheet, 1, 1, [
        ["Board Assurance Framework – actions to close gaps", "", "", "", "", "", "Sept 2025"],
        ["Risk ID", "Principal risk", "Score", "Gap in control", "Action", "Action owner", "Due", "BRAG", "Position"],
        ["BAF1", "Failure to meet the four-hour standard", 16, "No weekend ward rounds", "Weekend consultant rota", "Chief Medical Officer", "01/12/2025", "Amber", "Job plans out for comment"],
        ["BAF1", "Failure to meet the four-hour standard", 16, "Ambulance handover", "Open eight-bay handover suite", "Chief Operating Officer", "Dec-25", "Green", ""],
        ["BAF3", "Workforce is not sustainable", 20, "High agency use", "Overseas recruitment of 30 nurses", "Chief People Officer / Chief Nurse", "31/03/2026 (was 30/09/2025)", "Red", "9 arrived"],
        ["BAF3", "Workforce is not sustainable", 20, "Exit interviews", "Exit interviews for every leaver", "HRBPs", "BAU", "Blue", "Business as usual"],
        ["Blue = complete / business as usual; Green = on plan; Amber = behind plan, recoverable; Red = behind plan"],
    ])  # fmt: skip
    return saved(book)


def highways() -> bytes:
    """A log with sub-actions in lettered rows, a date beside the phase in a cell, blank rows, hidden rows and a total."""
    book, sheet = started("Log")
    put(sheet, 1, 1, [
        ["Highways peer review – action log", "", "", "", "", "", "Issue 5, 12/08/2025"],
        [],
        ["Ref", "Action", "Who", "Start – finish", "% complete", "Status", "Latest"],
        ["1", "Asset management", "", "", "", "", ""],
        ["1a", "Adopt lifecycle plans for carriageways and structures", "Asset Manager", "Apr 25 – Mar 26", "40%", "On track", "Structures drafted"],
        ["1b", "Condition survey of footways", "Asset Manager", "01/06/25 - 31/10/25", "75%", "On track", ""],
        [],
        ["2", "Winter service", "", "", "", "", ""],
        ["2a", "New gritting routes (phase 1 north; phase 2 south)", "Network Manager & Depot Supervisor", "30.9.25 (phase 1) / 30.9.26 (phase 2)", "10%", "Behind", "Route software late"],
        ["2b", "Salt barn roof", "Property – via Capital Projects", "tbc", "0%", "Not started", "Awaiting survey"],
        ["2c", "Driver rota", "Depot Supervisor", "31/8/25", "100%", "Complete", "In place"],
        ["", "Average", "", "", "45%", "", ""],
    ])  # fmt: skip
    sheet.row_dimensions[6].hidden = True
    return saved(book)


def domestic_abuse() -> bytes:
    """A strategy's plan: outcomes as titles, what and how, who is involved and who leads, dates of review, arrows."""
    word = Word("Domestic Abuse Partnership Board: Delivery Plan Year 2")
    word.doc.add_paragraph("Period: April 2025 – March 2026. Position at end of Quarter 2.")
    word.table(
        ["Outcome 1 – Survivors get help early", "", "", "", "", ""],
        ["Action", "Lead", "Partners", "Complete by", "Q1", "Q2"],
        ["IDVA in each hospital", "DA Commissioner", "Both hospital trusts", "31 December 2025", "Amber – one post filled", "Green – both posts filled"],
        ["Survivors’ panel paid for its time", "DA Coordinator", "Lighthouse Women’s Aid", "October 2025", "Green", "Green ↔"],
        ["Outcome 2 – Those who harm are challenged", "", "", "", "", ""],
        ["Behaviour change programme for 60 people", "Probation (Head of PDU)", "Police; Cranstone", "31 March 2026", "Amber – referrals slow", "Red – provider has withdrawn"],
        ["Schools programme in 12 schools", "Public Health Principal", "Education", "July 2026", "Not started", "Amber"],
    )  # fmt: skip
    return same_zip(word.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "boards-position-statement.docx": position_statement,
    "boards-inspection-plan.docx": inspection_plan,
    "boards-library-review.pdf": library_review,
    "boards-risk-actions.xlsx": risk_actions,
    "boards-highways.xlsx": highways,
    "boards-send.html": SEND.encode,
    "boards-domestic-abuse.docx": domestic_abuse,
}
