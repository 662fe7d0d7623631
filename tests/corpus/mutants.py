"""Plans of the corpus as a stranger would make them: each mutant changes one thing, and the facts stay what they were.

An operator takes a `Target` (a document whose actions all stand in tables with one plain header row) and a random
generator, and gives a changed document with the headings that it touched; None where it can't be applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from domain.importing.draft import ColumnRole, DraftPlan
from domain.importing.raw import PieceKind, RawBlock, RawCell, RawDocument, RawParagraph, RawPiece, RawTable
from tests.corpus import strange_words as words

_R = ColumnRole
Grid = list[dict[int, RawCell]]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed document; `headings` are those of the columns that a question about the change would name."""

    document: RawDocument
    headings: tuple[str, ...] = ()


@dataclass(slots=True)
class Target:
    """A document with the place of each column of its tables; `later` chooses the words that nobody mended for."""

    document: RawDocument
    draft: DraftPlan
    headings: tuple[str, ...]
    header: int
    tables: tuple[RawTable, ...]
    later: bool = False
    roles: dict[ColumnRole, int] = field(default_factory=dict)

    def choose(self, rng: Random, pool: words.Pool) -> str:
        """One of the words that nobody listed."""
        return rng.choice(pool.later if self.later else pool.sooner)

    def edited(self, change: Callable[[Grid, int], Grid], *headings: str) -> Mutant:
        """The document with every table changed; `change` gets the rows and where the header is."""
        blocks: list[RawBlock] = []
        for block in self.document.blocks:
            if isinstance(block, RawTable) and any(block is one for one in self.tables):
                grid = change([{cell.column: cell for cell in row.cells} for row in block.rows], _header(block)[0])
                last, known = block.rows[-1], len(block.rows)
                rows = tuple(
                    replace(
                        block.rows[i] if i < known else last,
                        cells=tuple(replace(grid[i][place], column=place) for place in sorted(grid[i])),
                        number=block.rows[i].number if i < known else last.number + 1 + i - known,
                    )
                    for i in range(len(grid))
                )
                blocks.append(replace(block, rows=rows, offered=()))
            else:
                blocks.append(block)
        return Mutant(replace(self.document, blocks=tuple(blocks)), headings)


def _header(table: RawTable) -> tuple[int, tuple[str, ...]]:
    """The first row that is full of short texts, and its texts; -1 for none."""
    for index, row in enumerate(table.rows[:8]):
        texts = row.texts
        full = sum(bool(text) for text in texts)
        if full > 2 and full >= len(texts) - 1 and all(len(text) < 60 for text in texts):
            return index, texts
    return -1, ()


def target_of(document: RawDocument, draft: DraftPlan, *, later: bool = False) -> Target | None:
    """The tables of a plan, if every action stands in one with the same plain header row."""
    roles = dict(draft.roles)
    heads: dict[tuple[str, ...], list[RawTable]] = {}
    for table in document.tables():
        at, texts = _header(table)
        known = {roles.get(text) for text in texts if text} - {None, _R.OTHER}
        plain = all(cell.column_span == cell.row_span == 1 for row in table.rows[max(at, 0) :] for cell in row.cells)
        if at >= 0 and len(known) > 1 and plain and not table.hidden:
            heads.setdefault(texts, []).append(table)
    if len(heads) != 1 or not draft.actions:
        return None
    headings, tables = next(iter(heads.items()))
    if len(set(filter(None, headings))) < len([text for text in headings if text]):
        return None
    places = {(row.where or table.sheet_or_page, row.number) for table in tables for row in table.rows}
    if any((one.source.sheet_or_page, one.source.row) not in places for one in draft.actions):
        return None
    at = _header(tables[0])[0]
    columns = {cell.text: cell.column for cell in tables[0].rows[at].cells if cell.text}
    found = {roles[text]: place for text, place in reversed(columns.items()) if text in roles}
    several = {role for role in found if sum(roles.get(text) is role for text in columns) > 1}
    kept = {role: place for role, place in found.items() if role not in several}
    return Target(document, draft, headings, at, tuple(tables), later, kept)


Operator = Callable[[Target, Random], Mutant | None]
_GRAVE = (_R.LEAD, _R.DUE, _R.RAG)


def _name(target: Target, place: int) -> str:
    return next((cell.text for cell in target.tables[0].rows[target.header].cells if cell.column == place), "")


def _rename(role: ColumnRole, pool: words.Pool) -> Operator:
    def operator(target: Target, rng: Random) -> Mutant | None:
        if role not in target.roles:
            return None
        place, heading = target.roles[role], target.choose(rng, pool)

        def change(grid: Grid, at: int) -> Grid:
            grid[at][place] = RawCell.of(heading, place)
            return grid

        return target.edited(change, heading)

    return operator


def _swap_columns(target: Target, rng: Random) -> Mutant | None:
    places = sorted(target.roles.values())
    if len(places) < 3:
        return None
    one, two = rng.sample(places, 2)

    def change(grid: Grid, at: int) -> Grid:
        for row in grid[at:]:
            a, b = row.pop(one, None), row.pop(two, None)
            if a:
                row[two] = a
            if b:
                row[one] = b
        return grid

    return target.edited(change, _name(target, one), _name(target, two))


def _insert(pool: words.Pool, values: Sequence[str], fills: Sequence[str] = ()) -> Operator:
    def operator(target: Target, rng: Random) -> Mutant | None:
        width = max(cell.column for table in target.tables for row in table.rows for cell in row.cells) + 1
        at_place, heading = rng.randrange(width + 1), target.choose(rng, pool)
        picks = [rng.choice(values) for _ in range(3)] if values else []

        def change(grid: Grid, at: int) -> Grid:
            found = []
            for index, row in enumerate(grid):
                if index < at:
                    found.append(row)
                    continue
                moved = {place + (place >= at_place): cell for place, cell in row.items()}
                filled = sum(not cell.is_blank for cell in row.values()) > 1
                if index == at:
                    moved[at_place] = RawCell.of(heading, at_place)
                elif filled and fills:
                    moved[at_place] = replace(RawCell.of("", at_place), fill=rng.choice(list(fills)))
                elif filled:
                    text = rng.choice(picks) if len(values) < 6 else rng.choice(list(values))
                    moved[at_place] = RawCell.of(text, at_place)
                found.append(moved)
            return found

        return target.edited(change, heading)

    return operator


def _drop_header(target: Target, rng: Random) -> Mutant | None:
    del rng
    return target.edited(lambda grid, at: [row if i != at else {} for i, row in enumerate(grid)], *target.headings)


def _blank_heading(target: Target, rng: Random) -> Mutant | None:
    places = [target.roles[role] for role in _GRAVE if role in target.roles]
    if not places:
        return None
    place = rng.choice(places)

    def change(grid: Grid, at: int) -> Grid:
        grid[at].pop(place, None)
        return grid

    return target.edited(change, f"column {place + 1}")


def _swap_headings(target: Target, rng: Random) -> Mutant | None:
    places = [target.roles[role] for role in (*_GRAVE, _R.PROGRESS) if role in target.roles]
    if len(places) < 2:
        return None
    one, two = rng.sample(places, 2)

    def change(grid: Grid, at: int) -> Grid:
        grid[at][one], grid[at][two] = grid[at][two], grid[at][one]
        return grid

    return target.edited(change, _name(target, one), _name(target, two))


def _merge(target: Target, rng: Random) -> Mutant | None:
    """Who and when in one cell, below each other or behind a comma or a dash."""
    if _R.LEAD not in target.roles or _R.DUE not in target.roles:
        return None
    lead, due = target.roles[_R.LEAD], target.roles[_R.DUE]
    heading, between = target.choose(rng, words.WHO_AND_WHEN), rng.choice(("\n", ", ", " – ", " / ", " "))

    def change(grid: Grid, at: int) -> Grid:
        for index, row in enumerate(grid[at:], at):
            who, when = row.pop(lead, RawCell()), row.pop(due, RawCell())
            if index == at:
                row[lead] = RawCell.of(heading, lead)
            elif between == "\n":
                row[lead] = RawCell(tuple(replace(one, kind=PieceKind.PARAGRAPH) for one in who.pieces + when.pieces))
            else:
                row[lead] = RawCell.of(between.join(filter(None, (who.text, when.text))), lead)
        return grid

    return target.edited(change, heading)


def _shift_row(target: Target, rng: Random) -> Mutant | None:
    """One row has slipped by a cell to the right or to the left."""
    step = rng.choice((1, -1))
    share = rng.random()

    def change(grid: Grid, at: int) -> Grid:
        rows = [i for i in range(at + 1, len(grid)) if sum(not cell.is_blank for cell in grid[i].values()) > 2]
        if len(rows) < 3:
            return grid
        index = rows[int(share * len(rows))]
        row = grid[index]
        first = min(place for place, cell in row.items() if not cell.is_blank)
        if step < 0 and first == 0:
            gone = sorted(row)[len(row) // 2]  # a cell was deleted, and the rest moved up
            grid[index] = {place - (place > gone): cell for place, cell in row.items() if place != gone}
        else:
            grid[index] = {place + step: cell for place, cell in row.items()}
        return grid

    return target.edited(change)


def _cut_row(target: Target, rng: Random) -> Mutant | None:
    """The words of one row go on in a row of their own, as where a page ends."""
    place = target.roles.get(_R.ACTION, target.roles.get(_R.RECOMMENDATION))
    share = rng.random()
    if place is None:
        return None

    def change(grid: Grid, at: int) -> Grid:
        rows = [i for i in range(at + 1, len(grid)) if place in grid[i] and len(grid[i][place].text.split()) > 5]
        if not rows or len(grid[rows[0]][place].pieces) != 1:
            return grid
        index = rows[int(share * len(rows))]
        said = grid[index][place].text.split()
        half = len(said) // 2
        if said[half][:1].isupper():
            return grid
        grid[index][place] = RawCell.of(" ".join(said[:half]), place)
        return [*grid[: index + 1], {place: RawCell.of(" ".join(said[half:]), place)}, *grid[index + 1 :]]

    return target.edited(change)


def _row_at_end(rows: Sequence[Sequence[str]]) -> Operator:
    def operator(target: Target, rng: Random) -> Mutant | None:
        texts = rng.choice(list(rows))

        def change(grid: Grid, at: int) -> Grid:
            width = max((max(row) for row in grid[at:] if row), default=0) + 1
            row = {place: RawCell.of(text, place) for place, text in enumerate(texts) if text and place < width}
            return [*grid, row]

        return target.edited(change)

    return operator


def _legend_in_rows(target: Target, rng: Random) -> Mutant | None:
    """The key of the colours stands as rows of the table, below its data, in its first two columns."""
    if _R.RAG not in target.roles:
        return None
    key = rng.choice(words.LEGENDS)

    def change(grid: Grid, at: int) -> Grid:
        del at
        return [*grid, *({0: RawCell.of(sign, 0), 1: RawCell.of(meaning, 1)} for sign, meaning in key)]

    return target.edited(change)


def _legend_last(target: Target, rng: Random) -> Mutant | None:
    """What stands above the tables stands below them; or the key of the colours comes last."""
    del rng
    lines = [one for one in target.document.blocks if isinstance(one, RawParagraph)][1:]
    keyed = [one for one in lines if re.search(r"(?i)\b(?:red|amber|green|blue)\b.*[:=–-]", one.text)]
    if not keyed:
        return None
    blocks = (*(one for one in target.document.blocks if one not in keyed), *keyed)
    return Mutant(replace(target.document, blocks=blocks))


def _second(role: ColumnRole, pool: words.Pool) -> Operator:
    """A second column of the same kind, whose cells are those of the first in another order."""

    def operator(target: Target, rng: Random) -> Mutant | None:
        if role not in target.roles:
            return None
        place, heading = target.roles[role], target.choose(rng, pool)
        beside = place + rng.choice((0, 1))

        def change(grid: Grid, at: int) -> Grid:
            cells = [row[place] for row in grid[at + 1 :] if place in row and not row[place].is_blank]
            turned = cells[1:] + cells[:1]
            found = []
            for index, row in enumerate(grid):
                moved = {other + (other >= beside and index >= at): cell for other, cell in row.items()}
                if index == at:
                    moved[beside] = RawCell.of(heading, beside)
                elif index > at and place in row and not row[place].is_blank:
                    moved[beside] = turned.pop(0)
                found.append(moved)
            return found

        return target.edited(change, heading, _name(target, place))

    return operator


def _upper_header(target: Target, rng: Random) -> Mutant | None:
    """A row of groups above the headings."""
    groups = rng.choice(words.GROUPS)

    def change(grid: Grid, at: int) -> Grid:
        width = max(grid[at]) + 1
        step = max(1, width // len(groups))
        row = {
            i * step: replace(RawCell.of(text, i * step), column_span=step if i < len(groups) - 1 else width - i * step)
            for i, text in enumerate(groups)
            if i * step < width
        }
        return [*grid[:at], row, *grid[at:]]

    return target.edited(change)


def _other_signs(target: Target, rng: Random) -> Mutant | None:
    """Colours as signs of the plan's own, that nothing explains."""
    if _R.RAG not in target.roles:
        return None
    place, signs = target.roles[_R.RAG], rng.choice(words.SIGNS)

    def change(grid: Grid, at: int) -> Grid:
        for row in grid[at + 1 :]:
            if place in row and (said := row[place].text.lower()):
                sign = next((own for name, own in signs.items() if said.startswith(name)), row[place].text)
                row[place] = RawCell(pieces=(RawPiece(sign),), column=place)
        return grid

    return target.edited(change, _name(target, place))


OPERATORS: dict[str, Operator] = {
    "lead under another name": _rename(_R.LEAD, words.LEADS),
    "date under another name": _rename(_R.DUE, words.DATES),
    "RAG under another name": _rename(_R.RAG, words.COLOURS),
    "action under another name": _rename(_R.ACTION, words.ACTIONS),
    "lead, half understood": _rename(_R.LEAD, words.HALF_LEADS),
    "date, half understood": _rename(_R.DUE, words.HALF_DATES),
    "RAG, half understood": _rename(_R.RAG, words.HALF_COLOURS),
    "columns swapped": _swap_columns,
    "headings swapped": _swap_headings,
    "heading blank": _blank_heading,
    "no header": _drop_header,
    "more names": _insert(words.MORE_NAMES, words.NAMES),
    "more dates": _insert(words.MORE_DATES, words.DAYS),
    "more colours": _insert(words.MORE_COLOURS, ("Red", "Amber", "Green")),
    "more shades": _insert(words.MORE_COLOURS, (), ("FF0000", "FFC000", "00B050")),
    "more text": _insert(words.MORE_TEXTS, words.TEXTS),
    "second lead": _second(_R.LEAD, words.SECOND_LEADS),
    "second date": _second(_R.DUE, words.SECOND_DATES),
    "second RAG": _second(_R.RAG, words.SECOND_COLOURS),
    "who and when in one": _merge,
    "row shifted": _shift_row,
    "row cut": _cut_row,
    "totals below": _row_at_end(words.TOTALS),
    "key below the rows": _legend_in_rows,
    "key at the end": _legend_last,
    "groups above": _upper_header,
    "signs of its own": _other_signs,
}
