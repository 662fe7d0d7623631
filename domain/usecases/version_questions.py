"""What a newer version of a document leaves to a person: conflicts, missing actions, unclear matches, its doubts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.actions import Action
from domain.due import say_date
from domain.events import Event
from domain.ids import QuestionId, new_id
from domain.importing.draft import DraftAction, DraftRecommendation, QuestionKind
from domain.importing.draft import Question as Doubt
from domain.importing.sure import places_of, say_place, sure_questions
from domain.plans import Plan, Question
from domain.ports import UnitOfWork
from domain.presenters import first_words, join_names
from domain.speech import ENGLISH, speaking
from domain.usecases.comparing import Change
from domain.usecases.finding import lasting, touched
from domain.usecases.making import pack, question_of
from domain.usecases.merging import WORDS, say_value
from domain.usecases.version_taking import Taking

SETTLED = "settled by a newer version"
"""What is written as the answer to a question that a newer document made idle."""


def conflicts(taking: Taking) -> list[Question]:
    """The values that were changed here and in the document."""
    return [
        conflict_question(taking.uow, taking.plan, change, name, taking.label)
        for change in taking.found.changes
        for name in change.asked
    ]


@speaking(ENGLISH.tag)
def conflict_question(uow: UnitOfWork, plan: Plan, change: Change, name: str, version: str) -> Question:
    """Both values, and who changed it here and when."""
    here = say_value(name, change.now)
    changed = _who_changed(uow, change.now, name)
    message = (
        f"The {WORDS[name]} is {here} here{changed}. {version[:1].upper() + version[1:]} says "
        f"{say_value(name, change.said)}. Which holds?"
    )
    return Question(
        QuestionId(new_id()),
        plan.id,
        change.now.key,
        name,
        say_value(name, change.said),
        message,
        kind=QuestionKind.CONFLICT.value,
        place=say_place(change.draft.source),
        about={"draft": pack(change.draft), "version": version, "keys": [change.now.key]},
    )


def _who_changed(uow: UnitOfWork, action: Action, name: str) -> str:
    for logged in reversed(lasting(list(reversed(uow.history.of_action(action.id, limit=200)[0])))):
        event: Event = logged.event
        if name in touched(event):
            on = say_date(event.at.astimezone(uow.organisation.zone).date())
            return f", since {event.by.name} changed it on {on}"
    return ""


def missing(taking: Taking) -> list[Question]:
    """The actions that are no longer in it, unless somebody has decided about them."""
    decided = {one.key for one in taking.uow.questions.all(taking.plan.id) if one.kind == QuestionKind.MISSING}
    return [
        missing_question(taking.plan, action, taking.label) for action in taking.found.gone if action.key not in decided
    ]


@speaking(ENGLISH.tag)
def missing_question(plan: Plan, action: Action, version: str) -> Question:
    """What shall become of an action that the document no longer has?"""
    message = f"This is not in {version} any more. Should it be withdrawn, or kept open?"
    return Question(
        QuestionId(new_id()),
        plan.id,
        action.key,
        "not_in",
        first_words(action.text, 200),
        message,
        kind=QuestionKind.MISSING.value,
        about={"version": version, "keys": [action.key]},
    )


def matches(taking: Taking) -> list[Question]:
    """The actions of the document that could be one or another of the plan's."""
    questions = []
    for recommendation in taking.found.draft.recommendations:
        for action in recommendation.actions:
            several = taking.found.unclear.get(action.key)
            if several:
                questions.append(_match(taking, recommendation, action, several))
    return questions


@speaking(ENGLISH.tag)
def _match(
    taking: Taking, recommendation: DraftRecommendation, action: DraftAction, several: Sequence[Action]
) -> Question:
    named = join_names([f"{one.key} (“{first_words(one.text, 60)}”)" for one in several], "or")
    row = f"number {action.ref}" if action.ref else "this row"
    message = f"In {taking.label}, {row} may be {named}, or a new action. Which is it?"
    links = tuple(taking.found.keys.get(link, link) for link in action.links)
    return Question(
        QuestionId(new_id()),
        taking.plan.id,
        "",
        "action",
        action.text,
        message,
        kind=QuestionKind.MATCH.value,
        place=say_place(action.source),
        about={
            "draft": pack(replace(action, links=links)),
            "recommendation": recommendation.text,
            "version": taking.label,
            "keys": [one.key for one in several],
        },
    )


@speaking(ENGLISH.tag)
def doubts(taking: Taking, new: Sequence[Action]) -> list[Question]:
    """The reader's own doubts, about what is new or was changed; what was asked once is not asked again."""
    found = taking.found
    fresh = {one.key for one in new}
    moved = {(change.now.key, name) for change in found.changes for name in change.moved}
    decided = _conflicting(taking)
    retold = _retold(taking)
    before = {(one.kind, one.field, one.key, one.text, one.message) for one in taking.uow.questions.all(taking.plan.id)}
    places, sure = places_of(found.draft), sure_questions(found.draft)
    questions = []
    for doubt in found.draft.questions:
        if doubt.kind is QuestionKind.PLAN_CODE or doubt.key in found.unclear:
            continue
        key = found.keys.get(doubt.key, doubt.key)
        if (key, doubt.field) in decided:  # its suggestion would overwrite what was changed here
            continue
        of_plan = key not in fresh and not any(key == change.now.key for change in found.changes)
        if _speaks_of_progress(doubt.message) and key in retold:
            here = retold[key]
            news = here.now.is_open if doubt.field == "status" else here.now.due == here.said.due
        else:
            news = key in fresh or (key, doubt.field) in moved or of_plan
        if news or taking.again:
            asked = replace(
                doubt,
                key=key,
                suggestion=found.keys.get(doubt.suggestion, doubt.suggestion),
                message=_with_keys(doubt, found.keys),
                keys=tuple(found.keys.get(one, one) for one in doubt.keys),
            )
            if (asked.kind, asked.field, asked.key, asked.text, asked.message) not in before:
                questions.append(
                    question_of(asked, taking.plan.id, place=places.get(doubt.key, ""), sure=doubt in sure)
                )
    return questions


def _speaks_of_progress(message: str) -> bool:
    """Is it what the progress says that is asked about? (`Progress says “complete”. Is the action complete?`)"""
    return message.startswith("Progress ")


def _retold(taking: Taking) -> dict[str, Change]:
    """The actions whose progress the document tells anew, by key; our own notes that come back are none of it."""
    return {one.now.key: one for one in taking.found.changes if one.said.progress != one.now.progress}


def _conflicting(taking: Taking) -> set[tuple[str, str]]:
    """The values, by action, that were changed here and in the document: they are asked about as such."""
    return {(change.now.key, name) for change in taking.found.changes for name in change.asked}


def ask_again(taking: Taking) -> None:
    """Open what an older reading settled and this one doubts again, in the same words."""
    has = {_meaning(one, taking.found.keys) for one in taking.found.draft.questions}
    decided = _conflicting(taking)
    for one in taking.uow.questions.all(taking.plan.id):
        settled = one.answered_at is not None and one.answer == SETTLED and (one.key, one.field) not in decided
        if settled and _stored_meaning(one) in has:
            taking.uow.questions.reopen(one.id)


def _with_keys(doubt: Doubt, keys: Mapping[str, str]) -> str:
    """The question with the plan's own keys of the actions that it names."""
    if not doubt.keys:
        return doubt.message
    named = re.compile("|".join(rf"(?<![\w-]){re.escape(one)}(?![\w.-]*\w)" for one in doubt.keys))
    return named.sub(lambda found: keys.get(found[0], found[0]), doubt.message)


def close_idle(taking: Taking, asked: Sequence[Question]) -> None:
    """Close what the newer document made idle: doubts about values that it says otherwise now, whether an action is
    gone that is there again, and what an older version left to be matched. Of a document that was read again, every
    doubt that the reader no longer has.
    """
    decided = {QuestionKind.CONFLICT, QuestionKind.MISSING, QuestionKind.MATCH}
    has = {_meaning(one, taking.found.keys) for one in taking.found.draft.questions}
    moved = {(change.now.key, name) for change in taking.found.changes for name in change.moved}
    back = {change.now.key for change in taking.found.changes if change.now.not_in}
    retold = _retold(taking)
    again = {(one.kind, sign) for one in asked if (sign := _about_all(one))}
    for one in taking.uow.questions.open(taking.plan.id):
        idle = (
            one.kind == QuestionKind.MATCH
            or (one.kind == QuestionKind.MISSING and one.key in back)
            or (one.kind != QuestionKind.MISSING and (one.key, one.field) in moved)
            or (one.key in retold and _speaks_of_progress(one.message))
            or (one.kind, _about_all(one)) in again
            or (taking.again and one.kind not in decided and _stored_meaning(one) not in has)
        )
        if idle:
            taking.uow.questions.close(one, SETTLED, at=taking.at)


def _meaning(doubt: Doubt, keys: Mapping[str, str]) -> tuple[str, ...]:
    return (doubt.kind.value, doubt.field, keys.get(doubt.key, doubt.key), doubt.text, _with_keys(doubt, keys))


def _stored_meaning(one: Question) -> tuple[str, ...]:
    return (one.kind, one.field, one.key, one.text, one.message)


def _about_all(question: Question) -> str:
    return str(question.about.get("sign") or question.about.get("heading") or "")
