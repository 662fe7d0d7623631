"""Eight more plans, written down with what a person reads in them after the reader had been mended for all the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.styles import Font

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

PRINTED = Path(__file__).resolve().parents[1] / "printed"

RECAP = """Thanks all, good meeting. Recap of the flood recovery call on 9 June 2026

Follow-up tasks:
• Send the drainage survey to the parish councils (Ann Bellamy, by 19 June 2026)
• Order 400 sandbags and two pumps (Stores)
• @Raj Dhillon to ask Highways when Mill Lane will reopen - by end of June 2026
• Draft the Section 19 report (Ann Bellamy / Flood Risk Engineer, Autumn 2026)

Decisions: we keep the rest centre open until Friday.
"""

LOG = """Internal audit recommendations tracker,,,,,,,,
Exported,2026-05-11,,,,,,,
,,,,,,,,
Action ID,Audit,Description of agreed action,Owner(s),Original finish,Current finish,Complete (%),Days overdue,Closed on
A-101,Payroll,Reconcile the payroll control account every month,Payroll Manager,2025-12-31,2026-03-31,100%,0,2026-03-12
A-102,Payroll,Remove leavers from the system within five days,HR Systems,2026-01-31,2026-06-30,60%,,
A-103,Grants,Check three quotes on each grant over £5k,Grants Officer & Elsie Fenn,2026-02-28,,25%,72,
A-104,Grants,Publish all grants,Elsie Fenn,2026-13-01,,0%,,
Total,,4,,,,46%,72,
"""

TWO_ROWS = """<!DOCTYPE html><html><body><h1>Ofsted focused visit: improvement actions</h1><p>Updated 24 April 2026</p>
<table border="1"><tr><th>No</th><th>Action</th><th>Lead</th><th>Due</th><th>Rating</th></tr>
<tr><td>1</td><td>Hold a strategy meeting within 48 hours</td><td>MASH Manager</td><td>31/05/2026</td><td>Amber</td></tr>
<tr><td colspan="5">Update: 71% were held in time in March.</td></tr>
<tr><td>2</td><td>Write to every foster carer about allegations</td><td>Fostering Team</td><td>1 July 2026</td><td>Green</td></tr>
<tr><td colspan="5">Update: Letter drafted with the carers’ forum.</td></tr>
<tr><td>3</td><td>Sign off every return-home interview</td><td>Pat Selwood</td><td>30/09/2026</td><td>Red</td></tr>
<tr><td colspan="5">Update:</td></tr></table></body></html>
"""


def ticks_under_quarters() -> bytes:
    """When is a cross under a quarter; who is a post; the year stands above the quarters."""
    book, sheet = started("Delivery plan")
    put(sheet, 1, 1, [
        ["Tenant engagement delivery plan 2026/27"],
        ["Ref", "Outcome", "What we will do", "Who", "2026/27", "", "", "", "RAG"],
        ["", "", "", "", "Q1", "Q2", "Q3", "Q4", ""],
        ["E1", "Tenants shape services", "Set up a tenant scrutiny panel", "Engagement Manager", "X", "", "", "", "Green"],
        ["E2", "Tenants shape services", "Pay panel members", "Finance Business Partner", "", "X", "X", "", "Amber"],
        ["E3", "Complaints teach us", "Publish lessons learned", "Complaints Lead", "", "", "", "X", "Green"],
    ])  # fmt: skip
    for merged in ("E2:H2", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "I2:I3"):
        sheet.merge_cells(merged)
    return saved(book)


def scrutiny_response() -> bytes:
    """A cabinet's response to scrutiny: bold lines as headings, accepted or not, two people in two columns."""
    word = Word("Cabinet response to the scrutiny review of libraries")
    word.doc.add_paragraph("Full Council, 23 April 2026")
    head = [
        "Scrutiny recommendation",
        "Response",
        "Action to be taken",
        "Cabinet Member",
        "Lead officer",
        "To be completed by",
    ]
    parts = {
        "Opening hours": [
            ["1. Open the central library on Sundays", "Accepted", "Consult staff on Sunday working", "Cllr Di Mottram",
             "Head of Libraries", "31 July 2026"],
            ["2. Keep every branch open", "Partially accepted", "Review each branch with its friends group",
             "Cllr Di Mottram", "Lewis Tarrant", "Spring 2027"],
        ],
        "Buildings": [
            ["3. Mend the roof at Eastgate", "Accepted", "Put the roof into the capital programme", "Cllr Hugh Parr",
             "Property Services", "tbc"],
            ["4. Move the archive to the coast", "Rejected", "None", "Cllr Hugh Parr", "", ""],
        ],
    }  # fmt: skip
    for title, rows in parts.items():
        word.doc.add_paragraph().add_run(title).bold = True
        word.table(head, *rows)
    return same_zip(word.bytes())


def lists_in_lists() -> bytes:
    """No table: recommendations and their actions as one list that Word numbers, who and when in brackets."""
    word = Word()
    word.doc.add_heading("Learning review “Wren”: what we will do", 1)
    word.doc.add_paragraph("Agreed by the Safeguarding Partnership on 5 March 2026")
    number = word.lists(("decimal", "%1."), ("decimal", "%1.%2"))
    cell = word.doc
    lines: list[tuple[int, str]] = [
        (0, "Practitioners should know when babies are at risk of being shaken"),
        (1, "Give every new parent the crying baby pack (Lead: Midwifery Matron; by 30 June 2026)"),
        (1, "Show the film in every antenatal class (Lead: Public Health; by Sept 2026)"),
        (0, "Records should name the father"),
        (1, "Change the birth booking form (Lead: Dr Ines Kaplan; by 31 April 2026)"),
    ]

    class _Body:
        """Lets the list stand in the body as it does in a cell."""

        def __init__(self) -> None:
            self.first = cell.add_paragraph()

        @property
        def paragraphs(self) -> list[Any]:
            return [self.first]

        def add_paragraph(self) -> Any:
            return cell.add_paragraph()

    word.items(_Body(), number, *lines)
    return same_zip(word.bytes())


def log_of_meetings() -> bytes:
    """A log of a board's actions over a year: struck through when closed, `next meeting`, outcomes with a day."""
    book, sheet = started("Action log")
    put(sheet, 1, 1, [
        ["Health and Wellbeing Board – action log"],
        ["Meeting date", "Minute ref", "Action", "By whom", "By when", "Outcome"],
        [date(2026, 1, 20), "HWB/14", "Invite the fire service to join", "Chair", date(2026, 2, 27), "Closed 3/2/26"],
        [date(2026, 1, 20), "HWB/15", "Share the winter death figures", "Director of Public Health", "Next meeting", ""],
        [date(2026, 3, 17), "HWB/21", "Write to the ICB about dentists", "Cllr Bea Toller", date(2026, 4, 10),
         "Letter sent, reply awaited"],
        [date(2026, 3, 17), "HWB/22", "Find money for the warm hubs", "S Ashdown / T Quill", "May", ""],
    ])  # fmt: skip
    for row in sheet.iter_rows():
        for one in row:
            if isinstance(one.value, date):
                one.number_format = "dd/mm/yyyy"
    for column in range(1, 7):
        sheet.cell(3, column).font = Font(strike=True)
    return saved(book)


FILES: dict[str, Callable[[], bytes]] = {
    "fresh-ticks-under-quarters.xlsx": ticks_under_quarters,
    "fresh-scrutiny-response.docx": scrutiny_response,
    "fresh-print-cards.pdf": lambda: (PRINTED / "fresh-print-cards.pdf").read_bytes(),
    "fresh-recap-of-a-call.txt": RECAP.encode,
    "fresh-audit-log.csv": LOG.encode,
    "fresh-lists-in-lists.docx": lists_in_lists,
    "fresh-update-rows.html": TWO_ROWS.encode,
    "fresh-log-of-meetings.xlsx": log_of_meetings,
}
