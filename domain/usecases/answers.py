"""What the answer to a question on a document means: a pure reading of the words, by the value that is in doubt.

Whatever can't be read is refused with a sentence that says what to type; nothing is guessed. A lead, a date or a
colour is only ever what the person typed or what the question itself suggested.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.actions import Action, Status
from domain.due import Due, Precision
from domain.errors import Invalid
from domain.importing.draft import QuestionKind
from domain.importing.duedates import read_due
from domain.language.dates import Ambiguous, InThePast, NotADate, Read, read_date
from domain.language.people import TypedName, split_names
from domain.language.rag_words import read_rag
from domain.mentions import MENTION, Mention
from domain.plans import Question
from domain.presenters import first_words
from domain.rag import Rag
from domain.speech import tr


def _words(several: str) -> frozenset[str]:
    return frozenset(several.split("|"))


KEEP = _words(
    "keep|keep it|as it is|leave it|yes|y|right|correct|ok|okay|fine|noted|agreed|that is right|it is right|confirm"
    "|confirmed|take|as suggested|the date is right|no change"
)
NO = _words("no|n|not complete|not yet|open|still open|no, still open|incomplete|keep both|different")
COMPLETE = _words("complete|completed|done|yes, complete|it is complete|closed|finished")
WITHDRAW = _words("withdraw|withdrawn|withdraw it|cancelled|no longer needed|drop it")
NONE = _words("none|nobody|no lead|no one|nothing|no date|no rag|n/a|-")
_HAS_YEAR = re.compile(r"\d{4}|\d{1,2}[-./ ][A-Za-z]*[-./ ]?\d{1,2}[-./ ]?\d{2}|[A-Za-z]{3,9}[-' ’]\d{2}\b")
_RELATIVE = re.compile(r"\b(?:today|tomorrow|next|this|in \w+ \w+|end of (?:the|this|next))\b|day\b", re.I)
_COMPLETED_ON = re.compile(r"(?:yes,?\s+)?(?:complete[d]?|done|closed|finished)\s+(?:on\s+)?(?P<when>.+)", re.I)


@dataclass(frozen=True, slots=True)
class Keep:
    """What was read is right; nothing changes."""


@dataclass(frozen=True, slots=True)
class NewDue:
    """Another date."""

    due: Due


@dataclass(frozen=True, slots=True)
class NewLeads:
    """Other leads; none is an answer too."""

    names: tuple[Mention | TypedName, ...]


@dataclass(frozen=True, slots=True)
class NewRag:
    """Another colour, or none."""

    rag: Rag


@dataclass(frozen=True, slots=True)
class NewStatus:
    """Complete (perhaps since a day), withdrawn, or open."""

    status: Status
    on: date | None = None


@dataclass(frozen=True, slots=True)
class NewText:
    """Other words for the action."""

    text: str


@dataclass(frozen=True, slots=True)
class NewLinks:
    """The references to link it with, as typed."""

    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that change nothing here; they are kept with the question."""


Meaning = Keep | NewDue | NewLeads | NewRag | NewStatus | NewText | NewLinks | Remark


class Unclear(Exception):
    """The words have two or more readings; `choices` are (label, what to type for it)."""

    def __init__(self, sentence: str, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.choices = choices


@dataclass(frozen=True, slots=True)
class Setting:
    """What an answer is read with: today, the plan's own date, and the names that the plan knows."""

    today: date
    as_at: date | None = None
    quarter_start_month: int = 4
    names: Sequence[str] = ()


def read_answer(question: Question, words: str, setting: Setting) -> Meaning:
    """What these words mean as an answer to this question.

    Raises:
        Invalid: they can't be read; the sentence says what to type.
        Unclear: they can be read in more than one way.
    """
    words = " ".join(words.split()) if question.field != "text" else words.strip()
    said = words.casefold().rstrip(".!")
    if not said:
        raise Invalid(tr("Please type an answer, take the suggestion, or leave the question for later."))
    if question.kind == QuestionKind.DUPLICATE:
        return _same(said)
    if question.kind == QuestionKind.OFFERED and said in NO | WITHDRAW | {"no, it is not", "not an action"}:
        return NewStatus(Status.WITHDRAWN)
    if question.field == "status":
        return _status(words, said, setting)
    if question.kind == QuestionKind.STATUS and said in COMPLETE | NO | WITHDRAW:
        return _status(words, said, setting)
    if said in KEEP:
        return Keep()
    match question.field:
        case "due" if said not in NO:
            return NewDue(_with_year(question, words) or _due(words, said, setting))
        case "due":
            raise Invalid(tr("Please type the right date, for example 30 June 2027, or “no date”."))
        case "rag":
            return NewRag(_rag(words, said))
        case "leads":
            return _leads(words, said, question, setting)
        case "text" if question.kind == QuestionKind.SPLIT and said in NO:
            raise Invalid(tr("Please type the wording as it should be, or leave the question for later."))
        case "text":
            return NewText(words)
        case "links":
            return NewLinks(()) if said in NONE | NO else NewLinks(tuple(re.split(r"[\s,;&]+", words)))
    return Remark()


def read_suggestion(question: Question, action: Action) -> Meaning | None:
    """What the question's own suggestion means, where it isn't to be read like words that somebody typed: names that
    the reader has parted already, the date as the action has it, the key of a twin. `None`: read it like typed words.
    """
    suggestion = question.suggestion
    if question.kind == QuestionKind.DUPLICATE:
        return NewStatus(Status.WITHDRAWN)
    if question.field == "due" and suggestion == action.due.describe():
        return Keep()  # `Q3 (by 31 December 2026)` is how a date is told, not how one is typed
    if question.field == "leads" and question.kind != QuestionKind.LISTS:  # those say back what is printed, unread
        return NewLeads(tuple(TypedName(name.strip()) for name in suggestion.split(";") if name.strip()))
    return None


def _same(said: str) -> Meaning:
    if said in KEEP | {"same", "the same", "yes, the same", "duplicate"} | WITHDRAW:
        return NewStatus(Status.WITHDRAWN)
    if said in NO | {"no, keep both", "both"}:
        return Keep()
    raise Invalid(
        tr("Please answer “yes” if it is the same action (this one is then withdrawn), or “no” to keep both.")
    )


def _status(words: str, said: str, setting: Setting) -> Meaning:
    if said in NO | {"keep", "keep it"}:
        return NewStatus(Status.OPEN)
    if said in KEEP | COMPLETE:
        return NewStatus(Status.COMPLETE)
    if said in WITHDRAW:
        return NewStatus(Status.WITHDRAWN)
    if found := _COMPLETED_ON.fullmatch(words):
        due = _due(found["when"], found["when"].casefold(), setting)
        if due.precision is not Precision.DAY or due.latest is None or due.latest > setting.today:
            raise Invalid(tr("Please give the day on which it was completed, for example: complete on 30 June 2026"))
        return NewStatus(Status.COMPLETE, due.latest)
    raise Invalid(tr("Please answer “yes” if it is complete, “no” if it is still open, or “withdrawn”."))


def _with_year(question: Question, words: str) -> Due | None:
    """The printed date in a year that was asked for: `2026` for `end Sept`."""
    if not (re.fullmatch(r"(?:19|20)\d\d", words) and question.message.endswith("Which year is meant?")):
        return None
    read = read_due(f"{question.text} {words}")
    same_year = read.due.latest is not None and read.due.latest.year == int(words)
    return read.due if same_year and not read.doubts else None


def _due(words: str, said: str, setting: Setting) -> Due:
    if said in NONE:
        return Due.none()
    printed = read_due(words)
    if not printed.doubts and printed.due.latest and _HAS_YEAR.search(words):
        return printed.due
    match read_date(words, today=setting.today, quarter_start_month=setting.quarter_start_month):
        case NotADate(hint=hint):
            raise Invalid(hint)
        case Ambiguous(choices=choices):
            raise Unclear(
                tr(
                    "“{words}” can be read in {count} ways. Which do you mean?",
                    words=first_words(words, 40),
                    count=len(choices),
                ),
                tuple((choice.label, choice.due.text) for choice in choices),
            )
        case Read(due=due) | InThePast(due=due):
            as_at = setting.as_at
            old = as_at is not None and (setting.today - as_at).days > 366
            if as_at and old and due.latest and not _HAS_YEAR.search(words) and not _RELATIVE.search(words):
                raise Invalid(tr("Please add the year: this plan is of {year}.", year=as_at.year))
            return due
    raise Invalid(tr("I can't read this date."))  # pragma: no cover - the union is closed


def _rag(words: str, said: str) -> Rag:
    if said in NONE | NO:
        return Rag()
    rag = read_rag(words)
    if rag is None:
        raise Invalid(tr("Please type red, amber, green, blue, or none."))
    return rag


def _leads(words: str, said: str, question: Question, setting: Setting) -> Meaning:
    if said in NONE:
        return NewLeads(())
    if question.message.endswith("a person or a team?") and said in {"a person", "person", "a team", "team"}:
        return Remark()
    if said in NO:
        raise Invalid(tr("Please type who leads it: names with commas between them, or “no lead”."))
    if ";" in words:
        names: tuple[Mention | TypedName, ...] = tuple(
            _named(name.strip()) for name in words.split(";") if name.strip()
        )
    else:
        names = tuple(split_names(words, list(setting.names)))
    if not names:
        raise Invalid(tr("Please type who leads it: names with commas between them, or “no lead”."))
    return NewLeads(names)


def _named(words: str) -> Mention | TypedName:
    found = MENTION.fullmatch(words)
    return Mention(found["id"], found["name"]) if found else TypedName(words)
