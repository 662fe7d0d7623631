"""Every method of every repository, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.actions import ActionLead, LeadRole, Milestone, Status
from domain.due import Due, Precision
from domain.errors import NotFound, StaleWrite
from domain.events import (
    AccountLinked,
    ChannelFollowed,
    ChannelUnfollowed,
    LeadLinked,
    PlanDeleted,
    PlanWentLive,
    RoleGiven,
)
from domain.ids import MilestoneId, OrganisationId, PersonId, PlanId, QuestionId, new_id
from domain.outgoing import KnownConversation
from domain.people import EVERYTHING, SYSTEM, Membership, Platform, Role
from domain.plan_counts import PlanCounts
from domain.plans import PlanState, Question
from domain.rag import ColourKey, Rag, RagValue
from domain.undoing import undo
from domain.views import say
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, TODAY
from tests.storage.helpers import event_of, reading, writing


def test_every_field_of_a_plan_comes_back(store: SqlStore) -> None:
    town = builders.town(store)
    contents = builders.plan(town.organisation, "FLD", actions=2)
    lead, other = contents.leads[:2]
    action = replace(
        contents.actions[0],
        due=Due("31/04/2021", Precision.MONTH, date(2021, 4, 1), date(2021, 4, 30), True, "no such day"),
        due_original=Due("Spring", Precision.SEASON, date(2021, 3, 1), date(2021, 5, 31)),
        due_changes=2,
        status=Status.COMPLETE,
        completed_at=datetime(2026, 3, 2, 14, 2, 5, 123456, tzinfo=UTC),
        completed_by=builders.signature(town.lead),
        completed_on=date(2026, 3, 1),
        rag=Rag(RagValue.AMBER, "Yellow"),
        leads=(
            ActionLead(lead.id, lead.name, LeadRole.ACCOUNTABLE),
            ActionLead(other.id, other.name, LeadRole.RESPONSIBLE),
        ),
        leads_text="HoP / RA",
        progress="Half way.\nMore soon.",
        progress_history=(("June 2021", "Begun"), ("July 2021", "Paused")),
        success_measure="80% agree",
        links=("https://example.org/a",),
        other={"Cost": "£20", "Ward": "Łódź"},
        source_page="3",
        source_row=17,
        milestones=(
            Milestone(MilestoneId(new_id()), "First part", Due.on(date(2021, 1, 5))),
            Milestone(MilestoneId(new_id()), "Second part"),
        ),
    )
    whole = replace(
        contents.plan,
        title="Flood plan – “wet”",
        as_at=date(2026, 9, 30),
        as_at_text="Sept 26",
        colour_key=ColourKey({RagValue.BLUE: "Done and checked", RagValue.RED: "Late"}, RagValue.BLUE),
        columns=("Ref", "Action", "RAG"),
        roles={"Ref": "ref", "RAG": "rag"},
        source_name="plan.docx",
        source_sha256="ab" * 32,
        leftover=("A footnote.",),
        created_at=NOW,
    )
    recommendation = replace(
        contents.recommendations[0], outcome="Drier", progress="On track", success_measures=("a", "b"), other={"X": "y"}
    )
    section = replace(contents.sections[0], target="All parks", due=Due.on(date(2027, 3, 31)))
    question = Question(
        QuestionId(new_id()), whole.id, "FLD-1", "due", "31/04/2021", "Which day?", "30 April 2021", number=1
    )
    stored = replace(
        contents,
        plan=whole,
        actions=[action, contents.actions[1]],
        recommendations=[recommendation, *contents.recommendations[1:]],
        sections=[section],
        questions=[question],
    )
    builders.add_plan(store, stored)
    with reading(store, town) as uow:
        assert uow.plans.by_code("fld") == whole
        assert uow.plans.by_id(whole.id) == whole
        assert uow.actions.by_key("FLD-1") == action
        assert uow.actions.by_id(action.id) == action
        assert uow.plans.recommendation(action) == recommendation
        assert uow.plans.section(action) == section
        assert uow.plans.questions(whole.id) == [question]
        assert [plan.code for plan in uow.plans.all()] == ["FLD", "NRP"]
        assert {lead.name for lead in uow.plans.leads(whole.id)} == set(builders.LEAD_NAMES)
        (row,) = uow.actions.rows([action.id])
        assert (row.key, row.due, row.rag, row.leads) == (action.key, action.due, action.rag, (lead.name, other.name))
        assert (row.completed_at, row.completed_by) == (action.completed_at, action.completed_by)


def test_references(store: SqlStore) -> None:
    town = builders.town(store, code="NRP", actions=12)
    builders.add_plan(store, builders.plan(town.organisation, "HWS", actions=3))
    with reading(store, town) as uow:
        assert [row.key for row in uow.actions.by_local_ref("2")] == ["HWS-2", "NRP-2"]
        assert [row.key for row in uow.actions.by_local_ref("2", town.plan.id)] == ["NRP-2"]
        assert uow.actions.by_local_ref("99") == []
        assert list(uow.actions.keys(town.plan.id))[-3:] == ["NRP-10", "NRP-11", "NRP-12"]
        assert len(uow.actions.keys()) == 15
        assert len(uow.actions.keys(limit=4)) == 4
        assert uow.actions.by_key("NRP-99") is None
        assert uow.plans.by_code("nope") is None
        ids = [town.actions[n].id for n in (4, 0, 2)]
        assert [row.id for row in uow.actions.rows([*ids[:2], builders.new_id(), ids[2]])] == ids


def test_lists_by_date(store: SqlStore) -> None:
    days = [TODAY + timedelta(days=offset) for offset in (-9, -9, 0, 5, -1)]
    dues = [*(Due.on(day) for day in days), Due.none(), Due("ongoing", Precision.ONGOING)]
    town = builders.town(store, actions=14, dues=dues)
    with reading(store, town) as uow:
        late, total = uow.actions.overdue(TODAY, limit=4)
        assert [row.key for row in late] == ["NRP-1", "NRP-2", "NRP-8", "NRP-9"]
        assert total == 6
        assert [row.key for row in uow.actions.overdue(TODAY, limit=4, offset=4)[0]] == ["NRP-5", "NRP-12"]
        assert uow.actions.overdue(TODAY, offset=50) == ([], 6)
        assert uow.actions.overdue(TODAY, plan_id=PlanId("none")) == ([], 0)
        soon, total = uow.actions.due_between(TODAY, TODAY + timedelta(days=5), plan_id=town.plan.id)
        assert [row.key for row in soon] == ["NRP-3", "NRP-10", "NRP-4", "NRP-11"]
        assert total == 4
        assert uow.actions.due_between(TODAY, date.max)[1] == 4
        mine = uow.actions.of_person(town.lead.id, statuses=frozenset({"open", "complete"}))
        assert [row.key for row in mine] == ["NRP-8", "NRP-12", "NRP-4"]
        assert uow.actions.of_person(town.lead.id, statuses=frozenset({Status.COMPLETE})) == []
        assert uow.plans.counts(town.plan.id, TODAY) == PlanCounts(14, 6, 0, 2, 3, 0, {RagValue.NONE: 14})


def test_notes_newest_first_without_those_taken_back(store: SqlStore) -> None:
    town = builders.town(store)
    action = town.actions[0]
    made = [
        action.note(f"Note {n}", by=builders.signature(town.lead), at=NOW + timedelta(minutes=n))[0] for n in range(3)
    ]
    with writing(store, town) as uow:
        for note in made:
            uow.actions.add_note(note)
        uow.actions.withdraw_note(made[1].id)
    with reading(store, town) as uow:
        assert uow.actions.notes(action.id) == [made[2], made[0]]
        assert uow.actions.notes(action.id, limit=1) == [made[2]]


def test_a_change_is_saved_with_its_history_and_version(store: SqlStore) -> None:
    town = builders.town(store)
    by = builders.signature(town.lead)
    action, lead = town.actions[0], town.contents.leads[1]
    events = []
    with writing(store, town) as uow:
        now, event = action.judge(Rag.of(RagValue.RED), by=by, at=NOW)
        now = uow.actions.save(now, because=event)
        events.append(event)
        now, moved = now.move(Due.on(date(2027, 1, 8)), by=by, at=NOW, reason="Chair away")
        now = uow.actions.save(now, because=moved)
        events.append(moved)
        assigned = (ActionLead(lead.id, lead.name, LeadRole.ACCOUNTABLE),)
        now, given = now.assign(assigned, by=by, at=NOW)
        now = uow.actions.save(now, because=given)
        events.append(given)
    assert now.version == 4
    with reading(store, town) as uow:
        assert uow.actions.by_key(action.key) == now
        assert uow.actions.rows([action.id])[0].leads == (lead.name,)
        logged, total = uow.history.of_action(action.id)
        assert [(line.event, line.version) for line in logged] == list(zip(reversed(events), (4, 3, 2), strict=True))
        assert uow.history.of_action(action.id, limit=1, offset=1) == ([logged[1]], 3)
        assert total == 3
        assert [line.event for line in uow.history.since_version(action.id, 2)] == events[1:]
        assert uow.history.by_id(moved.id) == logged[1]
        assert uow.history.by_id(type(moved.id)("none")) is None
        since = NOW - timedelta(hours=1)
        assert [line.event for line in uow.history.latest_of(town.lead.id, since=since)] == events[::-1]
        assert uow.history.latest_of(town.lead.id, since=since, action_id=town.actions[1].id) == []
        assert uow.history.latest_of(town.lead.id, since=NOW + timedelta(hours=1)) == []
        assert uow.history.latest_of(town.coordinator.id, since=since) == []
    with writing(store, town) as uow:
        back, undone = undo(now, given, by=by, at=NOW)
        back = uow.actions.save(back, because=undone)
        uow.history.mark_undone(given.id, undone.id)
    with reading(store, town) as uow:
        line = uow.history.by_id(given.id)
        assert line is not None
        assert line.undone_by == undone.id
        found = uow.actions.by_key(action.key)
        assert found is not None
        assert [each.lead_id for each in found.leads] == [each.lead_id for each in action.leads]
    with pytest.raises(StaleWrite), writing(store, town) as uow:
        uow.history.mark_undone(given.id, undone.id)


def test_a_second_writer_of_the_same_version_is_refused(store: SqlStore) -> None:
    town = builders.town(store)
    changed, event = town.actions[0].judge(Rag.of(RagValue.RED), by=SYSTEM, at=NOW)
    with writing(store, town) as uow:
        uow.actions.save(changed, because=event)
    again, late = town.actions[0].judge(Rag.of(RagValue.GREEN), by=SYSTEM, at=NOW)
    with pytest.raises(StaleWrite), writing(store, town) as uow:
        uow.actions.save(again, because=late)
    with reading(store, town) as uow:
        assert uow.history.of_action(changed.id)[1] == 1


def test_plans_change_and_drafts_can_go(store: SqlStore) -> None:
    town = builders.town(store)
    draft = builders.plan(town.organisation, "DRF", state=PlanState.DRAFT)
    builders.add_plan(store, draft, town.coordinator)
    because = event_of(PlanDeleted, plan_id=draft.plan.id, code="DRF", title="x")
    with pytest.raises(StaleWrite), writing(store, town) as uow:
        uow.plans.delete_draft(town.plan.id, because=event_of(PlanDeleted, plan_id=town.plan.id, code="NRP", title="x"))
    with writing(store, town) as uow:
        uow.plans.delete_draft(draft.plan.id, because=because)
    with reading(store, town) as uow:
        assert uow.plans.by_code("DRF") is None
        assert uow.actions.by_local_ref("1", draft.plan.id) == []
        assert uow.people.memberships(town.coordinator.id) == [
            Membership(town.coordinator.id, Role.COORDINATOR, town.plan.id)
        ]
        assert uow.history.by_id(because.id) is not None
    builders.add_plan(store, draft)
    live = replace(draft.plan, state=PlanState.LIVE, live_at=NOW)
    went = event_of(PlanWentLive, plan_id=live.id, already_overdue=0)
    with writing(store, town) as uow:
        uow.plans.save(live, because=went)
    with reading(store, town) as uow:
        assert uow.plans.by_id(live.id) == live
    with pytest.raises(StaleWrite), writing(store, town) as uow:
        uow.plans.save(replace(live, id=PlanId("none")), because=went)


def test_leads_are_found_added_and_linked(store: SqlStore) -> None:
    town = builders.town(store)
    wren = builders.lead(town.plan.id, "Tobias WREN")
    because = event_of(LeadLinked, lead="Tobias WREN", before=None, after="Tobias Wren")
    with writing(store, town) as uow:
        uow.plans.add_lead(wren)
        uow.plans.link_lead(wren.id, town.coordinator.id, because=because)
    linked = replace(wren, person_id=town.coordinator.id)
    with reading(store, town) as uow:
        assert uow.plans.lead_named(town.plan.id, "tobias wren ") == linked
        assert uow.plans.lead_named(town.plan.id, "nobody") is None
        assert linked in uow.plans.leads()
        assert Membership(town.coordinator.id, Role.LEAD, town.plan.id) in uow.people.ties(town.coordinator.id)
        assert Membership(town.coordinator.id, Role.LEAD, town.plan.id) not in uow.people.memberships(
            town.coordinator.id
        )
        assert [person.id for person in uow.people.holders(Role.LEAD, town.plan.id)] == [
            town.lead.id,
            town.coordinator.id,
        ]
        assert uow.history.by_id(because.id) is not None


def test_channels_follow_and_stop(store: SqlStore) -> None:
    town = builders.town(store)
    follow = builders.follow(town.contents, town.workspace)
    began = event_of(ChannelFollowed, plan_id=town.plan.id, channel="#green", already_overdue=0)
    with writing(store, town) as uow:
        uow.plans.follow(follow, because=began)
        uow.plans.swept(follow.id, TODAY)
    follow = replace(follow, last_swept=TODAY)
    assert list(store.follows_to_sweep()) == [(town.id, follow)]
    with pytest.raises(StaleWrite), writing(store, town) as uow:
        uow.plans.follow(builders.follow(town.contents, town.workspace), because=began.model_copy(update={"id": "x"}))
    with reading(store, town) as uow:
        assert uow.plans.follows(town.plan.id) == [follow]
        assert uow.plans.followed_in(Platform.SLACK, town.workspace.id, "C1") == [follow]
        assert uow.plans.followed_in(Platform.SLACK, town.workspace.id, "C2") == []
    stopped = event_of(ChannelUnfollowed, plan_id=town.plan.id, channel="#green")
    with writing(store, town) as uow:
        uow.plans.unfollow(follow.id, because=stopped)
    with reading(store, town) as uow:
        assert uow.plans.follows(town.plan.id) == []
    assert list(store.follows_to_sweep()) == []


def test_people_accounts_and_roles(store: SqlStore) -> None:
    town = builders.town(store, actions=4)
    imogen, account = town.lead, town.lead_account
    namesake = builders.person(town.organisation, "imogen VALE")
    linked = event_of(AccountLinked, platform="slack", account="U2", before=None, after="Imogen Vale")
    with writing(store, town) as uow:
        uow.people.add(namesake)
        renewed = replace(account, display_name="Imogen (Parks)", is_guest=True, person_id=namesake.id)
        uow.people.save_account(renewed, because=linked)
        given = event_of(RoleGiven, person="Imogen Vale", role="administrator")
        uow.people.give_role(Membership(imogen.id, Role.ADMINISTRATOR), because=given)
        again = event_of(RoleGiven, person="Imogen Vale", role="administrator")
        uow.people.give_role(Membership(imogen.id, Role.ADMINISTRATOR), because=again)
    with reading(store, town) as uow:
        assert uow.people.account(town.workspace.id, account.external_id) == renewed
        assert uow.people.account_by_id(account.id) == renewed
        assert uow.people.account(town.workspace.id, "none") is None
        assert uow.people.accounts_of(namesake.id) == [renewed]
        assert uow.people.accounts_of(imogen.id) == []
        assert uow.people.person(imogen.id) == imogen
        assert uow.people.person(PersonId("none")) is None
        assert {person.id for person in uow.people.named("Imogen Vale")} == {imogen.id, namesake.id}
        assert [person.name for person in uow.people.all()] == ["Imogen Vale", "imogen VALE", "Tobias Wren"]
        assert uow.people.memberships(imogen.id) == [
            Membership(imogen.id, Role.ADMINISTRATOR),
            Membership(imogen.id, Role.LEAD, town.plan.id),
        ]
        assert uow.people.holders(Role.ADMINISTRATOR, None) == [imogen]
        assert uow.people.holders(Role.COORDINATOR, town.plan.id) == [town.coordinator]
        assert uow.people.holders(Role.COORDINATOR, None) == []
    with pytest.raises(StaleWrite), writing(store, town) as uow:
        uow.people.save_account(builders.account(imogen, town.workspace, account.external_id))


def test_workspaces_conversations_and_answers(store: SqlStore) -> None:
    town = builders.town(store)
    known = KnownConversation(Platform.TEAMS, "tenant", "19:abc", {"serviceUrl": "https://example.org"}, "29:x", NOW)
    renewed = replace(known, address={"serviceUrl": "https://example.net"})
    console = builders.workspace(town.organisation, Platform.CONSOLE, "console")
    with writing(store, town) as uow:
        uow.add_workspace(console)
        uow.remember_conversation(known)
        uow.remember_conversation(renewed)
        uow.remember_outcome("delivery-1", say("Done.", "Twice."))
    with reading(store, town) as uow:
        assert set(uow.workspaces()) == {town.workspace, console}
        assert uow.conversation(Platform.TEAMS, "tenant", "19:abc") == renewed
        assert uow.conversation(Platform.TEAMS, "tenant", "19:abd") is None
        assert uow.outcome_of("delivery-1") == say("Done.", "Twice.")
        assert uow.outcome_of("delivery-2") is None
    with pytest.raises(StaleWrite), writing(store, town) as uow:
        uow.remember_outcome("delivery-1", say("Something else."))
    assert store.find_workspace(Platform.SLACK, town.workspace.external_id) == town.workspace
    assert store.find_workspace(Platform.TEAMS, town.workspace.external_id) is None
    assert store.forget(datetime.now(UTC) + timedelta(days=13)) == 0
    assert store.forget(datetime.now(UTC) + timedelta(days=15)) == 1


def test_the_organisations_settings(store: SqlStore) -> None:
    town = builders.town(store)
    with reading(store, town) as uow:
        assert uow.organisation == town.organisation
    changed = replace(town.organisation, timezone="Europe/Dublin", announce_hour=8, demonstration=True)
    with writing(store, town) as uow:
        uow.save_organisation(changed)
    with reading(store, town) as uow:
        assert uow.organisation == changed
    assert store.organisations() == [changed]
    with pytest.raises(NotFound), store.reading(OrganisationId("none")):
        pass
    with pytest.raises(NotFound), store.writing(OrganisationId("none")):
        pass


def test_a_reading_unit_of_work_cannot_write(store: SqlStore) -> None:
    from storage.database import StorageError

    town = builders.town(store)
    with pytest.raises(StorageError), store.reading(town.id) as uow:
        uow.people.add(builders.person(town.organisation, "Nobody Yet"))
    with reading(store, town) as uow:
        uow.see_with(EVERYTHING)
        assert uow.people.named("Nobody Yet") == []
