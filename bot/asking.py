"""Questions on a plan's document at a terminal, one by one: Enter takes the suggestion, words are another answer."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer
from ulid import ULID

from adapters.console.render import clean
from bot import bootstrap, rereading
from bot.commands.common import Desk
from domain.context import Inbound
from domain.importing.draft import QuestionKind
from domain.messages import AnswerAlike, AnswerQuestion, Command, LeaveQuestion
from domain.people import EVERYTHING, Platform
from domain.plans import Plan, Question
from domain.presenters import first_words, plural
from domain.usecases.asking import alike, choices, same_words, say_suggestion
from domain.views import Button, Paragraph, Reply

Ask = Callable[[str], str | None]
LEAVE, QUIT, ALL = "-", "q", "all"
_MOST = 5


@dataclass(slots=True)
class Asker:
    """Somebody who is asked about a plan. `ask` gives a line, or `None` where nobody answers."""

    desk: Desk
    plan: Plan
    ask: Ask

    def waiting(self) -> list[Question]:
        """What is open, kind by kind; last what was left for later."""
        with self.desk.store.reading(self.desk.operator.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            found = uow.plans.by_id(self.plan.id)
            self.plan = found or self.plan
            return in_groups(uow.questions.open(self.plan.id))

    def _wording(self, question: Question) -> str:
        """What the action says that is asked about, where the question doesn't say it itself."""
        if not question.key or question.field == "text":
            return ""
        with self.desk.store.reading(self.desk.operator.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            action = uow.actions.by_key(question.key)
        return action.text if action else ""

    def run(self) -> int:
        """Ask until all is answered or left, or the person stops; gives how many are open then."""
        seen: set[str] = set()
        kind = ""
        while True:
            waiting = self.waiting()
            question = next((one for one in waiting if one.id not in seen), None)
            if question is None:
                return len(waiting)
            if question.kind != kind:
                kind = question.kind
                many = sum(one.kind == kind for one in waiting)
                typer.echo(f"\n{kind[:1].upper()}{kind[1:]} ({many})")
            if not self._one(question, waiting, seen):
                return len(self.waiting())

    def _one(self, question: Question, waiting: Sequence[Question], seen: set[str]) -> bool:
        """Ask one question until it is answered or left; `False`: the person stops here."""
        for line in describe(question, self._wording(question)):
            typer.echo(clean(line))
        offered = choices(question)
        many = alike(question, waiting) if question.suggestion else []
        while True:
            typed = self.ask(_prompt(question, offered, len(many)))
            if typed is None or typed.strip().casefold() in {QUIT, "quit"}:
                return False
            typed = typed.strip()
            if typed == LEAVE:
                seen.add(question.id)
                self._send(LeaveQuestion(question=question.id))
                typer.echo("  Left open.")
                return True
            if not typed and not question.suggestion:
                typer.echo(f"  There is no suggestion. Type an answer, or {LEAVE} to leave it open.")
                continue
            if typed.casefold() == ALL and len(many) > 1:
                self._tell(self._send(AnswerAlike(question=question.id)))
                return True
            if typed.isdecimal() and 1 <= int(typed) <= len(offered):
                typed = offered[int(typed) - 1][1]
            if self._answer(question, waiting, typed):
                return True

    def _answer(self, question: Question, waiting: Sequence[Question], typed: str) -> bool:
        reply = self._send(AnswerQuestion(question=question.id, answer=typed, take=not typed))
        if reply.outcome == "asked":
            reply = self._which(reply) or reply
        self._tell(reply)
        if reply.outcome != "ok":
            return False
        rereading.read_again(self.desk, lambda words: typer.echo(clean("  " + words.replace("\n", "\n  "))))
        twins = same_words(question, waiting)
        if typed and twins:
            words = f"{plural(len(twins), 'more row asks', 'more rows ask')} the same."
            if question.text:
                rows = plural(len(twins), "more row", "more rows")
                words = f"“{first_words(question.text, 40)}” is printed for {rows}."
            answer = self.ask(clean(f"  {words} The same there? [y/N] "))
            if answer is not None and answer.strip().casefold() in {"y", "yes"}:
                self._tell(self._send(AnswerAlike(question=question.id, answer=typed)))
        return True

    def _which(self, reply: Reply) -> Reply | None:
        """What was typed can be read in several ways: the number of one, or nothing."""
        buttons: list[Button] = list(reply.buttons())
        self._tell(reply)
        for number, button in enumerate(buttons, 1):
            typer.echo(clean(f"    {number}  {button.label}"))
        typed = self.ask("  Which number? ")
        if typed is None or not typed.strip().isdecimal() or not 1 <= int(typed) <= len(buttons):
            return None
        chosen = buttons[int(typed) - 1].sends
        return self._send(chosen) if isinstance(chosen, Command) else None

    def _tell(self, reply: Reply) -> None:
        said = next((one.text for one in reply.elements if isinstance(one, Paragraph)), "")
        typer.echo(clean(f"  {said}"))

    def _send(self, message: Command) -> Reply:
        return bootstrap.make_bus(self.desk.store).receive(
            Inbound(
                platform=Platform.CONSOLE,
                workspace=self.desk.operator.console.external_id,
                account=self.desk.operator.person.id,
                conversation=f"console:{self.desk.operator.person.id}",
                pressed=message.encode(),
                delivery=str(ULID()),
            )
        )


def in_groups(questions: Sequence[Question]) -> list[Question]:
    """Kind by kind in the order of the kinds, within a kind as they come; last what was left for later."""
    order = {kind.value: number for number, kind in enumerate(QuestionKind)}
    return sorted(questions, key=lambda one: (one.left_at is not None, order.get(one.kind, len(order))))


def describe(question: Question, wording: str = "") -> list[str]:
    """The question in lines: what it is about and where, the wording of the action, what is printed."""
    named = ", ".join(part for part in (question.key, question.place) if part)
    lines = [f"  {named}: {question.message}" if named else f"  {question.message}"]
    if wording:
        lines.append(f"    {first_words(wording, 100)}")
    if question.text and question.text not in question.message:
        lines.append(f"    printed: {first_words(question.text, 160)}")
    return lines


def _prompt(question: Question, offered: Sequence[tuple[str, str]], many: int) -> str:
    ways = [f"{number}: {label}" for number, (label, _) in enumerate(offered, 1)]
    if question.suggestion:
        ways.insert(0, f"Enter: {first_words(say_suggestion(question), 60)}")
    if many > 1:
        ways.append(f"{ALL}: take all {many} suggestions of this kind")
    ways += [f"{LEAVE}: leave open", f"{QUIT}: stop"]
    return clean(f"    [{' · '.join(ways)}]\n  > ")


def print_questions(questions: Sequence[Question]) -> None:
    """All of them, for a terminal that can't be asked."""
    for kind, group in itertools.groupby(in_groups(questions), key=lambda one: one.kind):
        several = list(group)
        typer.echo(f"{kind[:1].upper()}{kind[1:]} ({len(several)})")
        for one in several[: _MOST * 10]:
            for line in describe(one):
                typer.echo(clean(line))
            if one.suggestion:
                typer.echo(clean(f"    suggested: {first_words(say_suggestion(one), 160)}"))
        if len(several) > _MOST * 10:
            typer.echo(f"  and {len(several) - _MOST * 10:,} more")
