"""Signs that two columns of a table say different things of the same action, and one of them was taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.importing.columns import Column
from domain.importing.draft import ColumnRole, DraftAction
from domain.importing.headings import Shade, meanings
from domain.importing.layout_doubts import Doubt, Keys, keys_of, named
from domain.importing.rags import read_rag
from domain.importing.settling import is_timed
from domain.importing.subtasks import HEADING as TASK_ABOVE
from domain.importing.tables import PlanTable, TableRow
from domain.rag import RagValue

_R = ColumnRole


def two_colours(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """`Delivery RAG` green beside `Impact RAG` amber: two judgements, of which only one can be the action's."""
    columns = [one for one in table.layout if _is_colour(one)]
    read = [one for one in columns if one.role is _R.RAG]
    if len(read) != 1 or len(columns) < 2 or any(is_timed(one.says) for one in columns):
        return
    rows = [row for row in table.rows if len(_values(row, columns)) > 1]
    if rows:
        about = [key for row in rows for key in keys_of(row, keys)]
        others = [one.name for one in columns if one is not read[0]]
        message = f"Colours stand under {named([one.name for one in columns])}. I took “{read[0].name}” and kept "
        doubt.add(f"{message}{named(others)}.", rows[0].number, about)


def _is_colour(column: Column) -> bool:
    first = next(iter(meanings(column.says)), None)
    named_so = first is not None and first.role is _R.RAG and first.shade is Shade.PLAIN
    return named_so and column.role in {_R.RAG, _R.OTHER} and not column.given


def _values(row: TableRow, columns: Sequence[Column]) -> set[RagValue]:
    cells = [row.cells[one.place] for one in columns if one.place in row.cells]
    found = {read_rag(cell.text, cell.fill).rag.value for cell in cells}
    return found - {RagValue.NONE}


def two_texts(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """`What` beside `How`, or an action left of what it answers: either of two texts may be what is to be done."""
    texts = {one.role: one for one in table.layout if one.role in {_R.ACTION, _R.RECOMMENDATION} and not one.given}
    action, answered = texts.get(_R.ACTION), texts.get(_R.RECOMMENDATION)
    if answered is not None and answered.heading == TASK_ABOVE:
        return  # a program says itself which task stands below which
    if action is None or answered is None or action.unsure or answered.unsure:
        return
    if _moves(table, action) and not _moves(table, answered):
        doubt.add(
            f"What I took for actions reads like what was asked for: each begins with “That”. I took “{action.name}”.",
            whole=True,
        )
    either = [one.role for one in meanings(answered.says)[:1]] == [_R.ACTION] and not _says_action(action)
    if either or (action.place < answered.place and not _says_action(action)):
        doubt.add(
            f"What is to be done may stand under “{action.name}” or “{answered.name}”. I took “{action.name}”.",
            whole=True,
        )


def _moves(table: PlanTable, column: Column) -> bool:
    """`That the Council publishes ...`: are these the motions that somebody put, and no work?"""
    texts = [row.cells[column.place].text for row in table.rows if column.place in row.cells]
    filled = [text for text in texts if text]
    return len(filled) > 1 and sum(text.startswith("That ") for text in filled) * 2 > len(filled)


def _says_action(column: Column) -> bool:
    return bool(re.search(r"(?i)\b(?:actions?|tasks?|steps?|milestones?|do|doing|deliverables?)\b", column.says))


DISAGREEING = (two_colours, two_texts)
