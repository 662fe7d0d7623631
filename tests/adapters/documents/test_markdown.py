"""Markdown as wikis and repositories keep it."""

from __future__ import annotations

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.raw import RawParagraph
from domain.rag import RagValue

PLAN = """---
owner: Ada Prone
---
# Quay Improvement Plan

As at **1 May 2026**

## Theme 1: Boats

| Ref | Recommendation | Action | Lead | Timescale | RAG |
|:----|:---------------|:-------|:----:|----------:|-----|
| 1   | Boats **leak** | Paint hull \\| deck | [Ada Prone](mailto:a@example.org) | 30/06/2026 | 🔴 |
| 2   | Crews tire     | Write a rota<br>Read `rota.txt` | Ben\\_Ot | July 2026 | :large_green_circle: |

Theme 2: Nets
-------------

Ref | Recommendation | Action | Lead | Timescale | RAG
--- | --- | --- | --- | --- | ---
3 | Nets tear | *Buy* rope for 5 * 3 nets | Cy Nod | Sept 2026 | Amber

- [x] agreed by the board
"""


def test_a_page_of_markdown_becomes_a_draft() -> None:
    document = read_document(PLAN.encode())
    draft = read_plan(document, plan_code="QUA")

    assert draft.title == "Quay Improvement Plan"
    assert [one.title for one in draft.sections] == ["Theme 1: Boats", "Theme 2: Nets"]
    assert [one.rag.value for one in draft.actions] == [RagValue.RED, RagValue.GREEN, RagValue.AMBER]
    assert [one.leads_text for one in draft.actions] == ["Ada Prone", "Ben_Ot", "Cy Nod"]
    assert draft.actions[0].text == "Paint hull | deck"
    assert draft.actions[-1].text == "Buy rope for 5 * 3 nets"
    assert [one.source.row for one in draft.actions] == [12, 13, 20]
    assert "☑ agreed by the board" in draft.leftover
    assert "owner: Ada Prone" in draft.leftover


def test_headings_keep_their_levels_below_the_title() -> None:
    document = read_document(PLAN.encode())
    assert [(one.text, one.level) for one in document.paragraphs() if one.level] == [
        ("Theme 1: Boats", 2),
        ("Theme 2: Nets", 2),
    ]


def test_words_in_a_fence_and_in_a_comment() -> None:
    document = read_document(b"# Plan\n<!-- not shown\n# nor this -->\n```\n| a | b |\n```\nWords\n", "plan.md")
    assert [one.text for one in document.blocks if isinstance(one, RawParagraph)] == ["Plan", "| a | b |", "Words"]


def test_minutes_with_bold_flags_and_items_that_go_on_below() -> None:
    words = (
        "# Quay board, 3 March 2026\n\n## 2. Boats\nThe board heard that they leak.\n"
        "**Action:** Ada Prone to bring a plan for the\nboats by 30 April 2026.\n\n## 3. Nets\n"
        "- **Action:** Ben Ot to send\n  the list by 5 May 2026\n- The board noted the rest.\n"
    )
    draft = read_plan(read_document(words.encode(), "minutes.md"), plan_code="QUA")

    assert [(one.text, [lead.name for lead in one.leads], one.due.text) for one in draft.actions] == [
        ("bring a plan for the boats", ["Ada Prone"], "30 April 2026"),
        ("send the list", ["Ben Ot"], "5 May 2026"),
    ]
    assert "The board noted the rest." in draft.leftover
