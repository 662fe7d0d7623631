"""One role for each column, seen together: which of two dates governs, which text is the action, which names lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.importing.columns import Column
from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole
from domain.importing.headings import Meaning, Shade, meanings, plain
from domain.importing.profiles import Profile

_R = ColumnRole
_RESPONSE = re.compile(r"(?i)\b(?:responses?|implement\w*|plans?|proposals?|delivery|what|how)\b")
_EARLIER = re.compile(r"(?i)\b(?:last|previous|prior|earlier|former|old|before)\b")
_DONE_ON = re.compile(r"(?i)\bdate of completion\b|\bcompletion date\b|\bdate complete\b")
_NAMED = re.compile(r"(?i)\b(?:name[ds]?|person|individual|officer|contact)\b")
_PARTS = {"directorate", "department", "division", "service"}  # parts of a council: nobody can be reminded there
_TARGET = re.compile(r"(?i)\b(?:target|due|deadline|by when|timescale|planned)\b")


def settle(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """The columns with their final roles; those at the places in `fixed` keep what a person gave them."""
    kept = {column.place: column for column in columns if column.place in fixed}
    for step in (
        _give_way,
        _settle_refs,
        _settle_leads,
        _settle_agencies,
        _settle_employers,
        _settle_texts,
        _settle_responses,
        _settle_unknown,
        _settle_dates,
        _settle_rags,
        _settle_sections,
        _settle_notes,
    ):
        columns = _swap(step(columns, profiles, fixed), kept)
    return columns


def _give_way(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Where a person said which column holds a role, no other column has it."""
    del profiles
    given = {column.role for column in columns if column.place in fixed}
    texts = {_R.ACTION: _R.RECOMMENDATION, _R.RECOMMENDATION: _R.ACTION}
    changed: dict[int, Column] = {}
    for role in given & {_R.REF, _R.SECTION, _R.DUE, _R.DUE_ORIGINAL, _R.ACTION, _R.RECOMMENDATION}:
        for column in _others(columns, role, fixed):
            other = texts.get(role, _R.OTHER)
            taken = any(one.role is other for one in columns)
            changed[column.place] = replace(column, role=_R.OTHER if taken else other, surprise="")
    return _swap(columns, changed)


def _others(columns: list[Column], role: ColumnRole, fixed: set[int]) -> list[Column]:
    return [column for column in columns if column.role is role and column.place not in fixed]


def _swap(columns: list[Column], changed: dict[int, Column]) -> list[Column]:
    return [changed.get(column.place, column) for column in columns]


def _settle_refs(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    refs = _others(columns, _R.REF, fixed)
    changed: dict[int, Column] = {}
    texts = {_R.REF, _R.RECOMMENDATION, _R.ACTION, _R.SECTION}  # a number under `Must do` is that of a must-do
    said = [one for one in refs if one.is_bare or any(meant.role in texts for meant in meanings(one.heading))]
    plain_refs = [column for column in said if column.shade is not Shade.ACTION_REF] or said[:1] or refs[:1]
    for column in refs:
        if column is plain_refs[0] and column.place < len(profiles):
            continue
        of_action = column.shade is Shade.ACTION_REF or column.is_bare or _numbers_actions(column, columns)
        shade = Shade.ACTION_REF if of_action else column.shade
        changed[column.place] = replace(column, role=_R.OTHER, shade=shade)
    # A lone numeric column far from the left, such as a score, is no ref.
    if refs and refs[0].is_bare and refs[0].place > len(columns) // 2:
        changed[refs[0].place] = replace(refs[0], role=_R.OTHER)
    return _swap(columns, changed)


def _numbers_actions(column: Column, columns: list[Column]) -> bool:
    """Does a second column of numbers stand between the recommendation and its actions? Then it numbers those."""
    texts = {one.role: one.place for one in columns if one.role in {_R.RECOMMENDATION, _R.ACTION}}
    return len(texts) > 1 and texts[_R.RECOMMENDATION] < column.place < texts[_R.ACTION]


def _settle_leads(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    leads = _others(columns, _R.LEAD, fixed)
    named = [column for column in leads if not column.is_bare and not column.surprise and not column.unsure]
    named += [column for column in columns if column.role is _R.LEAD and column.place in fixed]
    changed: dict[int, Column] = {}
    filled = any(profiles[column.place].count and profiles[column.place].leads > 0.3 for column in named)
    for column in leads:
        if (column.surprise or column.is_bare or column.unsure) and filled:
            first = (meanings(column.heading) or (Meaning(_R.OTHER),))[0]
            role = first.role if first.role is not _R.LEAD else _R.OTHER
            changed[column.place] = replace(column, role=role, shade=first.shade, surprise="", unsure=False)
    return _swap(columns, changed)


def _settle_agencies(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Beside a column that names who leads, one headed only `Agency` or `Service` on the left says whose part it is."""
    leads = [column for column in columns if column.role is _R.LEAD]
    weak = [column for column in leads if _is_weak_lead(column) and column.place not in fixed]
    texts = [column.place for column in columns if column.role in {_R.ACTION, _R.RECOMMENDATION}]
    if not weak or len(weak) == len(leads) or not texts:
        return columns
    has_section = any(column.role is _R.SECTION for column in columns)
    changed: dict[int, Column] = {}
    for column in weak:
        if column.place < min(texts):
            role = _R.OTHER if has_section else _R.SECTION
            changed[column.place] = replace(column, role=role, unsure=True)
            has_section = True
    del profiles
    return _swap(columns, changed)


def _settle_employers(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """`Who: organisation` beside `Who: named individual`, `Lead directorate` beside `Lead officer`: the person leads,
    the other says where they work."""
    del profiles
    leads = [column for column in columns if column.role is _R.LEAD]
    named = [column for column in leads if _NAMED.search(column.heading)]
    changed: dict[int, Column] = {}
    for column in leads if named else ():
        words = plain(column.heading).split()
        beside = any(plain(one.heading).split()[: len(words) - 1] == words[:-1] for one in named if one is not column)
        part = bool(words) and words[-1].rstrip("s") in _PARTS and column not in named
        company = words[-1:] in (["organisation"], ["employer"], ["company"]) and beside
        if (part or company) and column.place not in fixed:
            changed[column.place] = replace(column, role=_R.OTHER, unsure=part)
    return _swap(columns, changed)


def _is_weak_lead(column: Column) -> bool:
    words = plain(column.heading).split()
    return bool(words) and all(
        word.rstrip("s") in {"agency", "agencie", "organisation", "service", "team", "directorate", "department"}
        for word in words
    )


def _settle_responses(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Without a column for the action, the text between recommendation and lead or date says what will be done."""
    if any(column.role is _R.ACTION for column in columns):
        return columns
    start = next((column.place for column in columns if column.role is _R.RECOMMENDATION), None)
    people = [column.place for column in columns if column.role in {_R.LEAD, _R.DUE, _R.DUE_ORIGINAL}]
    if start is None or not people:
        return columns
    ends = [place for place in people if place > start]
    between = [
        column
        for column in columns
        if start < column.place < min(ends, default=0)
        and column.place not in fixed
        and column.role in {_R.PROGRESS, _R.OTHER}
        and column.shade is Shade.PLAIN
        and (column.role is _R.OTHER or _RESPONSE.search(column.heading))
        and profiles[column.place].length > 12
        and profiles[column.place].leads < 0.5
        and max(profiles[column.place].dates, profiles[column.place].refs, profiles[column.place].rags) < 0.5
    ]
    if not between:
        return columns
    chosen = max(between, key=lambda column: (bool(_RESPONSE.search(column.heading)), profiles[column.place].length))
    return _swap(columns, {chosen.place: replace(chosen, role=_R.ACTION, unsure=True)})


def _settle_texts(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """One recommendation column and one action column, if there are two texts; else one of them."""
    changed: dict[int, Column] = {}
    recommendations = [column for column in columns if column.role is _R.RECOMMENDATION]
    actions = [column for column in columns if column.role is _R.ACTION]
    if len(recommendations) > 1:
        keep = _main_recommendation(recommendations, profiles)
        for column in recommendations:
            if column is not keep and column.place not in fixed:
                repeated = profiles[column.place].variety < 0.75 and column.place < keep.place
                changed[column.place] = replace(column, role=_R.SECTION if repeated else _R.OTHER)
        recommendations = [keep]
    if len(actions) > 1:
        if not recommendations:
            changed[actions[0].place] = replace(actions[0], role=_R.RECOMMENDATION)
            recommendations, actions = actions[:1], actions[1:]
        keep = max(actions, key=lambda column: ("action" in plain(column.heading), -column.place))
        for column in actions:
            if column is not keep and column.place not in fixed:
                changed[column.place] = replace(column, role=_R.OTHER)
    columns = _swap(columns, changed)
    if not recommendations and actions and not any(column.role is _R.REF for column in columns):
        # Headed "Priority" or "Aim", but every row has its own: what the plan numbers.
        for column in columns:
            cells = profiles[column.place]
            if column.role is _R.SECTION and cells.count > 1 and cells.variety > 0.8 and column.place not in fixed:
                columns = _swap(columns, {column.place: replace(column, role=_R.RECOMMENDATION)})
                break
    if not any(column.role in {_R.RECOMMENDATION, _R.ACTION} for column in columns):
        columns = _texts_by_place(columns, profiles, fixed)
    return columns


def _main_recommendation(columns: list[Column], profiles: Sequence[Profile]) -> Column:
    def weight(column: Column) -> tuple[bool, bool, float, int]:
        cells = profiles[column.place]
        return (
            cells.variety > 0.6 or cells.count < 3,
            plain(column.heading).startswith(("recommendation", "objective")),
            cells.variety,
            -column.place,
        )

    return max(columns, key=weight)


def _texts_by_place(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Without headings: texts before the lead and the date are recommendation and action, texts after them progress."""
    people = [column.place for column in columns if column.role in {_R.LEAD, _R.DUE}]
    first = min(people, default=len(profiles))
    free = [
        column
        for column in columns
        if column.role in {_R.OTHER, _R.SECTION}
        and column.place not in fixed
        and column.shade is Shade.PLAIN
        and (column.is_bare or not meanings(column.heading) or column.role is _R.SECTION)
        and profiles[column.place].count
        and max(profiles[column.place].refs, profiles[column.place].dates) < 0.5
    ]
    before = [column for column in free if column.place < first] or free
    changed: dict[int, Column] = {}
    repeated = [
        column for column in before if profiles[column.place].variety < 0.7 and profiles[column.place].count > 2
    ]
    if len(before) > 1 and repeated and repeated[0] is before[0]:
        changed[before[0].place] = replace(before[0], role=_R.SECTION)
        before = before[1:]
    if len(before) > 2:
        before = [column for column in before if profiles[column.place].length >= 20] or before
    if len(before) == 1:
        changed[before[0].place] = replace(before[0], role=_R.ACTION)
    elif before:
        action = max(before[1:], key=lambda column: (round(profiles[column.place].commands, 1), -column.place))
        for index, column in enumerate(before):
            role = _R.RECOMMENDATION if not index else _R.OUTCOME if column.place < action.place else _R.PROGRESS
            changed[column.place] = replace(column, role=_R.ACTION if column is action else role)
    for column in free:
        if column.place > first and column.place not in changed and profiles[column.place].length > 20:
            changed[column.place] = replace(column, role=_R.PROGRESS)
    return _swap(columns, changed)


def _settle_unknown(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Commands under a heading that means nothing, left of the actions (`Saving`), are what the actions are for."""
    actions = [column.place for column in columns if column.role is _R.ACTION]
    if not actions or any(column.role is _R.RECOMMENDATION for column in columns):
        return columns
    for column in columns:
        cells = profiles[column.place] if column.place < len(profiles) else Profile()
        free = column.role is _R.OTHER and column.place not in fixed and column.shade is Shade.PLAIN
        known = column.is_bare or bool(meanings(column.heading))
        if free and not known and column.place < min(actions) and cells.commands >= 0.6 and cells.length >= 10:
            return _swap(columns, {column.place: replace(column, role=_R.RECOMMENDATION, unsure=True)})
    return columns


def _settle_dates(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    changed: dict[int, Column] = {}
    dues = _others(columns, _R.DUE, fixed)
    ends = [column for column in dues if _DONE_ON.search(column.heading) and not _TARGET.search(column.heading)]
    if len(ends) == 1 and any(_TARGET.search(column.heading) for column in dues):
        # `Target date` and `Date of completion`: until when, and when it was done.
        done = replace(ends[0], role=_R.OTHER, shade=Shade.COMPLETED_ON)
        return _settle_dates(_swap(columns, {done.place: done}), profiles, fixed)
    originals = [column for column in columns if column.role is _R.DUE_ORIGINAL]
    if not dues and originals:
        changed[originals[0].place] = replace(originals[0], role=_R.DUE)
    elif len(dues) > 1:
        revised = [column for column in dues if column.shade is Shade.REVISED]
        ordinary = [column for column in dues if column.shade is not Shade.REVISED]
        ordinary.sort(key=lambda column: column.unsure or column.is_bare)  # first those whose heading says so
        filled = [column for column in ordinary if profiles[column.place].dates > 0.3]
        keep = revised[-1] if revised else (filled or ordinary)[0]
        for column in dues:
            if column is keep:
                continue
            first = revised and not originals and column in ordinary and column is ordinary[0]
            changed[column.place] = replace(column, role=_R.DUE_ORIGINAL if first else _R.OTHER)
    return _swap(columns, changed)


def _when(column: Column) -> str:
    """The last day of the period that a heading names (`Status Sept 25`), as it sorts; empty for none."""
    found = [one.latest for one in find_dates(column.heading) if one.latest]
    return max(found).isoformat() if found else ""


def _settle_rags(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    rags = _others(columns, _R.RAG, fixed)
    colours = [column for column in rags if column.shade is not Shade.STATUS]
    # `RAG last month` beside `RAG this month` is the older one, wherever it stands.
    colours.sort(key=lambda column: not _EARLIER.search(column.heading))
    changed: dict[int, Column] = {}
    for column in colours[:-1]:
        changed[column.place] = replace(column, role=_R.OTHER)
    states = [column for column in rags if column.shade is Shade.STATUS]
    newest = max((column for column in states if _when(column)), key=_when, default=states[0] if states else None)
    for column in states:
        if column is not newest:
            changed[column.place] = replace(column, role=_R.OTHER)
    for column in rags:
        cells = profiles[column.place]
        prose = (
            cells.count > 1
            and cells.rags < 0.2
            and cells.length > (18 if len(colours) and column not in colours else 40)
        )
        if column.place not in changed and prose:
            changed[column.place] = replace(column, role=_R.PROGRESS, shade=Shade.PLAIN)
    return _swap(columns, changed)


def _settle_sections(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    sections = _others(columns, _R.SECTION, fixed)
    if len(sections) < 2:
        return columns
    keep = min(sections, key=lambda column: (profiles[column.place].variety, column.place))
    return _swap(columns, {column.place: replace(column, role=_R.OTHER) for column in sections if column is not keep})


def _settle_notes(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Remarks are progress where nothing else is."""
    del profiles
    progress = [column for column in columns if column.role is _R.PROGRESS]
    strong = [column for column in progress if not plain(column.heading).startswith(("note", "comment", "remark"))]
    changed: dict[int, Column] = {}
    if strong and len(strong) < len(progress):
        for column in progress:
            if column not in strong and column.place not in fixed:
                changed[column.place] = replace(column, role=_R.NOTES)
    return _swap(columns, changed)
