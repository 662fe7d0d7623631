"""The last eight weekly plans: police, fire, health, housing and a town, each in the words of its own trade."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import fill, put, saved, started
from tests.corpus.make.fixed import same_zip

TOWN = """<!DOCTYPE html><html lang="en"><head><title>Town centre action plan</title></head><body><h1>Town centre action plan</h1>
<p>Report to the Regeneration Committee, 11 June 2026</p>
<h2>Streets and spaces</h2><table border="1"><tr><td><b>Project</b></td><td><b>Next steps</b></td><td><b>Lead</b></td><td><b>By</b></td><td><b>Funding</b></td></tr>
<tr><td>Market square paving</td><td>Appoint a contractor</td><td>Highways Projects Team</td><td>Aug 26</td><td>&pound;1.2m UKSPF</td></tr>
<tr><td>Wayfinding</td><td>Agree designs with traders</td><td>Town Centre Manager</td><td>Q3 2026/27</td><td>&pound;60k</td></tr></table>
<h2>Events</h2><table border="1"><tr><td><b>Project</b></td><td><b>Next steps</b></td><td><b>Lead</b></td><td><b>By</b></td><td><b>Funding</b></td></tr>
<tr><td>Winter lights</td><td>Book performers</td><td>Events Officer / BID</td><td>30/9/26</td><td>BID</td></tr></table></body></html>
"""

HANDOVER = """Actions from Gold group 2 September 2026

1. ACC Ruiz - write to all partners about the data breach - today
2. Force Solicitor - advise on disclosure - by 4 September 2026
3. Det Supt Amara Lode and Head of IT to confirm which systems were touched (10 September 2026)
4. Comms: holding statement to be ready by 3 September 2026
5. Review insurance cover

Next Gold: 5 September 2026, 09:00
"""

COMMA = """Action plan owner,Environment Directorate
Date of plan,18 May 2026

Objective,Action,Responsible,Timescale,Resources,Outcome,RAG
Net zero estate by 2035,Fit solar panels on nine schools,"Energy Manager, Schools Estates Lead",Summer 2026,Salix loan,Bills fall by 15%,G
,Swap the boilers at County Hall,Energy Manager,2027/28,Capital programme,No gas by 2028,A
Cleaner travel,Replace 40 vans,Fleet Manager,"March 2027 (was Sept 2026)",Revenue,All vans electric,R
,Survey staff travel,HR,Annually,None,,G
"""


def force_action_plan() -> bytes:
    """A force's plan for an area for improvement: one row for each AFI, many lines in a cell, delivery and strategic leads."""
    word = Word("PEEL areas for improvement: force action plan")
    word.doc.add_paragraph("OFFICIAL – Version 1.4, 19 May 2026")
    table = word.table(
        [
            "AFI",
            "Area for improvement",
            "Activity to address",
            "Strategic lead",
            "Delivery lead",
            "Completion date",
            "BRAG",
        ]
    )
    rows = [
        ("AFI 1", "The force should make sure that repeat victims are found at the first call.",
         "New prompt in the control room system", "ACC Local Policing", "Ch Insp Bea Tallis", "31/08/2026", "G"),
        ("", "", "Dip sample of 100 calls a month", "ACC Local Policing", "Quality Assurance Manager", "Monthly", "A"),
        ("AFI 2", "The force should attend incidents within its own times.", "Change the shift pattern",
         "DCC", "Supt Ravi Moor", "TBC", "R"),
    ]  # fmt: skip
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    return same_zip(word.bytes())


def learning_from_deaths() -> bytes:
    """A mental health trust: a landscape table whose action cells hold numbered lines, and leads and dates in step."""
    word = Word("Prevention of future deaths: Trust response and action plan")
    word.doc.add_paragraph("Approved by the Quality Committee on 3 June 2026")
    table = word.table(["Concern raised by the coroner", "Actions", "Leads", "Deadlines", "Evidence"])
    cells = table.add_row().cells
    for cell, text in zip(cells, (
        "Observation records were completed in advance.",
        "1. Move observations to the electronic record\n2. Audit observations each week\n3. Retrain night staff",
        "1. Chief Nursing Information Officer\n2. Ward Managers\n3. Clinical Educator Hana Brink",
        "1. 30 September 2026\n2. Weekly from 1 July 2026\n3. 31 August 2026",
        "Audit reports",
    ), strict=True):  # fmt: skip
        cell.text = text
    cells = table.add_row().cells
    for cell, text in zip(cells, (
        "Families were not told about leave.", "4. Call the family before each leave", "4. Named nurses", "4. Immediate", "",
    ), strict=True):  # fmt: skip
        cell.text = text
    return same_zip(word.bytes())


def community_risk() -> bytes:
    """A fire service's annual plan with start and end months as real dates, a measure, and who reports to which board."""
    book, sheet = started("CRMP Year 2")
    put(sheet, 1, 1, [
        ["Community Risk Management Plan – Year 2 delivery", "", "", "", "", "", "", "Official"],
        ["Workstream", "Objective", "Deliverable", "Owner", "Start month", "End month", "Governance", "Performance measure", "Status"],
        ["Prevention", "Fewer fires at home", "5,000 home visits", "Head of Prevention", date(2026, 4, 1), date(2027, 3, 1),
         "Service Delivery Board", "Visits to people over 80", "On track"],
        ["", "", "Referral route with GPs", "SM Lloyd Perrin", date(2026, 5, 1), date(2026, 10, 1), "Service Delivery Board",
         "20 practices", "Delayed"],
        ["Response", "Crews ready", "New rota for on-call staff", "AM Response", date(2026, 6, 1), date(2026, 12, 1),
         "People Board", "Availability 90%", "Complete"],
    ])  # fmt: skip
    for row in (3, 4, 5):
        for column in (5, 6):
            sheet.cell(row, column).number_format = "mmm-yy"
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:B4")
    return saved(book)


def damp_and_mould() -> bytes:
    """A landlord's plan with a column for who is accountable and one for who delivers, and fills without words as RAG."""
    book, sheet = started("D&M plan")
    put(sheet, 1, 1, [
        ["Damp and mould improvement plan v3 (25.08.2026)"],
        ["Item", "What are we going to do?", "Why are we doing it?", "Accountable", "Delivered by", "When by", "RAG",
         "Where are we now?"],
        ["1", "Train every surveyor", "Findings are inconsistent", "Director of Homes", "Surveying Manager", date(2026, 10, 30),
         "", "9 of 14 trained"],
        ["2", "Visit within ten days", "Law changes in October", "Director of Homes", "Repairs Partner", date(2026, 10, 1),
         "", "Average is 13 days"],
        ["3", "Write to every tenant with a case", "People feel ignored", "Head of Customer", "Comms", date(2026, 9, 15), "",
         ""],
    ])  # fmt: skip
    for row, colour in ((3, "FFC000"), (4, "FF0000"), (5, "00B050")):
        fill(sheet, f"G{row}", colour)
        sheet.cell(row, 6).number_format = "dd/mm/yyyy"
    return saved(book)


def thematic_review() -> bytes:
    """A scrutiny committee's recommendations with the cabinet's answer, and a second table of those that were rejected."""
    word = Word("Scrutiny review of home to school transport: monitoring report")
    word.doc.add_paragraph("Children and Families Scrutiny Committee, 16 September 2026")
    head = [
        "Rec.",
        "Recommendation",
        "Accepted?",
        "Action agreed",
        "Lead officer",
        "Target date",
        "Progress at September 2026",
    ]
    word.doc.add_heading("Recommendations in progress", 2)
    word.table(head,
        ["R1", "That routes are reviewed each year", "Yes", "Buy route software", "Transport Manager", "31 July 2026",
         "Installed in August; first review in spring"],
        ["R3", "That families are told of changes sooner", "In part", "Write two weeks before any change", "Dana Frost",
         "1 September 2026", "Letters went out on 20 August"])  # fmt: skip
    word.doc.add_heading("Recommendations completed since the last report", 2)
    word.table(head,
        ["R2", "That drivers are trained in autism", "Yes", "Train all drivers", "Transport Manager", "30 April 2026",
         "All 112 trained"])  # fmt: skip
    return same_zip(word.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "trades-force-action-plan.docx": force_action_plan,
    "trades-learning-from-deaths.docx": learning_from_deaths,
    "trades-community-risk.xlsx": community_risk,
    "trades-damp-and-mould.xlsx": damp_and_mould,
    "trades-thematic-review.docx": thematic_review,
    "trades-town-centre.html": TOWN.encode,
    "trades-gold-group.txt": HANDOVER.encode,
    "trades-net-zero-estate.csv": COMMA.encode,
}
