"""Columns under headings that nobody listed: none is misread without a question, and no row is lost."""

from __future__ import annotations

import pytest

from tests.columns.check import SETS, Sample, check, samples

ALL = [pytest.param(sample, id=f"{name}: {sample.name}") for name in SETS for sample in samples(name)]


@pytest.mark.parametrize("sample", ALL)
def test_the_columns_of_a_table_are_understood_or_asked_about(sample: Sample) -> None:
    result = check(sample)
    assert result.silent == []
    assert not result.lost


def test_nearly_all_columns_are_understood() -> None:
    results = [check(sample) for name in SETS for sample in samples(name)]
    assert sum(one.right for one in results) >= 0.95 * sum(one.columns for one in results)
