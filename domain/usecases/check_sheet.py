"""The check sheet: the doubtful rows of a plan for an officer who works in a spreadsheet, and their answers back.

Every row carries a mark: the plan's code, the file it was read from, the question, and what the question is about
whatever its number (the wording of the action, what is printed, the doubt). So a sheet may be sorted, rows deleted and
columns added; and a sheet that was made before the document was taken in finds its rows though their numbers are
others in the plan. Of another version of the document it answers what still fits, and says what doesn't.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.errors import Asked, DomainError, Invalid, Stale
from domain.ids import QuestionId
from domain.importing.dates import find_dates
from domain.importing.draft import DraftPlan, QuestionKind
from domain.importing.sure import places_of
from domain.language.questions_said import say_question
from domain.plans import Plan, Question
from domain.ports import UnitOfWork
from domain.presenters import first_words
from domain.speech import marked, tr, trn
from domain.usecases.answering import Answerer

MARK = re.compile(
    r"(?P<code>[A-Z]{2,12}):(?P<file>[0-9a-f]{12}):(?P<question>[0-9a-f]{12})(?::(?P<thing>[0-9a-f]{12}))?"
)
INSTRUCTION = marked(
    "Type in “Your answer”: a date, names with commas between them, a colour, yes or no, as the "
    "question asks; “take” takes the suggestion, and “new: ” before a name adds a lead that "
    "nobody knows yet. What you leave empty stays open. You may sort, delete rows, add and move "
    "columns, and save it as .xlsx, .ods or .csv; please leave the column “Mark” as it is."
)
_DATES = frozenset({"due", "due_original"})
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
        said = trn("{count:,} answer is taken", "{count:,} answers are taken", self.taken)
        if self.already:
            said += trn(", {count:,} was taken before", ", {count:,} were taken before", self.already)
        if self.problems:
            said += trn(", {count:,} needs another look", ", {count:,} need another look", len(self.problems))
        return f"{said}."


def rows_of_draft(draft: DraftPlan, sha256: str) -> list[SheetRow]:
    """The rows for a document that is not stored yet."""
    places = places_of(draft)
    texts = {one.key: one.text for one in draft.recommendations} | {one.key: one.text for one in draft.actions}
    return [
        SheetRow(
            _mark(
                draft.code,
                sha256,
                (one.kind.value, one.field, one.key, one.text, one.message),
                texts.get(one.key, ""),
            ),
            one.key,
            places.get(one.key, ""),
            one.text,
            say_question(one.message),
            one.suggestion,
        )
        for one in draft.questions
    ]


def rows_of_plan(uow: UnitOfWork, plan: Plan) -> list[SheetRow]:
    """The rows for the questions that are open on a stored plan."""
    marks = marks_of(uow, plan)
    return [
        SheetRow(marks[one.id], one.key, one.place, one.text, say_question(one.message), one.suggestion)
        for one in uow.questions.open(plan.id)
    ]


def marks_of(uow: UnitOfWork, plan: Plan) -> dict[QuestionId, str]:
    """The marks of a plan's questions, answered ones too."""
    version = uow.versions.latest(plan.id)
    said = version.said if version else {}
    texts = {one.key: one.text for one in uow.versions.recommendations(plan.id)}
    for action in uow.versions.actions(plan.id):
        texts[action.key] = str(said.get(action.id, {}).get("text", action.text))
    return {
        one.id: _mark(
            plan.code,
            plan.source_sha256,
            (one.kind, one.field, one.key, one.text, one.message),
            texts.get(one.key, ""),
        )
        for one in uow.questions.all(plan.id)
    }


def _mark(code: str, sha256: str, question: tuple[str, str, str, str, str], wording: str) -> str:
    kind, field_, _, printed, message = question
    doubt = re.sub(rf"(?<!\w){re.escape(code)}-\w[\w.()-]*", "", message)
    return ":".join((code, _file(sha256), _digest(*question), _digest(kind, field_, printed, doubt, _folded(wording))))


def _file(sha256: str) -> str:
    return sha256[:12].lower().ljust(12, "0")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def plan_of_sheet(answers: Iterable[SheetAnswer]) -> str:
    """The code of the plan that a sheet is of.

    Raises:
        Invalid: it is no check sheet, or rows of several plans were put together.
    """
    codes = {found["code"] for one in answers if (found := MARK.fullmatch(one.mark))}
    if not codes:
        raise Invalid(
            tr(
                "In this check sheet the last column is missing, with the marks that say which question a row answers. "
                "Nothing was changed. Please ask for a new sheet (“check sheet TSP”), and copy your answers into it."
            )
        )
    if len(codes) > 1:
        raise Invalid(
            tr(
                "This sheet has rows of several plans ({codes}). Please keep them apart.",
                codes=", ".join(sorted(codes)),
            )
        )
    return codes.pop()


def apply_sheet(answerer: Answerer, answers: Sequence[SheetAnswer]) -> Applied:
    """Take the answers of a sheet; what can't be taken stays open, and is told with its row.

    Raises:
        Invalid: the sheet is another plan's, or of a document that is none of this plan's.
    """
    plan = answerer.plan
    asked = _Asked.on(answerer.uow, plan)
    older = _refuse_strangers(answerer, answers, asked)
    taken, already = 0, 0
    problems: list[str] = []
    said: dict[str, SheetAnswer] = {}
    found = [(one, asked.find(one)) for one in answers]
    # The plan's code last: with it all references change.
    for one, question in sorted(found, key=lambda each: _renames(each[1])):
        text = " ".join(one.text.split())
        if not text:
            continue
        if not MARK.fullmatch(one.mark):
            problems.append(
                tr(
                    "Row {row}: its last column has no mark of mine, so I can't tell what “{words}” answers.",
                    row=one.row,
                    words=first_words(text, 40),
                )
            )
            continue
        before = said.setdefault(one.mark, one)
        if before is not one:
            if " ".join(before.text.split()) != text:
                problems.append(
                    tr("Row {row}: row {row2} gives another answer to the same question.", row=one.row, row2=before.row)
                )
            continue
        if question is None:
            since = tr(" in the newest version") if older else ""
            problems.append(tr("Row {row}: this is not asked any more{since}.", row=one.row, since=since))
            continue
        take = text.casefold() in _TAKE
        if question.answered_at is not None:
            already += 1
            if not _same(question, text, take=take):
                problems.append(
                    tr(
                        "Row {row} ({named}): this was answered already: “{words}”. So I left “{words2}”.",
                        row=one.row,
                        named=_named(question),
                        words=first_words(question.answer, 40),
                        words2=first_words(text, 40),
                    )
                )
            continue
        try:
            answerer.answer(question, one.text, take=take)
        except Stale:
            already += 1
        except Asked as error:
            problems.append(
                tr(
                    "Row {row} ({named}): {which}",
                    row=one.row,
                    named=_named(question),
                    which=_which(question, text, error),
                )
            )
        except DomainError as error:
            problems.append(
                tr("Row {row} ({named}): {message}", row=one.row, named=_named(question), message=error.message)
            )
        else:
            taken += 1
    return Applied(taken, already, tuple(problems))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The questions of a plan by their marks, and by what they are about."""

    exact: Mapping[str, Question]
    things: Mapping[str, Sequence[Question]]

    @classmethod
    def on(cls, uow: UnitOfWork, plan: Plan) -> _Asked:
        marks = marks_of(uow, plan)
        things: dict[str, list[Question]] = {}
        exact: dict[str, Question] = {}
        for one in uow.questions.all(plan.id):
            found = MARK.fullmatch(marks[one.id])
            if found is None:
                continue
            named = f"{found['file']}:{found['question']}"
            if named not in exact or one.answered_at is None:  # asked again after it was settled
                exact[named] = one
            things.setdefault(found["thing"], []).append(one)
        return cls(exact, things)

    def find(self, answer: SheetAnswer) -> Question | None:
        """The question of a row: the very one, else the only one about the same thing (an open one first)."""
        mark = MARK.fullmatch(answer.mark)
        if mark is None:
            return None
        same = self.things.get(mark["thing"] or "", ())
        exact = self.exact.get(f"{mark['file']}:{mark['question']}")
        if exact is not None and (mark["thing"] is None or exact in same):
            return exact
        waiting = [one for one in same if one.answered_at is None]
        if len(waiting) == 1:
            return waiting[0]
        return same[0] if len(same) == 1 else None


def _same(question: Question, text: str, *, take: bool) -> bool:
    answer = question.suggestion if take else text
    if _folded(question.answer) == _folded(answer):
        return True
    # A program that saved the sheet may write the same day otherwise: `3 May 2027` as `03/05/2027`.
    one, other = ([(day.earliest, day.latest) for day in find_dates(said)] for said in (question.answer, answer))
    return question.field in _DATES and len(one) == 1 and one == other


def _which(question: Question, text: str, error: Asked) -> str:
    if question.field == "leads":
        return tr("{message} If the name is right, write “new: ” before it.", message=error.message)
    ways = tr(" or ").join(button.label for button in error.buttons)
    return tr("“{words}” can mean {ways}.", words=first_words(text, 40), ways=ways)


def _refuse_strangers(answerer: Answerer, answers: Sequence[SheetAnswer], asked: _Asked) -> bool:
    """Gives whether the sheet is of an older version of the plan's document. One of a document that is not known (a
    draft that was replaced, or a dry run) must fit as a whole.
    """
    plan, code = answerer.plan, plan_of_sheet(answers)
    if code != plan.code:
        raise Invalid(
            tr(
                "This check sheet is of the plan {code}, not of {code2}. Nothing was changed.",
                code=code,
                code2=plan.code,
            )
        )
    files = {found["file"] for one in answers if (found := MARK.fullmatch(one.mark))}
    versions = {_file(one.source_sha256) for one in answerer.uow.versions.all(plan.id)}
    known = files <= versions | {_file(plan.source_sha256)}
    if not known and any(one.text.strip() and asked.find(one) is None for one in answers):
        raise Invalid(
            tr(
                "This check sheet was made for another document than the one that {code} has now. "
                "Nothing was changed. Import that document first, or ask for a new check sheet of "
                "{code}.",
                code=plan.code,
            )
        )
    return files != {_file(plan.source_sha256)}


def _renames(question: Question | None) -> bool:
    return question is not None and question.kind == QuestionKind.PLAN_CODE


def _named(question: Question) -> str:
    return question.key or tr("question {number}", number=question.number)
