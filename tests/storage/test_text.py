"""Plain data on its way into the database: what it can't hold is taken out, wherever it stands, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from storage.text import clean_all, pack

_TEXTS = st.one_of(st.text(), st.sampled_from(["", "a\0b", "half \ud83d pair", "\\u0000", "£", "Ŵyn"]))
_DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), _TEXTS),
    lambda inside: st.one_of(st.lists(inside, max_size=3), st.dictionaries(_TEXTS, inside, max_size=3)),
    max_leaves=8,
)


@given(_DATA)
def test_data_comes_back_as_it_was_but_for_what_no_database_holds(data: Any) -> None:
    assert json.loads(pack(data)) == clean_all(data)
    pack(data).encode()  # and PostgreSQL can take it


def test_a_mapping_of_another_kind_is_a_mapping_too() -> None:
    odd: Mapping[str, Any] = MappingProxyType({"a": MappingProxyType({"b": "c\0"})})
    assert pack([odd]) == '[{"a":{"b":"c"}}]'
