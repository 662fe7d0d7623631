"""Time zones as people call them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.zones import near_zones, read_zone


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/London", "Europe/London"),
        (" europe/london ", "Europe/London"),
        ("London", "Europe/London"),
        ("BST", "Europe/London"),
        ("gmt", "Europe/London"),
        ("Tokyo", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Kiritimati", "Pacific/Kiritimati"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(typed: str, name: str) -> None:
    assert read_zone(typed) == name


@pytest.mark.parametrize("typed", ["Mars/Phobos", "../etc/passwd", "", "GMT+5", "Factory", "posixrules", "x" * 10_000])
def test_what_is_none_is_none(typed: str) -> None:
    assert read_zone(typed) is None


@pytest.mark.parametrize(("typed", "near"), [("Europe/Lundon", "Europe/London"), ("Tokio", "Asia/Tokyo")])
def test_a_slip_is_offered_and_not_taken(typed: str, near: str) -> None:
    assert read_zone(typed) is None
    assert near in near_zones(typed)


@given(st.text())
def test_nothing_that_is_typed_is_a_fault(typed: str) -> None:
    read_zone(typed)
    near_zones(typed)
