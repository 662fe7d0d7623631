"""Eight more plans of the kind that is published every week: templates of a ministry and a regulator, logs, exports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

COMMITMENTS = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Digital inclusion plan</title></head><body>
<div class="container"><h1>Digital inclusion plan</h1><p class="date">Published: 14 May 2026</p>
<p>We made nine commitments. This page shows the four that are still open.</p>
<table class="table"><thead><tr><th>Commitment</th><th>What we will do</th><th>Owner</th><th>Delivery date</th><th>Status</th></tr></thead><tbody>
<tr><td>Everyone can get online</td><td><ul><li>Put free wifi in 12 community centres</li><li>Lend 300 laptops</li></ul></td><td>Digital Programme Manager</td><td>March 2027</td><td>On track</td></tr>
<tr><td>Everyone can learn</td><td><p>Run classes in five libraries</p></td><td>Mina Castell</td><td>30 September 2026</td><td>At risk</td></tr>
<tr><td>Nobody has to be online</td><td>Keep a phone line for every service</td><td>Head of Customer Contact</td><td>Ongoing</td><td>On track</td></tr>
<tr><td>Our website works for all</td><td>Test each new page with disabled people</td><td>Web Team</td><td>31 December 2026</td><td>Not started</td></tr>
</tbody></table></div></body></html>
"""

EXPORT = """Action Code,Action Title,Description,Assigned To,Managed By,Due Date,Status,Progress,Latest Note,Latest Note Date,Parent
CP26 01,Review of car park charges,Set new charges for all 14 car parks,Nell Arden,Head of Parking,31-Mar-2027,In Progress,40%,Survey done,02-Jul-2026,CP26 Clean and safe streets
CP26 02,Camera enforcement,Apply for powers over moving traffic,Dev Patel,Head of Parking,30-Sep-2026,Overdue,10%,Awaiting the department,14-Jul-2026,CP26 Clean and safe streets
CP26 03,School streets,Close six streets at school times,Nell Arden,Road Safety Manager,01-Sep-2026,Completed,100%,All six closed,20-Jun-2026,CP26 Healthy children
CP26 04,Cycle training,Train 900 pupils,Isla Romney,Road Safety Manager,31-Dec-2026,Assigned,0%,,,CP26 Healthy children
"""


def homicide_review() -> bytes:
    """A domestic homicide review in the ministry's template: milestones achieved, and completion with its outcome."""
    word = Word("Domestic Homicide Review DHR 14 – Action Plan")
    word.doc.add_paragraph("Community Safety Partnership, last updated 22 June 2026")
    word.table(
        ["Recommendation", "Scope of recommendation i.e. local or regional", "Action to take", "Lead Agency",
         "Key milestones achieved in enacting recommendation", "Target Date", "Date of completion and outcome"],
        ["1. The Trust should ask about abuse at every booking appointment", "Local",
         "Add the question to the booking form and train midwives", "Hospital Trust", "Form changed March 2026",
         "30 April 2026", "28 April 2026. Audit shows 97% are asked."],
        ["2. The Police should review how repeat callers are flagged", "Regional",
         "Review the flagging policy with the two neighbouring forces", "Police", "", "31 October 2026", ""],
        ["3. Housing should tell the partnership when a tenancy is given up after violence", "Local",
         "Agree a notice and a named contact", "Housing Options Team", "Draft notice written", "Aug 2026", ""],
    )  # fmt: skip
    return same_zip(word.bytes())


def report_on_actions() -> bytes:
    """A provider's report on actions in the regulator's form: for each regulation the same questions, answered."""
    word = Word("Report on actions you plan to take")
    word.doc.add_paragraph("Larch House, returned 9 February 2026")
    forms = [
        ("Regulation 12: Safe care and treatment", "Medicines were not always counted.",
         "Count medicines at each handover and sign for it", "Registered Manager", "31 March 2026"),
        ("Regulation 17: Good governance", "Audits did not lead to change.",
         "Hold a monthly audit meeting and publish what changed", "Nominated Individual, Rose Tilney", "30 April 2026"),
    ]  # fmt: skip
    for regulation, failing, action, who, when in forms:
        word.table(
            ["Regulated activity", "Accommodation for persons who require nursing or personal care"],
            ["Regulation", regulation],
            ["How the regulation was not being met", failing],
            ["Please describe clearly the action you are going to take to meet the regulation", action],
            ["Who is responsible for the action?", who],
            ["Date actions will be completed by", when],
        )
        word.doc.add_paragraph("")
    return same_zip(word.bytes())


def peer_challenge() -> bytes:
    """A peer challenge follow-up: a column of updates for each of three boards, statuses in words, a blank title row."""
    book, sheet = started("Action Plan")
    put(sheet, 1, 1, [
        ["Corporate Peer Challenge Action Plan"],
        [],
        ["#", "Peer team recommendation", "Actions", "Lead Member", "Lead Officer", "Timescale", "Update Nov 25",
         "Update Feb 26", "Update May 26", "Status"],
        [1, "Set out a clear vision for the place", "Hold a summit with partners", "Leader of the Council",
         "Chief Executive", "By Feb 2026", "Venue booked", "Held on 12 Feb", "", "Complete"],
        ["", "", "Publish the vision", "Leader of the Council", "Head of Communications", "June 2026", "", "Drafting",
         "With printers", "In progress"],
        [2, "Close the budget gap earlier", "Agree savings by September each year", "Cllr Tom Ashwell",
         "Director of Resources (S151)", "30/09/2026", "", "", "Options to Cabinet in July", "In progress"],
        [3, "Invest in councillors", "Offer every councillor a development plan", "Cllr Priya Nunn",
         "Monitoring Officer", "Ongoing", "12 of 48 have one", "30 of 48", "41 of 48", "In progress"],
    ])  # fmt: skip
    return saved(book)


def equality_objectives() -> bytes:
    """An equality plan in which bullets of one cell are steps of one action, with one lead and one date for them."""
    word = Word("Equality objectives 2026–2030: year one delivery plan")
    word.doc.add_paragraph("Agreed by Full Council, 25 March 2026")
    table = word.table(["Objective", "Actions", "Lead", "Timescale", "How will we measure success?"])
    number = word.lists(("bullet", "•"))
    rows: list[tuple[str, list[str], str, str, str]] = [
        ("1. A workforce like our community", ["Publish pay gaps by sex, race and disability",
                                               "Put an independent person on senior panels"],
         "Head of People", "31 March 2027", "Gaps narrow each year"),
        ("2. Services everyone can use", ["Check ten services with disabled residents"],
         "Equalities Manager and service heads", "By December 2026", "Ten checks published"),
    ]  # fmt: skip
    for objective, actions, lead, when, measure in rows:
        cells = table.add_row().cells
        for cell, text in ((0, objective), (2, lead), (3, when), (4, measure)):
            cells[cell].text = text
        word.items(cells[1], number, *actions)
    return same_zip(word.bytes())


def log_above_minutes() -> bytes:
    """Minutes that begin with the log of actions from earlier meetings, and go on with what was said."""
    word = Word("Health and Safety Committee")
    word.doc.add_paragraph("Minutes of the meeting held on 7 July 2026")
    word.doc.add_paragraph("Present: Cllr Hollis (Chair), J Merrow, T Oduya")
    word.doc.add_heading("1. Action log", 2)
    word.table(
        ["Ref", "Action", "Owner", "Due", "Status"],
        ["H&S 24", "Check fire doors in all schools", "J Merrow", "30 June 2026", "Closed"],
        ["H&S 27", "Buy lone worker alarms", "T Oduya", "31 August 2026", "Open"],
        ["H&S 28", "Write a policy on needles", "Public Health / J Merrow", "Next meeting", "Open"],
    )
    word.doc.add_heading("2. Accidents", 2)
    word.doc.add_paragraph("The Committee noted 14 accidents in the quarter, three fewer than last year.")
    word.doc.add_heading("3. Date of next meeting", 2)
    word.doc.add_paragraph("6 October 2026 at 2pm.")
    return same_zip(word.bytes())


def housing_improvement() -> bytes:
    """A housing improvement plan of three sheets with the same columns, and a sheet that says how to use them."""
    book, guide = started("Read me")
    put(
        guide,
        1,
        1,
        [["Housing improvement programme"], ["Version 2.2, 1 September 2026"], ["Update your own sheet only."]],
    )
    head = ["ID", "Requirement", "Action", "Owner", "Start", "Finish", "% complete", "BRAG", "Comment"]
    sheets: dict[str, list[list[Any]]] = {
        "Safety": [["S-01", "Know the fire risk of each block", "Survey 61 blocks", "Building Safety Manager",
                    date(2026, 4, 1), date(2026, 12, 18), 0.6, "A", "37 done"],
                   ["S-02", "Act on the surveys", "Replace 400 doors", "Major Works Team", date(2026, 9, 1),
                    date(2027, 8, 31), 0, "G", ""]],
        "Repairs": [["R-01", "Answer repairs on time", "Hire 12 plumbers", "Repairs Manager", date(2026, 5, 1),
                     date(2026, 9, 30), 1, "B", "All in post"]],
        "Voice": [["V-01", "Hear tenants", "Set up a board of tenants", "Cora Vane", date(2026, 6, 1), date(2026, 11, 30),
                   0.2, "R", "Two applied"]],
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet: Any = book.create_sheet(name)
        put(sheet, 1, 1, [head, *rows])
        for row in range(2, 2 + len(rows)):
            for column in (5, 6):
                sheet.cell(row, column).number_format = "dd/mm/yyyy"
            sheet.cell(row, 7).number_format = "0%"
    return saved(book)


FILES: dict[str, Callable[[], bytes]] = {
    "weekly-homicide-review.docx": homicide_review,
    "weekly-report-on-actions.docx": report_on_actions,
    "weekly-peer-challenge.xlsx": peer_challenge,
    "weekly-equality-objectives.docx": equality_objectives,
    "weekly-log-above-minutes.docx": log_above_minutes,
    "weekly-housing-improvement.xlsx": housing_improvement,
    "weekly-commitments.html": COMMITMENTS.encode,
    "weekly-performance-export.csv": EXPORT.encode,
}
