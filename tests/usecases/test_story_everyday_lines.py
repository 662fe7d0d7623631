"""Lines as people type them on their phones: nothing is changed that nobody meant, and courtesy is no note."""

from __future__ import annotations

import pytest

from domain.actions import Status
from domain.people import EVERYTHING
from domain.ports import Store
from domain.rag import RagValue
from tests import builders
from tests.talk import talks


def _state(store: Store, town: builders.Town) -> list[tuple[Status, RagValue, int]]:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        rows = [uow.actions.by_key(one.key) for one in town.actions]
        return [(row.status, row.rag.value, len(uow.actions.notes(row.id))) for row in rows if row is not None]


@pytest.mark.parametrize(
    "line",
    [
        "done 1 and 2", "done 1, 2", "done 1; update 2 survey sent", "done 1 and update 2 survey sent",
        "done 1\nupdate 2 survey sent", "1 done, 2 green", "amber 1 and 2", "update 1 and 2: discussed",
        "rag 1 green because all is well, date 2 end of June 2027 because Jo is off",
        "done 1?", "1 done?", "1 green?", "is 1 done?", "have we done 1", "rag 1 red amber",
        "done 1 undo",
        "done 1 tomorrow", "done 1 by Friday", "done 1 except the training", "done 1 80%", "done 1 - not yet",
        "1 is red hot topic at the board", "1 green light from the board", "amber 1 traffic lights are out",
        "1 done 2 red", "done 1 by Xmas", "done 1 after half term",
        "rag 1 amber and move the date to end of June because Jo is off",
        "done 1 on 30 June 2027", "1 done 5 Dec", "done 1: 30/06/2027", "done 1, will finish in June",
        "done 1 (well nearly)", "done 1 in progress", "done 1 (draft)", "done 1: started", "done 1 phase 1",
        "done 1 in 2027", "done 1 at the end of the month", "done 1 oops i meant 2", "done 1 cancel that",
        "done 1 thanks, can you also move 2 to june", "done 1 sorry 2", "done 1-3", "done 1/2", "red 1 and green 2",
        "close it", "it's done", "deadline for 1?", "please remove action 1", "Ive done number 1 at last!!",
        "done 1 wait", "rag 1 amber 2 green", "rag 1 amber date 1 June 2027 because Jo is off",
    ],
)  # fmt: skip
def test_what_can_be_meant_otherwise_changes_nothing(shared_store: Store, line: str) -> None:
    lead, _, town = talks(shared_store, actions=4)
    before = _state(shared_store, town)
    lead.say(line)
    assert _state(shared_store, town) == before
    assert "complete" not in lead.last.text.split("\n")[0] or lead.last.outcome != "ok"


def test_each_of_two_requests_is_one_press_away(shared_store: Store) -> None:
    lead, _, town = talks(shared_store, actions=4)
    reply = lead.say("done 1; update 2 survey sent out")
    assert reply.outcome == "asked"
    assert reply.text.startswith("That looks like 2 requests. I take one at a time, and have changed nothing.")
    first, second, whole = reply.buttons()
    assert [one.label for one in (first, second)] == ["done 1", "update 2 survey sent out"]
    lead.send(first)
    lead.send(second)
    assert _state(shared_store, town)[:2] == [(Status.COMPLETE, *_state(shared_store, town)[0][1:2], 0),
                                             (Status.OPEN, _state(shared_store, town)[1][1], 1)]  # fmt: skip
    assert whole.label.startswith("All of it for")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("done 1 thanks, can you also move 2 to june", ["done 1 thanks", "move 2 to june", "All of it for 1"]),
        ("done 1 i mean 2", ["done 1", "done 2"]),
        ("done 1-3", ["done 1", "done 2", "done 3"]),
        ("done 3/4", ["done 3", "done 4"]),
        ("red 1 and green 2", ["rag 1 red", "green 2"]),
        ("Ive done number 1 at last!!", ["Mark 1 complete", "Note it, 1 stays open"]),
        ("please remove action 1", ["Complete with a note", "Show 1"]),
        ("close it", ["My actions"]),
        ("bore da", ["Show me mine", "Show me overdue", "Show me everything"]),
    ],
)
def test_what_was_meant_is_one_press_away(shared_store: Store, line: str, offered: list[str]) -> None:
    lead, _, _ = talks(shared_store, actions=4)
    lead.say(line)
    assert lead.labels() == offered


def test_what_is_asked_of_an_action_shows_it_and_a_number_before_words_is_no_span(shared_store: Store) -> None:
    lead, _, town = talks(shared_store, actions=4)
    assert "due 4 November 2026" in lead.say("deadline for 4?").text
    lead.say("update 2 please change the date to end of March 2027")
    assert any("March 2027" in label for label in lead.labels())
    assert lead.say("done 4 - 30 staff trained").outcome == "ok"
    assert _state(shared_store, town)[3][::2] == (Status.COMPLETE, 1)


def test_a_question_is_answered_by_a_press_either_way(shared_store: Store) -> None:
    lead, _, town = talks(shared_store, actions=2)
    assert lead.say("done 1?").text.startswith("Are you asking, or shall I do it? I have changed nothing.")
    assert lead.labels() == ["Yes: done 1", "Show 1"]
    lead.press("Yes: done 1")
    assert _state(shared_store, town)[0][0] is Status.COMPLETE


def test_what_is_not_done_yet_can_be_noted(shared_store: Store) -> None:
    lead, _, town = talks(shared_store, actions=2)
    assert lead.say("done 1 except the training").outcome == "asked"
    lead.press("Note it, 1 stays open")
    assert _state(shared_store, town)[0][0] is Status.OPEN
    assert _state(shared_store, town)[0][2] == 1
    lead.say("done 1 on 30 June 2027")
    lead.press("Mark NRP-1 complete")
    assert _state(shared_store, town)[0][::2] == (Status.COMPLETE, 2)


def test_a_day_that_is_over_is_when_it_was_done(shared_store: Store) -> None:
    lead, _, _ = talks(shared_store, actions=3)
    for line in ("done 1 on 12 November", "done 2 on Friday", "done 3 30 staff trained in March 2026"):
        assert lead.say(line).outcome == "ok", line


def test_a_change_is_not_offered_to_who_may_not_make_it(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)  # Imogen Vale leads 4
    assert lead.say("4 survey sent out").text.startswith("Shall I note this as progress on 4?")
    for line in ("3 survey sent out", "done 3 by Friday", "NRP-3 was completed on 3 May", "survey went out for 3"):
        assert lead.say(line).text.startswith("You can look at NRP-3, but not change it."), line
    assert lead.say("88 survey sent out").outcome == "not_found"


def test_a_colour_that_runs_into_other_words_is_changed_or_noted_by_a_press(shared_store: Store) -> None:
    lead, _, town = talks(shared_store, actions=2)
    assert lead.say("1 is red hot topic at the board").outcome == "asked"
    assert lead.labels() == ["Change it to ▲ Red", "Note it on 1"]
    lead.press("Note it on 1")
    assert _state(shared_store, town)[0][2] == 1
    lead.say("1 is red hot topic at the board")
    lead.press("Change it to ▲ Red")
    assert _state(shared_store, town)[0][1] is RagValue.RED
    for line in ("1 is amber now", "1 green because all is well", "1 red, no money", "rag 1 amber no money"):
        assert lead.say(line).outcome == "ok", line


@pytest.mark.parametrize(
    "line",
    [
        "done 1 please", "1 done ✅", "done 1, thanks", "could you mark 1 complete please", "mark 1 as done pls",
        "can you mark 1 as done?", "“done 1”", "- done 1", "Hi Action Log, done 1", "could you close 1 for me?",
        "mae 1 wedi'i gwblhau", "please mark 1 as complete, many thanks, Imogen",
        "Hi, can you tick off 1 for me please? Thanks!", "Done1 thanks", "NRP-1Done",
        "done 1 :+1:", "done 1 :tada:", "done 1, sorry",
    ],
)  # fmt: skip
def test_courtesy_is_neither_a_note_nor_a_hindrance(shared_store: Store, line: str) -> None:
    lead, _, town = talks(shared_store, actions=2)
    lead.say(line)
    assert _state(shared_store, town)[0][0] is Status.COMPLETE
    assert _state(shared_store, town)[0][2] == 0


def test_what_asks_after_an_action_changes_nothing_even_when_what_is_offered_is_pressed(shared_store: Store) -> None:
    lead, _, town = talks(shared_store, actions=2)
    before = _state(shared_store, town)
    for line in ("can you confirm 1 is done?", "would you say 1 is green?"):
        lead.say(line)
        assert "Status: Open" in lead.press("NRP-1").text
    for line in ("will 1 be done by Friday?", "can you give me an update on 1?", "whose is 1", "who leads nrp 1"):
        assert "Status: Open" in lead.say(line).text, line
    assert _state(shared_store, town) == before


def test_lists_are_asked_for_in_many_words(shared_store: Store) -> None:
    lead, _, _ = talks(shared_store, actions=3)
    lead.say("red 2")
    for line in ("how many red", "how many actions are red?", "list all reds", "show me the reds", "any reds in NRP"):
        lead.say(line)
        assert lead.rows() == ["NRP-2"], line
    for line in ("show overdue", "list late", "how many are overdue", "do we have anything late", "how many are open"):
        lead.say(line)
        assert lead.rows() == ["NRP-1", "NRP-2", "NRP-3"], line
    assert lead.say("list plans").text.startswith("You can see 1 plan.")
    lead.say("show dataset")
    lead.press("Find “dataset”")
    assert lead.rows() == ["NRP-1", "NRP-2", "NRP-3"]


def test_words_of_ones_own_keep_their_thanks(shared_store: Store) -> None:
    lead, _, town = talks(shared_store, actions=2)
    lead.say("update 1 the chair sends many thanks")
    with shared_store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        assert uow.actions.notes(town.actions[0].id)[0].text == "the chair sends many thanks"
