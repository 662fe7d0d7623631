"""An answer that holds for the whole plan: what a sign means, how a column writes its dates, what the sheets are.

It is kept with the plan, so that its next version is read with it, applied to every action that waits for it and still
is as it was read, and taken back as one thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.actions import Action, Status
from domain.errors import Invalid
from domain.events import AnsweredTogether
from domain.ids import EventId, RecommendationId, SectionId
from domain.importing.colourkeys import fold_sign, read_meaning
from domain.importing.draft import ColumnRole, DraftAction, DraftSection
from domain.importing.monthfirst import DAY_FIRST, MONTH_FIRST
from domain.importing.rags import COLOURS
from domain.importing.rulings import NO_SECTIONS, ONE_PLAN, ONLY, SECTIONS, day_first, sheets_of
from domain.language.rag_words import read_rag
from domain.plans import Plan, Question, Rulings
from domain.presenters import first_words, join_names, plural
from domain.rag import ColourKey, Rag, RagValue
from domain.speech import tr
from domain.usecases.answered import Answered
from domain.usecases.answers import COMPLETE, KEEP, NO, NONE, WITHDRAW, Unclear
from domain.usecases.correcting import Corrector
from domain.usecases.making import section_of, unpack

_NAMED = 4  # actions that a sentence names
_WITH_WORDS = re.compile(r"(?P<means>complete|open)\s*:\s*(?P<words>.+)", re.I)
_STATUS = {"complete": Status.COMPLETE, "open": Status.OPEN, "withdrawn": Status.WITHDRAWN}
_NO_SECTIONS = frozenset({NO_SECTIONS, "one plan, no sections", "without sections", "no section"})
_SECTIONS = frozenset(
    {
        SECTIONS,
        "section",
        "a section",
        "each sheet is a section",
        "each sheet a section",
        "one plan, each sheet a section",
    }
)


def holds_for_all(question: Question) -> bool:
    """Is its answer one for the whole plan?"""
    return bool(question.about.get("sign") or question.about.get("heading") or sheets_of(question.message))


def choices_for_all(question: Question) -> tuple[tuple[str, str], ...]:
    """Answers at hand besides the suggestion: what a button says, and what it answers."""
    if question.about.get("heading"):
        return ((tr("The day comes first"), DAY_FIRST),)
    if titles := sheets_of(question.message):
        only = tuple((tr("Only “{words}”", words=first_words(title, 30)), f"only {title}") for title in titles[:_NAMED])
        return (
            (tr("One plan, each sheet a section"), "sections"),
            (tr("One plan, no sections"), "no sections"),
            *only,
        )
    if question.field == "status":
        return (
            ((tr("Not complete"), "open"),)
            if question.suggestion
            else ((tr("Complete"), "complete"), (tr("Open"), "open"))
        )
    colours = ((tr("Red"), "red"), (tr("Amber"), "amber"), (tr("Green"), "green"))
    return (*colours, (tr("Complete"), "complete"), (tr("No RAG"), "none"))


def answer_for_all(answerer: Corrector, question: Question, words: str) -> Answered:
    """Keep the answer with the plan, and put right what waits for it.

    Raises:
        Invalid: the words are no answer; the sentence says what to type.
        Unclear: a meaning that may be complete or not.
    """
    whole = _Whole(answerer, question, answerer.uow.plans.by_id(answerer.plan.id) or answerer.plan)
    if question.about.get("sign"):
        sentence = _sign(whole, words)
    elif question.about.get("heading"):
        sentence = _order(whole, words)
    else:
        sentence = _sheets(whole, words)
    return Answered(sentence, None, whole.close(words))


@dataclass(slots=True)
class _Whole:
    """A plan while such an answer is applied to it."""

    answerer: Corrector
    question: Question
    before: Plan
    rulings: Rulings = field(init=False)
    key: ColourKey = field(init=False)
    steps: list[EventId] = field(default_factory=list)
    sections: dict[RecommendationId, SectionId | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rulings, self.key = self.before.rulings, self.before.colour_key

    def waiting(self, *names: str) -> tuple[list[Action], list[Action]]:
        """The actions that the question is about, as far as these values are as they were read, and the others."""
        keys = {str(key) for key in self.question.about.get("keys", ())}
        return self.as_read([one for one in self.actions() if one.key in keys], names)

    def actions(self) -> Sequence[Action]:
        return self.answerer.uow.versions.actions(self.before.id)

    def as_read(self, actions: Iterable[Action], names: Iterable[str]) -> tuple[list[Action], list[Action]]:
        version = self.answerer.uow.versions.latest(self.before.id)
        said = version.said if version else {}
        same: list[Action] = []
        other: list[Action] = []
        for action in actions:
            read = _unpacked(said.get(action.id))
            is_same = read is None or all(_value(read, name) == _value(action, name) for name in names)
            (same if is_same else other).append(action)
        return same, other

    def change(
        self, actions: Iterable[Action], changes: Callable[[Action], Mapping[str, Any]], words: str
    ) -> list[str]:
        """Revise them; gives the keys of those that changed."""
        changed = []
        for action in actions:
            new = {name: value for name, value in changes(action).items() if getattr(action, name) != value}
            if not new:
                continue
            revised, event = action.revise(
                new,
                by=self.answerer.by,
                at=self.answerer.at,
                question=self.question.id,
                asked=self.question.message,
                answer=words,
            )
            saved = self.answerer.uow.actions.save(revised, because=event)
            self.steps.append(event.id)
            changed.append(saved.key)
        return changed

    def close(self, words: str) -> EventId:
        """Write down what was done, as one thing that can be taken back."""
        event = AnsweredTogether(
            at=self.answerer.at,
            by=self.answerer.by,
            plan_id=self.before.id,
            asked=self.question.message,
            answer=words,
            steps=tuple(self.steps),
            questions=(self.question.id,),
            rulings_before=self.before.rulings,
            rulings_after=self.rulings,
            key_before=self.before.colour_key,
            key_after=self.key,
            sections=self.sections,
        )
        plan = replace(self.before, rulings=self.rulings, colour_key=self.key)
        self.answerer.uow.plans.save(plan, because=event)
        return event.id


def _unpacked(said: Mapping[str, Any] | None) -> DraftAction | None:
    try:
        return None if said is None else unpack(said)
    except ValueError:
        return None


def _value(action: Action | DraftAction, name: str) -> object:
    value = getattr(action, name)
    return value.value if name == "status" else value


def _sign(whole: _Whole, words: str) -> str:
    sign = str(whole.question.about["sign"])
    means, said = _read_sign(whole.question, sign, words)
    same, changed_since = whole.waiting("status", "rag")
    status = _STATUS.get(means)
    if status is None:
        value = RagValue(means)
        changed = whole.change(same, lambda one: {"rag": Rag(value, one.rag.text)}, words)
        became = Rag.of(value).describe()
    elif status is Status.OPEN:
        changed, became = [], "open"
    else:
        changed = whole.change(same, lambda one: _status(whole, one, status), words)
        became = status.value
    whole.rulings = replace(whole.rulings, signs={**whole.rulings.signs, fold_sign(sign): means})
    colour = COLOURS.get(fold_sign(sign))
    if colour is not None and status is not None:
        complete = whole.key.complete or (colour if status is Status.COMPLETE else None)
        whole.key = ColourKey({**whole.key.meanings, colour: said}, complete)
    named = (
        tr("does not mean complete")
        if means == "open" and not said.strip()
        else tr("means {say}", say=_say(means, said))
    )
    sentence = tr(
        "“{words}” {named} in {code}, and I remember that for its next version.",
        words=first_words(sign, 40),
        named=named,
        code=whole.before.code,
    )
    if changed:
        sentence += tr(" {these} {became} now.", these=_these(changed), became=became)
    if changed_since:
        was = (
            tr("was changed here since and stays as it is")
            if len(changed_since) == 1
            else tr("were changed here since and stay")
        )
        sentence += f" {_keys([one.key for one in changed_since])} {was}."
    return sentence


def _say(means: str, said: str) -> str:
    if said and said.casefold() != means:
        return f"“{first_words(said, 80)}”" + ("" if means == "open" else tr(", which is {means}", means=means))
    return {"open": tr("open, not complete"), "none": tr("no RAG")}.get(means, means)


def _read_sign(question: Question, sign: str, words: str) -> tuple[str, str]:
    """What it means, as it is kept, and the words for it."""
    words = " ".join(words.split())
    said = words.casefold().rstrip(".!")
    if found := _WITH_WORDS.fullmatch(words):
        return found["means"].casefold(), found["words"]
    if said in KEEP and question.suggestion:
        said = question.suggestion.casefold()
    if said in COMPLETE or (question.field == "status" and said in KEEP):
        return "complete", tr("Complete")
    if said in WITHDRAW:
        return "withdrawn", tr("Withdrawn")
    if said in NO:
        return "open", ""
    if said in NONE:
        return "none", ""
    rag = read_rag(words)
    colour = COLOURS.get(fold_sign(sign))
    if rag is not None and rag.value is not colour:
        return rag.value.value, ""
    if colour is not None and len(re.findall(r"[^\W\d_]", words)) > 2:
        return _own_words(colour, words)
    raise Invalid(
        tr(
            "Please say what “{words}” means: complete, open, withdrawn, red, amber, green, or none.",
            words=first_words(sign, 40),
        )
    )


def _own_words(colour: RagValue, words: str) -> tuple[str, str]:
    entry = read_meaning(colour, words)
    if entry.unsure:
        raise Unclear(
            tr("“{words}”: does that count as complete?", words=first_words(words, 60)),
            (
                (tr("Yes, complete"), f"complete: {words}"),
                (tr("No, still open"), f"open: {words}"),
            ),
        )
    return entry.status.value, words


def _status(whole: _Whole, action: Action, status: Status) -> dict[str, Any]:
    if not action.is_open:
        return {}
    return whole.answerer.status_changes(action, status)


def _order(whole: _Whole, words: str) -> str:
    heading = str(whole.question.about["heading"])
    said = " ".join(words.casefold().split()).rstrip(".!")
    if said in KEEP or said in {MONTH_FIRST, "month"}:
        order = MONTH_FIRST
    elif said in NO or said in {DAY_FIRST, "day"}:
        order = DAY_FIRST
    else:
        raise Invalid(tr("Please answer “month first” or “day first”."))
    whole.rulings = replace(whole.rulings, orders={**whole.rulings.orders, heading: order})
    kept = tr(
        "Under “{words}” the {split} comes first; I remember that for the next version.",
        words=first_words(heading, 40),
        split=order.split()[0],
    )
    if order == MONTH_FIRST:
        return kept
    role = whole.before.roles.get(heading)
    same, since = whole.waiting("due", "completed_on")
    known = ColumnRole(role) if role in set(ColumnRole) else None
    changed = whole.change(same, lambda one: day_first(one, heading, known), words)
    stay = tr(" I left {keys}, which changed here since.", keys=_keys([one.key for one in since])) if since else ""
    return (
        tr("{kept} I turned the dates of {keys}.{stay}", kept=kept, keys=_keys(changed), stay=stay)
        if changed
        else tr("{kept} No date changes by that.{stay}", kept=kept, stay=stay)
    )


def _sheets(whole: _Whole, words: str) -> str:
    titles = sheets_of(whole.question.message)
    said = " ".join(words.split()).rstrip(".!")
    folded = said.casefold()
    if folded in KEEP | {ONE_PLAN, "yes, one plan", "all"}:
        whole.rulings = replace(whole.rulings, sheets=ONE_PLAN)
        return tr("All sheets are parts of {code}.", code=whole.before.code)
    if folded in _SECTIONS:
        return _by_sheet(whole)
    if folded in _NO_SECTIONS:
        return _flat(whole)
    wanted = folded.removeprefix("only").strip(" :“”\"'")
    title = next((one for one in titles if one.casefold() == wanted), "")
    if not title:
        raise Invalid(
            tr(
                "Please answer “each sheet is a section”, “no sections”, or “only” with the sheet "
                "that is the plan: {names}.",
                names=join_names([f"“{one}”" for one in titles], "or"),
            )
        )
    whole.rulings = replace(whole.rulings, sheets=f"{ONLY} {title}")
    others = [one for one in whole.actions() if one.source_page and one.source_page != title and one.is_open]
    changed = whole.change(others, lambda one: _status(whole, one, Status.WITHDRAWN), words)
    gone = tr(" {these} withdrawn; nothing is deleted.", these=_these(changed)) if changed else ""
    return tr("Only “{words}” is {code}.{gone}", words=first_words(title, 40), code=whole.before.code, gone=gone)


def _by_sheet(whole: _Whole) -> str:
    uow, plan = whole.answerer.uow, whole.before
    whole.rulings = replace(whole.rulings, sheets=SECTIONS)
    sheet = {one.recommendation_id: one.source_page for one in whole.actions()}
    sections = list(uow.versions.sections(plan.id))
    ids = {one.title: one.id for one in sections}
    free = [one for one in uow.versions.recommendations(plan.id) if one.section_id is None and sheet.get(one.id)]
    new = [
        section_of(DraftSection(title), plan.id, len(sections) + number)
        for number, title in enumerate(dict.fromkeys(sheet[one.id] for one in free if sheet[one.id] not in ids))
    ]
    ids |= {one.title: one.id for one in new}
    uow.versions.add_parts(plan, sections=new)
    uow.versions.renew([replace(one, section_id=ids[sheet[one.id]]) for one in free], ())
    whole.sections = {one.id: one.section_id for one in free}
    named = join_names([f"“{title}”" for title in dict.fromkeys(sheet.values()) if title])
    return tr("Each sheet is a section of {code}: {named}.", code=plan.code, named=named)


def _flat(whole: _Whole) -> str:
    uow, plan = whole.answerer.uow, whole.before
    whole.rulings = replace(whole.rulings, sheets=NO_SECTIONS)
    sheet = {one.recommendation_id: one.source_page for one in whole.actions()}
    titles = {one.id: one.title for one in uow.versions.sections(plan.id)}
    named = [
        one
        for one in uow.versions.recommendations(plan.id)
        if one.section_id and sheet.get(one.id) == titles.get(one.section_id)
    ]
    uow.versions.renew([replace(one, section_id=None) for one in named], ())
    whole.sections = {one.id: one.section_id for one in named}
    return tr("{code} is one plan; its sheets are no sections.", code=plan.code)


def _keys(keys: Sequence[str]) -> str:
    return join_names(list(keys)) if len(keys) <= _NAMED else f"{plural(len(keys), 'action')}"


def _these(keys: Sequence[str]) -> str:
    return f"{_keys(keys)} {'is' if len(keys) == 1 else 'are'}"
