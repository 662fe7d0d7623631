"""Who does it as a mark under an agency: `L` under `Police`, `S` under `Council`, or a tick under each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headings import Shade, meanings
from domain.importing.raw import RawCell, RawDocument, RawParagraph, RawRow, RawTable
from domain.importing.ticked import is_period

_R = ColumnRole
_HEADER_ROWS = 10
_MOST = 60  # columns
_TICK = re.compile(r"[xX✓✔●■◆▲★*√ü•]")
_LETTER = re.compile(r"[A-Z]|[A-Z]/[A-Z]|[Ll]ead|[Ss]upport(?:s|ing)?")
_KEY = re.compile(
    r"(?<!\w)(?P<sign>[A-Za-z✓✔●○■□◆▲★*√•])\s*(?:=|:|–|-)\s*(?P<what>lead|support|respons|account|consult|inform|partner"
    r"|contribut|assist|involved)",
    re.IGNORECASE,
)
_NOT_PEOPLE = {_R.RAG, _R.PRIORITY, _R.REF, _R.DUE, _R.DUE_ORIGINAL, _R.PROGRESS, _R.ACTION}
_LEADS, _SUPPORTS, _ACCOUNTABLE, _RESPONSIBLE, _OTHER = (
    "Lead",
    "Supported by",
    "Accountable",
    "Responsible",
    "Also marked",
)
_ORDER = (_LEADS, _ACCOUNTABLE, _RESPONSIBLE, _SUPPORTS, _OTHER)
_LETTERS = {"l": _LEADS, "lead": _LEADS, "s": _SUPPORTS, "support": _SUPPORTS, "supports": _SUPPORTS,
            "supporting": _SUPPORTS, "r": _RESPONSIBLE, "a": _ACCOUNTABLE}  # fmt: skip
_MEANT = (("lead", _LEADS), ("respons", _RESPONSIBLE), ("account", _ACCOUNTABLE), ("support", _SUPPORTS),
          ("partner", _SUPPORTS), ("contribut", _SUPPORTS), ("assist", _SUPPORTS), ("involved", _SUPPORTS))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The header of a table and, by column, the agency that is marked there."""

    start: int
    names: Mapping[int, str]


def with_agencies(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with who leads and who helps in columns of their own, and the headings and marks that are gone."""
    doubts: dict[str, None] = {}
    gone: dict[str, None] = {}
    blocks = [
        _table(block, document, doubts, gone) if isinstance(block, RawTable) else block for block in document.blocks
    ]
    if not doubts:
        return document, ()
    return replace(document, blocks=tuple(blocks), doubts=(*document.doubts, *doubts)), tuple(gone)


def _table(table: RawTable, document: RawDocument, doubts: dict[str, None], gone: dict[str, None]) -> RawTable:
    width = max((cell.column + cell.column_span for row in table.rows for cell in row.cells), default=0)
    found = _matrix(table) if not table.hidden and len(table.rows) >= 2 and width <= _MOST else None
    if found is None:
        return table
    below = table.rows[found.start + 1 :]
    marks = {cell.text.strip() for row in below for cell in row.cells if cell.column in found.names} - {""}
    meant = _meanings(marks, document)
    if not {_LEADS, _RESPONSIBLE, _ACCOUNTABLE} & set(meant.values()):
        return table
    gone.update(dict.fromkeys((*found.names.values(), *marks)))
    said = ", ".join(f"“{sign}” as “{what.lower()}”" for sign, what in sorted(meant.items()) if what != _OTHER)
    names = [f"“{name}”" for name in found.names.values()]
    some = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    doubts[f"Under {some} stand only marks. I took {said}. Is that right?"] = None
    return _written(table, found, meant, width)


def _matrix(table: RawTable) -> _Matrix | None:
    for start, head in enumerate(table.rows[:_HEADER_ROWS]):
        roles = {cell.column: found[0] for cell in head.cells if (found := meanings(cell.text))}
        if len(roles) < 2 or not {_R.ACTION, _R.RECOMMENDATION} & {meaning.role for meaning in roles.values()}:
            continue
        names: dict[int, str] = {}
        leads = False
        for cell in head.cells:
            first = next(_below(table.rows[start + 1 :], cell.column), "")
            known = roles.get(cell.column)
            marked = bool(first) and all(
                _TICK.fullmatch(text) or _LETTER.fullmatch(text)
                for text in _below(table.rows[start + 1 :], cell.column)
            )
            named = cell.text and not is_period(cell.text) and not is_date_like(cell.text)
            other = known is not None and (known.role in _NOT_PEOPLE or known.shade is not Shade.PLAIN)
            if marked and named and not other:
                names[cell.column] = cell.text
            elif known is not None and known.role is _R.LEAD and first:
                leads = True
        if len(names) > 1 and not leads:
            return _Matrix(start, names)
        if len(roles) > 2:
            return None
    return None


def _below(rows: Sequence[RawRow], column: int) -> Iterator[str]:
    return (cell.text.strip() for row in rows for cell in row.cells if cell.column == column and not cell.is_blank)


def _meanings(marks: set[str], document: RawDocument) -> dict[str, str]:
    """What each mark says, by the plan's own key first; a tick alone leads, and beside letters it takes part."""
    key: dict[str, str] = {}
    for text in _texts(document):
        for match in _KEY.finditer(text):
            what = match["what"].lower()
            key[match["sign"].lower()] = next((role for word, role in _MEANT if what == word), _OTHER)
    lettered = any(_LETTERS.get(mark.lower()) == _LEADS or key.get(mark.lower()) == _LEADS for mark in marks)
    found: dict[str, str] = {}
    for mark in marks:
        tick = (_SUPPORTS if lettered else _LEADS) if _TICK.fullmatch(mark) else _OTHER
        first = mark.split("/")[0].lower()
        found[mark] = key.get(mark.lower()) or key.get(first) or _LETTERS.get(first) or tick
    return found


def _texts(document: RawDocument) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, RawParagraph):
            yield block.text
        elif isinstance(block, RawTable):
            for row in block.rows:
                yield " ".join(text for text in row.texts if text and len(text) < 200)


def _written(table: RawTable, found: _Matrix, meant: Mapping[str, str], width: int) -> RawTable:
    columns = [one for one in _ORDER if one in meant.values()]
    head = table.rows[found.start]
    rows: list[RawRow] = []
    for index, row in enumerate(table.rows):
        if index < found.start:
            rows.append(row)
            continue
        own = tuple(cell for cell in row.cells if cell.column not in found.names)
        if index == found.start or row.texts == head.texts:
            rows.append(replace(row, cells=(*own, *(RawCell.of(name, width + at) for at, name in enumerate(columns)))))
            continue
        who: dict[str, list[str]] = {}
        for cell in row.cells:
            mark = cell.text.strip()
            if cell.column in found.names and mark:
                name = found.names[cell.column]
                who.setdefault(meant[mark], []).append(f"{name} ({mark})" if meant[mark] == _OTHER else name)
        more = [RawCell.of("; ".join(who[name]), width + at) for at, name in enumerate(columns) if name in who]
        rows.append(replace(row, cells=(*own, *more)))
    return replace(table, rows=tuple(rows), header_rows=0)
