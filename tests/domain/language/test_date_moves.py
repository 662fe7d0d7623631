"""By how much a date is moved."""

from __future__ import annotations

from datetime import date

import pytest

from domain.language.date_moves import moved_by

DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("by two weeks", date(2026, 12, 14)),
        ("by another fortnight", date(2026, 12, 14)),
        ("two more weeks", date(2026, 12, 14)),
        ("an extra week", date(2026, 12, 7)),
        ("3 days later", date(2026, 12, 3)),
        ("another month", date(2026, 12, 30)),
        ("a further 3 months", date(2027, 2, 28)),
        ("by a quarter", date(2027, 2, 28)),
        ("by 12 months", date(2027, 11, 30)),
    ],
)
def test_a_length_is_read(said: str, then: date) -> None:
    length = moved_by(said)
    assert length is not None
    assert length.after(DAY) == then


@pytest.mark.parametrize(
    "said", ["in two weeks", "2 weeks", "by Friday", "by 2 May", "next week", "by 0 days", "by week 3"]
)
def test_a_date_is_none(said: str) -> None:
    assert moved_by(said) is None
