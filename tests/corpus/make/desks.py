"""Ten ordinary plans of ten desks: statements of action, trackers and logs as different officers keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import fill, put, saved, started
from tests.corpus.make.fixed import same_zip

AUDIT = """Audit,Year,Rec No,Recommendation,Priority,Management Response,Responsible Officer,Agreed Implementation Date,Revised Implementation Date,Status,Latest Position
Creditors,2025/26,1,Duplicate payment reports should be run before every payment run,High,Agreed. Reports will be run weekly.,Exchequer Services Manager,31/03/2026,30/09/2026,Overdue,New starter now in place; report tested in June
Creditors,2025/26,2,Supplier bank changes should be verified by telephone,High,Agreed,Exchequer Services Manager,31/01/2026,,Implemented,Call-back form in use since January
Creditors,2025/26,3,Purchasing card limits should be reviewed annually,Low,Agreed - to be added to year end tasks,Chief Accountant,30/04/2026,,Implemented,
Agency Staffing,2025/26,1,All agency bookings over 13 weeks should be approved by a director,Medium,Agreed,"Head of HR & OD, all Directors",01/07/2026,31/12/2026,In Progress,Workflow built. Training still to be held.
Agency Staffing,2025/26,2,Timesheets should be authorised by someone with knowledge of hours worked,Medium,Partially agreed,Head of Waste and Streetscene,30/06/2026,,Superseded,Replaced by new time recording system
Taxi Licensing,2026/27,1,DBS renewals should be chased two months before expiry,High,Agreed,Licensing Team Leader,30/11/2026,,Not Yet Due,
"""

HRA = """HRA recovery plan - position for 14.9.26 Board

No.\tWhat\tWho\tBy\tPosition now\tR/A/G
1.\tReduce empty homes from 310 to 150\tVoids Mgr (Dilys Parfitt)\tend March 27\t268 at end of August\tA
2.\tRe-let sheltered flats at Linden Court\tDP\tDec 26\tOpen day held\tG
3.\tCollect former tenant arrears - appoint agency\tIncome Team Leader\tQ3\tTender closes 30 Sept\tA
4.\tService charges: recover full cost of communal heating\tHead of Landlord Services / Finance\t1 April 2027\tConsultation starts Nov\tR
5.\tBring forward stock condition survey (all 4,200 homes)\tasset mgt\tASAP\tNo budget yet\tR
6.\tStop paying for storage of decants' furniture\tDP\tDone\tEnded in July\tG
"""

CLIMATE = """<html><head><title>Climate Emergency Action Plan - Year 3</title></head><body><main>
<h1>Climate Emergency Action Plan: Year 3</h1>
<p>Last updated 1 October 2026</p>
<h2>Theme 1 - Our buildings</h2>
<table><thead><tr><th scope="col">Ref</th><th scope="col">Action</th><th scope="col">Why it matters</th><th scope="col">Council lead</th><th scope="col">Partners</th><th scope="col">Target</th><th scope="col">Status</th></tr></thead><tbody>
<tr><td>B1</td><td>Replace gas boilers at Fernhill and Moat Lane leisure centres</td><td>Leisure is a third of our emissions</td><td>Energy Manager</td><td>Leisure operator</td><td>2027/28</td><td>On target</td></tr>
<tr><td>B2</td><td>Fit solar panels to the civic centre roof</td><td>Cuts bills</td><td>Head of Property &amp; Facilities</td><td>-</td><td>Summer 2027</td><td>Behind target</td></tr>
</tbody></table>
<h2>Theme 2 - Getting around</h2>
<table><thead><tr><th scope="col">Ref</th><th scope="col">Action</th><th scope="col">Why it matters</th><th scope="col">Council lead</th><th scope="col">Partners</th><th scope="col">Target</th><th scope="col">Status</th></tr></thead><tbody>
<tr><td>G1</td><td>Adopt a walking and cycling plan</td><td>Short trips can be walked</td><td>Transport Policy Officer</td><td>County Council</td><td>Dec-26</td><td>Completed</td></tr>
<tr><td>G2</td><td>Install 40 on-street charge points</td><td>Homes without drives</td><td>Parking &amp; Transport</td><td>Charge point operator</td><td>Q4 2026/27</td><td>Not started</td></tr>
<tr><td>G3</td><td>Work with schools on travel plans</td><td>Air quality at the gates</td><td>Road Safety Officer</td><td>Schools</td><td>Ongoing</td><td>On target</td></tr>
</tbody></table></main></body></html>
"""

EQUALITY = """# Equality, Diversity and Inclusion Action Plan 2026-27

*Owner: People and Culture. Reviewed by the Inclusion Board on 3 September 2026.*

## Objective 1: Understand our communities

| Action | Responsible | Deadline | Measure | Progress |
|---|---|---|---|---|
| Publish ward profiles | Policy & Insight Team | 31 Oct 2026 | 19 profiles online | 11 done 🟢 |
| Collect protected characteristics in complaints | Customer Feedback Manager | by end of Q4 | 70% of forms filled in | Form agreed 🟠 |

## Objective 2: Inclusive workforce

| Action | Responsible | Deadline | Measure | Progress |
|---|---|---|---|---|
| Relaunch staff networks | Maya Oyelaran | w/c 5 October 2026 | Four networks active | ✅ Launched on 6 October |
| Reasonable adjustments passport | HR Business Partner and Disability Staff Network | Jan 2027 | Used by 100 staff | Draft out for comment 🟢 |
| Reverse mentoring for senior leaders | *to be confirmed* | tbc | | 🔴 Not started |
"""


def send_statement() -> bytes:
    """A local area's statement: areas of weakness as merged rows, leads with post and organisation, terms as dates."""
    word = Word()
    word.doc.add_heading("Written Statement of Action – monitoring version", 1)
    word.doc.add_paragraph("Local Area SEND Partnership. Position at 16 July 2026.")
    word.doc.add_paragraph("BRAG: B = complete and evidenced, G = on track, A = some delay, R = significant delay")
    rows = [
        ["Ref", "Action", "Responsible officer(s)", "Start", "Complete by", "Progress to date", "Impact measure", "BRAG"],
        ["Area of weakness 1: The quality of education, health and care plans"] * 8,
        ["1.1", "Agree a quality assurance framework with health and care", "Kathryn Ogle, SEND Service Manager",
         "Jan 2026", "End of Spring term 2026", "Framework signed off by Board 26 March", "80% of plans judged good", "B"],
        ["1.2", "Run moderation panels each half term", "Designated Clinical Officer (ICB)", "Feb 2026",
         "Summer term 2027", "Three panels held", "80% of plans judged good", "G"],
        ["1.3", "Train all plan writers in outcomes", "Principal Educational Psychologist", "Sept 2026", "October half term 2026",
         "Trainer booked", "All 14 writers trained", "G"],
        ["Area of weakness 2: Joint commissioning"] * 8,
        ["2.1", "Produce a joint needs assessment", "Public Health Consultant / Joint Commissioning Manager", "April 2026",
         "30.11.26", "Data sharing delayed by ICB", "Published assessment", "A"],
        ["2.2", "Recommission speech and language therapy", "Joint Commissioning Manager", "April 2026", "1 April 2027",
         "Market event 9 June", "Waiting list below 12 weeks", "R"],
    ]  # fmt: skip
    table = word.table(*rows)
    for place in (1, 5):
        whole = table.rows[place].cells[0].merge(table.rows[place].cells[7])
        whole.text = rows[place][0]
    return same_zip(word.bytes())


def fire_log() -> bytes:
    """Findings of fire risk assessments: priorities, a column for when it was done, dates typed and real, a total."""
    book, sheet = started("FRA actions")
    put(sheet, 1, 1, [
        ["Corporate Landlord: Fire Risk Assessment Action Log"],
        ["Updated:", date(2026, 8, 28)],
        [],
        ["No.", "Site", "Significant finding", "Remedial action", "Priority", "Responsible person", "Target date", "Date completed", "Comments"],
        [1, "Weir Street Depot", "Fire door to stores wedged open", "Fit hold-open device linked to alarm", "High", "Depot Manager", date(2026, 7, 31), date(2026, 7, 20), ""],
        [2, "Weir Street Depot", "No emergency lighting test records", "Monthly flick test and log book", "Medium", "Depot Manager", date(2026, 8, 31), "", "Log book bought"],
        [3, "Castle Museum", "Compartmentation breached in basement", "Fire stop all service penetrations", "High", "Facilities Projects Surveyor", "30.06.26", "", "Contractor on site w/c 7 Sept"],
        [4, "Castle Museum", "Assembly point not signed", "Install sign", "Low", "Museum Manager", "Immediate", "12/05/2026", ""],
        [5, "Town Hall", "PEEPs out of date", "Review all personal evacuation plans", "High", "H&S Adviser", "30.09.26", "", ""],
        ["", "", "", "Total actions: 5"],
    ])  # fmt: skip
    for row in range(5, 10):
        for column in (7, 8):
            if isinstance(sheet.cell(row, column).value, date):
                sheet.cell(row, column).number_format = "dd/mm/yyyy"
    sheet["B2"].number_format = "dd/mm/yyyy"
    return saved(book)


def child_review() -> bytes:
    """A local child safeguarding practice review: each recommendation over its own small table."""
    word = Word("Local Child Safeguarding Practice Review “Robin”: multi-agency action plan")
    word.doc.add_paragraph("Safeguarding Children Partnership. Agreed at Executive Group 21 May 2026.")
    head = ["What needs to happen?", "Who will do it?", "By when?", "How will we know?", "Update", "RAG"]
    plans = [
        ("Recommendation 1: Professionals should see and hear the child at every visit", [
            ["Add voice of the child prompts to the visit record", "Service Manager, Assessment", "31 July 2026",
             "Audit of 30 records", "Prompts live 12 July", "Green"],
            ["Multi-agency briefing on babies who can’t tell us", "Partnership Training Coordinator", "Sept 2026",
             "200 attend", "Two of four held", "Amber"],
        ]),
        ("Recommendation 2: GPs should be invited to every strategy meeting", [
            ["Agree one inbox per practice", "Named GP", "30 June 2026", "All practices signed up", "34 of 36", "Amber"],
            ["Report attendance to the partnership quarterly", "MASH Manager / Named GP", "Ongoing", "Attendance above 60%",
             "", "Red"],
        ]),
        ("Recommendation 3: The partnership should be told when families move area", [
            ["Write a transfer protocol with neighbouring authorities", "Head of Safeguarding & QA", "TBC", "Protocol signed",
             "Awaiting reply from two authorities", "Red"],
        ]),
    ]  # fmt: skip
    for title, rows in plans:
        word.doc.add_heading(title, 2)
        word.table(head, *rows)
    return same_zip(word.bytes())


def peer_review() -> bytes:
    """A peer challenge: a sponsor and a delivery lead, RAG each quarter, the text of a recommendation only once."""
    book, sheet = started("CPC Action Plan")
    put(sheet, 1, 1, [
        ["", "Corporate Peer Challenge – Action Plan", "", "", "", "", "", "", "", ""],
        ["Rec", "Peer recommendation", "Our action", "Executive Sponsor", "Delivery Lead", "Start date", "End date", "RAG Q1", "RAG Q2", "Commentary"],
        ["R1", "Refresh the Corporate Plan", "Hold workshops with members", "Chief Executive", "Policy Manager", date(2026, 4, 6), date(2026, 7, 24), "Green", "Complete", "Four workshops, 31 members"],
        ["", "", "Consult residents on priorities", "Chief Executive", "Consultation Officer", date(2026, 6, 1), date(2026, 10, 30), "Green", "Green", ""],
        ["", "", "Adopt at Full Council", "Chief Executive", "Monitoring Officer", "", date(2027, 2, 25), "Not due", "Amber", "Budget timetable may slip"],
        ["R2", "Strengthen scrutiny", "Appoint a scrutiny officer", "Monitoring Officer", "Democratic Services Manager", date(2026, 5, 4), date(2026, 8, 31), "Amber", "Red", "No suitable applicants"],
        ["R3", "Improve the way members and officers work together", "Agree a protocol and train on it", "Monitoring Officer", "Democratic Services Manager / HR", date(2026, 9, 1), date(2026, 12, 18), "Not due", "Green", ""],
    ])  # fmt: skip
    for row in range(3, 8):
        for column in (6, 7):
            sheet.cell(row, column).number_format = "dd-mmm-yy"
    for row, colours in enumerate(
        (("00B050", "0070C0"), ("00B050", "00B050"), ("", "FFC000"), ("FFC000", "FF0000"), ("", "00B050")), 3
    ):
        for letter, colour in zip("HI", colours, strict=True):
            if colour:
                fill(sheet, f"{letter}{row}", colour)
    return saved(book)


def scrutiny_response() -> bytes:
    """A cabinet's answer to scrutiny: a decision on each recommendation, a member and an officer, words for dates."""
    word = Word("Task and Finish Group on Grass Verges: tracking of recommendations")
    word.doc.add_paragraph("Report to Place Scrutiny Committee, 24 September 2026")
    word.table(
        ["Recommendation", "Cabinet response", "Cabinet Member", "Lead officer", "Timescale", "Progress"],
        ["R1. That a single map of all verges is published.", "Accepted", "Cllr Jean Ferriby", "GIS Manager", "Complete – Jan 2026",
         "Map published on 19 January"],
        ["R2. That cutting of B-road verges is delayed until July.", "Accepted", "Cllr Jean Ferriby", "Grounds Maintenance Manager",
         "From July 2026", "First late cut done"],
        ["R3. That parish councils are offered agency agreements.", "Accepted in part", "Cllr Owain Tudge", "Parish Liaison Officer",
         "March 2027", "Nine parishes interested"],
        ["R4. That parking on verges is made an offence.", "Rejected", "Cllr Owain Tudge", "n/a", "n/a", "Needs national law"],
        ["R5. That the budget is increased by £50,000.", "Deferred to budget setting", "Leader", "S151 Officer", "February 2027", ""],
    )  # fmt: skip
    return same_zip(word.bytes())


def care_assurance() -> bytes:
    """Preparing for the regulator of adult care: quality statements as a merged column, names above posts in a cell."""
    word = Word("CQC assurance: improvement plan (Adults)")
    word.doc.add_paragraph("v0.9 – 11/08/2026")
    table = word.table(
        ["Quality statement", "Where we are now", "What we are going to do", "Lead", "Due", "Update"],
        ["Assessing needs", "412 people waiting", "Triage the list by risk", "Sheila Mott\nHead of Access", "30/09/2026",
         "Tool agreed"],
        ["Assessing needs", "Reviews overdue", "Commission 300 reviews from an agency", "Sheila Mott\nHead of Access",
         "31/12/2026", "Contract starts 1/9"],
        ["Supporting people to live healthier lives", "Little use of technology", "Publish a care technology offer",
         "Anwar Bashir\nCommissioning Manager", "01/2027", ""],
        ["Equity in experience", "Carers from some groups don’t come forward", "Fund four community connectors",
         "Anwar Bashir\nCommissioning Manager", "In place", "All four started May 2026"],
        ["Safe systems", "Section 42 data is late", "Automate the dashboard", "Performance Team", "31/08/2026",
         "Delayed to October – system upgrade"],
    )  # fmt: skip
    table.rows[1].cells[0].merge(table.rows[2].cells[0]).text = "Assessing needs"
    return same_zip(word.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "desks-send-statement.docx": send_statement,
    "desks-fire-log.xlsx": fire_log,
    "desks-child-review.docx": child_review,
    "desks-peer-review.xlsx": peer_review,
    "desks-scrutiny-response.docx": scrutiny_response,
    "desks-care-assurance.docx": care_assurance,
    "desks-audit-tracker.csv": AUDIT.encode,
    "desks-hra-recovery.txt": HRA.encode,
    "desks-climate.html": CLIMATE.encode,
    "desks-equality.md": EQUALITY.encode,
}
