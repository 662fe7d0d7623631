"""Fills an empty, migrated database with many actions, fast: COPY on PostgreSQL, `executemany` on SQLite.

Whatever the size, the same few rows are found by the questions that are measured: one person leads 20 open
actions, and 30 actions are late, all in one plan that one channel follows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table
from sqlalchemy.engine import Dialect

from domain.actions import Action, ActionLead
from domain.due import Due
from domain.events import ChannelFollowed, PlanImported, RoleGiven
from domain.ids import (
    AccountId,
    ActionId,
    FollowId,
    LeadId,
    OrganisationId,
    PersonId,
    PlanId,
    RecommendationId,
    WorkspaceId,
    new_id,
)
from domain.people import EVERYTHING, SYSTEM, Account, Membership, Organisation, Person, Platform, Role, Workspace
from domain.plans import Follow, Lead, Plan, PlanState, Recommendation
from domain.ports import PlanContents
from storage.database import make_engine
from storage.mapping import (
    action_lead_values,
    lead_values,
    new_action_values,
    plan_values,
    recommendation_values,
)
from storage.schema import action_leads, actions, leads, plans, recommendations
from storage.store import SqlStore
from storage.text import fold_key, sort_key
from storage.types import Words

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
PER_PLAN = 200
LEADS_PER_PLAN = 10
LATE = 30
_DISTINCT_DAYS = 700
_TEXT = "Agree the shared dataset, publish it with the next report, and review it with every partner each spring"


@dataclass(frozen=True)
class Probe:
    """What the measured questions are about."""

    organisation: Organisation
    workspace: Workspace
    person: Person
    account: Account
    plan: Plan
    follow: Follow
    key: str


def seed(url: str, size: int) -> Probe:
    """Store `size` actions (a multiple of 200) in an organisation."""
    store = SqlStore.open(url)
    try:
        probe = _first_plan(store)
    finally:
        store.close()
    writer = _Writer(url)
    try:
        for number in range(1, size // PER_PLAN, 50):
            writer.write(_plans(probe.organisation.id, range(number, min(number + 50, size // PER_PLAN))))
        writer.finish()
    finally:
        writer.close()
    return probe


def _first_plan(store: SqlStore) -> Probe:
    organisation = Organisation(OrganisationId(new_id()), "Brackenford Council")
    workspace = Workspace(WorkspaceId(new_id()), organisation.id, Platform.SLACK, "TBENCH", "Brackenford")
    person = Person(PersonId(new_id()), organisation.id, "Imogen Vale")
    account = Account(
        AccountId(new_id()), organisation.id, workspace.id, Platform.SLACK, "UBENCH", person.id, checked_at=NOW
    )
    contents = _contents(organisation.id, 0)
    mine = replace(contents.leads[0], name=person.name, person_id=person.id)
    made = [
        replace(
            action,
            due=Due.on(TODAY - timedelta(days=1 + n)) if n < LATE else action.due,
            leads=(ActionLead(mine.id, mine.name, person_id=person.id),) if n % LEADS_PER_PLAN == 0 else action.leads,
        )
        for n, action in enumerate(contents.actions)
    ]
    contents = replace(contents, leads=[mine, *contents.leads[1:]], actions=made)
    plan = contents.plan
    follow = Follow(FollowId(new_id()), organisation.id, plan.id, workspace.id, Platform.SLACK, "CBENCH")
    store.add_organisation(organisation)
    with store.writing(organisation.id) as uow:
        uow.see_with(EVERYTHING)
        uow.add_workspace(workspace)
        uow.people.add(person)
        uow.people.save_account(account)
        imported = PlanImported(at=NOW, by=SYSTEM, plan_id=plan.id, source="bench", sha256="", actions=200, questions=0)
        uow.plans.add(contents, because=imported)
        given = RoleGiven(at=NOW, by=SYSTEM, plan_id=plan.id, person=person.name, role="coordinator")
        uow.people.give_role(Membership(person.id, Role.COORDINATOR, plan.id), because=given)
        began = ChannelFollowed(at=NOW, by=SYSTEM, plan_id=plan.id, channel="#bench", already_overdue=0)
        uow.plans.follow(follow, because=began)
    return Probe(organisation, workspace, person, account, plan, follow, contents.actions[0].key)


def _contents(organisation_id: OrganisationId, number: int) -> PlanContents:
    plan = Plan(PlanId(new_id()), organisation_id, f"P{number}", f"Plan {number}", PlanState.LIVE, created_at=NOW)
    recommendation = Recommendation(RecommendationId(new_id()), plan.id, None, 1, f"{plan.code}-R1", "1", "Improve")
    its_leads = [Lead(LeadId(new_id()), plan.id, f"Lead {number}.{n}") for n in range(LEADS_PER_PLAN)]
    made = []
    for n in range(PER_PLAN):
        lead = its_leads[n % LEADS_PER_PLAN]
        due = Due.on(TODAY + timedelta(days=1 + (number * 7 + n) % _DISTINCT_DAYS))
        made.append(
            Action(
                ActionId(new_id()),
                organisation_id,
                plan.id,
                recommendation.id,
                n + 1,
                f"{plan.code}-{n + 1}",
                str(n + 1),
                f"{_TEXT} ({n + 1})",
                due=due,
                due_original=due,
                leads=(ActionLead(lead.id, lead.name),),
            )
        )
    return PlanContents(plan, (), [recommendation], its_leads, made)


Batch = Sequence[tuple[Table, list[dict[str, Any]]]]


def _plans(organisation_id: OrganisationId, numbers: Iterable[int]) -> Batch:
    """The rows of these plans."""
    found: dict[Table, list[dict[str, Any]]] = {}
    for number in numbers:
        model = _contents(organisation_id, number)
        found.setdefault(plans, []).append(plan_values(model.plan))
        found.setdefault(recommendations, []).extend(
            recommendation_values(each, organisation_id) for each in model.recommendations
        )
        found.setdefault(leads, []).extend(lead_values(each, organisation_id) for each in model.leads)
        found.setdefault(actions, []).extend(_action_rows(model))
        found.setdefault(action_leads, []).extend(row for each in model.actions for row in action_lead_values(each))
    return list(found.items())


def _action_rows(model: PlanContents) -> Iterator[dict[str, Any]]:
    first = new_action_values(model.actions[0], model.plan.code)
    for action in model.actions:
        day = action.due.latest or TODAY
        key = fold_key(action.key)
        yield first | {
            "id": action.id,
            "position": action.position,
            "key": action.key,
            "key_folded": key,
            "key_sort": sort_key(action.key),
            "local_folded": str(action.position),
            "ref": action.ref,
            "text": action.text,
            "due_text": action.due.text,
            "due_earliest": day,
            "due_latest": day,
            "due_sort": day,
            "late_from": day + timedelta(days=1),
            "due_original_text": action.due.text,
            "due_original_earliest": day,
            "due_original_latest": day,
            "lead_names": [action.leads[0].name],
        }


def _converter(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    """How the driver wants a column's values; most of them come again and again."""
    kind = table.c[name].type
    make = None if isinstance(kind, Words) else kind.dialect_impl(dialect).bind_processor(dialect)
    if make is None:
        return None
    known: dict[str, Any] = {}

    def convert(value: Any) -> Any:
        key = str(value)
        if key not in known:
            known[key] = make(value)
        return known[key]

    return convert


class _Writer:
    """Rows straight to the driver, in one transaction."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url, patient=True)
        self._connection = self._engine.connect()
        self._transaction = self._connection.begin()
        self._driver: Any = self._connection.connection.driver_connection
        if isinstance(self._driver, sqlite3.Connection):
            self._driver.execute("PRAGMA cache_size = -400000")

    def write(self, batch: Batch) -> None:
        for table, rows in batch:
            names = list(rows[0])
            makers = [_converter(table, name, self._connection.dialect) for name in names]
            values = [
                tuple(row[name] if make is None else make(row[name]) for name, make in zip(names, makers, strict=True))
                for row in rows
            ]
            columns = ", ".join(f'"{name}"' for name in names)
            if isinstance(self._driver, sqlite3.Connection):
                marks = ", ".join("?" * len(names))
                self._driver.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", values)  # noqa: S608 - the schema's own names
                continue
            with self._driver.cursor().copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)

    def finish(self) -> None:
        self._transaction.commit()
        self._connection.exec_driver_sql("ANALYZE")
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()
