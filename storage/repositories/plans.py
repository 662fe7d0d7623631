"""Plans as wholes: stored with all of their parts, read, changed, counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy import bindparam, func, literal_column, select

from domain.actions import Action
from domain.errors import StaleWrite
from domain.events import Event, PlanSettingsChanged
from domain.ids import PlanId
from domain.plan_counts import PlanCounts
from domain.plans import Plan, PlanState, Question, Recommendation, Section
from domain.ports import PlanContents
from domain.rag import RagValue
from storage import searching
from storage.mapping import (
    Values,
    action_lead_values,
    lead_values,
    milestone_values,
    new_action_values,
    plan_from,
    plan_values,
    question_from,
    question_values,
    recommendation_from,
    recommendation_values,
    section_from,
    section_values,
)
from storage.prepared import Found, Kept
from storage.repositories.follows import Follows
from storage.repositories.history import log
from storage.repositories.leads import Leads
from storage.repositories.refreshes import queue_refreshes_of_plan
from storage.repositories.scope import ORGANISATION, Rows, Scope, View, in_view, plan_in_view
from storage.repositories.waking import wake_plan
from storage.schema import (
    IS_OPEN,
    NAMES_NO_DAY,
    action_leads,
    actions,
    leads,
    milestones,
    plans,
    questions,
    recommendations,
    sections,
)
from storage.text import fold_key


@cache
def _one(view: View, column: str, *, lock: bool) -> Rows:
    statement = select(plans).where(
        plans.c.organisation_id == ORGANISATION, plans.c[column] == bindparam("wanted"), plan_in_view(view)
    )
    # Shared: many may change actions of a plan at once, but nobody closes it under their hands.
    return statement.with_for_update(read=True) if lock else statement


@cache
def _all(view: View) -> Rows:
    return (
        select(plans).where(plans.c.organisation_id == ORGANISATION, plan_in_view(view)).order_by(plans.c.code_folded)
    )


@cache
def _recommendation(view: View) -> Rows:
    return select(recommendations).where(
        recommendations.c.organisation_id == ORGANISATION,
        recommendations.c.id == bindparam("recommendation"),
        in_view(recommendations, view),
    )


@cache
def _section(view: View) -> Rows:
    return select(sections).where(
        sections.c.organisation_id == ORGANISATION,
        sections.c.id
        == select(recommendations.c.section_id)
        .where(
            recommendations.c.organisation_id == ORGANISATION,
            recommendations.c.id == bindparam("recommendation"),
        )
        .scalar_subquery(),
        in_view(sections, view),
    )


@cache
def _questions(view: View) -> Rows:
    return (
        select(questions)
        .where(
            questions.c.organisation_id == ORGANISATION,
            questions.c.plan_id == bindparam("plan"),
            questions.c.answered_at.is_(None),
            in_view(questions, view),
        )
        .order_by(questions.c.position)
    )


@cache
def _counts(view: View) -> Rows:
    unlinked = (
        select(func.count())
        .select_from(leads)
        .where(
            leads.c.organisation_id == ORGANISATION,
            leads.c.plan_id == bindparam("plan"),
            leads.c.person_id.is_(None),
            in_view(leads, view),
        )
        .scalar_subquery()
    )
    asked = (
        select(func.count())
        .select_from(questions)
        .where(
            questions.c.organisation_id == ORGANISATION,
            questions.c.plan_id == bindparam("plan"),
            questions.c.answered_at.is_(None),
            in_view(questions, view),
        )
        .scalar_subquery()
    )
    return select(
        func.count().filter(IS_OPEN).label("open"),
        func.count().filter(IS_OPEN, actions.c.due_sort < bindparam("today")).label("overdue"),
        func.count().filter(actions.c.status == literal_column("'complete'")).label("complete"),
        func.count().filter(IS_OPEN, NAMES_NO_DAY).label("no_date"),
        unlinked.label("unlinked"),
        asked.label("asked"),
        *(
            func.count().filter(IS_OPEN, actions.c.rag_value == literal_column(f"'{value}'")).label(f"rag_{value}")
            for value in RagValue
        ),
    ).where(actions.c.organisation_id == ORGANISATION, actions.c.plan_id == bindparam("plan"), in_view(actions, view))


_PLANS = Kept(plan_from, size=128)
"""A plan hardly ever changes, and every change in it asks for it."""

_UPDATE = plans.update().where(plans.c.organisation_id == ORGANISATION, plans.c.id == bindparam("of_plan"))
_DELETE_DRAFT = plans.delete().where(
    plans.c.organisation_id == ORGANISATION,
    plans.c.id == bindparam("of_plan"),
    plans.c.state == literal_column("'draft'"),
)


@cache
def _of_action(view: View, column: str) -> Rows:
    """The plan of an action, as `_one` would find it."""
    of = select(actions.c.plan_id).where(
        actions.c.organisation_id == ORGANISATION, actions.c[column] == bindparam("wanted")
    )
    return (
        select(plans)
        .where(plans.c.organisation_id == ORGANISATION, plans.c.id == of.scalar_subquery(), plan_in_view(view))
        .with_for_update(read=True)
    )


def read_along(scope: Scope, column: str, wanted: str) -> None:
    """Whoever looks for an action asks for its plan next: it comes with the same journey."""

    def remember(found: Found) -> None:
        scope.plans_read = {plan.id: plan for plan in found.made(_PLANS)}

    scope.later(_of_action(scope.view, column), remember, wanted=wanted)


class SqlPlans(Leads, Follows):
    """`domain.ports.Plans`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def by_code(self, code: str) -> Plan | None:
        """The plan with this code, whatever its case; it can't change until the end of a writing unit of work."""
        return self._plan("code_folded", fold_key(code))

    def by_id(self, plan_id: PlanId) -> Plan | None:
        """Likewise by id."""
        return self._scope.plans_read.pop(plan_id, None) or self._plan("id", plan_id)

    def all(self) -> Sequence[Plan]:
        """Every plan in sight, by code."""
        return self._scope.made(_PLANS, _all(self._scope.view))

    def add(self, contents: PlanContents, *, because: Event) -> None:
        """Store a plan with all of its parts, a statement for each kind."""
        scope, plan, organisation = self._scope, contents.plan, self._scope.organisation_id
        scope.add(plans, [self._own(plan_values(plan))])
        scope.add(sections, [section_values(each, organisation) for each in contents.sections])
        scope.add(recommendations, [recommendation_values(each, organisation) for each in contents.recommendations])
        scope.add(leads, [lead_values(each, organisation) for each in contents.leads])
        scope.add(actions, [self._own(new_action_values(each, plan.code)) for each in contents.actions])
        scope.add(action_leads, [self._own(row) for each in contents.actions for row in action_lead_values(each)])
        scope.add(milestones, [self._own(row) for each in contents.actions for row in milestone_values(each)])
        searching.reindex_plan(scope, plan.id)
        scope.add(questions, [question_values(each, organisation, at) for at, each in enumerate(contents.questions)])
        self._wake(plan, because)
        log(scope, because)

    def save(self, plan: Plan, *, because: Event) -> None:
        """Write a plan's state, with its history row.

        Raises:
            StaleWrite: it is no longer there.
        """
        values = plan_values(plan)
        del values["organisation_id"], values["id"]
        if self._scope.run(_UPDATE, of_plan=plan.id, **values).rowcount != 1:
            raise StaleWrite("plans")
        self._wake(plan, because)
        log(self._scope, because)
        if isinstance(because, PlanSettingsChanged) and plan.settings.restricted and "restricted" in because.after:
            queue_refreshes_of_plan(self._scope, plan.id)

    def _wake(self, plan: Plan, because: Event) -> None:
        if plan.state is PlanState.LIVE:
            wake_plan(self._scope, plan.id, because.at)

    def delete_draft(self, plan_id: PlanId, *, because: Event) -> None:
        """Remove a draft with all of its parts (history stays).

        Raises:
            StaleWrite: it is gone, or no longer a draft.
        """
        if self._scope.run(_DELETE_DRAFT, of_plan=plan_id).rowcount != 1:
            raise StaleWrite("plans.state")
        log(self._scope, because)

    def recommendation(self, action: Action) -> Recommendation | None:
        """The recommendation an action belongs to."""
        row = self._scope.first(_recommendation(self._scope.view), recommendation=action.recommendation_id)
        return None if row is None else recommendation_from(row)

    def section(self, action: Action) -> Section | None:
        """The section it stands in."""
        row = self._scope.first(_section(self._scope.view), recommendation=action.recommendation_id)
        return None if row is None else section_from(row)

    def questions(self, plan_id: PlanId) -> Sequence[Question]:
        """The open questions of a plan, in its order."""
        return [question_from(row) for row in self._scope.all(_questions(self._scope.view), plan=plan_id)]

    def counts(self, plan_id: PlanId, today: date) -> PlanCounts:
        """The plan in figures; all of them 0 where it is not in sight."""
        row = self._scope.all(_counts(self._scope.view), plan=plan_id, today=today)[0]
        colours = {value: count for value in RagValue if (count := getattr(row, f"rag_{value}"))}
        return PlanCounts(row.open, row.overdue, row.complete, row.no_date, row.unlinked, row.asked, colours)

    def _plan(self, column: str, wanted: str) -> Plan | None:
        statement = _one(self._scope.view, column, lock=self._scope.writing)
        return next(iter(self._scope.made(_PLANS, statement, wanted=wanted)), None)

    def _own(self, values: Values) -> Values:
        """Whatever the value says, it is stored in the organisation of this unit of work."""
        return values | {"organisation_id": self._scope.organisation_id}
