"""No query crosses an organisation, and no row can point into another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.errors import StaleWrite
from domain.events import ChannelFollowed, LeadLinked, PlanDeleted, RoleGiven
from domain.outgoing import KnownConversation
from domain.people import Membership, Platform, Role
from domain.plan_counts import PlanCounts
from domain.ports import UnitOfWork
from domain.rag import Rag, RagValue
from domain.views import say
from storage.database import StorageError
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, TODAY, Town
from tests.storage.helpers import event_of, looking_for, reading, writing


@pytest.fixture
def ours(store: SqlStore) -> Town:
    """A town in which everything is used."""
    town = builders.town(store, "Brackenford Council")
    fill(store, town)
    return town


@pytest.fixture
def theirs(store: SqlStore, ours: Town) -> Town:
    """Another with the same code, keys, names, channel and delivery, but nothing done."""
    return builders.town(store, "Wychmere Partnership")


def fill(store: SqlStore, town: Town) -> None:
    by = builders.signature(town.lead)
    with writing(store, town) as uow:
        note, event = town.actions[0].note("Ours alone", by=by, at=NOW)
        uow.actions.add_note(note)
        uow.actions.save(town.actions[0], because=event)
        follow = builders.follow(town.contents, town.workspace)
        uow.plans.follow(
            follow, because=event_of(ChannelFollowed, plan_id=town.plan.id, channel="#green", already_overdue=0)
        )
        uow.remember_outcome("delivery", say("Ours alone"))
        uow.remember_conversation(KnownConversation(Platform.SLACK, "T", "C1", {}))


def test_nothing_of_another_organisation_is_seen(store: SqlStore, ours: Town, theirs: Town) -> None:
    plan, action, person = ours.plan, ours.actions[0], ours.lead
    with reading(store, theirs) as uow:
        found = uow.actions.by_key(action.key)
        assert found == theirs.actions[0]
        assert uow.actions.by_id(action.id) is None
        assert uow.actions.rows([action.id]) == []
        assert uow.actions.by_local_ref("1", plan.id) == []
        assert [row.id for row in uow.actions.by_local_ref("1")] == [theirs.actions[0].id]
        assert list(uow.actions.keys()) == [each.key for each in theirs.actions]
        assert uow.actions.keys(plan.id) == []
        assert uow.actions.of_person(person.id, statuses=frozenset({"open"})) == []
        their_ids = {each.id for each in theirs.actions}
        assert {row.id for row in uow.actions.overdue(TODAY)[0]} == their_ids
        assert uow.actions.overdue(TODAY, plan_id=plan.id) == ([], 0)
        assert {row.id for row in uow.actions.due_between(TODAY - timedelta(99), TODAY)[0]} == their_ids
        assert uow.actions.find(looking_for("ours alone")).total == 0
        assert {row.id for row in uow.actions.find(looking_for("dataset")).rows} == their_ids
        assert uow.actions.notes(action.id) == []
        assert uow.actions.newly_overdue(builders.follow(ours.contents, ours.workspace), TODAY) == ([], 0)

        assert uow.plans.by_id(plan.id) is None
        assert [each.id for each in uow.plans.all()] == [theirs.plan.id]
        assert uow.plans.recommendation(action) is None
        assert uow.plans.section(action) is None
        assert uow.plans.questions(plan.id) == []
        assert uow.plans.counts(plan.id, TODAY) == PlanCounts(0, 0, 0, 0, 0, 0)
        assert {each.plan_id for each in uow.plans.leads()} == {theirs.plan.id}
        assert uow.plans.leads(plan.id) == []
        assert uow.plans.lead_named(plan.id, ours.contents.leads[0].name) is None
        assert uow.plans.follows(plan.id) == []
        assert uow.plans.followed_in(Platform.SLACK, ours.workspace.id, "C1") == []

        assert uow.people.account(ours.workspace.id, ours.lead_account.external_id) is None
        assert uow.people.account_by_id(ours.lead_account.id) is None
        assert uow.people.accounts_of(person.id) == []
        assert uow.people.person(person.id) is None
        assert [each.id for each in uow.people.named(person.name)] == [theirs.lead.id]
        assert {each.organisation_id for each in uow.people.all()} == {theirs.id}
        assert uow.people.memberships(person.id) == []
        assert uow.people.memberships(ours.coordinator.id) == []
        assert uow.people.holders(Role.COORDINATOR, plan.id) == []
        assert uow.people.holders(Role.LEAD, plan.id) == []

        assert uow.history.of_action(action.id) == ([], 0)
        assert uow.history.since_version(action.id, 0) == []
        assert uow.history.latest_of(person.id, since=NOW - timedelta(days=9)) == []
        assert uow.outcome_of("delivery") is None
        assert uow.conversation(Platform.SLACK, "T", "C1") is None
        assert [each.id for each in uow.workspaces()] == [theirs.workspace.id]
    with reading(store, ours) as uow:
        event = uow.history.of_action(action.id)[0][0].event
    with reading(store, theirs) as uow:
        assert uow.history.by_id(event.id) is None


def test_nothing_of_another_organisation_is_changed(store: SqlStore, ours: Town, theirs: Town) -> None:
    action, lead = ours.actions[1], ours.contents.leads[0]
    with reading(store, ours) as uow:
        follow = uow.plans.follows(ours.plan.id)[0]
        note = uow.actions.notes(ours.actions[0].id)[0]
        logged = uow.history.of_action(ours.actions[0].id)[0][0]
    changed, event = action.judge(Rag.of(RagValue.RED), by=builders.SYSTEM, at=NOW)
    with pytest.raises(StaleWrite), writing(store, theirs) as uow:
        uow.actions.save(changed, because=event)
    with pytest.raises(StaleWrite), writing(store, theirs) as uow:
        uow.plans.link_lead(
            lead.id, theirs.lead.id, because=event_of(LeadLinked, lead=lead.name, before=None, after="x")
        )
    with pytest.raises(StaleWrite), writing(store, theirs) as uow:
        uow.plans.save(ours.plan, because=event_of(PlanDeleted, code="NRP", title="x"))
    with pytest.raises(StaleWrite), writing(store, theirs) as uow:
        uow.plans.delete_draft(ours.plan.id, because=event_of(PlanDeleted, code="NRP", title="x"))
    with pytest.raises(StaleWrite), writing(store, theirs) as uow:
        uow.history.mark_undone(logged.event.id, event.id)
    with writing(store, theirs) as uow:
        uow.actions.withdraw_note(note.id)
        uow.plans.unfollow(follow.id, because=event_of(PlanDeleted, code="NRP", title="x"))
        uow.plans.swept(follow.id, TODAY)
        assert uow.actions.announce(follow, [], at=NOW) == []
    with reading(store, ours) as uow:
        assert uow.actions.by_id(action.id) == action
        assert uow.plans.follows(ours.plan.id) == [follow]
        assert uow.actions.notes(ours.actions[0].id) == [note]
        assert uow.plans.by_id(ours.plan.id) == ours.plan


def test_rows_cannot_point_into_another_organisation(store: SqlStore, ours: Town, theirs: Town) -> None:
    given = event_of(RoleGiven, person="x", role="coordinator")
    began = event_of(ChannelFollowed, channel="#x", already_overdue=0)
    note, _ = ours.actions[0].note("Smuggled", by=builders.SYSTEM, at=NOW)

    linked = event_of(LeadLinked, lead="x", before=None, after="x")
    attempts: list[Callable[[UnitOfWork], None]] = [
        lambda uow: uow.people.give_role(Membership(ours.lead.id, Role.ADMINISTRATOR), because=given),
        lambda uow: uow.people.give_role(Membership(theirs.lead.id, Role.COORDINATOR, ours.plan.id), because=given),
        lambda uow: uow.people.save_account(builders.account(ours.lead, theirs.workspace)),
        lambda uow: uow.people.save_account(builders.account(theirs.lead, ours.workspace)),
        lambda uow: uow.plans.add_lead(builders.lead(ours.plan.id, "Nobody")),
        lambda uow: uow.plans.link_lead(theirs.contents.leads[0].id, ours.lead.id, because=linked),
        lambda uow: uow.plans.follow(builders.follow(ours.contents, theirs.workspace), because=began),
        lambda uow: uow.plans.follow(builders.follow(theirs.contents, ours.workspace), because=began),
        lambda uow: uow.actions.add_note(note),
    ]
    for attempt in attempts:
        with pytest.raises(StorageError, match=r"(?i)foreign"), writing(store, theirs) as uow:
            attempt(uow)
    with reading(store, theirs) as uow:
        assert uow.people.ties(theirs.lead.id) == [Membership(theirs.lead.id, Role.LEAD, theirs.plan.id)]


def test_a_workspace_belongs_to_one_organisation(store: SqlStore, ours: Town, theirs: Town) -> None:
    stolen = builders.workspace(theirs.organisation, Platform.SLACK, ours.workspace.external_id)
    with pytest.raises(StaleWrite), writing(store, theirs) as uow:
        uow.add_workspace(stolen)
    assert store.find_workspace(Platform.SLACK, ours.workspace.external_id) == ours.workspace
    for town in (ours, theirs):
        with writing(store, town) as uow:
            uow.add_workspace(builders.workspace(town.organisation, Platform.CONSOLE, "console"))
    assert store.find_workspace(Platform.CONSOLE, "console") is None
