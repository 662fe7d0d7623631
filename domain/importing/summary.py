"""A short summary of a draft in plain data, for the command line and the chat to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.due import Due, Precision, say_date
from domain.importing.dates import find_dates
from domain.importing.draft import DraftPlan, Question, QuestionKind
from domain.rag import RagValue
from domain.speech import tr, trn


@dataclass(frozen=True, slots=True)
class Alike:
    """One doubt that one or many actions share, so that a person can answer it once."""

    message: str
    suggestion: str
    questions: tuple[Question, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The actions it concerns, in order; empty for the plan as a whole."""
        return tuple(dict.fromkeys(key for one in self.questions for key in (one.key, *one.keys) if key))


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions of one kind, in the order of the plan."""

    kind: QuestionKind
    questions: tuple[Question, ...]

    def alike(self) -> tuple[Alike, ...]:
        """The questions with those that say the same put together, in order of first appearance."""
        found: dict[tuple[str, str], list[Question]] = {}
        for one in self.questions:
            found.setdefault((one.message, one.suggestion), []).append(one)
        return tuple(Alike(message, suggestion, tuple(same)) for (message, suggestion), same in found.items())


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """How much was found. `dates`, `colours` are counts by word, most frequent first; zero counts are left out.

    `as_at` is the plan's own date in words (`13 July 2010`, `August 2012`), `as_at_text` how it is printed; `doubts`
    are counts in words (`doubts_of`).
    """

    code: str
    title: str
    as_at_text: str
    as_at: str
    sections: int
    recommendations: int
    actions: int
    milestones: int
    leads: tuple[str, ...]
    dates: tuple[tuple[str, int], ...]
    colours: tuple[tuple[str, int], ...]
    complete: int
    without_lead: int
    groups: tuple[QuestionGroup, ...]
    leftover: int
    doubts: tuple[str, ...] = ()

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return sum(len(group.questions) for group in self.groups)

    def sentence(self) -> str:
        """`I found 26 actions in 26 recommendations, with 7 leads. 4 dates need checking and RAG is missing on 17.`"""
        return tr(
            "I found {actions} in {recommendations}, with {leads}. {doubts}",
            actions=trn("{count:,} action", "{count:,} actions", self.actions),
            recommendations=trn("{count:,} recommendation", "{count:,} recommendations", self.recommendations),
            leads=trn("{count:,} lead", "{count:,} leads", len(self.leads)),
            doubts=say_doubts(self.doubts),
        )


_GROUPS: tuple[tuple[frozenset[QuestionKind], Callable[[int], str]], ...] = (
    (
        frozenset({QuestionKind.DATE, QuestionKind.DATE_ORDER}),
        lambda count: trn("{count:,} date needs checking", "{count:,} dates need checking", count),
    ),
    (
        frozenset({QuestionKind.NO_DATE}),
        lambda count: trn("{count:,} action has no date", "{count:,} actions have no date", count),
    ),
    (
        frozenset({QuestionKind.NO_LEAD}),
        lambda count: trn("{count:,} action has no lead", "{count:,} actions have no lead", count),
    ),
    (
        frozenset({QuestionKind.LEAD}),
        lambda count: trn("{count:,} question is about leads", "{count:,} questions are about leads", count),
    ),
)
_COUNTED = frozenset({QuestionKind.PLAN_CODE, QuestionKind.RAG}).union(*(kinds for kinds, _ in _GROUPS))


def doubts_of(draft: DraftPlan, *, unlinked: int = 0) -> tuple[str, ...]:
    """What is in doubt, counted in words, the same in chat and at a terminal; empty where nothing is. `unlinked`: so
    many leads are no known people yet.
    """
    said = []
    for kinds, say in _GROUPS:
        if count := sum(question.kind in kinds for question in draft.questions):
            said.append(say(count))
    if unlinked:
        said.append(
            trn("{count:,} lead is not linked to a person", "{count:,} leads are not linked to people", unlinked)
        )
    bare = {action.key for action in draft.actions if action.rag.value is RagValue.NONE}
    asked = [question for question in draft.questions if question.kind is QuestionKind.RAG]
    has_colours = bool(asked) or len(bare) < len(draft.actions)
    if bare and has_colours:
        said.append(tr("RAG is missing on {count:,}", count=len(bare)))
    if about := sum(question.key not in bare for question in asked):
        said.append(trn("{count:,} question is about RAG", "{count:,} questions are about RAG", about))
    if rest := sum(question.kind not in _COUNTED for question in draft.questions):
        said.append(
            trn("{count:,} other question is open", "{count:,} other questions are open", rest)
            if said
            else trn("{count:,} question is open", "{count:,} questions are open", rest)
        )
    return tuple(said)


def say_doubts(doubts: Sequence[str]) -> str:
    """`4 dates need checking, 7 leads are not linked to people and RAG is missing on 17.`"""
    if not doubts:
        return tr("I have no doubts about it.")
    *most, last = doubts
    if not most:
        return f"{last}."
    return tr("{doubts} and {last}.", doubts=", ".join(most), last=last)


def summarise(draft: DraftPlan) -> DraftSummary:
    """Count what a draft holds and group its questions by kind."""
    actions = draft.actions
    dates: dict[str, int] = {}
    colours: dict[str, int] = {}
    leads: dict[str, None] = {}
    for action in actions:
        word = (
            "to check" if action.due.needs_check else _DATE_WORDS.get(action.due.precision, action.due.precision.value)
        )
        dates[word] = dates.get(word, 0) + 1
        if action.rag.value is not RagValue.NONE:
            colours[action.rag.value.value] = colours.get(action.rag.value.value, 0) + 1
        leads.update(dict.fromkeys(lead.name for lead in action.leads))
    grouped: dict[QuestionKind, list[Question]] = {kind: [] for kind in QuestionKind}
    for question in draft.questions:
        grouped[question.kind].append(question)
    return DraftSummary(
        code=draft.code,
        title=draft.title,
        as_at_text=draft.as_at_text,
        as_at=_as_at(draft),
        sections=len(draft.sections),
        recommendations=len(draft.recommendations),
        actions=len(actions),
        milestones=sum(len(action.milestones) for action in actions),
        leads=tuple(leads),
        dates=tuple(sorted(dates.items(), key=lambda pair: -pair[1])),
        colours=tuple(sorted(colours.items(), key=lambda pair: -pair[1])),
        complete=sum(action.status.value == "complete" for action in actions),
        without_lead=sum(not action.leads for action in actions),
        groups=tuple(QuestionGroup(kind, tuple(found)) for kind, found in grouped.items() if found),
        leftover=len(draft.leftover),
        doubts=doubts_of(draft),
    )


_DATE_WORDS = {
    Precision.DAY: "to the day",
    Precision.MONTH: "to the month",
    Precision.QUARTER: "to the quarter",
    Precision.SEASON: "to the season or term",
    Precision.YEAR: "to the year",
    Precision.RANGE: "as a span of days",
    Precision.NONE: "without a date",
    Precision.EVENT: "not a date",
}


def _as_at(draft: DraftPlan) -> str:
    found = find_dates(draft.as_at_text) if draft.as_at_text else []
    if not found or found[0].latest is None:
        return say_date(draft.as_at) if draft.as_at else ""
    return Due(draft.as_at_text, found[0].precision, found[0].earliest, found[0].latest).describe()
