"""Odd layouts of a third kind: a sheet for each person, colours as headings above tables, a date in two columns, two
dates in a cell, a cross below R, A or G, labels down the side with an action in each column, overlapping merged cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip


def a_sheet_for_each_person() -> bytes:
    """Everybody has a sheet with their name on its tab; nothing in it says who leads."""
    book, first = started("Gwen Aldous")
    head = ["Task", "Deadline", "Done"]
    put(first, 1, 1, [
        head,
        ["Write the tenant newsletter", date(2026, 7, 3), "No"],
        ["Book the hall for the AGM", date(2026, 6, 12), "Yes"],
    ])  # fmt: skip
    second: Any = book.create_sheet("Tariq Beale")
    put(second, 1, 1, [head, ["Audit the key safes", date(2026, 8, 28), "No"]])
    for sheet in (first, second):
        for row in sheet.iter_rows(min_row=2):
            row[1].number_format = "dd/mm/yyyy"
    return saved(book)


COLOURS = """# Winter plan: position on 12 October 2026

## 🔴 Red

| Ref | Action | Lead | Due |
|---|---|---|---|
| W4 | Find a second gritting depot | Highways Manager | 31 October 2026 |

## 🟠 Amber

| Ref | Action | Lead | Due |
|---|---|---|---|
| W1 | Sign the salt contract | Procurement | 16 October 2026 |
| W6 | Flu jabs for care staff | Dr Mina Osei | 30 November 2026 |

## 🟢 Green

| Ref | Action | Lead | Due |
|---|---|---|---|
| W2 | Publish the gritting routes | Comms | 20 October 2026 |
"""

MONTH_AND_YEAR = """Ref,Commitment,Responsible,Due month,Due year,Position
C1,Replace 400 street lights with LED,Lighting Engineer,March,2027,Tender out
C2,Plant a wood at Low Field,Parks and Open Spaces,November,2026,
C3,Stop buying diesel vans,Fleet Manager,June,2028,Three left on order
"""


def two_dates_in_a_cell() -> bytes:
    """The first and the moved date below each other in one cell, and how the colour has moved with an arrow."""
    book, sheet = started("Actions")
    put(sheet, 1, 1, [
        ["Mental health crisis concordat – action log"],
        ["No.", "Action", "Owner", "Timescale", "RAG"],
        [1, "Open a crisis café", "Mind Dunsley", "Original: 31/03/2026\nRevised: 30/09/2026", "Red → Amber"],
        [2, "Share care plans with the ambulance trust", "Lorcan Hythe", "30/06/2026", "Green"],
        [3, "Train custody sergeants", "Police", "Original: 30/04/2026\nRevised: 31/07/2026", "Amber → Green"],
    ])  # fmt: skip
    return saved(book)


def a_cross_below_a_colour() -> bytes:
    """Three narrow columns R, A and G, with a cross in one of them."""
    word = Word("Playing pitch strategy – action plan")
    word.doc.add_paragraph("Reviewed 3 June 2026")
    word.table(
        ["Ref", "Action", "Who", "When", "R", "A", "G"],
        ["1a", "Drain the lower pitches", "Grounds Team", "Aug 2026", "X", "", ""],
        ["1b", "Share the school pitch at weekends", "Sports Development", "Sept 2026", "", "", "X"],
        ["2a", "Pay off the pavilion loan", "Percy Rudd", "March 2027", "", "X", ""],
    )
    return same_zip(word.bytes())


def labels_down_the_side() -> bytes:
    """Labels in the first column and an action in each of the others; a second block of the same below."""
    book, sheet = started("Plan on a page")
    put(sheet, 1, 1, [
        ["Plan on a page: youth justice"],
        [],
        ["Priority 1", "Fewer first arrests", "", ""],
        ["Action", "Offer a mentor at first contact", "Visit every school twice", "Open the boxing club late"],
        ["Lead", "Prevention Team", "PC Jana Mott", "Leroy Platt"],
        ["By", date(2026, 9, 30), date(2027, 7, 16), date(2026, 6, 26)],
        ["RAG", "Green", "Amber", "Red"],
        [],
        ["Priority 2", "Quicker courts", "", ""],
        ["Action", "Send reports in ten days", "Keep a duty worker at court", ""],
        ["Lead", "Court Team", "Court Team", ""],
        ["By", date(2026, 5, 29), date(2026, 12, 18), ""],
        ["RAG", "Amber", "Green", ""],
    ])  # fmt: skip
    for row in (6, 12):
        for column in (2, 3, 4):
            sheet.cell(row, column).number_format = "dd mmm yyyy"
    return saved(book)


SPANS = """<!DOCTYPE html><html lang="en"><head><title>Loneliness action plan</title></head><body>
<h1>Loneliness action plan</h1><p>Updated: 1 September 2026</p>
<table><tr><th>Aim</th><th>Action</th><th>Lead</th><th>Timescale</th><th>Progress</th></tr>
<tr><td rowspan="3">Nobody eats alone</td><td>Start six lunch clubs</td><td rowspan="2">Age Concern Tarn</td><td>December 2026</td><td>Two are open</td></tr>
<tr><td>Map where people live alone</td><td rowspan="2">31 January 2027</td><td></td></tr>
<tr><td>Drive people to the clubs</td><td>Community Transport</td><td rowspan="2">Waiting for a grant</td></tr>
<tr><td>Everybody can call somebody</td><td>Train forty telephone friends</td><td>Silver Line Tarn</td><td>30 April 2027</td></tr>
</table></body></html>
"""


def minutes_with_an_action_column() -> bytes:
    """Minutes whose last column says what somebody will do; many rows have none."""
    word = Word("Road Safety Partnership: notes of the meeting on 9 June 2026")
    word.table(
        ["Item", "Discussion", "Action"],
        ["1. Apologies", "Sent by Fire and by the School Travel Adviser.", ""],
        ["2. Collisions", "Eleven in May, four of them on the A-road.", "TB to ask for speed checks by 30 June 2026"],
        ["3. Schools", "Two schools have no patrol.", "Kerry Vale to advertise both posts before the end of July 2026\n"
         "SW to write to governors"],
        ["4. Next meeting", "8 September 2026, by video.", ""],
    )  # fmt: skip
    return same_zip(word.bytes())


def parents_and_parts() -> bytes:
    """An action with its lead, and below it its tasks with dates of their own and a share that is done."""
    book, sheet = started("WBS")
    put(sheet, 1, 1, [
        ["WBS", "Task name", "Resource", "Start", "Finish", "% complete"],
        ["1", "New leisure contract", "", "", "", ""],
        ["1.1", "Write the specification", "Leisure Client Team", date(2026, 4, 1), date(2026, 6, 30), "60%"],
        ["1.2", "Evaluate the bids", "Bo Lindqvist", date(2026, 9, 1), date(2026, 11, 13), "0%"],
        ["2", "Close the old pool", "", "", "", ""],
        ["2.1", "Tell the swimmers", "Comms", date(2026, 5, 1), date(2026, 5, 15), "100%"],
    ])  # fmt: skip
    for row in (3, 4, 6):
        for column in (4, 5):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return saved(book)


def news_sheet() -> bytes:
    """A printed page in two columns, each action a small block of lines below a bold title."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(50, 790, "Cleaner rivers: what we promised")
    blocks = [
        ("1. Mend the Dell outfall", "Who: Wessle Water", "When: by 31 July 2026", "So far: pump on order"),
        ("2. Fence the cattle drink", "Who: Farm Advice Team", "When: by 30 September 2026", "So far: grant agreed"),
        ("3. Test the water weekly", "Who: River Volunteers", "When: ongoing", "So far: 14 weeks tested"),
        ("4. Fine the polluters", "Who: Enforcement", "When: by 31 March 2027", "So far: nothing yet"),
    ]
    for at, block in enumerate(blocks):
        left, top = (50, 310)[at % 2], 740 - (at // 2) * 90
        for line, text in enumerate(block):
            canvas.setFont("Helvetica-Bold" if not line else "Helvetica", 10)
            canvas.drawString(left, top - line * 14, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "uncommon-sheet-for-each-person.xlsx": a_sheet_for_each_person,
    "uncommon-colours-as-headings.md": COLOURS.encode,
    "uncommon-month-and-year.csv": MONTH_AND_YEAR.encode,
    "uncommon-two-dates-in-a-cell.xlsx": two_dates_in_a_cell,
    "uncommon-cross-below-a-colour.docx": a_cross_below_a_colour,
    "uncommon-labels-down-the-side.xlsx": labels_down_the_side,
    "uncommon-overlapping-spans.html": SPANS.encode,
    "uncommon-minutes-with-actions.docx": minutes_with_an_action_column,
    "uncommon-parents-and-parts.xlsx": parents_and_parts,
    "uncommon-news-sheet.pdf": news_sheet,
}
