"""Actions that stand in no table, one after the other with a label before each value, gathered into a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from domain.importing.draft import ColumnRole
from domain.importing.headings import Shade, plain
from domain.importing.labels import Label
from domain.importing.raw import RawBlock, RawCell, RawPiece, RawRow, RawTable

_R = ColumnRole
WORK = frozenset({_R.LEAD, _R.DUE, _R.DUE_ORIGINAL, _R.RAG})
TEXTS = frozenset({_R.ACTION, _R.RECOMMENDATION})
REF = Label("Ref", "", _R.REF)
ACTION_REF = Label("Action ref", "", _R.REF, Shade.ACTION_REF)
RECOMMENDATION = Label("Recommendation", "", _R.RECOMMENDATION)
ACTION = Label("Action", "", _R.ACTION)


@dataclass(slots=True)
class Field:
    """A label and what stands behind or below it."""

    label: Label
    cell: RawCell

    def add(self, pieces: Iterable[RawPiece]) -> None:
        """Let the value go on."""
        self.cell = replace(self.cell, pieces=(*self.cell.pieces, *pieces))


@dataclass(slots=True, eq=False)
class Context:
    """What stands above several actions and holds for all of them: as a rule their recommendation."""

    fields: list[Field] = field(default_factory=list)
    sources: list[RawBlock] = field(default_factory=list)
    level: int = 0
    where: str = ""
    number: int = 0
    used: bool = False
    depth: int = 0  # of an item of a list that is the recommendation of those below it

    def has(self, role: ColumnRole) -> bool:
        """Does one of its values have this role?"""
        return any(one.label.role is role for one in self.fields)


@dataclass(slots=True, eq=False)
class Record:
    """One action with its labelled values. `sources` are the blocks it was made of, should it turn out to be none."""

    where: str
    number: int
    fields: list[Field] = field(default_factory=list)
    context: Context | None = None
    sources: list[RawBlock] = field(default_factory=list)
    hidden: bool = False
    depth: int = 0
    sure: bool = True

    def has(self, *roles: ColumnRole) -> bool:
        """Is there a value with one of these roles?"""
        return any(one.label.role in roles for one in self.fields)

    @property
    def form(self) -> str:
        """How its words stand: its labels in their order, `what` for words that have none. Nothing in a table."""
        if not self.sources:
            return ""
        own = ("what" if one.label is ACTION else f"{one.label.printed.casefold()}:" for one in self.fields)
        return " ".join(own)

    def slot(self, slot: str) -> Field | None:
        """The value in this slot."""
        return next((one for one in self.fields if one.label.slot == slot), None)


@dataclass(slots=True)
class Columns:
    """The columns that all the records of a document share, so that their rows lie under one header."""

    labels: dict[str, Label] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Sequence[Record]) -> Columns:
        """Number and recommendation first, then the labels in the order in which they first come."""
        found: dict[str, Label] = {}
        for record in records:
            _set_apart(record)
            for one in (*(record.context.fields if record.context else ()), *record.fields):
                ref = ref_label(one.label)
                if one.label.ref and ref is not None:
                    found.setdefault(ref.slot, ref)
                found.setdefault(one.label.slot, one.label)
        first = (_R.REF, _R.SECTION, _R.RECOMMENDATION)
        ranked = sorted(found, key=lambda slot: _rank(found[slot], first))
        return cls({slot: found[slot] for slot in ranked})

    def header(self) -> RawRow:
        """The labels as headings. The first column stays empty: a row with a single value is no title there."""
        cells = [RawCell.of(label.printed, place) for place, label in enumerate(self.labels.values(), 1)]
        return RawRow((RawCell(), *cells))

    def place(self, slot: str) -> int:
        """The column of a slot."""
        return 1 + list(self.labels).index(slot)


def _set_apart(record: Record) -> None:
    """`By whom` and `Chief officer` of one record are two columns: which of them leads is not for here to say."""
    first: dict[str, str] = {}
    for one in record.fields:
        said = plain(one.label.printed)
        if one.label.role in WORK and first.setdefault(one.label.slot, said) != said:
            one.label = replace(one.label, own=said)


def _rank(label: Label, first: Sequence[ColumnRole]) -> int:
    if label.shade is Shade.ACTION_REF:
        return len(first)
    return first.index(label.role) if label.role in first else len(first) + 1


def ref_label(label: Label) -> Label | None:
    """The column for the number behind a label such as `Action 1.2`."""
    if label.role is _R.RECOMMENDATION:
        return REF
    return ACTION_REF if label.role is _R.ACTION else None


def table_of(records: Sequence[Record], columns: Columns) -> RawTable:
    """Records that follow each other as one table; what holds for several of them spans their rows."""
    rows = [replace(columns.header(), number=records[0].number, where=records[0].where)]
    for index, record in enumerate(records):
        cells: dict[int, RawCell] = {}
        context = record.context
        if context is not None and (not index or records[index - 1].context is not context):
            span = 1
            while index + span < len(records) and records[index + span].context is context:
                span += 1
            _fill(cells, context.fields, columns, span)
        _fill(cells, record.fields, columns, 1)
        ordered = tuple(replace(cells[place], column=place) for place in sorted(cells))
        rows.append(RawRow((RawCell(), *ordered), record.number, record.hidden, record.where, record.form))
    return RawTable(tuple(rows), records[0].where, header_rows=1)


def _fill(cells: dict[int, RawCell], fields: Sequence[Field], columns: Columns, span: int) -> None:
    for one in fields:
        ref = ref_label(one.label)
        if one.label.ref and ref is not None:
            cells[columns.place(ref.slot)] = replace(RawCell.of(one.label.ref), row_span=span)
        place = columns.place(one.label.slot)
        before = cells.get(place)
        if before is None:
            cells[place] = replace(one.cell, column_span=1, row_span=span)
        else:  # the same label twice, or of the recommendation and of its first action
            cells[place] = replace(before, pieces=(*before.pieces, *one.cell.pieces), row_span=min(span, 1))
