"""From rows to recommendations: which row is new, which continues the row above, which is one more action of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from domain.importing.colourkeys import is_key_line
from domain.importing.columns import Column
from domain.importing.draft import ColumnRole, QuestionKind, Source
from domain.importing.grouped import ActionRows, Group, Grouped, fold_title, slot_of
from domain.importing.headings import Shade
from domain.importing.legends import is_key_row
from domain.importing.lists import starts_inside
from domain.importing.parts import Mark
from domain.importing.profiles import is_lead_like, is_ref_like
from domain.importing.raw import PieceKind, RawCell, RawPiece
from domain.importing.refs import clean_ref, follows, full_ref, split_ref
from domain.importing.tables import PlanTable, TableRow

_R = ColumnRole
_SECTION = re.compile(
    r"^\W*(?:\d{1,2}|[a-z])?\W*(?:theme|strand|priorit(?:y|ies)|objective|element|section|category"
    r"|outcome|aim|goal|domain|standard|work ?stream"
    r"|pillar|part|kloe|key line|focus|area|recommendations? (?:for|from|to|\d{1,2}\b)|chapter|programme|project)\b",
    re.IGNORECASE,
)
_DASHES = re.compile(r"[\s.\-–—_]*")
_ENDS = re.compile(r"[.!?:;)\]”\"]$")
_PART_REF = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[).]{0,2}")  # `a`, `b)`, `(ii)` in a column of refs


def group_rows(
    table: PlanTable, is_section: Callable[[str], str | None], progress: Callable[[int], None] | None = None
) -> Grouped:
    """Group the rows of a table. `is_section` gives the title of a section that the plan names elsewhere."""
    state = _Grouping(table, is_section)
    for number, item in enumerate(table.items):
        if isinstance(item, Mark):
            state.mark(item)
        else:
            state.row(item)
        if progress and number % 200 == 199:
            progress(number + 1)
    return Grouped(state.groups, state.sections, state.leftover)


class _Grouping:
    """The state of reading a table from top to bottom."""

    def __init__(self, table: PlanTable, is_section: Callable[[str], str | None]) -> None:
        self.groups: list[Group] = []
        self.sections: dict[str, str] = {}
        self.leftover: list[str] = []
        self.section = ""
        self._is_section = is_section
        self._text_role = _R.RECOMMENDATION if table.has(_R.RECOMMENDATION) else _R.ACTION
        self._glued = _glue_share(table, self._text_role)
        self._has_refs = table.has(_R.REF) or self._glued
        self._new_section = False
        self._printed: set[str] = set()

    def mark(self, mark: Mark) -> None:
        """A paragraph or single cell between rows: a section, or left over."""
        known = self._is_section(mark.text)
        if is_key_line(mark.text):
            self.leftover.append(mark.text)
            return
        short = len(mark.text) <= 120
        if (
            known
            or _SECTION.match(mark.text)
            or (mark.level and short)
            or (mark.in_table and short and not self._open(mark))
        ):
            self._enter(known or mark.text)
            if known and known != mark.text:
                self.leftover.append(mark.text)
            return
        self.leftover.append(mark.text)

    def _open(self, mark: Mark) -> bool:
        return starts_inside(mark.text)

    def _enter(self, title: str) -> None:
        key = fold_title(title)
        self.section = self.sections.setdefault(key, title)
        if title not in self._printed and set(title.split()) - set(self.section.split()):
            self.leftover.append(title)  # the same section in other words: shown as first printed
        self._printed.add(title)
        self._new_section = True

    def row(self, row: TableRow) -> None:
        """A row of cells: new, continued, or one more action."""
        filled = row.filled
        if not filled or all(_DASHES.fullmatch(row.cells[place].text) for place in filled):
            return
        if is_key_row(row):
            self.leftover.extend(row.cells[place].text for place in filled)
            return
        if section := "" if row.whole else self._section_row(row, filled):
