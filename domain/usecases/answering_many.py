"""Several questions answered in one press, so that one press takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.errors import DomainError
from domain.events import AnsweredTogether
from domain.ids import EventId, QuestionId
from domain.importing.draft import QuestionKind
from domain.plans import Question
from domain.speech import trn
from domain.usecases.answering import Answerer

_LASTING = frozenset({QuestionKind.PLAN_CODE, QuestionKind.MATCH})
"""What these settle can't be taken back: references are renamed, an action is made or merged."""


SUGGESTIONS = "the suggestions"
"""What is written as the answer where each question got its own suggestion."""


@dataclass(frozen=True, slots=True)
class AnsweredMany:
    """How many were answered and how many could not be; `event` takes all of it back, where there was anything."""

    taken: int
    left: int
    event: EventId | None

    def sentence(self) -> str:
        """`5 questions are answered. 1 stays open, because the answer doesn't fit.`"""
        said = trn("{count:,} question is answered.", "{count:,} questions are answered.", self.taken)
        if self.left:
            said += trn(
                " {count:,} stays open, because the answer doesn't fit.",
                " {count:,} stay open, because the answer doesn't fit.",
                self.left,
            )
        return said


def answer_many(
    answerer: Answerer, questions: Iterable[Question], words: str | Callable[[Question], str] = ""
) -> AnsweredMany:
    """Give each this answer (or what `words` gives for it), or without words its own suggestion. What can't be answered
    so stays as it was.
    """
    steps: list[EventId] = []
    answered: list[QuestionId] = []
    asked, taken, left = "", 0, 0
    for question in questions:
        try:
            said = words if isinstance(words, str) else words(question)
            done = answerer.answer(question, said, take=not said)
        except DomainError:
            left += 1
            continue
        taken += 1
        asked = asked or question.message
        if question.kind not in _LASTING:
            answered.append(question.id)
        if done.event:
            steps.append(EventId(done.event))
    if not answered:
        return AnsweredMany(taken, left, None)
    event = AnsweredTogether(
        at=answerer.at,
        by=answerer.by,
        plan_id=answerer.plan.id,
        asked=asked,
        answer=_say(words),
        steps=tuple(steps),
        questions=tuple(answered),
    )
    answerer.uow.history.add(event)
    return AnsweredMany(taken, left, event.id)


def _say(words: str | Callable[[Question], str]) -> str:
    if not isinstance(words, str):
        return "the other reading"
    return words or SUGGESTIONS
