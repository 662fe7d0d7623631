"""Keys of rows that carry the same number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.importing.keys import unique


def test_a_repeated_number_is_counted_on() -> None:
    taken: set[str] = set()
    assert [unique("TSP-1", taken) for _ in range(6)] == [
        "TSP-1",
        "TSP-1.d2",
        "TSP-1.d3",
        "TSP-1.d4",
        "TSP-1.d5",
        "TSP-1.d6",
    ]


@given(st.lists(st.sampled_from(["A-1", "a-1", "A-1.d2", "A-1.d4", "A-1.d2.d2", "B-1"]), max_size=60))
def test_no_key_is_given_twice(wanted: list[str]) -> None:
    taken: set[str] = set()
    given_keys = [unique(key, taken) for key in wanted]
    assert len({key.lower() for key in given_keys}) == len(wanted)
    assert all(key.startswith(asked) for key, asked in zip(given_keys, wanted, strict=True))


def test_one_number_ten_thousand_times_is_no_work() -> None:
    """Looking for the next free key from the first one on would ask fifty million times."""

    class Counted(set[str]):
        asked = 0

        def __contains__(self, key: object) -> bool:
            Counted.asked += 1
            return super().__contains__(key)

    taken = Counted()
    assert len({unique("A-1", taken) for _ in range(10_000)}) == 10_000
    assert Counted.asked < 500_000
