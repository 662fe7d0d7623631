"""One role for each column, seen together: which of two dates governs, which text is the action, which names lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.importing.columns import Column, swap
from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole
from domain.importing.headings import Meaning, Shade, meanings, plain
from domain.importing.profiles import Profile
from domain.importing.text_columns import (
    settle_baselines,
    settle_decisions,
    settle_responses,
    settle_texts,
    settle_unknown,
)

_R = ColumnRole
_EARLIER = re.compile(r"(?i)\b(?:last|prev|previous|prior|earlier|former|old|before|baseline|opening|initial|was)\b")
_CURRENT = re.compile(r"(?i)\b(?:current(?:ly)?|now|latest|today)\b")
_BROUGHT = re.compile(r"(?i)\b(?:impact|outcomes?|evidence|assurance|benefits?|risk|confidence|embedded)\b")
_TIMED = re.compile(
    r"(?i)\b(?:last|prev|previous|prior|earlier|former|old|before|now|current|latest|new|this|today|initial|start|original"
    r"|baseline|target|q[1-4]|quarter|term|aut(?:umn)?|spr(?:ing)?|sum(?:mer)?|win(?:ter)?|inherent|residual"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|year|month|week|wk|yr)\b"
)
_OWN_RAG = {"rag", "brag", "rag rating", "brag rating", "rag status", "brag status"}  # and no word more
_DONE_ON = re.compile(r"(?i)\bdate of completion\b|\bcompletion date\b|\bdate complete\b")
_NAMED = re.compile(r"(?i)\b(?:name[ds]?|person|individual|officer|contact|professional|practitioner)\b")
_LEADS = 0.6  # the share of cells from which on names, or numbers, stand in a column
_NAMES = 0.75  # the share of names of people that makes a column of them
_STATED = 0.8  # the share of words for how far the work is that makes a column of them, whatever its heading
_WORKS = 0.5  # the share of commands that makes a column of work
_FEW_COLOURS = 0.2  # the share of colours in a column of words
_NAME_LENGTH = 30  # characters
_BODY = re.compile(r"(?i)\b(?:agenc(?:y|ies)|organisations?)\b")
_PARTS = {"directorate", "department", "division", "service"}  # parts of a council: nobody can be reminded there
_BODIES = {"agency", "agencie", "organisation", "service", "team", "directorate", "department"}
_ACTS = {"lead", "leading", "responsible", "accountable", "owner", "owning", "who", "delivery", "delivering", "named"}
_DATE = {"date", "dates"}
_SOME_DAY = date(2000, 1, 1)
_COUNTED = re.compile(r"(?i)\d|\b(?:first|second|third|1st|2nd|3rd|initial|original(?:ly)?|previous|last)\b")
_TARGET = re.compile(r"(?i)\b(?:target|due|deadline|by when|timescale|planned)\b")


def settle(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """The columns with their final roles; those at the places in `fixed` keep what a person gave them."""
    kept = {column.place: column for column in columns if column.place in fixed}
    for step in (
        _give_way,
        _settle_refs,
        _settle_leads,
        _settle_bare,
        _settle_agencies,
        _settle_employers,
        settle_baselines,
        settle_texts,
        settle_responses,
        settle_decisions,
        settle_unknown,
        _settle_dates,
        _settle_rags,
        _settle_ticks,
        _settle_sections,
        _settle_notes,
    ):
        columns = swap(step(columns, profiles, fixed), kept)
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
    return swap(columns, changed)


def _others(columns: list[Column], role: ColumnRole, fixed: set[int]) -> list[Column]:
    return [column for column in columns if column.role is role and column.place not in fixed]


def _settle_refs(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    refs = _others(columns, _R.REF, fixed)
    changed: dict[int, Column] = {}
    heads = {_R.REF, _R.RECOMMENDATION, _R.ACTION, _R.SECTION}  # a number under `Must do` is that of a must-do
    said = [one for one in refs if one.is_bare or any(meant.role in heads for meant in meanings(one.says))]
    plain_refs = [column for column in said if column.shade is not Shade.ACTION_REF] or said[:1] or refs[:1]
    for column in refs:
        if column is plain_refs[0] and column.place < len(profiles):
            continue
        of_action = column.shade is Shade.ACTION_REF or column.is_bare or _numbers_actions(column, columns)
        shade = Shade.ACTION_REF if of_action else column.shade
        changed[column.place] = replace(column, role=_R.OTHER, shade=shade)
    # A lone numeric column far from the left, such as a score, is no ref; nor are numbers under another heading right
    # of the texts, such as days or pounds.
    texts = [column.place for column in columns if column.role in {_R.ACTION, _R.RECOMMENDATION}]
    for column in refs[:1]:
        far = column.is_bare and column.place > len(columns) // 2
        behind = bool(texts) and column.place > min(texts) and not column.is_bare
        named = any(meant.role is _R.REF for meant in meanings(column.says))
        counted = behind and not named and profiles[column.place].numbers >= _LEADS
        if far or (counted and column.place not in changed):
            changed[column.place] = replace(column, role=_R.OTHER)
    return swap(columns, changed)


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
            first = (meanings(column.says) or (Meaning(_R.OTHER),))[0]
            role = first.role if first.role is not _R.LEAD else _R.OTHER
            open_ = not column.is_bare and not meanings(column.says)  # names under a heading that says nothing
            changed[column.place] = replace(column, role=role, shade=first.shade, surprise="", unsure=open_)
    return swap(columns, changed)


def _settle_bare(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Without any headings: beside what is to be done, short words that command nothing and change are who does it."""
    if any(column.heading or column.role is _R.LEAD for column in columns):
        return columns
    works = [column.place for column in columns if profiles[column.place].commands >= _WORKS]
    short = [
        column
        for column in columns
        if column.place not in {*works, *fixed}
        and (cells := profiles[column.place]).count > 1
        and cells.length < _NAME_LENGTH
        and cells.leads > 0
        and not cells.commands
        and max(cells.dates, cells.rags, cells.refs, cells.grades) < _LEADS / 2
    ]
    if len(works) != 1 or len(short) != 1:
        return columns
    return swap(columns, {short[0].place: replace(short[0], role=_R.LEAD, unsure=True)})


def _settle_ticks(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Ticks under one of several headings that say nothing of how it goes (wards, years) are no state of the work."""
    ticked = [column for column in columns if profiles[column.place].count and profiles[column.place].answers == 1.0]
    if len(ticked) < 2:
        return columns
    told = {column.place for column in ticked if any(meant.role is _R.RAG for meant in meanings(column.says))}
    wrong = [column for column in ticked if column.role is _R.RAG and column.place not in told | fixed]
    return swap(columns, {column.place: replace(column, role=_R.OTHER) for column in wrong})


def _settle_agencies(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Beside a column that names who leads, one headed only `Agency` or `Service` says on the left whose part it is,
    and on the right where they work."""
    leads = [column for column in columns if column.role is _R.LEAD]
    weak = [column for column in leads if _is_weak_lead(column) and column.place not in fixed]
    texts = [column.place for column in columns if column.role in {_R.ACTION, _R.RECOMMENDATION}]
    part = len(weak) == len(leads) == 1 and plain(weak[0].says).rpartition(" ")[2].rstrip("s") in _PARTS
    if part and texts and weak[0].place < min(texts):
        return swap(columns, {weak[0].place: replace(weak[0], unsure=True)})  # `Service` may be a theme
    if not weak or len(weak) == len(leads) or not texts:
        return columns
    has_section = any(column.role is _R.SECTION for column in columns)
    changed: dict[int, Column] = {}
    for column in weak:
        if column.place < min(texts):
            role = _R.OTHER if has_section else _R.SECTION
            changed[column.place] = replace(column, role=role, unsure=True)
            has_section = True
        elif all(profiles[one.place].leads > 0.5 for one in leads if one not in weak):
            changed[column.place] = replace(column, role=_R.OTHER, unsure=True)
    return swap(columns, changed)


def _settle_employers(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """`Who: organisation` beside `Who: named individual`, `Lead directorate` beside `Lead officer`: the person leads,
    the other says where they work."""
    leads = [column for column in columns if column.role is _R.LEAD]
    named = [one for one in leads if _NAMED.search(one.says) or profiles[one.place].people >= _NAMES]
    changed: dict[int, Column] = {}
    for column in leads if len(leads) > 1 else ():
        words = plain(column.says).split()
        beside = any(plain(one.says).split()[: len(words) - 1] == words[:-1] for one in named if one is not column)
        part = bool(words) and words[-1].rstrip("s") in _PARTS and column not in named
        beside |= any(plain(one.says).split() == words[:-1] for one in leads)  # `Lead organisation` beside `Lead`
        company = words[-1:] in (["organisation"], ["employer"], ["company"]) and beside
        body = bool(named) and not profiles[column.place].people and (part or bool(_BODY.search(column.says)))
        if (body or company) and column not in named and column.place not in fixed:
            changed[column.place] = replace(column, role=_R.OTHER, unsure=True)
    return swap(columns, changed)


def _is_weak_lead(column: Column) -> bool:
    words = [word.rstrip("s") for word in plain(column.says).split()]
    words = words[:-1] if words[-1:] == ["name"] else words  # `DirectorateName` of a database
    return bool(words) and words[-1] in _BODIES and not set(words) & _ACTS


def _says_when_done(heading: str) -> bool:
    """`Date of completion`, `Actual completion`: may it be when something was done?"""
    first = meanings(heading)[:1]
    if _TARGET.search(heading) or any(one.shade is Shade.REVISED or one.role is _R.DUE_ORIGINAL for one in first):
        return False
    return bool(_DONE_ON.search(heading)) or any(each.shade is Shade.COMPLETED_ON for each in meanings(heading))


def _settle_dates(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    changed: dict[int, Column] = {}
    dues = _others(columns, _R.DUE, fixed)
    ends = [column for column in dues if _says_when_done(column.says)]
    dated_twice = any(column.role is _R.DUE_ORIGINAL for column in columns)
    targets = [
        profiles[column.place].count
        for column in dues
        if _TARGET.search(column.says) and (dated_twice or column.shade is not Shade.REVISED)
    ]  # `Completion date` beside `Revised target date` and no other is the date that was revised
    # More rows can't be done than have a deadline: then the other date is one as well.
    if len(ends) == 1 and targets and profiles[ends[0].place].count <= max(targets):
        # `Target date` and `Date of completion`: until when, and when it was done.
        done = replace(ends[0], role=_R.OTHER, shade=Shade.COMPLETED_ON)
        return _settle_dates(swap(columns, {done.place: done}), profiles, fixed)
    figures = [
        column
        for column in _others(columns, _R.DUE_ORIGINAL, fixed)
        if profiles[column.place].count and not profiles[column.place].dates
    ]  # `Baseline`: how much there was, and no date
    columns = swap(columns, {column.place: replace(column, role=_R.OTHER) for column in figures})
    originals = [column for column in columns if column.role is _R.DUE_ORIGINAL]
    if not dues and originals:
        changed[originals[0].place] = replace(originals[0], role=_R.DUE)
    elif len(dues) == 1 and plain(dues[0].says) in _DATE and not any(one.given for one in columns):
        # `Date` on the left is rather that of a meeting.
        places = [one.place for one in columns if one.role in {_R.ACTION, _R.RECOMMENDATION}]
        if places and dues[0].place < min(places):
            changed[dues[0].place] = replace(dues[0], unsure=True)
    elif len(dues) > 1:
        revised = [column for column in dues if column.shade is Shade.REVISED]
        ordinary = [column for column in dues if column.shade is not Shade.REVISED]
        # First those whose heading says so; a year left of the texts is rather that of the plan, or of the report.
        texts = [column.place for column in columns if column.role in {_R.ACTION, _R.RECOMMENDATION}]
        early = {one.place for one in ordinary if texts and one.place < min(texts)}
        meeting = {one.place for one in ordinary if one.place in early and plain(one.says) in _DATE}
        ordinary.sort(
            key=lambda one: (
                one.unsure or one.is_bare or bool(one.surprise) or one.place in meeting,
                one.place in early,
            )
        )
        filled = [column for column in ordinary if profiles[column.place].dates > 0.3]
        most = max((profiles[column.place].count for column in filled), default=0)
        filled = [column for column in filled if profiles[column.place].count * 3 > most * 2]  # few have a special one
        keep = revised[-1] if revised else (filled or ordinary)[0]
        for column in dues:
            if column is keep:
                continue
            first = revised and not originals and column in ordinary and column is ordinary[0]
            said = meanings(column.says)
            dated = any(meant.role in {_R.DUE, _R.DUE_ORIGINAL} or meant.shade is not Shade.PLAIN for meant in said[:1])
            told = any(meant.role is _R.PROGRESS for meant in said)  # `Last update received`
            newer = column in revised and not _COUNTED.search(column.says)  # `New date` beside `Forecast`
            changed[column.place] = replace(
                column,
                role=_R.DUE_ORIGINAL if first else _R.OTHER,
                surprise="" if told else column.surprise,
                unsure=not column.is_bare and not told and (not dated or not revised or newer),
            )
    return swap(columns, changed)


def _when(column: Column) -> str:
    """The last day of the period that a heading names (`Status Sept 25`), as it sorts; empty for none."""
    found = [one.latest for one in find_dates(column.says) if one.latest]
    return max(found).isoformat() if found else ""


def is_timed(heading: str) -> bool:
    """`RAG now`, `Q1 RAG`, `RAG May 26`: does it say of when a colour is?"""
    return bool(_TIMED.search(heading)) or any(map(str.isdecimal, heading))  # `RAG P7`


def _is_period(heading: str) -> bool:
    """`Q2`, `Sept 25`: a heading that is a time and nothing else."""
    found = find_dates(heading, _SOME_DAY)
    return len(found) == 1 and found[0].end - found[0].start >= len(heading.strip()) - 1


def _settle_rags(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    if any(_is_period(column.says) for column in _others(columns, _R.RAG, fixed)):
        # `Q1` and `Q2`: where one of them holds colours, the others do, whatever words stand beside these.
        alike = [one for one in _others(columns, _R.PROGRESS, fixed) if _is_period(one.says)]
        alike = [one for one in alike if profiles[one.place].rags >= _LEADS]
        columns = swap(columns, {one.place: replace(one, role=_R.RAG, surprise="") for one in alike})
    columns = _with_own_colours(columns, profiles, fixed)
    rags = _others(columns, _R.RAG, fixed)
    colours = [column for column in rags if column.shade is not Shade.STATUS]
    # `RAG last month` beside `RAG this month` is the older one, wherever it stands.
    # A quarter that is still to come is blank.
    dated = all(_when(column) for column in colours)  # `Nov RAG` may stand left of `Aug RAG`
    timed = any(is_timed(column.says) for column in colours)
    # How it goes, and not what it brought: `Delivery RAG` beside `Impact RAG`.
    colours.sort(
        key=lambda column: (
            profiles[column.place].count > 0,
            not _EARLIER.search(column.says),
            bool(_CURRENT.search(column.says)),  # `Current RAG` beside `RAG at June`
            _when(column) if dated else "",
            not _BROUGHT.search(column.says),
            plain(column.says) in _OWN_RAG,
            0 if timed else -column.place,  # of two judges the plan's own comes first
        )
    )
    changed: dict[int, Column] = {}
    periods = bool(colours) and _is_period(colours[-1].says)
    told = any(column.shade is Shade.STATUS for column in rags)
    for column in colours[:-1]:
        if not told and not meanings(column.says) and profiles[column.place].stated >= _STATED:
            told = True  # `Stage`, `Status Reason` beside the colours: how far it is
            changed[column.place] = replace(column, shade=Shade.STATUS, unsure=False, surprise="")
            continue
        # Of months side by side it is enough to ask about the one that was taken.
        unsure = column.unsure and not (periods and _is_period(column.says))
        surprise = "" if periods and _is_period(column.says) else column.surprise
        changed[column.place] = replace(column, role=_R.OTHER, unsure=unsure, surprise=surprise)
    states = [column for column in rags if column.shade is Shade.STATUS]
    now = [column for column in states if not _EARLIER.search(column.says)] or states
    newest = max((column for column in now if _when(column)), key=_when, default=now[0] if now else None)
    for column in states:
        if column is not newest:
            changed[column.place] = replace(column, role=_R.OTHER)
    if not rags:
        # `Judgement`: words such as `Improving`, under a heading that means nothing, where no column says how it goes.
        for column in columns:
            cells = profiles[column.place] if column.place < len(profiles) else Profile()
            free = column.role is _R.OTHER and column.shade is Shade.PLAIN and column.place not in fixed
            if free and not column.is_bare and not meanings(column.says) and cells.states >= 0.5:
                changed[column.place] = replace(column, unsure=True)
    for column in rags:
        cells = profiles[column.place]
        prose = (
            cells.count > 1
            and cells.rags < 0.2
            and cells.length > (18 if len(colours) and column not in colours else 40)
        )
        if column.place not in changed and prose:
            changed[column.place] = replace(column, role=_R.PROGRESS, shade=Shade.PLAIN)
    return swap(columns, changed)


def _with_own_colours(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """`On track?` beside `Status`, neither of which says RAG: the one that holds colours (or no words, but shades) is
    the RAG, where the other holds words."""
    rags = _others(columns, _R.RAG, fixed)
    named = [one for one in rags if any(meant.role is _R.RAG for meant in meanings(one.says))]
    stages = [one for one in rags if one not in named and profiles[one.place].colours < _FEW_COLOURS]
    if named and stages:  # `Stage` beside `BRAG`, which may hold shades alone
        columns = swap(columns, {one.place: replace(one, shade=Shade.STATUS, unsure=False) for one in stages})
    states = [column for column in _others(columns, _R.RAG, fixed) if column.shade is Shade.STATUS]
    worded = [one for one in states if profiles[one.place].count and profiles[one.place].colours < _FEW_COLOURS]
    others = [one for one in states if one not in worded]
    told = any(one.role is _R.RAG and one.shade is Shade.PLAIN for one in columns)
    if told or not worded or len(others) != 1:
        return columns
    return swap(columns, {others[0].place: replace(others[0], shade=Shade.PLAIN)})


def _settle_sections(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    sections = _others(columns, _R.SECTION, fixed)
    work = [column.place for column in columns if column.role in {_R.ACTION, _R.LEAD, _R.DUE}]
    late = [column for column in sections if len(work) > 1 and column.place > max(work)]
    late = [column for column in late if profiles[column.place].variety > 0.6]
    if late:
        # `Review (Dec)` right of who and when, with words of its own in each row: how it went, and no theme.
        told = [column for column in late if profiles[column.place].spoken >= 0.5]
        roles = {column.place: _R.PROGRESS if column in told else _R.OTHER for column in late}
        columns = swap(columns, {one.place: replace(one, role=roles[one.place], unsure=True) for one in late})
        sections = [column for column in sections if column not in late]
    if len(sections) < 2:
        return columns
    keep = min(sections, key=lambda column: (profiles[column.place].variety, column.place))
    return swap(columns, {column.place: replace(column, role=_R.OTHER) for column in sections if column is not keep})


def _settle_notes(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Remarks are progress where nothing else is."""
    del profiles
    progress = [column for column in columns if column.role is _R.PROGRESS]
    strong = [column for column in progress if not plain(column.says).startswith(("note", "comment", "remark"))]
    changed: dict[int, Column] = {}
    if strong and len(strong) < len(progress):
        for column in progress:
            if column not in strong and column.place not in fixed:
                changed[column.place] = replace(column, role=_R.NOTES)
    return swap(columns, changed)
