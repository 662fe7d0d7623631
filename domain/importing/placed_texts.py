"""Which text of a table is the action where no heading says so: by where it stands, and by its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.importing.columns import Column, swap
from domain.importing.draft import ColumnRole
from domain.importing.headings import Shade, meanings
from domain.importing.profiles import Profile

_R = ColumnRole
COMMANDS, FEW_COMMANDS, WORDY = 0.6, 0.2, 0.5  # shares of cells
_ANSWERS = re.compile(r"(?i)\b(?:responses?|implement\w*|plans?|proposals?)\b")
_SHORT = 12  # characters that say hardly what to do


def texts_by_place(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Without headings that say it: texts before the lead and the date are recommendation and action, texts after them
    progress. `Management response` is the action where nothing else can be."""
    people = [column.place for column in columns if column.role in {_R.LEAD, _R.DUE}]
    first = min(people, default=len(profiles))
    free = [
        column
        for column in columns
        if column.role in {_R.OTHER, _R.SECTION}
        and column.place not in fixed
        and column.shade is Shade.PLAIN
        and (column.is_bare or not meanings(column.says) or column.role is _R.SECTION)
        and profiles[column.place].count
        and max(profiles[column.place].refs, profiles[column.place].dates) < 0.5
    ]
    before = [column for column in free if column.place < first]
    if not any(profiles[one.place].length > _SHORT and not _is_theme(one, profiles) for one in before):
        answers = [one for one in columns if one.place not in fixed and _answers(one, profiles)]
        if answers:
            return swap(columns, {answers[-1].place: replace(answers[-1], role=_R.ACTION, unsure=True)})
    before = before or free
    changed: dict[int, Column] = {}
    repeated = [
        column for column in before if profiles[column.place].variety < 0.7 and profiles[column.place].count > 2
    ]
    if len(before) > 1 and repeated and repeated[0] is before[0]:
        changed[before[0].place] = replace(before[0], role=_R.SECTION)
        before = before[1:]
    if any(profiles[column.place].wordy >= WORDY for column in before):  # `High`, `Low` beside what is to be done
        before = [one for one in before if profiles[one.place].wordy >= FEW_COMMANDS or profiles[one.place].length > 12]
    if len(before) > 2:
        before = [column for column in before if profiles[column.place].length >= 20] or before
    if len(before) == 1:
        changed[before[0].place] = replace(before[0], role=_R.ACTION)
    elif before:
        themes = [one for one in before[1:] if one.role is _R.SECTION and profiles[one.place].wordy < WORDY]
        ordered = profiles[before[0].place].commands >= COMMANDS and len(themes) == len(before) - 1
        rest = before[:1] if ordered else before[1:]
        action = max(rest, key=lambda column: (round(profiles[column.place].commands, 1), -column.place))
        for index, column in enumerate(before):
            role = _R.RECOMMENDATION if not index else _R.OUTCOME if column.place < action.place else _R.PROGRESS
            if action is before[0] and column.role is _R.SECTION:
                continue  # a theme behind the action that it is of
            changed[column.place] = replace(column, role=_R.ACTION if column is action else role)
    for column in free:
        if column.place > first and column.place not in changed and profiles[column.place].length > 20:
            changed[column.place] = replace(column, role=_R.PROGRESS)
    # Nothing but its place says that a text is the action, and others may be it as well: a person is asked.
    texts = [one for one in free if profiles[one.place].wordy >= WORDY]
    for place, one in changed.items():
        if one.role is _R.ACTION and one.says and len(texts) > 1 and profiles[place].commands < COMMANDS:
            changed[place] = replace(one, unsure=not meanings(one.says))
    return swap(columns, changed)


def _is_theme(column: Column, profiles: Sequence[Profile]) -> bool:
    """A few words under a heading that says that they are a theme, or which come again."""
    cells = profiles[column.place]
    return cells.wordy < WORDY and (column.role is _R.SECTION or cells.variety < 0.7)


def _answers(column: Column, profiles: Sequence[Profile]) -> bool:
    """Do sentences stand under what somebody answers to a recommendation?"""
    cells = profiles[column.place]
    said = column.role is _R.PROGRESS and column.shade is Shade.PLAIN and bool(_ANSWERS.search(column.says))
    return said and cells.length > _SHORT and max(cells.dates, cells.refs, cells.rags) < 0.5
