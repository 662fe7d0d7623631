"""Records as one table: a column for each name that was printed, sections from the headings between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from adapters.documents.markup import read_cell
from adapters.documents.pasted_fields import is_actions_heading
from adapters.documents.pasted_forms import form_of
from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_records import Record
from adapters.documents.pasted_sentence import Sentence, is_when, is_who, may_be_who, read_sentence
from domain.importing.closed_lists import names_closed
from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.profiles import is_ref_like
from domain.importing.rags import read_rag
from domain.importing.raw import RawCell, RawRow, RawTable
from domain.rag import RagValue

_R = ColumnRole
_WHERE = "text"
_ABOVE = ("Recommendation", "Action ref")  # of actions below a numbered line
WHOLE = "As written"
_LED = re.compile(r"Line (?P<line>\d+): I read “(?P<who>[^“”]*)” as the lead of “.*”\. Is that right\?", re.DOTALL)
_MANY = 3  # questions of one kind that become one
_NAMED = 8  # names that it lists
_SECTION = re.compile(
    r"\W*(?:theme|strand|priority|objective|section|category|work ?stream|pillar|aim|goal|standard|part|domain)\b", re.I
)
_TITLE = re.compile(
    r"\b(?:plan|minutes|notes|actions?|log|tracker|meeting|agenda|hi|hello|dear|thanks)\b", re.IGNORECASE
)
_LEAD_AND_DATE = re.compile(
    r"(?P<who>.{2,80}?)\s*[,;(–-]?\s+(?:by|due|before)\s+(?P<when>[^()]{2,50})\)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tabled:
    """The table of the records, the table of those that a heading calls completed, and the questions about them."""

    table: RawTable | None
    closed: RawTable | None
    doubts: tuple[str, ...]
    used: frozenset[int]


@dataclass(slots=True)
class _Row:
    """A row in the making: the text under each heading."""

    record: Record
    cells: dict[str, str]
    section: str = ""
    form: str = ""


def tabled(records: Sequence[Record], lines: Sequence[Line], taken: set[int]) -> Tabled:
    """The records as rows. `taken` are lines that something else has read."""
    records = sorted(records, key=lambda record: record.number)
    headings = _headings(records)
    doubts: list[str] = []
    sections, used = _sections(records, lines, taken | {number for record in records for number in record.lines})
    rows = [_Row(record, _cells(record, headings, doubts), sections.get(record.number, "")) for record in records]
    for row in rows:
        row.form = form_of(row.record, row.cells.get(WHOLE, ""), _said(row.cells, headings))
    named = list(headings.values())
    if any(one.above for one in records):
        _put_parents(rows, headings)
    for row in rows:
        for heading, text in (
            ("Ref", "" if row.record.above else row.record.ref),
            ("Section", row.section),
            ("Done", "✓" * row.record.done),
        ):
            if text:
                own = heading in row.cells and row.cells[heading] != text
                row.cells[f"{heading} (printed)" if own else heading] = text
    order = list(
        dict.fromkeys(("Ref", "Section", *_ABOVE, *_first(named), *(heading for row in rows for heading in row.cells)))
    )
    order = [heading for heading in order if heading == WHOLE or any(row.cells.get(heading) for row in rows)]
    if WHOLE in order:
        order = [*(heading for heading in order if heading != WHOLE), WHOLE]
    closed = [row for row in rows if names_closed(row.section)]
    for row in closed:
        row.cells["Section"] = ""
    live = [row for row in rows if row not in closed]
    return Tabled(_table(live, order), _table(closed, order), _fewer(tuple(dict.fromkeys(doubts))), frozenset(used))


def _fewer(doubts: tuple[str, ...]) -> tuple[str, ...]:
    """The questions, one for all names that were read as leads in the same way."""
    led = [match for one in doubts if (match := _LED.fullmatch(one))]
    if len(led) < _MANY:
        return doubts
    names = ", ".join(f"“{match['who']}” (line {match['line']})" for match in led[:_NAMED])
    more = f" and {len(led) - _NAMED} more" if len(led) > _NAMED else ""
    return (*(one for one in doubts if not _LED.fullmatch(one)), f"I read {names}{more} as leads. Is that right?")


def _said(cells: Mapping[str, str], headings: Mapping[str, str]) -> dict[str, str]:
    """What was told apart in the words of one action, by what it is."""
    roles = _roles_of(headings)
    places = {
        "what": roles.get(_R.ACTION, "Action"),
        "who": roles.get(_R.LEAD, "Lead"),
        "when": roles.get(_R.DUE, "By when"),
    }
    return {name: cells.get(place, "") for name, place in places.items()}


def _put_parents(rows: Sequence[_Row], headings: Mapping[str, str]) -> None:
    """The lines above numbered actions as their recommendations, once for all that stand below each."""
    act = _roles_of(headings).get(_R.ACTION, "Action")
    for row in rows:
        record = row.record
        if not record.above:
            row.cells.setdefault("Recommendation", row.cells.get(act, ""))
            continue
        row.cells["Action ref"] = record.ref
        if record.is_first_below:
            row.cells["Ref"], row.cells["Recommendation"] = record.above_ref, record.above


def _first(named: Sequence[str]) -> list[str]:
    """The headings in order, the words of the action before everything else."""
    texts = [
        heading
        for heading in named
        if (meanings(heading) or ())[:1] and meanings(heading)[0].role in {_R.RECOMMENDATION, _R.ACTION}
    ]
    return [*texts, *(heading for heading in named if heading not in texts)] if texts else ["Action", *named]


def _table(rows: Sequence[_Row], order: Sequence[str]) -> RawTable | None:
    if not rows:
        return None
    head = RawRow(tuple(RawCell.of(heading, place) for place, heading in enumerate(order)), rows[0].record.number)
    body = [
        RawRow(
            tuple(read_cell(row.cells.get(heading, ""), place) for place, heading in enumerate(order)),
            row.record.number,
            form=row.form,
        )
        for row in rows
    ]
    return RawTable((head, *body), _WHERE, 1, whole=True)


def _headings(records: Sequence[Record]) -> dict[str, str]:
    """The heading for each slot: its names as printed, where they still mean the same together."""
    names: dict[str, dict[str, str]] = {}
    roles: dict[str, ColumnRole] = {}
    for record in records:
        for slot, (name, _) in record.values.items():
            names.setdefault(slot, {}).setdefault(name.casefold(), name)
            roles.setdefault(slot, record.roles.get(slot, _R.OTHER))
    found: dict[str, str] = {}
    for slot, printed in names.items():
        first = next(iter(printed.values()))
        joined = " / ".join(printed.values())
        means = meanings(joined)
        role = roles[slot]
        heading = joined if len(printed) > 1 and means and means[0].role is role else first
        if role is _R.ACTION and not (meanings(heading) and meanings(heading)[0].role is role):
            heading = "Action"
        found[slot] = heading if heading not in found.values() else f"{heading} ({slot.split('|')[0]})"
    return found


def _cells(record: Record, headings: Mapping[str, str], doubts: list[str]) -> dict[str, str]:
    cells = {headings[slot]: value for slot, (_, value) in record.values.items()}
    by_role = {role: headings[slot] for slot, role in record.roles.items()}
    all_roles = _roles_of(headings)
    act = by_role.get(_R.ACTION) or by_role.get(_R.RECOMMENDATION)
    if record.title and act and cells.get(act):
        cells["Recommendation" if by_role.get(_R.RECOMMENDATION) is None else "Title"] = record.title
    elif record.title:
        act = all_roles.get(_R.ACTION, "Action")
        cells[act] = record.title
    lead, due = all_roles.get(_R.LEAD, "Lead"), all_roles.get(_R.DUE, "By when")
    if cells.get(lead):
        cells[lead] = cells[lead].replace("@", "")
        _part_lead(cells, lead, due)
    what = all_roles.get(_R.RECOMMENDATION)
    if what and act and not cells.get(what) and not record.follows:
        cells[what] = cells.get(act, "")  # it has no recommendation but itself
    if act is None or (cells.get(lead) and cells.get(due)):
        return cells
    whole = cells.get(act, "")
    head, _, parts = whole.partition("\n")
    if head.startswith("• ") and parts.startswith("• "):
        return cells  # several steps: what is said of the first is not said of all
    found = record.said or read_sentence(head, flagged=record.flagged or bool(record.work))
    if record.who and (is_who(record.who) or may_be_who(record.who)) and not cells.get(lead):
        found = Sentence(found.text, record.who, found.due) if not found.lead else found
    if record.when and not cells.get(due) and not found.due:
        found = replace(found, due=record.when)
    if cells.get(lead) and found.lead:
        found = read_sentence_date(head, found)
    if found.doubt and _R.LEAD in all_roles and not found.due:
        return cells
    if found.is_parted or found.rag:
        cells[act] = f"{found.text}\n{parts}" if parts else found.text
        cells[lead] = cells.get(lead) or found.lead.replace("@", "")
        cells[due] = cells.get(due) or found.due
        if found.rag:
            colour = read_rag(found.rag).rag.value is not RagValue.NONE
            cells[all_roles.get(_R.RAG, "RAG" if colour else "Status")] = found.rag
        above = record.who or record.when
        cells[WHOLE] = f"({above}) {whole}" if above else f"{whole} {record.below}".strip()
        if found.doubt:
            doubts.append(f"Line {record.number}: {found.doubt}")
    elif record.who:
        cells[act] = f"{record.who}: {whole}"
    return cells


def read_sentence_date(text: str, found: Sentence) -> Sentence:
    """Only the date of a sentence whose lead is printed elsewhere; the words stay whole but for the date."""
    if not found.due:
        return Sentence(text)
    stripped = re.sub(rf"[\s,;(–-]*(?:\bby\s+)?{re.escape(found.due)}[\s).;]*$", "", text)
    return Sentence(stripped, "", found.due) if stripped != text else Sentence(text)


def _roles_of(headings: Mapping[str, str]) -> dict[ColumnRole, str]:
    found: dict[ColumnRole, str] = {}
    for slot, heading in headings.items():
        name = slot.split("|")[0]
        if "|" in slot and name in set(_R):
            found.setdefault(_R(name), heading)
    return found


def _part_lead(cells: dict[str, str], lead: str, due: str) -> None:
    """`Ada Brook, by end June` under the lead, where no date has a name of its own."""
    value = cells[lead]
    match = _LEAD_AND_DATE.fullmatch(value.rstrip(" ."))
    if cells.get(due):
        return
    if match and is_when(match["when"]):
        cells[lead], cells[due] = match["who"].rstrip(" ,;("), match["when"]
        return
    who, comma, when = value.rpartition(",")
    if comma and is_when(when.strip(" .")) and is_who(who):
        cells[lead], cells[due] = who, when.strip(" .")


def _sections(records: Sequence[Record], lines: Sequence[Line], used: set[int]) -> tuple[dict[int, str], set[int]]:
    """The heading above each record (by its line), and the lines of headings that became sections."""
    above: dict[int, Line] = {}
    heading: Line | None = None
    starts = {record.number for record in records}
    opened = False
    for line in lines:
        if line.number in starts:
            if heading:
                above[line.number] = heading
            opened = True
        if line.number in used or not line.is_open:
            continue
        if not opened and heading is None and _TITLE.search(line.text) and not _SECTION.match(line.laid):
            opened = True  # the title of the text
            continue
        opened = True
        if _is_heading(line, lines, starts):
            heading = line
    distinct = {line.number for line in above.values()}
    sure = [line for line in above.values() if _SECTION.match(line.laid.strip("# ")) or names_closed(line.text)]
    if len(distinct) < 2 and not sure:
        return {}, set()
    return {number: _title(line) for number, line in above.items()}, distinct


def _title(line: Line) -> str:
    return " ".join(line.laid.strip(" #*_=:\t").split())


def _is_heading(line: Line, lines: Sequence[Line], starts: set[int]) -> bool:
    text = line.laid.strip()
    if len(text) > 90 or text.endswith((".", ";", ",", "?", "!")) or is_actions_heading(line.text):
        return False
    if line.laid.startswith("#") or _SECTION.match(text) or names_closed(text):
        return True
    if line.is_item and not line.label:
        return False
    words = len(line.text.split())
    if line.label and is_ref_like(line.label) and words <= 8:
        return True
    if line.text.isupper() and words <= 10:
        return True
    rest = [one for one in lines[line.number :] if not one.is_blank]
    return bool(rest) and rest[0].number in starts and words <= 10
