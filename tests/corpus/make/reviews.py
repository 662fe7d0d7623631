"""Six ordinary plans of partnerships: inspections, a review of a death, boards of several bodies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.corpus.make.rowed import word, workbook

JOINT_INSPECTION_AREAS = """
> Wenshire Safeguarding Children Partnership: action plan following the joint targeted area inspection
> Version 6, presented to the Executive on 12 November 2025

No. | What we will do | Lead agency and officer | By when | Progress at November 2025 | BRAG
= Area for improvement 1: The timeliness and quality of strategy discussions
1.1 | Hold every strategy discussion within one working day of the decision | Children’s Social Care – Mina Farrow | 30 Sept 2025 | 91% in October, up from 70% | Blue
1.2 | Record health information on the discussion form | ICB – Designated Nurse | 31 Dec 2025 | Form redesigned; pilot in two teams | Green
= Area for improvement 2: Children who go missing
2.1 | Offer a return home interview within 72 hours | Youth Service | Jan 2026 | Provider short of two staff | Amber
2.2 | Share missing episodes with schools by 9am each day | Police (DI Carl Brent) / Education Safeguarding Lead | 31 March 2026 | Not started | Red

> BRAG key: Blue – complete and embedded; Green – on track; Amber – some delay; Red – not started or off track
"""

DEATH_REVIEW = """
> Domestic Abuse Related Death Review ‘Rowan’: action plan
> Community Safety Partnership, updated 3 October 2025

Recommendation | Scope of recommendation | Action to take | Lead agency | Key milestones achieved in enacting recommendation | Target date | Completion date and outcome
1. The Partnership should promote the economic abuse toolkit | Local | Run six briefing sessions for front-line staff | Community Safety Team | Three sessions held, 64 attended | March 2026 |
 |  | Publish the toolkit on all partner websites | Communications Group | Live on four of six sites | Dec 2025 |
2. Adult social care should record carers’ own needs at first contact | Local | Change the first contact form | Adult Social Care | Form agreed in July | August 2025 | 28 August 2025. All first contacts now ask the question.
3. NHS England should review flagging of coercive control in GP records | National | Write to NHS England with the finding | Chair of the CSP | Letter sent 2 June 2025, reply awaited | June 2025 |
"""

PUBLIC_PROTECTION = """
> MAPPA Strategic Management Board: business plan 2025–2027
> Last reviewed: 16/09/2025

Objective | Action | Owner(s) | Timescale | Outcome | Status
1. Attendance at Level 2 meetings | Write to agencies whose attendance is below 80% | SMB Chair | Within 4 weeks of each quarter’s data | Attendance above 90% | Green
^ | Name a deputy for each standing member | All duty-to-cooperate agencies | 31/10/2025 | List of deputies | Amber
2. Housing of people leaving custody | Agree a protocol for offers before release | Police: DI Sara Pask; Housing: Tom Ode | 28/02/2026 | Protocol in use | Amber
3. Quality of risk management plans | Dip sample 12 plans each quarter | MAPPA Coordinator | Quarterly | Report to each SMB | Green
"""

COMBINED_BOARD = """
> Combined Adults and Children Board – joint plan
> Updated 01/11/2025

Strategic priority | Action no. | Action | Lead(s) | Agency | Target | Direction of travel | RAG
Transitions | T1 | Map every young person aged 16 to 18 with a plan | Gwen Arle, Head of Transitions | Council | Dec-25 | ↑ | Amber
Transitions | T2 | Agree one referral form | Gwen Arle / Dr P Naidu | Council / ICB | Oct-25 | → | Red
Exploitation | E1 | Train hotels and taxi drivers | PC Lowri Hughes | Police | Mar-26 | ↑ | Green
Exploitation | E2 | Publish one screening tool | Exploitation Co-ord. | Council | tbc | ↓ | Red
"""

NEGLECT_GROUP = """
> Neglect Sub-Group work plan 2025–26 (Wenshire Safeguarding Children Partnership)
> As at 5 November 2025

Strategic aim | What we said we would do | Who is leading | Agencies involved | Date to be completed | Where we are | RAG
1. Practitioners spot neglect early | Roll out the Graded Care Profile to all health visitors | Named Nurse, 0–19 Service | Health, Early Help | December 2025 | 78 of 110 trained | A
 | Put neglect in every school’s safeguarding training | Education Safeguarding Adviser (LA) | Schools | End of spring term 2026 | Slides agreed | G
2. Families get the right help | Map all parenting offers | Early Help Partnership Manager & Voluntary Sector Lead | All | 30 Sep 25 | Directory went live 24 September | G
3. We learn from cases | Audit 15 cases with dental neglect | Designated Doctor | Health / CSC | Feb–Mar 2026 |  | R
"""

REOFFENDING_BOARD = """
> Reducing Reoffending Board – action plan
> v0.4 DRAFT 28.10.25

Pathway | Priority | Actions | Lead / partners | Timescales | Performance measure | RAG + comment
Accommodation | Fewer people released homeless | 1. Agree the duty to refer form // 2. Meet weekly on releases due in 12 weeks | 1. Housing Options Mgr // 2. Probation SPO / Prison resettlement | 1. Nov 25 // 2. Weekly | 85% housed on release | A – form with legal
Employment | More people in work at six months | Set up an employer panel | DWP Partnership Manager // (partners: New Futures Network, Chamber) | 31.3.26 | 30% in work | G – 11 employers
Health | Continuity of care | Start a through-the-gate nurse | ICB | tbc – bid | 75% engaged | R – no funding
"""

FILES: dict[str, Callable[[], bytes]] = {
    "reviews-joint-inspection-areas.docx": partial(word, JOINT_INSPECTION_AREAS),
    "reviews-death-review.docx": partial(word, DEATH_REVIEW),
    "reviews-public-protection.docx": partial(word, PUBLIC_PROTECTION),
    "reviews-combined-board.xlsx": partial(workbook, COMBINED_BOARD),
    "reviews-neglect-group.docx": partial(word, NEGLECT_GROUP),
    "reviews-reoffending-board.docx": partial(word, REOFFENDING_BOARD),
}
