"""Names that are nearly another."""

from __future__ import annotations

import pytest

from domain.language.likeness import name_in, near

KNOWN = ["Grace Dunn", "Tobias Wren", "Ann Hall", "Estates Group", "Zoë Marsh"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Grace Dun", ["Grace Dunn"]),
        ("Grcae Dunn", ["Grace Dunn"]),
        ("grace dunne", ["Grace Dunn"]),
        ("Dunn, Grace", ["Grace Dunn"]),
        ("G Dunn", ["Grace Dunn"]),
        ("Grace", ["Grace Dunn"]),
        ("GD", ["Grace Dunn"]),
        ("Mrs Grace Dunn", ["Grace Dunn"]),
        ("Zoe Marsh", ["Zoë Marsh"]),
        ("Estate Group", ["Estates Group"]),
        ("Tobias Dunn", []),
        ("Wyn Pryce", []),
        ("Grace Dunn", []),
        ("", []),
        ("   ", []),
    ],
)
def test_a_slip_is_like_the_name_that_was_meant(typed: str, meant: list[str]) -> None:
    assert near(typed, KNOWN) == meant


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("grace.dunn@council.example", "Grace Dunn"),
        ("Grace_Anne-Dunn2@nhs.example", "Grace Anne Dunn"),
        ("gdunn@council.example", ""),
        ("g.dunn@council.example", ""),
        ("12.34@police.example", ""),
    ],
)
def test_an_address_may_spell_a_name(email: str, name: str) -> None:
    assert name_in(email) == name
