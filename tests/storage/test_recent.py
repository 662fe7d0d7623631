from __future__ import annotations

from domain.people import Platform
from storage.recent import Recent
from storage.store import SqlStore
from tests import builders


def test_a_value_is_believed_for_its_time_only() -> None:
    brief: Recent[str, int] = Recent(0.0)
    brief.keep("a", 1)
    assert brief.recent("a") is None
    long: Recent[str, int] = Recent(60.0)
    long.keep("a", 1)
    assert long.recent("a") == 1
    assert long.recent("b") is None
    long.forget("a")
    assert long.recent("a") is None


def test_a_workspace_that_was_not_there_is_found_as_soon_as_it_is(store: SqlStore) -> None:
    organisation = builders.organisation()
    with store.founding(organisation):
        pass
    for platform in (Platform.SLACK, Platform.CONSOLE):
        workspace = builders.workspace(organisation, platform, f"new-{platform}")
        assert store.find_workspace(platform, workspace.external_id) is None
        with store.writing(organisation.id) as uow:
            uow.add_workspace(workspace)
        assert store.find_workspace(platform, workspace.external_id) == workspace
        assert store.find_workspace(platform, workspace.external_id) == workspace
    assert store.find_workspace(Platform.TEAMS, "new-slack") is None


def test_a_console_of_two_organisations_is_nobodys_even_right_after_it_was_one_s(store: SqlStore) -> None:
    for number in range(2):
        organisation = builders.organisation(f"Council {number}")
        workspace = builders.workspace(organisation, Platform.CONSOLE, "console")
        with store.founding(organisation) as uow:
            uow.add_workspace(workspace)
        assert store.find_workspace(Platform.CONSOLE, "console") == (workspace if number == 0 else None)
