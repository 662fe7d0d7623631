"""What the cells of one action say: dates, leads, colours, and columns that mean nothing here; with their questions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from domain.action_parts import LeadRole
from domain.due import Due, Precision, say_date
from domain.importing.colourkeys import OddSign, PlanKey
from domain.importing.dates import month_span
from domain.importing.draft import ColumnRole, DraftLead, Pairs, Question, QuestionKind, Source
from domain.importing.duedates import Doubt, DueReading, read_due, split_dates
from domain.importing.grouped import ActionRows, Group, Parts
from domain.importing.headings import Shade
from domain.importing.leadasides import points_up
from domain.importing.leadjoins import lines_of_people
from domain.importing.leadpages import is_half_a_post, torn_name
from domain.importing.leadruns import split_lead_groups
from domain.importing.leads import LeadReading, read_leads
from domain.importing.leadvocabulary import LeadVocabulary
from domain.importing.leadwords import BODIES, NO_LEAD, ROLE_NOUNS, NameKind, kind_of
from domain.importing.lists import Item, ItemKind, read_items, without_mark
from domain.importing.milestones import closing_date
from domain.importing.monthfirst import numeric
from domain.importing.pairing import Paired, Target, pair
from domain.importing.timescales import Timescale, explained

_R = ColumnRole
_OTHERS = (_R.OTHER, _R.NOTES, _R.EVIDENCE, _R.PRIORITY)


@dataclass(slots=True)
class Reading:
    """What all actions of a plan share while they are read."""

    code: str
    as_at: date | None
    vocabulary: LeadVocabulary
    signs: PlanKey = field(default_factory=PlanKey)
    letters_are_colours: bool = True
    has_letters: bool = False  # single letters stand under RAG
    taken: set[str] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)
    odd_signs: dict[str, OddSign] = field(default_factory=dict)  # under RAG, by what is printed (folded)
    places: dict[tuple[str, str], Source] = field(default_factory=dict)  # by key and field; no field: the whole row
    shared: frozenset[str] = frozenset()  # headings whose cells belong to the recommendation, not to one action
    mixed: frozenset[str] = frozenset()  # columns in which some dates put the day first and some the month
    timescales: Mapping[str, Timescale] = field(default_factory=dict)  # what the plan means by `short term`
    has_rag: bool = False
    rag_is_blank: bool = False  # nothing in the column tells a colour
    rag_is_colour: bool = False  # a column is headed RAG, not only Status
    rag_in_words: bool = False  # its words say how work goes (`Behind schedule`), not only how far it is
    due_above: tuple[tuple[str, ...], Due] = ((), Due.none())  # the date that was printed last, and under what
    initials: Mapping[str, str] = field(default_factory=dict)  # what the plan says that they stand for
    original_above: str = ""  # the date first planned that was printed last
    above: tuple[DraftLead, ...] = ()  # the leads that were printed last, for `as above`
    has_history: bool = False  # several progress columns: all are kept
    has_due: bool = True
    has_lead: bool = True
    has_lead_columns: bool = False  # several of them: what stood in which is kept
    has_oversight: bool = False  # beside the leads stands a column such as `Portfolio holder`
    has_action: bool = True
    shares: frozenset[str] = frozenset()  # headings over shares of one (`0.25`), where 1 is all of it

    def ask(self, kind: QuestionKind, name: str, message: str, key: str, text: str = "", suggestion: str = "") -> None:
        """Note a question once."""
        question = Question(kind, name, message, key, text, suggestion)
        if question not in self.questions[-40:]:
            self.questions.append(question)


def pair_role(
    entry: ActionRows, role: ColumnRole, targets: list[Target], *, spread: bool, shades: tuple[Shade, ...] = ()
) -> Paired:
    """The cells of a role, given to the actions of a list; of several columns the last holds."""
    found = entry.parts(role, *shades)
    if role is _R.RAG or len(found) > 1:
        found = found[-1:]
    return pair_parts(found[0], targets, spread=spread) if found else Paired([""] * len(targets))


def pair_parts(parts: Parts, targets: list[Target], *, spread: bool) -> Paired:
    """One column, given to the actions of a list."""
    dated = parts.column.role in {_R.DUE, _R.DUE_ORIGINAL}
    items = read_items(parts.pieces, dashes=not spread)
    if len(targets) == 1:
        only = items[0] if len(items) == 1 else None
        text = only.text if only and spread and only.kind is not ItemKind.TEXT else parts.text
        return Paired([""], text)
    return pair(targets, items, split=split_dates if dated else None, spread=spread)


def pair_leads(entry: ActionRows, targets: list[Target], reading: Reading) -> Paired:
    """Several lead columns (lead officer, lead agency) are read one after the other."""
    found = entry.parts(_R.LEAD)
    if not found:
        return Paired([""] * len(targets))
    total = Paired([""] * len(targets))
    for parts in found:
        items = read_items(parts.pieces, dashes=False)
        if len(targets) == 1:
            only = items[0] if len(items) == 1 else None
            joined = only.text if only else "\n".join(_joined_lines(items))
            total.torn = torn_name(parts, reading.vocabulary)
            whole = " ".join(total.torn)
            if is_half_a_post(total.torn[1]) or reading.vocabulary.is_sure(whole):
                joined, total.torn = whole, ("", "")
            paired = Paired([""], joined)
        else:
            paired = pair(targets, items, split=lambda text: split_lead_groups(text, reading.vocabulary), spread=True)
            if len(items) == len(targets) > 1 and not any(item.labels for item in items) and not paired.mismatch:
                paired.doubtful = list(range(len(targets)))
        for_all = "" if paired.mismatch else paired.common
        if any(total.own) or (any(paired.own) and total.common):
            # One column has names per action, the other holds for all of them.
            total.own = [one or total.common for one in total.own]
            paired.own = [two or for_all for two in paired.own]
        total.own = [_beside(one, two) for one, two in zip(total.own, paired.own, strict=True)]
        total.common = _beside(total.common, paired.common)
        total.doubtful += paired.doubtful
        total.mismatch = total.mismatch or paired.mismatch
    return total


def lead_columns(entry: ActionRows, targets: list[Target]) -> list[tuple[str, Paired]]:
    """What stands in each column of leads, by its heading."""
    return [(parts.column.heading, pair_parts(parts, targets, spread=True)) for parts in entry.parts(_R.LEAD)]


def _joined_lines(items: Sequence[Item]) -> list[str]:
    """Lines of a lead cell; one that ends with a joiner, or lacks only the noun of a post, goes on in the next."""
    lines: list[str] = []
    for item in items:
        lone = item.text.lower() in ROLE_NOUNS - BODIES
        if lines and (
            item.text.startswith("(")
            or re.search(r"(?:[-–&/,]|\band|\bof)$", lines[-1])
            or (lone and kind_of(lines[-1]) not in {NameKind.PERSON, NameKind.INITIALS})
        ):
            lines[-1] = f"{lines[-1]} {item.text}"
        elif item.text:
            lines.append(item.text)
    return lines_of_people(lines) or lines


_COLUMN = "\n\n"  # between what two columns of leads hold


def _beside(one: str, two: str) -> str:
    return f"{one}{_COLUMN}{two}" if one and two else one or two


def value_of(paired: Paired, index: int) -> str:
    """What belongs to one action: its own, or what holds for all."""
    own = paired.own[index]
    return own or ("" if any(paired.own) and paired.mismatch else paired.common)


def own_text(paired: Paired, index: int, single: bool) -> str:
    """What belongs to one action; what is common only if it is the only one."""
    return without_mark(paired.own[index] or (paired.common if single else ""))


def ask_mismatch(
    reading: Reading, name: str, what: str, paired: Paired, count: int, group: Group, keys: Sequence[str]
) -> None:
    """Ask which of the values beside a list belongs to which action."""
    open_keys = [key for key, text in zip(keys, paired.own, strict=True) if not text] or list(keys)
    message = f"{count} actions, but the {what} beside them do not pair: “{paired.common}”. Which belongs to which?"
    for key in open_keys:
        reading.ask(QuestionKind.LISTS, name, message, key, paired.common)
    del group


def read_action_due(
    columns: Sequence[Parts], dues: Paired, index: int, single: bool, reading: Reading, key: str, *, said: str = ""
) -> DueReading:
    """The deadline of one action, with its questions; for `as above` that of the action before, which is asked. What is
    `said` is to be done may say until when.
    """
    text = dues.own[index] or ("" if any(dues.own) else dues.common)
    under = tuple(parts.column.name for parts in columns)
    if points_up(text) and under == reading.due_above[0] and (above := reading.due_above[1]).text:
        message = f"“{text}” is printed instead of a date. Is that {above.text}, as above?"
        reading.ask(QuestionKind.DATE if above.latest else QuestionKind.NO_DATE, "due", message, key, text, above.text)
        return DueReading(replace(above, text=text) if above.latest else Due(text, Precision.EVENT))
    found = _read_own_due(columns, dues, text, index, single, reading, key)
    if not text and reading.has_due:
        _ask_for_date(closing_date(said, reading.as_at), reading, key)
    reading.due_above = (under, found.due) if found.due.text else reading.due_above
    return found


def _read_own_due(
    columns: Sequence[Parts], dues: Paired, text: str, index: int, single: bool, reading: Reading, key: str
) -> DueReading:
    cells = [cell for parts in columns for cell in parts.cells if cell.day]
    if len(cells) == 1 and cells[0].day and (single or not any(dues.own)):
        day = cells[0].day
        if cells[0].day_precision is Precision.MONTH:
            return DueReading(Due(text, Precision.MONTH, *month_span(day.year, day.month)))
        if cells[0].day_precision is Precision.YEAR:
            return DueReading(Due(text, Precision.YEAR, date(day.year, 1, 1), date(day.year, 12, 31)))
        return DueReading(Due.on(day, text))
    if dues.mismatch and not dues.own[index] and not single:
        return DueReading(Due.none(dues.common if not any(dues.own) else ""))
    reading_ = read_due(text, reading.as_at)
    if any(parts.column.name in reading.mixed for parts in columns) and (turned := numeric(text)) and turned.is_open:
        first, other = turned.day_first, turned.month_first
        if first and other:
            message = (
                f"“{text}” can be {say_date(first)} or {say_date(other)}, and its column has dates of both kinds. "
                f"I took {say_date(first)}."
            )
            reading.ask(QuestionKind.DATE, "due", message, key, text, say_date(first))
            reading_ = replace(reading_, due=replace(reading_.due, needs_check=True))
    for doubt in explained(reading_, reading.timescales, reading.as_at):
        kind = QuestionKind.STATUS if reading_.status else QuestionKind.DATE
        if reading_.due.precision is Precision.NONE and not reading_.status and not reading_.due.needs_check:
            kind = QuestionKind.NO_DATE
        reading.ask(kind, "due", doubt.message, key, text, doubt.suggestion)
    if index in dues.doubtful:
        reading.ask(
            QuestionKind.LISTS,
            "due",
            f"The dates beside this list are not all numbered. Does “{text}” belong here?",
            key,
            text,
        )
    return reading_


def _ask_for_date(said: Due, reading: Reading, key: str) -> None:
    """Nothing is printed where the date should be; the text may say it."""
    if said.latest is None:
        reading.ask(QuestionKind.NO_DATE, "due", "No date is printed. When is this due?", key)
        return
    date_said = said.describe()
    message = f"The place of the date is blank. The text says {date_said}: is that when this is due?"
    reading.ask(QuestionKind.NO_DATE, "due", message, key, said.text, date_said)


def read_action_leads(leads: Paired, index: int, reading: Reading, key: str) -> LeadReading:
    """The leads of one action, with their questions."""
    found = _read_lines(value_of(leads, index), reading)
    text = value_of(leads, index).replace(_COLUMN, "; ").replace("\n", " ")
    if index in leads.doubtful:
        message = f"The leads beside this list are not all numbered. Does “{text}” belong here?"
        reading.ask(QuestionKind.LISTS, "leads", message, key, text, text)
    elif points_up(text) and reading.above:
        names = "; ".join(lead.name for lead in reading.above)
        message = f"“{text}” is printed instead of a lead. Is that {names}, as above?"
        reading.ask(QuestionKind.LEAD, "leads", message, key, text, names)
        return LeadReading(reading.above)
    elif found.doubts:  # one question for a cell, whatever is doubtful about it
        kind = QuestionKind.NO_LEAD if not found.leads else QuestionKind.LEAD
        doubt = found.doubts[0]
        if len(found.doubts) > 1 and found.leads:
            names = "; ".join(lead.name for lead in found.leads)
            count = "one lead" if len(found.leads) == 1 else f"{len(found.leads)} leads"
            doubt = Doubt(f"I read “{text}” as {count}: {names}. Is that right?", names)
        reading.ask(kind, "leads", doubt.message, key, text, doubt.suggestion)
    elif all(leads.torn) and len(found.leads) > 1:
        half, rest = leads.torn
        message = f"Are “{half}” and “{rest}” two leads, or one name in two lines?"
        reading.ask(QuestionKind.LEAD, "leads", message, key, text, f"{half} {rest}")
    if not text and reading.has_lead:
        reading.ask(QuestionKind.NO_LEAD, "leads", "No lead is printed. Who leads this?", key)
    if any(lead.name in reading.initials for lead in found.leads):
        meant = reading.initials
        found = replace(
            found, leads=tuple(replace(lead, remark=lead.remark or meant.get(lead.name, "")) for lead in found.leads)
        )
    if text and not points_up(text):
        reading.above = found.leads
    return found


def with_column_roles(
    entry: ActionRows, leads: Sequence[DraftLead], reading: Reading, key: str
) -> tuple[DraftLead, ...]:
    """Leads with the role that their column names, where the plan parts those who answer from those who act."""
    columns = entry.parts(_R.LEAD)
    shades = {parts.column.shade for parts in columns}
    if reading.has_oversight and shades == {Shade.OVERSIGHT} and leads:
        message = f"Only “{columns[0].text}” stands here, under “{columns[0].column.heading}”. Who leads this?"
        reading.ask(QuestionKind.NO_LEAD, "leads", message, key, columns[0].text)
    elif len(shades) == 1 or not shades & {Shade.ACCOUNTABLE, Shade.OVERSIGHT}:
        return tuple(leads)  # a column of its own just means the lead
    # Who stands in both acts as well.
    columns = sorted(columns, key=lambda parts: parts.column.shade is Shade.OVERSIGHT)

    def role(lead: DraftLead) -> LeadRole:
        for parts in columns:
            named = rf"(?<!\w){re.escape(lead.name)}(?!\w)"
            if lead.role is not LeadRole.LEAD or not re.search(named, " ".join(parts.text.split()), re.IGNORECASE):
                continue
            if parts.column.shade in {Shade.ACCOUNTABLE, Shade.OVERSIGHT}:
                return LeadRole.ACCOUNTABLE
            return LeadRole.RESPONSIBLE if Shade.ACCOUNTABLE in shades else LeadRole.LEAD
        return lead.role

    return tuple(replace(lead, role=role(lead)) for lead in leads)


def _read_lines(text: str, reading: Reading) -> LeadReading:
    leads: dict[str, DraftLead] = {}
    doubts: list[Doubt] = []
    roles: set[LeadRole] = set()
    lines = text.split("\n")
    for half, rest in pairwise(lines):  # a blank line parts two columns, which are never one name
        if not (half and rest) or NO_LEAD.fullmatch(half):
            continue
        if kind_of(half) is NameKind.FRAGMENT and kind_of(rest) is NameKind.POST:
            message = f"Are “{half}” and “{rest}” two leads, or one name in two lines?"
            doubts.append(Doubt(message, f"{half} {rest}"))
    for line in filter(None, lines):
        found = read_leads(line, reading.vocabulary)
        for lead in found.leads:
            leads.setdefault(lead.name.lower(), lead)
            roles.add(lead.role)
        doubts += found.doubts
    if leads:
        doubts = [doubt for doubt in doubts if doubt.suggestion or "reads like" in doubt.message or not leads]
    return LeadReading(tuple(leads.values()), tuple(doubts))


def read_extra(entry: ActionRows, reading: Reading, other: list[tuple[str, str]]) -> Pairs:
    """Columns that mean nothing here: kept with the action, or with the recommendation where the plan has it so."""
    mine: list[tuple[str, str]] = []
    current = entry.parts(_R.RAG)
    older = [parts for parts in entry.parts(_R.RAG, Shade.PLAIN)[:-1] if parts.is_filled]
    for parts in entry.cells.values():
        heading = parts.column.heading or f"column {parts.column.place + 1}"
        if not parts.text:
            continue
        if (
            parts.column.role in _OTHERS
            or (parts.column.role is _R.RAG and parts.column.shade is Shade.STATUS and len(current) > 1)
            or any(parts is one for one in older)  # of several RAG columns the last holds; none is lost
        ):
            (other if heading in reading.shared else mine).append((heading, parts.text))
        elif parts.column.role is _R.DUE and entry.parts(_R.DUE_ORIGINAL) and not any(map(str.isdigit, parts.text)):
            mine.append((heading, parts.text))  # `n/a` under "revised": the original date holds
    return folded_pairs(mine)


def folded_pairs(pairs: Sequence[tuple[str, str]]) -> Pairs:
    """Texts under the same heading in one."""
    found: dict[str, str] = {}
    for heading, text in pairs:
        found[heading] = f"{found[heading]} {text}" if heading in found and found[heading] != text else text
    return tuple(found.items())
