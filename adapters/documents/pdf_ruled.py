"""Tables drawn with lines: the lines make a grid, the grid makes cells, and missing lines make merged cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.documents.pdf_lines import lines_of, pieces_of
from adapters.documents.pdf_page import Area, Page, Rule, Word
from domain.importing.raw import RawCell

_NEAR = 2.5  # points: what lies nearer is the same place
_MAX_GRID = 10_000  # cells on one page


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table: where its columns and its rows part, and which lines are really drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: tuple[Rule, ...]
    level: tuple[Rule, ...]

    def holds(self, word: Word) -> bool:
        """Does the word stand inside?"""
        return self.xs[0] <= word.centre <= self.xs[-1] and self.ys[0] <= word.middle <= self.ys[-1]


def grids_of(page: Page) -> list[Grid]:
    """The tables with at least two columns, from top to bottom. Areas stand in where no lines are drawn."""
    found = _grids(page.upright, page.level)
    if not found and page.areas:
        upright = [Rule(x, area.top, area.bottom) for area in page.areas for x in (area.left, area.right)]
        level = [Rule(y, area.left, area.right) for area in page.areas for y in (area.top, area.bottom)]
        found = [grid for grid in _grids(upright, level) if len(grid.ys) > 3 and _is_table(grid, page.words)]
    return sorted(found, key=lambda grid: (round(grid.ys[0]), grid.xs[0]))


def _is_table(grid: Grid, words: Sequence[Word]) -> bool:
    """Are these coloured areas the cells of a table, or do they only colour cells of one that has no lines?

    Then the words of its rows stand beside them, or one of them (a dark header) holds several headings.
    """
    inside: dict[int, list[Word]] = defaultdict(list)
    beside: set[int] = set()
    for word in words:
        row = bisect_right(grid.ys, word.middle) - 1
        if grid.holds(word) and row == 0:
            inside[bisect_right(grid.xs, word.centre)].append(word)
        elif not grid.holds(word) and 0 <= row < len(grid.ys) - 1:
            beside.add(row)
    several = any(len(line.runs()) > 2 for found in inside.values() for line in lines_of(found))
    return not several and 2 * len(beside) < len(grid.ys)


def captions_of(grids: Sequence[Grid], words: Sequence[Word]) -> dict[int, list[Word]]:
    """The line right above each table that has another beside it, by the place of the table: it speaks of that one."""
    found: dict[int, list[Word]] = {}
    for index, grid in enumerate(grids):
        beside = any(
            (other.xs[0] >= grid.xs[-1] or other.xs[-1] <= grid.xs[0])
            and min(grid.ys[-1], other.ys[-1]) > max(grid.ys[0], other.ys[0])
            for other in grids
        )
        above = [
            word
            for word in words
            if beside
            and grid.xs[0] - _NEAR <= word.left
            and word.right <= grid.xs[-1] + _NEAR
            and 0 <= grid.ys[0] - word.middle <= 2.2 * word.size
        ]
        if above:
            found[index] = above
    return found


def _grids(upright: Iterable[Rule], level: Iterable[Rule]) -> list[Grid]:
    up, flat = _joined(upright), _joined(level)
    groups = _connected(up, flat)
    grids = []
    for ups, flats in groups:
        xs = _places([rule.at for rule in ups], [edge for rule in flats for edge in (rule.start, rule.end)])
        ys = _places([rule.at for rule in flats], [edge for rule in ups for edge in (rule.start, rule.end)])
        if len(xs) >= 3 and len(ys) >= 2 and len(xs) * len(ys) <= _MAX_GRID:
            grids.append(Grid(xs, ys, tuple(ups), tuple(flats)))
    return grids


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines that lie on each other or follow each other as one."""
    found: list[Rule] = []
    strands: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if strands and rule.at - strands[-1][-1].at <= _NEAR / 2 and rule.at - strands[-1][0].at <= 2 * _NEAR:
            strands[-1].append(rule)
        else:
            strands.append([rule])
    for strand in strands:
        at = sum(rule.at for rule in strand) / len(strand)
        start = end = None
        for rule in sorted(strand, key=lambda one: one.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _NEAR:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            found.append(Rule(at, start, end))
    return [rule for rule in found if rule.end - rule.start > 4]


def _connected(up: Sequence[Rule], flat: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    parents = list(range(len(up) + len(flat)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    ordered = sorted(range(len(up)), key=lambda index: up[index].at)
    places = [up[index].at for index in ordered]
    for number, rule in enumerate(flat, len(up)):
        first, last = bisect_right(places, rule.start - _NEAR), bisect_right(places, rule.end + _NEAR)
        for index in ordered[first:last]:
            if up[index].start - _NEAR <= rule.at <= up[index].end + _NEAR:
                parents[root(index)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for index, rule in enumerate(up):
        groups[root(index)][0].append(rule)
    for index, rule in enumerate(flat, len(up)):
        groups[root(index)][1].append(rule)
    return list(groups.values())


def _places(drawn: Iterable[float], ends: Iterable[float]) -> tuple[float, ...]:
    """The places of the lines; the outermost ends of the crossing lines stand for an outer line that is not drawn."""
    places: list[float] = []
    for at in sorted(drawn):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    edges = sorted(ends)
    if edges and places:
        if edges[0] < places[0] - 2 * _NEAR:
            places.insert(0, edges[0])
        if edges[-1] > places[-1] + 2 * _NEAR:
            places.append(edges[-1])
    return tuple(places)


def _covers(rules: Iterable[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start - 1 <= through <= rule.end + 1 for rule in rules)


def cells_of(grid: Grid, words: Iterable[Word], areas: Sequence[Area]) -> list[tuple[RawCell, ...]]:
    """The rows of a grid: each cell at its first row and column, with its spans, its text and its colour."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    owner = _owners(grid, columns, rows)
    inside: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        row = min(max(bisect_right(grid.ys, word.middle) - 1, 0), rows - 1)
        column = min(max(bisect_right(grid.xs, word.centre) - 1, 0), columns - 1)
        inside[owner[row, column]].append(word)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), first in owner.items():
        down, across = spans.get(first, (1, 1))
        spans[first] = (max(down, row - first[0] + 1), max(across, column - first[1] + 1))
    reach: dict[int, tuple[float, float]] = {}
    for (_, column), found in inside.items():
        left, right = reach.get(column, (grid.xs[-1], 0.0))
        reach[column] = min(left, *[word.left for word in found]), max(right, *[word.right for word in found])
    table = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            if owner[row, column] != (row, column):
                continue
            down, across = spans[row, column]
            # Words may be set in the middle of a cell, so its own edge counts as well as how far others reach.
            left, right = reach.get(column, (0.0, 0.0))
            right = max(right, grid.xs[column + across] - 8)
            pieces = pieces_of(lines_of(inside[row, column]), left, right) if (row, column) in inside else ()
            fill = _fill(grid, row, column, areas)
            cells.append(RawCell(pieces, column, across, down, fill))
        table.append(tuple(cells))
    return table


def _owners(grid: Grid, columns: int, rows: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Each place of the grid with the first place of the cell to which it belongs."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    upright: dict[int, list[Rule]] = defaultdict(list)
    level: dict[int, list[Rule]] = defaultdict(list)
    for index, at in enumerate(grid.xs):
        upright[index] = [rule for rule in grid.upright if abs(rule.at - at) <= _NEAR]
    for index, at in enumerate(grid.ys):
        level[index] = [rule for rule in grid.level if abs(rule.at - at) <= _NEAR]
    for row in range(rows):
        height = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column in range(columns):
            along = (grid.xs[column] + grid.xs[column + 1]) / 2
            owner[row, column] = (row, column)
            if row and not _covers(level[row], grid.ys[row], along):
                owner[row, column] = owner[row - 1, column]
            elif column and not _covers(upright[column], grid.xs[column], height):
                owner[row, column] = owner[row, column - 1]
    return owner


def _fill(grid: Grid, row: int, column: int, areas: Sequence[Area]) -> str:
    along, height = (grid.xs[column] + grid.xs[column + 1]) / 2, (grid.ys[row] + grid.ys[row + 1]) / 2
    found = ""
    for area in areas:
        wide = area.right - area.left > 0.5 * (grid.xs[column + 1] - grid.xs[column])
        if wide and area.left <= along <= area.right and area.top <= height <= area.bottom:
            found = area.colour
    return found
