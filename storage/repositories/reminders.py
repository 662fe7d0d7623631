"""Whose turn it is to hear something, what they wish, and what they were told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import BindParameter, Update, and_, bindparam, exists, func, literal_column, select

from domain.actions import ActionRow
from domain.errors import StaleWrite
from domain.ids import ActionId, PersonId, PlanId
from domain.reminders.hearing import Told
from domain.reminders.records import PutOff, Turn
from domain.reminders.steps import Step
from domain.reminders.wishes import Wishes
from storage.mapping import AnyRow
from storage.repositories.action_rows import ACTION_ROWS, ROW_COLUMNS
from storage.repositories.notices import Notices
from storage.repositories.rounds import Rounds
from storage.repositories.scope import ORGANISATION, Rows, Scope, batches
from storage.repositories.waking import wake, wake_leads, wake_plan
from storage.schema import IS_OPEN, actions, history, nudges, preferences, put_off, turns

_PERSON: BindParameter[str] = bindparam("person")
_WISHES = select(preferences.c.given).where(
    preferences.c.organisation_id == ORGANISATION, preferences.c.person_id == _PERSON
)
_DONE: Update = (
    turns.update()
    .where(
        turns.c.organisation_id == ORGANISATION,
        turns.c.person_id == bindparam("of_person"),
        turns.c.owner == bindparam("of_owner"),
        turns.c.fence == bindparam("of_fence"),
        turns.c.leased_until.is_not(None),
    )
    .values(
        next_at=bindparam("new_next"),
        looked_on=bindparam("new_day"),
        told=bindparam("new_told"),
        leased_until=None,
        owner=None,
        attempts=0,
    )
)
_TOLD = select(nudges.c.action_id, nudges.c.due_on, nudges.c.step).where(
    nudges.c.organisation_id == ORGANISATION,
    nudges.c.person_id == _PERSON,
    nudges.c.action_id.in_(bindparam("ids", expanding=True)),
)
_BY_PEOPLE = (
    "progress_noted",
    "change_asked",
    "milestone_ticked",
    "rag_changed",
    "due_moved",
    "action_completed",
    "action_reopened",
    "leads_assigned",
)
_HEARD_OF = (
    select(history.c.action_id, func.max(history.c.at).label("at"))
    .where(
        history.c.organisation_id == ORGANISATION,
        history.c.action_id.in_(bindparam("ids", expanding=True)),
        history.c.kind.in_([literal_column(f"'{kind}'") for kind in _BY_PEOPLE]),
        history.c.undone_by.is_(None),
        history.c.person_id.is_not(None),
    )
    .group_by(history.c.action_id)
)
_JUDGED = (
    select(history.c.action_id)
    .where(
        history.c.organisation_id == ORGANISATION,
        history.c.action_id.in_(bindparam("ids", expanding=True)),
        history.c.kind == literal_column("'rag_changed'"),
        history.c.undone_by.is_(None),
        history.c.at >= bindparam("since"),
    )
    .distinct()
)
_OPEN_OF_PLAN = (
    select(*ROW_COLUMNS)
    .where(
        actions.c.organisation_id == ORGANISATION,
        actions.c.plan_id == bindparam("plan"),
        IS_OPEN,
        actions.c.not_in == literal_column("''"),
    )
    .order_by(actions.c.due_sort, actions.c.key_sort)
)
TO_ESCALATE = _OPEN_OF_PLAN.where(
    actions.c.due_sort < bindparam("before"),
    ~exists().where(
        nudges.c.organisation_id == actions.c.organisation_id,
        nudges.c.person_id == _PERSON,
        nudges.c.action_id == actions.c.id,
        nudges.c.due_on == actions.c.due_latest,
        nudges.c.step == literal_column(f"'{Step.ESCALATED.value}'"),
    ),
)
"""What is late and was not escalated to a coordinator yet."""


@cache
def _put_offs(*, one_person: bool) -> Rows:
    statement = select(put_off).where(put_off.c.organisation_id == ORGANISATION)
    if one_person:
        return statement.where(put_off.c.person_id == _PERSON).order_by(put_off.c.action_id)
    of_plan = and_(actions.c.organisation_id == put_off.c.organisation_id, actions.c.id == put_off.c.action_id)
    return (
        statement.join(actions, of_plan)
        .where(actions.c.plan_id == bindparam("plan"))
        .order_by(put_off.c.until, put_off.c.action_id)
    )


class SqlReminders(Notices, Rounds):
    """`domain.reminders.records.Reminders`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def wishes(self, person_id: PersonId) -> Wishes:
        """What somebody wishes."""
        row = self._scope.first(_WISHES, person=person_id)
        return Wishes() if row is None else Wishes.unpacked(row.given)

    def wish(self, person_id: PersonId, wishes: Wishes) -> None:
        """Keep it."""
        values = {
            "organisation_id": self._scope.organisation_id,
            "person_id": person_id,
            "given": wishes.packed(),
        }
        self._scope.upsert(preferences, values, key=("organisation_id", "person_id"))

    def wake(self, people: Collection[PersonId], at: datetime) -> None:
        """Something changed for these people: look at them anew at this moment, or earlier if that is due."""
        wake(self._scope, people, at)

    def wake_leads(self, action_id: ActionId, at: datetime) -> None:
        """The same for the leads of an action."""
        wake_leads(self._scope, action_id, at)

    def wake_plan(self, plan_id: PlanId, at: datetime) -> None:
        """The same for everybody who leads something in a plan, or has a role in it."""
        wake_plan(self._scope, plan_id, at)

    def done(self, turn: Turn, owner: str, *, next_at: datetime | None, looked_on: date | None, told: int) -> None:
        """The turn was taken, in this very transaction.

        Raises:
            StaleWrite: it is in other hands by now, or something changed meanwhile: nothing of it may be kept.
        """
        mine = {"of_person": turn.person_id, "of_owner": owner, "of_fence": turn.fence}
        taken = self._scope.run(_DONE, **mine, new_next=next_at, new_day=looked_on, new_told=told)
        if taken.rowcount != 1:
            raise StaleWrite("turns")

    def told(self, person_id: PersonId, actions: Collection[ActionId]) -> frozenset[Told]:
        """What the ledger says of a person and these actions."""
        return frozenset(
            Told(ActionId(row.action_id), row.due_on, Step(row.step))
            for some in batches(sorted(set(actions)))
            for row in self._scope.all(_TOLD, person=person_id, ids=list(some))
        )

    def tell(self, person_id: PersonId, entries: Collection[Told], at: datetime) -> None:
        """Enter these; what is there already stays."""
        rows = [
            {
                "organisation_id": self._scope.organisation_id,
                "person_id": person_id,
                "action_id": one.action_id,
                "due_on": one.due_on,
                "step": one.step.value,
                "at": at,
            }
            for one in entries
        ]
        if rows:
            self._scope.connection.execute(self._scope.insert(nudges).on_conflict_do_nothing(), rows)

    def heard_of(self, actions: Collection[ActionId]) -> Mapping[ActionId, datetime]:
        """When people last said something of these actions, or changed them; those never touched are not in it."""
        return {
            ActionId(row.action_id): row.at
            for some in batches(sorted(set(actions)))
            for row in self._scope.all(_HEARD_OF, ids=list(some))
        }

    def open_rows(self, plan_id: PlanId) -> Sequence[ActionRow]:
        """Every open action of a plan that its newest version still has, by date."""
        return self._scope.made(ACTION_ROWS, _OPEN_OF_PLAN, plan=plan_id)

    def to_escalate(self, plan_id: PlanId, person_id: PersonId, before: date) -> Sequence[ActionRow]:
        """Open actions of a plan due before this day, of whose date this coordinator was not told yet, by date."""
        return self._scope.made(ACTION_ROWS, TO_ESCALATE, plan=plan_id, person=person_id, before=before)

    def judged_since(self, actions: Collection[ActionId], since: datetime) -> frozenset[ActionId]:
        """Which of these actions were given another colour since then."""
        return frozenset(
            ActionId(row.action_id)
            for some in batches(sorted(set(actions)))
            for row in self._scope.all(_JUDGED, ids=list(some), since=since)
        )

    def put_off(self, entry: PutOff) -> None:
        """Keep that somebody asked to be reminded later, instead of what they asked before."""
        values = {
            "organisation_id": self._scope.organisation_id,
            "person_id": entry.person_id,
            "action_id": entry.action_id,
            "until": entry.until,
            "reason": entry.reason,
            "at": entry.at,
            "due_on": entry.due_on,
        }
        self._scope.upsert(put_off, values, key=("organisation_id", "person_id", "action_id"))

    def put_offs(self, *, person_id: PersonId | None = None, plan_id: PlanId | None = None) -> Sequence[PutOff]:
        """What a person put off, or what was put off in a plan."""
        statement = _put_offs(one_person=person_id is not None)
        return [_put_off_from(row) for row in self._scope.all(statement, person=person_id, plan=plan_id)]


def _put_off_from(row: AnyRow) -> PutOff:
    return PutOff(PersonId(row.person_id), ActionId(row.action_id), row.until, row.reason, row.at, row.due_on)
