"""Actions in lists: under a heading that says so, or items of which most end with a lead or a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from adapters.documents.pasted_fields import is_actions_heading
from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_records import Record
from adapters.documents.pasted_sentence import Sentence, dashed_parts, is_when, is_who, may_be_who, read_sentence
from domain.importing.left_out import names_who, says_work
from domain.importing.lists import starts_inside

_WRAPPED = 58
_SHAPED = 3  # parts of an item: what, who, when
_FOR = re.compile(r"^(?:actions? for|for)\s+(?=\S)", re.IGNORECASE)
_UNTIL = re.compile(
    r"^(?:(?:to be )?(?:done|completed?|finished|due|deadline|target)\s+)?(?:by|before|for)?:?\s*(?=\S)", re.IGNORECASE
)
_NUMBER = re.compile(r"[A-Z]{0,4}\d{1,3}(?:\.\d{1,3})+(?=[\s.:)])")


def find_listed(lines: Sequence[Line], taken: set[int], *, flagged: bool) -> list[Record]:
    """The items of lists of actions among the lines that nothing else took.

    `flagged` says that the text flags its actions one by one: then an ordinary list in it is no list of actions.
    """
    records = _under_headings(lines, taken)
    used = taken | {number for record in records for number in record.lines}
    if not flagged and not records:
        records = (
            _under_heads(lines, used)
            or _missing_items(lines, used)
            or _parted(_items(lines, used))
            or _parted(_plain_lines(lines, used))
        )
    return [*records, *_beside(lines, taken | {number for record in records for number in record.lines})]


def _under_headings(lines: Sequence[Line], taken: set[int]) -> list[Record]:
    found: list[Record] = []
    for index, line in enumerate(lines):
        if line.aside or line.number in taken or not is_actions_heading(line.text or line.laid):
            continue
        items = _run_after(lines, index + 1, taken)
        bulleted = [item for item in items if item.flagged]
        if not bulleted and items:
            parted = [item for item in items if read_sentence(item.title, flagged=True).is_parted]
            items = items if len(parted) * 2 >= len(items) else []
            for item in items:
                item.flagged = True
        _alike(items, [read_sentence(item.title, flagged=True) for item in items])
        found += items
    return found


def _item(line: Line, *, flagged: bool = False) -> Record:
    return Record(line.number, title=line.text, ref=line.label, flagged=flagged, done=line.done, lines=[line.number])


def _run_after(lines: Sequence[Line], start: int, taken: set[int]) -> list[Record]:
    """The items (or else the lines) right under a heading."""
    found: list[Record] = []
    gap = 0
    bulleted = False
    for line in lines[start:]:
        if line.is_blank:
            gap += 1
            continue
        if bulleted and line.number in taken and line.is_item:
            continue  # an item that was read by its fields
        if line.aside or line.number in taken or is_actions_heading(line.text) or line.stamp:
            break
        if line.is_item and _is_part(line, found, lines):
            found[-1].title += f"\n• {line.text}"
            found[-1].lines.append(line.number)
        elif line.is_item and (bulleted or not found):
            bulleted = True
            found.append(_item(line, flagged=True))
        elif found and not gap and _is_rest(line, lines[line.number - 2]):
            found[-1].title += f" {line.text}"
            found[-1].lines.append(line.number)
        elif bulleted or (found and gap):
            break
        else:
            found.append(Record(line.number, title=line.text, lines=[line.number]))
        gap = 0
    return found


def _is_rest(line: Line, above: Line) -> bool:
    """Does it go on with the line above, and is neither of them an action by itself?"""
    if starts_inside(line.text):
        return True
    return len(above.laid) >= _WRAPPED and not (names_who(line.text) or _is_whole(line.text) or _is_whole(above.text))


def _is_part(line: Line, found: Sequence[Record], lines: Sequence[Line]) -> bool:
    """Is it a bullet inside the item above it?"""
    if not found:
        return False
    above = lines[found[-1].number - 1]
    return _indent(line) > _indent(above) + 1 and (not line.label or bool(above.label))


def _indent(line: Line) -> int:
    return len(line.laid) - len(line.laid.lstrip())


def _items(lines: Sequence[Line], used: set[int]) -> list[Record]:
    """Every bulleted or numbered item, with the lines that go on with it."""
    found: list[Record] = []
    before = 0
    for line in lines:
        if line.number in used or not line.is_open:
            continue
        if line.is_item and _is_part(line, found, lines) and before == line.number - 1:
            found[-1].title += f"\n• {line.text}"
            found[-1].lines.append(line.number)
        elif line.is_item:
            found.append(_item(line))
        elif (
            found
            and not line.stamp
            and before == line.number - 1
            and not _is_closed(found[-1].title)
            and (
                starts_inside(line.text)
                or len(lines[before - 1].laid) >= _WRAPPED
                or _is_hanging(line, lines[before - 1])
            )
        ):
            found[-1].title += f" {line.text}"
            found[-1].lines.append(line.number)
        else:
            continue
        before = line.number
    return found


def _is_closed(title: str) -> bool:
    """Does it end with who or when in brackets? Then what comes is no more of it, but an answer, say."""
    return title.endswith((")", "]")) and read_sentence(title, flagged=False).is_parted


def _is_hanging(line: Line, above: Line) -> bool:
    return _indent(line) > _indent(above) and above.is_item


def _plain_lines(lines: Sequence[Line], used: set[int]) -> list[Record]:
    """Lines that each have words, a lead and a date."""
    free = [line for line in _unwrapped(lines) if line.is_open and line.number not in used]
    whole = {line.number for line in free if _is_whole(line.text)}
    shapes = [_shape(line.text) for line in free if line.number in whole]
    regular = {shape for shape in shapes if shape and shapes.count(shape) > 1}  # `R1.1`: its like are actions too
    return [
        Record(line.number, title=line.text, lines=[line.number])
        for line in free
        if line.number in whole or _shape(line.text) in regular
    ]


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of a chat with what was broken off where the window ended."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        wide = before is not None and before.stamp and len(lines[line.number - 2].laid) + len(before.stamp) >= _WRAPPED
        if before is not None and wide and line.is_open and not (line.stamp or line.is_item):
            found[-1] = replace(before, text=f"{before.text} {line.text}")
            continue
        found.append(line)
    return found


def _shape(text: str) -> str:
    """The form of the number that a line begins with (`A9.9` for `R1.2`), or nothing."""
    match = _NUMBER.match(text)
    return re.sub(r"\d+", "9", match[0]) if match else ""


def _is_whole(text: str) -> bool:
    sentence = read_sentence(text, flagged=False)
    return bool(sentence.lead and sentence.due)


def _parted(records: list[Record]) -> list[Record]:
    """The records, if most of them end (or begin) with a lead or a date."""
    sentences = [read_sentence(record.title, flagged=False) for record in records]
    parted = [one for one in sentences if one.is_parted]
    both = [one for one in parted if one.lead and one.due]
    for record in records:
        record.flagged = True  # if it is a list of actions, every item is one
    if shaped := _alike(records, sentences):
        return shaped
    enough = len(parted) >= 2 or bool(both)
    # `Ola to ring everybody by 8 May`: a name by which nobody is known yet
    named = any(one.lead for one in parted) or sum(names_who(record.title) for record in records) * 2 > len(records)
    return records if enough and len(parted) * 2 >= len(records) and named else []


def _alike(records: list[Record], sentences: Sequence[Sentence]) -> list[Record]:
    """Items that all have as many parts between dashes, where two at least show what the parts are: what, who, when.

    Then `Write to members - Revenues (J Dee) - done 9/10` says who and when too, though nobody knows that name.
    """
    parts = [dashed_parts(record.title) for record in records]
    orders = {
        (parts[place].index(one.lead), len(parts[place]) - 1)
        for place, one in enumerate(sentences)
        if one.lead and one.due and len(parts[place]) == _SHAPED and one.lead in parts[place][1:]
        if one.due in parts[place][-1] or one.due in parts[place][1]
    }
    shaped = sum(len(one) == _SHAPED for one in parts)
    if len(records) < _SHAPED or shaped * 5 < 4 * len(records) or orders != {(1, 2)}:
        return []
    for record, sentence, pieces in zip(records, sentences, parts, strict=True):
        if len(pieces) == _SHAPED and not (sentence.lead and sentence.due):
            record.said = Sentence(pieces[0], pieces[1], pieces[2])
    return records


def _under_heads(lines: Sequence[Line], used: set[int]) -> list[Record]:
    """Items below lines that hold nothing but who is to do them (`Ada Brook`), or until when (`By 30 June 2026`)."""
    for says in (_who_of, _when_of):
        found: list[Record] = []
        head = ""
        heads: set[str] = set()
        for line in lines:
            if line.is_blank:
                continue
            if _goes_on_below(line, lines, found) and head:
                found[-1].title += f" {line.text}"
                found[-1].lines.append(line.number)
            elif not line.is_item or (line.label and not head):
                head = says(line)
            elif head and line.is_open and line.number not in used:
                heads.add(head)
                found.append(_item(line, flagged=True))
                found[-1].who, found[-1].when = (head, "") if says is _who_of else ("", head)
        own = sum(names_who(one.title) for one in found) if says is _who_of else 0
        if len(heads) > 1 and len(found) > len(heads) and own * 2 < len(found):
            return found
    return []


def _goes_on_below(line: Line, lines: Sequence[Line], found: Sequence[Record]) -> bool:
    """Is it the rest of the item right above, where the line was too long?"""
    if line.is_item or not found or found[-1].lines[-1] != line.number - 1:
        return False
    return _is_hanging(line, lines[line.number - 2]) or _indent(line) > 0


def _who_of(line: Line) -> str:
    words = line.text.strip(" #*:")
    text = _FOR.sub("", words)
    if not line.is_open or line.label or len(text) >= _WRAPPED:
        return ""
    return text if is_who(text) or (text != words and may_be_who(text)) else ""


def _when_of(line: Line) -> str:
    text = _UNTIL.sub("", line.text.strip(" #*:"))
    return text if line.is_open and not line.label and len(text) < _WRAPPED and is_when(text) else ""


def _beside(lines: Sequence[Line], used: set[int]) -> list[Record]:
    """Items of one list of which most are actions already, in another form: those are actions too."""
    found: list[Record] = []
    run: list[Record] = []
    for line in [*lines, Line(0)]:
        if line.is_item and line.is_open:
            run.append(_item(line, flagged=True))
        elif (
            run
            and not line.is_blank
            and line.number - 1 == run[-1].lines[-1]
            and _is_hanging(line, lines[line.number - 2])
        ):
            run[-1].title += f" {line.text}"
            run[-1].lines.append(line.number)
        else:
            inside = sum(one.number in used for one in run)
            working = sum(says_work(one.title) for one in run if one.number not in used)
            if (inside > 1 and inside * 2 >= len(run)) or (inside and working * 2 >= len(run) - inside):
                found += [one for one in run if not used & set(one.lines)]
            run = []
    return found


def _missing_items(lines: Sequence[Line], used: set[int]) -> list[Record]:
    """Items of a list of which most are records already: the rest are actions without lead and date."""
    items = [line for line in lines if line.is_item and line.is_open and line.label]
    inside = [line for line in items if line.number in used]
    if len(inside) < 2 or len(inside) * 2 < len(items):
        return []
    return [
        Record(line.number, title=line.text, ref=line.label, flagged=True, lines=[line.number])
        for line in items
        if line.number not in used and inside[0].number <= line.number <= inside[-1].number + 3
    ]
