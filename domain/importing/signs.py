"""Signs that a table was not understood: cells, rows or headings that do not fit what they were taken for.

Each is one that a table read rightly hardly ever gives; what each finds is added to the doubt about its table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from domain.importing.columns import Column
from domain.importing.dates import find_dates
from domain.importing.deadlines import is_deadline
from domain.importing.disagreeing import DISAGREEING
from domain.importing.draft import ColumnRole, DraftAction
from domain.importing.duedates import is_date_like, split_dates
from domain.importing.grouped import Grouped
from domain.importing.headings import Meaning, Shade, is_heading, meanings, plain
from domain.importing.labels import split_labels
from domain.importing.layout_doubts import Doubt, Keys, keys_of, named
from domain.importing.legends import is_key_row, key_heads
from domain.importing.lists import starts_inside
from domain.importing.misplaced import MISPLACED, is_day
from domain.importing.odd_rows import ODD_ROWS
from domain.importing.profiles import is_ref_like, opens_with_verb
from domain.importing.rags import colour_of_fill, is_rag_like
from domain.importing.row_kinds import is_total
from domain.importing.shaded import HEADING as SHADING
from domain.importing.tables import PlanTable, TableRow
from domain.importing.ticked import HEADING as TICKED
from domain.importing.ticked import is_period
from domain.importing.tracker_words import tracker_meanings
from domain.rag import RagValue

_R = ColumnRole
_TEXTS = {_R.ACTION, _R.RECOMMENDATION}
_BY_THEME = {_R.SECTION, _R.RECOMMENDATION, _R.REF}  # their colours tell themes apart
_FACTS = {_R.LEAD, _R.DUE, _R.DUE_ORIGINAL}
_MATTERS = {_R.LEAD, _R.DUE, _R.RAG}
_HEADING = 40  # characters
_LONG = 400  # characters
_PROSE = 25  # characters of a cell that says what to do
_FEW = 3  # words, cells or names that a question shows
_LIGHTS = {RagValue.RED, RagValue.AMBER, RagValue.GREEN}
_SOME_DAY = date(2000, 1, 1)  # only to find out whether words are a date
_MARK = re.compile(r"[^\W\d_]|[^\w\s]{1,2}", re.UNICODE)  # `X`, `✓`, `L`
TRENDS = frozenset(["↑", "↓", "→", "←", "↔", "↗", "↘", "▲", "▼", "►", "◄", "⬆", "⬇", "➡", "=", "-", "–", "—"])
_COLOURS = Meaning(_R.RAG)
_DIARY = re.compile(r"(?i)\W*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:latest |progress )?(?:updates?|progress)\b.{0,20}:)")
_SIGNED = re.compile(
    r"(?i)\W*(?:(?:signed|approved|agreed|authorised|prepared)(?: off)? by\b|sign[- ]?off:|(?:sub-?|grand )?totals?\b)"
)


def _headings_as_actions(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """A row of headings among the data; or actions that are no more than a word, a date or a name."""
    for row in table.rows:
        texts = [row.cells[place].text for place in row.filled]
        if sum(len(text) <= _HEADING for text in texts) * 5 < len(texts) * 4:
            continue
        headed = [text for text in texts if _is_label(text)]
        if len(headed) > 1 and len(headed) * 5 >= len(texts) * 4 and len({_role(text) for text in headed}) > 1:
            doubt.add(f"A row of it reads like headings ({named(headed)}).", row.number, whole=True)
    own = [actions[key] for row in table.rows for key in keys_of(row, keys)]
    bare = [one for one in own if _is_no_work(one.text)]
    if bare and (len(bare) * 3 >= len(own) or len(bare) > _FEW):
        doubt.add(f"What I took for actions does not read like work ({named([one.text for one in bare])}).", whole=True)
    elif bare:
        keyed = [one.key for one in bare]
        doubt.add(f"This does not read like an action: {named([one.text for one in bare])}.", bare[0].source.row, keyed)


def _is_label(text: str) -> bool:
    return len(text.split()) <= 3 and is_heading(text) and not is_rag_like(text)


def _role(text: str) -> ColumnRole:
    return meanings(text)[0].role if meanings(text) else _R.OTHER


def _is_no_work(text: str) -> bool:
    """A heading, a date, a colour, an amount or a sign-off where something to do should stand."""
    words = text.split()
    if not words:  # asked about as such
        return False
    if _SIGNED.match(text) or _is_made_of_headings(text):
        return True
    if len(words) > 4:
        return False
    if opens_with_verb(text) and not is_rag_like(" ".join(words[1:])) and _has_more_than_dates(words[1:]):
        return False  # `Review 2024 data`
    return not re.search(r"[^\W\d_]{2}", text) or is_date_like(text) or is_rag_like(text)


def _has_more_than_dates(words: Sequence[str]) -> bool:
    rest = " ".join(words)
    for one in reversed(find_dates(rest, _SOME_DAY)):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return bool(re.search(r"[^\W\d_]{4}", rest))


def _is_made_of_headings(text: str) -> bool:
    """`Task`, `Lead Target date Status`, `Step | Who | When`: headings of columns, and nothing else."""
    parts = [part for part in text.split(" | ") if part.strip()]
    if len(parts) > 1 and all(len(part.split()) < 4 and is_heading(part) for part in parts):
        return True
    return set(plain(text).split()) <= _BARE_HEADINGS


_BARE_HEADINGS = frozenset(
    (
        *("task", "tasks", "action", "actions", "theme", "themes", "objective", "objectives", "workstream", "no"),
        *("workstreams", "lead", "leads", "owner", "owners", "officer", "status", "rag", "rating", "milestone"),
        *("milestones", "area", "areas", "priority", "priorities", "activity", "activities", "outcome", "outcomes"),
        *("recommendation", "recommendations", "target", "date", "dates", "due", "by", "when", "who", "what", "ref"),
        *("timescale", "timescales", "deadline", "progress", "update", "updates", "comments", "notes", "responsible"),
    )
)


def _plain_columns(table: PlanTable) -> Iterator[tuple[Column, list[TableRow]]]:
    """The columns that nothing else reads, with the rows that have words in them."""
    for column in table.layout:
        if not column.given:
            yield column, [row for row in table.rows if (cell := row.cells.get(column.place)) and not cell.is_blank]


def _unread_marks(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Ticks or letters under several headings, which say who, when or how and were only kept."""
    marked: list[tuple[str, list[TableRow]]] = []
    for column, rows in _plain_columns(table):
        if column.role in {_R.REF, _R.PRIORITY, _R.RAG, *_TEXTS} or not rows:
            continue
        # Of colours under months the newest was read.
        later = [_COLOURS] if is_period(column.heading) and _reads_a_period(table) else []
        timed = table.has(_R.DUE) and any(one.heading.endswith(TICKED) for one in table.layout)
        if timed and (is_date_like(column.heading) or is_period(column.heading)):
            continue  # read, as the period of the last mark
        signs = {row.cells[column.place].text.strip() for row in rows}
        told = signs <= TRENDS or any(meant.role is _R.RAG for meant in (*meanings(column.says)[:1], *later))
        if told and table.has(_R.RAG):
            continue  # how it went before, or which way it goes, beside how it goes
        if all(_MARK.fullmatch(row.cells[column.place].text.strip()) for row in rows):
            marked.append((column.name, rows))
    if len(marked) > 1:
        names = named([name for name, _ in marked])
        signs = {row.cells[_place(table, name)].text for name, rows in marked for row in rows}
        about = [key for _, rows in marked for row in rows for key in keys_of(row, keys)]
        doubt.add(f"Under {names} stand only marks ({named(sorted(signs))}), which I kept but did not read.", 0, about)


def _reads_a_period(table: PlanTable) -> bool:
    return any(one.role is _R.RAG and is_period(one.heading) for one in table.layout)


def _place(table: PlanTable, name: str) -> int:
    return next(column.place for column in table.layout if column.name == name)


def _unread_colours(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Cells in the colours of traffic lights, in several columns of which at most one was read."""
    coloured: dict[int, list[TableRow]] = {}
    read = {column.place for column in table.layout if column.role in {_R.RAG, *_BY_THEME}}
    read |= {one.place for one in table.layout if any(meant.role is _R.RAG for meant in meanings(one.says)[:1])}
    if any(column.heading == SHADING for column in table.layout):  # of several reports the newest was read
        read |= {one.place for one in table.layout if one.role is _R.PROGRESS or is_period(one.heading)}
    for row in table.rows:
        lights = {place for place, cell in row.cells.items() if cell.fill and colour_of_fill(cell.fill) in _LIGHTS}
        kinds = {row.cells[place].fill for place in lights}
        if len(kinds) > 1 or (lights and not lights & read and len(lights) * 2 <= len(row.layout)):
            for place in lights - read:
                coloured.setdefault(place, []).append(row)
    rows = [row for found in coloured.values() for row in found]
    fills = {row.cells[place].fill for place, found in coloured.items() for row in found}
    worded = {place for row in table.rows for place, cell in row.cells.items() if cell.text}
    alone = [place for place, found in coloured.items() if place not in worded and len(found) * 2 > len(table.rows)]
    if (len(fills) > 1 or alone) and len(rows) > 1:
        names = [column.name for column in table.layout if column.place in coloured]
        shown = {place for place, found in coloured.items() if found}
        every = [row for row in table.rows if any(_is_coloured(row, place) for place in shown)]  # the blue ones too
        about = [key for row in every for key in keys_of(row, keys)]
        under = named(names) or "no heading"
        doubt.add(f"Cells under {under} are red, amber or green, and I did not read these colours.", 0, about)


def _is_coloured(row: TableRow, place: int) -> bool:
    return place in row.cells and colour_of_fill(row.cells[place].fill) is not RagValue.NONE


def _unread_bars(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Coloured cells without words, side by side in columns that hold nothing else: bars of a timetable."""
    worded = {place for row in table.rows for place, cell in row.cells.items() if cell.text}
    if any(column.heading.endswith(TICKED) for column in table.layout):
        return
    bars = {
        row.number: (row, found)
        for row in table.rows
        if (found := tuple(place for place, cell in row.cells.items() if cell.fill and place not in worded))
    }
    columns = {place for _, found in bars.values() for place in found}
    if len(columns) > _FEW - 1 and len({found for _, found in bars.values()}) > 1:
        about = [key for row, _ in bars.values() for key in keys_of(row, keys)]
        doubt.add(f"{len(columns)} columns hold coloured cells without words, which I did not read.", 0, about)


def _actions_elsewhere(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Work that stands under headings which are dates, or which mean nothing here: several actions in a row."""
    dated: list[str] = []
    unknown: list[str] = []
    for column, rows in _plain_columns(table):
        if column.role in _TEXTS or not rows:
            continue
        texts = [row.cells[column.place].text for row in rows]
        long = [text for text in texts if len(text) >= _PROSE]
        if len(long) * 2 < len(texts):
            continue
        commands = sum(map(opens_with_verb, long))
        if column.heading and is_deadline(column.heading) and commands * 2 >= len(long):
            dated.append(column.name)
        elif (
            column.role is _R.OTHER and commands * 3 >= len(long) * 2 and column.shade is Shade.PLAIN and len(long) > 1
        ):
            unknown.append(column.name)
    if dated:
        doubt.add(f"Under {named(dated)} stand texts that read like actions, which I kept beside others.", whole=True)
    if unknown and (len(unknown) > 1 or not table.has(*_TEXTS)):
        doubt.add(f"Under {named(unknown)} stand texts that read like actions, which I only kept.", whole=True)


def _work_under_periods(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Words under quarters or months, where nothing else says what is to be done or when: work, or reports of it."""
    periods = [
        column.name
        for column, rows in _plain_columns(table)
        if column.role is _R.PROGRESS and rows and is_period(re.sub(r"\(.*?\)", "", column.heading))
    ]
    if len(periods) > 1 and not table.has(_R.DUE, _R.DUE_ORIGINAL):
        doubt.add(
            f"I took what stands under {named(periods)} for reports. It may be what is to be done then.", whole=True
        )


def _several_of_each(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Beside one action stand as many dates as colours (`31/07 31/03` and `R A`): it may be as many actions."""
    for one in (actions[key] for row in table.rows for key in keys_of(row, keys)):
        colours = re.split(r"[\s/,;]+", one.rag.text.strip())
        dates = len(split_dates(one.due.text)) if len(colours) > 1 and all(map(is_rag_like, colours)) else 0
        if dates > 1 and dates == len(colours):
            doubt.add(f"{dates} dates and {dates} colours stand beside one action.", one.source.row, [one.key])


def _texts_as_headings(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Headings that say what to do: a row of data was taken for the header, or the table lies on its side."""
    work = [
        column.heading
        for column in table.layout
        if column.role in {_R.OTHER, _R.NOTES}
        and len(column.heading.split()) > 2
        and not any(map(str.isdecimal, column.heading))
        and opens_with_verb(column.heading)
    ]
    if len(work) > 1:
        doubt.add(f"Headings read like actions ({named(work)}).", whole=True)


def _labels_inside(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Labels inside values (`Who: Ada Brook` in a name or an action): several fields were taken for one."""
    for one in (actions[key] for row in table.rows for key in keys_of(row, keys)):
        texts = [(one.leads_text, ()), (one.due.text, ()), (one.text if len(one.text) < _LONG else "", _FACTS)]
        labels = [(label, only) for text, only in texts for label, _ in split_labels(text)[1]]
        inside = [label.printed for label, only in labels if not only or label.role in only]
        if inside:
            doubt.add(f"Labels stand inside a value ({named(inside)}).", one.source.row, [one.key])


def _unused_headings(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """A heading says who, when or how, but was only kept: another column was taken that says no such thing."""
    exported = tracker_meanings(table.headings)
    for column, rows in _plain_columns(table):
        meant = next(iter(meanings(column.says)), None)
        if column.role is not _R.OTHER or not rows or meant is None or meant.shade is not Shade.PLAIN or exported:
            continue
        work = meant.role is _R.ACTION and table.has(_R.ACTION) and _reads_as_work(column, rows)
        said = {one.role for one in table.layout if any(other.role is one.role for other in meanings(one.says))}
        other = meant.role in _MATTERS and table.has(meant.role) and meant.role not in said
        if (work or other) and not column.unsure and not column.surprise:
            about = [key for row in rows for key in keys_of(row, keys)]
            doubt.add(f"I kept “{column.name}” and took another column for what it says.", rows[0].number, about)


def _reads_as_work(column: Column, rows: Sequence[TableRow]) -> bool:
    texts = [row.cells[column.place].text for row in rows]
    return sum(opens_with_verb(text) and len(text) > _PROSE // 2 for text in texts) * 2 > len(texts)


def _several_in_one(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """The next number stands inside the words of an action (`Mend the pump 2. Fence the field`): two ran together."""
    for one in (actions[key] for row in table.rows for key in keys_of(row, keys)):
        bare = one.ref.rstrip(".")
        if not bare.isdecimal():
            continue
        number = int(bare) + 1
        run = any(one.text.partition(f" {number}{end} ")[2][:1].isupper() for end in ".)")
        if run:
            doubt.add(f"The words of an action hold the next number ({named([one.text])}).", one.source.row, [one.key])


def _swallowed(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """A row of its own, with words in several columns, that was read as a continuation of the row above."""
    above: tuple[str, ...] = ()
    heads = key_heads(table)
    for row in table.rows:
        own = keys_of(row, keys)
        if own:
            above = own
            continue
        filled = row.filled
        texts = [row.cells[place].text for place in filled]
        if not any(map(str.isalnum, "".join(texts))) or is_key_row(row) or id(row) in heads or is_total(texts):
            continue  # a line drawn with dashes; a key or a count, kept as such
        kept = {column.place for column in row.layout if column.role in {_R.REF, *_TEXTS}}
        if len(filled) == 1 and above and filled[0] in kept and _DIARY.match(texts[0]) and not row.after_break:
            doubt.add(f"Row {row.number} was read as part of the row above ({named(texts)}).", row.number, above)
            continue
        if len(filled) < 2 or _SIGNED.match(texts[0]) or row.after_break or not above or any(map(starts_inside, texts)):
            continue
        facts = [text for text in texts if is_date_like(text) or is_rag_like(text) or is_ref_like(text)]
        if len(filled) > 2 and (facts or len(filled) * 3 >= len(row.layout) * 2):
            doubt.add(f"Row {row.number} was read as part of the row above ({named(texts)}).", row.number, above)


def odd_sections(table: PlanTable, grouped: Grouped, doubt: Doubt) -> None:
    """Lines that were taken for the titles of sections but read like news about an action."""
    used = {group.section for group in grouped.groups}
    titles = [title for title in grouped.sections.values() if title in used]
    odd = [title for title in titles if _DIARY.match(title)]
    kinds = {_R.RAG: is_rag_like, _R.DUE: is_day}
    for role, fits in kinds.items():
        if len(titles) > 1 and not table.has(role) and all(map(fits, titles)):
            odd = titles
    if odd:
        doubt.add(f"I took {named(odd)} for the title of a section.", whole=True)


def no_work(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """A table in which nobody leads anything and nothing is ever due, although it has columns that say so."""
    own = [actions[key] for row in table.rows for key in keys_of(row, keys)]
    if own and not any(one.leads for one in own) and not any(one.due.text for one in own):
        doubt.add("I found neither a lead nor a date for any of its actions.", whole=True)


Sign = Callable[[PlanTable, Keys, Mapping[str, DraftAction], Doubt], None]
SIGNS: tuple[Sign, ...] = (
    _headings_as_actions,
    _unread_marks,
    _unread_colours,
    _unread_bars,
    _actions_elsewhere,
    _work_under_periods,
    _several_of_each,
    _texts_as_headings,
    _labels_inside,
    _unused_headings,
    _several_in_one,
    *MISPLACED,
    *DISAGREEING,
    _swallowed,
    *ODD_ROWS,
)
