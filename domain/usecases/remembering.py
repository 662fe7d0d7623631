"""What is known from before when a document is read: whose next version it is, and what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.importing.draft import ColumnRole, DraftPlan
from domain.importing.given import fold_heading
from domain.people import Person, Role
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import join_names
from domain.speech import marked, tr, trn

ROLE_WORDS: Mapping[ColumnRole, str] = {
    ColumnRole.REF: marked("numbers"),
    ColumnRole.SECTION: marked("sections"),
    ColumnRole.RECOMMENDATION: marked("recommendations"),
    ColumnRole.OUTCOME: marked("outcomes"),
    ColumnRole.ACTION: marked("actions"),
    ColumnRole.LEAD: marked("leads"),
    ColumnRole.DUE: marked("dates"),
    ColumnRole.DUE_ORIGINAL: marked("original dates"),
    ColumnRole.RAG: marked("RAG"),
    ColumnRole.PROGRESS: marked("progress"),
    ColumnRole.SUCCESS_MEASURE: marked("measures of success"),
    ColumnRole.EVIDENCE: marked("evidence"),
    ColumnRole.PRIORITY: marked("priorities"),
    ColumnRole.NOTES: marked("notes"),
    ColumnRole.OTHER: marked("something else"),
}


@dataclass(frozen=True, slots=True)
class Remembered:
    """In the plan `code`, somebody said that the column `heading` holds `role`. `own`: a coordinator of that plan is
    who is told.
    """

    code: str
    heading: str
    role: ColumnRole
    own: bool = True

    def sentence(self) -> str:
        """`In KCC you said that “Progress” holds leads.`"""
        said = tr("you said") if self.own else tr("its coordinator said")
        return tr(
            "In {code} {said} that “{heading}” holds {role_words}.",
            code=self.code,
            said=said,
            heading=self.heading,
            role_words=tr(ROLE_WORDS[self.role]),
        )


def same_title(uow: UnitOfWork, draft: DraftPlan, coordinator: Person) -> Plan | None:
    """The one plan of this coordinator that has the same title, if there is exactly one."""
    title = _fold(draft.title)
    found = [
        plan
        for plan in uow.plans.all()
        if title and _fold(plan.title) == title and plan.state is not PlanState.CLOSED and _may(uow, plan, coordinator)
    ]
    return found[0] if len(found) == 1 else None


def own_columns(plan: Plan | None, draft: DraftPlan) -> dict[str, ColumnRole]:
    """What was said of the columns of this very plan, as far as the document has them and they were read otherwise."""
    if plan is None:
        return {}
    return {one.heading: one.role for one in _corrections(plan, draft)}


def fitting(corrections: Mapping[str, str], draft: DraftPlan) -> dict[str, str]:
    """What was said of columns, as far as this document has them."""
    known = {fold_heading(heading) for heading in (*draft.columns, *dict(draft.roles))}
    return {heading: role for heading, role in corrections.items() if fold_heading(heading) in known}


def with_notes(draft: DraftPlan, corrections: Mapping[str, str]) -> DraftPlan:
    """The draft with a note on what was said of columns that this document doesn't have."""
    lost = [heading for heading in corrections if heading not in fitting(corrections, draft)]
    if not lost:
        return draft
    named = join_names([f"“{heading}”" for heading in lost])
    note = trn(
        "It has no column {named}, of which you said before what it holds; I remember that for the next version.",
        "It has no columns {named}, of which you said before what it holds; I remember that for the next version.",
        len(lost),
        named=named,
    )
    return replace(draft, notes=(note, *draft.notes))


def offered_columns(uow: UnitOfWork, draft: DraftPlan, coordinator: Person) -> list[Remembered]:
    """What was said in other plans of the organisation of columns that this document has too: to be offered, never
    taken. First what this coordinator said; of other plans, those that everybody may see.
    """
    own: dict[str, Remembered] = {}
    others: dict[str, Remembered] = {}
    for plan in uow.plans.all():
        if plan.code == draft.code or not plan.corrections:
            continue
        mine = _may(uow, plan, coordinator)
        if mine or _is_for_all(plan):
            for one in _corrections(plan, draft):
                (own if mine else others).setdefault(one.heading, replace(one, own=mine))
    return list((others | own).values())


def _corrections(plan: Plan, draft: DraftPlan) -> list[Remembered]:
    roles = {_fold(heading): (heading, role) for heading, role in draft.roles}
    given = {_fold(heading) for heading, _ in draft.given}
    found = []
    for heading, role in plan.corrections.items():
        here = roles.get(_fold(heading))
        if here is not None and _fold(heading) not in given and here[1].value != role and role in set(ColumnRole):
            found.append(Remembered(plan.code, here[0], ColumnRole(role)))
    return found


def _is_for_all(plan: Plan) -> bool:
    return plan.state is PlanState.LIVE and not (plan.settings.restricted or plan.settings.sensitive)


def _may(uow: UnitOfWork, plan: Plan, person: Person) -> bool:
    return any(one.id == person.id for one in uow.people.holders(Role.COORDINATOR, plan.id))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
