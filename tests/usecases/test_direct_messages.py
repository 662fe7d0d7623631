"""How a person is reached: on the right platform, in the right workspace, and never with a barred account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from domain.outgoing import KnownConversation
from domain.people import EVERYTHING, Platform
from domain.posting import Posting
from domain.reminders.wishes import Wishes
from domain.usecases.direct import TOGETHER, let_coordinators_know, reach, tell
from domain.views import say
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, Town
from tests.storage.helpers import writing


def waiting(store: SqlStore, town: Town) -> Sequence[Posting]:
    return store.claim("test", lease_seconds=60, organisation_id=town.id)


def test_a_message_goes_to_the_person_alone(store: SqlStore) -> None:
    town = builders.town(store)
    with writing(store, town) as uow:
        assert tell(uow, town.lead.id, say("Something for you."), key="k", now=NOW)
        assert not tell(uow, town.lead.id, say("Something for you."), key="k", now=NOW)
    (posting,) = waiting(store, town)
    assert posting.destination.conversation == town.lead_account.external_id
    assert posting.person_id == town.lead.id
    assert posting.reply.text == "Something for you."


def test_who_did_it_is_not_told_of_it(store: SqlStore) -> None:
    town = builders.town(store)
    with writing(store, town) as uow:
        but = [town.coordinator.id]
        assert let_coordinators_know(uow, town.plan.id, say("x"), key="k", now=NOW, but=but) == 0
        assert let_coordinators_know(uow, town.plan.id, say("x"), key="k", now=NOW) == 1
        assert let_coordinators_know(uow, town.plan.id, say("x"), key="k", now=NOW) == 0, "once"
        (notice,) = uow.reminders.notices(town.coordinator.id)
        assert notice.at == NOW + TOGETHER
    assert waiting(store, town) == [], "it waits for their hours"


def test_somebody_with_two_accounts_is_told_where_they_read(store: SqlStore) -> None:
    town = builders.town(store)
    teams = builders.workspace(town.organisation, Platform.TEAMS, f"tenant-{town.id}")
    object_id = "11111111-2222-4333-8444-555555555555"
    with writing(store, town) as uow:
        uow.add_workspace(teams)
        older = replace(builders.account(town.lead, teams, object_id), checked_at=NOW - timedelta(days=3))
        uow.people.save_account(older)
        way = reach(uow, town.lead.id, NOW).destination
        assert way is not None
        assert way.platform is Platform.SLACK
        uow.reminders.wish(town.lead.id, Wishes(where=Platform.TEAMS))
        way = reach(uow, town.lead.id, NOW).destination
        assert way is not None
        assert (way.platform, way.conversation, way.address) == (Platform.TEAMS, object_id, {})
        channel = KnownConversation(
            Platform.TEAMS, teams.external_id, "19:c", {"serviceUrl": "https://s/", "botId": "28:b", "teamId": "t"}
        )
        uow.remember_conversation(replace(channel, seen_at=NOW))
        way = reach(uow, town.lead.id, NOW).destination
        assert way is not None
        assert way.address == {"serviceUrl": "https://s/", "botId": "28:b"}
        uow.remember_conversation(
            KnownConversation(
                Platform.TEAMS, teams.external_id, "a:1", {"serviceUrl": "https://s/", "userId": "29:x"}, object_id, NOW
            )
        )
        way = reach(uow, town.lead.id, NOW).destination
        assert way is not None
        assert (way.conversation, way.address["userId"]) == ("a:1", "29:x")


def test_an_account_that_is_barred_is_never_written_to(store: SqlStore) -> None:
    town = builders.town(store)
    with writing(store, town) as uow:
        uow.people.save_account(replace(town.lead_account, is_deactivated=True))
        assert not tell(uow, town.lead.id, say("x"), key="k", now=NOW)
        (missed,) = uow.reminders.unreported()
        assert (missed.person_id, missed.reason) == (town.lead.id, "deactivated")
        uow.reminders.reported(town.lead.id, NOW)
        assert not tell(uow, town.lead.id, say("x"), key="k2", now=NOW)
        assert not uow.reminders.unreported(), "the same reason again is no news"
    assert not waiting(store, town)


def test_a_message_that_could_not_be_delivered_is_reported_until_one_arrives(store: SqlStore) -> None:
    town = builders.town(store)
    with writing(store, town) as uow:
        tell(uow, town.lead.id, say("x"), key="1", now=NOW)
    (posting,) = waiting(store, town)
    assert store.give_up(posting, "test", reason="user_disabled")
    with writing(store, town) as uow:
        uow.see_with(EVERYTHING)
        assert [one.reason for one in uow.reminders.unreported()] == ["user_disabled"]
        assert uow.reminders.reasons([town.lead.id]) == {town.lead.id: "user_disabled"}
        tell(uow, town.lead.id, say("x"), key="2", now=NOW)
    (posting,) = waiting(store, town)
    assert store.sent(posting, "test", "ts")
    with writing(store, town) as uow:
        assert not uow.reminders.reasons([town.lead.id])
