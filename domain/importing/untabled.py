"""Actions that stood in no table: a person is shown how they were read, once, unless all stand in one clear form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.importing.draft import ColumnRole, DraftAction, DraftRecommendation, Question, QuestionKind, Source
from domain.importing.layout_doubts import named
from domain.importing.raw import ROW
from domain.importing.soundness import FIELD
from domain.importing.tables import PlanTable, TableRow

YES = "yes"
SENTENCE = "sentence"
"""The form of an action that is offered, of which `prose` asks."""
_LONGEST = 80  # characters of the action that is shown
_NAMED = re.compile(r"(?:what |[^:<>]+: ?)+")  # nothing but names of values: a record
_PARTS = ("<what>", "<who>", "<when>")
_AS_LEADS = re.compile(r"I read .* as (?:leads|the lead of .*)\. Is that right\?$", re.DOTALL)
_QUOTED = re.compile(r"“([^”]*)”")
_CHECK = "Please check them against the document."
_FEW = 2  # actions: a single one has no like
_FLAGGED = re.compile(r"[^<>]*\baction\b[^<>]*: .*<what>.*")  # `ACTION: Ada Brook to ... by ...`


def about_texts(
    tables: Sequence[PlanTable], recommendations: Sequence[DraftRecommendation], asked: Iterable[Question]
) -> list[Question]:
    """One question about all actions that were read without a table, with how the first of them was read."""
    rows = {(row.sheet_or_page, row.number): row for row in untabled_rows(tables)}
    doubted = {key for one in asked if one.field == FIELD for key in one.keys}
    actions = [
        action
        for one in recommendations
        for action in one.actions
        if _place(action) in rows and action.key not in doubted
    ]
    if not actions or _is_regular(list(rows.values())) or any(row.form == SENTENCE for row in rows.values()):
        return []
    row, read = rows[_place(actions[0])], AsRead.of(actions[0])
    message = (
        f"{len(actions)} actions stand in no table, and I read them from the text. The first is “{read.text}”; "
        f"lead: {read.leads}; date: {read.due}; RAG: {read.rag}. Please check them against the document. Is that right?"
    )
    if len(actions) == 1:
        message = (
            f"One action stands in no table, and I read it from the text as “{read.text}”; lead: {read.leads}; "
            f"date: {read.due}; RAG: {read.rag}. Is that right?"
        )
    source = Source(row.sheet_or_page, row.number)
    keys = tuple(action.key for action in actions)
    return [
        Question(QuestionKind.DOCUMENT, FIELD, message, text=_printed(row), suggestion=YES, source=source, keys=keys)
    ]


def asked_once_of_names(tables: Sequence[PlanTable], asked: Sequence[Question]) -> list[Question]:
    """The questions, one for the names in a text: they are shown with its actions, or else asked about by themselves,
    and never under a heading that stands nowhere in it.
    """
    shown = next((one for one in asked if one.field == FIELD and one.suggestion == YES), None)
    doubts = [one for one in asked if one.kind is QuestionKind.DOCUMENT and _AS_LEADS.search(one.message)]
    names = list(dict.fromkeys(name for one in doubts for name in _QUOTED.findall(one.message.rpartition(" as ")[0])))
    made = {
        column.name
        for table in tables
        if len(untabled_rows([table])) == len(table.rows)
        for column in table.layout
        if column.role is ColumnRole.LEAD
    }
    gone = {
        one
        for one in asked
        if one.field == "columns"
        and one.text in made
        and (shown or set(_QUOTED.findall(one.message)[1:]) <= set(names))
    }
    if shown and _CHECK in shown.message:
        gone |= set(doubts)
    kept = [one for one in asked if one not in gone]
    if not (names and shown and gone & set(doubts)):
        return kept
    told = shown.message.replace(_CHECK, f"{_CHECK[:-1]}, above all who leads: {named(names)}.")
    return [replace(one, message=told) if one is shown else one for one in kept]


def untabled_rows(tables: Sequence[PlanTable]) -> list[TableRow]:
    """The rows that stood in no table: made of words, or lines of a text that look like rows but have no headings."""
    return [row for table in tables for row in table.rows if row.form and (row.form != ROW or not any(table.headings))]


@dataclass(frozen=True, slots=True)
class AsRead:
    """An action in the words of a question: what, who, when, and how it goes."""

    text: str
    leads: str
    due: str
    rag: str

    @classmethod
    def of(cls, action: DraftAction) -> AsRead:
        """An action as it was read; a long text ends in dots."""
        text = action.text if len(action.text) <= _LONGEST else f"{action.text[:_LONGEST].rstrip()}..."
        leads = ", ".join(lead.name for lead in action.leads) or "nobody"
        return cls(text, leads, action.due.describe(), action.rag.value.value)


def _place(action: DraftAction) -> tuple[str, int]:
    return action.source.sheet_or_page, action.source.row


def _printed(row: TableRow) -> str:
    cells = [row.cells[place].text for place in row.filled]
    return max(cells, key=len) if "<" in row.form else " | ".join(cells)


def _is_regular(rows: Sequence[TableRow]) -> bool:
    """Do all actions stand in one form that names its parts, or that always has all of them?"""
    forms = list(dict.fromkeys(row.form for row in rows))
    if len(rows) < _FEW:
        return False
    if len(forms) == 1 and (_FLAGGED.fullmatch(forms[0]) or all(part in forms[0] for part in _PARTS)):
        return True
    return all(map(_NAMED.fullmatch, forms)) and _go_together(forms)


def _go_together(forms: Sequence[str]) -> bool:
    """Do records name the same values in the same order, but for some that not every record has at its end?"""
    names = [re.findall(r"what|[^:]+:", form) for form in forms]
    longest = max(names, key=len)
    return all(len(one) > 1 and longest[: len(one)] == one for one in names)
