"""What is in doubt about an action is put right, with an event, as an answer means it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.actions import Action, Status
from domain.due import Due, Precision
from domain.errors import NotFound
from domain.language.refs import parse_ref
from domain.plans import PlanState, Question
from domain.presenters import first_words, join_names, say_due, say_value
from domain.speech import tr
from domain.usecases.answered import Answered
from domain.usecases.answers import Keep, Meaning, NewDue, NewLeads, NewLinks, NewRag, NewStatus, NewText
from domain.usecases.merging import say_value as say_field
from domain.usecases.naming import leads_named
from domain.usecases.standpoint import Standpoint


@dataclass(frozen=True, slots=True)
class Corrector(Standpoint):
    """Puts actions of a plan right."""

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
