"""Odd layouts of a fifth kind: a table inside a cell, boxes that are ticked, a page that goes on with a column more, a
count of actions beside them, leads at the end of texts, headings that are actions, days with hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip


def counts_beside_actions() -> bytes:
    """A first sheet with numbers of actions by person and month, then the actions."""
    book, front = started("Workload")
    put(front, 1, 1, [
        ["How many actions fall due"],
        ["Owner", "Jun 2026", "Jul 2026", "Aug 2026", "Total"],
        ["Wendy Strang", 1, 0, 1, 2],
        ["Facilities", 0, 1, 0, 1],
        ["Total", 1, 1, 1, 3],
    ])  # fmt: skip
    actions: Any = book.create_sheet("Actions")
    put(actions, 1, 1, [
        ["Office move: actions"],
        ["Action", "Owner", "Due date", "State"],
        ["Measure every desk", "Wendy Strang", date(2026, 6, 30), "Done"],
        ["Order 140 crates", "Facilities", date(2026, 7, 17), "Under way"],
        ["Hand back the keys", "Wendy Strang", date(2026, 8, 28), "Not started"],
    ])  # fmt: skip
    for row in (3, 4, 5):
        actions.cell(row, 3).number_format = "dd/mm/yyyy"
    return saved(book)


def leads_behind_texts() -> bytes:
    """Two columns, a number and what; who stands behind a dash at the end."""
    word = Word("Allotment committee: winter jobs")
    word.doc.add_paragraph("Agreed 3 November 2026")
    word.table(
        ["No.", "Action", "By"],
        ["1", "Burst the pipe lagging myth: lag every tap – Ros Keane", "30 November 2026"],
        ["2", "Write to plot 14 about the hens – Secretary", "13 November 2026"],
        ["3", "Price a new gate – Treasurer", "31 January 2027"],
    )  # fmt: skip
    return same_zip(word.bytes())


NESTED = """<!DOCTYPE html><html lang="en"><head><title>Autism strategy: year two</title></head><body>
<h1>Autism strategy: year two</h1><p>Updated 4 May 2026</p>
<table><tr><th>Priority</th><th>What we will do</th></tr>
<tr><td>Jobs</td><td><table><tr><th>Step</th><th>Who</th><th>When</th></tr>
<tr><td>Find thirty work placements</td><td>Employment Service</td><td>31 October 2026</td></tr>
<tr><td>Coach line managers</td><td>Della Wray</td><td>31 January 2027</td></tr></table></td></tr>
<tr><td>Health</td><td><table><tr><th>Step</th><th>Who</th><th>When</th></tr>
<tr><td>Offer quiet hours at six surgeries</td><td>Primary Care Board</td><td>30 September 2026</td></tr></table></td></tr>
</table></body></html>
"""


def goes_on_with_a_column_more() -> bytes:
    """On the second page the table goes on without its header, and a blank column has come between."""
    word = Word("Markets strategy action plan")
    word.doc.add_paragraph("June 2026")
    word.table(
        ["Ref", "Action", "Lead", "Deadline", "RAG"],
        ["M1", "Let ten empty stalls", "Markets Manager", "31 August 2026", "Amber"],
        ["M2", "Mend the roof over the fish hall", "Property Services", "30 November 2026", "Red"],
    )
    word.doc.add_page_break()
    word.table(
        ["M3", "Start a night market", "", "Ivy Rusholme", "1 October 2026", "Green"],
        ["M4", "Take cards at every stall", "", "Finance", "31 December 2026", "Green"],
    )
    return same_zip(word.bytes())


def boxes_to_tick() -> bytes:
    """Who and when are chosen by boxes in the cell."""
    word = Word("Multi-agency review of Ellis: learning into practice")
    word.doc.add_paragraph("19 March 2026")
    word.table(
        ["Learning", "Action", "Agency", "When"],
        ["Fathers were not asked", "Ask about fathers at each visit", "☐ Council ☒ Health ☐ Police",
         "☒ within 3 months ☐ within 6 months"],
        ["Records stayed on paper", "Scan all paper records", "☒ Council ☐ Health ☐ Police",
         "☐ within 3 months ☒ within 6 months"],
    )  # fmt: skip
    return same_zip(word.bytes())


def headings_that_are_actions() -> bytes:
    """Each action is a heading; below it sentences say who leads it and until when."""
    word = Word("Sports hub business plan")
    word.doc.add_paragraph("Board, 2 February 2026")
    for title, body in (
        (
            "Action 1: Open on Sundays",
            "Lead officer: Hub Manager. Target date: 5 April 2026. Staff have agreed the rota.",
        ),
        (
            "Action 2: Build two padel courts",
            "Lead officer: Capital Projects. Target date: March 2027. Planning is needed.",
        ),
        ("Action 3: Halve no-shows", "Lead officer: Zoe Pallister. Target date: 30 June 2026."),
    ):
        word.doc.add_heading(title, 2)
        word.doc.add_paragraph(body)
    return same_zip(word.bytes())


HOURS = """"key","title","body","assignees","due_on","state","labels"
"OPS-11","Replace the queue system","Ring the supplier;
get three prices","mtully;kbrant","2026-09-30T00:00:00Z","open","customer,red"
"OPS-12","Publish opening hours","","mtully","2026-07-01T00:00:00Z","closed","web"
"OPS-13","Put a loop in reception","","","2026-12-18T00:00:00Z","open","access,amber"
"""

FILES: dict[str, Callable[[], bytes]] = {
    "quirky-counts-beside-actions.xlsx": counts_beside_actions,
    "quirky-leads-behind-texts.docx": leads_behind_texts,
    "quirky-tables-in-cells.html": NESTED.encode,
    "quirky-a-column-more.docx": goes_on_with_a_column_more,
    "quirky-boxes-to-tick.docx": boxes_to_tick,
    "quirky-headings-that-are-actions.docx": headings_that_are_actions,
    "quirky-days-with-hours.csv": HOURS.encode,
}
