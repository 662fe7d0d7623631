"""Dates without a year: the day of the minutes or mail settles it, and it is asked about once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.due import say_date
from domain.importing.draft import DraftRecommendation, Question, QuestionKind

_ASKS = "No year is printed in “"
_SOON = timedelta(days=183)


def which_year(printed: str, year: int, meant: str) -> str:
    """The question about one date."""
    return f"{_ASKS}{printed}”. Is it {year} or {year + 1}? From the plan's own date I took {meant}."


def asked_once(
    questions: Sequence[Question], recommendations: Sequence[DraftRecommendation], as_at: date | None
) -> list[Question]:
    """The questions, with one for all years that are missing from dates of the half year after the plan's own date.

    A day before it, or long after it, may be of another year, and keeps its question.
    """
    if as_at is None:
        return list(questions)
    dues = {action.key: action.due for one in recommendations for action in one.actions}
    soon = [
        one
        for one in questions
        if one.message.startswith(_ASKS)
        and (due := dues.get(one.key)) is not None
        and due.latest is not None
        and as_at <= due.latest <= as_at + _SOON
    ]
    if len(soon) < 2:
        return list(questions)
    first = soon[0]
    message = (
        f"No year is printed in {len(soon)} dates, such as “{first.text}”. The plan is of {say_date(as_at)}, so I took "
        f"{first.suggestion}. Is that right?"
    )
    whole = Question(QuestionKind.DATE, "due", message, text=first.text, keys=tuple(one.key for one in soon))
    return [whole if one is first else one for one in questions if one is first or one not in soon]
