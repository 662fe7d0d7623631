"""From grouped rows to draft recommendations and actions: lists taken apart, dates, leads and colours read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from domain.due import Due
from domain.importing.closed import ask_if_done, ask_of_archived, read_closed
from domain.importing.colours import no_longer_blue, read_action_rag
from domain.importing.dates import find_dates
from domain.importing.draft import (
    ColumnRole,
    DraftAction,
    DraftMilestone,
    DraftRecommendation,
    DraftStatus,
    ProgressEntry,
    QuestionKind,
)
from domain.importing.duedates import read_due
from domain.importing.grouped import ActionRows, Group, Parts
from domain.importing.headings import Shade, meanings
from domain.importing.keys import unique, without_code
from domain.importing.leadasides import points_up
from domain.importing.lists import ItemKind, label_value, read_items, without_mark
from domain.importing.milestones import checklist_of, closing_date, milestones_of
from domain.importing.pairing import Target
from domain.importing.rags import closed_on, is_closed_on, is_rag_like, without_signs
from domain.importing.refs import is_sibling, key_part
from domain.importing.specs import Spec, specs_of
from domain.importing.struck_out import ask_of_struck
from domain.importing.values import (
    Reading,
    ask_mismatch,
    folded_pairs,
    lead_columns,
    own_text,
    pair_leads,
    pair_parts,
    pair_role,
    read_action_due,
    read_action_leads,
    read_extra,
    value_of,
    with_column_roles,
)
from domain.rag import RagValue

_R = ColumnRole
_BLANK = re.compile(
    r"(?:tb[cad]|to be (?:confirmed|agreed|advised|determined|decided|completed)|n/?a|none|[?\s./–—-]+)[\s.?]*", re.I
)


def build_recommendation(group: Group, key: str, reading: Reading) -> DraftRecommendation:
    """A recommendation with its actions, and the questions about them."""
    reading.places[key, ""] = group.source
    for kind, name, message, text in group.doubts:
        reading.ask(kind, name, message, key, text)
    specs = [specs_of(entry, group, reading, key) for entry in group.actions]
    _number_on(spec for entry_specs, _ in specs for spec in entry_specs)
    alone = len(specs) == 1 and len(specs[0][0]) == 1 and not specs[0][0][0].label and not group.actions[0].ref
    actions: list[DraftAction] = []
    common: dict[str, list[str]] = {"progress": [], "success": [], "outcome": []}
    other: list[tuple[str, str]] = []
    unnumbered = 0
    numbers_actions = any(is_sibling(entry.ref, group.ref) for entry in group.actions if entry.ref)
    _hold_for_all(group)
    for entry, (entry_specs, intro) in zip(group.actions, specs, strict=True):
        if intro:
            other.append(intro)
        keys = []
        for spec in entry_specs:
            # Where the refs number the actions, the recommendation has the number of its first one.
            if alone or (numbers_actions and entry is group.actions[0] and not spec.label and not entry.ref):
                keys.append(key)
                continue
            if not spec.label and not entry.ref:
                unnumbered += 1
            keys.append(unique(_action_key(key, spec, entry, unnumbered, reading.code), reading.taken))
        for kind, name, message, text in entry.doubts:
            for one in keys:
                reading.ask(kind, name, message, one, text)
        built = _build_actions(entry, entry_specs, keys, group, reading, common, other)
        actions.extend(built)
    return DraftRecommendation(
        key=key,
        ref=group.printed_ref,
        text=group.text if group.texts else " ".join(dict.fromkeys(action.text for action in actions)),
        section=group.section,
        outcome=" ".join(dict.fromkeys(common["outcome"])),
        progress=" ".join(common["progress"]),
        success_measures=tuple(dict.fromkeys(common["success"])),
        other=folded_pairs(other),
        actions=tuple(actions),
        source=group.source,
    )


def _number_on(specs: Iterable[Spec]) -> None:
    """Numbers that are only places in a list go on where the list before a page break ended."""
    last = 0
    for spec in specs:
        if spec.implied and label_value(spec.label) <= last:
            spec.label = str(last + 1)
        last = max(last, label_value(spec.label))


def _own_ref(entry: ActionRows, spec: Spec, specs: Sequence[Spec]) -> str:
    """The number printed for an action; of a list in one cell (`1.1 Publish it`, `1.2 Train all`) each has its own."""
    first = specs[0].label
    if entry.ref_in_words and first and spec.label and entry.ref.endswith(first):
        return entry.ref.removesuffix(first) + spec.label
    return entry.ref or spec.label


def _action_key(key: str, spec: Spec, entry: ActionRows, unnumbered: int, code: str) -> str:
    if spec.label:
        return f"{key}.{spec.label.lower()}"
    if not entry.ref:
        return f"{key}.u{unnumbered}"
    ref = key_part(entry.ref)
    bare = key.removeprefix(f"{code}-")
    if bare == without_code(bare, code):  # else it was kept in the number above, too
        ref = without_code(ref, code)
    scope = found[0] if (found := re.match(r"T\d+\.", bare)) else ""
    if is_sibling(ref, bare.removeprefix(scope)):
        return f"{code}-{scope}{ref}"
    if re.fullmatch(r"u\d+|T\d+\.u\d+", bare) or ref.lower().startswith(bare.lower()):
        return f"{code}-{ref}"
    return f"{key}.{ref}"


def _hold_for_all(group: Group) -> None:
    """A lead or date that is printed once for a whole recommendation holds for all its actions."""
    if len(group.actions) < 2 or any(entry.whole for entry in group.actions):
        return  # what is missing in a record of its own is missing
    for role in (_R.LEAD, _R.DUE):
        filled = [entry for entry in group.actions if entry.parts(role)]
        first = group.actions[0]
        if len(filled) != 1 or filled[0] is not first:
            _inherit_covered(group, role)
            continue
        for entry in group.actions[1:]:
            if role is _R.DUE and entry.parts(_R.DUE_ORIGINAL):
                continue  # it has a date of its own, which nobody has revised
            merged = any(slot.startswith(role.value) for slot in entry.covered)
            for slot, parts in first.cells.items():
                if parts.column.role is role and parts.text and _is_plain(parts):
                    entry.cells[slot] = Parts(parts.column, [(0, piece) for _, piece in parts.pieces], parts.cells)
                    if not merged and not entry.carried:
                        what = "lead" if role is _R.LEAD else "date"
                        message = f"No {what} is printed in this row. I took “{parts.text}” from above. Is that right?"
                        kind = QuestionKind.LEAD if role is _R.LEAD else QuestionKind.DATE
                        field_name = "leads" if role is _R.LEAD else "due"
                        entry.doubts.append((kind, field_name, message, parts.text))


def _is_plain(parts: Parts) -> bool:
    return not any(item.kind is ItemKind.NUMBER for item in read_items(parts.pieces, dashes=False))


def _inherit_covered(group: Group, role: ColumnRole) -> None:
    """A merged cell reaches down over the rows below it."""
    above: dict[str, Parts] = {}
    for entry in group.actions:
        for slot in entry.covered:
            if slot.startswith(role.value) and slot not in entry.cells and slot in above:
                parts = above[slot]
                entry.cells[slot] = Parts(parts.column, [(0, piece) for _, piece in parts.pieces], parts.cells)
        above.update({slot: parts for slot, parts in entry.cells.items() if parts.column.role is role})


def _build_actions(
    entry: ActionRows,
    specs: list[Spec],
    keys: list[str],
    group: Group,
    reading: Reading,
    common: dict[str, list[str]],
    other: list[tuple[str, str]],
) -> list[DraftAction]:
    targets = [Target(spec.label, spec.row) for spec in specs]
    single = len(specs) == 1
    governing = _governing(entry)
    dues = pair_role(entry, governing, targets, spread=True)
    originals = pair_role(entry, _R.DUE_ORIGINAL, targets, spread=True)
    leads = pair_leads(entry, targets, reading)
    cells = lead_columns(entry, targets) if reading.has_lead_columns else []
    rags = pair_role(entry, _R.RAG, targets, spread=True, shades=(Shade.PLAIN,))
    statuses = pair_role(entry, _R.RAG, targets, spread=True, shades=(Shade.STATUS,))
    history = [(parts.column.heading, pair_parts(parts, targets, spread=False)) for parts in entry.parts(_R.PROGRESS)]
    measures = [pair_parts(parts, targets, spread=False) for parts in entry.parts(_R.SUCCESS_MEASURE)]
    common["outcome"] += [without_mark(parts.text) for parts in entry.parts(_R.OUTCOME)]
    if not single:
        common["progress"] += [without_mark(paired.common) for _, paired in history if paired.common]
        common["success"] += [without_mark(paired.common) for paired in measures if paired.common]
    extra = read_extra(entry, reading, other)
    if dues.mismatch and not single:
        ask_mismatch(reading, "due", "dates", dues, len(specs), group, keys)
    if leads.mismatch and not single:
        ask_mismatch(reading, "leads", "leads", leads, len(specs), group, keys)
    built = []
    for index, (spec, key) in enumerate(zip(specs, keys, strict=True)):
        _note_places(entry, governing, key, reading)
        due = read_action_due(entry.parts(governing), dues, index, single, reading, key, said=spec.text)
        if spec.listed and not dues.own[index]:
            _ask_own_date(spec.text, due.due, reading, key)
        lead = read_action_leads(leads, index, reading, key)
        rag, status = read_action_rag(entry, rags, statuses, index, reading, key)
        done_on, closed_text = read_closed(entry, reading, key, "" if single else spec.label)
        if status is DraftStatus.OPEN and (done_on or closed_text):
            ask_if_done(entry, value_of(statuses, index) or rag.text, reading, key)
            done_on = None
        else:
            closed = (done_on or closed_text) and status is not DraftStatus.WITHDRAWN
            status = DraftStatus.COMPLETE if closed else status or due.status
            if closed:
                no_longer_blue(reading, key)
        if status is not DraftStatus.COMPLETE:
            ask_of_archived(entry, reading, key)
        original = value_of(originals, index) if governing is _R.DUE else ""
        if points_up(original) and reading.original_above:
            original = reading.original_above
        if original:
            reading.original_above = original
        if not original and single and (struck := find_dates(entry.gone.get(_R.DUE, ""), reading.as_at)):
            original = entry.gone[_R.DUE][struck[0].start : struck[0].end]  # the first of the dates that were replaced
        progress = tuple(
            ProgressEntry(heading, text) for heading, paired in history if (text := own_text(paired, index, single))
        )
        if not progress and single and (sentence := _beside_sign(entry)):
            progress = (sentence,)
        if status is None and (said := _said_whole(progress, entry)) is not None:
            status = said
        if status is None and progress and (signed := reading.signs.find(progress[-1].text)) is not None:
            status = signed.status  # `●` or `4` under progress, as the plan's key explains it
        done_on = done_on or due.completed_on
        if status is DraftStatus.COMPLETE and not done_on:  # `Implemented 2/6/25` under status, or as the last news
            said_last = (rag.text, value_of(statuses, index), progress[-1].text if progress else "")
            done_on = next(filter(None, map(closed_on, said_last)), None)
        if not spec.text or _BLANK.fullmatch(spec.text):
            printed = f"“{spec.text}” is printed instead of an action." if spec.text else "No action is printed."
            _drop_missing(key, reading, only_blank=True)  # one question for such a row, not one for each blank cell
            reading.ask(QuestionKind.NO_ACTION, "text", f"{printed} What is to be done?", key, spec.text)
        if not (lead.leads or due.due.latest or rag.text or rag.value is not RagValue.NONE):
            _ask_once_of_no_work(spec.text, status, key, reading)
        if ask_of_struck(entry, status, reading, key):
            _drop_missing(key, reading, only_blank=True)
        milestones = milestones_of(spec.items, spec.text, reading.as_at) if not spec.listed or spec.items else ()
        if single and 1 < len(milestones) == len(lead.leads) == len(value_of(leads, index).split("\n")):
            named = " ".join(value_of(leads, index).split())
            message = f"“{named}” stands beside {len(milestones)} points. Does each of them lead one?"
            reading.ask(QuestionKind.LISTS, "leads", message, key, named)
        built.append(
            DraftAction(
                key=key,
                ref=_own_ref(entry, spec, specs) or (group.printed_ref if single and len(group.actions) == 1 else ""),
                text=spec.text,
                leads=with_column_roles(entry, lead.leads, reading, key),
                leads_text=" ".join(value_of(leads, index).split()),
                lead_cells=tuple((heading, text) for heading, paired in cells if (text := value_of(paired, index))),
                due=due.due,
                due_original=read_due(original, reading.as_at).due if original else due.original,
                status=status or DraftStatus.OPEN,
                completed_on=done_on,
                rag=rag,
                progress=progress[-1].text if progress else "",
                progress_history=progress if reading.has_history else (),
                success_measure=" ".join(text for paired in measures if (text := own_text(paired, index, single))),
                other=extra if index == 0 else (),
                source=entry.source,
                milestones=_unique_milestones((*milestones, *_checklist(entry, index, reading)), due.milestones),
            )
        )
    return built


_GIVEN_UP = re.compile(
    r"(?i)[\W_]*(?:see (?:also )?(?:above|below|(?:\w+ ){0,2}\w{0,4}\d)|merged|withdrawn|removed|deleted|superseded"
    r"|replaced|combined|duplicate|no longer|now part of|covered (?:by|in|under)|moved (?:to|into)|incorporated"
    r"|transferred|not (?:accepted|used|agreed)|rejected|closed)\b"
)
_MISSING = frozenset({QuestionKind.NO_LEAD, QuestionKind.NO_DATE, QuestionKind.RAG})


def _ask_once_of_no_work(text: str, status: DraftStatus | None, key: str, reading: Reading) -> None:
    """A row without lead, date and colour that says itself that it is no work (`See 2.1`, `Merged with 3`): one
    question, and none for each blank; none at all where its status says the same.
    """
    if status is not DraftStatus.WITHDRAWN and not _GIVEN_UP.match(text):
        return
    if _drop_missing(key, reading) and status is not DraftStatus.WITHDRAWN:
        message = f"“{text}” stands here without a lead and a date. Is it still an action?"
        reading.ask(QuestionKind.STATUS, "status", message, key, text, DraftStatus.WITHDRAWN.value)


def _drop_missing(key: str, reading: Reading, *, only_blank: bool = False) -> bool:
    """Don't ask who, when and which colour, one by one; was anything of it asked? `only_blank`: nothing printed."""
    asked = [
        one for one in reading.questions if one.key == key and one.kind in _MISSING and not (only_blank and one.text)
    ]
    reading.questions[:] = [one for one in reading.questions if one not in asked]
    return bool(asked)


def _ask_own_date(text: str, due: Due, reading: Reading, key: str) -> None:
    """An item of a list that says its own date, beside one date for the whole list."""
    own = closing_date(text, reading.as_at)
    if own.latest and due.latest and own.latest != due.latest:
        message = (
            f"The text says {own.describe()}, and {due.describe()} is printed for the whole list. Which holds here?"
        )
        reading.ask(QuestionKind.DATE, "due", message, key, own.text, own.describe())


def _beside_sign(entry: ActionRows) -> ProgressEntry | None:
    """`11 of 19 done 🟢` under `Progress`, whose cells hold colours: the words are progress all the same."""
    for parts in entry.parts(_R.RAG):
        told = any(meant.role is _R.PROGRESS for meant in meanings(parts.column.heading))
        words = without_signs(parts.text)
        if told and words != parts.text and " " in words and not is_rag_like(words):
            return ProgressEntry(parts.column.heading, parts.text)
    return None


def _said_whole(progress: Sequence[ProgressEntry], entry: ActionRows) -> DraftStatus | None:
    """`Closed 3/2/26` and nothing else under progress or outcome is the plan's own word, and no prose."""
    texts = [progress[-1].text if progress else "", entry.text(_R.OUTCOME)]
    return DraftStatus.COMPLETE if any(is_closed_on(text) for text in texts if text) else None


def _checklist(entry: ActionRows, index: int, reading: Reading) -> tuple[DraftMilestone, ...]:
    """The items of a checklist that a task tracker keeps in a column of its own."""
    found = [piece for parts in entry.parts(_R.OTHER, Shade.CHECKLIST) for _, piece in parts.pieces]
    return checklist_of([piece.printed for piece in found], reading.as_at) if not index else ()


_FIELDS = {"leads": _R.LEAD, "rag": _R.RAG, "text": _R.ACTION, "progress": _R.PROGRESS}


def _note_places(entry: ActionRows, governing: ColumnRole, key: str, reading: Reading) -> None:
    reading.places[key, ""] = entry.source
    for name, role in (*_FIELDS.items(), ("due", governing)):
        if place := entry.place(role):
            reading.places[key, name] = place


def _governing(entry: ActionRows) -> ColumnRole:
    """Where no revised date is printed, the original one still holds."""
    revised = entry.text(_R.DUE)
    unchanged = not revised or re.fullmatch(
        r"(?i)(?:n/?a|none|no?|no change|unchanged|as original|[-–—.]+)\.?", revised
    )
    return _R.DUE_ORIGINAL if unchanged and entry.parts(_R.DUE_ORIGINAL) else _R.DUE


def _unique_milestones(found: Sequence[DraftMilestone], dated: Sequence[DraftMilestone]) -> tuple[DraftMilestone, ...]:
    return (*found, *(milestone for milestone in dated if milestone not in found))
