"""What was added here is in no document: a newer version of the plan leaves it alone."""

from __future__ import annotations

from storage.store import SqlStore
from tests import builders
from tests.usecases.reading import coordinator, draft_of, stored
from tests.usecases.test_story_next_version import ROWS, actions, edited, publish


def test_it_stays_when_a_newer_document_comes(shared_store: SqlStore) -> None:
    town = builders.town(shared_store, code="OLD")
    stored(shared_store, town, draft_of(*ROWS))
    tobias = coordinator(shared_store, town)
    tobias.say("golive HLP")
    tobias.say("add HLP: Ask the schools to join in")
    tobias.fill_in({"under": "HLP-4"})
    added = tobias.rows()[0]
    found = publish(tobias, town, *edited(1, rag="Green")).found
    assert found is not None
    assert found.gone == ()
    assert actions(tobias)[added].not_in == ""
    assert actions(tobias)[added].is_open
    assert added not in tobias.say("questions HLP").text
