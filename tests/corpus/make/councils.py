"""Nine ordinary plans of councils: responses to peers and scrutiny, statements, registers and trackers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from openpyxl.styles import Font

from tests.adapters.documents.office import Word
from tests.adapters.documents.pdfs import printed
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip


def peer_challenge() -> bytes:
    """A response to a peer challenge: each recommendation over the whole width, numbers below it, BRAG with remarks."""
    word = Word()
    word.doc.add_heading("Corporate Peer Challenge Action Plan", 1)
    word.doc.add_paragraph("Progress update to Cabinet – 18 November 2025")
    table = word.table(
        ["Ref", "Action", "Lead", "Timescale", "Progress (November 2025)", "BRAG"],
        ["Recommendation 1: Agree a single vision for the place with partners", "", "", "", "", ""],
        ["1.1", "Hold four place conversations with residents and businesses", "Chief Executive (J Wardle)", "Jul-25", "All four held; 312 people took part.", "Blue"],
        ["1.2", "Publish the Place Vision 2040", "Head of Policy & Communications", "31 March 2026", "Draft with Cabinet Members for comment", "Green – on track"],
        ["Recommendation 2: Strengthen financial resilience", "", "", "", "", ""],
        ["2.1", "Refresh the MTFS with three scenarios", "Director of Resources/S151 Officer", "February 2026", "Scenarios drafted", "Amber – awaiting settlement"],
        ["2.2", "Monthly savings board chaired by the Leader", "Director of Resources/S151 Officer", "Ongoing – review Mar 26", "Board has met six times", "Green"],
        ["Recommendation 3: Invest in member development", "", "", "", "", ""],
        ["3.1", "Appoint an external mentor for each Cabinet Member", "Democratic Services Manager", "End of May 2026", "", "Red"],
    )  # fmt: skip
    for row in (1, 4, 7):
        table.cell(row, 0).merge(table.cell(row, 5))
    word.doc.add_paragraph("BRAG key: Blue – complete; Green – on track; Amber – some slippage; Red – off track")
    return same_zip(word.bytes())


def send_priorities() -> bytes:
    """A SEND priority action plan: a table for each priority with rows on who sponsors it above the headings."""
    word = Word("Thornmere Local Area Partnership: SEND Priority Action Plan")
    word.doc.add_paragraph("Version 3, May 2025")
    plans = [
        ("Priority Action 1: Waits for speech and language therapy", "Senior Responsible Officer: Deputy Chief Nurse, Thornmere ICB", [
            ["1.1", "Commission a drop-in offer in every family hub", "Children's Commissioning Manager (ICB)", "Feb 2025", "Autumn term 2025", "A", "Average wait below 18 weeks by July 2026", "Two hubs of seven open"],
            ["1.2", "Validate the waiting list", "SALT Clinical Lead", "w/c 3 March 2025", "30/06/2025", "G", "List is accurate", "412 records checked"],
            ["1.3", "Tell families how to get help while they wait", "SALT Clinical Lead & Parent Carer Forum", "Apr 2025", "Spring term 2026", "G", "", "Leaflet co-produced"],
        ]),
        ("Priority Action 2: Quality of annual reviews", "Senior Responsible Officer: Assistant Director, Education & Inclusion", [
            ["2.1", "Recruit five annual review officers", "SEND Service Manager", "Jan 2025", "May 2025", "B", "Posts filled", "All in post 12 May"],
            ["2.2", "Audit 40 reviews each term", "Quality Assurance Lead/Designated Social Care Officer", "Summer term 2025", "Termly", "A", "80% good or better", "First audit: 55%"],
        ]),
    ]  # fmt: skip
    for priority, sponsor, rows in plans:
        table = word.table(
            [priority] + [""] * 7,
            [sponsor] + [""] * 7,
            ["Ref", "Action", "Lead", "Start", "End", "RAG", "Impact measure", "Progress to date"],
            *rows,
        )
        for row in (0, 1):
            table.cell(row, 0).merge(table.cell(row, 7))
        word.doc.add_paragraph("")
    word.doc.add_paragraph("B = complete, G = on track, A = at risk, R = off track")
    return same_zip(word.bytes())


def scrutiny_response() -> bytes:
    """Cabinet's answer to a task group: accepted in part, one rejected without an action, member and officer."""
    word = Word("Cabinet Response to the Damp and Mould Task and Finish Group")
    word.doc.add_paragraph("Cabinet, 9 September 2025")
    word.table(
        ["No.", "Recommendation", "Accepted / Partially accepted / Rejected", "Cabinet response and proposed action", "Cabinet Member", "Lead Officer", "Timescale"],
        ["1", "That the Council inspects every home with a reported case within 10 working days.", "Accepted", "Two further surveyors will be appointed and a triage script introduced.", "Cllr M Osgood", "Head of Property Services", "31 December 2025"],
        ["2", "That tenants are given a named officer.", "Accepted", "A named officer will be given in the first letter.", "Cllr M Osgood", "Tenancy Services Manager", "1 October 2025"],
        ["3", "That humidity sensors are fitted in all 4,100 homes.", "Partially accepted", "A pilot of 300 homes will be funded from the HRA.", "Cllr M Osgood / Cllr R Pryce", "Asset Manager (Housing)", "Q4 2025/26"],
        ["4", "That compensation rates are doubled.", "Rejected", "The rates follow the Ombudsman's guidance.", "Cllr R Pryce", "n/a", "n/a"],
    )  # fmt: skip
    return same_zip(word.bytes())


def governance_statement() -> bytes:
    """Actions of a governance statement: issues merged over rows, as above, revised dates, notes below, closed ones apart."""
    book, sheet = started("AGS actions 2024-25")
    put(
        sheet, 1, 1, [["Annual Governance Statement 2024/25 – Action Plan monitoring"], ["Position at 31 October 2025"]]
    )
    sheet["A1"].font = Font(bold=True)
    put(sheet, 4, 1, [
        ["Ref", "Significant governance issue", "Agreed action", "Responsible officer", "Original target date", "Revised target date", "Status", "Update"],
        ["GI1", "Procurement – contracts let without competition", "Relaunch Contract Procedure Rules with mandatory training", "Head of Legal & Procurement", date(2025, 6, 30), "", "Complete", "96% of managers trained by June."],
        ["", "", "Publish a contracts pipeline each quarter", "As above", date(2025, 9, 30), date(2025, 12, 31), "In progress", "First pipeline drafted"],
        ["GI2", "Information governance – late subject access requests", "Clear the backlog of 74 requests", "Data Protection Officer", date(2025, 7, 31), date(2026, 1, 31), "In progress", "19 remain"],
        ["", "", "Buy redaction software", "Data Protection Officer / ICT Manager", date(2026, 3, 31), "", "Not started", ""],
        ["GI3", "School deficits", "Agree recovery plans with six schools", "Strategic Finance Manager (Education)", "31/10/2025", "tbc", "In progress", "Four of six agreed"],
    ])  # fmt: skip
    for column in "AB":
        sheet.merge_cells(f"{column}5:{column}6")
        sheet.merge_cells(f"{column}7:{column}8")
    put(
        sheet,
        12,
        1,
        [
            ["Note: target dates are revised only with the agreement of the Audit Committee."],
            ["* Source: Annual Governance Statement approved 24 July 2025"],
        ],
    )
    for row in range(5, 10):
        for column in (5, 6):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return saved(book)


OMBUDSMAN = """Ombudsman remedies and service improvements\r
Quarter 2 2025/26\r
\r
LGSCO ref,Service,Agreed remedy,Owner,Deadline,Date complied,Status,Notes\r
24 011 237,Adult Social Care,"Apologise to Mrs X and pay her £500",Complaints Manager,14/08/2025,12/08/2025,Complied,\r
24 011 237,Adult Social Care,"Remind staff of the duty to review care plans each year",Principal Social Worker,14/10/2025,,Outstanding,"Briefing drafted – goes out w/c 6 October"\r
24 015 902,Education,"Review the process for alternative provision,\r
including who decides and when",Head of Inclusion,within 3 months of the final decision (by 21/11/2025),,Outstanding,\r
25 000 418,Planning,"Publish guidance on site visits",Development Manager/Planning Enforcement Team Leader,30/09/2025,,Overdue,"Draft “nearly there”"\r
25 001 770,Council Tax,"Write off £212.40",Revenues Manager,n/a,,Not accepted,"Challenged on 1 September"\r
"""


def audit_follow_up() -> bytes:
    """A follow-up of audit recommendations, printed over pages: two dates, a priority, long responses."""
    responses = "The service accepts the finding. A new procedure will set out who may approve what, and will be tested each quarter. "
    return printed(
        [
            ["Audit", "Pr.", "Recommendation", "Agreed management action", "Responsible officer", "Due date", "Revised due date", "Follow-up status"],
            ["Direct Payments", "High", "Unspent balances should be reclaimed", responses + "Balances above eight weeks will be reclaimed.", "Head of Adult Commissioning", "30/04/2025", "31/12/2025", "Partially implemented"],
            ["Direct Payments", "Medium", "Reviews should be held yearly", responses + "Overdue reviews will be shared among locality teams.", "Locality Managers", "30/06/2025", "", "Implemented"],
            ["Fleet", "High", "Driver licence checks should be recorded", responses + "Licence checks will be logged in the fleet system.", "Transport Manager", "31/03/2025", "30/11/2025", "Not implemented"],
            ["Fleet", "Low", "Fuel cards should be reconciled", responses + "Cards will be matched to mileage each month.", "Transport Manager / Finance Officer", "31/07/2025", "", "Implemented"],
            ["Cyber Security", "High", "Old accounts should be disabled", responses + "Accounts unused for 60 days will be disabled automatically.", "ICT Operations Manager", "31/01/2026", "", "Not yet due"],
            ["Cyber Security", "Medium", "Back-ups should be restored in test", responses + "A restore of the payroll system will be tested.", "ICT Operations Manager", "28/02/2026", "", "Not yet due"],
        ],
        titles=["Internal Audit: follow-up of agreed actions", "Audit and Standards Committee, 25 September 2025"],
        widths=[75, 45, 120, 185, 95, 62, 66, 85],
        foot="Appendix B: Follow-up of agreed actions",
    )  # fmt: skip


COMMITTEE = """<html><head><title>Action tracker - Health Scrutiny Committee</title></head><body>
<div id="nav"><ul><li><a href="/">Home</a></li><li><a href="/councillors">Councillors</a></li></ul></div>
<h1>Health Scrutiny Committee: action tracker</h1><p>Updated: 3 November 2025</p>
<table border="1"><tr><th>Meeting date</th><th>Agenda item</th><th>Action agreed</th><th>Responsible</th><th>Response / update</th><th>Status</th></tr>
<tr><td rowspan="2">16 June 2025</td><td rowspan="2">GP access</td><td>Provide figures on telephone waits by practice</td><td>Primary Care Lead (ICB)</td><td>Circulated by e-mail on 4 July 2025</td><td>Closed</td></tr>
<tr><td>Arrange a visit to the Hartside hub</td><td>Scrutiny Officer</td><td>Dates offered to members</td><td>Open</td></tr>
<tr><td>8 September 2025</td><td>Dentistry</td><td>Write to the Minister about the contract</td><td>Chair / Scrutiny Officer</td><td>Letter sent. Reply awaited.</td><td>Open</td></tr>
<tr><td>8 September 2025</td><td>Winter plan</td><td>Bring the final plan to the November meeting</td><td>Director of Operations, Hartside Hospitals NHS FT</td><td>&nbsp;</td><td>Open</td></tr>
</table><p>Closed actions are removed after they have been reported once.</p><p>Back to top</p></body></html>
"""

TOWN = """Town Council – Action list after Full Council 13/10/25

No\tAction\tWho\tWhen\tRAG

FINANCE
1\tGet three quotes for the new website\tClerk\t30/11/25\tG
2\tMove reserves to the CCLA account\tRFO\tby end of FY\tA

ALLOTMENTS
1\tRepair the top gate\tCllr Dunmore\tASAP\tR
2\tDitto for the water tank\tditto\tSpring 26\tG
3\tWrite to plot 14 about the shed\tClerk / Cllr Dunmore\tw/c 20 October 2025\tG - letter drafted

CHRISTMAS
1\tBook road closure\tDeputy Clerk\tDONE\t
2\tLights switch-on: find a compere\tEvents WG\t28 Nov 2025\tA
"""


def housing_regulator() -> bytes:
    """A landlord's plan after a grading: a header of two rows, standards merged down, colours without words and a legend."""
    word = Word("Consumer Standards Improvement Plan")
    word.doc.add_paragraph("Reported to the Housing Improvement Board on 22 October 2025")
    legend = word.table(["", "Complete"], ["", "On track"], ["", "At risk"], ["", "Off track"])
    for row, colour in enumerate(("0070C0", "00B050", "FFC000", "FF0000")):
        word.shade(legend.cell(row, 0), colour)
    word.doc.add_paragraph("")
    table = word.table(
        ["Ref", "Standard", "What we will do", "Lead officer", "Timescale", "", "RAG", "Comments"],
        ["", "", "", "", "Start", "Finish", "", ""],
        ["1", "Safety and Quality", "Complete 1,850 overdue electrical checks", "Compliance Manager", "Apr 2025", "Mar 2026", "", "1,102 done"],
        ["2", "", "Survey the condition of every home", "Stock Investment Manager", "Jun 2025", "Jun 2027", "", "11% surveyed"],
        ["3", "", "Close all high-risk fire actions", "Building Safety Manager; Repairs Contractor", "Jan 2025", "30 Sep 2025", "", "14 open – scaffolding delays"],
        ["4", "Transparency, Influence and Accountability", "Set up a tenant scrutiny panel", "Resident Involvement Officer", "May 2025", "Sep 2025", "", "First met 9 September"],
        ["5", "", "Publish satisfaction measures", "Performance & Insight Manager", "Apr 2025", "Jun 2025", "", ""],
    )  # fmt: skip
    for column in (0, 1, 2, 3, 6, 7):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 4).merge(table.cell(0, 5))
    table.cell(2, 1).merge(table.cell(4, 1))
    table.cell(5, 1).merge(table.cell(6, 1))
    for row, colour in enumerate(("00B050", "FFC000", "FF0000", "0070C0", "0070C0"), start=2):
        word.shade(table.cell(row, 6), colour)
    return same_zip(word.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "councils-peer-challenge.docx": peer_challenge,
    "councils-send-priorities.docx": send_priorities,
    "councils-scrutiny-response.docx": scrutiny_response,
    "councils-governance-statement.xlsx": governance_statement,
    "councils-ombudsman.csv": lambda: OMBUDSMAN.encode("cp1252"),
    "councils-audit-follow-up.pdf": audit_follow_up,
    "councils-committee.html": COMMITTEE.encode,
    "councils-town.txt": TOWN.encode,
    "councils-housing-regulator.docx": housing_regulator,
}
