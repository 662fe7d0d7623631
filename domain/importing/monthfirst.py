"""Columns of dates that put the month first, as exports of American programs do: told by their days after the twelfth.

Plans of councils put the day first, and so does this reader, unless a column itself shows otherwise; then it is asked
about once for the column. Where a column shows both, every date that can be read either way is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.due import say_date
from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole, Question, QuestionKind
from domain.importing.headings import Shade
from domain.importing.instants import uk_day
from domain.importing.raw import RawCell
from domain.importing.tables import PlanTable, TableRow
from domain.importing.tracker_words import tracker_meanings

_R = ColumnRole
MONTH_FIRST, DAY_FIRST = "month first", "day first"
_NUMERIC = re.compile(
    r"\s*(?P<one>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<two>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19|20)\d\d|\d\d)"
    r"(?:[,\s]+\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?)?\s*",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Numeric:
    """A date of three numbers: its first two, and the year."""

    one: int
    two: int
    year: int

    @property
    def month_first(self) -> date | None:
        """The day, if the month stands first."""
        return _day(self.year, self.one, self.two)

    @property
    def day_first(self) -> date | None:
        """The day, if the day stands first."""
        return _day(self.year, self.two, self.one)

    @property
    def is_open(self) -> bool:
        """Can it be read either way, with different answers?"""
        return self.one != self.two and self.month_first is not None and self.day_first is not None


def numeric(text: str) -> Numeric | None:
    """A text that is nothing but such a date, perhaps with a time of day."""
    match = _NUMERIC.fullmatch(text) if len(text) < 40 else None
    if match is None:
        return None
    year = int(match["year"])
    return Numeric(int(match["one"]), int(match["two"]), year if year > 99 else 2000 + year)


@dataclass(slots=True)
class _Evidence:
    month: int = 0
    day: int = 0
    example: str = ""
    open_example: str = ""
    open: int = 0


def settle_orders(tables: Sequence[PlanTable]) -> tuple[list[Question], frozenset[str]]:
    """Give the cells of month-first columns their days. Returns the questions, and the headings of mixed columns."""
    questions: list[Question] = []
    mixed: set[str] = set()
    for table in tables:
        _settle_instants(table)
        found = {column.place: _evidence(table, column.place) for column in table.layout}
        elsewhere = _sum(found.values())
        of_a_program = bool(tracker_meanings(table.headings))  # it writes every date in the same order
        for column in table.layout:
            own = found[column.place]
            dated = column.role in {_R.DUE, _R.DUE_ORIGINAL} or column.shade is Shade.COMPLETED_ON
            if not dated or not (own.month or own.day or own.open_example):
                continue
            alone = own.month == 1 and elsewhere.month == 1 and not (of_a_program and not elsewhere.day)
            if own.month and (own.day or (alone and own.open > 1)):
                mixed.add(column.name)  # also where one date alone would turn several others: a slip is as likely
            elif own.month and not own.open_example and elsewhere.month < 2:
                continue  # one date that can't be: more likely a slip, which is asked about by itself
            elif own.month or (not own.day and elsewhere.month and not elsewhere.day):
                said = own.open_example or own.example or elsewhere.example
                read = _turn(table, column.place, said)
                if read is None:
                    continue
                message = (
                    f"The dates under “{column.name}” seem to put the month first. "
                    f"I read “{said}” as {say_date(read)}. Is that right?"
                )
                questions.append(
                    Question(
                        QuestionKind.COLUMNS,
                        "columns",
                        message,
                        text=said,
                        suggestion=MONTH_FIRST,
                        heading=column.name,
                    )
                )
    return list(dict.fromkeys(questions)), frozenset(mixed)


def own_date(
    as_at: date | None, printed: str, orders: Sequence[Question], tables: Sequence[PlanTable]
) -> tuple[date | None, list[Question]]:
    """The date of a program's export, which puts the month first where its columns do; that is asked."""
    read = numeric(printed)
    exported = any(tracker_meanings(table.headings) for table in tables)
    if not (orders and exported and read and read.is_open and read.month_first):
        return as_at, []
    message = f"I read “{printed}” as {say_date(read.month_first)}. Is that right?"
    return read.month_first, [Question(QuestionKind.DOCUMENT, "document", message, text=printed)]


def _settle_instants(table: PlanTable) -> None:
    """Points of time are days in the United Kingdom: midnight in summer is 23:00 on the day before elsewhere."""
    for column in table.layout:
        dated = column.role in {_R.DUE, _R.DUE_ORIGINAL} or column.shade is Shade.COMPLETED_ON
        for row in table.rows if dated else ():
            cell = row.cells.get(column.place)
            if cell and cell.day is None and (day := uk_day(cell.text)):
                row.cells[column.place] = replace(cell, day=day)


def _evidence(table: PlanTable, place: int) -> _Evidence:
    found = _Evidence()
    for row in table.rows:
        cell = row.cells.get(place)
        value = numeric(cell.text) if cell and cell.day is None else None
        if cell is None or value is None:
            continue
        if value.is_open:
            found.open_example = found.open_example or cell.text
            found.open += 1
            beside = _beside(row, place)
            found.month += value.month_first in beside and value.day_first not in beside
            found.day += value.day_first in beside and value.month_first not in beside
        elif value.day_first is None and value.month_first is not None:
            found.month += 1
            found.example = found.example or cell.text
        elif value.month_first is None and value.day_first is not None:
            found.day += 1
    return found


def _beside(row: TableRow, place: int) -> set[date | None]:
    """Days in the other cells of a row that can be read in one way only."""
    days: set[date | None] = set()
    for other, cell in row.cells.items():
        if other == place:
            continue
        if cell.day:
            days.add(cell.day)
        elif _ISO.search(cell.text[:40]):
            days.update(one.latest for one in find_dates(cell.text[:40]) if one.earliest == one.latest)
    return days


def _turn(table: PlanTable, place: int, said: str) -> date | None:
    read = None
    for row in table.rows:
        cell = row.cells.get(place)
        value = numeric(cell.text) if cell and cell.day is None else None
        if cell is None or value is None or value.month_first is None:
            continue
        row.cells[place] = _dated(cell, value.month_first)
        if cell.text == said or read is None:
            read = value.month_first
    return read


def _dated(cell: RawCell, day: date) -> RawCell:
    return replace(cell, day=day)


def _sum(found: Iterable[_Evidence]) -> _Evidence:
    total = _Evidence()
    for one in found:
        total.month += one.month
        total.day += one.day
        total.example = total.example or one.example
    return total


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
