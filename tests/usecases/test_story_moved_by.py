"""`move 4 by two weeks`: from its date, and where that is over, only after asking."""

from __future__ import annotations

from datetime import date

from domain.due import Due, Precision
from domain.ports import Store
from tests.talk import talks

PAST, AHEAD = Due.on(date(2026, 11, 16)), Due.on(date(2027, 1, 11))
MONTH = Due("April 2027", Precision.MONTH, date(2027, 4, 1), date(2027, 4, 30))


def test_a_date_ahead_moves_from_itself(shared_store: Store) -> None:
    lead, _, _ = talks(shared_store, actions=1, dues=[AHEAD])
    assert "Moved to Monday 25 January 2027" in lead.say("move 1 by two weeks because Jo is off").text
    assert "Moved to Monday 8 February 2027" in lead.say("date 1 another two weeks because Jo is off").text


def test_of_a_date_that_is_over_it_is_asked_from_which_day(shared_store: Store) -> None:
    lead, _, _ = talks(shared_store, actions=1, dues=[PAST])
    asked = lead.say("move 1 by two weeks because Jo is off")
    assert asked.text.startswith("Does “by two weeks” count from its date, which is over, or from today?")
    assert "Monday 30 November 2026" in " ".join(button.label for button in asked.buttons())
    assert "Moved to Monday 30 November 2026" in lead.press("From its date: Monday 30 November 2026").text


def test_a_month_after_a_month_is_a_month(shared_store: Store) -> None:
    lead, _, _ = talks(shared_store, actions=1, dues=[MONTH])
    assert "Moved to end of May 2027" in lead.say("move 1 by a month because Jo is off").text


def test_without_a_date_nothing_is_guessed(shared_store: Store) -> None:
    lead, _, _ = talks(shared_store, actions=1, dues=[Due.none("tbc")])
    assert "I can't tell from which day that counts." in lead.say("move 1 by another month because Jo is off").text


def test_thanks_are_answered_and_not_refused(shared_store: Store) -> None:
    lead, _, _ = talks(shared_store, actions=1)
    assert lead.say("thank you!").text == "You're welcome."


def test_what_is_due_then_is_looked_up_in_everyday_words(shared_store: Store) -> None:
    lead, _, _ = talks(shared_store, actions=2, dues=[PAST, AHEAD])
    found = lead.say("what's due in January?").text
    assert found.startswith("Actions due in January 2027: 1")
    assert lead.say("due next week").text.startswith("There are no actions due from ")
