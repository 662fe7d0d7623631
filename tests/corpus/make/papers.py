"""Papers as councils send them: rows struck out, two tables in a frame, who and when in brackets or behind the talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.adapters.documents.office import Word
from tests.corpus.make.fixed import same_zip
from tests.corpus.make.rowed import word

# A theme and a lead over several rows, and one row that was struck out.
STRUCK = """
> Fostering service: improvement plan
> Agreed 2 March 2026

Theme | No. | What we will do | Responsible | By | Rating
Recruiting carers | 1.1 | Rewrite the welcome pack with three current carers | Petra Vance | July 2026 | Green
^ | 1.2 | Visit every enquirer within five working days | ^ | 31 May 2026 | Amber
^ | ~~1.3~~ | ~~Pay a finder’s fee to existing carers~~ | ^ | ~~Sept 2026~~ |
Keeping carers | 2.1 | Open a duty line for evenings and weekends | Idris Mole | October 2026 | Red
"""

IN_BRACKETS = """
> Response to the health and safety audit (April 2026)

Finding | Our response | Cost | Evidence we will show
Staff who work alone are not covered | Revise the lone working policy (Lead: Tamsin Orde, by 30 June 2026) | None | Policy on intranet
Receptions have no alarm | Put panic alarms into both receptions (Lead: Facilities Manager, by 17 July 2026) | £2,400 | Invoice
No drill for two years | Run a drill at each site (Lead: Gwil Parry, by December 2026) | None | Log
"""

CAPTIONS = """<html><head><title>Audit actions</title></head><body><h1>Audit actions 2026</h1>
<table><caption>Payroll</caption><thead><tr><th>Agreed action<th>Who<th>Target<th>RAG</thead><tbody>
<tr><td>Reconcile overtime every month<td>Payroll Manager<td>30&nbsp;June 2026<sup>1</sup><td style="background:#00b050">&nbsp;
<tr><td>Lock leavers out on their last day<td>HR Systems Lead<td>August 2026<td style="background:#ffc000">&nbsp;</tbody></table>
<table><caption>Procurement</caption><thead><tr><th>Agreed action<th>Who<th>Target<th>RAG</thead><tbody>
<tr><td>Publish a register of contracts<td rowspan=2>Head of Procurement<td><del>May 2026</del> July 2026<td style="background:#ff0000">&nbsp;
<tr><td><del>Train budget holders</del><td><del>December 2026</del><td>Withdrawn</tbody></table>
<p><sup>1</sup> Moved by the Audit Committee.</p></body></html>
"""

MINUTES = """Minutes of the Tenants’ Panel, 18 June 2026

Present: Bea Lomax, Kofi Asante, Win Tarrant (chair)

1. Survey
The panel liked the draft. ACTION: Bea Lomax to circulate the tenant survey by 3 July 2026.

2. AGM
No speaker yet. ACTION: Kofi Asante to find a speaker by 17 July 2026.

Next meeting: 16 July 2026
"""

RECOMMENDATIONS = """Response to the peer challenge

Recommendation 1: Be clearer about priorities.
We will publish a one-page plan for every service. Lead: Head of Strategy. By: 30 June 2026.

Recommendation 2: Listen to residents.
We will hold a forum in each ward. Lead: Ada Brook. By: September 2026.

Recommendation 3: Sort out the accounts.
We will close the accounts for 2024/25. Lead: S151 Officer. By: 31 December 2026.
"""


def two_in_a_frame() -> bytes:
    """A table without lines arranges two others beside each other, each below its title."""
    made = Word("Joint improvement actions 2026")
    frame = made.table(["Children", "Adults"], ["", ""])
    head = ["Action", "Who", "When"]
    children = [["Check all care leavers have a pathway plan", "Noor Aske", "30 June 2026"]]
    children += [["Publish the sufficiency strategy", "Hal Brandreth", "Sept 2026"]]
    adults = [["Review every direct payment over two years old", "Sunita Pell", "31/8/26"]]
    adults += [["Move the front door to one number", "Des Okafor", "Dec 2026"]]
    for place, rows in enumerate((children, adults)):
        _inside(frame.cell(1, place), [head, *rows])
    return same_zip(made.bytes())


def _inside(cell: Any, rows: list[list[str]]) -> None:
    inner = cell.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(inner.rows, rows, strict=True):
        for one, text in zip(row.cells, texts, strict=True):
            one.text = text


FILES: dict[str, Callable[[], bytes]] = {
    "papers-struck-out.docx": lambda: word(STRUCK),
    "papers-two-in-a-frame.docx": two_in_a_frame,
    "papers-leads-in-brackets.docx": lambda: word(IN_BRACKETS),
    "papers-captions.html": CAPTIONS.encode,
    "papers-minutes-in-paragraphs.txt": MINUTES.encode,
    "papers-recommendations-in-paragraphs.txt": RECOMMENDATIONS.encode,
}
