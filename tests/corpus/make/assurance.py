"""Plans after reviews and inspections, and lists of actions, that councils' systems and committees print."""

from __future__ import annotations

from collections.abc import Callable

from tests.adapters.documents.office import Word
from tests.adapters.documents.pdfs import printed
from tests.corpus.make.fixed import same_zip
from tests.corpus.make.rowed import separated, word, workbook

# A meeting's date on the left, and under an odd heading until when.
TOWN_ACTIONS = """
> Thornley-on-Wye Town Council – Action list 2025/26

Committee | Date | Min. | What | Who | For meeting | Done
F&GP | @2025-09-09 | 25/61 | Get three quotes for the cemetery wall | TC | @2025-11-11 |
F&GP | @2025-09-09 | 25/63 | Move the reserve account to the credit union | RFO | @2025-10-14 | @2025-10-02
Amenities | @2025-09-23 | 25/70 | Ask the County about a crossing at Mill Street | Cllr Penn + TC | @2025-11-25 |
Amenities | @2025-09-23 | 25/72 | Repair the see-saw at Jubilee Park | Groundsman | @2025-10-28 | @2025-10-20
Full Council | @2025-10-14 | 25/88 | Book the brass band for Remembrance Sunday | Cllr Ames |  |
"""

# The title of an action is a word, and its description says what is to be done.
TITLES_AND_DESCRIPTIONS = """
Action Code | Action Title | Description | Action Status | Planned Start Date | Due Date | Original Due Date | Completed Date | Managed By | Assigned To
CS-HR-014 | Recruitment | Introduce name-blind shortlisting in all directorates | In Progress | 01-Apr-2026 | 30-Sep-2026 | 30-Jun-2026 |  | Marion Teale | Jaz Bhogal
CS-HR-015 | Sickness | Train 90 managers in absence interviews | Completed | 01-Apr-2026 | 30-Jun-2026 | 30-Jun-2026 | 26-Jun-2026 | Marion Teale | Lyn Fossey
CS-IT-003 | Cyber | Move all staff to passkeys | Overdue | 01-Jan-2026 | 31-May-2026 | 31-May-2026 |  | Dev Sharma | Kit Wong
CS-IT-007 | Archive | Delete the old file store | Cancelled | 01-May-2026 | 31-Aug-2026 | 31-Aug-2026 |  | Dev Sharma | Kit Wong
"""

# Numbers that begin with a year, and a revised completion date in one row of all.
SCRUTINY_RETURNS = """
Recommendation ID | Review | Recommendation | Executive response | Responsible Director | Target completion date | Revised completion date | Progress status | Progress narrative
2025-HSC-01 | Access to dentistry | Map dental deserts with the ICB | Accepted | Director of Public Health | 2025-11-30 |  | Complete | Map published
2025-HSC-02 | Access to dentistry | Lobby for a dental school | Accepted | Chief Executive | 2026-03-31 | 2026-09-30 | On track | Letter to minister sent
2025-ENV-01 | Street trees | Water new trees for three summers | Accepted | Director of Environment | 2027-09-30 |  | On track |
2025-ENV-02 | Street trees | Publish a felling log each week | Declined | Director of Environment |  |  | Not started |
"""

# A key of numbers in a line, and a decision in a column that is only kept.
ASSESSED = """
> Children and Learning Scrutiny Panel – Recommendations Tracker
> Assessment of progress: 1 Implemented / 2 In progress / 3 Not progressing / 4 Too early to say

Date of meeting & minute | Recommendation | Cabinet decision | Officer | Implement by | Update | Assessment
14/01/26 Min 37 | That the fostering fee is reviewed with carers | Agreed | Head of Fostering | 31/05/26 | Carers were asked in March | 2
14/01/26 Min 38 | That exclusions data is published each term | Agreed | School Improvement Lead | 30/06/26 | Published on 11 May | 1
11/03/26 Min 45 | That youth clubs open on Sundays | Not agreed | Youth Service Manager | n/a |  | 4
11/03/26 Min 47(ii) | That a report on school transport comes back to the Panel | Agreed | Integrated Transport Manager | November 2026 |  | 3
"""

# When something was done, or only sent, in the column for the day of completion.
SENT_AND_AWAITED = """
> Calder Vale Community Safety Partnership: Domestic homicide review “Marta” – action plan

Recommendation | Scope of recommendation i.e. local or regional | Action to take | Lead Agency | Key milestones achieved in enacting recommendation | Target Date | Date of completion and Outcome
= Overview report recommendations
1. GP practices should record how domestic abuse was asked about. | Local | Add a prompt to the new patient template | Calder Vale ICB | Template live in 22 of 31 practices | September 2025 |
2. Employers should know how to respond to disclosures. | Local | Run three breakfast briefings with the Chamber of Commerce | Community Safety Partnership | Dates agreed | 30.06.2025 | Completed 12 June 2025. 44 employers came.
3. The Home Office should fund translation of leaflets. | National | Write to the Home Office | CSP Chair | Letter drafted | May 2025 | Sent 20/05/2025; reply awaited
= Single agency recommendations – Calder Vale College
4. The college should review its lone learner policy. | Local | Review the policy and train tutors | Calder Vale College | Policy reviewed | Autumn term 2025 |
"""

# Parts with the number of their finding before them, and boxes to cross.
BOXES = """
> Sandmere Fire and Rescue Service: HMICFRS Round 3 Action Plan

AFI | HMICFRS finding | SFRS action | Lead | Due | Closed?
= EFFECTIVENESS
4 | The service should make sure its risk information is up to date | 4a Review 180 high-risk site records | GM Protection | 30/09/25 | ☒
 |  | 4b Give crews offline access on the new tablets | ICT Programme Manager | 31/01/26 | ☐
5 | The service should target home fire safety visits at those most at risk | Use partner data to rank visits | AM Prevention | 31/12/25 | ☐
= PEOPLE
6 | The service should act on bullying, harassment and discrimination | Start an independent reporting line | Head of People | 1/10/25 | ☒
"""

# Standards that need no action end in a row of their own.
STANDARDS = """
> Section 11 self-assessment 2025: actions of Harrow Moor Leisure Trust

Standard | Grade | Evidence | What needs to improve? | Action | Person responsible and date
1. Clear statement of responsibilities | Partially met | Policy on intranet | Casual coaches are unaware of the policy | Send the policy to every casual coach with their contract | G. Styles, 30/06/2025
2. Training | Not met | Training log | Duty managers have not had level 3 training | Book level 3 training for nine duty managers | P. Achebe, by October 2025
3. Listening to children | Partially met | Holiday club survey | Feedback is not acted on | Start a young people’s panel at each centre | G. Styles / P. Achebe, Summer 2025
4. Information sharing | Met | Protocol signed |  |  |
"""

REVIEW_LOG = """# Rapid review “Child K”: action log

*Last updated 22 May 2026 – owner: Partnership Business Manager*

## Learning point 1 – bruising in babies

| # | Action | Owner(s) | Due | Status | Notes |
|--:|:--|:--|:--:|:--:|:--|
| 1.1 | **Reissue** the bruising protocol with a one-minute guide | Named GP, Named Midwife | 12 Jun 2026 | 🟡 In progress | Draft with LMC |
| 1.2 | Add a hard stop to the A&E record | Trust CIO | Autumn 2026 | 🔴 Stuck | No supplier date |

## Learning point 2 – fathers

| # | Action | Owner(s) | Due | Status | Notes |
|--:|:--|:--|:--:|:--:|:--|
| 2.1 | Ask about fathers at booking, and record name and date of birth | Head of Midwifery | 1 July 2026 | 🟢 On track | |
| 2.2 | Dads’ leaflet | Family Hubs | 30 April 2026 | ✅ Done | Printed \\| on website |
"""


# Cells that went on over the next line when the table was copied.
TORN_LINES = """Appendix 2
Local Code of Corporate Governance – improvement actions 2026/27

Principle\tImprovement action\tLead\tBy when\tMonitoring body
A. Behaving with integrity\tRefresh the Officer Code of Conduct and ask
every employee to confirm it\tMonitoring Officer\tSeptember 2026\tStandards Committee
C. Outcomes\tReplace the performance framework\tHead of Strategy /
Performance Manager\tMarch 2027\tCabinet
F. Risk\tHold a risk appetite workshop with Cabinet\tHead of Audit & Risk\t31 October 2026\tAudit Committee
Page 14
G. Transparency\tBring the accounts backlog up to date\tS151 Officer\t28 February 2027\tAudit Committee
"""

# Steps of the plan as titles, and until when each of them runs.
HORIZONS = """
> CQC Assurance: Adult Social Care Improvement Plan
> Horizon 1 – by end of March 2026

Quality statement | Action | Owner | Current position | RAG
QS1 Assessing needs | Clear all unallocated Care Act assessments over 28 days | Asst Director Operations | Waiting list of 212 at 1 Feb | Amber
QS3 Equity in experience | Complete an equity audit of direct payments | Public Health Consultant (Dr N Basu) | Data shared | Green

> Horizon 2 – by end of September 2026

Quality statement | Action | Owner | Current position | RAG
QS4 Care provision | Commission 40 extra care flats in Weir | Head of Commissioning | Site agreed | Green
QS8 Governance | Launch a monthly assurance dashboard | Performance Lead |  | Red

> Horizon 3 – beyond September 2026

Quality statement | Action | Owner | Current position | RAG
QS2 Supporting healthier lives | Co-produce a carers strategy | Carers Lead | Scoping | Green
"""

# What was done stands first, below the same headings as what is still to do.
COMPLETED_FIRST = """
> Joint Targeted Area Inspection: action plan progress
> Completed since the last report

No. | Action | Lead | Deadline | Update
3 | Issue a joint protocol on strategy discussions | DI Farrell | 30/04/2026 | Signed on 21 April

> Outstanding

No. | Action | Lead | Deadline | Update
1 | Introduce one referral form | MASH Manager; Named Nurse | 30/06/2026 | Form in test with two schools
4 | Audit 20 re-referrals | QA Lead | 31/07/2026 |
"""

# What happens next is the action, also where the recommendation is a command.
HAPPENS_NEXT = """
> Ethical standards review – response of the Monitoring Officer

The review found | Recommendation | Do we agree? | What happens next | Who and by when
Complaints take nine months on average | Set a limit of 12 weeks | Yes | New procedure to Standards Committee | Monitoring Officer – 24 September 2026
Parish clerks feel unsupported | Offer each clerk a named contact | Yes | Letter to all 31 clerks | Democratic Services Manager – 31 August 2026
Social media causes most complaints | Adopt the LGA guidance | In part | Workshop for members, then a vote | Group Leaders – by December 2026
"""

# Two rows of headings, and who checks the work beside who does it.
WHO_CHECKS = """
> Regulatory judgement action plan

 |  | Delivery |  |  | Assurance |  |
No | Action | Owner | Due | BRAG | Who checks | How | Result
1 | Survey 1,900 homes with no data | Stock Investment Lead | @2026-12-18 | Amber | Ridge LLP | Data test |
2 | Publish a damp and mould policy | Policy Officer | @2026-05-01 | Green | Tenant Board | Read and comment |
3 | Rehouse 14 households in category 1 hazards | Lettings Manager | @2026-04-30 | Red | Director of Homes | Weekly call | Limited
"""


def over_pages() -> bytes:
    """The same finding beside several actions, of which the last stands alone on the second page."""
    finding = "The inspection found that practice varied between the four locality teams, and that managers did not record why. "
    return printed(
        [
            ["No", "Action", "Why", "Owner", "Due", "BRAG"],
            ["1.1", "Set a standard for management oversight", finding * 5, "Head of Practice", "28/02/2026", "Green"],
            ["1.2", "Report to the Board", finding * 5, "Audit Manager", "31/03/2026", "Amber"],
            ["2.1", "Reduce agency staff to 10%", finding * 5, "HR Director", "31/12/2026", "Red"],
            ["3.2", "Publish what changed", finding * 5, "Participation Lead", "30/09/2026", "Amber"],
        ],
        titles=["Ofsted focused visit: improvement actions"],
        widths=[35, 150, 220, 120, 90, 60],
        split=False,
    )


def adult_review() -> bytes:
    """A table below each recommendation, and the key as a line with a label below the last of them."""
    made = Word("Safeguarding Adults Review “Mr Pell” – Multi-agency action plan")
    made.doc.add_paragraph("Last updated: 3 October 2025")
    heads = ["Agency", "Action to be taken", "Lead officer", "Date for completion", "Evidence / progress", "BRAG"]
    made.doc.add_heading("Recommendation 1: The Board should assure itself of practice in executive capacity.", 2)
    made.table(
        heads,
        ["Adult Social Care", "Add executive capacity to the mandatory MCA course", "Learning & Development Manager", "31 January 2026", "First run on 4 December", "Amber"],
        ["Wrenshire Hospitals", "Issue a one-page prompt sheet to wards", "Named Nurse Safeguarding Adults", "30 November 2025", "Issued to 14 wards", "Blue"],
    )  # fmt: skip
    made.doc.add_heading("Recommendation 2: Housing providers should have a named safeguarding lead.", 2)
    made.table(
        heads,
        ["District Councils", "Write to all registered providers asking for a named lead", "Housing Options Manager (Lindale DC)", "28/11/2025", "", "Red"],
    )  # fmt: skip
    made.doc.add_paragraph("BRAG: Blue = completed, Green = on target, Amber = at risk of delay, Red = delayed")
    return same_zip(made.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "assurance-town-actions.xlsx": lambda: workbook(TOWN_ACTIONS),
    "assurance-titles-and-descriptions.csv": lambda: separated(TITLES_AND_DESCRIPTIONS),
    "assurance-scrutiny-returns.csv": lambda: separated(SCRUTINY_RETURNS),
    "assurance-assessed.docx": lambda: word(ASSESSED),
    "assurance-sent-and-awaited.docx": lambda: word(SENT_AND_AWAITED),
    "assurance-boxes.docx": lambda: word(BOXES),
    "assurance-standards.docx": lambda: word(STANDARDS),
    "assurance-review-log.md": REVIEW_LOG.encode,
    "assurance-adult-review.docx": adult_review,
    "assurance-torn-lines.txt": TORN_LINES.encode,
    "assurance-horizons.docx": lambda: word(HORIZONS),
    "assurance-completed-first.docx": lambda: word(COMPLETED_FIRST),
    "assurance-what-happens-next.docx": lambda: word(HAPPENS_NEXT),
    "assurance-who-checks.xlsx": lambda: workbook(WHO_CHECKS),
    "assurance-over-pages.pdf": over_pages,
}
