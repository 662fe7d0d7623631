"""Cells that hold what other plans put into columns: labelled lines, or who and when under one heading.

`divide` is the only way in. A column is divided only where most of its cells are made alike; what is not understood
stays where it is printed, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headers import is_header
from domain.importing.headings import meanings
from domain.importing.labels import Label, label_of, split_labels, with_dates
from domain.importing.led_colours import are_led, colour_behind, split_behind, split_colour
from domain.importing.profiles import is_lead_like
from domain.importing.raw import PieceKind, RawBlock, RawCell, RawDocument, RawParagraph, RawPiece, RawRow, RawTable
from domain.importing.records import ref_label

_R = ColumnRole
_WORK = frozenset({_R.LEAD, _R.DUE})
_BELOW = frozenset(_R) - {_R.ACTION, _R.RECOMMENDATION, _R.SECTION, _R.REF}
_SHORT = frozenset({_R.LEAD, _R.DUE, _R.DUE_ORIGINAL, _R.RAG})  # values that do not run on over lines
_WHO = (
    r"who|leads?|owners?|officers?|responsib\w+|by whom|accountable|persons?(?: responsible)?|assigned to|lead agency"
)
_WHEN = r"when|by when|time ?scales?|time ?frames?|deadlines?|due(?: dates?)?|target dates?|dates?|completion dates?"
_JOIN = r"\s*(?:/|&|,|\+|\band\b|–|-|\n)\s*"
_BOTH = re.compile(
    rf"(?P<first>(?:[\w ]{{0,20}}\b)?(?:{_WHO})(?: [\w ]{{0,20}})?){_JOIN}(?P<second>(?:[\w ]{{0,14}}\b)?(?:{_WHEN}))"
    rf"|(?P<when>(?:[\w ]{{0,14}}\b)?(?:{_WHEN})){_JOIN}(?P<who>(?:[\w ]{{0,20}}\b)?(?:{_WHO})(?: [\w ]{{0,20}})?)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[,;:|(\[]|\s[–—-]+\s|\s/\s|\bby\b)\s*", re.IGNORECASE)
_COLOUR = "RAG"  # the heading of colours that stood before the words of another column
_NEWS = Label("Update", "", _R.PROGRESS)
_NEWS_LENGTH = 30  # characters
_MOST = 60  # columns of a plan
_SAMPLE = 400  # rows that show how a column is made
_OF_DATES = {
    *(
        "by",
        "in",
        "on",
        "at",
        "of",
        "the",
        "and",
        "or",
        "to",
        "from",
        "until",
        "till",
        "before",
        "after",
        "end",
        "start",
    ),
    *("early", "mid", "late", "due", "date", "target", "review", "revised", "original", "ongoing", "complete"),
    *("completed", "closed", "now", "was", "week", "quarter", "q1", "q2", "q3", "q4", "phase", "stage", "then"),
}
_ENDS_IN_BRACKETS = re.compile(
    r"(?P<left>.*?)\s*[(\[](?P<label>[A-Za-z][A-Za-z ]{2,24}?)\s*[:–-]\s+(?P<value>[^()\[\]]{2,80})[)\]]\W*", re.DOTALL
)
_FEWEST_IN_BRACKETS = 2  # cells
_EDGES = " ,;:|()[]–—-/"
_Parts = Callable[[RawCell], tuple[tuple[RawPiece, ...], list[tuple[RawPiece, ...]]]]


@dataclass(slots=True)
class _Cut:
    """What one cell holds: values by their slots, and the rest."""

    values: dict[str, list[RawPiece]] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    rest: list[RawPiece] = field(default_factory=list)

    def put(self, label: Label, pieces: Iterable[RawPiece]) -> None:
        """Add a value."""
        number = ref_label(label) if label.ref else None
        if number is not None:
            self.labels[number.slot] = number
            self.values[number.slot] = [RawPiece(label.ref)]
        self.labels.setdefault(label.slot, label)
        self.values.setdefault(label.slot, []).extend(pieces)


def divide(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with such cells divided into columns, and the labels that became headings."""
    found: dict[str, None] = {}
    whole = _with_last_lines(document.blocks)
    blocks: list[RawBlock] = []
    head: RawRow | None = None  # of the table above, which may go on without one
    for block in whole:
        if isinstance(block, RawTable):
            start = _header(block)
            known = head if start is None and head is not None and _is_as_wide(block, head) else None
            head = block.rows[start] if start is not None else head
            blocks.append(_going_on(block, known, found) if known else _divided(block, found))
        else:
            blocks.append(block)
    return (replace(document, blocks=tuple(blocks)) if found else document), tuple(found)


def _is_as_wide(table: RawTable, head: RawRow) -> bool:
    return not table.hidden and {len(row.cells) for row in table.rows} == {len(head.cells)}


def _going_on(table: RawTable, head: RawRow, found: dict[str, None]) -> RawTable:
    """A table without a header of its own, divided as the one above it."""
    headed = _divided(replace(table, rows=(head, *table.rows), header_rows=1), found)
    return replace(headed, rows=headed.rows[1:], header_rows=0)


def _with_last_lines(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """What stands alone right below the last row of a table, as below all its rows, is a row of the table too."""
    found: list[RawBlock] = []
    for block in blocks:
        table = found[-1] if found else None
        if isinstance(block, RawParagraph) and isinstance(table, RawTable) and len(table.rows) > 3:
            near = block.sheet_or_page == table.sheet_or_page and block.number == table.rows[-1].number + 1
            more = (*table.rows, RawRow((RawCell.of(block.text, 1),), block.number))
            if near and (start := _header(table)) is not None and _news_below(more, start):
                found[-1] = replace(table, rows=more)
                continue
        found.append(block)
    return found


def _divided(table: RawTable, found: dict[str, None]) -> RawTable:
    if table.hidden or len(table.rows) < 2:
        return table
    start = _header(table)
    if start is None:
        return table
    headed = table.rows[start].cells
    if len(headed) > _MOST:
        return table
    table = _with_lines_below(table, start, found)
    columns = _columns(table, start)
    roles = {meant[0].role for cell in headed if (meant := meanings(cell.text))}
    for cell in headed:
        cells = columns.get(cell.column, [])
        if _R.LEAD not in roles:
            table = _in_brackets(table, start, cell.column, cells, found)
        table = _by_labels(table, start, cell.column, cells, found)
        table = _who_and_when(table, start, cell.column, cells, found)
        others = [other.text for other in headed if other is not cell]
        if colour_behind(cell.text, others, cells):
            found[_COLOUR] = None
            table = _widened(table, start, cell.column, cell.text, [_COLOUR], split_behind)
        elif are_led(cell.text, others, cells):
            found[_COLOUR] = None
            several = bool(find_dates(cell.text)) and len(cell.text) < _NEWS_LENGTH  # a column for each quarter
            colour = f"{cell.text} {_COLOUR}" if several else _COLOUR
            found[colour] = None
            table = _widened(table, start, cell.column, cell.text, [colour], split_colour)
    return table


def _header(table: RawTable) -> int | None:
    """The last row of the header: the first that reads as one, or that the file marks as such."""
    if table.header_rows:
        return table.header_rows - 1
    return next((index for index, row in enumerate(table.rows[:12]) if is_header(row.texts)), None)


def _columns(table: RawTable, start: int) -> dict[int, list[RawCell]]:
    """The first cells with words below each heading, without headers that are printed again."""
    head = table.rows[start]
    found: dict[int, list[RawCell]] = {cell.column: [] for cell in head.cells}
    for row in table.rows[start + 1 : start + 1 + _SAMPLE]:
        if not _is_same(row, head):
            for cell in row.cells:
                if cell.column in found and cell.pieces:
                    found[cell.column].append(cell)
    return found


def _is_same(row: RawRow, head: RawRow) -> bool:
    return len(row.cells) == len(head.cells) and row.texts == head.texts


def _by_labels(table: RawTable, start: int, place: int, cells: Sequence[RawCell], found: dict[str, None]) -> RawTable:
    """`Lead: ...`, `By: ...` as lines of one cell."""
    marked = sum(any(mark in cell.text for mark in (":", " – ", " - ")) for cell in cells)
    if not cells or marked * 2 < len(cells):
        return table
    cuts = [_cut(cell) for cell in cells]
    labelled = [cut for cut in cuts if cut.labels]
    working = [cut for cut in labelled if any(label.role in _WORK for label in cut.labels.values())]
    kinds = {slot for cut in labelled for slot in cut.labels}
    if len(kinds) < 2 or len(labelled) * 10 < len(cells) * 6 or len(working) * 2 < len(labelled):
        return table
    labels: dict[str, Label] = {}
    for cut in cuts:
        for slot, label in cut.labels.items():
            labels.setdefault(slot, label)
    found.update(dict.fromkeys(label.printed for cut in cuts for label in cut.labels.values()))
    order = list(labels)
    headings = [labels[slot].printed for slot in order]
    alone = not any(cut.rest for cut in cuts)

    def parts(cell: RawCell) -> tuple[tuple[RawPiece, ...], list[tuple[RawPiece, ...]]]:
        cut = _cut(cell)
        for slot in cut.values.keys() - labels.keys():  # said nowhere in the sample: it stays as it is printed
            cut.rest += [replace(one, text=f"{cut.labels[slot].printed}: {one.text}") for one in cut.values[slot]]
        return tuple(cut.rest), [tuple(cut.values.get(slot, ())) for slot in order]

    heading = _text(table.rows[start], place)
    # A row of labelled cells may have been taken for the header.
    emptied = alone and not any(":" in text for text in table.rows[start].texts)
    return _widened(table, start, place, "" if emptied else heading, headings, parts)


def _in_brackets(table: RawTable, start: int, place: int, cells: Sequence[RawCell], found: dict[str, None]) -> RawTable:
    """`Train all staff (Lead: Training Manager)`, where no column of its own says who leads."""
    ends = [_ENDS_IN_BRACKETS.fullmatch(cell.text) for cell in cells]
    named = [label for one in ends if one and (label := label_of(one["label"])) and label.role is _R.LEAD]
    dated = sum(len(with_dates([(named[0], one["value"])])) > 1 for one in ends if one and named)
    if len(named) < _FEWEST_IN_BRACKETS or len(named) * 2 < len(cells) or dated * 10 >= len(cells) * 6:
        return table  # `(Lead: Training Manager, by June)` names more than one thing

    def parts(cell: RawCell) -> tuple[tuple[RawPiece, ...], list[tuple[RawPiece, ...]]]:
        last = cell.pieces[-1]
        end = _ENDS_IN_BRACKETS.fullmatch(last.text)
        label = label_of(end["label"]) if end else None
        if end is None or label is None or label.role is not _R.LEAD:
            return cell.pieces, []
        left = (replace(last, text=end["left"]),) if end["left"] else ()
        return (*cell.pieces[:-1], *left), [(RawPiece(end["value"].strip()),)]

    found[named[0].printed] = None
    return _widened(table, start, place, _text(table.rows[start], place), [named[0].printed], parts)


def _with_lines_below(table: RawTable, start: int, found: dict[str, None]) -> RawTable:
    """`Update: ...` right across below each row belongs to that row, and stands in a column of its own."""
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    below: dict[int, list[tuple[Label, str]]] = {}  # by the place of the row above
    taken: set[int] = set()
    last = 0
    for index in range(start + 1, len(table.rows)):
        row = table.rows[index]
        filled = [cell for cell in row.cells if not cell.is_blank]
        if len(filled) != 1 or (filled[0].column_span < 2 and len(row.cells) > 1):
            last = index if len(filled) > 1 else 0
            continue
        before, pairs = split_labels(filled[0].text)
        alone = label_of(filled[0].text) if not pairs and filled[0].text.rstrip().endswith(":") else None
        pairs = pairs or ([(alone, "")] if alone is not None else [])
        if last and pairs and not before and all(label.role in _BELOW for label, _ in pairs):
            below.setdefault(last, []).extend(pairs)
            taken.add(index)
    if not below and (news := _news_below(table.rows, start)):
        below = {at: [(_NEWS, text)] for at, text in news.items()}
        taken = {at + 1 for at in news}
    rows = sum(sum(not cell.is_blank for cell in row.cells) > 1 for row in table.rows[start + 1 :])
    if len(below) < 2 or len(below) * 2 < rows:
        return table
    labels = {label.slot: label for pairs in below.values() for label, _ in pairs}
    order = list(labels)
    found.update(dict.fromkeys(label.printed for label in labels.values()))
    kept: list[RawRow] = []
    for index, row in enumerate(table.rows):
        if index in taken:
            continue
        if index == start or (index > start and _is_same(row, table.rows[start])):
            more = [RawCell.of(labels[slot].printed, width + at) for at, slot in enumerate(order)]
        else:
            said: dict[str, list[str]] = {}
            for label, text in below.get(index, ()):
                said.setdefault(label.slot, []).append(text)
            more = [RawCell.of(" ".join(said[slot]), width + at) for at, slot in enumerate(order) if slot in said]
        kept.append(replace(row, cells=(*row.cells, *(cell for cell in more if cell.pieces))))
    return replace(table, rows=tuple(kept))


def _news_below(rows: Sequence[RawRow], start: int) -> dict[int, str]:
    """What stands alone below each row, where rows and such lines take turns from the first to the last.

    Titles of sections stand above their rows instead, and are short.
    """
    found: dict[int, str] = {}
    last = 0
    for index in range(start + 1, len(rows)):
        filled = list(dict.fromkeys(cell.text for cell in rows[index].cells if not cell.is_blank))
        if len(filled) > 2:
            last = index
        elif len(filled) == 1 and last == index - 1 and len(filled[0]) > _NEWS_LENGTH:
            found[last] = filled[0]
        elif filled:
            return {}
    whole = sum(sum(not cell.is_blank for cell in row.cells) > 2 for row in rows[start + 1 :])
    ends = start + 1 < len(rows) and len(rows) - 2 in found
    return found if len(found) > 1 and len(found) * 5 >= whole * 4 and ends else {}


def _who_and_when(
    table: RawTable, start: int, place: int, cells: Sequence[RawCell], found: dict[str, None]
) -> RawTable:
    """`Who and when` as the heading of one column."""
    heading = _text(table.rows[start], place)
    named = _BOTH.fullmatch(heading.strip(" :()")) if heading else None
    if named is None:
        return table
    if not any(is_date_like(split_who_and_when(piece.text)[1]) for cell in cells for piece in cell.pieces):
        return table  # a column of plain leads or of plain dates, whatever its heading promises
    who, when = named["first"] or named["who"], named["second"] or named["when"]
    found[who], found[when] = None, None

    def parts(cell: RawCell) -> tuple[tuple[RawPiece, ...], list[tuple[RawPiece, ...]]]:
        people: list[RawPiece] = []
        dates: list[RawPiece] = []
        for piece in cell.pieces:
            one, other = split_who_and_when(piece.text)
            people += [replace(piece, text=one)] if one else []
            dates += [replace(piece, text=other)] if other else []
        return tuple(people), [tuple(dates)]

    return _widened(table, start, place, who.strip(), [when.strip()], parts)


def split_who_and_when(text: str) -> tuple[str, str]:
    """Who, and when: the words before and after the first place where a date begins, or ends."""
    shares = [part for part in re.split(r"\s*;\s*", text) if part]
    if len(shares) > 1:
        both = [split_who_and_when(part) for part in shares]
        if all(who and when for who, when in both):
            return "; ".join(who for who, _ in both), "; ".join(when for _, when in both)
    if ended := _ends_with_date(text):
        return ended
    if is_date_like(text) and not _PARTS.search(text.strip()):
        return "", text
    for part in _PARTS.finditer(text):
        left, right = text[: part.start()].strip(_EDGES), text[part.end() :].strip(_EDGES)
        if not left or not right:
            continue
        if is_date_like(right) and not is_date_like(left) and not re.search(r"\d{4}", left):
            return left, right
        if is_date_like(left) and is_lead_like(right):
            return right, left
    return ("", text) if is_date_like(text) else (text, "")


def _ends_with_date(text: str) -> tuple[str, str] | None:
    """`College 28/2/27`: a name, a date, and nothing between them."""
    found = find_dates(text)
    if not found or found[-1].end != len(text.rstrip(" .)")):
        return None
    left = text[: found[-1].start].strip(_EDGES)
    words = left.replace("(", " ").split()
    if not words or any(map(str.isdigit, left)) or words[0].lower() in _OF_DATES or words[-1].lower() in _OF_DATES:
        return None
    named = is_lead_like(left) or (left[:1].isupper() and len(left) > 2 and len(words) < 5)
    return (left, text[found[-1].start :].strip(_EDGES)) if named and not is_date_like(left) else None


def _widened(table: RawTable, start: int, place: int, heading: str, more: Sequence[str], parts: _Parts) -> RawTable:
    """The table with further columns at its right end, filled from the cells at `place`."""
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    head = table.rows[start]
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        cells: list[RawCell] = []
        added: list[RawCell] = []
        for cell in row.cells:
            if cell.column != place or index < start or cell.is_blank:
                cells.append(cell)
                continue
            if index == start or _is_same(row, head):
                cells.append(replace(cell, pieces=RawCell.of(heading).pieces))
                added = [RawCell.of(text, width + at) for at, text in enumerate(more)]
                continue
            if cell.column_span > 1 and len(row.cells) == 1:
                cells.append(cell)  # a title right across
                continue
            own, others = parts(cell)
            cells.append(replace(cell, pieces=own))
            added = [RawCell(pieces, width + at, row_span=cell.row_span) for at, pieces in enumerate(others) if pieces]
        rows.append(replace(row, cells=(*cells, *added)))
    return replace(table, rows=tuple(rows))


def _text(row: RawRow, place: int) -> str:
    return next((cell.text for cell in row.cells if cell.column == place), "")


def _cut(cell: RawCell) -> _Cut:
    found = _Cut()
    last: Label | None = None
    for piece in cell.pieces:
        before, pairs = split_labels(piece.text)
        alone = label_of(piece.text) if not pairs and piece.text.rstrip().endswith(":") else None
        if alone is not None:
            pairs = [(alone, "")]
            before = ""
        if not pairs:
            open_ended = last is not None and (last.role not in _SHORT or not found.values.get(last.slot))
            if last is not None and open_ended:
                found.put(last, [piece])
            else:
                found.rest.append(piece)
            continue
        if before:
            found.rest.append(replace(piece, text=before))
        for label, text in with_dates(pairs):
            found.put(label, [RawPiece(text, PieceKind.PARAGRAPH)] if text else [])
            last = label
    return found
