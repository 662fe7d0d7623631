"""Seven ordinary plans of partnerships and other bodies: reviews of deaths, inspections, care boards, fire and flood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

PRINTED = Path(__file__).resolve().parents[1] / "printed"


def adult_review() -> bytes:
    """A plan after a review: lettered actions in a cell with lettered leads and dates, agencies, evidence."""
    word = Word("Safeguarding Adults Review ‘Maureen’: multi-agency action plan")
    word.doc.add_paragraph("Last updated 14/10/2025 by the SAR Sub-Group")
    word.table(
        ["Rec. No.", "Recommendation", "Action required", "Lead agency / officer", "Target date", "BRAG", "Progress and evidence"],
        ["1", "The Board should seek assurance that self-neglect guidance is used", "a) Relaunch the self-neglect toolkit\nb) Audit 30 cases across agencies", "a) SAB Business Manager\nb) Performance & Quality Sub-Group", "a) 30 September 2025\nb) 31 January 2026", "Green", "a) Toolkit relaunched at the September forum"],
        ["2", "Housing providers should refer fire risks", "Agree a referral pathway with providers and the Fire Service", "Fire & Rescue Service – Prevention Manager", "28/11/2025", "Amber – two providers yet to sign", "Pathway drafted"],
        ["3", "GPs should flag missed appointments", "Add a flag to the clinical system", "ICB Designated Nurse for Safeguarding Adults", "Ongoing", "Green", ""],
        ["4", "Discharge letters should name the care provider", "Revise the discharge letter template", "Wenlow Hospitals NHS Trust", "Complete", "Blue", "New template in use since 1 August 2025"],
    )  # fmt: skip
    word.doc.add_paragraph("Blue = complete and evidenced. Green = on track. Amber = risk of delay. Red = overdue.")
    return same_zip(word.bytes())


def joint_inspection() -> bytes:
    """A plan after a joint inspection: a small table for each area with the words of the inspectors on top."""
    word = Word()
    word.doc.add_heading("Joint Targeted Area Inspection – partnership response", 1)
    word.doc.add_paragraph("Submitted on 4 April 2025; refreshed 3 October 2025")
    areas = [
        ("Area for improvement 1: The timeliness of strategy meetings", "Outcome: Meetings are held within one working day of the referral", [
            ["Weekly report of late strategy meetings to the MASH board", "MASH Service Manager", "30 May 2025", "Report in place since May", "C"],
            ["Health to send a decision-maker to each meeting", "Designated Nurse / Named Doctor", "w/c 7 July 2025", "Attendance up from 61% to 88%", "G"],
        ]),
        ("Area for improvement 2: Recording of children’s views", "Outcome: Each record shows what the child said", [
            ["Dip sample 20 records a month", "Det Insp S Hale", "From June 2025", "Four samples so far", "G"],
            ["Commission direct work training", "Principal Social Worker, Workforce Development", "TBC", "", "A"],
            ["Share findings with schools", "Education Safeguarding Lead", "half term Oct 2025", "", "R"],
        ]),
    ]  # fmt: skip
    for area, outcome, rows in areas:
        word.doc.add_heading(area, 2)
        word.doc.add_paragraph(outcome)
        word.table(["What are we going to do?", "Who?", "By when?", "Where are we now?", "RAG"], *rows)
    word.doc.add_paragraph("C = completed")
    return same_zip(word.bytes())


def fire_inspection() -> bytes:
    """A fire service's log of areas for improvement: two kinds of people in charge, blue and grey, a sheet of closed ones."""
    book, sheet = started("Open")
    put(sheet, 1, 1, [
        ["HMICFRS Action Log", "", "", "", "", "", "", "", "Updated:", date(2025, 9, 1)],
        [],
        ["AFI No.", "Cause of concern / AFI", "Action", "Strategic lead", "Action owner", "Start date", "Due date", "Status", "BRAG", "Commentary"],
        ["AFI 1", "The service should make sure it targets its prevention work", "Adopt the new risk model for home visits", "ACFO Dean Orr", "GM Prevention", date(2025, 4, 1), date(2025, 10, 31), "In progress", "G", "Model tested on two stations"],
        ["AFI 1", "The service should make sure it targets its prevention work", "Train 120 crew members on the model", "ACFO Dean Orr", "SM K. Palgrave", date(2025, 9, 1), date(2026, 2, 28), "Not started", "G", ""],
        ["AFI 2", "The service should improve how it tests its fallback control room", "Test the fallback control room twice a year", "AM Response", "Control Manager", date(2025, 5, 1), date(2025, 7, 31), "In progress", "R", "First test cancelled because of industrial action"],
        ["CoC 1", "Unacceptable behaviour is not always challenged", "Open an independent reporting line", "Chief Fire Officer", "Head of People/HR Manager", date(2025, 1, 6), date(2025, 6, 30), "Complete", "B", "Line opened 2 June 2025"],
    ])  # fmt: skip
    closed = book.create_sheet("Closed")
    put(closed, 1, 1, [
        ["AFI No.", "Cause of concern / AFI", "Action", "Strategic lead", "Action owner", "Start date", "Due date", "Status", "BRAG", "Commentary"],
        ["AFI 9", "The service should review its duty system", "Hold staff workshops", "AM Response", "SM K. Palgrave", date(2024, 4, 1), date(2024, 9, 30), "Complete", "B", "Signed off by the Authority"],
    ])  # fmt: skip
    for row in range(4, 8):
        for column in (6, 7):
            sheet.cell(row, column).number_format = "dd-mmm-yy"
    sheet.cell(1, 10).number_format = "dd/mm/yyyy"
    return saved(book)


def care_board() -> bytes:
    """A care board's plan printed by a browser."""
    return (PRINTED / "partners-care-board.pdf").read_bytes()


def children_improvement() -> bytes:
    """An improvement plan with a sheet for each theme, a cover, a key, and progress by month."""
    book, cover = started("Cover")
    put(
        cover,
        2,
        2,
        [
            ["Children’s Services Improvement Plan"],
            ["Improvement Board: 12 November 2025"],
            ["Key"],
            ["Blue", "Complete and embedded"],
            ["Green", "Complete, not yet embedded"],
            ["Amber", "In progress"],
            ["Red", "Not started or off track"],
        ],
    )
    themes = {
        "1 Front Door": [
            ["1.1", "Review all thresholds with partners", "Head of Front Door", date(2025, 9, 30), "Green", "Draft out", "Agreed by partners 9 October"],
            ["1.2", "Recruit 4 team managers", "Head of Front Door / HR", date(2025, 12, 31), "Amber", "Two offers", "Three in post"],
        ],
        "2 Care Leavers": [
            ["2.1", "Health passports for all care leavers", "Virtual School Head and Designated Nurse", date(2026, 1, 31), "Red", "", "Awaiting template"],
            ["2.2", "House project: 8 places", "Leaving Care Team Manager", "Spring 2026", "Amber", "Site found", "As above"],
            ["2.3", "Pledge signed by full Council", "Lead Member", "10/07/2025", "Blue", "Signed on 10 July", ""],
        ],
    }  # fmt: skip
    for name, rows in themes.items():
        sheet = book.create_sheet(name)
        put(
            sheet,
            1,
            1,
            [[f"Theme {name}"], ["No.", "Action", "Owner", "Due", "RAG", "September 2025", "October 2025"], *rows],
        )
    return saved(book)


CARE = """<!doctype html><html lang="en"><head><title>Adult social care assurance: improvement plan | Hartside Council</title></head><body>
<header><a href="#main">Skip to content</a></header><main id="main"><h1>Adult social care assurance: improvement plan</h1>
<p>This plan answers the Care Quality Commission's report of March 2025. Updated September 2025.</p>
<h2>Assessing needs</h2>
<table><caption>Actions on assessing needs</caption><tr><th scope="col">What CQC said</th><th scope="col">What we are doing</th><th scope="col">Owner</th><th scope="col">Date</th><th scope="col">Progress rating</th></tr>
<tr><td>People waited too long for an assessment</td><td>Bring in a duty team for new contacts</td><td>Head of Locality Teams</td><td>31 October 2025</td><td>On target</td></tr>
<tr><td>People waited too long for an assessment</td><td>Trusted assessors in the voluntary sector</td><td>Commissioning Manager, Carers</td><td>January 2026</td><td>On target</td></tr></table>
<h2>Supporting carers</h2>
<table><caption>Actions on carers</caption><tr><th scope="col">What CQC said</th><th scope="col">What we are doing</th><th scope="col">Owner</th><th scope="col">Date</th><th scope="col">Progress rating</th></tr>
<tr><td>Carers did not know about breaks</td><td>One page guide to breaks<sup>1</sup></td><td>Carers Lead Officer; Hartside Carers Centre</td><td>Summer 2025 (revised: Autumn 2025)</td><td>Behind target</td></tr>
<tr><td>Carer reviews were late</td><td>Clear overdue reviews</td><td>Head of Locality Teams</td><td>Achieved August 2025</td><td>Completed</td></tr></table>
<p><sup>1</sup> Printed and online.</p></main><footer>© Hartside Council 2025</footer></body></html>
"""

CHILDREN_LOG = """LSCP Learning & Improvement Sub-group
Action Log – updated 22.09.25

Date        Item                     Action                                            Owner                  Due         Status
raised
------------------------------------------------------------------------------------------------------------------------------
14.07.25    4. Audit programme       Circulate the neglect audit tool                  Business Manager       21.07.25    Closed
14.07.25    6. Training              Survey practitioners on hybrid training           Training Co-ordinator  30.09.25    Open
22.09.25    3. CSPR Alfie            Draft 7-minute briefing                           K Moore / Named Nurse  31.10.25    Open
22.09.25    5. Data                  Add school exclusions to the dataset              Data Analyst (Police)  Next mtg    Open
22.09.25    AOB                      Confirm dates for 2026                            Business Manager       ASAP        Open
"""


FILES: dict[str, Callable[[], bytes]] = {
    "partners-adult-review.docx": adult_review,
    "partners-joint-inspection.docx": joint_inspection,
    "partners-fire-inspection.xlsx": fire_inspection,
    "partners-care-board.pdf": care_board,
    "partners-children-improvement.xlsx": children_improvement,
    "partners-care-assurance.html": CARE.encode,
    "partners-children-log.txt": CHILDREN_LOG.encode,
}
