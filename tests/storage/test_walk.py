"""The whole of a unit of work, once around."""

from __future__ import annotations

from datetime import timedelta

from domain.people import EVERYTHING
from domain.rag import ColourKey
from storage.store import SqlStore
from tests import builders


def test_a_plan_is_stored_found_and_changed(store: SqlStore) -> None:
    town = builders.town(store, actions=12)
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        assert uow.organisation == town.organisation
        assert uow.actions.by_key(" nrp-8 ") == town.actions[7]
        mine = uow.actions.of_person(town.lead.id, statuses=frozenset({"open"}))
        assert [row.key for row in mine] == ["NRP-4", "NRP-8", "NRP-12"]
        late, total = uow.actions.overdue(builders.TODAY)
        assert [row.key for row in late] == [f"NRP-{n}" for n in range(1, 11)]
        assert total == 12
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key("NRP-8")
        assert action is not None
        done, event = action.complete(by=builders.signature(town.lead), at=builders.NOW, key=ColourKey())
        saved = uow.actions.save(done, because=event)
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        assert uow.actions.by_key("NRP-8") == saved
        logged, count = uow.history.of_action(saved.id)
        assert [(line.event, line.version) for line in logged] == [(event, 2)]
        assert count == 1
        assert len(uow.history.latest_of(town.lead.id, since=builders.NOW - timedelta(days=1))) == 1
