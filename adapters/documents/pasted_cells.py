"""A table of which every cell is a line of its own, as PDF files and web pages leave it: the rows are found again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from adapters.documents.pasted_grid import Grid, fitness
from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_sentence import is_when
from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headers import is_header
from domain.importing.headings import is_heading, meanings
from domain.importing.leadwords import NO_LEAD
from domain.importing.profiles import is_lead_like, is_ref_like
from domain.importing.rags import is_rag_like

_R = ColumnRole
_MOST_COLUMNS = 14
_MOST_UNITS = 6_000
_SKIP = 1.6  # what a blank cell costs
_JOIN = 1.0  # what a cell over two lines costs
_NEVER = -1e9
Unit = tuple[int, str, bool]  # line number, words, whether an empty line stands before it


def find_cells(lines: Sequence[Line]) -> Grid | None:
    """The table, if the lines are its cells one by one: headings first, or in rows of a steady length."""
    units: list[Unit] = []
    blank = True
    for line in lines:
        if line.is_blank:
            blank = True
        elif not line.aside:
            units.append((line.number, line.laid.strip(), blank))
            blank = False
    for start in range(min(len(units), 40)):
        if _is_title(units, start):
            continue
        best: Grid | None = None
        for width in range(_MOST_COLUMNS, 2, -1):
            heads = [text for _, text, _ in units[start : start + width]]
            headed = len(heads) == width and all(len(head) < 45 and is_heading(head) for head in heads)
            if headed and is_header(heads):
                grid = _read(units[start + width :], units[start : start + width])
                best = grid if grid and (best is None or grid.score > best.score) else best
        if best:
            return best
    return _headless(units)


def _is_title(units: Sequence[Unit], start: int) -> bool:
    """Does an empty line part these words from a run of others, such as the headings below them?"""
    after = units[start + 1 : start + 4]
    return len(after) == 3 and after[0][2] and not after[1][2] and not after[2][2]


def _read(units: Sequence[Unit], heads: Sequence[Unit]) -> Grid | None:
    """Give every unit to a column, blank cells and cells over two lines included, at the lowest cost."""
    if not units or len(units) > _MOST_UNITS:
        return None
    roles = [meanings(text)[0].role for _, text, _ in heads]
    width = len(roles)
    rows, cost, doubtful = _fit(units, roles)
    if not rows:
        return None
    table = [(heads[0][0], [text for _, text, _ in heads]), *rows]
    score, headed = fitness([cells for _, cells in table])
    quality = max(0.0, min(1.0, cost / (len(units) or 1)))
    doubt = ""
    if doubtful:
        doubt = (
            f"Every cell of this table stands on a line of its own, and not all rows have {width} of them. "
            f"I am not sure about the row in line {doubtful[0]}. Please check it."
        )
    used = frozenset(number for number, _, _ in (*heads, *units))
    return Grid(
        tuple((number, tuple(cells)) for number, cells in table), used, 0.35 * score + 0.65 * quality, headed, doubt
    )


def _fit(units: Sequence[Unit], roles: Sequence[ColumnRole]) -> tuple[list[tuple[int, list[str]]], float, list[int]]:
    width = len(roles)
    kinds = [_Kinds(text) for _, text, _ in units]
    score = [_NEVER] * width  # best score with the last unit in this column
    back: list[list[tuple[int, str]]] = []
    for index, (_, _, blank) in enumerate(units):
        fresh = [_NEVER] * width
        steps: list[tuple[int, str]] = [(-1, "")] * width
        for place in range(width):
            fits = kinds[index].fits(roles[place])
            if not index:
                fresh[place], steps[place] = fits - _SKIP * place, (-1, "new")
                continue
            joined = score[place] - _JOIN + (0.6 if kinds[index].inside else 0.0) - (1.5 if blank else 0.0)
            joined += 0.2 if kinds[index].is_text and roles[place] not in _TYPED else -1.5
            best, step = joined, (place, "join")
            for before in range(width):
                skipped = (place - before - 1) if place > before else (width - 1 - before + place)
                value = score[before] + fits - _SKIP * skipped + (0.3 if place == 0 and blank else 0.0)
                if value > best:
                    best, step = value, (before, "next" if place > before else "row")
            fresh[place], steps[place] = best, step
        score = fresh
        back.append(steps)
    finish = [value - _SKIP * 0.5 * (width - 1 - place) for place, value in enumerate(score)]
    place = max(range(width), key=lambda one: finish[one])
    total = finish[place]
    path: list[tuple[int, str]] = []
    for index in range(len(units) - 1, -1, -1):
        before, how = back[index][place]
        path.append((place, how))
        place = before
    path.reverse()
    return _rows_of(units, path, width), total, _irregular(units, path, width)


def _rows_of(units: Sequence[Unit], path: Sequence[tuple[int, str]], width: int) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    for (number, text, _), (place, how) in zip(units, path, strict=True):
        if how in {"new", "row"} or not rows:
            rows.append((number, [""] * width))
        cells = rows[-1][1]
        cells[place] = f"{cells[place]} {text}".strip()
    return rows


def _irregular(units: Sequence[Unit], path: Sequence[tuple[int, str]], width: int) -> list[int]:
    """The lines in which rows begin that have blank cells or cells over several lines."""
    found: list[int] = []
    row: list[int] = []
    start = units[0][0]
    for (number, _, _), (place, how) in zip(units, path, strict=True):
        if how in {"new", "row"} and row:
            if row != list(range(width)):
                found.append(start)
            row, start = [], number
        row.append(place)
    if row != list(range(width)):
        found.append(start)
    return found


_TYPED = frozenset({_R.REF, _R.DUE, _R.DUE_ORIGINAL, _R.RAG, _R.LEAD})


class _Kinds:
    """What a unit looks like."""

    __slots__ = ("inside", "is_date", "is_lead", "is_none", "is_rag", "is_ref", "is_text", "length")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.is_date = len(text) < 60 and (is_date_like(text) or is_when(text))
        self.is_ref = is_ref_like(text)
        self.is_rag = is_rag_like(text)
        self.is_lead = not self.is_date and not self.is_rag and is_lead_like(text)
        self.is_none = bool(NO_LEAD.fullmatch(text))
        self.is_text = not (self.is_date or self.is_ref or self.is_rag)
        self.inside = text[:1].islower()

    def fits(self, role: ColumnRole) -> float:
        """How well the unit suits a column, about -2 to 1."""
        tests: dict[ColumnRole, bool] = {
            _R.REF: self.is_ref,
            _R.DUE: self.is_date,
            _R.DUE_ORIGINAL: self.is_date,
            _R.RAG: self.is_rag,
            _R.LEAD: self.is_lead,
        }
        if role in tests:
            if tests[role]:
                return 1.0
            if self.is_none and role is not _R.REF:
                return 0.7
            return -0.4 if self.is_text and self.length < 50 and role is not _R.REF else -2.0
        if not self.is_text:
            return -1.5
        return 0.8 if self.length > 12 and not self.is_lead else 0.4 if not self.is_lead else 0.0


def _headless(units: Sequence[Unit]) -> Grid | None:
    """Rows of a steady length without headings: the same kinds of cells come again and again."""
    if not 6 <= len(units) <= _MOST_UNITS:
        return None
    tests: tuple[Callable[[_Kinds], bool], ...] = (
        lambda one: one.is_date,
        lambda one: one.is_ref,
        lambda one: one.is_lead,
    )
    kinds = [_Kinds(text) for _, text, _ in units]
    for width in range(3, 10):
        if len(units) % width or len(units) // width < 2:
            continue
        columns = [kinds[place::width] for place in range(width)]
        shares = [[sum(map(test, column)) / len(column) for test in tests] for column in columns]
        texts = [sum(one.is_text and not one.is_lead for one in column) / len(column) for column in columns]
        dated = sum(share[0] == 1.0 for share in shares)
        named = sum(share[2] >= 0.8 for share in shares)
        if dated == 1 and named == 1 and max(texts) >= 0.8:
            rows = [
                (units[at][0], tuple(text for _, text, _ in units[at : at + width]))
                for at in range(0, len(units), width)
            ]
            return Grid(tuple(rows), frozenset(number for number, _, _ in units), 0.8, False)
    return None
