"""Plans of the corpus, changed as strangers would change them: what is misread is asked about, but for a small rest."""

from __future__ import annotations

from functools import cache

import pytest

from tests.corpus.check import makers
from tests.corpus.mutants import OPERATORS
from tests.corpus.mutate import judge, mutants

EVERY = 24  # of the corpus, for each operator others
SEED = 20261122
MOST = 0.006  # the share of leads, dates and colours that may be misread with no question about them
# What a stranger does to one column, and what nothing else in the document settles: each is read or asked about.
ALWAYS = ("lead under another name", "RAG under another name", "more names", "more colours", "headings swapped")


def _sample(operator: str) -> list[str]:
    first = sorted(OPERATORS).index(operator) % EVERY
    return sorted(makers())[first::EVERY]


@cache
def _silent(operator: str) -> tuple[int, list[str]]:
    outcomes = [
        judge(operator, name, mutant) for name in _sample(operator) if (mutant := mutants(operator, name, SEED))
    ]
    assert outcomes, "no file of the sample can be changed so"
    return sum(one.facts for one in outcomes), [f"{one.file}: {said}" for one in outcomes for said in one.silent]


def test_hardly_anything_is_misread_in_silence() -> None:
    found = {operator: _silent(operator) for operator in OPERATORS if operator != "key at the end"}
    facts = sum(count for count, _ in found.values())
    silent = [f"{operator}: {said}" for operator, (_, all_said) in found.items() for said in all_said]
    assert facts > 2_000
    assert len(silent) <= facts * MOST, silent


@pytest.mark.parametrize("operator", ALWAYS)
def test_a_column_that_nobody_listed_is_read_or_asked_about(operator: str) -> None:
    _, silent = _silent(operator)
    assert silent == []


def test_a_mutant_is_the_same_for_the_same_seed() -> None:
    name = "ordinary-ward-plan.txt"
    assert mutants("more names", name, 3) == mutants("more names", name, 3)
    assert mutants("more names", name, 3) != mutants("more names", name, 4)
