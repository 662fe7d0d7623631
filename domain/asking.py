"""What the questions on a plan need of the store: which are open, and that they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.events import Event
from domain.ids import PlanId, QuestionId
from domain.plans import Question


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
