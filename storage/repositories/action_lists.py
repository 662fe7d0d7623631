"""Actions in lists: each is one query in the order of an index, and a count where the page does not show all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal_column, select, true

from domain.actions import ActionRow, Status
from domain.ids import ActionId, PersonId, PlanId
from storage.mapping import NO_DATE
from storage.repositories.action_rows import ACTION_ROWS, ROW_COLUMNS
from storage.repositories.scope import ORGANISATION, Count, Rows, Scope, View, batches, in_view
from storage.schema import IS_OPEN, action_leads, actions, leads, plans
from storage.text import fold_key

_MOST_REFS = 20
_OPEN = frozenset({Status.OPEN.value})

_OF_PLAN = actions.c.plan_id == bindparam("plan")
_IN_ORDER = (actions.c.due_sort, actions.c.key_sort)


def _where(view: View, *conditions: ColumnElement[bool], running: bool = False) -> ColumnElement[bool]:
    return and_(actions.c.organisation_id == ORGANISATION, *conditions, in_view(actions, view, running=running))


def _page(where: ColumnElement[bool]) -> tuple[Rows, Count]:
    rows = select(*ROW_COLUMNS).where(where).order_by(*_IN_ORDER)
    return (
        rows.limit(bindparam("size")).offset(bindparam("skipped")),
        select(func.count()).select_from(actions).where(where),
    )


@cache
def overdue_statements(view: View, *, one_plan: bool) -> tuple[Rows, Count]:
    """A page of what is late, and the count; what plans have that are closed, only where one is named."""
    plan = (_OF_PLAN,) if one_plan else ()
    return _page(_where(view, *plan, IS_OPEN, actions.c.due_sort < bindparam("today"), running=not one_plan))


@cache
def _due_between(view: View, *, one_plan: bool) -> tuple[Rows, Count]:
    plan = (_OF_PLAN,) if one_plan else ()
    span = actions.c.due_sort.between(bindparam("first"), bindparam("last"))
    return _page(_where(view, *plan, IS_OPEN, span, running=not one_plan))


@cache
def of_person_statement(view: View, *, running: bool = False) -> Rows:
    """Everything that a person leads in plans that are no drafts (`running`: nor closed)."""
    # Not a join: without statistics, SQLite would begin with every lead of every action.
    own = select(leads.c.id).where(
        leads.c.organisation_id == ORGANISATION, leads.c.person_id.in_(bindparam("people", expanding=True))
    )
    led = select(action_leads.c.action_id).where(
        action_leads.c.organisation_id == ORGANISATION, action_leads.c.lead_id.in_(own)
    )
    # Who sees no drafts need not be kept from them a second time.
    published = (
        true()
        if view is View.LIVE
        else exists().where(
            plans.c.organisation_id == actions.c.organisation_id,
            plans.c.id == actions.c.plan_id,
            plans.c.state == literal_column("'live'") if running else plans.c.state != literal_column("'draft'"),
        )
    )
    return (
        select(*ROW_COLUMNS)
        .where(
            _where(
                view,
                actions.c.id.in_(led),
                actions.c.status.in_(bindparam("statuses", expanding=True)),
                published,
                running=running,
            )
        )
        .order_by(*_IN_ORDER)
    )


@cache
def _by_local_ref(view: View, *, one_plan: bool) -> Rows:
    plan = (_OF_PLAN,) if one_plan else ()
    where = _where(view, *plan, actions.c.local_folded == bindparam("local"))
    return select(*ROW_COLUMNS).where(where).order_by(actions.c.key_sort).limit(_MOST_REFS)


@cache
def _keys(view: View, *, one_plan: bool) -> Rows:
    plan = (_OF_PLAN,) if one_plan else ()
    return select(actions.c.key).where(_where(view, *plan)).order_by(actions.c.key_sort).limit(bindparam("size"))


@cache
def _rows(view: View, column: str) -> Rows:
    return select(*ROW_COLUMNS).where(_where(view, actions.c[column].in_(bindparam("wanted", expanding=True))))


class ActionLists:
    """The part of `domain.ports.Actions` that lists."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def by_local_ref(self, local: str, plan_id: PlanId | None = None) -> Sequence[ActionRow]:
        """Every action whose key ends in this after the plan's code, at most 20."""
        statement = _by_local_ref(self._scope.view, one_plan=plan_id is not None)
        return self._scope.made(ACTION_ROWS, statement, local=fold_key(local), plan=plan_id)

    def keys(self, plan_id: PlanId | None = None, limit: int = 5000) -> Sequence[str]:
        """Keys, for "did you mean"."""
        statement = _keys(self._scope.view, one_plan=plan_id is not None)
        return [row.key for row in self._scope.all(statement, plan=plan_id, size=limit)]

    def of_person(
        self, person_id: PersonId, *, statuses: frozenset[str], also: Collection[PersonId] = ()
    ) -> Sequence[ActionRow]:
        """Actions with a lead linked to this person (or to one of `also`, for whom they act), in live plans (in closed
        ones too, where not only open ones are wanted), by due date (none last), then key.
        """
        statement = of_person_statement(self._scope.view, running=statuses == _OPEN)
        people = sorted({person_id, *also})
        return self._scope.made(ACTION_ROWS, statement, people=people, statuses=sorted(map(str, statuses)))

    def overdue(
        self, today: date, *, plan_id: PlanId | None = None, limit: int = 10, offset: int = 0
    ) -> tuple[Sequence[ActionRow], int]:
        """Open actions past their date, longest first, and how many there are in all."""
        statements = overdue_statements(self._scope.view, one_plan=plan_id is not None)
        return self._page(statements, limit, offset, today=today, plan=plan_id)

    def due_between(
        self, first: date, last: date, *, plan_id: PlanId | None = None, limit: int = 10, offset: int = 0
    ) -> tuple[Sequence[ActionRow], int]:
        """Open actions whose last day lies in the span (inclusive), soonest first, and how many in all."""
        statements = _due_between(self._scope.view, one_plan=plan_id is not None)
        last = min(last, NO_DATE - timedelta(days=1))
        return self._page(statements, limit, offset, first=first, last=last, plan=plan_id)

    def rows(self, ids: Sequence[ActionId]) -> Sequence[ActionRow]:
        """These actions, in the order asked for."""
        found: dict[str, ActionRow] = {}
        for some in batches(ids):
            for row in self._scope.made(ACTION_ROWS, _rows(self._scope.view, "id"), wanted=list(some)):
                found[row.id] = row
        return [found[each] for each in ids if each in found]

    def rows_by_key(self, keys: Sequence[str]) -> Sequence[ActionRow]:
        """The actions with these keys, in the order asked for."""
        wanted = [fold_key(key) for key in keys]
        found: dict[str, ActionRow] = {}
        for some in batches(wanted):
            for row in self._scope.made(ACTION_ROWS, _rows(self._scope.view, "key_folded"), wanted=list(some)):
                found[fold_key(row.key)] = row
        return [found[each] for each in wanted if each in found]

    def _page(
        self, statements: tuple[Rows, Count], limit: int, offset: int, **values: Any
    ) -> tuple[Sequence[ActionRow], int]:
        page, count = statements
        rows = self._scope.made(ACTION_ROWS, page, size=limit, skipped=offset, **values)
        if len(rows) < limit and (rows or offset == 0):
            return rows, offset + len(rows)
        return rows, self._scope.number(count, **values)
