"""The bench's database is a real one: what it measures is found."""

from __future__ import annotations

from bench.seeding import LATE, TODAY, seed
from domain.people import EVERYTHING
from storage.store import SqlStore


def test_what_is_measured_is_found(store: SqlStore, database_url: str) -> None:
    probe = seed(database_url, 600)
    with store.reading(probe.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        assert len(uow.plans.all()) == 3
        assert len(uow.actions.keys()) == 600
        assert uow.actions.overdue(TODAY)[1] == LATE
        assert uow.actions.newly_overdue(probe.follow, TODAY)[1] == LATE
        assert len(uow.actions.of_person(probe.person.id, statuses=frozenset({"open"}))) == 20
        made = uow.actions.by_key("P2-200")
        assert made is not None
        assert (made.ref, made.leads[0].name, made.due) == ("200", "Lead 2.9", made.due_original)
        assert uow.actions.by_local_ref("200", made.plan_id)[0].due == made.due
