"""Notes, mails and chats without a table: who does what until when, however it is said, and in whatever file."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from domain.importing.draft import DraftPlan
from domain.importing.reader import read_plan
from tests.corpus.notes.compose import FORMATS, Block, Note


def _read(text: str, name: str = "notes.txt") -> DraftPlan:
    return read_plan(read_document(text.encode(), name), plan_code="ABC")


def _brief(draft: DraftPlan) -> list[tuple[str, str, str]]:
    return [(one.text, one.leads_text, str(one.due.latest or "")) for one in draft.actions]


BY_DATE = """Notes of the call

By 30 June 2026
- Ada Brook to review the rota
- Ben Carr to write to all schools

Due end of July 2026:
- Ada Brook to test the alarm
"""
TITLED = """Review the rota
Ada Brook will lead on this. It should be finished by 30 June 2026.

Write to all schools
Clerk will lead on this. It should be finished by end of July 2026.

Test the alarm
Head of Legal will lead on this. It should be finished by 3 August
2026.
"""
CHAT = """10:11 Jo Marsh: Review the rota - Ada Brook, 30 June 2026
10:12 Jo Marsh: The budget is tight but on track.
10:13 Jo Marsh: Write to all schools - Ben Carr, 31 July 2026
"""
IN_A_LINE = """Agreed action: Review the rota; Officer responsible: Ada Brook; Timescale: 30 June 2026

Agreed action: Write to all schools; Officer responsible: Ben Carr; Timescale: 31 July 2026
"""
MIXED = """• Action: Review the rota (Ada Brook, 30 June 2026)
• Write to all schools by 31 July 2026
• Action: Test the alarm (Ben Carr, 3 August 2026)
"""
NUMBERED = """A1 Review the rota (Ada Brook, 30 June 2026)
A2 Ben Carr was asked to write to all schools by 31 July 2026
"""
BARRED = """• Sort out access to the shared drive | Head of Legal | 30 June 2026
• Write to all schools | Ben Carr | 31 July 2026
"""


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        (BY_DATE, [("review the rota", "Ada Brook", "2026-06-30"), ("write to all schools", "Ben Carr", "2026-06-30"),
                   ("test the alarm", "Ada Brook", "2026-07-31")]),
        (TITLED, [("Review the rota", "Ada Brook", "2026-06-30"), ("Write to all schools", "Clerk", "2026-07-31"),
                  ("Test the alarm", "Head of Legal", "2026-08-03")]),
        (CHAT, [("Review the rota", "Ada Brook", "2026-06-30"), ("Write to all schools", "Ben Carr", "2026-07-31")]),
        (IN_A_LINE, [("Review the rota", "Ada Brook", "2026-06-30"),
                     ("Write to all schools", "Ben Carr", "2026-07-31")]),
        (MIXED, [("Review the rota", "Ada Brook", "2026-06-30"), ("Write to all schools", "", "2026-07-31"),
                 ("Test the alarm", "Ben Carr", "2026-08-03")]),
        (NUMBERED, [("Review the rota", "Ada Brook", "2026-06-30"),
                    ("write to all schools", "Ben Carr", "2026-07-31")]),
        (BARRED, [("Sort out access to the shared drive", "Head of Legal", "2026-06-30"),
                  ("Write to all schools", "Ben Carr", "2026-07-31")]),
    ],
    ids=["by date", "titles", "chat", "records in a line", "mixed list", "numbered A1", "bars in a list"],
)  # fmt: skip
def test_who_does_what_until_when_is_read(text: str, actions: list[tuple[str, str, str]]) -> None:
    assert _brief(_read(text)) == actions


@pytest.mark.parametrize("kind", ["txt", "md", "html", "docx"])
def test_the_same_notes_say_the_same_in_every_file(kind: str) -> None:
    note = Note("minutes")
    note.blocks = [Block("head", "Discussion"), Block("para", "The roof still leaks."), Block("head", "Agreed actions")]
    note.blocks += [
        Block("item", "Ada Brook to review the rota by 30 June 2026", "- "),
        Block("item", "Write to all schools (Ben Carr, 31 July 2026)", "- "),
        Block("item", "Test the alarm – Head of Legal – 3 August 2026", "- "),
    ]
    draft = read_plan(read_document(FORMATS[kind](note), f"notes.{kind}"), plan_code="ABC")
    assert _brief(draft) == [
        ("review the rota", "Ada Brook", "2026-06-30"),
        ("Write to all schools", "Ben Carr", "2026-07-31"),
        ("Test the alarm", "Head of Legal", "2026-08-03"),
    ]
    assert [one.keys for one in draft.questions if one.field == "layout"] == [tuple(one.key for one in draft.actions)]


def test_a_state_under_its_own_label_is_read_on_a_page_of_the_web() -> None:
    rows = ("To do: Price the ropes; Assigned to: Ada Brook; Due: 30 June 2026; State: Amber", "To do: Ring the club; "
            "Assigned to: Ben Carr; Due: 31 July 2026; State: Red")  # fmt: skip
    draft = _read(f"<html><body>{''.join(f'<p>{row}</p>' for row in rows)}</body></html>", "page.html")
    assert [one.rag.value.value for one in draft.actions] == ["amber", "red"]
