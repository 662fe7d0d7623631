"""Plans after reviews and inspections, and lists of actions, that councils' systems and committees print."""

from __future__ import annotations

from collections.abc import Callable

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


FILES: dict[str, Callable[[], bytes]] = {
    "assurance-town-actions.xlsx": lambda: workbook(TOWN_ACTIONS),
    "assurance-titles-and-descriptions.csv": lambda: separated(TITLES_AND_DESCRIPTIONS),
    "assurance-scrutiny-returns.csv": lambda: separated(SCRUTINY_RETURNS),
    "assurance-assessed.docx": lambda: word(ASSESSED),
    "assurance-sent-and-awaited.docx": lambda: word(SENT_AND_AWAITED),
}
