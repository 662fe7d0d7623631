"""Records of named fields, and lines flagged as actions: which fields belong together, whatever their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from adapters.documents.pasted_fields import META, TEXT_ROLES, Field, Fields, is_section_line, read_fields
from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_sentence import Sentence
from domain.importing.draft import ColumnRole
from domain.importing.headings import Meaning, plain
from domain.importing.lists import starts_inside
from domain.importing.runs import VERBS

_R = ColumnRole
_WORKING = frozenset({_R.LEAD, _R.DUE, _R.RAG, _R.PROGRESS, _R.DUE_ORIGINAL})
_WRAPPED = 58  # a line as long as this was probably broken where the window ended
_HEADS = re.compile(r"theme|strand|priority(?: area)?|work ?stream|pillar|section|standard|domain|area")
_ACTION = Field("Action", "", Meaning(_R.ACTION))
_RULE = re.compile(r"\s*[-=_*~]{3,}\s*")


@dataclass(slots=True)
class Record:
    """The fields of one action by slot, each with its name as printed; `title` are the words before them."""

    number: int
    values: dict[str, tuple[str, str]] = field(default_factory=dict)  # slot -> (name, value)
    roles: dict[str, ColumnRole] = field(default_factory=dict)
    title: str = ""
    ref: str = ""
    who: str = ""
    when: str = ""
    below: str = ""  # the line below the title, which says who and when
    flagged: bool = False
    done: bool = False  # its box is ticked
    follows: bool = False  # stands right below another action of the same recommendation
    above: str = ""  # the numbered line above it, and the number of that
    above_ref: str = ""
    is_first_below: bool = False
    said: Sentence | None = None  # what the like of it in its list say of its parts
    lines: list[int] = field(default_factory=list)
    last_slot: str = ""
    last_line: Line | None = None
    first_line: Line | None = None

    def put(self, one: Field) -> None:
        """Add a field."""
        slot = slot_of(one)
        name, value = self.values.get(slot, (one.key, ""))
        self.values[slot] = (name, f"{value}\n{one.value}".strip())
        if one.meaning:
            self.roles[slot] = one.meaning.role
        self.ref, self.who = self.ref or one.ref, self.who or one.who
        self.flagged = self.flagged or one.flags
        self.last_slot = slot

    def go_on(self, text: str, *, apart: bool = False) -> None:
        """Add a line to the value, or title, that came last."""
        if self.last_slot:
            name, value = self.values[self.last_slot]
            self.values[self.last_slot] = (name, f"{value}{chr(10) if apart else ' '}{text}".strip())
        else:
            self.title = f"{self.title}{chr(10) if apart else ' '}{text}".strip()

    def slot_for(self, role: ColumnRole) -> str:
        """The slot of a role, or nothing."""
        return next((slot for slot, found in self.roles.items() if found is role), "")

    @property
    def has_text(self) -> bool:
        """Does it say what is to be done?"""
        return bool(self.title) or any(role in TEXT_ROLES and self.values[slot][1] for slot, role in self.roles.items())

    @property
    def work(self) -> int:
        """How many of its fields are a lead, a date, a colour or progress."""
        return sum(role in _WORKING for role in self.roles.values())

    @property
    def is_good(self) -> bool:
        """Can it be an action: words that say what is to be done, and a name for it or a lead, date or colour?"""
        return (
            self.has_text
            and (self.flagged or self.work > 0)
            and (self.flagged or self.work > 1 or bool(set(self.roles.values()) & {_R.LEAD, _R.DUE}))
        )


def slot_of(one: Field) -> str:
    """What tells a field from others: its meaning, or its name where that means nothing."""
    return (
        f"{one.meaning.role}|{one.meaning.shade}"
        if one.meaning and one.meaning.role is not _R.OTHER
        else plain(one.key)
    )


@dataclass(slots=True)
class Found:
    """Records, the lines that they take, and how regular they are (0 to 1)."""

    records: list[Record]
    score: float = 0.0

    @property
    def used(self) -> set[int]:
        """The numbers of their lines."""
        return {number for record in self.records for number in record.lines}


def find_records(lines: Sequence[Line]) -> Found:
    """The records of a text, by that way of parting them which is the most regular."""
    read = _only_common(_without_heads([read_fields(line) for line in lines]))
    if not any(one.fields for one in read):
        return Found([])
    ways = [_part(read, blanks=True), _part(read, blanks=False)]
    return max((Found([one for one in way if one.is_good], _regular(way)) for way in ways), key=lambda one: one.score)


def _without_heads(read: list[Fields]) -> list[Fields]:
    """`Theme: Practice` above a group of actions is a heading, where it comes less often than what each action has."""
    counts = Counter(plain(one.key) for line in read for one in line.fields)
    most = max(counts.values(), default=0)
    found = []
    for index, line in enumerate(read):
        key = plain(line.fields[0].key) if len(line.fields) == 1 and not line.before else ""
        following = next((one for one in read[index + 1 :] if not one.line.is_blank), None)
        heads = _HEADS.fullmatch(key) and following and not following.fields and counts[key] < most
        found.append(Fields(line.line, line.line.text, heads=True) if heads else line)
    return found


def _only_common(read: list[Fields]) -> list[Fields]:
    """The lines, without names before a colon that no field has and that come only once."""
    counts = Counter(plain(one.key) for line in read for one in line.fields[:1])
    found = []
    for index, line in enumerate(read):
        first = line.fields[0] if line.fields else None
        beside = [
            two for near in read[max(0, index - 1) : index + 2] if near is not line for two in near.fields if two.sure
        ]
        odd = first is not None and not first.sure and not first.flags and counts[plain(first.key)] < 2
        if first is not None and odd and plain(first.key) not in META and not (beside and len(first.key.split()) <= 3):
            found.append(Fields(line.line, line.line.text))
        else:
            found.append(line)
    return found


def _regular(records: Sequence[Record]) -> float:
    """How alike the records are, and how many of the fields found a record with words in it."""
    if not any(record.is_good for record in records):
        return 0.0
    total = sum(len(record.values) + bool(record.title) for record in records)
    good = [record for record in records if record.is_good]
    placed = sum(len(record.values) + bool(record.title) for record in good)
    kinds = Counter(frozenset(record.roles.values()) for record in good)
    alike = kinds.most_common(1)[0][1] / len(good)
    full = sum(bool(record.work) for record in good) / len(good)
    return 0.6 * placed / max(1, total) + 0.25 * alike + 0.15 * full


def _part(read: Sequence[Fields], *, blanks: bool) -> list[Record]:
    """Records out of lines; with `blanks`, an empty line ends a record."""
    titled = not any(
        one.meaning and one.meaning.role in TEXT_ROLES for line in read for one in line.fields if one.value
    )
    blocks = list(_blocks(read, blanks=blanks))
    records: list[Record] = []
    for block in blocks:
        if any(line.is_meta for line in block) and not any(
            one.flags or (one.meaning and one.meaning.role in TEXT_ROLES) for line in block for one in line.fields
        ):
            continue
        records += _records_in(block, titled=titled)
    return records


def _blocks(read: Sequence[Fields], *, blanks: bool) -> Iterable[list[Fields]]:
    block: list[Fields] = []
    counts = Counter(plain(each.key) for one in read if one.is_meta for each in one.fields[:1])
    for one in read:
        once = one.is_meta and counts[plain(one.fields[0].key)] == 1  # about the document, not about one action
        ends = (
            one.line.aside
            or one.heads
            or is_section_line(one.line.text)
            or _RULE.fullmatch(one.line.laid)
            or (one.line.is_blank and blanks)
            or once
        )
        if ends or (one.line.stamp and block):
            if block:
                yield block
            block = []
        if not ends and not one.line.is_blank:
            block.append(one)
    if block:
        yield block


def _records_in(block: Sequence[Fields], *, titled: bool) -> list[Record]:
    records: list[Record] = []
    waiting: list[Fields] = []  # words that may be the title of what follows
    for one in block:
        current = records[-1] if records else None
        text = one.before
        if not one.fields:
            if current and _goes_on(one.line, current, titled=titled) and not waiting:
                bullet = one.line.is_item and not one.line.label
                current.go_on(f"• {text}" if bullet else f"{one.line.label} {text}".strip(), apart=one.line.is_item)
                _take(current, one.line)
            else:
                waiting.append(one)
            continue
        if text and not waiting and (made := _below_recommendation(one, current)) is not None:
            if made is not current:
                records.append(made)
            continue
        if text:
            waiting.append(one)
        new = (
            current is None
            or bool(waiting)
            or any(slot_of(each) in current.values for each in one.fields if each.meaning is None or each.value)
        )
        if new or current is None:
            current = Record(one.line.number, follows=current is not None)
            records.append(current)
            _entitle(current, waiting, first=one, titled=titled)
        for each in one.fields:
            if (
                each is not one.fields[0]
                and slot_of(each) in current.values
                and each.meaning
                and each.meaning.role in TEXT_ROLES
            ):
                current = Record(one.line.number)
                records.append(current)
            current.put(each)
        if one.line.label and not current.ref and one.fields[0].meaning and one.fields[0].meaning.role in TEXT_ROLES:
            current.ref = one.line.label
        _take(current, one.line)
        waiting = []
    return records


def _below_recommendation(one: Fields, current: Record | None) -> Record | None:
    """What a paragraph below `Recommendation 1: ...` makes, which says in one go what will be done, by whom and when:
    the action of that recommendation, or a further one.
    """
    texts = {slot for slot, role in current.roles.items() if role in TEXT_ROLES} if current else set()
    recommended = current.slot_for(_R.RECOMMENDATION) if current else ""
    roles = {each.meaning.role for each in one.fields if each.meaning}
    if current is None or not recommended or current.title or roles & TEXT_ROLES or not roles & _WORKING:
        return None
    action = slot_of(_ACTION)
    if texts - {recommended, action} or (action not in texts and current.work):
        return None
    record = current
    if action in texts:
        record = Record(one.line.number, follows=True)
        record.values[recommended] = current.values[recommended]
        record.roles[recommended] = _R.RECOMMENDATION
    for each in (replace(_ACTION, value=one.before), *one.fields):
        record.put(each)
    _take(record, one.line)
    return record


def _entitle(record: Record, waiting: Sequence[Fields], *, first: Fields, titled: bool) -> None:
    """Words right before the fields say what is to be done, unless a field does."""
    names_text = any(one.meaning and one.meaning.role in TEXT_ROLES and one.value for one in first.fields)
    if not waiting or (names_text and not first.before):
        return
    chosen: list[Fields] = []
    for one in reversed(waiting):
        if (chosen and not (starts_inside(chosen[-1].before) or len(one.before) > _WRAPPED)) or (
            chosen and chosen[-1].line.is_item
        ):
            break
        chosen.append(one)
    del titled
    for one in reversed(chosen):
        record.go_on(one.before)
        if one.line.label and not record.ref:
            record.ref = one.line.label
        _take(record, one.line)


def _take(record: Record, line: Line) -> None:
    if line.number not in record.lines:
        record.lines.append(line.number)
    record.number = min(record.number, line.number)
    record.last_line = line
    record.first_line = record.first_line or line
    record.done = record.done or line.done


def _beside(line: Line, other: Line | None) -> bool:
    """Is it an item of the same list, and not one below the other?"""
    return other is not None and other.is_item and _indent(line) <= _indent(other)


def _indent(line: Line) -> int:
    return len(line.laid) - len(line.laid.lstrip())


def _goes_on(line: Line, record: Record, *, titled: bool) -> bool:
    """Does a line without a name go on with the value of the line before?"""
    before = record.last_line
    if before is None or before.number != line.number - 1 or (line.label and (titled or not record.work)):
        return False
    said = record.values[record.last_slot][1] if record.last_slot else record.title
    if line.is_item and not line.label and record.flagged and len(record.lines) == 1 and _is_beside(line, before):
        return False
    if line.is_item and said.startswith("• ") and not _beside(line, record.first_line):
        return True  # the next item below `Milestones:`
    if line.is_item and not line.label:
        if record.flagged and len(record.values) == 1 and not said.endswith(":") and _beside(line, record.first_line):
            return False  # `• ACTION: Jo to ring.` and then `• The board noted the rest.`
        return not titled or not said or _indent(line) > 0
    if starts_inside(line.text) or not said:
        return True
    role = record.roles.get(record.last_slot)
    if re.search(r"(?:[,/&–-]|\b(?:and|of|the|for|to|with|in|by))$", said):
        return True
    if role in {_R.LEAD, _R.DUE, _R.RAG, _R.DUE_ORIGINAL, _R.REF, _R.PRIORITY} or titled:
        return False
    if line.text.split()[0].lower() in VERBS and record.work and len(before.laid) < _WRAPPED:
        return False
    wrapped = len(before.laid) >= _WRAPPED and not said.endswith((".", "!", "?", ";"))
    return wrapped or (len(record.values) > 1 and record.work > 0)


def _is_beside(line: Line, before: Line) -> bool:
    """Is it the next item of the same list?"""
    indents = {len(one.laid) - len(one.laid.lstrip()) for one in (line, before)}
    return before.is_item and not before.label and len(indents) == 1
