"""To answer a question: its words are read, what is in doubt is put right with an event, and the question is closed.

Works on a stored plan, draft or live, inside the caller's transaction; chat, the terminal and check sheets all come
here. What can't be read raises a kind error, and the question stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain.actions import Action, Status
from domain.asking import OVERTAKEN
from domain.due import Due, Precision
from domain.errors import Asked, Invalid, NotFound, Stale
from domain.events import PlanSettled
from domain.ids import PersonId, WorkspaceId
from domain.importing.draft import QuestionKind
from domain.importing.keys import InvalidPlanCode, check_plan_code
from domain.language.refs import parse_ref
from domain.messages import AnswerQuestion
from domain.people import Signature
from domain.plans import Plan, PlanState, Question
from domain.ports import UnitOfWork
from domain.posting import Destination
from domain.presenters import first_words, join_names, say_due, say_value
from domain.speech import tr
from domain.usecases.answered import Answered
from domain.usecases.answers import (
    NO,
    Keep,
    Meaning,
    NewDue,
    NewLeads,
    NewLinks,
    NewRag,
    NewStatus,
    NewText,
    Setting,
    Unclear,
    read_answer,
    read_suggestion,
)
from domain.usecases.deciding import decide
from domain.usecases.merging import say_value as say_field
from domain.usecases.naming import leads_named
from domain.usecases.renumbering import answer_number, is_about_a_number
from domain.usecases.rereading import answer_column, is_about_columns
from domain.usecases.whole_plan import answer_for_all, holds_for_all
from domain.views import Button

_LASTING = frozenset({QuestionKind.PLAN_CODE, QuestionKind.MATCH})


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers, where and when. `workspace_id` is where mentions are looked up, `told` where the person hears of
    what takes a while.
    """

    uow: UnitOfWork
    plan: Plan
    by: Signature
    at: datetime
    today: date
    workspace_id: WorkspaceId | None = None
    me: PersonId | None = None
    told: Destination | None = None

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
                return Answered(
                    tr(
                        "Noted that this is not right. I can't read it otherwise by myself: please "
                        "put it right in the document and send it again. What is answered by then "
                        "stays."
                    )
                )
            return Answered(tr("Noted. It is kept with the plan."))
        names = [lead.name for lead in self.uow.plans.leads(self.plan.id)]
        setting = Setting(self.today, self.plan.as_at, self.uow.organisation.quarter_start_month, names)
        suggested = read_suggestion(question, action) if words and words == question.suggestion else None
        return self.apply(question, action, suggested or read_answer(question, words, setting), words)

    def apply(self, question: Question, action: Action, meaning: Meaning, words: str) -> Answered:
        """Put it right."""
        match meaning:
            case Keep():
                if question.field == "due" and action.due.needs_check:
                    return self.revise(question, action, {"due": replace(action.due, needs_check=False)}, words)
                return Answered(_stays(question, action), action)
            case NewDue(due=due):
                return self.revise(question, action, {"due": _as_printed(due, action.due)}, words)
            case NewLeads(names=names):
                return self.revise(question, action, {"leads": leads_named(self, question, action, names)}, words)
            case NewRag(rag=rag):
                return self.revise(question, action, {"rag": rag}, words)
            case NewStatus():
                return self.revise(question, action, self.status_changes(action, meaning.status, meaning.on), words)
            case NewText(text=text):
                return self.revise(question, action, {"text": text}, words)
            case NewLinks(refs=refs):
                return self.revise(question, action, {"links": self._links(action, refs)}, words)
        return Answered(tr("Noted for {key}.", key=action.key), action)

    def revise(self, question: Question, action: Action, changes: Mapping[str, Any], words: str) -> Answered:
        """Save a correction with its event; what is so already is not changed again."""
        changes = {name: value for name, value in changes.items() if getattr(action, name) != value}
        if not changes:
            return Answered(_stays(question, action), action)
        revised, event = action.revise(
            changes, by=self.by, at=self.at, question=question.id, asked=question.message, answer=words
        )
        saved = self.uow.actions.save(revised, because=event)
        return Answered(f"{saved.key}: {say_changes(action, saved, changes, self.today)}.", saved, event.id)

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

    def status_changes(self, action: Action, status: Status, on: date | None = None) -> dict[str, Any]:
        """What changes of an action that is complete (perhaps since a day), open or withdrawn."""
        if status is not Status.COMPLETE:
            return {"status": status, "completed_on": None, "completed_at": None, "completed_by": None}
        changes: dict[str, Any] = {"status": Status.COMPLETE, "completed_on": on}
        if action.is_open and self.plan.state is not PlanState.DRAFT:
            changes |= {"completed_at": self.at, "completed_by": self.by}
        return changes

    def _links(self, action: Action, refs: tuple[str, ...]) -> tuple[str, ...]:
        links = list(action.links)
        for typed in refs:
            ref = parse_ref(typed)
            found = None
            if ref is not None:
                key = ref.folded if ref.code else f"{self.plan.code}-{ref.local}"
                found = self.uow.actions.by_key(key)
            if found is None or found.plan_id != self.plan.id:
                raise NotFound(
                    tr("I couldn't find {words} in {code}.", words=first_words(typed, 30), code=self.plan.code)
                )
            links.append(found.key)
        return tuple(dict.fromkeys(links))


def is_lasting(question: Question) -> bool:
    """Are references renamed by its answer, or actions made or merged? That can't be taken back."""
    return question.kind in _LASTING or is_about_a_number(question)


def _stays(question: Question, action: Action) -> str:
    """`HLP-2 stays as it was read: no lead.`"""
    if question.field not in {"due", "leads", "rag", "status"}:
        return tr("{key} stays as it was read.", key=action.key)
    value = say_field(question.field, action)
    return tr("{key} stays as it was read: {value}.", key=action.key, value=value)


def _as_printed(due: Due, before: Due) -> Due:
    """A date that was put right keeps the words that the plan prints, where they don't have to say it."""
    speaks = due.precision in {Precision.YEAR, Precision.QUARTER, Precision.SEASON, Precision.ONGOING, Precision.EVENT}
    if not before.text or speaks or (due.precision is Precision.NONE) != (before.precision is Precision.NONE):
        return due
    return replace(due, text=before.text, needs_check=False)


def say_changes(before: Action, after: Action, changes: Mapping[str, Any], today: date) -> str:
    """`the date is 30 April 2021 now (was April 2021)`."""
    said = []
    if "due" in changes:
        was = "" if before.due.describe() == after.due.describe() else tr(" (was {due})", due=before.due.describe())
        said.append(f"{say_due(after.due, today, is_open=after.is_open)}{was}")
    if "leads" in changes:
        was = join_names([lead.name for lead in before.leads]) or tr("nobody")
        now = join_names([lead.name for lead in after.leads])
        said.append(
            tr("led by {now} (was {was})", now=now, was=was) if now else tr("without a lead (was {was})", was=was)
        )
    if "rag" in changes:
        said.append(tr("{rag} (was {rag2})", rag=after.rag.describe(), rag2=before.rag.describe()))
    if "status" in changes or "completed_on" in changes:
        said.append(
            tr("{status} (was {status2})", status=say_value(after.status), status2=say_value(before.status))
            if before.status != after.status
            else tr("complete")
        )
    if "text" in changes:
        said.append(tr("reads “{words}”", words=first_words(after.text, 60)))
    if "links" in changes:
        said.append(tr("linked with {names}", names=join_names(after.links)) if after.links else tr("without links"))
    if "not_in" in changes:
        said.append("kept")
    return "; ".join(said)
