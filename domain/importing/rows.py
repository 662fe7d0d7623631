"""From rows to recommendations: which row is new, which continues the row above, which is one more action of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from domain.importing.colourkeys import is_key_line
from domain.importing.columns import Column
from domain.importing.draft import ColumnRole, QuestionKind, Source
from domain.importing.glued import are_in_series, most_begin_with_refs, pieces_of
from domain.importing.grouped import ActionRows, Group, Grouped, fold_title, slot_of
from domain.importing.headings import Shade
from domain.importing.leadasides import points_up
from domain.importing.legends import is_key_row, key_heads
from domain.importing.lists import ends_open, starts_inside
from domain.importing.parts import Mark
from domain.importing.profiles import is_lead_like, is_ref_like
from domain.importing.raw import PieceKind, RawCell, RawPiece
from domain.importing.refs import clean_ref, compound_ref, follows, full_ref, printed_ref, split_ref
from domain.importing.row_kinds import heading_rows, is_passed_on, is_total
from domain.importing.tables import PlanTable, TableRow
from domain.importing.tracker_words import tracker_meanings

_R = ColumnRole
_SECTION = re.compile(
    r"^\W*(?:\d{1,2}|[a-z])?\W*(?:theme|strand|priorit(?:y|ies)|objective|element|section|category"
    r"|outcome|aim|goal|domain|standard|work ?stream"
    r"|pillar|part|kloe|key line|focus|area|recommendations? (?:for|from|to|\d{1,2}\b)|chapter|programme|project)\b",
    re.IGNORECASE,
)
_RECOMMENDATION = re.compile(
    r"^\W*(?:recommendation|rec|finding|objective|requirement)\s+(?:no\.?\s*)?(?P<ref>\d{1,3}[a-z]?(?:\.\d{1,2})?)"
    r"\s*(?:[:.)–—-]+\s*|\s)(?P<text>\S.*)",
    re.IGNORECASE,
)
# `ALLOTMENTS` between rows; a marking such as `OFFICIAL` names nothing.
_CAPITALS = re.compile(
    r"(?!.*\b(?:OFFICIAL|SENSITIVE|RESTRICTED|CONFIDENTIAL|PROTECT|EXEMPT|PRIVATE|PUBLIC|DRAFT|PAGE|END|KEY|NOTES?|APPENDIX"
    r"|ANNEX)\b)[A-Z][A-Z &,/'’–-]{3,58}:?"
)
_FOOTNOTE = re.compile(r"\s*(?:[*†‡]+\s*(?=\w)|notes?\b|n\.?b\.?\b)\D{12,}", re.IGNORECASE)
_DASHES = re.compile(r"[\s.\-–—_]*")
_ENDS = re.compile(r"[.!?:;)\]”\"]$")
_WORK = (_R.REF, _R.RECOMMENDATION, _R.ACTION, _R.LEAD, _R.DUE)
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
    state.finish()
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
        self._glued = most_begin_with_refs(table, self._text_role)
        self._has_refs = table.has(_R.REF) or self._glued
        numbered = sum(bool(row.text(_R.REF)) for row in table.rows)
        self._few_refs = not self._glued and numbered * 2 < len(table.rows) and len(table.rows) > 2
        self._new_section = False
        self._printed: set[str] = set()
        self._waiting: Mark | None = None  # may be the recommendation whose rows follow
        self._glued_actions = self._text_role is _R.RECOMMENDATION and most_begin_with_refs(table, _R.ACTION)
        self._in_series = self._glued_actions and are_in_series(table)
        self._above: tuple[str, str] | None = None  # the recommendation that a heading names for the rows below it
        self._merged: dict[int, RawCell] = {}
        self._in_lower_case = _lower_share(table, self._text_role) >= 0.5
        tracked = bool(tracker_meanings(table.headings)) and table.has(_R.SECTION)
        marks = [item.text for item in table.items if isinstance(item, Mark)]
        self._heads = heading_rows(table)
        self._key_heads = key_heads(table)
        self._last = 0  # the number of the row above
        self._in_capitals = sum(bool(_CAPITALS.fullmatch(text)) for text in marks) > 1
        self._by_column = tracked and not any(isinstance(item, Mark) for item in table.items)

    def mark(self, mark: Mark) -> None:
        """A paragraph or single cell between rows: a section, or left over."""
        self._set_aside()
        known = self._is_section(mark.text)
        if is_key_line(mark.text):
            self.leftover.append(mark.text)
            return
        opened = split_ref(mark.text) if self._text_role is _R.RECOMMENDATION and not known else None
        if opened and opened[2] and not (mark.level or mark.own_header_follows or _SECTION.match(mark.text)):
            self._waiting = mark
            return
        short = len(mark.text) <= 120
        named = _RECOMMENDATION.match(mark.text)
        if named and not known and not self._has_refs and self._text_role is _R.ACTION:
            self._above, self._new_section = (named["ref"], named["text"]), True
            return
        if (
            known
            or _SECTION.match(mark.text)
            or (mark.level and short)
            or (mark.in_table and short and not self._open(mark))
            or (self._in_capitals and _CAPITALS.fullmatch(mark.text))
        ):
            self._enter(known or mark.text)
            if known and known != mark.text:
                self.leftover.append(mark.text)
            return
        self.leftover.append(mark.text)

    def _set_aside(self) -> None:
        """What looked like a recommendation above its rows was none: it goes the way of all single lines."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            if waiting.in_table and len(waiting.text) <= 120:
                self._enter(waiting.text)
            else:
                self.leftover.append(waiting.text)

    def _inside(self, text: str) -> bool:
        """Does a text go on from the row above? Where most rows begin with a small letter, that says nothing."""
        if self._in_lower_case and text.lstrip("“\"'‘*")[:1].islower():
            return False
        return starts_inside(text)

    def _open(self, mark: Mark) -> bool:
        return starts_inside(mark.text)

    def _enter(self, title: str) -> None:
        key = fold_title(title)
        self.section = self.sections.setdefault(key, title)
        if title not in self._printed and set(title.split()) - set(self.section.split()):
            self.leftover.append(title)  # the same section in other words: shown as first printed
        self._printed.add(title)
        self._new_section = True

    def finish(self) -> None:
        """The table has ended."""
        self._set_aside()

    def row(self, row: TableRow) -> None:
        """A row of cells: new, continued, or one more action."""
        filled = row.filled
        if not filled or all(_DASHES.fullmatch(row.cells[place].text) for place in filled):
            return
        footnote = len(filled) == 1 and _FOOTNOTE.match(row.text(_R.REF))  # words where only a number may stand
        no_row = is_key_row(row) or id(row) in self._key_heads or is_total([row.cells[place].text for place in filled])
        if footnote or no_row:
            self.leftover.extend(row.cells[place].text for place in filled)
            return
        if self._waiting and not row.text(_R.RECOMMENDATION) and len(filled) > 1:
            ref, text, _ = split_ref(self._waiting.text) or ("", self._waiting.text, False)
            self._waiting = None
            self._start(row, full_ref(ref, self.groups[-1].ref if self.groups else ""), ref, [RawPiece(text)])
            self._new_section = False
            return
        self._set_aside()
        section = "" if row.whole else self._heads.get(id(row), "") or self._section_row(row, filled)
        self._last = row.number
        if section:
            known = self._is_section(section)
            self._enter(known or section)
            if known and known != section:
                self.leftover.append(section)
            return
        if named := row.text(_R.SECTION):
            title = self._is_section(named) or named
            if fold_title(title) != fold_title(self.section) and not (row.after_break and starts_inside(title)):
                self._enter(title)
                if not row.after_break and not any(row.text(role) for role in _WORK):
                    self.leftover.extend(row.cells[place].text for place in filled)  # `7. Training | Met`: no action
                    return
        elif row.whole and self._by_column:
            self.section = ""  # a task by itself, which is in no section
        ref, printed, pieces = self._ref_of(row)
        current = self.groups[-1] if self.groups else None
        text = " ".join(piece.printed for piece in pieces)
        if self._above and pieces and not ref:
            if self._new_section or current is None:
                ref, said = self._above
                current = Group(ref, ref, self.section, [RawPiece(said)], Source(row.sheet_or_page, row.number))
                self.groups.append(current)
                self._add_action(row, current, None)
            else:
                self._carry_on(row, "", text, pieces, current)
        elif current is None or self._is_new(row, ref, text, current):
            self._start(row, ref, printed, pieces)
        else:
            self._carry_on(row, ref, text, pieces, current)
        self._new_section = False
        self._merged.update({place: cell for place, cell in row.cells.items() if cell.row_span > 1})

    def _section_row(self, row: TableRow, filled: list[int]) -> str:
        texts = list(dict.fromkeys(row.cells[place].text for place in filled))
        if len(texts) != 1 or len(row.layout) < 3 or filled[0] > 1:
            return ""
        text = texts[0]
        if _SECTION.match(text) or self._is_section(text):
            return text
        wide = row.cells[filled[0]].column_span >= max(2, len(row.layout) - 1) or len(filled) > 1
        if wide and len(text) <= 200:
            return text
        titled = row.layout[0].role is _R.REF and row.layout[0].place == filled[0] and len(text.split()) > 1
        # Cells that are really one below the other, or stand below a blank row.
        apart = bool(self._last) and row.number > self._last + 1 and not row.sheet_or_page.startswith("page")
        drawn = apart or not row.sheet_or_page.startswith(("text", "page"))
        titled = titled or (row.layout[0].place == filled[0] and bool(_CAPITALS.fullmatch(text)))
        if titled and drawn and not row.after_break and text[:1].isupper() and len(text) <= 120 and not split_ref(text):
            return text  # words where only numbers stand
        previous = self.groups[-1].texts[-1].text if self.groups and self.groups[-1].texts else ""
        loose = not row.after_break and not self._inside(text) and len(text) <= 100 and not split_ref(text)
        return (
            text if loose and (not previous or _ENDS.search(previous) or not self._has_refs) and filled[0] == 0 else ""
        )

    def _ref_of(self, row: TableRow) -> tuple[str, str, list[RawPiece]]:
        """The ref of a row (ours and as printed) and the pieces of its recommendation or action text without it."""
        pieces = [piece for column in row.layout if column.role is self._text_role for piece in pieces_of(row, column)]
        printed = row.text(_R.REF)
        previous = self.groups[-1].ref if self.groups else ""
        if self._is_ditto(printed, pieces):
            pieces = []
        if printed and is_ref_like(printed):
            return full_ref(compound_ref(printed) or clean_ref(printed), previous), printed_ref(printed), pieces
        if printed and not pieces and self.groups and _PART_REF.fullmatch(printed):
            return full_ref(clean_ref(printed), previous), clean_ref(printed), pieces
        if printed:
            pieces = [RawPiece(printed), *pieces]
        closed_ref = split_ref(pieces[0].text) if pieces and self._glued else None
        if not pieces or (row.after_break and starts_inside(pieces[0].text) and not (closed_ref and closed_ref[2])):
            return "", "", pieces
        first = pieces[0]
        if first.label and is_ref_like(first.label) and first.kind is PieceKind.ITEM and self._glued:
            return (
                full_ref(clean_ref(first.label), previous),
                clean_ref(first.label),
                [RawPiece(first.text), *pieces[1:]],
            )
        glued = split_ref(first.text) if self._glued else None
        if glued is None:
            return "", "", pieces
        ref, rest, closed = glued
        if not closed and not follows(ref, previous):
            return "", "", pieces
        return full_ref(ref, previous), ref, [RawPiece(rest, first.kind), *pieces[1:]]

    def _is_ditto(self, printed: str, pieces: list[RawPiece]) -> bool:
        """`Ditto`, `"` instead of the recommendation, below no other number: the one above holds here too."""
        if not self.groups or self._text_role is not _R.RECOMMENDATION or len(pieces) != 1:
            return False
        return points_up(pieces[0].text) and printed in {"", self.groups[-1].printed_ref}

    def _is_new(self, row: TableRow, ref: str, text: str, current: Group) -> bool:
        if row.whole and (text or ref):
            return True
        if self._new_section and (ref or text):
            return True
        action = row.text(_R.ACTION)
        same_text = bool(text) and (fold_title(text) == current.folded)
        if ref:
            if ref == current.ref:
                return bool(text) and not same_text and self._text_role is _R.RECOMMENDATION and not self._inside(text)
            return bool(text) or self._text_role is not _R.RECOMMENDATION or not action
        if not text or same_text or row.is_covered(self._text_role):
            return False
        own = row.text(_R.LEAD) or row.text(_R.DUE)
        broken = bool(current.texts) and ends_open(current.texts[-1].text)
        if self._inside(text) or (row.after_break and (not own or broken)):
            return False
        if self._has_refs:
            return bool(own) and not row.after_break and self._text_role is _R.RECOMMENDATION
        if self._text_role is _R.ACTION:
            return bool(own or row.text(_R.RAG) or not row.after_break)
        return True

    def _start(self, row: TableRow, ref: str, printed: str, pieces: list[RawPiece]) -> None:
        source = Source(row.sheet_or_page, row.number)
        is_text = self._text_role is _R.RECOMMENDATION
        group = Group(ref, printed, self.section, list(pieces), source)
        if self._has_refs and not ref and not self._few_refs:
            group.doubts.append(
                (
                    QuestionKind.REFS,
                    "ref",
                    "No number is printed for this row. Is it a recommendation of its own?",
                    group.text,
                )
            )
        self.groups.append(group)
        self._add_action(row, group, None if is_text else pieces)
        for column in row.layout:  # a lead or date that is merged over several recommendations
            above = self._merged.get(column.place) if column.place in row.covered else None
            if above and column.role in {_R.LEAD, _R.DUE, _R.RAG, _R.PROGRESS} and column.place not in row.cells:
                group.actions[-1].add(column, above, source)

    def _add_action(self, row: TableRow, group: Group, own: list[RawPiece] | None, skip: Iterable[int] = ()) -> None:
        entry = ActionRows(Source(row.sheet_or_page, row.number), carried=row.after_break, whole=row.whole)
        entry.covered = frozenset(slot_of(column) for column in row.layout if column.place in row.covered)
        group.actions.append(entry)
        self._fill(row, entry, own, skip)

    def _fill(self, row: TableRow, entry: ActionRows, own: list[RawPiece] | None, skip: Iterable[int] = ()) -> None:
        hidden = {_R.REF, _R.SECTION, _R.RECOMMENDATION}
        passed_on = is_passed_on(row)
        where = Source(row.sheet_or_page, row.number)
        for column in row.layout:
            cell = row.cells.get(column.place)
            if cell is None or column.role in hidden or column.place in skip:
                continue
            if column.shade is Shade.ACTION_REF and is_ref_like(cell.text):
                entry.ref = entry.ref or clean_ref(cell.text)
                continue
            if passed_on is not None and column.role is _R.LEAD and passed_on is not (column.shade is Shade.REVISED):
                column = replace(column, role=_R.OTHER)
            if own is not None and column.role is self._text_role:
                cell = RawCell(tuple(own), cell.column, fill=cell.fill, struck=cell.struck)
            if column.role is _R.ACTION and own is None and not entry.ref and cell.pieces:
                first = cell.pieces[0]
                glued = split_ref(first.text)
                if glued and (
                    (self._glued_actions and ("." in glued[0] or self._in_series or self._is_lettered(glued[0], cell)))
                    or self._goes_on(glued[0])
                ):  # `1.2 Train all`
                    entry.ref, entry.ref_in_words = glued[0], True
                    cell = replace(cell, pieces=(replace(first, text=glued[1]), *cell.pieces[1:]))
            if not cell.is_blank or cell.fill:
                entry.add(column, cell, where)
        for place, cell in row.cells.items():
            if not cell.is_blank and all(column.place != place for column in row.layout):
                entry.add(Column(place, "", _R.OTHER), cell, where)

    def _goes_on(self, ref: str) -> bool:
        """Does a number before an action (`1.2`, `1b`) go on from that of its recommendation in a column of refs?"""
        above = self.groups[-1].ref if self.groups and self._text_role is _R.RECOMMENDATION else ""
        return bool(above) and re.fullmatch(rf"{re.escape(above)}(?:\.\d{{1,2}}[a-z]?|[a-z])", ref) is not None

    def _is_lettered(self, ref: str, cell: RawCell) -> bool:
        """Is `1b`, `1(b)` or `B)` the number of the one action in this cell, below recommendation 1?"""
        above = self.groups[-1].ref if self.groups else ""
        if not above:
            return False
        alone = re.fullmatch(r"[A-Za-z]", ref) is not None
        pattern = r"(?<!\w)[A-Za-z]\)" if alone else rf"(?<![\w.]){re.escape(above)}(?:[a-z](?:[.):]|\s)|\([a-z]\))"
        ours = alone or re.fullmatch(rf"{re.escape(above)}(?:[a-z]|\([a-z]\))", ref) is not None
        return ours and len(re.findall(pattern, cell.text)) == 1

    def _carry_on(self, row: TableRow, ref: str, text: str, pieces: list[RawPiece], group: Group) -> None:
        """The row belongs to the recommendation above: its text goes on, or it is one more action of it."""
        is_text = self._text_role is _R.RECOMMENDATION
        if is_text and text and fold_title(text) != group.folded:
            group.texts.extend(pieces)
        own = None if is_text else pieces
        entry = group.actions[-1]
        if not row.whole and self._continues(
            row, entry, own_text=text if not is_text else row.text(_R.ACTION), ref=ref if ref != group.ref else ""
        ):
            if own and entry is group.actions[0]:  # it is its own recommendation, whose words go on as well
                group.texts.extend(own)
            entry.rows += 1
            self._fill(row, entry, own)
            return
        skip = []
        if row.after_break:
            for column in row.layout:
                cell = row.cells.get(column.place)
                before = entry.cells.get(slot_of(column))
                free = column.role not in {_R.ACTION, _R.LEAD, _R.DUE, _R.RAG, _R.REF, _R.RECOMMENDATION, _R.SECTION}
                if cell and before and free and cell.text and starts_inside(cell.text):
                    before.pieces.extend((entry.rows, piece) for piece in cell.pieces)
                    skip.append(column.place)
        self._add_action(row, group, own, skip)
        if is_text and text and not row.after_break and not row.is_covered(_R.RECOMMENDATION):
            group.actions[-1].whole = True  # it says itself what it belongs to, and so also who and when
        if ref and ref != group.ref:
            group.actions[-1].ref = ref

    def _continues(self, row: TableRow, entry: ActionRows, own_text: str, ref: str) -> bool:
        numbers = [
            row.cells[one.place].text for one in row.layout if one.shade is Shade.ACTION_REF and one.place in row.cells
        ]
        if ref or any(is_ref_like(text) and clean_ref(text) != entry.ref for text in numbers if own_text):
            return False
        lead, due = row.text(_R.LEAD), row.text(_R.DUE)
        cut = row.after_break and ends_open(_last_words(entry))
        inside = not own_text or self._inside(own_text) or cut
        if row.after_break and inside and (not due or own_text):
            return True
        if own_text and inside and not _ENDS.search(_last_words(entry)):
            return True
        if not lead and not due:
            standing = own_text and not inside and not row.after_break and (row.text(_R.RAG) or row.text(_R.PROGRESS))
            listed = row.is_covered(_R.LEAD) or row.is_covered(_R.DUE) or row.is_covered(_R.RECOMMENDATION)
            before = _last_words(entry)
            return not (own_text and not inside and (listed or (standing and bool(_ENDS.search(before)))))
        if not own_text and not (lead and due) and not row.text(_R.PROGRESS):
            # A second line of the same cells: another name, or the second half of a date.
            return not (lead and entry.text(_R.LEAD) and not is_lead_like(lead))
        return False


def _lower_share(table: PlanTable, role: ColumnRole) -> float:
    """Of the rows with a lead or date of their own, the share whose text begins with a small letter."""
    texts = [row.text(role) for row in table.rows if row.text(_R.LEAD) or row.text(_R.DUE)]
    filled = [text for text in texts if text]
    return sum(text[:1].islower() for text in filled) / len(filled) if len(filled) > 1 else 0.0


def _last_words(entry: ActionRows) -> str:
    actions = entry.parts(_R.ACTION)
    return actions[-1].pieces[-1][1].text if actions else "."
