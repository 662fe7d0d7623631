"""Statements that go straight to the driver: they say what SQLAlchemy would say, and fail as it would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, bindparam, select
from sqlalchemy.engine import Dialect

from domain.due import Due
from domain.errors import StaleWrite
from domain.people import Sight
from domain.ports import UnitOfWork
from storage.prepared import Found, Kept, Prepared
from storage.prepared import _prepared as kept
from storage.repositories import scope as scopes
from storage.schema import actions
from storage.store import SqlStore
from tests import builders
from tests.builders import TODAY
from tests.storage.helpers import reading, writing

LATE = Due.on(TODAY - timedelta(days=3))


def everything(uow: UnitOfWork, town: builders.Town) -> list[Any]:
    """What the repositories give, of every type of column there is."""
    action = town.contents.actions[0]
    found = uow.actions.by_id(action.id)
    assert found is not None
    return [
        found,
        uow.actions.by_key(action.key.lower()),
        uow.actions.of_person(town.lead.id, statuses=frozenset({"open", "complete"})),
        uow.actions.overdue(TODAY),
        uow.actions.notes(action.id),
        uow.history.of_action(action.id),
        uow.plans.by_id(town.plan.id),
        uow.plans.recommendation(found),
        uow.plans.leads(town.plan.id),
        uow.people.speaker(town.workspace.id, town.lead_account.external_id),
        uow.people.memberships(town.coordinator.id),
    ]


class MadeAnew(Found):
    """Nothing of it is known from before."""

    def made(self, kept: Kept[Any]) -> list[Any]:
        return [kept.value_of(row) for row in self.all()]


class BySqlAlchemy:
    """The same statement, executed in the usual way."""

    def __init__(self, dialect: Dialect, statement: Executable, columns: Sequence[str] = ()) -> None:
        self._statement = statement

    def run(self, connection: Connection, values: dict[str, Any]) -> Found:
        result = connection.execute(self._statement, values)
        return MadeAnew(result.all() if result.returns_rows else (), result.rowcount)


def each_by_itself(connection: Connection, statements: Sequence[tuple[BySqlAlchemy, dict[str, Any]]]) -> list[Found]:
    return [ready.run(connection, values) for ready, values in statements]


@contextmanager
def by_sqlalchemy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(scopes, "prepared", BySqlAlchemy)
        patched.setattr(scopes, "run_all", each_by_itself)
        yield


def test_rows_are_what_sqlalchemy_makes_of_them(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    town = builders.town(store, actions=12, dues=[LATE, Due.none()])
    with writing(store, town) as uow:
        action = uow.actions.by_id(town.contents.actions[0].id)
        assert action is not None
        by = builders.signature(town.lead)
        note, noted = action.note("Agreed with the “panel” – ½ done", by=by, at=builders.NOW)
        uow.actions.add_note(note)
        action = uow.actions.save(action, because=noted)
        closed, event = action.complete(by=by, at=builders.NOW, key=town.plan.colour_key)
        uow.actions.save(closed, because=event)
    with reading(store, town) as uow:
        ours = everything(uow, town)
        with by_sqlalchemy(monkeypatch):
            theirs = everything(uow, town)
    assert ours == theirs
    assert ours[0].status == "complete"


def test_what_is_written_is_what_sqlalchemy_would_write(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    town = builders.town(store, actions=2, dues=[LATE])
    by = builders.signature(town.lead)

    def change(number: int) -> Any:
        with writing(store, town) as uow:
            action = uow.actions.by_id(town.contents.actions[number].id)
            assert action is not None
            closed, event = action.complete(by=by, at=builders.NOW, key=town.plan.colour_key)
            uow.actions.save(closed, because=event)
        with reading(store, town) as uow, by_sqlalchemy(monkeypatch):
            found = uow.actions.by_id(town.contents.actions[number].id)
            logged, _ = uow.history.of_action(town.contents.actions[number].id)
        assert found is not None
        return found.status, found.completed_at, found.completed_by, found.version, [each.event.kind for each in logged]

    ours = change(0)
    with by_sqlalchemy(monkeypatch):
        assert change(1) == ours


@pytest.mark.parametrize("wanted", [0, 1, 2, 5, 11, 30])
def test_a_list_may_have_any_length(store: SqlStore, wanted: int) -> None:
    town = builders.town(store, actions=30, dues=[LATE])
    ids = [action.id for action in town.contents.actions][:wanted]
    with reading(store, town) as uow:
        assert [row.id for row in uow.actions.rows(ids)] == ids
        assert len(uow.actions.of_person(town.lead.id, statuses=frozenset({"complete"}))) == 0
    with store.reading(town.id) as uow:
        uow.see_with(Sight(live=True, drafts=frozenset({town.plan.id})))
        assert [row.id for row in uow.actions.rows(ids)] == ids


def test_lists_of_many_lengths_are_few_statements(store: SqlStore) -> None:
    town = builders.town(store, actions=12, dues=[LATE])
    ids = [action.id for action in town.contents.actions]
    before = len(kept)
    with reading(store, town) as uow:
        for length in range(1, 13):
            uow.actions.rows(ids[:length])
    assert len(kept) <= before + 1


def test_a_duplicate_is_still_a_race_that_was_lost(store: SqlStore) -> None:
    town = builders.town(store, actions=1)
    with pytest.raises(StaleWrite), writing(store, town) as uow:
        uow.add_workspace(town.workspace)


def test_a_row_that_did_not_change_is_the_same_value_and_a_changed_one_is_another(store: SqlStore) -> None:
    town = builders.town(store, actions=8, dues=[LATE])

    def rows() -> Sequence[Any]:
        with reading(store, town) as uow:
            return uow.actions.of_person(town.lead.id, statuses=frozenset({"open", "complete"}))

    before = rows()
    with writing(store, town) as uow:
        action = uow.actions.by_id(before[0].id)
        assert action is not None
        closed, event = action.complete(by=builders.signature(town.lead), at=builders.NOW, key=town.plan.colour_key)
        uow.actions.save(closed, because=event)
    after = rows()
    assert len(after) > 1
    assert [old is new for old, new in zip(before, after, strict=True)] == [row.id != action.id for row in after]
    assert [row.status for row in after] == ["complete" if row.id == action.id else "open" for row in after]


def test_of_rows_that_were_seen_only_so_many_are_kept(store: SqlStore) -> None:
    town = builders.town(store, actions=5, dues=[LATE])
    statement = select(actions.c.key).where(actions.c.organisation_id == bindparam("organisation"))
    few: Kept[str] = Kept(lambda row: row.key, size=2)
    with store._database.reading() as connection:
        ready = Prepared(connection.dialect, statement, ())
        for _ in range(3):
            found = ready.run(connection, {"organisation": town.id}).made(few)
            assert sorted(found) == sorted(action.key for action in town.contents.actions)
            assert len(few.known) <= 2
