"""What programs write for other programs, as people would write it: `[Ada Brook,Ben Carr]`, `Ada Brook;#41`,
`null`, a count of milliseconds for a day; and boards whose sub-items stand in rows of another header below their item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from domain.importing.headers import is_header
from domain.importing.headings import meanings, plain
from domain.importing.instants import uk_day
from domain.importing.raw import RawBlock, RawCell, RawDocument, RawParagraph, RawRow, RawTable

_LIST = re.compile(r"\[(?P<inside>[^\[\]{}]*)\]")
_NOTHING = re.compile(r"\[\s*\]|\{\s*\}|null|undefined", re.IGNORECASE)
_MENTION = re.compile(r"@[^@]{2,80}")  # `@Ada Brook @Ben Carr`, as pages and chats name people
_TICKED, _EMPTY = frozenset("☑☒✅✔✓"), frozenset("☐⬜□◻")
_DONE = "Done"
_NUMBER = re.compile(r"[0-9]{1,9}")
_BETWEEN = ";#"  # how SharePoint parts names from their numbers: `Ada Brook;#41;#Ben Carr;#7`
_MILLISECONDS = re.compile(r"1\d{12}|2\d{12}")  # from 2001 to 2064
_HEADER_ROWS = 12
_SUB_ITEMS = "subitems"
_ADDED = ("Group", "Parent task")
_INSTANTS = "Days under “{heading}” are written as milliseconds, as programs count them. I read them as days."


def with_people_s_values(document: RawDocument) -> RawDocument:
    """The document as a person would have typed it, with a note for what no person can read in the file itself."""
    notes: dict[str, None] = {}
    blocks = [
        _values(block, notes) if isinstance(block, RawTable) and not block.hidden else block
        for block in _boards(document.blocks)
    ]
    return replace(document, blocks=tuple(blocks), notes=(*document.notes, *notes))


def _boards(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks, where any of them has sub-items with the title above each group in a column of the group."""
    tables = [block for block in blocks if isinstance(block, RawTable)]
    if not any(_says(row, _SUB_ITEMS, "name") for table in tables for row in table.rows):
        return list(blocks)
    found: list[RawBlock] = []
    for block in blocks:
        if not isinstance(block, RawTable) or block.hidden or not any(map(_is_head, block.rows)):
            found.append(block)
            continue
        rows = block.rows
        title = found[-1] if found else None
        if isinstance(title, RawParagraph) and _is_head(rows[0]):
            found.pop()
            rows = (RawRow((RawCell.of(title.text),), title.number), *rows)
        before = found[-1] if found else None
        if isinstance(before, RawTable) and before.sheet_or_page == block.sheet_or_page:
            found[-1] = replace(before, rows=(*before.rows, *rows))
        else:
            found.append(replace(block, rows=rows))
    return [_board(block) if isinstance(block, RawTable) and not block.hidden else block for block in found]


def _values(table: RawTable, notes: dict[str, None]) -> RawTable:
    head = next((index for index, row in enumerate(table.rows[:_HEADER_ROWS]) if is_header(row.texts)), None)
    if head is None:
        return table
    names = {cell.column: cell.text for cell in table.rows[head].cells}
    rows = table.rows[head + 1 :]
    filled: dict[int, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.text:
                filled.setdefault(cell.column, []).append(cell.text)
    lists = {place for place, texts in filled.items() if all(map(_is_list, texts)) and any(map(_LIST.fullmatch, texts))}
    instants = {place for place, texts in filled.items() if all(map(_is_instant, texts)) and _is_dated(names, place)}
    named = {place for place, texts in filled.items() if all(text.startswith("@") for text in texts)}
    boxes = {place for place, texts in filled.items() if not names.get(place) and all(map(_is_box, texts))}
    boxes = {place for place in boxes if any(_bare(text) in _EMPTY for text in filled[place])}
    looked_up = {place for place, texts in filled.items() if sum(map(_is_looked_up, texts)) * 2 > len(texts)}
    if not (lists or instants or named or boxes or looked_up):
        return table
    notes.update({_INSTANTS.format(heading=names[place]): None for place in sorted(instants)})
    read = [
        replace(row, cells=tuple(_read(cell, cell.column in lists, cell.column in instants) for cell in row.cells))
        for row in rows
    ]
    if looked_up:
        read = [replace(row, cells=tuple(_without_numbers(cell, looked_up) for cell in row.cells)) for row in read]
    read = [replace(row, cells=tuple(_ticked(_people(cell, named), boxes) for cell in row.cells)) for row in read]
    heads = tuple(cell for cell in table.rows[head].cells if cell.column not in boxes)
    heads = tuple(sorted((*heads, *(RawCell.of(_DONE, place) for place in boxes)), key=lambda cell: cell.column))
    return replace(table, rows=(*table.rows[:head], replace(table.rows[head], cells=heads), *read))


def _bare(text: str) -> str:
    return text.replace("\ufe0f", "").strip()


def _is_box(text: str) -> bool:
    return _bare(text) in _TICKED | _EMPTY


def _people(cell: RawCell, named: set[int]) -> RawCell:
    """Mentions of people as their names."""
    if cell.column not in named or not cell.text.startswith("@"):
        return cell
    names = [match.group()[1:].strip(" ,;&") for match in _MENTION.finditer(cell.text)]
    return replace(cell, pieces=RawCell.of("; ".join(filter(None, names))).pieces)


def _ticked(cell: RawCell, boxes: set[int]) -> RawCell:
    """A box before a row that is ticked or not."""
    if cell.column not in boxes:
        return cell
    return replace(cell, pieces=RawCell.of("✓").pieces if _bare(cell.text) in _TICKED else ())


def _is_looked_up(text: str) -> bool:
    return bool(_looked_up(text))


def _looked_up(text: str) -> list[str]:
    """The values of `Ada Brook;#41`, `41;#Ada Brook` or `;#Parks;#Roads;#`; none of any other text."""
    if _BETWEEN not in text:
        return []
    parts = [part.strip() for part in text.split(_BETWEEN)]
    if not parts[0] and not parts[-1]:
        return [part for part in parts if part]
    for values, numbers in ((parts[::2], parts[1::2]), (parts[1::2], parts[::2])):
        if len(values) == len(numbers) and all(map(_NUMBER.fullmatch, numbers)) and all(values):
            return values
    return []


def _without_numbers(cell: RawCell, looked_up: set[int]) -> RawCell:
    values = _looked_up(cell.text) if cell.column in looked_up else []
    return replace(cell, pieces=RawCell.of("; ".join(values)).pieces) if values else cell


def _is_list(text: str) -> bool:
    return bool(_LIST.fullmatch(text) or _NOTHING.fullmatch(text))


def _is_instant(text: str) -> bool:
    return bool(_MILLISECONDS.fullmatch(text) or _NOTHING.fullmatch(text))


def _is_dated(names: dict[int, str], place: int) -> bool:
    return bool(
        re.search(r"date|due|start|end|finish|deadline|when|created|updated|closed|done", names.get(place, "").lower())
    )


def _read(cell: RawCell, of_lists: bool, of_instants: bool) -> RawCell:
    if (of_lists or of_instants) and _NOTHING.fullmatch(cell.text):
        return replace(cell, pieces=())
    if of_lists and (match := _LIST.fullmatch(cell.text)):
        names = [name.strip(" \"'") for name in match["inside"].split(",")]
        return replace(cell, pieces=RawCell.of("; ".join(filter(None, names))).pieces)
    if of_instants and cell.text:
        moment = datetime.fromtimestamp(int(cell.text) / 1000, UTC)
        day = uk_day(f"{moment:%Y-%m-%dT%H:%M:%S}Z") or moment.date()
        return replace(cell, pieces=RawCell.of(day.isoformat()).pieces)
    return cell


def _board(table: RawTable) -> RawTable:
    """A board with sub-items as one table: each sub-item a row with the name of its item, each group a column."""
    start = next((index for index, row in enumerate(table.rows) if _is_head(row)), None)
    if start is None:
        return table
    head = table.rows[start]
    names = {plain(cell.text): cell.column for cell in head.cells if cell.text}
    width = max(cell.column for cell in head.cells) + 1
    titled = bool(start) and len(_filled(table.rows[start - 1])) == 1
    rows = list(_items(table.rows[start - titled :], names, width))
    cells = (*head.cells, *(RawCell.of(text, width + place) for place, text in enumerate(_ADDED)))
    cells += tuple(RawCell.of(name.capitalize(), place) for name, place in names.items() if place >= width)
    return replace(table, rows=(*table.rows[: start - titled], replace(head, cells=cells), *rows), whole=True)


def _items(rows: Sequence[RawRow], names: dict[str, int], width: int) -> Iterator[RawRow]:
    group = item = ""
    below: dict[int, int] = {}  # where the values of a sub-item belong, by their own column
    for row in rows:
        filled = _filled(row)
        if not filled:
            continue
        if _says(row, _SUB_ITEMS, "name"):
            below = {cell.column: _place(cell.text, names, width) for cell in filled[1:]}
        elif _is_head(row):
            below = {}
        elif len(filled) == 1 and filled[0].column == 0:
            group, item, below = filled[0].text, "", {}
        elif below and filled[0].column > 0:
            cells = [replace(cell, column=below[cell.column]) for cell in filled if cell.column in below]
            cells += [RawCell.of(group, width), RawCell.of(item, width + 1)]
            yield replace(row, cells=tuple(sorted(cells, key=lambda cell: cell.column)))
        else:
            item, below = filled[0].text, {}
            cells = [cell for cell in row.cells if cell.column != names.get(_SUB_ITEMS)]
            yield replace(row, cells=tuple(sorted((*cells, RawCell.of(group, width)), key=lambda cell: cell.column)))


def _place(heading: str, names: dict[str, int], width: int) -> int:
    """The column of the items that holds the same: of that heading, or of that meaning; else a further one."""
    name = plain(heading)
    if name not in names:
        meant = meanings(heading)
        alike = [place for other, place in names.items() if meant and meanings(other)[:1] == meant[:1]]
        names[name] = alike[0] if alike else max(*names.values(), width + len(_ADDED) - 1) + 1
    return names[name]


def _filled(row: RawRow) -> list[RawCell]:
    return [cell for cell in row.cells if cell.text]


def _says(row: RawRow, *words: str) -> bool:
    return tuple(plain(cell.text) for cell in _filled(row)[: len(words)]) == words


def _is_head(row: RawRow) -> bool:
    return _says(row, "name") and len(_filled(row)) >= 3 and is_header(row.texts)
