"""From raw tables to whole ones: headers found wherever they stand, pages joined, every column given its role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.importing.columns import Column, Layout, align, assign, fitness
from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headings import CLOSED, SIGN_OFF, is_heading, meanings, plain
from domain.importing.profiles import Profile, is_lead_like, is_ref_like, profile
from domain.importing.rags import is_rag_like
from domain.importing.raw import RawBreak, RawCell, RawDocument, RawParagraph, RawRow, RawTable

_STRONG = {ColumnRole.ACTION, ColumnRole.RECOMMENDATION, ColumnRole.LEAD, ColumnRole.DUE, ColumnRole.RAG}


@dataclass(slots=True)
class TableRow:
    """A row of data: its cells by column, the columns covered by a merged cell above, and where it stands."""

    cells: dict[int, RawCell]
    covered: frozenset[int]
    layout: Layout
    sheet_or_page: str
    number: int
    after_break: bool = False
    hidden: bool = False

    def text(self, role: ColumnRole) -> str:
        """All that stands in the columns of a role."""
        found = (
            self.cells[column.place].text
            for column in self.layout
            if column.role is role and column.place in self.cells
        )
        return " ".join(text for text in found if text)

    def is_covered(self, role: ColumnRole) -> bool:
        """Does a merged cell from above reach over the column of this role?"""
        return any(column.role is role and column.place in self.covered for column in self.layout)

    @property
    def filled(self) -> list[int]:
        """The places of the cells with text, in order."""
        return sorted(place for place, cell in self.cells.items() if not cell.is_blank)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words between rows that may name a section: a paragraph, or a row with a single cell."""

    text: str
    number: int
    in_table: bool
    level: int = 0
    own_header_follows: bool = False


@dataclass(slots=True)
class PlanTable:
    """A whole table, however many pages it runs over: rows and marks in reading order."""

    headings: tuple[str, ...]
    layout: Layout = ()
    items: list[TableRow | Mark] = field(default_factory=list)
    before: tuple[str, ...] = ()
    has_header: bool = False
    hidden: bool = False
    surprises: dict[str, None] = field(default_factory=dict)

    @property
    def rows(self) -> list[TableRow]:
        """The rows of data."""
        return [item for item in self.items if isinstance(item, TableRow)]

    def has(self, *roles: ColumnRole) -> bool:
        """Is there a column with one of these roles?"""
        return any(column.role in roles for column in self.layout)


@dataclass(slots=True)
class Laid:
    """A document as whole tables, with the paragraphs around them (running heads once)."""

    tables: list[PlanTable]
    paragraphs: list[RawParagraph]
    running: frozenset[str]


@dataclass(slots=True)
class _Part:
    """A stretch of rows under one header."""

    table: RawTable
    rows: list[RawRow]
    headings: tuple[str, ...]
    own_header: bool
    marks: list[Mark]
    after_break: bool


def lay_out(document: RawDocument, overrides: Mapping[str, ColumnRole] | None = None) -> Laid:
    """Find headers, join the pages of each table, and give the columns their roles."""
    counts = Counter(_folded(paragraph.text) for paragraph in document.paragraphs())
    running = frozenset(text for text, count in counts.items() if count > 1)
    tables: list[PlanTable] = []
    paragraphs: list[RawParagraph] = []
    pending: list[RawParagraph] = []
    seen: set[str] = set()
    broken = False
    for block in document.blocks:
        if isinstance(block, RawBreak):
            broken = True
        elif isinstance(block, RawParagraph):
            if _folded(block.text) in running:
                broken = True
                if _folded(block.text) in seen:
                    continue
                seen.add(_folded(block.text))
            paragraphs.append(block)
            pending.append(block)
        elif not block.hidden:
            last = tables[-1] if tables else None
            for part in _parts(block, last.headings if last else (), broken):
                if not tables and part.marks:
                    paragraphs += [RawParagraph(mark.text, block.sheet_or_page, mark.number) for mark in part.marks]
                    part.marks = [replace(mark, in_table=False) for mark in part.marks]
                for stretch in _stretches(part):
                    _add(stretch, tables, pending, running, overrides)
                    pending = []
            broken = False
    return Laid(tables, paragraphs, running)


def _folded(text: str) -> str:
    return re.sub(r"\W+|\d+", " ", text.lower()).strip() or text


def _parts(table: RawTable, inherited: tuple[str, ...], broken: bool) -> Iterable[_Part]:
    """Cut a raw table at its header rows."""
    part = _Part(table, [], inherited, False, [], broken)
    rows = list(table.rows)
    index = 0
    while index < len(rows):
        texts = _row_texts(rows[index])
        forced = index < table.header_rows and sum(map(bool, texts)) > 1
        if not (forced or is_header(texts, part.headings)):
            part.rows.append(rows[index])
            index += 1
            continue
        headings = texts
        index += 1
        while index < len(rows) and (
            index < table.header_rows or _is_second_header(_row_texts(rows[index]), rows[index])
        ):
            headings = _both(headings, _row_texts(rows[index]))
            index += 1
        marks: list[Mark] = []
        if part.rows and not part.own_header and all(_only_text(row) for row in part.rows):
            marks = [Mark(_only_text(row), row.number, True, own_header_follows=True) for row in part.rows]
            part.rows = []
        if part.rows or part.own_header:
            trailing = _trailing_marks(part)
            yield part
            marks = trailing
        part = _Part(table, [], tuple(headings), True, marks, broken)
    yield part


def _stretches(part: _Part) -> Iterable[_Part]:
    """Cut where date and lead move sideways together: from there the rows have a column more, or less."""
    start = 0
    steady: tuple[int, int] | None = None
    moved: list[tuple[int, tuple[int, int]]] = []
    for index, row in enumerate(part.rows):
        place = _places(row)
        if place is None:
            continue
        shift = (place[0] - steady[0], place[1] - steady[1]) if steady else (0, 0)
        if steady is None or shift == (0, 0):
            steady, moved = steady or place, []
        elif shift[0] == shift[1]:
            moved.append((index, place))
            if len(moved) == 2 and moved[0][1] == moved[1][1]:
                cut = moved[0][0]
                yield _Part(
                    part.table,
                    part.rows[start:cut],
                    part.headings,
                    part.own_header and not start,
                    part.marks,
                    part.after_break,
                )
                part.marks, part.after_break, start, steady, moved = [], False, cut, place, []
    yield _Part(
        part.table,
        part.rows[start:],
        part.headings,
        part.own_header and not start,
        part.marks,
        part.after_break and not start,
    )


def _places(row: RawRow) -> tuple[int, int] | None:
    """Where the only date and the only lead of a row stand."""
    dates = [cell.column for cell in row.cells if is_date_like(cell.text) and any(map(str.isdigit, cell.text))]
    if len(dates) != 1:
        return None
    leads = [
        cell.column for cell in row.cells if cell.column != dates[0] and len(cell.text) < 90 and is_lead_like(cell.text)
    ]
    return (dates[0], leads[-1]) if leads else None


def _trailing_marks(part: _Part) -> list[Mark]:
    """Single cells right above the next header belong to what follows."""
    marks: list[Mark] = []
    while part.rows and _only_text(part.rows[-1]):
        row = part.rows.pop()
        marks.insert(0, Mark(_only_text(row), row.number, True, own_header_follows=True))
    return marks


def _only_text(row: RawRow) -> str:
    filled = list(dict.fromkeys(text for text in row.texts if text))
    return filled[0] if len(filled) == 1 and not row.cells[0].is_blank else ""


def _row_texts(row: RawRow) -> list[str]:
    width = max((cell.column + 1 for cell in row.cells), default=0)
    texts = [""] * width
    for cell in row.cells:
        texts[cell.column] = cell.text
    return texts


def is_header(texts: Sequence[str], known: Sequence[str] = ()) -> bool:
    """Is this row a header: two or more headings, most of the row, and nothing that is data?"""
    filled = [text for text in texts if text.strip()]
    if len(filled) < 2 or any(len(text) > 110 for text in filled):
        return False
    if known and similar(texts, known):
        return True
    foreign = [text for text in filled if set(plain(text).split()[:2]) & SIGN_OFF]
    if len(foreign) >= 2 and all(len(text.split()) <= 4 and not re.search(r"\d", text) for text in filled):
        return True
    if any(_is_data(text) for text in filled):
        return False
    if any(text[:1].islower() for text in filled) or (len(filled) == 2 and any(len(text) > 40 for text in filled)):
        return False
    headings = [text for text in filled if is_heading(text)]
    roles = {meanings(text)[0].role for text in headings}
    if not roles & _STRONG or len(roles) < 2:
        return False
    needed = 0.75 if any(known) else 0.6
    return len(headings) >= (3 if any(known) else 2) and len(headings) >= needed * len(filled)


def _is_data(text: str) -> bool:
    """A date, a colour or a number, and no heading."""
    numbered = is_ref_like(text) and any(map(str.isdigit, text))
    return (is_date_like(text) or is_rag_like(text) or numbered) and not is_heading(text)


def _is_second_header(texts: Sequence[str], row: RawRow) -> bool:
    """The lower half of a header: short words under some of the headings, nothing that is data."""
    filled = [text for text in texts if text.strip()]
    if not filled or any(len(text) > 40 for text in filled) or (len(filled) == 1 and texts[:1] != [""]):
        return False
    if any(_is_data(text) for text in filled):
        return False
    headed = [text for text in filled if is_heading(text) and len(text.split()) <= 4]
    return len(headed) == len(filled) and (not texts[0] or len(filled) >= 2) and not row.hidden


def _both(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    above = ""
    found = []
    for place in range(width):
        top = upper[place] if place < len(upper) else ""
        under = lower[place] if place < len(lower) else ""
        above = top or (above if under else "")
        found.append(f"{above} {under}".strip() if under and above != under else top or under)
    return found


def similar(one: Sequence[str], other: Sequence[str]) -> bool:
    """Are these the same headings, give or take a word?"""
    first, second = ({plain(text) for text in texts if plain(text)} for texts in (one, other))
    if not first or not second:
        return False
    return len(first & second) >= 0.6 * len(first | second)


def _add(
    part: _Part,
    tables: list[PlanTable],
    pending: list[RawParagraph],
    running: frozenset[str],
    overrides: Mapping[str, ColumnRole] | None,
) -> None:
    grid = [_expand(row) for row in part.rows]
    covered = _covered(part.rows)
    data = [cells for cells in grid if sum(1 for cell in cells.values() if not cell.is_blank) > 1] or grid
    width = max((max(cells) + 1 for cells in grid if cells), default=len(part.headings))
    profiles = [profile(cells[place].text for cells in data if place in cells) for place in range(width)]
    last = tables[-1] if tables else None
    follows = last is not None and (not part.own_header or similar(part.headings, last.headings))
    follows = follows and not (pending and CLOSED.search(pending[-1].text))
    if last is not None and follows and not part.own_header and part.rows and not _belongs(last, profiles):
        follows = False
        part.headings = ()
    if not follows or last is None:
        last = PlanTable(
            part.headings,
            before=tuple(paragraph.text for paragraph in pending),
            has_header=part.own_header,
            hidden=part.table.hidden,
        )
        tables.append(last)
    layout = _layout(part, profiles, last, overrides)
    for column in layout:
        if column.surprise:
            last.surprises[column.surprise] = None
    last.items.extend(
        Mark(paragraph.text, paragraph.number, False, paragraph.level, part.own_header)
        for paragraph in pending
        if _folded(paragraph.text) not in running
    )
    last.items.extend(part.marks)
    if len(layout) >= len(last.layout) or not last.layout:
        last.layout = layout
    for index, (row, cells) in enumerate(zip(part.rows, grid, strict=True)):
        last.items.append(
            TableRow(
                cells,
                frozenset(covered[index]),
                layout,
                part.table.sheet_or_page,
                row.number,
                after_break=not index and part.after_break and bool(last.rows),
                hidden=row.hidden,
            )
        )


def _expand(row: RawRow) -> dict[int, RawCell]:
    return {cell.column: cell for cell in row.cells}


def _covered(rows: Sequence[RawRow]) -> list[set[int]]:
    covered: list[set[int]] = [set() for _ in rows]
    for index, row in enumerate(rows):
        for cell in row.cells:
            for below in range(index + 1, min(index + cell.row_span, len(rows))):
                covered[below].update(range(cell.column, cell.column + cell.column_span))
    return covered


def _belongs(table: PlanTable, profiles: Sequence[Profile]) -> bool:
    """Can rows without a header belong to the table before them?"""
    if not table.layout:
        return True
    filled = sum(1 for cells in profiles if cells.count)
    known = len(table.layout)
    return filled <= 1 or (filled <= known + 1 and (known <= 4 or filled >= 2))


def _layout(
    part: _Part, profiles: Sequence[Profile], table: PlanTable, overrides: Mapping[str, ColumnRole] | None
) -> Layout:
    aligned = align(part.headings, profiles) if any(part.headings) else [""] * len(profiles)
    fresh = assign(aligned, profiles, overrides)
    if not table.layout:
        return fresh
    margin = 4.0 if len(part.rows) < 3 else 2.0 if len(part.rows) < 5 else 1.0
    if not part.rows or fitness(table.layout, profiles) >= fitness(fresh, profiles) - margin:
        return table.layout
    return _like(fresh, table.layout)


def _like(fresh: Layout, known: Layout) -> Layout:
    """Columns of a later page keep the roles that their headings had on the first."""
    roles: dict[str, Column] = {column.heading: column for column in known if column.heading}
    found = []
    for column in fresh:
        same = roles.get(column.heading)
        if same is None or column.surprise:
            found.append(column)
        else:
            found.append(Column(column.place, column.heading, same.role, same.shade))
    return tuple(found)
