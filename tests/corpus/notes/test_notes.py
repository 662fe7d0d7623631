"""Texts composed at random: the same for the same seed, and hardly a fact of them is wrong or missing in silence."""

from __future__ import annotations

import pytest

from tests.corpus.notes.compose import LEVELS, as_text, compose
from tests.corpus.notes.judging import judge


def test_every_fact_of_a_composed_text_stands_in_it() -> None:
    for level in LEVELS:
        note = compose(f"7 {level}", level)
        assert as_text(note) == as_text(compose(f"7 {level}", level)) != as_text(compose(f"8 {level}", level))
        words = " ".join(as_text(note).split()).casefold()
        assert all(one.text in words and all(name.casefold() in words for name in one.leads) for one in note.actions)


@pytest.mark.parametrize(("level", "times", "most"), [("plain", 25, 0.02), ("odd", 25, 0.06)])
def test_hardly_a_fact_is_wrong_or_missing_in_silence(level: str, times: int, most: float) -> None:
    found = [judge(f"20261122 {level} {at}", level) for at in range(times)]
    wrong = [said for one in found for said in (*one.silent, *one.missing)]
    facts = sum(one.facts for one in found)
    assert facts > 15 * times
    assert sum(len(one.silent) + one.missing_facts for one in found) <= facts * most, wrong
    assert sum(one.right for one in found) * 2 > facts
