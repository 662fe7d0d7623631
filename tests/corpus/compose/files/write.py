"""From a composed plan to the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from domain.importing.raw import RawDocument
from tests.corpus.compose.files.excel import as_excel
from tests.corpus.compose.files.paper import Line, Paper, on_paper
from tests.corpus.compose.files.pdf import as_pdf
from tests.corpus.compose.files.separated import as_csv, as_tabs
from tests.corpus.compose.files.web import as_html, as_markdown
from tests.corpus.compose.files.word import as_word
from tests.corpus.compose.plans import Plan

# Each form: the ending of its file, what writes it, and whether it has colours and merged cells.
FORMS: dict[str, tuple[str, Callable[[Paper], bytes], bool, bool]] = {
    "docx": ("docx", as_word, True, True),
    "xlsx": ("xlsx", as_excel, True, True),
    "pdf": ("pdf", as_pdf, True, True),
    "unruled": ("pdf", partial(as_pdf, ruled=False), True, False),
    "html": ("html", as_html, True, True),
    "md": ("md", as_markdown, False, False),
    "csv": ("csv", as_csv, False, False),
    "txt": ("txt", as_tabs, False, False),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file, and every text that stands in it."""

    name: str
    data: bytes
    texts: tuple[str, ...]


def written(plan: Plan, document: RawDocument, seed: str, form: str) -> File:
    """The file of a plan; adds to the plan what was done to it."""
    ending, write, coloured, merged = FORMS[form]
    rng = Random(f"{seed} {form}")  # noqa: S311 - no secret
    paper = on_paper(plan, document, rng, form, coloured=coloured, merged=merged)
    data = write(paper)
    lines = [block.text for block in paper.blocks if isinstance(block, Line)]
    boxes = [box.text for grid in paper.grids() for row in grid.rows for box in row.boxes.values()]
    return File(f"composed.{ending}", data, (*lines, *boxes))
