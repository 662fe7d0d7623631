"""From raw tables to whole ones: headers found wherever they stand, pages joined, every column given its role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.importing.alignment import align
from domain.importing.closed_lists import names_closed
from domain.importing.colourkeys import is_key
from domain.importing.columns import Column, Layout
from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole
from domain.importing.given import Given
from domain.importing.headers import similar
from domain.importing.headings import meanings
from domain.importing.parts import Mark, Part, parts_of, stretches
from domain.importing.profiles import Profile, profile
from domain.importing.raw import RawBreak, RawCell, RawDocument, RawParagraph, RawRow
from domain.importing.roles import assign, fitness
from domain.importing.tracker_words import tracker_meanings


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
    whole: bool = False  # one action by itself, which neither continues the row above nor names a section
    form: str = ""  # how its words stood where no table held them

    def text(self, role: ColumnRole) -> str:
        """All that stands in the columns of a role."""
        cells = self.cells
        found = [cells[column.place].text for column in self.layout if column.role is role and column.place in cells]
        return found[0] if len(found) == 1 else " ".join(text for text in found if text)

    def is_covered(self, role: ColumnRole) -> bool:
        """Does a merged cell from above reach over the column of this role?"""
        return any(column.role is role and column.place in self.covered for column in self.layout)

    @property
    def filled(self) -> list[int]:
        """The places of the cells with text, in order."""
        return sorted(place for place, cell in self.cells.items() if not cell.is_blank)


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
    moved: dict[str, None] = field(default_factory=dict)  # headings that were laid over another column than their own
    slipped: list[tuple[TableRow, str]] = field(default_factory=list)  # rows that were put right, and from which text
    opening: int = 0  # how many paragraphs of the document stand before it

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


def lay_out(document: RawDocument, given: Given | None = None) -> Laid:
    """Find headers, join the pages of each table, and give the columns their roles."""
    counts = Counter(_folded(paragraph.text) for paragraph in document.paragraphs())
    running = frozenset(text for text, count in counts.items() if count > 1)
    heads = {_folded(paragraph.text) for paragraph in document.paragraphs() if len(paragraph.text) > 8}
    tables: list[PlanTable] = []
    paragraphs: list[RawParagraph] = []
    pending: list[RawParagraph] = []
    seen: dict[str, RawParagraph] = {}
    printed: set[str] = set()
    broken = False
    for block in document.blocks:
        if isinstance(block, RawBreak):
            broken = True
        elif isinstance(block, RawParagraph):
            if _folded(block.text) in running:
                broken = True
                if _folded(block.text) in seen:
                    if block.text not in printed and (
                        find_dates(block.text) or not _counts_pages(block, seen[_folded(block.text)])
                    ):
                        paragraphs.append(block)  # alike but for a number or date that counts no pages
                    printed.add(block.text)
                    continue
                seen[_folded(block.text)] = block
                printed.add(block.text)
            paragraphs.append(block)
            pending.append(block)
        elif not block.hidden:
            last = tables[-1] if tables else None
            parts = list(parts_of(block, last.headings if last else (), broken))
            for place, part in enumerate(parts):
                if not tables and part.marks:
                    # Where such a line stands above the next header too, the last above the first names a section.
                    again = any(one.own_header and one.marks for one in parts[place + 1 :])
                    titles = part.marks[:-1] if again else part.marks
                    paragraphs += [RawParagraph(mark.text, block.sheet_or_page, mark.number) for mark in titles]
                    part.marks = [replace(mark, in_table=False) if mark in titles else mark for mark in part.marks]
                if tables and any(_folded(mark.text) in heads for mark in part.marks):
                    # The title again, above the header again: a page of the printed plan began here.
                    part.marks = [mark for mark in part.marks if _folded(mark.text) not in heads]
                    part.after_break = True
                for stretch in stretches(part):
                    known = len(tables)
                    _add(stretch, tables, pending, running, given)
                    if len(tables) > known:
                        tables[-1].opening = len(paragraphs)
                    pending = []
            broken = False
    return Laid(tables, paragraphs, running)


_COUNTS_PAGES = re.compile(
    r"(?i)\bpages?\W*\d|\d\W*pages?\b|\b\d{1,3}\s?(?:of|/)\s?\d{1,3}\W*$|^\W*\d+\W*$|^.{0,60}[^\d.,]\s\d{1,3}\W*$"
    r"|^\W*\d{1,3}\s+(?:\||[–-]\s).{0,60}$"
)
"""A head or foot with the number of its page: `Page 2 of 9`, `2`, `Town plan 2`, `2 | Town plan`."""


_PAGE = re.compile(r"page (\d+)")


def _counts_pages(paragraph: RawParagraph, first: RawParagraph) -> bool:
    """Do two lines differ only as numbers of pages do: by as much as their pages, where those are known?"""
    page, start = (_PAGE.fullmatch(one.sheet_or_page) for one in (paragraph, first))
    if page is None or start is None:
        return bool(_COUNTS_PAGES.search(paragraph.text))
    here, there = (re.findall(r"\d+", one.text) for one in (paragraph, first))
    steps = {int(one[:9]) - int(two[:9]) for one, two in zip(here, there, strict=False) if one != two}
    return len(here) == len(there) and steps <= {int(page[1]) - int(start[1])}


def _folded(text: str) -> str:
    return re.sub(r"\W+|\d+", " ", text.lower()).strip() or text


def _add(
    part: Part,
    tables: list[PlanTable],
    pending: list[RawParagraph],
    running: frozenset[str],
    given: Given | None,
) -> None:
    grid = [_expand(row) for row in part.rows]
    covered = _covered(part.rows)
    data = [cells for cells in grid if sum(1 for cell in cells.values() if not cell.is_blank) > 1] or grid
    width = max((max(cells) + 1 for cells in grid if cells), default=len(part.headings))
    offered = dict(part.table.offered)
    profiles = [
        profile((cells[place].text for cells in data if place in cells), offered.get(place, ()))
        for place in range(width)
    ]
    last = tables[-1] if tables else None
    follows = last is not None and (not part.own_header or similar(part.headings, last.headings))
    closed = (*last.before[-1:], pending[-1].text) if last is not None and pending else ()
    follows = follows and not any(map(names_closed, closed))  # neither goes on from the other
    if not part.own_header and is_key([row.cells for row in part.rows]):
        follows = False
        part.headings = ()
    if last is not None and follows and not part.own_header and part.rows and not _belongs(last, profiles):
        follows = False
        part.headings = ()
    if part.table.apart and not part.after_break:
        follows = False
        part.headings = part.headings if part.own_header else ()
    if not follows or last is None:
        last = PlanTable(
            part.headings,
            before=tuple(paragraph.text for paragraph in pending),
            has_header=part.own_header,
            hidden=part.table.hidden,
        )
        tables.append(last)
    layout = _layout(part, profiles, last, given)
    for column in layout:
        if column.surprise:
            last.surprises[column.surprise] = None
    last.moved.update(dict.fromkeys(_moved(part, layout, profiles)))
    last.items.extend(
        Mark(paragraph.text, paragraph.number, False, paragraph.level, part.own_header)
        for paragraph in pending
        if _folded(paragraph.text) not in running and not part.table.whole
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
                row.where or part.table.sheet_or_page,
                row.number,
                after_break=not index and part.after_break and bool(last.rows),
                hidden=row.hidden,
                whole=part.table.whole or bool(tracker_meanings(part.headings)),
                form=row.form,
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
    if known > 4 and len(profiles) * 2 < known:
        return False  # a narrow table of its own, such as one of initials and names
    return filled <= 1 or (filled <= known + 1 and (known <= 4 or filled >= 2))


def _layout(part: Part, profiles: Sequence[Profile], table: PlanTable, given: Given | None) -> Layout:
    aligned = align(part.headings, profiles) if any(part.headings) else [""] * len(profiles)
    if tracker_meanings(part.headings):  # what a program writes stands where it belongs
        aligned = [*part.headings, *[""] * len(profiles)][: max(len(profiles), len(part.headings))]
        profiles = [*profiles, *[Profile()] * (len(aligned) - len(profiles))]
    fresh = assign(aligned, profiles, given, part.own)
    if not table.layout:
        return fresh
    if part.own_header and _says_otherwise(aligned, table.layout):
        return _like(fresh, table.layout)
    margin = 4.0 if len(part.rows) < 3 else 2.0 if len(part.rows) < 5 else 1.0
    if not part.rows or fitness(table.layout, profiles) >= fitness(fresh, profiles) - margin:
        return table.layout
    return _like(fresh, table.layout)


def _says_otherwise(headings: Sequence[str], known: Layout) -> bool:
    """Does a later header like the first have a heading that means something else: `Date closed` for `Status`?"""
    before = {column.place: column.heading for column in known}
    return any(
        heading and heading not in before.values() and meanings(heading)[:1] != meanings(before.get(place, heading))[:1]
        for place, heading in enumerate(headings)
    )


def _moved(part: Part, layout: Layout, profiles: Sequence[Profile]) -> list[str]:
    """The headings of filled columns that stand over another one in the document."""
    own = [heading.strip() for heading in part.headings] if part.own_header else []
    if tracker_meanings(part.headings):
        return []
    return [
        column.heading
        for column in layout
        if column.heading in own and own.index(column.heading) != column.place and own.count(column.heading) == 1
        if column.place < len(profiles) and profiles[column.place].count
    ]


def _like(fresh: Layout, known: Layout) -> Layout:
    """Columns of a later page keep the roles that their headings had on the first."""
    roles: dict[str, Column] = {column.heading: column for column in known if column.heading}
    found = []
    for column in fresh:
        same = roles.get(column.heading)
        if same is None or column.surprise:
            found.append(column)
        else:
            found.append(replace(same, place=column.place, surprise=""))
    return tuple(found)
