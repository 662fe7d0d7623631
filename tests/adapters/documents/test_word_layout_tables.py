"""A table that only arranges a Word page holds the plan's own table: nothing of it is lost."""

from __future__ import annotations

import io

import docx

from adapters.documents import read_document
from domain.importing import read_plan

ROWS = (
    ("Action", "Lead", "By when"),
    ("Paint the hull", "Owen Hart", "30/09/2026"),
    ("Order ropes", "Priya Nair", "31/10/2026"),
)


def test_a_table_inside_a_frame_is_read() -> None:
    document = docx.Document()
    document.add_heading("Harbour plan", 0)
    inner = document.add_table(1, 1).cell(0, 0).add_table(len(ROWS), 3)
    for row, words in zip(inner.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    draft = read_plan(read_document(file.getvalue(), "plan.docx"), plan_code="HBR")
    assert [
        (action.text, [lead.name for lead in action.leads], str(action.due.latest)) for action in draft.actions
    ] == [
        ("Paint the hull", ["Owen Hart"], "2026-09-30"),
        ("Order ropes", ["Priya Nair"], "2026-10-31"),
    ]
    assert draft.title == "Harbour plan"
