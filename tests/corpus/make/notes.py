"""Texts without a table, in the forms that were read worst of all: days above, titles, chats, records in a line."""

from __future__ import annotations

from collections.abc import Callable

# Items below days; two of them go on in the next line.
BELOW_DAYS = """\
Quayside forum: who does what
14 September 2026

The harbour master told the story of the seal again.

By 30 September 2026
- Imogen Strand to put the tide tables in the window
- Harbour Office: ring the chandler about the two missing buoys before
  the regatta

Due end of October 2026:
- Imogen Strand to ask the sailing club for its accident book
- Price new ropes for the slipway (Piers Lowden)

The forum decided to keep the old flag.
Next forum: 12 November 2026, 7pm, Net Loft
"""

# What is to be done as a title, and below it the same sentence every time; the last is a post.
TITLED = """\
Archive move: decisions of 3 August 2026

Empty the strong room
Rowena Tait will see to this. It has to be finished by 18 September 2026.

Find a van with a lift
Caretaker will see to this. It has to be finished by end of August 2026.

Tell depositors where their papers are
Head of Archives will see to this. It has to be finished by 2 October
2026.
"""

# A chat in which one line flags its action, others say it in other ways, and one is promised by who writes.
CHAT = """\
[07/09/2026, 09:02] Bettina Orr: Morning. The lift at Larch Court is out again
[07/09/2026, 09:03] Bettina Orr: ACTION: Marek Sule to get the engineer out by 9 September 2026
[07/09/2026, 09:05] Marek Sule: on it
[07/09/2026, 09:11] Bettina Orr: Leaflets for all flats - Joyce Abara, 14 September 2026
[07/09/2026, 09:12] Joyce Abara: I'll ring the two residents on the fourth floor by Friday
"""

# Records in one line each, under names that no plan has.
IN_LINES = """\
Chore: Repoint the lychgate; Falls to: Agnes Pell; Before: 30 November 2026; How far: Amber
Chore: Clear the north ditch; Falls to: Sexton; Before: 31 October 2026; How far: Red
Chore: Mend the bier house door; Falls to: Tobit Marl; Before: 15 December 2026; How far: Green
"""

FILES: dict[str, Callable[[], bytes]] = {
    "notes-below-days.txt": BELOW_DAYS.encode,
    "notes-titles.txt": TITLED.encode,
    "notes-chat.txt": CHAT.encode,
    "notes-in-lines.txt": IN_LINES.encode,
}
