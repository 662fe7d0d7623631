"""Numbers shift from version to version; references stay, and a used number is asked about."""

from __future__ import annotations

import pytest

from storage.store import SqlStore
from tests import builders
from tests.talk import Talk
from tests.usecases.versions import ROWS, actions, live, publish


@pytest.fixture
def town(shared_store: SqlStore) -> builders.Town:
    return builders.town(shared_store, code="OLD")


@pytest.fixture
def tobias(shared_store: SqlStore, town: builders.Town) -> Talk:
    return live(shared_store, town)


def test_numbers_shift_and_words_are_polished_and_keys_stay(tobias: Talk, town: builders.Town) -> None:
    tobias.say("update HLP-2 letters are printed")
    taken = publish(
        tobias,
        town,
        ("1", "Open a new gate at the mill", "Estates Group", "31/12/2027", "Green", ""),
        (
            "2",
            "Agree the list of the paths to be mended",
            "Rowan Ashdown",
            "30/04/2027",
            "Amber",
            "The north side was surveyed in March",
        ),
        ("3", "Write to every parish council", "Head of Parks", "30/06/2027", "Red", ""),
        ("4", "Train all the wardens in first aid", "Head of Parks", "31/08/2027", "Green", ""),
        ("5", "Count the benches along the river", "Estates Group", "30/09/2027", "Amber", ""),
    )
    assert taken.found is not None
    assert taken.found.sentence() == "1 new action, 2 changed, 2 unchanged, 0 no longer in it."
    now = actions(tobias)
    assert {key: one.text for key, one in now.items()} == {
        "HLP-1": "Agree the list of the paths to be mended",
        "HLP-2": "Write to every parish council",
        "HLP-3": "Train all the wardens in first aid",
        "HLP-4": "Count the benches along the river",
        "HLP-6": "Open a new gate at the mill",
    }
    assert now["HLP-2"].ref == "3"
    tobias.say("show HLP-2")
    assert "letters are printed" in tobias.last.text


INSERTED = (
    ("1", "Open a new gate at the mill", "Estates Group", "31/12/2027", "Green", ""),
    *((str(int(row[0]) + 1), *row[1:]) for row in ROWS),
)


def test_a_new_action_with_a_used_number_gets_the_next_one_and_it_is_asked(tobias: Talk, town: builders.Town) -> None:
    taken = publish(tobias, town, *INSERTED)
    assert taken.found is not None
    assert "  HLP-6 (number 1 in the document): Open a new gate at the mill" in taken.found.lines()
    assert actions(tobias)["HLP-6"].ref == "1", "what is printed is kept beside it"
    tobias.say("questions HLP")
    asked = "number 1 is new: “Open a new gate at the mill”. But HLP-1 is another action here"
    while asked not in tobias.last.text:
        tobias.press("Leave open")
    assert "so I call the new one HLP-6. Is that right?" in tobias.last.text
    tobias.press("Yes, HLP-6")
    assert "It is called HLP-6." in tobias.last.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1a", "HLP-6 is called HLP-1a now."),
        ("HLP-9", "HLP-6 is called HLP-9 now."),
        ("2", "HLP-2 is there already. Please type another number, such as HLP-2a, or take HLP-6."),
        ("OLD-9", "Please type a number for it, such as HLP-1a, or take HLP-6."),
        ("the next one", "Please type a number for it, such as HLP-1a, or take HLP-6."),
    ],
)
def test_it_can_be_called_otherwise(tobias: Talk, town: builders.Town, typed: str, said: str) -> None:
    publish(tobias, town, *INSERTED)
    tobias.say("questions HLP")
    while "number 1 is new" not in tobias.last.text:
        tobias.press("Leave open")
    tobias.press("Type an answer")
    tobias.fill_in({"answer": typed})
    assert said in (tobias.last.text or "") or said in str(tobias.last.field_errors)
    keys = set(actions(tobias))
    assert keys - {row for row in keys if row in {"HLP-1", "HLP-2", "HLP-3", "HLP-4"}} == {
        {"1a": "HLP-1a", "HLP-9": "HLP-9"}.get(typed, "HLP-6")
    }
    if typed == "1a":
        tobias.say("show HLP-1a")
        assert "Open a new gate at the mill" in tobias.last.text
        tobias.say("find mill gate")
        assert "HLP-1a" in tobias.last.text
