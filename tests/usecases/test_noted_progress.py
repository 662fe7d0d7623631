"""What a newer version prints as progress is told apart from the notes that were made here, and no word is lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.action_parts import ProgressNote
from domain.ids import ActionId, NoteId, PersonId
from domain.people import Platform, Signature
from domain.usecases.noted_progress import printed_progress

ROSA = Signature(PersonId("p1"), "Rosa Okafor", Platform.SLACK)
VOCABULARY = ["path", "lamp", "gate", "brook", "letter", "sent", "begun", "half", "two", "14", "third", "may", "june"]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1)
TEXT = WORDS.map(" ".join)


def note(text: str) -> ProgressNote:
    return ProgressNote(NoteId("n1"), ActionId("a1"), text, datetime(2027, 5, 3, 9, 0, tzinfo=UTC), ROSA)


@pytest.mark.parametrize(
    "said",
    [
        "The letters are printed",
        "3 May 2027, Rosa Okafor: the letters are printed.",
        "Surveyed in March. The letters are printed (RO, 3 May)",
        "Surveyed in March\n03/05/2027 - the letters are printed",
    ],
)
def test_what_stands_here_as_a_note_is_not_printed_a_second_time(said: str) -> None:
    assert printed_progress(said, "Surveyed in March", [note("the letters are printed")]) == "Surveyed in March"


def test_what_is_new_is_kept_and_only_the_noted_line_is_left_out() -> None:
    said = "Surveyed in April\n3 May 2027, Rosa Okafor: the letters are printed"
    assert printed_progress(said, "Surveyed in March", [note("the letters are printed")]) == "Surveyed in April"
    other = "The letters are printed, but were not sent"
    assert printed_progress(other, "", [note("the letters are printed")]) == other


def test_a_day_that_is_no_note_s_is_news() -> None:
    assert printed_progress("Surveyed 12 April", "Surveyed", [note("the letters are printed")]) == "Surveyed 12 April"
    said = "Surveyed 12 April. The letters are printed"
    assert printed_progress(said, "Surveyed", [note("the letters are printed")]) == said


def test_without_notes_it_is_as_the_document_says() -> None:
    assert printed_progress("Begun", "Not begun", []) == "Begun"
    assert printed_progress("", "Begun", [note("x")]) == ""


@given(TEXT, TEXT, st.lists(TEXT, max_size=3), st.lists(st.booleans(), min_size=4, max_size=4))
def test_no_word_of_the_document_is_lost(said: str, now: str, noted: list[str], with_note: list[bool]) -> None:
    lines = [said, *(f"3 May 2027, Rosa Okafor: {one}" for one, there in zip(noted, with_note, strict=False) if there)]
    kept = printed_progress("\n".join(lines), now, [note(one) for one in noted])
    words = set(re.findall(r"\w+", " ".join(lines).casefold()))
    there = set(re.findall(r"\w+", " ".join([kept, *noted, "3 may 2027 rosa okafor"]).casefold()))
    assert words <= there
