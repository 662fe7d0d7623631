"""Ten ordinary plans once more, heavy with posts, partners and mixed dates: by partnerships, auditors and a school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

SERIOUS = """Serious Violence Duty - delivery plan 2026/27
Last reviewed: 20 Oct 2026

Ref\tPriority\tDelivery action\tLead partner\tNamed lead\tDelivery date\tStatus\tKey updates
SV1\tPrevention\tMentoring for 60 young people at risk\tYouth Justice Service\tParticipation Manager\tMarch 2027\tOn track\t41 matched
SV2\tPrevention\tKnife crime lessons in every year 8 class\tEducation\tSchools Engagement Officer\tJuly 2027\tOn track\t
SV3\tData\tShare A&E injury data each month\tHospital Trust\tConsultant in Emergency Medicine\tSept 2026\tDelayed\tIT security query outstanding
SV4\tPlaces\tHotspot patrols in the bus station\tPolice\tInsp. Marlon Reeve\tOngoing\tOn track\t212 patrols
SV5\tPlaces\tRedesign the underpass lighting\tCouncil (Highways)\tStreet Lighting Engineer\tQ4\tNot started\tFunding bid in November
"""

COMPLAINTS = """Stage,Learning from complaint,Service improvement,Service area,Responsible manager,Implementation due,Implemented on,Outcome
Stage 2,Repairs booked twice,Check for open jobs before raising a new one,Repairs,Repairs Contact Centre Team Leader,28/02/2026,20/02/2026,Double bookings down by half
Stage 2,Letters sent to a late tenant,Tell all teams of a death within one day,Tenancy,Tenancy Services Manager,30/04/2026,,Process agreed; form still to be built
Ombudsman,No reply for 11 weeks,Weekly report of open complaints to directors,Customer Feedback,Customer Feedback Manager,31/01/2026,30/01/2026,
Stage 1,Rude call,Coaching for the team,Parking,Parking Operations Manager/HR Business Partner,31/05/2026,,
Stage 2,Adaptation took two years,Publish waiting times and tell people each quarter,OT Service,Principal OT,TBC,,Waiting for new system
"""

WEB = """<html><head><title>Equality action plan - year 2</title></head><body><h1>Equality action plan: year 2 (April 2026 to March 2027)</h1>
<p>We report on this plan every six months. This is the report to 30 September 2026.</p>
<table><thead><tr><th>Equality objective</th><th>Actions for 2026-27</th><th>Timescale</th><th>Who is responsible</th><th>Progress at 30 September 2026</th><th>Status</th></tr></thead><tbody>
<tr><td rowspan="2">1. Our staff reflect our residents</td><td>Anonymous applications for all posts</td><td>From June 2026</td><td>Head of HR and Organisational Development</td><td>Live since 8 June</td><td>Achieved</td></tr>
<tr><td>Ethnicity pay gap report</td><td>31 March 2027</td><td>Reward &amp; Insight Lead</td><td>Data checked</td><td>On schedule</td></tr>
<tr><td rowspan="2">2. Our buildings are open to all</td><td>Changing Places toilet at the bus station</td><td>December 2026</td><td>Capital Projects Officer, Estates</td><td>Contractor appointed</td><td>Slipping</td></tr>
<tr><td>Access guide for every library</td><td>Feb 2027</td><td>Libraries and Heritage Manager</td><td></td><td>Not due to start</td></tr>
</tbody></table></body></html>
"""

NOTES = """Ward walkabout - Thornley, 3 November 2026
Present: Cllr Byrne, P. Okafor (Neighbourhoods), Sgt Lisle, M. Tate (tenants' association)

Action: Cut back the hedge on Pit Lane. Lead: Grounds team. By: 20 November 2026
Action: Get a price for two bollards outside no. 14. Lead: P. Okafor. By: next walkabout
Action: Speak to the shop about bins. Lead: Cllr Byrne / Environmental Health. By: asap
Action: Extra patrols after school. Lead: Sgt Lisle. By: from Monday 9 November
Action: Fix the light at the end of Dene Row (reported twice). Lead: Street Lighting. By: done 5/11
"""


def continuing_care() -> bytes:
    """A plan after a council's self-assessment: leads with post above name, partners, and months as deadlines."""
    word = Word("Preparing for adulthood: self-assessment action plan")
    word.doc.add_paragraph("Version 1.2 (12 October 2026)")
    word.table(
        ["Area", "Self-assessment finding", "Action", "Lead and partners", "Start date", "Target completion", "RAG", "Comments"],
        ["Health", "No annual health check data", "Agree a monthly data feed with GPs", "Lead: Designated Clinical Officer\nPartners: Primary Care Team", "Sept 26",
         "Dec 26", "A", "Template with practices"],
        ["Employment", "Only 4% in paid work", "Offer 30 supported internships", "Lead: Supported Employment Manager\nPartners: College; Chamber of Commerce", "Sept 26",
         "Sept 27", "G", "18 places found"],
        ["Housing", "No list of future need", "Write a five year forecast", "Lead: Strategic Housing Manager", "Jan 27", "Apr 27", "G", ""],
        ["Friends", "Few evening activities", "Fund two youth clubs", "Lead: Short Breaks Commissioner\nPartners: Parent Carer Forum", "Oct 26", "Mar 27", "R", "One bid only"],
    )  # fmt: skip
    return same_zip(word.bytes())


def statement_audit() -> bytes:
    """The annual governance statement's issues: a lead of two posts, deadlines in prose, status words of its own."""
    word = Word()
    word.doc.add_heading("Annual Governance Statement 2025/26: improvement actions", 1)
    word.doc.add_paragraph("Mid-year update to Audit and Governance Committee, 24 November 2026")
    word.table(
        ["Issue", "Action to be taken in 2026/27", "Responsible officer", "Target date", "Update", "Direction"],
        ["1. Contract waivers rose to 61", "Monthly waiver report to Corporate Leadership Team; training for 40 managers",
         "Head of Procurement and Monitoring Officer", "30 September 2026", "Reports began in July. 33 managers trained.", "Improving"],
        ["2. Declarations of interest incomplete", "Electronic register with reminders", "Monitoring Officer", "31 December 2026", "System tested", "Improving"],
        ["3. Partnership governance not reviewed", "Review the six largest partnerships, two each quarter", "Assistant Director Policy & Partnerships",
         "Throughout 2026/27", "Two reviewed", "Steady"],
        ["4. Business continuity plans out of date", "All 48 service plans updated and two exercises held", "Emergency Planning & Resilience Manager", "March 2027", "31 of 48", "Worsening"],
    )  # fmt: skip
    return same_zip(word.bytes())


def growth() -> bytes:
    """A growth strategy in a workbook: objectives as rows of their own, letters as refs, quarter dates, partners beside."""
    book, sheet = started("Delivery plan")
    put(sheet, 1, 1, [
        ["Inclusive Growth Strategy – delivery plan", "", "", "", "", "", "", "As at: 30/09/2026"],
        ["Ref", "Action", "Council lead", "Delivery partners", "Start", "End", "Milestones this year", "RAG", "Progress this quarter"],
        ["Objective A: Good work for everyone"],
        ["A1", "Living wage pledge signed by 50 employers", "Economic Development Manager", "Chamber of Commerce", "Q1 26/27", "Q4 26/27", "25 by October", "Green", "29 signed"],
        ["A2", "Careers adviser in each secondary school", "Head of Skills", "Schools, College", "Q2 26/27", "Q3 27/28", "Six schools by Easter", "Amber", "Two advisers left"],
        ["Objective B: Thriving high streets"],
        ["B1", "Bring ten empty shops back into use", "Town Centres Programme Manager", "Landlords", "Q1 26/27", "Q2 27/28", "Four by March", "Red", "None yet – grants oversubscribed"],
        ["B2", "Weekly makers’ market", "Markets Officer", "Makers’ collective", "Q2 26/27", "Q2 26/27", "First market in July", "Complete", "First held 11 July"],
    ])  # fmt: skip
    return saved(book)


def school_send() -> bytes:
    """A review of special schools with names: an action in each row, people with initials and posts, dates with weekdays."""
    book, sheet = started("Plan")
    put(sheet, 1, 1, [
        ["SEND sufficiency – working group actions"],
        ["Action no", "What we agreed", "Who", "By when", "Done?", "Notes"],
        [1, "Visit the two sites with the architect", "R. Halloran (Property)", date(2026, 10, 16), "Y", "Both suitable"],
        [2, "Model places to 2032", "Kezia Brand, Data Analyst", date(2026, 11, 27), "N", ""],
        [3, "Draft consultation for parents", "Kezia Brand / Comms", "Fri 4 Dec 2026", "N", "Parents’ forum to help"],
        [4, "Brief the Cabinet Member", "AD Education", "Before 18 December 2026", "N", ""],
        [5, "Write to the department about the free school bid", "Director", "tbc", "N", "Awaiting guidance"],
    ])  # fmt: skip
    for row in (3, 4):
        sheet.cell(row, 4).number_format = "ddd d mmm yyyy"
    return saved(book)


def neighbourhood() -> bytes:
    """A ward plan in Word: a heading for each theme and a table of four columns with words only."""
    word = Word("Our plan for Eastfield 2026–2028")
    themes = [
        ("Clean and green", [
            ("Plant 200 trees with schools", "Parks, with Eastfield Primary", "Winter 2026/27", "Species chosen"),
            ("Monthly litter pick", "Friends of Eastfield", "Every month", "Six held, 88 bags"),
        ]),
        ("Safe", [
            ("Speed sign on Coast Road", "Highways and Ward Councillors", "June 2027", "Traffic count done: 38 mph average"),
            ("Door-knock 400 homes about scams", "Trading Standards", "by Easter 2027", ""),
        ]),
    ]  # fmt: skip
    for theme, rows in themes:
        word.doc.add_heading(theme, 2)
        word.table(["What we want to do", "Who will help", "When", "How it’s going"], *[list(row) for row in rows])
    return same_zip(word.bytes())


def partnership_review() -> bytes:
    """A rapid review: actions numbered 1.1 in the text, leads as agency: post, a date for review beside the deadline."""
    word = Word("Rapid Review ‘Skye’ – action log")
    word.doc.add_paragraph("Safeguarding Partnership, 15 September 2026. OFFICIAL-SENSITIVE")
    word.table(
        ["Learning", "Action", "Agency and lead", "Due date", "Review date", "Status", "Evidence received"],
        ["1. Bruising in babies was not escalated", "1.1 Reissue the bruising protocol", "ICB: Named Doctor", "30/09/26", "31/12/26", "Complete", "Email 29/09/26"],
        ["", "1.2 Put the protocol on every practice’s system", "ICB: Named GP", "31/12/26", "31/03/27", "In progress", ""],
        ["2. Father’s history was unknown", "2.1 Add father’s details to the birth plan", "Maternity: Matron for Safeguarding", "31/10/26", "31/01/27", "Overdue", ""],
        ["3. Housing not invited to the meeting", "3.1 Standing invitation to housing", "Children’s Social Care: Head of MASH", "15/10/26", "15/01/27", "Complete", "Agenda 13/10/26"],
    )  # fmt: skip
    return same_zip(word.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "evenings-adulthood.docx": continuing_care,
    "evenings-governance-statement.docx": statement_audit,
    "evenings-growth.xlsx": growth,
    "evenings-send-group.xlsx": school_send,
    "evenings-ward-plan.docx": neighbourhood,
    "evenings-rapid-review.docx": partnership_review,
    "evenings-serious-violence.txt": SERIOUS.encode,
    "evenings-complaints.csv": COMPLAINTS.encode,
    "evenings-equality.html": WEB.encode,
    "evenings-walkabout.txt": NOTES.encode,
}
