"""A new action whose printed number another action of the plan has: it gets the next one, and a person is asked.

References are known to people, so those that a plan has stay, whatever its documents print later.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions import Action
from domain.errors import Invalid
from domain.ids import QuestionId, new_id
from domain.importing.draft import QuestionKind
from domain.importing.sure import say_place
from domain.language.refs import fold_key, parse_ref
from domain.plans import Question
from domain.presenters import first_words, join_names
from domain.speech import ENGLISH, speaking, tr, trn
from domain.usecases.answered import Answered
from domain.usecases.answers import KEEP
from domain.usecases.standpoint import Standpoint
from domain.usecases.version_taking import Taking


def is_about_a_number(question: Question) -> bool:
    """Does it ask what to call an action whose number was taken?"""
    return "stem" in question.about


@speaking(ENGLISH.tag)
def questions_on_numbers(taking: Taking) -> list[Question]:
    """One for each recommendation or action of which the printed number is another's here."""
    found, plan = taking.found, taking.plan
    stored = {one.key.lower(): one for one in found.stored}
    fresh = {one.key for one in found.new}
    questions = []
    for recommendation in found.draft.recommendations:
        its = [one for one in recommendation.actions if one.key in fresh]
        groups = [its] if len(its) == len(recommendation.actions) else [[one] for one in its]
        for actions in groups:
            moved = {one.key: found.keys[one.key] for one in actions if found.keys[one.key] != one.key}
            if not moved:
                continue
            first = actions[0]
            whole = recommendation.key in found.keys and len(actions) == len(recommendation.actions)
            was = recommendation.key if whole else first.key
            other = stored.get(was.lower()) or stored.get(first.key.lower())
            named = f" (“{first_words(other.text, 50)}”)" if other else ""
            stem = found.keys.get(was, found.keys[first.key])
            ref = recommendation.ref or first.ref if whole else first.ref
            message = (
                f"In {taking.label}, number {ref or '?'} is new: “{first_words(first.text, 60)}”. But {was} is another "
                f"action here{named}, so I call the new one {join_names(list(moved.values()))}. Is that right?"
            )
            questions.append(
                Question(
                    QuestionId(new_id()),
                    plan.id,
                    moved.get(first.key, ""),
                    "key",
                    ref,
                    message,
                    stem,
                    kind=QuestionKind.REFS.value,
                    place=say_place(first.source),
                    about={"stem": stem, "keys": list(moved.values())},
                )
            )
    return questions


def answer_number(answerer: Standpoint, question: Question, words: str) -> Answered:
    """Leave it as it is called, or give it the number that was typed.

    Raises:
        Invalid: it is no number that a new action could have.
    """
    uow, plan = answerer.uow, answerer.plan
    stem, keys = str(question.about["stem"]), [str(key) for key in question.about["keys"]]
    said = " ".join(words.split()).rstrip(".!")
    if said.casefold() in KEEP or fold_key(said) == fold_key(stem):
        return Answered(tr("It is called {stem}.", stem=stem), uow.actions.by_key(keys[0]))
    ref = parse_ref(said)
    if ref is None or (ref.code and ref.code != plan.code):
        raise Invalid(tr("Please type a number for it, such as {code}-1a, or take {stem}.", code=plan.code, stem=stem))
    wanted = f"{plan.code}-{ref.local.strip()}"
    renamed = {key: wanted + key[len(stem) :] for key in keys} | {stem: wanted}
    held = {fold_key(one.key) for one in _everything(answerer)} - {fold_key(key) for key in renamed}
    if clash := next((new for new in renamed.values() if fold_key(new) in held), None):
        raise Invalid(
            tr(
                "{clash} is there already. Please type another number, such as {wanted}a, or take {stem}.",
                clash=clash,
                wanted=wanted,
                stem=stem,
            )
        )
    uow.versions.rekey(plan, renamed)
    return Answered(
        trn(
            "{names} is called {others} now.",
            "{names} are called {others} now.",
            len(keys),
            names=join_names(keys),
            others=join_names([renamed[key] for key in keys]),
        ),
        uow.actions.by_key(renamed[keys[0]]),
    )


def _everything(answerer: Standpoint) -> Sequence[Action]:
    return answerer.uow.versions.actions(answerer.plan.id)
