"""Lines that are no request: what is offered says what it will do, and nothing changes before a press."""

from __future__ import annotations

import pytest

from domain.actions import Status
from domain.people import EVERYTHING
from domain.ports import Store
from domain.rag import RagValue
from tests import builders
from tests.talk import talks


def _stands(store: Store, town: builders.Town) -> tuple[Status, RagValue, list[str]]:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key("NRP-4")
        assert action is not None
        return action.status, action.rag.value, [note.text for note in uow.actions.notes(action.id)]


@pytest.mark.parametrize(
    ("line", "said", "labels"),
    [
        ("4 was completed on 3 November", "is 4 done already?", ["Mark 4 complete", "Note it, 4 stays open"]),
        ("4 is done apart from the training", "is 4 done already?", ["Mark 4 complete", "Note it, 4 stays open"]),
        ("we have now completed NRP-4 and told the board", "is NRP-4 done already?",
         ["Mark NRP-4 complete", "Note it, NRP-4 stays open"]),
        ("survey went out on Monday for 4", "Shall I note this as progress on 4?", ["Note it on 4", "Show 4"]),
        ("met the NRP-4 team, agreed next steps", "Shall I note this", ["Note it on NRP-4", "Show NRP-4"]),
        ("4 late because of staffing", "Shall I note this as progress on 4?", ["Note it on 4", "Show 4"]),
        ("4 is no longer needed", "Nothing is deleted here", ["Complete with a note", "Note it on 4", "Show 4"]),
        ("4 withdrawn", "Nothing is deleted here", ["Complete with a note", "Note it on 4", "Show 4"]),
        ("four is done", "Do you mean action 4?", ["Yes: 4 is done", "My actions"]),
        ("mark number four as complete", "Do you mean action 4?", ["Yes: mark 4 as complete", "My actions"]),
        ("update number four it went out", "Do you mean action 4?", ["Yes: update 4 it went out", "My actions"]),
        ("4 31 March because Jo is off", "Shall I note this", ["Note it on 4", "Move the date of 4"]),
        ("done 4 red", "That looks like 2 requests.", ["done 4", "rag 4 red"]),
        ("4 ambre", "Did you mean “4 amber”?", ["Yes: 4 amber", "Help"]),
        ("4 due 31 March", "I need the reason", ["Give the reason"]),
        ("can 4 move to end of January please", "I need the reason", ["Give the reason"]),
        ("4 amber/green", "Which RAG should it have?", ["▲ Red", "● Amber", "✔ Green", "◆ Blue", "With a reason"]),
        ("rag 4 complete", "Which RAG should it have?",
         ["Mark complete", "▲ Red", "● Amber", "✔ Green", "◆ Blue", "With a reason"]),
        ("yes please", "I can't tell what that answers.", ["My actions", "Help"]),
        ("4 started", "I don't understand “4 started”.", ["Show 4", "My actions", "Help"]),
    ],
)  # fmt: skip
def test_what_may_be_meant_is_offered_and_nothing_done(
    shared_store: Store, line: str, said: str, labels: list[str]
) -> None:
    _, lead, town = talks(shared_store, actions=4)
    before = _stands(shared_store, town)
    assert said in lead.say(line).text
    assert lead.labels() == labels
    assert _stands(shared_store, town) == before


def test_what_is_pressed_keeps_the_words(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4)
    lead.say("4 was completed on 3 November")
    lead.press("Mark 4 complete")
    assert _stands(shared_store, town)[::2] == (Status.COMPLETE, ["was completed on 3 November"])


@pytest.mark.parametrize("line", ["4 late", "4 due", "NRP-4 overdue", "show4"])
def test_a_list_named_behind_an_action_shows_the_action(shared_store: Store, line: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    assert lead.say(line).text.startswith("NRP-4 · NRP plan")


@pytest.mark.parametrize("line", ["done4", "4.done", "4-done", "tick off 4", "tick 4 off", "NRP number 4 is done"])
def test_a_request_without_its_blank_is_read(shared_store: Store, line: str) -> None:
    _, lead, town = talks(shared_store, actions=4)
    lead.say(line)
    assert _stands(shared_store, town)[::2] == (Status.COMPLETE, [])


def test_a_reason_without_a_colour_is_kept_until_one_is_chosen(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    assert lead.say("rag 4 because the survey is late").text.startswith("NRP-4 is ○ No RAG now. Which RAG")
    lead.press("● Amber")
    assert "the survey is late" in lead.say("history 4").text


def test_a_note_that_says_done_asks_whether_it_is(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4)
    assert "NRP-4 is still open. Is it complete?" in lead.say("update 4 all done").text
    assert _stands(shared_store, town)[0] is Status.OPEN
    lead.press("Mark NRP-4 complete")
    assert _stands(shared_store, town)[::2] == (Status.COMPLETE, ["all done"])
    assert "is still open" not in lead.say("update 4 agreed").text
