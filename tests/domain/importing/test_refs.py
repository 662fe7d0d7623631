"""Refs that are glued to the text they number, and amounts and dates that are none."""

from __future__ import annotations

import pytest

from adapters.documents import read_document
from domain.importing import read_plan
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


@pytest.mark.parametrize(
    ("texts", "refs"),
    [
        (["1a Hold workshops", "1b Publish it", "2a Write it"], ["1a", "1b", "2a"]),
        (["1(a) Hold workshops", "1(b) Publish it", "2(a) Write it"], ["1(a)", "1(b)", "2(a)"]),
        (["A) Hold workshops", "B) Publish it", "A) Write it"], ["A", "B", "A"]),
        (["A1 Hold workshops", "A2 Publish it", "A3 Write it"], ["A1", "A2", "A3"]),
        (["3G masts are mapped", "4x4 vans are bought", "2 reports a year"], ["", "", "2"]),
    ],
)
def test_the_number_that_an_action_begins_with_is_its_ref(texts: list[str], refs: list[str]) -> None:
    above = ["1. Agree a plan", "", "2. Save money"]
    rows = "".join(f"{one}\t{text}\tHuman Resources\tMay 2026\n" for one, text in zip(above, texts, strict=True))
    document = read_document(f"Recommendation\tAction\tLead\tBy when\n{rows}".encode(), "plan.txt")
    actions = read_plan(document, plan_code="ABC").actions
    assert [action.ref for action in actions] == refs
    kept = [text if not ref or ref == "2" else text.split(" ", 1)[1] for text, ref in zip(texts, refs, strict=True)]
    assert [action.text for action in actions] == kept
