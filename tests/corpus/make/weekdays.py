"""Ten more ordinary plans, by people who keep plans for others: analysts, clerks, a consultant, a temp."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

PASTED = """Corporate Health & Safety Committee action plan (updated 2.11.26)
Ref\tIssue\tAction\tOwner\tOriginal date\tRevised date\tStatus\tComments
HS/01\tDriver checks\tCheck every licence twice a year\tFleet Compliance Officer\t31.03.26\t30.09.26\tCLOSED\tAll 212 checked
HS/02\tLone working\tRoll out the app to housing officers\tNatalie Crewe\t30.06.26\t31.12.26\tOPEN\tPilot with six officers; union happy
HS/03\tStress\tManagers to complete risk assessments\tAll Heads of Service\t30.09.26\t\tOPEN\t14 of 22 returned
HS/04\tAsbestos register\tRe-survey 30 schools\tAsset Manager (Education)\tMarch 2027\t\tOPEN\t
HS/05\tFire drills\tTwo drills a year in each building\tPremises Officers\tongoing\t\tOPEN\t9 of 11 buildings done
"""

ROWS = """Area,Recommendation,Response,Action Owner,Target Date,Update - Jan 2026,Update - May 2026,Update - Sept 2026,Current RAG
Budget setting,Involve scrutiny members from October,Agreed. Two workshops will be held each autumn,Cllr Faye Renshaw / S151 Officer,31 October 2026,,Dates agreed,First workshop held 8 Sept,Green
Budget setting,Publish a plain English summary,Agreed. Summary to go with the council tax bill,Head of Communications,March 2027,,,,Not due
Capital,Report slippage each quarter,Agreed in principle. Reporting to start once the system is live,Capital Accountant,Q2 2026/27,System delayed,System delayed,Live on 1 September,Amber
Treasury,Train members each year,Agreed. Annual session in June,Treasury Adviser (external),Annually - June,,Session booked,Held 16 June; 11 members came,Green

Reserves,Set a minimum level,Not agreed. Covered by the MTFS,,,,,,
"""

MINUTED = """# Improvement Board - action tracker

_As at 6 October 2026_

| No. | Date agreed | Action | Assigned to | Due | RAG | Update |
|:---:|---|---|---|---|:---:|---|
| 31 | 4 Aug 2026 | Bring a one-page dashboard to each Board | Performance & Intelligence Manager | 1 Sep 2026 | 🔵 | Done - in papers |
| 34 | 4 Aug 2026 | Meet the trade unions about the restructure | Chief Exec + HR Director | asap | 🟠 | Meeting set for 12 Oct |
| 36 | 1 Sep 2026 | Draft terms of reference for the new sub-group | Gareth Ellwood (Policy) | 6 Oct 2026 | 🔴 | Not received |
| 37 | 1 Sep 2026 | Circulate the LGA report | Board Secretary | 4 Sep 2026 | 🔵 | Sent 2 Sep |
| 38 | 6 Oct 2026 | Arrange a visit to a similar council | Gareth Ellwood (Policy) | before Xmas | 🟢 | |
"""

PAGE = """<!doctype html><html><head><title>Autism and ADHD | Our council</title></head><body><div id="cookie">We use cookies</div>
<h1>All age autism delivery plan</h1><p>Updated: September 2026</p>
<h3>We will make diagnosis easier</h3>
<table border=1><tr><td><b>Commitment</b></td><td><b>Lead organisation</b></td><td><b>Lead officer</b></td><td><b>Complete by</b></td><td><b>Update</b></td></tr>
<tr><td>1a. Publish waiting times each quarter</td><td>NHS Trust</td><td>Dr Imelda Roake</td><td>Dec 2026</td><td>First figures out in July</td></tr>
<tr><td>1b. Offer a support line while people wait</td><td>Voluntary sector</td><td>Ewan Tait</td><td>1 April 2027</td><td></td></tr></table>
<h3>We will make work easier to get</h3>
<table border=1><tr><td><b>Commitment</b></td><td><b>Lead organisation</b></td><td><b>Lead officer</b></td><td><b>Complete by</b></td><td><b>Update</b></td></tr>
<tr><td>2a. Guarantee interviews at the Council</td><td>Council</td><td>Recruitment Manager</td><td>Complete</td><td>Started in June; 14 interviews</td></tr>
<tr><td>2b. Sign up 20 employers</td><td>Council</td><td>Skills Lead</td><td>Spring 2027</td><td>7 signed</td></tr></table>
<footer>Contact us</footer></body></html>
"""


def ofsted() -> bytes:
    """An inspection plan of a children's service: a header of two rows, several sentences of progress, dates in words."""
    word = Word("ILACS Improvement Plan – Year 2")
    word.doc.add_paragraph("Children’s Improvement Board, 9 October 2026. Next review: 8 January 2027")
    table = word.table(
        ["What needs to improve", "What we will do", "Accountability", "Accountability", "Timescale", "Progress", "Progress"],
        ["", "", "Lead", "Support", "", "What we have done", "RAG"],
        ["The quality of supervision", "Reset supervision standards and train every manager", "Principal Social Worker", "Workforce Development Team",
         "By end of December 2026", "Standards launched 14 Sept. 22 of 40 trained.", "Amber"],
        ["The quality of supervision", "Audit 10 supervision files a month", "QA Service Manager", "", "Monthly, from October 2026",
         "First audit under way", "Green"],
        ["Sufficiency of homes for children", "Open two small children’s homes", "Head of Commissioning & Resources", "Property Services",
         "First home: Feb 2027. Second home: Sept 2027", "Planning consent for first home", "Amber"],
        ["Care leavers’ health", "Health passports for all care leavers", "Leaving Care Team Manager / LAC Nurse", "ICB", "Was June 2026, now November 2026",
         "61 of 140 issued", "Red"],
    )  # fmt: skip
    table.rows[0].cells[2].merge(table.rows[0].cells[3]).text = "Accountability"
    table.rows[0].cells[5].merge(table.rows[0].cells[6]).text = "Progress"
    for place in (0, 1, 4):
        text = table.rows[0].cells[place].text
        table.rows[0].cells[place].merge(table.rows[1].cells[place]).text = text
    return same_zip(word.bytes())


def building_safety() -> bytes:
    """A tracker of a housing service: codes, blocks, days overdue, percentages, a block of totals above the header."""
    book, sheet = started("Tracker")
    put(sheet, 1, 1, [
        ["Building safety remediation tracker"],
        ["Open", 3, "", "Closed", 1],
        ["Last refreshed", date(2026, 10, 5)],
        [],
        ["Action ID", "Block", "FRA action", "Risk", "Responsible team", "Contractor", "Due", "Closed on", "Days overdue", "Resident impact"],
        ["FRA-0112", "Hollin Court", "Replace flat entrance doors on floors 2 to 6", "Intolerable", "Planned Works", "Door Co", date(2026, 8, 31), "", 35, "Yes"],
        ["FRA-0113", "Hollin Court", "Remove storage from riser cupboards", "Substantial", "Caretaking", "", date(2026, 7, 1), date(2026, 6, 24), "", "No"],
        ["FRA-0120", "Beck House", "Commission intrusive wall survey", "Moderate", "Building Safety Manager", "tbc", date(2026, 12, 18), "", "", "No"],
        ["FRA-0131", "Beck House", "Upgrade alarm to L5", "Substantial", "Planned Works", "Alarm Ltd", date(2027, 1, 29), "", "", "Yes"],
    ])  # fmt: skip
    for row in range(6, 10):
        for column in (7, 8):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    sheet["B3"].number_format = "dd/mm/yyyy"
    return saved(book)


def adults_board() -> bytes:
    """A board's plan by priority, each priority a sheet; leads as `Chair of ...`, agencies in brackets, years as ranges."""
    book, sheet = started("Priority 1 - Voice")
    head = ["Objective", "Actions", "Lead", "Timescale", "How will we know it has worked?", "Progress at Q2", "RAG"]
    put(sheet, 1, 1, [
        ["Safeguarding Adults Board Strategic Delivery Plan 2026-28"],
        head,
        ["Hear from people with lived experience", "Recruit three lay members", "Board Manager", "Sept 2026", "Three in post", "Two appointed", "A"],
        ["", "Ask every person what outcome they want", "Chair of Quality Subgroup", "2026-28", "90% asked", "84% in Q2", "G"],
    ])  # fmt: skip
    other = book.create_sheet("Priority 2 - Transitions")
    put(other, 1, 1, [
        ["Safeguarding Adults Board Strategic Delivery Plan 2026-28"],
        head,
        ["No one falls between services", "Joint protocol from age 14", "Head of Transitions (Adults) and Head of SEND (Children’s)", "31/03/2027", "Protocol in use", "", "R"],
        ["", "Shared list of young people at risk", "DCI Public Protection", "Q3 2026/27", "List reviewed monthly", "Agreement drafted", "A"],
    ])  # fmt: skip
    return saved(book)


def review_actions() -> bytes:
    """An internal review in paragraphs and tables: each recommendation a small table of labels and values."""
    word = Word("Review of the garden waste launch: lessons and actions")
    word.doc.add_paragraph("Author: Business Improvement. Date: 21 September 2026")
    head = ["No", "Lesson", "Action", "Lead Officer", "Deadline", "Progress (RAG)"]
    word.table(
        head,
        ["1", "Sign-up letters went out late", "Agree a print timetable with the supplier", "Waste Business Manager", "16/10/2026", "Green - timetable signed"],
        ["2", "Call volumes were not forecast", "Build a forecast from last year’s data", "Customer Insight Analyst & Contact Centre Manager", "30/10/2026", "Amber - data requested twice"],
        ["3", "Bins were delivered to the wrong streets", "Test the delivery list with crews", "Waste Operations Mgr", "27/11/2026", "Red - not started"],
        ["4", "No owner for complaints", "Name one complaints owner per service", "SMT", "Complete (Aug 26)", "Blue - complete"],
    )  # fmt: skip
    return same_zip(word.bytes())


def digital() -> bytes:
    """A consultant's plan: workstreams as rows in bold, durations, initials explained in a table below."""
    word = Word("Target operating model: implementation plan")
    word.doc.add_paragraph("Draft for Programme Board 3/11/2026")
    rows = [
        ["ID", "Activity", "RACI – R", "RACI – A", "Start", "End", "Dependencies", "Status"],
        ["A. People", "", "", "", "", "", "", ""],
        ["A1", "Consult staff on new structure", "HP", "DM", "01/12/26", "15/01/27", "", "Not started"],
        ["A2", "Appoint heads of service", "DM", "CX", "18/01/27", "31/03/27", "A1", "Not started"],
        ["B. Technology", "", "", "", "", "", "", ""],
        ["B1", "Switch off the old case system", "RT", "DM", "05/10/26", "30/06/27", "A2", "In progress"],
    ]  # fmt: skip
    table = word.table(*rows)
    for place in (1, 4):
        table.rows[place].cells[0].merge(table.rows[place].cells[7]).text = rows[place][0]
    word.doc.add_paragraph("")
    word.table(
        ["Initials", "Name"],
        ["HP", "Harriet Pool, HR Lead"],
        ["DM", "Dev Malik, Director"],
        ["CX", "Chief Executive"],
        ["RT", "Rory Teale, ICT"],
    )
    return same_zip(word.bytes())


def police_panel() -> bytes:
    """A panel's recommendations to a commissioner: accepted or not, response in prose, leads with `on behalf of`."""
    word = Word("Police and Crime Panel: recommendations monitoring, November 2026")
    word.table(
        ["Meeting date", "Recommendation", "PCC response", "Responsible", "To be completed by", "Outcome / current position"],
        ["12 June 2026", "Publish response times by district", "Accepted", "Chief Finance Officer, OPCC", "September 2026", "Published 30 September. Panel to review."],
        ["12 June 2026", "Visit the custody suite each year", "Accepted", "Panel Support Officer", "by 31 March 2027", "Date offered: 20 January"],
        ["11 September 2026", "Explain the rise in the precept", "Noted", "Commissioner", "Next budget meeting (5 Feb 2027)", ""],
    )  # fmt: skip
    return same_zip(word.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "weekdays-ofsted.docx": ofsted,
    "weekdays-building-safety.xlsx": building_safety,
    "weekdays-adults-board.xlsx": adults_board,
    "weekdays-review-actions.docx": review_actions,
    "weekdays-operating-model.docx": digital,
    "weekdays-police-panel.docx": police_panel,
    "weekdays-health-safety.txt": PASTED.encode,
    "weekdays-peer-follow-up.csv": ROWS.encode,
    "weekdays-improvement-board.md": MINUTED.encode,
    "weekdays-autism.html": PAGE.encode,
}
