"""The good files that are changed: every plan of the corpus and of the fixtures, in every format that is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.adapters.documents import hostile

FIXTURES = Path(__file__).parent.parent / "fixtures"
_ENDINGS = frozenset({".txt", ".csv", ".md", ".html", ".json", ".tsv", ".docx", ".xlsx", ".pdf", ".ods", ".odt"})


@cache
def good_files() -> dict[str, bytes]:
    """Each by its name."""
    from tests.corpus.check import makers

    files = {name: make() for name, make in makers().items()}
    for folder in ("plans", "unseen", "exports"):
        for path in sorted((FIXTURES / folder).iterdir()):
            if path.suffix in _ENDINGS:
                files[f"{folder}-{path.name}"] = path.read_bytes()
    files |= {"plain.docx": hostile.word(), "plain.xlsx": hostile.workbook(), "plain.pdf": hostile.pdf()}
    return files
