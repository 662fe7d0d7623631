"""Answers to what a newer version of a plan leaves to a person: which value holds, what became of an action, which
action is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.actions import Action, Status
from domain.errors import Invalid, NotFound
from domain.ids import RecommendationId
from domain.importing.draft import DraftAction, QuestionKind
from domain.importing.keys import next_number
from domain.language.refs import parse_ref
from domain.plans import Question
from domain.presenters import plural
from domain.speech import tr
from domain.usecases.answered import Answered
from domain.usecases.answers import Setting, read_answer
from domain.usecases.correcting import Corrector
from domain.usecases.making import action_of, leads_of, pack, unpack
from domain.usecases.merging import PRINTED, changes_of

_KEEP = frozenset({"keep", "keep it", "keep it open", "here", "no", "open", "no change"})
_DOCUMENT = frozenset({"document", "the document", "take the document's", "the document's", "new", "take it"})
_WITHDRAW = frozenset({"withdraw", "withdraw it", "withdrawn", "yes"})
_NEW = frozenset({"new", "a new action", "it is new", "new action", "it is a new action"})


def decide(answerer: Corrector, question: Question, words: str) -> Answered:
    """Do what was decided.

    Raises:
        Invalid, NotFound: the words are none of the answers; the sentence says what they are.
    """
    said = words.strip().casefold().rstrip(".!")
    match question.kind:
        case QuestionKind.CONFLICT:
            return _conflict(answerer, question, words, said)
        case QuestionKind.MISSING:
            return _missing(answerer, question, words, said)
    return _match(answerer, question, words, said)


def _conflict(answerer: Corrector, question: Question, words: str, said: str) -> Answered:
    action = _action(answerer, question.key)
    if said in _KEEP:
        return Answered(tr("{key} keeps what it has.", key=action.key), action)
    if said in _DOCUMENT:
        new = _said(answerer, unpack(question.about["draft"]), action)
        return answerer.revise(question, action, changes_of(question.field, new), words)
    names = [lead.name for lead in answerer.uow.plans.leads(answerer.plan.id)]
    setting = Setting(answerer.today, answerer.plan.as_at, answerer.uow.organisation.quarter_start_month, names)
    return answerer.apply(question, action, read_answer(question, words, setting), words)


def _missing(answerer: Corrector, question: Question, words: str, said: str) -> Answered:
    action = _action(answerer, question.key)
    if said in _WITHDRAW:
        changes: dict[str, Any] = {"not_in": ""}
        if action.status is Status.OPEN:
            changes |= {"status": Status.WITHDRAWN}
        return answerer.revise(question, action, changes, words)
    if said in _KEEP:
        return answerer.revise(question, action, {"not_in": ""}, words)
    raise Invalid(tr("Please answer “withdraw” or “keep” for {key}.", key=action.key))


def _match(answerer: Corrector, question: Question, words: str, said: str) -> Answered:
    candidates = [str(key) for key in question.about["keys"]]
    draft = unpack(question.about["draft"])
    if said in _NEW:
        made = _add(answerer, draft, candidates)
        done = Answered(tr("{key} is a new action of {code}.", key=made.key, code=answerer.plan.code), made)
    else:
        ref = parse_ref(words.strip().removeprefix("it is ").removeprefix("It is "))
        key = ref and (ref.folded if ref.code else f"{answerer.plan.code}-{ref.local}")
        action = answerer.uow.actions.by_key(key) if key else None
        if action is None or action.plan_id != answerer.plan.id:
            raise NotFound(
                tr("Please answer with a reference ({candidates}), or “new”.", candidates=", ".join(candidates))
            )
        if action.id in answerer.uow.versions.named(answerer.plan.id):
            raise Invalid(
                tr("{key} stands in this version already, as another action. Please choose again.", key=action.key)
            )
        done = _merge(answerer, question, action, draft, words)
    gone = _now_missing(answerer, question, candidates)
    if gone:
        return replace(
            done, sentence=f"{done.sentence} {plural(gone, 'action is', 'actions are')} to be decided about."
        )
    return done


def _merge(answerer: Corrector, question: Question, action: Action, draft: DraftAction, words: str) -> Answered:
    from domain.usecases.comparing import base_of, change_between  # they present questions, which are answered here
    from domain.usecases.version_questions import conflict_question

    uow, plan = answerer.uow, answerer.plan
    draft = replace(draft, key=action.key)
    said = _said(answerer, draft, action)
    version = uow.versions.latest(plan.id)
    base = base_of(version.said.get(action.id) if version else None, action, plan, uow.plans.leads(plan.id))
    change = change_between(action, said, base, draft, uow)
    changes: dict[str, Any] = {"not_in": ""}
    for name in change.taken:
        changes |= changes_of(name, said)
    changes |= {name: getattr(said, name) for name in PRINTED}
    if change.milestones:
        changes["milestones"] = action.with_parts(said.milestones)
    done = answerer.revise(question, action, changes, words)
    uow.versions.say(plan.id, action.id, pack(draft))
    label = str(question.about.get("version", "the document"))
    uow.questions.add([conflict_question(uow, plan, change, name, label) for name in change.asked])
    return replace(done, sentence=f"It is {action.key}. {done.sentence}")


def _add(answerer: Corrector, draft: DraftAction, candidates: list[str]) -> Action:
    uow, plan = answerer.uow, answerer.plan
    stored = uow.versions.actions(plan.id)
    recommendations = uow.versions.recommendations(plan.id)
    taken = {one.key.lower() for one in stored} | {one.key.lower() for one in recommendations}
    key = draft.key
    while key.lower() in taken:
        key = next_number(key, taken)
    draft = replace(draft, key=key)
    beside = next((one.recommendation_id for one in stored if one.key in candidates), None)
    home = beside or RecommendationId(recommendations[-1].id)
    leads = leads_of([draft], plan.id, uow.plans.leads(plan.id))
    known = {lead.id for lead in uow.plans.leads(plan.id)}
    made = action_of(draft, home, plan, len(stored), leads)
    new_leads = [lead for lead in leads.values() if lead.id not in known]
    uow.versions.add_parts(plan, leads=new_leads, actions=[made])
    uow.versions.say(plan.id, made.id, pack(draft))
    return made


def _now_missing(answerer: Corrector, question: Question, candidates: list[str]) -> int:
    """What was a candidate here and is nobody's counterpart now is no longer in the document; gives how many."""
    from domain.usecases.version_questions import missing_question

    uow, plan = answerer.uow, answerer.plan
    named = uow.versions.named(plan.id)
    others = [one for one in uow.questions.open(plan.id) if one.kind == QuestionKind.MATCH and one.id != question.id]
    still = {str(key) for one in others for key in one.about.get("keys", ())}
    label = str(question.about.get("version", "the document"))
    questions = []
    for key in candidates:
        action = uow.actions.by_key(key)
        if key in still or action is None or action.id in named or action.not_in or not action.is_open:
            continue
        revised, event = action.revise({"not_in": label}, by=answerer.by, at=answerer.at, version=label)
        uow.actions.save(revised, because=event)
        questions.append(missing_question(plan, action, label))
    uow.questions.add(questions)
    return len(questions)


def _said(answerer: Corrector, draft: DraftAction, action: Action) -> Action:
    """The action as the document says it, with the plan's own leads; new ones are added to the plan."""
    uow, plan = answerer.uow, answerer.plan
    known = uow.plans.leads(plan.id)
    leads = leads_of([draft], plan.id, known)
    have = {lead.id for lead in known}
    uow.versions.add_parts(plan, leads=[lead for lead in leads.values() if lead.id not in have])
    return action_of(draft, action.recommendation_id, plan, action.position, leads)


def _action(answerer: Corrector, key: str) -> Action:
    action = answerer.uow.actions.by_key(key)
    if action is None:
        raise NotFound(tr("I couldn't find {key}.", key=key))
    return action


def choices_of(question: Question, about: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The answers at hand, as (label, what to answer)."""
    if question.kind == QuestionKind.CONFLICT:
        return ((tr("Take the document's"), "document"), (tr("Keep what it is here"), "keep"))
    if question.kind == QuestionKind.MISSING:
        return ((tr("Withdraw it"), "withdraw"), (tr("Keep it open"), "keep"))
    return (*((tr("It is {key}", key=key), str(key)) for key in about.get("keys", ())), (tr("A new action"), "new"))
