"""To answer a question: its words are read, what is in doubt is put right with an event, and the question is closed.

Works on a stored plan, draft or live, inside the caller's transaction; chat, the terminal and check sheets all come
here. What can't be read raises a kind error, and the question stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.asking import OVERTAKEN
from domain.errors import Asked, Invalid, Stale
from domain.events import PlanSettled
from domain.form_messages import OpenAdd
from domain.importing.draft import QuestionKind
from domain.importing.keys import InvalidPlanCode, check_plan_code
from domain.messages import AnswerQuestion, Find
from domain.plans import PlanState, Question
from domain.presenters import first_words, say_value
from domain.speech import tr
from domain.usecases.answered import Answered
from domain.usecases.answers import NO, Setting, Unclear, read_answer, read_suggestion
from domain.usecases.correcting import Corrector
from domain.usecases.deciding import decide
from domain.usecases.renumbering import answer_number, is_about_a_number
from domain.usecases.rereading import answer_column, is_about_columns
from domain.usecases.whole_plan import answer_for_all, holds_for_all
from domain.views import Button

_LASTING = frozenset({QuestionKind.PLAN_CODE, QuestionKind.MATCH})


@dataclass(frozen=True, slots=True)
class Answerer(Corrector):
    """Answers the questions of a plan."""

    def answer(self, question: Question, words: str, *, take: bool = False) -> Answered:
        """Answer it with these words, or (`take`) with its suggestion.

        Raises:
            Stale: it is answered already.
            Asked: the words can be read in several ways; a button for each.
            Invalid, NotFound: they can't be read, with what to type instead.
        """
        if question.about.get(OVERTAKEN):
            raise Stale(
                tr(
                    "{what} since, so this question is closed. Nothing was changed now.",
                    what=question.answer[:1].upper() + question.answer[1:],
                )
            )
        if question.answered_at is not None:
            raise Stale(tr("That question is answered already: “{words}”.", words=first_words(question.answer, 60)))
        if take and not question.suggestion:
            raise Invalid(tr("This question has no suggestion. Please type an answer, or leave it for later."))
        words = question.suggestion if take else words
        try:
            done = self._settle(question, words)
        except Unclear as unclear:
            buttons = tuple(
                Button(label=label[:70], sends=AnswerQuestion(question=question.id, answer=typed))
                for label, typed in unclear.choices
            )
            raise Asked(unclear.sentence, buttons=buttons) from None
        because = None
        if done.event is None:
            because = PlanSettled(
                at=self.at,
                by=self.by,
                plan_id=self.plan.id,
                action_id=done.action.id if done.action else None,
                question=question.id,
                asked=question.message,
                answer=words,
                lasting=is_lasting(question),
            )
        self.uow.questions.close(question, words, at=self.at, because=because)
        if because is not None and not because.lasting:
            return replace(done, settled=because.id)
        return done

    def _settle(self, question: Question, words: str) -> Answered:
        match question.kind:
            case QuestionKind.PLAN_CODE:
                return self._code(question, words)
            case QuestionKind.CONFLICT | QuestionKind.MISSING | QuestionKind.MATCH:
                return decide(self, question, words)
        if holds_for_all(question):
            return answer_for_all(self, question, words)
        if is_about_a_number(question):
            return answer_number(self, question, words)
        if is_about_columns(question):
            return answer_column(self, question, words)
        action = self.uow.actions.by_key(question.key) if question.key else None
        if action is None:
            if not words.strip():
                raise Invalid(tr("Please type an answer, or leave the question for later."))
            if words.strip().casefold().rstrip(".!") in NO:
                return self._by_hand()
            return Answered(tr("Noted. It is kept with the plan."))
        names = [lead.name for lead in self.uow.plans.leads(self.plan.id)]
        setting = Setting(self.today, self.plan.as_at, self.uow.organisation.quarter_start_month, names)
        suggested = read_suggestion(question, action) if words and words == question.suggestion else None
        return self.apply(question, action, suggested or read_answer(question, words, setting), words)

    def _by_hand(self) -> Answered:
        """What was read is not right, and nothing of it can be asked more closely: how to put it right."""
        code = self.plan.code
        return Answered(
            tr(
                "Noted; nothing is changed by that. I can't read it otherwise by myself, so please choose: put single "
                "actions right here (open one and press Edit, or “add {code}: ...” for one that is missing), or put "
                "the plan into a table with a row for each action and send that file. What is answered by then stays.",
                code=code,
            ),
            ways=(
                Button(label=tr("See its actions"), sends=Find(words=f"in {code}")),
                Button(label=tr("Add an action"), sends=OpenAdd(plan=code)),
            ),
        )

    def _code(self, question: Question, words: str) -> Answered:
        try:
            code = check_plan_code(words)
        except InvalidPlanCode as error:
            raise Invalid(str(error)) from None
        if code == self.plan.code:
            return Answered(tr("The plan is called {code}.", code=code))
        if self.plan.state is not PlanState.DRAFT:
            raise Invalid(
                tr(
                    "{code} is {state}: people know its references, so the code stays.",
                    code=self.plan.code,
                    state=say_value(self.plan.state),
                )
            )
        if self.uow.plans.by_code(code) is not None or code in {plan.code for plan in self.uow.plans.all()}:
            raise Invalid(tr("There is a plan called {code} already. Please choose other letters.", code=code))
        self.uow.versions.rename(self.plan, code)
        return Answered(
            tr(
                "The plan is called {code} now, and its references with it: {code2}-1 is {code}-1.",
                code=code,
                code2=self.plan.code,
            )
        )


def is_lasting(question: Question) -> bool:
    """Are references renamed by its answer, or actions made or merged? That can't be taken back."""
    return question.kind in _LASTING or is_about_a_number(question)
