"""The next free number, in the plan's own style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.numbering import next_key


@pytest.mark.parametrize(
    ("home", "siblings", "others", "expected"),
    [
        ("TSP-8", ["TSP-8.1", "TSP-8.2"], ["TSP-1.1", "TSP-9.1"], "TSP-8.3"),
        ("SHR-1", ["SHR-1a", "SHR-1b"], ["SHR-2a"], "SHR-1c"),
        ("SHR-1b", ["SHR-1b.1", "SHR-1b.3"], [], "SHR-1b.4"),
        ("NRP-R2", ["NRP-4"], ["NRP-1", "NRP-2", "NRP-3", "NRP-4"], "NRP-5"),
        ("NRP-R1", ["NRP-1", "NRP-2"], ["NRP-1", "NRP-2", "NRP-3", "NRP-12"], "NRP-13"),
        ("TSP-3", ["TSP-3"], ["TSP-3", "TSP-8", "TSP-8.1", "TSP-8.2"], "TSP-3.2"),
        ("TSP-3", ["TSP-3"], ["TSP-3", "TSP-4"], "TSP-3.2"),
        ("TSP-3", ["TSP-3"], ["TSP-3", "TSP-8", "TSP-8a", "TSP-8b"], "TSP-3b"),
        ("TSP-5", [], ["TSP-3"], "TSP-5"),
        ("KCC-T2.1", ["KCC-T2.1.9", "KCC-T2.1.10"], [], "KCC-T2.1.11"),
        ("ABC-2", ["ABC-2.01", "ABC-2.02"], [], "ABC-2.03"),
        ("ABC-2", ["ABC-2(i)", "ABC-2(j)"], [], "ABC-2(k)"),
        ("ABC-2", ["ABC-2z"], [], "ABC-2z.2"),
    ],
)
def test_it_goes_on_as_the_plan_does(home: str, siblings: list[str], others: list[str], expected: str) -> None:
    assert next_key(home, siblings, [*others, *siblings]) == expected


KEYS = st.from_regex(r"AB-[0-9]{1,2}([.][0-9a-c]{1,2}|[a-c])?", fullmatch=True)


@given(home=KEYS, siblings=st.lists(KEYS, max_size=4), others=st.lists(KEYS, max_size=6))
def test_it_is_never_taken(home: str, siblings: list[str], others: list[str]) -> None:
    known = [*siblings, *others]
    assert next_key(home, siblings, known).casefold() not in {key.casefold() for key in known}
