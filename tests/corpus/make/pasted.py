"""What people paste into a chat, as it comes out of mails, minutes, web pages and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable

TABS = """Here is the plan from this morning's meeting, please load it.

Market Haddon Town Council: Cemetery Improvement Plan

No\tAction\tWho\tBy when\tRAG
1\tLevel the paths\tGrounds Team\t30.4.26\tA
2\tPut in a tap\tBertha Lowe\tMay 2026\tG
3\tMap every grave\tBertha Lowe and the History Society\tOngoing\tG
4\tRepair the wall\t\t?\tR

Thanks, Dot
"""

FIXED = """Ferrowby Trading Standards - action plan

Ref  Action                               Lead                Due               RAG
1.1  Test 40 e-scooters                   Ansel Moor          31/05/2026        Amber
1.2  Visit every nail bar                 Licensing Officer   30/06/2026        Green
2.1  Warn residents about roof scams      Comms Team          w/c 6 April 2026  Green
2.2  Prosecute repeat offenders           Ansel Moor          Ongoing           Red
"""

CELLS = """Ref
Action
Owner
Deadline
1
Paint the pool hall
Leisure Manager
15 June 2026
2
Mend the slide
Theo Garrick
July 2026
3
Sell family tickets
Leisure Manager
Sept 2026
"""

PIPES = """Actions agreed by the board
Action | Lead | Due | Status
Order new beds | Matron | 31 May 2026 | In progress
Fix the call bells | Estates Manager / Lorna Tigh | 15 April 2026 | Complete
Write the winter plan | Lorna Tigh | Sept 2026 | Not started
"""

RECORDS = """Pine Valley Council - Road Safety Plan

Action: Build a crossing outside St Anne's school
Lead: Highways Manager
By: 31 August 2026
Progress: Design approved

Action: Cut the speed limit in Moor Street
Lead: Quentin Ashe
By: Oct 2026
Progress: Police consulted

Action: Train 300 children to cycle
Lead: Quentin Ashe & School Travel Adviser
By: 31/11/2026
"""

MINUTES = """Notes of the Safeguarding Board, 5 February 2026

Present: Ruth Amberley (Chair), Dev Solanki, Marnie Holt
1. The minutes of the last meeting were agreed.
2. Dev reported that referrals had risen by a fifth.
ACTION: Dev Solanki to bring a paper on referrals by 12 March 2026
3. The board discussed training.
ACTION: Marnie Holt to book the training room by end of April 2026
ACTION: Ruth Amberley and Dev Solanki to write to the schools by 27 February
4. Next meeting: 9 April 2026.
"""

BULLETS = """Action plan for the allotments

- Fix the gate (Lead: Sol Parry, due 30 April 2026)
- Clear plot 14 (Lead: Winifred Ash, due May 2026)
- Write to those who have not paid (Lead: Treasurer, due 1 April 2026)
"""

FILES: dict[str, Callable[[], bytes]] = {
    "pasted-tabs.txt": TABS.encode,
    "pasted-fixed-width.txt": FIXED.encode,
    "pasted-one-cell-a-line.txt": CELLS.encode,
    "pasted-pipes.txt": PIPES.encode,
    "pasted-records.txt": RECORDS.encode,
    "pasted-minutes.txt": MINUTES.encode,
    "pasted-bullets.txt": BULLETS.encode,
}
