"""Plans in our own wording, each with a layout of its own, and what a careful person reads in them, field by field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.contract import to_json
from tests.domain.importing.told import told

PLANS = Path(__file__).resolve().parents[2] / "fixtures" / "plans"
FILES = sorted(path for path in PLANS.glob("*.txt"))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_there_are_plans() -> None:
    assert len(FILES) >= 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plan_is_read_as_a_careful_person_reads_it(path: Path) -> None:
    assert told(read_plan(read_document(path))) == path.with_suffix(".expected").read_text().splitlines()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_of_a_plan_is_lost(path: Path) -> None:
    document = read_document(path)
    said = set(words(to_json(read_plan(document))))
    texts = [cell.text for table in document.tables() for row in table.rows for cell in row.cells]
    texts += [paragraph.text for paragraph in document.paragraphs()]
    assert [
        word for text in texts for word in words(text) if word not in said and not re.fullmatch(r"[a-h]|\d", word)
    ] == []
