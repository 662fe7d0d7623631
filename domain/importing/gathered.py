"""What was found between the tables of a document: kept as actions where it is sure enough, else left as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.importing import bands
from domain.importing.draft import ColumnRole
from domain.importing.headers import is_header
from domain.importing.headings import SIGN_OFF, meanings, plain
from domain.importing.raw import RawBlock, RawCell, RawParagraph, RawTable
from domain.importing.records import ACTION, RECOMMENDATION, TEXTS, WORK, Columns, Context, Field, Record, table_of
from domain.importing.refs import split_ref

_R = ColumnRole
_ABOUT_THE_DOCUMENT = SIGN_OFF - {"issue", "change", "changes", "position", "role", "organisation", "name"}
_NUMBERED = re.compile(r"(?P<ref>\d{1,3}(?:\.\d{1,2})?[a-z]?)(?:[.):]\s*|\s)(?P<text>[^\W\d].*)")

_NEAR = 3  # blocks or rows
Entry = RawBlock | Record | Context | bands.Banded


@dataclass(frozen=True, slots=True)
class Gathered:
    """The blocks of the document with new tables, questions about them, and the labels that became headings."""

    blocks: tuple[RawBlock, ...]
    doubts: tuple[str, ...]
    labels: tuple[str, ...]


def gather(found: Sequence[Entry | None]) -> Gathered | None:
    """The document with its records as tables; nothing if there are none."""
    entries = _settled(found)
    if not any(isinstance(one, Record | bands.Banded) for one in entries):
        return None
    blocks, doubts = _written(entries)
    return Gathered(_in_order(blocks), tuple(doubts), _labels(entries))


def _settled(entries: Sequence[Entry | None]) -> list[Entry]:
    """The entries, with records that are none after all taken back into their paragraphs."""
    found = [one for one in entries if one is not None]
    _give_headings(found)
    _give_numbered_headings(found)
    _give_texts(found)
    tables = any(isinstance(one, RawTable) and not one.hidden and len(one.rows) > 2 for one in found)
    sure = [one for one in found if isinstance(one, Record) and _is_action(one)]
    named = [one for one in sure if one.has(*TEXTS) or one.context is not None]
    enough = len(sure) > 1 or (len(named) == 1 and not tables)
    depths = {(one.depth, one.context is not None) for one in sure if one.depth}
    kept: list[Entry] = []
    for one in found:
        if not isinstance(one, Record):
            kept.append(one)
        elif _is_kept(one, enough, depths):
            if one.context is not None:
                one.context.used = True
            kept.append(one)
        else:
            kept += one.sources
    kept = _with_bare_recommendations(kept)
    return [part for one in kept for part in _sources(one)]


def _with_bare_recommendations(entries: list[Entry]) -> list[Entry]:
    """Recommendations without any action stand in the plan too, where others of their kind have some."""
    used = [one for one in entries if isinstance(one, Context) and one.used and one.has(_R.RECOMMENDATION)]
    refs = {one.fields[0].label.ref for one in used}
    levels = {one.level for one in used}
    found: list[Entry] = []
    for one in entries:
        bare = isinstance(one, Context) and not one.used and one.level in levels and bool(one.level)
        if isinstance(one, Context) and bare and one.fields[0].label.ref not in refs and one.fields[0].cell.pieces:
            one.used = True
            refs.add(one.fields[0].label.ref)
            found.append(Record(one.where, one.number, context=one, sources=list(one.sources)))
        found.append(one)
    return found


def _is_kept(record: Record, enough: bool, depths: set[tuple[int, bool]]) -> bool:
    if not record.sources or (record.context is not None and record.has(_R.ACTION)):
        return True
    if not enough:
        return False
    listed = record.sure or (record.depth, record.context is not None) in depths
    return (listed and record.has(*TEXTS) and _is_work(record)) or (record.context is not None and _is_action(record))


def _is_work(record: Record) -> bool:
    """Is it about something to do, and not about the document?"""
    words = {plain(one.label.printed).split(" ")[0] for one in record.fields}
    return len(words & _ABOUT_THE_DOCUMENT) <= (1 if record.has(_R.ACTION) else 0)


def _is_action(record: Record) -> bool:
    """Is there something to do, and somebody, a date or a colour with it?"""
    if not record.sources:
        return True
    return record.has(*WORK) and (record.has(*TEXTS) or record.context is not None) and _is_work(record)


def _sources(entry: Entry) -> list[Entry]:
    return list(entry.sources) if isinstance(entry, Context) and not entry.used else [entry]


def _give_headings(entries: list[Entry]) -> None:
    """Forms that each stand below a numbered heading of their own have it as their recommendation."""
    given: list[tuple[Record, RawParagraph, re.Match[str]]] = []
    for above, one in pairwise(entries):
        if not isinstance(one, Record) or one.sources or one.context is not None or one.has(_R.RECOMMENDATION):
            continue
        match = _NUMBERED.fullmatch(above.text) if isinstance(above, RawParagraph) and above.level else None
        if match is None or not isinstance(above, RawParagraph) or not one.has(_R.ACTION):
            return
        given.append((one, above, match))
    if len(given) < 2:
        return
    for record, _, match in given:
        record.fields.insert(0, Field(replace(RECOMMENDATION, ref=match["ref"]), RawCell.of(match["text"])))
    taken = {id(above) for _, above, _ in given}
    entries[:] = [one for one in entries if id(one) not in taken]


def _give_numbered_headings(entries: list[Entry]) -> None:
    """What the plan numbers are its recommendations: headings with numbers above labelled actions that have none."""
    above: dict[int, int] = {}  # the place of its heading for each record
    heading: int | None = None
    for index, one in enumerate(entries):
        if isinstance(one, RawParagraph) and one.level:
            heading = index
        elif isinstance(one, RawTable | bands.Banded | Context):
            heading = None
        elif isinstance(one, Record) and one.sources and one.sure and one.has(_R.ACTION):
            numbered = any(
                part.label.ref or split_ref(part.cell.text) for part in one.fields if part.label.role in TEXTS
            )
            if heading is None or one.context is not None or one.has(_R.RECOMMENDATION) or numbered:
                return
            above[index] = heading
    matches = {
        at: _NUMBERED.fullmatch(block.text) for at in above.values() if isinstance(block := entries[at], RawParagraph)
    }
    if len(matches) < 2 or not all(matches.values()):
        return
    for at, match in matches.items():
        block = entries[at]
        if match is None or not isinstance(block, RawParagraph):
            continue
        context = Context(level=block.level, where=block.sheet_or_page or "text", number=block.number, sources=[block])
        context.fields.append(Field(replace(RECOMMENDATION, ref=match["ref"]), RawCell.of(match["text"])))
        entries[at] = context
    for index, at in above.items():
        record, made = entries[index], entries[at]
        if isinstance(record, Record) and isinstance(made, Context):
            record.context = made


def _give_texts(entries: list[Entry]) -> None:
    """A record that only says who and when takes the heading above it, or the line, as what is to be done."""
    taken: list[tuple[Record, list[int]]] = []
    for index, record in enumerate(entries):
        if not isinstance(record, Record) or not record.sources or record.context is not None:
            continue
        if record.has(*TEXTS) or not record.has(*WORK) or _sponsors(record, entries[index + 1 :]):
            continue
        above = index - 1
        lines: list[int] = []
        while above > 0 and isinstance(line := entries[above], RawParagraph) and not line.level:
            lines.insert(0, above)
            above -= 1
        heading = entries[above] if above > 0 else None
        if isinstance(heading, RawParagraph) and heading.level:
            taken.append((record, [above, *lines[-1:]]))
        elif lines:
            taken.append((record, lines[-1:]))
    if len(taken) < 2:
        return
    drop: set[int] = set()
    for record, places in taken:
        labels = [ACTION] if len(places) == 1 else [RECOMMENDATION, ACTION]
        for label, place in zip(labels, places, strict=True):
            block = entries[place]
            if isinstance(block, RawParagraph):
                record.fields.insert(labels.index(label), Field(label, RawCell.of(block.text)))
                record.sources.insert(labels.index(label), block)
                drop.add(place)
    entries[:] = [one for index, one in enumerate(entries) if index not in drop]


def _sponsors(record: Record, below: Sequence[Entry]) -> bool:
    """`Senior Responsible Owner: ...` above a table in which others lead: who answers for all of it, and no action."""
    table = next((one for one in below[:_NEAR] if not isinstance(one, RawParagraph)), None)
    if record.has(_R.DUE) or not isinstance(table, RawTable) or len(table.rows) < _NEAR:
        return False
    roles = {meant.role for row in table.rows[:_NEAR] for text in row.texts if text for meant in meanings(text)[:1]}
    return is_header(next((row.texts for row in table.rows if not row.is_blank), ())) and {_R.LEAD, *TEXTS} & roles > {
        _R.LEAD
    }


def _written(entries: Sequence[Entry]) -> tuple[list[RawBlock], list[str]]:
    """The blocks, records as tables; lines between records follow after them."""
    columns = Columns.of([one for one in entries if isinstance(one, Record)])
    labels = _band_labels(entries)
    blocks: list[RawBlock] = []
    run: list[Record] = []
    aside: list[RawBlock] = []
    unsure = 0

    def finish() -> None:
        if run:
            blocks.append(table_of(run, columns))
            run.clear()
        blocks.extend(aside)
        aside.clear()

    for one in entries:
        if isinstance(one, Record):
            unsure += not one.sure
            run.append(one)
        elif isinstance(one, bands.Banded):
            finish()
            blocks.append(bands.with_columns(one, labels))
        elif isinstance(one, RawParagraph) and not one.level and run:
            aside.append(one)
        elif not isinstance(one, Context):
            finish()
            blocks.append(one)
    finish()
    doubts = []
    if unsure:
        items = "1 item of a list stands" if unsure == 1 else f"{unsure} items of lists stand"
        doubts.append(f"{items} without a label. I read such items as actions. Is that right?")
    return blocks, doubts


def _labels(entries: Sequence[Entry]) -> tuple[str, ...]:
    records = (one for one in entries if isinstance(one, Record))
    fields = (part for one in records for part in (*one.fields, *(one.context.fields if one.context else ())))
    return tuple({"Recommendation": None, "Actions": None, **{one.label.printed: None for one in fields}})


def _band_labels(entries: Sequence[Entry]) -> list[str]:
    found: dict[str, None] = {}
    for one in entries:
        for context, _ in one.parts if isinstance(one, bands.Banded) else ():
            for name in context.fields if context else ():
                if name.label.ref:
                    found["ref"] = None
                found[bands.heading_of(name)] = None
    first = ("ref", RECOMMENDATION.printed)
    return sorted(found, key=lambda name: first.index(name) if name in first else len(first))


def _in_order(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """Paragraphs counted on from the rows, so that what stands before the first table can be told from the rest."""
    first = next((block.rows[0].number for block in blocks if isinstance(block, RawTable) and block.rows), 0)
    seen = False
    found: list[RawBlock] = []
    for block in blocks:
        seen = seen or isinstance(block, RawTable)
        if isinstance(block, RawParagraph) and first:
            number = max(block.number, first) if seen else min(block.number, first - 1)
            block = replace(block, number=number)
        found.append(block)
    return tuple(found)
