"""A draft is seen by those who coordinate it, a plan by its organisation, and without eyes nothing is seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.events import ChannelFollowed
from domain.ids import QuestionId, new_id
from domain.people import EVERYTHING, NOTHING, SYSTEM, Sight
from domain.plan_counts import PlanCounts
from domain.plans import PlanSettings, PlanState, Question
from domain.ports import PlanContents, UnitOfWork
from domain.searching import Wanted
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, TODAY, Town
from tests.storage.helpers import event_of, looking_for, writing

LIVE = Sight(live=True)


@contextmanager
def eyes(store: SqlStore, town: Town, sight: Sight) -> Iterator[UnitOfWork]:
    with store.reading(town.id) as uow:
        uow.see_with(sight)
        yield uow


@pytest.fixture
def town(store: SqlStore) -> Town:
    return builders.town(store, code="NRP")


def other_plan(store: SqlStore, town: Town, state: PlanState, *, restricted: bool = False) -> PlanContents:
    contents = builders.plan(town.organisation, "SEC", state=state, people=[town.lead], actions=4)
    contents = replace(contents, plan=replace(contents.plan, settings=PlanSettings(restricted=restricted)))
    question = Question(QuestionId(new_id()), contents.plan.id, "SEC-1", "due", "x", "When?")
    contents = replace(contents, questions=[question])
    builders.add_plan(store, contents, town.coordinator)
    with writing(store, town) as uow:
        note, event = contents.actions[0].note("Secret", by=builders.signature(town.coordinator), at=NOW)
        uow.actions.add_note(note)
        uow.actions.save(contents.actions[0], because=event)
        uow.plans.follow(
            builders.follow(contents, town.workspace),
            because=event_of(ChannelFollowed, plan_id=contents.plan.id, channel="#x", already_overdue=0),
        )
    return contents


def seen(uow: UnitOfWork, contents: PlanContents, town: Town) -> list[bool]:
    """Whether each method shows something of the plan."""
    plan, action = contents.plan, contents.actions[0]
    shown = [
        uow.actions.by_key(action.key),
        uow.actions.by_id(action.id),
        uow.actions.rows([action.id]),
        uow.actions.by_local_ref("1", plan.id),
        uow.actions.keys(plan.id),
        uow.actions.overdue(TODAY, plan_id=plan.id)[1],
        uow.actions.due_between(date(2026, 1, 1), TODAY, plan_id=plan.id)[1],
        uow.actions.find(looking_for("secret")).total,
        uow.actions.holds_any(looking_for("secret")),
        uow.actions.find(looking_for("recommendation", plans=frozenset({plan.id}))).total,
        uow.actions.find(Wanted(plans=frozenset({plan.id}))).total,
        uow.actions.holds_any(Wanted(plans=frozenset({plan.id}))),
        uow.actions.notes(action.id),
        uow.plans.by_code(plan.code),
        uow.plans.by_id(plan.id),
        [each for each in uow.plans.all() if each.id == plan.id],
        uow.plans.recommendation(action),
        uow.plans.section(action),
        uow.plans.questions(plan.id),
        uow.plans.counts(plan.id, TODAY) != PlanCounts(0, 0, 0, 0, 0, 0),
        uow.plans.leads(plan.id),
        [lead for lead in uow.plans.leads() if lead.plan_id == plan.id],
        uow.plans.lead_named(plan.id, contents.leads[0].name),
        uow.plans.follows(plan.id),
        list(uow.plans.followed_in(town.workspace.platform, town.workspace.id, "C1")),
        uow.history.of_action(action.id)[0],
        uow.history.of_action(action.id)[1],
        uow.history.since_version(action.id, 1),
        uow.history.latest_of(town.coordinator.id, since=NOW - timedelta(days=1)),
        uow.history.latest_of(town.coordinator.id, since=NOW - timedelta(days=1), action_id=action.id),
    ]
    if plan.state is not PlanState.CLOSED:  # what has ended is on no list of what is to be done
        shown.append([row for row in uow.actions.overdue(TODAY)[0] if row.plan_id == plan.id])
    return [bool(each) for each in shown]


@pytest.mark.parametrize("state", list(PlanState))
def test_who_sees_what(store: SqlStore, town: Town, state: PlanState) -> None:
    contents = other_plan(store, town, state)
    own = frozenset({contents.plan.id})
    public = state is not PlanState.DRAFT
    for sight, expected in {
        NOTHING: False,
        EVERYTHING: True,
        LIVE: public,
        Sight(drafts=own, live=True): True,
        Sight(drafts=own): not public,
        Sight(drafts=frozenset({town.plan.id}), live=True): public,
    }.items():
        with eyes(store, town, sight) as uow:
            assert set(seen(uow, contents, town)) == {expected}, sight


@pytest.mark.parametrize("state", list(PlanState))
def test_a_restricted_plan_is_seen_by_its_own_people_only(store: SqlStore, town: Town, state: PlanState) -> None:
    contents = other_plan(store, town, state, restricted=True)
    own, others = frozenset({contents.plan.id}), frozenset({town.plan.id})
    public = state is not PlanState.DRAFT
    for sight, expected in {
        LIVE: False,
        Sight(own=others, live=True): False,
        Sight(own=own, live=True): public,
        Sight(own=own | others, live=True): public,
        Sight(own=own, drafts=own, live=True): True,
        Sight(own=own): False,
        EVERYTHING: True,
    }.items():
        with eyes(store, town, sight) as uow:
            assert set(seen(uow, contents, town)) == {expected}, sight


def test_at_first_nothing_is_in_sight(store: SqlStore, town: Town) -> None:
    for opened in (store.reading, store.writing):
        with opened(town.id) as uow:
            assert uow.plans.all() == []
            assert uow.actions.by_key("NRP-1") is None
            assert uow.actions.of_person(town.lead.id, statuses=frozenset({"open"})) == []


def test_my_actions_are_never_those_of_a_draft(store: SqlStore, town: Town) -> None:
    contents = other_plan(store, town, PlanState.DRAFT)
    for sight in (LIVE, Sight(drafts=frozenset({contents.plan.id}), live=True), EVERYTHING):
        with eyes(store, town, sight) as uow:
            assert uow.actions.of_person(town.lead.id, statuses=frozenset({"open"})) == []
    closed = other_plan_closed(store, town)
    for sight in (LIVE, Sight(live=True, drafts=frozenset({contents.plan.id})), EVERYTHING):
        with eyes(store, town, sight) as uow:
            assert uow.actions.of_person(town.lead.id, statuses=frozenset({"open"})) == []
            found = uow.actions.of_person(town.lead.id, statuses=frozenset({"open", "complete"}))
            assert [row.plan_id for row in found] == [closed.plan.id]


def other_plan_closed(store: SqlStore, town: Town) -> PlanContents:
    contents = builders.plan(town.organisation, "CLO", state=PlanState.CLOSED, people=[town.lead], actions=4)
    builders.add_plan(store, contents)
    return contents


def test_what_belongs_to_no_plan_is_seen_by_those_who_see_plans(store: SqlStore, town: Town) -> None:
    from domain.events import AccountLinked

    by = builders.signature(town.lead)
    event = AccountLinked(at=NOW, by=by, platform="slack", account="U1", before=None, after="Imogen Vale")
    with writing(store, town) as uow:
        uow.history.add(event)
    for sight, expected in {LIVE: True, EVERYTHING: True, NOTHING: False}.items():
        with eyes(store, town, sight) as uow:
            assert (uow.history.by_id(event.id) is not None) is expected
    assert SYSTEM.person_id is None
