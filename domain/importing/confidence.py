"""How sure it is what a column holds: the heading and the cells are two witnesses, and both may be wrong.

Each says how likely the role is; together they count as independent witnesses do, so that two that agree are surer than
either, and two that contradict each other leave it open. Reasons are in words, for the person who checks.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.importing.columns import Column
from domain.importing.draft import ColumnRole, ColumnTaken
from domain.importing.headings import Meaning, Shade
from domain.importing.profiles import Profile

_R = ColumnRole
_SURE = 75  # per cent: from here on nobody needs to know why
LOW = 0.5  # below this a person is asked about columns of leads, dates, colours and actions
_FIRST, _SECOND, _NEVER, _SILENT = 0.85, 0.6, 0.2, 0.5  # how likely a heading makes a role
_LEAST, _MOST = 0.04, 0.96  # no witness is ever quite sure
_FEW = 3  # cells that make a witness whom one can believe
_KINDS = {
    _R.REF: "numbers",
    _R.DUE: "dates",
    _R.DUE_ORIGINAL: "dates",
    _R.RAG: "colours or status words",
    _R.LEAD: "names",
}
_TEXTS = {_R.ACTION, _R.RECOMMENDATION, _R.SECTION, _R.OUTCOME}  # which of them it is depends on the others
_ASIDE = {_R.OTHER, _R.NOTES, _R.EVIDENCE, _R.PRIORITY}


def judge(column: Column, cells: Profile, options: Sequence[Meaning], *, chosen: bool) -> tuple[float, tuple[str, ...]]:
    """How likely (0 to 1) a column holds what it was taken for, and why.

    `options` is what its heading can mean, likeliest first; `chosen` says that its cells are chosen from a list.
    """
    if column.given:
        return 1.0, ("you said so",)
    by_heading, why = _heading_says(column, options)
    by_cells, how = _cells_say(column.role, cells, chosen=chosen)
    for_it, against = by_heading * by_cells, (1 - by_heading) * (1 - by_cells)
    return round(for_it / (for_it + against), 2), tuple(filter(None, (why, how)))


def _heading_says(column: Column, options: Sequence[Meaning]) -> tuple[float, str]:
    roles = [option.role for option in options]
    if column.is_bare:
        return _SILENT, "it has no heading"
    if not roles:
        return (_FIRST if column.role is _R.OTHER else _SILENT), "I don't know its heading"
    if column.role is roles[0]:
        return _FIRST, "its heading says so"
    if column.role in roles[1:]:
        return _SECOND, "its heading may say so"
    if {column.role, roles[0]} <= _TEXTS:
        return _SECOND, "its heading may say so"
    if column.role in _ASIDE or roles[0] is _R.OTHER:
        return _SECOND, "another column holds what its heading says" if column.role in _ASIDE else ""
    return _NEVER, "its heading says something else"


def _cells_say(role: ColumnRole, cells: Profile, *, chosen: bool) -> tuple[float, str]:
    if not cells.count:
        return _SILENT, "nothing stands in it"
    signs = max(cells.rags, cells.grades)
    kinds = {_R.REF: cells.refs, _R.DUE: cells.dates, _R.DUE_ORIGINAL: cells.dates, _R.RAG: signs, _R.LEAD: cells.leads}
    weight = min(1.0, cells.count / _FEW)
    if role in kinds:
        share = kinds[role]
        picked = " (chosen from a list)" if chosen else ""
        said = _MOST * share + _LEAST * (1 - share)
        return _SILENT + (said - _SILENT) * weight, f"{_part(share)} of its cells look like {_KINDS[role]}{picked}"
    if role in _ASIDE:
        return _SILENT, ""
    most = max(cells.dates, cells.refs, cells.leads if cells.length < 60 else 0, cells.rags if cells.length < 16 else 0)
    said = _MOST * (1 - most) + _LEAST * most
    if most <= 0.5:
        return _SILENT + (min(said, 0.8) - _SILENT) * weight, ""
    what = max(kinds, key=lambda one: kinds[one])
    return _SILENT + (said - _SILENT) * weight, f"{_part(most)} of its cells look like {_KINDS[what]}"


def _part(share: float) -> str:
    return "all" if share > 0.995 else "none" if share < 0.005 else f"{share:.0%}"


def is_low(column: Column) -> bool:
    """Should a person look at what this column was taken for, although no other question does so?"""
    matters = column.role in {_R.LEAD, _R.DUE, _R.RAG, _R.ACTION, _R.RECOMMENDATION}
    asked = column.unsure or bool(column.surprise) or column.given or column.is_bare
    return matters and not asked and column.confidence < LOW and column.shade is not Shade.REVISED


def say_columns(taken: Sequence[ColumnTaken]) -> list[str]:
    """What each column was taken for and how sure that is, in lines for a person; why, where it is not very sure."""
    known = [one for one in taken if one.role is not _R.OTHER]
    kept = [f"“{one.heading}”" for one in taken if one.role is _R.OTHER]
    lines = []
    if known:
        said = (f"“{one.heading}” {one.role.value.replace('_', ' ')} ({one.percent}%)" for one in known)
        lines.append(f"Columns, and how sure I am: {', '.join(said)}.")
    doubtful = [one for one in known if one.percent < _SURE and one.reasons]
    lines += [f"“{one.heading}”: {'; '.join(one.reasons)}." for one in doubtful]
    if kept:
        lines.append(f"Kept as they are: {', '.join(kept)}.")
    return lines
