"""Seven plans in their second year: dates and leads that changed, ditto marks, old and new columns, numbers of before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.corpus.make.rowed import page, separated, word, workbook

MEMBERS_AND_GIFTS = """
> Corporate Improvement Plan: year two
> Reviewed by the Improvement Board, 6 November 2025

Ref | Action | Lead | Due | Update | RAG
1 | Adopt a new scheme of delegation | ~~Pat Lee~~ Jo Marsh | ~~31 March 2025~~ 30 September 2025 | Nov 25: with Full Council on 4 December. // Jul 25: draft agreed by the Constitution Group. // Apr 25: not begun. | Amber
2 | Set up an induction for all members | Democratic Services Mgr. | ~~May 2025~~ | Completed 29/10/25 | Blue
3a | Publish a register of gifts each quarter | Monitoring Officer | was March 25 now Sept 25 | Sept 25: second register late | Red
3b | Publish the members’ training record | “ | “ |  | Amber
3(new) | Put committee papers on the web 5 days before | Democratic Services Mgr. | 31/01/26 |  | Green

> Blue = complete
"""

LAST_QUARTER = """
> Housing Recovery Plan – Quarter 2 2025/26 return

Ref | Action | Owner | Original date | Current date | RAG last qtr | RAG this qtr | Comments
H1 | Inspect all blocks over 11 metres | Building Safety Manager | @2025-03-31 | @2025-12-31 | Red | Amber | 38 of 52 done
H2 | Clear the backlog of damp cases | Rob Tansy | @2025-06-30 | as above | Amber | Red | Contractor left
H3 | Adopt a repairs policy | Rob Tansy (from 1 May; was Lyn Cope) | @2025-04-30 | Completed 14/05/25 | Green | Complete | Cabinet 14 May
H4 | Survey every tenant | ditto | @2025-09-30 | @2026-02-28 |  | Green | New this year
"""

PREVIOUS_AND_CURRENT = """
Ref (new) | Ref (old) | Action | Lead (previous) | Lead (current) | Date (previous) | Date (current) | Closed?
1.1 | 2.3 | Agree a graduated approach with schools | Sal Fenn | Ade Bright | 31/03/2025 | 31/10/2025 | N
1.2 | 2.4 | Publish a local offer newsletter | Ade Bright | Ade Bright | 30/04/2025 | 30/04/2025 | Y - 02/05/2025
1.3 | – | Set up an inclusion panel | – | Principal EP | – | Jan 2026 | N
2.1 | 3.1 | Review top-up funding | Sal Fenn | Finance Business Partner | TBC | 31/12/2025 | N
"""

YEARS_IN_A_CELL = """
> Homelessness strategy action plan (year 2 of 3)
> RAG: R = off track, A = at risk, G = on track, C = complete

Action | Owner | Target date | Year 1 RAG | Year 2 RAG | Commentary
1.1 Open a 10-bed winter shelter | Rough Sleeping Lead | 1 Nov 2024 // 1 Nov 2025 | R | G | Yr1: no site found // Yr2: site open from 3 Nov
1.2 End use of bed and breakfast for families | Temporary Accommodation Mgr. // (from Sept 25: Options Manager) | Mar 2025 (rev. Mar 2026) | A | A | Yr2: 6 families, was 19
1.3 Train 30 duty officers | Housing Options Trainer | Sept 2025 ✔ | G | C |
1.4 Sign a pledge with private landlords (see 2.2) | n/a | n/a | G | n/a | Merged into 2.2
2.2 Start a landlord forum | Private Sector Team | Jun 25, Sep 25, Dec 25 | - | A | First held in June
"""

NUMBERS_THAT_CHANGED = """
> SEND Improvement Plan – refreshed September 2025 (version 3)
> Highlighted text is new since June. Struck text has been removed.

Ref | Action | Lead | Deadline | RAG June | RAG Sept | Update
1.1 | Clear the backlog of annual reviews | SEND Service Mgr | ~~July 2025~~ // December 2025 | Red | Amber | June: 410 overdue. // Sept: 236 overdue.
1.2 | Issue 70% of plans in 20 weeks | SEND Service Mgr | Aug 25 | Amber | Green | Sept: 73%. CLOSE
1.3 (was 1.4) | Train SENCOs in needs assessment | Principal EP (Anya Holt) / SENCO Forum Chair | 31/10/25 |  | Green |
NEW 1.4 | Start a parent helpline | PCF Co-ordinator | Nov half term 25 | n/a | Amber | Added Sept 25
= 1.5 – Removed. Now part of the Inclusion Strategy.
2.1 | Publish the sufficiency plan | Head of Place Planning | Published 17 Sept 2025 | Green | Blue | Cabinet 16 Sept

> Blue – completed
"""

NUMBERS_BELOW_RECOMMENDATIONS = """
> HMICFRS action plan 2023 – progress to November 2025
> Recommendation 1: By 31 December 2024, the service should improve how it plans its risk-based inspections.

Action | Owner | Original completion | Current completion | BRAG | Latest position
1.1 Adopt a new risk model | AM Protection | Oct 24 | Complete | B | Adopted 4 Nov 24
1.2 Train six inspectors | GM Fire Safety (Will Orr) | Dec 24 | Mar 26 | A | Two qualified, four in training
1.3 (merged with 1.1) |  |  |  |  |

> Recommendation 2: By 31 March 2025, the service should assure itself that all staff have had a performance review.

Action | Owner | Original completion | Current completion | BRAG | Latest position
2.1 Put reviews in the new HR system | Head of People and Culture | Feb 25 | Complete | B |
2.2 Sample 50 reviews for quality | Head of People and Culture | Mar 25 | TBC following restructure | R | On hold

> B – complete; G – on track; A – at risk; R – late
"""

BASELINE_AND_FORECAST = """
> Town Deal delivery log 2025/26 Q2

Project | Next step | Owner | Baseline | Forecast | Actual | Prev RAG | RAG
Market hall | Appoint the contractor | Capital Projects Mgr – Ivo Stern | Mar-25 | Jul-25 | 18/07/25 | A | C
Market hall | Finish the roof | ditto | Nov-25 | Feb-26 |  | G | A
Station gateway | Sign the agreement with Network Rail | Director of Place (Tess Okoro to 30/9; Ben Lacey from 1/10) | Jan-25 | Dec-25 |  | R | R
River walk | Withdrawn – funds moved to Market hall | – | – | – | – | R | –

> C = complete
"""

FILES: dict[str, Callable[[], bytes]] = {
    "second-year-members-and-gifts.docx": partial(word, MEMBERS_AND_GIFTS),
    "second-year-last-quarter.xlsx": partial(workbook, LAST_QUARTER),
    "second-year-previous-and-current.csv": partial(separated, PREVIOUS_AND_CURRENT),
    "second-year-years-in-a-cell.docx": partial(word, YEARS_IN_A_CELL),
    "second-year-numbers-that-changed.docx": partial(word, NUMBERS_THAT_CHANGED),
    "second-year-numbers-below-recommendations.docx": partial(word, NUMBERS_BELOW_RECOMMENDATIONS),
    "second-year-baseline-and-forecast.html": partial(page, BASELINE_AND_FORECAST),
}
