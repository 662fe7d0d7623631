"""Rows that are unlike the others of their table: slipped by a cell, torn in two, or no data at all.

The kind of each column is taken from the other rows, whatever it was read as; a row is doubtful if it fits it nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from domain.importing.draft import ColumnRole, DraftAction
from domain.importing.duedates import is_date_like
from domain.importing.grouped import Grouped
from domain.importing.layout_doubts import Doubt, Keys, keys_of, named
from domain.importing.legends import is_key_row, key_heads
from domain.importing.lists import ends_open, starts_inside
from domain.importing.profiles import is_lead_like, is_ref_like, opens_with_verb
from domain.importing.rags import COLOURS, is_closed_on, is_rag_like
from domain.importing.remembered import remembered
from domain.importing.row_kinds import heading_rows, is_total
from domain.importing.tables import PlanTable, TableRow

_R = ColumnRole
_MATTERS = {_R.LEAD, _R.DUE, _R.RAG}
_TEXTS = {_R.ACTION, _R.RECOMMENDATION}
_KEPT = {_R.REF, _R.SECTION, *_TEXTS}
_FEWEST = 2  # other rows that tell what a column holds
_SHARE = 0.8  # of the other cells that have to be alike
_SHORT = 60  # characters
_NAMED = 4  # rows that a question names
_MOST_ROWS = 1_000  # of a table in which one row can be looked for
_KINDS = {"date": is_date_like, "colour": is_rag_like, "number": is_ref_like, "name": is_lead_like}
_NOTHING = re.compile(r"(?i)\W*(?:t\.?b\.?[cda]\.?|n/?a|none|vacan\w*|asap|to be \w+|not applicable)\W*")
_COUNTS = re.compile(
    r"(?i)\W*(?:(?:sub-?|grand )?totals?|average|mean|sum|summary|key|legend|prepared|compiled|checked|last (?:updated"
    r"|reviewed)|updated|version|source|nb|note)\b"
)
_EXPLAINS = re.compile(r"(?i)(?:[ragb]|red|amber|green|blue|yellow)\s*(?:=|:|–)\s*\w.{0,40}")
_SIGNED = 4  # cells of a row that explains a sign


def _moved_headings(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Headings that were laid over another column than the one they stand on."""
    if table.moved and not any(column.given for column in table.layout):
        moved = named(list(table.moved))
        doubt.add(f"I read {moved} as the heading of a column beside it, whose cells fit better.", whole=True)


@remembered
def _kind_of(text: str) -> str:
    if not any(map(str.isalnum, text)) or _NOTHING.fullmatch(text):
        return ""
    if len(text) > _SHORT:
        return "text"
    return next((name for name, fits in _KINDS.items() if fits(text)), "text")


def _unlike_rows(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """A row whose cells are of other kinds than those above and below them."""
    rows = [row for row in table.rows if len(row.filled) > 1 and not is_no_row(row)]
    if not _FEWEST < len(rows) <= _MOST_ROWS:
        return
    roles = {column.place: column.role for column in table.layout}
    told = {place for place, role in roles.items() if role in {*_MATTERS, *_KEPT}}
    kinds: dict[int, Counter[str]] = {}
    filled = [(row, row.filled) for row in rows]
    for row, places in filled:
        for place in places:
            if (place in told or place not in roles) and (kind := _kind_of(row.cells[place].text)):
                kinds.setdefault(place, Counter())[kind] += 1
    full = {
        place
        for place, role in roles.items()
        if role in _MATTERS and kinds.get(place, Counter()).total() > len(rows) - 2
    }
    found = []
    about = {id(row): own for row, own in _with_actions(table.rows, keys)}
    for row, places in filled:
        odd = [
            place
            for place in places
            if place in kinds and _is_odd(row.cells[place].text, kinds[place], roles.get(place))
        ]
        gone = full - set(places)
        if len(odd) > 1 or (odd and gone):
            found.append((row, [row.cells[place].text for place in odd], about[id(row)]))
    _add(doubt, "Row {row} is unlike the others ({texts}).", found)


def _is_odd(text: str, kinds: Counter[str], role: ColumnRole | None) -> bool:
    """Is a cell of another kind than nearly all others of its column?"""
    own, others = _kind_of(text), kinds.total() - 1
    if not own:
        return False
    if role is None and not others:
        return True  # right of all columns
    if others < _FEWEST or kinds[own] > 1:
        return False
    usual, count = kinds.most_common(1)[0]
    if count < others * _SHARE:
        return False
    if usual == "text":
        return role in _TEXTS
    if (role is _R.DUE and is_closed_on(text)) or (role is _R.RAG and usual == "colour" and len(text) == 1):
        return False  # `Done` where the date was, `C` among `R`, `A` and `G`: each is asked about as such
    return own != "text" or (role in _MATTERS and (opens_with_verb(text) or text.endswith(".")))


def _with_actions(rows: Sequence[TableRow], keys: Keys) -> Iterator[tuple[TableRow, tuple[str, ...]]]:
    """Each row with the keys of its actions, else of those of the row above, to which it was added."""
    above: tuple[str, ...] = ()
    for row in rows:
        above = keys_of(row, keys) or above
        yield row, above


def _add(doubt: Doubt, sentence: str, found: Sequence[tuple[TableRow, list[str], tuple[str, ...]]]) -> None:
    """The first rows that were found, each with a sentence of its own; and the actions of all."""
    for row, texts, about in found[:_NAMED]:
        doubt.add(sentence.format(row=row.number, texts=named(texts)), row.number, about)
    doubt.keys.update(dict.fromkeys(key for _, _, about in found[_NAMED:] for key in about))


def _no_data(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """A row that counts, explains or signs, and was read as an action or as more words of the one above."""
    found = []
    for row, about in _with_actions(table.rows, keys):
        texts = [row.cells[place].text for place in row.filled]
        read = {column.place for column in row.layout if column.role in {*_KEPT, *_MATTERS}}
        if not texts or _facts(row) > 1 or is_no_row(row) or not read & set(row.filled):
            continue
        signed = len(texts) < _SIGNED and texts[0].strip().lower() in COLOURS
        if signed or any(_COUNTS.match(text) or _EXPLAINS.fullmatch(text) for text in texts):
            found.append((row, texts, about))
    _add(doubt, "Row {row} may be no part of the actions ({texts}).", found)


def _facts(row: TableRow) -> int:
    """How many of number, lead and date a row has, as such."""
    lead, due, ref = row.text(_R.LEAD), row.text(_R.DUE), row.text(_R.REF)
    named_ = is_lead_like(lead) and not _COUNTS.match(lead)
    return is_ref_like(ref) + named_ + is_date_like(due)


def _torn(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """An action that begins inside a sentence, below one that does not end."""
    own = [(row, actions[key]) for row in table.rows for key in keys_of(row, keys)]
    inside = [one for _, one in own if one.text[:1].islower()]
    usual = len(inside) * 3 > len(own) + 1
    for (_, before), (row, after) in pairwise(own):
        bare = not after.leads and not after.due.text
        if usual and not (bare and len(row.filled) == 1):
            continue
        if after in inside and (bare or ends_open(before.text)):
            doubt.add(f"{named([after.text])} may go on from the row above.", row.number, [before.key, after.key])


def joined_rows(table: PlanTable, keys: Keys, grouped: Grouped, doubt: Doubt) -> None:
    """A row of one or two cells that was added to the row above, although its words begin anew."""
    aside = {*grouped.sections.values(), *grouped.leftover}
    heads = {*heading_rows(table), *key_heads(table)}
    found = []
    for row, above in _with_actions(table.rows, keys):
        if keys_of(row, keys) or not above or row.after_break or row.covered or is_no_row(row) or id(row) in heads:
            continue
        texts = [row.cells[place].text for place in row.filled]
        work = row.text(_R.ACTION)
        if 0 < len(texts) < 3 and work[:1].isupper() and not starts_inside(work) and not aside & set(texts):
            found.append((row, texts, above))
    _add(doubt, "Row {row} was read as part of the row above ({texts}).", found)


def is_no_row(row: TableRow) -> bool:
    """Was the row left aside as a total or as a part of the key?"""
    return is_key_row(row) or is_total([row.cells[place].text for place in row.filled] or [""])


def _slipped(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Rows that had a cell fewer than the others, and were moved."""
    for row, text in table.slipped:
        moved = f"I moved {named([text])} and what follows it one to the right."
        sentence = f"Row {row.number} has a cell fewer than the others. {moved}"
        doubt.add(sentence, row.number, keys_of(row, keys))


ODD_ROWS = (_moved_headings, _slipped, _unlike_rows, _no_data, _torn)
