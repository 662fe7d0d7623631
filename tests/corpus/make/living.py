"""Twelve trackers in their second or third year: revised dates, older colours, sheets of closed actions, lists in cells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.corpus.make.rowed import sheets, word, workbook

WAS_AND_NOW = """
> Carers’ Strategy Action Plan – Year 3 monitoring
> As considered by the Carers’ Partnership Board on 8 October 2026

Ref | Action | Lead | Timescale | RAG | Board’s notes
C1 | Offer every carer a review within 12 months | was Paula Stent – now Ged Farrow | was Mar 26, now Dec 26 | was R now A | Board 12/5: asked for monthly figures. Board 8/10: 71%, noted.
C2 | Pay emergency cards to 500 carers | Carers’ Centre | ~~30/06/26~~ 31/01/27 | ~~Green~~ Amber | Printer changed
C3 | Open a young carers’ café | Ged Farrow | Apr 26 | Closed by Board 12/5 | Open on Tuesdays
C4 | Train GPs’ receptionists | ICB Carers’ Lead (vacant – cover: Paula Stent) | Rolling programme | G | 48 of 60 trained
C5 | Write a policy for employers | Chamber / HR Business Partner | TBC once funding known | R (was A) | Board 8/10: escalate
C6 | See C2 |  |  |  |
"""

COLOURS_BY_MONTH = """
> Homes & Wellbeing Programme – monthly RAG 2026/27
> R/A/G/B letters entered at each month end. B = done.

ID | Task | Task owner | End date | Apr | May | Jun | Jul | Aug | Sep | Oct | Notes
HW1 | Agree a single assessment form | Nuala Finch | @2026-07-31 | G | G | A | A | B | B | B | Signed off 20 Aug
HW2 | Co-locate housing advice in two hospitals | Tobias Wren | @2026-12-31 | G | G | G | G | G | A | A | Lease at second site
HW3 | Buy ten trainer flats | Asset Mgr | @2027-03-31 | A | A | A | R | R | R | R | Market
HW4 | Review the adaptations policy | Nuala Finch | @2026-11-30 |  |  |  | G | G | G | G |
HW5 | Evaluate the hoarding pilot | University partner | @2027-02-26 |  |  |  |  |  |  |  | Starts Nov
"""

COLUMNS_OF_AGENCIES = """
> Exploitation Strategy 2025–27: agency action grid (Sept 2026)

Ref | Action | Due | Police lead | Police RAG | CSC lead | CSC RAG | Health lead | Health RAG | Overall | Next step
E1 | Use the same screening tool | 31/12/2026 | DS Kay Orton | G | Bel Hartnoll | G | Named Nurse | A | A | Health to pilot
E2 | Hold weekly mapping meetings | 30/09/2026 | DS Kay Orton | G | Bel Hartnoll | G | – | – | G | None
E3 | Train taxi and hotel staff | 31/03/2027 | PC Ivor Dunn | R | Community Safety | A | n/a | n/a | R | Find a venue
"""

EVERYTHING_IN_A_CELL = """
> Fostering Improvement Plan – Round 3
> Position statement at end of September 2026

Recommendation | Actions, leads and dates | RAG | Commentary / evidence
R1 Improve the offer to kinship carers | a) Publish a kinship offer (Abi Sole, done June 26) // b) Move all carers to one payment date (Payments Team, 31 Dec 26) // c) Start a support group in the south (Abi Sole, Feb 27) | Amber | 12 carers at first event
R2 Reduce unplanned endings | a) Hold a stability meeting within 5 days (Placement Stability Mgr, from 1 Sept 26) // b) Offer out-of-hours calls (EDT Manager, 30/11/26) | Green | 94% in time
R3 Raise recruitment | Join the regional hub (Head of Fostering, 1 April 2026 – achieved) | Blue | Hub live
"""

SHEETS_AND_LISTS = """
# Summary
> SEND Partnership Plan – status at a glance

Theme | Open | Closed | Red | Amber | Green
Timeliness | 2 | 1 | 1 | 1 | 0
Voice | 2 | 0 | 0 | 1 | 1

# Timeliness
Action No. | Action | Lead (role) | Lead (name) | Deadline | Revised deadline | Latest update | RAG
T1 | Clear plans older than 40 weeks | SEND Operations Manager | Nadia Croft | 31/07/2026 | 31/12/2026 | 64 left | Amber
T2 | Hire six educational psychologists | Principal EP | Lewis Tarn | 30/09/2026 |  | One hired | Red

# Voice
Action No. | Action | Lead (role) | Lead (name) | Deadline | Revised deadline | Latest update | RAG
V1 | Pay parents for co-production | Parent Carer Forum Chair | Anneka Shaw | 31/10/2026 |  | First payments made | Green
V2 | Publish “You said, we did” each term | Local Offer Officer | Vacant | Dec-26 |  | Autumn issue late | Amber

# Closed
Action No. | Action | Lead (role) | Lead (name) | Deadline | Revised deadline | Closed on | RAG
T3 | Start a weekly tracker meeting | SEND Operations Manager | Nadia Croft | 30/04/2026 |  | 14/04/2026 | Complete

# Lists
RAG | Lead (role)
Red | SEND Operations Manager
Amber | Principal EP
Green | Local Offer Officer
Complete | Parent Carer Forum Chair
"""

DITTO = """
> Procurement improvement plan 2025 to 2027 – update for Audit Committee (Nov 26)

Action | Owner | Deadline | Revised | Status | What has been done
Train all contract managers | Head of Procurement | 31/03/2026 | 30/09/2026 | Overdue | 60 of 94
Set up a contracts register | " | " | " | Complete | Live 14/9
Re-write standing orders | ditto | 30/06/2026 | do. | Ongoing | At 2nd draft
Retender agency staff | HR & Payroll Manager | 31/12/2026 | None | On target |
Report waivers each quarter | Head of Procurement | Each quarter | N/A | On target | Reported Oct
"""

LOG_WITH_ARROWS = """
> Place Leadership Board – running action log
> Agenda item 3, 11 November 2026

No | Date of meeting | Action agreed | By whom | When | Outcome
63 | 14 Jan 26 | Share the estates map with partners | Una Keld → Jas Virk (from July) | 28 Feb 26 → 30 Nov 26 | C/F. Map with GIS team
68 | 11 Mar 26 | Invite the university to join | Chair | Next meeting | Closed ✔ Joined in May
71 | 13 May 26 | Bring a paper on youth hubs | Claudette Rae / VCS rep | Sept 26 meeting | C/F to January meeting
72 | 13 May 26 | Circulate the shared prosperity fund returns | Econ Dev Mgr | 31 May 26 | Closed ✔ 29 May
74 | 9 Sep 26 | Draft a joint response to the transport plan | Jas Virk and Colin Abara | 16 Oct 26 | Open – draft circulated 2 Oct
75 | 9 Sep 26 | Arrange a site visit to the mill | PA to Chair | asap | Open
"""

RETURNS_OF_AGENCIES = """
# Plan
> Joint Suicide Prevention Plan 2024–27 – partner returns (Autumn 2026)

Priority | Action ref | Action | Lead & agency | Delivery date | Council update | Police update | NHS update | VCS update | Overall RAG | RAG last return | Change
1 Data | 1.1 | Set up real time surveillance | Nell Aske (Public Health) | Dec 2025 | Dashboard live | Sends daily feed | Coroner’s officers send weekly | n/a | B | G | ▲
1 Data | 1.2 | Publish an annual learning report | Nell Aske (Public Health) | Mar 2027 | Outline agreed | - | - | - | G | G | ◄►
2 Places | 2.1 | Fit barriers at two car parks | Parking Manager (Council) | Sep 2026 | One fitted, second in tender | Patrols continue | - | Samaritans signs up | A | G | ▼
2 Places | 2.2 | Train rail staff | Network Rail / BTP | Jun 2026 | - | BTP trained 40 | - | - | R | A | ▼
3 Bereavement | 3.1 | Commission support after suicide | ICB – MH Commissioner | Apr 2027 | - | - | Spec drafted | Co-design events | G | A | ▲
Key: B = complete; G = on track; A = behind; R = stopped
"""

TWO_YEARS = """
# 2026-27 (live)
> Armed Forces Covenant action plan – Year 3

Theme | No | Action | Officer | Target | Target moved? | Progress this year | Status (BRAG)
Housing | 1 | Give veterans band B on the register | Allocations Manager | 30/09/26 | No | In place since 1 Aug | Blue
Housing | 2 | Hold two veterans’ drop-ins a year | Vet Support Officer | Apr 26 & Oct 26 | No | Both held | Blue
Health | 3 (c/f 24-25 no 6) | Ask each GP practice to become veteran aware | ICB Armed Forces Lead | 31/03/26 | Yes, to 31/03/27 | 18 of 29 | Amber
Work | 4 | Guarantee interviews for reservists | HR Business Partner (Policy) | 31/12/26 | No | Policy with unions | Green
Work | 5 | Gain the Gold award | Covenant Champion (Cllr R Attwood) | Summer 27 | No | Application opens Jan | Green

# 2025-26
> Armed Forces Covenant action plan – Year 2 (closed)

Theme | No | Action | Officer | Target | Target moved? | Progress this year | Status (BRAG)
Housing | 1 | Add a veterans’ flag to the housing system | Allocations Manager | 31/12/25 | No | Live 4 Dec | Blue
Work | 2 | Sign up ten employers | Econ Dev Officer | 31/03/26 | No | Twelve signed | Blue

# Key
Blue | Complete
Green | On target
Amber | Minor delay
Red | Major delay
"""

LEADS_THAT_CHANGED = """
# Live
> Customer Strategy – year 3 tracker. Updated: 12 Nov 2026
> Yellow rows = changed since last Board

Ref | Action | Original lead | Lead now | Lead since | Target (orig) | Target (now) | Slippage (months) | Reason | Prev. status | Status | Confidence
CS1 | Close the cash office | Ros Ott | Gary Finn | 01/04/2026 | @2025-09-30 | @2026-12-31 | 15 | Lease | Amber | Amber | Medium
CS2 | Move 20 forms online | Gary Finn | Gary Finn |  | @2026-03-31 | @2026-03-31 | 0 |  | Green | Complete | High
CS3 | Answer 80% of calls in 3 minutes | Ros Ott | Contact Centre Manager (vacant) | 01/09/2026 | @2026-06-30 | @2027-03-31 | 9 | Turnover | Red | Red | Low
CS4 | Offer British Sign Language video | Equalities Officer | Equalities Officer |  | @2026-11-30 | @2026-11-30 | 0 |  | Green | Amber | Medium

# Closed
> Closed actions

Ref | Action | Original lead | Lead now | Target (orig) | Target (now) | Closed at Board of | Benefit
CS0 | Publish a customer promise | Ros Ott | Ros Ott | @2025-01-31 | @2025-03-31 | 14/05/2025 | Complaints down 6%
"""

COLOURS_BEHIND_DATES = """
> Leisure Trust Improvement Notice – action plan, issue 11 (November 2026)

Requirement | Action | Owner | Deadline (RAG) | Update log
1. Pool water | 1.1 Test every two hours and record | Pool Plant Lead | Daily from 1/3/26 (G) | 11/26: no gaps in 8 months // 6/26: two gaps
^ | 1.2 Replace both filters | Technical Manager – Abdi Noor | 30/9/26 (R) | 11/26: part on order // 6/26: tender let
2. Lifeguards | 2.1 Recruit eight lifeguards | HR & Payroll Manager // Duty Managers | 31/5/26, ext. 31/1/27 (A) | 11/26: six started
^ | 2.2 Drill each team monthly | Duty Managers | Monthly (G) | 11/26: all logged
3. Governance | 3.1 Report to Trustees each quarter – closed by Trustees 12/5/26 | Chief Exec | - |
"""

PLAN_OF_PLANS = """
# Master
> One Council plan of plans – Q2 26/27 extract
> Links: AGS = annual governance statement; PC = peer challenge; EA = external audit

UID | From | Their ref | Commitment | Accountable director | Delivery owner | Due | Due (was) | Qtr 1 | Qtr 2 | Direction | Notes / decisions
001 | PC | 4b | Refresh the constitution | Monitoring Officer | Governance Lead | Mar-27 | Dec-26 | G | A | ↘ | CLT 14/10: date moved. See 004
002 | AGS | 2 | Close the declarations backlog | Monitoring Officer | Governance Lead | Sep-26 |  | A | C | ↗ | Decision 14/10: close
003 | EA | Rec 7 | Reconcile suspense accounts monthly | s151 Officer | Chief Accountant | Ongoing |  | G | G | → |
004 | AGS | 5 | Train members on the constitution | Monitoring Officer | Dem. Services Mgr | Jun-27 | Mar-27 |  | G | new | Depends on 001
005 | PC | 1a | Publish a vision | Chief Executive | Head of Policy & Comms | Jul-26 | Jul-26 | A | R | ↓ | Escalated
C = closed; G = on track; A = watch; R = intervene
"""

FILES: dict[str, Callable[[], bytes]] = {
    "living-was-and-now.docx": partial(word, WAS_AND_NOW),
    "living-colours-by-month.xlsx": partial(workbook, COLOURS_BY_MONTH),
    "living-columns-of-agencies.xlsx": partial(workbook, COLUMNS_OF_AGENCIES),
    "living-everything-in-a-cell.docx": partial(word, EVERYTHING_IN_A_CELL),
    "living-sheets-and-lists.xlsx": partial(sheets, SHEETS_AND_LISTS),
    "living-ditto.xlsx": partial(workbook, DITTO),
    "living-log-with-arrows.docx": partial(word, LOG_WITH_ARROWS),
    "living-returns-of-agencies.xlsx": partial(sheets, RETURNS_OF_AGENCIES),
    "living-two-years.xlsx": partial(sheets, TWO_YEARS),
    "living-leads-that-changed.xlsx": partial(sheets, LEADS_THAT_CHANGED),
    "living-colours-behind-dates.docx": partial(word, COLOURS_BEHIND_DATES),
    "living-plan-of-plans.xlsx": partial(sheets, PLAN_OF_PLANS),
}
