"""Twelve plans of several agencies: reviews of deaths, inspections, boards, and who leads beside for whom they work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.corpus.make.rowed import sheets, word, workbook

JOINT_INSPECTION = """
> Ashmere Safeguarding Children Partnership
> Joint Targeted Area Inspection – multi-agency improvement plan
> Owner: JTAI Delivery Group. Version 9 – post Executive 6 October 2026

Area for improvement (from letter) | Ref | What we are doing about it | Agency | Lead professional | To be done by | Position July 26 | Position Oct 26 | Status
AFI 1. The consistency of multi-agency screening at the front door | 1a | Introduce a daily 10am triage huddle with health, police and education present | Front Door (CSC) | Mabel Thorne | 30/06/2026 | Started 1 June | Running daily; minutes kept. Exec agreed to close 6/10 | Complete
^ | 1b | Add a health navigator to the front door for five days a week | ICB | Gita Ramanan | 31/10/2026 | Post advertised | Appointed, starts 2 Nov | On track
^ | 1c | Dip sample 20 contacts a month for threshold decisions | Partnership Business Unit | Owen Pell / Mabel Thorne | Monthly from Sept 2026 | - | Sept sample done (14 of 20) | At risk
AFI 2. Children’s voices in strategy meetings | 2a | Write a one page guide for practitioners | Education | Sunita Bose | 30 September 2026 | In draft | Slipped – new date 30 November 2026 | Delayed
^ | 2b | Brief all chairs of strategy meetings | Police | DI Hal Munro | 15 Dec 2026 | Not due | Dates booked | On track
"""

COMPOSITE_REVIEW = """
# Child K
> LCSPR Child K (published March 2025) – composite action plan
> Rag rating: Blue = complete & evidenced, Green = complete awaiting evidence, Amber = in progress, Red = not started/overdue

Rec | Recommendation | No. | Agreed action | Agency responsible | Named officer | Timescale | Evidence | Difference made to children | RAG (Feb 26) | RAG (Sep 26)
1 | The Partnership should assure itself that pre-birth assessments begin by 20 weeks | K1.1 | Revise the pre-birth protocol | CSC / Midwifery | Tamsin Oke | @2025-09-30 | Protocol v4 on website | Assessments start at 18 weeks on average | Amber | Blue
 |  | K1.2 | Train community midwives and social workers together | Partnership | Workforce Lead (B Quill) | @2026-03-31 | 6 of 10 sessions run |  | Amber | Amber
2 | Fathers and male carers must be part of every assessment | K2.1 | Audit 30 files for fathers | All | QA Sub-Group Chair | Dec-26 |  |  | Red | Red

# Child R & S
> LCSPR Children R & S – composite action plan

Rec | Recommendation | No. | Agreed action | Agency responsible | Named officer | Timescale | Evidence | Difference made to children | RAG (Feb 26) | RAG (Sep 26)
1 | Schools should know when a child is stepped down | RS1.1 | Send the step-down form to the DSL on the same day | CSC | Tamsin Oke | @2026-05-31 | 92% in August | DSLs say they plan better | Amber | Green
2 | Sleep advice should reach every new parent | RS2.1 | Add safer sleep to the 28 week contact | 0-19 Service | Named Nurse – Lorna Speight | @2026-12-18 |  |  |  | Amber

# Closed
> Actions signed off by the Executive

Rec | Recommendation | No. | Agreed action | Agency responsible | Named officer | Timescale | Evidence | Difference made to children | Date signed off
3 | GPs should be invited to conferences | K3.1 | Set up a GP invitation mailbox | ICB | Dr Penn Astley | @2025-06-30 | Mailbox live | Attendance up to 41% | @2025-07-22

# Lists
Agency | RAG | Status
CSC | Blue | Open
ICB | Green | Closed
Police | Amber |
0-19 Service | Red |
"""

SELF_NEGLECT_REVIEW = """
> Safeguarding Adults Review ‘Harold’
> Board action plan – second review
> Recommendation 1: Partners should have one shared approach to self-neglect and hoarding

Action | Who | By when | How we will know it has worked | Status at 08.09.26
Rewrite the self-neglect toolkit with fire and housing | Principal Social Worker (chair of task group); supported by Fire & Rescue, Housing | Was: 31 March 2026 // Now: 30 September 2026 | Toolkit used in 80% of sampled cases | GREEN – signed off by Policy Sub 3 Sept, goes to Board 24 Sept
Launch with three lunch-time webinars | SAB Business Manager | October – November 2026 | 150 people attend | AMBER – one date fixed

> Recommendation 2: The Integrated Care Board should review the annual health check of people who decline contact

Action | Who | By when | How we will know it has worked | Status at 08.09.26
Agree a “did not attend, was not reached” pathway | Designated Nurse Adults, ICB | 31/12/2026 | Fewer closed referrals | RED – clinical lead left in June, post being recruited
Ask practices to flag people who have not been seen for two years | Primary Care Safeguarding GP – Dr Elin Vaughan | Q4 2026/27 | Flag on all 31 practices | NOT STARTED

> Recommendation 3: Housing providers should know how to raise a concern

Action | Who | By when | How we will know it has worked | Status at 08.09.26
Publish a contact card for housing officers | Housing Options Manager & SAB Business Manager | 29 May 2026 | Cards issued to 14 providers | COMPLETE – closed by Board 11/06/26
"""

DOMESTIC_DEATH = """
> Domestic Abuse Related Death Review – ‘Iris’
> ACTION PLAN (Appendix C) – updated for Home Office feedback 12.08.2026

Rec no | Recommendation | Scope (local / regional / national) | Action to be taken | Lead agency & officer | Milestones achieved | Target date | Completed / outcome
= Ashmere Borough Council
1 | Front line staff understand the link between suicide and domestic abuse | Local | 1.1 Commission a two hour course // 1.2 Make it mandatory for housing officers | 1.1 Workforce Development Mgr // 1.2 Head of Housing Needs | Course commissioned May 26 | 1.1 30/06/26 // 1.2 31/12/26 | 1.1 Completed 18/06/26
2 | The council’s records link addresses and people | Local | Add an address alert to the case system | ABC – Systems Manager (Adults) | Change request raised 3/7 | 28/02/27 |
= Northmoor Constabulary
3 | Risk is re-assessed at each incident | Local | Issue a Force Order on repeat DASH | T/Supt Colm Yardley | Force Order 14/26 published | 01/05/26 | Complete – 27 April 2026. Compliance 88%
4 | Officers ask about non-fatal strangulation | Regional | Add a prompt to the mobile app | Regional Digital Policing Team / Northmoor DA Lead | With supplier | Awaiting supplier’s release, expected Spring 2027 |
= National
5 | Home Office to consider guidance for coroners | National | Chair to write to the Minister | CSP Chair | Letter sent 9 July | 31 July 26 | Reply received 2 September, no further action – closed
"""

PUBLIC_PROTECTION = """
> Northmoor MAPPA SMB – Business Plan 2025/28, Year 2 (refresh June 2026)

Priority | Deliverable | Owner | Deputy | Start | Finish | Where are we? (SMB 15 Oct 2026) | BRAG
1 Serious violence | Audit Category 2 referrals from prisons | Head of Public Protection, HMPPS | SPO Public Protection | Apr 26 | Sep 26 | Report to December SMB | Amber
 | Deliver two practice days with Youth Justice | MAPPA Co-ordinator – Jess Arkwright | YJS Manager | Jun 26 | Feb 27 | First day held 22/9 | Green
2 Older & unwell people | Agree a care home pathway with ADASS | Adult Safeguarding Lead (Wexborough) | tbc | Sept 26 | Mar 27 | First meeting did not take place | Red
 | Write guidance about capacity and licence conditions | Dr Femi Adeyi | MAPPA Co-ordinator | Apr 25 | Mar 26 | Guidance issued; evaluation in 2027 | Blue
3 Lay advisers | Recruit two lay advisers | SMB Chair | - | Jan 27 | Jun 27 | Not due to start | Grey
Key: | Blue = done | Green = on course | Amber = some risk | Red = will not be met | Grey = not begun
"""

YOUTH_JUSTICE = """
> Wexborough Youth Justice Service
> HMIP improvement plan (inspection Nov 2024) – Management Board monitoring sheet, Q2 2026-27

HMIP recommendation | Key actions | Responsible | Deadline | % done | Board comment | Q1 RAG | Q2 RAG | DoT
1. The Board should understand the diversity of its children | a) Build a disproportionality dashboard // b) Present it at each Board // c) Hold a listening event with children | a) Data Analyst (Kiri Moss) // b) YJS Head of Service // c) Participation Worker | a) Jul 26 // b) Quarterly // c) 24/10/26 | 75% | 8/9: Board liked the dashboard | Amber | Green | ↑
2. Make exit planning timely | Introduce a 12 week exit checklist | Ops Mgr (North) & Ops Mgr (South) | 30/09/2026 | 100 | Closed 8/9/26 | Green | Complete | →
3. Education offer for children over 16 | Second a post-16 adviser from Skills | Asst Director Education | @2026-12-31 | 40% | Chair to write to College | Red | Amber | ↑
 | Agree data sharing with the three colleges | Asst Director Education | @2026-08-31 | 10% | Off track, recovery plan to Nov Board | Amber | Red | ↓
Overall |  |  |  | 56% |  |  | Amber |
"""

COMMUNITY_SAFETY = """
> Safer Wexborough Partnership – Delivery Plan 2026/27
> Quarter 2 return, October 2026

Ref | What will we do? | Lead | Partners | Milestone date | Q1 Apr–Jun | Q2 Jul–Sep | Q3 Oct–Dec | Q4 Jan–Mar
= Priority 1 – Night-time economy
NTE1 | Accredit 25 venues under Best Bar None | Licensing Team Leader | Police, BID | 31/03/27 | G: 6 venues | G: 14 venues |  |
NTE2 | Set up a safe space on Friday nights | VCS – Street Pastors | Council | 30/06/26 | G: opened 5 June | B: open each week, evaluation positive |  |
NTE3 | Install 12 help points | CCTV Manager | BID, Highways | 31/12/26 | A: tender late | R: no bids |  |
= Priority 2 – Hate crime
HC1 | Run third-party reporting centres at four libraries | Hate Crime Coordinator | Libraries | 30/11/26 | A: 2 of 4 | A: 3 of 4 |  |
HC2 | Train bus drivers as upstanders | Transport Co-ordination Mgr | Operators | 28/02/27 | Not due | G: pilot agreed |  |

> B = complete, G = on track, A = behind but recoverable, R = will miss
"""

CARE_BOARD_LOG = """
# Action log
> NHS Northmoor Integrated Care Board – Public Board: rolling action log
> For meeting of 26 November 2026

Ref | Source (item / meeting date) | Action | Lead | Due | Update | Open / propose to close
= Actions carried forward from 23 July 2026
52.3 | Item 9 Finance, 23/07/26 | Bring a paper on agency spend by trust | CFO | 26/11/26 | On agenda – item 11 | Propose to close
54.1 | Item 12 Inequalities, 23/07/26 | Share the Core20 dashboard with place directors | CMO / DoS | 30/09/26 | Shared 28/9. Place directors asked for ward level view – due Jan 27 | Open
= Actions from 24 September 2026
56.2 | Item 6 Patient story, 24/09/26 | Invite Healthwatch to co-design the complaints form | Chief Nursing Officer (KA) | 26/11/26 | Verbal update | Open
56.5 | Item 14 BAF, 24/09/26 | Re-score risk 7 (winter capacity) | COO and CFO | ASAP | Done 1/10/26 | Closed
56.6 | Item 15 AOB, 24/09/26 | Circulate 2027 dates | Corp Gov Mgr | 31.10.26 | Circulated 29/10 | Closed

# Closed
Ref | Source (item / meeting date) | Action | Lead | Due | Update | Date closed
48.1 | Item 4, 21/05/26 | Publish the joint forward plan | Dir of Strategy | 30/06/26 | Published 27/6 | 23/07/26
"""

RAPID_REVIEW = """
> Dale Safeguarding Children Partnership – Learning tracker: Rapid Review 07 and LCSPR ‘Wren’
> Learning & Improvement Sub-Group, 2 November 2026

Source | Learning point | What will change | Owner | Pri | Complete by | Jan 2026 | May 2026 | Sept 2026 | Open / closed
RR07 | 1. Bruising in babies who don’t move yet | Reissue the bruising protocol to all GP surgeries | Dr Hollie Marsh (Named GP) | H | 28/02/26 | Draft out | Issued 3 March | Audit shows 9 in 10 used | Closed Sept 26
RR07 | 2. Supervision notes | Bring in one supervision template across early help | Service Manager Early Help – Kit Rowntree | M | 30/06/26 → 31/12/26 | Scoping | Template agreed | Pilot in north locality | Open
Wren | 1. Families who move between areas | Write a transfer standard with the two neighbouring partnerships | Partnership Manager | H | Mar 27 | – | Neighbours agreed in principle | Drafting | Open
Wren | 2. Use of interpreters | Stop using relatives to interpret: add a hard stop to the referral form | Front Door Manager; ICT | H | 31 July 26 | – | Supplier quoted | Live 14 July | Closed July 26
Wren | 3. Neglect tool | Train 120 staff in the neglect tool | All agencies (co-ordinated by Workforce Group) | L | 31/03/27 | – | 44 trained | 71 trained | Open
"""

HOMICIDE_FORMS = """
> Domestic Homicide Review 12 – action plan (second update, August 2026)
> Community Safety Partnership for Moorland

Recommendation 1 | Probation should check for older relatives when assessing risk to others
Scope | Local
Action | Add a family prompt to the assessment guide
Lead | Probation – Head of PDU (Morag Elder)
Key milestones | Guide drafted May 2026
Target date | 30 September 2026
Completion date and outcome |

Recommendation 2 | The Council should offer carers in conflict a sanctuary conversation
Scope | Local
Action | Train carers’ assessors
Lead | Carers Service Manager
Key milestones | 22 of 31 trained
Target date | 31 March 2026
Completion date and outcome | 27 April 2026 – all 31 trained

Recommendation 3 | The ICB should write to practices about adult family violence
Scope | Local
Action | Send a bulletin and a recorded briefing
Lead | Designated Safeguarding Nurse
Key milestones | –
Target date | tbc – awaiting communications lead
Completion date and outcome |
"""

JOINT_SCRUTINY = """
> Joint Health Overview and Scrutiny Committee – monitoring of accepted recommendations
> Maternity task and finish group (report of March 2025): 18 month review, October 2026

Ref | Committee’s recommendation | Response | Action agreed | Responsible officer and organisation | Timescale | Progress at 6 months | Progress at 18 months | Committee’s assessment (1–4)
1 | That the Trust publishes waits for triage each month | Accepted | Publish a monthly dashboard | Director of Midwifery, Moorland Hospitals | June 2025 | Late by two months | Published each month since August 2025 | 1
2 | That the ICB funds an infant feeding worker in each district | Partially accepted | Fund two of four districts and seek funds for the others | Head of Maternity Commissioning, ICB | 31/03/2026 | Two in post | Bid for the others not successful | 3
3 | That councils and the Trust agree one early help referral | Accepted | Adopt the council’s form in the booking system | Digital Midwife, Moorland Hospitals / Early Help Lead, Council | Sept 2025, revised to Feb 2027 | Not started | Supplier change needed | 4
4 | That the Trust reconsiders closing the birth centre | Rejected | None | n/a | n/a | n/a | n/a | n/a

> Assessment: 1 – implemented, 2 – good progress, 3 – some progress, 4 – cause for concern
"""

VIOLENCE_DUTY = """
# VRP plan
> Serious Violence Duty – Delivery Plan 2025-2027 (mid-point refresh)
> Safer Moorland | Reviewed October 2026 | SPOC: Lianne Orr

Strategic objective | Ref | Activity | Duty holder | SPOC | Start date | Completion date | Status at Q2 Y1 | Status at Q4 Y1 | Status at Q2 Y2 | Narrative | Est. cost (£)
A. Data | A1 | Receive hospital injury data each month | ICB | Kim Adair | Apr-25 | Sep-25 | Delayed | Complete | Complete | Monthly since January | 0
A. Data | A2 | Map hot spots with British Transport Police | Police | Insp. Joel Fry | Jun-25 | Dec-26 | On track | On track | Delayed | Analyst vacancy | 4,000
B. Early help | B1 | Put mentors in four schools | Council (Education) | Kim Adair & Toni Wace | Sep-25 | Jul-27 | On track | On track | On track | Three of four | 62,500
B. Early help | B2 | Offer focused deterrence to 20 people | Probation | TBA | Jan-27 | Dec-27 | Not started | Not started | Not started | Funding decision March | 80,000
Total |  |  |  |  |  |  |  |  |  |  | 146,500
"""

FILES: dict[str, Callable[[], bytes]] = {
    "agencies-joint-inspection.docx": partial(word, JOINT_INSPECTION),
    "agencies-composite-review.xlsx": partial(sheets, COMPOSITE_REVIEW),
    "agencies-self-neglect-review.docx": partial(word, SELF_NEGLECT_REVIEW),
    "agencies-domestic-death.docx": partial(word, DOMESTIC_DEATH),
    "agencies-public-protection.docx": partial(word, PUBLIC_PROTECTION),
    "agencies-youth-justice.xlsx": partial(workbook, YOUTH_JUSTICE),
    "agencies-community-safety.docx": partial(word, COMMUNITY_SAFETY),
    "agencies-care-board-log.xlsx": partial(sheets, CARE_BOARD_LOG),
    "agencies-rapid-review.docx": partial(word, RAPID_REVIEW),
    "agencies-homicide-forms.docx": partial(word, HOMICIDE_FORMS),
    "agencies-joint-scrutiny.docx": partial(word, JOINT_SCRUTINY),
    "agencies-violence-duty.xlsx": partial(sheets, VIOLENCE_DUTY),
}
