"""Tables that are forms: labels down the left side and the values of one action, or of several, beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headers import is_header
from domain.importing.headings import SIGN_OFF, Meaning, meanings, plain
from domain.importing.labels import Label, label_of, recommendation_of, split_labels
from domain.importing.profiles import is_ref_like
from domain.importing.raw import RawCell, RawParagraph, RawRow, RawTable
from domain.importing.records import RECOMMENDATION, TEXTS, WORK, Context, Field, Record

_R = ColumnRole
_ABOUT_THE_DOCUMENT = SIGN_OFF - {"issue", "change", "changes", "position", "role", "organisation", "name"}
_TITLE = Label("", "", _R.SECTION)
_FIRST_WORDS = 12
_UNNAMED = Label("", "", _R.OTHER)


def questions_of(table: RawTable) -> tuple[str, ...]:
    """What stands down the left side of a table of two columns, as a form asks it, the same in each of its copies."""
    rows, _ = _with_answers_beside(table.rows)
    if table.hidden or len(rows) < 3 or any(len(row.cells) > 2 for row in rows):
        return ()
    return tuple(plain(row.cells[0].text) for row in rows if row.cells)


def records_of_form(table: RawTable, *, again: bool = False) -> list[Record | RawParagraph] | None:
    """The actions of a form, and its title if it has one; nothing for a table that has its headings at the top.

    `again` says that another table asks the same down its left side: then long questions are labels too.
    """
    rows, stacked = _with_answers_beside([row for row in table.rows if not row.is_blank])
    rows = _with_numbers_as_labels(rows)
    if (again or stacked) and _asks_all(rows):
        return [_answered(table, rows, worded=stacked)]
    if not _is_form(rows):
        return None
    found: list[Record | RawParagraph] = []
    for record in _turned(table, rows) if _is_turned(rows) else _read(table, rows):
        titles = [one for one in record.fields if one.label is _TITLE]
        found += [RawParagraph(one.cell.text, table.sheet_or_page, record.number) for one in titles]
        record.fields = [one for one in record.fields if one.label is not _TITLE]
        if record.fields or record.context:
            found.append(record)
    return found


def _with_answers_beside(rows: Sequence[RawRow]) -> tuple[list[RawRow], bool]:
    """A form that asks over the whole width and has the answer in the row below, as one with the answer beside it;
    and whether it is one."""
    found: list[RawRow] = []
    stacked = index = 0
    while index < len(rows):
        row, below = rows[index], rows[index + 1] if index + 1 < len(rows) else None
        if below is not None and _is_asked(row) and _is_over_all(below) and not _is_asked(below):
            answer = replace(below.cells[0], column=row.cells[0].column + 1, column_span=1)
            found.append(replace(row, cells=(replace(row.cells[0], column_span=1), answer)))
            stacked += 1
            index += 1
        else:
            found.append(row)
        index += 1
    return (found, True) if stacked > 1 else (list(rows), False)


def _is_over_all(row: RawRow) -> bool:
    return len(row.cells) == 1 and row.cells[0].column_span > 1 and not row.cells[0].is_blank


def _is_asked(row: RawRow) -> bool:
    """`How the regulation was not being met:`, `Please describe the action you are going to take ...`."""
    return _is_over_all(row) and _is_question(row.cells[0].text.rstrip())


def _asks(text: str) -> bool:
    return _is_question(text.rstrip()) or label_of(text) is not None


def _is_question(text: str) -> bool:
    return text.endswith(("?", ":")) or bool(_ASKS.match(text))


_ASKS = re.compile(r"(?i)(?:please|describe|explain|state|give|tell us|what|how|when|who|why)\b(?!.*\.$)")


def _meant(text: str) -> tuple[Meaning, ...]:
    """What a heading or a question of a form asks for; of a long one its first words say so."""
    words = re.sub(r"(?i)^please (?:clearly )?(?:describe|state|explain|give|list|tell us)(?: clearly)?\s", "", text)
    found = meanings(words) or meanings(" ".join(words.split()[:_FIRST_WORDS]))
    affected = re.match(r"(?i)(?:how|what|why)\b", words)
    return tuple(one for one in found if not (affected and one.role is _R.LEAD))


def _with_numbers_as_labels(rows: list[RawRow]) -> list[RawRow]:
    """Numbers left of the labels, one for each action, as a row of their own (`No.` and the number)."""
    left = [cells[0] for row in rows if (cells := row.cells)]
    numbers = [cell for cell in left if not cell.is_blank and cell.column == 0]
    numbered = len(numbers) > 1 and len(numbers) * 2 <= len(rows) and all(is_ref_like(cell.text) for cell in numbers)
    if not numbered:
        return rows
    labelled = [row for row in rows if any(cell.column == 1 and label_of(cell.text) for cell in row.cells)]
    if len(labelled) * 5 < len(rows) * 4:
        return rows
    found: list[RawRow] = []
    for row in rows:
        number = next((cell for cell in row.cells if cell.column == 0 and not cell.is_blank), None)
        if number is not None:
            found.append(replace(row, cells=(RawCell.of("No.", 0), replace(number, column=1))))
        moved = (replace(cell, column=cell.column - 1) for cell in row.cells if cell.column)
        found.append(replace(row, cells=tuple(moved)))
    return found


def _filled(row: RawRow) -> list[RawCell]:
    """The cells with words; beside `RAG` also those with nothing but a colour."""
    found: list[RawCell] = []
    for cell in row.cells:
        label = label_of(found[-1].text) if found and cell.is_blank and cell.fill else None
        if not cell.is_blank or (label is not None and label.role is _R.RAG):
            found.append(cell)
    return found


def _is_form(rows: Sequence[RawRow]) -> bool:
    pairs = [cells for row in rows if len(cells := _filled(row)) > 1]
    if len(pairs) < 2 or len(pairs) * 3 < len(rows):
        return False
    left = min(cells[0].column for cells in pairs)  # the first row may have no label, if it names the actions
    labels = [label_of(cells[0].text, loose=True) for cells in pairs if cells[0].column == left]
    known = [label for label in labels if label is not None]
    within = [label for cells in pairs for label, _ in _labelled(cells)]
    known += [
        label for cells in pairs if label_of(cells[0].text, loose=True) is None for label, _ in _labelled(cells)[:1]
    ]
    if len(known) * 10 < len(pairs) * 6 or sum(_is_about(label) for label in known) >= 2:
        return False
    known += within
    known += [label for cells in pairs if len(cells) == 4 and (label := label_of(cells[2].text)) is not None]
    roles = {label.role for label in known}
    if not roles & TEXTS or not roles & WORK or len(roles) < (2 if len(pairs) < 4 else 3):
        return False
    # Headings may stand below a row of groups.
    heads = [
        {found[0].role for cell in cells if len(cell.text) < 40 and (found := meanings(cell.text))} for cells in pairs
    ]
    across = max(heads[:2], key=len)
    widest = max(len(cells) for cells in pairs)
    if widest > 2 and len(across) >= len(roles):
        return False
    texts = [cells[1].text for cells in pairs if (label := label_of(cells[0].text, loose=True)) and label.role in TEXTS]
    return any(not is_ref_like(text) and len(text) > 3 for text in texts)


def _answered(table: RawTable, rows: Sequence[RawRow], *, worded: bool = False) -> Record:
    """One copy of a form: each question with its answer. Of several that may ask for the action, one that says so.

    `worded` says that its questions are whole sentences: then other words on the left (`Regulated activity`) ask
    for nothing.
    """
    asking_none = [row for row in rows if worded and not _asks(row.cells[0].text)]
    rows = [row for row in rows if row not in asking_none]
    labels = [_heading(row.cells[0]) for row in rows]
    for role in TEXTS:
        asking = [at for at, label in enumerate(labels) if label.role is role]
        chosen = max(asking, key=lambda at: ("action" in plain(labels[at].printed).split(), at), default=-1)
        for at in asking:
            if at != chosen:
                labels[at] = replace(labels[at], role=_R.OTHER)
    record = Record(table.sheet_or_page, rows[0].number)
    record.fields = [
        Field(label, row.cells[1] if len(row.cells) > 1 else RawCell()) for label, row in zip(labels, rows, strict=True)
    ]
    if asking_none:
        said = "; ".join(": ".join(cell.text for cell in row.cells if cell.text) for row in asking_none)
        record.fields.append(Field(Label("Also in this form", "", _R.OTHER), RawCell.of(said)))
    return record


def _asks_all(rows: Sequence[RawRow]) -> bool:
    """Do the questions of a form ask for an action, and for who or when?"""
    meant = {found[0].role for row in rows if (found := _meant(row.cells[0].text.rstrip(" :")))}
    once = len({plain(row.cells[0].text) for row in rows}) == len(rows)  # else it has room for several actions
    return once and _R.ACTION in meant and bool(meant & WORK)


def _is_about(label: Label) -> bool:
    return plain(label.printed).split()[0] in _ABOUT_THE_DOCUMENT


def _is_turned(rows: Sequence[RawRow]) -> bool:
    """Does each column after the first hold an action of its own?"""
    wide = [cells for row in rows if len(cells := _filled(row)) > 2]
    if not wide or len(wide) * 2 < len(rows):
        return False
    if any(is_header([cell.text for cell in cells]) for row in rows[1:] if len(cells := _filled(row)) > 2):
        return False  # a small table inside the form
    paired = sum(len(cells) % 2 == 0 and label_of(cells[2].text) is not None for cells in wide)
    return paired * 2 < len(wide)


def _turned(table: RawTable, rows: Sequence[RawRow]) -> Iterator[Record]:
    records: dict[tuple[int, int], Record] = {}
    block, seen = 0, set[str]()  # a text that is asked for again begins the next block of actions
    width = max(cell.column + cell.column_span for row in rows for cell in row.cells)
    for row in rows:
        cells = _filled(row)
        label = _heading(cells[0]) if cells[0].column == 0 else _UNNAMED
        if label.role in TEXTS and label.slot in seen:
            block, seen = block + 1, set()
        seen.add(label.slot)
        for cell in cells[1:] if cells[0].column == 0 else cells:
            for place in range(cell.column, min(cell.column + cell.column_span, width)):
                record = records.setdefault((block, place), Record(table.sheet_or_page, row.number, hidden=row.hidden))
                record.fields.append(Field(label, replace(cell, row_span=1, column_span=1)))
    for _, record in sorted(records.items(), key=lambda one: one[0]):
        yield record


def _heading(cell: RawCell) -> Label:
    text = cell.text.rstrip(" :")
    known = label_of(text, loose=True)
    if known is not None:
        return known
    meaning = next(iter(_meant(text)), Meaning(_R.OTHER))
    if meaning.role in TEXTS | WORK and not meanings(text):
        text = f"{' '.join(text.split()[:_FIRST_WORDS])} ..."  # too long for a heading, which its first words are
    return Label(text, "", meaning.role, meaning.shade)


def _read(table: RawTable, rows: Sequence[RawRow]) -> Iterator[Record]:
    """Labels with one value each, from top to bottom; a label that comes again begins the next action."""
    where = table.sheet_or_page
    record = Record(where, rows[0].number)
    waiting: Label | None = None
    index = 0
    while index < len(rows):
        row = rows[index]
        index += 1
        pairs, waiting = _pairs(row, waiting)
        if len(_filled(row)) > 2 and is_header([cell.text for cell in _filled(row)]):
            end = index
            while end < len(rows) and label_of(_filled(rows[end])[0].text) is None:
                end += 1
            if end > index:
                context = Context(record.fields, where=where, number=record.number, used=True)
                yield from _inner(table, row, rows[index:end], context)
                record, index = Record(where, row.number), end
                continue
        for label, cell in pairs:
            if (number := _number_above(record, label)) is not None:
                label = replace(label, ref=number)
            if _tells_of_action(record, label):
                label = replace(label, role=_R.NOTES)
            if _begins(record, label):
                yield record
                record = _next(record, label, where, row)
            if not record.fields:
                record.number, record.hidden = row.number, row.hidden
            before = record.slot(label.slot)
            if before is not None:
                before.add(cell.pieces)
            else:
                record.fields.append(Field(label, cell))
    if waiting is not None:
        record.fields.append(Field(waiting, RawCell()))
    if record.fields:
        yield record


def _number_above(record: Record, label: Label) -> str | None:
    """`Key recommendation 1 | Reserves` above `Recommendation | The council should ...`: its number and its title."""
    if len(record.fields) != 1 or label.role is not _R.RECOMMENDATION or label.ref:
        return None
    above = record.fields[0]
    words, _, last = above.label.printed.rpartition(" ")
    number = above.label.ref or (last if words and is_ref_like(last) and any(map(str.isdecimal, last)) else "")
    if above.label.role is not _R.RECOMMENDATION or not number:
        return None
    record.fields[0] = replace(above, label=Label(above.label.printed, "", _R.OTHER))
    return number


def _labelled(cells: Sequence[RawCell]) -> list[tuple[Label, RawCell]]:
    """Labels and values of a row whose cells each hold both (`Lead: Ada Brook` beside `By: 3 May`); else nothing."""
    found: list[tuple[Label, RawCell]] = []
    for cell in cells:
        before, pairs = split_labels(cell.text)
        if before or not pairs or not pairs[0][1]:
            return []
        found += [(label, RawCell.of(text)) for label, text in pairs]
    return found


def _pairs(row: RawRow, waiting: Label | None) -> tuple[list[tuple[Label, RawCell]], Label | None]:
    cells = _filled(row)
    if len(cells) == 1:
        return _single(cells[0], waiting)
    found: list[tuple[Label, RawCell]] = []
    if both := _labelled(cells):
        return ([(waiting, RawCell())] if waiting is not None else []) + both, None
    if len(cells) == 2 and (alone := label_of(cells[0].text)) and (values := _labelled(cells[1:])):
        return ([(waiting, RawCell())] if waiting is not None else []) + values, alone  # its value stands below
    first = _heading(cells[0]) if cells else _UNNAMED
    if waiting is not None and waiting.slot == first.slot and not first.ref:
        first = replace(first, ref=waiting.ref)  # `Action 3` as a title above `Action | Review ...`
    elif waiting is not None:
        found.append((waiting, RawCell()))
    index = 0
    while index < len(cells):
        label: Label | None = label_of(cells[index].text) if index else first
        if label is None:  # a further value of the label before it
            found[-1] = (found[-1][0], replace(found[-1][1], pieces=(*found[-1][1].pieces, *cells[index].pieces)))
            index += 1
            continue
        beside = cells[index + 1] if index + 1 < len(cells) else RawCell()
        if index and label_of(beside.text) is not None and len(cells) % 2:
            beside = RawCell()
        found.append((label, beside))
        index += 2
    return found, None


def _single(cell: RawCell, waiting: Label | None) -> tuple[list[tuple[Label, RawCell]], Label | None]:
    """A cell over the whole width: a title, a label whose value stands below it, or both in one."""
    if waiting is not None:
        following = label_of(cell.text)
        if following is not None and cell.column_span == 1:  # nothing stands beside the label before it
            return [(waiting, RawCell())], following
        return [(waiting, cell)], None
    numbered = recommendation_of(cell.text)
    if numbered:
        label = replace(RECOMMENDATION, ref=numbered[0])
        return ([(label, RawCell.of(numbered[1]))], None) if numbered[1] else ([], label)
    before, pairs = split_labels(cell.text)
    if pairs and not before:
        return [(label, RawCell.of(text)) for label, text in pairs], None
    alone = label_of(cell.text)
    if alone is not None:
        return [], alone
    return [(_TITLE, cell)], None


def _tells_of_action(record: Record, label: Label) -> bool:
    """Below `Action`, what else may ask for one (`Key milestones`) tells of it and begins none."""
    above = record.slot(label.slot) if label.role is _R.ACTION else None
    return (
        above is not None
        and {"action", "actions"} & set(plain(above.label.printed).split()) != set()
        and not {"action", "actions"} & set(plain(label.printed).split())
        and not label.ref
    )


def _begins(record: Record, label: Label) -> bool:
    """Does this label begin the next action?"""
    if not record.fields:
        return False
    if label.role is _R.SECTION:
        return record.has(*TEXTS)
    if label.role in TEXTS or label.role is _R.REF:
        same = record.slot(label.slot) is not None
        return same or (label.role is _R.RECOMMENDATION and record.has(_R.ACTION, *WORK))
    return record.fields[0].label.slot == label.slot


def _next(record: Record, label: Label, where: str, row: RawRow) -> Record:
    """The next action of a form: below the same recommendation where only the action has come again."""
    following = Record(where, row.number, hidden=row.hidden)
    if label.role is _R.RECOMMENDATION or label.role is _R.SECTION:
        return following
    if record.context is None:
        place = next(index for index, one in enumerate(record.fields) if one.label.slot == label.slot)
        above = record.fields[:place]
        if not any(one.label.role is _R.RECOMMENDATION for one in above):
            return following
        record.context = Context(above, where=where, number=record.number, used=True)
        record.fields = record.fields[place:]
    following.context = record.context
    return following


def _inner(table: RawTable, header: RawRow, rows: Sequence[RawRow], context: Context) -> Iterator[Record]:
    """The rows of a small table inside a form."""
    labels = {cell.column: _heading(cell) for cell in _filled(header)}
    for row in rows:
        record = Record(table.sheet_or_page, row.number, context=context, hidden=row.hidden)
        record.fields = [Field(labels.get(cell.column, _UNNAMED), cell) for cell in row.cells if not cell.is_blank]
        yield record
