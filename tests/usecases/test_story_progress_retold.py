"""What a next version says under progress is asked about as it was at first; what it no longer says is not."""

from __future__ import annotations

import pytest

from storage.store import SqlStore
from tests import builders
from tests.talk import Talk
from tests.usecases.versions import actions, edited, live, publish


@pytest.fixture
def town(shared_store: SqlStore) -> builders.Town:
    return builders.town(shared_store, code="OLD")


@pytest.fixture
def tobias(shared_store: SqlStore, town: builders.Town) -> Talk:
    return live(shared_store, town)


def test_progress_that_says_complete_by_now_is_asked_about(tobias: Talk, town: builders.Town) -> None:
    publish(tobias, town, *edited(3, progress="Completed in May", rag="Blue"))
    tobias.say("questions HLP")
    assert "HLP-3" in tobias.last.text
    assert "Progress says “Completed”. Is the action complete?" in tobias.last.text
    publish(tobias, town, *edited(3, progress="One warden is still to be trained"), sha256="f" * 64)
    tobias.say("questions HLP")
    assert "Completed" not in tobias.last.text, "what it said before is no question any more"
    publish(tobias, town, *edited(3, progress="Completed by all wardens"), sha256="e" * 64)
    tobias.say("questions HLP")
    tobias.press("Yes, complete")
    assert not actions(tobias)["HLP-3"].is_open


def test_progress_of_what_is_complete_here_already_is_no_question(tobias: Talk, town: builders.Town) -> None:
    tobias.say("done HLP-3")
    publish(tobias, town, *edited(3, progress="Completed in May"))
    tobias.say("questions HLP")
    assert "Is the action complete?" not in tobias.last.text
