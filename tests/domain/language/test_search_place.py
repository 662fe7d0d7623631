"""The words around what was found: as they are written, cut between words, and only where it really stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.search_place import AFTER, BEFORE, holds, words_around
from domain.language.search_words import Term, term_of

LONG = (
    "The partnership agreed at its away day that the risk panel meets on the first Monday of each month, and that its "
    "Organisations’ follow-up letters are audited by somebody who was not there, before the summer and after it."
)


def term(words: str, *, quoted: bool = False) -> Term:
    made = term_of(words, quoted=quoted)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("looked_for", "shown"),
    [
        ("panels", "…partnership agreed at its away day that the risk panel meets on the first Monday"),
        ("organization", "Organisations’ follow-up letters"),
        ("followup", "follow-up letters"),
        ("PARTNERSHIP", "The partnership agreed"),
        ("auditing", "letters are audited by somebody"),
    ],
)
def test_the_words_around_it_are_shown(looked_for: str, shown: str) -> None:
    assert shown in words_around(LONG, [term(looked_for)])


def test_a_phrase_is_shown_where_it_stands_together() -> None:
    text = "The risk is known. " + "Nothing else is said here at all. " * 5 + "Then the first Monday risk panel meets."
    assert "first Monday risk panel" in words_around(text, [term("risk panel", quoted=True)])


def test_a_beginning_counts_where_it_may() -> None:
    assert words_around(LONG, [term("partner")]) == ""
    assert words_around(LONG, [term("partner")], begins=True).startswith("The partnership")
    assert holds(LONG, term("partn*"))


def test_what_is_not_there_is_not_shown() -> None:
    assert words_around(LONG, [term("budget")]) == ""
    assert words_around("", [term("budget")]) == ""
    assert not holds(LONG, term("ship"))


@given(st.text(max_size=400), st.sampled_from(["risk", "panel", "é"]))
def test_it_is_short_and_out_of_the_text(text: str, word: str) -> None:
    whole = f"{text} {word} {text}"
    found = words_around(whole, [term(word)])
    assert found
    inside = found.removeprefix("…").removesuffix("…")
    assert len(inside) <= BEFORE + AFTER + 60
    assert " ".join(inside.split()) in " ".join(whole.split())
