"""Eight plans more, the last to be written: what the reader made of them at first sight is its honest measure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

PRINTED = Path(__file__).resolve().parents[1] / "printed"

PROJECT = """ID,Active,Outline Level,Name,Duration,Start,Finish,Predecessors,Resource Names,% Complete,Notes
1,Yes,1,Rebuild trust with tenants,180 days,01/04/2026,30/11/2026,,,35%,
2,Yes,2,Visit every estate,60 days,01/04/2026,30/06/2026,,Nadine Cole;Housing Officers,80%,31 of 39 visited
3,Yes,2,Publish a repairs promise,40 days,06/07/2026,28/08/2026,2,Repairs Manager,0%,
4,Yes,1,Know our homes,365 days,01/05/2026,30/04/2027,,,5%,
5,Yes,2,Survey all homes,200 days,01/05/2026,26/02/2027,,Stock Team,10%,Contract let
6,Yes,2,Load the data,40 days,01/03/2027,30/04/2027,5,Mo Farrant,0%,
"""

REFS = """Inquest learning: regulation 28 response plan
Signed off 14 August 2026

R1 Staff should know how to call for help out of hours
R1.1 Put the on-call number on every ward board. Matron Lucy Orde. 30 September 2026.
R1.2 Test the bleep system weekly. Estates. Ongoing.
R2 Records should move with the patient
R2.1 Agree a transfer form with the other trust. Dr Sol Pinder. Nov 2026.
"""

BREAKS = """# Net zero fleet plan

Version 1.3 - 2 July 2026

| Ref | Action<br>(and steps) | Owner | Target | Status |
|---|---|---|---|---|
| F1 | Replace the pool cars<br>- [x] Order ten<br>- [ ] Sell the old ones | Fleet Manager | 31/10/2026 | On track |
| F2 | Put chargers in three depots | Fleet Manager<br>Property Services | Q4 26/27 | At risk |
| F3 | Teach drivers to save fuel | *vacant* | **TBC** | Not started |
| F4 | Measure every journey | Jo Tiller | 31/06/2026 | Complete |
"""

PILLS = """<!DOCTYPE html><html><body><h1>Race equality action plan: quarter 1 report</h1><p>Reported to Cabinet on 14 July 2026</p>
<table><caption>Key</caption><tr><td style="background:#d4351c">Off track</td><td style="background:#ffdd00">Needs attention</td><td style="background:#00703c">On track</td></tr></table>
<table><tr><th>Commitment</th><th>Action</th><th>Accountable officer</th><th>Deadline</th><th>Previous RAG</th><th>Current RAG</th><th>Impact</th></tr>
<tr><td rowspan="2">Fair recruitment</td><td>Mixed panels for every senior post</td><td>Director of People</td><td>1 September 2026</td><td>Red</td><td>Amber</td><td>6 of 9 panels were mixed</td></tr>
<tr><td>Report pay gaps by ethnicity</td><td>Tara Quist</td><td>March 2027</td><td></td><td>Green</td><td></td></tr>
<tr><td>Safe workplaces</td><td>Start a reporting line</td><td>Tara Quist and Unison</td><td>Summer 2026</td><td>Green</td><td>Red</td><td>Supplier withdrew</td></tr></table></body></html>
"""


def themes_in_colours() -> bytes:
    """Each theme has its own colour, and no shading says how anything is going."""
    word = Word("Joint carers strategy: year one actions")
    word.doc.add_paragraph("Version 2 – June 2026")
    rows = [
        ("Recognise carers", "Put a carers’ flag on GP records", "Primary Care Lead", "31 March 2027", "FF0000"),
        ("Recognise carers", "Train receptionists", "Primary Care Lead", "Oct 2026", "FF0000"),
        ("Give carers a break", "Buy 400 short breaks", "Commissioner for Carers", "2026/27", "00B050"),
        ("Give carers a break", "Find ten sitters", "Carers Trust", "1 December 2026", "00B050"),
        ("Listen to carers", "Hold a forum each season", "Mabel Ives", "Quarterly", "0070C0"),
        ("Listen to carers", "Publish what carers said", "Mabel Ives", "31 January 2027", "0070C0"),
    ]
    table = word.table(["Theme", "Action", "Lead", "Timescale"], *[list(row[:4]) for row in rows])
    for number, row in enumerate(rows, 1):
        word.shade(table.cell(number, 0), row[4])
    return same_zip(word.bytes())


def two_in_a_cell() -> bytes:
    """Who and when in one cell, sometimes of two people with a date each."""
    book, sheet = started("Plan")
    put(sheet, 1, 1, [
        ["Community cohesion plan, agreed 2 September 2026"],
        ["No", "Action", "Lead and date", "Progress"],
        [1, "Open a welcome centre", "Gill Tamar, 31/3/27", "Lease agreed"],
        [2, "Bring faith leaders together", "Rev Ned Coster (30 Nov 2026)", ""],
        [3, "Teach English in four places", "Gill Tamar 31/10/26; College 28/2/27", "Two classes run"],
        [4, "Answer rumours online", "Comms – ongoing", ""],
    ])  # fmt: skip
    return saved(book)


def minutes_in_a_table() -> bytes:
    """Minutes with a column for actions, in which several stand below each other."""
    word = Word("Domestic Abuse Partnership Board")
    word.doc.add_paragraph("Minutes of 4 June 2026")
    word.table(
        ["Item", "Discussion", "Action"],
        ["1. Housing", "The board heard that refuges are full and that move-on homes are scarce.",
         "Freya Hume to ask landlords for ten homes by 31 July 2026\nKit Rowan to cost a deposit scheme by 1 July 2026"],
        ["2. Courts", "The Crown Prosecution Service gave figures for the year.", ""],
        ["3. Children", "Schools want to know more about Operation Encompass.",
         "Freya Hume and Insp Ola Brandt to brief head teachers by September 2026"],
    )  # fmt: skip
    return same_zip(word.bytes())


def dates_of_all_kinds() -> bytes:
    """Months over two lines of the header, a date column that holds numbers of days, and a total below."""
    book, sheet = started("Savings")
    put(sheet, 1, 1, [
        ["Transformation savings tracker", "", "", "", "", "", ""],
        ["Prepared for Audit Committee 21 July 2026"],
        ["Line", "Saving", "Milestone", "Delivery lead", "Original date", "Forecast date", "Confidence", "£000"],
        ["T1", "Share a call centre", "Sign the contract", "Asst Director Customer", date(2026, 6, 30), date(2026, 9, 30),
         "Medium", 240],
        ["T2", "Sell the annexe", "Exchange contracts", "Property", date(2026, 12, 18), "no change", "High", 1100],
        ["T3", "Fewer agency staff", "Fill 30 posts", "HR Business Partner", "Autumn 26", "Spring 27", "Low", 415],
        ["Total", "", "", "", "", "", "", 1755],
    ])  # fmt: skip
    for row in (4, 5):
        for column in (5, 6):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return saved(book)


FILES: dict[str, Callable[[], bytes]] = {
    "later-outline-levels.csv": PROJECT.encode,
    "later-refs-in-lines.txt": REFS.encode,
    "later-breaks-in-cells.md": BREAKS.encode,
    "later-previous-and-current.html": PILLS.encode,
    "later-themes-in-colours.docx": themes_in_colours,
    "later-two-in-a-cell.xlsx": two_in_a_cell,
    "later-minutes-in-a-table.docx": minutes_in_a_table,
    "later-savings.xlsx": dates_of_all_kinds,
    "later-print-one-header.pdf": lambda: (PRINTED / "later-print-one-header.pdf").read_bytes(),
}
