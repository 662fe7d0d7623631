"""Actions that stood in no table are shown once as they were read, unless their form leaves no doubt."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from domain.importing.draft import DraftPlan, Question, QuestionKind
from domain.importing.reader import read_plan
from domain.importing.soundness import FIELD

MIXED = """Hi all,

- Ada Brook to review the duty rota by 30 June 2026
- Ben Carr will draft the escalation policy (by end of July 2026)
- Send the survey to schools – Cleo Dunn – Friday 3 July 2026

Best wishes
Grace
"""
RECORDS = """Action: Review the duty rota
Lead: Ada Brook
By: 30 June 2026

Action: Draft the escalation policy
Lead: Ben Carr
By: 31 July 2026
Progress: a first draft is out
"""
MINUTES = """Item 1: the rota was discussed.
ACTION: Ada Brook to review the duty rota by 30 June 2026
Item 2: schools.
ACTION: Ben Carr to write to all schools by 31 July 2026
"""
PROMISES = """Dear Ms Reed,

The Head of Parking will renew the signs in the High Street by 30 September 2027.

We will review all charges by 30 June 2027.
"""


def _read(text: str, name: str = "notes.txt") -> DraftPlan:
    return read_plan(read_document(text.encode(), name), plan_code="ABC")


def _asked(draft: DraftPlan) -> list[Question]:
    return [one for one in draft.questions if one.field == FIELD]


def test_a_list_in_several_forms_is_shown_as_it_was_read() -> None:
    (question,) = _asked(_read(MIXED))
    assert question.message == (
        "3 actions stand in no table, and I read them from the text. The first is “review the duty rota”; lead: Ada "
        "Brook; date: 30 June 2026; RAG: none. Please check them against the document. Is that right?"
    )
    assert question.text == "Ada Brook to review the duty rota by 30 June 2026"
    assert question.suggestion == "yes"
    assert question.keys == ("ABC-u1", "ABC-u2", "ABC-u3")
    assert question.source.row == 3


@pytest.mark.parametrize("text", [RECORDS, MINUTES], ids=["records", "minutes"])
def test_actions_in_one_clear_form_are_as_safe_as_a_table(text: str) -> None:
    assert len(_read(text).actions) == 2
    assert not _asked(_read(text))


def test_records_that_name_other_values_are_shown() -> None:
    (question,) = _asked(_read(RECORDS.replace("Lead: Ben Carr", "Cost: none")))
    assert question.keys == ("ABC-u1", "ABC-u2")


def test_sentences_of_a_letter_are_shown_once_as_they_were_read() -> None:
    (question,) = _asked(_read(PROMISES))
    assert question.message == (
        "I found no table or list of actions. 2 sentences of the text may say what is to be done, and I took them as "
        "actions. The first is “The Head of Parking will renew the signs in the High Street by 30 September 2027...”; "
        "lead: Head of Parking; date: 30 September 2027; RAG: none. Is that right?"
    )
    assert len(question.keys) == 2


@pytest.mark.parametrize(
    "line",
    ["Ben Carr to chase the lease", "I'll ring the school by Friday", "Dev Eason took an action to sort out the keys",
     "Sort out the keys – Dev Eason – 3 July 2026", "Sort out the keys by 3 July 2026"],
)  # fmt: skip
def test_a_line_that_says_work_and_was_not_read_is_asked_about(line: str) -> None:
    draft = _read(f"{MINUTES}\n{line}\n")
    assert [one.text for one in draft.actions] == ["review the duty rota", "write to all schools"]
    assert [one.text for one in draft.questions if "also says who will do what" in one.message] == [line]


@pytest.mark.parametrize(
    "line",
    ["The group decided to keep the logo.", "Next meeting: 9 June 2026, 10am, Room 2", "Apologies: Dev Eason",
     "What needs to happen next", "Notes of the Safeguarding Board, 5 February 2026", "Good to see so many of you."],
)  # fmt: skip
def test_what_says_no_work_is_not(line: str) -> None:
    assert not [one for one in _read(f"{MINUTES}\n{line}\n").questions if "also says" in one.message]


def test_lines_that_look_like_rows_below_no_headings_are_shown() -> None:
    rows = (
        "Review the rota; Ada Brook; 30 June 2026",
        "Write to it; Ben Carr; 31 July 2026",
        "Test it; Di Fox; 3 May 2026",
    )
    (question,) = _asked(_read("\n".join(rows)))
    assert len(question.keys) == 3


BELOW = (
    "Undertaking: Prepare the bid for the youth fund\nIn the hands of: Head of Legal\n"
    "Not later than: 19 July 2026\n\n"
    "Undertaking: Ask the trust for its waiting times\nand put them in the report\n"
    "In the hands of: Youth Justice Service\nNot later than: 16 July 2026\n\nThanks all.\n"
)
BESIDE = (
    "Undertaking: Prepare the bid for the youth fund; In the hands of: Head\nof Legal; Not later than: 19 July 2026\n\n"
    "Undertaking: Ask the trust for its waiting times and put them in the report;\n"
    "In the hands of: Youth Justice Service; Not later than: 16 July 2026\n\nThanks all.\n"
)


@pytest.mark.parametrize("words", [BELOW, BESIDE])
def test_records_under_names_that_nobody_knows_are_read_by_their_values(words: str) -> None:
    draft = read_plan(read_document(words.encode(), "notes.txt"), plan_code="ABC")
    assert [(one.text, [lead.name for lead in one.leads], one.due.text) for one in draft.actions] == [
        ("Prepare the bid for the youth fund", ["Head of Legal"], "19 July 2026"),
        ("Ask the trust for its waiting times and put them in the report", ["Youth Justice Service"], "16 July 2026"),
    ]
    assert {"Undertaking", "In the hands of", "Not later than"} == {
        one.text for one in draft.questions if one.kind is QuestionKind.COLUMNS
    }
