"""What stands in the cells of an action: its values as they are now, in the printed words where nothing changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from domain.action_parts import Milestone, ProgressNote, Status
from domain.actions import Action
from domain.due import Due, Precision, say_date
from domain.rag import Rag, RagValue, say_colour
from domain.speech import marked, tr

COMPLETE = marked("Complete, {date}")
NO_UPDATE = marked("No update for this meeting ({date})")
FOR_MEETING = marked("For the meeting of {date}:")


@dataclass(frozen=True, slots=True)
class AsPrinted:
    """What the newest version of the document said of an action. `lead_cells` maps headings to what stood there."""

    due: Due
    rag: Rag
    status: Status
    names: frozenset[str]
    leads_text: str = ""
    lead_cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The newest round before a meeting: its day, who asked since when, and about which actions (`asked`, ids)."""

    day: date
    opened_at: datetime
    asked: frozenset[str]
    answered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An action with what belongs to it. `notes` are newest first."""

    action: Action
    printed: AsPrinted | None = None
    notes: Sequence[ProgressNote] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """How this plan says things: its words for the colours, where its days begin, and its newest round."""

    zone: tzinfo
    colours: Mapping[RagValue, str] = field(default_factory=dict)
    meeting: Meeting | None = None
    since: date | None = None

    def day(self, at: datetime) -> date:
        """The local day of a moment."""
        return at.astimezone(self.zone).date()


def colour_words(entries: Iterable[Entry]) -> dict[RagValue, str]:
    """The word that the document prints most for each colour (`On track`), where it prints one."""
    found: dict[RagValue, Counter[str]] = {}
    for entry in entries:
        if entry.printed is None or entry.printed.status is not Status.OPEN:
            continue
        rag = entry.printed.rag
        if rag.value is not RagValue.NONE and (text := rag.text.strip()):
            found.setdefault(rag.value, Counter())[text] += 1
    return {value: words.most_common(1)[0][0] for value, words in found.items()}


def say_due(entry: Entry, *, with_original: bool) -> tuple[str, date | None]:
    """The date in the words that were printed or said, and the day if it says no more than one day."""
    action, printed = entry.action, entry.printed
    due = action.due
    as_printed = printed is not None and printed.due == due and _says_year(due)
    text = due.text.strip() if as_printed else spell(due)
    moved = action.due_changes > 0 and action.due_original.text.strip() and action.due_original != due
    if moved and with_original and not (printed is not None and printed.due == due):
        was = say_original(action)
        return (tr("{date} (was {was})", date=text, was=was) if text else tr("(was {was})", was=was)), None
    return text, due.latest if due.precision is Precision.DAY and not due.needs_check and _only_a_day(text) else None


def _says_year(due: Due) -> bool:
    """Do the printed words say in which year? `April` in a plan of 2020 is April 2020, also in a paper of today."""
    day = due.latest or due.earliest
    return day is None or re.search(rf"{day.year}|\d[./-]\d{{1,2}}[./-]{day.year % 100:02}(?!\d)", due.text) is not None


def say_original(action: Action) -> str:
    """The first date, as it was printed."""
    first = action.due_original
    return first.text.strip() if first.text.strip() and _says_year(first) else spell(first)


def spell(due: Due) -> str:
    """A date that was said here: `30 June 2026`; other words stay words."""
    match due.precision:
        case Precision.EVENT | Precision.NONE | Precision.QUARTER | Precision.SEASON | Precision.YEAR:
            return due.text.strip() if _says_year(due) else due.describe()
        case Precision.ONGOING:
            return due.text.strip() if due.text.strip() and _says_year(due) else due.describe()
    return due.describe()


def _only_a_day(text: str) -> bool:
    """`30 June 2026`, `30/06/26`: no words besides it that a spreadsheet's date would lose."""
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) <= 1 and len(re.findall(r"\d+", text)) in {2, 3}


def say_rag(entry: Entry, words: Words, *, with_status: bool) -> tuple[str, RagValue | None]:
    """The plan's own word for the colour, and the colour; with what became of the action, where no column says that."""
    action, printed = entry.action, entry.printed
    rag = action.rag
    same = printed is not None and printed.rag == rag
    text = rag.text.strip() if same or (rag.text and rag.text != rag.value.value.title()) else ""
    if not text and rag.value is not RagValue.NONE:
        text = words.colours.get(rag.value, "") or say_colour(rag.value)
    if with_status and (status := say_status(entry, words)):
        if action.status is Status.OPEN and rag.value is RagValue.NONE:
            text = ""  # the printed word says that it is done
        if action.status is Status.COMPLETE and text.casefold() == "complete":
            text = ""
        text = "\n".join(filter(None, (text, status)))
    return text, rag.value if rag.value is not RagValue.NONE else None


def say_status(entry: Entry, words: Words) -> str:
    """What became of it here, since the document was printed: `Complete, 3 May 2026`; nothing where it is as it was."""
    action, printed = entry.action, entry.printed
    if printed is not None and printed.status is action.status and action.completed_at is None:
        return ""
    match action.status:
        case Status.COMPLETE:
            day = action.completed_on or (words.day(action.completed_at) if action.completed_at else None)
            return tr(COMPLETE, date=say_date(day)) if day else tr("Complete")
        case Status.WITHDRAWN:
            return tr("Withdrawn")
    return tr("Open") if printed is not None else ""


def say_leads(entry: Entry) -> str:
    """The names as printed; those of now where somebody changed them."""
    action, printed = entry.action, entry.printed
    names = [lead.name for lead in action.leads]
    if printed is not None and printed.names == {name.casefold() for name in names}:
        text = action.leads_text.strip() or printed.leads_text.strip()
        return text if text != " ".join(names) else "\n".join(names)  # they stood below each other
    return "\n".join(names)


def say_action(action: Action, label: str, words: Words) -> str:
    """Its wording, with the milestones that stand nowhere in it, and those that are done."""
    text = _in_lines(action)
    text = f"{label} {text}" if label else text
    elsewhere = _flat(" ".join((action.text, action.due.text, action.due_original.text, *action.other.values())))
    parts = [one for one in action.milestones if one.is_done or _flat(one.text) not in elsewhere]
    return "\n".join(filter(None, (text, *(_milestone(one, words) for one in parts))))


def _in_lines(action: Action) -> str:
    """Its wording with each bullet in a line of its own again, as it was printed."""
    text = action.text
    for one in action.milestones:
        if text == one.text:
            continue
        if text.startswith(one.text):
            text = f"• {text}"  # a dash at the beginning of a cell looks like a formula
        else:
            text = re.sub(rf"\s+([-–•*])\s+(?={re.escape(one.text)})", r"\n\1 ", text, count=1)
    return text if "\n" in text else action.text


def _milestone(one: Milestone, words: Words) -> str:
    due = one.due.text.strip()
    said = f"{one.text} ({due})" if due and due not in one.text else one.text
    if one.done_at is None:
        return f"• {said}"
    return tr("✔ {milestone}: done {date}", milestone=said, date=say_date(words.day(one.done_at)))


def say_progress(entry: Entry, printed: str, words: Words) -> str:
    """Answers for the newest meeting first, then the printed text, then what else was said, newest first."""
    action, meeting = entry.action, words.meeting
    front: list[str] = []
    known = _flat(printed)
    notes = [one for one in entry.notes if not _holds(known, one, words)]
    if words.since is not None:
        notes = [one for one in notes if words.day(one.at) >= words.since]
    if meeting is not None and action.id in meeting.asked:
        answers = [one for one in notes if one.at >= meeting.opened_at]
        notes = [one for one in notes if one.at < meeting.opened_at]
        if answers:
            front = [tr(FOR_MEETING, date=say_date(meeting.day)), *(_note(one, words) for one in answers)]
        elif action.id not in meeting.answered:
            front = [tr(NO_UPDATE, date=say_date(meeting.day))]
    if action.not_in:
        front.insert(0, tr("Not in {version}", version=action.not_in))
    return "\n".join(filter(None, (*front, printed.strip(), *(_note(one, words) for one in notes))))


def _note(note: ProgressNote, words: Words) -> str:
    text = " ".join(note.text.split())
    said = f"{say_date(words.day(note.at))}, {note.by.name}: {text}"
    return f"{said} ({note.evidence})" if note.evidence and note.evidence not in text else said


def _holds(printed: str, note: ProgressNote, words: Words) -> bool:
    """Was this very note printed with its day already, in a paper that became the next version?"""
    return _flat(note.text) in printed and _flat(say_date(words.day(note.at))) in printed


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
