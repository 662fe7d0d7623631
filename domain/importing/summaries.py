"""Tables that only show again what stands elsewhere: the worst actions on a dashboard, a list of what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.importing.draft import ColumnRole, Question, QuestionKind
from domain.importing.grouped import fold_title
from domain.importing.tables import PlanTable, TableRow

_FEWEST = 12  # characters of a text that tells rows apart


@dataclass(slots=True)
class _Unit:
    """The rows of one table on one sheet or page, and what each is about."""

    table: PlanTable
    where: str
    rows: list[TableRow] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def set_aside(tables: Sequence[PlanTable]) -> tuple[list[PlanTable], list[Question]]:
    """Take out of the tables of actions what only repeats rows that stand elsewhere; the parts taken out, and why.

    A part is taken out if each of its rows stands once more, in parts that have further rows as well: two copies of one
    plan repeat each other, and are left to the questions about actions that stand twice.
    """
    units = _units(tables)
    taken: list[PlanTable] = []
    questions: list[Question] = []
    for unit in sorted(units, key=lambda one: len(one.rows)):
        others = [one for one in units if one is not unit and set(one.said) & set(unit.said)]
        # What stands in many rows (a finding beside each of its actions) tells none of them from the others.
        elsewhere = {text for one in others for text, count in Counter(one.said).items() if count == 1}
        if "" in unit.said or not set(unit.said) < elsewhere:
            continue
        units.remove(unit)
        taken.append(_take_out(unit))
        where = f"The table on “{unit.where}”" if unit.where else "A table"
        count = f"{len(unit.rows)} action{'' if len(unit.rows) == 1 else 's'}"
        message = f"{where} only shows again {count} that I read elsewhere, so I left it out. Is that right?"
        questions.append(Question(QuestionKind.DOCUMENT, "document", message, text=unit.where))
    return taken, questions


def _units(tables: Sequence[PlanTable]) -> list[_Unit]:
    found: dict[tuple[int, str], _Unit] = {}
    for number, table in enumerate(tables):
        for row in table.rows:
            if len(row.filled) > 2:
                unit = found.setdefault((number, row.sheet_or_page), _Unit(table, row.sheet_or_page))
                unit.rows.append(row)
                unit.said.append(_said(row))
    return list(found.values())


def _said(row: TableRow) -> str:
    """What a row is about, its action or else its longest text; nothing for rows of numbers and names."""
    action = row.text(ColumnRole.ACTION)
    if len(action) >= _FEWEST and " " in action:
        return fold_title(action)
    longest = max((row.cells[place].text for place in row.filled), key=len, default="")
    return fold_title(longest) if len(longest) >= _FEWEST and " " in longest else ""


def _take_out(unit: _Unit) -> PlanTable:
    """The rows of a part as a table of their own, with the lines right above them."""
    items = unit.table.items
    first = next(index for index, item in enumerate(items) if item is unit.rows[0])
    while first and not isinstance(items[first - 1], TableRow):
        first -= 1
    last = max(index for index, item in enumerate(items) if item is unit.rows[-1])
    part = PlanTable(unit.table.headings, unit.rows[0].layout, items[first : last + 1], has_header=True)
    del items[first : last + 1]
    return part
