"""What happened: written with each change, read by whoever may see the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, literal_column, or_, select

from domain.errors import StaleWrite
from domain.events import Event
from domain.happened import Logged
from domain.ids import ActionId, EventId, PersonId, PlanId
from storage.mapping import Values, logged_from
from storage.repositories.scope import GUEST, ORGANISATION, Count, Rows, Scope, View, batches, in_view
from storage.schema import actions, history
from storage.text import pack_model


def event_values(scope: Scope, event: Event, version: int | None = None) -> Values:
    """The row of history for an event; `version` is the action's after it."""
    return {
        "organisation_id": scope.organisation_id,
        "id": event.id,
        "kind": event.kind,
        "at": event.at,
        "person_id": event.by.person_id,
        "plan_id": event.plan_id,
        "action_id": event.action_id,
        "version": version,
        "request": scope.request,
        "event": pack_model(event),
    }


def log(scope: Scope, event: Event, version: int | None = None) -> None:
    """Write an event down."""
    scope.add_later(history, event_values(scope, event, version))


def log_all(scope: Scope, events: Iterable[tuple[Event, int | None]]) -> None:
    """Write several down, in this order."""
    scope.add(history, [event_values(scope, event, version) for event, version in events])


def _seen(view: View) -> ColumnElement[bool]:
    """What happened to a plan is seen by whoever sees the plan; what happened to none, by everybody."""
    if view in (View.EVERYTHING, View.NOTHING):
        return in_view(history, view)
    if view is View.GUEST:  # and what they settled for themselves
        own = and_(history.c.plan_id.is_(None), history.c.person_id.in_(GUEST))
        return or_(own, in_view(history, view))
    return or_(history.c.plan_id.is_(None), in_view(history, view))


@cache
def _logged(view: View) -> Rows:
    return select(history.c.event, history.c.version, history.c.undone_by, history.c.request).where(
        history.c.organisation_id == ORGANISATION, _seen(view)
    )


@cache
def _of_action(view: View) -> Rows:
    return (
        _logged(view)
        .where(history.c.action_id == bindparam("action"))
        .order_by(history.c.sequence.desc())
        .limit(bindparam("size"))
        .offset(bindparam("skipped"))
    )


@cache
def _count_of_action(view: View) -> Count:
    return (
        select(func.count())
        .select_from(history)
        .where(history.c.organisation_id == ORGANISATION, history.c.action_id == bindparam("action"), _seen(view))
    )


def _is_beside(view: View, kinds: frozenset[str], *, of_plan: bool) -> ColumnElement[bool]:
    wanted = and_(
        history.c.organisation_id == ORGANISATION,
        history.c.action_id.is_(None),
        history.c.kind.in_([literal_column(f"'{kind}'") for kind in sorted(kinds)]),
        _seen(view),
    )
    return and_(wanted, history.c.plan_id == bindparam("plan")) if of_plan else wanted


@cache
def _beside_actions(view: View, kinds: frozenset[str], *, of_plan: bool) -> Rows:
    return (
        select(history.c.event, history.c.version, history.c.undone_by, history.c.request)
        .where(_is_beside(view, kinds, of_plan=of_plan))
        .order_by(history.c.sequence.desc())
        .limit(bindparam("size"))
        .offset(bindparam("skipped"))
    )


@cache
def _count_beside_actions(view: View, kinds: frozenset[str], *, of_plan: bool) -> Count:
    return select(func.count()).select_from(history).where(_is_beside(view, kinds, of_plan=of_plan))


@cache
def _by_id(view: View) -> Rows:
    return _logged(view).where(history.c.id == bindparam("event"))


@cache
def _latest_of(view: View, *, one_action: bool) -> Rows:
    statement = (
        _logged(view)
        .where(history.c.person_id == bindparam("person"), history.c.at >= bindparam("since"))
        .order_by(history.c.sequence.desc())
        .limit(bindparam("size"))
    )
    return statement.where(history.c.action_id == bindparam("action")) if one_action else statement


@cache
def _of_plan(view: View) -> Rows:
    # Rarely asked, and of the last day: the newest rows are read, and no index is kept for it.
    return (
        _logged(view)
        .where(history.c.plan_id == bindparam("plan"), history.c.at >= bindparam("since"))
        .order_by(history.c.sequence.desc())
        .limit(bindparam("size"))
    )


@cache
def _of_request(view: View) -> Rows:
    # By the person, for whom there is an index; nobody's requests are asked for.
    return (
        _logged(view)
        .where(history.c.person_id == bindparam("person"), history.c.request == bindparam("wanted"))
        .order_by(history.c.sequence)
    )


@cache
def completions_statement(view: View) -> Rows:
    """What of some actions a person completed lately."""
    return (
        select(history.c.action_id, history.c.id)
        .where(
            history.c.organisation_id == ORGANISATION,
            history.c.action_id.in_(bindparam("actions", expanding=True)),
            # Not `person_id =`: SQLite, without statistics, would read all that this person ever did.
            func.coalesce(history.c.person_id, "") == bindparam("person"),
            history.c.at >= bindparam("since"),
            history.c.kind == literal_column("'action_completed'"),
            history.c.undone_by.is_(None),
            _seen(view),
        )
        .order_by(history.c.sequence)
    )


@cache
def lately_statement(view: View, *, of_plans: bool) -> Rows:
    """The newest changes to some actions, or to those of some plans."""
    wanted: BindParameter[str] = bindparam("wanted", expanding=True)
    in_plans = select(actions.c.id).where(actions.c.organisation_id == ORGANISATION, actions.c.plan_id.in_(wanted))
    return (
        _logged(view)
        .add_columns(history.c.sequence)
        .where(
            # Found by their actions, for which there is an index, and not by everything that happened since.
            history.c.action_id.in_(in_plans if of_plans else wanted),
            history.c.at >= bindparam("since"),
            func.coalesce(history.c.person_id, "") != bindparam("person"),
            history.c.kind != literal_column("'overdue_announced'"),
        )
        .order_by(history.c.sequence.desc())
        .limit(bindparam("size"))
    )


@cache
def _since_version(view: View) -> Rows:
    return (
        _logged(view)
        .where(history.c.action_id == bindparam("action"), history.c.version > bindparam("seen"))
        .order_by(history.c.sequence)
    )


_MARK_UNDONE = (
    history.update()
    .where(
        history.c.organisation_id == ORGANISATION,
        history.c.id == bindparam("event_id"),
        history.c.undone_by.is_(None),
    )
    .values(undone_by=bindparam("by_event"))
)
_COUNTS_AGAIN = (
    history.update()
    .where(
        history.c.organisation_id == ORGANISATION,
        history.c.id == bindparam("event_id"),
        history.c.undone_by == bindparam("by_event"),
    )
    .values(undone_by=None)
)


class SqlHistory:
    """`domain.ports.History`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, event: Event) -> None:
        """Write down something that no other repository writes with its change."""
        log(self._scope, event)

    def of_action(self, action_id: ActionId, *, limit: int = 20, offset: int = 0) -> tuple[Sequence[Logged], int]:
        """Newest first, and how many in all."""
        view = self._scope.view
        rows = self._scope.all(_of_action(view), action=action_id, size=limit, skipped=offset)
        return [logged_from(row) for row in rows], self._scope.number(_count_of_action(view), action=action_id)

    def beside_actions(
        self, kinds: frozenset[str], *, plan_id: PlanId | None = None, limit: int = 20, offset: int = 0
    ) -> tuple[Sequence[Logged], int]:
        """What happened beside actions, of these kinds and (if given) to this plan: newest first, and how many."""
        view = self._scope.view
        named = {} if plan_id is None else {"plan": plan_id}
        rows = self._scope.all(
            _beside_actions(view, kinds, of_plan=plan_id is not None), size=limit, skipped=offset, **named
        )
        total = self._scope.number(_count_beside_actions(view, kinds, of_plan=plan_id is not None), **named)
        return [logged_from(row) for row in rows], total

    def by_id(self, event_id: EventId) -> Logged | None:
        """One line."""
        row = self._scope.first(_by_id(self._scope.view), event=event_id)
        return None if row is None else logged_from(row)

    def latest_of(
        self, person_id: PersonId, *, since: datetime, action_id: ActionId | None = None, limit: int = 20
    ) -> Sequence[Logged]:
        """The newest changes that this person made since then, newest first."""
        statement = _latest_of(self._scope.view, one_action=action_id is not None)
        rows = self._scope.all(statement, person=person_id, since=since, action=action_id, size=limit)
        return [logged_from(row) for row in rows]

    def of_plan(self, plan_id: PlanId, *, since: datetime, limit: int) -> Sequence[Logged]:
        """What happened to a plan and its actions since then, newest first."""
        rows = self._scope.all(_of_plan(self._scope.view), plan=plan_id, since=since, size=limit)
        return [logged_from(row) for row in rows]

    def of_request(self, request: str, person_id: PersonId) -> Sequence[Logged]:
        """Everything that a request of this person wrote down, oldest first."""
        rows = self._scope.all(_of_request(self._scope.view), person=person_id, wanted=request)
        return [logged_from(row) for row in rows]

    def lately(
        self,
        action_ids: Collection[ActionId],
        plan_ids: Collection[PlanId],
        *,
        since: datetime,
        but: PersonId,
        limit: int = 5,
    ) -> Sequence[Logged]:
        """The newest changes to these actions, and to those of these plans, by anybody `but` this person."""
        found: dict[int, Logged] = {}
        for of_plans, wanted in ((False, sorted(action_ids)), (True, sorted(plan_ids))):
            statement = lately_statement(self._scope.view, of_plans=of_plans)
            for some in batches(wanted):
                for row in self._scope.all(statement, wanted=list(some), since=since, person=but, size=limit):
                    found[row.sequence] = logged_from(row)
        return [found[number] for number in sorted(found, reverse=True)[:limit]]

    def completions(
        self, action_ids: Sequence[ActionId], person_id: PersonId, *, since: datetime
    ) -> Mapping[ActionId, EventId]:
        """Of each of these actions, the newest completion by this person since then that was not taken back."""
        found: dict[ActionId, EventId] = {}
        for some in batches(action_ids):
            statement = completions_statement(self._scope.view)
            for row in self._scope.all(statement, actions=list(some), person=person_id, since=since):
                found[ActionId(row.action_id)] = EventId(row.id)  # the newest comes last
        return found

    def since_version(self, action_id: ActionId, version: int) -> Sequence[Logged]:
        """What changed an action after it had this version, oldest first."""
        rows = self._scope.all(_since_version(self._scope.view), action=action_id, seen=version)
        return [logged_from(row) for row in rows]

    def mark_undone(self, event_id: EventId, by: EventId) -> None:
        """Remember which event took this one back.

        Raises:
            StaleWrite: another one did.
        """
        if self._scope.run(_MARK_UNDONE, event_id=event_id, by_event=by).rowcount != 1:
            raise StaleWrite("history.undone_by")

    def mark_redone(self, event_id: EventId, undone_by: EventId) -> None:
        """It counts again: what had taken it back was taken back itself.

        Raises:
            StaleWrite: it counts already, or something else took it back.
        """
        if self._scope.run(_COUNTS_AGAIN, event_id=event_id, by_event=undone_by).rowcount != 1:
            raise StaleWrite("history.undone_by")
