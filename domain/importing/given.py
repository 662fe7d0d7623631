"""What a person said about columns (`Progress` holds the lead), checked against what the plan prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from domain.importing.draft import ColumnRole

_R = ColumnRole
# Words that people use for a role beside its own name.
_ALSO = {
    "reference": _R.REF,
    "number": _R.REF,
    "no": _R.REF,
    "theme": _R.SECTION,
    "category": _R.SECTION,
    "objective": _R.RECOMMENDATION,
    "task": _R.ACTION,
    "owner": _R.LEAD,
    "leads": _R.LEAD,
    "responsible": _R.LEAD,
    "date": _R.DUE,
    "deadline": _R.DUE,
    "duedate": _R.DUE,
    "timescale": _R.DUE,
    "originaldue": _R.DUE_ORIGINAL,
    "originaldate": _R.DUE_ORIGINAL,
    "colour": _R.RAG,
    "brag": _R.RAG,
    "status": _R.RAG,
    "update": _R.PROGRESS,
    "measure": _R.SUCCESS_MEASURE,
    "success": _R.SUCCESS_MEASURE,
    "note": _R.NOTES,
    "numbers": _R.REF,
    "dates": _R.DUE,
    "sections": _R.SECTION,
    "recommendations": _R.RECOMMENDATION,
    "actions": _R.ACTION,
    "names": _R.LEAD,
    "somethingother": _R.OTHER,
    "somethingelse": _R.OTHER,
    "ignore": _R.OTHER,
    "none": _R.OTHER,
    "skip": _R.OTHER,
}
# A row has one of these, so two columns can't both be it.
_ONCE = (_R.REF, _R.SECTION, _R.DUE, _R.DUE_ORIGINAL)
_IN_WORDS = {_R.REF: "number", _R.SECTION: "section", _R.DUE: "date", _R.DUE_ORIGINAL: "original date"}
_MOST = 20  # headings that an error lists

Given = Mapping[str, ColumnRole]


class InvalidColumn(ValueError):
    """A heading or role that was given can't be used. The message says why, and which ones there are."""


def fold_heading(heading: str) -> str:
    """A heading as people may type it: no capitals, blanks or punctuation count (`Lead  Officer:` is `leadofficer`)."""
    return re.sub(r"[\W_]+", "", heading.casefold()) or heading.strip()


def parse_role(text: str) -> ColumnRole:
    """The role that a word names (`lead`, `Due original`, `ignore`). Raises `InvalidColumn`, which lists the roles."""
    bare = fold_heading(text)
    for role in ColumnRole:
        if bare == role.value.replace("_", ""):
            return role
    if bare in _ALSO:
        return _ALSO[bare]
    roles = ", ".join(role.value for role in ColumnRole)
    raise InvalidColumn(f"“{text}” is nothing that a column can hold. It can be one of: {roles}.")


def given_roles(columns: Mapping[str, ColumnRole | str] | None) -> dict[str, tuple[str, ColumnRole]]:
    """What was given, by folded heading: the heading as typed, and its role. Raises `InvalidColumn`."""
    found: dict[str, tuple[str, ColumnRole]] = {}
    for heading, said in (columns or {}).items():
        role = said if isinstance(said, ColumnRole) else parse_role(said)
        name = fold_heading(heading)
        if name in found and found[name][1] is not role:
            raise InvalidColumn(f"“{heading}” was given twice, as {found[name][1].value} and as {role.value}.")
        found[name] = (heading, role)
    for role in _ONCE:
        same = [heading for heading, one in found.values() if one is role]
        if len(same) > 1:
            raise InvalidColumn(
                f"“{same[0]}” and “{same[1]}” can't both hold the {_IN_WORDS[role]}: a row has only one. "
                f"Give one of them as “{_R.OTHER.value}”; it is kept with the action."
            )
    return found


def check_headings(given: Mapping[str, tuple[str, ColumnRole]], headings: Iterable[Sequence[str]]) -> None:
    """Raises `InvalidColumn` for a heading that no table of the document has."""
    known = {fold_heading(heading): heading for table in headings for heading in table if heading.strip()}
    for name, (typed, _) in given.items():
        if name in known:
            continue
        listed = ", ".join(f"“{heading}”" for heading in list(known.values())[:_MOST])
        there = f"Its columns are {listed}." if listed else "Its tables have no headings."
        raise InvalidColumn(f"This document has no column “{typed}”. {there}")
