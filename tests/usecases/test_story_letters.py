"""A letter in prose: its promises are offered as actions, and a person says which of them are."""

from __future__ import annotations

from adapters.documents import read_document
from domain.actions import Status
from domain.importing import read_plan
from storage.store import SqlStore
from tests import builders
from tests.usecases.reading import action, coordinator, stored

LETTER = """Response to the harbour inquiry

The Harbour Master will check every ladder by 30 June 2027.

We recommend that the trust publishes its log.
"""


NOTES = """Notes of the harbour meeting

- Ada Brook to paint the ladders by 30 June 2027
- Mend the lamps (Ben Carr, by 31 July 2027)
"""


def test_an_offered_sentence_is_kept_or_withdrawn_by_a_press(shared_store: SqlStore) -> None:
    town = builders.town(shared_store, code="OLD")
    stored(shared_store, town, read_plan(read_document(LETTER.encode(), "letter.txt"), plan_code="HLP"))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    answers = {"HLP-u1": "Yes, it is an action", "HLP-u2": "No: withdraw it"}
    for _ in range(8):
        if not answers:
            break
        asked = next((key for key in answers if f"{key}" in talk.last.text.split("Is it an action?")[0]), None)
        talk.press(answers.pop(asked) if asked and "Is it an action?" in talk.last.text else "Leave open")
    assert not answers
    assert action(talk, "HLP-u1").status is Status.OPEN
    assert action(talk, "HLP-u2").status is Status.WITHDRAWN


def test_how_notes_were_read_is_shown_once_and_taken_with_one_press(shared_store: SqlStore) -> None:
    town = builders.town(shared_store, code="OLD")
    stored(shared_store, town, read_plan(read_document(NOTES.encode(), "notes.txt"), plan_code="HLP"))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    assert "The first is “paint the ladders”; lead: Ada Brook; date: 30 June 2027; RAG: none." in talk.last.text
    assert "Printed: Ada Brook to paint the ladders by 30 June 2027" in talk.last.text
    assert {"Yes, this is right", "No, it is not"} <= set(talk.labels())
    talk.press("Yes, this is right")
    assert "No question on HLP is open." in talk.last.text
