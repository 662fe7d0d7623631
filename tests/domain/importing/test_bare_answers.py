"""`Agreed` is what somebody said to a recommendation; it never becomes an action without a question."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.answers import is_answer, is_refusal
from domain.importing.draft import QuestionKind

WORK = (
    "That the council publish its policy on trees",
    "That officers look at the contract for verges",
    "That a working group report on litter",
    "That a report on pests be brought back",
)


def draft_of(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> DraftPlan:
    out = io.StringIO()
    csv.writer(out).writerows([["Response to the scrutiny report"], ["3 March 2025"], headings, *rows])
    return read_plan(read_document(out.getvalue().encode(), "plan.csv"), plan_code="ABC")


@pytest.mark.parametrize("heading", ["Action", "Agreed action", "Cabinet response", "Management response and action"])
@pytest.mark.parametrize("answer", ["Agreed", "Accepted.", "Partially agreed", "Noted", "Agreed in principle", "Yes"])
def test_an_answer_where_the_action_should_stand_is_kept_and_asked_about(heading: str, answer: str) -> None:
    texts = ["Write to the contractor and publish the letter", answer, "Hold two workshops for all staff", answer]
    rows = [(str(at + 1), WORK[at], text, "Ada Brook", "1 May 2026") for at, text in enumerate(texts)]
    draft = draft_of(("Ref", "Recommendation", heading, "Lead", "Date"), rows)
    assert [action.text for action in draft.actions] == [texts[0], WORK[1], texts[2], WORK[3]]
    assert [one.key for one in draft.questions if one.kind is QuestionKind.NO_ACTION] == ["ABC-2", "ABC-4"]
    assert draft.recommendations[1].other == ((heading, answer),)


def test_a_refusal_is_asked_about_wherever_it_stands() -> None:
    rows = [
        ("1", WORK[0], "Not agreed", "Ada Brook", "1 May 2026"),
        ("2", WORK[1], "Hold two workshops for all staff", "Ada Brook", "1 May 2026"),
        ("3", WORK[2], "Send a letter to every parish", "Ada Brook", "1 May 2026"),
    ]
    for heading in ("Action", "Progress"):
        draft = draft_of(("Ref", "Recommendation", heading, "Lead", "Date"), rows)
        asked = [(one.key, one.suggestion) for one in draft.questions if one.kind is QuestionKind.STATUS]
        assert asked == [("ABC-1", "withdrawn")]


def test_without_a_recommendation_the_action_itself_is_asked_for() -> None:
    rows = [
        ("1", "Hold two workshops for all staff", "Ada Brook", "1 May 2026"),
        ("2", "Agreed", "Ben Carr", "1 May 2026"),
        ("3", "Write to the contractor", "Ben Carr", "1 May 2026"),
    ]
    draft = draft_of(("No", "Action", "Owner", "Deadline"), rows)
    assert [one.key for one in draft.questions if one.field == "text"] == ["ABC-2"]


@pytest.mark.parametrize(
    "text",
    [
        "Agreed actions are to be published",
        "Accept the offer of the trust",
        "Support staff to take breaks",
        "Approve the budget",
        "Agree a protocol with the police",
        "No further placements without a check",
        "Notify the board",
        "Yes to the new form: print it",
    ],
)
def test_work_is_no_answer(text: str) -> None:
    assert not is_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Agreed",
        "AGREED.",
        "We accept this recommendation",
        "The recommendation is accepted",
        "Accepted in part",
        "Agreed by the Cabinet",
        "Partially",
        "As recommended",
    ],
)
def test_an_answer_in_more_words_is_one(text: str) -> None:
    assert is_answer(text)
    assert not is_refusal(text)
