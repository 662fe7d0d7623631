"""A list of people: who a plan's leads are, with their e-mail addresses, since no plan prints those."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.importing.raw import RawDocument, RawTable

_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,190}\.[^@\s<>,;.]{2,}")
_MAILTO = re.compile(r"^mailto:", re.I)
_PLAN_WORDS = re.compile(
    r"\b(actions?|recommendations?|deadline|due|rag|progress|timescales?|when|outcomes?|tasks?|objectives?|priority|"
    r"status|target|dates?|measures?|evidence)\b",
    re.I,
)
_PRINTED = re.compile(r"\b(initials?|printed|plan|lead|code|abbreviation|owner|known as)\b", re.I)
_FIRST, _LAST = (
    re.compile(r"\b(first|fore|given)\s*-?names?\b", re.I),
    re.compile(r"\b(last|sur|family)\s*-?names?\b", re.I),
)
_NAME = re.compile(r"\b(names?|person|officer|who)\b", re.I)
_TOP = 10
_LONG = 80  # characters that no name, post or address has on the average
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row: where it stands, the lead as the plan prints it (may be empty), the name and the address as given."""

    row: int
    printed: str
    name: str
    email: str

    @property
    def has_good_email(self) -> bool:
        """Can it be an address?"""
        return _EMAIL.fullmatch(self.email) is not None


def people_in(document: RawDocument) -> tuple[ListedPerson, ...] | None:
    """The people of a document that is a list of people and nothing else; `None` of a plan, also of one with its
    contacts beside it.
    """
    found: list[ListedPerson] = []
    for table in document.tables():
        people = _people(table)
        if people is None and len(table.rows) > 1:
            return None
        found += people or ()
    return tuple(found[:MOST_ROWS]) or None


def people_in_lines(text: str) -> tuple[ListedPerson, ...] | None:
    """The same of pasted lines, parted by tabs, semicolons or commas."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    mark = next((mark for mark in ("\t", ";", "|", ",") if mark in lines[0]), None)
    if mark is None:
        return None
    rows = [(number, [cell.strip() for cell in line.strip("| ").split(mark)]) for number, line in enumerate(lines, 1)]
    return _of_rows(rows)


def _people(table: RawTable) -> tuple[ListedPerson, ...] | None:
    rows = []
    for number, row in enumerate(table.rows, 1):
        cells = {cell.column: cell.text for cell in row.cells}
        rows.append((row.number or number, [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]))
    return _of_rows(rows)


def _of_rows(rows: Sequence[tuple[int, list[str]]]) -> tuple[ListedPerson, ...] | None:
    for position, (_, heads) in enumerate(rows[:_TOP]):
        mail = next((n for n, head in enumerate(heads) if re.search(r"e-?\s?mail", head, re.I)), None)
        if mail is None or any(_PLAN_WORDS.search(head) and not _PRINTED.search(head) for head in heads):
            continue
        found = tuple(_listed(rows[position + 1 :], heads, mail))
        good = sum(one.has_good_email for one in found)
        whose = any(map(_PRINTED.search, heads)) and any(map(_NAME.search, heads))
        below = rows[position + 1 :]
        wordy = any(
            sum(len(cells[n]) for _, cells in below if n < len(cells)) > _LONG * len(below) for n in range(len(heads))
        )
        return found if found and not wordy and (whose or good * 2 >= len(found)) else None
    return None


def _listed(rows: Iterable[tuple[int, list[str]]], heads: Sequence[str], mail: int) -> Iterable[ListedPerson]:
    columns = [n for n in range(len(heads)) if n != mail]
    first = next((n for n in columns if _FIRST.search(heads[n])), None)
    last = next((n for n in columns if _LAST.search(heads[n])), None)
    name = next(
        (n for n in columns if _NAME.search(heads[n]) and not _PRINTED.search(heads[n]) and n not in {first, last}),
        None,
    )
    printed = next((n for n in columns if _PRINTED.search(heads[n]) and n not in {first, last, name}), None)
    for number, cells in rows:

        def at(column: int | None, cells: list[str] = cells) -> str:
            return " ".join(cells[column].split())[:200] if column is not None and column < len(cells) else ""

        whole = at(name) or f"{at(first)} {at(last)}".strip()
        email = _MAILTO.sub("", at(mail)).strip("<> ")
        if whole or email or at(printed):
            yield ListedPerson(number, at(printed), whole or at(printed), email)
