"""Rows that are no data: those that count the rows above them, and headings with a number of their own. And rows whose
action somebody else has taken over."""

from __future__ import annotations

import re
from itertools import pairwise

from domain.importing.draft import ColumnRole
from domain.importing.headings import Shade
from domain.importing.lists import starts_inside
from domain.importing.profiles import is_lead_like, is_ref_like
from domain.importing.rags import is_rag_like
from domain.importing.refs import split_ref
from domain.importing.tables import PlanTable, TableRow

_R = ColumnRole
_TOTAL = re.compile(r"(?:(?:grand |sub-?)?totals?|average|mean|overall)\b.{0,30}", re.IGNORECASE)
_COUNTED = re.compile(r"(?i)(?:(?:grand |sub-?)?total|number)\b[^.:=\d]{0,30}[:=]?\s*£?\d[\d.,]*(?: \w+){0,2}\W*")
_SIGNED = re.compile(
    r"(?i)(?:signed|approved|authorised|agreed|prepared|reviewed|completed|checked)(?: off)?(?: by|:)"
    r"|sign[- ]?off:?$|signature"
)
_LONGEST_THEME = 60  # characters
_UNCHANGED = re.compile(r"(?i)(?:n/?a|none|no change|unchanged|same|as (?:before|original)|[-–—.]+)\.?")
_COLOUR = r"(?:red|amber|yellow|green|blue|[ragb])"
_COUNT_OF_COLOUR = re.compile(rf"(?:\d{{1,4}} ?[x×]? ?{_COLOUR}|{_COLOUR} ?[:=–-] ?\d{{1,4}})", re.IGNORECASE)
_LABELLED_COUNT = re.compile(r"(?!\d)[\w /]{2,30}[:=–-] ?\d{1,4} ?%?")
_SUMMED = re.compile(rf"[£\d.,%\s]+|{_COLOUR}|[-–—↑↓→]|n/?a", re.IGNORECASE)  # amounts, and the colour of all rows


def heading_rows(table: PlanTable) -> dict[int, str]:
    """Rows of a number and a few words, and nothing else, above rows that it numbers on: `1 | Winter` above `1a`."""
    found: dict[int, str] = {}
    for row, below in pairwise(table.rows):
        (ref, text, cells), (first, _, _) = _numbered(row), _numbered(below)
        if len(row.filled) != cells or not (ref and text) or row.whole or below.whole or len(below.filled) < 3:
            continue
        numbered = re.fullmatch(rf"{re.escape(ref.rstrip('.'))}(?:[a-z]|[.(]\w{{1,3}}).*", first)
        if numbered and (below.text(_R.LEAD) or below.text(_R.DUE)) and len(text) <= 120:
            found[id(row)] = f"{ref} {text}" if cells > 1 else row.cells[row.filled[0]].text
    return found | _themes(table) or _bare_titles(table)


def _numbered(row: TableRow) -> tuple[str, str, int]:
    """The number of a row, its words, and in how many cells they stand: `1 | Winter`, or `1. Winter` in one."""
    ref, text = row.text(_R.REF), row.text(_R.ACTION) or row.text(_R.RECOMMENDATION)
    glued = None if ref else split_ref(row.text(_R.RECOMMENDATION) or text)
    return (glued[0], glued[1], 1) if glued else (ref, text, 2)


def _themes(table: PlanTable) -> dict[int, str]:
    """Words alone in the column of numbers, above rows that have a number there: two such rows at least."""
    found: dict[int, str] = {}
    for row, below in pairwise(table.rows):
        text = row.text(_R.REF)
        alone = len(row.filled) == 1 and text[:1].isupper() and len(text) <= _LONGEST_THEME
        if not alone or row.after_break or row.whole or is_ref_like(text) or any(map(str.isdecimal, text)):
            continue
        if is_ref_like(below.text(_R.REF)) and (below.text(_R.LEAD) or below.text(_R.DUE)) and not is_total([text]):
            found[id(row)] = text
    return found if len(found) > 1 else {}


def _bare_titles(table: PlanTable) -> dict[int, str]:
    """Rows of an export with nothing but words where the work stands, each above rows that say who or when.

    The first row of the table has to be one: further down, such a row may be an action that nobody has yet.
    """
    rows = [row for row in table.rows if not is_total([row.cells[place].text for place in row.filled] or [""])]
    if rows and not starts_inside(rows[0].text(_R.ACTION)):
        # The end of an action in a row of its own is no title.
        rows = [row for row in rows if len(row.filled) > 1 or not starts_inside(row.text(_R.ACTION))]
    bare = [len(row.filled) == 1 and bool(row.text(_R.ACTION)) and not row.whole for row in rows]
    led = [bool(row.text(_R.LEAD) or row.text(_R.DUE)) for row in rows]
    if sum(bare) < 2 or not bare[0] or bare[-1] or any(one and two for one, two in pairwise(bare)):
        return {}
    if not all(one or two for one, two in zip(bare, led, strict=True)):
        return {}
    return {id(row): row.text(_R.ACTION) for row, one in zip(rows, bare, strict=True) if one}


def is_total(texts: list[str]) -> bool:
    """A row that only counts those above it, or says who signed them off."""
    if len(texts) == 1:
        return bool(_COUNTED.fullmatch(texts[0]))
    if (
        len(texts) == 2
        and re.fullmatch(r"\d{1,4}", texts[1])
        and (is_rag_like(texts[0]) or _COUNTED.fullmatch(" ".join(texts)))
    ):
        return True  # `Complete | 3` below the plan
    if all(_COUNT_OF_COLOUR.fullmatch(text) for text in texts):
        return len(texts) > 1  # `2 G`, `1 A`, each below its column
    if len(texts) > 1 and all(_LABELLED_COUNT.fullmatch(text) for text in texts):
        return True  # `Total actions: 5`, `Open: 3`
    signed = bool(_SIGNED.match(texts[0])) and len(texts) < 5 and len(texts[0]) < 60
    return signed or (bool(_TOTAL.fullmatch(texts[0])) and all(map(_SUMMED.fullmatch, texts[1:])))


def is_passed_on(row: TableRow) -> bool | None:
    """Does somebody stand under `Reassigned to` or `New owner`, who leads now in place of those in another column?
    Nothing where there are no such two columns.
    """
    if len({one.shade is Shade.REVISED for one in row.layout if one.role is _R.LEAD}) < 2:
        return None
    later = [
        row.cells[one.place].text
        for one in row.layout
        if one.role is _R.LEAD and one.shade is Shade.REVISED and one.place in row.cells
    ]
    return any(is_lead_like(text) and not _UNCHANGED.fullmatch(text) for text in later)
