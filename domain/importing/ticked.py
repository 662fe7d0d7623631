"""When something is due as a mark or a bar under a quarter, month or week: `X`, or a fill, under `Q2` of `2026/27`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.rags import colour_of_fill
from domain.importing.raw import RawCell, RawDocument, RawRow, RawTable
from domain.importing.weeks import weeks_of
from domain.rag import RagValue

_R = ColumnRole
_PERIOD = re.compile(
    r"(?i)(?:(?P<before>20\d\d(?:[/-]\d{2,4})?)\W+)?(?P<name>(?:q|quarter |qtr )[1-4]"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
    r"(?:[\W_]*(?P<after>(?:20)?\d\d(?:[/-]\d{2,4})?))?"
)
# `Year 1 (2026/27)`: a year of a strategy that says which it is.
_NAMED_YEAR = re.compile(r"(?i)(?:(?:year|yr)\W?\d\W+)?(?P<one>(?:20)?\d\d)[/–-](?P<two>\d\d)\W*")
_YEAR = re.compile(r"\b20\d\d(?:[/-](?:20)?\d\d)?\b")
_MARK = re.compile(r"[xX✓✔●■◆▲★*√ü]|[Yy](?:es)?")
_FEWEST = 3  # periods that make a timetable
HEADING = "When"


def with_ticks(document: RawDocument) -> RawDocument:
    """The document, with a column of dates for each table that has them only as marks under periods."""
    doubts: dict[str, None] = {}
    blocks = [_table(block, doubts) if isinstance(block, RawTable) else block for block in document.blocks]
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts)) if doubts else document


def _table(table: RawTable, doubts: dict[str, None]) -> RawTable:
    if table.hidden or len(table.rows) < 2:
        return table
    start, periods = _timetable(table.rows)
    if len(periods) < _FEWEST:
        return table
    first = next(index for index in range(start + 1) if _is_head(table.rows[index], index, start))
    known = [
        found[0].role for row in table.rows[first : start + 1] for cell in row.cells if (found := meanings(cell.text))
    ]
    cells = [cell for row in table.rows[start + 1 :] for cell in row.cells if cell.column in periods and cell.text]
    if _R.DUE in known or any(not _MARK.fullmatch(cell.text.strip()) for cell in cells):
        return table
    marks = [_marked(row, periods) for row in table.rows]
    barred = not cells
    if not any(marks[start + 1 :]):
        return table
    named = f"“{periods[min(periods)]}” to “{periods[max(periods)]}”"
    if barred and len(_lights(table.rows[start + 1 :], periods)) > 1:  # how it went in each period, and not when
        doubts[
            f"Under {named} stand cells in several colours without a word. I did not read them. What do they say?"
        ] = None
        return table
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    rows = list(table.rows)
    rows[first] = replace(rows[first], cells=(*rows[first].cells, RawCell.of(HEADING, width)))
    for index in range(start + 1, len(rows)):
        marked = marks[index]
        if marked:
            said = periods[marked[-1]] if len(marked) == 1 else f"{periods[marked[0]]} to {periods[marked[-1]]}"
            rows[index] = replace(rows[index], cells=(*rows[index].cells, RawCell.of(said, width)))
    what, last = ("coloured bars", "the end of each bar") if barred else ("marks", "the period of the last mark")
    doubts[f"Under {named} stand {what}. I took {last} for the date. Is that right?"] = None
    return replace(table, rows=tuple(rows))


def is_period(heading: str) -> bool:
    """Is a heading a quarter or a month, as in a timetable?"""
    return _PERIOD.fullmatch(heading.strip()) is not None


def _lights(rows: Sequence[RawRow], periods: Mapping[int, str]) -> set[RagValue]:
    """The colours of traffic lights among the filled cells under the periods."""
    fills = {cell.fill for row in rows for cell in row.cells if cell.column in periods and cell.fill}
    return {colour_of_fill(fill) for fill in fills} & {RagValue.RED, RagValue.AMBER, RagValue.GREEN}


def _marked(row: RawRow, periods: Mapping[int, str]) -> list[int]:
    """The periods of a row with a mark, or with a bar: cells that are filled otherwise than the rest of the row."""
    marked = sorted(cell.column for cell in row.cells if cell.column in periods and cell.text)
    if marked:
        return marked
    beside = {cell.fill for cell in row.cells if cell.column not in periods}  # stripes, or the colour of a theme
    under = [cell for cell in row.cells if cell.column in periods and cell.fill and cell.fill not in beside]
    reach = [at for cell in under for at in range(cell.column, cell.column + cell.column_span) if at in periods]
    return sorted(reach) if any(not cell.is_blank for cell in row.cells) else []


def _is_head(row: RawRow, index: int, start: int) -> bool:
    return index == start or sum(bool(meanings(cell.text)) for cell in row.cells) > 2


def _named_year(heading: str) -> str:
    """`Year 1 26/27` and `2026/27` as the year of a plan; empty for other headings and years that do not follow."""
    found = _NAMED_YEAR.fullmatch(heading.strip())
    if found is None or (int(found["one"]) + 1) % 100 != int(found["two"]):
        return ""
    return f"20{found['one'][-2:]}/{found['two']}"


def _timetable(rows: Sequence[RawRow]) -> tuple[int, dict[int, str]]:
    """The row whose headings are periods, and by column each period with its year."""
    for index, row in enumerate(rows[:12]):
        if weeks := weeks_of(row, rows[max(0, index - 3) : index]):
            return index, weeks
        found = {cell.column: match for cell in row.cells if (match := _PERIOD.fullmatch(cell.text.strip()))}
        if len(found) < _FEWEST:
            years = {cell.column: named for cell in row.cells if (named := _named_year(cell.text))}
            if len(years) >= _FEWEST:
                return index, years
            continue
        above = [cell for other in rows[max(0, index - 2) : index] for cell in other.cells]
        title = next((year[0] for cell in above if (year := _YEAR.search(cell.text))), "")
        periods: dict[int, str] = {}
        for column, match in found.items():
            over = [cell for cell in above if cell.column <= column < cell.column + cell.column_span]
            said = next((year[0] for cell in reversed(over) if (year := _YEAR.search(cell.text))), title)
            periods[column] = f"{match['name']} {match['after'] or match['before'] or said}".strip()
        return index, periods
    return 0, {}
