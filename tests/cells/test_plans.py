"""Small plans with noise in their columns: moved cells, notes for dates, people and dates in one, values elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.documents import read_document
from domain.importing import read_plan
from tests.domain.importing.test_unseen_plans import differences

FILES = sorted(path for path in (Path(__file__).parent / "plans").iterdir() if path.suffix != ".want")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plan_with_noise_is_read_as_a_careful_person_reads_it(path: Path) -> None:
    assert differences(read_plan(read_document(path), plan_code="NEW"), path) == []
