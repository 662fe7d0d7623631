"""While a hostile file is being read, others get their answers."""

from __future__ import annotations

import threading

from adapters.documents.safely import read_plan_safely
from domain.importing import UnreadableDocument
from storage.store import SqlStore
from tests import builders
from tests.adapters.documents import hostile_pdfs
from tests.talk import Talk


def test_others_are_answered_while_a_hostile_file_is_read(store: SqlStore) -> None:
    town = builders.town(store, actions=4)
    content = hostile_pdfs.run_length_bomb()  # keeps its reader busy until somebody ends it
    stop, said = threading.Event(), list[str]()

    def read() -> None:
        try:
            read_plan_safely(content, "plan.pdf", stop=stop)
        except UnreadableDocument as refusal:
            said.append(str(refusal))

    reading = threading.Thread(target=read)
    reading.start()
    try:
        for _ in range(5):
            assert Talk(store, town.workspace, town.lead_account).say("mine").elements
        assert reading.is_alive()
        assert not said
    finally:
        stop.set()
        reading.join()
    assert "stopped" in said[0]
