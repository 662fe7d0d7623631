"""Questions on plans: which are open, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, func, select

from domain.actions import Action
from domain.asking import OVERTAKEN, is_settled, settles_doubts
from domain.errors import StaleWrite
from domain.events import ActionEvent, ChangeRedone, ChangeUndone, Event
from domain.ids import PlanId, QuestionId
from domain.plans import Question
from storage.mapping import question_from, question_values
from storage.prepared import Found
from storage.repositories.history import log
from storage.repositories.scope import ORGANISATION, Rows, Scope, View, in_view
from storage.schema import questions


@cache
def _of_plan(view: View, *, only_open: bool) -> Rows:
    statement = select(questions).where(
        questions.c.organisation_id == ORGANISATION, questions.c.plan_id == bindparam("plan"), in_view(questions, view)
    )
    if not only_open:
        return statement.order_by(questions.c.position)
    # What was never left stands first on both databases, however they sort what is not there.
    return statement.where(questions.c.answered_at.is_(None)).order_by(
        questions.c.left_at.is_not(None), questions.c.left_at, questions.c.position
    )


@cache
def _one(view: View, *, lock: bool) -> Rows:
    statement = select(questions).where(
        questions.c.organisation_id == ORGANISATION,
        questions.c.id == bindparam("question"),
        in_view(questions, view),
    )
    return statement.with_for_update(of=questions) if lock else statement


_LAST = select(func.max(questions.c.position)).where(
    questions.c.organisation_id == ORGANISATION, questions.c.plan_id == bindparam("plan")
)
_THIS = (
    questions.c.organisation_id == ORGANISATION,
    questions.c.id == bindparam("of_question"),
)
_CLOSE = questions.update().where(*_THIS, questions.c.answered_at.is_(None))
_OVERTAKE = _CLOSE.values(about=bindparam("plain"))
_LEAVE = _CLOSE.values(left_at=bindparam("moment"))
_REOPEN = questions.update().where(*_THIS).values(answered_at=None, answer="", left_at=None)
_ASK_AGAIN = _REOPEN.values(about=bindparam("plain"))
_OF_ACTION = select(questions).where(
    questions.c.organisation_id == ORGANISATION,
    questions.c.plan_id == bindparam("plan"),
    questions.c.key == bindparam("of_key"),
)
_WAITING = _OF_ACTION.where(questions.c.answered_at.is_(None))
_CLOSED = _OF_ACTION.where(questions.c.answered_at.is_not(None))


def follow_change(scope: Scope, action: Action, event: ActionEvent) -> None:
    """Close the doubts about what somebody has just decided here, so that no suggestion can undo it; open them again
    where that was taken back.
    """
    if not (fields := settles_doubts(event)):
        return
    if isinstance(event, ChangeUndone):
        for row in scope.all(_CLOSED, plan=action.plan_id, of_key=action.key):
            if row.about.get(OVERTAKEN) == event.undid:
                about = {name: value for name, value in row.about.items() if name != OVERTAKEN}
                scope.run(_ASK_AGAIN, of_question=row.id, plain=about)
        return

    def close(found: Found) -> None:
        for row in found.all():
            if is_settled(question_from(row), action, fields):
                about = {**row.about, OVERTAKEN: event.did if isinstance(event, ChangeRedone) else event.id}
                answer = f"changed here by {event.by.name}"
                scope.run(_OVERTAKE, of_question=row.id, answered_at=event.at, answer=answer, plain=about)

    scope.later(_WAITING, close, plan=action.plan_id, of_key=action.key)


class SqlQuestions:
    """`domain.asking.Questions`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def open(self, plan_id: PlanId) -> Sequence[Question]:
        """Those that wait for an answer: in the order of the plan, and last those that were left for later."""
        statement = _of_plan(self._scope.view, only_open=True)
        return [question_from(row) for row in self._scope.all(statement, plan=plan_id)]

    def all(self, plan_id: PlanId) -> Sequence[Question]:
        """These and the answered ones, in the order in which they were asked."""
        statement = _of_plan(self._scope.view, only_open=False)
        return [question_from(row) for row in self._scope.all(statement, plan=plan_id)]

    def by_id(self, question_id: QuestionId) -> Question | None:
        """One, answered or not; locked until the end in a writing unit of work."""
        row = self._scope.first(_one(self._scope.view, lock=self._scope.writing), question=question_id)
        return None if row is None else question_from(row)

    def add(self, questions_: Sequence[Question]) -> None:
        """Further ones, after those that are there."""
        if not questions_:
            return
        last = self._scope.run(_LAST, plan=questions_[0].plan_id).scalar()
        start = 0 if last is None else last + 1
        organisation = self._scope.organisation_id
        self._scope.add(
            questions, [question_values(each, organisation, at) for at, each in enumerate(questions_, start)]
        )

    def close(self, question: Question, answer: str, *, at: datetime, because: Event | None = None) -> None:
        """Answered. `because` is written down where the answer itself changed no action.

        Raises:
            StaleWrite: somebody else answered it.
        """
        if self._scope.run(_CLOSE, of_question=question.id, answered_at=at, answer=answer).rowcount != 1:
            raise StaleWrite("questions.answered_at")
        if because is not None:
            log(self._scope, because)

    def leave(self, question_id: QuestionId, *, at: datetime) -> None:
        """Put it last: somebody looked at it and will come back to it."""
        self._scope.run(_LEAVE, of_question=question_id, moment=at)

    def reopen(self, question_id: QuestionId) -> None:
        """Its answer was taken back."""
        self._scope.run(_REOPEN, of_question=question_id)
