"""From grouped rows to draft recommendations and actions: lists taken apart, dates, leads and colours read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.due import Due, Precision
from domain.importing.dates import month_span
from domain.importing.draft import (
    ColumnRole,
    DraftAction,
    DraftLead,
    DraftMilestone,
    DraftRecommendation,
    DraftStatus,
    LeadRole,
    Pairs,
    ProgressEntry,
    Question,
    QuestionKind,
)
from domain.importing.duedates import Doubt, DueReading, read_due, split_dates
from domain.importing.headings import Shade
from domain.importing.keys import unique
from domain.importing.leads import LeadReading, LeadVocabulary, read_leads, split_lead_groups
from domain.importing.lists import Item, ItemKind, read_items
from domain.importing.milestones import milestones_of
from domain.importing.pairing import Paired, Target, pair
from domain.importing.rags import RagReading, read_rag
from domain.importing.refs import key_part
from domain.importing.rows import ActionRows, Group, Parts
from domain.importing.runs import split_run
from domain.rag import ColourKey, Rag, RagValue

_R = ColumnRole
_INTRO = re.compile(
    r"(?::[\s-]*|\b(?:including|includes?|following|alongside|as follows|such as|by)[\s;:,-]*)$", re.IGNORECASE
)
_BLANK = re.compile(
    r"(?:tb[cad]|to be (?:confirmed|agreed|advised|determined|decided|completed)|n/?a|none|[?\s./–—-]+)[\s.?]*", re.I
)
_OTHERS = (_R.OTHER, _R.NOTES, _R.EVIDENCE, _R.PRIORITY)


@dataclass(slots=True)
class Reading:
    """What all actions of a plan share while they are read."""

    code: str
    as_at: date | None
    vocabulary: LeadVocabulary
    colours: ColourKey = field(default_factory=ColourKey)
    taken: set[str] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)
    shared: frozenset[str] = frozenset()  # headings whose cells belong to the recommendation, not to one action
    has_rag: bool = False
    has_due: bool = True
    has_lead: bool = True
    has_action: bool = True

    def ask(self, kind: QuestionKind, name: str, message: str, key: str, text: str = "", suggestion: str = "") -> None:
        """Note a question once."""
        question = Question(kind, name, message, key, text, suggestion)
        if question not in self.questions[-40:]:
            self.questions.append(question)


@dataclass(slots=True)
class _Spec:
    """An action before its date and lead are known."""

    label: str
    text: str
    row: int
    items: list[Item]
    listed: bool


def build_recommendation(group: Group, key: str, reading: Reading) -> DraftRecommendation:
    """A recommendation with its actions, and the questions about them."""
    for kind, name, message, text in group.doubts:
        reading.ask(kind, name, message, key, text)
    specs = [_specs_of(entry, group, reading, key) for entry in group.actions]
    offset = 0
    alone = len(specs) == 1 and len(specs[0][0]) == 1 and not specs[0][0][0].label and not group.actions[0].ref
    actions: list[DraftAction] = []
    common: dict[str, list[str]] = {"progress": [], "success": [], "outcome": []}
    other: list[tuple[str, str]] = []
    unnumbered = 0
    _hold_for_all(group)
    for entry, (entry_specs, intro) in zip(group.actions, specs, strict=True):
        if intro:
            other.append(intro)
        keys = []
        for spec in entry_specs:
            if alone:
                keys.append(key)
                continue
            if not spec.label and not entry.ref:
                unnumbered += 1
            keys.append(unique(_action_key(key, spec, entry, unnumbered, reading.code), reading.taken))
        built = _build_actions(entry, entry_specs, keys, group, reading, common, other)
        actions.extend(built)
        offset += len(entry_specs)
    return DraftRecommendation(
        key=key,
        ref=group.printed_ref,
        text=group.text if group.texts else " ".join(dict.fromkeys(action.text for action in actions)),
        section=group.section,
        outcome=" ".join(dict.fromkeys(common["outcome"])),
        progress=" ".join(common["progress"]),
        success_measures=tuple(dict.fromkeys(common["success"])),
        other=_folded_pairs(other),
        actions=tuple(actions),
        source=group.source,
    )


def _action_key(key: str, spec: _Spec, entry: ActionRows, unnumbered: int, code: str) -> str:
    if spec.label:
        return f"{key}.{spec.label.lower()}"
    if not entry.ref:
        return f"{key}.u{unnumbered}"
    ref = key_part(entry.ref)
    bare = key.removeprefix(f"{code}-")
    if re.fullmatch(r"u\d+|T\d+\.u\d+", bare) or ref.lower().startswith(bare.lower()):
        return f"{code}-{ref}"
    return f"{key}.{ref}"


def _hold_for_all(group: Group) -> None:
    """A lead or date that is printed once for a whole recommendation holds for all its actions."""
    if len(group.actions) < 2:
        return
    for role in (_R.LEAD, _R.DUE):
        filled = [entry for entry in group.actions if entry.parts(role)]
        first = group.actions[0]
        if len(filled) != 1 or filled[0] is not first:
            for entry in group.actions[1:]:
                _inherit_covered(entry, group, role)
            continue
        for entry in group.actions[1:]:
            merged = any(slot.startswith(role.value) for slot in entry.covered)
            for slot, parts in first.cells.items():
                if parts.column.role is role and parts.text and _is_plain(parts):
                    entry.cells[slot] = Parts(parts.column, [(0, piece) for _, piece in parts.pieces], parts.cells)
                    if not merged and not entry.carried:
                        what = "lead" if role is _R.LEAD else "date"
                        message = (
                            f"The {what} is printed once for several actions. I took “{parts.text}” for this one too."
                        )
                        kind = QuestionKind.LEAD if role is _R.LEAD else QuestionKind.DATE
                        field_name = "leads" if role is _R.LEAD else "due"
                        group.doubts.append((kind, field_name, message, parts.text))


def _is_plain(parts: Parts) -> bool:
    return not any(item.kind is ItemKind.NUMBER for item in read_items(parts.pieces, dashes=False))


def _inherit_covered(entry: ActionRows, group: Group, role: ColumnRole) -> None:
    """A merged cell reaches down over the rows below it."""
    index = group.actions.index(entry)
    for slot in entry.covered:
        if slot.startswith(role.value) and slot not in entry.cells:
            above = next((one.cells[slot] for one in reversed(group.actions[:index]) if slot in one.cells), None)
            if above is not None:
                entry.cells[slot] = Parts(above.column, [(0, piece) for _, piece in above.pieces], above.cells)


def _specs_of(
    entry: ActionRows, group: Group, reading: Reading, key: str
) -> tuple[list[_Spec], tuple[str, str] | None]:
    """The actions of one entry, and a heading-and-text pair for words that only introduce their list."""
    parts = entry.parts(_R.ACTION)
    own = bool(parts)
    pieces = [piece for one in parts for piece in one.pieces] if own else [(0, piece) for piece in group.texts]
    printed = " ".join(piece.printed for _, piece in pieces if piece.printed)
    dates = _count_dates(entry)
    ran = False

    def split(text: str) -> list[str]:
        nonlocal ran
        found = split_run(text, dates if dates > 1 else None)
        ran = ran or (len(found) > 1 and len(found) != dates)
        return found

    items = read_items(pieces, split)
    if not own:
        if reading.has_action or not _parallel(entry, items):
            return [
                _Spec("", "" if reading.has_action else printed, 0, [] if reading.has_action else items, False)
            ], None
    numbered = [item for item in items if item.kind is ItemKind.NUMBER]
    if not numbered or (len(numbered) == 1 and items[0] is not numbered[0]):
        bullets = [item for item in items if item.text]
        if 1 < dates == len(bullets) and len(_plain_dates(entry)) == dates and _bulleted(bullets):
            reading.ask(
                QuestionKind.SPLIT, "text", f"I took {dates} parts with {dates} dates as {dates} actions.", key, printed
            )
            return [_Spec("", item.text, item.row, [], True) for item in bullets], None
        return [_Spec("", printed, 0, items, False)], None
    if ran:
        message = f"The list ran together when the file was made. I read {len(numbered)} actions in it. Is that right?"
        reading.ask(QuestionKind.SPLIT, "text", message, key, printed, str(len(numbered)))
    return _listed_specs(entry, items, numbered, parts[0].column.heading if parts else "", reading, key)


def _bulleted(items: Sequence[Item]) -> bool:
    return all(item.kind is ItemKind.BULLET or item.own_paragraph for item in items)


def _listed_specs(
    entry: ActionRows, items: list[Item], numbered: list[Item], heading: str, reading: Reading, key: str
) -> tuple[list[_Spec], tuple[str, str] | None]:
    specs: list[_Spec] = []
    intro: list[str] = []
    for item in items:
        if item.kind is ItemKind.NUMBER:
            label = item.labels[0] if item.labels else ""
            if any(spec.label == label for spec in specs):
                reading.ask(
                    QuestionKind.REFS, "ref", f"The number {label} is printed twice in this list.", key, item.text
                )
            specs.append(_Spec(label, item.text, item.row, [], True))
        elif specs and any(spec.label for spec in specs):
            specs[-1].text = f"{specs[-1].text} {item.text}".strip()
            specs[-1].items.append(item)
        elif _INTRO.search(item.text) or not _has_own_head(entry):
            intro.append(item.text)
            if not _INTRO.search(item.text):
                message = f"“{item.text}” stands before a numbered list. Is it an action of its own?"
                reading.ask(QuestionKind.SPLIT, "text", message, key, item.text)
        else:
            specs.append(_Spec("", item.text, item.row, [], True))
    del numbered
    return specs, (heading or "introduction", " ".join(intro)) if intro else None


def _has_own_head(entry: ActionRows) -> bool:
    """Do lead and date cells begin with something that has no number, and numbers after it?"""
    heads = 0
    for role in (_R.LEAD, _R.DUE):
        for parts in entry.parts(role):
            items = read_items(parts.pieces, dashes=False)
            kinds = [item.kind for item in items]
            heads += bool(kinds) and kinds[0] is ItemKind.TEXT and ItemKind.NUMBER in kinds
    return heads > 0


def _parallel(entry: ActionRows, items: Sequence[Item]) -> bool:
    """Without an action column, a numbered list is actions only if leads or dates are numbered like it."""
    numbers = {label for item in items for label in item.labels}
    if len(numbers) < 2:
        return False
    beside = {
        label
        for role in (_R.LEAD, _R.DUE)
        for parts in entry.parts(role)
        for item in read_items(parts.pieces, dashes=False)
        for label in item.labels
    }
    return len(numbers & beside) > 1


def _plain_dates(entry: ActionRows) -> list[str]:
    return [
        value
        for parts in entry.parts(_R.DUE)
        for item in read_items(parts.pieces, dashes=False)
        for value in split_dates(item.text)
        if item.text
    ]


def _count_dates(entry: ActionRows) -> int:
    """How many dates stand beside a list, as far as they are told apart."""
    return len(_plain_dates(entry))


def _build_actions(
    entry: ActionRows,
    specs: list[_Spec],
    keys: list[str],
    group: Group,
    reading: Reading,
    common: dict[str, list[str]],
    other: list[tuple[str, str]],
) -> list[DraftAction]:
    targets = [Target(spec.label, spec.row) for spec in specs]
    single = len(specs) == 1
    dues = _pair_role(entry, _R.DUE, targets, spread=True)
    originals = _pair_role(entry, _R.DUE_ORIGINAL, targets, spread=True)
    leads = _pair_leads(entry, targets, reading)
    rags = _pair_role(entry, _R.RAG, targets, spread=True, shades=(Shade.PLAIN,))
    statuses = _pair_role(entry, _R.RAG, targets, spread=True, shades=(Shade.STATUS,))
    history = [(parts.column.heading, _pair_parts(parts, targets, spread=False)) for parts in entry.parts(_R.PROGRESS)]
    measures = [_pair_parts(parts, targets, spread=False) for parts in entry.parts(_R.SUCCESS_MEASURE)]
    common["outcome"] += [parts.text for parts in entry.parts(_R.OUTCOME)]
    if not single:
        common["progress"] += [paired.common for _, paired in history if paired.common]
        common["success"] += [paired.common for paired in measures if paired.common]
    extra = _extra(entry, reading, other)
    if dues.mismatch and not single:
        _ask_mismatch(reading, "due", "dates", dues, len(specs), group, keys)
    if leads.mismatch and not single:
        _ask_mismatch(reading, "leads", "leads", leads, len(specs), group, keys)
    built = []
    for index, (spec, key) in enumerate(zip(specs, keys, strict=True)):
        due = _read_due(entry, dues, index, single, reading, key)
        lead = _read_lead(leads, index, reading, key)
        rag, status = _read_rags(entry, rags, statuses, index, single, reading, key)
        closed_on, closed_text = _closed(entry, reading, key)
        status = DraftStatus.COMPLETE if closed_on or closed_text else status or due.status
        original = _value(originals, index)
        progress = tuple(
            ProgressEntry(heading, text) for heading, paired in history if (text := _own(paired, index, single))
        )
        if not spec.text or _BLANK.fullmatch(spec.text):
            reading.ask(QuestionKind.NO_ACTION, "text", "No action is printed. What is to be done?", key, spec.text)
        milestones = milestones_of(spec.items, spec.text, reading.as_at) if not spec.listed or spec.items else ()
        built.append(
            DraftAction(
                key=key,
                ref=entry.ref or spec.label or (group.printed_ref if single and len(group.actions) == 1 else ""),
                text=spec.text,
                leads=lead.leads,
                leads_text=_value(leads, index),
                due=due.due,
                due_original=read_due(original, reading.as_at).due if original else due.original,
                status=status or DraftStatus.OPEN,
                completed_on=closed_on or due.completed_on,
                rag=rag,
                progress=progress[-1].text if progress else "",
                progress_history=progress if len(entry.parts(_R.PROGRESS)) > 1 else (),
                success_measure=" ".join(text for paired in measures if (text := _own(paired, index, single))),
                other=extra if index == 0 else (),
                source=entry.source,
                milestones=_unique_milestones(milestones, due.milestones),
            )
        )
    return built


def _unique_milestones(found: Sequence[DraftMilestone], dated: Sequence[DraftMilestone]) -> tuple[DraftMilestone, ...]:
    return (*found, *(milestone for milestone in dated if milestone not in found))


def _pair_role(
    entry: ActionRows, role: ColumnRole, targets: list[Target], *, spread: bool, shades: tuple[Shade, ...] = ()
) -> Paired:
    found = entry.parts(role, *shades)
    if role is _R.RAG or len(found) > 1:
        found = found[-1:]
    return _pair_parts(found[0], targets, spread=spread) if found else Paired([""] * len(targets))


def _pair_parts(parts: Parts, targets: list[Target], *, spread: bool) -> Paired:
    dated = parts.column.role in {_R.DUE, _R.DUE_ORIGINAL}
    items = read_items(parts.pieces, dashes=not spread)
    if len(targets) == 1:
        only = items[0] if len(items) == 1 else None
        text = only.text if only and spread and only.kind is not ItemKind.TEXT else parts.text
        return Paired([""], text)
    return pair(targets, items, split=split_dates if dated else None, spread=spread)


def _pair_leads(entry: ActionRows, targets: list[Target], reading: Reading) -> Paired:
    """Several lead columns (lead officer, lead agency) are read one after the other."""
    found = entry.parts(_R.LEAD)
    if not found:
        return Paired([""] * len(targets))
    total = Paired([""] * len(targets))
    for parts in found:
        items = read_items(parts.pieces, dashes=False)
        if len(targets) == 1:
            only = items[0] if len(items) == 1 else None
            joined = only.text if only else "; ".join(_joined_lines(items))
            paired = Paired([""], joined)
        else:
            paired = pair(targets, items, split=lambda text: split_lead_groups(text, reading.vocabulary), spread=True)
            if len(items) == len(targets) > 1 and not any(item.labels for item in items) and not paired.mismatch:
                paired.doubtful = list(range(len(targets)))
        total.own = [_and(one, two) for one, two in zip(total.own, paired.own, strict=True)]
        total.common = _and(total.common, paired.common)
        total.doubtful += paired.doubtful
        total.mismatch = total.mismatch or paired.mismatch
    return total


def _joined_lines(items: Sequence[Item]) -> list[str]:
    """Lines of a lead cell; one that ends with a joiner goes on in the next."""
    lines: list[str] = []
    for item in items:
        if lines and re.search(r"(?:[-–&/,]|\band|\bof)$", lines[-1]):
            lines[-1] = f"{lines[-1]} {item.text}"
        elif item.text:
            lines.append(item.text)
    return lines


def _and(one: str, two: str) -> str:
    return f"{one}; {two}" if one and two else one or two


def _value(paired: Paired, index: int) -> str:
    own = paired.own[index]
    return own or ("" if any(paired.own) and paired.mismatch else paired.common)


def _own(paired: Paired, index: int, single: bool) -> str:
    return paired.own[index] or (paired.common if single else "")


def _ask_mismatch(
    reading: Reading, name: str, what: str, paired: Paired, count: int, group: Group, keys: Sequence[str]
) -> None:
    open_keys = [key for key, text in zip(keys, paired.own, strict=True) if not text] or list(keys)
    message = f"{count} actions, but the {what} beside them do not pair: “{paired.common}”. Which belongs to which?"
    for key in open_keys:
        reading.ask(QuestionKind.LISTS, name, message, key, paired.common)
    del group


def _read_due(entry: ActionRows, dues: Paired, index: int, single: bool, reading: Reading, key: str) -> DueReading:
    text = dues.own[index] or ("" if any(dues.own) else dues.common)
    cells = [cell for parts in entry.parts(_R.DUE) for cell in parts.cells if cell.day]
    if len(cells) == 1 and cells[0].day and (single or not any(dues.own)):
        day = cells[0].day
        if cells[0].day_precision is Precision.MONTH:
            return DueReading(Due(text, Precision.MONTH, *month_span(day.year, day.month)))
        return DueReading(Due.on(day, text))
    if dues.mismatch and not dues.own[index] and not single:
        return DueReading(Due.none(dues.common if not any(dues.own) else ""))
    reading_ = read_due(text, reading.as_at)
    for doubt in reading_.doubts:
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
    if not text and reading.has_due:
        reading.ask(QuestionKind.NO_DATE, "due", "No date is printed. When is this due?", key)
    return reading_


def _read_lead(leads: Paired, index: int, reading: Reading, key: str) -> LeadReading:
    text = _value(leads, index)
    found = _read_lines(text, reading)
    for doubt in found.doubts:
        kind = QuestionKind.NO_LEAD if not found.leads else QuestionKind.LEAD
        reading.ask(kind, "leads", doubt.message, key, text, doubt.suggestion)
    if index in leads.doubtful:
        reading.ask(
            QuestionKind.LISTS,
            "leads",
            f"The leads beside this list are not all numbered. Does “{text}” belong here?",
            key,
            text,
        )
    if not text and reading.has_lead:
        reading.ask(QuestionKind.NO_LEAD, "leads", "No lead is printed. Who leads this?", key)
    return found


def _read_lines(text: str, reading: Reading) -> LeadReading:
    leads: dict[str, DraftLead] = {}
    doubts: list[Doubt] = []
    roles: set[LeadRole] = set()
    for line in text.split("; ") if "; " in text else [text]:
        found = read_leads(line, reading.vocabulary)
        for lead in found.leads:
            leads.setdefault(lead.name.lower(), lead)
            roles.add(lead.role)
        doubts += found.doubts
    if leads:
        doubts = [doubt for doubt in doubts if doubt.suggestion or len(leads) == 0]
    return LeadReading(tuple(leads.values()), tuple(doubts))


def _read_rags(
    entry: ActionRows, rags: Paired, statuses: Paired, index: int, single: bool, reading: Reading, key: str
) -> tuple[Rag, DraftStatus | None]:
    del single
    fills = [
        cell.fill for parts in entry.cells.values() if parts.column.role is _R.RAG for cell in parts.cells if cell.fill
    ]
    text, status_text = _value(rags, index), _value(statuses, index)
    found = read_rag(text or status_text, fills[-1] if fills else "")
    said = read_rag(status_text) if text and status_text else RagReading(Rag())
    status = found.status or said.status
    value = found.rag.value if found.rag.value is not RagValue.NONE else said.rag.value
    rag = Rag(value, found.rag.text or said.rag.text)
    if value is not RagValue.NONE and value is reading.colours.complete:
        status = DraftStatus.COMPLETE
    if reading.has_rag and value is RagValue.NONE and status is None:
        message = (
            f"“{rag.text}” is no colour that I know. Which RAG is meant?" if rag.text else "RAG is blank. Is there one?"
        )
        reading.ask(QuestionKind.RAG, "rag", message, key, rag.text)
    elif found.unknown:
        reading.ask(
            QuestionKind.RAG, "rag", f"“{rag.text}” stands under RAG. I took {value.value}.", key, rag.text, value.value
        )
    return rag, status


def _closed(entry: ActionRows, reading: Reading, key: str) -> tuple[date | None, str]:
    """A date in a column `completed on`."""
    for parts in entry.parts(_R.OTHER, Shade.COMPLETED_ON):
        day = next((cell.day for cell in parts.cells if cell.day), None)
        found = read_due(parts.text, reading.as_at)
        if day or (found.due.precision is Precision.DAY and not found.due.needs_check):
            return day or found.due.latest, parts.text
        if found.status is DraftStatus.COMPLETE or read_rag(parts.text).status is DraftStatus.COMPLETE:
            return found.completed_on, parts.text
        if found.due.latest is not None:
            return None, parts.text
        if re.fullmatch(r"(?i)y(?:es)?[.!]*", parts.text):
            return None, parts.text
        if not re.fullmatch(r"(?i)(?:no?|n/?a|-|not yet)[.!]*", parts.text):
            reading.ask(
                QuestionKind.STATUS,
                "status",
                f"“{parts.text}” stands under “{parts.column.heading}”. Is it complete?",
                key,
                parts.text,
            )
    return None, ""


def _extra(entry: ActionRows, reading: Reading, other: list[tuple[str, str]]) -> Pairs:
    """Columns that mean nothing here: kept with the action, or with the recommendation where the plan has it so."""
    mine: list[tuple[str, str]] = []
    current = entry.parts(_R.RAG)
    for parts in entry.cells.values():
        heading = parts.column.heading or f"column {parts.column.place + 1}"
        if not parts.text:
            continue
        if parts.column.role in _OTHERS or (
            parts.column.role is _R.RAG and parts.column.shade is Shade.STATUS and len(current) > 1
        ):
            (other if heading in reading.shared else mine).append((heading, parts.text))
        elif parts.column.role in {_R.DUE, _R.DUE_ORIGINAL} and len(entry.parts(parts.column.role)) > 1:
            mine.append((heading, parts.text))
    return _folded_pairs(mine)


def _folded_pairs(pairs: Sequence[tuple[str, str]]) -> Pairs:
    """Texts under the same heading in one."""
    found: dict[str, str] = {}
    for heading, text in pairs:
        found[heading] = f"{found[heading]} {text}" if heading in found and found[heading] != text else text
    return tuple(found.items())
