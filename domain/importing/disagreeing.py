"""Signs that two columns of a table say different things of the same action, and one of them was taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.importing.columns import Column
from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole, DraftAction
from domain.importing.headings import Shade, meanings
from domain.importing.layout_doubts import Doubt, Keys, keys_of, named
from domain.importing.rags import read_rag
from domain.importing.tables import PlanTable, TableRow
from domain.rag import RagValue

_R = ColumnRole
_TIMED = re.compile(
    r"(?i)\b(?:last|previous|prior|earlier|former|old|before|now|current|latest|new|this|today|initial|start|original"
    r"|baseline|target|q[1-4]|quarter|term|aut(?:umn)?|spr(?:ing)?|sum(?:mer)?|win(?:ter)?|inherent|residual"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|year|month|week|wk|yr|m\d{1,2}|y\d)\b"
)


def two_colours(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """`Delivery RAG` green beside `Impact RAG` amber: two judgements, of which only one can be the action's."""
    columns = [one for one in table.layout if _is_colour(one)]
    read = [one for one in columns if one.role is _R.RAG]
    if len(read) != 1 or len(columns) < 2 or any(_is_timed(one) for one in columns):
        return
    rows = [row for row in table.rows if len(_values(row, columns)) > 1]
    if rows:
        about = [key for row in rows for key in keys_of(row, keys)]
        others = [one.name for one in columns if one is not read[0]]
        message = f"Colours stand under {named([one.name for one in columns])}. I took “{read[0].name}” and kept "
        doubt.add(f"{message}{named(others)}.", rows[0].number, about)


def _is_colour(column: Column) -> bool:
    first = next(iter(meanings(column.heading)), None)
    named_so = first is not None and first.role is _R.RAG and first.shade is Shade.PLAIN
    return named_so and column.role in {_R.RAG, _R.OTHER} and not column.given


def _is_timed(column: Column) -> bool:
    return bool(_TIMED.search(column.heading) or find_dates(column.heading))


def _values(row: TableRow, columns: Sequence[Column]) -> set[RagValue]:
    cells = [row.cells[one.place] for one in columns if one.place in row.cells]
    found = {read_rag(cell.text, cell.fill).rag.value for cell in cells}
    return found - {RagValue.NONE}


DISAGREEING = (two_colours,)
