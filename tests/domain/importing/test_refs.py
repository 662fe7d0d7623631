"""Refs that are glued to the text they number, and amounts and dates that are none."""

from __future__ import annotations

import pytest

from domain.importing.refs import split_ref


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("1a) All forms are read", "1a"),
        ("3. Decide who pays", "3"),
        ("*3a) Decisions are put on file", "3a"),
        ("4 Market the service", "4"),
        ("5. Maybe more", "5"),
        ("A) Keep our people", "A"),
        ("2. Separate the bins", "2"),
    ],
)
def test_a_ref_is_told_from_its_text(text: str, ref: str) -> None:
    assert (found := split_ref(text)) is not None
    assert found[0] == ref


@pytest.mark.parametrize(
    "text", ["1 Oct 2026", "1 st Sept 2010", "12 March", "3 weeks after approval", "2 x Social Workers"]
)
def test_a_date_or_an_amount_is_no_ref(text: str) -> None:
    assert split_ref(text) is None
