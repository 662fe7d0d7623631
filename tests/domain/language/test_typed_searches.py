"""Words meet in every spelling and form, a line says what it was understood as, and nothing that is typed breaks it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.search_line import Known, read_line
from domain.language.search_words import SEPARATOR, indexed, words_of

KNOWN = Known(
    date(2026, 11, 21),
    codes={"tsp": "TSP"},
    meanings={"on track": "On track"},
    names=lambda: ["GD", "Grace Dunn", "Head of Parks"],
    together=lambda words: words.lower() in {"red bag", "amber alert"},
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pair.split("/")
        for pair in [
            "organisation/organization",
            "organising/organized",
            "programme/program",
            "colour/colored",
            "centre/centers",
            "licence/licensing",
            "practise/practice",
            "behaviour/behavioral",
            "travelling/traveling",
            "analyse/analyzed",
            "analysis/analysing",
            "catalogue/catalog",
            "children's/child",
            "judgement/judgment",
            "fulfil/fulfillment",
            "enrolment/enrollment",
            "paediatrics/pediatric",
            "e-mail/email",
            "co-ordinate/coordinated",
            "focussed/focus",
            "neighbourhoods/neighborhood",
            "counsellor/counselor",
            "defence/defenses",
            "skilful/skillful",
            "policies/policy",
            "ageing/aging",
            "instalment/installments",
            "prioritise/prioritization",
            "metres/meter",
            "agency/agencies",
            "Straße/STRASSE",
            "café/cafe",
            "safeguarding/safeguard",
            "audit/audits",
        ]
    ],
)
def test_either_spelling_finds_the_other(one: str, other: str) -> None:
    assert {word.stem for word in words_of(one)} & {word.stem for word in words_of(other)}


@pytest.mark.parametrize(
    ("typed", "words", "said"),
    [
        ("audit amber overdue for GD in TSP", ["audit"], ["amber", "overdue", "for GD", "in TSP"]),
        ("red bag scheme", ["red", "bag", "scheme"], []),
        ('"red bag" amber', ["red bag"], ["amber"]),
        ("training due before end of March", ["training"], ["due before 31 March 2027"]),
        ("due this month", [], ["due in November 2026"]),
        ("updated since 1 October", [], ["updated since 1 October 2026"]),
        ("not updated for 60 days", [], ["not updated since 22 September 2026"]),
        ("on track for head of parks", [], ["On track", "for Head of Parks"]),
        ("audit for adults", ["audit", "adults"], []),
        ("care in the community", ["care", "community"], []),
        ("due process", ["due", "process"], []),
        ("🟠 audit", ["audit"], ["amber"]),
        ("yellow", [], ["amber (yellow)"]),
        ("overdue actions for ⟦U1|Grace⟧", [], ["overdue", "for Grace"]),
    ],
)
def test_a_line_is_understood(typed: str, words: list[str], said: list[str]) -> None:
    line = read_line(typed, KNOWN)
    assert [term.text for term in line.terms] == words
    assert [one.said for one in line.filters] == said


PIECES = ["due", "in", "for", '"', "red", "not", "updated", "TSP", "⟦", "GD", "2", "before"]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_whatever_is_typed_can_be_read_and_indexed(typed: str) -> None:
    line = read_line(typed, KNOWN)
    for term in line.terms:
        for match in term.matches(begins=True):
            assert all(word.isalnum() and word != SEPARATOR for word in match.words) or not typed.isascii()
            assert not any(mark in word for word in match.words for mark in "\"'\\:*&|!() ")
    assert all(word and " " not in word for word in indexed([typed]).split(" ") if indexed([typed]))
