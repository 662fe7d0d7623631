"""The check sheet: the doubtful rows of a plan for an officer who works in a spreadsheet, and their answers back.

Every row carries a mark: the plan's code, the file it was read from, and the question. So a sheet may be sorted, rows
deleted and columns added; it answers exactly that version of exactly that plan, stored or not yet stored.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.errors import Asked, DomainError, Invalid, Stale
from domain.importing.draft import DraftPlan, QuestionKind
from domain.importing.sure import places_of
from domain.plans import Plan, Question
from domain.presenters import first_words, plural
from domain.usecases.answering import Answerer

MARK = re.compile(r"(?P<code>[A-Z]{2,12}):(?P<file>[0-9a-f]{12}):(?P<question>[0-9a-f]{12})")
INSTRUCTION = (
    "Type in “Your answer”: a date, names with commas between them, a colour, yes or no, as the question asks; "
    "“take” takes the suggestion, and “new: ” before a name adds a lead that nobody knows yet. What you leave empty "
    "stays open. You may sort, delete rows and add columns; please leave the last column as it is."
)
_TAKE = frozenset({"take", "take it", "suggested", "as suggested"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A doubtful row: `mark` says which question of which file it is."""

    mark: str
    key: str
    where: str
    printed: str
    question: str
    suggested: str


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """What stands in the sheet: its row there, its mark, and the answer as text."""

    row: int
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a sheet: how many answers were taken, and a sentence for each that was not."""

    taken: int
    already: int = 0
    problems: Sequence[str] = field(default_factory=tuple)

    def sentence(self) -> str:
        """`5 answers are taken, 1 was taken before.`"""
        said = f"{plural(self.taken, 'answer is', 'answers are')} taken"
        if self.already:
            said += f", {plural(self.already, 'was', 'were')} taken before"
        if self.problems:
            said += f", {plural(len(self.problems), 'needs', 'need')} another look"
        return f"{said}."


def rows_of_draft(draft: DraftPlan, sha256: str) -> list[SheetRow]:
    """The rows for a document that is not stored yet."""
    places = places_of(draft)
    return [
        SheetRow(
            _mark(draft.code, sha256, one.kind.value, one.field, one.key, one.text, one.message),
            one.key,
            places.get(one.key, ""),
            one.text,
            one.message,
            one.suggestion,
        )
        for one in draft.questions
    ]


def rows_of_plan(plan: Plan, questions: Sequence[Question]) -> list[SheetRow]:
    """The rows for the questions that are open on a stored plan."""
    return [
        SheetRow(mark_of(plan, one), one.key, one.place, one.text, one.message, one.suggestion) for one in questions
    ]


def mark_of(plan: Plan, question: Question) -> str:
    """The mark of a stored question."""
    return _mark(
        plan.code,
        plan.source_sha256,
        question.kind,
        question.field,
        question.key,
        question.text,
        question.message,
    )


def _mark(code: str, sha256: str, *parts: str) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"{code}:{sha256[:12].lower().ljust(12, '0')}:{digest[:12]}"


def plan_of_sheet(answers: Iterable[SheetAnswer]) -> str:
    """The code of the plan that a sheet is of.

    Raises:
        Invalid: it is no check sheet, or rows of several plans were put together.
    """
    codes = {found["code"] for one in answers if (found := MARK.fullmatch(one.mark))}
    if not codes:
        raise Invalid("This is no check sheet: its last column with the marks is missing.")
    if len(codes) > 1:
        raise Invalid(f"This sheet has rows of several plans ({', '.join(sorted(codes))}). Please keep them apart.")
    return codes.pop()


def apply_sheet(answerer: Answerer, answers: Sequence[SheetAnswer]) -> Applied:
    """Take the answers of a sheet; what can't be taken stays open, and is told with its row.

    Raises:
        Invalid: the sheet is another plan's, or of another version of its file.
    """
    plan = answerer.plan
    _refuse_strangers(plan, answers)
    questions = {mark_of(plan, one): one for one in answerer.uow.questions.all(plan.id)}
    taken, already = 0, 0
    problems: list[str] = []
    said: dict[str, SheetAnswer] = {}
    # The plan's code last: with it all references change.
    for one in sorted(answers, key=lambda each: _renames(questions.get(each.mark))):
        text = " ".join(one.text.split())
        if not text:
            continue
        if not MARK.fullmatch(one.mark):
            problems.append(f"Row {one.row}: there is no mark, so I can't tell what “{first_words(text, 40)}” answers.")
            continue
        before = said.setdefault(one.mark, one)
        if before is not one:
            if " ".join(before.text.split()) != text:
                problems.append(f"Row {one.row}: row {before.row} gives another answer to the same question.")
            continue
        question = questions.get(one.mark)
        if question is None:
            problems.append(f"Row {one.row}: this is not asked any more.")
            continue
        if question.answered_at is not None:
            already += 1
            continue
        try:
            answerer.answer(question, one.text, take=text.casefold() in _TAKE)
        except Stale:
            already += 1
        except Asked as error:
            if question.field == "leads":
                problems.append(
                    f"Row {one.row} ({_named(question)}): {error.message} "
                    "If the name is right, write “new: ” before it."
                )
                continue
            ways = " or ".join(button.label for button in error.buttons)
            problems.append(f"Row {one.row} ({_named(question)}): “{first_words(text, 40)}” can mean {ways}.")
        except DomainError as error:
            problems.append(f"Row {one.row} ({_named(question)}): {error.message}")
        else:
            taken += 1
    return Applied(taken, already, tuple(problems))


def _refuse_strangers(plan: Plan, answers: Sequence[SheetAnswer]) -> None:
    code = plan_of_sheet(answers)
    if code != plan.code:
        raise Invalid(f"This check sheet is of the plan {code}, not of {plan.code}. Nothing was changed.")
    file = plan.source_sha256[:12].lower().ljust(12, "0")
    if any(found["file"] != file for one in answers if (found := MARK.fullmatch(one.mark))):
        raise Invalid(
            f"This check sheet was made for another version of {plan.code}'s document. Nothing was changed. "
            f"Please make a new one with “actionlog questions {plan.code} --check-sheet FILE”."
        )


def _renames(question: Question | None) -> bool:
    return question is not None and question.kind == QuestionKind.PLAN_CODE


def _named(question: Question) -> str:
    return question.key or f"question {question.number}"
