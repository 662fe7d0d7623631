"""The ledger of missed dates: which channel heard of which, so that each is told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, bindparam, exists, func, literal_column, not_, select

from domain.actions import ActionRow
from domain.events import OverdueAnnounced
from domain.ids import PlanId
from domain.people import SYSTEM
from domain.plans import Follow
from storage.repositories.action_rows import ACTION_ROWS, ROW_COLUMNS
from storage.repositories.history import log_all
from storage.repositories.scope import ORGANISATION, Count, Rows, Scope, View, batches, in_view
from storage.schema import IS_OPEN, NOT_ANNOUNCED, actions, announcements, follows, plans


def _told(workspace: Any, channel: Any) -> ColumnElement[bool]:
    """Was this channel told of the date that the action now has?"""
    told = exists().where(
        announcements.c.organisation_id == actions.c.organisation_id,
        announcements.c.action_id == actions.c.id,
        announcements.c.due_latest == actions.c.due_latest,
        announcements.c.workspace_id == workspace,
        announcements.c.channel == channel,
    )
    # Left to itself, SQLAlchemy would look for a second `actions` inside an UPDATE of `actions`.
    return told.correlate_except(announcements)


def _settled() -> ColumnElement[bool]:
    """Has every channel that follows the plan heard, and is there one?"""
    follower = and_(follows.c.organisation_id == actions.c.organisation_id, follows.c.plan_id == actions.c.plan_id)
    followed = exists().where(follower).correlate_except(follows)
    unheard = exists().where(follower, not_(_told(follows.c.workspace_id, follows.c.channel)))
    return and_(actions.c.due_latest.is_not(None), followed, not_(unheard.correlate_except(follows)))


@cache
def newly_overdue_statements(view: View, *, lock: bool) -> tuple[Rows, Count]:
    """A page of what a channel has not heard of, and the count."""
    live = exists().where(
        plans.c.organisation_id == actions.c.organisation_id,
        plans.c.id == actions.c.plan_id,
        plans.c.state == literal_column("'live'"),
    )
    follows_still = exists().where(follows.c.organisation_id == ORGANISATION, follows.c.id == bindparam("follow"))
    where = and_(
        actions.c.plan_id == bindparam("plan"),
        actions.c.organisation_id == ORGANISATION,
        NOT_ANNOUNCED,
        actions.c.late_from <= bindparam("today"),
        actions.c.not_in == literal_column("''"),  # nobody is reminded of what may be no more
        not_(_told(bindparam("workspace"), bindparam("channel"))),
        live,
        follows_still,
        in_view(actions, view),
    )
    rows = select(*ROW_COLUMNS).where(where).order_by(actions.c.late_from, actions.c.key_sort).limit(bindparam("size"))
    if lock:
        rows = rows.with_for_update(of=actions)
    return rows, select(func.count()).select_from(actions).where(where)


_LATE_STILL = (
    select(actions.c.id, actions.c.due_latest)
    .where(actions.c.organisation_id == ORGANISATION, actions.c.id.in_(bindparam("ids", expanding=True)), IS_OPEN)
    .order_by(actions.c.id)
    .with_for_update()
)


@cache
def _settle() -> Update:
    """Work out anew whether these actions are done with."""
    return (
        actions.update()
        .where(actions.c.organisation_id == ORGANISATION, actions.c.id.in_(bindparam("ids", expanding=True)))
        .values(announced=_settled())
    )


@cache
def _settle_plan() -> Update:
    settled = _settled()
    return (
        actions.update()
        .where(
            actions.c.organisation_id == ORGANISATION,
            actions.c.plan_id == bindparam("of_plan"),
            actions.c.late_from.is_not(None),
            actions.c.announced != settled,
        )
        .values(announced=settled)
    )


def settle(scope: Scope, ids: Sequence[str]) -> None:
    """Put the sweep's marks right after a date moved or a channel was told."""
    for some in batches(ids):
        scope.run(_settle(), ids=list(some))


def settle_plan(scope: Scope, plan_id: PlanId) -> None:
    """The same for a whole plan, after a channel began or ceased to follow it."""
    scope.run(_settle_plan(), of_plan=plan_id)


class Ledger:
    """The part of `domain.ports.Actions` that the sweep uses."""

    _scope: Scope

    def newly_overdue(self, follow: Follow, today: date, limit: int = 1000) -> tuple[Sequence[ActionRow], int]:
        """Late actions of a live plan whose missed date this channel has not heard of, and how many in all."""
        page, count = newly_overdue_statements(self._scope.view, lock=self._scope.writing)
        values = {
            "plan": follow.plan_id,
            "follow": follow.id,
            "workspace": follow.workspace_id,
            "channel": follow.channel,
            "today": today,
        }
        rows = self._scope.made(ACTION_ROWS, page, size=limit, **values)
        return rows, len(rows) if len(rows) < limit else self._scope.number(count, **values)

    def announce(
        self, follow: Follow, rows: Sequence[ActionRow], *, at: datetime, quietly: bool = False
    ) -> Sequence[ActionRow]:
        """Enter these missed dates in the ledger (action, date, channel); gives the rows that were not in it yet.

        A row whose action was closed or moved since it was read is left out.
        """
        entered: set[str] = set()
        for some in batches(rows):
            late = {row.id: row.due_latest for row in self._scope.all(_LATE_STILL, ids=[row.id for row in some])}
            true_still = [row for row in some if row.due.latest is not None and late.get(row.id) == row.due.latest]
            entered |= self._enter(follow, true_still, at, quietly=quietly)
        new = [row for row in rows if row.id in entered]
        settle(self._scope, [row.id for row in rows])
        if not quietly:
            channel = follow.channel_name or follow.channel
            by = replace(SYSTEM, platform=follow.platform)  # so that history says where it was told
            log_all(
                self._scope,
                (
                    (
                        OverdueAnnounced(
                            at=at, by=by, plan_id=row.plan_id, action_id=row.id, due=row.due, channel=channel
                        ),
                        None,
                    )
                    for row in new
                ),
            )
        return new

    def _enter(self, follow: Follow, rows: Sequence[ActionRow], at: datetime, *, quietly: bool) -> set[str]:
        if not rows:
            return set()
        statement = self._scope.insert(announcements).on_conflict_do_nothing().returning(announcements.c.action_id)
        values = [
            {
                "organisation_id": self._scope.organisation_id,
                "action_id": row.id,
                "due_latest": row.due.latest,
                "workspace_id": follow.workspace_id,
                "channel": follow.channel,
                "at": at,
                "quietly": quietly,
            }
            for row in rows
        ]
        return set(self._scope.connection.execute(statement, values).scalars())
