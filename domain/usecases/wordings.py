"""Actions as they are compared between a plan and its next version: their words, and what tells twins apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from domain.actions import Action
from domain.due import Due
from domain.ids import ActionId
from domain.importing.draft import DraftPlan
from domain.importing.reconcile import Wording
from domain.plans import Plan, PlanVersion, Recommendation
from domain.ports import UnitOfWork
from domain.usecases.making import unpack

_ENOUGH_WORDS = 4
_Beside = frozenset[tuple[str, str]]


def wordings_read(draft: DraftPlan) -> list[Wording]:
    """The actions of a document."""
    return [
        Wording(
            action.key,
            _local(action.key, draft.code),
            _wording(action.text, one.text),
            _beside(action.ref, [lead.name for lead in action.leads], action.due, action.rag.value, one.section),
        )
        for one in draft.recommendations
        for action in one.actions
    ]


def wordings_stored(
    uow: UnitOfWork,
    plan: Plan,
    stored: Sequence[Action],
    recommendations: Sequence[Recommendation],
    version: PlanVersion | None,
) -> list[Wording]:
    """The actions of a plan. Twins are known by what stands beside them now, and by what the last version said."""
    above = {one.id: one for one in recommendations}
    titles = {one.id: one.title for one in uow.versions.sections(plan.id)}
    found = []
    for one in stored:
        recommendation = above.get(one.recommendation_id)
        text = _wording(one.text, recommendation.text if recommendation else "")
        section = titles.get(recommendation.section_id, "") if recommendation and recommendation.section_id else ""
        beside = _beside(one.ref, [lead.name for lead in one.leads], one.due, one.rag.value, section)
        found.append(Wording(one.id, _local(one.key, plan.code), text, beside))
    counts = Counter(_folded(one.text) for one in found)
    if version is None:
        return found
    return [
        replace(one, beside=one.beside | _said(version, one.id)) if counts[_folded(one.text)] > 1 else one
        for one in found
    ]


def _said(version: PlanVersion, action: str) -> _Beside:
    """What the last version printed beside an action, which people may have changed here since."""
    said = version.said.get(ActionId(action))
    try:
        read = unpack(said) if said is not None else None
    except ValueError:
        read = None
    if read is None:
        return frozenset()
    return _beside(read.ref, [lead.name for lead in read.leads], read.due, read.rag.value, "")


def _beside(ref: str, leads: Sequence[str], due: Due, rag: str, section: str) -> _Beside:
    when = due.latest.isoformat() if due.latest else due.text
    said = {"ref": ref, "lead": ", ".join(leads), "due": when, "rag": rag.replace("none", ""), "section": section}
    return frozenset((kind, _folded(text)) for kind, text in said.items() if text)


def _local(key: str, code: str) -> str:
    return key.removeprefix(f"{code}-")


def _wording(text: str, recommendation: str) -> str:
    """An action of few words (`tbc`) is known by its recommendation too."""
    return text if len(text.split()) >= _ENOUGH_WORDS else f"{recommendation} {text}"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
