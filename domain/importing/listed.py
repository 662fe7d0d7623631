"""Plans without tables, or half without: headings, lists and labelled lines become the rows of a table.

`as_tables` is the only way in. What it does not understand it leaves as it was, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.importing import bands
from domain.importing.colourkeys import in_line, is_key_line
from domain.importing.draft import ColumnRole
from domain.importing.forms import questions_of, records_of_form
from domain.importing.gathered import Entry, gather
from domain.importing.headings import Shade
from domain.importing.labels import Label, label_of, recommendation_of, split_labels, with_dates
from domain.importing.lists import starts_inside
from domain.importing.raw import (
    ROW,
    PieceKind,
    RawBlock,
    RawCell,
    RawDocument,
    RawParagraph,
    RawPiece,
    RawTable,
)
from domain.importing.records import ACTION, RECOMMENDATION, TEXTS, WORK, Context, Field, Record
from domain.importing.runs import VERBS

_R = ColumnRole
_ITEM = re.compile(r"(?P<ref>(?:[A-Z]{0,3}\d{1,2}|[A-Z]))[.)]\s+(?P<text>\S.*)")
_BOXES = ("☐", "☑", "☒", "✅", "✓", "✔")
_SHORT = frozenset({_R.LEAD, _R.DUE, _R.DUE_ORIGINAL, _R.RAG})
_CHECKLIST = Label("Checklist", "", _R.OTHER, Shade.CHECKLIST)
_TOLD = re.compile(r"\b(?:was|were|had|has|have|is|are|found|noted|said|identified)\b|.{240}")  # no order, but a story
_NUMBERED = re.compile(r"(?P<ref>[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})+[a-z]?|\(?[a-z]\)|\d{1,2}[a-z])[.)]?\s+(?P<text>\S.*)")


def as_tables(document: RawDocument) -> tuple[RawDocument, tuple[str, ...]]:
    """The document with its forms, labelled lines and lists below recommendations as tables of actions.

    Also the labels that became headings, in every spelling.
    """
    forms = Counter(asked for table in document.tables() if (asked := questions_of(table)))
    scribe = _Scribe(Counter(paragraph.text for paragraph in document.paragraphs()), forms)
    for block in document.blocks:
        scribe.take(block)
    scribe.rest()
    gathered = gather(scribe.entries)
    if gathered is None:
        return document, ()
    return replace(document, blocks=gathered.blocks, doubts=(*document.doubts, *gathered.doubts)), gathered.labels


@dataclass(slots=True)
class _Open:
    """A label that stands alone; its value is still to come. `at` is its own place among the entries."""

    label: Label
    at: int
    into: Field | None = None


@dataclass(slots=True)
class _Scribe:
    """What is known while the blocks are read in order."""

    repeated: Counter[str]
    forms: Counter[tuple[str, ...]]
    entries: list[Entry | None] = field(default_factory=list)
    context: Context | None = None
    record: Record | None = None
    open: _Open | None = None
    item: Record | None = None  # a line of a list that may turn out to be an action
    before: Record | None = None  # the record before the newest
    newest: Record | None = None
    seen: int = 0  # paragraphs so far

    def take(self, block: RawBlock) -> None:
        """The next block of the document."""
        self.seen += isinstance(block, RawParagraph)
        if isinstance(block, RawTable):
            self._table(block)
        elif not isinstance(block, RawParagraph):
            self.entries.append(block)
        elif block.level:
            self._heading(block)
        else:
            self._paragraph(block)

    def rest(self) -> None:
        """The end of the document, or of what can go on."""
        self.record = self.item = self.open = None

    def _table(self, table: RawTable) -> None:
        if table.hidden or any(
            row.form not in {"", ROW} for row in table.rows
        ):  # made of words: its rows are actions already
            self.rest()
            self.entries.append(table)
            return
        context = self.context
        if self.record is not None and context is not None and not self.record.has(*TEXTS):
            self._lift(self.record, context)
        self.rest()
        form = records_of_form(table, again=self.forms[questions_of(table)] > 1)
        if form is not None:
            for one in form:
                if isinstance(one, Record) and one.context is None and not one.has(_R.RECOMMENDATION):
                    one.context = context
                    if context is not None:
                        context.used = True
                self.entries.append(one)
            return
        banded = bands.cut(table, context)
        self.entries.append(table if banded is None else banded)
        if banded is not None:
            self.context = banded.parts[-1][0] if len(banded.parts) > 1 else context

    def _lift(self, record: Record, context: Context) -> None:
        """What was read as the values of an action holds for the whole recommendation."""
        context.fields += record.fields
        context.sources += record.sources
        self.entries.remove(record)

    def _heading(self, block: RawParagraph) -> None:
        self.rest()
        numbered = recommendation_of(block.text)
        if numbered:
            self._begin(replace(RECOMMENDATION, ref=numbered[0]), numbered[1], block)
            return
        before, pairs = split_labels(block.text)
        if pairs and not before and pairs[0][0].role is _R.ACTION and pairs[0][1]:
            self._pairs(pairs, block)
            return
        label = label_of(block.text)
        if label is not None and (self.context is not None or self.repeated[block.text] > 1):
            self._await(label, block)
            return
        if self.context is not None and block.level <= max(self.context.level, 1):
            self.context = None
        self.entries.append(block)

    def _begin(self, label: Label, text: str, block: RawParagraph) -> Context:
        """A recommendation begins, whose actions follow."""
        self.rest()
        begun = Context(level=block.level, where=_where(block), number=self._number(block), sources=[block])
        begun.fields.append(Field(label, RawCell.of(text)))
        self.context = begun
        self.entries.append(begun)
        return begun

    def _await(self, label: Label, block: RawParagraph) -> None:
        if label.role is _R.RECOMMENDATION and label.ref:
            self._begin(label, "", block)
            return
        self.open = _Open(label, len(self.entries))
        self.entries.append(block)

    def _paragraph(self, block: RawParagraph) -> None:
        if len(in_line(block.text)) > 2 and is_key_line(block.text):  # `BRAG: Blue = completed, Green = on target ...`
            self.rest()
            self.entries.append(block)
            return
        numbered = recommendation_of(block.text)
        before, pairs = split_labels(block.text)
        if numbered and not block.depth and len(pairs) < 2:
            self._begin(replace(RECOMMENDATION, ref=numbered[0]), numbered[1], block)
        elif pairs and before and numbered and not block.depth and pairs[0][0].role is _R.ACTION:
            said = recommendation_of(before) or numbered  # `Recommendation 2 (High) ... Agreed action: ...` in one go
            self._begin(replace(RECOMMENDATION, ref=said[0]), said[1], block)
            self._pairs(pairs, block)
        elif pairs and before:
            if any(label.role in WORK for label, _ in pairs) and (block.depth or self.context or _is_task(before)):
                self._below_item(block)
                self._open_actions(self._new(block, implied=before))
                self._pairs(pairs, block, more=True)
            else:
                self._plain(block)
        elif pairs and not pairs[-1][1] and len(pairs) == 1:
            self._await(pairs[0][0], block)
        elif pairs:
            waiting, self.open = self.open, None
            self._pairs(pairs, block)
            if waiting is not None and waiting.into is None and self.record is not None:
                self._open_actions(self.record, waiting)
        elif (label := label_of(block.text)) is not None and (
            block.text.endswith(":") or self.repeated[block.text] > 1
        ):
            self._await(label, block)
        else:
            self._plain(block)

    def _below_item(self, block: RawParagraph) -> None:
        """An action one level below an item of a list that says neither who nor when: that is its recommendation."""
        above = self.item
        if above is None or block.depth <= above.depth or len(above.fields) != 1 or len(above.sources) != 1:
            return
        match = _ITEM.fullmatch(above.fields[0].cell.text)
        if match is None:
            return
        context = Context(where=above.where, number=above.number, sources=list(above.sources), depth=above.depth)
        context.fields.append(Field(replace(RECOMMENDATION, ref=match["ref"]), RawCell.of(match["text"])))
        self.entries[self.entries.index(above)] = context
        self.context, self.item, self.record = context, None, None

    def _plain(self, block: RawParagraph) -> None:
        """A line without a label: a value, an item, or nothing that is known."""
        if self.context is not None and 0 < block.depth <= self.context.depth:
            self.context = self.record = None  # the next item beside the recommendation
        piece = RawPiece(block.text, PieceKind.ITEM if block.depth else PieceKind.PARAGRAPH)
        if self.open is not None and not (block.depth and self.open.label.role is _R.ACTION):
            self._value(self.open, piece, block)
            return
        context = self.context
        if context is not None and not block.depth and not context.fields[0].cell.pieces:
            context.fields[0].add((replace(piece, kind=PieceKind.TEXT),))
            context.sources.append(block)
            return
        if block.depth and self.record is not None and self.record.has(_R.ACTION) and block.text[:1] in _BOXES:
            self._tick(self.record, piece, block)
            return
        if not block.depth:
            if self.record is not None and starts_inside(block.text) and self.record.fields:
                self.record.fields[-1].add((piece,))
                self.record.sources.append(block)
                return
            self.item = None
            self.entries.append(block)
            return
        if self.record is not None and self.record.depth and block.depth > self.record.depth:
            last = self.record.fields[-1]
            if last.label.role in _SHORT and last.cell.pieces:  # no more of a name, a date or a colour
                self.record.fields.append(last := Field(Label("Update", "", _R.PROGRESS), RawCell()))
            last.add((piece,))
            self.record.sources.append(block)
            return
        if self.item is not None and block.depth > self.item.depth:
            self.item.fields[0].add((piece,))
            self.item.sources.append(block)
            return
        opened = self.open is not None
        self._new(block, implied=block.text, sure=False)
        self.item, self.record = self.record, None
        if self.item is not None and opened:
            self.item.sure = True
            self._open_actions(self.item)

    def _tick(self, record: Record, piece: RawPiece, block: RawParagraph) -> None:
        """A box to be ticked, below an action: a step of it."""
        steps = record.slot(_CHECKLIST.slot)
        if steps is None:
            steps = Field(_CHECKLIST, RawCell())
            record.fields.append(steps)
        steps.add((piece,))
        record.sources.append(block)

    def _value(self, waiting: _Open, piece: RawPiece, block: RawParagraph) -> None:
        if waiting.into is not None:
            if not block.depth and waiting.into.label.role in WORK:
                self.open = None
                self._plain(block)
                return
            waiting.into.add((piece,))
        else:
            label_itself = self._use(waiting)
            waiting.into = self._pair(waiting.label, "", block)
            waiting.into.add((replace(piece, kind=PieceKind.ITEM if block.depth else PieceKind.TEXT),))
            holder = self.record or self.context
            if holder is not None:
                holder.sources[-1:-1] = label_itself
            return
        if self.record is not None:
            self.record.sources.append(block)
        elif self.context is not None:
            self.context.sources.append(block)

    def _open_actions(self, record: Record, waiting: _Open | None = None) -> None:
        """`Actions` above this record is a label, and no heading of its own."""
        waiting = waiting or self.open
        if waiting is not None and waiting.label.role is _R.ACTION:
            record.sources[:0] = self._use(waiting)

    def _use(self, waiting: _Open) -> list[RawBlock]:
        """The paragraph that is a label, once, taken from among the entries."""
        block = self.entries[waiting.at]
        self.entries[waiting.at] = None
        return [block] if isinstance(block, RawParagraph) else []

    def _line_above(self, label: Label) -> RawParagraph | None:
        """The line right above labelled values that says what they are about, below a recommendation."""
        above = self.entries[-1] if self.entries else None
        if self.context is None or label.role not in WORK or not isinstance(above, RawParagraph) or above.level:
            return None
        alone = len(self.entries) > 1 and self.entries[-2] is self.context and not _TOLD.search(above.text)
        if not alone and not _is_task(above.text) and _NUMBERED.fullmatch(above.text) is None:
            return None
        self.entries.pop()
        return above

    def _new(
        self, block: RawParagraph, implied: str = "", *, sure: bool = True, above: RawParagraph | None = None
    ) -> Record:
        self.record = Record(_where(block), self._number(block), context=self.context, depth=block.depth, sure=sure)
        if above is not None:
            self.record.sources.append(above)
            numbered = _NUMBERED.fullmatch(above.text)
            label = replace(ACTION, ref=numbered["ref"].strip("()")) if numbered else ACTION
            self.record.fields.append(Field(label, RawCell.of(numbered["text"] if numbered else above.text)))
        self.record.sources.append(block)
        if implied:
            numbered = _NUMBERED.fullmatch(implied) if self.context is not None else None
            if numbered and self.context is not None and not self.context.depth:
                over = self.context.fields[0].label.ref  # `1.2` below `Recommendation 1`
                numbered = numbered if over and numbered["ref"].startswith(f"{over}.") else None
            label = replace(ACTION, ref=numbered["ref"].strip("()")) if numbered else ACTION
            self.record.fields.append(Field(label, RawCell.of(numbered["text"] if numbered else implied)))
        self.before, self.newest = self.newest, self.record
        self.entries.append(self.record)
        return self.record

    def _pairs(self, pairs: Sequence[tuple[Label, str]], block: RawParagraph, *, more: bool = False) -> None:
        pairs = with_dates(pairs)
        for label, text in pairs:
            self._pair(label, text, block, more=more)
            more = True

    def _pair(self, label: Label, text: str, block: RawParagraph, *, more: bool = False) -> Field:
        one = Field(label, RawCell.of(text))
        record = self.record
        if label.role is _R.RECOMMENDATION and not more:
            if record is not None and not record.has(_R.ACTION) and self.context is None:
                pass  # `Theme: ...` stands before it
            elif self.context is None or self.record is not None or self.context.has(_R.RECOMMENDATION):
                return self._begin(label, text, block).fields[-1]
        again = record is not None and not more and record.slot(label.slot) is not None
        above = self._line_above(label) if again or (record is None and self.item is None) else None
        if record is None or above is not None or (_comes_again(record, label) and not more):
            if record is None and self.item is not None and label.role is not _R.ACTION and self._fits_item(block):
                record = self.record = self.item
                record.sure = True
                record.sources.append(block)
            else:
                record = self._new(block, above=above)
            self.item = None
        elif not more:
            if label.role is _R.ACTION and self.context is not None and not record.has(_R.ACTION):
                self._lift(record, self.context)
                record = self._new(block)
            else:
                record.sources.append(block)
        before = record.slot(label.slot)
        if before is not None:
            before.add(one.cell.pieces)
            return before
        record.fields.append(one)
        return one

    def _fits_item(self, block: RawParagraph) -> bool:
        """Do labels here belong to the item above, and not to the whole list?"""
        if self.item is None or block.depth:
            return self.item is not None and block.depth >= self.item.depth
        before = self.before
        return before is None or before.sure or before.context is not self.context

    def _number(self, block: RawParagraph) -> int:
        return block.number if block.sheet_or_page == "text" and block.number else self.seen


def _is_task(text: str) -> bool:
    """Does a line read as something to do: numbered, or with a verb first?"""
    words = re.sub(r"^\W*(?:[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})*[a-z]?[.):]?\s+)?", "", text).split()
    return bool(words) and words[0].lower() in VERBS


def _where(block: RawParagraph) -> str:
    return block.sheet_or_page or "text"


def _comes_again(record: Record, label: Label) -> bool:
    if label.role is _R.ACTION:
        return record.has(_R.ACTION)
    if label.role in {_R.REF, _R.SECTION, _R.RECOMMENDATION}:
        return record.slot(label.slot) is not None or record.has(_R.ACTION)
    first = record.fields[0].label if record.fields else None
    return first is not None and first.slot == label.slot and len(record.fields) > 1
