"""Plans after reviews and inspections, and lists of actions, that councils' systems and committees print."""

from __future__ import annotations

from collections.abc import Callable

from tests.corpus.make.rowed import separated, workbook

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


FILES: dict[str, Callable[[], bytes]] = {
    "assurance-town-actions.xlsx": lambda: workbook(TOWN_ACTIONS),
    "assurance-titles-and-descriptions.csv": lambda: separated(TITLES_AND_DESCRIPTIONS),
    "assurance-scrutiny-returns.csv": lambda: separated(SCRUTINY_RETURNS),
}
