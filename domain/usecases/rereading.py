"""A draft's own document, read again because somebody said what a column holds.

What was answered and changed since stays: the new reading is laid beside the draft as a newer version would be, with
the same row being the same action. Only what was misread, and nobody has touched, goes. Once a plan is live its
document is no longer kept; then what was said holds for its next version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from domain.errors import Invalid
from domain.events import AnsweredTogether
from domain.ids import QuestionId
from domain.importing.draft import ColumnRole, DraftPlan, QuestionKind
from domain.importing.given import InvalidColumn, fold_heading, parse_role
from domain.people import Person, Signature
from domain.plans import Plan, PlanState, Question
from domain.ports import UnitOfWork
from domain.posting import Destination
from domain.presenters import first_words, join_names
from domain.speech import tr
from domain.uploads import Upload, UploadState, job_kind
from domain.usecases.answered import Answered
from domain.usecases.answers import KEEP, NO, NONE
from domain.usecases.comparing import Comparison, compare
from domain.usecases.import_plan import is_untouched, store_new
from domain.usecases.newer_version import take_in_version
from domain.usecases.remembering import ROLE_WORDS
from domain.usecases.standpoint import Standpoint

_SAYS = re.compile(r"(?P<heading>.+?)\s*(?:=|:|\bholds?\b|\bis\b|\bare\b)\s*(?:the\s+|a\s+)?(?P<role>[^=:]+)", re.I)
_FILLER = re.compile(r"^(?:it(?:'s|’s| is| holds?)?|they(?: are|'re|’re)?|the|a)\s+", re.I)
_OFFERED = (ColumnRole.LEAD, ColumnRole.DUE, ColumnRole.ACTION, ColumnRole.PROGRESS, ColumnRole.OTHER)
_LACKS = {"has no column for the lead": ColumnRole.LEAD, "has no column for the date": ColumnRole.DUE}


def is_about_columns(question: Question) -> bool:
    """Is it about what a column holds?"""
    return question.kind == QuestionKind.COLUMNS and not question.about.get("heading")


def choices_for_column(question: Question) -> tuple[tuple[str, str], ...]:
    """The answers at hand, as (label, what to answer)."""
    if _lacks(question) is not None:
        return ((tr("No, none does"), "none"),)
    right: tuple[tuple[str, str], ...] = ((tr("That is right"), "yes"),)
    if not question.text:
        return right
    if question.suggestion:  # the suggestion has a button of its own, which says the same
        right = ()
    others = tuple(role for role in _OFFERED if role.value != question.suggestion)[:4]
    return (*right, *((tr("It holds {role_words}", role_words=tr(ROLE_WORDS[role])), role.value) for role in others))


def say_suggestion(question: Question) -> str:
    """The suggestion in words: `dates` for `due`."""
    if question.suggestion in set(ColumnRole):
        return tr(ROLE_WORDS[ColumnRole(question.suggestion)])
    return question.suggestion if question.text else tr("as I took them")


def answer_column(answerer: Standpoint, question: Question, words: str) -> Answered:
    """Keep what the column holds with the plan, and read a draft's document again with it.

    Raises:
        Invalid: no column or nothing that a column can hold is named; the sentence says what to type.
    """
    plan = answerer.uow.plans.by_id(answerer.plan.id) or answerer.plan
    said = " ".join(words.split()).rstrip(".!")
    if _lacks(question) is not None:
        if said.casefold() in NO | NONE:
            return Answered(tr("Noted: no column of it does. You can still say it action by action."))
    elif said.casefold() in KEEP or (question.suggestion and said.casefold() == question.suggestion.casefold()):
        return Answered(tr("Noted: I read that column rightly.") if question.text else tr("Noted."))
    heading, role = _read_column(question, plan, said)
    if plan.roles.get(heading) == role.value:
        return Answered(
            tr(
                "“{words}” holds {role_words}: that is how I read it.",
                words=first_words(heading, 40),
                role_words=tr(ROLE_WORDS[role]),
            )
        )
    holds = tr(
        "“{words}” holds {role_words} in {code}.",
        words=first_words(heading, 40),
        role_words=tr(ROLE_WORDS[role]),
        code=plan.code,
    )
    because = AnsweredTogether(
        at=answerer.at,
        by=answerer.by,
        plan_id=plan.id,
        asked=question.message,
        answer=f"{heading} = {role.value}",
        questions=(question.id,),
        columns_before={heading: plan.corrections[heading]} if heading in plan.corrections else {},
        columns_after={heading: role.value},
    )
    upload = answerer.uow.uploads.of_plan(plan.id) if plan.state is PlanState.DRAFT else None
    if upload is not None and begin_again(answerer, upload, plan, {heading: role}, question):
        answerer.uow.history.add(because)  # the plan remembers it once it was read so
        words = tr("{holds} I'm reading the document again with that; your answers stay as they are.", holds=holds)
        return Answered(words, None, because.id)
    answerer.uow.plans.save(replace(plan, corrections={**plan.corrections, heading: role.value}), because=because)
    words = tr(
        "{holds} I no longer have its document, so I remember that for the next version. To read "
        "this one with it, send me its file again.",
        holds=holds,
    )
    return Answered(words, None, because.id)


def take_columns_back(answerer: Standpoint, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """A draft's document is read again without what was said of its columns; `False` where it is not kept any more."""
    plan = answerer.plan
    upload = answerer.uow.uploads.of_plan(plan.id) if plan.state is PlanState.DRAFT else None
    if upload is None:
        return False
    left = {heading: role for heading, role in upload.corrections.items() if after.get(heading) != role}
    kept = {heading: role for heading, role in before.items() if heading not in left}
    if {**left, **kept} == dict(upload.corrections):
        return False
    return begin_again(answerer, replace(upload, corrections={**left, **kept}), plan, {})


def _lacks(question: Question) -> ColumnRole | None:
    return next((role for words, role in _LACKS.items() if words in question.message), None)


def _read_column(question: Question, plan: Plan, said: str) -> tuple[str, ColumnRole]:
    known = {fold_heading(heading): heading for heading in (*plan.columns, *plan.roles) if heading.strip()}
    if question.text and fold_heading(question.text) in known:
        try:
            return known[fold_heading(question.text)], parse_role(_FILLER.sub("", said))
        except InvalidColumn:
            pass
    lacks = _lacks(question)
    if lacks is not None and fold_heading(said) in known:
        return known[fold_heading(said)], lacks
    if said.casefold() not in NO and (found := _SAYS.fullmatch(said)) and fold_heading(found["heading"]) in known:
        try:
            return known[fold_heading(found["heading"])], parse_role(found["role"])
        except InvalidColumn as error:
            raise Invalid(str(error)) from None
    columns = join_names([f"“{first_words(heading, 40)}”" for heading in list(known.values())[:12]])
    unused = [name for name, role in plan.roles.items() if role in {"other", "notes"}]
    example = question.text or next(iter([*unused, *known.values()]), "Contact")
    raise Invalid(
        tr(
            "Please say which column holds what, for example: {words} = lead. The columns are "
            "{columns}. A column can hold the number, section, recommendation, action, lead, date, "
            "RAG, progress, outcome, notes, or something other.",
            words=first_words(example, 40),
            columns=columns,
        )
    )


def begin_again(
    answerer: Standpoint,
    upload: Upload,
    plan: Plan,
    columns: Mapping[str, ColumnRole],
    question: Question | None = None,
) -> bool:
    """Queue another reading of a draft's document, with this said of its columns (as the answer to `question`); `False`
    where it is not kept any more. Who asked for it is told where they speak, if that is known.
    """
    uow, told = answerer.uow, answerer.told
    if uow.uploads.content(upload.id) is None:
        return False
    corrections = {**upload.corrections, **{heading: role.value for heading, role in columns.items()}}
    again = replace(upload, state=UploadState.READING, round=upload.round + 1, code=plan.code, corrections=corrections)
    uow.uploads.save(again)
    asked = AskedAgain(answerer.by, told, question.id if question else None)
    where = told or upload.destination
    kind = job_kind(where.platform.value, where.workspace)
    uow.jobs.put(key=again.job_key, kind=kind, payload={"upload": again.id, "again": asked.pack()})
    return True


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Who had a document read again, where they are told (`None`: where it was given), and by which answer."""

    by: Signature
    told: Destination | None = None
    question: QuestionId | None = None

    def pack(self) -> dict[str, Any]:
        """As a job carries it."""
        return _adapter().dump_python(self, mode="json")  # type: ignore[no-any-return]  # it is a dataclass

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> AskedAgain | None:
        """What the job carries; `None` where a document is read for the first time."""
        again = payload.get("again")
        return None if again is None else _adapter().validate_python(again)


@cache
def _adapter() -> TypeAdapter[AskedAgain]:
    return TypeAdapter(AskedAgain)


def take_in_again(
    uow: UnitOfWork, draft: DraftPlan, plan: Plan, coordinator: Person, *, by: Signature, at: datetime, upload: Upload
) -> tuple[Plan, Comparison | None]:
    """Lay what was read now beside the draft. Gives the plan, and what changed in it (`None`: nobody had touched it, so
    it was made anew).
    """
    if is_untouched(uow, plan):
        return store_new(uow, draft, coordinator, by=by, at=at, source=upload.name, sha256=upload.sha256), None
    found = compare(uow, plan, draft, again=True)
    source = {"source": upload.name, "sha256": upload.sha256}
    return take_in_version(uow, found, by=by, at=at, again=True, **source), found
