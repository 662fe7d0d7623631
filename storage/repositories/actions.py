"""Actions: found by key or id, changed with the event that says why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, select

from domain.action_parts import Status
from domain.actions import Action, ProgressNote
from domain.errors import StaleWrite
from domain.events import ActionEvent
from domain.ids import ActionId, PlanId
from storage import searching
from storage.gathered import Gathered, rows_of
from storage.mapping import (
    AnyRow,
    Values,
    action_from,
    action_lead_values,
    milestone_values,
    note_from,
    signature_values,
    state_values,
)
from storage.prepared import Found
from storage.repositories.history import log
from storage.repositories.leads import leaders_of, without_actions
from storage.repositories.ledger import Ledger, settle
from storage.repositories.plans import read_along
from storage.repositories.questions import follow_change
from storage.repositories.refreshes import queue_refreshes, queue_refreshes_of_people
from storage.repositories.scope import ORGANISATION, Rows, Scope, View, in_view
from storage.repositories.searches import Searches
from storage.repositories.waking import wake_leads
from storage.schema import WAITS, action_leads, actions, card_actions, leads, milestones, progress_notes, questions
from storage.text import fold_key


def _parts(action: ColumnElement[str]) -> Sequence[ColumnElement[str]]:
    """What belongs to an action: its leads and its milestones."""
    lead, milestone = action_leads.c, milestones.c
    led = (
        select(Gathered(lead.position, lead.lead_id, leads.c.name, lead.role, leads.c.person_id))
        .join(leads, and_(leads.c.organisation_id == lead.organisation_id, leads.c.id == lead.lead_id))
        .where(lead.organisation_id == ORGANISATION, lead.action_id == action)
    )
    parts = (milestone[name] for name in _MilestonePart._fields)
    passed = select(Gathered(*parts)).where(milestone.organisation_id == ORGANISATION, milestone.action_id == action)
    return led.scalar_subquery().label("leads"), passed.scalar_subquery().label("milestones")


# What follows a change only where there is something: whoever is about to write asks for it along with the action.
_ASKED = exists().where(
    questions.c.organisation_id == ORGANISATION,
    questions.c.plan_id == actions.c.plan_id,
    questions.c.key == actions.c.key,
)
_SHOWN = exists().where(card_actions.c.organisation_id == ORGANISATION, card_actions.c.action_id == actions.c.id)


@cache
def _one(view: View, column: str, *, lock: bool, to_write: bool = False) -> Rows:
    statement = select(actions).where(
        actions.c.organisation_id == ORGANISATION, actions.c[column] == bindparam("wanted"), in_view(actions, view)
    )
    if not lock:
        statement = statement.add_columns(*_parts(actions.c.id))
        return statement.add_columns(_ASKED.label("asked"), _SHOWN.label("shown")) if to_write else statement
    # The parts are read once the lock is held: in the same statement they could be older than the action.
    return statement.with_for_update(of=actions)


@cache
def waiting_statement(view: View, *, one_plan: bool) -> Rows:
    """Open actions with a request on them, in the order of their index."""
    of_plan = (actions.c.plan_id == bindparam("plan"),) if one_plan else ()
    return (
        select(actions, *_parts(actions.c.id))
        .where(actions.c.organisation_id == ORGANISATION, WAITS, *of_plan, in_view(actions, view, running=not one_plan))
        .order_by(actions.c.plan_id, actions.c.key_sort)
        .limit(bindparam("size"))
    )


@cache
def _parts_alone(column: str) -> Rows:
    return select(*_parts(actions.c.id)).where(
        actions.c.organisation_id == ORGANISATION, actions.c[column] == bindparam("wanted")
    )


class _LeadPart(NamedTuple):
    position: int
    lead_id: str
    name: str
    role: str
    person_id: str | None


class _MilestonePart(NamedTuple):
    position: int
    id: str
    text: str
    due_text: str
    due_precision: str
    due_earliest: date | None
    due_latest: date | None
    due_needs_check: bool
    due_note: str
    done_at: datetime | None
    done_by: Any


def _milestone_part(*part: Any) -> _MilestonePart:
    """What JSON made text or a number of is a day or a truth again."""
    made = _MilestonePart(*part)
    return made._replace(
        due_earliest=made.due_earliest and date.fromisoformat(str(made.due_earliest)),
        due_latest=made.due_latest and date.fromisoformat(str(made.due_latest)),
        due_needs_check=bool(made.due_needs_check),
        done_at=_moment(made.done_at),
        done_by=json.loads(made.done_by) if isinstance(made.done_by, str) else made.done_by,
    )


def _moment(value: Any) -> datetime | None:
    if not value:
        return None
    at = datetime.fromisoformat(str(value))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


_UPDATE = actions.update().where(
    actions.c.organisation_id == ORGANISATION,
    actions.c.id == bindparam("of_action"),
    actions.c.version == bindparam("seen_version"),
)
_CLEAR_LEADS = action_leads.delete().where(
    action_leads.c.organisation_id == ORGANISATION, action_leads.c.action_id == bindparam("of_action")
)
_CLEAR_MILESTONES = milestones.delete().where(
    milestones.c.organisation_id == ORGANISATION, milestones.c.action_id == bindparam("of_action")
)
_TICK = milestones.update().where(
    milestones.c.organisation_id == ORGANISATION, milestones.c.id == bindparam("of_milestone")
)
_WITHDRAW = (
    progress_notes.update()
    .where(progress_notes.c.organisation_id == ORGANISATION, progress_notes.c.id == bindparam("note_id"))
    .values(withdrawn=bindparam("is_withdrawn"))
)
_ACTION_OF_NOTE = select(progress_notes.c.action_id).where(
    progress_notes.c.organisation_id == ORGANISATION, progress_notes.c.id == bindparam("note_id")
)


@cache
def _notes(view: View) -> Rows:
    seen: ColumnElement[bool] = actions.c.id.is_not(None) if view is View.EVERYTHING else in_view(actions, view)
    return (
        select(progress_notes)
        .join(
            actions,
            and_(
                actions.c.organisation_id == progress_notes.c.organisation_id,
                actions.c.id == progress_notes.c.action_id,
            ),
        )
        .where(
            progress_notes.c.organisation_id == ORGANISATION,
            progress_notes.c.action_id == bindparam("action"),
            ~progress_notes.c.withdrawn,
            seen,
        )
        .order_by(progress_notes.c.at.desc(), progress_notes.c.id.desc())
        .limit(bindparam("size"))
    )


def _was_as_seen(found: Found) -> None:
    if found.rowcount != 1:
        raise StaleWrite("actions.version")


class SqlActions(Searches, Ledger):
    """`domain.ports.Actions`."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self._read: dict[str, AnyRow] = {}
        self._found_by: dict[str, Sequence[Any]] = {}

    def by_key(self, key: str) -> Action | None:
        """The action called `TSP-8`, whatever its case; locked until the end in a writing unit of work."""
        return self._find_one("key_folded", fold_key(key))

    def by_id(self, action_id: ActionId) -> Action | None:
        """Likewise by id."""
        return self._find_one("id", action_id)

    def save(self, action: Action, *, because: ActionEvent) -> Action:
        """Write the state, its history row, and an outbox row for each card that shows it.

        Of the milestones only what was ticked is written: the others stay as they were imported, until a newer version
        of the document says otherwise.

        Raises:
            StaleWrite: somebody wrote it since it was read; it may be heard of later in the unit of work.
        """
        scope, version = self._scope, action.version + 1
        asked, shown = self._followed(action)
        values = self._changed(action) | {"version": version}
        scope.later(_UPDATE, _was_as_seen, of_action=action.id, seen_version=action.version, **values)
        touched = because.touched
        leaves = "leads" in touched or ("status" in touched and action.status is Status.WITHDRAWN)
        led = leaders_of(scope, action.id) if leaves else frozenset()
        if "leads" in touched:
            scope.run(_CLEAR_LEADS, of_action=action.id)
            scope.add(action_leads, action_lead_values(action))
        if "milestones" in touched:
            scope.run(_CLEAR_MILESTONES, of_action=action.id)
            scope.add(milestones, milestone_values(action))
        for milestone in action.milestones if "milestones" not in touched else ():
            if f"milestone {milestone.id}" in touched:
                by = signature_values(milestone.done_by)
                scope.run(_TICK, of_milestone=milestone.id, done_at=milestone.done_at, done_by=by)
        if "due" in touched:
            settle(scope, [action.id])
        if self._words_changed(action) or touched & {"leads", "milestones"}:
            searching.reindex(scope, [action.id])
        if action.is_open and touched & {"due", "status", "leads"}:
            wake_leads(scope, action.id, because.at)
        log(scope, because, version)
        if asked:
            follow_change(scope, action, because)
        if shown:
            queue_refreshes(scope, action.id)
        if led:
            queue_refreshes_of_people(scope, without_actions(scope, led, action.plan_id), action.plan_id)
        return replace(action, version=version)

    def waiting(self, plan_id: PlanId | None = None, limit: int = 200) -> Sequence[Action]:
        """Open actions on which a request waits for a coordinator, by key."""
        statement = waiting_statement(self._scope.view, one_plan=plan_id is not None)
        return [self._whole(row, row) for row in self._scope.all(statement, plan=plan_id, size=limit)]

    def add_note(self, note: ProgressNote) -> None:
        """Keep a progress note."""
        row = {
            "organisation_id": self._scope.organisation_id,
            "id": note.id,
            "action_id": note.action_id,
            "text": note.text,
            "at": note.at,
            "by": signature_values(note.by),
            "withdrawn": note.withdrawn,
            "evidence": note.evidence,
        }
        self._scope.add(progress_notes, [row])
        searching.add_note(self._scope, note)

    def withdraw_note(self, note_id: str, *, withdrawn: bool = True) -> None:
        """Mark a note as taken back, or no longer."""
        self._scope.run(_WITHDRAW, note_id=note_id, is_withdrawn=withdrawn)
        for row in self._scope.all(_ACTION_OF_NOTE, note_id=note_id):
            searching.renew_notes(self._scope, row.action_id)

    def notes(self, action_id: ActionId, limit: int = 20) -> Sequence[ProgressNote]:
        """Progress notes, newest first, without those taken back."""
        return [note_from(row) for row in self._scope.all(_notes(self._scope.view), action=action_id, size=limit)]

    def _find_one(self, column: str, wanted: str) -> Action | None:
        scope = self._scope
        # SQLite has no locks for rows and needs none: there is but one who writes.
        if not scope.writing or scope.dialect.name == "sqlite":
            row = scope.first(_one(scope.view, column, lock=False, to_write=scope.writing), wanted=wanted)
            return None if row is None else self._whole(row, row)
        rows: list[AnyRow] = []
        parts: list[AnyRow] = []
        scope.later(_one(scope.view, column, lock=True), lambda found: rows.extend(found.all()), wanted=wanted)
        scope.later(_parts_alone(column), lambda found: parts.extend(found.all()), wanted=wanted)
        read_along(scope, column, wanted)
        scope.flush()
        return self._whole(rows[0], parts[0]) if rows else None

    def _whole(self, row: AnyRow, parts: AnyRow) -> Action:
        self._read[row.id] = row
        leads = [_LeadPart(*part) for part in sorted(rows_of(parts.leads))]
        milestones = [_milestone_part(*part) for part in sorted(rows_of(parts.milestones))]
        return action_from(row, leads, milestones)

    def _followed(self, action: Action) -> tuple[bool, bool]:
        """May there be questions about it, and cards that show it? Only what came along with the action answers no, and
        only while nothing was written since; with PostgreSQL somebody else could, so there it is always maybe.
        """
        row = self._read.get(action.id)
        if self._scope.has_written or row is None or row.key != action.key:
            return True, True
        return getattr(row, "asked", True), getattr(row, "shown", True)

    def _changed(self, action: Action) -> Values:
        """The columns that are not as they were read: no index is written for what stays."""
        values, row = state_values(action), self._read.get(action.id)
        if row is None or row.version != action.version:
            return values
        return {name: value for name, value in values.items() if getattr(row, name) != value}

    def _words_changed(self, action: Action) -> bool:
        """Does it have other words now than when it was read, or saved before?"""
        row = self._read.get(action.id)
        before = self._found_by.get(action.id) or (None if row is None else searching.found_by_row(row))
        self._found_by[action.id] = after = searching.found_by(action)
        return before != after
