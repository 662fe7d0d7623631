"""Lists as people write them in mails, chats and recaps: who, when and how it goes are told apart from what."""

from __future__ import annotations

import pytest

from adapters.documents import read_document
from domain.importing import read_plan

BY_PERSON = """\
# Recap of the gold group, 10 November 2026

## Action items

**Farida Anwar**
- Sign the lease for Cobden House by 24 November 2026
- Bring a forecast to the next meeting

**Craig Dutton**
- Move six families out of the Wayside Hotel by 4 December 2026
"""
ANSWERED = """\
Ged, my answers under each one.

> 1. Replace 14 failed door closers (Nuala, 30 Nov 2026)
Ordered, fitting starts 23 Nov.

> 2. Survey flat entrance doors (Ged, 18 Dec 2026)
> 3. Send the letter to leaseholders (Ged Arkell, done)
"""
PICTURES = """\
📌 Who does what this week

🔸 Dip sample 20 interviews – @Mel Purcell – by 25 November 2026 – 🟢
🔸 Update the template – @Kwesi Boadu and @Tash Lyle – by 11 December 2026 – 🟠
"""

ASKED = """\
Actions:
- Hannah Osei to chase three checks - this is urgent, by 22 May 2026 please.
- Tom Ede to rewrite the form by end of June 2026 if possible
- Kay Bell to book the room by 3 June 2026 at the latest, thanks!
- Raj Sen to visit both homes before 10 July 2026 (joint visit).
- Ade Fox to share the report published by 30 April 2026 with partners by 8 May 2026
"""

PLAIN_LINES = """\
Hi all,

Actions from today:

Hannah to chase the three outstanding checks with the agency by 22 May 2026 please.
Tom to rewrite the referral form, and to send it out by 30 June 2026.
Jim and Raj to visit both homes before 10 July 2026.

Best wishes
Lou
"""
FOR_EACH = """\
# Actions

### For Sara
- Ring the trust (by 12 June 2026)
- Send the data pack

### For Tom and Kay
- Review the induction by July 2026

### Done
- Book the venue
"""


@pytest.mark.parametrize(
    ("text", "name", "read"),
    [
        (
            PLAIN_LINES,
            "mail.txt",
            [
                ("chase the three outstanding checks with the agency", "Hannah", "2026-05-22", "none", "open"),
                ("rewrite the referral form, and to send it out", "Tom", "2026-06-30", "none", "open"),
                ("visit both homes", "Jim; Raj", "2026-07-10", "none", "open"),
            ],
        ),
        (
            FOR_EACH,
            "notes.md",
            [
                ("Ring the trust", "Sara", "2026-06-12", "none", "open"),
                ("Send the data pack", "Sara", "None", "none", "open"),
                ("Review the induction", "Tom; Kay", "2026-07-31", "none", "open"),
            ],
        ),
        (
            ASKED,
            "mail.txt",
            [
                ("chase three checks - this is urgent", "Hannah Osei", "2026-05-22", "none", "open"),
                ("rewrite the form", "Tom Ede", "2026-06-30", "none", "open"),
                ("book the room", "Kay Bell", "2026-06-03", "none", "open"),
                ("visit both homes (joint visit).", "Raj Sen", "2026-07-10", "none", "open"),
                ("share the report published by 30 April 2026 with partners", "Ade Fox", "2026-05-08", "none", "open"),
            ],
        ),
        (
            BY_PERSON,
            "recap.md",
            [
                ("Sign the lease for Cobden House", "Farida Anwar", "2026-11-24", "none", "open"),
                ("Bring a forecast to the next meeting", "Farida Anwar", "None", "none", "open"),
                ("Move six families out of the Wayside Hotel", "Craig Dutton", "2026-12-04", "none", "open"),
            ],
        ),
        (
            ANSWERED,
            "mail.txt",
            [
                ("Replace 14 failed door closers", "Nuala", "2026-11-30", "none", "open"),
                ("Survey flat entrance doors", "Ged", "2026-12-18", "none", "open"),
                ("Send the letter to leaseholders", "Ged Arkell", "None", "none", "complete"),
            ],
        ),
        (
            PICTURES,
            "post.txt",
            [
                ("Dip sample 20 interviews", "Mel Purcell", "2026-11-25", "green", "open"),
                ("Update the template", "Kwesi Boadu; Tash Lyle", "2026-12-11", "amber", "open"),
            ],
        ),
    ],
)
def test_lists_say_who_and_when(text: str, name: str, read: list[tuple[str, ...]]) -> None:
    draft = read_plan(read_document(text.encode(), name), plan_code="ABC")
    found = [
        (
            one.text,
            "; ".join(lead.name for lead in one.leads),
            str(one.due.latest),
            one.rag.value.value,
            one.status.value,
        )
        for one in draft.actions
    ]
    assert found == read
