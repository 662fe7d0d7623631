"""A workspace is let in, shut out and let in again."""

from __future__ import annotations

from threading import Thread

import pytest

from domain.errors import Invalid, NotFound
from domain.people import EVERYTHING, Platform
from domain.ports import Store
from domain.usecases.direct import NO_ACCOUNT, reach
from domain.usecases.workspaces import add_workspace, remove_workspace
from domain.views import say
from tests import builders
from tests.sweeping import YESTERDAY, due, followed


def test_nobody_of_a_workspace_that_was_shut_out_is_heard_or_told(store: Store) -> None:
    here = followed(store, due(YESTERDAY))
    town, now = here.town, here.clock.now()
    team = town.workspace.external_id
    assert here.sweep() == 1
    assert remove_workspace(store, town.id, Platform.SLACK, team, at=now) == 1
    assert here.posts() == []
    assert here.talk().say("mine").text.startswith("Action Log is not set up for this workspace.")
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        assert uow.plans.follows(town.plan.id) == []
        assert reach(uow, town.lead.id, now).reason == NO_ACCOUNT
    with pytest.raises(NotFound, match="is not let in"):
        remove_workspace(store, town.id, Platform.SLACK, team, at=now)
    assert add_workspace(store, town.id, Platform.SLACK, team, "", at=now)
    assert here.talk().say("history NRP").outcome == "ok"


def test_what_is_queued_while_a_workspace_is_shut_out_is_not_sent(store: Store) -> None:
    here = followed(store, due(YESTERDAY))
    town, now = here.town, here.clock.now()
    team = town.workspace.external_id
    unsent: list[int] = []
    removing = Thread(target=lambda: unsent.append(remove_workspace(store, town.id, Platform.SLACK, team, at=now)))
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        where = reach(uow, town.lead.id, now).destination
        assert where is not None
        removing.start()
        removing.join(0.2)  # it waits for us
        assert uow.outbox.put(key="late", destination=where, reply=say("Late"))
    removing.join(20)
    assert unsent == [1]
    assert here.posts() == []


def test_it_stays_with_the_organisation_whose_it_was(store: Store) -> None:
    town, others = builders.town(store), builders.organisation("Elsewhere Council")
    with store.founding(others):
        pass
    team = town.workspace.external_id
    remove_workspace(store, town.id, Platform.SLACK, team, at=builders.NOW)
    with pytest.raises(Invalid, match="belongs to another organisation"):
        add_workspace(store, others.id, Platform.SLACK, team, "", at=builders.NOW)
