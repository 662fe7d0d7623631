"""What the questions on a plan need of the store: which are open, and that they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.actions import Action
from domain.events import ActionEvent, ActionRevised, Event
from domain.ids import PlanId, QuestionId
from domain.importing.draft import QuestionKind
from domain.plans import Question
from domain.rag import RagValue

OVERTAKEN = "overtaken"
"""In `Question.about`: the event by which somebody changed here what was in doubt. The question is closed by it."""
_DOUBTS = frozenset(
    {
        QuestionKind.DATE,
        QuestionKind.NO_DATE,
        QuestionKind.DATE_ORDER,
        QuestionKind.LEAD,
        QuestionKind.NO_LEAD,
        QuestionKind.NO_ACTION,
        QuestionKind.RAG,
        QuestionKind.SPLIT,
        QuestionKind.OFFERED,
    }
)


def settles_doubts(event: ActionEvent) -> frozenset[str]:
    """The values of an action that somebody decided here with this change (or with the one that is undone), so that a
    doubt about what the document prints there is idle. Answers and newer documents look after their questions
    themselves. Completing an action, or opening it again, answers whether it is complete, and nothing else.
    """
    if isinstance(event, ActionRevised):
        return frozenset()
    if "status" in event.touched:
        return frozenset({"status"})
    return event.touched & {"due", "leads", "rag", "text"}


def is_settled(question: Question, action: Action, fields: frozenset[str]) -> bool:
    """Is this doubt about one of these values, which are decided now?"""
    asked = question.kind in _DOUBTS or (question.kind == QuestionKind.STATUS and question.field == "status")
    if not asked or question.field not in fields:
        return False
    if question.about.get("sign") or question.about.get("heading"):
        return False  # the answer holds for other actions too
    return question.field != "rag" or action.rag.value is not RagValue.NONE


class Questions(Protocol):
    """The questions on plans within the organisation, and within sight."""

    def open(self, plan_id: PlanId) -> Sequence[Question]:
        """Those that wait for an answer: in the order of the plan, and last those that were left for later."""
        ...

    def all(self, plan_id: PlanId) -> Sequence[Question]:
        """These and the answered ones, in the order in which they were asked."""
        ...

    def by_id(self, question_id: QuestionId) -> Question | None:
        """One, answered or not; locked until the end in a writing unit of work."""
        ...

    def add(self, questions: Sequence[Question]) -> None:
        """Further ones, after those that are there."""
        ...

    def close(self, question: Question, answer: str, *, at: datetime, because: Event | None = None) -> None:
        """Answered. `because` is written down where the answer itself changed no action.

        Raises:
            StaleWrite: somebody else answered it.
        """
        ...

    def leave(self, question_id: QuestionId, *, at: datetime) -> None:
        """Put it last: somebody looked at it and will come back to it."""
        ...

    def reopen(self, question_id: QuestionId) -> None:
        """Its answer was taken back."""
        ...
