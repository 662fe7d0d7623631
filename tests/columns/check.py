"""Reads small tables whose headings nobody has listed, and holds the role of every column against a person's reading.

A table stands in a text: `== name`, a row of headings, rows of cells between bars, and `=` with the wanted roles in
short (`SHORT`); `act/rec` says that either is right. Each is read along the whole way, as comma separated values.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.columns import Column
from domain.importing.draft import ColumnRole
from domain.importing.headings import Shade
from domain.importing.tables import lay_out

HERE = Path(__file__).parent
SETS = ("first", "second", "third", "fourth")
_R = ColumnRole
SHORT = {
    "ref": _R.REF,
    "sec": _R.SECTION,
    "rec": _R.RECOMMENDATION,
    "act": _R.ACTION,
    "lead": _R.LEAD,
    "due": _R.DUE,
    "orig": _R.DUE_ORIGINAL,
    "rag": _R.RAG,
    "prog": _R.PROGRESS,
    "succ": _R.SUCCESS_MEASURE,
    "out": _R.OUTCOME,
    "ev": _R.EVIDENCE,
    "pri": _R.PRIORITY,
    "notes": _R.NOTES,
    "oth": _R.OTHER,
    "done": _R.OTHER,
    "start": _R.OTHER,
}
SHADES = {"done": Shade.COMPLETED_ON, "start": Shade.START}
GRAVE = {"act", "lead", "due", "rag", "rec"}  # columns that must not be taken for another without a question


@dataclass(frozen=True, slots=True)
class Sample:
    """A small table and the roles that a careful person gives its columns."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wanted: tuple[frozenset[str], ...]

    def file(self) -> bytes:
        """The table as a file."""
        out = io.StringIO()
        csv.writer(out).writerows([self.headings, *self.rows])
        return out.getvalue().encode()


@dataclass(slots=True)
class Result:
    """How one table was read: columns, those with a right role, and sentences about the others."""

    name: str
    columns: int
    right: int = 0
    asked: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    lost: bool = False  # not every row became one action


def samples(name: str) -> Iterator[Sample]:
    """The tables of one set, in order."""
    for block in (HERE / f"{name}.txt").read_text(encoding="utf-8").split("== ")[1:]:
        title, *lines = block.strip().splitlines()
        *rows, last = [line for line in lines if line.strip()]
        cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
        wanted = tuple(frozenset(one.split("/")) for one in last.removeprefix("=").split())
        yield Sample(title, cells[0], tuple(cells[1:]), wanted)


def check(sample: Sample) -> Result:
    """Read a table and compare the roles."""
    document = read_document(sample.file(), "plan.csv")
    tables = lay_out(document).tables
    layout = tables[0].layout if len(tables) == 1 and tables[0].has_header else ()
    found = {column.place: column for column in layout}
    draft = read_plan(document, plan_code="ABC")
    result = Result(sample.name, len(sample.headings), lost=len(draft.actions) != len(sample.rows))
    for place, (heading, wanted) in enumerate(zip(sample.headings, sample.wanted, strict=True)):
        column = found.get(place)
        if column is not None and any(_is(column, one) for one in wanted):
            result.right += 1
            continue
        have = column.role.value if column else "nothing"
        sentence = f"“{heading}” is taken for {have}, not {'/'.join(sorted(wanted))}"
        grave = bool(wanted & GRAVE) or (column is not None and column.role in {SHORT[one] for one in GRAVE})
        (result.silent if grave and not _asked(draft, heading) else result.asked).append(sentence)
    return result


def _is(column: Column, wanted: str) -> bool:
    return column.role is SHORT[wanted] and column.shade is SHADES.get(wanted, column.shade)


def _asked(draft: DraftPlan, heading: str) -> bool:
    return any(one.field == "columns" and f"“{heading}”" in one.message for one in draft.questions)
