"""Ids: no two alike, in the order of time, in the letters that people don't mix up."""

from __future__ import annotations

import re
import time

from ulid import ULID

from domain.ids import new_id


def test_an_id_says_when_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = ULID.from_str(new_id()).milliseconds
    assert before <= made <= time.time_ns() // 1_000_000


def test_many_made_at_once_are_different_and_sort_in_their_order() -> None:
    """Lists are read in the order of their ids: what is made in one millisecond, too."""
    made = [new_id() for _ in range(2_000)]
    assert len(set(made)) == len(made)
    assert made == sorted(made)
    assert all(re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", one) for one in made)
