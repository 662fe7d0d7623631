"""A draft that travels between processes arrives as it left."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.due import Due, Precision
from domain.importing.draft import DraftPlan
from domain.importing.transfer import draft_from_json, draft_to_json
from domain.rag import ColourKey, RagValue

DAYS = st.dates(min_value=date(1900, 1, 1))
TEXTS = st.text(max_size=8)


@st.composite
def dues(draw: st.DrawFn) -> Due:
    text, check, note = draw(TEXTS), draw(st.booleans()), draw(TEXTS)
    precision = draw(st.sampled_from(Precision))
    if precision in {Precision.NONE, Precision.EVENT, Precision.ONGOING}:
        earliest = draw(st.none() | DAYS) if precision is Precision.ONGOING else None
        return Due(text, precision, earliest, None, check, note)
    earliest, latest = sorted([draw(DAYS), draw(DAYS)])
    return Due(text, precision, earliest, latest, check, note)


st.register_type_strategy(Due, dues())
COLOURS = st.sampled_from(RagValue)
st.register_type_strategy(
    ColourKey, st.builds(ColourKey, meanings=st.dictionaries(COLOURS, TEXTS), complete=st.none() | COLOURS)
)


@settings(max_examples=150, deadline=None)
@given(st.from_type(DraftPlan))
def test_nothing_is_lost_on_the_way(draft: DraftPlan) -> None:
    line = draft_to_json(draft)
    assert b"\n" not in line
    assert draft_from_json(line) == draft


@pytest.mark.parametrize("broken", [b"", b"{}", b"[]", b'{"code": 1}', b"\xff"])
def test_anything_else_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        draft_from_json(broken)
