"""The audit of texts: is the column that was taken for the action the only one that can be it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from domain.importing.columns import Column
from domain.importing.draft import ColumnRole
from domain.importing.headings import Shade, meanings, plain
from domain.importing.profiles import Profile

_R = ColumnRole
_FEW = 0.2  # the share of commands or sentences in a column of names and themes
_WORK = 0.5  # the share of commands that makes a column of work
_MOST, _MANY = 0.6, 0.75  # shares of cells
_SHORT = 12  # characters that say hardly what to do
_SAYS_WORK = re.compile(
    r"\b(?:actions?(?! (?:with|by|plan|log|owner|lead)\b)|tasks?|steps?|milestones?|activit(?:y|ies)|deliverables?"
    r"|(?:we|be) (?:will )?do(?:ne)?|remed(?:y|ies)|interventions?|mitigations?)\b"
)
"""Words that say of a column that it is what is to be done, and nothing else."""
_FOLLOWS = re.compile(r"\b(?:next|upcoming|further)\b")
_ANSWERS = re.compile(r"\b(?:responses?|plans?|proposals?|delivery)\b")


def doubtful_texts(columns: Sequence[Column], cells: Mapping[int, Profile]) -> Iterator[Column]:
    """Columns of texts of which one may be the action in place of the one that was taken."""
    found = dict.fromkeys(one.place for one in (*_work_aside(columns, cells), *_either(columns, cells)))
    yield from (column for column in columns if column.place in found)


def _either(columns: Sequence[Column], cells: Mapping[int, Profile]) -> Iterator[Column]:
    """The action itself, where its heading does not say that it is what is to be done, and sentences that are as good
    stand under another heading that says no more (`The work` beside `What must change`)."""
    actions = [one for one in columns if one.role is _R.ACTION]
    taken = actions or [one for one in columns if one.role is _R.RECOMMENDATION]
    if len(taken) != 1 or taken[0].unsure or _says_work(taken[0]):
        return
    for column in columns:
        held = cells[column.place]
        texts = held.count > 1 and held.wordy >= _WORK and held.length > _SHORT
        known = column.unsure or (
            column.role is _R.RECOMMENDATION and _means_work(column) and _means_work(taken[0])
        )  # asked for another reason
        if column is taken[0] or known or not texts or max(held.dates, held.refs, held.rags, held.leads) >= _WORK:
            continue
        wanted = not actions and held.variety > _MANY and _is_wanted(column)  # `Aim` beside `Issue`, and no action
        if wanted or _may_be_work(column, held, cells[taken[0].place]):
            yield taken[0]
            return


def _says_work(column: Column) -> bool:
    first = next(iter(meanings(column.says)), None)
    named = first is not None and first.role in {_R.ACTION, _R.RECOMMENDATION}
    said = plain(column.says)
    return named and bool(_SAYS_WORK.search(said)) and not _FOLLOWS.search(said)


def _is_wanted(column: Column) -> bool:
    return any(meant.role in {_R.RECOMMENDATION, _R.SECTION} for meant in meanings(column.says)[:1])


def _means_work(column: Column) -> bool:
    return any(meant.role is _R.ACTION for meant in meanings(column.says)[:1])


def _may_be_work(column: Column, held: Profile, taken: Profile) -> bool:
    """May a column of sentences be the action by its heading, beside the one that was taken?"""
    said = next(iter(meanings(column.says)), None)
    if column.shade is not Shade.PLAIN:
        return False
    if said is None:
        return column.role in {_R.OTHER, _R.RECOMMENDATION, _R.SECTION}
    ordered = held.commands >= max(_WORK, taken.commands)
    answers = said.role is _R.PROGRESS and bool(_ANSWERS.search(plain(column.says)))
    return answers or said.role is _R.ACTION or (said.role is _R.RECOMMENDATION and ordered)


def _work_aside(columns: Sequence[Column], cells: Mapping[int, Profile]) -> Iterator[Column]:
    """Commands in a column that was only kept, beside an action that commands nothing."""
    yield from _no_action(columns, cells)
    actions = [column for column in columns if column.role in {_R.ACTION, _R.RECOMMENDATION}]
    most = max((cells[column.place].commands for column in actions), default=1.0)
    weak = all(_may_be_recommended(column) for column in actions if column.role is _R.ACTION)
    first = min((column.place for column in columns if column.role in {_R.LEAD, _R.DUE}), default=-1)
    for column in columns:
        held = cells[column.place]
        said = {meant.role for meant in meanings(column.says)[:1]}
        follows = column.role is _R.NOTES and _R.ACTION in said  # `Next steps`, beside the action
        kept = column.role not in {_R.ACTION, _R.RECOMMENDATION, _R.LEAD} and (not said or _R.ACTION in said)
        kept &= not follows
        enough = held.commands >= max(_WORK, most + _FEW)
        unknown = weak and not meanings(column.says)  # `Our plan`, `Undertaking` beside such an action
        enough |= unknown and (held.commands >= _MOST or (held.wordy >= _MANY and column.place < first))
        enough |= weak and _R.ACTION in said and held.wordy >= _MANY
        enough |= weak and not meanings(column.says) and held.wordy >= _MANY and column.place < first  # `Undertaking`
        if kept and held.count > 1 and enough and held.length > _SHORT:
            yield column


def _may_be_recommended(column: Column) -> bool:
    """`What we need to improve` says what somebody asked for as well as what is done."""
    said = {meant.role for meant in meanings(column.says)}
    return _R.RECOMMENDATION in said and not re.search(r"\bactions?\b", plain(column.says))


def _no_action(columns: Sequence[Column], cells: Mapping[int, Profile]) -> Iterator[Column]:
    """A word or two in each row that were taken for the action, beside commands or sentences that were not."""
    for column in columns:
        held = cells[column.place]
        if column.role is not _R.ACTION or held.commands >= _FEW or held.wordy >= _FEW:
            continue
        for one in columns:
            other = cells[one.place]
            ordered = one.role in {_R.RECOMMENDATION, _R.OTHER, _R.SECTION} and other.commands >= _WORK
            ordered |= one.role is _R.RECOMMENDATION and other.wordy >= _MANY
            told = one.role is _R.OTHER and not meanings(one.says)
            if other.count > 1 and other.wordy > max(held.wordy, _FEW) and (ordered or told):
                yield column
                break
